"""A page that changed, the other pages of its host -> what all of them carry."""

import asyncio
from collections.abc import Set as AbstractSet
from dataclasses import replace

from monitor.history import History, Recorder
from monitor.model.change import HostProfile
from monitor.model.source import SourceId
from monitor.run.parts import Parts
from monitor.urls import host_of

NEIGHBOURS = 4
"""So many other pages of a host are read to learn what all of them carry."""


def known_host(history: History, url: str) -> HostProfile:
    """What is known of an address's host."""
    host = host_of(url)
    return replace(history.host(host), host=host)


async def with_furniture(
    parts: Parts, known: HostProfile, source: SourceId, touched: AbstractSet[str], record: Recorder
) -> HostProfile:
    """What the host's pages share, learned before a change of one of them is believed: today's texts, and those before.

    `touched` are the blocks in which the page changed. Where no other page has one of them, nothing is learned: what
    they share says nothing about this change.
    """
    from monitor.compare.noise import learn_host, may_share  # noqa: PLC0415 - only for changed pages

    neighbours = parts.neighbours(known.host, but=source)[:NEIGHBOURS] if touched else ()
    others: list[tuple[list[str], list[str]]] = []
    for other in neighbours:
        held = parts.history.texts(other)
        others.append((record.texts(other) or held, held))  # one that brings nothing new still says what it said
        await asyncio.sleep(0)  # a copy takes half a millisecond to read
    if not any(may_share(touched, texts) for pages in others for texts in pages):
        return known
    learned = known
    for pages in zip((record.texts(source), parts.history.texts(source)), *others, strict=True):
        learned = await asyncio.to_thread(learn_host, learned, pages)
    if learned.furniture != known.furniture:
        parts.history.keep_host(learned)
    return learned
