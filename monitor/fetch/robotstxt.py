"""Whose robots.txt is known, being asked for, or still to ask: once per origin and day, through the same gate."""

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.fetch.visit import Visit
from monitor.model.exchange import Exchange, Response
from monitor.robots import Robots, read_robots

A_DAY = timedelta(days=1)
"""RFC 9309, 2.4: no cached copy is used longer."""

CLOSED = Robots(read_robots("User-agent: *\nDisallow: /").rules)

RobotsCache = MutableMapping[str, tuple[str, datetime]]
"""Origin -> robots.txt and when it was fetched; kept between runs by whoever hands it in."""


@dataclass(slots=True)
class RobotsDesk:
    """The state of every origin's rules."""

    cache: RobotsCache
    now: Callable[[], datetime]
    known: dict[str, Robots] = field(default_factory=dict)
    waiting: dict[str, list[Visit]] = field(default_factory=dict)

    def rules(self, origin: str) -> Robots | None:
        """The rules, or None when they must be asked for first."""
        found = self.known.get(origin)
        if found is None and origin in self.cache:
            text, fetched_at = self.cache[origin]
            if timedelta() <= self.now() - fetched_at < A_DAY:
                found = self.known[origin] = read_robots(text)
        return found

    def wait(self, origin: str, visit: Visit) -> bool:
        """Let the visit wait for the rules; True when somebody has to ask for them now."""
        is_first = origin not in self.waiting
        self.waiting.setdefault(origin, []).append(visit)
        return is_first

    def settle(self, origin: str, exchange: Exchange, *, obeys: bool) -> list[Visit]:
        """Learn from the answer; gives the visits that waited for it.

        4xx: no rules (RFC 9309, 2.3.1.3). 5xx: everything is closed to who obeys (2.3.1.4). No answer at all: no rules,
        for the page's own request will tell what is wrong with the host.
        """
        match exchange.outcome:
            case Response(status=status, content=content) if 200 <= status < 300:  # noqa: PLR2004 - RFC 9110, 15.3
                text = content.decode("utf-8", "replace").lstrip("\ufeff")
                self.known[origin] = read_robots(text)
                self.cache[origin] = (text, self.now())
            case Response(status=status) if status >= 500:  # noqa: PLR2004 - RFC 9110, 15.6
                self.known[origin] = CLOSED if obeys else Robots()
            case Response(status=status) if status != 429:  # noqa: PLR2004 - RFC 6585, 4
                self.known[origin] = Robots()
                self.cache[origin] = ("", self.now())
            case _:
                self.known[origin] = Robots()
        return self.waiting.pop(origin, [])
