"""How much of a document we are willing to read, and the words for why we did not."""

from enum import StrEnum

MAX_PAGES = 2_000
MAX_TEXT = 5 * 1024 * 1024
"""Characters of text taken from one document; beyond it the bytes are compared."""
MAX_MEMBERS = 2_000
MAX_UNPACKED = 100 * 1024 * 1024
"""Bytes of all members of a zip container together."""
MAX_RATIO = 100
"""Unpacked to packed, counted from `RATIO_FROM` on: small members of blanks compress better than that."""
RATIO_FROM = 1024 * 1024


class Unreadable(StrEnum):
    """Why a document's text could not be had (`Document.unreadable`)."""

    UNKNOWN_FORMAT = "unknown-format"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    NO_TEXT = "no-text"
    """Pictures of pages only."""
    TOO_MANY_PAGES = "too-many-pages"
    TOO_MUCH_TEXT = "too-much-text"
    TOO_LARGE = "too-large"
    """A container that unpacks to more than we unpack, or holds too many members."""
    FORBIDDEN_XML = "forbidden-xml"
    """A document type declaration where office formats have none: entities could read files or multiply."""
    TOO_LONG = "too-long"
    """Reading took more time than `limits.parse_seconds`."""
    TOO_MUCH_MEMORY = "too-much-memory"
    """Reading took more memory than `limits.parse_mib`."""
    CRASHED = "crashed"
    """The reading process ended by itself."""


class ReadingError(Exception):
    """Stops a reader at a limit; never leaves this room: it becomes `Document.unreadable`."""

    def __init__(self, reason: Unreadable) -> None:
        super().__init__(reason)
        self.reason = reason
