"""A run -> what goes out because of it: the week's report, an interim one, an alert, a void notice."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from monitor.history import History
from monitor.history import ReportKind as ClosingKind
from monitor.model.observation import Run, RunStatus
from monitor.model.report import Finding, FindingKind, ReportKind, Section
from monitor.model.source import Catalogue
from monitor.publish.desk import Desk, Publication, ReportFile
from monitor.publish.reports import Reports, norm_uses
from monitor.report import closes, period_of, record_findings


def publish(
    desk: Desk, history: History, catalogue: Catalogue, run: Run, *, now: datetime, may_close: bool, may_mail: bool
) -> Publication:
    """Write the reports of a run, and queue mail where it closes a period, finds danger, or was void.

    Both are False for runs over part of the catalogue and where no mail is wanted; `may_close` also for a daily check
    before the report is due, which still tells of danger.
    """
    if run.status is RunStatus.VOID:
        return _publish_void(desk, history, catalogue, run, now=now, may_mail=may_mail)
    closings = history.closings()
    last_closed = closings[-1].period if closings else None
    closing = closes(now, desk.timezone, last_closed) if may_close else None
    period = closing or period_of(now, desk.timezone)
    record = history.period(period, up_to_run=run.id, carries=closing is not None)
    findings = record_findings(record, catalogue, timezone=desk.timezone, norm_findings=norm_uses(catalogue))
    is_first = not closings or record.is_baseline
    kind = ReportKind.INTERIM if closing is None else ReportKind.BASELINE if is_first else ReportKind.WEEKLY
    reports = Reports(desk, record, catalogue, findings, now)
    files: tuple[ReportFile, ...] = ()
    queued = 0
    if closing is not None:
        _is_news(history, findings, run)  # what is told now is not told again by the next run
        files = reports.write(kind)
        queued = reports.close(history, run, kind)
    elif _is_news(history, findings, run):
        files = reports.write(kind)
    if may_mail:
        history.outbox.supersede_notices()
        queued += _alert(reports, history, run, findings)
    return Publication(files=files, findings=findings, closed=closing, queued=queued, record=record)


def _publish_void(
    desk: Desk, history: History, catalogue: Catalogue, run: Run, *, now: datetime, may_mail: bool
) -> Publication:
    """A void run writes its report and sends one notice per period."""
    period = period_of(now, desk.timezone)
    record = history.period(period, up_to_run=run.id)
    findings = record_findings(record, catalogue, timezone=desk.timezone, norm_findings=norm_uses(catalogue))
    reports = Reports(desk, record, catalogue, findings, now)
    files = reports.write(ReportKind.VOID)
    queued = reports.close(history, run, ReportKind.VOID) if may_mail else 0
    return Publication(files=files, findings=findings, queued=queued, record=record)


def _alert(reports: Reports, history: History, run: Run, findings: Iterable[Finding]) -> int:
    """Tell at once what is a danger to readers; each danger once for good, and only to those who may see it."""
    told = {report.key for report in history.reports() if report.kind is ClosingKind.ALERT}
    dangers = (f for f in findings if f.kind is FindingKind.PARKED and f.section is Section.ACTION)
    return sum(
        reports.about(danger).close(history, run, ReportKind.ALERT, key=danger.item)
        for danger in dangers
        if danger.item not in told
    )


def _is_news(history: History, findings: Iterable[Finding], run: Run) -> bool:
    """Whether the open period's files should be written again: only when there is something new to tell."""
    told = sorted(f"{finding.item} {finding.section} {finding.standing}" for finding in findings)
    digest = sha256("\n".join((str(run.is_partial), *told)).encode()).hexdigest()
    return history.remember_digest("interim", digest)
