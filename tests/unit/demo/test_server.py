import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from multidict import CIMultiDictProxy

from monitor.demo import CertificateKind, FakeInternet, Fault, Host, Page, Reach, Script, moved, week


class _ConnectTo(AbstractResolver):
    """Sends every name where `connect_to` says; knows no other."""

    def __init__(self, internet: FakeInternet) -> None:
        self._entries = [entry.split(":") for entry in internet.connect_to]

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:  # noqa: ARG002 - its shape
        for name, at_port, address, to_port in self._entries:
            if name in {"", host} and at_port == str(port):
                return [
                    ResolveResult(
                        hostname=host, host=address, port=int(to_port), family=socket.AF_INET, proto=0, flags=0
                    )
                ]
        raise OSError(host)

    async def close(self) -> None:
        """Nothing is held."""


@asynccontextmanager
async def _client(internet: FakeInternet) -> AsyncIterator[aiohttp.ClientSession]:
    trust = ssl.create_default_context(cafile=str(internet.ca_file))
    connector = aiohttp.TCPConnector(resolver=_ConnectTo(internet), ssl=trust, use_dns_cache=False)
    async with aiohttp.ClientSession(connector=connector) as session:
        yield session


async def _get(internet: FakeInternet, url: str, **fields: str) -> tuple[int, CIMultiDictProxy[str], bytes]:
    async with _client(internet) as session, session.get(url, headers=fields, allow_redirects=False) as response:
        return response.status, response.headers, await response.read()


_OLD = Page(content=b"<p>oud</p>")
_NEW = Page(content=b"<p>nieuw</p>")
_SCRIPT = Script(
    begins=date(2026, 10, 5),
    hosts=(
        Host(
            name="a.example",
            pages={
                "/": {week(1): _OLD, week(2): _NEW},
                "/weg": {week(1): moved("https://b.example/hier")},
                "/productcategorieën/": {week(1): _OLD},
                "/hang": {week(1): Page(fault=Fault.HANG)},
                "/close": {week(1): Page(fault=Fault.CLOSE)},
                "/reset": {week(1): Page(fault=Fault.RESET)},
                "/cut": {week(1): Page(content=b"x" * 1000, fault=Fault.CUT)},
                "/garbage": {week(1): Page(fault=Fault.GARBAGE)},
                "/counter": {week(1): Page(content=lambda visit: b"%d" % visit.number)},
            },
        ),
        Host(name="expired.example", certificate={week(2): CertificateKind.EXPIRED, week(3): CertificateKind.VALID}),
        Host(name="wrong.example", certificate={week(1): CertificateKind.WRONG_HOST}),
        Host(name="early.example", certificate={week(1): CertificateKind.NOT_YET_VALID}),
        Host(name="unknown.example", certificate={week(1): CertificateKind.UNTRUSTED}),
        Host(name="down.example", reach={week(1): Reach.REFUSED, week(1, day=1): Reach.OPEN}),
        Host(name="silent.example", reach={week(1): Reach.SILENT}),
    ),
)


@pytest.fixture
def internet() -> Iterator[FakeInternet]:
    """A small internet of a few made-up hosts."""
    with FakeInternet(_SCRIPT) as running:
        yield running


async def _status(internet: FakeInternet, url: str) -> int:
    return (await _get(internet, url))[0]


def test_every_host_is_answered_over_https_and_http(internet: FakeInternet) -> None:
    assert asyncio.run(_get(internet, "https://a.example/"))[2] == b"<p>oud</p>"
    assert asyncio.run(_get(internet, "http://a.example/"))[2] == b"<p>oud</p>"


def test_a_host_outside_the_script_has_no_page(internet: FakeInternet) -> None:
    assert asyncio.run(_status(internet, "https://nergens.example/x")) == 404


def test_a_later_week_shows_the_later_page(internet: FakeInternet) -> None:
    internet.week = 2

    assert internet.day == 7
    assert asyncio.run(_get(internet, "https://a.example/"))[2] == b"<p>nieuw</p>"


def test_a_page_that_is_current_is_not_sent_again(internet: FakeInternet) -> None:
    _, fields, _ = asyncio.run(_get(internet, "https://a.example/"))

    by_tag = asyncio.run(_get(internet, "https://a.example/", **{"If-None-Match": fields["ETag"]}))
    by_date = asyncio.run(_get(internet, "https://a.example/", **{"If-Modified-Since": fields["Last-Modified"]}))
    internet.week = 2
    changed = asyncio.run(_get(internet, "https://a.example/", **{"If-None-Match": fields["ETag"]}))

    assert (by_tag[0], by_date[0], changed[0]) == (304, 304, 200)


def test_a_redirect_carries_its_location(internet: FakeInternet) -> None:
    status, fields, _ = asyncio.run(_get(internet, "https://a.example/weg"))

    assert (status, fields["Location"]) == (301, "https://b.example/hier")


def test_a_path_is_known_however_it_is_encoded(internet: FakeInternet) -> None:
    assert asyncio.run(_status(internet, "https://a.example/productcategorie%C3%ABn/")) == 200


def test_a_page_made_per_visit_has_no_validators(internet: FakeInternet) -> None:
    first, second = (asyncio.run(_get(internet, "https://a.example/counter")) for _ in range(2))

    assert (first[2], second[2]) == (b"0", b"1")
    assert "ETag" not in first[1]


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("https://a.example/close", aiohttp.ServerDisconnectedError),
        ("https://a.example/reset", aiohttp.ClientOSError),
        ("http://a.example/reset", aiohttp.ClientOSError),
        ("https://a.example/cut", aiohttp.ClientPayloadError),
        ("http://a.example/garbage", aiohttp.ClientResponseError),
        ("https://wrong.example/", aiohttp.ClientConnectorCertificateError),
        ("https://early.example/", aiohttp.ClientConnectorCertificateError),
        ("https://unknown.example/", aiohttp.ClientConnectorCertificateError),
        ("https://down.example/", aiohttp.ClientConnectorError),
        ("http://down.example/", aiohttp.ClientConnectorError),
    ],
)
def test_a_fault_is_felt_by_a_real_client(internet: FakeInternet, url: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        asyncio.run(_get(internet, url))


def test_a_page_that_hangs_is_never_answered(internet: FakeInternet) -> None:
    async def wait() -> None:
        async with asyncio.timeout(0.2):
            await _get(internet, "http://a.example/hang")

    with pytest.raises(TimeoutError):
        asyncio.run(wait())


@pytest.mark.parametrize("port", ["443", "80"])
def test_a_silent_host_takes_the_connection_and_says_nothing(internet: FakeInternet, port: str) -> None:
    # A bare socket: asyncio itself forgets a connection whose handshake is given up (Python 3.11).
    entry = next(entry for entry in internet.connect_to if entry.startswith(f"silent.example:{port}:"))
    _, _, address, door = entry.split(":")

    with socket.create_connection((address, int(door)), timeout=0.2) as connection:
        connection.sendall(b"hello")
        with pytest.raises(TimeoutError):
            connection.recv(1)


def test_what_is_no_request_ends_the_connection(internet: FakeInternet) -> None:
    entry = next(entry for entry in internet.connect_to if entry.startswith(":80:"))
    _, _, address, door = entry.split(":")

    with socket.create_connection((address, int(door)), timeout=2) as connection:
        connection.sendall(b"nonsense\r\n\r\n")
        assert connection.recv(1) == b""


def test_a_certificate_expires_and_is_renewed_by_the_script(internet: FakeInternet) -> None:
    before = asyncio.run(_status(internet, "https://expired.example/"))
    internet.week = 2
    with pytest.raises(aiohttp.ClientConnectorCertificateError, match="expired"):
        asyncio.run(_status(internet, "https://expired.example/"))
    internet.week = 3

    assert (before, asyncio.run(_status(internet, "https://expired.example/"))) == (404, 404)


def test_a_host_that_was_down_for_a_day_is_back_the_next(internet: FakeInternet) -> None:
    internet.day = 1

    assert asyncio.run(_status(internet, "https://down.example/")) == 404


def test_what_was_asked_is_noted_for_tests_of_manners(internet: FakeInternet) -> None:
    asyncio.run(_get(internet, "https://a.example/weg?x=1", **{"User-Agent": "proef"}))

    (asked,) = internet.requests
    assert (asked.scheme, asked.host, asked.target, asked.status) == ("https", "a.example", "/weg?x=1", 301)
    assert asked.fields["user-agent"] == "proef"


def test_it_serves_within_an_event_loop_too() -> None:
    async def visit() -> int:
        async with FakeInternet(_SCRIPT) as internet:
            return await _status(internet, "https://a.example/")

    assert asyncio.run(visit()) == 200
