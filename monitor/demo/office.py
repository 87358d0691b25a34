"""Rows or paragraphs -> a small XLSX or DOCX that office software and our own readers open (ECMA-376)."""

from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument"


def make_xlsx(*, sheet: str, rows: tuple[tuple[str, ...], ...]) -> bytes:
    """One sheet of text cells. The same rows give the same bytes."""
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row) + "</row>"
        for row in rows
    )
    return _package(
        main="xl/workbook.xml",
        parts={
            "xl/workbook.xml": (
                f"{_KIND}.spreadsheetml.sheet.main+xml",
                f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets><sheet name="{escape(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>',
            ),
            "xl/worksheets/sheet1.xml": (
                f"{_KIND}.spreadsheetml.worksheet+xml",
                f'<worksheet xmlns="{_SHEET}"><sheetData>{cells}</sheetData></worksheet>',
            ),
        },
        relations={
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{_RELATIONS}">'
                f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
            )
        },
    )


def make_docx(*, title: str, paragraphs: tuple[str, ...]) -> bytes:
    """A title and paragraphs, plain. The same text gives the same bytes."""
    body = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>' for text in (title, *paragraphs)
    )
    return _package(
        main="word/document.xml",
        parts={
            "word/document.xml": (
                f"{_KIND}.wordprocessingml.document.main+xml",
                f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
            )
        },
        relations={},
    )


def _package(*, main: str, parts: Mapping[str, tuple[str, str]], relations: Mapping[str, str]) -> bytes:
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in parts.items())
    members = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_TYPES}">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_RELATIONS}">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{main}"/></Relationships>'
        ),
        **{name: text for name, (_, text) in parts.items()},
        **relations,
    }
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(ZipInfo(name), _XML + text)  # ZipInfo's own date, 1980: no clock in the bytes
    return file.getvalue()
