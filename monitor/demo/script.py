"""Nouns of the small internet: which host answers what, from which day on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar
from urllib.parse import unquote, urlsplit

T = TypeVar("T")

DAYS_A_WEEK = 7


def week(number: int, *, day: int = 0) -> int:
    """The day on which a week of the script begins (weeks count from 1, days within it from 0, a Monday)."""
    return (number - 1) * DAYS_A_WEEK + day


def current(timeline: Mapping[int, T], day: int) -> T | None:
    """What holds on that day: the entry that began last, or nothing before the first."""
    begun = [start for start in timeline if start <= day]
    return timeline[max(begun)] if begun else None


class Fault(StrEnum):
    """What goes wrong once a request has been read."""

    HANG = "hang"
    """No answer, ever."""
    CLOSE = "close"
    """The connection ends without an answer."""
    RESET = "reset"
    CUT = "cut"
    """The full length is promised, half the content comes."""
    GARBAGE = "garbage"
    """Something that is not HTTP."""


class Reach(StrEnum):
    """Whether a host can be connected to."""

    OPEN = "open"
    REFUSED = "refused"
    SILENT = "silent"
    """Connects, and then says nothing: not even a TLS handshake."""


class CertificateKind(StrEnum):
    """Which certificate a host shows; valid or not by the real clock."""

    VALID = "valid"
    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"
    WRONG_HOST = "wrong-host"
    UNTRUSTED = "untrusted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a page may know of the request it answers."""

    day: int
    number: int
    """How often this page was asked for before."""

    @property
    def week(self) -> int:
        """The week of the script, from 1."""
        return self.day // DAYS_A_WEEK + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer. Content made per visit carries no validators: such pages never do."""

    content: bytes | Callable[[Visit], bytes] = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    fields: tuple[tuple[str, str], ...] = ()
    fault: Fault | None = None
    has_validators: bool = True
    """Whether it is served with an entity tag and a date, and answers 304 to them."""


def moved(location: str, *, status: int = 301) -> Page:
    """A redirect."""
    return Page(status=status, fields=(("Location", location),), has_validators=False)


def plain(text: str) -> Page:
    """A text file, such as robots.txt."""
    return Page(content=text.encode(), content_type="text/plain; charset=utf-8")


NOT_FOUND = Page(status=404, content=b"<!doctype html><title>404</title><h1>404 Not Found</h1>", has_validators=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A host name with all it serves, alike over http and https."""

    name: str
    pages: Mapping[str, Mapping[int, Page]] = field(default_factory=dict)
    """Per path, decoded (with its query where that matters), what is served from which day on."""
    missing: Mapping[int, Page] = field(default_factory=lambda: {0: NOT_FOUND})
    """What any other path gets."""
    certificate: Mapping[int, CertificateKind] = field(default_factory=dict)
    reach: Mapping[int, Reach] = field(default_factory=dict)

    def page(self, target: str, day: int) -> tuple[Page, int]:
        """The answer to a request target (path and query), and the day since which it stands."""
        decoded = unquote(target)
        for key in (decoded, urlsplit(decoded).path):
            timeline = self.pages.get(key, {})
            page = current(timeline, day)
            if page is not None:
                return page, max(start for start in timeline if start <= day)
        return current(self.missing, day) or NOT_FOUND, 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """The small internet over some weeks. A host that is not in it answers 404 to everything."""

    begins: date
    """A Monday: day 0."""
    hosts: tuple[Host, ...]

    def host(self, name: str) -> Host:
        """The host of that name, or one that has nothing."""
        return next((host for host in self.hosts if host.name == name.lower()), Host(name=name.lower()))

    def date_of(self, day: int) -> date:
        """The calendar date of a day of the script."""
        return self.begins + timedelta(days=day)
