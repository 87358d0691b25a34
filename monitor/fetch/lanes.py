"""What waits for a host, and whose turn it is there."""

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.fetch.visit import Visit
    from monitor.model.plan import Request


@dataclass(slots=True, eq=False)
class Turn:
    """Of a host, or of an address that several hosts share."""

    active: int = 0
    free_at: float = 0.0
    blocked: "list[Lane]" = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Lane:
    """One host: what waits for it, and how it is treated."""

    host: str
    usual_delay: float
    delay: float
    turn: Turn = field(default_factory=Turn)
    address: Turn | None = None
    ready: "deque[Visit | Request]" = field(default_factory=deque)
    delayed: "list[tuple[float, int, Visit | Request]]" = field(default_factory=list)
    size: int = 0
    """So many requests of this round are its."""
    ticket: int = 0
    """Number of the last place in a heap; older places are void."""
    timeouts: int = 0
    """In a row."""
    is_parked: bool = False
    """Given up for now; one more try when all others are done."""
    on_trial: bool = False

    def __len__(self) -> int:
        return len(self.ready) + len(self.delayed)

    def seconds_left(self, now: float) -> float:
        """What the delays alone will take."""
        last = max((entry[0] for entry in self.delayed), default=now)
        return max(len(self) * self.delay, last - now)
