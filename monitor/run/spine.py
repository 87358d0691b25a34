"""Plan -> first look -> second look -> what is remembered: a run on one screen."""

import logging
import time
from datetime import datetime, timedelta

from monitor.judge.standing import next_standing
from monitor.judge.void import RunJudge
from monitor.model.observation import Run
from monitor.plan import default_canaries, plan_run
from monitor.run.lag import LoopLag
from monitor.run.look import first_look, second_look
from monitor.run.parts import Parts
from monitor.run.search import search

logger = logging.getLogger(__name__)


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
    with parts.history.run(now=now, engine=policy.engine, planned=planned, is_partial=bool(only)) as record:
        async with LoopLag() as lag:
            first = await first_look(parts, plan, memory, record, judge, canaries, now)
            void = judge.verdict()
            if void is None:
                lost = await second_look(parts, first, record)
                await search(parts, lost, record)
                record.settle(next_standing, now)
            else:
                logger.warning("run is void: %s %s", void.slug, void.detail)
                record.void(void.slug, void.detail)
        elapsed = time.monotonic() - started
        return record.finish(now + timedelta(seconds=elapsed), stats={"elapsed_seconds": elapsed, **lag.figures()})
