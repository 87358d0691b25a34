"""Rows -> those that a page lists one by one, and the others in figures, publisher by publisher."""

from collections.abc import Iterable

from monitor.model.report import Finding, Listing, PublisherTold, Row
from monitor.model.verdict import StateClass

MAX_LISTED = 1000
"""A page of more could not be read; the CSV holds them all."""
_FINE = frozenset({StateClass.ALIVE, StateClass.REFUSED})
_UNCHECKED = frozenset({StateClass.REFUSED, StateClass.BLOCKED})


class Lister:
    """Takes the rows of a report one by one; what it holds of them is bounded."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._told = {member.source_id for finding in findings for member in finding.members}
        self._first: list[Row] = []
        self._telling: list[Row] = []
        self._sources = self._tellings = 0
        self._publishers: dict[str, list[int]] = {}

    def add(self, row: Row) -> None:
        """Take the next."""
        of, changed = row.state.state_class, row.is_changed
        figures = self._publishers.get(row.tool.publisher)
        if figures is None:
            figures = self._publishers[row.tool.publisher] = [0, 0, 0, 0]
        figures[0] += 1
        self._sources += 1
        if self._sources <= MAX_LISTED:
            self._first.append(row)
        if of is StateClass.ALIVE and not changed and not row.muted and row.id not in self._told:
            return
        figures[1] += of not in _FINE
        figures[2] += changed
        figures[3] += of in _UNCHECKED
        self._tellings += 1
        if self._tellings <= MAX_LISTED:
            self._telling.append(row)

    def listing(self) -> Listing:
        """What there is to list."""
        if self._sources <= MAX_LISTED:
            return Listing(rows=tuple(self._first), wanted=self._sources)
        publishers = (
            PublisherTold(name=name, sources=sources, trouble=trouble, changed=changed, unchecked=unchecked)
            for name, (sources, trouble, changed, unchecked) in self._publishers.items()
        )
        ordered = sorted(publishers, key=lambda one: (-one.trouble, -one.changed, -one.unchecked, one.name))
        return Listing(rows=tuple(self._telling), wanted=self._tellings, publishers=tuple(ordered))
