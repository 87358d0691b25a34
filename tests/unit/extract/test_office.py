"""Word and Excel files are what they say, not how they were saved."""

import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx.document import Document as WordDocument
from docx.shared import Inches
from openpyxl import Workbook

from monitor.extract.limits import MAX_MEMBERS, Unreadable
from monitor.extract.office import read_docx, read_xlsx
from monitor.model.document import Aside, Role
from tests.unit.extract.made import add_field, make_docx, make_xlsx, repacked


def in_part(part: str, pattern: str, by: str) -> Callable[[str, str], str]:
    def replace(name: str, text: str) -> str:
        if not name.endswith(part):
            return text
        new, times = re.subn(pattern, by, text)
        assert times
        return new

    return replace


def with_new_dates(word: WordDocument) -> None:
    word.core_properties.modified = datetime(2026, 1, 1, tzinfo=UTC)
    word.core_properties.created = datetime(2025, 1, 1, tzinfo=UTC)
    word.core_properties.revision = 17
    word.core_properties.last_modified_by = "iemand"


def in_split_runs(word: WordDocument) -> None:
    paragraph = word.paragraphs[3]
    text = paragraph.text
    paragraph.text = ""
    paragraph.add_run(text[:11]).bold = True
    paragraph.add_run(text[11:])


DOCX_RESAVED: dict[str, Callable[[], bytes]] = {
    "other dates, revision and author": lambda: make_docx(with_new_dates),
    "stored instead of deflated": lambda: repacked(make_docx(), stored=True),
    "members in another order": lambda: repacked(make_docx(), backwards=True),
    "revision ids of a session": lambda: repacked(
        make_docx(), replace=in_part("document.xml", r"<w:p>", '<w:p w:rsidR="00A1B2C3">')
    ),
    "text in other runs": lambda: make_docx(in_split_runs),
    "saved on another day": lambda: repacked(make_docx(), replace=in_part("document.xml", "17-6-2020", "24-11-2026")),
    "spelling marks": lambda: repacked(
        make_docx(),
        replace=in_part(
            "document.xml",
            r"(<w:p>)",
            r'\1<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0" w:name="_GoBack"/>',
        ),
    ),
    "last page breaks": lambda: repacked(
        make_docx(), replace=in_part("document.xml", r"<w:t>De eigenaar", "<w:lastRenderedPageBreak/><w:t>De eigenaar")
    ),
}
XLSX_RESAVED: dict[str, Callable[[], bytes]] = {
    "other dates": lambda: repacked(
        make_xlsx(), replace=in_part("core.xml", r"(<dcterms:\w+[^>]*>)[^<]+", r"\g<1>2026-01-01T00:00:00Z")
    ),
    "stored instead of deflated": lambda: repacked(make_xlsx(), stored=True),
    "members in another order": lambda: repacked(make_xlsx(), backwards=True),
    "calculated on another day": lambda: repacked(
        make_xlsx(), replace=in_part("sheet1.xml", r"TODAY\(\)</f><v\s*/?>(?:</v>)?", "TODAY()</f><v>46350</v>")
    ),
    "wider columns": lambda: make_xlsx(lambda book: setattr(book["BBN2"].column_dimensions["B"], "width", 60)),
    "bold cells": lambda: make_xlsx(lambda book: setattr(book["BBN2"]["B2"], "number_format", "@")),
    "another sheet in front": lambda: make_xlsx(lambda book: setattr(book, "active", 1)),
}


@pytest.mark.parametrize("save", DOCX_RESAVED.values(), ids=DOCX_RESAVED)
def test_a_word_file_saved_again_says_the_same(save: Callable[[], bytes]) -> None:
    again = read_docx(save())
    assert again.content_hash != read_docx(make_docx()).content_hash
    assert again.text_hash == read_docx(make_docx()).text_hash


@pytest.mark.parametrize("save", XLSX_RESAVED.values(), ids=XLSX_RESAVED)
def test_an_excel_file_saved_again_says_the_same(save: Callable[[], bytes]) -> None:
    again = read_xlsx(save())
    assert again.content_hash != read_xlsx(make_xlsx()).content_hash
    assert again.text_hash == read_xlsx(make_xlsx()).text_hash


def put(cell: str, value: object, sheet: str = "BBN2") -> Callable[[Workbook], None]:
    return lambda book: setattr(book[sheet][cell], "value", value)


DOCX_CHANGED: dict[str, Callable[[WordDocument], object]] = {
    "the version": lambda word: setattr(word.paragraphs[1], "text", "Versie 1.04zv, 17 juni 2020"),
    "a date": lambda word: setattr(word.paragraphs[3], "text", "De eigenaar stelt het niveau vast op 13 mei 2021."),
    "a heading": lambda word: setattr(word.paragraphs[2], "text", "Eisen"),
    "a list item": lambda word: setattr(word.paragraphs[4], "text", "Maandelijks wordt de indeling herzien."),
    "a table cell": lambda word: setattr(word.tables[0].cell(1, 1), "text", "Slot op de kast"),
    "the footer": lambda word: setattr(word.sections[0].footer.paragraphs[0], "text", "Dataclassificatie v1.05"),
    "a paragraph more": lambda word: word.add_paragraph("Nieuw."),
    "a line more in a cell": lambda word: word.tables[0].cell(0, 0).add_paragraph("(2021)"),
}
XLSX_CHANGED: dict[str, Callable[[Workbook], object]] = {
    "a word in a cell": put("B2", "Beleid herzien"),
    "a number": put("C2", 3),
    "a date": put("B4", date(2021, 5, 13)),
    "a yes": put("C4", value=False),
    "a formula": put("C5", "=SUM(C2:C4)"),
    "a cell emptied": put("B3", None),
    "a sheet renamed": lambda book: setattr(book["BBN3"], "title", "BBN3 (vervallen)"),
    "a sheet gone": lambda book: book.remove(book["BBN3"]),
    "a row more": lambda book: book["BBN3"].append(["6.2", "Nieuw"]),
}


@pytest.mark.parametrize("edit", DOCX_CHANGED.values(), ids=DOCX_CHANGED)
def test_one_change_in_a_word_file_is_found(edit: Callable[[WordDocument], object]) -> None:
    assert read_docx(make_docx(edit)).text_hash != read_docx(make_docx()).text_hash


@pytest.mark.parametrize("edit", XLSX_CHANGED.values(), ids=XLSX_CHANGED)
def test_one_change_in_an_excel_file_is_found(edit: Callable[[Workbook], object]) -> None:
    assert read_xlsx(make_xlsx(edit)).text_hash != read_xlsx(make_xlsx()).text_hash


def test_a_word_file_keeps_headings_lists_rows_and_footer_apart() -> None:
    document = read_docx(make_docx())
    assert document.title == "Handreiking Dataclassificatie"
    assert [(block.role, block.level, block.text) for block in document.main_blocks] == [
        (Role.HEADING, 1, "Handreiking Dataclassificatie"),
        (Role.PARAGRAPH, 0, "Versie 1.04, 17 juni 2020"),
        (Role.HEADING, 1, "Maatregelen"),
        (Role.PARAGRAPH, 0, "De eigenaar stelt het niveau vast op 12 mei 2021."),
        (Role.LIST_ITEM, 0, "Jaarlijks wordt de indeling herzien."),
        (Role.TABLE_ROW, 0, "Niveau | Eis"),
        (Role.TABLE_ROW, 0, "BBN2 | Slot op de deur"),
        (Role.PARAGRAPH, 0, "Opgeslagen op"),
        (Role.PARAGRAPH, 0, "Dataclassificatie v1.04"),
    ]
    assert document.blocks[-1].path == "running/footer1/p[1]"


def test_templates_and_files_with_macros_are_read_too() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    for other in ("wordprocessingml.template.main+xml", "ms-word.document.macroEnabled.main+xml"):
        changed = repacked(
            make_docx(), replace=in_part("[Content_Types].xml", re.escape(kind), f"application/vnd.{other}")
        )
        assert read_docx(changed).text_hash == read_docx(make_docx()).text_hash


def test_page_numbers_in_a_table_of_contents_are_no_text() -> None:
    def add_line(word: WordDocument) -> None:
        add_field(word.add_paragraph("Maatregelen\t"), "PAGEREF _Toc1 \\h", "12")

    assert read_docx(make_docx(add_line)).blocks[-2].text == "Maatregelen"


def test_tracked_deletions_are_gone_and_insertions_stand() -> None:
    tracked = repacked(
        make_docx(),
        replace=in_part(
            "document.xml",
            r"<w:r><w:t>De eigenaar",
            "<w:del><w:r><w:delText>Ooit </w:delText></w:r></w:del><w:ins><w:r><w:t>Voortaan: </w:t></w:r></w:ins><w:r><w:t>De eigenaar",
        ),
    )
    assert "Voortaan: De eigenaar stelt" in read_docx(tracked).text
    assert "Ooit" not in read_docx(tracked).text


def test_an_excel_file_gives_a_heading_per_sheet_and_a_block_per_row() -> None:
    document = read_xlsx(make_xlsx())
    assert [(block.path, block.text, block.aside) for block in document.blocks] == [
        ("sheet[BBN2]", "BBN2", None),
        ("sheet[BBN2]/row[1]", "Nr | Maatregel | Score", None),
        ("sheet[BBN2]/row[2]", "5.1 | Beleid vastgesteld | 2", None),
        ("sheet[BBN2]/row[3]", "5.2 | Rollen belegd | 3.5", None),
        ("sheet[BBN2]/row[4]", "Datum | 2021-05-12 | TRUE", None),
        ("sheet[BBN2]/row[5]", "Totaal | =TODAY() | =SUM(C2:C3)", None),
        ("sheet[BBN3]", "BBN3", None),
        ("sheet[BBN3]/row[1]", "6.1 | Diepgaande risicoanalyse | 1", None),
        ("sheet[Lijsten]", "Lijsten", Aside.HIDDEN),
        ("sheet[Lijsten]/row[1]", "ja | nee", Aside.HIDDEN),
    ]


def bomb(size: int) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("word/document.xml", b"a" * size)
    return out.getvalue()


def many_members() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for number in range(MAX_MEMBERS + 1):
            container.writestr(f"word/{number}.xml", b"")
    return out.getvalue()


def lying() -> bytes:
    """The directory says ten bytes where a megabyte and more comes out."""
    honest = bomb(3_000_000)
    size = (3_000_000).to_bytes(4, "little")
    return honest.replace(size, (10).to_bytes(4, "little"))


DECLARED = repacked(
    make_docx(),
    replace=in_part(
        "document.xml", r"^(<\?xml[^>]*\?>)", r'\1<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    ),
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (bomb(30_000_000), Unreadable.TOO_LARGE),
        (many_members(), Unreadable.TOO_LARGE),
        (lying(), Unreadable.BROKEN),
        (DECLARED, Unreadable.FORBIDDEN_XML),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Unreadable.ENCRYPTED),
        (b"PK\x03\x04 not a container", Unreadable.BROKEN),
        (make_docx()[:2000], Unreadable.BROKEN),
        (bomb(10), Unreadable.BROKEN),
    ],
    ids=["ratio", "members", "lying directory", "declaration", "password", "rubbish", "cut", "no word file"],
)
def test_what_cannot_be_read_says_why(content: bytes, reason: Unreadable) -> None:
    assert read_docx(content).unreadable == reason
    assert read_xlsx(content).unreadable in {reason, Unreadable.BROKEN}


def test_an_empty_cell_keeps_the_column_of_the_next() -> None:
    def without_an_eis(word: WordDocument) -> None:
        word.tables[0].add_column(Inches(1))
        word.tables[0].rows[1].cells[1].text = ""
        word.tables[0].rows[1].cells[2].text = "x"

    rows = [block.text for block in read_docx(make_docx(without_an_eis)).blocks if block.role is Role.TABLE_ROW]
    assert rows == ["Niveau | Eis", "BBN2 | | x"]

    def with_a_gap(book: Workbook) -> None:
        book.worksheets[0]["C3"], book.worksheets[0]["F3"] = None, "x"

    texts = [block.text for block in read_xlsx(make_xlsx(with_a_gap)).blocks]
    assert "5.2 | Rollen belegd | | | | x" in texts
