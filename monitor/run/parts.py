"""What a run works with: values, and the few callables that touch the world."""

import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from monitor.history import History
from monitor.model.document import Document
from monitor.model.exchange import Exchange
from monitor.model.plan import Request
from monitor.model.source import Catalogue, SourceId, Watch
from monitor.robots import listed_sitemaps
from monitor.urls import host_of, origin_of

Fetch = Callable[[Iterable[Request]], AsyncIterator[Exchange]]
"""Requests -> exchanges as they end; one each, never raising. Nothing downstream can tell who fetched."""

LOCAL_ENGINE = "local"
"""Fetching in this process; a run by any other engine can go on under another driver."""

Progress = Callable[[int, int], None]
"""(done, planned): for whoever is watching."""


class Extract(Protocol):
    """Content -> Document, in place or in a process that can be killed; never raises."""

    def __call__(self, *, content: bytes, content_type: str, url: str, watch: Watch) -> Awaitable[Document]:
        """Read the content."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The few settings a run decides by."""

    interval: timedelta | None = None
    canaries: tuple[str, ...] = ()
    recheck_seconds: float = 60.0
    repair_requests: int = 20
    linked_requests: int = 10
    """Linked documents looked at per source and run."""
    corporate_issuer: str | None = None
    """Our own interception authority: its certificates say nothing about a site."""
    archive: str | None = None
    """Address of a public web archive that may be asked about CLEAR sources; None asks nobody."""
    engine: str = LOCAL_ENGINE


def no_progress(_done: int, _planned: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The working parts of a run, put together by `assemble`."""

    catalogue: Catalogue
    history: History
    fetch: Fetch
    extract: Extract
    policy: Policy = field(default_factory=Policy)
    robots: Mapping[str, tuple[str, datetime]] = field(default_factory=dict)
    """robots.txt of every origin asked, with its moment; filled while the run goes on."""
    rng: random.Random = field(default_factory=random.Random)
    progress: Progress = no_progress
    _by_host: dict[str, list[SourceId]] = field(default_factory=dict, repr=False, compare=False)
    """Filled when first asked for: looking through a list of 10,000 for each changed page took 10 ms a time."""

    def neighbours(self, host: str, *, but: SourceId) -> list[SourceId]:
        """Other sources on a host."""
        if not self._by_host:
            for _, source in self.catalogue.watched:
                self._by_host.setdefault(host_of(source.url), []).append(source.id)
        return [source for source in self._by_host.get(host, ()) if source != but]

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of this address's origin names."""
        text, _ = self.robots.get(origin_of(url), ("", None))
        return listed_sitemaps(text)
