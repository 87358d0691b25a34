"""What a side column says of the page itself -> content: its version, its status, how long it holds."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from monitor.model.document import Aside, Block, Role

_LABEL = re.compile(
    r"\W*(?:versie|version|status|editie|edition|revisie|revision|geldig(?:heid)?(?: (?:vanaf|sinds|per|tot(?: en met)?))?|valid(?: (?:from|until))?"
    r"|ingangsdatum|vervaldatum|in werking(?: sinds| per)?|effective(?: date| from)?|vastgesteld(?: op| door)?)(?:[ -]?(?:nummer|number|datum|date))?\W*",
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"\S{0,40}?\d+\.\d+\S*\s+\W?(?:latest|current|laatste|nieuwste|actueel|actuele|huidige?)(?: release| versie| version)?\W*",
    re.IGNORECASE,
)
"""The newest release in a box of its own: ``v1.2.0 Latest``."""
_VALUE = 80
_ROLES = frozenset({Role.TERM, Role.TABLE_ROW})


def with_particulars(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Bring back from a side column the rows of a list of terms that name the page's version, status or validity.

    A label that stands there more than once belongs to a list of other things.
    """
    found = list(_labelled(blocks))
    times = Counter(label for label, _ in found)
    own = {place for label, places in found if times[label] == 1 for place in places}
    if not own:
        return tuple(blocks)
    return tuple(block._replace(aside=None) if place in own else block for place, block in enumerate(blocks))


def _labelled(blocks: Sequence[Block]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each label of a side column that is known, with the places of its row."""
    for place, block in enumerate(blocks):
        if block.aside is not Aside.SIDEBAR or len(block.text) > _VALUE:
            continue
        if _RELEASE.fullmatch(block.text):
            yield "release", (place,)
        label, bar, _ = block.text.partition(" | ")
        if block.role not in _ROLES or not _LABEL.fullmatch(label):
            continue
        name = label.strip(" :").casefold()
        if bar:
            yield name, (place,)
        elif place + 1 < len(blocks) and _is_value(blocks[place + 1]):
            yield name, (place, place + 1)


def _is_value(block: Block) -> bool:
    return block.aside is Aside.SIDEBAR and block.role is Role.TERM and len(block.text) <= _VALUE
