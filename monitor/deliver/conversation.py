"""smtplib's client, with an end to everything: each reply has its last moment and its last byte."""

import smtplib
import socket
import ssl
import time
from ipaddress import ip_address

from monitor.deliver.outgoing import Limits, Relay

_CHUNK = 16_384
_READY = 220


class _Replies:
    """What smtplib reads replies from, a line at a time.

    A buffered file would wait anew for each byte of a reply that drips, and gather a reply that never ends.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._buffer = b""
        self._deadline = 0.0
        self._bytes_left = 0

    def allow(self, *, until: float, size: int) -> None:
        """Set the last moment (monotonic seconds) and the most bytes for the next reply."""
        self._deadline = until
        self._bytes_left = size

    def readline(self, limit: int) -> bytes:
        """A line with its end; what there is when the connection has closed. Raises OSError at a limit."""
        while b"\n" not in self._buffer and len(self._buffer) < limit:
            self._connection.settimeout(_left(self._deadline))
            chunk = self._connection.recv(_CHUNK)
            if not chunk:
                break
            self._buffer += chunk
        if len(self._buffer) >= limit and b"\n" not in self._buffer:
            raise OSError("reply line without end")
        end = self._buffer.find(b"\n") + 1 or len(self._buffer)
        line, self._buffer = self._buffer[:end], self._buffer[end:]
        self._bytes_left -= len(line)
        if self._bytes_left < 0:
            raise OSError("reply without end")
        return line

    def close(self) -> None:
        """The socket is closed by its owner."""


class Conversation(smtplib.SMTP):
    """A session with one relay. Raises what smtplib raises, and OSError; never waits longer than its limits."""

    def __init__(self, relay: Relay) -> None:
        # A name of our own keeps smtplib from asking the name service for one.
        super().__init__(local_hostname="localhost", timeout=relay.limits.connect)
        self._relay = relay
        self._until = time.monotonic() + relay.limits.session

    @property
    def limits(self) -> Limits:
        """How long the relay may take."""
        return self._relay.limits

    @property
    def is_local(self) -> bool:
        """Whether the other end is this very machine: by its address, whatever its name."""
        return self.sock is not None and ip_address(self.sock.getpeername()[0]).is_loopback

    def open(self) -> tuple[int, bytes]:
        """Connect and read the greeting."""
        return self.connect(self._relay.host, self._relay.port)

    def greet(self) -> tuple[int, bytes]:
        """Say EHLO under this machine's name, or its address when the name is no full one (RFC 5321, 4.1.1.1)."""
        name = socket.gethostname()
        if self.sock is not None and "." not in name:
            address = ip_address(self.sock.getsockname()[0])
            name = f"[{address}]" if address.version == 4 else f"[IPv6:{address}]"  # noqa: PLR2004 - IP version
        return self.ehlo(name)

    def protect(self) -> tuple[int, bytes]:
        """STARTTLS, then EHLO anew. What was said before the handshake is forgotten (RFC 3207, 4.2)."""
        code, text = self.docmd("STARTTLS")
        if code != _READY or self.sock is None:
            return code, text
        self.sock = self._wrapped(self.sock)
        self.file = None
        self.esmtp_features = {}
        return self.greet()

    def send_content(self, wire: bytes) -> None:
        """Send bytes within the time for content, however slowly the relay takes them."""
        self._until = time.monotonic() + self.limits.content
        for start in range(0, len(wire), _CHUNK):
            if self.sock is not None:
                self.sock.settimeout(_left(self._until))
            self.send(wire[start : start + _CHUNK])

    def final_reply(self) -> tuple[int, bytes]:
        """The reply to the content, within what is left of the time for it."""
        return self._reply(until=self._until)

    def getreply(self) -> tuple[int, bytes]:
        """A reply within its time and within the session's."""
        return self._reply(until=min(time.monotonic() + self.limits.reply, self._until))

    def _reply(self, *, until: float) -> tuple[int, bytes]:
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        if not isinstance(self.file, _Replies):
            self.file = _Replies(self.sock)
        self.file.allow(until=until, size=self.limits.reply_bytes)
        return super().getreply()

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        connection = socket.create_connection((host, port), timeout)
        return self._wrapped(connection) if self._relay.begins_with_tls else connection

    def _wrapped(self, connection: socket.socket) -> ssl.SSLSocket:
        """The connection under TLS; closed when the handshake fails. The whole handshake has the time of one reply."""
        trust = self._relay.trust or ssl.create_default_context()
        connection.settimeout(self.limits.reply)
        try:
            return trust.wrap_socket(connection, server_hostname=self._relay.host)
        except OSError:
            connection.close()
            raise


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("no reply in time")
    return left
