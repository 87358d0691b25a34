"""Differences -> facts with a score each; their sum is the weight."""

import re
from collections.abc import Iterable, Sequence

from monitor.compare.diff import Pair, Reading, Unit
from monitor.compare.printed_dates import printed_dates
from monitor.compare.spelling import is_respelled
from monitor.compare.values import amount_key, amounts, shape, value_key
from monitor.compare.versions import version_in
from monitor.model.change import Fact, FactKind, Weight
from monitor.model.document import Block, MediaKind, Role
from monitor.normalise import comparison_key, words_of

MAJOR = 1.0
"""From this sum on a maintainer is told in the main part of the mail."""

SENTENCE = 1.0
FRAGMENT = 0.6
NUMBER_ONLY = 0.4
WEAK = 0.1
"""A link list, or text outside the element that holds the content: generous readers count it, strict ones do not."""
WEAK_TOTAL = 0.8
"""However much of that differs, it stays minor."""
AMOUNT = 1.0
TITLE = 1.0
KEY_TERM = 2.0
DOCUMENT = 2.0
LINKS = 0.1
_FRAGMENT_WORDS = 3
_SENTENCE_WORDS = 8
_LINKED = 0.5
"""A line of which so much is links leads elsewhere."""
_MAX_AMOUNTS = 5
_MAIL_ADDRESS = re.compile(r"[\w.+-]@[\w-]+\.\w")
_VALUES = frozenset({Role.TABLE_ROW, Role.SHEET_ROW})
"""Where one word or number may be all that is said."""
_ITEMS = frozenset({Role.HEADING, Role.LIST_ITEM})
_DATED_LABEL = re.compile(
    r"\b(?:versions?|versies?|geldig|herzien|gepubliceerd|publicatie|vastgesteld|ingangsdatum|in werking|effective|revised|revision|published"
    r"|mise à jour|entrée en vigueur|en vigueur|fassung|gültig|stand)\b",
    re.IGNORECASE,
)
_TITLE_PARTS = re.compile(r"\s+[|–—·:»•/-]+\s+|:\s+")
_MESSAGES = re.compile(r"^\s*[(\[]\d+[)\]]\s*|\s*[(\[]\d+[)\]]\s*$")


def weight_of(score: float) -> Weight:
    """What a sum of scores amounts to."""
    if score >= MAJOR:
        return Weight.MAJOR
    return Weight.MINOR if score > 0 else Weight.NONE


def is_core(block: Block) -> bool:
    """Whether a block stands in the element that holds the content (the strict view); files have no other."""
    return not block.path.startswith(("/", "#", "…"))


def is_file(block: Block) -> bool:
    """Whether a block stands in a file, where nothing is decoration."""
    return not block.path.startswith((".", "/", "#", "…"))


def pair_score(pair: Pair) -> float:
    """How much one differing sentence matters."""
    unit = pair.after or pair.before
    if unit is None:
        return 0.0
    if _is_weak(unit) and not _is_edited(pair):
        return WEAK
    if pair.before and pair.after and is_respelled(pair.before.text, pair.after.text):
        return WEAK
    is_short = len(unit.text.split()) <= _FRAGMENT_WORDS
    if not is_short or unit.block.role in _VALUES or is_file(unit.block) or _MAIL_ADDRESS.search(unit.text):
        return SENTENCE
    if pair.before and pair.after and shape(pair.before.key) == shape(pair.after.key):
        return NUMBER_ONLY
    return SENTENCE if unit.block.role in _ITEMS else FRAGMENT


def is_statement(pair: Pair) -> bool:
    """Whether what differs tells something by itself: a sentence or a value of the content, no heading and no menu."""
    unit = pair.after or pair.before
    return (
        unit is not None
        and pair_score(pair) >= SENTENCE
        and unit.block.role is not Role.HEADING
        and unit.block.link_density < _LINKED
    )


def _is_weak(unit: Unit) -> bool:
    block = unit.block
    if block.aside is None and (block.level == 1 or is_core(block)):
        return False
    return not (_DATED_LABEL.search(unit.text) and next(printed_dates(unit.text), None))


def _is_edited(pair: Pair) -> bool:
    """Whether a whole sentence was reworded where it stood: noise replaces, editors edit."""
    if not pair.before or not pair.after or pair.after.block.aside is not None:
        return False
    is_long = min(len(pair.before.text.split()), len(pair.after.text.split())) >= _SENTENCE_WORDS
    return is_long and shape(pair.before.key) != shape(pair.after.key)


def text_facts(pairs: Sequence[Pair]) -> tuple[Fact, ...]:
    """How many sentences came, went and were reworded, by the heading above them."""
    counts: dict[tuple[FactKind, str], int] = {}
    scores: dict[tuple[FactKind, str], float] = {}
    weak = WEAK_TOTAL
    for pair in pairs:
        kind = (
            FactKind.TEXT_ADDED
            if pair.before is None
            else FactKind.TEXT_REMOVED
            if pair.after is None
            else FactKind.TEXT_REWORDED
        )
        score = pair_score(pair)
        if score == WEAK:
            score = min(score, max(weak, 0.0))
            weak -= WEAK
        group = kind, pair.under
        counts[group] = counts.get(group, 0) + 1
        scores[group] = scores.get(group, 0.0) + score
    return tuple(
        Fact(kind=kind, values=(("count", str(count)), ("under", under)), score=round(scores[kind, under], 2))
        for (kind, under), count in counts.items()
    )


def title_fact(before: Reading, after: Reading, tool_title: str) -> Fact | None:
    """Another title; it matters when the part that names the page is other words, which the older page has nowhere.

    The site's name, its breadcrumbs and a count of messages go by themselves. The title of a file is what a program wrote
    on it, unless the text has it too.
    """
    old, new = before.document.title, after.document.title
    if not old or not new or comparison_key(old) == comparison_key(new):
        return None
    name = _name_in(new, after.document.heading, tool_title)
    is_same = value_key(_name_in(old, before.document.heading, tool_title)) == value_key(name)
    keys = [key for part in _TITLE_PARTS.split(name) if (key := value_key(part))]
    is_other = version_in(old) != version_in(new) or (not is_same and any(not before.holds(key) for key in keys))
    is_telling = is_other and (after.document.kind is MediaKind.HTML or all(map(after.writes, keys)))
    kept = (("kept", name),) if is_same and not is_telling else ()
    return Fact(
        kind=FactKind.TITLE_CHANGED,
        values=(("before", old), ("after", new), *kept),
        score=TITLE if is_telling else WEAK,
    )


def _name_in(title: str, heading: str, tool_title: str) -> str:
    """The part of a title that names the page: the one most like its heading, or like the tool's own title."""
    plain = _MESSAGES.sub("", title)
    known = {*words_of(heading), *words_of(tool_title)}
    parts = [(sum(word in known for word in words_of(part)), part) for part in _TITLE_PARTS.split(plain)]
    most, name = max(parts, key=lambda part: part[0])
    return name if most else plain


def amount_facts(pairs: Iterable[Pair]) -> tuple[Fact, ...]:
    """Sums and percentages that differ within one reworded sentence."""
    found: dict[Fact, None] = {}
    for pair in pairs:
        if pair.before and pair.after and pair_score(pair) > WEAK:
            old, new = amounts(pair.before.text), amounts(pair.after.text)
            if len(old) == len(new):
                for one, other in zip(old, new, strict=True):
                    if amount_key(one) != amount_key(other):
                        found[
                            Fact(kind=FactKind.AMOUNT_CHANGED, values=(("before", one), ("after", other)), score=AMOUNT)
                        ] = None
    return tuple(found)[:_MAX_AMOUNTS]


def term_facts(terms: Iterable[str], before: str, after: str) -> tuple[Fact, ...]:
    """Key terms of the source that came to the text or left it."""
    old, new = before.casefold(), after.casefold()
    return tuple(
        Fact(
            kind=FactKind.KEY_TERM_ADDED if term.casefold() in new else FactKind.KEY_TERM_REMOVED,
            values=(("term", term),),
            score=KEY_TERM,
        )
        for term in terms
        if (term.casefold() in new) is not (term.casefold() in old)
    )
