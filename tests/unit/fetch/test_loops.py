"""The fetcher on Python's own loop and on uvloop."""

import asyncio
from collections.abc import Callable

import pytest
import uvloop

from monitor.fetch import Fetcher, FetchPolicy
from monitor.model.exchange import Exchange, Failure, FailureKind, Response
from monitor.model.plan import Request
from tests.engine.site import Site, served

Loops = Callable[[], asyncio.AbstractEventLoop]


@pytest.mark.parametrize("loops", [asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def test_pages_validators_missing_pages_and_closed_ports_are_told_alike(loops: Loops) -> None:
    with served(Site(delay=0.0)) as site:
        page = f"http://127.0.9.1:{site.port}/p1.html"
        ports = frozenset({site.port, 9})
        policy = FetchPolicy(allow=("127.0.0.0/8",), ports=ports, host_delay_seconds=0.0, retries=0)

        async def ask(*requests: Request) -> dict[str, Exchange]:
            async with Fetcher(policy) as fetch:
                return {exchange.request.url: exchange async for exchange in fetch(requests)}

        with asyncio.Runner(loop_factory=loops) as runner:
            missing, closed = f"http://127.0.9.2:{site.port}/none", "http://127.0.9.3:9/"
            first = runner.run(ask(Request(url=page), Request(url=missing), Request(url=closed)))
            answer = first[page].response
            assert answer is not None
            again = runner.run(ask(Request(url=page, etag=answer.fields["etag"])))
        assert (answer.status, b"veiligheid" in answer.content) == (200, True)
        assert again[page].not_modified
        assert isinstance(first[missing].outcome, Response)
        outcome = first[closed].outcome
        assert isinstance(outcome, Failure)
        assert outcome.kind is FailureKind.REFUSED
