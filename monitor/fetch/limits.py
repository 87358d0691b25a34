"""Purpose, status, kind of content -> how many bytes are read of it."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from yarl import URL

from monitor.fetch.body import Cap
from monitor.fetch.heads import Head
from monitor.fetch.policy import FetchPolicy
from monitor.model.plan import Purpose

_KIB: Final = 1024
_MIB: Final = 1024 * 1024
SITEMAP_BYTES: Final = 10 * _MIB
LARGE: Final = _MIB
"""From here on a body counts as large: two of them at a time."""
GLANCE: Final = 256 * _KIB
"""Of a body that says it is larger than its cap only this is read: it can be no copy anyway."""

_DOCUMENT_TYPE = re.compile(
    r"pdf|msword|officedocument|opendocument|ms-excel|ms-powerpoint|octet-stream|zip|rtf", re.IGNORECASE
)
_DOCUMENT_NAME = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|zip)$", re.IGNORECASE)
_TEXT_TYPE = re.compile(r"^(?:text/|application/(?:xhtml|xml|json))", re.IGNORECASE)


@dataclass(frozen=True)
class Caps:
    """The caps of one policy."""

    policy: FetchPolicy

    @cached_property
    def html(self) -> Cap:
        """Pages and other text."""
        return Cap(int(self.policy.html_mib * _MIB), "limits.html_mib")

    @cached_property
    def document(self) -> Cap:
        """PDF and office files."""
        return Cap(int(self.policy.document_mib * _MIB), "limits.document_mib")

    @cached_property
    def error(self) -> Cap:
        """Error pages, and addresses asked for their status alone."""
        return Cap(self.policy.error_body_kib * _KIB, "limits.error_body_kib")

    @cached_property
    def robots(self) -> Cap:
        """robots.txt (RFC 9309, 2.5 asks for at least 500 KiB)."""
        return Cap(self.policy.robots_kib * _KIB, "limits.robots_kib")

    @cached_property
    def sitemap(self) -> Cap:
        """Lists of pages."""
        return Cap(SITEMAP_BYTES, "limits.html_mib")

    def of(self, purpose: Purpose, head: Head, url: URL, *, is_robots: bool) -> Cap:
        """The cap that holds for this answer."""
        if is_robots:
            return self.robots
        if head.status >= 400 or purpose is Purpose.CANARY:  # noqa: PLR2004 - RFC 9110, 15.5
            return self.error
        if purpose is Purpose.SITEMAP:
            return self.sitemap
        if purpose in _PAGES_ONLY or not is_document(head, url):
            return self.html
        return self.document


_PAGES_ONLY: Final = frozenset({Purpose.SIBLING, Purpose.HOME, Purpose.PARENT})


def is_document(head: Head, url: URL) -> bool:
    """Whether an answer presents itself as a file to read rather than as a page."""
    media_type = head.fields.get("content-type", "")
    if _TEXT_TYPE.match(media_type):
        return False
    return bool(_DOCUMENT_TYPE.search(media_type) or _DOCUMENT_NAME.search(url.path))
