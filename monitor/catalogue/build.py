"""Values of a file -> `Tool`s and `Norm`s: each entry checked, a bad one left out and named, the rest kept."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from sys import intern
from typing import TypeVar

from pydantic import ValidationError

from monitor.catalogue.located import Path
from monitor.catalogue.mistakes import kinds_of, mistake, shown_key
from monitor.catalogue.schema import (
    DocumentEntry,
    Entry,
    NormEntry,
    SourceEntry,
    SuccessorEntry,
    ToolEntry,
    WatchEntry,
    check_id,
    check_url,
    one_line,
)
from monitor.catalogue.tlp import parse_tlp
from monitor.model.change import Weight
from monitor.model.source import (
    DOCUMENT_TOOL,
    Catalogue,
    Classification,
    Mistake,
    Norm,
    Source,
    SourceId,
    Successor,
    Tlp,
    Tool,
    ToolId,
    Watch,
)

AnyEntry = TypeVar("AnyEntry", bound=Entry)
Named = TypeVar("Named", Tool, Source, Norm)


_LEFT_TO_THE_GATE = frozenset({"url-scheme", "url-characters", "url-length", "bad-url"})
"""Mistakes of an address that cost the entry nothing else: it stays in the report as `not-checked`, with the reason."""
_STAND_IN = "https://stand-in.invalid/"
_OF_A_LIST = frozenset({"id", "title", "url", "publisher", "tlp"})
_NO_WISHES = Watch()


@dataclass(slots=True, kw_only=True)
class Build:
    """What is gathered while a file is read: the ids in use and the mistakes made."""

    file: str
    line_of: Callable[[Path], int]
    flawed: Collection[Path] = ()
    """Entries, and places in them, whose YAML is already known to be wrong."""
    asks_tlp: bool = True
    """Whether a missing classification is worth a word at each tool."""
    mistakes: list[Mistake] = field(default_factory=list)
    _ids: dict[Path, str] = field(default_factory=dict)
    _taken: dict[str, Path] = field(default_factory=dict)
    _former: dict[str, Path] = field(default_factory=dict)

    def note(self, path: Path, kind: str, values: Mapping[str, str] | None = None, *, line: int | None = None) -> None:
        """Write down what is wrong at that path (at `line`, where that is another one)."""
        key = shown_key(path, self._ids)
        line = self.line_of(path) if line is None else line
        self.mistakes.append(mistake(file=self.file, line=line, key=key, kind=kind, values=values))

    def tool(self, raw: object, path: Path) -> Tool | None:
        """The tool, with those of its sources that are right; nothing where the row itself is wrong."""
        if (tool := self._at_first_sight(raw, path)) is not None:
            return tool
        self._remember(raw, path)
        written, sources = self._written_sources(raw, path)
        if isinstance(raw, dict) and written:
            raw = raw | {"sources": [entry for entry, _ in sources]}
        entry = self._entry(ToolEntry, raw, path)
        if entry is None or not self._takes(entry.id, path, (*path, "id")):
            return None
        if entry.url is not None:
            sources = [(SourceEntry.model_construct(id=entry.id, url=entry.url), path)]  # both are checked
        formerly = self._had(entry, path)
        found = self._sources(ToolId(entry.id), sources, formerly)
        if written and not found:
            self.note((*path, "sources"), "no-source-left")
            return None
        return Tool(
            id=ToolId(entry.id),
            title=entry.title,
            publisher=entry.publisher or "",
            tlp=self._classification(entry.tlp, path),
            sources=found,
            description=entry.description,
            audience=entry.audience,
            purpose=entry.purpose,
            tlp_note=entry.tlp_note,
            owner=entry.owner,
            retired=entry.retired,
            formerly=tuple(ToolId(name) for name in formerly),
        )

    def _at_first_sight(self, raw: object, path: Path) -> Tool | None:
        """A row with one address and no more than a list has, all of it right: nearly every row of a long one.

        None for any other: the schema says what is wrong, and takes seven times as long.
        """
        if not isinstance(raw, dict) or not raw.keys() <= _OF_A_LIST or self.flawed:
            return None
        try:
            name, url, printed = check_id(raw["id"]), check_url(raw["url"]), raw.get("tlp")
            title, publisher = one_line(raw["title"]), one_line(raw["publisher"]) if "publisher" in raw else ""
            tlp = parse_tlp(None if printed is None else one_line(printed))
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
        if name in self._taken or name == DOCUMENT_TOOL or (tlp.warning and (printed or self.asks_tlp)):
            return None
        self._taken[name] = path
        source = Source(id=SourceId(name), tool=ToolId(name), url=url, watch=_NO_WISHES)
        return Tool(id=ToolId(name), title=title, publisher=intern(publisher), tlp=tlp, sources=(source,))

    def norm(self, raw: object, path: Path) -> Norm | None:
        """The norm, or nothing where something is wrong with it."""
        self._remember(raw, path)
        entry = self._entry(NormEntry, raw, path)
        if entry is None or not self._takes(entry.id, path, (*path, "id")):
            return None
        return Norm(
            id=SourceId(entry.id),
            title=entry.title,
            url=entry.url,
            current=entry.current,
            outdated_terms=entry.outdated_terms,
            ground=entry.ground or "",
            formerly=self._had(entry, path),
        )

    def document(self, raw: object, path: Path, *, title: str) -> tuple[str, Tool | None]:
        """Title of the document (`title` where it has none that can be used) and the tool of its own place."""
        entry = self._entry(DocumentEntry, raw, path)
        if entry is None or entry.url is None:
            return (entry.title if entry else title), None
        source = Source(
            id=SourceId(DOCUMENT_TOOL),
            tool=DOCUMENT_TOOL,
            url=entry.url,
            superseded_by=tuple(_successor(each) for each in entry.superseded_by),
        )
        clear = Classification(label=Tlp.CLEAR)
        return entry.title, Tool(id=DOCUMENT_TOOL, title=entry.title, tlp=clear, sources=(source,))

    def _remember(self, raw: object, path: Path) -> None:
        if isinstance(raw, dict) and isinstance(raw.get("id"), str):
            self._ids[path] = raw["id"]

    def _entry(self, model: type[AnyEntry], raw: object, path: Path) -> AnyEntry | None:
        entry: AnyEntry | None
        try:
            entry = model.model_validate(raw)
        except ValidationError as error:
            wrong = list(kinds_of(error, model))
            for inner, kind, values in wrong:
                if (*path, *inner) not in self.flawed:
                    self.note((*path, *inner), kind, values)
            if not all(inner == ("url",) and kind in _LEFT_TO_THE_GATE for inner, kind, _ in wrong):
                return None
            entry = _with_its_own_url(model, raw)
        return None if path in self.flawed else entry

    def _written_sources(self, raw: object, path: Path) -> tuple[int, list[tuple[SourceEntry, Path]]]:
        """How many sources the row has in long form, and those that are right, each with its path."""
        if not isinstance(raw, dict) or not isinstance(raw.get("sources"), list):
            return 0, []
        kept = []
        for index, source in enumerate(raw["sources"]):
            at = (*path, "sources", index)
            self._remember(source, at)
            if (entry := self._entry(SourceEntry, source, at)) is not None:
                kept.append((entry, at))
        return len(raw["sources"]), kept

    def _sources(
        self, tool: ToolId, entries: list[tuple[SourceEntry, Path]], formerly: tuple[SourceId, ...]
    ) -> tuple[Source, ...]:
        sources: list[Source] = []
        lines: dict[str, int] = {}
        for number, (entry, at) in enumerate(entries, start=1):
            name = entry.id or (tool if number == 1 else f"{tool}-{number}")
            if entry.id is None and len(entries) > 1:
                self.note(at, "missing-source-id", {"given": name})
            is_the_tools = name == str(tool) and not any(source.id == name for source in sources)
            if not is_the_tools and not self._takes(name, at, (*at, "id")):
                continue
            if entry.url in lines:
                self.note((*at, "url"), "duplicate-url", {"other": str(lines[entry.url])})
            lines.setdefault(entry.url, self.line_of((*at, "url")))
            source = _source(entry, SourceId(name), tool)
            own = self._had(entry, at)
            if is_the_tools:
                own = own or formerly
            elif entry.id is None:
                own = own or tuple(SourceId(f"{old}-{number}") for old in formerly)
            sources.append(replace(source, formerly=own))
        return tuple(sources)

    def _had(self, entry: ToolEntry | SourceEntry | NormEntry, path: Path) -> tuple[SourceId, ...]:
        """The ids that the entry had before, without those that another one claims as well."""
        kept = []
        for index, name in enumerate(entry.formerly):
            at = (*path, "formerly", index)
            if self._former.setdefault(name, at)[:2] == at[:2]:  # a tool and its source may have had one id together
                kept.append(SourceId(name))
            else:
                self.note(at, "former-id", {"given": name, "other": str(self.line_of(self._former[name]))})
        return tuple(kept)

    def checked(self, catalogue: Catalogue) -> Catalogue:
        """The whole catalogue, without former ids that something in it has today: a name leads to one thing."""
        used = self._former.keys() & self._taken.keys()
        for name in sorted(used):
            self.note(self._former[name], "former-id", {"given": name, "other": str(self.line_of(self._taken[name]))})
        if not used:
            return catalogue
        tools = (
            replace(_without(tool, used), sources=tuple(_without(source, used) for source in tool.sources))
            for tool in catalogue.tools
        )
        return replace(catalogue, tools=tuple(tools), norms=tuple(_without(norm, used) for norm in catalogue.norms))

    def _takes(self, name: str, path: Path, key: Path) -> bool:
        """Whether the id was still free; from now on it is not."""
        if name == DOCUMENT_TOOL:
            self.note(key, "reserved-id")
            return False
        if name in self._taken:
            self.note(key, "duplicate-id", {"given": name, "other": str(self.line_of(self._taken[name]))})
            return False
        self._taken[name] = path
        return True

    def _classification(self, printed: str | None, path: Path) -> Classification:
        found = parse_tlp(printed)
        if found.warning and (printed or self.asks_tlp):
            self.note((*path, "tlp"), found.warning, {"given": printed or "", "label": found.label.printed})
        return found


def _with_its_own_url(model: type[AnyEntry], raw: object) -> AnyEntry | None:
    """The entry with an address that will be refused: shown to its readers as not checked, and why."""
    if not isinstance(raw, dict) or model not in {ToolEntry, SourceEntry}:
        return None
    return model.model_validate(raw | {"url": _STAND_IN}).model_copy(update={"url": str(raw["url"]).strip()})


def _source(entry: SourceEntry, name: SourceId, tool: ToolId) -> Source:
    return Source(
        id=name,
        tool=tool,
        url=entry.url,
        printed_url=entry.printed_url,
        note=entry.note,
        superseded_by=tuple(_successor(each) for each in entry.superseded_by),
        watch=_watch(entry.watch) if entry.watch else _NO_WISHES,
    )


def _without(entry: Named, names: Collection[str]) -> Named:
    return replace(entry, formerly=tuple(old for old in entry.formerly if old not in names))


def _successor(entry: SuccessorEntry) -> Successor:
    return Successor(title=entry.title, url=entry.url, seen=entry.seen, ground=entry.ground or "")


def _watch(entry: WatchEntry) -> Watch:
    return Watch(
        select=entry.select,
        ignore=entry.ignore,
        key_terms=entry.key_terms,
        documents=entry.documents,
        interval=entry.interval,
        weight=Weight(entry.weight) if entry.weight else None,
    )
