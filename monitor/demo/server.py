"""Script -> real HTTP and HTTPS servers on the loopback, for the demo and for the tests."""

import asyncio
import contextlib
import logging
import socket
import ssl
import struct
import tempfile
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from types import TracebackType
from typing import Self

from monitor.demo.answer import Asked, answer
from monitor.demo.certificates import Authority
from monitor.demo.script import CertificateKind, Fault, Reach, Script, Visit, current, week

logger = logging.getLogger(__name__)

_HEAD_LIMIT = 65_536
_NO_LINGER = struct.pack("ii", 1, 0)
"""SO_LINGER of zero seconds: closing sends a reset."""


class FakeInternet:
    """Answers for every host name, on 127.0.0.1 alone, in a thread with a loop of its own.

    A client finds it through curl's ``connect_to`` entries; nothing is resolved and nothing outside the loopback is
    ever reached. The name service is therefore no part of the script: a host that does not exist cannot be shown, a
    host that refuses or stays silent can.
    """

    def __init__(self, script: Script, *, address: str = "127.0.0.1") -> None:
        self.script = script
        self.address = address
        self.day = 0
        self.requests: list[Asked] = []
        """Everything that was asked, in order; tests may clear it."""
        self.allow = ("127.0.0.0/8",)
        self._authority = Authority()
        self._folder = tempfile.TemporaryDirectory(prefix="small-internet-")
        self.ca_file = Path(self._folder.name) / "authority.pem"
        self._counts: Counter[tuple[str, str]] = Counter()
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="small-internet", daemon=True)
        self._servers: list[asyncio.Server] = []
        self._closed_port = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._ports: dict[str, int] = {}

    @property
    def week(self) -> int:
        """The week that is answered, from 1; setting it goes to that week's Monday."""
        return Visit(day=self.day, number=0).week

    @week.setter
    def week(self, number: int) -> None:
        self.day = week(number)

    @property
    def connect_to(self) -> tuple[str, ...]:
        """Entries ``HOST:PORT:ADDRESS:PORT`` for today; the first that fits counts. Ask again when the day changes.

        Every name leads to the two servers; a host that is down today leads to a port that refuses or stays silent.
        """
        doors = {Reach.REFUSED: self._ports["closed"], Reach.SILENT: self._ports["silent"]}
        down = [(host.name, current(host.reach, self.day) or Reach.OPEN) for host in self.script.hosts]
        return (
            *(
                f"{name}:{port}:{self.address}:{doors[reach]}"
                for name, reach in down
                if reach in doors
                for port in (443, 80)
            ),
            f":443:{self.address}:{self._ports['https']}",
            f":80:{self.address}:{self._ports['http']}",
        )

    def __enter__(self) -> Self:
        self.ca_file.write_bytes(self._authority.pem)
        # Bound but not listening: connections are refused, and nobody else can take the port meanwhile.
        self._closed_port.bind((self.address, 0))
        self._loop.set_exception_handler(_note)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._closed_port.close()
        self._folder.cleanup()

    async def __aenter__(self) -> Self:
        return self.__enter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.__exit__(kind, error, trace)

    async def _start(self) -> None:
        doors = {"http": None, "https": self._tls_context(), "silent": None}
        for name, context in doors.items():
            serve = self._stay_silent if name == "silent" else self._serve
            server = await asyncio.start_server(serve, self.address, 0, ssl=context, limit=_HEAD_LIMIT)
            self._servers.append(server)
            self._ports[name] = server.sockets[0].getsockname()[1]
        self._ports["closed"] = self._closed_port.getsockname()[1]

    async def _stop(self) -> None:
        for server in self._servers:
            server.close()
        for writer in tuple(self._open):
            writer.transport.abort()
        waiting = asyncio.all_tasks() - {asyncio.current_task()}
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    def _tls_context(self) -> ssl.SSLContext:
        context = self._authority.context("hosting.example", CertificateKind.VALID)

        def choose(connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
            if name is not None:
                kind = current(self.script.host(name).certificate, self.day) or CertificateKind.VALID
                connection.context = self._authority.context(name, kind)

        context.sni_callback = choose
        return context

    @contextlib.asynccontextmanager
    async def _holding(self, writer: asyncio.StreamWriter) -> AsyncIterator[None]:
        """Know the connection until it is truly closed: a TLS farewell may take a moment."""
        self._open.add(writer)
        try:
            # Whatever a client sends or leaves out, the answer is an end of the connection.
            with contextlib.suppress(asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError, ValueError):
                yield
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
            self._open.discard(writer)

    async def _stay_silent(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with self._holding(writer):
            while await reader.read(_HEAD_LIMIT):
                pass

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with self._holding(writer):
            while await self._answer_one(await reader.readuntil(b"\r\n\r\n"), writer):
                pass

    async def _answer_one(self, head: bytes, writer: asyncio.StreamWriter) -> bool:
        """Answer a request; gives whether the connection goes on."""
        line, *rest = head.decode("latin-1").strip().split("\r\n")
        method, target, _ = line.split(" ", 2)
        fields = {name.lower(): value.strip() for name, _, value in (part.partition(":") for part in rest)}
        host = fields.get("host", "").partition(":")[0].lower()
        page, since = self.script.host(host).page(target, self.day)
        visit = Visit(day=self.day, number=self._counts[host, target])
        self._counts[host, target] += 1
        status, wire = answer(page, visit=visit, since=since, script=self.script, asked=fields)
        scheme = "http" if writer.get_extra_info("ssl_object") is None else "https"
        self.requests.append(
            Asked(
                at=time.monotonic(),
                day=self.day,
                scheme=scheme,
                host=host,
                target=target,
                fields=fields,
                status=status,
            )
        )
        match page.fault:
            case Fault.HANG:
                await asyncio.Event().wait()
            case Fault.CLOSE:
                return False
            case Fault.RESET:
                connection = writer.get_extra_info("socket")
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
                writer.transport.abort()
                return False
            case Fault.CUT | Fault.GARBAGE | None:
                writer.write(wire.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if method == "HEAD" else wire)
                await writer.drain()
        return page.fault is None and fields.get("connection", "").lower() != "close"


def _note(_: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    """A client that walks away in the middle of a handshake is the script's doing, not an error."""
    logger.debug("small internet: %s", context.get("message"))
