"""A sentence becomes a string of tags that a pattern can be laid on."""

from collections import Counter

import pytest

from monitor.compare.notice_words import WORDS
from monitor.compare.self_reference import NOUNS
from monitor.compare.tagging import MAX_TOKENS, tagged
from monitor.compare.telling import telling_places


def test_a_word_stands_in_one_row_of_the_table() -> None:
    words = Counter(word for row in WORDS.values() for word in row)
    assert {word for word, times in (words + Counter(NOUNS.keys())).items() if times > 1} == set()


@pytest.mark.parametrize(
    ("sentence", "tags"),
    [
        ("Deze handreiking is vervallen.", "Sbe."),
        ("De inhoud van deze oude praktijkrichtlijn is vervallen.", "Sbe."),
        ("This document is no longer maintained", "Sbzv"),
        ("Per 1 januari 2024 vervangen door X", "p0ryW"),
        ("Het document is ingetrokken", "sbe"),
        ("Het document Leidraad is ingetrokken", "DPNbe"),
        ("Hoofdstuk 3 vervalt", "W0E"),
        ("See it in May", "ihp0"),
    ],
)
def test_words_have_a_part_in_the_sentence(sentence: str, tags: str) -> None:
    assert tagged(sentence).tags == tags


def test_the_words_under_tags_are_found_again() -> None:
    sentence = tagged("Deze handreiking is per 1 mei 2024 vervangen door Handreiking 2.0.")
    assert sentence.words(0, 1) == "Deze handreiking"
    assert sentence.words(6, len(sentence.tags) - 1) == "Handreiking 2.0"


def test_a_row_of_marks_is_cut_off() -> None:
    assert len(tagged(". " * 10_000).tags) == MAX_TOKENS


def test_only_texts_with_a_telling_word_are_read() -> None:
    texts = [
        "Een inleiding.",
        "Dit is (vervallen).",
        "Een nieuwe tekst.",
        "Er is een nieuwe versie.",
        "Straße niet meer",
    ]
    assert telling_places(texts)[1] == [1, 3, 4]
