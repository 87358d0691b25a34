"""A lost page, candidates read -> at most three suggestions of where it is now, seldom a wrong one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.judge.candidates import Candidate, Ground, Lost
from monitor.judge.identity import content_words, distinctive_words
from monitor.judge.page import read_page
from monitor.judge.similarity import containment, dice, sentence_set
from monitor.judge.view import View
from monitor.model.document import Document
from monitor.model.observation import Suggestion
from monitor.model.verdict import Page

MOST = 3
ALIKE_ENOUGH = 0.5
"""Below this nothing is suggested: a wrong suggestion costs a maintainer more than none."""

CLEARLY_AHEAD = (0.35, 0.2)
"""Or: at least so alike, and so far ahead of all others. An edited page stands out among strangers."""

_PART = 0.3
_PART_WORTH = 0.85
_ENOUGH_TEXT = 30
_TITLE_AND_SOME_TEXT = 0.25
_SAME_TITLE = 0.8
_SHARED_BY = 3
_BLIND = 0.75
_RARE = "zxq"
"""Beside a word that no title has, common words are not distinctive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike a candidate is: its text, its name, and what follows from both."""

    text: float
    title: float
    value: float


def judge_candidates(
    lost: Lost, read: Sequence[tuple[Candidate, Document]], *, beside: Iterable[Document] = ()
) -> tuple[Suggestion, ...]:
    """Compare what was fetched with the last good copy and name the best.

    Sentences that several candidates share, or that stand on pages `beside` (home, parents), are the site's and
    prove nothing. Error pages and log-in pages are left out. The catalogue's own successor is told even when its
    text differs, after what is the same text.
    """
    beside = tuple(beside)
    pages = [(candidate, document) for candidate, document in read if _is_page(candidate, document)]
    around = [document for _, document in pages]
    template = _template(around, beside)
    site_words = _site_words(lost, [*around, *beside])
    ranked = sorted(
        (
            (likeness(lost, document, template=template, site_words=site_words), candidate, document)
            for candidate, document in pages
        ),
        key=lambda item: (-item[0].value, item[1].ground is not Ground.SUCCESSOR, -item[1].score),
    )
    least = _least([alike.value for alike, _, _ in ranked])
    told = [
        Suggestion(
            url=candidate.url,
            ground=candidate.ground.value,
            similarity=round(alike.value, 2) if alike.value else None,
            title=document.title or document.heading,
        )
        for alike, candidate, document in ranked
        if alike.value >= least or candidate.ground is Ground.SUCCESSOR
    ]
    return tuple(told[:MOST])


def _least(values: list[float]) -> float:
    """What a suggestion must reach here; `values` come highest first."""
    floor, lead = CLEARLY_AHEAD
    first, second = [*values, 0.0, 0.0][:2]
    return floor if floor <= first < ALIKE_ENOUGH and first - second >= lead else ALIKE_ENOUGH


def likeness(
    lost: Lost,
    document: Document,
    *,
    template: frozenset[str] = frozenset(),
    site_words: frozenset[str] = frozenset(),
) -> Likeness:
    """How likely a document is the lost one, 0 to 1: the same bytes, the same text, a part of it, or the same name.

    A part counts nearly as much (a page split in two), if it is a real part. A name alone counts where there is no
    good copy to compare with, or some text besides.
    """
    title = _title_likeness(lost, document, site_words)
    before = lost.document
    if before is None:
        return Likeness(text=0.0, title=title, value=0.0 if _is_one_common_word(lost.tool_title) else title * _BLIND)
    if before.content_hash and before.content_hash == document.content_hash:
        return Likeness(text=1.0, title=title, value=1.0)
    had, has = sentence_set(before) - template, sentence_set(document) - template
    text = max(dice(had, has), _as_part(had, has), _as_part(has, had))
    if title >= _SAME_TITLE and (text >= _TITLE_AND_SOME_TEXT or before.words < _ENOUGH_TEXT):
        return Likeness(text=text, title=title, value=max(text, (text + title) / 2, ALIKE_ENOUGH))
    return Likeness(text=text, title=title, value=min(1.0, text + 0.1 * title))


def _is_one_common_word(name: str) -> bool:
    """Whether a name is no more than a word that many pages bear ("Handreiking"): alone it proves nothing."""
    words = content_words(name)
    return len(words) == 1 and words.isdisjoint(distinctive_words(f"{name} {_RARE}"))


def _as_part(part: frozenset[str], whole: frozenset[str]) -> float:
    """What it is worth that one text stands within the other, if it is a real share of it."""
    share = sum(map(len, part)) / max(sum(map(len, whole)), 1)
    return containment(part, whole) * _PART_WORTH if _PART <= share <= 1 else 0.0


def _title_likeness(lost: Lost, document: Document, site_words: frozenset[str]) -> float:
    """The best match of an old name (title, heading, the catalogue's) with a new one, the site's own name left out."""
    names = [lost.tool_title]
    if lost.document is not None:
        names += [lost.document.title, lost.document.heading]
    before = [words for words in (distinctive_words(name) - site_words for name in names) if words]
    now = [words for words in (distinctive_words(name) - site_words for name in _names(document)) if words]
    return max((2 * len(one & other) / (len(one) + len(other)) for one in before for other in now), default=0.0)


def _names(document: Document) -> tuple[str, str]:
    return document.title, document.heading


def _site_words(lost: Lost, documents: Sequence[Document]) -> frozenset[str]:
    """Words that stand in most titles: the site's name, not the page's. Words of the catalogue's title stay."""
    counts = Counter(word for document in documents for word in distinctive_words(document.title))
    most = max(_SHARED_BY, len(documents) / 2)
    return frozenset(word for word, count in counts.items() if count >= most) - distinctive_words(lost.tool_title)


def _template(documents: Sequence[Document], beside: Iterable[Document]) -> frozenset[str]:
    counts = Counter(sentence for document in documents for sentence in sentence_set(document))
    shared = frozenset(sentence for sentence, count in counts.items() if count >= _SHARED_BY)
    return shared.union(*(sentence_set(document) for document in beside))


def _is_page(candidate: Candidate, document: Document) -> bool:
    if document.unreadable is not None and not document.content_hash:
        return False
    view = View(document=document, url=candidate.url, final_url=candidate.url)
    return read_page(view).page in {Page.DOCUMENT, Page.SHELL}
