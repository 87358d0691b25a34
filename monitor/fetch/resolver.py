"""Host and port -> addresses that may be connected to, asked of the system in threads that keep nothing alive."""

import asyncio
import contextlib
import socket
import threading
from dataclasses import dataclass, field
from ipaddress import ip_address

from monitor.fetch.gate import Gate
from monitor.fetch.trouble import Trouble
from monitor.model.exchange import Failure, FailureKind

_UNKNOWN = {
    socket.EAI_NONAME,
    getattr(socket, "EAI_NODATA", socket.EAI_NONAME),
    getattr(socket, "EAI_ADDRFAMILY", socket.EAI_NONAME),
}


@dataclass(slots=True)
class Mapping:
    """One row of `connect_to`, as curl reads it."""

    host: str
    port: str
    to_host: str
    to_port: str

    @classmethod
    def read(cls, row: str) -> "Mapping":
        """Split ``HOST:PORT:ADDR:PORT``; an IPv6 address stands in brackets."""
        parts: list[str] = []
        rest = row
        for _ in range(3):
            if rest.startswith("["):
                inside, _, rest = rest[1:].partition("]")
                parts.append(inside)
                rest = rest.removeprefix(":")
            else:
                part, _, rest = rest.partition(":")
                parts.append(part)
        return cls(parts[0].lower(), parts[1], parts[2], rest)

    def matches(self, host: str, port: int) -> bool:
        """Whether the row speaks about this host and port."""
        return self.host in ("", host) and self.port in ("", str(port))


@dataclass(slots=True)
class Resolver:
    """Names looked up once a run; only good answers and "no such name" are remembered, "try again" is not."""

    gate: Gate
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: dict[str, Trouble] = field(default_factory=dict)
    under_way: dict[str, "asyncio.Future[tuple[str, ...]]"] = field(default_factory=dict)
    mappings: tuple[Mapping, ...] = ()
    mapped: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.mappings = tuple(Mapping.read(row) for row in self.gate.policy.connect_to)

    def target_of(self, host: str, port: int) -> tuple[str, int]:
        """Where `connect_to` sends this host and port; themselves when no row speaks."""
        if not self.mappings:
            return host, port
        key = (host, port)
        if key not in self.mapped:
            row = next((row for row in self.mappings if row.matches(host, port)), None)
            self.mapped[key] = (row.to_host or host, int(row.to_port or port)) if row else key
        return self.mapped[key]

    async def addresses(self, host: str, port: int, *, gated: bool = True) -> tuple[tuple[str, ...], int]:
        """The addresses to connect to and their port, each checked by the gate.

        Raises Trouble: a name that does not exist, cannot be looked up now, or leads (also) to where we do not go.
        `gated` is False for the proxy alone, which the settings name.
        """
        to_host, to_port = self.target_of(host, port)
        found = self.known.get(to_host) or await self._look_up(to_host)
        if gated:
            for address in found:
                refusal = self.gate.check_address(address)
                if refusal is not None:
                    raise Trouble(refusal)
        return found, to_port

    async def _look_up(self, host: str) -> tuple[str, ...]:
        with contextlib.suppress(ValueError):
            self.known[host] = (str(ip_address(host)),)
            return self.known[host]
        if host.rstrip(".").rpartition(".")[2] == "localhost":  # RFC 6761, 6.3: never asked of a server
            self.known[host] = ("127.0.0.1",)
            return self.known[host]
        if host in self.unknown:
            raise self.unknown[host]
        if host not in self.under_way:
            self.under_way[host] = _ask_system(host)
            self.under_way[host].add_done_callback(lambda _: self.under_way.pop(host, None))
        return await self._settled(host)

    async def _settled(self, host: str) -> tuple[str, ...]:
        try:
            self.known[host] = await asyncio.shield(self.under_way[host])
        except socket.gaierror as error:
            kind = FailureKind.NAME_UNKNOWN if error.errno in _UNKNOWN else FailureKind.NAME_TEMPORARY
            trouble = Trouble(Failure(kind=kind, detail=str(error.strerror or error)))
            if kind is FailureKind.NAME_UNKNOWN:
                self.unknown[host] = trouble
            raise trouble from error
        except (OSError, UnicodeError) as error:
            raise Trouble(Failure(kind=FailureKind.NAME_TEMPORARY, detail=str(error))) from error
        return self.known[host]


def _ask_system(host: str) -> "asyncio.Future[tuple[str, ...]]":
    """`getaddrinfo` in a daemon thread: a resolver that hangs for a minute does not keep the process alive for one."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[tuple[str, ...]] = loop.create_future()
    future.add_done_callback(
        lambda done: done.cancelled() or done.exception()
    )  # looked at, also when nobody waits any more

    def settle(answer: tuple[str, ...] | BaseException) -> None:
        if future.done():
            return
        if isinstance(answer, BaseException):
            future.set_exception(answer)
        else:
            future.set_result(answer)

    def ask() -> None:
        answer: tuple[str, ...] | BaseException
        try:
            rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            answer = tuple(dict.fromkeys(str(row[4][0]) for row in rows))
        except Exception as error:  # noqa: BLE001 - told to whoever waits
            answer = error
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(settle, answer)

    threading.Thread(target=ask, name=f"resolve-{host}", daemon=True).start()
    return future
