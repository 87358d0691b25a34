"""Run in a network of its own: a relay on another machine's address, and someone on the wire between it and us.

`python -m tests.e2e.relays FOLDER`, started by `unshare -rnm`. Each case is an office of its own in FOLDER; the command
runs, and then again when the relay has been mended. Prints one JSON document: how the commands ended, what the outbox
lists, every byte that we said on the wire, and what arrived.
"""

import json
import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller

from monitor.demo import FakeInternet, Script
from tests.e2e.office import Done, Mailroom, Office

ADDRESS = "192.0.2.25"
"""Of no network there is (RFC 5737), and not the loopback: another machine, as far as the product can tell."""
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
CATALOGUE = """\
schema_version: 1
document: {title: Toolkit BIO}
tools:
  - {id: wit, title: Handreiking Wit, tlp: "TLP:wit"}
  - {id: groen, title: Handreiking Groen, tlp: "TLP:groen"}
  - {id: geheim, title: Handreiking Geheim, tlp: "TLP:amber"}
"""
_PORTS = count(2501)


@dataclass
class Wire:
    """Between the client and a relay: hears all that the client says, and may change what either hears."""

    relay: int
    hears: Callable[[bytes], bytes] = lambda said: said
    """What the client hears of what the relay said."""
    answers: Callable[[bytes], bytes | None] = lambda _: None
    """What the client hears at once, in the relay's place; the relay never knows of it."""
    said: bytes = b""
    port: int = field(default_factory=lambda: next(_PORTS))

    @contextmanager
    def laid(self) -> Iterator["Wire"]:
        """Listen on the relay's address as long as the case lasts."""
        listener = socket.create_server((ADDRESS, self.port))
        threading.Thread(target=self._listen, args=(listener,), daemon=True).start()
        try:
            yield self
        finally:
            listener.close()

    def _listen(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                relay = socket.create_connection(("127.0.0.1", self.relay))
                threading.Thread(target=self._back, args=(relay, client), daemon=True).start()
                threading.Thread(target=self._forth, args=(client, relay), daemon=True).start()

    def _forth(self, client: socket.socket, relay: socket.socket) -> None:
        with suppress(OSError):
            while said := client.recv(65_536):
                self.said += said
                answer = self.answers(said)
                if answer is None:
                    relay.sendall(said)
                else:
                    client.sendall(answer)
        relay.close()

    def _back(self, relay: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while said := relay.recv(65_536):
                client.sendall(self.hears(said))
        client.close()


def _to_starttls(reply: bytes) -> Callable[[bytes], bytes | None]:
    return lambda said: reply if said.upper().startswith(b"STARTTLS") else None


@dataclass
class World:
    """What the cases share."""

    folder: Path
    internet: FakeInternet
    authority: trustme.CA

    @contextmanager
    def relay(self, *, tls: bool = True, authority: trustme.CA | None = None) -> Iterator[tuple[Mailroom, int]]:
        """A real mail server behind the wire, with or without STARTTLS."""
        mailroom, port = Mailroom(), next(_PORTS)
        context = None
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            (authority or self.authority).issue_cert(ADDRESS).configure_cert(context)
        controller = Controller(mailroom, hostname="127.0.0.1", port=port, tls_context=context)
        controller.start()
        try:
            yield mailroom, port
        finally:
            controller.stop()

    def office(self, name: str, port: int, **settings: str) -> Office:
        """An office whose relay is at the other machine's address."""
        folder = self.folder / name
        folder.mkdir()
        (folder / "catalogue.yaml").write_text(CATALOGUE)
        (folder / "ca.pem").write_bytes(self.authority.cert_pem.bytes())
        office = Office(folder=folder, internet=self.internet, mailroom=Mailroom(), port=port)
        office.extra = {
            "MONITOR_MAIL__RELAY": ADDRESS,
            "MONITOR_MAIL__TLS": "required",
            "MONITOR_NETWORK__CA_FILE": str(folder / "ca.pem"),
            **settings,
        }
        return office


def case(world: World, name: str, wire: Wire, mailroom: Mailroom, **settings: str) -> dict[str, Any]:
    """One office, one run, and one more try when nobody touches the wire and the settings want TLS."""
    office = world.office(name, wire.port, **settings)
    with wire.laid():
        done = office("run", "--at", NOW.isoformat())
        doctor = [line for line in office("doctor").out.splitlines() if " relay " in line] if settings else []
    listed = office("outbox", "list").out
    seen: dict[str, Any] = {"run": _brief(done), "outbox": listed.splitlines(), "said": wire.said.decode("latin-1")}
    seen["doctor"] = doctor
    seen["arrived"] = [_arrived(one.recipient, one.content) for one in mailroom.arrived]
    with world.relay() as (mended, port), Wire(port).laid() as honest:
        office.extra |= {"MONITOR_MAIL__TLS": "required", "MONITOR_MAIL__PLAIN_RELAYS": "[]"}
        office.port = honest.port
        numbers = [line.split()[0] for line in listed.splitlines() if ": failed" in line]
        again = [office("outbox", "send", *more) for more in ((), *((number,) for number in numbers))]
        seen["mended"] = {
            "statuses": [done.status for done in again],
            "arrived": [_arrived(one.recipient, one.content) for one in mended.arrived],
            "outbox": office("outbox", "list").out.splitlines(),
        }
    return seen


def _brief(done: Done) -> dict[str, Any]:
    return {"status": done.status, "err": done.err}


def _arrived(recipient: str, content: bytes) -> list[str]:
    return [recipient.partition("@")[0], content.decode("latin-1")]


def cases(world: World) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every wire and every relay."""
    strips: dict[str, Callable[[int], Wire]] = {
        "offer-taken-out": lambda port: Wire(port, hears=lambda said: said.replace(b"250-STARTTLS\r\n", b"")),
        "offer-blotted-out": lambda port: Wire(port, hears=lambda said: said.replace(b"STARTTLS", b"XXXXXXXA")),
        "offer-taken-back": lambda port: Wire(port, answers=_to_starttls(b"454 4.7.0 TLS not available\r\n")),
        "offer-unknown": lambda port: Wire(port, answers=_to_starttls(b"502 5.5.2 no such command\r\n")),
        "yes-and-then-plain": lambda port: Wire(
            port, answers=_to_starttls(b"220 go ahead\r\n250-relay\r\n250 AUTH PLAIN\r\n")
        ),
    }
    with world.relay() as (mailroom, port):
        yield "untouched", case(world, "untouched", Wire(port), mailroom)
    for name, wire in strips.items():
        with world.relay() as (mailroom, port):
            yield name, case(world, name, wire(port), mailroom)
    with world.relay(authority=trustme.CA()) as (mailroom, port):
        yield "another-certificate", case(world, "another-certificate", Wire(port), mailroom)
    with world.relay(tls=False) as (mailroom, port):
        yield "never-offered", case(world, "never-offered", Wire(port), mailroom)
    named = {"MONITOR_MAIL__PLAIN_RELAYS": json.dumps([ADDRESS])}
    for name, settings in {
        "plain": {**named, "MONITOR_MAIL__TLS": "none"},
        "plain-where-tls-is-missed": named,
    }.items():
        with world.relay(tls=False) as (mailroom, port):
            yield name, case(world, name, Wire(port), mailroom, **settings)
    with world.relay() as (mailroom, port):
        stripped = strips["offer-taken-out"](port)
        yield "plain-by-a-stripper", case(world, "plain-by-a-stripper", stripped, mailroom, **named)


def main(folder: Path) -> None:
    for line in ("link set lo up", f"addr add {ADDRESS}/32 dev lo"):
        subprocess.run(["ip", *line.split()], check=True)
    with FakeInternet(Script(begins=date(2026, 11, 23), hosts=())) as internet:
        world = World(folder, internet, trustme.CA())
        print(json.dumps(dict(cases(world))))  # noqa: T201 - read by the test
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
