import asyncio
import contextlib
import gzip
import itertools
import logging
import random
import socket
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.errors import SettingsError
from monitor.fetch import Fetcher, FetchPolicy, HostPolicy, connect
from monitor.fetch.visit import showed
from monitor.model.exchange import Exchange, FailureKind, RefusalReason
from monitor.model.plan import HeldContent, Purpose, Request
from tests.unit.fetch.site import OK, Answer, Asked, Site

NO_ROBOTS: Answer = (404, {}, b"")


def pages(answer: Any = OK) -> Any:
    """No robots.txt, and this for all pages."""
    return lambda asked: NO_ROBOTS if asked.path == "/robots.txt" else answer(asked) if callable(answer) else answer


@pytest.mark.parametrize(
    "wrong", [{"allow": ("10.0.0.0/99",)}, {"connect_to": ("a.nl",)}, {"ca_file": "no-such-file.pem"}]
)
def test_a_policy_that_cannot_be_worked_with_is_told_before_the_first_request(wrong: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        asyncio.run(fetched(FetchPolicy(**wrong), []))


async def fetched(policy: FetchPolicy, requests: Iterable[Request], **more: Any) -> list[Exchange]:
    async with Fetcher(policy, **more) as fetcher:
        return [exchange async for exchange in fetcher(requests)]


def shown(exchanges: list[Exchange]) -> dict[str, str]:
    return {exchange.request.url: showed(exchange.outcome) for exchange in exchanges}


def test_every_request_has_one_exchange_also_when_the_plan_is_long() -> None:
    async def scenario() -> None:
        async with Site(pages()) as site:
            requests = [Request(url=f"http://h{number % 40}.test/{number}") for number in range(600)]
            exchanges = await fetched(site.policy(), requests)
            assert sorted(exchange.request.url for exchange in exchanges) == sorted(request.url for request in requests)
            assert {showed(exchange.outcome) for exchange in exchanges} == {"200"}
            assert site.connections <= 40

    asyncio.run(scenario())


def test_a_reader_that_stops_stops_the_asking() -> None:
    async def scenario() -> None:
        async with Site(pages()) as site, Fetcher(site.policy(window=4)) as fetcher:
            seen = 0
            async for _ in fetcher([Request(url=f"http://h{number}.test/") for number in range(300)]):
                seen += 1
                if seen == 3:
                    await asyncio.sleep(0.2)
                    assert len(site.pages) <= 3 + 4 + 10 + 1
                    break

    asyncio.run(scenario())


def test_a_broken_off_round_leaves_a_fetcher_that_works() -> None:
    async def scenario() -> None:
        async with Site(pages()) as site, Fetcher(site.policy()) as fetcher:
            exchanges = fetcher([Request(url=f"http://a.test/{number}") for number in range(50)])
            async for _ in exchanges:
                break
            await exchanges.aclose()
            assert [showed(one.outcome) async for one in fetcher([Request(url="http://a.test/")])] == ["200"]

    asyncio.run(scenario())


def test_validators_go_back_as_they_came() -> None:
    async def scenario() -> None:
        async with Site(pages(lambda asked: (304 if asked.fields.get("if-none-match") else 200, {}, b""))) as site:
            (exchange,) = await fetched(
                site.policy(), [Request(url="http://a.test/", etag='W/"a  b"', last_modified="yesterday")]
            )
            assert exchange.not_modified
            assert site.pages[0].fields["if-none-match"] == 'W/"a  b"'
            assert site.pages[0].fields["if-modified-since"] == "yesterday"
            assert site.pages[0].fields["accept-encoding"] == "gzip, deflate"
            assert not any(
                word in site.pages[0].fields["user-agent"].lower() for word in ("link", "check", "bot", "crawl")
            )

    asyncio.run(scenario())


def test_validators_of_one_address_are_not_sent_to_another() -> None:
    def answer(asked: Asked) -> Answer:
        return (
            (302, {"Location": "/end"}, b"")
            if asked.path == "/"
            else (304 if "if-modified-since" in asked.fields else 200, {}, b"")
        )

    async def scenario() -> None:
        async with Site(pages(answer)) as site:
            for origin, status in (("http://a.test/end", "304"), ("http://a.test/old", "200"), (None, "304")):
                request = Request(url="http://a.test/", last_modified="yesterday", validators_of=origin)
                assert set(shown(await fetched(site.policy(), [request])).values()) == {status}

    asyncio.run(scenario())


def test_one_host_is_asked_one_at_a_time_and_never_faster_than_the_delay() -> None:
    async def scenario() -> None:
        async with Site(pages()) as site:
            requests = [Request(url=f"http://a.test/{number}") for number in range(6)]
            await fetched(site.policy(host_delay_seconds=0.1), requests)
            assert site.most_at_once == 1
            assert min(site.gaps()) >= 0.095

    asyncio.run(scenario())


def test_hosts_that_share_an_address_share_its_turn() -> None:
    async def scenario() -> None:
        async with Site(pages()) as site:
            await fetched(
                site.policy(host_delay_seconds=0.06), [Request(url=f"http://h{number}.test/") for number in range(4)]
            )
            assert site.most_at_once == 1
            assert min(site.gaps()) >= 0.055

    asyncio.run(scenario())


def test_redirect_hops_wait_their_turn_too() -> None:
    def answer(asked: Asked) -> Answer:
        return OK if asked.path == "/end" else (302, {"Location": "/end"}, b"")

    async def scenario() -> None:
        async with Site(pages(answer)) as site:
            (exchange,) = await fetched(site.policy(host_delay_seconds=0.1), [Request(url="http://a.test/#deel")])
            assert exchange.final_url == "http://a.test/end#deel"
            assert min(site.gaps()) >= 0.095
            assert exchange.elapsed_seconds < 0.1

    asyncio.run(scenario())


def test_a_slow_host_does_not_hold_up_the_others() -> None:
    async def scenario() -> None:
        async with Site(pages()) as site:
            policy = site.policy(
                host_delay_seconds=0.3,
                connect_to=(f"slow.test::127.0.0.1:{site.port}", f"::127.0.0.2:{site.port}"),
                concurrency=1,
            )
            requests = [Request(url=f"http://slow.test/{number}") for number in range(3)] + [
                Request(url="ftp://x.test/")
            ]
            exchanges = await fetched(policy, requests)
            assert len(exchanges) == 4

    asyncio.run(scenario())


def test_the_host_with_most_work_starts_first() -> None:
    async def scenario() -> None:
        async with Site(pages()) as site:
            few = [Request(url=f"http://few{number}.test/") for number in range(5)]
            many = [Request(url=f"http://many.test/{number}") for number in range(5)]
            await fetched(site.policy(concurrency=1), few + many)
            assert {one.host for one in site.asked[:2]} == {"many.test"}

    asyncio.run(scenario())


def test_a_host_is_given_up_after_two_time_outs_and_tried_once_more_at_the_end() -> None:
    def answer(asked: Asked) -> Answer | float:
        return 30.0 if asked.host == "hangs.test" and asked.path != "/robots.txt" else OK

    async def scenario() -> None:
        async with Site(answer) as site:
            requests = [Request(url=f"http://hangs.test/{number}") for number in range(12)] + [
                Request(url="http://well.test/")
            ]
            exchanges = await fetched(site.policy(first_byte_seconds=0.2), requests)
            found = shown(exchanges)
            assert found.pop("http://well.test/") == "200"
            assert set(found.values()) == {"first-byte-timeout", "host-given-up"}
            assert len([one for one in site.pages if one.host == "hangs.test"]) == 3

    asyncio.run(scenario())


def test_a_host_that_comes_back_at_the_end_is_asked_for_all_its_pages() -> None:
    def answer(asked: Asked) -> Answer | float:
        numbers = sum(
            count for (host, path), count in site.counts.items() if host == "a.test" and path != "/robots.txt"
        )
        return 30.0 if asked.path != "/robots.txt" and numbers <= 2 else OK

    site = Site(answer)

    async def scenario() -> None:
        async with site:
            requests = [Request(url=f"http://a.test/{number}") for number in range(5)]
            assert set(shown(await fetched(site.policy(first_byte_seconds=0.2), requests)).values()) == {"200"}

    asyncio.run(scenario())


def test_retry_after_is_waited_for_within_its_limit() -> None:
    async def scenario() -> None:
        async with Site(pages(lambda asked: (429, {"Retry-After": "1"}, b"") if asked.number == 1 else OK)) as site:
            (exchange,) = await fetched(site.policy(), [Request(url="http://a.test/")])
            assert [attempt.showed for attempt in exchange.attempts] == ["429", "200"]
            assert site.gaps()[-1] >= 0.95

    asyncio.run(scenario())


def test_retry_after_beyond_its_limit_is_carried_to_the_next_run() -> None:
    async def scenario() -> None:
        async with Site(pages((503, {"Retry-After": "999999"}, b""))) as site:
            (exchange,) = await fetched(site.policy(), [Request(url="http://a.test/")])
            assert (len(site.pages), exchange.retry_after_seconds) == (1, 6 * 3600)

    asyncio.run(scenario())


def test_too_many_requests_lowers_the_rate() -> None:
    async def scenario() -> None:
        async with Site(
            pages(lambda asked: (429, {}, b"") if asked.path == "/0" and asked.number == 1 else OK)
        ) as site:
            await fetched(
                site.policy(host_delay_seconds=0.05), [Request(url=f"http://a.test/{number}") for number in range(4)]
            )
            assert site.gaps()[-1] >= 0.095

    asyncio.run(scenario())


@pytest.mark.parametrize(("mode", "expected"), [("inform", "200"), ("obey", "robots")])
def test_robots_txt_informs_or_is_obeyed(mode: str, expected: str) -> None:
    def answer(asked: Asked) -> Answer:
        return (200, {}, b"User-agent: *\nDisallow: /private") if asked.path == "/robots.txt" else OK

    async def scenario() -> None:
        async with Site(answer) as site:
            exchanges = await fetched(
                site.policy(robots=mode), [Request(url="http://a.test/private"), Request(url="http://a.test/public")]
            )
            assert shown(exchanges) == {"http://a.test/private": expected, "http://a.test/public": "200"}
            assert [one.robots_disallowed for one in exchanges if one.request.url.endswith("private")] == [True]
            assert [one.path for one in site.asked].count("/robots.txt") == 1

    asyncio.run(scenario())


def test_robots_txt_is_kept_for_a_day() -> None:
    now = datetime(2026, 11, 24, 6, tzinfo=UTC)
    cache = {
        "http://a.test": ("User-agent: *\nDisallow: /", now - timedelta(hours=23)),
        "http://b.test": ("", now - timedelta(hours=25)),
    }

    async def scenario() -> None:
        async with Site(pages()) as site:
            exchanges = await fetched(
                site.policy(),
                [Request(url="http://a.test/"), Request(url="http://b.test/")],
                robots_cache=cache,
                now=lambda: now,
            )
            assert [one.robots_disallowed for one in exchanges if one.request.url == "http://a.test/"] == [True]
            assert [(one.host, one.path) for one in site.asked if one.path == "/robots.txt"] == [
                ("b.test", "/robots.txt")
            ]
            assert cache["http://b.test"] == ("", now)

    asyncio.run(scenario())


def test_a_robots_txt_in_trouble_closes_the_site_to_who_obeys_and_hides_no_dead_host() -> None:
    def answer(asked: Asked) -> Answer:
        return (500, {}, b"") if asked.path == "/robots.txt" else OK

    async def scenario() -> None:
        async with Site(answer) as site:
            assert set(shown(await fetched(site.policy(robots="obey"), [Request(url="http://a.test/")])).values()) == {
                "robots"
            }
            assert set(shown(await fetched(site.policy(), [Request(url="http://a.test/")])).values()) == {"200"}

    asyncio.run(scenario())


def test_a_host_has_its_own_rules() -> None:
    hosts = {
        "skip.test": HostPolicy(skip="asked to be left alone"),
        "named.test": HostPolicy(user_agent="Mozilla/5.0 (by agreement)"),
        "slow.test": HostPolicy(delay_seconds=0.2),
    }

    async def scenario() -> None:
        async with Site(pages()) as site:
            urls = ["http://skip.test/", "http://named.test/", "http://slow.test/1", "http://slow.test/2"]
            exchanges = await fetched(site.policy(hosts=hosts), [Request(url=url) for url in urls])
            refused = next(one.outcome for one in exchanges if one.request.url == "http://skip.test/")
            assert (refused.reason, refused.detail) == (RefusalReason.SKIPPED, "asked to be left alone")  # type: ignore[union-attr] # it is one
            assert {one.host for one in site.asked} == {"named.test", "slow.test"}
            assert {one.fields["user-agent"] for one in site.asked if one.host == "named.test"} == {
                "Mozilla/5.0 (by agreement)"
            }
            slow = [one.at for one in site.asked if one.host == "slow.test"]
            assert min(after - before for before, after in itertools.pairwise(slow)) >= 0.195

    asyncio.run(scenario())


def test_a_redirect_to_a_host_to_be_left_alone_is_not_followed() -> None:
    async def scenario() -> None:
        async with Site(pages((302, {"Location": "http://skip.test/"}, b""))) as site:
            policy = site.policy(hosts={"skip.test": HostPolicy(skip="no")})
            assert set(shown(await fetched(policy, [Request(url="http://a.test/")])).values()) == {"skipped"}
            assert {one.host for one in site.asked} == {"a.test"}

    asyncio.run(scenario())


def test_a_request_waits_for_its_moment() -> None:
    async def scenario() -> None:
        async with Site(pages()) as site:
            requests = [Request(url="http://a.test/late", after_seconds=0.3), Request(url="http://a.test/early")]
            await fetched(site.policy(), requests)
            early, late = site.pages
            assert (early.path, late.path) == ("/early", "/late")
            assert late.at - early.at >= 0.25

    asyncio.run(scenario())


def test_few_connections_stay_open_however_many_hosts_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "MOST_IDLE", 5)

    async def scenario() -> None:
        async with Site(pages()) as site:
            requests = [Request(url=f"http://h{number % 60}.test/{number}") for number in range(300)]
            exchanges = await fetched(site.policy(concurrency=4), requests)
            assert {showed(exchange.outcome) for exchange in exchanges} == {"200"}
            assert site.connections == 60  # a host is finished on its one connection
            assert site.most_open <= 4 + 5 + 4  # in use, idle, and closed without the site knowing yet

    asyncio.run(scenario())


def test_without_a_delay_the_host_with_most_work_is_begun_first_and_finished() -> None:
    async def scenario() -> None:
        async with Site(pages()) as site:
            sizes = {"a": 3, "b": 5, "c": 5, "d": 1}
            requests = [Request(url=f"http://{host}.test/{n}") for host, size in sizes.items() for n in range(size)]
            await fetched(site.policy(concurrency=1), requests)
            hosts = [host for host, _ in itertools.groupby(one.host[0] for one in site.pages)]
            assert hosts in (["b", "c", "a", "d"], ["c", "b", "a", "d"])

    asyncio.run(scenario())


def test_a_fresh_connection_is_a_new_one() -> None:
    async def scenario() -> None:
        async with Site(pages()) as site, Fetcher(site.policy()) as fetcher:
            first = [one async for one in fetcher([Request(url="http://a.test/"), Request(url="http://a.test/2")])]
            before = site.connections
            again = [
                one
                async for one in fetcher(
                    [Request(url="http://a.test/", purpose=Purpose.RECHECK, fresh_connection=True)]
                )
            ]
            assert (before, site.connections) == (1, 2)
            assert len(first) + len(again) == 3

    asyncio.run(scenario())


def test_when_the_run_is_over_the_rest_is_told_so() -> None:
    async def scenario() -> None:
        async with Site(pages(0.15)) as site:
            requests = [Request(url=f"http://a.test/{number}") for number in range(9)]
            exchanges = await fetched(site.policy(run_minutes=0.4 / 60), requests)
            assert len(exchanges) == 9
            assert set(shown(exchanges).values()) == {"200", FailureKind.RUN_OVER.value}

    asyncio.run(scenario())


def test_a_name_with_one_address_inside_is_not_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 0)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: rows)

    async def scenario() -> None:
        async with Site(pages()) as site:
            exchanges = await fetched(site.policy(connect_to=()), [Request(url=f"http://mixed.test:{site.port}/")])
            assert set(shown(exchanges).values()) == {"private-address"}
            assert site.connections == 0

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("error", "kind"),
    [(socket.EAI_NONAME, "name-unknown"), (socket.EAI_AGAIN, "name-temporary"), (socket.EAI_FAIL, "name-temporary")],
)
def test_no_such_name_and_try_again_stay_apart(monkeypatch: pytest.MonkeyPatch, error: int, kind: str) -> None:
    calls: list[str] = []

    def refuse(host: str, *_: object, **__: object) -> None:
        calls.append(host)
        raise socket.gaierror(error, "words")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    exchanges = asyncio.run(
        fetched(FetchPolicy(backoff_seconds=(0.01,)), [Request(url="http://a.test/"), Request(url="http://a.test/2")])
    )
    assert set(shown(exchanges).values()) == {kind}
    assert (len(calls) == 1) is (kind == "name-unknown")


def test_a_resolver_that_hangs_ends_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    released = __import__("threading").Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: released.wait(20) and [])
    exchanges = asyncio.run(fetched(FetchPolicy(connect_seconds=0.2, retries=0), [Request(url="http://a.test/")]))
    released.set()
    assert set(shown(exchanges).values()) == {"name-temporary"}
    assert exchanges[0].elapsed_seconds < 5


def test_an_answer_that_changes_before_the_connection_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["127.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.0.1"])
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 0))]
    )

    async def scenario() -> None:
        async with Site(pages()) as site:
            exchanges = await fetched(
                site.policy(connect_to=(), host_delay_seconds=0.01), [Request(url=f"http://rebinds.test:{site.port}/")]
            )
            assert [one.peer_address for one in exchanges] == ["127.0.0.1"]
            assert next(answers) == "10.0.0.1"

    asyncio.run(scenario())


def test_a_cancelled_run_ends_at_once() -> None:
    async def scenario() -> None:
        async with Site(pages(30.0)) as site:
            task = asyncio.create_task(fetched(site.policy(), [Request(url="http://a.test/")]))
            await asyncio.sleep(0.1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asyncio.wait_for(task, 2)

    asyncio.run(scenario())


def test_a_dead_proxy_is_told_as_the_proxy() -> None:
    async def scenario() -> None:
        async with Site(pages()) as site:
            policy = FetchPolicy(proxy="http://127.0.0.1:9", retries=0, no_proxy=("direct.test",))
            exchanges = await fetched(
                policy,
                [Request(url="http://10.0.0.1:80/"), Request(url="http://a.test/"), Request(url="https://b.test/")],
            )
            assert shown(exchanges) == {
                "http://10.0.0.1:80/": "private-address",
                "http://a.test/": "proxy",
                "https://b.test/": "proxy",
            }
            assert site.connections == 0

    asyncio.run(scenario())


def test_a_proxy_is_asked_for_the_whole_address() -> None:
    async def scenario() -> None:
        async with Site(pages()) as site:
            policy = FetchPolicy(proxy=f"http://127.0.0.1:{site.port}", retries=0, host_delay_seconds=0)
            (exchange,) = await fetched(policy, [Request(url="http://a.test/x")])
            assert (showed(exchange.outcome), exchange.via_proxy) == ("200", True)
            assert site.asked[-1].path == "http://a.test/x"

    asyncio.run(scenario())


def test_no_mutation_of_an_answer_escapes(caplog: pytest.LogCaptureFixture) -> None:
    """Whatever bytes come, every request ends in one exchange and nothing unforeseen was raised on the way."""
    rng = random.Random(20261124)
    whole = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\nLocation: /x\r\n\r\n"
    whole += b"20\r\n" + gzip.compress(b"page" * 9)[:32] + b"\r\n0\r\n\r\n"
    redirect = b"HTTP/1.1 302 Found\r\nLocation: http://\xc3\xa9a.test:80/%ff?#f\r\nSet-Cookie: a=b; Domain=x\r\nContent-Length: 0\r\n\r\n"

    def mutated() -> bytes:
        data = bytearray(rng.choice((whole, redirect)))
        for _ in range(rng.randint(1, 6)):
            place = rng.randrange(len(data))
            match rng.randrange(4):
                case 0:
                    data[place] = rng.randrange(256)
                case 1:
                    del data[place : place + rng.randint(1, 9)]
                case 2:
                    data[place:place] = rng.choice(
                        (b"\r\n", b"\x00", b"\xff", b":", b" ", b"\\", b"\r", b"\n\n", b"9" * 30)
                    )
                case _:
                    data[place:place] = data[: rng.randrange(60)]
            data = data or bytearray(b"x")
        return bytes(data)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(mutated())
            await writer.drain()
        writer.close()

    async def scenario() -> list[Exchange]:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        policy = FetchPolicy(
            allow=("127.0.0.1/32",),
            ports=frozenset({80, port}),
            connect_to=(f"::127.0.0.1:{port}",),
            host_delay_seconds=0,
            retries=0,
            first_byte_seconds=1,
        )
        cache = {f"http://h{number}.test": ("", datetime.now(UTC)) for number in range(500)}
        exchanges = await fetched(
            policy, [Request(url=f"http://h{number}.test/") for number in range(500)], robots_cache=cache
        )
        server.close()
        return exchanges

    with caplog.at_level(logging.DEBUG, logger="monitor"):
        exchanges = asyncio.run(scenario())
    assert len(exchanges) == 500
    assert not [
        record for record in caplog.records if "unforeseen" in record.message or record.levelno >= logging.ERROR
    ]
    assert all(value.isprintable() for one in exchanges if one.response for value in one.response.fields.values())


@pytest.mark.parametrize("seed", range(5))
def test_no_mixture_of_troubles_leaves_a_request_waiting(seed: int) -> None:
    rng = random.Random(seed)

    def answer(asked: Asked) -> Answer | float:
        if asked.host.startswith("hangs"):
            return 30.0
        answers: list[Answer] = [
            (302, {"Location": f"http://h{rng.randrange(12)}.test/{rng.randrange(9)}"}, b""),
            (302, {"Location": f"http://hangs{rng.randrange(3)}.test/"}, b""),
            (429, {"Retry-After": rng.choice(("0", "9999"))}, b""),
            (503, {}, b""),
            (404, {}, b""),
        ]
        return rng.choice([*answers, OK, OK, OK])

    async def scenario() -> None:
        async with Site(answer) as site:
            hosts = [f"h{number}.test" for number in range(12)] + ["hangs0.test", "hangs1.test"]
            requests = [
                Request(
                    url=f"http://{rng.choice(hosts)}/{number}",
                    after_seconds=rng.choice((0.0, 0.0, 0.1)),
                    fresh_connection=rng.random() < 0.2,
                )
                for number in range(100)
            ]
            policy = site.policy(
                host_delay_seconds=rng.choice((0.0, 0.002)),
                per_host=rng.choice((1, 2)),
                robots=rng.choice(("inform", "obey")),
                first_byte_seconds=0.15,
                window=4,
                retry_after_seconds=0.5,
            )
            async with Fetcher(policy, rng=rng) as fetcher:
                for _ in range(2):
                    exchanges = await asyncio.wait_for(_all(fetcher, requests), 25)
                    assert sorted(one.request.url for one in exchanges) == sorted(request.url for request in requests)

    asyncio.run(scenario())


async def _all(fetcher: Fetcher, requests: list[Request]) -> list[Exchange]:
    return [exchange async for exchange in fetcher(requests)]


def test_content_that_is_held_comes_back_by_its_hash_alone_and_only_from_the_address_itself() -> None:
    packed = gzip.compress(b"<p>A page.</p>", mtime=0)

    def answer(asked: Asked) -> Answer:
        if asked.path == "/from":
            return 301, {"Location": "/page"}, b""
        return 404 if asked.path == "/gone" else 200, {"Content-Encoding": "gzip"}, packed

    async def scenario() -> None:
        async with Site(pages(answer)) as site:
            (first,) = await fetched(site.policy(), [Request(url="http://a.test/page")])
            assert first.response is not None
            held = HeldContent(first.response.transfer_hash, first.response.content_hash)
            asked = [Request(url=f"http://a.test/{path}", held=held) for path in ("page", "from", "gone")]
            seen = {one.request.url[14:]: one.response for one in await fetched(site.policy(), asked)}
            contents = {path: response.content if response else None for path, response in seen.items()}
            assert contents == {"page": b"", "from": b"<p>A page.</p>", "gone": b"<p>A page.</p>"}
            assert {response.content_hash for response in seen.values() if response} == {held.content_hash}

    asyncio.run(scenario())
