"""Nouns of delivery: a message that waits, the relay it goes to, and what became of it."""

from dataclasses import dataclass, field
from enum import StrEnum
from ssl import SSLContext
from typing import TypeGuard

from monitor.model.source import Tlp


class Protection(StrEnum):
    """How the connection to the relay is protected."""

    REQUIRED = "required"
    """STARTTLS with a certificate that fits, or no mail."""
    IMPLICIT = "implicit"
    """TLS from the first byte (RFC 8314)."""
    NONE = "none"
    """The loopback, or a relay that may be plain by name."""


class Phase(StrEnum):
    """How far a delivery got, in the order of an SMTP session."""

    CONNECT = "connect"
    EHLO = "ehlo"
    STARTTLS = "starttls"
    AUTH = "auth"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    """From here on a crash leaves it unknown whether the message arrived."""
    QUIT = "quit"
    """The relay has taken the message."""

    @property
    def rank(self) -> int:
        """Its place in the session."""
        return list(Phase).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long a relay may take, in seconds.

    RFC 5321, 4.5.3.2 would have a client wait minutes for each reply; a relay inside the own network needs no more
    than this. Only for the last reply its ten minutes stand: giving up there makes a delivery unknown.
    """

    connect: float = 15.0
    """Per address of the relay, TLS handshake not counted."""
    reply: float = 30.0
    session: float = 120.0
    """All of it together up to the content."""
    content: float = 600.0
    """Sending the content and the reply to it (RFC 5321, 4.5.3.2.6)."""
    reply_bytes: int = 65_536


_SUBMISSIONS = 465


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """Where mail goes out."""

    host: str
    port: int
    protection: Protection = Protection.REQUIRED
    trust: SSLContext | None = None
    """Which certificates are good: made by whoever knows the settings (operating system, ca_file). Needed for TLS."""
    may_be_plain: bool = False
    """Named in `mail.plain_relays`: may be used without TLS, never for AMBER and above. The loopback always may."""
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    limits: Limits = field(default_factory=Limits)

    @property
    def begins_with_tls(self) -> bool:
        """Whether TLS comes before the first word: as set, or because that is what port 465 is for (RFC 8314, 3.3)."""
        by_port = self.protection is Protection.REQUIRED and self.port == _SUBMISSIONS
        return self.protection is Protection.IMPLICIT or by_port


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message for one recipient, finished to the last byte."""

    message_id: str
    sender: str
    recipient: str
    label: Tlp
    content: bytes
    """As `EmailMessage.as_bytes` gives it under the SMTP policy."""


class Problem(StrEnum):
    """What stands in the way."""

    UNREACHABLE = "unreachable"
    """No connection, or it ended before the content."""
    NOT_TAKEN_NOW = "not-taken-now"
    """A 4xx reply: greylisting, a full disk, too many connections."""
    NO_TLS = "no-tls"
    """The relay does not offer STARTTLS, or takes it back."""
    CERTIFICATE = "certificate"
    """The handshake failed: most often a certificate that does not fit."""
    PLAIN_REFUSED = "plain-refused"
    """The settings would send this without TLS where that is not allowed; nothing was sent."""
    NEVER_MAILED = "never-mailed"
    """TLP:RED; nothing was sent."""
    TLS_NEEDED = "tls-needed"
    """The relay wants TLS, and the settings say to do without."""
    LOGIN_NEEDED = "login-needed"
    LOGIN_REFUSED = "login-refused"
    SENDER_REFUSED = "sender-refused"
    RECIPIENT_REFUSED = "recipient-refused"
    CONTENT_REFUSED = "content-refused"
    TOO_LARGE = "too-large"
    """A smaller message may pass: without the CSV, then the short form."""


_OF_THE_ROUND = frozenset(
    {
        Problem.UNREACHABLE,
        Problem.NO_TLS,
        Problem.CERTIFICATE,
        Problem.TLS_NEEDED,
        Problem.LOGIN_NEEDED,
        Problem.LOGIN_REFUSED,
        Problem.SENDER_REFUSED,
    }
)
"""Problems of the relay or of our own settings: the next message would meet them too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The relay took the message."""

    code: int = 250
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """It surely did not arrive, and may later."""

    problem: Problem
    phase: Phase
    code: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """It surely did not arrive, and trying again unchanged is of no use."""

    problem: Problem
    phase: Phase
    code: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """The content was sent whole and no reply came: it may have arrived."""

    text: str = ""


DeliveryOutcome = Sent | Retry | Failed | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A phase that went well, and what the relay said."""

    phase: Phase
    code: int
    text: str


def is_too_large(outcome: DeliveryOutcome) -> bool:
    """Whether a smaller message might pass."""
    return isinstance(outcome, Failed) and outcome.problem is Problem.TOO_LARGE


def stops_the_round(outcome: DeliveryOutcome) -> TypeGuard[Retry | Failed]:
    """Whether the next message would meet the same: then it is not tried."""
    match outcome:
        case Retry(problem=problem, phase=phase) | Failed(problem=problem, phase=phase):
            return problem in _OF_THE_ROUND and phase.rank <= Phase.MAIL.rank
        case Sent() | Unknown():
            return False
