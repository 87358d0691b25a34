"""How near the polite dispatcher comes to the shortest time its own delays allow. By hand; loopback only.

    python -m benchmarks.makespan

The bound of a list is that of its largest host: the delays that were actually drawn between its requests. Hosts that
never answer cost time-outs and are left out of the bound.
"""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime

from monitor.fetch import Fetcher, FetchPolicy
from monitor.fetch.politeness import Dispatcher
from monitor.model.plan import Request

Hosts = Mapping[str, int]
HANGING = "hang"


class Drawn:
    """The delays that a dispatcher draws, by host, the last of each apart: nothing waits for it."""

    def __init__(self) -> None:
        self.all: Counter[str] = Counter()
        self.last: dict[str, float] = {}

    def note(self, host: str, seconds: float) -> float:
        self.all[host] += seconds  # type: ignore[assignment]  # a Counter of seconds
        self.last[host] = seconds
        return seconds

    def bound(self) -> float:
        waits = {host: self.all[host] - self.last[host] for host in self.all if not host.startswith(HANGING)}
        return max(waits.values())


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            if f"Host: {HANGING}".encode() in head:
                await asyncio.sleep(60)
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            await writer.drain()


def address(number: int) -> str:
    return f"127.1.{number // 250}.{number % 250 + 1}"


async def measure(name: str, hosts: Hosts, *, concurrency: int, delay: float) -> None:
    drawn = Drawn()
    draw = Dispatcher._drawn
    Dispatcher._drawn = lambda self, lane: drawn.note(lane.host, draw(self, lane))  # type: ignore[method-assign]  # to hear
    first = await asyncio.start_server(answer, address(0), 0)
    port = first.sockets[0].getsockname()[1]
    servers = [first, *[await asyncio.start_server(answer, address(n), port) for n in range(1, len(hosts))]]
    policy = FetchPolicy(
        allow=("127.0.0.0/8",),
        ports=frozenset({port}),
        connect_to=tuple(f"{host}::{address(number)}:" for number, host in enumerate(hosts)),
        concurrency=concurrency,
        host_delay_seconds=delay,
        first_byte_seconds=1.0,
        backoff_seconds=(0.1, 0.2),
    )
    requests = [Request(url=f"http://{host}:{port}/{n}") for host, count in hosts.items() for n in range(count)]
    robots = {f"http://{host}:{port}": ("", datetime.now(UTC)) for host in hosts}
    started = time.monotonic()
    async with Fetcher(policy, robots_cache=robots) as fetcher:
        outcomes = Counter([type(exchange.outcome).__name__ async for exchange in fetcher(requests)])
    took, bound = time.monotonic() - started, drawn.bound()
    Dispatcher._drawn = draw  # type: ignore[method-assign]
    for server in servers:
        server.close()
    print(
        f"{name:32} {len(requests):5} requests {took:6.2f} s  bound {bound:6.2f} s  x {took / bound:.3f}  {dict(outcomes)}"
    )


async def main() -> None:
    toolkit = {f"h{n}.test": count for n, count in enumerate([5, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1])}
    zipf = {f"z{n:03}.test": max(1, 120 // (n + 1)) for n in range(150)}
    await measure("toolkit, 20 over 11 hosts", toolkit, concurrency=10, delay=1.0)
    await measure("Zipf, sorted, largest host first", zipf, concurrency=20, delay=0.1)
    smallest_first = dict(sorted(zipf.items(), key=lambda item: item[1]))
    await measure("Zipf, sorted, smallest first", smallest_first, concurrency=20, delay=0.1)
    hanging = zipf | {f"{HANGING}{n}.test": 8 for n in range(5)}
    await measure("Zipf with 5 hanging hosts", hanging, concurrency=20, delay=0.1)


if __name__ == "__main__":
    asyncio.run(main())
