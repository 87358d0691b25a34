"""Differences -> facts with a score each; their sum is the weight."""

from collections import Counter
from collections.abc import Iterable, Sequence

from monitor.compare.diff import Pair
from monitor.compare.values import amounts, shape
from monitor.model.change import Fact, FactKind, Weight
from monitor.model.document import Aside, Block, Role

MAJOR = 1.0
"""From this sum on a maintainer is told in the main part of the mail."""

SENTENCE = 1.0
FRAGMENT = 0.6
NUMBER_ONLY = 0.4
IN_LINKS = 0.1
OUTSIDE = 0.1
AMOUNT = 1.0
TITLE = 0.5
KEY_TERM = 2.0
DOCUMENT = 2.0
LINKS = 0.1
_FRAGMENT_WORDS = 3
_MAX_AMOUNTS = 5


def weight_of(score: float) -> Weight:
    """What a sum of scores amounts to."""
    if score >= MAJOR:
        return Weight.MAJOR
    return Weight.MINOR if score > 0 else Weight.NONE


def is_core(block: Block) -> bool:
    """Whether a block stands in the element that holds the prose (the strict view); files have no other."""
    return not block.path.startswith(("/", "#", "…"))


def pair_score(pair: Pair) -> float:
    """How much one differing sentence matters."""
    unit = pair.after or pair.before
    if unit is None:
        return 0.0
    block: Block = unit.block
    if block.aside is Aside.LINKS:
        return IN_LINKS
    if not is_core(block) and block.level != 1:
        return OUTSIDE
    if pair.before and pair.after and shape(pair.before.key) == shape(pair.after.key) and len(unit.text.split()) <= _FRAGMENT_WORDS:
        return NUMBER_ONLY
    if len(unit.text.split()) <= _FRAGMENT_WORDS and block.role is not Role.HEADING:
        return FRAGMENT
    return SENTENCE


def text_facts(pairs: Sequence[Pair]) -> tuple[Fact, ...]:
    """How many sentences came, went and were reworded, by the heading above them."""
    counts: Counter[tuple[FactKind, str]] = Counter()
    scores: Counter[tuple[FactKind, str]] = Counter()
    for pair in pairs:
        kind = FactKind.TEXT_REWORDED if pair.before and pair.after else FactKind.TEXT_ADDED if pair.after else FactKind.TEXT_REMOVED
        counts[kind, pair.under] += 1
        scores[kind, pair.under] += pair_score(pair)  # type: ignore[assignment]
    return tuple(
        Fact(kind=kind, values=(("count", str(count)), ("under", under)), score=round(scores[kind, under], 2))
        for (kind, under), count in counts.items()
    )


def amount_facts(pairs: Iterable[Pair]) -> tuple[Fact, ...]:
    """Sums and percentages that differ within one reworded sentence."""
    found: dict[Fact, None] = {}
    for pair in pairs:
        if pair.before and pair.after:
            old, new = amounts(pair.before.text), amounts(pair.after.text)
            if len(old) == len(new):
                for one, other in zip(old, new, strict=True):
                    if one != other:
                        found[Fact(kind=FactKind.AMOUNT_CHANGED, values=(("before", one), ("after", other)), score=AMOUNT)] = None
    return tuple(found)[:_MAX_AMOUNTS]


def term_facts(terms: Iterable[str], before: str, after: str) -> tuple[Fact, ...]:
    """Key terms of the source that came to the text or left it."""
    old, new = before.casefold(), after.casefold()
    return tuple(
        Fact(kind=FactKind.KEY_TERM_ADDED if term.casefold() in new else FactKind.KEY_TERM_REMOVED, values=(("term", term),), score=KEY_TERM)
        for term in terms
        if (term.casefold() in new) is not (term.casefold() in old)
    )
