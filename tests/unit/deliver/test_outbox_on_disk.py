"""Sending from the real outbox, in a SQLite file: killed at every phase, mail arrives once, or twice where nobody can know."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.deliver import Limits, Protection, Relay, send_due
from monitor.history import History, ReportKind
from monitor.model.mail import Letter, MailState
from monitor.model.source import Tlp

_NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
_REPLIES = {
    "EHLO": b"250 hi\r\n",
    "MAIL": b"250 ok\r\n",
    "RCPT": b"250 ok\r\n",
    "DATA": b"354 go on\r\n",
    "QUIT": b"221 bye\r\n",
}

_CHILD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from monitor.deliver import Protection, Relay, send_due
from monitor.history import History
with History.open(Path(sys.argv[1]), document_id="toolkit", document_title="Toolkit", exclusive=True) as history:
    relay = Relay(host="127.0.0.1", port=int(sys.argv[2]), protection=Protection.NONE)
    send_due(history.outbox, relay, sender="monitor@regio.example", now=datetime(2026, 11, 23, 7, 0, tzinfo=UTC))
"""


class _Relay:
    """Takes mail, and stays silent at one phase as long as it is told to."""

    def __init__(self) -> None:
        self.copies: list[bytes] = []
        self.silent_at = ""
        self.is_silent = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._run, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as file:
                connection.sendall(b"220 hi\r\n")
                for line in file:
                    if not self._answer(connection, line, file.readline):
                        break

    def _answer(self, connection: socket.socket, line: bytes, read: object) -> bool:
        verb = line[:4].decode().upper()
        if verb == self.silent_at:
            return self._wait(connection)
        connection.sendall(_REPLIES[verb])
        if verb == "DATA" and callable(read):
            self.copies.append(b"".join(iter(read, b".\r\n")))
            if self.silent_at == "content":
                return self._wait(connection)
            connection.sendall(b"250 queued\r\n")
        return verb != "QUIT"

    def _wait(self, connection: socket.socket) -> bool:
        """Until the other end is gone."""
        self.is_silent.set()
        connection.recv(1)
        return False


@pytest.fixture
def relay() -> Iterator[_Relay]:
    """A relay on the loopback that can fall silent."""
    server = _Relay()
    yield server
    server.close()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with one message that waits."""
    path = tmp_path / "monitor.db"
    letter = Letter(
        recipient="ciso@regio.example",
        audience="CLEAR",
        language="nl",
        label=Tlp.CLEAR,
        message_id="<47.a1b2@regio.example>",
        content=b"Subject: week 47\r\n\r\nTekst\r\n",
    )
    with _open(path) as history:
        with history.run(now=_NOW, engine="local", planned=0, is_partial=False) as record:
            run = record.finish(_NOW, stats={})
        history.close_period(period="2026-W47", kind=ReportKind.WEEKLY, run=run.id, now=_NOW, letters=(letter,))
    return path


def _open(path: Path) -> History:
    return History.open(path, document_id="toolkit", document_title="Toolkit", exclusive=True)


def _kill_while_sending(store: Path, relay: _Relay, silent_at: str) -> None:
    relay.silent_at = silent_at
    relay.is_silent.clear()
    child = subprocess.Popen([sys.executable, "-c", _CHILD, str(store), str(relay.port)], cwd=Path.cwd())
    assert relay.is_silent.wait(20)
    time.sleep(0.1)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    relay.silent_at = ""


def _send_again(store: Path, relay: _Relay) -> MailState:
    with _open(store) as history:
        history.outbox.recover(_NOW)
        to = Relay(host="127.0.0.1", port=relay.port, protection=Protection.NONE, limits=Limits(reply=2))
        send_due(history.outbox, to, sender="monitor@regio.example", now=_NOW)
        (mail,) = history.outbox.list()
        return mail.state


@pytest.mark.parametrize(
    ("silent_at", "copies"), [("EHLO", 1), ("MAIL", 1), ("RCPT", 1), ("DATA", 1), ("content", 2), ("QUIT", 2)]
)
def test_a_kill_while_sending_loses_nothing_and_doubles_only_what_nobody_can_know(
    store: Path, relay: _Relay, silent_at: str, copies: int
) -> None:
    _kill_while_sending(store, relay, silent_at)

    assert _send_again(store, relay) is MailState.SENT
    assert relay.copies == [relay.copies[0]] * copies


def test_a_second_kill_after_the_content_makes_no_third_copy(store: Path, relay: _Relay) -> None:
    _kill_while_sending(store, relay, "content")
    with _open(store) as history:
        history.outbox.recover(_NOW)
    _kill_while_sending(store, relay, "content")

    assert _send_again(store, relay) is MailState.UNKNOWN
    assert len(relay.copies) == 2
