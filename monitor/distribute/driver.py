"""Requests -> shards -> tasks -> chunk files -> exchanges: hands out, collects, and knows what is missing."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field, replace

from monitor.distribute.crew import Crew
from monitor.distribute.ledger import Chunk, Ledger
from monitor.distribute.shards import Keyed, Shard, keyed, shards_of
from monitor.distribute.wire import from_line
from monitor.distribute.worker import RobotsCache, Task, worker_crash
from monitor.fetch import FetchPolicy
from monitor.model.exchange import Exchange
from monitor.model.plan import Request
from monitor.urls import host_of, registrable_domain

logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 0.25
IDLE_ATTEMPTS = 3
"""Attempts in a row that left neither a mark nor an answer, after which a shard is given up."""
WAITING = 64
"""Exchanges that may wait for the reader; workers go on, their chunks stay in the folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What holds for all shards of a run."""

    exchange: str
    run_id: str
    policy: FetchPolicy
    shard_size: int = 1000
    chunk: int = 25
    stall_seconds: float = 600.0


@dataclass(slots=True)
class Round:
    """One call of the seam: what is still wanted, and who waits for it."""

    wanted: dict[str, Keyed]
    ready: "asyncio.Queue[Exchange | None]" = field(default_factory=lambda: asyncio.Queue(WAITING))


class Distributor:
    """The fetch seam over a crew; without a crew only what the ledger holds, which is merging.

    Gives one exchange per request, or, when merging, per request that was answered. What an earlier driver's workers left is
    taken first, so that nothing is asked twice.
    """

    def __init__(self, crew: Crew | None, ledger: Ledger, order: Order, *, robots_cache: RobotsCache) -> None:
        self._crew = crew
        self._ledger = ledger
        self._order = order
        self._robots = robots_cache
        self._rounds = 0
        self._keys: dict[str, tuple[str, ...]] = {}
        slots = crew.slots if crew is not None else 1
        share = max(1, -(-order.policy.concurrency // slots))
        # What a worker has in hand when it dies is asked again: no more than a chunk of finished answers waits there.
        window = min(order.policy.window, order.chunk)
        self._policy = replace(order.policy, concurrency=share, window=window, hosts=dict(order.policy.hosts))

    async def __call__(self, requests: Iterable[Request]) -> AsyncIterator[Exchange]:
        """One round."""
        items = keyed(requests)
        self._rounds += 1
        around = Round({item.key: item for item in items})
        for name in await asyncio.to_thread(self._ledger.chunk_names):
            for exchange in await self._taken(around, name):
                yield exchange
        if self._crew is None or not around.wanted:
            return
        left = [item for item in items if item.key in around.wanted]
        slots = self._crew.slots
        shards = shards_of(left, size=self._order.shard_size, at_least=slots, chunk=self._order.chunk)
        logger.info("round %d: %d requests in %d shards for %d workers", self._rounds, len(left), len(shards), slots)
        working = asyncio.create_task(self._see_to_all(around, shards, self._crew))
        try:
            while (found := await around.ready.get()) is not None:
                yield found
            await working
        finally:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)

    async def _see_to_all(self, around: Round, shards: Sequence[Shard], crew: Crew) -> None:
        """All shards, as many at a time as there are workers."""
        places = asyncio.Semaphore(crew.slots)

        async def in_turn(shard: Shard) -> None:
            async with places:
                await self._see_to(around, replace(shard, id=f"{self._rounds}-{shard.id}"), crew)

        try:
            async with asyncio.TaskGroup() as group:
                for shard in shards:
                    group.create_task(in_turn(shard))
        finally:
            await around.ready.put(None)

    async def _see_to(self, around: Round, shard: Shard, crew: Crew) -> None:
        """One shard, until nothing of it is missing: attempt after attempt, each under its own lease."""
        attempt, idle = await asyncio.to_thread(self._ledger.attempt, shard.id), 0
        while missing := tuple(item for item in shard.items if item.key in around.wanted):
            if idle >= IDLE_ATTEMPTS:
                logger.error("shard %s is given up: its workers leave nothing", shard.id)
                for item in missing:
                    del around.wanted[item.key]
                    await around.ready.put(worker_crash(item.request))
                return
            attempt += 1
            await asyncio.to_thread(self._ledger.lease, shard.id, attempt)
            before = await asyncio.to_thread(self._ledger.progress, shard.id)
            await self._attempt(around, shard, self._task(shard, missing, attempt), crew)
            after = await asyncio.to_thread(self._ledger.progress, shard.id)
            idle = idle + 1 if after == before else 0

    async def _attempt(self, around: Round, shard: Shard, task: Task, crew: Crew) -> None:
        """Have a task done and collect meanwhile; one that shows nothing new for too long is taken away."""
        clock = asyncio.get_running_loop().time
        doing = asyncio.create_task(crew.run(task))
        seen, moved_at = await asyncio.to_thread(self._ledger.progress, shard.id), clock()
        try:
            while not doing.done():
                await asyncio.wait((doing,), timeout=LOOK_EVERY_SECONDS)
                await self._collect(around, shard)
                now_seen = await asyncio.to_thread(self._ledger.progress, shard.id)
                if now_seen != seen:
                    seen, moved_at = now_seen, clock()
                elif clock() - moved_at > self._order.stall_seconds:
                    logger.warning("shard %s stands still for %g s", shard.id, self._order.stall_seconds)
                    return
        finally:
            doing.cancel()
            await asyncio.gather(doing, return_exceptions=True)
            await self._collect(around, shard)

    def _task(self, shard: Shard, missing: tuple[Keyed, ...], attempt: int) -> Task:
        domains = shard.domains
        robots = {
            origin: held for origin, held in self._robots.items() if registrable_domain(host_of(origin)) in domains
        }
        return Task(
            exchange=self._order.exchange,
            run_id=self._order.run_id,
            shard=shard.id,
            attempt=attempt,
            chunk=self._order.chunk,
            policy=self._policy,
            items=missing,
            robots=robots,
        )

    async def _collect(self, around: Round, shard: Shard) -> None:
        for name in await asyncio.to_thread(self._ledger.chunk_names, shard.id):
            for exchange in await self._taken(around, name):
                await around.ready.put(exchange)

    async def _taken(self, around: Round, name: str) -> list[Exchange]:
        """What a chunk file holds of what is wanted; one that was read before is read again only where it does."""
        known = self._keys.get(name)
        if known is not None and around.wanted.keys().isdisjoint(known):
            return []
        chunk = await asyncio.to_thread(self._ledger.read_chunk, name)
        if chunk is None:
            return []
        self._keys[name] = chunk.keys
        self._robots.update(chunk.robots)
        return await asyncio.to_thread(_answers, chunk, around.wanted)


def _answers(chunk: Chunk, wanted: dict[str, Keyed]) -> list[Exchange]:
    """The wanted answers of a chunk; they are wanted no more."""
    found = []
    for key, line in zip(chunk.keys, chunk.lines, strict=True):
        item = wanted.pop(key, None)
        if item is not None:
            found.append(from_line(line, item.request))
    return found
