"""What a maintainer decided about an item of a report."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from monitor.model.source import SourceId
from monitor.model.verdict import StateClass


class DecisionKind(StrEnum):
    """The three verbs."""

    ACCEPT = "accept"
    """Take over: the new address goes into `catalogue patch`, the new content is the baseline."""
    MUTE = "mute"
    """Not now: visited still, listed as muted, back when the date passes or its class gets worse."""
    ACKNOWLEDGE = "acknowledge"
    """Seen, being handled; for `blocked`: looked by hand, it works (silent for 90 days)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision; the newest of a kind for an item counts."""

    kind: DecisionKind
    source: SourceId
    item: str | None = None
    """The report item's id; None when the source as a whole was named."""
    at: datetime
    by: str = ""
    until: date | None = None
    reason: str = ""
    state_class: StateClass | None = None
    """The class when it was decided: a worse one ends a mute."""
    url: str | None = None
    """The address that was accepted."""
