import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.compare.values import amounts, value_key
from monitor.normalise import comparison_key


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
    ],
)
def test_other_values_have_other_keys(one: str, other: str) -> None:
    assert value_key(one) != value_key(other)


@given(st.text(alphabet=st.characters(exclude_categories=["N"], exclude_characters="|.:])")))
def test_text_without_digits_has_its_comparison_key(text: str) -> None:
    assert value_key(text) == comparison_key(text)


def test_amounts_are_found_as_printed() -> None:
    assert amounts("Van € 1.000 naar 12,5 % en 30 euro, in 2024 met 5 regio's.") == ("€ 1.000", "12,5 %", "30 euro")
