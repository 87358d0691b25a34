"""What a catalogue may hold: the pydantic models that files are checked against, and `docs/catalogue.md` is made of.

Every field has a description; `document.py` writes the page from them. A check that fails raises a
`PydanticCustomError` whose type is a kind of `phrases.mistakes.MISTAKES`.
"""

import re
import warnings
from datetime import date, timedelta
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError
from yarl import URL

from monitor.urls import is_plain

LONGEST_URL: Final = 4096
LONGEST_SELECTOR: Final = 500

_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_ODD_IN_URL: Final = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_USER: Final = re.compile(r"[^/\s]*@")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
"""Neither text nor something that a terminal, a database or a mail can take."""
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_INTERVAL: Final = re.compile(r"([1-9]\d{0,3})(h|d|w)\Z")
_UNITS: Final = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def _wrong(kind: str, **values: str) -> PydanticCustomError:
    return PydanticCustomError(kind, "{kind}", {"kind": kind, **values})


def one_line(value: str) -> str:
    """Text on one line. Raises a `ValueError` for none, and for what cannot be printed."""
    text = " ".join(value.split())
    if not text:
        raise _wrong("empty-value")
    if odd := _UNPRINTABLE.search(text):
        raise _wrong("unprintable", given=f"U+{ord(odd[0]):04X}")
    return text


def check_id(value: str) -> str:
    """The id as it is. Raises a `ValueError` for what is none."""
    if not _ID.match(value):
        raise _wrong("bad-id", given=value)
    return value


def check_url(value: str) -> str:
    """An address we could ask for, unchanged but for blanks around it.

    What the network's own gate would refuse at once is a mistake of the catalogue: other schemes, user information
    (never printed back), blanks, control characters, backslashes, and what yarl cannot read.
    """
    if is_plain(value) and len(value) <= LONGEST_URL:
        return value
    text = value.strip()
    scheme = _SCHEME.match(text)
    if not scheme or scheme[1].lower() not in {"http", "https"}:
        raise _wrong("url-scheme", given=_without_user(text))
    if odd := _ODD_IN_URL.search(text):
        raise _wrong("url-characters", given=f"U+{ord(odd[0]):04X}")
    if len(text) > LONGEST_URL:
        raise _wrong("url-length", given=str(len(text)))
    try:
        url = URL(text)
        host = url.raw_host
    except ValueError as error:
        raise _wrong("bad-url", given=_without_user(str(error))) from error
    if url.raw_user is not None or url.raw_password is not None:
        raise _wrong("url-userinfo")
    if not host:
        raise _wrong("bad-url", given="no host name")
    return text


def is_askable(url: str) -> bool:
    """Whether `check_url` finds nothing wrong."""
    try:
        check_url(url)
    except ValueError:
        return False
    return True


def _without_user(text: str) -> str:
    """What may be told of an address that is wrong: shortened, and never what stands before an ``@``."""
    return " ".join(_USER.sub("…@", text).split())[:120]


def _check_date(value: object) -> object:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DATE.match(value):
        raise _wrong("bad-date", given=str(value)[:40])
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise _wrong("bad-date", given=value) from error


def _check_interval(value: object) -> object:
    if isinstance(value, timedelta):
        return value
    found = _INTERVAL.match(value) if isinstance(value, str) else None
    if not found:
        raise _wrong("bad-interval", given=str(value)[:40])
    return int(found[1]) * _UNITS[found[2]]


def _check_selector(value: str) -> str:
    import soupsieve  # noqa: PLC0415 - few catalogues hold a selector; the others do not pay for the parser

    if len(value) > LONGEST_SELECTOR:
        raise _wrong("bad-selector", given=f"{len(value)} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            soupsieve.compile(value)
    except (soupsieve.SelectorSyntaxError, ValueError, NotImplementedError) as error:
        raise _wrong("bad-selector", given=str(error).splitlines()[0][:120]) from error
    return value


def _or_empty(value: object) -> object:
    """An empty list for a key that stands there without a value."""
    return [] if value is None else value


Line = Annotated[str, AfterValidator(one_line)]
Id = Annotated[str, AfterValidator(check_id)]
Url = Annotated[str, AfterValidator(check_url)]
Day = Annotated[date, BeforeValidator(_check_date)]
Interval = Annotated[timedelta, BeforeValidator(_check_interval)]
Selector = Annotated[Line, AfterValidator(_check_selector)]
FormerIds = Annotated[tuple[Id, ...], BeforeValidator(_or_empty)]


class Entry(BaseModel):
    """What all parts share: unknown keys are mistakes, values stay as they are."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class SuccessorEntry(Entry):
    """A proposal that something newer takes a source's place. It is shown, and never applied by itself."""

    title: Line = Field(description="Name of what is newer.")
    url: Url | None = Field(default=None, description="Its address, where one is known.")
    seen: Day | None = Field(default=None, description="Day on which the ground for it was seen.")
    ground: Line | None = Field(default=None, description="Why this is a successor, and how sure that is.")


class WatchEntry(Entry):
    """A source's own wishes."""

    select: Selector | None = Field(
        default=None, description="CSS selector of the part of the page to read. One that matches nothing is reported."
    )
    ignore: Annotated[tuple[Selector, ...], BeforeValidator(_or_empty)] = Field(
        default=(), description="CSS selectors of parts to leave out."
    )
    key_terms: Annotated[tuple[Line, ...], BeforeValidator(_or_empty)] = Field(
        default=(), description="Words whose coming or going is always told."
    )
    documents: bool = Field(default=True, description="Whether documents that the page links to are watched too.")
    interval: Interval | None = Field(
        default=None,
        description="How often to visit: hours, days or weeks, such as `12h`, `7d`, `2w`. Without it: every run.",
    )
    weight: Literal["minor", "major"] | None = Field(
        default=None,
        description="What every told change of this source weighs, `minor` or `major`, whatever its score.",
    )


class SourceEntry(Entry):
    """One address of a tool."""

    id: Id | None = Field(
        default=None,
        description="Stable for ever: the history hangs on it, also when the address is edited. May be left out where the tool has one source; it is then the tool's.",
    )
    url: Url = Field(description="The address, `http` or `https`, with its fragment if it has one.")
    printed_url: Line | None = Field(
        default=None, description="The address as the document prints it, where that one is damaged."
    )
    note: Line | None = Field(
        default=None, description="Anything a reader should know, such as why the address differs from the printed one."
    )
    formerly: FormerIds = Field(default=(), description="Ids it had before, as those of a tool.")
    superseded_by: Annotated[tuple[SuccessorEntry, ...], BeforeValidator(_or_empty)] = Field(
        default=(), description="Known successors, each a proposal."
    )
    watch: WatchEntry | None = Field(default=None, description="The source's own wishes.")


class ToolEntry(Entry):
    """A row of the document (*hulpmiddel*)."""

    id: Id = Field(description="Lower-case letters, digits and hyphens; stable for ever. `document` is taken.")
    title: Line = Field(description="Column *Hulpmiddel*.")
    publisher: Line | None = Field(default=None, description="Column *Bron*: the organisation behind it.")
    tlp: Line | None = Field(
        default=None,
        description="Column *Classificatie*, as printed. The label follows from it; what is missing, unknown or undecided counts as TLP:AMBER, what contradicts itself as the stricter.",
    )
    tlp_note: Line | None = Field(default=None, description="Column *Toelichting classificatie*.")
    url: Url | None = Field(default=None, description="Short form of one source, whose id is the tool's.")
    sources: Annotated[tuple[SourceEntry, ...], BeforeValidator(_or_empty)] = Field(
        default=(),
        description="Column *Waar te vinden*, long form. A tool without an address has neither `url` nor `sources` and is reported as such.",
    )
    description: Line | None = Field(default=None, description="Column *Toelichting*.")
    audience: Line | None = Field(default=None, description="Column *Doelgroep*.")
    purpose: Line | None = Field(default=None, description="Column *Waarvoor te gebruiken*.")
    owner: Line | None = Field(
        default=None, description="Who looks after this row, as a role; nobody gets mail because of it."
    )
    retired: Day | None = Field(
        default=None, description="From this day on it is no longer visited; its history stays."
    )
    formerly: FormerIds = Field(
        default=(),
        description="Ids it had before, oldest first: its history, decisions and open items go on under the new one. Leave them there for good: items are named after the first.",
    )

    @model_validator(mode="before")
    @classmethod
    def _one_way(cls, value: Any) -> Any:  # noqa: ANN401 - anything may stand in the file
        if isinstance(value, dict) and value.get("url") is not None and value.get("sources") is not None:
            raise _wrong("url-and-sources")
        return value


class NormEntry(Entry):
    """A norm that tools lean on: when it moves on, they may be a generation behind."""

    id: Id = Field(description="As that of a tool, and different from every source's.")
    title: Line = Field(description="Name of the norm.")
    url: Url = Field(description="Where its publisher tells of new editions.")
    current: Line | None = Field(default=None, description="The edition that holds now.")
    outdated_terms: Annotated[tuple[Line, ...], BeforeValidator(_or_empty)] = Field(
        default=(), description="Words by which a text shows that it leans on an earlier edition."
    )
    ground: Line | None = Field(default=None, description="What this rests on.")
    formerly: FormerIds = Field(default=(), description="Ids it had before, as those of a tool.")


class DocumentEntry(Entry):
    """The living document itself."""

    title: Line = Field(description="Its name. A store belongs to the document of this name.")
    url: Url | None = Field(default=None, description="Its own place, watched as the tool `document`.")
    superseded_by: Annotated[tuple[SuccessorEntry, ...], BeforeValidator(_or_empty)] = Field(
        default=(), description="Where it may be found now, each a proposal."
    )


class CatalogueFile(Entry):
    """The whole file."""

    schema_version: Literal[1] = Field(default=1, description="Always 1.")
    document: DocumentEntry | None = Field(
        default=None, description="The living document itself. Without it the document is named after the file."
    )
    tools: tuple[ToolEntry, ...] = Field(default=(), description="The rows of the document, in its order.")
    norms: tuple[NormEntry, ...] = Field(default=(), description="Norms to watch beside them.")


PARTS: Final[dict[str, type[Entry]]] = {
    "document": DocumentEntry,
    "tools": ToolEntry,
    "sources": SourceEntry,
    "superseded_by": SuccessorEntry,
    "watch": WatchEntry,
    "norms": NormEntry,
}
"""The model of what stands under a key, in the order of `docs/catalogue.md`."""
