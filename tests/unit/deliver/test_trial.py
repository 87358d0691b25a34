import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from monitor.deliver import Limits, Protection, Relay, trial

_NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


class _Sink:
    def __init__(self) -> None:
        self.content = b""

    async def handle_RCPT(self, _: Any, __: Any, envelope: Any, address: str, ___: Any) -> str:  # noqa: N802 - aiosmtpd's
        if address.startswith("niemand"):
            return "550 5.1.1 unknown here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802
        self.content = envelope.content
        return "250 queued"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def sink() -> _Sink:
    """What arrived."""
    return _Sink()


@pytest.fixture
def relay(sink: _Sink) -> Iterator[Relay]:
    """A mail server on the loopback."""
    port = _free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    yield Relay(host="127.0.0.1", port=port, protection=Protection.NONE, limits=Limits(connect=2, reply=2))
    controller.stop()


def _phases(relay: Relay, address: str) -> list[tuple[bool, str]]:
    lines = trial.test_relay(relay, "monitor@regio.example", address, _NOW)
    return [(is_good, line.partition(":")[0]) for is_good, line in lines]


def test_a_relay_that_works_is_told_phase_by_phase(sink: _Sink, relay: Relay) -> None:
    phases = _phases(relay, "ciso@regio.example")

    assert phases == [(True, "connect"), (True, "ehlo"), (True, "mail"), (True, "rcpt"), (True, "data")]
    assert b"Message-ID: <test.20261123070000@regio.example>" in sink.content


def test_where_it_stops_is_told_with_a_remedy_and_the_relays_own_words(relay: Relay) -> None:
    lines = list(trial.test_relay(relay, "monitor@regio.example", "niemand@regio.example", _NOW))

    assert [is_good for is_good, _ in lines] == [True, True, True, False]
    assert lines[-1][1].startswith("rcpt: The relay does not take mail for this address.")
    assert lines[-1][1].endswith("(550 5.1.1 unknown here)")


def test_a_probe_of_a_good_relay_sends_nothing(sink: _Sink, relay: Relay) -> None:
    assert trial.probe_relay(relay) is None
    assert sink.content == b""


def test_a_probe_names_what_would_stop_any_message() -> None:
    trouble = trial.probe_relay(Relay(host="127.0.0.1", port=_free_port(), protection=Protection.NONE))

    assert trouble is not None
    assert trouble.startswith("connect: The relay does not answer.")


def test_a_relay_that_is_not_there_is_told_as_such() -> None:
    relay = Relay(host="127.0.0.1", port=_free_port(), protection=Protection.NONE)

    ((is_good, line),) = trial.test_relay(relay, "monitor@regio.example", "ciso@regio.example", _NOW)

    assert not is_good
    assert line.startswith("connect: The relay does not answer.")
