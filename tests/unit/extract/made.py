"""Small PDF, Word and Excel files of our own making, and the ways in which programs save them again."""

import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import count

import docx
import openpyxl
import pypdfium2
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

PDF_PAGES = (
    (
        "Handreiking Dataclassificatie",
        "Versie 1.04, 17 juni 2020",
        "Elke gegevensverzameling krijgt een niveau",
        "van vertrouwelijkheid.",
    ),
    (
        "Hoofdstuk 1 Maatregelen",
        "De eigenaar stelt het niveau vast op 12 mei 2021.",
        "De kosten bedragen 1.250 euro per jaar.",
    ),
    ("Hoofdstuk 2 Beheer", "Jaarlijks wordt de indeling herzien.", "Vragen stelt u aan de beheerder."),
)


def make_pdf(
    pages: Sequence[Sequence[str]] = PDF_PAGES,
    *,
    title: str = "Handreiking Dataclassificatie",
    created: str = "D:20200617120000Z",
    producer: str = "Writer 7",
    file_id: str = "00" * 16,
    compress: bool = False,
    backwards: bool = False,
    split: bool = False,
    encrypted: bool = False,
) -> bytes:
    """A PDF of one font, a line of text per line; the keywords change the file and not what it says."""
    page_numbers = range(4, 4 + 2 * len(pages), 2)
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{' '.join(f'{n} 0 R' for n in page_numbers)}] /Count {len(pages)} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }
    extra = count(1000)
    for number, lines in zip(page_numbers, pages, strict=True):
        shown = "\n".join(
            f"BT /F1 11 Tf 72 {760 - 16 * row} Td ({_escaped(line)}) Tj ET" for row, line in enumerate(lines)
        )
        parts = shown.split("\n") if split else [shown]
        names = [number + 1, *(next(extra) for _ in parts[1:])]
        contents = " ".join(f"{name} 0 R" for name in names)
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents [{contents}] >>".encode()
        )
        objects |= {
            name: _stream(part.encode("cp1252"), compress=compress) for name, part in zip(names, parts, strict=True)
        }
    objects[900] = (
        f"<< /Title ({_escaped(title)}) /CreationDate ({created}) /ModDate ({created}) /Producer ({producer}) >>".encode()
    )
    trailer = f"/Root 1 0 R /Info 900 0 R /ID [<{file_id}> <{file_id}>]"
    if encrypted:
        objects[901] = f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>".encode()
        trailer += " /Encrypt 901 0 R"
    return _assembled(objects, trailer, backwards=backwards)


def _escaped(text: str) -> str:
    return re.sub(r"([()\\])", r"\\\1", text)


def _stream(content: bytes, *, compress: bool) -> bytes:
    packed = zlib.compress(content) if compress else content
    filtered = "/Filter /FlateDecode " if compress else ""
    return f"<< {filtered}/Length {len(packed)} >>\nstream\n".encode() + packed + b"\nendstream"


def _assembled(objects: dict[int, bytes], trailer: str, *, backwards: bool) -> bytes:
    out, places = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), {}
    for number in sorted(objects, reverse=backwards):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + objects[number] + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in sorted(places.items()):
        out += f"{number} 1\n{place:010} 00000 n \n".encode()
    out += f"trailer << /Size 2000 {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)


def saved_by_pdfium(content: bytes) -> bytes:
    """The same document, written anew by another program."""
    with pypdfium2.PdfDocument(content) as pdf:
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def with_update(content: bytes) -> bytes:
    """An incremental update appended, as viewers do on saving: new dates, same pages."""
    previous = int(re.findall(rb"startxref\s+(\d+)", content)[-1])
    place = len(content)
    update = b"900 0 obj\n<< /Title (Handreiking Dataclassificatie) /ModDate (D:20260101000000Z) >>\nendobj\n"
    table = place + len(update)
    trailer = f"trailer << /Size 2000 /Root 1 0 R /Info 900 0 R /Prev {previous} >>\nstartxref\n{table}\n%%EOF\n"
    return content + update + f"xref\n900 1\n{place:010} 00000 n \n{trailer}".encode()


def make_docx(edit: Callable[[WordDocument], object] = lambda _: None) -> bytes:
    """A Word file with headings, a list, a table, a footer and a field that shows when it was saved."""
    word = docx.Document()
    word.core_properties.title = "Handreiking Dataclassificatie"
    word.core_properties.modified = datetime(2020, 6, 17, tzinfo=UTC)
    word.add_heading("Handreiking Dataclassificatie", 0)
    word.add_paragraph("Versie 1.04, 17 juni 2020")
    word.add_heading("Maatregelen", 1)
    word.add_paragraph("De eigenaar stelt het niveau vast op 12 mei 2021.")
    word.add_paragraph("Jaarlijks wordt de indeling herzien.", style="List Bullet")
    table = word.add_table(2, 2)
    for cell, text in zip(
        [cell for row in table.rows for cell in row.cells], ["Niveau", "Eis", "BBN2", "Slot op de deur"], strict=True
    ):
        cell.text = text
    saved = word.add_paragraph("Opgeslagen op ")
    add_field(saved, "SAVEDATE", "17-6-2020")
    word.sections[0].footer.paragraphs[0].text = "Dataclassificatie v1.04"
    edit(word)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def add_field(paragraph: Paragraph, instruction: str, result: str) -> None:
    """A field as Word writes it: begin, instruction, separator, result, end."""
    for kind, text in (("begin", ""), ("instr", instruction), ("separate", ""), ("result", result), ("end", "")):
        run = paragraph.add_run(text if kind == "result" else "")
        if kind in {"begin", "separate", "end"}:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif kind == "instr":
            code = OxmlElement("w:instrText")
            code.text = text
            run._r.append(code)


def make_xlsx(edit: Callable[[openpyxl.Workbook], object] = lambda _: None) -> bytes:
    """An Excel file with two sheets and a hidden one; texts, numbers, a date, formulas."""
    book = openpyxl.Workbook()
    book.properties.title = "GAP-analyse"
    book.properties.modified = datetime(2020, 6, 17)  # noqa: DTZ001 - openpyxl writes naive times
    first = book.active
    assert first is not None
    first.title = "BBN2"
    rows = (
        ("Nr", "Maatregel", "Score"),
        ("5.1", "Beleid vastgesteld", 2),
        ("5.2", "Rollen belegd", 3.5),
        ("Datum", date(2021, 5, 12), True),
    )
    for row in (*rows, ("Totaal", "=TODAY()", "=SUM(C2:C3)")):
        first.append(row)
    book.create_sheet("BBN3").append(("6.1", "Diepgaande risicoanalyse", 1))
    hidden = book.create_sheet("Lijsten")
    hidden.append(("ja", "nee"))
    hidden.sheet_state = "hidden"
    edit(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(
    content: bytes, *, stored: bool = False, backwards: bool = False, replace: Callable[[str, str], str] | None = None
) -> bytes:
    """The container written anew: other compression, other order of members, XML parts edited."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for member in sorted(old.namelist(), reverse=backwards):
            data = old.read(member)
            if replace and member.endswith(".xml"):
                data = replace(member, data.decode()).encode()
            entry = zipfile.ZipInfo(member, date_time=(2026, 11, 24, 12, 0, 0))
            new.writestr(entry, data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def make_endless_pdf(depth: int = 12) -> bytes:
    """A few kilobytes that take for ever: each form draws the next one ten times."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /X 10 0 R >> >> /Contents 4 0 R >>",
        4: _stream(b"/X Do", compress=False),
    }
    for number in range(10, 10 + depth):
        drawn = _stream(b"/X Do\n" * 10, compress=False).removeprefix(b"<< ")
        objects[number] = (
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X {number + 1} 0 R >> >> ".encode()
            + drawn
        )
    return _assembled(objects, "/Root 1 0 R", backwards=False)
