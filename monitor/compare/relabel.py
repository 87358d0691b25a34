"""A copy read under an old rule -> the copy as the new rule sees it, so that editing a rule alarms nobody."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from monitor.model.document import Aside, Block, Document, Role

_SEAMS = re.compile(r"[\s|:]+")
_NO_MARKS = re.compile(r"(?!)")
_BRACKETED = re.compile(r"\[[^\[\]]{1,40}\]")
_RAISED = re.compile(r"\[[^\[\]]{1,40}\]|(?<=[^\W\d])\d{1,3}(?!\w)|(?<=[.,;:)!?\"”])\d{1,3}(?!\w)")
"""Marks of footnotes and of a wiki, which an older extractor read as text: ``CISO[1]``, ``Status[edit]``, ``wet.2``."""
_PARTS = 6
"""Into so many lines an older extractor may have cut what is one now."""


def relabelled(before: Document, after: Document) -> Document:
    """Give each block of `before` the place that `after`, read under the new rule, gives to it.

    It is found again by its text and position, then by its text, then by its position. A block that is gone stands where
    the block above it stood: it was most likely in the same part of the page. What an older extractor read otherwise
    (rows without their empty cells, marks, lines that were cut) is taken as it is read now; links to pages, some of which
    are read no more, count then as far as they are still there.
    """
    is_reread = before.rule_id.partition(":")[0] != after.rule_id.partition(":")[0]
    by_both = _asides((f"{block.path}\0{block.text}", block) for block in after.blocks)
    by_text = _asides((block.text, block) for block in after.blocks)
    by_path = _asides((block.path, block) for block in after.blocks)
    blocks: list[Block] = []
    above: Aside | None = None
    for block in _read_anew(before.blocks, after.blocks) if is_reread else before.blocks:
        for known, key in ((by_both, f"{block.path}\0{block.text}"), (by_text, block.text), (by_path, block.path)):
            if key in known:
                above = known[key]
                break
        blocks.append(block if block.aside is above else block._replace(aside=above))
    places = {(link.url, link.text): link.is_main for link in after.links}
    links = tuple(
        link._replace(is_main=places.get((link.url, link.text), link.is_main))
        for link in before.links
        if not is_reread or link.is_document or (link.url, link.text) in places
    )
    return replace(
        before, blocks=tuple(blocks), links=links, rule_id=after.rule_id, selector_missed=after.selector_missed
    )


def _read_anew(held: Sequence[Block], now: Iterable[Block]) -> Iterator[Block]:
    """The held blocks, those whose letters are a block of today as that block."""
    today = {_key(block.text): block for block in now}
    known = {block.text for block in today.values()}
    place = 0
    while place < len(held):
        parts = 1
        block = held[place]
        if block.aside is not Aside.HIDDEN and (block.role is Role.TERM or block.text not in known):
            parts, block = _found_again(held[place : place + _PARTS], today)
        yield block
        yield from (part for part in held[place + 1 : place + parts] if part.aside is Aside.HIDDEN)
        place += parts


def _found_again(held: Sequence[Block], today: Mapping[str, Block]) -> tuple[int, Block]:
    """How many of the held blocks make one of today, and that, the most there are; what was hidden among them does not count."""
    text, made = "", (1, held[0])
    for parts, part in enumerate(held, 1):
        if part.aside is Aside.HIDDEN:
            continue
        text = f"{text} {part.text}"
        for marks in (_NO_MARKS, _BRACKETED, _RAISED):
            if found := today.get(_key(marks.sub("", text))):
                made = parts, found
                break
    return made


def _key(text: str) -> str:
    """All of a text but its blanks, the lines between its cells and the colon after a term."""
    return _SEAMS.sub("", text)


def _asides(blocks: Iterable[tuple[str, Block]]) -> Mapping[str, Aside | None]:
    """The aside of each key; where a key stands in several places, the content wins."""
    found: dict[str, Aside | None] = {}
    for key, block in blocks:
        if found.get(key, block.aside) is not None or key not in found:
            found[key] = block.aside
    return found
