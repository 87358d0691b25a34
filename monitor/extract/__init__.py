"""Content -> Document, by what the bytes are."""

import logging
from dataclasses import replace
from hashlib import sha256

from monitor.extract.charset import decode
from monitor.extract.kind import sniff
from monitor.extract.limits import Unreadable
from monitor.model.document import Block, Document, MediaKind
from monitor.model.source import Watch

logger = logging.getLogger(__name__)

EXTRACTOR_VERSION = "3"
"""Raised when the same bytes would be read differently: stored copies are then extracted again instead of alarming."""

_MAX_LINES = 20_000
_MAX_LETTERS = 2_000_000


def extract(*, content: bytes, content_type: str, url: str, watch: Watch) -> Document:
    """Read a representation. Never raises: what cannot be read is a Document with `unreadable`."""
    kind = sniff(content, content_type)
    try:
        document = _read(kind, content, content_type, url, watch)
    except MemoryError:
        document = Document(kind=kind, unreadable=Unreadable.TOO_MUCH_MEMORY)
    except Exception:  # hostile files find new ways to break readers; a broken file is a value, not our trouble
        logger.debug("a %s could not be read", kind, exc_info=True)
        document = Document(kind=kind, unreadable=Unreadable.BROKEN)
    return replace(
        document,
        content_hash=sha256(content).hexdigest(),
        size_bytes=len(content),
        rule_id=f"{EXTRACTOR_VERSION}:{watch.rule_id}",
    )


def _read(  # noqa: PLR0911 - a table of readers, each imported where it is needed
    kind: MediaKind, content: bytes, content_type: str, url: str, watch: Watch
) -> Document:
    """Hand the content to the reader of its kind; each is imported when first needed."""
    match kind:
        case MediaKind.HTML:
            from monitor.extract.html import read_html  # noqa: PLC0415 - a run of PDFs needs no HTML parser

            return read_html(decode(content, content_type), url=url, watch=watch)
        case MediaKind.PDF:
            from monitor.extract.pdf import read_pdf  # noqa: PLC0415 - pypdfium2 is heavy

            return read_pdf(content)
        case MediaKind.DOCX:
            from monitor.extract.office import read_docx  # noqa: PLC0415 - python-docx is heavy

            return read_docx(content)
        case MediaKind.XLSX:
            from monitor.extract.office import read_xlsx  # noqa: PLC0415 - openpyxl is heavy

            return read_xlsx(content)
        case MediaKind.TEXT | MediaKind.XML:
            return _read_text(kind, decode(content, content_type))
        case MediaKind.OTHER:
            return Document(kind=kind, unreadable=Unreadable.UNKNOWN_FORMAT)
        case MediaKind.EMPTY:
            return Document(kind=kind)


def _read_text(kind: MediaKind, text: str) -> Document:
    """A line a block."""
    lines = [folded for line in text[:_MAX_LETTERS].splitlines() if (folded := " ".join(line.split()))]
    return Document(
        kind=kind,
        blocks=tuple(Block(text=line, path=f"line[{number}]") for number, line in enumerate(lines[:_MAX_LINES], 1)),
    )
