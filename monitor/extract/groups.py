"""Neighbouring blocks -> lists of links and teasers, set aside as such."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from monitor.model.document import Aside, Block, Role

_LINKED = 0.75  # a block with this share of its letters in links is a link
_ALL_LINKED = 0.9
_RUN = 3
_SHORT = 120
_TEASERS = 0.3  # mean link density under a heading of related items
_RELATED = re.compile(
    r"^(?!(?:meest |most )?(?:recente?|nieuwste|laatste|latest) (?:wijziging|aanpassing|versie|editie|uitgave|change|version|revision|edition|release))"
    r"(?:gerelateerd|related|zie ook|see also|lees ook|lees verder|meer (?:lezen|nieuws|over|weten)|(?:laatste|recent|ander)e? (?:nieuws|berichten|artikelen)"
    r"|(?:het )?(?:laatste )?nieuws|actueel|uitgelicht|aanbevolen|recommended|you (?:may|might) also|read (?:more|next)|latest|recent (?:posts|news|articles)|more (?:from|articles|news|like)"
    r"|popular|trending|news|à lire aussi|voir aussi|articles? (?:similaires|récents|liés)|actualités?|siehe auch|verwandte|weitere (?:artikel|themen)|mehr (?:zum thema|lesen)|aktuelles"
    r"|bekijk ook|kijk ook|ook interessant|agenda|kalender|evenementen|bijeenkomsten|upcoming|events|nieuwste|recente?|meest (?:gelezen|bekeken|recente?)|most (?:read|viewed|recent)"
    r"|(?:onze |laatste )?(?:tweets|blogs?|berichten)\b|twitter|linkedin"
    r"|volg ons|follow us|deel (?:deze|dit|op)|share|partager|teilen)\b",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"^(?:\(?\d+\)?\W+|alle |all )?(?:reacties?|comments?|kommentare?|commentaires?)(?:\W+\d+)?\W*$"
    r"|^(?:\d+|een|één|one) (?:reacties?|gedachten?|comments?|thoughts?|responses?|replies|reply) (?:over|op|on|to)\b",
    re.IGNORECASE,
)
_BARE_ITEMS = 3  # items that are told by their headings alone
_TEASER = 200
_DAY_WORDS = 8
_HEARD = frozenset({None, Aside.SIDEBAR})
"""Where headings of news are looked for: a side column has files of the page, and news of others."""
_WRAPPERS = 3
"""A heading may stand in a frame or two of its own, above the list that it announces."""
_DAY = re.compile(
    r"\b\d{1,2}[-./ ](?:\d{1,2}|jan\w*|feb\w*|mrt|maart|mar\w*|apr\w*|mei|may|jun\w*|jul\w*|aug\w*|sep\w*|okt\w*|oct\w*|nov\w*|dec\w*)\b|\b(?:geleden|ago)\b",
    re.IGNORECASE,
)
_OF_PAGE = re.compile(
    r"^\W*(?:(?:let op|nb|n\.b\.|attentie|note|important)\W+)?(?:deze|dit|this)\s+"
    r"(?:\w*(?:handreiking|richtlijn|norm|standaard|leidraad|handleiding|gids|document|publicatie|pagina|product|hulpmiddel|instrument|versie|editie|uitgave)"
    r"|tool|guidance|guide|guideline|standard|page|publication|version|edition|framework|factsheet|toolkit)\b",
    re.IGNORECASE,
)
"""What speaks of the page itself is none of the items among which it stands."""
_NUMBER = re.compile(r"\[\d+\]$")

Item = Sequence[int]
"""The places of the blocks that belong together."""


class _Listing(NamedTuple):
    """What a heading may announce."""

    heading: re.Pattern[str]
    enough: int
    """So many items are a list."""
    letters: int
    """A longer item is the text itself."""


_NEWS = _Listing(_RELATED, enough=2, letters=700)
_LISTINGS = (_NEWS, _Listing(_COMMENTS, enough=1, letters=5_000))


def with_groups_aside(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Mark runs of links among the blocks that are still main, and there and beside them lists that a heading announces."""
    asides = [block.aside for block in blocks]
    _mark_related(blocks, asides)
    _mark_links(blocks, asides)
    return tuple(
        block if block.aside is aside else block._replace(aside=aside)
        for block, aside in zip(blocks, asides, strict=True)
    )


def _mark_related(blocks: Sequence[Block], asides: list[Aside | None]) -> None:
    for index, block in enumerate(blocks):
        aside = asides[index]  # a heading that was set aside with what stood above it announces nothing of its own
        if aside not in _HEARD or not (listing := _announced(block)):
            continue
        end = index + 1
        while end < len(blocks) and not (blocks[end].role is Role.HEADING and blocks[end].level <= block.level):
            end += 1
        under = [each for each in range(index + 1, end) if asides[each] is aside]
        found = _listed(blocks, index, under, listing)
        for each in found or (_teasers(blocks, index, under) if listing is _NEWS else (index,)):
            asides[each] = Aside.RELATED


def _announced(block: Block) -> _Listing | None:
    """What a heading announces, if it is one that does."""
    if block.role is not Role.HEADING:
        return None
    return next((listing for listing in _LISTINGS if listing.heading.match(block.text)), None)


def _teasers(blocks: Sequence[Block], heading: int, under: Sequence[int]) -> Sequence[int]:
    """All that stands under a heading, where a good part of it is links."""
    letters = sum(len(blocks[each].text) for each in under)
    linked = sum(len(blocks[each].text) * blocks[each].link_density for each in under)
    return (heading, *under) if not letters or linked / letters >= _TEASERS else ()


def _listed(blocks: Sequence[Block], heading: int, under: Sequence[int], listing: _Listing) -> Sequence[int]:
    """A heading and the items that it announces, in its own element or in that around it; empty where they are none."""
    around = blocks[heading].path
    for _ in range(_WRAPPERS):
        around = around.rpartition("/")[0]
        own = [each for each in under if blocks[each].path.startswith(f"{around}/")] if around else []
        if items := _items(blocks, own, len(around) + 1, listing):
            found = {each for item in items for each in item}
            last = max(found)
            found |= {each for each in under if each <= last + 1 and _is_link(blocks[each])}
            return sorted((heading, *found))
        if not all(_is_link(blocks[each]) for each in own):
            break
    return ()


def _items(blocks: Sequence[Block], own: Sequence[int], depth: int, listing: _Listing) -> Sequence[Item]:
    """Elements of one name, side by side, most of which link or bear a date; looked for from the outside inwards.

    `depth` letters of their paths the blocks have in common. Headings side by side begin an item each.
    """
    children: dict[str, list[int]] = {}
    for each in own:
        children.setdefault(blocks[each].path[depth:].partition("/")[0], []).append(each)
    alike: dict[str, list[Item]] = {}
    for step, places in children.items():
        alike.setdefault(_NUMBER.sub("", step), []).append(places)
    for elements in alike.values():
        is_flat = all(blocks[element[0]].role is Role.HEADING and len(element) == 1 for element in elements)
        cut = _sections(own, [element[0] for element in elements]) if is_flat else elements
        if kept := _kept(blocks, tuple(cut), listing):
            return kept
    for step, places in children.items():
        inner = depth + len(step) + 1
        deeper = [each for each in places if len(blocks[each].path) > inner]
        if deeper and (items := _items(blocks, deeper, inner, listing)):
            return items
    return ()


def _sections(own: Sequence[int], headlines: Sequence[int]) -> Iterator[Item]:
    """Headlines with what follows each; the last item is no longer than the others, unless it stands alone."""
    longest = 0
    for start, end in pairwise((*headlines, own[-1] + 1)):
        item = [each for each in own if start <= each < end]
        if start == headlines[-1] and longest:
            item = item[:longest]
        longest = max(longest, len(item))
        yield item


def _kept(blocks: Sequence[Block], items: Sequence[Item], listing: _Listing) -> Sequence[Item]:
    """The elements that are items, where most of them are and enough of them tell it; else none."""
    telling = [item for item in items if _tells(blocks, item, listing)]
    bare = [item for item in items if item not in telling and _is_bare(blocks, item)]
    if 2 * len(telling) <= len(items) and len(telling) + len(bare) < len(items):
        return ()
    is_enough = len(telling) >= listing.enough or len(telling) + len(bare) >= _BARE_ITEMS
    return [*telling, *bare] if is_enough else ()


def _tells(blocks: Sequence[Block], item: Item, listing: _Listing) -> bool:
    """Whether an element is an item by its link or its date."""
    if len(item) > 1:
        is_brief = sum(len(blocks[each].text) for each in item) <= listing.letters
        return is_brief and any(_is_link(blocks[each]) or _is_day(blocks[each]) for each in item)
    block = blocks[item[0]]
    is_dated = len(block.text) <= _TEASER and _DAY.search(block.text) is not None
    return block.link_density >= _LINKED or (is_dated and not _OF_PAGE.match(block.text))


def _is_bare(blocks: Sequence[Block], item: Item) -> bool:
    """Whether an element is an item by its headline alone."""
    is_headed = blocks[item[0]].role is Role.HEADING and len(item) > 1
    return is_headed and sum(len(blocks[each].text) for each in item) <= _TEASER


def _is_link(block: Block) -> bool:
    return block.link_density >= _LINKED and len(block.text) <= _TEASER


def _is_day(block: Block) -> bool:
    """Whether a block is a date and little more."""
    return len(block.text.split()) <= _DAY_WORDS and _DAY.search(block.text) is not None


def _mark_links(blocks: Sequence[Block], asides: list[Aside | None]) -> None:
    run: list[int] = []
    for index, block in enumerate(blocks):
        if asides[index] is not None:
            continue
        if block.link_density >= _LINKED and len(block.text) <= _SHORT and block.role is not Role.HEADING:
            run.append(index)
            continue
        if block.link_density >= _ALL_LINKED and len(block.text) > _SHORT:
            asides[index] = Aside.LINKS
        _end_run(run, asides)
        run = []
    _end_run(run, asides)


def _end_run(run: list[int], asides: list[Aside | None]) -> None:
    if len(run) >= _RUN:
        for index in run:
            asides[index] = Aside.LINKS
