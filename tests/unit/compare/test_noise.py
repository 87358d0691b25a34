from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from monitor.compare.noise import as_of, learn_host, learn_noise, learn_unsteady, volatile_paths
from monitor.compare.whole import alternates, return_fact
from monitor.model.change import WEEK, ChangeOutcome, FactKind, HostProfile, NoiseProfile, Weight
from monitor.model.document import Block, Document, Link, Role
from tests.unit.compare.pages import PROSE, START, block, compared, fact, page, weekly


def news(text: str, *prose: str) -> Document:
    return page(*(prose or PROSE), block(text, "./div/p"))


def test_a_position_that_is_replaced_again_and_again_falls_silent() -> None:
    headlines = [
        "Regio oefent met brand",
        "Nieuwe directeur benoemd",
        "Congres in het voorjaar",
        "Enquête onder leden",
        "Storm bij Arnhem",
    ]
    changes, noise = weekly(*map(news, headlines))
    assert [change.weight for change in changes[1:3]] == [Weight.MAJOR, Weight.MAJOR]
    assert all(change.outcome is ChangeOutcome.UNCHANGED and change.muted for change in changes[3:])
    assert volatile_paths(noise) == {"./div/p"}


def test_prose_is_never_muted_whatever_its_position_did() -> None:
    long = [
        " ".join((*PROSE[week:], *PROSE[:week], f"Dit is stand {week} van zaken in het hele land."))
        for week in range(5)
    ]
    changes, _ = weekly(*(news(text, "Kort.") for text in long))
    assert all(change.weight is Weight.MAJOR for change in changes[1:])


def test_what_a_page_says_of_its_version_or_validity_is_never_muted() -> None:
    for line in ("Versie 2.{}", "Geldig tot en met {} mei 2028", "Vastgesteld op {} juni 2026"):
        changes, _ = weekly(*(news(line.format(week)) for week in range(1, 7)))
        assert all(change.weight is Weight.MAJOR for change in changes[1:]), line


@pytest.mark.parametrize(
    "line",
    [
        "Versie 2.1 | lezers: {}",
        "Status: geldig; nummer {} in de wachtrij",
        "Handreiking | {} | Geldig",
        "Handreiking | Geldig tot 1 mei 2028 | {}",
        "Versie | 2.1 | Aanvragen | {}",
        "Versie 2.1 (gezien op {} maart 2026)",
    ],
)
def test_what_only_stands_beside_a_version_or_status_falls_silent(line: str) -> None:
    changes, _ = weekly(*(news(line.format(10 + 3 * week)) for week in range(6)))
    assert all(change.weight is Weight.MAJOR for change in changes[1:3])
    assert not any(change.is_told for change in changes[3:])


@pytest.mark.parametrize(
    ("line", "last"),
    [
        ("Versie 2.1 | lezers: {}", "Versie 2.2 | lezers: 40"),
        ("Handreiking | {} | Geldig", "Handreiking | 40 | Ingetrokken"),
        ("Handreiking | {} | Status | Concept", "Handreiking | 40 | Status | Definitief"),
        ("Versie | 2.1 | Aanvragen | {}", "Versie | 2.2 | Aanvragen | 40"),
        ("Geldig tot | 1 mei 2027 | {}", "Geldig tot | 1 mei 2028 | 40"),
        ("Valid until May 1, 2027 | {}", "Valid until May 1, 2028 | 40"),
        ("Vastgesteld | 1 mei 2025 | {}", "Vastgesteld | 9 juni 2026 | 40"),
    ],
)
def test_another_value_beside_what_was_learned_is_told(line: str, last: str) -> None:
    changes, _ = weekly(*(news(line.format(10 + 3 * week)) for week in range(5)), news(last))
    assert not changes[4].is_told
    assert changes[5].weight is Weight.MAJOR


def test_a_norm_that_is_edited_again_and_again_is_told_each_time() -> None:
    norm = "De beheerder bewaart de gegevens van elke aanmelding ten minste {} dagen op een afgeschermde plek."
    changes, noise = weekly(*(news(norm.format(30 + 5 * week)) for week in range(7)))
    assert all(change.weight is Weight.MAJOR for change in changes[1:])
    assert not volatile_paths(noise)


def test_a_list_that_grows_at_its_top_is_told_each_time() -> None:
    parts = [
        f"Toegevoegd is een deel over {subject}." for subject in ("water", "vuur", "wind", "zand", "steen", "klei")
    ]
    changes, _ = weekly(*(page(*PROSE[:2], *reversed(parts[:size])) for size in range(1, 7)))
    assert all(change.weight is Weight.MAJOR for change in changes[1:])


def test_a_line_in_which_only_numbers_change_falls_silent() -> None:
    line = "Bij ons netwerk zijn nu {} regio's in {} provincies aangesloten"
    changes, _ = weekly(*(news(line.format(10 + week, 5 + week)) for week in range(6)))
    assert not any(change.is_told for change in changes[3:])


def test_a_position_that_stood_for_many_of_its_turns_is_heard_again() -> None:
    noise, before = NoiseProfile(), None
    for days, text in ((0, "Een bericht"), (7, "Ander bericht"), (14, "Nog een bericht")):
        after = news(text)
        noise, before = learn_noise(noise, before, after, at=START + timedelta(days=days)), after
    assert volatile_paths(as_of(noise, START + timedelta(days=21)))
    late = START + timedelta(days=70)
    assert not volatile_paths(as_of(noise, late))
    assert not volatile_paths(as_of(learn_noise(noise, before, news("Laat bericht"), at=late), late))


PRICES = ("350", "375", "400", "425", "450", "475")


def visited_on(days: Iterable[int], *, turn: timedelta = WEEK) -> list[bool]:
    """Whether the position of a price is heard on each of the days on which it is another."""
    noise, before, heard = learn_noise(NoiseProfile(), None, news("Tarief 300"), at=START), news("Tarief 300"), []
    for day, price in zip(days, PRICES, strict=False):
        at, after = START + timedelta(days=day), news(f"Tarief {price}")
        heard.append(not volatile_paths(as_of(noise, at, turn)))
        noise, before = learn_noise(noise, before, after, at=at, turn=turn), after
    return heard


def test_what_changes_every_two_months_on_a_page_that_else_stands_still_is_heard_each_time() -> None:
    assert all(visited_on(range(56, 400, 56)))
    assert all(visited_on((14, 28, 140, 200)))


def test_what_is_another_each_week_falls_silent_however_often_the_page_is_visited() -> None:
    assert visited_on(range(7, 49, 7)) == [True, True, False, False, False, False]
    assert visited_on(range(1, 7)) == [True, True, False, False, False, False]
    assert visited_on(range(30, 181, 30), turn=timedelta(days=30)) == [True, True, False, False, False, False]


def test_visits_between_that_see_something_else_move_are_no_turns() -> None:
    """A news item of Mondays on a page with another text of its own every day, visited daily."""
    noise, before = NoiseProfile(), None
    for day in range(29):
        at = START + timedelta(days=day)
        after = page(*PROSE, block(f"Bericht {day // 7} uit Arnhem", "./div/p"), block(f"Het is dag {day}", "./div/b"))
        noise, before = learn_noise(noise, before, after, at=at), after
    assert "./div/p" in volatile_paths(as_of(noise, START + timedelta(days=35)))


def test_one_look_at_a_text_made_anew_each_time_is_enough() -> None:
    texts = [news(f"Kenmerk {word}") for word in ("water", "vuur", "wind")]
    noise = learn_noise(NoiseProfile(), texts[0], texts[1], at=START)
    noise = replace(noise, variants=(("water", (START - timedelta(days=70)).isoformat()), *noise.variants))
    assert not volatile_paths(noise)
    assert volatile_paths(learn_unsteady(noise, texts[1], texts[2], anew=frozenset({"./div/p"}), at=START)) == {
        "./div/p"
    }


def library(*names: str) -> Document:
    return page(
        *PROSE, links=tuple(Link(url=f"https://a.nl/{name}.pdf", text=name, is_document=True) for name in names)
    )


def test_a_list_of_the_newest_files_is_told_as_unstable_once() -> None:
    changes, _ = weekly(*(library(*(f"lijst-{chr(97 + top - each)}" for each in range(3))) for top in range(3, 9)))
    assert [change.weight for change in changes[1:4]] == [Weight.MAJOR, Weight.MAJOR, Weight.MINOR]
    assert fact(changes[3], FactKind.UNSTABLE) is not None
    assert not any(change.is_told for change in changes[4:])


def test_another_file_on_a_shelf_that_stays_is_told_each_time() -> None:
    changes, _ = weekly(*(library(*"abcdefgh"[:size]) for size in range(2, 8)))
    assert all(change.weight is Weight.MAJOR for change in changes[1:])
    changes, _ = weekly(*(library("a", f"lijst-v{week}", "b") for week in "pqrstu"))
    assert all(change.weight is Weight.MAJOR for change in changes[1:])


def test_text_that_only_moved_down_replaces_nothing() -> None:
    lists = [page(*(f"Versie {number}" for number in range(top, 0, -1))) for top in range(3, 8)]
    _, noise = weekly(*lists)
    assert volatile_paths(noise) <= {"./p[1]"}


def test_a_position_that_stays_the_same_is_heard_again() -> None:
    calm = [news("Vaste mededeling van de regio")] * 6
    changes, _ = weekly(
        news("Een bericht"), news("Ander bericht"), news("Nog een bericht"), *calm, news("Deze mededeling is nieuw")
    )
    assert changes[-1].weight is Weight.MAJOR


def test_a_text_that_comes_back_is_told_as_a_return() -> None:
    a, b = page(*PROSE), page(*PROSE[:5])
    changes, _ = weekly(a, b, a)
    returned = fact(changes[2], FactKind.RETURNED)
    assert returned is not None
    assert returned.value("seen").startswith("2026-01-05")
    assert changes[2].facts[0] is returned


@pytest.mark.parametrize(
    "line",
    [
        "Laatst bijgewerkt op {} maart 2026",
        "Last modified: {}-3-2026 10:{}0",
        "Al {}04 bezoekers",
        "{} dagen geleden bijgewerkt",
        "Versie 1.0 | bijgewerkt op {} maart 2026",
    ],
)
def test_a_return_is_one_also_where_a_stamp_or_counter_moved(line: str) -> None:
    texts = PROSE, PROSE[:5], PROSE, PROSE, PROSE
    changes, noise = weekly(*(page(line.format(week, week), *text) for week, text in enumerate(texts, 1)))
    assert fact(changes[2], FactKind.RETURNED) is not None
    assert [change.is_told for change in changes[1:]] == [True, True, False, False]
    assert len(noise.variants) == len(texts[:3])


def test_a_return_needs_all_that_is_said_but_for_stamps() -> None:
    amounts = ("De kosten zijn € 1{}0 per jaar.", "Versie 1.{}, mei 2026", "Inleveren kan tot {} mei 2026.")
    for line in amounts:
        texts = PROSE, PROSE[:5], PROSE
        changes, _ = weekly(*(page(*text, line.format(week)) for week, text in enumerate(texts, 1)))
        assert fact(changes[2], FactKind.RETURNED) is None, line


def test_what_an_older_store_knows_of_texts_is_no_ground_for_unstable() -> None:
    old = tuple((hash_, START.isoformat()) for hash_ in ("a" * 32, "b" * 32) * 3)
    noise = learn_noise(NoiseProfile(variants=old), page(*PROSE[:5]), page(*PROSE), at=START + WEEK)
    assert not alternates(noise, START + WEEK)
    assert return_fact(noise, page(*PROSE)) is None


def test_alternating_texts_are_told_as_unstable_once_and_then_silent() -> None:
    a, b = page(*PROSE), page(*PROSE[:5])
    changes, _ = weekly(a, b, a, b, a, b)
    assert fact(changes[3], FactKind.UNSTABLE) is not None
    assert changes[3].is_told
    assert not any(change.is_told for change in changes[4:])


def test_something_new_on_an_unstable_page_is_told() -> None:
    a, b, c = (
        page(*PROSE),
        page(*PROSE[:5]),
        page(*PROSE, "Met ingang van vandaag is er een nieuwe regeling voor iedereen."),
    )
    changes, _ = weekly(a, b, a, b, a, c)
    assert changes[-1].weight is Weight.MAJOR
    assert fact(changes[-1], FactKind.UNSTABLE) is None


def test_the_profile_stays_small() -> None:
    documents = [page(*(f"Regel {number} van week {week}" for number in range(1_000))) for week in range(12)]
    _, noise = weekly(*documents)
    assert len(noise.slots) <= 400
    assert len(noise.variants) <= 10
    assert all(len(past) <= 10 for _, past, _ in noise.slots)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def test_blocks_that_pages_of_one_host_share_are_furniture() -> None:
    box = "Vraag het onze helpdesk, elke werkdag van negen tot vijf."
    host = learn_host(HostProfile(host="a.nl"), [texts(page(*PROSE[:3], box)), texts(page(*PROSE[3:], box))])
    change = compared(page(*PROSE, box), page(*PROSE, "Vraag het ons, ook in het weekend en op feestdagen."), host=host)
    assert change.weight is Weight.MINOR or box not in change.removed
    assert len(host.furniture) == 1


def test_two_addresses_of_one_page_prove_no_furniture() -> None:
    host = HostProfile(host="a.nl")
    assert learn_host(host, [texts(page(*PROSE)), texts(page(*PROSE[:5]))]) is host


DUTY = "Gemeenten leveren de ingevulde vragenlijst uiterlijk 1 mei 2027 in bij de toezichthouder."
SOONER = DUTY.replace("mei", "maart")


def of_host(*shared: str) -> HostProfile:
    """Two pages of one host that have these paragraphs in common."""
    return learn_host(HostProfile(host="a.nl"), [texts(page(*PROSE[:3], *shared)), texts(page(*PROSE[3:], *shared))])


@pytest.mark.parametrize(("before", "after"), [(DUTY, SOONER), ("", SOONER), (DUTY, "")])
def test_a_sentence_that_the_pages_of_a_host_change_alike_is_minor_and_told_in_its_words(
    before: str, after: str
) -> None:
    change = compared(page(*PROSE, before), page(*PROSE, after), host=of_host(DUTY, SOONER))
    assert change.facts[0].kind is FactKind.SHARED
    assert change.weight is Weight.MINOR
    assert (change.removed, change.added) == ((before,) if before else (), (after,) if after else ())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (DUTY, SOONER),
        ("Bel de helpdesk op 070 373 80 11.", "Bel de helpdesk op 070 373 90 22."),
        ("Het gebruik is verplicht voor alle gemeenten.", "Het gebruik is aanbevolen voor alle gemeenten."),
    ],
)
def test_what_only_this_page_says_now_is_its_own_news_though_all_said_the_same_before(before: str, after: str) -> None:
    change = compared(page(*PROSE, before), page(*PROSE, after), host=of_host(before))
    assert change.weight is Weight.MAJOR
    assert (change.removed, change.added) == ((before,), (after,))


def test_menus_and_headings_that_all_pages_have_tell_nothing_by_themselves() -> None:
    old, new = "Producten, nieuws, vacatures en contact", "Producten, actueel, werken bij en contact"
    for frame in (partial(block, role=Role.HEADING, level=2), partial(linked, 0.9)):
        change = compared(page(*PROSE, frame(old)), page(*PROSE, frame(new)), host=of_host(old, new))
        assert [each.kind for each in change.facts] == [FactKind.FURNITURE]
        assert change.weight is Weight.MINOR
        assert not change.added


def linked(density: float, text: str) -> Block:
    return block(text)._replace(link_density=density)


def test_a_page_with_news_of_its_own_tells_that_and_not_what_all_changed() -> None:
    change = compared(page(*PROSE[:5], DUTY), page(*PROSE, SOONER), host=of_host(DUTY, SOONER))
    assert change.weight is Weight.MAJOR
    assert change.added == PROSE[5:]


def test_prose_that_two_pages_share_is_content_of_both() -> None:
    clause = " ".join((*PROSE[:3], "Dit geldt voor alle regelingen van de organisatie."))
    host = learn_host(
        HostProfile(host="a.nl"), [texts(page(PROSE[3], clause)), texts(page(PROSE[4], PROSE[5], clause))]
    )
    assert host.furniture
    change = compared(page(PROSE[3], clause), page(PROSE[3], clause.replace("alle", "sommige")), host=host)
    assert change.weight is Weight.MAJOR
