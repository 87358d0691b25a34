"""How sources behaved over all that is kept -> the few worth tuning or replacing."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import nlargest

from monitor.model.period import SourceHealth
from monitor.model.report import HealthAdvice, HealthNote
from monitor.model.source import Tlp
from monitor.report.audience import label_of, may_see
from monitor.report.index import Index

MINIMUM_VISITS = 12
"""Fewer visits say nothing about a habit."""
NEVER_AFTER_DAYS = 365
"""So long without a change: nice for a norm, odd for a living page; worth a look."""
OFTEN_MOVED = 2
"""So many moves, and one a year: another address will not last either."""
MAX_NOTES = 5


def health_notes(
    health: Iterable[SourceHealth], index: Index, *, clearance: Tlp, until: datetime, told: frozenset[str]
) -> tuple[HealthNote, ...]:
    """The most striking first; bounded, sources of this clearance only, and none that a finding tells about already."""
    quiet = (one for one in health if one.source not in told)
    notes = nlargest(MAX_NOTES, _notes(quiet, index, clearance, until), key=lambda note: note[0])
    return tuple(note for _, note in notes)


def _notes(
    health: Iterable[SourceHealth], index: Index, clearance: Tlp, until: datetime
) -> Iterator[tuple[float, HealthNote]]:
    for one in health:
        if one.visits < MINIMUM_VISITS or not index.knows(one.source) or index.is_norm(one.source):
            continue
        tool = index.tool(one.source)
        if may_see(label_of(tool), clearance) and (found := _advice(one, until)) is not None:
            advice, weight = found
            yield weight, HealthNote(tool=tool, advice=advice, health=one)


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
