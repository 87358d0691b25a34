"""A site on the loopback that writes down what it sees: who asked for what, when, and how many at a time."""

import asyncio
import contextlib
import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from monitor.fetch import FetchPolicy

Answer = tuple[int, dict[str, str], bytes]
OK: Answer = (200, {}, b"page")
Answerer = Callable[["Asked"], Answer | float]
"""An answer, or how many seconds to say nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the site saw it."""

    host: str
    path: str
    at: float
    fields: dict[str, str]
    number: int
    """Of this host and path, from 1."""


@dataclass
class Site:
    """Serves every host name on one address; `answer` decides."""

    answer: Answerer
    address: str = "127.0.0.1"
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    open_now: int = 0
    most_open: int = 0
    most_at_once: int = 0
    at_once: int = 0
    port: int = 0
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    async def __aenter__(self) -> Self:
        self._tasks: set[asyncio.Task[None]] = set()
        self._server = await asyncio.start_server(self._serve, self.address, 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def policy(self, **more: Any) -> FetchPolicy:
        """Every host name leads to this site; no waiting unless a test asks for it."""
        given: dict[str, Any] = {
            "allow": (f"{self.address}/32",),
            "ports": frozenset({80, self.port}),
            "connect_to": (f"::{self.address}:{self.port}",),
            "host_delay_seconds": 0.0,
            "backoff_seconds": (0.01,),
            **more,
        }
        return FetchPolicy(**given)

    @property
    def pages(self) -> list[Asked]:
        """What was asked but robots.txt."""
        return [one for one in self.asked if one.path != "/robots.txt"]

    def gaps(self) -> list[float]:
        """Seconds between one request and the next."""
        times = [one.at for one in self.asked]
        return [after - before for before, after in itertools.pairwise(times)]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.connections += 1
        self.open_now += 1
        self.most_open = max(self.most_open, self.open_now)
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            while True:
                await self._answer_one(reader, writer)
        self.open_now -= 1
        writer.close()
        self._tasks.discard(task)

    async def _answer_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)}
        host, path = fields["host"], lines[0].split(" ")[1]
        self.counts[host, path] += 1
        asked = Asked(host, path, asyncio.get_running_loop().time(), fields, self.counts[host, path])
        self.asked.append(asked)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            answer = self.answer(asked)
            if isinstance(answer, float):
                await asyncio.sleep(answer)
                answer = OK
        finally:
            self.at_once -= 1
        status, more, body = answer
        head = "".join(f"{name}: {value}\r\n" for name, value in more.items())
        writer.write(f"HTTP/1.1 {status} x\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()
