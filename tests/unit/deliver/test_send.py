"""Every way a relay can fail (a scripted server on the loopback): what it is called, and how many copies arrive."""

import re
import socket
import ssl
import threading
import time

import pytest
import trustme

from monitor.deliver import (
    DeliveryOutcome,
    Failed,
    Limits,
    Outgoing,
    Phase,
    Protection,
    Relay,
    Retry,
    Sent,
    Unknown,
    deliver,
)
from monitor.model.source import Tlp
from tests.unit.deliver.scripted import Act, Script, ScriptedRelay, scripted_relay

_LIMITS = Limits(connect=1.0, reply=0.3, session=1.0, content=0.4, reply_bytes=65_536)
_PASSWORD = "niet-te-raden"
_CONTENT = b"Subject: proef\r\n\r\nEerste regel\r\n.met een punt\r\nlaatste"


def _message(*, label: Tlp = Tlp.CLEAR, recipient: str = "ciso@regio.example", content: bytes = _CONTENT) -> Outgoing:
    return Outgoing(
        message_id="<w47@regio.example>",
        sender="monitor@regio.example",
        recipient=recipient,
        label=label,
        content=content,
    )


def _to(server: ScriptedRelay, *, protection: Protection = Protection.NONE, username: str | None = None) -> Relay:
    return Relay(
        host="127.0.0.1",
        port=server.port,
        protection=protection,
        username=username,
        password=_PASSWORD if username else None,
        limits=_LIMITS,
    )


def _brief(outcome: DeliveryOutcome) -> tuple[str, str, str, int | None]:
    match outcome:
        case Sent(code=code):
            return "sent", "", "", code
        case Unknown():
            return "unknown", "", "", None
        case Retry(problem=problem, phase=phase, code=code):
            return "retry", problem, phase, code
        case Failed(problem=problem, phase=phase, code=code):
            return "failed", problem, phase, code


_AUTH = {"EHLO": "250-relay.example\r\n250 AUTH LOGIN PLAIN"}

_CASES: tuple[tuple[str, Script, tuple[str, str, str, int | None], int], ...] = (
    ("all goes well", {}, ("sent", "", "", 250), 1),
    ("421 at the banner", {"banner": "421 too busy"}, ("retry", "unreachable", "connect", 421), 0),
    ("554 at the banner", {"banner": "554 not you"}, ("retry", "unreachable", "connect", 554), 0),
    ("silent server", {"banner": Act.SILENCE}, ("retry", "unreachable", "connect", None), 0),
    ("dripping banner", {"banner": Act.DRIP}, ("retry", "unreachable", "connect", None), 0),
    ("drop at EHLO", {"EHLO": Act.DROP}, ("retry", "unreachable", "ehlo", None), 0),
    ("endless reply to EHLO", {"EHLO": Act.ENDLESS}, ("retry", "unreachable", "ehlo", None), 0),
    ("TLS wanted", {"MAIL": "530 5.7.0 Must issue a STARTTLS command first"}, ("failed", "tls-needed", "mail", 530), 0),
    ("log-in wanted", {"MAIL": "530 5.7.0 Authentication required"}, ("failed", "login-needed", "mail", 530), 0),
    ("bad log-in", {**_AUTH, "AUTH": "535 5.7.8 no"}, ("failed", "login-refused", "auth", 535), 0),
    ("log-in not now", {**_AUTH, "AUTH": "454 4.7.0 later"}, ("retry", "not-taken-now", "auth", 454), 0),
    ("drop at AUTH", {**_AUTH, "AUTH": Act.DROP}, ("retry", "unreachable", "auth", None), 0),
    ("too large at MAIL", {"MAIL": "552 5.3.4 too big"}, ("failed", "too-large", "mail", 552), 0),
    ("announced size too small", {"EHLO": "250-relay\r\n250 SIZE 10"}, ("failed", "too-large", "mail", None), 0),
    ("sender refused", {"MAIL": "550 5.1.8 who?"}, ("failed", "sender-refused", "mail", 550), 0),
    ("451 at MAIL", {"MAIL": "451 4.3.0 later"}, ("retry", "not-taken-now", "mail", 451), 0),
    ("greylisting", {"RCPT": "450 4.2.0 greylisted"}, ("retry", "not-taken-now", "rcpt", 450), 0),
    ("recipient unknown", {"RCPT": "550 5.1.1 unknown"}, ("failed", "recipient-refused", "rcpt", 550), 0),
    ("mailbox full", {"RCPT": "552 5.2.2 full"}, ("retry", "not-taken-now", "rcpt", 552), 0),
    ("silent at RCPT", {"RCPT": Act.SILENCE}, ("retry", "unreachable", "rcpt", None), 0),
    ("554 at DATA", {"DATA": "554 no"}, ("failed", "content-refused", "data", 554), 0),
    ("452 at DATA", {"DATA": "452 4.3.1 full"}, ("retry", "not-taken-now", "data", 452), 0),
    ("drop at DATA", {"DATA": Act.DROP}, ("retry", "unreachable", "data", None), 0),
    ("554 to the content", {"content": "554 5.6.0 spam"}, ("failed", "content-refused", "data", 554), 1),
    ("552 to the content", {"content": "552 5.3.4 too big"}, ("failed", "too-large", "data", 552), 1),
    ("452 to the content", {"content": "452 4.3.1 full"}, ("retry", "not-taken-now", "data", 452), 1),
    ("drop after the content", {"content": Act.DROP}, ("unknown", "", "", None), 1),
    ("slow reply to the content", {"content": Act.SILENCE}, ("unknown", "", "", None), 1),
    ("dripping reply to the content", {"content": Act.DRIP}, ("unknown", "", "", None), 1),
    ("endless reply to the content", {"content": Act.ENDLESS}, ("unknown", "", "", None), 1),
    ("endless line to the content", {"content": Act.LONG_LINE}, ("unknown", "", "", None), 1),
    ("nonsense to the content", {"content": "what is this"}, ("unknown", "", "", None), 1),
    ("drop at QUIT", {"QUIT": Act.DROP}, ("sent", "", "", 250), 1),
    ("silent at QUIT", {"QUIT": Act.SILENCE}, ("sent", "", "", 250), 1),
)


@pytest.mark.parametrize(
    ("script", "outcome", "copies"), [case[1:] for case in _CASES], ids=[case[0] for case in _CASES]
)
def test_each_failure_of_a_relay_has_its_outcome(
    script: Script, outcome: tuple[str, str, str, int | None], copies: int
) -> None:
    with scripted_relay(script) as server:
        relay = _to(server, username="monitor" if "AUTH" in script else None)

        assert _brief(deliver(_message(), relay)) == outcome
        assert (len(server.copies), server.sessions) == (copies, 1)


def test_a_refused_connection_is_tried_later() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        relay = Relay(host="127.0.0.1", port=nobody.getsockname()[1], protection=Protection.NONE, limits=_LIMITS)

        assert _brief(deliver(_message(), relay)) == ("retry", "unreachable", "connect", None)


def test_a_relay_whose_name_is_unknown_is_tried_later() -> None:
    relay = Relay(host="::1%nergens", port=25, protection=Protection.NONE, limits=_LIMITS)

    assert _brief(deliver(_message(), relay)) == ("retry", "unreachable", "connect", None)


def test_a_relay_that_takes_the_content_by_drips_is_given_up_in_time() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    talk = threading.Thread(target=_take_nothing, args=(listener,))
    talk.start()
    relay = Relay(host="127.0.0.1", port=listener.getsockname()[1], protection=Protection.NONE, limits=_LIMITS)

    began = time.monotonic()
    outcome = deliver(_message(content=b"x" * 20_000_000), relay)
    talk.join()
    listener.close()

    assert _brief(outcome) == ("retry", "unreachable", "data", None)
    assert time.monotonic() - began < 10, "0.8 s where nothing else runs; without an end it would wait for ever"


def _take_nothing(listener: socket.socket) -> None:
    """Say yes to everything up to the content, then read no more until the other end leaves."""
    connection, _ = listener.accept()
    with connection, connection.makefile("rb") as file:
        connection.sendall(b"220 hi\r\n")
        for line in file:
            connection.sendall(b"354 go on\r\n" if line.startswith(b"DATA") else b"250 ok\r\n")
            if line.startswith(b"DATA"):
                break
        time.sleep(0.8)


def test_the_content_arrives_byte_for_byte_with_its_dots() -> None:
    with scripted_relay({}) as server:
        deliver(_message(), _to(server))

        assert server.copies == [b"Subject: proef\r\n\r\nEerste regel\r\n..met een punt\r\nlaatste\r\n.\r\n"]


def test_each_phase_is_told_before_it_begins() -> None:
    phases: list[Phase] = []
    with scripted_relay({"content": Act.DROP}) as server:
        deliver(_message(), _to(server), on_phase=phases.append)

    assert phases == [
        Phase.CONNECT,
        Phase.EHLO,
        Phase.STARTTLS,
        Phase.AUTH,
        Phase.MAIL,
        Phase.RCPT,
        Phase.DATA,
    ]


def test_a_message_for_red_never_leaves() -> None:
    with scripted_relay({}) as server:
        assert _brief(deliver(_message(label=Tlp.RED), _to(server)))[:2] == ("failed", "never-mailed")
        assert server.sessions == 0


@pytest.mark.parametrize("recipient", ["ciso\r\nRCPT TO:<x>@regio.example", "ciso@régio.example"])
def test_an_address_that_smtp_cannot_carry_is_refused_here(recipient: str) -> None:
    with scripted_relay({}) as server:
        assert _brief(deliver(_message(recipient=recipient), _to(server)))[:2] == ("failed", "recipient-refused")
        assert server.copies == []


def test_a_bad_login_is_tried_once_and_the_password_is_told_to_nobody(caplog: pytest.LogCaptureFixture) -> None:
    with scripted_relay({**_AUTH, "AUTH": "535 no"}) as server:
        relay = _to(server, username="monitor")
        outcome = deliver(_message(), relay)

        assert len([command for command in server.commands if command.startswith("AUTH")]) == 1
    assert _PASSWORD not in f"{relay} {outcome} {caplog.text}"


def test_login_is_used_where_plain_is_not_offered() -> None:
    script: Script = {
        "EHLO": "250-relay\r\n250 AUTH LOGIN",
        "AUTH": "334 UGFzc3dvcmQ6",
        "BMLLDC10": "235 welcome",
    }
    with scripted_relay(script) as server:
        assert isinstance(deliver(_message(), _to(server, username="monitor")), Sent)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Signs the relays of these tests."""
    return trustme.CA()


@pytest.fixture
def trust(authority: trustme.CA) -> ssl.SSLContext:
    """A client that knows the authority."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture
def context(authority: trustme.CA) -> ssl.SSLContext:
    """A relay with a certificate for 127.0.0.1."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


_OFFERED: Script = {"EHLO": "250-relay.example\r\n250-STARTTLS\r\n250 SIZE 1000000"}


def test_starttls_with_a_good_certificate_sends(trust: ssl.SSLContext, context: ssl.SSLContext) -> None:
    with scripted_relay(_OFFERED, context) as server:
        relay = Relay(host="127.0.0.1", port=server.port, trust=trust, limits=_LIMITS)

        assert isinstance(deliver(_message(label=Tlp.AMBER), relay), Sent)
        assert [command.split(" ")[0] for command in server.commands] == [
            "ehlo", "STARTTLS", "ehlo", "MAIL", "RCPT", "DATA", "quit"
        ]  # fmt: skip


def test_implicit_tls_sends(trust: ssl.SSLContext, context: ssl.SSLContext) -> None:
    with scripted_relay({}, context, implicit=True) as server:
        relay = Relay(host="127.0.0.1", port=server.port, protection=Protection.IMPLICIT, trust=trust, limits=_LIMITS)

        assert isinstance(deliver(_message(label=Tlp.AMBER), relay), Sent)


def test_port_465_begins_with_tls_unless_set_otherwise() -> None:
    assert Relay(host="relay.example", port=465).begins_with_tls
    assert not Relay(host="relay.example", port=465, protection=Protection.NONE).begins_with_tls
    assert not Relay(host="relay.example", port=587).begins_with_tls


def test_a_certificate_nobody_knows_gets_nothing(context: ssl.SSLContext) -> None:
    with scripted_relay(_OFFERED, context) as server:
        relay = Relay(host="127.0.0.1", port=server.port, limits=_LIMITS)

        assert _brief(deliver(_message(), relay)) == ("retry", "certificate", "starttls", None)
        assert server.copies == []


def test_a_certificate_of_another_host_gets_nothing(trust: ssl.SSLContext, authority: trustme.CA) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("elders.example").configure_cert(context)
    with scripted_relay({}, context, implicit=True) as server:
        relay = Relay(host="127.0.0.1", port=server.port, protection=Protection.IMPLICIT, trust=trust, limits=_LIMITS)

        assert _brief(deliver(_message(), relay)) == ("retry", "certificate", "connect", None)


def test_starttls_taken_back_is_no_reason_to_go_on_without() -> None:
    with scripted_relay({**_OFFERED, "STARTTLS": "454 not now"}) as server:
        relay = Relay(host="127.0.0.1", port=server.port, limits=_LIMITS)

        assert _brief(deliver(_message(), relay)) == ("retry", "no-tls", "starttls", 454)
        assert server.copies == []


def test_a_handshake_that_never_comes_is_given_up(trust: ssl.SSLContext) -> None:
    with scripted_relay({"banner": Act.SILENCE}) as server:
        relay = Relay(host="127.0.0.1", port=server.port, protection=Protection.IMPLICIT, trust=trust, limits=_LIMITS)

        assert _brief(deliver(_message(), relay)) == ("retry", "unreachable", "connect", None)


def test_the_loopback_may_be_plain_for_any_label() -> None:
    with scripted_relay({}) as server:
        relay = Relay(host="127.0.0.1", port=server.port, limits=_LIMITS)

        assert isinstance(deliver(_message(label=Tlp.AMBER), relay), Sent)


@pytest.mark.parametrize(
    ("protection", "named", "label", "username", "outcome"),
    [
        (Protection.REQUIRED, False, Tlp.CLEAR, None, ("retry", "no-tls")),
        (Protection.NONE, False, Tlp.CLEAR, None, ("failed", "plain-refused")),
        (Protection.REQUIRED, True, Tlp.GREEN, None, ("sent", "")),
        (Protection.NONE, True, Tlp.GREEN, None, ("sent", "")),
        (Protection.REQUIRED, True, Tlp.AMBER, None, ("failed", "plain-refused")),
        (Protection.NONE, True, Tlp.AMBER_STRICT, None, ("failed", "plain-refused")),
        (Protection.NONE, True, Tlp.CLEAR, "monitor", ("failed", "plain-refused")),
    ],
)
def test_another_machine_may_be_plain_by_name_only_and_never_for_amber_or_a_password(
    monkeypatch: pytest.MonkeyPatch,
    protection: Protection,
    named: bool,  # noqa: FBT001 - a column of the table
    label: Tlp,
    username: str | None,
    outcome: tuple[str, str],
) -> None:
    # The only other machine a test may talk to is this one: let it look like another.
    monkeypatch.setattr("monitor.deliver.conversation.Conversation.is_local", False)
    with scripted_relay(_AUTH) as server:
        relay = Relay(
            host="127.0.0.1",
            port=server.port,
            protection=protection,
            may_be_plain=named,
            username=username,
            password=_PASSWORD,
            limits=_LIMITS,
        )

        assert _brief(deliver(_message(label=label), relay))[:2] == outcome
        assert not re.search("AUTH", " ".join(server.commands))
