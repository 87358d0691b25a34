"""Catalogue -> who a source id belongs to."""

from collections.abc import Iterable, Iterator

from monitor.model.observation import Recorded
from monitor.model.report import Member
from monitor.model.source import Catalogue, Norm, Source, SourceId, Tool
from monitor.report.audience import label_of


class Index:
    """Looks up the tool, source and norm behind an observation. What left the catalogue is not told."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._tools: dict[SourceId, tuple[Tool, Source]] = {s.id: (tool, s) for tool, s in catalogue.watched}
        self._norms: dict[SourceId, Norm] = {norm.id: norm for norm in catalogue.norms}
        self.catalogue = catalogue

    def knows(self, source: SourceId) -> bool:
        """Whether the source is in the catalogue and not retired."""
        return source in self._tools

    def is_norm(self, source: SourceId) -> bool:
        """Whether the id is a norm's: told apart, and not counted among the sources."""
        return source in self._norms

    def owner(self, source: SourceId) -> tuple[Tool, Source]:
        """A known source, with the tool it belongs to."""
        return self._tools[source]

    def tool(self, source: SourceId) -> Tool:
        """The tool a known source belongs to."""
        return self.owner(source)[0]

    def member(self, recorded: Recorded) -> Member:
        """What was recorded, beside whom it concerns."""
        tool, source = self.owner(recorded.observation.source)
        norm = self._norms.get(recorded.observation.source)
        return Member(tool=tool, source=source, norm=norm, recorded=recorded, label=label_of(tool, recorded))

    def known(self, recorded: Iterable[Recorded]) -> Iterator[Recorded]:
        """Those of a stream that the catalogue still has."""
        return (entry for entry in recorded if self.knows(entry.observation.source))

    def without_address(self) -> Iterator[Tool]:
        """Tools that have no source at all: kept, shown, never asked for."""
        return (tool for tool in self.catalogue.active_tools if not tool.sources)
