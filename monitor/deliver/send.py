"""Outgoing -> DeliveryOutcome: one SMTP session, phase by phase.

`smtplib.send_message` raises the same exception when nothing was sent and when everything was; here the phase tells.
"""

import base64
import re
import smtplib
import ssl
from collections.abc import Callable

from monitor.deliver.conversation import Conversation
from monitor.deliver.outgoing import (
    DeliveryOutcome,
    Failed,
    Outgoing,
    Phase,
    Problem,
    Protection,
    Relay,
    Retry,
    Sent,
    Step,
    Unknown,
)
from monitor.model.source import Tlp

Reply = tuple[int, bytes]
Steps = tuple[tuple[Phase, Callable[[Conversation, Outgoing, Relay], Reply | None]], ...]

_TEXT_LIMIT = 200


class _StopError(Exception):
    """The session ends here, before the content, with this outcome."""

    def __init__(self, outcome: Retry | Failed) -> None:
        super().__init__()
        self.outcome = outcome


_TROUBLES = (_StopError, OSError, smtplib.SMTPException, ValueError)


def deliver(
    message: Outgoing,
    relay: Relay,
    *,
    on_phase: Callable[[Phase], None] = lambda _: None,
    on_step: Callable[[Step], None] = lambda _: None,
) -> DeliveryOutcome:
    """Send one message to one recipient; blocks, so call it in a thread.

    `on_phase` hears of a phase before it begins (and may write it down), `on_step` of one that went well. Ends within
    `Limits.session` + `Limits.content` and the time to connect. Raises nothing of the network's or the relay's making.
    """
    if message.label is Tlp.RED:
        return Failed(problem=Problem.NEVER_MAILED, phase=Phase.CONNECT)
    conversation = Conversation(relay)
    try:
        refused = _walk(_STEPS, conversation, message, relay, on_phase, on_step)
        return refused or _hand_over(conversation, message, on_phase, on_step)
    finally:
        conversation.close()


def probe(relay: Relay, label: Tlp) -> Retry | Failed | None:
    """Go as far as the log-in and leave again: what would stop any message of that label, or None. Blocks."""
    conversation = Conversation(relay)
    nothing = Outgoing(message_id="", sender="", recipient="", label=label, content=b"")
    try:
        refused = _walk(_BEFORE_MAIL, conversation, nothing, relay, lambda _: None, lambda _: None)
        if refused is None:
            _say_goodbye(conversation)
        return refused
    finally:
        conversation.close()


def _walk(
    steps: Steps,
    conversation: Conversation,
    message: Outgoing,
    relay: Relay,
    on_phase: Callable[[Phase], None],
    on_step: Callable[[Step], None],
) -> Retry | Failed | None:
    """Take the steps up to the content; what stopped them, or None."""
    for phase, step in steps:
        on_phase(phase)
        try:
            reply = step(conversation, message, relay)
        except _TROUBLES as error:
            return _trouble(phase, error)
        if reply is None:
            continue
        if reply[0] not in _GOOD[phase]:
            return _refusal(phase, reply)
        if phase is not Phase.DATA:  # it has gone well when the content has been taken
            on_step(Step(phase=phase, code=reply[0], text=_words(reply[1])))
    return None


def _trouble(phase: Phase, error: Exception) -> Retry | Failed:
    """What an exception means that came before the last dot: in any case nothing has arrived."""
    match error:
        case _StopError(outcome=outcome):
            return outcome
        case ssl.SSLError():
            return Retry(problem=Problem.CERTIFICATE, phase=phase, text=_words(error))
        case ValueError() if phase in _REFUSED:  # an address that needs SMTPUTF8, which few relays speak
            return Failed(problem=_REFUSED[phase], phase=phase, text=_words(error))
        case _:
            return Retry(problem=Problem.UNREACHABLE, phase=phase, text=_words(error))


def _hand_over(
    conversation: Conversation,
    message: Outgoing,
    on_phase: Callable[[Phase], None],
    on_step: Callable[[Step], None],
) -> DeliveryOutcome:
    """The content and the reply to it. Before the last dot nothing counts as sent (RFC 5321, 4.1.1.4)."""
    try:
        conversation.send_content(_stuffed(message.content))
    except _TROUBLES as error:
        return _trouble(Phase.DATA, error)
    try:
        conversation.send(b".\r\n")
        reply = conversation.final_reply()
    except (OSError, smtplib.SMTPException) as error:
        return Unknown(text=_words(error))
    code, text = reply
    match code // 100:
        case 2:
            on_step(Step(phase=Phase.DATA, code=code, text=_words(text)))
            on_phase(Phase.QUIT)
            _say_goodbye(conversation)
            return Sent(code=code, text=_words(text))
        case 4 | 5:
            return _refusal(Phase.DATA, reply)
        case _:
            return Unknown(text=f"{code} {_words(text)}")


def _say_goodbye(conversation: Conversation) -> None:
    """The message is taken, whatever happens now."""
    try:
        conversation.quit()
    except (OSError, smtplib.SMTPException):
        conversation.close()


def _connect(conversation: Conversation, _: Outgoing, __: Relay) -> Reply:
    return conversation.open()


def _ehlo(conversation: Conversation, _: Outgoing, __: Relay) -> Reply:
    return conversation.greet()


def _protect(conversation: Conversation, message: Outgoing, relay: Relay) -> Reply | None:
    """TLS, or the right to do without. A relay that takes STARTTLS back gets no mail: never a silent downgrade."""
    if relay.begins_with_tls:
        return None
    if relay.protection is Protection.REQUIRED and conversation.has_extn("starttls"):
        return conversation.protect()
    if conversation.is_local:
        return None
    if relay.may_be_plain and message.label < Tlp.AMBER and relay.username is None:
        return None
    if relay.protection is Protection.REQUIRED and not relay.may_be_plain:
        raise _StopError(Retry(problem=Problem.NO_TLS, phase=Phase.STARTTLS))
    raise _StopError(Failed(problem=Problem.PLAIN_REFUSED, phase=Phase.STARTTLS))


def _log_in(conversation: Conversation, _: Outgoing, relay: Relay) -> Reply | None:
    """Once, by PLAIN or else LOGIN. smtplib's own `login` tries every way in turn, which locks accounts."""
    if relay.username is None:
        return None
    offered = conversation.esmtp_features.get("auth", "").upper().split()
    username, password = relay.username.encode(), (relay.password or "").encode()
    if "PLAIN" in offered:
        return conversation.docmd("AUTH", "PLAIN " + _base64(b"\0" + username + b"\0" + password))
    if "LOGIN" in offered:
        reply = conversation.docmd("AUTH", "LOGIN " + _base64(username))
        return conversation.docmd(_base64(password)) if reply[0] == 334 else reply  # noqa: PLR2004 - RFC 4954, 4
    raise _StopError(Failed(problem=Problem.LOGIN_REFUSED, phase=Phase.AUTH, text="no AUTH PLAIN or LOGIN offered"))


def _mail(conversation: Conversation, message: Outgoing, _: Relay) -> Reply:
    """The size is told beforehand, so that a relay may refuse before it is sent (RFC 1870)."""
    limit = conversation.esmtp_features.get("size", "").strip()
    size = len(message.content)
    if limit.isdigit() and 0 < int(limit) < size:
        raise _StopError(Failed(problem=Problem.TOO_LARGE, phase=Phase.MAIL, text=f"{size} > SIZE {limit}"))
    announced = f" SIZE={size}" if conversation.has_extn("size") else ""
    return conversation.docmd("MAIL", f"FROM:{_path(message.sender)}{announced}")


def _rcpt(conversation: Conversation, message: Outgoing, _: Relay) -> Reply:
    return conversation.docmd("RCPT", f"TO:{_path(message.recipient)}")


def _path(address: str) -> str:
    """An address as SMTP takes it. Raises ValueError where it would say more than an address."""
    if not address.isprintable() or re.search(r"[\s<>]", address):
        raise ValueError("no mail address")
    return f"<{address}>"


def _data(conversation: Conversation, _: Outgoing, __: Relay) -> Reply:
    return conversation.docmd("DATA")


_BEFORE_MAIL: Steps = (
    (Phase.CONNECT, _connect),
    (Phase.EHLO, _ehlo),
    (Phase.STARTTLS, _protect),
    (Phase.AUTH, _log_in),
)
_STEPS: Steps = (
    *_BEFORE_MAIL,
    (Phase.MAIL, _mail),
    (Phase.RCPT, _rcpt),
    (Phase.DATA, _data),
)
_GOOD = {
    Phase.CONNECT: {220},
    Phase.EHLO: {250},
    Phase.STARTTLS: {250},
    Phase.AUTH: {235},
    Phase.MAIL: {250},
    Phase.RCPT: {250, 251},
    Phase.DATA: {354},
}
_REFUSED = {
    Phase.AUTH: Problem.LOGIN_REFUSED,
    Phase.MAIL: Problem.SENDER_REFUSED,
    Phase.RCPT: Problem.RECIPIENT_REFUSED,
    Phase.DATA: Problem.CONTENT_REFUSED,
}
"""What a 5xx means, by phase. Before these phases it may pass: a relay that shuts us out today."""
_TOO_LARGE = re.compile(rb"5\.(3\.4|2\.3)\b")
_AUTHENTICATION = 530
_STORAGE = 552


def _refusal(phase: Phase, reply: Reply) -> Retry | Failed:
    """What a reply that is not the good one means."""
    code, said = reply
    text = _words(said)
    if _is_too_large(phase, code, said):
        return Failed(problem=Problem.TOO_LARGE, phase=phase, code=code, text=text)
    if code == _AUTHENTICATION:
        problem = Problem.TLS_NEEDED if b"tls" in said.lower() else Problem.LOGIN_NEEDED
        return Failed(problem=problem, phase=phase, code=code, text=text)
    if phase is Phase.STARTTLS:
        return Retry(problem=Problem.NO_TLS, phase=phase, code=code, text=text)
    # 552 to a recipient is a full mailbox or too many recipients, and passes (RFC 5321, 4.5.3.1.10).
    if code // 100 == 5 and phase in _REFUSED and code != _STORAGE:  # noqa: PLR2004 - 5xx
        return Failed(problem=_REFUSED[phase], phase=phase, code=code, text=text)
    problem = Problem.NOT_TAKEN_NOW if phase in _REFUSED else Problem.UNREACHABLE
    return Retry(problem=problem, phase=phase, code=code, text=text)


def _is_too_large(phase: Phase, code: int, said: bytes) -> bool:
    """552 to the sender's announcement or to the content, or the enhanced codes for size (RFC 3463, 3.3 and 3.4)."""
    return code // 100 == 5 and ((code == _STORAGE and phase is not Phase.RCPT) or _TOO_LARGE.match(said) is not None)  # noqa: PLR2004 - 5xx


def _stuffed(content: bytes) -> bytes:
    """Line ends as CR LF, the last line ended, leading dots doubled (RFC 5321, 4.5.2)."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", content)
    ended = lines if lines.endswith(b"\r\n") else lines + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", ended)


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _words(said: object) -> str:
    """The relay's or the system's own words, printable and short."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return "".join(sign if sign.isprintable() else " " for sign in text)[:_TEXT_LIMIT].strip()
