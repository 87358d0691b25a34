"""What to ask: requests, each with its purpose and its earliest moment."""

from dataclasses import dataclass
from enum import StrEnum

from monitor.model.source import SourceId


class Purpose(StrEnum):
    """Why a request is made; the fetcher derives size limits from it."""

    PAGE = "page"
    """A source's own address."""
    RECHECK = "recheck"
    """The same address again, later and on a new connection, before trouble is believed."""
    CONFIRM = "confirm"
    """The same address again before a change of content is believed."""
    SIBLING = "sibling"
    """An address beside it that cannot exist (soft-404 probe, Bar-Yossef et al. 2004)."""
    HOME = "home"
    """The site's home page: its template, its links."""
    LINKED = "linked"
    """A document that a page links to."""
    PARENT = "parent"
    """The page above, read for links to where something went."""
    SITEMAP = "sitemap"
    """The site's own list of its pages."""
    CANDIDATE = "candidate"
    """An address where a lost page may be now."""
    CANARY = "canary"
    """An address that tells whether our own network works."""
    ARCHIVE = "archive"
    """A public web archive (settings must ask for it; CLEAR sources only)."""


@dataclass(frozen=True, slots=True)
class HeldContent:
    """The content that every source of a request holds, by what was transferred when it came and by what that gave."""

    transfer_hash: str
    """`Response.transfer_hash` of the answer that brought it."""
    content_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One GET to make. Validators go back exactly as they were received (RFC 9110, 13.1)."""

    url: str
    purpose: Purpose = Purpose.PAGE
    sources: tuple[SourceId, ...] = ()
    """The sources that wait for the answer (several when they share an address)."""
    etag: str | None = None
    last_modified: str | None = None
    validators_of: str | None = None
    """The address (without fragment) that gave the validators: they are sent there alone, for a date of one page says
    nothing about another. None: to every hop."""
    held: HeldContent | None = None
    """An answer with this content may leave it out: it is given back by its hash alone."""
    fresh_connection: bool = False
    after_seconds: float = 0.0
    """Not before this long after the round began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A source that is not visited in this run, with the reason (a `Reason` value or ``not-due``)."""

    source: SourceId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A run's first round. No target is asked twice; a target is an address without its fragment."""

    requests: tuple[Request, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    canaries: tuple[Request, ...] = ()
