"""What a system prints by itself is silent from the first week on; what a person writes is not."""

import pytest

from monitor.model.change import ChangeOutcome, FactKind, Weight
from monitor.model.document import Document, Link, Role
from tests.unit.compare.pages import PROSE, block, compared, fact, page


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Nog 41 dagen tot de sluiting van de inschrijving", "Nog 34 dagen tot de sluiting van de inschrijving"),
        ("12 dagen en 3 uur te gaan", "5 dagen en 1 uur te gaan"),
        ("12 dagen 3 uur 4 minuten", "5 dagen 1 uur 59 minuten"),
        ("Nog 12 dagen", "Nog 5 dagen"),
        ("Waardering 3,9 van 5 (18 stemmen)", "Waardering 4,0 van 5 (22 stemmen)"),
        ("Ruim 940 organisaties gebruiken deze lijst", "Ruim 985 organisaties gebruiken deze lijst"),
        ("77 stars · 9 forks · 4 issues", "81 stars · 9 forks · 2 issues"),
        ("Resultaten 1 t/m 20 van de 310", "Resultaten 1 t/m 20 van de 318"),
        ("Laatste controle van de pagina: 4 mei 2026 07:15", "Laatste controle van de pagina: 11 mei 2026 07:16"),
        ("Dit overzicht is geëxporteerd op 4-5-2026 om 7:15", "Dit overzicht is geëxporteerd op 11-5-2026 om 8:02"),
        ("© 2024 Stichting Water", "© 2026 Stichting Water"),
        ("Afgedrukt op 4 mei 2026 om 07:15:09", "Afgedrukt op 11 mei 2026 om 07:16:44"),
        (
            "Het loket is voor alle inwoners van de regio (geraadpleegd op 4 mei 2026) van maandag tot vrijdag open.",
            "Het loket is voor alle inwoners van de regio (geraadpleegd op 9 juni 2026) van maandag tot vrijdag open.",
        ),
    ],
)
def test_counters_ages_and_stamps_are_silent(before: str, after: str) -> None:
    assert compared(page(*PROSE, before), page(*PROSE, after)).outcome is ChangeOutcome.UNCHANGED


def rows(*lines: str) -> Document:
    return page(*PROSE, *(block(line, "./table/tr", role=Role.TABLE_ROW) for line in lines))


def test_a_column_that_counts_visits_is_silent() -> None:
    for name in ("Downloads", "Aantal keer gedownload", "Views"):
        before, after = (rows(f"Document | {name} | Status", f"Lijst | {count} | Geldig") for count in (400, 413))
        assert compared(before, after).outcome is ChangeOutcome.UNCHANGED
    before, after = (rows("Document | Downloads", "Lijst | 400", *more) for more in ((), ("Rekenblad | 3",)))
    assert compared(before, after).weight is Weight.MAJOR


@pytest.mark.parametrize("name", ["Bewaartermijn", "Bezoekers", "Downloads per dag"])
def test_a_number_in_another_column_is_told(name: str) -> None:
    before, after = (rows(f"Document | {name}", f"Lijst | {count}") for count in (400, 413))
    assert compared(before, after).weight is Weight.MAJOR


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Lijst, 400 keer gedownload, geldig", "Lijst, 413 keer gedownload, geldig"),
        (
            "Deze handreiking is al 4.321 keer gedownload en geldt voor alle gemeenten in het land.",
            "Deze handreiking is al 4.400 keer gedownload en geldt voor alle gemeenten in het land.",
        ),
    ],
)
def test_a_count_of_visits_within_a_sentence_is_silent(before: str, after: str) -> None:
    assert compared(page(*PROSE, before), page(*PROSE, after)).outcome is ChangeOutcome.UNCHANGED


def linked(note: str, *, is_document: bool = True) -> Document:
    line = block(f"Lijst {note}", "./li", role=Role.LIST_ITEM)
    return page(*PROSE, line, links=(Link(url="https://a.nl/lijst.pdf", text="Lijst", is_document=is_document),))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("(PDF, 412 kB)", "(PDF, 415 kB)"),
        ("(PDF, 412 kB)", "(pdf | 0,4 MB | 24 pagina's)"),
        ("[docx, 1,2 MB]", "[docx, 1,3 MB]"),
        ("PDF - 1,1 MB", "1,2 MB PDF"),
        ("| PDF | 412 kB", "| PDF | 415 kB"),
        ("(12 kB)", ""),
    ],
)
def test_the_size_of_a_linked_file_is_silent(before: str, after: str) -> None:
    assert compared(linked(before), linked(after)).outcome is ChangeOutcome.UNCHANGED


def test_a_size_that_is_a_limit_is_told() -> None:
    for before, after in (("(PDF, 5 MB)", "(PDF, 10 MB)"), ("van ten hoogste 5 MB", "van ten hoogste 10 MB")):
        assert (
            compared(page(*PROSE, f"Lever de lijst in {before}"), page(*PROSE, f"Lever de lijst in {after}")).weight
            is Weight.MAJOR
        )
    assert compared(linked("van ten hoogste 5 MB"), linked("van ten hoogste 10 MB")).is_told
    assert compared(linked("(PDF, 5 MB)", is_document=False), linked("(PDF, 10 MB)", is_document=False)).is_told


def test_a_knob_of_the_page_is_no_news() -> None:
    for knob in ("Lees voor", "Naar boven", "Pagina printen"):
        assert not compared(page(*PROSE), page(knob, *PROSE)).is_told


TROUBLES = (
    "Op 12 mei is onze website door onderhoud enkele uren niet beschikbaar.",
    "Er is momenteel een storing, waardoor de website trager is dan u gewend bent.",
    "Notice: Undefined variable: kop in render() (line 12 of templates/kop.php).",
    "Fatal error: Allowed memory exhausted in /var/www/index.php on line 88",
)


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_site_that_tells_of_its_own_troubles_has_no_news(trouble: str) -> None:
    quiet, troubled = page(*PROSE), page(trouble, *PROSE)
    assert not compared(quiet, troubled).is_told
    assert not compared(troubled, quiet).is_told


def test_a_successor_named_beside_maintenance_is_told() -> None:
    notice = f"{TROUBLES[0]} Deze handreiking is vervangen door de Handreiking Water 2."
    change = compared(page(*PROSE), page(notice, *PROSE))
    assert fact(change, FactKind.SUCCESSOR) is not None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Plan het onderhoud van elke pomp in mei.", "Plan het onderhoud van elke pomp in juni."),
        ("Bij een storing belt u de meldkamer.", "Bij een storing belt u de dienst in uw regio."),
        ("Waarschuwing: sluit de kraan", "Waarschuwing: sluit beide kranen"),
        ("Geldig t/m 4 mei 2026", "Geldig t/m 4 mei 2027"),
        ("Vastgesteld op 4 mei 2024 door de directie", "Vastgesteld op 9 juni 2026 door de directie"),
        ("Versie 2.3 van de lijst", "Versie 2.4 van de lijst"),
        ("Bewaar de gegevens 90 dagen", "Bewaar de gegevens 60 dagen"),
        ("Test de back-up 2 keer per jaar", "Test de back-up 4 keer per jaar"),
        ("Maximaal 50 bezoekers tegelijk", "Maximaal 80 bezoekers tegelijk"),
        ("Een commissie moet 3 leden hebben", "Een commissie moet 5 leden hebben"),
        ("Een bestand mag maximaal 5 keer gedownload worden", "Een bestand mag maximaal 3 keer gedownload worden"),
        (
            "Deze lijst is 41 keer gedownload en geldt voor alle gemeenten.",
            "Deze lijst is 44 keer gedownload en geldt niet voor gemeenten.",
        ),
        ("Meld een lek binnen 12 uur", "Meld een lek binnen 6 uur"),
        (
            "Het loket is voor alle inwoners (geraadpleegd op 4 mei 2026) van maandag tot vrijdag open.",
            "Het loket is voor alle inwoners (geraadpleegd op 9 juni 2026) van maandag tot zondag open.",
        ),
    ],
)
def test_what_a_person_wrote_is_told_whatever_it_counts(before: str, after: str) -> None:
    assert compared(page(*PROSE, before), page(*PROSE, after)).weight is Weight.MAJOR


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Aanpak | Waterloket", "Aanpak | Vuurloket"),
        ("Aanpak", "Aanpak - Het nieuwe loket"),
        ("(2) Aanpak - Loket", "(7) Aanpak - Loket"),
        ("Loket: Aanpak", "Balie: Aanpak"),
        ("Aanpak » Thema's » Loket", "Aanpak » Bibliotheek » Loket"),
    ],
)
def test_the_name_of_the_site_in_a_title_is_not_the_name_of_the_page(before: str, after: str) -> None:
    changes = [
        compared(page(*PROSE, title=before), page(*PROSE, title=after), tool_title="Aanpak van water"),
    ]
    assert [change.weight for change in changes] == [Weight.MINOR]


def test_a_term_in_a_line_by_itself_is_told() -> None:
    before, after = (
        page(*PROSE, block("Bewaartermijn", "./dl/dt"), block(term, "./dl/dd")) for term in ("12 maanden", "18 maanden")
    )
    assert compared(before, after).is_told


def test_another_name_or_version_in_a_title_is_told() -> None:
    for before, after in (("Aanpak | Loket", "Aanpak vuur | Loket"), ("Aanpak - versie 1.2", "Aanpak - versie 1.3")):
        change = compared(page(*PROSE, title=before), page(*PROSE, title=after), tool_title="Aanpak van water")
        assert change.weight is Weight.MAJOR, after
