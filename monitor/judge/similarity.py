"""Two documents -> how alike they are, 0 to 1, with what all pages of a site share taken out."""

from collections.abc import Iterable

from monitor.model.document import Document
from monitor.normalise import comparison_key, sentences, words_of

_LOOK = 200_000
"""Letters of a page that are cut into shingles: an error page is short, a long page needs no more to be told apart."""

SHINGLE = 3
"""Words per shingle (Broder 1997); three survive a changed date or name in a short error text."""


def sentence_set(document: Document) -> frozenset[str]:
    """The sentences of the main content, letters and digits only; of all text when there is no main content."""
    text = document.main_text or document.text
    keys = (comparison_key(sentence) for sentence in sentences(text))
    return frozenset(key for key in keys if key)


def similarity(before: Document, after: Document, *, enough: float = 1.0) -> float:
    """The share of text that two documents have in common: Dice over their sentences.

    Blocks are compared as they stand first: where `enough` of them are equal, nothing needs to be normalised.
    """
    as_they_stand = dice(_block_set(before), _block_set(after))
    return as_they_stand if as_they_stand >= enough else dice(sentence_set(before), sentence_set(after))


def _block_set(document: Document) -> frozenset[str]:
    return frozenset(block.text for block in document.main_blocks or document.blocks)


def dice(one: frozenset[str], other: frozenset[str]) -> float:
    """Twice what is shared over what there is; weighed by length, so that a menu does not outvote a paragraph."""
    total = _letters(one) + _letters(other)
    return 2 * _letters(one & other) / total if total else 0.0


def containment(part: frozenset[str], whole: frozenset[str]) -> float:
    """The share of `part`'s text that stands in `whole`."""
    total = _letters(part)
    return _letters(part & whole) / total if total else 0.0


def _letters(texts: Iterable[str]) -> int:
    return sum(map(len, texts))


def shingles(document: Document) -> frozenset[tuple[str, ...]]:
    """Three-word shingles over the text of a page, menus included."""
    words = words_of(document.text[:_LOOK])
    return frozenset(words[at : at + SHINGLE] for at in range(max(len(words) - SHINGLE + 1, 0)))


def jaccard(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """Shared over all; 1 for two empty sets: after subtraction both said nothing of their own."""
    union = one | other
    return len(one & other) / len(union) if union else 1.0
