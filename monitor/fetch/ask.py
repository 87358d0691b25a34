"""One address asked once: a head and a body, or Trouble. Knows aiohttp; nobody above does."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import aiohttp
from yarl import URL

from monitor.fetch.body import Body
from monitor.fetch.connect import TRIP, Dialer, GatedConnector, failure_kind
from monitor.fetch.heads import Head, read_head
from monitor.fetch.patient import CUT_CHUNKS, CUT_LENGTH, PatientReader, written_request
from monitor.fetch.policy import FetchPolicy
from monitor.fetch.tls import TlsTrouble
from monitor.fetch.trouble import Trouble, worded
from monitor.model.exchange import Failure, FailureKind

_KIB = 1024
_CUTS = {"ContentLengthError": CUT_LENGTH, "TransferEncodingError": CUT_CHUNKS}


class Unparsed(Exception):  # noqa: N818 - no error of ours: the patient reader takes over
    """aiohttp cannot read what the server sent."""


@dataclass(slots=True)
class Answer:
    """A head that has come in, and the body still to be read."""

    head: Head
    chunks: AsyncIterator[bytes]
    close: Callable[[], object]
    """Must be called; what was not read of the body closes the connection."""
    patient: PatientReader | None = None

    async def read_into(self, body: Body, *, large: int, before_large: Callable[[], Awaitable[None]]) -> None:
        """Read the body to its end or to its limit; how it broke off is noted, never raised.

        `before_large` is waited for once, when more than `large` bytes have come in.
        """
        cut = ""
        try:
            async for chunk in self.chunks:
                was_large = body.size > large
                if not body.feed(chunk):
                    return
                if body.size > large and not was_large:
                    await before_large()
        except aiohttp.ClientPayloadError as error:
            cut = next((words for name, words in _CUTS.items() if name in str(error)), worded(error))
        except (aiohttp.ClientError, OSError) as error:
            cut = f"broken off: {worded(error)}"
        body.finish(cut=cut or (self.patient.cut if self.patient is not None else ""))


class Asker:
    """The sessions of one run: one that keeps connections, one that never does."""

    def __init__(self, policy: FetchPolicy, dialer: Dialer) -> None:
        self._policy = policy
        self._dialer = dialer
        self._sessions: dict[bool, aiohttp.ClientSession] = {}
        self._fields_limit = policy.head_kib * _KIB

    async def __aenter__(self) -> Self:
        """Open the sessions; connections are made when they are needed."""
        for is_fresh in (False, True):
            session = self._sessions[is_fresh] = aiohttp.ClientSession(
                connector=GatedConnector(self._dialer, force_close=is_fresh),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
                timeout=aiohttp.ClientTimeout(total=None, sock_read=self._policy.first_byte_seconds),
                max_line_size=self._fields_limit,
                max_field_size=self._fields_limit,
                max_headers=self._policy.head_fields,
            )
            session._retry_connection = False  # noqa: SLF001 - it would ask twice where a retry has its turn and its table
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close all connections."""
        for session in self._sessions.values():
            await session.close()

    async def ask(
        self, url: URL, fields: dict[str, str], *, is_fresh: bool, proxy: str | None = None, verify: bool = True
    ) -> Answer:
        """Send one GET. Raises Trouble, or Unparsed when only patience can read the answer."""
        response = await self._get(url, fields, is_fresh=is_fresh or not verify, proxy=proxy, verify=verify)
        head = read_head(response.status, response.headers.items())
        if head.size > self._fields_limit:
            response.close()
            raise Trouble(Failure(kind=FailureKind.HEAD_TOO_LARGE, detail=f"{head.size} bytes"), "limits.head_kib")
        return Answer(head, response.content.iter_any(), response.release)

    async def _get(
        self, url: URL, fields: dict[str, str], *, is_fresh: bool, proxy: str | None, verify: bool
    ) -> aiohttp.ClientResponse:
        try:
            return await self._send(url, fields, is_fresh=is_fresh, proxy=proxy, verify=verify)
        except Trouble as trouble:
            gone_stale = isinstance(trouble.outcome, Failure) and trouble.outcome.kind in (
                FailureKind.CLOSED,
                FailureKind.RESET,
            )
            if is_fresh or TRIP.get().dialled or not gone_stale:
                raise
        # A kept connection that the server had closed meanwhile: nothing was asked yet.
        return await self._send(url, fields, is_fresh=True, proxy=proxy, verify=verify)

    async def _send(
        self, url: URL, fields: dict[str, str], *, is_fresh: bool, proxy: str | None, verify: bool
    ) -> aiohttp.ClientResponse:
        try:
            response = await self._sessions[is_fresh].get(
                url, headers=fields, allow_redirects=False, proxy=proxy, ssl=verify
            )
        except aiohttp.ClientResponseError as error:
            raise Unparsed(worded(error)) from error
        except (aiohttp.ClientError, OSError) as error:
            raise self.translated(error) from error
        if response.connection is not None and response.connection.protocol is not None:
            # From here on the attempt's own limit counts: a slow body is not a missing head.
            response.connection.protocol.read_timeout = None
            response.connection.protocol.start_timeout()
        return response

    def translated(self, error: Exception) -> Trouble:
        """Aiohttp's and the system's errors as a failure."""
        secure = _ssl_error(error)
        if secure is not None:
            return TlsTrouble(secure)
        if isinstance(error, aiohttp.ServerTimeoutError):
            words = f"no byte within {self._policy.first_byte_seconds:g} s"
            return Trouble(Failure(kind=FailureKind.FIRST_BYTE_TIMEOUT, detail=words), "limits.first_byte_seconds")
        return Trouble(Failure(kind=_kind_of(error), detail=worded(error)))

    async def ask_patiently(self, url: URL, fields: dict[str, str]) -> Answer:
        """The same over a connection of its own, with the patient reader. Raises Trouble."""
        host, port = url.raw_host or "", url.port or 0
        loop = asyncio.get_running_loop()
        sock = await self._dialer.connect(host, port)
        reader = asyncio.StreamReader(limit=self._fields_limit)
        context = self._dialer.tls.verified if url.scheme == "https" else None
        transport, _ = await self._dialer.tls.wrapped(sock, lambda: asyncio.StreamReaderProtocol(reader), context, host)
        trip = TRIP.get()
        trip.dialled, trip.sent_at = True, loop.time()
        self._dialer.note(host, port, transport)
        try:
            transport.write(written_request(url, fields))
            patient = PatientReader(reader, self._fields_limit, self._policy.head_fields)
            head = await self._first_head(patient)
        except OSError as error:
            transport.abort()
            raise self.translated(error) from error
        except BaseException:
            transport.abort()
            raise
        return Answer(head, patient.body(head), transport.abort, patient)

    async def _first_head(self, patient: PatientReader) -> Head:
        try:
            async with asyncio.timeout(self._policy.first_byte_seconds):
                return await patient.head()
        except TimeoutError as error:
            words = f"no head within {self._policy.first_byte_seconds:g} s"
            raise Trouble(
                Failure(kind=FailureKind.FIRST_BYTE_TIMEOUT, detail=words), "limits.first_byte_seconds"
            ) from error


def _ssl_error(error: BaseException | None) -> BaseException | None:
    """The TLS library's own error, however deep aiohttp wrapped it."""
    for _ in range(4):
        if error is None or isinstance(error, ssl.SSLError):
            return error
        error = error.__cause__ or error.__context__
    return None


def _kind_of(error: Exception) -> FailureKind:
    match error:
        case aiohttp.ClientProxyConnectionError():
            return FailureKind.PROXY
        case aiohttp.InvalidURL():
            return FailureKind.BAD_ANSWER
        case OSError():
            kind = failure_kind(error)  # a connection that stood has a route: what is not named broke it off
            return FailureKind.RESET if kind is FailureKind.NO_ROUTE else kind
        case _:
            return FailureKind.CLOSED
