"""A server that misbehaves by table: every behaviour has an address of its own on the loopback, all share one port."""

import asyncio
import contextlib
import socket
import struct
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Self

from tests.faults.authority import Authority

PAGE = (
    b"<!doctype html><title>Handreiking</title><h1>Handreiking</h1><p>De hele tekst van de handreiking staat hier.</p>"
)


@dataclass(slots=True)
class Visitor:
    """One connection, and how often this behaviour was asked before."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    asked: Counter[str]
    port: int
    address: str
    head: bytes = b""

    @property
    def path(self) -> str:
        """What was asked for."""
        return self.head.split(b" ", 2)[1].decode("latin-1") if self.head else ""

    @property
    def count(self) -> int:
        """The how-manieth request for this path it is, from 1."""
        return self.asked[self.path]

    async def next_request(self) -> bool:
        """Read one request's head; False when the client is gone."""
        try:
            self.head = await self.reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            return False
        self.asked[self.path] += 1
        return True

    async def send(self, data: bytes) -> None:
        """Write and wait until it went."""
        self.writer.write(data)
        await self.writer.drain()

    async def drip(self, data: bytes, *, seconds: float, piece: int = 1) -> None:
        """Send in small pieces with pauses."""
        for start in range(0, len(data), piece):
            await self.send(data[start : start + piece])
            await asyncio.sleep(seconds)

    async def flood(self, data: bytes) -> None:
        """Send the same for ever, fast enough to hit every cap and slow enough to leave the others their time."""
        while True:
            await self.send(data)
            await asyncio.sleep(0.005)

    def reset(self) -> None:
        """Break off with RST in place of FIN."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Script = Callable[[Visitor], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """A way to answer, and what a good client makes of it."""

    name: str
    script: Script
    expected: str
    """As `monitor.fetch.visit.showed` words it: a status, ``200 truncated``, a kind of failure, a reason of refusal; alternatives apart by ``|``."""
    content: bytes | None = None
    truncated: str = ""
    """Part of what `Response.truncated` says."""
    limit: str = ""
    """The setting that must be named."""
    hops: int | None = None
    tls: str = ""
    """Name of the certificate set-up; empty for plain http."""
    tls_reason: str = ""
    page_exists: bool | None = None
    path: str = "/"
    most_requests: int = 6
    fields: tuple[tuple[str, str], ...] = ()
    plain_accept: bool = False
    listens: bool = True
    resolves: str = ""
    """A literal or name to ask in place of the behaviour's own address."""


def says(answer: bytes, *, close: bool = True) -> Script:
    """Answer every request with these bytes; close afterwards or keep the connection."""

    async def script(visitor: Visitor) -> None:
        while await visitor.next_request():
            await visitor.send(answer)
            if close:
                return

    return script


def ok(body: bytes = PAGE, *fields: bytes, status: bytes = b"200 OK") -> bytes:
    """A well-formed answer."""
    lines = [
        b"HTTP/1.1 " + status,
        b"Content-Type: text/html; charset=utf-8",
        b"Content-Length: %d" % len(body),
        *fields,
    ]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def head(*fields: bytes, status: bytes = b"200 OK") -> bytes:
    """A head alone."""
    return b"\r\n".join([b"HTTP/1.1 " + status, b"Content-Type: text/html", *fields]) + b"\r\n\r\n"


@dataclass
class FaultServer:
    """Serves the behaviours, each at an address of its own (`address_of`)."""

    behaviours: Iterable[Behaviour]
    authority: Authority = field(default_factory=Authority)
    port: int = 0
    asked: dict[str, Counter[str]] = field(default_factory=dict)
    servers: list[asyncio.Server] = field(default_factory=list)
    tasks: "set[asyncio.Task[None]]" = field(default_factory=set)
    addresses: dict[str, str] = field(default_factory=dict)

    async def __aenter__(self) -> Self:
        for number, behaviour in enumerate(self.behaviours, start=1):
            address = f"127.77.{number // 250}.{number % 250 + 1}"
            self.addresses[behaviour.name] = address
            self.asked[behaviour.name] = Counter()
            if behaviour.listens:
                server = await asyncio.start_server(self._serving(behaviour, address), address, self.port, limit=2**20)
                self.port = self.port or server.sockets[0].getsockname()[1]
                self.servers.append(server)
        return self

    async def __aexit__(self, *_: object) -> None:
        for server in self.servers:
            server.close()
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def url_of(self, behaviour: Behaviour) -> str:
        """Where this behaviour is met."""
        host = behaviour.resolves or self.addresses[behaviour.name]
        return f"{'https' if behaviour.tls else 'http'}://{host}:{self.port}{behaviour.path}"

    def requests_to(self, name: str) -> int:
        """How often a behaviour was asked for a page."""
        return sum(count for path, count in self.asked[name].items() if path != "/robots.txt")

    def _serving(
        self, behaviour: Behaviour, address: str
    ) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            self.tasks.add(task)
            visitor = Visitor(reader, writer, self.asked[behaviour.name], self.port, address)
            with contextlib.suppress(OSError, asyncio.CancelledError):
                if behaviour.tls not in ("", "none"):
                    await writer.start_tls(self.authority.context(behaviour.tls, address))
                await behaviour.script(visitor)
            with contextlib.suppress(OSError, RuntimeError):
                writer.close()
            self.tasks.discard(task)

        return serve
