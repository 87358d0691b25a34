"""An office with readers and a relay: the real command line over many weeks, quickly enough for a test.

Each command is `monitor.cli.main` in a process of its own, forked from one that has imported the product.
"""

import json
import multiprocessing
import os
import signal
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from monitor.demo import FakeInternet

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    ["monitor.cli.run", "monitor.job", "monitor.fetch", "monitor.render", "monitor.deliver"]
)

READERS: tuple[dict[str, str], ...] = (
    {"address": "clear@toolkit.example", "clearance": "CLEAR", "language": "nl"},
    {"address": "green@toolkit.example", "clearance": "GREEN", "language": "en"},
    {"address": "amber@toolkit.example", "clearance": "AMBER", "language": "nl"},
)


def _command(folder: Path, environment: dict[str, str], arguments: tuple[str, ...]) -> None:
    """What `python -m monitor` does, in a process of its own."""
    from monitor.cli import main

    os.chdir(folder)
    os.environ.update(environment)
    for stream, name in ((1, "out.txt"), (2, "err.txt")):
        handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(handle, stream)
    main(list(arguments))


@dataclass
class Arrived:
    """A message as the relay took it."""

    recipient: str
    content: bytes

    @property
    def message(self) -> EmailMessage:
        message = message_from_bytes(self.content, policy=default)
        assert isinstance(message, EmailMessage)
        return message

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        part = self.message.get_body(("plain",))
        assert part is not None
        return str(part.get_content())


class Mailroom:
    """A relay that keeps what it takes; it can be told to refuse, or to do something when the content has come."""

    def __init__(self) -> None:
        self.arrived: list[Arrived] = []
        self.reply = "250 taken"
        self.loses_reply = False
        """Takes the content, and answers what nobody understands."""
        self.on_content: Callable[[], None] = lambda: None

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's
        if self.reply.startswith("250"):
            self.arrived += [Arrived(who, envelope.content) for who in envelope.rcpt_tos]
        self.on_content()
        return "what was that" if self.loses_reply else self.reply

    def to(self, name: str) -> list[Arrived]:
        return [one for one in self.arrived if one.recipient.startswith(f"{name}@")]


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    status: int
    out: str
    err: str


@dataclass
class Office:
    """A folder with a catalogue, a small internet, a relay and readers."""

    folder: Path
    internet: FakeInternet
    mailroom: Mailroom
    port: int
    extra: dict[str, str] = field(default_factory=dict)
    process: Any = None

    def __call__(self, *arguments: str, relay: bool = True, **environment: str) -> Done:
        """Run a command to its end; with `relay=False` nobody listens at the relay's port."""
        port = self.port if relay else _free_port()
        process = _CONTEXT.Process(
            target=_command, args=(self.folder, {**self.settings(port), **environment}, arguments)
        )
        process.start()
        self.process = process
        process.join(60)
        out, err = ((self.folder / name).read_text() for name in ("out.txt", "err.txt"))
        assert "Traceback" not in err, err
        return Done(status=process.exitcode if process.exitcode is not None else 999, out=out, err=err)

    def kill(self) -> None:
        """End the command that is running, at once; may be called from any thread."""
        os.kill(self.process.pid, signal.SIGKILL)

    def settings(self, port: int) -> dict[str, str]:
        return {
            "MONITOR_NETWORK__CONNECT_TO": json.dumps(list(self.internet.connect_to)),
            "MONITOR_NETWORK__ALLOW": json.dumps(list(self.internet.allow)),
            "MONITOR_NETWORK__CA_FILE": str(self.internet.ca_file),
            "MONITOR_NETWORK__HOST_DELAY_SECONDS": "0",
            "MONITOR_LIMITS__RECHECK_SECONDS": "0",
            "MONITOR_LIMITS__CONNECT_SECONDS": "2",
            "MONITOR_LIMITS__FIRST_BYTE_SECONDS": "2",
            "MONITOR_LIMITS__RETRIES": "0",
            "MONITOR_MAIL__RELAY": "localhost",
            "MONITOR_MAIL__PORT": str(port),
            "MONITOR_MAIL__TLS": "none",
            "MONITOR_MAIL__SENDER": "monitor@toolkit.example",
            "MONITOR_MAIL__RECIPIENTS": json.dumps(READERS),
            **self.extra,
        }

    def reports(self) -> Mapping[str, Any]:
        """The JSON form of each report file, by its name without the ending."""
        return {path.stem: json.loads(path.read_text()) for path in sorted((self.folder / "reports").glob("*.json"))}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def open_office(folder: Path, internet: FakeInternet, catalogue: str) -> Iterator[Office]:
    """Open the office: its relay listens on the loopback."""
    (folder / "catalogue.yaml").write_text(catalogue)
    mailroom, port = Mailroom(), _free_port()
    controller = Controller(mailroom, hostname="127.0.0.1", port=port, data_size_limit=None)
    controller.start()
    try:
        yield Office(folder=folder, internet=internet, mailroom=mailroom, port=port)
    finally:
        controller.stop()
