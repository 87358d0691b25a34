"""A period's record -> the "please note" box: trouble of the job itself."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.model.observation import RunStatus
from monitor.model.period import PeriodRecord
from monitor.model.report import Notice, NoticeKind
from monitor.model.source import Catalogue, Tlp
from monitor.report.period import missed_between, period_of

MAX_MISTAKES = 8
OLD_FULL_RUN = timedelta(days=8)
_UNDELIVERED = frozenset({"failed", "unknown", "superseded", "retry"})


def notices_of(
    record: PeriodRecord, catalogue: Catalogue, *, clearance: Tlp, timezone: ZoneInfo, now: datetime
) -> tuple[Notice, ...]:
    """All notices; addresses of other recipients only for those who may see AMBER (they name persons)."""
    return (
        *_runs(record),
        *_gaps(record, timezone),
        *(_deliveries(record) if clearance >= Tlp.AMBER else ()),
        *_full_run(record, now),
        *_mistakes(catalogue),
    )


def _runs(record: PeriodRecord) -> Iterator[Notice]:
    for run in record.runs:
        if run.status is RunStatus.ABORTED:
            yield Notice(kind=NoticeKind.ABORTED_RUN, values=(("run", run.id), ("at", run.started_at)))
        elif run.status is RunStatus.VOID:
            yield Notice(kind=NoticeKind.VOID_RUN, values=(("run", run.id), ("at", run.started_at)))


def _gaps(record: PeriodRecord, timezone: ZoneInfo) -> Iterator[Notice]:
    if record.previous_report is None:
        return
    last = period_of(record.previous_report - timedelta(days=7), timezone)
    for week in missed_between(last, record.period, timezone):
        yield Notice(kind=NoticeKind.MISSED_PERIOD, values=(("period", week),))


def _deliveries(record: PeriodRecord) -> Iterator[Notice]:
    for delivery in record.deliveries:
        if delivery.state in _UNDELIVERED:
            values = (("recipient", delivery.recipient), ("period", delivery.period), ("state", delivery.state))
            yield Notice(kind=NoticeKind.NOT_DELIVERED, values=values)


def _full_run(record: PeriodRecord, now: datetime) -> Iterator[Notice]:
    if record.last_full_run is not None and now - record.last_full_run > OLD_FULL_RUN:
        yield Notice(kind=NoticeKind.OLD_FULL_RUN, values=(("at", record.last_full_run),))


def _mistakes(catalogue: Catalogue) -> Iterator[Notice]:
    for mistake in catalogue.mistakes[:MAX_MISTAKES]:
        kind = NoticeKind.MISTAKE if mistake.fatal else NoticeKind.WARNING
        values = (
            ("file", mistake.file),
            ("line", mistake.line),
            ("key", mistake.key),
            ("problem", mistake.problem),
            ("remedy", mistake.remedy),
        )
        yield Notice(kind=kind, values=values)
    if (more := len(catalogue.mistakes) - MAX_MISTAKES) > 0:
        yield Notice(kind=NoticeKind.MORE_MISTAKES, values=(("count", more),))
