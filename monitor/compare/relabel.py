"""A copy read under an old rule -> the copy as the new rule sees it, so that editing a rule alarms nobody."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from monitor.model.document import Aside, Block, Document


def relabelled(before: Document, after: Document) -> Document:
    """Give each block of `before` the place that `after`, read under the new rule, gives to it.

    It is found again by its text and position, then by its text, then by its position. A block that is gone stands where
    the block above it stood: it was most likely in the same part of the page.
    """
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
        blocks.append(block if block.aside is above else replace(block, aside=above))
    places = {(link.url, link.text): link.is_main for link in after.links}
    links = tuple(replace(link, is_main=places.get((link.url, link.text), link.is_main)) for link in before.links)
    return replace(
        before, blocks=tuple(blocks), links=links, rule_id=after.rule_id, selector_missed=after.selector_missed
    )


def _asides(blocks: Iterable[tuple[str, Block]]) -> Mapping[str, Aside | None]:
    """The aside of each key; where a key stands in several places, the content wins."""
    found: dict[str, Aside | None] = {}
    for key, block in blocks:
        if found.get(key, block.aside) is not None or key not in found:
            found[key] = block.aside
    return found
