"""What is kept -> a report again, in any shape, without a request."""

from collections.abc import Iterator
from datetime import datetime

from monitor.history import History
from monitor.model.observation import Run
from monitor.model.report import Report, ReportKind
from monitor.model.source import Catalogue, Tlp
from monitor.publish.desk import Desk, Publication
from monitor.publish.reports import norm_uses
from monitor.report import build_report, period_of, run_told


def report_again(
    desk: Desk,
    history: History,
    catalogue: Catalogue,
    *,
    clearance: Tlp,
    since: datetime | None,
    until: datetime | None,
    now: datetime,
) -> Report:
    """A report built from what is kept: of the dates given, or of what was seen since the last closing.

    Where nothing was seen since, it is the report of that closing once more.
    """
    last = history.last_run() if since is None and until is None else None
    closed = [report.period for report in history.closings() if last is not None and report.run == last.id]
    moment = until or now if last is None else last.finished_at or last.started_at
    period = closed[-1] if closed else period_of(moment, desk.timezone)
    record = history.period(period, since=since, until=until, up_to_run=last.id if last is not None else None)
    return build_report(
        record,
        catalogue,
        audience=clearance,
        timezone=desk.timezone,
        now=now,
        kind=ReportKind.INTERIM,
        norm_findings=norm_uses(catalogue),
    )


def shaped(desk: Desk, report: Report, language: str, name: str) -> bytes:
    """One shape of a report: html, text, json, csv, atom, or eml (a message to nobody, to look at)."""
    from monitor.render import render_file

    if name == "eml":
        from monitor.render.mail import mail_body, render_message

        body = mail_body(report, language, contact=desk.identity.contact)
        return render_message(report, body, recipient=desk.identity.contact, identity=desk.identity)
    return render_file(report, language, "txt" if name == "text" else name)


def run_json(desk: Desk, history: History, catalogue: Catalogue, run: Run, publication: Publication) -> Iterator[str]:
    """The document of `run --json`: for the operator, so with the clearance AMBER."""
    from monitor.render.json import run_json_parts

    record = publication.record
    told = run_told(
        run,
        history.run_record(run.id),
        catalogue,
        findings=publication.findings,
        decisions=record.decisions if record is not None else (),
        timezone=desk.timezone,
    )
    files = (
        {"audience": str(file.audience), "language": file.language, "path": str(file.path)}
        for file in publication.files
        if file.path.suffix == ".html"
    )
    return run_json_parts(told, reports=files, language=desk.language, timezone=desk.timezone)
