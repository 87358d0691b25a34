"""A PDF is what it says, not how it was saved."""

from collections.abc import Callable

import pytest

from monitor.extract.limits import MAX_PAGES, Unreadable
from monitor.extract.pdf import read_pdf
from monitor.model.document import Role
from monitor.normalise import sentences
from tests.unit.extract.made import PDF_PAGES, make_pdf, saved_by_pdfium, with_update

RESAVED: dict[str, Callable[[], bytes]] = {
    "other dates": lambda: make_pdf(created="D:20260101000000Z"),
    "another identifier": lambda: make_pdf(file_id="ab" * 16),
    "another producer": lambda: make_pdf(producer="Printer 12"),
    "objects in another order": lambda: make_pdf(backwards=True),
    "compressed": lambda: make_pdf(compress=True),
    "content in pieces": lambda: make_pdf(split=True),
    "written by another program": lambda: saved_by_pdfium(make_pdf()),
    "written by another program, twice": lambda: saved_by_pdfium(saved_by_pdfium(make_pdf(compress=True))),
    "saved with an incremental update": lambda: with_update(make_pdf()),
    "everything at once": lambda: with_update(
        saved_by_pdfium(make_pdf(compress=True, backwards=True, split=True, producer="X"))
    ),
}


def edited(old: str, new: str) -> tuple[tuple[str, ...], ...]:
    pages = tuple(tuple(line.replace(old, new) for line in page) for page in PDF_PAGES)
    assert pages != PDF_PAGES
    return pages


CHANGED: dict[str, tuple[tuple[str, ...], ...]] = {
    "the version": edited("1.04", "1.04zv"),
    "a date": edited("12 mei 2021", "13 mei 2021"),
    "one word in a paragraph": edited("vertrouwelijkheid", "openbaarheid"),
    "an amount": edited("1.250", "1.350"),
    "a heading": edited("Hoofdstuk 2 Beheer", "Hoofdstuk 2 Toezicht"),
    "a word on the last page": edited("beheerder", "eigenaar"),
    "a page more": (*PDF_PAGES, ("Bijlage", "Een lijst.")),
    "a page less": PDF_PAGES[:-1],
}


@pytest.mark.parametrize("save", RESAVED.values(), ids=RESAVED)
def test_a_pdf_saved_again_says_the_same(save: Callable[[], bytes]) -> None:
    again = save()
    assert again != make_pdf()
    assert read_pdf(again).text_hash == read_pdf(make_pdf()).text_hash


@pytest.mark.parametrize("pages", CHANGED.values(), ids=CHANGED)
def test_one_change_in_a_pdf_is_found(pages: tuple[tuple[str, ...], ...]) -> None:
    assert read_pdf(make_pdf(pages)).text_hash != read_pdf(make_pdf()).text_hash


def test_lines_that_go_on_are_one_paragraph_with_the_page_as_its_path() -> None:
    document = read_pdf(make_pdf())
    assert document.pages == 3
    assert [(block.text, block.path) for block in document.blocks[:3]] == [
        ("Handreiking Dataclassificatie", "page[1]"),
        ("Versie 1.04, 17 juni 2020", "page[1]"),
        ("Elke gegevensverzameling krijgt een niveau van vertrouwelijkheid.", "page[1]"),
    ]


def test_a_sentence_over_two_pages_is_one_block_and_page_numbers_are_none() -> None:
    pages = [["Titel", "De beheerder van het stelsel is", "1"], ["verantwoordelijk voor de uitvoering.", "2"]]
    blocks = read_pdf(make_pdf(pages)).blocks
    assert [block.text for block in blocks] == [
        "Titel",
        "De beheerder van het stelsel is verantwoordelijk voor de uitvoering.",
    ]


def test_running_lines_stand_once_at_the_end() -> None:
    pages = [
        [f"Alinea {name} begint hier.", "Vertrouwelijk", f"BIO versie 1.04 pagina {number}"]
        for number, name in enumerate("ABCD", 1)
    ]
    assert [(block.text, block.path) for block in read_pdf(make_pdf(pages)).blocks[4:]] == [
        ("Vertrouwelijk", "running[1]"),
        ("BIO versie 1.04 pagina #", "running[2]"),
    ]


def lines_on(per_page: int, *, head: str = "", foot: str = "") -> list[list[str]]:
    """One text laid out on pages of so many lines, with a running header and footer."""
    text = [
        "Dit plan beschrijft hoe een regio haar gegevens",
        "beveiligt tegen verlies en misbruik.",
        "De directie stelt het plan vast en legt daarover",
        "Verantwoording af aan het bestuur van de regio.",
        "Elke afdeling wijst een beheerder aan die toezicht",
        "houdt op de uitvoering van het plan.",
        "Meldingen worden binnen een dag beoordeeld door de",
        "functionaris die daarvoor is aangewezen.",
    ]
    pages = [text[start : start + per_page] for start in range(0, len(text), per_page)]
    ends = [foot.format(number, len(pages)) for number in range(1, len(pages) + 1)]
    return [[*filter(None, (head, *page, end))] for page, end in zip(pages, ends, strict=True)]


@pytest.mark.parametrize("foot", ["", "{}", "{}/{}", "juni 2024 - {}/{}", "Plan informatieveiligheid - pagina {}"])
@pytest.mark.parametrize("head", ["", "Plan informatieveiligheid versie 1.0"])
def test_a_text_says_the_same_however_it_falls_on_pages(head: str, foot: str) -> None:
    said = [
        {sentence for block in read_pdf(make_pdf(pages)).blocks for sentence in sentences(block.text)}
        for pages in (lines_on(per_page, head=head, foot=foot) for per_page in (1, 3, 4, 5, 8))
    ]
    assert all(each == said[0] for each in said[1:]), said


def test_what_two_pages_say_alike_in_other_places_or_of_themselves_is_text() -> None:
    pages = [["Artikel 1", "De regio stelt het plan vast."], ["Artikel 2", "De directie voert het plan uit."]]
    assert [block.text for block in read_pdf(make_pdf(pages)).blocks] == [line for page in pages for line in page]


def test_bullets_are_list_items() -> None:
    blocks = read_pdf(make_pdf([["Lijst", "- eerste", "• Tweede punt", "1. Derde punt"]])).blocks
    assert [block.role for block in blocks][-2:] == [Role.LIST_ITEM, Role.LIST_ITEM]


def test_the_title_is_the_embedded_one_unless_a_program_made_it_up() -> None:
    assert read_pdf(make_pdf(title="GAP-analyse v2.3")).title == "GAP-analyse v2.3"
    made_up = (
        "Microsoft Word - bio_def.docx",
        "Microsoft Word - Handreiking",
        "handreiking_def2",
        "bio.indd",
        "Document1",
        "",
    )
    for title in made_up:
        assert read_pdf(make_pdf(title=title)).title == "Handreiking Dataclassificatie"


def test_a_file_without_a_title_that_opens_with_a_sentence_has_none() -> None:
    assert (
        read_pdf(make_pdf([["De beheerder stelt jaarlijks het plan vast.", "Daarna volgt de toets."]], title="")).title
        == ""
    )


def test_properties_hold_no_dates_and_no_producer() -> None:
    assert read_pdf(make_pdf()).properties == (("title", "Handreiking Dataclassificatie"),)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (make_pdf(encrypted=True), Unreadable.ENCRYPTED),
        (b"%PDF-1.7\nnot a file", Unreadable.BROKEN),
        (b"", Unreadable.BROKEN),
        (make_pdf([[]]), Unreadable.NO_TEXT),
        (make_pdf([["x"]] * (MAX_PAGES + 1)), Unreadable.TOO_MANY_PAGES),
    ],
    ids=["encrypted", "broken", "empty", "pictures only", "pages"],
)
def test_what_cannot_be_read_says_why_and_keeps_its_hash(content: bytes, reason: Unreadable) -> None:
    document = read_pdf(content)
    assert document.unreadable == reason
    assert document.size_bytes == len(content)
    assert len(document.content_hash) == 64


def test_a_book_without_end_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.extract.pdf.MAX_TEXT", 100)
    assert read_pdf(make_pdf()).unreadable == Unreadable.TOO_MUCH_TEXT


def test_a_file_cut_in_half_is_read_or_refused_but_never_raises() -> None:
    whole = make_pdf(compress=True)
    for size in range(0, len(whole), 97):
        read_pdf(whole[:size])
