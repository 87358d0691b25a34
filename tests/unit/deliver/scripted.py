"""A relay that does what a script says, phase by phase: every way to fail that a real one has."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import Enum


class Act(Enum):
    """What a relay does instead of replying."""

    DROP = "drop"
    SILENCE = "silence"
    ENDLESS = "endless"
    DRIP = "drip"
    LONG_LINE = "long line"


Script = Mapping[str, str | Act]

GOOD: dict[str, str | Act] = {
    "banner": "220 relay.example ESMTP",
    "EHLO": "250-relay.example\r\n250-SIZE 1000000\r\n250 8BITMIME",
    "STARTTLS": "220 go ahead",
    "AUTH": "235 welcome",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    "content": "250 queued as 1",
    "QUIT": "221 bye",
}


class ScriptedRelay:
    """A relay that follows its script to the letter, one session after the other."""

    def __init__(self, script: Script, context: ssl.SSLContext | None, *, implicit: bool) -> None:
        self.script = {**GOOD, **script}
        self.copies: list[bytes] = []
        """Every content that was heard whole."""
        self.kept: list[bytes] = []
        """Those of them that were not refused: what lies in a mailbox in the end."""
        self.commands: list[str] = []
        self.sessions = 0
        self._context, self._implicit = context, implicit
        self._stop = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.05)
        self.port = int(self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def close(self) -> None:
        self._stop.set()
        self._thread.join()
        self._listener.close()

    def _run(self) -> None:
        while not self._stop.is_set():
            with suppress(TimeoutError):
                connection, _ = self._listener.accept()
                self.sessions += 1
                with connection, suppress(OSError):
                    self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        if self._implicit and self._context is not None:
            connection = self._context.wrap_socket(connection, server_side=True)
        with connection:
            self._session(connection)

    def _session(self, connection: socket.socket) -> None:
        file = connection.makefile("rb")
        with file:
            if not self._reply(connection, "banner"):
                return
            while line := file.readline():
                command = line.decode().strip()
                verb = command.split(" ")[0][:8].upper()
                self.commands.append(command)
                if not self._reply(connection, command if command in self.script else verb):
                    return
                if verb == "STARTTLS" and self._context is not None:
                    secure = self._context.wrap_socket(connection, server_side=True)
                    with secure:
                        self.script["EHLO"] = str(self.script["EHLO"]).replace("250-STARTTLS\r\n", "")
                        self.script["banner"] = ""
                        self._session(secure)
                    return
                if verb == "DATA" and str(self.script["DATA"]).startswith("354"):
                    content = b""
                    while not content.endswith(b"\r\n.\r\n"):
                        piece = file.readline()
                        if not piece:
                            return
                        content += piece
                    self.copies.append(content)
                    if not str(self.script["content"]).startswith(("4", "5")):
                        self.kept.append(content)
                    if not self._reply(connection, "content"):
                        return

    def _reply(self, connection: socket.socket, verb: str) -> bool:
        match self.script.get(verb, "500 what?"):
            case Act.DROP:
                return False
            case Act.SILENCE:
                with suppress(OSError):
                    connection.settimeout(3)
                    connection.recv(1)  # till the other end has had enough
                return False
            case Act.ENDLESS:
                while not self._stop.is_set():
                    connection.sendall(b"250-and another thing\r\n" * 100)
            case Act.DRIP:
                while not self._stop.is_set():
                    connection.sendall(b"2")
                    time.sleep(0.02)
            case Act.LONG_LINE:
                connection.sendall(b"5" * 50_000)
                self._stop.wait(3)
            case str() as reply:
                connection.sendall(f"{reply}\r\n".encode() if reply else b"")
        return True


@contextmanager
def scripted_relay(
    script: Script, context: ssl.SSLContext | None = None, *, implicit: bool = False
) -> Iterator[ScriptedRelay]:
    server = ScriptedRelay(script, context, implicit=implicit)
    try:
        yield server
    finally:
        server.close()
