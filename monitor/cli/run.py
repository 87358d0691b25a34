"""`run`: check what is due, remember it, report it, mail it when a period closes."""

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from monitor.cli.context import MOMENT, Session, current_time
from monitor.cli.engine import engine_from, engine_options
from monitor.cli.output import fail, hint, print_json, say
from monitor.cli.progress import progress_bar
from monitor.cli.signals import StoppedError, stopping
from monitor.errors import UsageError
from monitor.garbage import collect_rarely
from monitor.model.observation import RunStatus

if TYPE_CHECKING:
    from monitor.job import Job
    from monitor.model.observation import Run
    from monitor.model.plan import Plan
    from monitor.model.source import Catalogue
    from monitor.publish import Publication

VOID, UNDELIVERED, NEEDS_PERSON = 3, 5, 1


@click.command("run")
@click.option(
    "--only", multiple=True, metavar="ID", help="Only this tool or source; may be repeated. Closes no period."
)
@click.option(
    "--at", "at", type=MOMENT, default=None, help="The run's wall clock, for rehearsals (ISO 8601 with offset)."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.option("--no-mail", is_flag=True, help="Mail nothing and close no period.")
@click.option("--dry-run", is_flag=True, help="Print the plan and ask nothing.")
@click.option("--exit-code", is_flag=True, help="Status 1 when something needs a person.")
@click.option(
    "--engine",
    type=click.Choice(["local", "processes", "dask"]),
    default="local",
    show_default=True,
    help="Who fetches.",
)
@engine_options
@click.pass_obj
def run_command(
    session: Session,
    /,
    *,
    only: tuple[str, ...],
    at: datetime | None,
    as_json: bool,
    no_mail: bool,
    dry_run: bool,
    exit_code: bool,
    engine: str,
    **options: Any,  # noqa: ANN401 - those of the engines, by name
) -> int:
    """Check every source that is due, record what was seen, write the report, and mail it when a week closes."""
    collect_rarely()
    now, wanted = at or current_time(), frozenset(only)
    chosen = engine_from(engine, options)
    if dry_run:
        return _dry_run(session, now, wanted, as_json=as_json)
    catalogue = session.catalogue_to_lock()
    _must_know(catalogue, wanted)

    from monitor.job import open_job

    may_mail = not (wanted or no_mail)
    with stopping() as signals, open_job(session.settings, catalogue) as job:
        for line in job.remarks(now):
            hint(line)
        try:
            with progress_bar(quiet=session.quiet) as progress:
                run = signals.run(job.visit(now, only=wanted, engine=chosen, progress=progress))
        except StoppedError as stopped:
            return _stopped(job, now, stopped.status, as_json=as_json)
        status = conclude(job, run, now, as_json=as_json, may_mail=may_mail, exit_code=exit_code)
        return signals.status or status


def conclude(job: "Job", run: "Run", now: datetime, *, as_json: bool, may_mail: bool, exit_code: bool) -> int:
    """Report and deliver what a run saw, and say so; gives the exit status."""
    from monitor.publish import run_json

    publication = job.conclude(run, now, may_close=may_mail, may_mail=may_mail)
    if as_json:
        sys.stdout.writelines(run_json(job.desk, job.history, job.catalogue, run, publication))
    else:
        _tell(run, publication)
    for line in publication.remarks:
        hint(line)
    return _status(run, publication, exit_code=exit_code)


def _stopped(job: "Job", now: datetime, status: int, *, as_json: bool) -> int:
    """Say that a signal ended the run; its document tells what it saw, with nothing concluded from it yet."""
    from monitor.publish import Publication, run_json

    begun = [run for run in job.history.runs(now) if run.started_at == now]
    if not begun:
        return fail(status, "Stopped before the first request.", "", as_json=as_json)
    if as_json:
        sys.stdout.writelines(run_json(job.desk, job.history, job.catalogue, begun[-1], Publication()))
    hint("Stopped; what was seen so far is kept.")
    return status


def _must_know(catalogue: "Catalogue", only: frozenset[str]) -> None:
    if not only:
        return
    known = {tool.id for tool in catalogue.tools} | {source.id for _, source in catalogue.watched}
    unknown = sorted(only - known)
    if unknown:
        raise UsageError(
            f"The catalogue has no {', '.join(unknown)}.", "`catalogue check` lists what it has; ids are lower case."
        )


def _tell(run: "Run", publication: "Publication") -> None:
    for path in publication.paths:
        say(str(path))
    if run.status is RunStatus.VOID:
        hint(f"Our own network failed ({run.void_reason}); nothing was concluded about any address.")


def _status(run: "Run", publication: "Publication", *, exit_code: bool) -> int:
    if run.status is RunStatus.VOID:
        return VOID
    if publication.undelivered:
        return UNDELIVERED
    return NEEDS_PERSON if exit_code and publication.needs_person else 0


def _dry_run(session: Session, now: datetime, only: frozenset[str], *, as_json: bool) -> int:
    from monitor.assemble import open_history
    from monitor.plan import plan_run

    settings, catalogue = session.settings, session.catalogue()
    _must_know(catalogue, only)
    memory: Any = {}
    if settings.store.path.exists():
        with open_history(settings, catalogue, create=False) as history:
            memory = history.memory()
    plan = plan_run(
        catalogue,
        memory,
        now,
        only=only,
        interval=settings.schedule.interval,
        canaries=settings.network.canaries,
    )
    if as_json:
        print_json(_plan_json(plan))
        return 0
    for request in plan.requests:
        conditional = " (conditional)" if request.etag or request.last_modified else ""
        say(f"visit  {request.url}{conditional}  {', '.join(request.sources)}")
    for skipped in plan.skipped:
        say(f"skip   {skipped.source}: {skipped.reason}")
    return 0


def _plan_json(plan: "Plan") -> dict[str, Any]:
    return {
        "schema_version": 1,
        "plan": {
            "requests": [
                {"url": r.url, "sources": list(r.sources), "conditional": bool(r.etag or r.last_modified)}
                for r in plan.requests
            ],
            "skipped": [{"source": s.source, "reason": s.reason} for s in plan.skipped],
            "canaries": [r.url for r in plan.canaries],
        },
    }
