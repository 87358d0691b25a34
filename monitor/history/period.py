"""The store -> the facts of one period."""

from datetime import datetime

from sqlite_utils import Database

from monitor.errors import StoreError
from monitor.history import decisions, periods, reports
from monitor.history.outbox import Outbox
from monitor.history.reports import ClosedReport
from monitor.history.rows import Words
from monitor.model.observation import Run, RunStatus
from monitor.model.period import PeriodRecord, TrendPoint

TREND_PERIODS = 12
MOST_CARRIED = 4
"""So many reports whose mail reached nobody are told again in the next one: longer ago is no news."""


def period_record(
    db: Database,
    words: Words,
    outbox: Outbox,
    *,
    period: str,
    since: datetime | None,
    until: datetime | None,
    up_to_run: int | None,
    carries: bool = False,
) -> PeriodRecord:
    """The runs of a period with what they changed; see `History.period`."""
    closed = reports.closings(db)
    if up_to_run is None:
        runs, after, up_to = _by_dates(db, since, until)
    else:
        closed = tuple(report for report in closed if report.run < up_to_run)
        told = _that_arrived(closed, outbox) if carries else closed
        after, up_to = (told[-1].run if told else 0), up_to_run
        runs = periods.runs_between(db, after=after, up_to=up_to)
    before = tuple(report for report in closed if report.run <= after)
    past = closed if up_to_run is not None else before
    start = since or (before[-1].made_at if before else runs[0].started_at if runs else until)
    if start is None:
        raise StoreError("There is no run in the store yet.", "Start with `run`.")
    return PeriodRecord(
        period=period,
        since=start,
        until=until or (runs[-1].finished_at or runs[-1].started_at if runs else start),
        runs=runs,
        latest=periods.latest(db, words, up_to),
        telling=periods.latest(db, words, up_to, telling=True),
        changes=periods.changes(db, words, after, up_to),
        decisions=decisions.read(db),
        previous_report=before[-1].made_at if before else None,
        is_baseline=not before,
        last_full_run=_last_full(db, up_to),
        trend=_trend(db, past),
        deliveries=outbox.deliveries(past[-1].id) if past else (),
        health=periods.health(db),
    )


def _that_arrived(closed: tuple[ClosedReport, ...], outbox: Outbox) -> tuple[ClosedReport, ...]:
    """The reports up to the last one that reached somebody; what was told in later ones is still news to everybody."""
    kept = len(closed)
    while kept and len(closed) - kept < MOST_CARRIED and outbox.reached_nobody(closed[kept - 1].id):
        kept -= 1
    return closed[:kept]


def _by_dates(db: Database, since: datetime | None, until: datetime | None) -> tuple[tuple[Run, ...], int, int]:
    """The runs between two dates; the number of the run before them and of the last."""
    runs = periods.runs_in(db, since, until)
    if runs:
        return runs, runs[0].id - 1, runs[-1].id
    later = periods.runs_in(db, until, None) if until is not None else ()
    last = later[0].id - 1 if later else periods.newest_run(db)
    return (), last, last


def _last_full(db: Database, up_to: int) -> datetime | None:
    runs = periods.runs_between(db, up_to=up_to)
    full = [run.started_at for run in runs if run.status is RunStatus.DONE and not run.is_partial]
    return full[-1] if full else None


def _trend(db: Database, closed: tuple[ClosedReport, ...]) -> tuple[TrendPoint, ...]:
    last = {report.period: report.run for report in closed}  # a baseline and the weekly report of its week are one
    spans = list(zip(last.items(), (0, *last.values()), strict=False))[-TREND_PERIODS:]
    points = (periods.trend_point(db, period, after, run) for (period, run), after in spans)
    return tuple(point for point in points if point is not None)
