"""A small patient HTTP/1 reader, for answers that aiohttp's parser refuses and every browser shows.

Bare line feeds, folded fields, fields without a colon, a missing reason, ``ICY 200 OK``: none of these makes a page dead.
Used only after aiohttp gave up, over the same gate-checked connections.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

from yarl import URL

from monitor.fetch.heads import Head, read_head
from monitor.fetch.trouble import Trouble
from monitor.model.exchange import Failure, FailureKind

_STATUS_LINE = re.compile(rb"^(?:HTTP/\d+(?:\.\d+)?|ICY)[ \t]+(\d{3})(?!\d)", re.IGNORECASE)
_MAYBE_HTTP = re.compile(rb"\s*(?:HTTP|ICY)", re.IGNORECASE)
_CHUNK_SIZE = re.compile(rb"^\s*([0-9a-f]{1,15})\s*(?:;|$)", re.IGNORECASE)
_NO_BODY = frozenset({204, 304})
_CHUNK = 64 * 1024
_LONGEST_LINE = 8 * 1024
CUT_LENGTH = "fewer bytes than content-length"
CUT_CHUNKS = "last chunk missing"


@dataclass(slots=True)
class PatientReader:
    """One answer read from a stream: first `head`, then `body` to its end."""

    reader: asyncio.StreamReader
    head_bytes: int
    head_fields: int
    cut: str = ""
    """In which way the body broke off, known after it was read."""

    async def head(self) -> Head:
        """The final answer's head; interim ones (1xx) are passed over. Raises Trouble."""
        while True:
            lines, size = await self._head_lines()
            found = _STATUS_LINE.match(lines[0]) if lines else None
            if found is None:
                raise Trouble(
                    Failure(
                        kind=FailureKind.BAD_ANSWER,
                        detail=f"no HTTP: {lines[0][:80]!r}" if lines else "nothing but line ends",
                    )
                )
            status = int(found[1])
            if status == 101 or status >= 200:  # noqa: PLR2004 - RFC 9110, 15.2
                head = read_head(status, _fields(lines[1:]))
                return Head(head.status, head.fields, head.cookies, size)

    async def body(self, head: Head) -> AsyncIterator[bytes]:
        """The raw body by its framing (RFC 9112, 6.3): chunks, a length, or all until the end."""
        length = head.fields.get("content-length", "").split(",")[0].strip()
        if head.status in _NO_BODY:
            return
        if "chunked" in head.fields.get("transfer-encoding", "").lower():
            async for chunk in self._chunks():
                yield chunk
        elif length.isascii() and length.isdigit():
            async for chunk in self._counted(int(length)):
                yield chunk
        else:
            while chunk := await self.reader.read(_CHUNK):
                yield chunk

    async def _head_lines(self) -> tuple[list[bytes], int]:
        lines: list[bytes] = []
        size = 0
        while True:
            line = await self._line(self.head_bytes - size, is_first=not lines)
            size += len(line)
            if not line.strip(b"\r\n"):
                if lines:
                    return lines, size
                if not line:
                    raise Trouble(Failure(kind=FailureKind.CLOSED, detail="closed before the head was complete"))
                continue
            lines.append(line.rstrip(b"\r\n"))
            if len(lines) > self.head_fields + 1:
                raise Trouble(
                    Failure(kind=FailureKind.HEAD_TOO_LARGE, detail=f"more than {self.head_fields} fields"),
                    "limits.head_fields",
                )

    async def _line(self, room: int, *, is_first: bool) -> bytes:
        try:
            line = await self.reader.readuntil(b"\n")
        except asyncio.IncompleteReadError as error:
            line = b""
            if error.partial.strip():
                kind = (
                    FailureKind.BAD_ANSWER if is_first and not _MAYBE_HTTP.match(error.partial) else FailureKind.CLOSED
                )
                raise Trouble(Failure(kind=kind, detail="closed within the head")) from error
        except asyncio.LimitOverrunError as error:
            raise Trouble(
                Failure(kind=FailureKind.HEAD_TOO_LARGE, detail="a line without end"), "limits.head_kib"
            ) from error
        if len(line) > room:
            raise Trouble(
                Failure(kind=FailureKind.HEAD_TOO_LARGE, detail=f"more than {self.head_bytes} bytes"), "limits.head_kib"
            )
        return line

    async def _counted(self, left: int) -> AsyncIterator[bytes]:
        while left:
            chunk = await self.reader.read(min(_CHUNK, left))
            if not chunk:
                self.cut = CUT_LENGTH
                return
            left -= len(chunk)
            yield chunk

    async def _chunks(self) -> AsyncIterator[bytes]:
        self.cut = CUT_CHUNKS
        while True:
            found = _CHUNK_SIZE.match((await self._chunk_line()).strip())
            if found is None:
                return
            size = int(found[1], 16)
            if size == 0:
                self.cut = ""
                return
            while size:
                chunk = await self.reader.read(min(_CHUNK, size))
                if not chunk:
                    return
                size -= len(chunk)
                yield chunk
            await self._chunk_line()

    async def _chunk_line(self) -> bytes:
        try:
            line = await self.reader.readuntil(b"\n")
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return b""
        return line if len(line) <= _LONGEST_LINE else b""


def _fields(lines: list[bytes]) -> list[tuple[str, str]]:
    """Field lines as browsers read them: a folded line continues the one before, one without a colon is passed over."""
    fields: list[tuple[bytes, bytes]] = []
    for line in lines:
        if line[:1] in b" \t" and fields:
            name, value = fields[-1]
            fields[-1] = (name, value + b" " + line.strip())
            continue
        name, colon, value = line.partition(b":")
        if colon and name.strip():
            fields.append((name.strip(), value.strip()))
    return [
        (name.decode("utf-8", "surrogateescape"), value.decode("utf-8", "surrogateescape")) for name, value in fields
    ]


def written_request(url: URL, fields: dict[str, str]) -> bytes:
    """The request as bytes, for one answer and no more."""
    lines = [f"GET {url.raw_path_qs} HTTP/1.1", f"Host: {url.host_port_subcomponent}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in fields.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")
