"""Of a change only what two fetches of one run agree on is told."""

import pytest

from monitor.compare.change import confirm_change
from monitor.compare.witness import nearest
from monitor.model.change import Change, ChangeOutcome, HostProfile, NoiseProfile, Weight
from monitor.model.document import Document, Link
from monitor.model.source import Watch
from tests.unit.compare.pages import PROSE, block, compared, page


def confirmed(before: Document, first: Document, second: Document) -> Change:
    return confirm_change(
        compared(before, first),
        before=before,
        first=first,
        second=second,
        noise=NoiseProfile(),
        host=HostProfile(),
        watch=Watch(),
    )


@pytest.mark.parametrize(
    "turns",
    [
        ("Uw kenmerk bij deze raadpleging is 20031371", "… is 7888058", "… is 56458126"),
        ("„Wij werken nu rustiger”, aldus een directeur.", "„Het scheelt ons uren.”", "„Ons team leerde er veel van.”"),
        ("Spreker van de dag: Truus van Veen", "Spreker van de dag: Wim Kok", "Spreker van de dag: Anouk Smit"),
    ],
)
def test_a_text_made_anew_for_each_look_is_silent_with_what_stood_there_before(turns: tuple[str, str, str]) -> None:
    before, first, second = (page(*PROSE[:3], turn, *PROSE[3:]) for turn in turns)
    change = confirmed(before, first, second)
    assert change.outcome is ChangeOutcome.UNCHANGED
    assert change.is_unconfirmed


COUNTING = "Deze handreiking is {} keer gedownload en geldt voor alle gemeenten in Nederland vanaf 1 mei 2027."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("geldt voor alle", "geldt niet voor alle"),
        ("alle gemeenten", "de kleinere gemeenten"),
        ("1 mei", "1 maart"),
        ("2027", "2028"),
        ("Deze handreiking is", "Dit model is nu"),
    ],
)
def test_what_is_said_beside_a_number_drawn_for_each_look_is_told(old: str, new: str) -> None:
    turns = COUNTING.format(4321), COUNTING.format(4400).replace(old, new), COUNTING.format(4401).replace(old, new)
    change = confirmed(*(page(*PROSE[:3], turn, *PROSE[3:]) for turn in turns))
    assert change.weight is Weight.MAJOR
    assert (change.removed, change.added) == (turns[:1], turns[1:2])


@pytest.mark.parametrize(
    "turns",
    [
        [COUNTING.format(number) for number in (4321, 4400, 4401)],
        ["", *(COUNTING.format(number) for number in (4400, 4401))],
        [PROSE[5], *(f"Deze pagina werd op deze server gemaakt in 0,{number} seconden." for number in (231, 377))],
        [
            "Wij begroeten nu 3 lezers uit Arnhem.",
            "Wij begroeten nu 5 lezers uit Ede.",
            "Wij begroeten nu 6 lezers uit Ede.",
        ],
    ],
)
def test_a_number_drawn_for_each_look_is_silent_alone_and_where_it_is_new(turns: list[str]) -> None:
    before, first, second = (page(*PROSE[:3], turn, *PROSE[3:5]) for turn in turns)
    assert not confirmed(before, first, second).added


def test_a_sentence_that_left_beside_a_changing_one_is_told() -> None:
    before, first, second = (
        page(*kept, f"Uw kenmerk bij deze raadpleging is {number}")
        for kept, number in ((PROSE, 11), (PROSE[:5], 22), (PROSE[:5], 33))
    )
    change = confirmed(before, first, second)
    assert change.weight is Weight.MAJOR
    assert change.removed == (PROSE[5],)


def test_what_is_quoted_stands_in_both_fetches() -> None:
    told = "Het beheer gaat over naar de meldkamer in het oosten van het land."
    before = page(*PROSE, "Kijktip van ons: een film over water")
    first, second = page(*PROSE, told, "Kijktip van ons: een film over vuur"), page(*PROSE, told, "Kijktip: zand")
    change = confirmed(before, first, second)
    assert change.added == (told,)
    quoted = {text for excerpt in change.excerpts for text in (excerpt.after,) if text}
    assert all(text in first.text and text in second.text for text in quoted)


def test_a_short_sentence_that_came_up_twice_beside_a_fleeting_one_is_no_news() -> None:
    place = "./div/p"
    before = page(*PROSE, block("Kom langs. Water stroomt.", place))
    first, second = (
        page(*PROSE, block(text, place)) for text in ("Doe ook mee. Vuur brandt.", "Doe ook mee. Zand stuift.")
    )
    assert not confirmed(before, first, second).is_told


def test_links_drawn_by_lot_are_not_told() -> None:
    before, first, second = (
        page(*PROSE, links=tuple(Link(url=f"https://a.nl/{name}") for name in names)) for names in ("abc", "def", "gah")
    )
    assert not confirmed(before, first, second).is_told


def test_of_two_fetches_the_one_without_untold_news_is_kept() -> None:
    held = page(*PROSE)
    more, most = page(*PROSE, "Er is een loket."), page(*PROSE, "Er is een loket.", "Er is ook een balie.")
    assert nearest(held, most, more) is more
    assert nearest(held, more, most) is more
