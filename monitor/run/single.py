"""One source, visited once with its probes; nothing is recorded."""

import random
from datetime import datetime

from monitor.history import History
from monitor.model.change import HostProfile
from monitor.model.document import Document
from monitor.model.exchange import Exchange
from monitor.model.observation import Answer, Observation, Past
from monitor.model.plan import Purpose, Request
from monitor.model.source import Source, Tool
from monitor.observe import Sight, observe_again, observe_source
from monitor.plan import plan_recheck
from monitor.run.furniture import known_host
from monitor.run.parts import Extract, Fetch
from monitor.urls import host_of, without_fragment


async def look_once(
    fetch: Fetch, extract: Extract, history: History | None, tool: Tool, source: Source, *, now: datetime
) -> tuple[Exchange, Document | None, Observation, tuple[Exchange, ...]]:
    """Visit a source unconditionally, ask its probes at once, and judge it; a re-check is not waited for."""
    remembered = history.remembered(source.id) if history else None
    exchange = await _one(fetch, Request(url=without_fragment(source.url), sources=(source.id,)))
    document = await _document(extract, exchange, source)
    sight = Sight(
        source=source,
        tool=tool,
        exchange=exchange,
        document=document,
        remembered=remembered,
        past=history.past(source.id) if history and remembered else Past(),
        host=known_host(history, source.url) if history else HostProfile(host=host_of(source.url)),
        now=now,
    )
    first = observe_source(sight)
    probes: dict[Purpose, tuple[Answer, ...]] = {}
    for request in plan_recheck(first, seconds=0.0, rng=random.Random()):  # noqa: S311 - an address, no secret
        if request.purpose in {Purpose.SIBLING, Purpose.HOME}:
            answer = await _one(fetch, request)
            read = await _document(extract, answer, source)
            probes[request.purpose] = (Answer(exchange=answer.light, document=read),)
    observation = observe_again(first, sight, probes) if probes else first
    return exchange, document, observation, tuple(answers[0].exchange for answers in probes.values())


async def _one(fetch: Fetch, request: Request) -> Exchange:
    async for exchange in fetch((request,)):
        return exchange
    raise AssertionError("a fetch gives one exchange per request")


async def _document(extract: Extract, exchange: Exchange, source: Source) -> Document | None:
    response = exchange.response
    if response is None or not response.content:
        return None
    return await extract(
        content=response.content,
        content_type=response.fields.get("content-type", ""),
        url=exchange.final_url,
        watch=source.watch,
    )
