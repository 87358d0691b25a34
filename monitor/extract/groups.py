"""Neighbouring blocks -> lists of links and teasers, set aside as such."""

import re
from collections.abc import Sequence

from monitor.model.document import Aside, Block, Role

_LINKED = 0.75  # a block with this share of its letters in links is a link
_ALL_LINKED = 0.9
_RUN = 3
_SHORT = 120
_TEASERS = 0.3  # mean link density under a heading of related items
_RELATED = re.compile(
    r"^(?:gerelateerd|related|zie ook|see also|lees ook|lees verder|meer (?:lezen|nieuws|over|weten)|(?:laatste|recent|ander)e? (?:nieuws|berichten|artikelen)"
    r"|(?:het )?(?:laatste )?nieuws|actueel|uitgelicht|aanbevolen|recommended|you (?:may|might) also|read (?:more|next)|latest|recent (?:posts|news|articles)|more (?:from|articles|news|like)"
    r"|popular|trending|news|à lire aussi|voir aussi|articles? (?:similaires|récents|liés)|actualités?|siehe auch|verwandte|weitere (?:artikel|themen)|mehr (?:zum thema|lesen)|aktuelles"
    r"|bekijk ook|kijk ook|agenda|kalender|evenementen|bijeenkomsten|upcoming|events|nieuwste|recente?|meest (?:gelezen|bekeken|recente?)|most (?:read|viewed|recent)"
    r"|(?:onze |laatste )?(?:tweets|blogs?|berichten)\b|twitter|linkedin"
    r"|volg ons|follow us|deel (?:deze|dit|op)|share|partager|teilen)\b",
    re.IGNORECASE,
)


_ITEMS = 2
_BARE_ITEMS = 3  # items that are told by their headings alone
_TEASER = 200
_FOLLOWING = 3  # a date, a label and a teaser stand below the headline of an item
_DAY_WORDS = 4
_DAY = re.compile(
    r"\b\d{1,2}[-./ ](?:\d{1,2}|jan\w*|feb\w*|mrt|maart|mar\w*|apr\w*|mei|may|jun\w*|jul\w*|aug\w*|sep\w*|okt\w*|oct\w*|nov\w*|dec\w*)\b|\b(?:geleden|ago)\b",
    re.IGNORECASE,
)


def with_groups_aside(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Mark runs of links, and teaser lists under a heading that announces them, among the blocks that are still main."""
    asides = [block.aside for block in blocks]
    _mark_related(blocks, asides)
    _mark_links(blocks, asides)
    return tuple(
        block if block.aside is aside else block._replace(aside=aside)
        for block, aside in zip(blocks, asides, strict=True)
    )


def _mark_related(blocks: Sequence[Block], asides: list[Aside | None]) -> None:
    index = 0
    while index < len(blocks):
        block = blocks[index]
        end = index + 1
        if asides[index] is None and block.role is Role.HEADING and _RELATED.match(block.text):
            while end < len(blocks) and not (blocks[end].role is Role.HEADING and blocks[end].level <= block.level):
                end += 1
            under = [each for each in range(index + 1, end) if asides[each] is None]
            for each in _items(blocks, index, under) or _teasers(blocks, index, under):
                asides[each] = Aside.RELATED
        index = end


def _teasers(blocks: Sequence[Block], heading: int, under: Sequence[int]) -> Sequence[int]:
    """All that stands under a heading, where a good part of it is links."""
    letters = sum(len(blocks[each].text) for each in under)
    linked = sum(len(blocks[each].text) * blocks[each].link_density for each in under)
    return (heading, *under) if not letters or linked / letters >= _TEASERS else ()


def _items(blocks: Sequence[Block], heading: int, under: Sequence[int]) -> Sequence[int]:
    """A heading and the items below it, each a headline, a link or a date with little more; empty where they are none.

    Where the heading has an element of its own, all of that must be items. Else they end where something else begins:
    a paragraph that stands less deep than the last item, or one more than the first item had.
    """
    own = [each for each in under if blocks[each].path.startswith(_around(blocks[heading]))]
    is_apart = len(own) < len(under)
    found, telling = [heading], 0
    role: Role | None = None
    followers: list[int] = []
    for each in own:
        block = blocks[each]
        tells = block.link_density >= _LINKED or (len(block.text) <= _TEASER and _DAY.search(block.text) is not None)
        if block.role is (role or block.role) and (tells or block.role is Role.HEADING) and not _is_day(block, role):
            role = block.role
            telling += tells
            followers.append(0)
        elif followers and len(block.text) <= _TEASER and _follows(blocks[found[-1]], block, followers):
            followers[-1] += 1
        elif is_apart:
            return ()
        else:
            break
        found.append(each)
    return found if telling >= _ITEMS or len(followers) >= _BARE_ITEMS else ()


def _is_day(block: Block, role: Role | None) -> bool:
    """Whether a block is a date and nothing more, below a headline: of that item it is a part."""
    is_plain = block.role not in {Role.HEADING, Role.LIST_ITEM} and not block.link_density
    return role is not None and is_plain and len(block.text.split()) <= _DAY_WORDS


def _follows(last: Block, block: Block, followers: Sequence[int]) -> bool:
    """Whether a block is part of the item above it: not less deep than that, and no more of them than items had so far."""
    most = _FOLLOWING if len(followers) == 1 else max(followers[:-1])
    return followers[-1] < most and block.path.startswith(_around(last))


def _around(block: Block) -> str:
    """The path of the element in which a block stands."""
    return block.path.rpartition("/")[0] + "/"


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
