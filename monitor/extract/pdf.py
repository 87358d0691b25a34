"""PDF bytes -> Document."""

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from hashlib import sha256
from itertools import pairwise
from statistics import quantiles

import pypdfium2
from pypdfium2 import raw as pdfium

from monitor.extract.limits import MAX_PAGES, MAX_TEXT, ReadingError, Unreadable
from monitor.model.document import Block, Document, MediaKind, Role

RUNNING = "running"
"""Path of what stands at the edge of every page; kept once, since a version often stands there alone."""
RUNNING_LETTERS = 200
FURNITURE_LINES = 3
"""Running headers and footers stand within so many lines of a page's edge."""
FURNITURE_PAGES = 3
"""...and on at least so many pages, and on half of them; of two pages on both, word for word in the same place."""
TITLE_LETTERS = 120
"""A first line with more, or one that ends as a sentence does, is no title."""
FULL_LINE = 0.8
"""A line of at least this share of the usual width goes on in the next one."""

_BULLET = re.compile(r"^(?:[•●▪◦‣·\uf0b7\uf0a7\uf02d–*]|[a-z0-9]{1,2}[.)])\s+")
_BREAK_MARKS = re.compile("[\ufffe\x02\xad]$")
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)]*$")
_PAGE_NUMBER = re.compile(r"(?i)^(?:(?:pagina|page|blz\.?|p\.)\s*)?\d{1,4}(?:\s*(?:van|of|/|\|)\s*\d{1,4})?$")
_PAGE_COUNT = re.compile(r"(?i)(?:\d{1,4}\s*(?:van|of|/|\|)\s*)?\d{1,4}(?=\D*$)")
_COUNTS_PAGES = re.compile(r"(?i)(?:\b(?:pagina|page|blz\.?|p\.)\s*\d{1,4}|\d{1,4}\s*(?:van|of|/|\|)\s*\d{1,4})$")
_ONLY_PAGE = re.compile(r"(?i)\D(?:(?:pagina|page|blz\.?|p\.)\s*1|\b1\s*(?:van|of|/|\|)\s*1)$")
_FILE_NAME = re.compile(r"(?i)^microsoft (?:word|powerpoint|excel)\b|\.(?:docx?|xlsx?|pptx?|pdf|indd|qxp)$|^\S*_\S*$")
"""What a program calls a document after the file it was made from."""
_NO_TITLE = re.compile(r"(?i)^(?:untitled|naamloos|document|presentatie|presentation|print|template)?[\s\d]*$")
_PROPERTIES = ("Title", "Subject", "Keywords")


def read_pdf(content: bytes) -> Document:
    """Text of every page as paragraphs, running headers once at the end, page numbers left out.

    A paragraph that runs over a page's end is one block, so that an inserted line elsewhere does not cut it anew. Dates of
    creation, identifiers, producer, order and compression of objects play no part. Raises: nothing; what cannot be read is
    `Document.unreadable`. Bounded in pages and text; time and memory are bounded by the process it runs in.
    """
    try:
        return _read(content)
    except ReadingError as stop:
        return _unreadable(content, stop.reason)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
        return _unreadable(content, Unreadable.ENCRYPTED if is_locked else Unreadable.BROKEN)


def _read(content: bytes) -> Document:
    with pypdfium2.PdfDocument(content) as pdf:
        if len(pdf) > MAX_PAGES:
            raise ReadingError(Unreadable.TOO_MANY_PAGES)
        pages = list(_pages(pdf))
        metadata = pdf.get_metadata_dict(skip_empty=True)
    blocks = tuple(_blocks(pages))
    if not blocks:
        raise ReadingError(Unreadable.NO_TEXT)
    properties = tuple((name.lower(), _folded(metadata[name])) for name in _PROPERTIES if name in metadata)
    return Document(
        kind=MediaKind.PDF,
        title=_title(dict(properties).get("title", ""), blocks),
        blocks=blocks,
        pages=len(pages),
        content_hash=sha256(content).hexdigest(),
        size_bytes=len(content),
        properties=properties,
    )


def _unreadable(content: bytes, reason: Unreadable) -> Document:
    digest = sha256(content).hexdigest()
    return Document(kind=MediaKind.PDF, unreadable=reason, content_hash=digest, size_bytes=len(content))


def _pages(pdf: pypdfium2.PdfDocument) -> Iterator[list[str]]:
    """The lines of each page, in reading order as the file has them."""
    characters = 0
    for page in pdf:
        text_page = page.get_textpage()
        text: str = text_page.get_text_bounded()
        text_page.close()
        page.close()
        characters += len(text)
        if characters > MAX_TEXT:
            raise ReadingError(Unreadable.TOO_MUCH_TEXT)
        yield [line for raw in text.splitlines() if (line := raw.replace("\x00", "").strip())]


def _title(embedded: str, blocks: Sequence[Block]) -> str:
    """The embedded title where a person gave one, else the first line of the text if that may be one; empty without."""
    if not (_NO_TITLE.match(embedded) or _FILE_NAME.search(embedded)):
        return embedded
    first = blocks[0].text
    return "" if len(first) > TITLE_LETTERS or _SENTENCE_END.search(first) else first


def _blocks(pages: Sequence[Sequence[str]]) -> Iterator[Block]:
    """Paragraphs, one that is unfinished at a page's end going on on the next; then running lines, each once."""
    furniture = _furniture(pages)
    bodies = [
        [
            line
            for place, line in enumerate(lines)
            if not (_is_edge(place, len(lines)) and _is_furniture(line, furniture))
        ]
        for lines in pages
    ]
    full = FULL_LINE * _usual_width(bodies)
    pending: tuple[str, str] | None = None  # path and text of a paragraph that may go on
    was_full = False
    for number, body in enumerate(bodies, start=1):
        for paragraph in _paragraphs(body, full):
            if pending and _goes_on(pending[1], paragraph, was_full=was_full):
                pending = (pending[0], _joined(pending[1], paragraph))
                continue
            if pending:
                yield _block(*pending)
            pending, was_full = (f"page[{number}]", paragraph), False
        was_full = bool(body) and len(body[-1]) >= full
    if pending:
        yield _block(*pending)
    for number, text in enumerate(furniture.values(), start=1):
        yield Block(text=text, path=f"{RUNNING}[{number}]")


def _block(path: str, text: str) -> Block:
    folded = _folded(_BREAK_MARKS.sub("-", text))
    return Block(text=folded, role=Role.LIST_ITEM if _BULLET.match(folded) else Role.PARAGRAPH, path=path)


def _usual_width(bodies: Sequence[Sequence[str]]) -> float:
    """Of a full line, in letters; of the whole document, so that it is the same however its text falls on pages."""
    widths = [len(line) for body in bodies for line in body]
    return quantiles(widths, n=10)[-1] if len(widths) > 1 else sum(widths)


def _paragraphs(lines: Sequence[str], full: float) -> Iterator[str]:
    """Lines joined where the text goes on: after a full line, a broken word, or before a small letter."""
    if not lines:
        return
    current = lines[0]
    for before, line in pairwise(lines):
        goes_on = not _BULLET.match(line) and (len(before) >= full or _BREAK_MARKS.search(before) or line[0].islower())
        if goes_on:
            current = _joined(current, line)
        else:
            yield current
            current = line
    yield current


def _joined(before: str, after: str) -> str:
    """Two lines as one; a word that the layout broke is whole again."""
    if _BREAK_MARKS.search(before):
        return _BREAK_MARKS.sub("", before) + after
    return f"{before} {after}"


def _goes_on(before: str, after: str, *, was_full: bool) -> bool:
    """Whether a page's first paragraph finishes the last one of the page before, whose last line was full or not."""
    return (was_full or after[0].islower()) and not _BULLET.match(after) and not _SENTENCE_END.search(before)


def _furniture(pages: Sequence[Sequence[str]]) -> dict[str, str]:
    """Lines at the edge of at least half of the pages, by shape: as they stand, or masked where they count pages."""
    if len(pages) < FURNITURE_PAGES:
        return _furniture_of_two(*pages) if len(pages) > 1 else _furniture_of_one(pages[0] if pages else ())
    seen: defaultdict[str, list[str]] = defaultdict(list)
    for lines in pages:
        for place, line in enumerate(lines):
            if _is_edge(place, len(lines)) and len(line) <= RUNNING_LETTERS and not _PAGE_NUMBER.match(line):
                seen[_shape(line)].append(_folded(line))
    least = max(FURNITURE_PAGES, len(pages) // 2)
    return {shape: found[0] if len(set(found)) == 1 else shape for shape, found in seen.items() if len(found) >= least}


def _furniture_of_one(lines: Sequence[str]) -> dict[str, str]:
    """Of a single page the lines that count it, as they would stand on more."""
    edges = (*lines[:FURNITURE_LINES], *lines[-FURNITURE_LINES:])
    return {_shape(line): _shape(line) for line in edges if len(line) <= RUNNING_LETTERS and _ONLY_PAGE.search(line)}


def _furniture_of_two(first: Sequence[str], second: Sequence[str]) -> dict[str, str]:
    """Lines that stand on both pages as far from the same edge, word for word but for the page they count."""
    tops = zip(first[:FURNITURE_LINES], second[:FURNITURE_LINES], strict=False)
    ends = zip(first[: -FURNITURE_LINES - 1 : -1], second[: -FURNITURE_LINES - 1 : -1], strict=False)
    return {
        _shape(one): _folded(one) if _folded(one) == _folded(other) else _shape(one)
        for one, other in (*tops, *ends)
        if len(one) <= RUNNING_LETTERS
        and not _PAGE_NUMBER.match(one)
        and (_folded(one) == _folded(other) or (_shape(one) == _shape(other) and _COUNTS_PAGES.search(one)))
    }


def _is_furniture(line: str, furniture: Container[str]) -> bool:
    return len(line) <= RUNNING_LETTERS and (_PAGE_NUMBER.match(line) is not None or _shape(line) in furniture)


def _shape(line: str) -> str:
    """A line with its page number masked, and the number of pages with it: the same line on every page is the same."""
    return _PAGE_COUNT.sub("#", _folded(line))


def _is_edge(place: int, count: int) -> bool:
    return place < FURNITURE_LINES or place >= count - FURNITURE_LINES


def _folded(text: str) -> str:
    return " ".join(text.split())
