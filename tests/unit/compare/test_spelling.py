"""A word that is only spelled otherwise is worth a line; another word, however like it, is a change."""

import pytest

from monitor.compare.spelling import is_respelled
from monitor.model.change import Weight
from tests.unit.compare.pages import PROSE, compared, page

LINE = "De beheerder van het netwerk {} de gegevens van de organisatie op verzoek."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("locaties", "lokaties"),
        ("kontroleert", "controleert"),
        ("beoordeeld", "beoordeelt"),
        ("beantwoord", "beantwoordt"),
        ("verzammelt", "verzamelt"),
        ("organizations", "organisations"),
        ("behavioural", "behavioral"),
        ("autentiek-verklaring", "authentiek-verklaring"),
        ("exemplaren", "eksemplaren"),
        ("typologie", "tipologie"),
    ],
)
def test_a_long_word_that_sounds_the_same_is_minor(before: str, after: str) -> None:
    assert compared(page(*PROSE, LINE.format(before)), page(*PROSE, LINE.format(after))).weight is Weight.MINOR


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("niet", "net"),
        ("moet", "mocht"),
        ("wordt", "word"),
        ("verplicht", "verricht"),
        ("minimaal", "maximaal"),
        ("mogelijk", "onmogelijk"),
        ("voldoende", "onvoldoende"),
        ("includes", "excludes"),
        ("encrypted", "decrypted"),
        ("compliant", "complaint"),
        ("beheerders", "beheerder"),
        ("toegestaan", "afgestaan"),
        ("maandelijks", "wekelijks"),
        ("internally", "externally"),
        ("ISO27001", "ISO27002"),
    ],
)
def test_another_word_is_told(before: str, after: str) -> None:
    assert not is_respelled(LINE.format(before), LINE.format(after))
    assert compared(page(*PROSE, LINE.format(before)), page(*PROSE, LINE.format(after))).weight is Weight.MAJOR


def test_a_respelled_word_beside_another_change_hides_nothing() -> None:
    assert not is_respelled("De locaties sluiten om 9 uur", "De lokaties sluiten om 10 uur")
    assert not is_respelled("De locaties zijn veilig", "De lokaties zijn niet veilig")
