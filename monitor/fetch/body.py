"""Encoded chunks -> decoded content, with the end of the stream demanded and every size bounded.

aiohttp's own decompression is switched off: it lets a gzip stream that was cut in half pass for a whole page
(measured), which would be told as a change of content.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from monitor.model.plan import HeldContent

if TYPE_CHECKING:
    import hashlib

PIECE = 256 * 1024
MOST_WAITING = 64 * 1024
"""Coded bytes of content that may be the one we hold wait for their end, unopened; of more they are opened as they come."""
RATIO_FROM = 1024 * 1024
"""Small pages may be as compressible as they like."""

_UNDECODABLE = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz", "exi", "pack200-gzip"})
_NAMES = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}
_ZLIB_HEADER = 8
_GZIP_MAGIC = b"\x1f\x8b"
_DOCUMENT_MAGIC = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")


@dataclass(frozen=True, slots=True)
class Cap:
    """A limit in bytes with the name of its setting."""

    size: int
    name: str


@dataclass(slots=True)
class Inflater:
    """One content coding undone (RFC 9110, 8.4.1), as patient as browsers: announced gzip may be plain, deflate may be raw."""

    coding: str
    consumed: int = 0
    is_plain: bool = False
    has_ended: bool = False
    _stream: "zlib._Decompress | None" = None
    _held: bytes = b""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Decoded pieces of bounded size; a caller that has enough stops asking. Raises zlib.error."""
        if self._stream is None and not self.is_plain:
            data, self._held = self._held + data, b""
            if len(data) < len(_GZIP_MAGIC):
                self._held = data
                return
            self._begin(data)
        if self.is_plain:
            self.consumed += len(data)
            yield data
            return
        yield from self._inflated(data)

    def rest(self) -> bytes:
        """What is still to come when the sender has nothing more."""
        if self._stream is not None and not self.has_ended:
            tail = self._stream.flush()
            self.has_ended = self._stream.eof
            return tail
        held, self._held = self._held, b""
        return held

    @property
    def is_whole(self) -> bool:
        """Whether the stream came to its own end (asked after `rest`)."""
        return self._stream is None or self.is_plain or self.has_ended

    def _begin(self, data: bytes) -> None:
        if self.coding == "gzip":
            self.is_plain = not data.startswith(_GZIP_MAGIC)
            self._stream = None if self.is_plain else zlib.decompressobj(16 + zlib.MAX_WBITS)
        else:
            wrapped = data[0] & 0x0F == _ZLIB_HEADER and int.from_bytes(data[:2], "big") % 31 == 0
            self._stream = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)

    def _inflated(self, data: bytes) -> Iterator[bytes]:
        pending = False
        while (data or pending) and not self.has_ended and self._stream is not None:
            piece = self._stream.decompress(data, PIECE)
            left = self._next_member(self._stream.unused_data) if self._stream.eof else self._stream.unconsumed_tail
            self.consumed += len(data) - len(left)
            data, pending = left, len(piece) == PIECE
            if piece:
                yield piece

    def _next_member(self, left: bytes) -> bytes:
        """A gzip file may hold several members (RFC 1952, 2.2); anything else after the end is rubbish and dropped."""
        if self.coding == "gzip" and left.startswith(_GZIP_MAGIC):
            self._stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
            return left
        self.has_ended = True
        return b""


@lru_cache(maxsize=64)
def _known_codings(content_encoding: str) -> tuple[str, ...]:
    """The codings of a field that browsers know of; any other word is as good as none."""
    names = (part.strip().lower() for part in content_encoding.split(","))
    return tuple(name for name in names if name in _NAMES or name in _UNDECODABLE)


@dataclass(slots=True)
class Body:
    """A body as it comes in; `truncated` and `limit` say which end it did not reach."""

    content_encoding: str
    cap: Cap
    ratio: float
    document_cap: Cap | None = None
    """Takes the place of `cap` when the first bytes are those of a file, whatever its label says."""
    held: HeldContent | None = None
    """Content that need not be decoded: it was, within the limits, when it came."""
    received: int = 0
    truncated: str | None = None
    limit: str = ""
    _first: bytes = b""
    _more: bytearray = field(default_factory=bytearray)
    """All but the first piece. One buffer that grows: a list of small pieces cost a 30 MiB body twice the memory (measured)."""
    size: int = 0
    _hash: "hashlib._Hash" = field(default_factory=sha256)
    _inflater: Inflater | None = None
    _sent: "hashlib._Hash | None" = None
    _waiting: bytearray | None = None
    _is_held: bool = False

    def __post_init__(self) -> None:
        known = _known_codings(self.content_encoding)
        if len(known) > 1 or any(name in _UNDECODABLE for name in known):
            self.truncated = f"content-encoding {', '.join(known)}"
        elif known:
            coding = _NAMES[known[0]]
            self._inflater, self._sent = Inflater(coding), sha256(f"{coding}\n".encode())
            self._waiting = bytearray() if self.held is not None else None

    def feed(self, chunk: bytes) -> bool:
        """Take a chunk; False when enough was seen and the rest must not be read."""
        self.received += len(chunk)
        if self._inflater is None or self._sent is None:
            return self._take(chunk)
        self._sent.update(chunk)
        if self._waiting is None:
            return self._open(self._inflater, chunk)
        self._waiting += chunk
        return len(self._waiting) <= MOST_WAITING or self._open_waiting()

    def finish(self, *, cut: str = "") -> None:
        """The sender has nothing more; `cut` says in which way it broke off, if it did."""
        if self.held is not None and self._waiting and not cut and self.transfer_hash == self.held.transfer_hash:
            self._is_held = True
            return
        self._open_waiting()
        if self.truncated is None and self._inflater is not None:
            self._take(self._inflater.rest())
            if not self._inflater.is_whole:
                self.truncated = cut or f"{self._inflater.coding} stream without its end"
        if cut and self.truncated is None:
            self.truncated = cut

    def hit(self, limit: str) -> None:
        """Stop at a limit."""
        self.truncated = self.limit = limit

    @property
    def content(self) -> bytes:
        """All that was decoded; nothing where it is the content that is held."""
        return self._first if not self._more else b"".join((self._first, self._more))

    @property
    def digest(self) -> str:
        """SHA-256 of the content, taken as it came in: to hash 30 MiB at once holds the loop up for a tenth of a second."""
        if self.held is not None and self._is_held:
            return self.held.content_hash
        return self._hash.hexdigest() if self.size else ""

    @property
    def transfer_hash(self) -> str:
        """SHA-256 of the coding and of all that came in; empty without a coding."""
        return self._sent.hexdigest() if self._sent is not None else ""

    def _open_waiting(self) -> bool:
        """Decode what waited; False when enough was seen."""
        waiting, self._waiting = self._waiting, None
        return not waiting or self._inflater is None or self._open(self._inflater, bytes(waiting))

    def _open(self, inflater: Inflater, chunk: bytes) -> bool:
        try:
            return all(self._take(piece) for piece in inflater.pieces(chunk))
        except zlib.error as error:
            self.truncated = f"content-encoding damaged: {error}"
            return False

    def _take(self, piece: bytes) -> bool:
        if self.document_cap is not None and not self.size and piece.startswith(_DOCUMENT_MAGIC):
            self.cap = self.document_cap
        room = self.cap.size - self.size
        if len(piece) > room:
            self._keep(piece[:room])
            self.hit(self.cap.name)
            return False
        self._keep(piece)
        if self._inflater is not None and self.size > RATIO_FROM and self.size > self.ratio * self._inflater.consumed:
            self.hit("limits.ratio")
            return False
        return True

    def _keep(self, piece: bytes) -> None:
        if self.size:
            self._more += piece
        else:
            self._first = piece
        self.size += len(piece)
        self._hash.update(piece)
