"""The outbox worked through, against a real mail server on the loopback."""

import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from monitor.deliver import Failed, Limits, Problem, Protection, Relay, Retry, Sent, Unknown, next_try, send_due
from monitor.model.mail import MailState
from monitor.model.source import Tlp

_NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class _Mail:
    id: int
    recipient: str
    label: Tlp = Tlp.CLEAR
    message_id: str = "<w47@regio.example>"
    state: MailState = MailState.QUEUED
    attempts: int = 0
    last_text: str = ""
    created_at: datetime = _NOW
    next_try: datetime | None = _NOW
    phase: str = ""


class _Outbox:
    """An outbox in memory, with the one rule for what a crash leaves behind."""

    def __init__(self, *mails: _Mail) -> None:
        self.mails = {mail.id: mail for mail in mails}
        self.crash_at: str | None = None

    def due(self, now: datetime) -> Sequence[_Mail]:
        waiting = {MailState.QUEUED, MailState.RETRY, MailState.UNKNOWN}
        return [
            mail for mail in self.mails.values() if mail.state in waiting and mail.next_try and mail.next_try <= now
        ]

    def content(self, mail: int) -> bytes:
        return f"Subject: week 47\r\n\r\nVoor {self.mails[mail].recipient}\r\n".encode()

    def claim(self, mail: int, now: datetime) -> bool:
        if self.mails[mail] not in self.due(now):
            return False
        held = self.mails[mail]
        self.mails[mail] = replace(held, state=MailState.SENDING, attempts=held.attempts + 1)
        return True

    def phase(self, mail: int, phase: str) -> None:
        self.mails[mail] = replace(self.mails[mail], phase=phase)
        if phase == self.crash_at:
            raise KeyboardInterrupt

    def mark(
        self,
        mail: int,
        state: MailState,
        *,
        now: datetime,  # noqa: ARG002 - its shape
        code: int | None = None,  # noqa: ARG002
        text: str = "",
        next_try: datetime | None = None,
    ) -> None:
        self.mails[mail] = replace(self.mails[mail], state=state, last_text=text, next_try=next_try)

    def recover(self) -> None:
        for mail in self.mails.values():
            if mail.state is MailState.SENDING:
                state = MailState.UNKNOWN if mail.phase in {"data", "quit"} else MailState.RETRY
                self.mails[mail.id] = replace(mail, state=state, next_try=_NOW)


class _Sink:
    """Takes every message but those for names the test refuses."""

    def __init__(self) -> None:
        self.received: list[str] = []
        self.replies: dict[str, str] = {}

    async def handle_RCPT(self, _: Any, __: Any, envelope: Any, address: str, ___: Any) -> str:  # noqa: N802 - aiosmtpd's
        if address not in self.replies:
            envelope.rcpt_tos.append(address)
        return self.replies.get(address, "250 OK")

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802
        self.received += envelope.rcpt_tos
        return "250 queued"


@pytest.fixture
def sink() -> _Sink:
    """What arrived."""
    return _Sink()


@pytest.fixture
def relay(sink: _Sink) -> Iterator[Relay]:
    """A mail server on the loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    yield Relay(host="127.0.0.1", port=port, protection=Protection.NONE, limits=Limits(connect=2, reply=2))
    controller.stop()


def _unreachable() -> Relay:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return Relay(host="127.0.0.1", port=free.getsockname()[1], protection=Protection.NONE)


def _send(outbox: _Outbox, relay: Relay, now: datetime = _NOW) -> list[type]:
    return [type(outcome) for _, outcome in send_due(outbox, relay, sender="monitor@regio.example", now=now).outcomes]


def test_each_recipient_gets_one_message(sink: _Sink, relay: Relay) -> None:
    outbox = _Outbox(_Mail(id=1, recipient="a@regio.example"), _Mail(id=2, recipient="b@regio.example"))

    assert _send(outbox, relay) == [Sent, Sent]
    assert _send(outbox, relay) == []
    assert sink.received == ["a@regio.example", "b@regio.example"]


def test_a_bad_address_does_not_hurt_the_others(sink: _Sink, relay: Relay) -> None:
    sink.replies = {"a@regio.example": "550 5.1.1 unknown"}
    outbox = _Outbox(_Mail(id=1, recipient="a@regio.example"), _Mail(id=2, recipient="b@regio.example"))

    assert _send(outbox, relay) == [Failed, Sent]
    assert (outbox.mails[1].state, outbox.mails[2].state) == (MailState.FAILED, MailState.SENT)


def test_a_greylisted_message_goes_out_five_minutes_later(sink: _Sink, relay: Relay) -> None:
    sink.replies = {"a@regio.example": "450 4.2.0 greylisted"}
    outbox = _Outbox(_Mail(id=1, recipient="a@regio.example"))

    assert _send(outbox, relay) == [Retry]
    sink.replies = {}
    assert _send(outbox, relay, _NOW + timedelta(minutes=4)) == []
    assert _send(outbox, relay, _NOW + timedelta(minutes=5)) == [Sent]


def test_a_relay_that_is_down_is_asked_once_and_not_per_recipient() -> None:
    outbox = _Outbox(_Mail(id=1, recipient="a@regio.example"), _Mail(id=2, recipient="b@regio.example"))

    result = send_due(outbox, _unreachable(), sender="monitor@regio.example", now=_NOW)

    assert [type(outcome) for _, outcome in result.outcomes] == [Retry]
    assert (result.untried, result.is_complete, outbox.mails[2].state) == (1, False, MailState.QUEUED)


def test_a_message_that_waited_five_days_has_failed() -> None:
    outbox = _Outbox(_Mail(id=1, recipient="a@regio.example", created_at=_NOW - timedelta(days=5), attempts=9))

    _send(outbox, _unreachable())

    assert (outbox.mails[1].state, outbox.mails[1].next_try) == (MailState.FAILED, None)


@pytest.mark.parametrize(
    ("attempts", "minutes"),
    [(0, 5), (1, 5), (2, 15), (3, 60), (4, 120), (5, 240), (6, 480), (7, 960), (8, 1440), (9, 2880), (20, 2880)],
)
def test_the_pauses_grow_to_two_days(attempts: int, minutes: int) -> None:
    assert next_try(attempts, _NOW, _NOW) == _NOW + timedelta(minutes=minutes)


def test_no_try_is_planned_beyond_five_days() -> None:
    assert next_try(9, _NOW - timedelta(days=4), _NOW) is None


def test_a_crash_before_the_content_sends_it_later_once(sink: _Sink, relay: Relay) -> None:
    outbox = _Outbox(_Mail(id=1, recipient="a@regio.example"))
    outbox.crash_at = "rcpt"
    with pytest.raises(KeyboardInterrupt):
        _send(outbox, relay)

    outbox.crash_at = None
    outbox.recover()

    assert outbox.mails[1].state is MailState.RETRY
    assert _send(outbox, relay) == [Sent]
    assert sink.received == ["a@regio.example"]


def test_a_crash_after_the_content_sends_the_same_bytes_once_more(sink: _Sink, relay: Relay) -> None:
    outbox = _Outbox(_Mail(id=1, recipient="a@regio.example"))
    outbox.crash_at = "quit"
    with pytest.raises(KeyboardInterrupt):
        _send(outbox, relay)

    outbox.crash_at = None
    outbox.recover()

    assert outbox.mails[1].state is MailState.UNKNOWN
    assert _send(outbox, relay) == [Sent]
    assert sink.received == ["a@regio.example"] * 2


def test_two_crashes_after_the_content_make_two_copies_and_never_a_third(sink: _Sink, relay: Relay) -> None:
    outbox = _Outbox(_Mail(id=1, recipient="a@regio.example"))
    outbox.crash_at = "quit"
    with pytest.raises(KeyboardInterrupt):
        _send(outbox, relay)
    outbox.recover()
    with pytest.raises(KeyboardInterrupt):
        _send(outbox, relay)
    outbox.recover()

    assert _send(outbox, relay) == []
    assert (outbox.mails[1].state, outbox.mails[1].next_try) == (MailState.UNKNOWN, None)
    assert sink.received == ["a@regio.example"] * 2


def test_a_second_copy_that_found_no_relay_is_still_the_last(sink: _Sink, relay: Relay) -> None:
    outbox = _Outbox(_Mail(id=1, recipient="a@regio.example", state=MailState.UNKNOWN))
    _send(outbox, _unreachable())
    outbox.crash_at = "quit"
    with pytest.raises(KeyboardInterrupt):
        _send(outbox, relay, _NOW + timedelta(hours=1))
    outbox.recover()

    assert _send(outbox, relay, _NOW + timedelta(hours=2)) == []
    assert sink.received == ["a@regio.example"]


def test_a_final_reply_that_never_comes_is_unknown_and_sent_once_more(
    sink: _Sink, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox = _Outbox(_Mail(id=1, recipient="a@regio.example"))
    with monkeypatch.context() as patch:
        patch.setattr("monitor.deliver.round.deliver", lambda *_, **__: Unknown(text="no reply in time"))
        assert _send(outbox, relay) == [Unknown]
        assert _send(outbox, relay, _NOW + timedelta(minutes=4)) == []
        assert _send(outbox, relay, _NOW + timedelta(minutes=5)) == [Unknown]

    assert (outbox.mails[1].state, outbox.mails[1].next_try) == (MailState.UNKNOWN, None)
    assert sink.received == []


def test_a_message_for_red_fails_and_the_round_goes_on(sink: _Sink, relay: Relay) -> None:
    outbox = _Outbox(_Mail(id=1, recipient="a@regio.example", label=Tlp.RED), _Mail(id=2, recipient="b@regio.example"))

    assert _send(outbox, relay) == [Failed, Sent]
    assert outbox.mails[1].last_text.startswith(Problem.NEVER_MAILED)
    assert sink.received == ["b@regio.example"]
