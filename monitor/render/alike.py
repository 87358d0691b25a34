"""What rows of the list of everything have in common -> made once: most sources of a long one are quietly alive alike."""

from collections.abc import Callable
from typing import Generic, TypeVar

from monitor.model.report import Row

T = TypeVar("T")

_HELD = 1024


class Alike(Generic[T]):
    """Remembers what was made of a row for the rows that show the same, but for whom it is about and what it cost.

    Rows are told apart by which verdict, standing and change they hold, not by what these say: the store gives visits
    that showed the same the same ones, and to look is a tenth of the work of comparing them.
    """

    def __init__(self, make: Callable[[Row], T]) -> None:
        self._make = make
        self._made: dict[object, tuple[Row, T]] = {}

    def of(self, row: Row) -> T:
        """What `make` gives for this row."""
        recorded = row.recorded
        if (
            recorded is None
            or recorded.observation.hops
            or recorded.observation.suggestions
            or recorded.standing.target
        ):
            return self._make(row)
        seen = recorded.observation
        key = (
            *(id(seen.verdict), id(recorded.standing), id(row.change)),
            *(seen.http_status, row.muted, row.is_void),
        )
        made = self._made.get(key)
        if made is None:
            if len(self._made) >= _HELD:
                self._made.clear()
            made = self._made[key] = row, self._make(row)  # the row keeps what the key names alive
        return made[1]
