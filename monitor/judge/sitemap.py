"""A site's own list of its pages -> addresses: sitemap.xml, index or list (sitemaps.org, 0.9)."""

import re
from dataclasses import dataclass
from html import unescape

MAX_ADDRESSES = 50_000
"""What one sitemap may hold by its own standard."""

_LOC = re.compile(
    r"<(?:\w+:)?loc\s*>\s*(?:<!\[CDATA\[)?\s*([^<\]]{1,2048}?)\s*(?:\]\]>)?\s*</(?:\w+:)?loc\s*>", re.IGNORECASE
)
_INDEX = re.compile(r"<(?:\w+:)?sitemapindex[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """The addresses of pages, or of further sitemaps; at most one of the two is filled."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_sitemap(text: str) -> Sitemap:
    """Take the addresses out of a sitemap's text.

    Reads `loc` elements only, with a pattern instead of an XML parser: no DTD, no entity of its own, nothing to
    expand. Other things than a sitemap give an empty one.
    """
    found = []
    for hit in _LOC.finditer(text):
        found.append(unescape(hit.group(1)).strip())
        if len(found) == MAX_ADDRESSES:
            break
    addresses = tuple(dict.fromkeys(found))
    return Sitemap(sitemaps=addresses) if _INDEX.search(text[:4096]) else Sitemap(pages=addresses)
