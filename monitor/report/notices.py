"""A period's record -> the "please note" box: trouble of the job itself."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.model.observation import RunStatus
from monitor.model.period import PeriodRecord
from monitor.model.report import Notice, NoticeKind
from monitor.model.source import Catalogue, Mistake, Tlp
from monitor.report.left import Left
from monitor.report.period import missed_between, period_of

MAX_MISTAKES = 8
OLD_FULL_RUN = timedelta(days=8)
_UNDELIVERED = frozenset({"queued", "failed", "unknown", "superseded", "retry"})


def notices_of(
    record: PeriodRecord, catalogue: Catalogue, left: Left, *, clearance: Tlp, timezone: ZoneInfo, now: datetime
) -> tuple[Notice, ...]:
    """All notices; addresses of other recipients only for those who may see AMBER (they name persons)."""
    return (
        *_runs(record),
        *_gaps(record, timezone),
        *(_deliveries(record) if clearance >= Tlp.AMBER else ()),
        *_full_run(record, now),
        *_mistakes(catalogue, is_first=record.is_baseline),
        *(_labels(catalogue) if record.is_baseline else ()),
        *_left(left),
    )


def _left(left: Left) -> Iterator[Notice]:
    for tool in left.retired:
        yield Notice(kind=NoticeKind.RETIRED, values=(("tool", tool.title),))
    if left.removed:
        yield Notice(kind=NoticeKind.REMOVED, values=(("count", left.removed),))


def names_persons(notices: Iterable[Notice]) -> bool:
    """Whether the address of a reader is among them: what holds it is AMBER, whatever the tools are."""
    return any(notice.kind is NoticeKind.NOT_DELIVERED for notice in notices)


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


def _mistakes(catalogue: Catalogue, *, is_first: bool) -> Iterator[Notice]:
    """Mistakes each time, as their tools are not checked; warnings in full once, then as a number."""
    fatal = tuple(mistake for mistake in catalogue.mistakes if mistake.fatal)
    warnings = tuple(mistake for mistake in catalogue.mistakes if not mistake.fatal)
    for mistake in fatal[:MAX_MISTAKES]:
        yield _mistake(NoticeKind.MISTAKE, mistake)
    if (more := len(fatal) - MAX_MISTAKES) > 0:
        yield Notice(kind=NoticeKind.MORE_MISTAKES, values=(("count", more),))
    if is_first:
        yield from (_mistake(NoticeKind.WARNING, one) for one in warnings[:MAX_MISTAKES] if not _is_label(one))
    elif warnings:
        yield Notice(kind=NoticeKind.WARNINGS, values=(("count", len(warnings)),))


def _mistake(kind: NoticeKind, mistake: Mistake) -> Notice:
    said = (("mistake", mistake.kind), ("problem", mistake.problem), ("remedy", mistake.remedy))
    return Notice(kind=kind, values=(("line", mistake.line), ("key", mistake.key), *said, *mistake.values))


def _is_label(mistake: Mistake) -> bool:
    """Told in better words by `_labels`."""
    return mistake.key.endswith(".tlp")


def _labels(catalogue: Catalogue) -> Iterator[Notice]:
    """Tools whose classification is not clear, with the label they count as until someone decides."""
    for tool in catalogue.active_tools:
        if tool.tlp.warning:
            values = (("tool", tool.title), ("printed", tool.tlp.printed or ""), ("label", tool.tlp.label.printed))
            yield Notice(kind=NoticeKind.CLASSIFICATION, values=values)
