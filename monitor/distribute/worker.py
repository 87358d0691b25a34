"""A task -> chunk files: what runs in a worker. It knows the fetcher and the exchange folder, and no store.

The first attempt asks everything at once, as one process would. When it did not live to its end, the next goes group by
group, each marked before it is begun; a marked group without answers is asked one by one; a marked request without an
answer killed its worker, and that is its answer.
"""

import asyncio
import logging
import os
import pickle
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import BinaryIO

from monitor.distribute.folder import open_folder
from monitor.distribute.ledger import Ledger
from monitor.distribute.shards import Keyed
from monitor.fetch import Fetcher, FetchPolicy
from monitor.model.exchange import Exchange, Refusal, RefusalReason
from monitor.model.plan import Request

logger = logging.getLogger(__name__)

Fetch = Callable[[Iterable[Request]], AsyncIterator[Exchange]]
RobotsCache = dict[str, tuple[str, datetime]]
Door = Callable[[RobotsCache], AbstractAsyncContextManager[Fetch]]

FLUSH_SECONDS = 1.0
FLUSH_BYTES = 8 * 1024 * 1024
_ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One attempt at a shard: plain values, safe to pickle."""

    exchange: str
    run_id: str
    shard: str
    attempt: int
    chunk: int
    policy: FetchPolicy
    items: tuple[Keyed, ...]
    robots: RobotsCache

    @property
    def name(self) -> str:
        """For the engine and the log."""
        return f"{self.run_id}/{self.shard}/{self.attempt}"


class SupersededError(Exception):
    """The shard was given to another attempt."""


@dataclass(slots=True)
class Clerk:
    """Writes the answers of one attempt down, a chunk at a time."""

    task: Task
    ledger: Ledger
    robots: RobotsCache
    _told: RobotsCache = field(default_factory=dict)

    async def ask(self, fetch: Fetch, items: Sequence[Keyed], *, at_once: bool = False) -> None:
        """Ask these and keep their answers; `at_once` writes them all in one file."""
        keys = {id(item.request): item.key for item in items}
        answers: list[tuple[str, Exchange]] = []
        size, since = 0, time.monotonic()
        async for exchange in fetch([item.request for item in items]):
            if not answers:
                since = time.monotonic()
            answers.append((keys[id(exchange.request)], exchange))
            size += len(exchange.response.content) if exchange.response is not None else 0
            is_full = len(answers) >= self.task.chunk or size >= FLUSH_BYTES
            if not at_once and (is_full or time.monotonic() - since >= FLUSH_SECONDS):
                await self.keep(answers)
                answers, size = [], 0
        await self.keep(answers)

    async def keep(self, answers: list[tuple[str, Exchange]]) -> None:
        """Write a chunk. Raises `SupersededError` where the shard is another's by now."""
        if not answers:
            return
        if not await asyncio.to_thread(self.ledger.holds_lease, self.task.shard, self.task.attempt):
            raise SupersededError(self.task.name)
        learned = {origin: held for origin, held in self.robots.items() if self._told.get(origin) != held}
        self._told.update(learned)
        await asyncio.to_thread(self.ledger.write_chunk, self.task.shard, answers, learned)


async def attend(task: Task, ledger: Ledger, door: Door) -> None:
    """See to one attempt at a shard."""
    clerk = Clerk(task, ledger, dict(task.robots), dict(task.robots))
    begun = ledger.marks(task.shard)
    async with door(clerk.robots) as fetch:
        if _ALL not in begun:
            ledger.mark(task.shard, _ALL)
            await clerk.ask(fetch, task.items)
            return
        answered = ledger.answered(task.shard)  # an engine may do a task again by itself, without asking the driver
        open_items = [item for item in task.items if item.key not in answered]
        deadly = [item for item in open_items if _one(item) in begun]
        await clerk.keep([(item.key, worker_crash(item.request)) for item in deadly])
        left = [item for item in open_items if _one(item) not in begun]
        for group in _groups(left, task.chunk):
            name = _group(group)
            if name in begun:
                for item in group:
                    ledger.mark(task.shard, _one(item))
                    await clerk.ask(fetch, (item,), at_once=True)
            else:
                ledger.mark(task.shard, name)
                await clerk.ask(fetch, group, at_once=True)


def worker_crash(request: Request) -> Exchange:
    """The answer of an address that ends whoever asks it."""
    refusal = Refusal(reason=RefusalReason.WORKER_CRASH, detail="the worker that asked it ended")
    return Exchange(request=request, outcome=refusal, final_url=request.url)


def run_task(task: Task) -> None:
    """An attempt, from a thread or process of its own."""
    ledger = Ledger(open_folder(task.exchange), task.run_id)

    def door(robots: RobotsCache) -> Fetcher:
        return Fetcher(task.policy, robots_cache=robots)

    try:
        asyncio.run(attend(task, ledger, door))
    except SupersededError:
        logger.warning("shard %s was given to another worker", task.name)


def _groups(items: Sequence[Keyed], size: int) -> Iterator[Sequence[Keyed]]:
    return (items[at : at + size] for at in range(0, len(items), size))


def _group(items: Sequence[Keyed]) -> str:
    return f"group-{blake2b(' '.join(item.key for item in items).encode(), digest_size=12).hexdigest()}"


def _one(item: Keyed) -> str:
    return f"one-{item.key}"


def main() -> None:
    """A worker process of `--engine processes`: the task comes over standard input, whose end is the driver's end."""
    source = sys.stdin.buffer
    size = int.from_bytes(source.read(8), "big")
    task: Task = pickle.loads(source.read(size))  # noqa: S301 - from our own parent, over a pipe nobody else holds
    threading.Thread(target=_end_with, args=(source,), daemon=True).start()
    run_task(task)
    os._exit(0)  # no waiting for the thread that reads


def _end_with(source: BinaryIO) -> None:
    """A worker without a driver asks nothing more."""
    source.read()
    os._exit(1)


if __name__ == "__main__":
    main()
