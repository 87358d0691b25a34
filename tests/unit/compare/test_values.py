import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.compare.values import amounts, value_key
from monitor.normalise import comparison_key, without_accents


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Geldig vanaf 2 mei 2024", "geldig vanaf 2024-05-02."),
        ("1 000 000 euro", "1.000.000 euro"),
        ("op 3 november 2026,", "op 03-11-2026"),
        ("Besluit van 9 sept. 2025", "Besluit van dinsdag 9 september 2025"),
        ("een bijdrage van € 2.400,- per jaar", "een bijdrage van 2400 euro per jaar"),
        ("een bijdrage van € 75,00", "een bijdrage van EUR 75"),
        ("minstens 65 % van de teams", "minstens 65 procent van de teams"),
        ("zie www.regio.example/water", "zie https://regio.example/water"),
        ("Mail loket@regio.example voor meer", "Mail loket [at] regio.example voor meer"),
        ("Water | Vuur |", "| Water | Vuur"),
        ("Loket | ✓ | -", "Loket | ✔ |"),
        ("- 5 dagen", "• 5 dagen"),
        ("Bel 0900 555 4555", "Bel 0900-5554555"),
        ("Bel (050) 123 45 67", "Bel 050-1234567"),
        ("Bel 050 - 123 45 67", "Bel +31 (0)50 123 4567"),
        ("Bel 0031 6 12345678", "Bel 06-12 34 56 78"),
        ("Call +44 20 7946 0000", "Call +44 (20) 79460000"),
        ("open van 8.00 tot 17.00 uur", "open van 08:00 tot 17:00 uur"),
        ("open van 8.00 tot 17.00", "open van 08:00 tot 17:00 uur"),
        ("open van 9 tot 17 uur", "open van 9.00 tot 17.00 uur"),
        ("open: 08:00-17:00", "open: 8.00 - 17.00 uur"),
        ("tussen 9 en 12 uur", "tussen 09.00 en 12.00 uur"),
        ("inleveren voor 9 uur", "inleveren voor 09:00 uur"),
        ("is bedóeld voor iedereen", "is bedoeld voor iedereen"),
        ("de coordinatie van 5 eisen", "de coördinatie van 5 eisen"),
    ],
)
def test_dates_and_numbers_are_read_as_values(one: str, other: str) -> None:
    assert value_key(one) == value_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.04", "10.4"),
        ("2 mei 2024", "2 mei 2025"),
        ("€ 1,5", "€ 15"),
        ("art. 2 lid 3", "art. 23"),
        ("Loket | x |  | ja", "Loket |  | x | ja"),
        ("Loket | ✓", "Loket | ✗"),
        ("Loket | ✓ | 3", "Loket | – | 3"),
        ("lengte ≥ 10", "lengte ≤ 10"),
        ("score < 4", "score > 4"),
        ("een afwijking van +2 graden", "een afwijking van -2 graden"),
        ("€ 90", "$ 90"),
        ("€ 90", "90 procent"),
        ("€ 1.250,50", "€ 1.250,00"),
        ("Bel 050 123 45 67", "Bel 050 123 45 68"),
        ("Bel +31 50 123 45 67", "Bel +32 50 123 45 67"),
        ("open van 8.00 tot 17.00 uur", "open van 8.00 tot 17.30 uur"),
        ("open tot 9 uur", "open tot 19 uur"),
        ("binnen 8 uur", "binnen 8 dagen"),
        ("binnen 2 tot 4 uur", "binnen 2 tot 4 dagen"),
        ("paragraaf 1.10 en 2.30", "paragraaf 1.10 tot 2.30"),
        ("versie 1.10", "versie 1.1"),
        ("es wurde geprüft", "es würde geprüft"),
    ],
)
def test_other_values_have_other_keys(one: str, other: str) -> None:
    assert value_key(one) != value_key(other)


@given(st.text(alphabet=st.characters(exclude_categories=["N"], exclude_characters="|.:])")))
def test_text_without_digits_has_its_comparison_key(text: str) -> None:
    assert value_key(text) == comparison_key(without_accents(text))


def test_amounts_are_found_as_printed() -> None:
    assert amounts("Van € 1.000 naar 12,5 % en 30 euro, in 2024 met 5 regio's.") == ("€ 1.000", "12,5 %", "30 euro")
