"""Maintainers' decisions, kept and carried between stores."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from monitor.database import transaction
from monitor.history.codec import clean, clean_optional, from_time, to_time
from monitor.model.decision import Decision, DecisionKind
from monitor.model.source import SourceId
from monitor.model.verdict import StateClass

_COLUMNS = "kind, source, item, at, by, until, reason, state_class, url"


def keep(db: Database, decisions: Iterable[Decision]) -> int:
    """Keep decisions; one that is already there (same verb, thing and moment) stays as it is. Gives how many were new."""
    sql = f"INSERT OR IGNORE INTO decision ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - our own
    with transaction(db):
        before = db.conn.total_changes
        db.conn.executemany(sql, [_row(decision) for decision in decisions])
        return db.conn.total_changes - before


def _row(decision: Decision) -> tuple[Any, ...]:
    return (
        str(decision.kind),
        clean(decision.source),
        decision.item or "",
        to_time(decision.at),
        clean(decision.by),
        decision.until.isoformat() if decision.until else None,
        clean(decision.reason),
        str(decision.state_class) if decision.state_class else None,
        clean_optional(decision.url),
    )


def read(db: Database, active_at: datetime | None = None) -> tuple[Decision, ...]:
    """Decisions, oldest first; with `active_at` the newest of each kind for each thing, without those whose date passed."""
    rows = db.conn.execute(f"SELECT {_COLUMNS} FROM decision ORDER BY at, id").fetchall()  # noqa: S608 - our own
    decisions = [_decision(row) for row in rows]
    if active_at is None:
        return tuple(decisions)
    newest = {
        (decision.kind, decision.source, decision.item): decision for decision in decisions if decision.at <= active_at
    }
    today = active_at.date()
    return tuple(decision for decision in newest.values() if decision.until is None or today < decision.until)


def _decision(row: Any) -> Decision:  # noqa: ANN401 - a row
    kind, source, item, at, by, until, reason, state_class, url = row
    return Decision(
        kind=DecisionKind(kind),
        source=SourceId(source),
        item=item or None,
        at=from_time(at),
        by=by,
        until=date.fromisoformat(until) if until else None,
        reason=reason,
        state_class=StateClass(state_class) if state_class else None,
        url=url,
    )


def exported(decisions: Iterable[Decision]) -> list[dict[str, str | None]]:
    """Decisions as plain values for a JSON file; times in ISO 8601."""
    return [
        {
            "kind": str(decision.kind),
            "source": decision.source,
            "item": decision.item,
            "at": decision.at.isoformat(),
            "by": decision.by,
            "until": decision.until.isoformat() if decision.until else None,
            "reason": decision.reason,
            "state_class": str(decision.state_class) if decision.state_class else None,
            "url": decision.url,
        }
        for decision in decisions
    ]


def imported(held: Iterable[dict[str, Any]]) -> tuple[Decision, ...]:
    """What `exported` wrote. Raises: KeyError or ValueError for anything else."""
    return tuple(
        Decision(
            kind=DecisionKind(each["kind"]),
            source=SourceId(each["source"]),
            item=each.get("item"),
            at=datetime.fromisoformat(each["at"]),
            by=each.get("by") or "",
            until=date.fromisoformat(each["until"]) if each.get("until") else None,
            reason=each.get("reason") or "",
            state_class=StateClass(each["state_class"]) if each.get("state_class") else None,
            url=each.get("url"),
        )
        for each in held
    )
