"""A copy read under an old rule -> the copy as the new rule sees it, so that editing a rule alarms nobody."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from monitor.model.document import Aside, Block, Document

_CELL_ENDS = re.compile(r"\s*\|[\s|]*")


def relabelled(before: Document, after: Document) -> Document:
    """Give each block of `before` the place that `after`, read under the new rule, gives to it.

    It is found again by its text and position, then by its text, then by its position. A block that is gone stands where
    the block above it stood: it was most likely in the same part of the page. A row that an older extractor read without
    its empty cells is taken as it is read now.
    """
    is_reread = before.rule_id.partition(":")[0] != after.rule_id.partition(":")[0]
    rows = {_cells(block.text): block.text for block in after.blocks if is_reread and "|" in block.text}
    by_both = _asides((f"{block.path}\0{block.text}", block) for block in after.blocks)
    by_text = _asides((block.text, block) for block in after.blocks)
    by_path = _asides((block.path, block) for block in after.blocks)
    blocks: list[Block] = []
    above: Aside | None = None
    for block in before.blocks:
        for known, key in ((by_both, f"{block.path}\0{block.text}"), (by_text, block.text), (by_path, block.path)):
            if key in known:
                above = known[key]
                break
        text = rows.get(_cells(block.text), block.text) if rows else block.text
        is_same = block.aside is above and text == block.text
        blocks.append(block if is_same else block._replace(aside=above, text=text))
    places = {(link.url, link.text): link.is_main for link in after.links}
    links = tuple(link._replace(is_main=places.get((link.url, link.text), link.is_main)) for link in before.links)
    return replace(
        before, blocks=tuple(blocks), links=links, rule_id=after.rule_id, selector_missed=after.selector_missed
    )


def _cells(text: str) -> tuple[str, ...]:
    """The filled cells of a row."""
    return tuple(filter(None, _CELL_ENDS.split(text.strip())))


def _asides(blocks: Iterable[tuple[str, Block]]) -> Mapping[str, Aside | None]:
    """The aside of each key; where a key stands in several places, the content wins."""
    found: dict[str, Aside | None] = {}
    for key, block in blocks:
        if found.get(key, block.aside) is not None or key not in found:
            found[key] = block.aside
    return found
