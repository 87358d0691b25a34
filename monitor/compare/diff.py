"""Two documents -> the sentences that stand in one of them only, and how to show them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from monitor.compare.values import value_key
from monitor.model.change import Excerpt
from monitor.model.document import Aside, Block, Document, Role
from monitor.normalise import sentences

MAX_EXCERPTS = 12
MAX_LETTERS = 400
_LONG_KEY = 16
"""A key of this length found anywhere in the other page is that sentence, however the page was cut into blocks."""
_NEAR = 0.5
_MAX_TWINS = 5
_MAX_UNITS = 3_000
_WORDS = re.compile(r"\w+")
_SEARCH_BUDGET = 100_000_000
"""Letters looked through for sentences of another page: a thousand sentences in a long page, half a second."""
_MATCH_BUDGET = 4_000
"""Pairs of sentences compared by words before pairing gives up."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a document's main content."""

    text: str
    key: str
    block: Block
    under: str
    place: int
    """Number of its block."""


class Reading:
    """A document cut into sentences, each step done when first asked for.

    Blocks whose text is `shared` with the other page are not taken apart: that is most of the price of a comparison.
    """

    def __init__(self, document: Document, shared: frozenset[str] = frozenset()) -> None:
        self.document = document
        self.shared = shared
        self._budget = _SEARCH_BUDGET

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """For each block the nearest heading above it in the main content."""
        under = ""
        found: list[str] = []
        for block in self.document.blocks:
            found.append(under)
            if block.is_main and block.role is Role.HEADING:
                under = block.text
        return tuple(found)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The sentences of the main content that stand in blocks of its own, each once, as far as anyone would read."""
        found: dict[str, Unit] = {}
        for place, block in enumerate(self.document.blocks):
            if len(found) >= _MAX_UNITS:
                break
            if counted(block) and block.text not in self.shared:
                for sentence in sentences(block.text):
                    if key := value_key(sentence):
                        found.setdefault(key, Unit(sentence, key, block, self.headings[place], place))
        return tuple(found.values())

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """For each position the numbers of the blocks of the content that stand there."""
        found: dict[str, list[int]] = {}
        for place, block in enumerate(self.document.blocks):
            if block.is_main:
                found.setdefault(block.path, []).append(place)
        return found

    @cached_property
    def _own(self) -> tuple[str, ...]:
        return tuple({block.text for block in self.document.blocks} - self.shared)

    @cached_property
    def _keys(self) -> frozenset[str]:
        """The key of every sentence and every block of its own, boilerplate and title too."""
        found = {value_key(self.document.title)}
        for text in self._own:
            found.add(value_key(text))
            for parts in (sentences(text), text.split(" | ")):
                if len(parts) > 1:
                    found.update(map(value_key, parts))
        return frozenset(found)

    @cached_property
    def _run(self) -> str:
        """Its own blocks as one run of letters and digits, in the order of the page."""
        return value_key(" ".join(block.text for block in self.document.blocks if block.text not in self.shared))

    @cached_property
    def _raw(self) -> str:
        return f" {' '.join((self.document.title, *(block.text for block in self.document.blocks)))} "

    def says(self, unit: Unit) -> bool:
        """Whether the page says this anywhere.

        Looking through the whole page costs its length each time; beyond the budget only whole sentences are recognised.
        """
        is_long = len(unit.key) >= _LONG_KEY
        if self._budget > 0:
            self._budget -= len(self._raw)
            if (unit.text if is_long else f" {unit.text} ") in self._raw or (is_long and unit.key in self._run):
                return True
        return unit.key in self._keys

    def holds(self, key: str) -> bool:
        """Whether these letters and digits stand anywhere in the page."""
        return key in value_key(self._raw)

    def writes(self, key: str) -> bool:
        """Whether these letters and digits stand in the text itself."""
        return key in value_key(self.document.text)


_COUNTED = frozenset({None, Aside.LINKS})
"""Link lists count for little, but a new version may stand in one."""


def counted(block: Block) -> bool:
    """Whether a block's sentences are compared at all."""
    return block.aside in _COUNTED


def readings(before: Document, after: Document) -> tuple[Reading, Reading]:
    """Two pages, read side by side."""
    shared = frozenset(block.text for block in before.blocks) & frozenset(block.text for block in after.blocks)
    return Reading(before, shared), Reading(after, shared)


def only_in(one: Reading, other: Reading) -> tuple[Unit, ...]:
    """The sentences of one page that the other says nowhere."""
    return tuple(unit for unit in one.units if not other.says(unit))


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence as it was and as it is; either may be missing."""

    before: Unit | None
    after: Unit | None

    @property
    def under(self) -> str:
        """The heading above it."""
        unit = self.after or self.before
        return unit.under if unit else ""

    @property
    def place(self) -> int:
        """Where it stands."""
        unit = self.after or self.before
        return unit.place if unit else 0


def pairs(removed: Sequence[Unit], added: Sequence[Unit], *, before: Reading, after: Reading) -> tuple[Pair, ...]:
    """Each new sentence with the old one it is most like, in the order of the page.

    A sentence that only lost or gained words has its other form in a page's unchanged part; it is looked up there.
    Bounded: beyond the budget sentences stay single.
    """
    free = dict(enumerate(removed))
    words = [_words(unit) for unit in removed]
    found: list[Pair] = []
    budget = _MATCH_BUDGET
    for unit in added:
        best, likeness = -1, _NEAR
        mine = _words(unit)
        for index in free:
            budget -= 1
            if budget < 0:
                break
            value = _shared_words(mine, words[index])
            if value > likeness:
                best, likeness = index, value
        found.append(Pair(free.pop(best) if best >= 0 else None, unit))
    found += [Pair(unit, None) for unit in free.values()]
    return tuple(sorted(_completed(found, before, after), key=lambda pair: (pair.place, pair.after is None)))


def _completed(found: Iterable[Pair], before: Reading, after: Reading) -> Iterator[Pair]:
    """Look up the other form of a single sentence in the place it stands."""
    for pair in found:
        if pair.before is None and pair.after is not None:
            yield Pair(_counterpart(pair.after, before), pair.after)
        elif pair.after is None and pair.before is not None:
            yield Pair(pair.before, _counterpart(pair.before, after))
        else:
            yield pair


def _counterpart(unit: Unit, other: Reading) -> Unit | None:
    """The sentence of the other page at the same position, when it is mostly the same words."""
    mine = _words(unit)
    for place in other.places.get(unit.block.path, ())[:_MAX_TWINS]:
        block = other.document.blocks[place]
        for sentence in sentences(block.text):
            if _shared_words(mine, frozenset(_WORDS.findall(sentence.casefold()))) > _NEAR:
                return Unit(sentence, value_key(sentence), block, other.headings[place], place)
    return None


def _words(unit: Unit) -> frozenset[str]:
    return frozenset(_WORDS.findall(unit.text.casefold()))


def likeness(one: Unit, other: Unit) -> float:
    """How much of the longer sentence the two have in common, 0 to 1."""
    return _shared_words(_words(one), _words(other))


def _shared_words(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words over all words of the longer."""
    longest = max(len(one), len(other))
    return len(one & other) / longest if longest else 0.0


def in_context(unit: Unit) -> str:
    """A sentence within its paragraph; of a long paragraph only the opening words stay."""
    whole = unit.block.text
    if len(whole) <= 2 * MAX_LETTERS:
        return whole
    sentence = _cut(unit.text, 0)
    return sentence if whole.startswith(sentence) else f"{whole[:MAX_LETTERS]}… {sentence}"


def excerpts(found: Sequence[Pair]) -> tuple[Excerpt, ...]:
    """What a reader is shown: the first places that differ, long sentences cut around their difference."""
    return tuple(_excerpt(pair) for pair in found[:MAX_EXCERPTS])


def _excerpt(pair: Pair) -> Excerpt:
    before = pair.before.text if pair.before else ""
    after = pair.after.text if pair.after else ""
    if max(len(before), len(after)) > MAX_LETTERS:
        before, after = _around_difference(before, after)
    return Excerpt(before=before, after=after, under=pair.under[:MAX_LETTERS])


def _around_difference(before: str, after: str) -> tuple[str, str]:
    """Cut two long sentences to where they start to differ."""
    start = 0
    if before and after:
        limit = min(len(before), len(after))
        while start < limit and before[start] == after[start]:
            start += 1
    start = max(0, start - MAX_LETTERS // 4)
    return _cut(before, start), _cut(after, start)


def _cut(text: str, start: int) -> str:
    if len(text) <= MAX_LETTERS:
        return text
    start = min(start, max(0, len(text) - MAX_LETTERS))
    piece = text[start : start + MAX_LETTERS - 2]
    return ("…" if start else "") + piece + ("…" if start + MAX_LETTERS - 2 < len(text) else "")
