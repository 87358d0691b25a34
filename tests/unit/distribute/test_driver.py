"""The protocol between driver and workers, with a crew that reorders, repeats, drops, hangs and dies."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from monitor.distribute.driver import Distributor, Order
from monitor.distribute.folder import DiskFolder
from monitor.distribute.ledger import Ledger
from monitor.distribute.worker import Fetch, RobotsCache, SupersededError, Task, attend
from monitor.fetch import FetchPolicy
from monitor.model.exchange import Exchange, Refusal, RefusalReason, Response
from monitor.model.plan import Request

NOW = datetime(2026, 11, 24, tzinfo=UTC)
DEADLY = "https://h3.nl/7"
PLAN = tuple(Request(url=f"https://h{host}.nl/{page}") for host in range(6) for page in range(12))


class WorkerDiedError(Exception):
    """Stands for the end of a process."""


@dataclass
class FakeCrew:
    """Does tasks in this process; `mood` says what goes wrong with the nth task."""

    ledger: Ledger
    mood: Callable[[int, Task], str] = lambda _number, _task: "well"
    slots: int = 2
    asked: Counter[str] = field(default_factory=Counter)
    tasks: int = 0
    zombies: list["asyncio.Task[None]"] = field(default_factory=list)

    async def run(self, task: Task) -> None:
        self.tasks += 1
        mood = self.mood(self.tasks, task)
        if mood == "dropped":
            return
        if mood == "hangs":
            await asyncio.sleep(3600)
        if mood == "repeated":
            self.zombies.append(asyncio.create_task(self._done(task)))
        await self._done(task, dies_after=5 if mood == "dies" else None)

    async def _done(self, task: Task, dies_after: int | None = None) -> None:
        @asynccontextmanager
        async def door(_robots: RobotsCache) -> AsyncIterator[Fetch]:
            yield lambda requests: self._fetch(requests, dies_after)

        try:
            await attend(task, self.ledger, door)
        except (WorkerDiedError, SupersededError):
            return

    async def _fetch(self, requests: Iterable[Request], dies_after: int | None) -> AsyncIterator[Exchange]:
        shuffled = list(requests)
        random.Random(len(shuffled)).shuffle(shuffled)
        for number, request in enumerate(shuffled):
            if number == dies_after:
                raise WorkerDiedError
            self.asked[request.url] += 1
            await asyncio.sleep(0)
            if request.url == DEADLY:
                raise WorkerDiedError
            yield Exchange(request=request, outcome=Response(status=200, content=b"x"), final_url=request.url)


def run(folder: Path, mood: Callable[[int, Task], str], plan: Iterable[Request]) -> tuple[list[Exchange], FakeCrew]:
    ledger = Ledger(DiskFolder(folder), "r")
    crew = FakeCrew(ledger, mood)
    order = Order(exchange=str(folder), run_id="r", policy=FetchPolicy(), shard_size=20, chunk=4, stall_seconds=1.0)

    async def collected() -> list[Exchange]:
        return [found async for found in Distributor(crew, ledger, order, robots_cache={})(plan)]

    return asyncio.run(collected()), crew


def urls(exchanges: Iterable[Exchange]) -> list[str]:
    return sorted(exchange.request.url for exchange in exchanges)


SAFE = tuple(request for request in PLAN if request.url != DEADLY)
EXPECTED = sorted(request.url for request in SAFE)


def test_every_request_has_one_answer_and_is_asked_once(tmp_path: Path) -> None:
    answers, crew = run(tmp_path, lambda _number, _task: "well", SAFE)
    assert urls(answers) == EXPECTED
    assert set(crew.asked.values()) == {1}


def test_a_task_that_vanishes_is_done_by_another(tmp_path: Path) -> None:
    answers, crew = run(tmp_path, lambda number, _task: "dropped" if number <= 2 else "well", SAFE)
    assert urls(answers) == EXPECTED
    assert set(crew.asked.values()) == {1}


def test_a_task_that_is_done_twice_gives_no_answer_twice(tmp_path: Path) -> None:
    answers, _ = run(tmp_path, lambda _number, _task: "repeated", SAFE)
    assert urls(answers) == EXPECTED


def test_a_worker_that_dies_costs_at_most_what_it_had_not_written(tmp_path: Path) -> None:
    answers, crew = run(tmp_path, lambda _number, task: "dies" if task.attempt == 1 else "well", SAFE)
    assert urls(answers) == EXPECTED
    assert sum(crew.asked.values()) - len(SAFE) <= 4 * 2 * crew.slots


def test_a_worker_that_hangs_loses_its_shard(tmp_path: Path) -> None:
    answers, crew = run(tmp_path, lambda number, _task: "hangs" if number == 1 else "well", SAFE)
    assert urls(answers) == EXPECTED
    assert set(crew.asked.values()) == {1}


def test_an_address_that_kills_its_worker_is_found_and_nobody_else_suffers(tmp_path: Path) -> None:
    answers, _ = run(tmp_path, lambda _number, _task: "well", PLAN)
    crashed = [found for found in answers if isinstance(found.outcome, Refusal)]
    assert urls(answers) == sorted(request.url for request in PLAN)
    assert [(found.request.url, found.outcome) for found in crashed] == [
        (DEADLY, Refusal(reason=RefusalReason.WORKER_CRASH, detail="the worker that asked it ended"))
    ]


def test_a_crew_that_never_leaves_anything_is_given_up(tmp_path: Path) -> None:
    answers, _ = run(tmp_path, lambda _number, _task: "dropped", SAFE)
    assert urls(answers) == EXPECTED
    assert all(isinstance(found.outcome, Refusal) for found in answers)


def test_another_driver_takes_what_is_there_and_asks_the_rest(tmp_path: Path) -> None:
    run(tmp_path, lambda _number, _task: "well", SAFE[:40])
    answers, crew = run(tmp_path, lambda _number, _task: "well", SAFE)
    assert urls(answers) == EXPECTED
    assert sorted(crew.asked) == sorted(request.url for request in SAFE[40:])


def test_merging_gives_what_is_there_and_asks_nothing(tmp_path: Path) -> None:
    run(tmp_path, lambda _number, _task: "well", SAFE[:40])
    ledger = Ledger(DiskFolder(tmp_path), "r")
    order = Order(exchange=str(tmp_path), run_id="r", policy=FetchPolicy())

    async def merged() -> list[Exchange]:
        return [found async for found in Distributor(None, ledger, order, robots_cache={})(SAFE)]

    assert urls(asyncio.run(merged())) == sorted(request.url for request in SAFE[:40])


def test_a_worker_is_told_only_the_robots_of_its_own_domains(tmp_path: Path) -> None:
    told: list[set[str]] = []
    known = {"https://h1.nl": ("a", NOW), "https://elsewhere.nl": ("b", NOW)}

    def mood(_number: int, task: Task) -> str:
        told.append(set(task.robots))
        return "well"

    ledger = Ledger(DiskFolder(tmp_path), "r")
    order = Order(exchange=str(tmp_path), run_id="r", policy=FetchPolicy(), shard_size=20)

    async def collected() -> None:
        async for _ in Distributor(FakeCrew(ledger, mood), ledger, order, robots_cache=known)(SAFE):
            pass

    asyncio.run(collected())
    assert set().union(*told) == {"https://h1.nl"}
