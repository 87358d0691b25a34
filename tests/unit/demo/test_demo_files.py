from io import BytesIO

import docx
import openpyxl
import pypdfium2

from monitor.demo.office import make_docx, make_xlsx
from monitor.demo.pdf import make_pdf


def test_a_pdf_gives_its_text_back() -> None:
    content = make_pdf(title="Handreiking (versie 2.0)", paragraphs=("Eén regel: groot\\klein", "Tweede alinea"))

    with pypdfium2.PdfDocument(content) as document:
        text = document[0].get_textpage().get_text_range()

    assert text.split("\r\n") == ["Handreiking (versie 2.0)", "Eén regel: groot\\klein", "Tweede alinea"]


def test_a_long_text_takes_more_pages() -> None:
    with pypdfium2.PdfDocument(make_pdf(title="Lang", paragraphs=("Weer een alinea.",) * 60)) as document:
        assert len(document) == 3


def test_a_sheet_gives_its_cells_back() -> None:
    book = openpyxl.load_workbook(BytesIO(make_xlsx(sheet="Maatregelen", rows=(("5.1.1.1", "Beleid & toezicht"),))))

    assert list(book["Maatregelen"].values) == [("5.1.1.1", "Beleid & toezicht")]


def test_a_text_document_gives_its_paragraphs_back() -> None:
    document = docx.Document(BytesIO(make_docx(title="Toets", paragraphs=("Waarde < risico",))))

    assert [paragraph.text for paragraph in document.paragraphs] == ["Toets", "Waarde < risico"]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert make_pdf(title="T", paragraphs=("x",)) == make_pdf(title="T", paragraphs=("x",))
    assert make_xlsx(sheet="S", rows=(("x",),)) == make_xlsx(sheet="S", rows=(("x",),))
    assert make_docx(title="T", paragraphs=("x",)) == make_docx(title="T", paragraphs=("x",))
