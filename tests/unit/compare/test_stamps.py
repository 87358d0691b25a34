"""The day on which a system last touched a page is no news, wherever in a line it stands; what stands beside it is."""

import pytest

from monitor.compare.stamps import without_stamps
from monitor.model.change import ChangeOutcome, FactKind, Weight
from tests.unit.compare.pages import PROSE, block, compared, fact, page

DAYS = ("2 maart 2026", "9 april 2026")


@pytest.mark.parametrize(
    "line",
    [
        "Last updated {}",
        "Last updated on: {}",
        "Page last updated {} at 10:15 GMT",
        "This page was last modified on {}.",
        "Updated: {}",
        "Last reviewed: {}",
        "Reviewed {}",
        "Date last modified: {}",
        "Bijgewerkt: {}",
        "Bijgewerkt: ma {}, 09:10 uur",
        "Gewijzigd op {}",
        "Datum laatste wijziging: {}",
        "Wijzigingsdatum: {}",
        "Deze pagina is voor het laatst bijgewerkt op {}.",
        "Dit artikel is op {} voor het laatst gewijzigd",
        "Laatst gewijzigd op {} door Jan de Wit",
        "Laatst gewijzigd | {}",
        "Publicatiedatum: 03-01-2025 | Laatst gewijzigd: {}",
        "Gepubliceerd op 3 januari 2025, laatst gewijzigd op {} om 09:10",
        "Gepubliceerd op 3 januari 2025, bijgewerkt op {}",
        "Published 3 January 2025 – updated {}",
        "Versie 2.1 | bijgewerkt op {}",
        "Versie 2.1 (laatst bijgewerkt: {})",
        "Versie 2.1 | bijgewerkt op {} | 812 keer bekeken",
        "Het is vandaag maandag {}.",
    ],
)
def test_a_line_in_which_only_the_stamp_differs_is_silent(line: str) -> None:
    before, after = (page(*PROSE, line.format(day)) for day in DAYS)
    assert compared(before, after).outcome is ChangeOutcome.UNCHANGED


def test_ages_and_counts_beside_a_stamp_are_silent_too() -> None:
    for before, after in (
        ("Laatst gewijzigd: 3 dagen geleden", "Laatst gewijzigd: gisteren"),
        (
            "Versie 2.1 | bijgewerkt op 2 maart 2026 | 107 keer bekeken",
            "Versie 2.1 | bijgewerkt op 9-3-2026 | 151 keer bekeken",
        ),
        ("Versie 2.1", "Versie 2.1 | bijgewerkt op 9 maart 2026"),
    ):
        assert compared(page(*PROSE, before), page(*PROSE, after)).outcome is ChangeOutcome.UNCHANGED, after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Versie 2.1 | bijgewerkt op 2 maart 2026", "Versie 2.2 | bijgewerkt op 9 maart 2026"),
        ("Laatst gewijzigd op 2 maart 2026 | Versie 2.1", "Laatst gewijzigd op 9 maart 2026 | Versie 2.2"),
        (
            "Status: definitief, laatst gewijzigd op 2 maart 2026",
            "Status: ingetrokken, laatst gewijzigd op 9 maart 2026",
        ),
        ("Bijgewerkt: 2 maart 2026 | Geldig tot 1 mei 2027", "Bijgewerkt: 9 maart 2026 | Geldig tot 1 mei 2028"),
        ("Ingangsdatum: 1 mei 2026 | Gewijzigd: 2 maart 2026", "Ingangsdatum: 1 juni 2026 | Gewijzigd: 2 maart 2026"),
        (
            "Gepubliceerd op 3 januari 2025, bijgewerkt op 2 maart 2026",
            "Gepubliceerd op 4 februari 2026, bijgewerkt op 9 maart 2026",
        ),
        (
            "Vastgesteld op 3 mei 2024, gewijzigd op 2 maart 2026",
            "Vastgesteld op 3 mei 2024, gewijzigd op 9 april 2026",
        ),
        ("De regeling is gewijzigd op 1 januari 2027", "De regeling is gewijzigd op 1 juli 2027"),
        ("Gewijzigd op verzoek van het bestuur", "Gewijzigd op verzoek van de minister"),
        ("Herzien op 2 maart 2026", "Herzien op 9 april 2026"),
        ("Next review: 2 March 2026", "Next review: 9 April 2026"),
        ("Vandaag is de regeling van kracht", "Vandaag is de regeling ingetrokken"),
        ("Gepubliceerd op 3 januari 2025", "Gepubliceerd op 4 februari 2026"),
    ],
)
def test_what_stands_beside_a_stamp_is_told(before: str, after: str) -> None:
    assert compared(page(*PROSE, before), page(*PROSE, after)).weight is Weight.MAJOR


def test_a_date_below_the_label_of_a_stamp_is_one() -> None:
    for label, outcome in (("Laatst gewijzigd:", ChangeOutcome.UNCHANGED), ("Ingangsdatum:", ChangeOutcome.CHANGED)):
        before, after = (page(*PROSE, block(label, "./dl/dt"), block(day, "./dl/dd")) for day in DAYS)
        assert compared(before, after).outcome is outcome, label


def test_a_stamp_that_comes_with_a_sentence_is_left_out_of_it_alone() -> None:
    assert without_stamps("Laatst gewijzigd op 2 maart 2026, geldig tot 1 mei 2027") == "geldig tot 1 mei 2027"
    assert without_stamps("Versie | 2.1 | Laatst gewijzigd | 2 maart 2026") == "Versie | 2.1"
    assert without_stamps("Artikel 3 | Gewijzigd | 2 maart 2026") is None
    assert without_stamps("Bijgewerkt tot en met 2 maart 2026") is None


def test_a_date_of_the_text_that_a_french_page_prints_is_told() -> None:
    before, after = (page(*PROSE, f"Dernière mise à jour : {day}") for day in ("02.02.2024", "17.09.2024"))
    assert compared(before, after).weight is Weight.MAJOR


def test_a_date_of_review_is_no_date_of_the_document() -> None:
    before, after = (
        page(*PROSE, f"{line} {day}") for line, day in zip(("Versie 2.1, reviewed",) * 2, DAYS, strict=True)
    )
    assert fact(compared(before, after), FactKind.DATE_CHANGED) is None
