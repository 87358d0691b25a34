"""What a period holds: the facts a report is made of, read from history or fresh from a run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from monitor.model.decision import Decision
from monitor.model.observation import Recorded, Run
from monitor.model.source import SourceId


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """One past period in figures: counted per class over the last run of it."""

    period: str
    checked: int
    dead: int
    changed: int
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How an earlier report fared with one recipient."""

    recipient: str
    period: str
    state: str
    """queued, sending, sent, retry, failed, unknown, superseded or cancelled"""
    detail: str = ""
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """How a source behaved over all that is kept: advice to tune or replace follows from it."""

    source: SourceId
    visits: int
    changes: int
    muted: int
    moves: int
    """Places it moved to for certain, not visits that showed a move."""
    troubles: int
    first_visit: datetime
    last_change: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRecord:
    """The facts of one period.

    `latest`, `telling` and `changes` may stream from the store: iterate them as often as wanted, never turn them into a list
    of everything.
    """

    period: str
    """ISO week, such as ``2026-W47``."""
    since: datetime
    """Start of what is told: the closing of the last period, or the first run."""
    until: datetime
    runs: tuple[Run, ...] = ()
    """Runs within, oldest first, void and aborted ones too."""
    latest: Iterable[Recorded] = ()
    """Per source the last observation not void, in the order of source ids; of a void-only period: the last before."""
    telling: Iterable[Recorded]
    """Those of `latest` that may give a finding: all but what is quietly alive."""
    changes: Iterable[Recorded] = ()
    """Observations of the period whose content changed (any weight above none), oldest first."""
    decisions: tuple[Decision, ...] = ()
    previous_report: datetime | None = None
    is_baseline: bool = False
    """The first report there is."""
    last_full_run: datetime | None = None
    trend: tuple[TrendPoint, ...] = ()
    """Up to twelve periods before this one, oldest first."""
    deliveries: tuple[Delivery, ...] = ()
    """Of the report before: who got it, who did not."""
    health: Iterable[SourceHealth] = ()
