"""Run in a network namespace of its own: every way inside that is known, with a canary that counts on every address.

Prints one JSON line: how many forms were tried, what they showed, and how many connections the canary saw.
"""

import asyncio
import fcntl
import json
import socket
import struct
from collections import Counter

from monitor.fetch import Fetcher, FetchPolicy
from monitor.fetch.visit import showed
from monitor.model.plan import Request
from tests.unit.fetch.test_gate import INSIDE

IFF_UP = 1
SIOCSIFFLAGS = 0x8914
NAMES = [
    "localhost",
    "LOCALHOST",
    "localhost.",
    "foo.localhost",
    "inside.test",
    "mixed.test",
    "mapped.test",
    "six.test",
]
ANSWERS = {
    "inside.test": ["127.0.0.1"],
    "mixed.test": ["8.8.8.8", "127.0.0.1"],
    "mapped.test": ["::ffff:127.0.0.1"],
    "six.test": ["::1"],
}


def loopback_up() -> None:
    """A new namespace has its loopback down."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        fcntl.ioctl(sock, SIOCSIFFLAGS, struct.pack("16sh", b"lo", IFF_UP))


def answered(host: str, *_: object, **__: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
    """The names' answers in this small world."""
    if host not in ANSWERS:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")
    return [
        (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 0))
        for one in ANSWERS[host]
    ]


async def main() -> None:
    seen: Counter[str] = Counter()

    async def canary(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen["hits"] += 1
        writer.close()

    async def redirecting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = (await reader.readuntil(b"\r\n\r\n")).split(b" ")[1].decode()
        place = INSIDE[int(line.strip("/"))] if line != "/robots.txt" else ""
        status = 302 if place else 404
        writer.write(
            f"HTTP/1.1 {status} x\r\nLocation: {place}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
        )
        await writer.drain()
        writer.close()

    servers = [
        await asyncio.start_server(canary, "0.0.0.0", 80),
        await asyncio.start_server(canary, "::", 80, family=socket.AF_INET6),
    ]
    servers.append(await asyncio.start_server(redirecting, "127.200.0.1", 8080))
    socket.getaddrinfo = answered  # type: ignore[assignment] # the resolver of a world without one
    requests = [Request(url=url) for url in INSIDE] + [Request(url=f"http://{name}/") for name in NAMES]
    async with Fetcher(FetchPolicy(retries=0)) as fetcher:
        shown = Counter([showed(one.outcome) async for one in fetcher(requests)])
    policy = FetchPolicy(retries=0, allow=("127.200.0.1/32",), host_delay_seconds=0)
    async with Fetcher(policy) as fetcher:
        hops = [Request(url=f"http://127.200.0.1:8080/{number}") for number in range(len(INSIDE))]
        shown.update([showed(one.outcome) async for one in fetcher(hops)])
    hits = seen["hits"]
    async with Fetcher(FetchPolicy(retries=0, allow=("127.0.0.0/8",))) as fetcher:
        control = [showed(one.outcome) async for one in fetcher([Request(url="http://127.0.0.1/")])]
    print(  # noqa: T201 - read by the test
        json.dumps(
            {"tried": len(requests) + len(hops), "shown": shown, "hits": hits, "control": seen["hits"], "with": control}
        )
    )
    for server in servers:
        server.close()


if __name__ == "__main__":
    loopback_up()
    asyncio.run(main())
