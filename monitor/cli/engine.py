"""`merge` and `engine check`: for whoever fetches by several processes or machines."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from monitor.cli.context import Session, current_time
from monitor.cli.output import hint, print_json, say

if TYPE_CHECKING:
    from monitor.distribute import Engine

_OPTIONS = (
    click.option(
        "--scheduler", metavar="ADDRESS", help="Dask scheduler, such as tls://host:8786; without: workers here."
    ),
    click.option("--exchange", metavar="FOLDER", help="Folder or fsspec address that every worker reaches."),
    click.option("--run-id", metavar="NAME", help="Names the run; the same name again goes on with it."),
    click.option("--workers", type=click.IntRange(1), help="Worker processes on this machine (one per core)."),
    click.option("--shard-size", type=click.IntRange(1), help="Requests per shard (1000)."),
    click.option("--chunk", type=click.IntRange(1), help="Answers per chunk file (25)."),
    click.option(
        "--stall", "stall_seconds", type=click.FloatRange(1), help="Seconds before a still shard is moved (600)."
    ),
    click.option("--tls-ca", type=click.Path(), help="Authority of the cluster's certificates."),
    click.option("--tls-cert", type=click.Path(), help="Our certificate."),
    click.option("--tls-key", type=click.Path(), help="Its key."),
    click.option("--insecure-scheduler", is_flag=True, help="Accept a plain scheduler on another machine."),
)


def engine_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of the engines, as the keyword arguments of `engine_from`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def engine_from(name: str, options: dict[str, Any]) -> "Engine":
    """The engine that was chosen. Raises `UsageError` for what is unsafe or cannot work."""
    from monitor.distribute import Engine, EngineName

    engine = Engine(name=EngineName(name), **{key: value for key, value in options.items() if value is not None})
    engine.check()
    return engine


@click.command("merge")
@click.option("--exchange", metavar="FOLDER", help="Folder or fsspec address of the run (beside the store).")
@click.option("--run-id", required=True, metavar="NAME", help="The run whose driver died.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.option("--no-mail", is_flag=True, help="Mail nothing and close no period.")
@click.pass_obj
def merge_command(session: Session, *, exchange: str | None, run_id: str, as_json: bool, no_mail: bool) -> int:
    """Judge, record and report what a dead driver's workers left; no request is made."""
    from monitor.cli.run import conclude
    from monitor.cli.signals import stopping
    from monitor.distribute import Engine, EngineName
    from monitor.job import open_job

    engine = Engine(name=EngineName.PROCESSES, exchange=exchange, run_id=run_id)
    engine.check()
    now, catalogue = current_time(), session.catalogue_to_lock()
    with stopping() as signals, open_job(session.settings, catalogue) as job:
        run = signals.run(job.merge(now, engine=engine))
        missing = run.planned - sum(1 for _ in job.history.run_record(run.id))
        if missing > 0:
            hint(f"{missing} sources were not asked before the driver died; the next run asks them.")
        return conclude(job, run, now, as_json=as_json, may_mail=not no_mail, exit_code=False)


@click.group("engine")
def engine_command() -> None:
    """Fetching by several processes or machines."""


@engine_command.command("check")
@click.option("--engine", "name", type=click.Choice(["processes", "dask"]), default="dask", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@engine_options
@click.pass_obj
def check_command(session: Session, /, *, name: str, as_json: bool, **options: Any) -> int:  # noqa: ANN401 - by name
    """Say whether the engine is usable: versions, exchange folder, clocks, protection. Status 1 when it is not."""
    from monitor.distribute.check import check_engine

    engine = engine_from(name, options)
    exchange = engine.exchange_beside(session.settings.store.path)

    async def look() -> list[Any]:
        return [finding async for finding in check_engine(engine, exchange)]

    findings = asyncio.run(look())
    if as_json:
        entries = [{"what": found.what, "ok": found.ok, "text": found.text} for found in findings]
        print_json({"schema_version": 1, "engine": name, "findings": entries})
    else:
        for found in findings:
            say(f"{'ok' if found.ok else '!!'}  {found.what:<11} {found.text}")
    return 0 if all(found.ok for found in findings) else 1
