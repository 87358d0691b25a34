"""Host and port -> a connection to an address the gate has seen, each phase with its own limit."""

import asyncio
import errno
import socket
import ssl
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import aiohappyeyeballs
from aiohttp import (
    ClientConnectorError,
    ClientProxyConnectionError,
    ClientResponseError,
    ClientTimeout,
    ServerDisconnectedError,
    TCPConnector,
)
from aiohttp.client_proto import ResponseHandler

from monitor.fetch.gate import Gate
from monitor.fetch.resolver import Resolver
from monitor.fetch.tls import Tls, chain_of
from monitor.fetch.trouble import Trouble, worded
from monitor.model.exchange import Certificate, Failure, FailureKind

if TYPE_CHECKING:
    from aiohttp import ClientRequest, StreamReader
    from aiohttp.http import RawResponseMessage
    from aiohttp.tracing import Trace

_BY_ERRNO = {
    errno.ECONNREFUSED: FailureKind.REFUSED,
    errno.ECONNRESET: FailureKind.RESET,
    errno.ECONNABORTED: FailureKind.CLOSED,
    errno.EPIPE: FailureKind.CLOSED,
    errno.ETIMEDOUT: FailureKind.CONNECT_TIMEOUT,
}
"""What is not named here (no route, no network, no address of ours, forbidden by a firewall) is `no-route`."""

HAPPY_EYEBALLS_SECONDS = 0.25
"""RFC 8305, 5."""
MOST_IDLE = 256
"""Hosts with a connection that waits to be used again; the usual limit of open files is 1,024."""

MOST_INTERIM = 32
"""Interim answers before the answer; early hints come in ones and twos."""

_INTERIM = frozenset(range(100, 200)) - {101}


@dataclass(slots=True)
class Trip:
    """What one request's connection showed; one per worker, found by the connector through `TRIP`."""

    dialled: bool = False
    """A new connection was made: one from the pool may have gone stale, a new one not."""
    sent_at: float = 0.0
    """When the connection stood (loop time): what the server sees as the moment of asking."""


TRIP: ContextVar[Trip] = ContextVar("TRIP")


@dataclass(frozen=True, slots=True)
class Peer:
    """Who was at the other end."""

    address: str | None = None
    certificate: Certificate | None = None
    chain: tuple[bytes, ...] = ()
    """What was sent, leaf first, in DER form; filled on the unverified look alone."""


@dataclass(slots=True)
class Dialer:
    """Makes connections, to checked addresses only; remembers who answered."""

    gate: Gate
    resolver: Resolver
    tls: Tls
    peers: dict[tuple[str, int], Peer] = field(default_factory=dict)

    async def addresses(self, host: str, port: int) -> tuple[tuple[str, ...], int]:
        """Where the host is, before anything is sent. Raises Trouble."""
        try:
            async with asyncio.timeout(self.gate.policy.connect_seconds):
                return await self.resolver.addresses(host, port)
        except TimeoutError as error:
            words = f"no address within {self.gate.policy.connect_seconds:g} s"
            raise Trouble(Failure(kind=FailureKind.NAME_TEMPORARY, detail=words), "limits.connect_seconds") from error

    async def connect(self, host: str, port: int, *, gated: bool = True) -> socket.socket:
        """A connected socket. Raises Trouble: refused by the gate, name unknown, no route, time-out."""
        policy = self.gate.policy
        found: tuple[str, ...] = ()
        try:
            async with asyncio.timeout(policy.connect_seconds):
                found, to_port = await self.resolver.addresses(host, port, gated=gated)
                return await self._connect_any(found, to_port)
        except TimeoutError as error:
            kind = FailureKind.CONNECT_TIMEOUT if found else FailureKind.NAME_TEMPORARY
            raise Trouble(
                Failure(kind=kind, detail=f"no connection within {policy.connect_seconds:g} s"),
                "limits.connect_seconds",
            ) from error
        except OSError as error:
            raise Trouble(Failure(kind=failure_kind(error), detail=worded(error))) from error

    async def _connect_any(self, addresses: tuple[str, ...], port: int) -> socket.socket:
        infos = [_addr_info(address, port) for address in addresses]
        return await aiohappyeyeballs.start_connection(
            infos, happy_eyeballs_delay=HAPPY_EYEBALLS_SECONDS if len(infos) > 1 else None
        )

    def note(self, host: str, port: int, transport: asyncio.BaseTransport | None, *, chain: bool = False) -> None:
        """Remember who answered on this connection, with the whole chain when asked."""
        if transport is None:
            return
        peer = transport.get_extra_info("peername")
        secured = transport.get_extra_info("ssl_object")
        self.peers[(host, port)] = Peer(
            peer[0] if peer else None,
            self.tls.certificate(secured) if secured is not None else None,
            chain_of(secured) if chain and secured is not None else (),
        )


def failure_kind(error: OSError) -> FailureKind:
    """What a system error number says about the way to the server."""
    return _BY_ERRNO.get(error.errno or 0, FailureKind.NO_ROUTE)


def _addr_info(address: str, port: int) -> tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int]]:
    if ":" in address:
        return socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port, 0, 0)
    return socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port)


class HeadWatcher(ResponseHandler):
    """aiohttp's reader of one connection, that waits for an answer no longer than a number of interim ones.

    aiohttp passes over 1xx answers (RFC 9110, 15.2) without an end; a server that sends nothing else would have us
    read at full speed until the attempt's own limit.
    """

    _interim = 0

    def feed_data(self, data: tuple["RawResponseMessage", "StreamReader"], size: int = 0) -> None:
        """Take in one head."""
        is_interim = data[0].code in _INTERIM
        self._interim = self._interim + 1 if is_interim else 0
        if self._interim <= MOST_INTERIM:
            super().feed_data(data, size)
        elif self.exception() is None:
            words = f"more than {MOST_INTERIM} interim answers"
            if self.transport is not None:
                self.transport.close()
            self.set_exception(Trouble(Failure(kind=FailureKind.HEAD_TOO_LARGE, detail=words), "limits.head_kib"))


class GatedConnector(TCPConnector):
    """aiohttp's pool over our own way of connecting.

    A resolver alone is no gate: aiohttp does not ask it for literal addresses. So the one place where it connects is
    replaced (`_create_direct_connection`, also used on the way to a proxy), and the choice of the TLS context with it.
    """

    def __init__(self, dialer: Dialer, *, force_close: bool) -> None:
        super().__init__(limit=0, force_close=force_close)
        self._dialer = dialer
        handler: type[ResponseHandler] = HeadWatcher
        self._factory = partial(handler, loop=self._loop)

    def _let_go_idle(self) -> None:
        """Close what has been idle longest: one connection left open for each of a thousand hosts is more files than a process has."""
        while len(self._conns) >= MOST_IDLE:
            for protocol, _ in self._conns.pop(next(iter(self._conns))):
                protocol.close()

    def _get_ssl_context(self, req: "ClientRequest") -> ssl.SSLContext | None:
        if not req.is_ssl():
            return None
        return self._dialer.tls.unverified if req.ssl is False else self._dialer.tls.verified

    async def _create_connection(
        self,
        req: "ClientRequest",
        traces: "list[Trace]",
        timeout: ClientTimeout,  # noqa: ASYNC109 - aiohttp's signature
    ) -> ResponseHandler:
        self._let_go_idle()
        try:
            protocol = await super()._create_connection(req, traces, timeout)
        except (ClientResponseError, ServerDisconnectedError) as error:
            # Only a proxy is spoken to while a connection is made: it refused the tunnel, or is none.
            raise Trouble(Failure(kind=FailureKind.PROXY, detail=worded(error))) from error
        trip = TRIP.get()
        trip.dialled = True
        trip.sent_at = self._loop.time()
        self._dialer.note(req.url.raw_host or "", req.port or 0, protocol.transport, chain=req.ssl is False)
        return protocol

    async def _create_direct_connection(
        self,
        req: "ClientRequest",
        traces: "list[Trace]",  # noqa: ARG002 - aiohttp's signature
        timeout: ClientTimeout,  # noqa: ARG002, ASYNC109
        *,
        client_error: type[Exception] = ClientConnectorError,
    ) -> tuple[asyncio.Transport, ResponseHandler]:
        host, port = req.url.raw_host or "", req.port or 0
        to_proxy = client_error is ClientProxyConnectionError
        try:
            sock = await self._dialer.connect(host, port, gated=not to_proxy)
            return await self._dialer.tls.wrapped(sock, self._factory, self._get_ssl_context(req), host)
        except Trouble as trouble:
            if to_proxy and isinstance(trouble.outcome, Failure):
                raise Trouble(Failure(kind=FailureKind.PROXY, detail=trouble.outcome.detail)) from trouble
            raise
