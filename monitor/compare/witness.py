"""Three texts of a page -> what a second fetch in the same run bears out of a difference."""

import re
from collections import Counter, defaultdict
from functools import cached_property

from monitor.compare.diff import Pair, Reading, Unit, counted, likeness, only_in
from monitor.compare.noise import EDIT_WORDS, is_prose
from monitor.compare.values import shape
from monitor.model.document import Document

_MOST_KIN = 20_000
"""Pairs of sentences held beside each other, a third of a second; of more, the first on the page are excused."""
_SAME_PLACE = 0.25
"""Standing at one position makes two sentences kin, but words in common make them more so."""

_REWORDED = 0.5
"""A sentence that has more of its words in common with another is that one reworded."""
_MAX_COUNTING, _MAX_GONE = 30, 300
"""So many sentences are held against one another: a page that draws more numbers than that is all noise."""
_NUMBERS = re.compile(r"(\d+)")


class Witness:
    """A second fetch beside the first, and both beside the text that is held.

    What differs between two fetches of one run is the server's doing: it is no news, and neither is what stood in its
    place before. So each sentence in which the fetches disagree excuses one sentence of the held text that both lack.
    """

    def __init__(self, before: Document, first: Document, second: Document) -> None:
        documents = before, first, second
        shared = frozenset.intersection(*(frozenset(block.text for block in each.blocks) for each in documents))
        self._before, self._first, self._second = (Reading(each, shared) for each in documents)

    @property
    def reading(self) -> Reading:
        """What the second fetch brought."""
        return self._second

    def bears_out(self, unit: Unit, *, is_new: bool) -> bool:
        """Whether the second fetch shows it too: a sentence that both brought, or one that both lost for good.

        Of a text drawn by lot from few, a short sentence may come up twice; then its neighbours tell.
        """
        if is_new and unit.key in self._recounted:
            return True
        if self._second.says(unit) is not is_new or (not is_new and unit.key in self._excused):
            return False
        is_short = len(unit.text.split()) < EDIT_WORDS and not is_prose(unit)
        return not (is_short and unit.block.path in self._fleeting_paths)

    def quoted(self, pair: Pair) -> Pair:
        """The pair without a newer form that only one of the fetches has: whoever looks it up must find it, but for its numbers."""
        is_fleeting = (
            pair.before and pair.after and pair.after.key not in self._recounted and not self._second.says(pair.after)
        )
        return Pair(pair.before, None) if is_fleeting else pair

    @cached_property
    def unsteady_paths(self) -> frozenset[str]:
        """Positions at which the three texts all differ: what stands there is made anew for each visit."""
        held, mine, theirs = (_texts_by_path(reading) for reading in (self._before, self._first, self._second))
        return frozenset(
            path
            for path in held.keys() & mine.keys() & theirs.keys()
            if len({held[path], mine[path], theirs[path]}) == len((held, mine, theirs))
        )

    @cached_property
    def _recounted(self) -> dict[str, str]:
        """Sentences that both fetches say, each with numbers of its own, and that reword a held one: key by key.

        Masked are only the numbers in which the fetches differ. A sentence that the held text says with other numbers there
        counts on; one without a form in the held text may be a counter that is new.
        """
        rivals = {shape(unit.key): unit.key for unit in only_in(self._second, self._first)}
        gone = only_in(self._before, self._first)[:_MAX_GONE] if rivals else ()
        return {
            unit.key: rival
            for unit in (only_in(self._first, self._second)[:_MAX_COUNTING] if gone else ())
            if (rival := rivals.get(shape(unit.key)))
            and len(unit.text.split()) >= EDIT_WORDS
            and max(likeness(unit, held) for held in gone) > _REWORDED
            and not any(map(_in_common(unit.key, rival).fullmatch, (held.key for held in gone)))
        }

    @cached_property
    def _fleeting_paths(self) -> frozenset[str]:
        return frozenset(
            unit.block.path
            for one, other in ((self._first, self._second), (self._second, self._first))
            for unit in only_in(one, other)
        )

    @cached_property
    def _excused(self) -> frozenset[str]:
        mine, theirs = (frozenset(unit.key for unit in each.units) for each in (self._first, self._second))
        steady = mine & theirs & frozenset(unit.key for unit in self._before.units)
        told = self._recounted
        fleeting = (
            _by_anchor(self._first, steady, but=theirs | told.keys()),
            _by_anchor(self._second, steady, but=mine | frozenset(told.values())),
        )
        room = Counter({anchor: len(units) for anchor, units in fleeting[0].items()})
        room |= Counter({anchor: len(units) for anchor, units in fleeting[1].items()})
        excused: set[str] = set()
        for anchor, gone in _by_anchor(self._before, steady, but=mine | theirs).items():
            rivals = [*fleeting[0].get(anchor, ()), *fleeting[1].get(anchor, ())]
            if room[anchor] < len(gone) and len(gone) * len(rivals) <= _MOST_KIN:
                gone.sort(key=lambda unit: -max((_kinship(unit, rival) for rival in rivals), default=0.0))
            excused.update(unit.key for unit in gone[: room[anchor]])
        return frozenset(excused)


def nearest(held: Document, first: Document, second: Document) -> Document:
    """The fetch that holds least that the held text does not: what was not told must still be news next time."""
    shared = frozenset.intersection(*(frozenset(block.text for block in each.blocks) for each in (held, first, second)))
    known, *fetched = (Reading(each, shared) for each in (held, first, second))
    strange = [len(only_in(each, known)) + len(only_in(known, each)) for each in fetched]
    return second if strange[1] < strange[0] else first


def _by_anchor(reading: Reading, steady: frozenset[str], *, but: frozenset[str]) -> dict[str, list[Unit]]:
    """The sentences that are not in `but`, by the last one above them that all three texts have."""
    own: dict[int, list[Unit]] = defaultdict(list)
    for unit in reading.units:
        own[unit.place].append(unit)
    found: dict[str, list[Unit]] = defaultdict(list)
    anchor = ""
    for place, block in enumerate(reading.document.blocks):
        if counted(block) and block.text in reading.shared:
            anchor = block.text
        for unit in own.get(place, ()):
            if unit.key in steady:
                anchor = unit.key
            elif unit.key not in but:
                found[anchor].append(unit)
    return found


def _kinship(one: Unit, other: Unit) -> float:
    """How likely two sentences are turns of one: the same but for its numbers, words in common, one position."""
    if shape(one.key) == shape(other.key):
        return 1.0 + _SAME_PLACE
    return likeness(one, other) + (_SAME_PLACE if one.block.path == other.block.path else 0.0)


def _in_common(one: str, other: str) -> re.Pattern[str]:
    """What two keys of one shape share: any number may stand where theirs differ."""
    pieces = zip(_NUMBERS.split(one), _NUMBERS.split(other), strict=True)
    return re.compile("".join(re.escape(mine) if mine == theirs else r"\d+" for mine, theirs in pieces))


def _texts_by_path(reading: Reading) -> dict[str, str]:
    """What stands at each position; nothing but letters and digits counts."""
    found: dict[str, str] = {}
    for unit in reading.units:
        found[unit.block.path] = found.get(unit.block.path, "") + unit.key
    return found
