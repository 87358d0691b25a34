"""A page that says it has had its time is heard; a page about other things that end is not."""

from dataclasses import replace

import pytest

from monitor.compare.successor import find_successors, outgrown_title
from monitor.model.change import Fact, FactKind
from monitor.model.document import Aside, Block, Document, Link, MediaKind, Role


def page(*lines: str, title: str = "Handreiking Dataclassificatie", links: tuple[Link, ...] = ()) -> Document:
    return Document(kind=MediaKind.HTML, title=title, blocks=tuple(Block(text=line) for line in lines), links=links)


def told(document: Document) -> list[tuple[FactKind, str, str]]:
    return [(fact.kind, fact.value("name"), fact.value("url")) for fact in find_successors(document)]


NEWER = Link(url="https://example.nl/bio2", text="Handreiking BIO2")


def test_the_successor_is_named_with_the_link_that_bears_its_name() -> None:
    document = page(
        "Deze handreiking is vervangen door de Handreiking BIO2.",
        links=(Link(url="https://example.nl/", text="hier"), NEWER),
    )
    assert told(document) == [(FactKind.SUCCESSOR, "Handreiking BIO2", "https://example.nl/bio2")]


def beside(line: str, aside: Aside) -> Document:
    document = page("De regio legt vast welke gegevens zij bewaart.")
    return replace(document, blocks=(Block(text=line, aside=aside), *document.blocks))


@pytest.mark.parametrize("aside", [Aside.HEADER, Aside.SIDEBAR, Aside.CONSENT])
def test_a_notice_above_the_page_beside_it_or_in_a_dialogue_is_heard(aside: Aside) -> None:
    assert told(beside("Deze handreiking is vervangen door versie 2.1.", aside))
    assert not told(beside("Vervallen", aside)), "a word alone is a banner at the head of the content only"
    assert not told(beside("De oude wet is vervangen door de Cyberbeveiligingswet.", aside))


@pytest.mark.parametrize("aside", sorted(set(Aside) - {Aside.HEADER, Aside.SIDEBAR, Aside.CONSENT}))
def test_menus_footers_news_and_forms_speak_of_other_things(aside: Aside) -> None:
    assert not told(beside("Deze handreiking is vervangen door versie 2.1.", aside))


def test_an_address_in_the_text_is_the_link() -> None:
    document = page("Dit document is vervangen door https://example.nl/nieuw.pdf.")
    assert told(document) == [(FactKind.SUCCESSOR, "", "https://example.nl/nieuw.pdf")]


def test_the_sentence_after_may_name_the_successor() -> None:
    document = page("Deze handreiking is ingetrokken. Gebruik in plaats daarvan Handreiking BIO2.", links=(NEWER,))
    assert told(document) == [(FactKind.SUCCESSOR, "Handreiking BIO2", "https://example.nl/bio2")]


@pytest.mark.parametrize(
    ("lines", "quoted"),
    [
        (
            "Deze handreiking is ingetrokken. Gebruik in plaats daarvan Handreiking BIO2.",
            "Gebruik in plaats daarvan Handreiking BIO2.",
        ),
        (
            "Let op: dit product wordt niet meer onderhouden. Gebruik de Handreiking BIO2.",
            "Gebruik de Handreiking BIO2.",
        ),
        (
            "Dit document is vervallen. Het is vervangen door Handreiking BIO2.",
            "Het is vervangen door Handreiking BIO2.",
        ),
        (
            "Deze handreiking is ingetrokken en vervangen door Handreiking BIO2. Dank.",
            "Deze handreiking is ingetrokken en vervangen door Handreiking BIO2.",
        ),
    ],
)
def test_what_is_quoted_is_the_sentence_that_names_the_successor(lines: str, quoted: str) -> None:
    fact = next(fact for fact in find_successors(page(lines)) if fact.kind is FactKind.SUCCESSOR)
    assert (fact.value("name"), fact.value("phrase")) == ("Handreiking BIO2", quoted)


def test_the_phrase_is_quoted_as_it_stands() -> None:
    (fact,) = find_successors(page("Inleiding. Dit document is vervallen. Slot."))
    assert fact == Fact(kind=FactKind.WITHDRAWN, values=(("phrase", "Dit document is vervallen."),), score=fact.score)


def test_the_name_of_the_page_is_a_subject_too() -> None:
    title = "Baseline Informatiebeveiliging Overheid (BIO) v1.04"
    assert told(page("De BIO is per 1 januari 2026 vervangen door BIO2.", title=title)) == [
        (FactKind.SUCCESSOR, "BIO2", "")
    ]
    assert told(page("De BIG is vervangen door de BIO.", title=title)) == []


def test_a_marked_title_is_enough() -> None:
    assert [kind for kind, *_ in told(page("Inhoud.", title="[Vervallen] Handreiking Dataclassificatie"))] == [
        FactKind.WITHDRAWN
    ]
    assert [kind for kind, *_ in told(page("Inhoud.", title="Handreiking Dataclassificatie (ingetrokken)"))] == [
        FactKind.WITHDRAWN
    ]


def test_a_successor_comes_before_a_withdrawal_and_nothing_is_told_twice() -> None:
    document = page(
        "Dit document is vervallen.", "Dit document is vervallen.", "Vervangen door: Handreiking BIO2", links=(NEWER,)
    )
    assert [kind for kind, *_ in told(document)] == [FactKind.SUCCESSOR, FactKind.WITHDRAWN]


def test_menus_and_spreadsheet_rows_give_no_notice() -> None:
    blocks = (Block(text="Vervallen", aside=Aside.NAVIGATION), Block(text="Vervallen", role=Role.SHEET_ROW))
    assert find_successors(Document(kind=MediaKind.HTML, title="Lijst", blocks=blocks)) == ()


def test_a_long_story_is_no_notice() -> None:
    story = "Deze handreiking is, na een lang gesprek met velen, " + "en nog een, " * 40 + "vervangen door niets."
    assert find_successors(page(story)) == ()


def test_an_empty_page_says_nothing() -> None:
    assert find_successors(Document(kind=MediaKind.EMPTY)) == ()


def test_a_page_with_a_later_version_than_the_catalogue_says_so() -> None:
    (fact,) = outgrown_title("GAP analyse BIO v2.3", page("Versie 2.4, mei 2026", title="GAP-analyse BIO"))
    assert fact.values == (("phrase", "Versie 2.4, mei 2026"), ("name", "2.4"), ("url", ""))


def test_the_same_an_older_or_no_version_says_nothing() -> None:
    assert outgrown_title("GAP analyse BIO v2.3", page("Versie 2.3", title="GAP-analyse BIO")) == ()
    assert outgrown_title("GAP analyse BIO v2.3", page("Versie 2.2", title="GAP-analyse BIO")) == ()
    assert outgrown_title("GAP analyse BIO", page("Versie 2.4", title="GAP-analyse BIO")) == ()
    assert outgrown_title("GAP analyse BIO v2.3", page("Geen versie.", title="GAP-analyse BIO")) == ()
