"""Sentence -> its words, each with what it does there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from monitor.compare.notice_tags import Tag
from monitor.compare.notice_words import WORDS
from monitor.compare.printed_dates import MONTH, printed_dates
from monitor.compare.self_reference import noun_kind

MAX_TOKENS = 160
"""No sentence that is read has more; a row of dots may."""
_TOKEN = re.compile(
    r"(?i:\bm\.i\.v\.|\bd\.d\.|\bi\.v\.m\.)|https?://[^\s<>\"')\]]+[^\s<>\"')\].,;:]|\w+(?:[-'’./:+_]\w+)*|[^\w\s]"
)
_MONTH = re.compile(MONTH, re.IGNORECASE)
_MARKS = dict.fromkeys("“”„‘’'«»`*", '"') | dict.fromkeys("–—•→-", "-") | {"[": "(", "]": ")", "…": ".", "/": ","}
_NOUN_TAG = {
    "document": Tag.DOCUMENT,
    "arrangement": Tag.DOCUMENT,
    "content": Tag.CONTENT,
    "page": Tag.PAGE,
    "edition": Tag.EDITION,
}
_PHRASES: dict[str, list[tuple[list[str], Tag]]] = {}
for _tag, _row in WORDS.items():
    for _phrase in _row:
        _words = _phrase.split()
        _PHRASES.setdefault(_words[0], []).append((_words, _tag))
for _options in _PHRASES.values():
    _options.sort(key=lambda option: -len(option[0]))


_AMID_NAME = {Tag.MAY: Tag.NUMBER, Tag.REFER: Tag.NAME, Tag.ALERT: Tag.NAME, Tag.HOLDS: Tag.NAME}
"""What a word with a capital after another word is: "in May", "Acceptable Use Standard", "Technical Note"."""


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
    folded = [word.casefold() for word, _, _ in tokens]
    tags, spans = [], []
    place = 0
    while place < len(tokens):
        length, tag = _known(tokens, folded, place)
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


def _known(tokens: list[tuple[str, int, int]], folded: list[str], place: int) -> tuple[int, str]:
    """How many tokens belong together, and their tag."""
    word = tokens[place][0]
    for phrase, tag in _PHRASES.get(folded[place], ()):
        if len(phrase) == 1 or folded[place : place + len(phrase)] == phrase:
            follows_word = place > 0 and len(phrase) == 1 and tokens[place - 1][0][0].isalnum()
            return len(phrase), _amid(tag, word) if follows_word else tag
    return 1, _kind(word)


def _amid(tag: Tag, word: str) -> Tag:
    """The tag of a word after another word: there "note" and "archief" are no alert, and "this notice" is a document."""
    if word[0].isupper():
        return _AMID_NAME.get(tag, tag)
    if tag is Tag.ALERT:
        return Tag.DOCUMENT if word == "notice" else Tag.WORD
    return tag


@lru_cache(maxsize=4096)
def _kind(word: str) -> str:
    folded = word.casefold()
    if not word[0].isalnum():
        mark = _MARKS.get(word, word)
        return mark if mark in '.,:;!?()"-|' else ","
    if word[0].isdigit() or (folded[0] == "v" and folded[1:2].isdigit()) or _MONTH.fullmatch(word):
        return Tag.NUMBER
    if folded.endswith("status"):
        return Tag.STATUS
    if kind := noun_kind(folded):
        return _NOUN_TAG[kind]
    return Tag.NAME if word[0].isupper() else Tag.WORD


_NOUN = "[GPNC]"
_SELF = re.compile(
    rf"(?:[DT]?Cp)?D?T[wWoeruct0]{{0,2}}?{_NOUN}(?:[PN](?![wWNGPC0]))?(?:0(?!0))?|Dw{{0,2}}(?P<noun>{_NOUN})(?:1|q?a*l(?!p))"
    rf"|(?:[DT]?Cp)?(?P<maybe>DP(?![wWNGC0\"p])|(?:(?<=[,.:;(-])|^)D?G0(?:p?0)?p[DT]?[oeu]?{_NOUN})"
)
"""``deze oude handreiking``, ``de inhoud van deze pagina``, ``de norm die u leest``; ``het document``, ``versie 2.0 van deze norm``."""


def _with_self(sentence: Tagged) -> Tagged:
    tags, spans, before = [], [], 0
    for found in _SELF.finditer(sentence.tags):
        start, end = found.span()
        if sentence.tags[end - 1] == "G" and sentence.words(end - 1, end).casefold().endswith("s"):
            continue  # "de onderstaande versies" are what it lists
        if (
            found["noun"]
            and sentence.tags[found.start("noun")] != "C"
            and sentence.words(*found.span("noun")).casefold().endswith(("en", "s"))
        ):
            continue  # "de normen op deze pagina" are what it lists
        tags += [*sentence.tags[before:start], Tag.MAYBE_SELF if found["maybe"] else Tag.SELF]
        spans += [*sentence.spans[before:start], (sentence.spans[start][0], sentence.spans[end - 1][1])]
        before = end
    return Tagged(sentence.text, "".join((*tags, sentence.tags[before:])), (*spans, *sentence.spans[before:]))
