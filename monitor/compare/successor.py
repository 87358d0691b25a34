"""Document -> what it says about its own end: a successor, or that it no longer holds."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, zip_longest

from monitor.compare.banners import banner, marks_title
from monitor.compare.notice_words import LAWS
from monitor.compare.printed_dates import printed_dates
from monitor.compare.self_reference import noun_kind, words_of
from monitor.compare.statements import Statement, names_newer, referral, said_of_it, statements
from monitor.compare.tagging import Tagged, tagged
from monitor.compare.telling import Telling, is_about_page, telling_places
from monitor.compare.version_lines import title_version
from monitor.compare.versions import is_newer, read_versions
from monitor.model.change import Fact, FactKind
from monitor.model.document import Aside, Block, Document, Link, Role

NOTICE_SCORE = 5.0
"""A notice of this kind is always `major`."""
NOTICE_WORDS, NOTICE_LETTERS = 45, 500
"""A notice is a short sentence; longer ones tell a story."""
BANNER_WORDS = 15
HEAD_BLOCKS = 10
"""A banner stands at the head of a page; further down "Vervallen" speaks of an article or a row."""
OWN_SHARE = 0.6
"""A subject that says so much of the title means the page."""
QUOTE = 300
MAX_NOTICES = 5
MAX_PASSAGES, MAX_SENTENCES = 300, 100
"""Blocks, and sentences of each; a page that speaks of endings more often is a list of others."""
LINK_LETTERS = 4
"""A shorter link text ("hier") is no name."""

_BESIDE = frozenset({Aside.HEADER, Aside.SIDEBAR, Aside.CONSENT})
"""A notice may stand above the page, beside it or in a dialogue over it; menus, footers and news of others speak of other things."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“‘(À-Þ])")
_URL = re.compile(r"https?://[^\s<>\"')\]]+[^\s<>\"')\].,;]")
_ARTICLE = re.compile(r"^(?:de|het|een|the|an?|onze|ons|our)\s+", re.IGNORECASE)
_NAME_END = re.compile(
    r"(?:(?<!\brev)(?<!\bver)(?<!\bvs)(?<!\bed)(?<!\bnr)(?<!\bno)(?<!\bvol)[.;!?](?:\s|$)|,\s|\s(?:en|and)\s(?:is|wordt|geldt|has)|\s\((?![\w-]{1,12}\))"
    r"|\s(?:instead|sinds|met ingang van|which|die|dat|that)\b).*$",
    re.IGNORECASE,
)
_COMMON = frozenset(
    words_of(
        "de, het, een, van, voor, en, in, op, te, met, bij, the, of, for, and, on, to, a, an, is, oude, huidige, vorige, versie"
        ", version, editie, edition"
    )
)
_TITLE_LIKE = re.compile(r"(?:(?:[Dd]e|[Hh]et|[Tt]he)\s+)?(?:[A-Z]\S+(?:\s.*)?|\S+)$")
"""A name, or an article and one noun; "de norm voor wachtwoorden" is neither."""
_PARTS = frozenset(words_of("artikel, bijlage, article, annex, appendix, addendum"))
_LAWS = tuple(words_of(LAWS))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Own:
    """The names a page goes by."""

    words: frozenset[str]
    short_names: frozenset[str]
    """Abbreviations in brackets, or a title of one word in capitals: they stand for the whole."""
    numbered_names: frozenset[str]
    """Short names with a number, which may open a title too: ``FIPS 46-3, Data Encryption Standard``."""

    @classmethod
    def of(cls, titles: Iterable[str]) -> "_Own":
        """From title and main heading."""
        text = "\n".join(titles)
        short = re.findall(r"\(([A-Z][A-Z\d-]+)\)", text) + re.findall(r"(?m)^\s*([A-Z]{2,}[\d-]*)\s*$", text)
        numbered = re.findall(
            r"\(([A-Z][A-Z-]+ \d[\d.:-]*)\)|(?m:^)([A-Z][A-Z/ -]+ \d[\d.:-]*)(?=[,:(]|\s[(–—-]|$)", text
        )
        return cls(
            words=frozenset(_words(text)),
            short_names=frozenset(name.casefold() for name in short),
            numbered_names=frozenset("".join(names).casefold() for names in numbered),
        )

    def is_named(self, subject: str, is_object: bool, *, at_head: bool) -> bool:  # noqa: FBT001 - in the order of `IsOwn`
        """Whether what a sentence is about is the page, by its name.

        `at_head`: there a page without a title names itself, but not as what another document replaces.
        """
        subject = _ARTICLE.sub("", subject) if self.words else subject
        words = _unnumbered(_words(_without_dates(subject)))
        if not self.words:
            return at_head and not is_object and bool(_TITLE_LIKE.match(subject)) and _names_document(subject)
        if not words or not words <= self.words:
            return False
        if subject.casefold() in self.numbered_names:
            return True
        is_kind = len(words) == 1 and _names_document(subject)
        return (
            is_kind
            or bool(words & self.short_names)
            or (len(words) > 1 and len(words) >= OWN_SHARE * len(_unnumbered(self.words)))
        )


def _names_document(subject: str) -> bool:
    """``Handreiking Wachtwoorden``, ``de handreiking``; not somebody's law, nor an article of it."""
    word = _ARTICLE.sub("", subject.strip(' "“”')).partition(" ")[0].casefold()
    return noun_kind(word) == "document" and word not in _PARTS and not word.endswith(_LAWS)


def find_successors(document: Document) -> tuple[Fact, ...]:
    """What the page says of itself: `SUCCESSOR` with name and link where it gives them, or `WITHDRAWN`.

    Only sentences whose subject is the page (by "deze handreiking", by its name, or as a banner at its head) and that state
    it: no conditions, questions or denials, no sentence in which the page is the newer of the two. Most telling first.
    """
    titles = tuple(dict.fromkeys(" ".join(text[:QUOTE].split()) for text in (document.title, document.heading) if text))
    facts = [
        _fact(FactKind.WITHDRAWN, phrase=title)
        for title in titles or _first_line(document)
        if marks_title(tagged(title))
    ]
    own = _Own.of(titles)
    for sentences, telling, may_be_banner in islice(_passages(document.main_blocks), MAX_PASSAGES):
        facts += _notices(sentences, own, document.links, telling, may_be_banner=may_be_banner)
    beside = tuple(block for block in document.blocks if block.aside in _BESIDE)
    for sentences, telling, _ in islice(_passages(beside), MAX_PASSAGES):
        facts += _notices(sentences, own, document.links, telling, may_be_banner=False)
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


def _first_line(document: Document) -> tuple[str, ...]:
    """What stands in the place of a title."""
    return tuple(block.text[:QUOTE] for block in document.main_blocks[:1])


def _passages(blocks: tuple[Block, ...]) -> Iterator[tuple[list[str], Telling, bool]]:
    """The short sentences of each block that may hold a notice, the telling words, and whether it may be a banner."""
    telling, places = telling_places([block.text for block in blocks])
    for place in places:
        block, above = blocks[place], blocks[place - 1] if place else None
        is_under_subheading = above is not None and above.role is Role.HEADING and above.level > 1
        if block.role is not Role.SHEET_ROW:
            yield _short_sentences(block.text), telling, place < HEAD_BLOCKS and not is_under_subheading


def _short_sentences(text: str) -> list[str]:
    parts = (" ".join(part.split()) for part in _SENTENCE.split(text) if len(part) <= NOTICE_LETTERS)
    return list(islice((part for part in parts if part.count(" ") < NOTICE_WORDS), MAX_SENTENCES))


def _notices(
    sentences: list[str], own: _Own, links: Iterable[Link], telling: Telling, *, may_be_banner: bool
) -> Iterator[Fact]:
    """What the sentences of a block say; the one after a notice may name the successor."""
    for sentence, following in zip_longest(sentences, sentences[1:], fillvalue=""):
        folded = sentence.casefold()
        is_banner = may_be_banner and sentence.count(" ") < BANNER_WORDS
        if not telling.touches(folded) or not (is_banner or is_about_page(folded, own.words)):
            continue
        read = tagged(sentence)
        said = (list(banner(read)) if is_banner else []) or list(
            statements(read, partial(own.is_named, at_head=may_be_banner))
        )
        here, next_one = _completed(said, read, following)
        for statement, phrase in (*((one, sentence) for one in here), *((one, following) for one in next_one)):
            link = _link(statement.name or phrase, links)
            yield _fact(statement.kind, phrase=phrase, name=_name(statement.name), url=link)


def _completed(
    said: list[Statement], sentence: Tagged, following: str
) -> tuple[Sequence[Statement], Sequence[Statement]]:
    """What the sentence says and what the next one does: either may lead the reader to the successor."""
    if not said or any(statement.name for statement in said):
        return said, ()
    after = tagged(following)
    if (more := said_of_it(after)) and more.kind is FactKind.SUCCESSOR:
        return said, [more]
    if name := referral(sentence):
        return [Statement(FactKind.SUCCESSOR, name)], ()
    name = referral(after)
    if not name and names_newer(after) and (printed := _URL.search(following)):
        name = printed[0]
    if name or (said[0].is_soft and names_newer(after)):
        return (), [Statement(FactKind.SUCCESSOR, name)]
    return said, ()


def _unnumbered(words: Iterable[str]) -> set[str]:
    return {word for word in words if not re.fullmatch(r"v?[\d.]+[a-z]{0,3}", word)}


def _without_dates(text: str) -> str:
    for date in reversed(list(printed_dates(text))):
        text = text[: date.start] + text[date.end :]
    return text


def _words(text: str) -> set[str]:
    return {word.casefold().strip(".") for word in re.findall(r"[\w.]+", text)} - _COMMON - {"", "."}


def _name(text: str) -> str:
    """The successor's name: the first clause, without article, date and closing marks."""
    name = _NAME_END.sub("", _URL.sub("", text)).strip(" .:;,–-\"“”'‘’")
    if (dates := list(printed_dates(name))) and not dates[0].start:
        return _name(name[dates[0].end :])  # "On 1 May 2023 the Guide took the place of"
    if dates:
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
