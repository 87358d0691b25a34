"""The connection itself: nothing, too little, too late, broken off; and the handshake."""

import asyncio

from tests.faults.server import PAGE, Behaviour, Script, Visitor, head, ok, says


async def silent(visitor: Visitor) -> None:
    await visitor.next_request()
    await asyncio.sleep(60)


async def deaf(_: Visitor) -> None:
    await asyncio.sleep(60)


async def hangs_up(visitor: Visitor) -> None:
    await visitor.next_request()


async def hangs_up_at_once(visitor: Visitor) -> None:
    visitor.writer.close()


async def resets(visitor: Visitor) -> None:
    await visitor.next_request()
    visitor.reset()


def breaks_off_after(data: bytes, *, reset: bool = False) -> Script:
    async def script(visitor: Visitor) -> None:
        await visitor.next_request()
        await visitor.send(data)
        await asyncio.sleep(0.05)
        if reset:
            visitor.reset()

    return script


def stalls_after(data: bytes) -> Script:
    async def script(visitor: Visitor) -> None:
        await visitor.next_request()
        await visitor.send(data)
        await asyncio.sleep(60)

    return script


def drips(data: bytes, seconds: float, before: bytes = b"") -> Script:
    async def script(visitor: Visitor) -> None:
        await visitor.next_request()
        await visitor.send(before)
        await visitor.drip(data, seconds=seconds)

    return script


def floods(before: bytes, data: bytes) -> Script:
    async def script(visitor: Visitor) -> None:
        await visitor.next_request()
        await visitor.send(before)
        await visitor.flood(data)

    return script


async def slow_but_whole(visitor: Visitor) -> None:
    await visitor.next_request()
    await visitor.drip(ok(), seconds=0.02, piece=40)


async def answers_before_asked(visitor: Visitor) -> None:
    await visitor.send(ok())
    await visitor.next_request()


async def stale_keep_alive(visitor: Visitor) -> None:
    """Says that the connection stays, and closes it when the next request comes."""
    await visitor.next_request()
    if visitor.path == "/robots.txt":
        await visitor.send(ok(b""))
        await visitor.next_request()
        if visitor.count == 1:
            return  # closed in the face of the second request on this connection
    await visitor.send(ok())


async def down_then_up(visitor: Visitor) -> None:
    await visitor.next_request()
    if visitor.count > 1:
        await visitor.send(ok())


async def reset_then_up(visitor: Visitor) -> None:
    await visitor.next_request()
    if visitor.count > 1:
        await visitor.send(ok())
    else:
        visitor.reset()


async def two_answers(visitor: Visitor) -> None:
    await visitor.next_request()
    await visitor.send(ok() + ok(b"second"))


BEHAVIOURS = (
    Behaviour(name="healthy", script=says(ok(), close=False), expected="200", content=PAGE),
    Behaviour(name="nobody-listens", script=deaf, expected="refused", listens=False),
    Behaviour(
        name="accepts-and-is-silent", script=silent, expected="first-byte-timeout", limit="limits.first_byte_seconds"
    ),
    Behaviour(name="never-reads", script=deaf, expected="first-byte-timeout", limit="limits.first_byte_seconds"),
    Behaviour(name="empty-reply", script=hangs_up, expected="closed"),
    Behaviour(name="closes-at-once", script=hangs_up_at_once, expected="closed|reset"),
    Behaviour(name="resets", script=resets, expected="reset"),
    Behaviour(name="half-a-status-line", script=breaks_off_after(b"HTTP/1.1 2"), expected="closed"),
    Behaviour(
        name="half-a-head", script=breaks_off_after(b"HTTP/1.1 200 OK\r\nContent-Type: text/ht"), expected="closed"
    ),
    Behaviour(
        name="half-a-head-then-reset", script=breaks_off_after(b"HTTP/1.1 200 OK\r\nCont", reset=True), expected="reset"
    ),
    Behaviour(
        name="garbage", script=breaks_off_after(b"\x00\x01\x02 no HTTP at all \xff\xfe\r\n\r\n"), expected="bad-answer"
    ),
    Behaviour(name="ssh-banner", script=breaks_off_after(b"SSH-2.0-OpenSSH_9.6\r\n"), expected="bad-answer"),
    Behaviour(name="smtp-banner", script=breaks_off_after(b"220 mail.example ESMTP\r\n"), expected="bad-answer"),
    Behaviour(name="head-drips", script=drips(ok(), 0.1), expected="attempt-timeout", limit="limits.attempt_seconds"),
    Behaviour(
        name="body-drips",
        script=drips(b"x" * 9000, 0.1, head(b"Content-Length: 9000")),
        expected="attempt-timeout",
        limit="limits.attempt_seconds",
    ),
    Behaviour(
        name="body-stalls",
        script=stalls_after(head(b"Content-Length: 9000") + PAGE),
        expected="attempt-timeout",
        limit="limits.attempt_seconds",
    ),
    Behaviour(name="head-stalls", script=stalls_after(b"HTTP/1.1 200 OK\r\nX-A: b"), expected="first-byte-timeout"),
    Behaviour(
        name="endless-100-continue",
        script=floods(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 50),
        expected="head-too-large",
        limit="limits.head_kib",
    ),
    Behaviour(
        name="dripping-103-early-hints",
        script=drips(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 99, 0.02),
        expected="attempt-timeout",
    ),
    Behaviour(
        name="thirty-early-hints",
        script=says(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 30 + ok()),
        expected="200",
        content=PAGE,
    ),
    Behaviour(name="slow-but-whole", script=slow_but_whole, expected="200", content=PAGE),
    Behaviour(name="answers-before-asked", script=answers_before_asked, expected="200", content=PAGE),
    Behaviour(name="stale-keep-alive", script=stale_keep_alive, expected="200", content=PAGE),
    Behaviour(name="empty-then-up", script=down_then_up, expected="200", content=PAGE),
    Behaviour(name="reset-then-up", script=reset_then_up, expected="200", content=PAGE),
    Behaviour(name="two-answers-to-one-request", script=two_answers, expected="200", content=PAGE),
)

_NOT_TLS = says(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


async def no_handshake(_: Visitor) -> None:
    await asyncio.sleep(60)


async def closes_in_handshake(visitor: Visitor) -> None:
    await visitor.reader.read(100)


async def resets_in_handshake(visitor: Visitor) -> None:
    await visitor.reader.read(100)
    visitor.reset()


async def plain_on_tls_port(visitor: Visitor) -> None:
    await visitor.reader.read(100)
    await visitor.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")


async def handshake_alert(visitor: Visitor) -> None:
    await visitor.reader.read(600)
    await visitor.send(bytes.fromhex("15030300020228"))  # fatal handshake_failure


async def protocol_alert(visitor: Visitor) -> None:
    await visitor.reader.read(600)
    await visitor.send(bytes.fromhex("15030300020246"))  # fatal protocol_version


async def tls_1_0(visitor: Visitor) -> None:
    await visitor.reader.read(600)
    hello = bytes.fromhex("0301") + bytes(32) + bytes.fromhex("00002f00")
    await visitor.send(bytes.fromhex("160301002a02000026") + hello)


async def dripping_handshake(visitor: Visitor) -> None:
    await visitor.reader.read(100)
    await visitor.drip(bytes.fromhex("160303007a0200") + bytes(200), seconds=0.1)


def _over_tls(kind: str, reason: str, *, page_exists: bool | None = True) -> Behaviour:
    return Behaviour(
        name=f"tls-{kind}",
        script=says(ok()),
        expected="tls",
        tls=kind,
        tls_reason=reason,
        page_exists=page_exists,
        most_requests=3,
    )


OVER_TLS = (
    Behaviour(name="tls-good", script=says(ok(), close=False), expected="200", tls="good", content=PAGE),
    Behaviour(name="tls-1.2", script=says(ok()), expected="200", tls="tls-1.2", content=PAGE),
    Behaviour(name="tls-with-intermediate", script=says(ok()), expected="200", tls="with-intermediate", content=PAGE),
    Behaviour(name="tls-ends-soon", script=says(ok()), expected="200", tls="ends-soon", content=PAGE),
    _over_tls("expired", "expired"),
    _over_tls("not-yet-valid", "not-yet-valid"),
    _over_tls("wrong-host", "wrong-host"),
    _over_tls("self-signed", "self-signed"),
    _over_tls("untrusted", "untrusted"),
    _over_tls("untrusted-with-root", "untrusted"),
    _over_tls("incomplete-chain", "incomplete-chain"),
    _over_tls("incomplete-by-name", "incomplete-chain"),
    Behaviour(
        name="tls-expired-and-404",
        script=says(ok(status=b"404 x")),
        expected="tls",
        tls="expired",
        tls_reason="expired",
        page_exists=False,
    ),
    Behaviour(
        name="tls-silent-handshake", script=no_handshake, expected="tls-timeout", tls="none", limit="limits.tls_seconds"
    ),
    Behaviour(
        name="tls-dripping-handshake",
        script=dripping_handshake,
        expected="tls-timeout",
        tls="none",
        limit="limits.tls_seconds",
    ),
    Behaviour(name="tls-closes-in-handshake", script=closes_in_handshake, expected="closed", tls="none"),
    Behaviour(name="tls-resets-in-handshake", script=resets_in_handshake, expected="reset", tls="none"),
    Behaviour(
        name="tls-plain-http-on-the-port", script=plain_on_tls_port, expected="tls", tls="none", tls_reason="protocol"
    ),
    Behaviour(name="tls-protocol-alert", script=protocol_alert, expected="tls", tls="none", tls_reason="protocol"),
    Behaviour(name="tls-1.0-only", script=tls_1_0, expected="tls", tls="none", tls_reason="protocol"),
    Behaviour(name="tls-handshake-alert", script=handshake_alert, expected="tls", tls="none", tls_reason="protocol"),
)
