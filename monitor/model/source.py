"""What is watched: a catalogue of tools, each with the addresses where it is found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import NewType

from monitor.model.change import Weight

ToolId = NewType("ToolId", str)
SourceId = NewType("SourceId", str)

DOCUMENT_TOOL = ToolId("document")
"""The tool that stands for the toolkit document's own place (contract.md, "JSON of run")."""


class Tlp(StrEnum):
    """Labels of TLP 2.0 (FIRST, August 2022), ordered from public to strict."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    AMBER_STRICT = "AMBER+STRICT"
    RED = "RED"

    @property
    def rank(self) -> int:
        """Strictness, 0 (CLEAR) to 4 (RED)."""
        return _RANKS[self]

    # All four are written out: `total_ordering` leaves alone what `str` defines already, and AMBER <= CLEAR was true.
    def __lt__(self, other: str) -> bool:
        """Order by strictness, not by spelling."""
        return self.rank < Tlp(other).rank

    def __le__(self, other: str) -> bool:
        """Order by strictness, not by spelling."""
        return self.rank <= Tlp(other).rank

    def __gt__(self, other: str) -> bool:
        """Order by strictness, not by spelling."""
        return self.rank > Tlp(other).rank

    def __ge__(self, other: str) -> bool:
        """Order by strictness, not by spelling."""
        return self.rank >= Tlp(other).rank

    @property
    def printed(self) -> str:
        """The label as it must be printed: ``TLP:AMBER+STRICT``."""
        return f"TLP:{self.value}"


_RANKS = {label: rank for rank, label in enumerate(Tlp)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """A tool's TLP: the label that follows from the printed words, with what is odd about them."""

    label: Tlp
    printed: str | None = None
    warning: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """A proposal that something newer takes a source's place; never applied by itself."""

    title: str
    url: str | None = None
    seen: date | None = None
    ground: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A source's own wishes: what to read, what to leave out, how often."""

    select: str | None = None
    ignore: tuple[str, ...] = ()
    key_terms: tuple[str, ...] = ()
    documents: bool = True
    interval: timedelta | None = None
    weight: Weight | None = None
    """What a change that would be told weighs here, whatever its score."""

    @property
    def rule_id(self) -> str:
        """Hash of what decides the extraction; a stored copy made under another one is extracted again."""
        return _rule_id(self.select, self.ignore)


@lru_cache(maxsize=1024)
def _rule_id(select: str | None, ignore: tuple[str, ...]) -> str:
    return sha256("\x00".join((select or "", *ignore)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One address of a tool; its id stays when the address is edited."""

    id: SourceId
    tool: ToolId
    url: str
    formerly: tuple[SourceId, ...] = ()
    """Ids it had before, oldest first."""
    printed_url: str | None = None
    note: str | None = None
    superseded_by: tuple[Successor, ...] = ()
    watch: Watch = field(default_factory=Watch)

    @property
    def first_id(self) -> SourceId:
        """The id it was first known by: what its items are named after, so that they outlive a new one."""
        return (*self.formerly, self.id)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A row of the toolkit (*hulpmiddel*), in the document's own wording."""

    id: ToolId
    title: str
    publisher: str = ""
    tlp: Classification = field(default_factory=lambda: Classification(label=Tlp.AMBER))
    sources: tuple[Source, ...] = ()
    description: str | None = None
    audience: str | None = None
    purpose: str | None = None
    tlp_note: str | None = None
    owner: str | None = None
    retired: date | None = None
    formerly: tuple[ToolId, ...] = ()
    """Ids it had before, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """A norm on the watch list: when it moves on, every tool that leans on it may be a generation behind."""

    id: SourceId
    title: str
    url: str
    current: str | None = None
    outdated_terms: tuple[str, ...] = ()
    ground: str = ""
    formerly: tuple[SourceId, ...] = ()
    """Ids it had before, oldest first."""

    @property
    def first_id(self) -> SourceId:
        """As that of a source."""
        return (*self.formerly, self.id)[0]

    @property
    def tool(self) -> Tool:
        """The norm as something to visit: public, with one source of the same id."""
        watch = Watch(documents=False)
        source = Source(id=self.id, tool=ToolId(self.id), url=self.url, formerly=self.formerly, watch=watch)
        public = Classification(label=Tlp.CLEAR)
        return Tool(id=ToolId(self.id), title=self.title, tlp=public, sources=(source,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing wrong in a file a person wrote: where, what, and how to mend it."""

    file: str
    line: int
    key: str
    problem: str
    remedy: str
    fatal: bool = True
    """False for a warning: the entry is kept and checked."""
    kind: str = ""
    """Slug of the mistake, such as ``duplicate-id``; a report in another language has its own sentence for it."""
    values: tuple[tuple[str, str], ...] = ()
    """What the sentence for `kind` speaks of: ``given``, ``nearest``, ``other`` ..."""

    def __str__(self) -> str:
        """One line, the way compilers print it."""
        return f"{self.file}:{self.line}: {self.key}: {self.problem} ({self.remedy})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All that is watched, with the mistakes found while reading it."""

    title: str
    url: str | None = None
    tools: tuple[Tool, ...] = ()
    norms: tuple[Norm, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    @property
    def document_id(self) -> str:
        """What a store belongs to: the document's title, whatever its address is today."""
        return sha256(self.title.strip().casefold().encode()).hexdigest()[:16]

    @property
    def active_tools(self) -> tuple[Tool, ...]:
        """Tools that are not retired."""
        return tuple(tool for tool in self.tools if tool.retired is None)

    @property
    def renamed(self) -> Mapping[str, str]:
        """Every id that a tool, a source or a norm had before, and the one it has now."""
        sources = (source for tool in self.tools for source in tool.sources)
        named: tuple[Tool | Source | Norm, ...] = (*self.tools, *sources, *self.norms)
        return {old: entry.id for entry in named for old in entry.formerly}

    @property
    def watched(self) -> Iterator[tuple[Tool, Source]]:
        """Every source to visit with its tool; norms last."""
        for tool in (*self.active_tools, *(norm.tool for norm in self.norms)):
            for source in tool.sources:
                yield tool, source
