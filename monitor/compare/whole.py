"""Two readings of a page -> what can be said of the page as a whole: another one, rewritten, redesigned, back again."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from monitor.compare.diff import Pair, Reading
from monitor.compare.language import language_of
from monitor.compare.noise import known_variants, variant_of
from monitor.compare.significance import MAJOR
from monitor.model.change import Fact, FactKind, NoiseProfile
from monitor.model.document import Aside, Document
from monitor.normalise import comparison_key

OTHER_SCORE = 3.0
FURNITURE_SCORE = 0.3
_REWRITTEN = 0.6
_OTHER = 0.9
_FEW_BLOCKS = 5
_REDESIGN_UNITS = 10
_REDESIGN_SHARE = 0.5
_TELLING_LETTERS = 4
_PASSING = frozenset({Aside.CONSENT, Aside.HIDDEN, Aside.IGNORED, Aside.RELATED, Aside.SIDEBAR})
"""What comes and goes by itself beside the content: teasers, notices, what nobody sees."""
_DIGITS = re.compile(r"\d+")
_MANY_RETURNS = 2
_LATELY = timedelta(days=28)


def whole_facts(told: Sequence[Pair], old: Reading, new: Reading, tool_title: str) -> Iterator[Fact]:
    """Whether most of the text is new: another language, another subject, or the same subject rewritten."""
    before, after = old.document, new.document
    total = sum(len(block.text) for block in after.main_blocks)
    fresh = sum(len(pair.after.text) for pair in told if pair.after and pair.after.block.is_main)
    if not total or fresh / total < _REWRITTEN or len(before.main_blocks) < _FEW_BLOCKS:
        return
    languages = language_of(before), language_of(after)
    names = before.heading or before.title, after.heading or after.title
    if all(languages) and languages[0] != languages[1]:
        yield _fact(FactKind.OTHER_DOCUMENT, OTHER_SCORE, before=languages[0], after=languages[1])
    elif fresh / total >= _OTHER and _subject((before.title, before.heading, tool_title)).isdisjoint(
        _subject((after.title, after.heading))
    ):
        yield _fact(FactKind.OTHER_DOCUMENT, OTHER_SCORE, before=names[0], after=names[1])
    else:
        yield _fact(FactKind.REWRITTEN, MAJOR, share=str(round(100 * fresh / total)))


def _subject(titles: Iterable[str]) -> frozenset[str]:
    """The telling words of some titles; articles and prepositions tell nothing."""
    return frozenset(word for title in titles for word in title.casefold().split() if len(word) >= _TELLING_LETTERS)


def furniture_fact(old: Reading, new: Reading) -> Fact | None:
    """A redesign: most of what stands around the content is other text; this week's news and numbers are none."""
    before, after = _around(old.document), _around(new.document)
    most = max(len(before), len(after))
    if min(len(before), len(after)) < _REDESIGN_UNITS or len(before & after) > (1 - _REDESIGN_SHARE) * most:
        return None
    return Fact(kind=FactKind.FURNITURE, score=FURNITURE_SCORE)


def _around(document: Document) -> frozenset[str]:
    frame = (block.text for block in document.blocks if not block.is_main and block.aside not in _PASSING)
    return frozenset(comparison_key(_DIGITS.sub("", text)) for text in frame)


def return_fact(noise: NoiseProfile, after: Document) -> Fact | None:
    """Whether this text was there before the last one, and is another: the first time a return, from then on unstable.

    It adds no weight: that is the text's.
    """
    seen = variant_of(after)
    variants = known_variants(noise)
    hashes = [known for known, _ in variants]
    if seen not in hashes or seen == hashes[-1]:
        return None
    if _returns(hashes):
        return _fact(FactKind.UNSTABLE, 0.0, variants=str(len(set(hashes))))
    at = next(date for known, date in reversed(variants[:-1]) if known == seen)
    return _fact(FactKind.RETURNED, 0.0, seen=at)


def is_worn(noise: NoiseProfile) -> bool:
    """Whether the page was told as unstable already: it came back twice before."""
    return _returns([known for known, _ in known_variants(noise)]) >= _MANY_RETURNS


def alternates(noise: NoiseProfile, at: datetime) -> bool:
    """Whether the page goes to and fro between texts it had before, lately still."""
    return is_worn(noise) and at - datetime.fromisoformat(noise.variants[-1][1]) <= _LATELY


def _returns(hashes: Sequence[str]) -> int:
    return sum(known in hashes[:index] for index, known in enumerate(hashes))


def _fact(kind: FactKind, score: float, **values: str) -> Fact:
    return Fact(kind=kind, values=tuple(values.items()), score=score)
