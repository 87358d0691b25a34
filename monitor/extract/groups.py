"""Neighbouring blocks -> lists of links and teasers, set aside as such."""

import re
from collections.abc import Sequence
from dataclasses import replace

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
    r"|volg ons|follow us|deel (?:deze|dit|op)|share|partager|teilen)\b",
    re.IGNORECASE,
)


def with_groups_aside(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Mark runs of links, and teaser lists under a heading that announces them, among the blocks that are still main."""
    asides = [block.aside for block in blocks]
    _mark_related(blocks, asides)
    _mark_links(blocks, asides)
    return tuple(
        block if block.aside is aside else replace(block, aside=aside)
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
            letters = sum(len(blocks[each].text) for each in under)
            linked = sum(len(blocks[each].text) * blocks[each].link_density for each in under)
            if not letters or linked / letters >= _TEASERS:
                for each in (index, *under):
                    asides[each] = Aside.RELATED
        index = end


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
