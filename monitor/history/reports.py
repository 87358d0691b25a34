"""Which reports were made of which period, and what was told in them: each thing once, to each group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlite_utils import Database

from monitor.database import transaction
from monitor.history.codec import from_time, to_time
from monitor.history.outbox import Outbox
from monitor.model.mail import Letter


class ReportKind(StrEnum):
    """Why a report was sent."""

    BASELINE = "baseline"
    WEEKLY = "weekly"
    ALERT = "alert"
    VOID_NOTICE = "void-notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedReport:
    """A report that was made; a period has one of each kind (alerts: one for each key)."""

    id: int
    period: str
    kind: ReportKind
    key: str
    run: int
    made_at: datetime


_SELECT = "SELECT id, period, kind, key, run, made_at FROM report"


def close(
    db: Database,
    outbox: Outbox,
    *,
    period: str,
    kind: ReportKind,
    run: int,
    now: datetime,
    key: str = "",
    told: Mapping[str, Iterable[str]] | None = None,
    letters: Iterable[Letter] = (),
) -> ClosedReport | None:
    """Make a report final: its row, what it tells to which audience, and its mail, in one transaction.

    None, and nothing written, when that period already has a report of that kind and key.
    """
    with transaction(db, durable=True):
        cursor = db.conn.execute(
            "INSERT OR IGNORE INTO report (period, kind, key, run, made_at) VALUES (?, ?, ?, ?, ?)",
            (period, str(kind), key, run, to_time(now)),
        )
        if cursor.rowcount != 1 or cursor.lastrowid is None:
            return None
        report = cursor.lastrowid
        items = {(item, audience, report) for audience, items in (told or {}).items() for item in items}
        db.conn.executemany("INSERT OR IGNORE INTO told (item, audience, report) VALUES (?, ?, ?)", items)
        outbox.put(report, letters, now)
        if kind in {ReportKind.WEEKLY, ReportKind.BASELINE}:
            outbox.supersede(report)
    return ClosedReport(id=report, period=period, kind=kind, key=key, run=run, made_at=now)


def told(db: Database, audience: str, *, before: int | None = None) -> frozenset[str]:
    """Items that an audience was told of, in reports before the given one."""
    sql = "SELECT item FROM told WHERE audience = ? AND report < coalesce(?, report + 1)"
    return frozenset(row[0] for row in db.conn.execute(sql, (audience, before)).fetchall())


def reports(db: Database, period: str | None = None) -> tuple[ClosedReport, ...]:
    """Reports that were made, oldest first."""
    rows = db.conn.execute(f"{_SELECT} WHERE period = coalesce(?, period) ORDER BY id", (period,)).fetchall()
    return tuple(
        ClosedReport(id=i, period=p, kind=ReportKind(k), key=key, run=run, made_at=from_time(at))
        for i, p, k, key, run, at in rows
    )


def closings(db: Database) -> tuple[ClosedReport, ...]:
    """Reports that closed a period: the baseline and the weekly ones, oldest first."""
    return tuple(report for report in reports(db) if report.kind in {ReportKind.BASELINE, ReportKind.WEEKLY})
