"""Certificates as noted, and https through a proxy that only passes bytes on."""

import asyncio
import contextlib
import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Self

import pytest

from monitor.fetch import Fetcher, FetchPolicy
from monitor.fetch.tls import reason_of, trusting
from monitor.fetch.visit import showed
from monitor.model.exchange import Exchange, Failure, TlsReason
from monitor.model.plan import Request
from tests.faults.authority import Authority
from tests.faults.server import PAGE, Behaviour, FaultServer, ok, says

GOOD = Behaviour(name="good", script=says(ok(), close=False), expected="200", tls="good")
ENDS_SOON = Behaviour(name="ends-soon", script=says(ok(), close=False), expected="200", tls="ends-soon")
EXPIRED = Behaviour(name="expired", script=says(ok(), close=False), expected="tls", tls="expired")
ALL = (GOOD, ENDS_SOON, EXPIRED)


@dataclass
class Proxy:
    """A CONNECT proxy; `refuses` gives the answer in place of the tunnel."""

    refuses: bytes = b""
    asked: list[str] = field(default_factory=list)
    port: int = 0

    async def __aenter__(self) -> Self:
        self._tasks: set[asyncio.Task[None]] = set()
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            line = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[0].decode()
            self.asked.append(line)
            host, _, port = line.split()[1].rpartition(":")
            if self.refuses:
                writer.write(self.refuses)
            else:
                there, back = await asyncio.open_connection(host, int(port))
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                await asyncio.gather(self._pass(reader, back), self._pass(there, writer))
        writer.close()
        self._tasks.discard(task)

    @staticmethod
    async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()


async def visited(server: FaultServer, *, proxy: str | None = None) -> dict[str, Exchange]:
    policy = FetchPolicy(
        allow=("127.77.0.0/16",),
        ports=frozenset({server.port}),
        ca_file=server.authority.ca_file,
        proxy=proxy,
        host_delay_seconds=0,
        retries=0,
    )
    async with Fetcher(policy) as fetcher:
        found = {
            one.request.url: one async for one in fetcher([Request(url=server.url_of(behaviour)) for behaviour in ALL])
        }
    return {behaviour.name: found[server.url_of(behaviour)] for behaviour in ALL}


@pytest.mark.parametrize("through_proxy", [False, True])
def test_https_is_verified_the_same_with_and_without_a_proxy(through_proxy: bool) -> None:  # noqa: FBT001 - a column
    async def scenario() -> None:
        async with FaultServer(ALL) as server, Proxy() as proxy:
            found = await visited(server, proxy=f"http://127.0.0.1:{proxy.port}" if through_proxy else None)
            assert {name: showed(one.outcome) for name, one in found.items()} == {
                "good": "200",
                "ends-soon": "200",
                "expired": "tls",
            }
            assert {one.via_proxy for one in found.values()} == {through_proxy}
            assert bool(proxy.asked) is through_proxy
            outcome = found["expired"].outcome
            assert isinstance(outcome, Failure)
            assert (outcome.tls_reason, outcome.page_exists) == ("expired", True)

    asyncio.run(scenario())


def test_a_certificate_that_names_its_host_in_the_common_name_alone_is_for_another_host() -> None:
    authority, host = Authority(), "www.voorbeeld.example"
    to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = trusting(authority.ca_file).wrap_bio(to_client, to_server, server_hostname=host)
    server = authority.context("common-name-only", host).wrap_bio(to_server, to_client, server_side=True)

    def shake_hands() -> None:
        for side in (client, server) * 3:
            with contextlib.suppress(ssl.SSLWantReadError):
                side.do_handshake()

    with pytest.raises(ssl.SSLCertVerificationError) as refused:
        shake_hands()
    assert reason_of(refused.value, ()) is TlsReason.WRONG_HOST


def test_the_end_of_a_certificate_is_noted_on_every_visit_also_of_a_bad_one() -> None:
    async def scenario() -> None:
        async with FaultServer(ALL) as server:
            found = await visited(server)
            days = {
                name: (one.certificate.not_after - datetime.now(UTC)) / timedelta(days=1)
                for name, one in found.items()
                if one.certificate
            }
            assert {name: round(value) for name, value in days.items()} == {"good": 100, "ends-soon": 5, "expired": -1}
            assert {one.certificate.issuer for one in found.values() if one.certificate} == {"Throw-away Root"}
            assert found["good"].response is not None
            assert found["good"].response.content == PAGE

    asyncio.run(scenario())


@pytest.mark.parametrize(
    "refusal",
    [
        b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
        b"HTTP/1.1 403 Forbidden\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"",
    ],
)
def test_a_proxy_that_refuses_is_told_as_the_proxy(refusal: bytes) -> None:
    async def scenario() -> None:
        async with FaultServer(ALL) as server, Proxy(refuses=refusal or b"\r\n") as proxy:
            found = await visited(server, proxy=f"http://127.0.0.1:{proxy.port}")
            assert {showed(one.outcome) for one in found.values()} == {"proxy"}

    asyncio.run(scenario())
