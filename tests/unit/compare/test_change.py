from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.compare.change import compare_documents, confirm_change
from monitor.compare.noise import furniture_hash
from monitor.model.change import Change, ChangeOutcome, FactKind, HostProfile, NoiseProfile, Weight
from monitor.model.document import Aside, Block, Document, Link, MediaKind, Role
from monitor.model.source import Watch
from tests.unit.compare.pages import PROSE, block, compared, fact, page


def aside(text: str, reason: Aside) -> Block:
    return Block(text=text, path="/html/body/div", aside=reason)


blocks = st.builds(
    Block,
    text=st.text(min_size=1, max_size=60),
    path=st.sampled_from(["./p", "./p[2]", "/html/footer"]),
    role=st.sampled_from(Role),
    level=st.integers(0, 2),
    link_density=st.sampled_from([0.0, 1.0]),
    aside=st.sampled_from([None, *Aside]),
)
documents = st.builds(
    Document,
    kind=st.sampled_from([MediaKind.HTML, MediaKind.PDF, MediaKind.TEXT]),
    title=st.text(max_size=20),
    blocks=st.lists(blocks, max_size=6).map(tuple),
)


@given(documents)
def test_a_document_compared_with_itself_is_no_change(document: Document) -> None:
    again = replace(document, content_hash="other bytes")
    change = compared(document, again)
    assert (change.outcome, change.weight) == (ChangeOutcome.UNCHANGED, Weight.NONE)


@given(documents, documents)
def test_any_two_documents_can_be_compared_and_the_result_is_bounded(before: Document, after: Document) -> None:
    change = compared(before, after)
    assert len(change.excerpts) <= 12
    assert all(len(text) <= 400 for excerpt in change.excerpts for text in (excerpt.before, excerpt.after))
    assert (change.outcome is ChangeOutcome.CHANGED) or change.weight is Weight.NONE


def test_a_first_visit_has_nothing_to_compare_with() -> None:
    assert compared(None, page(*PROSE)).outcome is ChangeOutcome.FIRST


def test_one_reworded_sentence_in_the_content_is_major_and_shown_as_a_pair() -> None:
    after = PROSE[4].replace("een uur", "vier uur")
    change = compared(page(*PROSE), page(*PROSE[:4], after, PROSE[5]))
    assert change.weight is Weight.MAJOR
    assert [(excerpt.before, excerpt.after) for excerpt in change.excerpts] == [(PROSE[4], after)]
    reworded = fact(change, FactKind.TEXT_REWORDED)
    assert reworded is not None
    assert reworded.value("count") == "1"


def test_added_and_removed_sentences_are_counted_under_their_heading_in_the_order_of_the_page() -> None:
    heading = block("Maatregelen", "./h2", role=Role.HEADING, level=2)
    change = compared(page(heading, *PROSE[:4]), page(heading, *PROSE[1:]))
    added, removed = fact(change, FactKind.TEXT_ADDED), fact(change, FactKind.TEXT_REMOVED)
    assert added is not None
    assert removed is not None
    assert (added.value("count"), added.value("under")) == ("2", "Maatregelen")
    assert (removed.value("count"), removed.value("under")) == ("1", "Maatregelen")
    assert change.added == (PROSE[4], PROSE[5])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "“De aanpak” – in één oogopslag, voor iedereen.",
            '"De aanpak" - in e\u0301e\u0301n oog\u00adopslag voor iedereen',
        ),
        (
            "Deze regels gelden vanaf 2 mei 2024 voor alle regio's.",
            "Deze regels gelden vanaf 02-05-2024 voor alle regio’s.",
        ),
        (
            "De boete bedraagt ten hoogste € 20.000.000 per jaar.",
            "De boete bedraagt ten hoogste € 20 000 000 per jaar.",
        ),
        (
            "Let op: de handreiking is een hulpmiddel, geen norm.",
            "Let op 🔔 de handreiking is een hulpmiddel; geen norm",
        ),
    ],
    ids=["typography", "date format", "thousands", "emoji"],
)
def test_what_says_the_same_is_silent(before: str, after: str) -> None:
    change = compared(page(before, *PROSE), page(after, *PROSE))
    assert (change.outcome, change.weight) == (ChangeOutcome.UNCHANGED, Weight.NONE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Versie 1.04", "Versie 10.4"),
        ("De bijdrage is € 1,50 per inwoner en per jaar.", "De bijdrage is € 15,0 per inwoner en per jaar."),
        (
            "Geldig tot 1 mei 2024 voor alle deelnemers aan de regeling.",
            "Geldig tot 1 mei 2025 voor alle deelnemers aan de regeling.",
        ),
        ("Bel 026 123 45 67 voor hulp bij het invullen.", "Bel 026 123 45 68 voor hulp bij het invullen."),
    ],
)
def test_a_version_a_date_an_amount_or_a_number_in_prose_is_major(before: str, after: str) -> None:
    assert compared(page(before, *PROSE), page(after, *PROSE)).weight is Weight.MAJOR


def test_blocks_in_another_order_or_cut_another_way_are_silent() -> None:
    before = page(*PROSE)
    assert compared(before, page(*reversed(PROSE))).outcome is ChangeOutcome.UNCHANGED
    assert compared(before, page(" ".join(PROSE))).outcome is ChangeOutcome.UNCHANGED
    assert compared(page(" ".join(PROSE)), before).outcome is ChangeOutcome.UNCHANGED


def test_text_that_moved_out_of_a_box_is_not_new() -> None:
    before = page(*PROSE[:5], aside(PROSE[5], Aside.SIDEBAR))
    assert compared(before, page(*PROSE)).outcome is ChangeOutcome.UNCHANGED


@pytest.mark.parametrize("reason", list(Aside))
def test_what_stands_beside_the_content_never_alarms(reason: Aside) -> None:
    before, after = page(*PROSE, aside("Menu: wat wij doen", reason)), page(*PROSE, aside("Menu: wie wij zijn", reason))
    assert compared(before, after).weight in {Weight.NONE, Weight.MINOR}


def test_many_changed_links_in_a_list_stay_minor() -> None:
    before = page(*PROSE, *(aside(f"Bericht over maand {number}", Aside.LINKS) for number in range(30)))
    after = page(*PROSE, *(aside(f"Verslag van week {number}", Aside.LINKS) for number in range(30)))
    assert compared(before, after).weight is Weight.MINOR


def test_text_outside_the_element_that_holds_the_content_is_minor() -> None:
    before, after = (
        page(*PROSE, block(text, "/html/body/div[4]"))
        for text in ("Schrijf u in voor de training.", "Doe mee aan het congres in mei.")
    )
    assert compared(before, after).weight is Weight.MINOR


def test_a_whole_sentence_reworded_where_it_stood_counts_outside_that_element_too() -> None:
    texts = (
        "Het kantoor van de vereniging is gevestigd aan de {} in Arnhem, vlak bij het station.",
        "Sluit u aan bij de {} leden die ons elke week weten te vinden.",
    )
    for text, forms, weight in (
        (texts[0], ("Markt", "Kade"), Weight.MAJOR),
        (texts[1], ("12000", "12500"), Weight.MINOR),
    ):
        before, after = (page(*PROSE, block(text.format(form), "/html/body/div[4]")) for form in forms)
        assert compared(before, after).weight is weight


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("145 guests online", "98 guests online"),
        ("Hits: 126651", "Hits: 126720"),
        ("3 dagen geleden", "2 weken geleden"),
        ("Deze pagina is 1.204 keer bekeken", "Deze pagina is 1.311 keer bekeken"),
        ("Laatst gewijzigd op 3 november 2026 om 09:14", "Laatst gewijzigd op 10 november 2026 om 09:12"),
        ("Last modified: 2026-11-03", "Last modified: 2026-11-10"),
    ],
)
def test_counters_and_stamps_of_the_system_are_silent_and_counted(before: str, after: str) -> None:
    change = compared(page(before, *PROSE), page(after, *PROSE))
    assert change.outcome is ChangeOutcome.UNCHANGED
    assert change.muted == 2


def test_another_title_is_told_but_another_site_name_hardly() -> None:
    before = page(*PROSE, title="Handreiking toegang | CIP")
    assert compared(before, page(*PROSE, title="Handreiking toegang | Centrum IP")).weight is not Weight.NONE
    assert compared(before, page(*PROSE, title="Handreiking identiteit | CIP")).weight is Weight.MAJOR


@pytest.mark.parametrize(
    ("after", "kept"),
    [
        ("Handreiking toegang | Centrum IP", "Handreiking toegang"),
        ("Handreiking toegang", "Handreiking toegang"),
        ("Handreiking identiteit | CIP", ""),
        ("Handreiking toegang en identiteit | CIP", ""),
    ],
)
def test_a_title_of_which_only_the_site_differs_keeps_its_name(after: str, kept: str) -> None:
    before = page(*PROSE, title="Handreiking toegang | CIP")
    told = fact(compared(before, page(*PROSE, title=after), tool_title="Handreiking toegang"), FactKind.TITLE_CHANGED)
    assert told is not None
    assert told.value("kept") == kept


def test_a_document_that_came_or_went_is_major() -> None:
    old, new = (Link(url=f"https://a.nl/m/{name}.pdf", text=name, is_document=True) for name in ("bio104", "bio2"))
    change = compared(page(*PROSE, links=(old,)), page(*PROSE, links=(new,)))
    assert {each.kind for each in change.facts} == {FactKind.DOCUMENT_ADDED, FactKind.DOCUMENT_REMOVED}
    assert change.weight is Weight.MAJOR
    assert (
        compared(page(*PROSE, links=(old,)), page(*PROSE, links=(new,)), watch=Watch(documents=False)).weight
        is Weight.NONE
    )


def test_other_link_targets_are_minor_and_renewed_queries_nothing() -> None:
    before = page(*PROSE, links=(Link(url="https://a.nl/x?sid=1"),))
    assert compared(before, page(*PROSE, links=(Link(url="https://a.nl/x?sid=2"),))).outcome is ChangeOutcome.UNCHANGED
    assert compared(before, page(*PROSE, links=(Link(url="https://a.nl/y"),))).weight is Weight.MINOR


def test_a_key_term_that_left_the_text_is_major() -> None:
    change = compared(page(*PROSE, "Geen BBN."), page(*PROSE, "Geen."), watch=Watch(key_terms=("BBN", "BIO")))
    removed = fact(change, FactKind.KEY_TERM_REMOVED)
    assert removed is not None
    assert removed.value("term") == "BBN"
    assert change.weight is Weight.MAJOR


def test_a_changed_amount_is_a_fact_of_its_own() -> None:
    change = compared(
        page("Het kost € 10 per jaar voor een gemeente."), page("Het kost € 12 per jaar voor een gemeente.")
    )
    amount = fact(change, FactKind.AMOUNT_CHANGED)
    assert amount is not None
    assert (amount.value("before"), amount.value("after")) == ("€ 10", "€ 12")


def test_a_notice_of_a_successor_is_major_even_in_a_banner_and_told_once() -> None:
    title = "Handreiking toegang"
    banner = block("Deze handreiking is vervangen door de Handreiking identiteit 2.0.", "/html/body/div")
    before, after = page(*PROSE, title=title), page(banner, *PROSE, title=title)
    change = compared(before, after)
    assert fact(change, FactKind.SUCCESSOR) is not None
    assert change.weight is Weight.MAJOR
    again = page(banner, *PROSE[1:], title=title)
    assert fact(compared(after, again), FactKind.SUCCESSOR) is None


def test_another_kind_of_file_is_told_as_such() -> None:
    change = compared(page(*PROSE, kind=MediaKind.PDF), page(*PROSE))
    assert fact(change, FactKind.TYPE_CHANGED) is not None
    assert change.weight is Weight.MAJOR


def test_unreadable_files_are_compared_by_their_bytes() -> None:
    broken = replace(page(kind=MediaKind.PDF), unreadable="broken")
    assert compared(broken, broken).outcome is ChangeOutcome.UNCHANGED
    change = compared(broken, replace(broken, content_hash="other", size_bytes=9))
    assert fact(change, FactKind.BYTES_CHANGED) is not None
    assert change.weight is Weight.MINOR


def test_another_language_or_subject_is_another_document() -> None:
    dutch = page(*PROSE, title="Handreiking toegang")
    english = page(
        *(
            f"The members of the region have to report to the board that number {word} is on the list of the year."
            for word in PROSE[0].split()
        ),
        title="Handreiking access",
    )
    other = page(
        *(
            f"De fanfare van het dorp speelt op zondag {word} in het park en de toegang is vrij."
            for word in PROSE[1].split()
        ),
        title="Muziekvereniging Excelsior",
    )
    assert fact(compared(dutch, english), FactKind.OTHER_DOCUMENT) is not None
    assert fact(compared(dutch, other), FactKind.OTHER_DOCUMENT) is not None
    assert fact(compared(dutch, replace(other, title="Handreiking toegang, herzien")), FactKind.REWRITTEN) is not None


def test_a_selector_that_matches_nothing_is_a_finding_and_no_change() -> None:
    change = compared(page(*PROSE), replace(page(), selector_missed=True), watch=Watch(select=".weg"))
    assert (change.outcome, change.reason) == (ChangeOutcome.NOT_COMPARED, "selector-missed")
    assert fact(change, FactKind.SELECTOR_MISSED) is not None


LETTERS = "abcdefghijklmnopqrst"


def test_this_weeks_news_and_numbers_around_the_text_are_no_redesign() -> None:
    frame = [aside(f"Knop {letter}", Aside.NAVIGATION) for letter in LETTERS[:8]]
    before, after = (
        page(
            *PROSE,
            *frame,
            *(aside(f"Bericht {week} over {letter} en {number}", Aside.SIDEBAR) for letter in LETTERS),
            *(aside(f"Bezoekers van {letter}: {number}", Aside.FOOTER) for letter in LETTERS[:6]),
        )
        for week, number in (("een", 1203), ("twee", 1377))
    )
    assert compared(before, after).outcome is ChangeOutcome.UNCHANGED


def test_a_version_that_a_series_shares_is_news_on_the_page_that_has_another() -> None:
    line = "Versie 1.0, vastgesteld op 12 januari 2026."
    host = HostProfile(furniture=frozenset({furniture_hash(line)}))
    change = compared(page(line, *PROSE), page(line.replace("1.0", "1.1"), *PROSE), host=host)
    assert (change.weight, change.version_before, change.version_after) == (Weight.MAJOR, "1.0", "1.1")
    assert change.added


@pytest.mark.parametrize("role", [Role.LIST_ITEM, Role.TABLE_ROW, Role.SHEET_ROW])
def test_one_word_of_a_short_item_is_a_change_that_counts(role: Role) -> None:
    before, after = (page(*PROSE, block(text, role=role)) for text in ("Slot ontbreekt", "Slot hangt"))
    assert compared(before, after).weight is Weight.MAJOR


def test_a_number_in_a_row_of_a_file_counts() -> None:
    before, after = (
        page(*PROSE, block(text, "page[3]"), kind=MediaKind.PDF)
        for text in ("8.4 Kluis niveau 1", "8.4 Kluis niveau 2")
    )
    assert compared(before, after).weight is Weight.MAJOR


def test_a_redesign_around_the_same_text_is_one_minor_fact() -> None:
    before = page(*PROSE, *(aside(f"Oude knop {letter}", Aside.NAVIGATION) for letter in LETTERS))
    after = page(*PROSE, *(aside(f"Nieuw menu {letter}", Aside.HEADER) for letter in LETTERS))
    change = compared(before, after)
    assert [each.kind for each in change.facts] == [FactKind.FURNITURE]
    assert change.weight is Weight.MINOR


def test_a_change_that_the_second_visit_does_not_show_is_not_told() -> None:
    before, first = page(*PROSE), page(*PROSE, "Op dit moment is er een storing in het zaaksysteem.")
    change = compared(before, first)
    confirmed = _confirmed(change, before, first, replace(before, content_hash="again"))
    assert (confirmed.outcome, confirmed.weight) == (ChangeOutcome.UNCHANGED, Weight.NONE)
    assert fact(confirmed, FactKind.UNCONFIRMED) is not None


def test_only_what_persists_of_a_change_is_told() -> None:
    new = "De aanpak geldt vanaf dit jaar ook voor de meldkamers en hun leveranciers."
    before = page(*PROSE, "Tip van de dag: sluit uw scherm af.")
    first, second = (
        page(*PROSE, new, "Tip van de dag: maak een back-up."),
        page(*PROSE, new, "Tip van de dag: wissel uw wachtwoord."),
    )
    confirmed = _confirmed(compared(before, first), before, first, second)
    assert confirmed.weight is Weight.MAJOR
    assert confirmed.added == (new,)


def _confirmed(change: Change, before: Document, first: Document, second: Document) -> Change:
    return confirm_change(
        change, before=before, first=first, second=second, noise=NoiseProfile(), host=HostProfile(), watch=Watch()
    )


def test_a_very_long_change_is_bounded_in_number_and_length() -> None:
    before = page(*(f"Regel {number} zegt iets over maatregel {number * 7} van de norm." for number in range(3_000)))
    after = page(
        *(f"Bepaling {number} gaat heel anders over onderwerp {number * 13} uit een wet." for number in range(3_000))
    )
    change = compare_documents(before, after, noise=NoiseProfile(), host=HostProfile(), watch=Watch())
    assert change.weight is Weight.MAJOR
    assert len(change.excerpts) == 12
    assert len(change.added) <= 60


@pytest.mark.timeout(60)
def test_two_huge_documents_without_a_word_in_common_are_compared_in_seconds() -> None:
    before = page(
        *(
            f"Regel {number} zegt iets over maatregel {number * 7} van de norm en van het beleid."
            for number in range(15_000)
        )
    )
    after = page(
        *(
            f"Bepaling {number} gaat heel anders over onderwerp {number * 13} uit een of andere wet."
            for number in range(15_000)
        )
    )
    assert compared(before, after).weight is Weight.MAJOR


def test_another_mail_address_counts_however_short_its_line() -> None:
    before, after = (page(*PROSE, f"Mail: {name}@regio.nl") for name in ("info", "helpdesk"))
    assert compared(before, after).weight is Weight.MAJOR
