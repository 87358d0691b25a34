"""A page's own version is read; that of others is not."""

import pytest

from monitor.compare.date_lines import DateKind, DateLine
from monitor.compare.version_lines import Version, VersionKind
from monitor.compare.versions import Versions, compare_versions, is_newer, read_versions, version_in
from monitor.model.change import Fact, FactKind
from monitor.model.document import Aside, Block, Document, MediaKind, Role


def page(*lines: str, title: str = "Handreiking Dataclassificatie", kind: MediaKind = MediaKind.HTML) -> Document:
    return Document(
        kind=kind, title=title, blocks=tuple(Block(text=line, path=f"p[{n}]") for n, line in enumerate(lines))
    )


def version_of(document: Document) -> str | None:
    version = read_versions(document).version
    return version.text if version else None


def number(text: str, *, kind: VersionKind = VersionKind.NUMBER, status: str = "") -> Version:
    return Version(text=text, kind=kind, status=status)


def test_the_title_comes_before_lines_below_it() -> None:
    assert version_of(page("Versie 9.9", title="GAP-analyse BIO v2.3")) == "2.3"


def test_a_number_says_more_than_a_generation() -> None:
    assert version_of(page("Versie 1.3, april 2026", title="BIO2")) == "1.3"
    assert version_of(page("Een inleiding.", title="BIO2")) == "BIO2"


def test_a_named_line_counts_where_the_name_is_the_pages_own() -> None:
    assert version_of(page("Inleiding", "Dataclassificatie versie 2.1")) == "2.1"
    assert version_of(page("Inleiding", "Risicoanalyse versie 2.1")) is None


def test_a_label_and_its_value_may_stand_in_two_blocks() -> None:
    document = page("Versienummer", "1.04zv", "Datum publicatie:", "17 juni 2020")
    assert version_of(document) == "1.04zv"
    assert DateKind.PUBLICATION in {date.kind for date in read_versions(document).dates}


@pytest.mark.parametrize(
    ("line", "printed"),
    [("Tweede herziene druk", "2"), ("Revisie C", "C"), ("Versie ٢.١", "٢.١"), ("Een alinea.", None)],
)
def test_a_version_need_not_be_in_plain_digits(line: str, printed: str | None) -> None:
    """Lines without a digit and without a label are passed over: most of a page."""
    assert version_of(page("Inleiding", line)) == printed


def test_far_down_the_page_others_are_spoken_of() -> None:
    assert version_of(page(*["Een alinea."] * 60, "Versie 3.0")) is None


def test_links_to_other_documents_do_not_count() -> None:
    document = Document(
        kind=MediaKind.HTML, title="Dataclassificatie", blocks=(Block(text="Dataclassificatie v1.1", link_density=1.0),)
    )
    assert version_of(document) is None


def test_a_running_footer_counts_in_a_file_and_not_on_a_site() -> None:
    blocks = (*(Block(text="Een alinea."),) * 60, Block(text="Versie 1.2", path="running[1]"))
    assert version_of(Document(kind=MediaKind.PDF, blocks=blocks)) == "1.2"
    assert version_of(Document(kind=MediaKind.HTML, blocks=(Block(text="Versie 1.2", aside=Aside.FOOTER),))) is None


def test_a_table_row_of_a_colophon_is_a_version_line() -> None:
    document = Document(
        kind=MediaKind.DOCX, title="Beleid", blocks=(Block(text="Versie | 0.9 | Concept", role=Role.TABLE_ROW),)
    )
    version = read_versions(document).version
    assert version is not None
    assert (version.text, version.status) == ("0.9", "draft")


def test_a_version_that_is_a_date_is_read_whole() -> None:
    assert version_of(page("Version: 15 January 2025")) == "15 January 2025"
    assert version_of(page("Versie 09.12.2025")) == "09.12.2025"


def test_the_date_of_a_successor_is_not_the_pages_own() -> None:
    versions = read_versions(page("Versie 2.0 is vervangen door versie 2.1 van 29 oktober 2021"))
    assert [line.text for line in versions.lines] == ["2.0"]
    assert versions.dates == ()


def test_the_build_number_of_an_application_is_no_version_of_the_text() -> None:
    assert version_of(page("Version 1.257.0.323")) is None


@pytest.mark.parametrize(
    ("before", "after", "newer"),
    [
        ("1.04", "1.04zv", True),
        ("1.04zv", "1.04", False),
        ("1.04", "1.1", True),
        ("1.9", "1.10", True),
        ("2.0", "2.0.1", True),
        ("2", "10", True),
        ("1.3", "1.3", None),
    ],
)
def test_versions_have_an_order(before: str, after: str, newer: bool | None) -> None:  # noqa: FBT001 - the expected answer
    assert is_newer(number(before), number(after)) is newer


def test_months_and_editions_have_an_order_and_kinds_do_not_mix() -> None:
    dated, edition = VersionKind.DATED, VersionKind.EDITION
    assert is_newer(number("mei 2019", kind=dated), number("januari 2020", kind=dated)) is True
    assert is_newer(number("27001:2017", kind=edition), number("27001:2023", kind=edition)) is True
    assert is_newer(number("27002:2022", kind=edition), number("27001:2023", kind=edition)) is None
    assert is_newer(number("2.0"), number("mei 2019", kind=dated)) is None


def test_a_new_version_is_told_with_both() -> None:
    facts = compare_versions(
        read_versions(page("Versie 1.04, 17 juni 2020")), read_versions(page("Versie 1.04zv, 12 november 2026"))
    )
    assert [(fact.kind, fact.values) for fact in facts] == [
        (FactKind.VERSION_CHANGED, (("before", "1.04"), ("after", "1.04zv"))),
        (FactKind.DATE_CHANGED, (("before", "2020-06-17"), ("after", "2026-11-12"))),
    ]


def test_a_draft_that_became_final_is_told() -> None:
    before, after = Versions(lines=(number("1.0", status="draft"),)), Versions(lines=(number("1.0", status="final"),))
    assert [fact.value("after") for fact in compare_versions(before, after)] == ["1.0 (final)"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (page("Versie 1.04"), page("versie: 1.04")),
        (page("Versie mei 2019"), page("Versie: Mei 2019")),
        (page("Laatst gewijzigd: 12 maart 2024"), page("Laatst gewijzigd: 19 maart 2024")),
        (page("Versie 1.04"), page("Geen versieregel.")),
        (page("Versie 1.04", title="Handreiking"), page("Versie 1.04", title="Handreiking v1.04")),
    ],
    ids=["dress", "case", "stamp", "line gone", "title"],
)
def test_what_is_no_new_version_is_silent(before: Document, after: Document) -> None:
    assert compare_versions(read_versions(before), read_versions(after)) == ()


def test_dates_are_compared_by_kind() -> None:
    before = Versions(
        dates=(
            DateLine(kind=DateKind.VALIDITY, iso="2025-01-01"),
            DateLine(kind=DateKind.PUBLICATION, iso="2024-01-01"),
        )
    )
    after = Versions(
        dates=(
            DateLine(kind=DateKind.VALIDITY, iso="2027-01-01"),
            DateLine(kind=DateKind.PUBLICATION, iso="2024-01-01"),
        )
    )
    assert [fact.values for fact in compare_versions(before, after)] == [
        (("before", "2025-01-01"), ("after", "2027-01-01"))
    ]


def test_a_title_gives_its_version_as_printed() -> None:
    assert version_in("Baseline Informatiebeveiliging Overheid (BIO) v1.04") == "1.04"
    assert version_in("Baseline Informatiebeveiliging Overheid") is None


def test_a_document_compared_with_itself_says_nothing() -> None:
    versions = read_versions(page("Versie 2.1 van 29 oktober 2021", "Geldig tot 1 januari 2027"))
    facts: tuple[Fact, ...] = compare_versions(versions, versions)
    assert facts == ()
