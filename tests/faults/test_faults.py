"""Every behaviour of the table, all in one run, each judged as it would be alone."""

import asyncio
import time
from pathlib import Path

import pytest

from monitor.fetch import Fetcher, FetchPolicy
from monitor.fetch.visit import showed
from monitor.model.exchange import Exchange, Failure, Response
from monitor.model.plan import Request
from tests.faults.behaviours import BEHAVIOURS
from tests.faults.server import Behaviour, FaultServer

BUDGET_SECONDS = 40


def peak_mb() -> float:
    """The most memory this process ever held, MB (Linux)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


async def visit_all(behaviours: tuple[Behaviour, ...]) -> tuple[dict[str, Exchange], dict[str, int], float]:
    async with FaultServer(behaviours) as server:
        policy = FetchPolicy(
            allow=("127.77.0.0/16",),
            ports=frozenset({server.port, 80, 443}),
            ca_file=server.authority.ca_file,
            concurrency=24,
            host_delay_seconds=0.0,
            connect_seconds=2,
            tls_seconds=1.5,
            first_byte_seconds=1.5,
            attempt_seconds=2.5,
            source_seconds=9,
            retries=1,
            backoff_seconds=(0.05,),
            html_mib=2,
            document_mib=4,
            retry_after_seconds=1,
        )
        began = time.monotonic()
        requests = [Request(url=server.url_of(behaviour)) for behaviour in behaviours]
        async with Fetcher(policy) as fetcher:
            found = {exchange.request.url: exchange async for exchange in fetcher(requests)}
        seconds = time.monotonic() - began
        names = {behaviour.name: found[server.url_of(behaviour)] for behaviour in behaviours}
        return names, {name: server.requests_to(name) for name in names}, seconds


@pytest.fixture(scope="module")
def visited() -> tuple[dict[str, Exchange], dict[str, int], float]:
    """All behaviours, visited once in one run."""
    return asyncio.run(visit_all(BEHAVIOURS))


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda behaviour: behaviour.name)
def test_a_behaviour_has_the_outcome_of_the_table(
    behaviour: Behaviour, visited: tuple[dict[str, Exchange], dict[str, int], float]
) -> None:
    exchange = visited[0][behaviour.name]
    outcome = exchange.outcome
    assert showed(outcome) in behaviour.expected.split("|"), exchange
    assert visited[1][behaviour.name] <= behaviour.most_requests
    assert exchange.plain_accept is behaviour.plain_accept
    if behaviour.limit:
        assert behaviour.limit in exchange.limits
    if behaviour.hops is not None:
        assert len(exchange.hops) == behaviour.hops
    if isinstance(outcome, Response):
        assert behaviour.truncated in (outcome.truncated or "")
        assert behaviour.content is None or outcome.content == behaviour.content
        assert set(behaviour.fields) <= set(outcome.fields.items())
    if isinstance(outcome, Failure):
        assert (outcome.tls_reason or "") == behaviour.tls_reason
        if behaviour.page_exists is not None:
            assert outcome.page_exists is behaviour.page_exists


def test_all_of_them_end_within_the_budget(visited: tuple[dict[str, Exchange], dict[str, int], float]) -> None:
    assert len(visited[0]) >= 120
    assert visited[2] < BUDGET_SECONDS


def test_memory_stays_bounded(visited: tuple[dict[str, Exchange], dict[str, int], float]) -> None:
    assert visited[0]
    assert peak_mb() < 300
