"""robots.txt -> may this product token ask for this address (RFC 9309, read by protego)."""

import re
from dataclasses import dataclass

from protego import Protego

_SITEMAP_LINE = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(https?://[^\s#]{1,2048})", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one origin; what cannot be read allows all (RFC 9309, 2.3.1.3)."""

    rules: Protego | None = None

    @property
    def is_open(self) -> bool:
        """Whether there are no rules at all."""
        return self.rules is None

    def allows(self, url: str, user_agent: str) -> bool:
        """Whether the rules for this product token (or, failing that, for all) let `url` be asked."""
        return self.rules is None or bool(self.rules.can_fetch(url, product_token(user_agent)))

    def delay_seconds(self, user_agent: str) -> float | None:
        """The `Crawl-delay` asked of this product token; no part of RFC 9309, but meant."""
        if self.rules is None:
            return None
        delay = self.rules.crawl_delay(product_token(user_agent))
        return None if delay is None else float(delay)


def read_robots(text: str) -> Robots:
    """Read a robots.txt. Raises nothing: an HTML page or binary noise holds no rules."""
    if "disallow" not in text.lower() and "delay" not in text.lower():
        return Robots()
    try:
        return Robots(Protego.parse(text))
    except Exception:  # noqa: BLE001 - any trouble of the parser means that there are no rules to obey
        return Robots()


def listed_sitemaps(text: str) -> tuple[str, ...]:
    """The sitemaps a robots.txt names, on whatever host (sitemaps.org 0.9, "Specifying the Sitemap location")."""
    return tuple(dict.fromkeys(url.strip() for url in _SITEMAP_LINE.findall(text)))


def product_token(user_agent: str) -> str:
    """The name before the version: ``toolkit-monitor`` for ``toolkit-monitor/1.0 (contact)`` (RFC 9309, 2.2.1)."""
    return user_agent.partition("/")[0].partition(" ")[0] or "*"
