"""Links to pages: one that leads elsewhere is one, is named, and is learned where it does so each time."""

import time

import pytest

from monitor.compare.addresses import changed_leads
from monitor.compare.change import confirm_change
from monitor.model.change import Change, ChangeOutcome, FactKind, HostProfile, NoiseProfile, Weight
from monitor.model.document import Document, Link
from monitor.model.source import Watch
from tests.unit.compare.pages import PROSE, block, compared, fact, page, weekly

RULES = ("Regels", "https://a.nl/regels")
HELP = ("Hulp bij de regels", "https://a.nl/hulp")
GENEROUS_SECONDS = 20.0
"""CPU, on any machine; by pairs it took minutes."""


def linking(*links: tuple[str, str], text: str = "Meer lezen", path: str = "./p[9]") -> Document:
    return page(*PROSE, block(text, path), links=tuple(Link(text=words, url=url) for words, url in links))


def told(change: Change) -> tuple[str, str, str, str] | None:
    found = fact(change, FactKind.LINKS_CHANGED)
    return (found.value("count"), found.value("name"), found.value("before"), found.value("after")) if found else None


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            [RULES],
            [("Regels", "https://b.nl/regels?x=1")],
            ("1", "Regels", "https://a.nl/regels", "https://b.nl/regels"),
        ),
        ([RULES], [RULES, HELP], ("1", HELP[0], "", HELP[1])),
        ([RULES, HELP], [RULES], ("1", HELP[0], HELP[1], "")),
        ([RULES], [HELP], ("1", HELP[0], "", HELP[1])),
        (
            [RULES, HELP],
            [("Regels", "https://a.nl/r"), ("Hulp bij de regels", "https://a.nl/h")],
            ("2", "Regels", RULES[1], "https://a.nl/r"),
        ),
        ([RULES], [("De regels", "https://www.a.nl/Regels/?v=2#kop")], None),
    ],
)
def test_each_link_counts_once_and_the_first_is_named(
    before: list[tuple[str, str]], after: list[tuple[str, str]], expected: tuple[str, str, str, str] | None
) -> None:
    change = compared(linking(*before), linking(*after))
    assert told(change) == expected
    assert change.weight is (Weight.MINOR if expected else Weight.NONE)


def test_a_link_that_leads_elsewhere_each_week_falls_silent_and_another_is_still_heard() -> None:
    commits = [linking(("Laatste wijziging", f"https://a.nl/commit/{word}"), RULES) for word in "abcdef"]
    other = linking(("Laatste wijziging", "https://a.nl/commit/g"), ("Regels", "https://b.nl/regels"))
    changes, _ = weekly(*commits, other)
    assert [change.is_told for change in changes[1:]] == [True, True, False, False, False, True]
    assert told(changes[-1]) == ("1", "Regels", RULES[1], "https://b.nl/regels")


def test_links_within_a_text_that_always_differs_fall_silent_with_it() -> None:
    names = ("Brand bij Arnhem", "Nieuwe directeur", "Congres geslaagd", "Loket dicht", "Storm op komst")
    changes, _ = weekly(
        *(linking((name, f"https://a.nl/{number}"), text=f"Uitgelicht: {name}") for number, name in enumerate(names))
    )
    assert not any(change.is_told for change in changes[3:])


def test_a_link_that_each_fetch_draws_anew_is_not_told_and_hides_no_other() -> None:
    def drawn(number: int, *others: tuple[str, str]) -> Document:
        return linking(("Cloud back-up", f"https://ads.nl/{number}"), *others)

    def confirmed(first: Document, second: Document) -> Change:
        before = drawn(1, RULES)
        change = compared(before, first)
        return confirm_change(
            change, before=before, first=first, second=second, noise=NoiseProfile(), host=HostProfile(), watch=Watch()
        )

    assert confirmed(drawn(2, RULES), drawn(3, RULES)).outcome is ChangeOutcome.UNCHANGED
    assert told(confirmed(drawn(2, HELP), drawn(3, HELP))) == ("1", HELP[0], "", HELP[1])


def test_files_and_mail_are_no_links_to_pages() -> None:
    def links(name: str) -> Document:
        urls = (f"https://a.nl/{name}.pdf", f"mailto:{name}@a.nl")
        return page(*PROSE, links=tuple(Link(url=url, is_document=url.endswith("pdf")) for url in urls))

    assert not list(changed_leads(links("een"), links("twee")))


def test_a_page_of_which_every_fetch_draws_all_anew_is_compared_in_no_time() -> None:
    """Three looks with nothing in common; pair by pair, thousands of lines and links took minutes."""

    def drawn(seed: int) -> Document:
        words = [f"Regel {seed * 7919 + number * 104729} van lot" for number in range(1200)]
        links = tuple(Link(url=f"https://a.nl/{seed}/{number}", text=text) for number, text in enumerate(words))
        return page(*words, links=links)

    before, first, second = map(drawn, (1, 2, 3))
    started = time.process_time()
    change = compared(before, first)
    confirm_change(
        change, before=before, first=first, second=second, noise=NoiseProfile(), host=HostProfile(), watch=Watch()
    )
    assert time.process_time() - started < GENEROUS_SECONDS
