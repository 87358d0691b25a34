"""DOCX and XLSX bytes -> Document."""

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from io import BytesIO

import openpyxl
from docx.opc.package import OpcPackage
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package

from monitor.extract.container import check_container
from monitor.extract.limits import MAX_TEXT, ReadingError, Unreadable
from monitor.model.document import Aside, Block, Document, MediaKind, Role

_XML_ERR_NO_MEMORY = 2
"""lxml reports a lack of memory as a fault of syntax with this code (libxml2, `xmlParserErrors`)."""

CELL_MARK = " | "
_EMPTY = CELL_MARK * 16
_MANY_EMPTY = re.compile(r"(?: \| ){17,}")

_NUMBERED = f"{qn('w:pPr')}/{qn('w:numPr')}"
_HEADING = re.compile(r"^(?:heading|kop) ([1-6])$")
_TITLE_STYLES = {"title": 1, "titel": 1, "subtitle": 2, "ondertitel": 2}
_MOVING_FIELDS = frozenset(
    {"DATE", "TIME", "SAVEDATE", "PRINTDATE", "CREATEDATE", "EDITTIME", "REVNUM", "LASTSAVEDBY", "FILENAME", "FILESIZE"}
    | {"PAGE", "PAGEREF", "NUMPAGES", "SECTIONPAGES", "NUMWORDS", "NUMCHARS"}
)
"""Fields that saving, printing or another layout renews: their printed result says nothing about the text."""
_NO_TITLE = re.compile(r"(?i)^(?:word document|untitled|naamloos|powerpoint.*|document\d*)?$")
_PROPERTIES = ("title", "subject", "keywords", "category", "version")


_Parts = tuple[Iterable[Block], object]
"""Blocks, and the core properties as either library calls them."""


def read_docx(content: bytes) -> Document:
    """Paragraphs, headings with their level, lists, table rows, then notes, running headers and footers.

    Tracked deletions are left out, insertions kept. Dates of saving, revision numbers and page numbers play no part, neither
    as properties nor as fields in the text. Raises: nothing; what cannot be read is `Document.unreadable`.
    """
    return _read(content, MediaKind.DOCX, _word)


def read_xlsx(content: bytes) -> Document:
    """Each sheet as a heading and its rows, cells as text; hidden sheets as asides.

    A formula is read as written, not as last calculated: `=TODAY()` differs at every saving. Raises: nothing; what cannot be
    read is `Document.unreadable`.
    """
    return _read(content, MediaKind.XLSX, _workbook)


def _read(content: bytes, kind: MediaKind, reader: Callable[[BytesIO], _Parts]) -> Document:
    digest, size = sha256(content).hexdigest(), len(content)
    try:
        check_container(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns about extensions it does not know
            parts, core = reader(BytesIO(content))
            blocks = tuple(_bounded(parts))
    except ReadingError as stop:
        return Document(kind=kind, unreadable=stop.reason, content_hash=digest, size_bytes=size)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - both libraries raise whatever a damaged file makes them stumble over
        is_memory = getattr(error, "code", None) == _XML_ERR_NO_MEMORY
        reason = Unreadable.TOO_MUCH_MEMORY if is_memory else Unreadable.BROKEN
        return Document(kind=kind, unreadable=reason, content_hash=digest, size_bytes=size)
    if not blocks:
        return Document(kind=kind, unreadable=Unreadable.NO_TEXT, content_hash=digest, size_bytes=size)
    properties = tuple((name, text) for name in _PROPERTIES if (text := _folded(str(getattr(core, name, None) or ""))))
    return Document(
        kind=kind,
        title=_title(dict(properties).get("title", ""), blocks),
        blocks=blocks,
        content_hash=digest,
        size_bytes=size,
        properties=properties,
    )


def _bounded(blocks: Iterable[Block]) -> Iterator[Block]:
    characters = 0
    for block in blocks:
        characters += len(block.text)
        if characters > MAX_TEXT:
            raise ReadingError(Unreadable.TOO_MUCH_TEXT)
        if block.text:
            yield block


def _title(embedded: str, blocks: tuple[Block, ...]) -> str:
    """The embedded title where a person gave one, else the first heading, else the first line."""
    if not _NO_TITLE.match(embedded):
        return embedded
    main = [block for block in blocks if block.is_main] or list(blocks)
    return next((block.text for block in main if block.level == 1), main[0].text)[:200]


# Word


def _word(stream: BytesIO) -> _Parts:
    """The package is opened below python-docx's `Document`, which refuses templates and files with macros."""
    package = Package.open(stream)
    return _word_blocks(package), package.core_properties


def _word_blocks(package: OpcPackage) -> Iterator[Block]:
    parts = {str(part.partname).rpartition("/")[2].removesuffix(".xml"): part for part in package.iter_parts()}
    styles = _styles(_root(parts["styles"])) if "styles" in parts else _Styles(levels={}, lists=frozenset())
    body = _root(package.main_document_part).find(qn("w:body"))
    if body is None:
        raise ReadingError(Unreadable.BROKEN)
    yield from _story(body, styles, "body")
    seen: set[str] = set()
    for name, part in parts.items():
        place = _SIDE_STORIES.get(name.rstrip("0123456789"))
        for block in _story(_root(part), styles, f"{place}/{name}") if place else ():
            if block.text not in seen:  # first page, odd and even pages mostly say the same
                seen.add(block.text)
                yield block


_SIDE_STORIES = {"header": "running", "footer": "running", "footnotes": "notes", "endnotes": "notes"}
"""Parts beside the body, and how their paths begin."""


def _root(part: Part) -> BaseOxmlElement:
    element: BaseOxmlElement = part.element if isinstance(part, XmlPart) else parse_xml(part.blob)
    return element


@dataclass(frozen=True, slots=True, kw_only=True)
class _Styles:
    """What paragraph styles mean, by id: the id is in the writer's language, the name mostly in English."""

    levels: dict[str, int]
    lists: frozenset[str]


def _styles(root: BaseOxmlElement) -> _Styles:
    levels: dict[str, int] = {}
    lists: set[str] = set()
    for style in root.iterchildren(qn("w:style")):
        name_element = style.find(qn("w:name"))
        name = (name_element.get(qn("w:val")) or "").lower() if name_element is not None else ""
        found = _HEADING.match(name)
        level = int(found[1]) if found else _TITLE_STYLES.get(name, 0)
        style_id = style.get(qn("w:styleId")) or ""
        if level:
            levels[style_id] = level
        elif style.find(_NUMBERED) is not None:
            lists.add(style_id)
    return _Styles(levels=levels, lists=frozenset(lists))


def _story(parent: BaseOxmlElement, styles: _Styles, path: str) -> Iterator[Block]:
    """Blocks of a body, a note, a header: through content controls and tracked insertions, in order."""
    counts = {"p": 0, "tr": 0}
    for element in _flow(parent):
        is_row = element.tag == qn("w:tr")
        kind = "tr" if is_row else "p"
        counts[kind] += 1
        place = f"{path}/{kind}[{counts[kind]}]"
        if is_row:
            text = _row(_folded(_text(part)) for part in _cells(element))
            yield Block(text=text, role=Role.TABLE_ROW, path=place)
        else:
            style = _style_id(element)
            level = styles.levels.get(style, 0)
            is_list = style in styles.lists or element.find(_NUMBERED) is not None
            role = Role.HEADING if level else Role.LIST_ITEM if is_list else Role.PARAGRAPH
            yield Block(text=_folded(_text(element)), role=role, path=place, level=level)


def _flow(parent: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    stack = list(reversed(list(parent)))
    while stack:
        element = stack.pop()
        if element.tag in {qn("w:p"), qn("w:tr")}:
            yield element
        elif element.tag not in {qn("w:del"), qn("w:moveFrom")}:
            stack.extend(reversed(list(element)))


def _cells(row: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The cells of a row itself; a table within a cell is part of that cell's text."""
    for element in row:
        if element.tag == qn("w:tc"):
            yield element
        elif element.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")}:
            yield from _cells(element)


def _style_id(paragraph: BaseOxmlElement) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return (style.get(qn("w:val")) or "") if style is not None else ""


def _text(paragraph: BaseOxmlElement) -> str:
    """The printed text of a paragraph or cell, without the results of moving fields."""
    parts: list[str] = []
    fields: list[list[str]] = []  # instruction text of each open field, innermost last
    shown: list[bool] = []  # whether the open field shows its result now
    for element in _runs(paragraph):
        if element.tag == qn("w:fldChar"):
            match element.get(qn("w:fldCharType")):
                case "begin":
                    fields.append([])
                    shown.append(False)
                case "separate" if fields:
                    shown[-1] = not _moves("".join(fields[-1]))
                case "end" if fields:
                    fields.pop()
                    shown.pop()
                case _:
                    pass
        elif element.tag == qn("w:instrText") and fields:
            fields[-1].append(element.text or "")
        elif all(shown):
            parts.append(_TEXTS.get(element.tag) or element.text or "")
    return "".join(parts)


_TEXTS = {qn("w:p"): " ", qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-"}
_WANTED = frozenset({qn("w:t"), qn("w:fldChar"), qn("w:instrText"), *_TEXTS})
_SKIPPED = frozenset(
    {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
"""Deleted text, formatting (which holds tab stops), and the copy of a text box for old programs."""


def _runs(paragraph: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    stack = list(reversed(list(paragraph)))
    while stack:
        element = stack.pop()
        if element.tag in _WANTED:
            yield element
        if element.tag == qn("w:fldSimple") and _moves(element.get(qn("w:instr")) or ""):
            continue
        elif element.tag not in _SKIPPED:
            stack.extend(reversed(list(element)))


def _moves(instruction: str) -> bool:
    words = instruction.split()
    return bool(words) and words[0].upper() in _MOVING_FIELDS


# Excel


def _workbook(stream: BytesIO) -> _Parts:
    workbook = openpyxl.load_workbook(stream, read_only=True, data_only=False, keep_links=False)
    return _sheet_blocks(workbook), workbook.properties


def _sheet_blocks(workbook: openpyxl.Workbook) -> Iterator[Block]:
    for sheet in workbook.worksheets:
        aside = None if sheet.sheet_state == "visible" else Aside.HIDDEN
        path = f"sheet[{sheet.title}]"
        yield Block(text=_folded(sheet.title), role=Role.HEADING, path=path, level=2, aside=aside)
        sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            text = _row(map(_cell, row))
            if text:
                yield Block(text=text, role=Role.SHEET_ROW, path=f"{path}/row[{number}]", aside=aside)


def _cell(value: object) -> str:
    """A cell as text: whole numbers without a point, dates as ISO dates, a formula as written."""
    match value:
        case None:
            text = ""
        case bool():
            text = str(value).upper()
        case float():
            text = str(int(value)) if value.is_integer() else repr(round(value, 10))
        case datetime():
            text = (value if value.time() != time() else value.date()).isoformat()
        case date() | time():
            text = value.isoformat()
        case _:
            text = str(getattr(value, "text", value))
    return _folded(text)


def _row(cells: Iterable[str]) -> str:
    """Cells in a line, each in its column; empty ones at either end say nothing, long runs of them little."""
    return _folded(_MANY_EMPTY.sub(_EMPTY, CELL_MARK.join(cells).strip(CELL_MARK)))


def _folded(text: str) -> str:
    return " ".join(text.split())
