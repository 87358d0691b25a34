"""Plan -> first look -> second look -> what is remembered: a run on one screen."""

import logging
import time
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from monitor.history import History
from monitor.judge.standing import told_until
from monitor.judge.void import RunJudge
from monitor.model.observation import Remembered, Run
from monitor.model.source import SourceId
from monitor.model.verdict import State
from monitor.plan import default_canaries, plan_run
from monitor.run.lag import LoopLag
from monitor.run.look import first_look, second_look
from monitor.run.parts import LOCAL_ENGINE, Parts
from monitor.run.readiness import ready_to_read

logger = logging.getLogger(__name__)


def known_moves(memory: Mapping[SourceId, Remembered]) -> Iterator[tuple[str, str]]:
    """Where pages were led for good in earlier runs."""
    for remembered in memory.values():
        if remembered.standing.state is State.MOVED and remembered.standing.target:
            yield remembered.url, remembered.standing.target


def last_report(history: History) -> datetime | None:
    """When readers were last told what stood."""
    closings = history.closings()
    return closings[-1].made_at if closings else None


async def run_once(parts: Parts, now: datetime, *, only: frozenset[str] = frozenset()) -> Run:
    """Visit what is due and remember it.

    Rows are written as they come, so a killed run keeps what it saw; standings and good copies move only when the
    run has ended and was not void. Raises what the store raises; a server's misbehaviour is a verdict.
    """
    started = time.monotonic()
    memory = parts.history.memory()
    policy = parts.policy
    plan = plan_run(parts.catalogue, memory, now, only=only, interval=policy.interval, canaries=policy.canaries)
    canaries = frozenset() if policy.canaries else default_canaries(parts.catalogue, memory)
    judge = RunJudge()
    planned = sum(len(request.sources) for request in plan.requests)
    logger.info("run planned: %d sources, %d requests", planned, len(plan.requests))
    if any(memory.get(source) is None for request in plan.requests for source in request.sources):
        await ready_to_read()  # before the first request: what is new must be read
    goes_on = policy.engine != LOCAL_ENGINE
    with parts.history.run(
        now=now, engine=policy.engine, planned=planned, is_partial=bool(only), goes_on=goes_on
    ) as record:
        async with LoopLag() as lag:
            first = await first_look(parts, plan, memory, record, judge, canaries, now)
            void = judge.verdict()
            if void is None:
                lost = await second_look(parts, first, record)
                if lost:
                    from monitor.run.search import search  # noqa: PLC0415 - most runs lose nothing

                    await search(parts, lost, (*first.moves, *known_moves(memory)), record)
        if void is None:
            record.settle(told_until(last_report(parts.history)), now)
        else:
            logger.warning("run is void: %s %s", void.slug, void.detail)
            record.void(void.slug, void.detail)
        elapsed = time.monotonic() - started
        return record.finish(now + timedelta(seconds=elapsed), stats={"elapsed_seconds": elapsed, **lag.figures()})
