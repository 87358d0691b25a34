"""Sentence -> its words, each with what it does there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from monitor.compare.notice_words import WORDS, Tag
from monitor.compare.printed_dates import MONTH, printed_dates
from monitor.compare.self_reference import noun_kind, words_of

MAX_TOKENS = 160
"""No sentence that is read has more; a row of dots may."""
_TOKEN = re.compile(r"https?://[^\s<>\"')\]]+[^\s<>\"')\].,;:]|\w+(?:[-'’./:+_]\w+)*|[^\w\s]")
_MONTH = re.compile(MONTH, re.IGNORECASE)
_MARKS = dict.fromkeys("“”„‘’'«»`*", '"') | dict.fromkeys("–—•→-", "-") | {"[": "(", "]": ")", "…": ".", "/": ","}
_NOUN_TAG = {"document": Tag.DOCUMENT, "content": Tag.CONTENT, "page": Tag.PAGE, "edition": Tag.EDITION}
_PHRASES: dict[str, list[tuple[tuple[str, ...], Tag]]] = {}
for _tag, _row in WORDS.items():
    for _phrase in words_of(_row):
        _words = tuple(_phrase.split())
        _PHRASES.setdefault(_words[0], []).append((_words, _tag))
for _options in _PHRASES.values():
    _options.sort(key=lambda option: -len(option[0]))


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence, its tags as a string, and where in the sentence each tag's words stand."""

    text: str
    tags: str
    spans: tuple[tuple[int, int], ...]

    def words(self, start: int, end: int) -> str:
        """The text under the tags from `start` to `end`."""
        return self.text[self.spans[start][0] : self.spans[end - 1][1]] if start < end else ""


def tagged(sentence: str) -> Tagged:
    """Tag by the table, the longest phrase first; then put together the words that mean the page itself."""
    tokens = list(_tokens(sentence))
    tags, spans = [], []
    place = 0
    while place < len(tokens):
        length, tag = _known(tokens, place)
        tags.append(tag)
        spans.append((tokens[place][1], tokens[place + length - 1][2]))
        place += length
    return _with_self(Tagged(sentence, "".join(tags), tuple(spans)))


def _tokens(sentence: str) -> Iterator[tuple[str, int, int]]:
    """Words, numbers and marks; a date is one number."""
    dates = {date.start: date.end for date in printed_dates(sentence)}
    skip_to = count = 0
    for found in _TOKEN.finditer(sentence):
        start, end = found.span()
        if start < skip_to:
            continue
        skip_to = dates.get(start, end)
        yield ("0" if start in dates else found[0]), start, max(end, skip_to)
        count += 1
        if count == MAX_TOKENS:
            return


def _known(tokens: list[tuple[str, int, int]], place: int) -> tuple[int, str]:
    """How many tokens belong together, and their tag."""
    word = tokens[place][0]
    for phrase, tag in _PHRASES.get(word.casefold(), ()):
        if len(phrase) == 1 or tuple(token[0].casefold() for token in tokens[place : place + len(phrase)]) == phrase:
            is_month = tag is Tag.MAY and place > 0 and word[0].isupper()  # "in May"
            return len(phrase), Tag.NUMBER if is_month else tag
    return 1, _kind(word)


@lru_cache(maxsize=4096)
def _kind(word: str) -> str:
    folded = word.casefold()
    if not word[0].isalnum():
        mark = _MARKS.get(word, word)
        return mark if mark in '.,:;!?()"-|' else ","
    if word[0].isdigit() or (folded[0] == "v" and folded[1:2].isdigit()) or _MONTH.fullmatch(word):
        return Tag.NUMBER
    if kind := noun_kind(folded):
        return _NOUN_TAG[kind]
    return Tag.NAME if word[0].isupper() else Tag.WORD


_NOUN = "[GPNC]"
_SELF = re.compile(
    rf"(?:[DT]?Cp)?D?T[wWoeruct0]{{0,2}}?{_NOUN}(?:0(?!0))?"
    rf"|(?:[DT]?Cp)?(?P<maybe>DP(?![wWNGC0\"p])|(?:(?<=[,.:;(-])|^)D?G0(?:p?0|p[DT]?[oeu]?{_NOUN})?)"
)
"""``deze oude handreiking``, ``de inhoud van deze pagina``; ``het document``, ``versie 2.0 van deze norm``."""


def _with_self(sentence: Tagged) -> Tagged:
    tags, spans, before = [], [], 0
    for found in _SELF.finditer(sentence.tags):
        start, end = found.span()
        tags += [*sentence.tags[before:start], Tag.MAYBE_SELF if found["maybe"] else Tag.SELF]
        spans += [*sentence.spans[before:start], (sentence.spans[start][0], sentence.spans[end - 1][1])]
        before = end
    return Tagged(sentence.text, "".join((*tags, sentence.tags[before:])), (*spans, *sentence.spans[before:]))
