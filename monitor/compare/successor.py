"""Document -> what it says about its own end: a successor, or that it no longer holds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from monitor.compare.notice_patterns import (
    BANNERS,
    DOUBT,
    MARKED_TITLE,
    NAME_END,
    PAGE_RULES,
    POINTING,
    REFERRAL,
    STEMS,
    SUBJECT_RULES,
)
from monitor.compare.printed_dates import printed_dates
from monitor.compare.versions import is_newer, read_versions, title_version
from monitor.model.change import Fact, FactKind
from monitor.model.document import Block, Document, Link, Role

NOTICE_SCORE = 5.0
"""A notice of this kind is always `major`."""
NOTICE_WORDS, NOTICE_LETTERS = 45, 500
"""A notice is a short sentence; longer ones tell a story."""
BANNER_WORDS = 12
HEAD_BLOCKS = 10
"""A banner stands at the head of a page; further down "Vervallen" speaks of an article or a row."""
OWN_SHARE = 0.6
"""A subject that says so much of the title means the page."""
QUOTE = 300
MAX_NOTICES = 5
LINK_LETTERS = 4
"""A shorter link text ("hier") is no name."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“‘(À-Þ])")
_URL = re.compile(r"https?://[^\s<>\"')\]]+[^\s<>\"')\].,;]")
_ARTICLE = re.compile(r"^(?:de|het|een|the|an?|onze|our)\s+", re.IGNORECASE)
_COMMON = frozenset(
    (
        "de",
        "het",
        "een",
        "van",
        "voor",
        "en",
        "in",
        "op",
        "te",
        "met",
        "bij",
        "the",
        "of",
        "for",
        "and",
        "on",
        "to",
        "a",
        "an",
        "is",
        "oude",
        "huidige",
        "vorige",
        "versie",
        "version",
        "editie",
        "edition",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Own:
    """The names a page goes by."""

    words: frozenset[str]
    short_names: frozenset[str]
    """Abbreviations in brackets, or a title of one word in capitals: they stand for the whole."""

    @classmethod
    def of(cls, titles: Iterable[str]) -> "_Own":
        """From title and main heading."""
        text = "\n".join(titles)
        short = re.findall(r"\(([A-Z][A-Z\d-]+)\)", text) + re.findall(r"(?m)^\s*([A-Z]{2,}[\d-]*)\s*$", text)
        return cls(words=frozenset(_words(text)), short_names=frozenset(name.casefold() for name in short))

    def is_subject(self, subject: str) -> bool:
        """Whether the subject of a sentence is the page: by a pointing word, as a version, or by its name."""
        if POINTING.fullmatch(subject):
            return True
        words = {word for word in _words(_without_dates(subject)) if not re.fullmatch(r"v?[\d.]+[a-z]{0,3}", word)}
        if not words or not words <= self.words:
            return False
        return bool(words & self.short_names) or (len(words) > 1 and len(words) >= OWN_SHARE * len(self.words))


def find_successors(document: Document) -> tuple[Fact, ...]:
    """What the page says of itself: `SUCCESSOR` with name and link where it gives them, or `WITHDRAWN`.

    Only sentences whose subject is the page (by "deze handreiking", by its name, or as a banner at its head) and that state
    it: no conditions, questions or denials, no sentence in which the page is the newer of the two. Most telling first.
    """
    titles = tuple(dict.fromkeys(" ".join(text[:QUOTE].split()) for text in (document.title, document.heading) if text))
    facts = [_fact(FactKind.WITHDRAWN, phrase=title) for title in titles if MARKED_TITLE.search(title)]
    own = _Own.of(titles)
    for sentences, may_be_banner in _passages(document.main_blocks):
        facts += _notices(sentences, own, document.links, may_be_banner=may_be_banner)
    unique: dict[tuple[FactKind, str], Fact] = {}
    for fact in facts:
        unique.setdefault((fact.kind, fact.value("name")), fact)
    ordered = sorted(unique.values(), key=lambda fact: fact.kind is not FactKind.SUCCESSOR)
    return tuple(ordered[:MAX_NOTICES])


def outgrown_title(tool_title: str, document: Document) -> tuple[Fact, ...]:
    """A `SUCCESSOR` fact where a page prints a later version than the catalogue's title of it; empty where either has none.

    A proposal to look, as every notice: `phrase` is the page's line, `name` its version.
    """
    known = title_version(tool_title)
    printed = read_versions(document).version if known is not None else None
    if known is None or printed is None or not is_newer(known, printed):
        return ()
    return (_fact(FactKind.SUCCESSOR, phrase=printed.line, name=printed.text),)


def _fact(kind: FactKind, *, phrase: str, name: str = "", url: str = "") -> Fact:
    values = [("phrase", phrase[:QUOTE])]
    if kind is FactKind.SUCCESSOR:
        values += [("name", name[:QUOTE]), ("url", url)]
    return Fact(kind=kind, values=tuple(values), score=NOTICE_SCORE)


def _passages(blocks: tuple[Block, ...]) -> Iterator[tuple[list[str], bool]]:
    """The short sentences of each block with a word of ending in it, and whether it may be a banner."""
    folded = [block.text.casefold() for block in blocks]
    whole = "\n".join(folded)
    present = [stem for stem in STEMS if stem in whole]
    is_under_subheading = False
    for place, (block, text) in enumerate(zip(blocks, folded, strict=True) if present else ()):
        if block.role is not Role.SHEET_ROW and any(stem in text for stem in present):
            yield _short_sentences(block.text), place < HEAD_BLOCKS and not is_under_subheading
        is_under_subheading = block.role is Role.HEADING and block.level > 1


def _short_sentences(text: str) -> list[str]:
    parts = (" ".join(part.split()) for part in _SENTENCE.split(text) if len(part) <= NOTICE_LETTERS)
    return [part for part in parts if part.count(" ") < NOTICE_WORDS]


def _notices(sentences: list[str], own: _Own, links: Iterable[Link], *, may_be_banner: bool) -> Iterator[Fact]:
    for sentence, following in zip_longest(sentences, sentences[1:], fillvalue=""):
        found = (_banner(sentence) if may_be_banner else None) or _statement(sentence, own)
        if found is None:
            continue
        kind, name = found
        if not name and (referral := REFERRAL.match(following)):
            kind, name = FactKind.SUCCESSOR, referral["name"]
        yield _fact(kind, phrase=sentence, name=_name(name), url=_link(name or sentence, links))


def _banner(sentence: str) -> tuple[FactKind, str] | None:
    if len(sentence.split()) > BANNER_WORDS:
        return None
    found = next(((rule, match) for rule in BANNERS if (match := rule.pattern.search(sentence))), None)
    return (found[0].kind, found[1].groupdict().get("name") or "") if found else None


def _statement(sentence: str, own: _Own) -> tuple[FactKind, str] | None:
    """What a sentence says of the page, with what it names as the successor."""
    if sentence.rstrip().endswith("?"):
        return None
    for rule in PAGE_RULES:
        found = rule.pattern.search(sentence)
        if found and not DOUBT.search(sentence[: found.start()]):
            return rule.kind, found.groupdict().get("name") or ""
    for rule in SUBJECT_RULES:
        found = rule.pattern.search(sentence)
        if found and own.is_subject(found["subject"]) and not DOUBT.search(found["subject"]):
            return rule.kind, found.groupdict().get("name") or _referred(found["rest"])
    return None


def _referred(rest: str) -> str:
    referral = REFERRAL.search(rest)
    return referral["name"] if referral else ""


def _without_dates(text: str) -> str:
    for date in reversed(list(printed_dates(text))):
        text = text[: date.start] + text[date.end :]
    return text


def _words(text: str) -> set[str]:
    return {word.casefold().strip(".") for word in re.findall(r"[\w.]+", text)} - _COMMON - {"", "."}


def _name(text: str) -> str:
    """The successor's name: the first clause, without article, date and closing marks."""
    name = NAME_END.sub("", _URL.sub("", text)).strip(" .:;,–-\"“”'‘’")
    if dates := list(printed_dates(name)):
        name = re.sub(r"\s+(?:van|of|per|op|d\.d\.|from|on)\s*$", "", name[: dates[0].start].rstrip(" (,"))
    return _ARTICLE.sub("", name).strip()


def _link(text: str, links: Iterable[Link]) -> str:
    """The address of the successor: printed in the sentence, or of a link whose text stands in it (the longest one)."""
    if printed := _URL.search(text):
        return printed[0]
    key = _key(text)
    named = [link for link in links if len(_key(link.text)) >= LINK_LETTERS and _key(link.text) in key]
    return max(named, key=lambda link: len(link.text)).url if named else ""


def _key(text: str) -> str:
    return "".join(re.findall(r"\w", text.casefold()))
