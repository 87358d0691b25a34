"""Texts -> those in which a notice may stand: reading a sentence word by word is a hundred times dearer than looking for it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from string import punctuation

from monitor.compare.notice_tags import Tag
from monitor.compare.notice_words import WORDS
from monitor.compare.self_reference import EDITIONS, PAGES, words_of

_MARKS = punctuation + "“”„‘’«»–—•…"


def _by_word(*rows: Iterable[str]) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Phrases, each with its words, by their longest word, the one that is seldom seen elsewhere.

    A phrase that holds another one is left out: where it stands, the other is found.
    """
    phrases = {phrase for row in rows for phrase in row}
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for phrase in phrases:
        parts = phrase.split()
        if phrases.isdisjoint(_within(parts)):
            found.setdefault(max(parts, key=len), []).append((phrase, frozenset(parts)))
    return found


def _within(parts: list[str]) -> Iterator[str]:
    """The shorter phrases that stand in a phrase."""
    for length in range(1, len(parts)):
        for start in range(len(parts) - length + 1):
            yield " ".join(parts[start : start + length])


_ENDS = _by_word(
    *(WORDS[tag] for tag in (Tag.ENDED, Tag.ENDS, Tag.REPLACED, Tag.REPLACED_BY, Tag.ABSORBED_BY, Tag.REPLACES)),
    *(WORDS[tag] for tag in (Tag.YIELDS_TO, Tag.NO_UPKEEP, Tag.CEASED, Tag.DISCOURAGED, Tag.PULLS, Tag.ADVISING)),
    *(WORDS[tag] for tag in (Tag.SPENT, Tag.ENDS_IT, Tag.DECIDED, Tag.ENDING, Tag.FOLLOWS, Tag.MOVED, Tag.OLD_ONE)),
    ("gearchiveerde", "achterhaalde", "no further", "no more"),
    *(WORDS[tag] for tag in (Tag.SUCCEEDS, Tag.SUCCESSOR, Tag.NO_LONGER, Tag.INSTEAD, Tag.TAKEN)),
)
_AGES = _by_word(WORDS[Tag.OLD], WORDS[Tag.NEW], WORDS[Tag.LATEST])
_EDITIONS = _by_word(words_of(EDITIONS), WORDS[Tag.CONTAINS])
_NAMING = (*WORDS[Tag.POINTER], *words_of(PAGES), *words_of(EDITIONS), *WORDS[Tag.EXISTS])
_SUBJECTS = tuple(word for word in _NAMING if not any(other != word and other in word for other in _NAMING))


def is_about_page(sentence: str, names: Iterable[str]) -> bool:
    """Whether a sentence, in lower case, may be about the page at all: it points, or holds a word of its name."""
    return any(word in sentence for word in _SUBJECTS) or any(word in sentence for word in names)


@dataclass(frozen=True, slots=True)
class Telling:
    """The telling words and phrases of a page."""

    ends: tuple[str, ...]
    """One of these stands in every notice but"""
    ages: tuple[str, ...]
    editions: tuple[str, ...]
    """those of an old or a newer edition."""

    @classmethod
    def of(cls, text: str) -> "Telling":
        """From the whole text, in lower case."""
        words = {word if word.isalnum() else word.strip(_MARKS) for word in set(text.split())}
        return cls(
            *(
                tuple(
                    phrase
                    for phrase, parts in chain.from_iterable(rows[word] for word in words & rows.keys())
                    if parts <= words  # looking through a whole page for a phrase is what costs
                )
                for rows in (_ENDS, _AGES, _EDITIONS)
            )
        )

    def touches(self, text: str) -> bool:
        """Whether a part of it, in lower case, may hold a notice."""
        return any(word in text for word in self.ends) or (
            any(word in text for word in self.editions) and any(word in text for word in self.ages)
        )


def telling_places(texts: Sequence[str]) -> tuple[Telling, list[int]]:
    """The telling words of some texts, and which of the texts hold them, in order."""
    parts = [text.casefold() for text in texts]
    whole = "\n".join(parts)
    telling = Telling.of(whole)
    if not (telling.ends or (telling.ages and telling.editions)):
        return telling, []
    ends = list(accumulate(len(part) + 1 for part in parts))
    aged = set(_found(whole, ends, telling.ages)) if telling.ages and telling.editions else set()
    places = {*_found(whole, ends, telling.ends), *(aged & set(_found(whole, ends, telling.editions)))}
    return telling, sorted(places)


def _found(whole: str, ends: Sequence[int], words: Iterable[str]) -> Iterator[int]:
    """Each text in which one of the words stands; once found, the rest of that text is skipped."""
    for word in words:
        at = whole.find(word)
        while at >= 0:
            place = bisect_right(ends, at)
            yield place
            at = whole.find(word, ends[place])
