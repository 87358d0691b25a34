"""How sources behaved over all that is kept -> the few worth tuning or replacing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest

from monitor.model.period import SourceHealth
from monitor.model.report import HealthAdvice, HealthNote
from monitor.model.source import SourceId, Tlp
from monitor.report.audience import label_of, may_see
from monitor.report.index import Index

MINIMUM_VISITS = 12
"""Fewer visits say nothing about a habit."""
NEVER_AFTER_DAYS = 365
"""So long without a change: nice for a norm, odd for a living page; worth a look."""
OFTEN_MOVED = 2
"""So many moves, and one a year: another address will not last either."""
MAX_NOTES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What one pass over the habits of all sources gives."""

    new: frozenset[SourceId]
    """The sources that were visited for the first time in the period."""
    last_change: tuple[datetime, str] | None
    """When a visible tool last changed, and its title."""
    notes: tuple[HealthNote, ...]
    """The most striking first; bounded, sources of this clearance only, and none that a finding tells about already."""


def habits_of(
    health: Iterable[SourceHealth],
    index: Index,
    *,
    clearance: Tlp,
    since: datetime,
    until: datetime,
    told: frozenset[str],
) -> Habits:
    """Read the habits of all sources; `index` is of the tools that the clearance may see."""
    new: list[SourceId] = []
    last: SourceHealth | None = None
    notes: list[tuple[float, HealthNote]] = []
    for one in health:
        if one.first_visit >= since:
            new.append(one.source)
        if not index.knows(one.source) or index.is_norm(one.source):
            continue
        if one.last_change is not None and (
            last is None or last.last_change is None or one.last_change > last.last_change
        ):
            last = one
        if one.source not in told and (note := _note(one, index, clearance, until)) is not None:
            notes.append(note)
    return Habits(
        new=frozenset(new),
        last_change=(last.last_change, index.tool(last.source).title) if last and last.last_change else None,
        notes=tuple(note for _, note in nlargest(MAX_NOTES, notes, key=lambda note: note[0])),
    )


def _note(one: SourceHealth, index: Index, clearance: Tlp, until: datetime) -> tuple[float, HealthNote] | None:
    if one.visits < MINIMUM_VISITS or (found := _advice(one, until)) is None:
        return None
    tool = index.tool(one.source)
    advice, weight = found
    return (weight, HealthNote(tool=tool, advice=advice, health=one)) if may_see(label_of(tool), clearance) else None


def _advice(one: SourceHealth, until: datetime) -> tuple[HealthAdvice, float] | None:
    share = one.changes / one.visits
    if share >= 1 / 3 or one.muted >= 10 * one.visits:
        return HealthAdvice.NOISY, 2 + share
    if one.troubles * 4 >= one.visits:
        return HealthAdvice.OFTEN_TROUBLED, 2 + one.troubles / one.visits
    days = (until - one.first_visit).days
    if one.moves >= OFTEN_MOVED and days <= one.moves * 365:
        return HealthAdvice.OFTEN_MOVED, 2
    if one.last_change is None and days >= NEVER_AFTER_DAYS:
        return HealthAdvice.NEVER_CHANGED, 0
    return None
