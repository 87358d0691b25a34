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
    Relay,
    Retry,
    Sent,
    Step,
    Unknown,
)
from monitor.deliver.send import deliver, probe
from monitor.deliver.sentences import PERHAPS_ARRIVED, SENTENCES
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


def probe_relay(relay: Relay, label: Tlp = Tlp.CLEAR) -> str | None:
    """Greet the relay, turn TLS on, log in, leave: the trouble in words, or None. Sends no message.

    `label` is the strictest that is to be mailed: AMBER does not go where CLEAR may.
    """
    refused = probe(relay, label)
    return None if refused is None else _trouble(refused)


def _trouble(outcome: DeliveryOutcome) -> str:
    match outcome:
        case (
            Retry(problem=problem, phase=phase, code=code, text=text)
            | Failed(problem=problem, phase=phase, code=code, text=text)
        ):
            said = " ".join(part for part in (str(code or ""), text) if part)
            return f"{phase}: {SENTENCES[problem]}" + (f" ({said})" if said else "")
        case Unknown(text=text):
            return f"{Phase.DATA}: {PERHAPS_ARRIVED} ({text})"
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
