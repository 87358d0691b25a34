"""A relay, tried with a small message: each phase and its outcome in words for the operator."""

from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from monitor.deliver.outgoing import (
    DeliveryOutcome,
    Failed,
    Outgoing,
    Phase,
    Problem,
    Relay,
    Retry,
    Sent,
    Step,
    Unknown,
)
from monitor.deliver.send import deliver, probe
from monitor.model.source import Tlp

_STEPS = {
    Phase.CONNECT: "connected to {host}, port {port}",
    Phase.EHLO: "the relay greets back",
    Phase.STARTTLS: "TLS is on and the certificate fits",
    Phase.AUTH: "logged in as {username}",
    Phase.MAIL: "{sender} may send",
    Phase.RCPT: "{recipient} may receive",
    Phase.DATA: "the relay took the message",
    Phase.QUIT: "the relay says goodbye",
}
_PROBLEMS = {
    Problem.UNREACHABLE: "The relay does not answer. Check [mail] relay and port, and the firewall between.",
    Problem.NOT_TAKEN_NOW: "The relay does not take it now and may later (greylisting, a full disk). Try again in five minutes.",
    Problem.NO_TLS: 'The relay offers no STARTTLS. Ask its administrator; or set tls = "implicit" with port 465; or name it in plain_relays.',
    Problem.CERTIFICATE: 'The TLS handshake failed. Is the relay called by the name in its certificate? Its authority goes in [network] ca_file; a relay on this machine may do with tls = "none".',
    Problem.PLAIN_REFUSED: 'This would go out without TLS. Set tls = "required"; plain_relays never carry a password, or AMBER.',
    Problem.NEVER_MAILED: "TLP:RED is never mailed.",
    Problem.TLS_NEEDED: 'The relay wants TLS. Set tls = "required".',
    Problem.LOGIN_NEEDED: "The relay wants a log-in. Set [mail] username, and the password as MONITOR_MAIL__PASSWORD.",
    Problem.LOGIN_REFUSED: "The log-in was refused. Check username and password before trying again: some relays lock the account.",
    Problem.SENDER_REFUSED: "The relay does not let this sender send. Check [mail] sender.",
    Problem.RECIPIENT_REFUSED: "The relay does not take mail for this address. Check its spelling, and whether this machine may relay.",
    Problem.CONTENT_REFUSED: "The relay refused the message itself. Ask its administrator why.",
    Problem.TOO_LARGE: "The message is larger than the relay takes.",
}
_UNKNOWN = "The message was sent and no answer came: it may have arrived. Look in the mailbox."


def test_relay(relay: Relay, sender: str, address: str, now: datetime) -> Iterator[tuple[bool, str]]:
    """Send a test message; gives a line per phase and one for the end, each with whether it is good news."""
    message = Outgoing(
        message_id=_message_id(sender, now),
        sender=sender,
        recipient=address,
        label=Tlp.CLEAR,
        content=_content(sender, address, now),
    )
    steps: list[Step] = []
    outcome = deliver(message, relay, on_step=steps.append)
    names = {"host": relay.host, "port": relay.port, "username": relay.username, "sender": sender, "recipient": address}
    for step in steps:
        yield True, f"{step.phase}: {_STEPS[step.phase].format(**names)} ({step.code} {step.text})"
    if not isinstance(outcome, Sent):
        yield False, _trouble(outcome)


def probe_relay(relay: Relay) -> str | None:
    """Greet the relay, turn TLS on, log in, leave: the trouble in words, or None. Sends no message."""
    refused = probe(relay)
    return None if refused is None else _trouble(refused)


def _trouble(outcome: DeliveryOutcome) -> str:
    match outcome:
        case (
            Retry(problem=problem, phase=phase, code=code, text=text)
            | Failed(problem=problem, phase=phase, code=code, text=text)
        ):
            said = " ".join(part for part in (str(code or ""), text) if part)
            return f"{phase}: {_PROBLEMS[problem]}" + (f" ({said})" if said else "")
        case Unknown(text=text):
            return f"{Phase.DATA}: {_UNKNOWN} ({text})"
        case Sent():
            return ""


def _message_id(sender: str, now: datetime) -> str:
    return f"<test.{now:%Y%m%d%H%M%S}@{sender.rpartition('@')[2]}>"


def _content(sender: str, address: str, now: datetime) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = sender, address
    mail["Subject"] = "[TLP:CLEAR] toolkit-monitor: test"
    mail["Date"], mail["Message-ID"] = format_datetime(now), _message_id(sender, now)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("TLP:CLEAR\n\nDit is een proefbericht van toolkit-monitor. De mail werkt.\n\nTLP:CLEAR\n")
    return mail.as_bytes()
