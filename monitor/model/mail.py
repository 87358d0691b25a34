"""A message to one recipient: finished to the byte before it is sent, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model.source import Tlp


class MailState(StrEnum):
    """What became of a message to one recipient."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """The connection was lost after the content had gone: perhaps delivered. Sent once more, with the same bytes."""
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message to one recipient, finished to the byte."""

    recipient: str
    audience: str
    language: str
    label: Tlp
    message_id: str
    """Derived from report and recipient alone, so that a second copy is recognised as the same mail."""
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A row of the outbox, without its bytes."""

    id: int
    report: int
    period: str
    kind: str
    recipient: str
    audience: str
    language: str
    label: Tlp
    message_id: str
    sha256: str
    state: MailState
    phase: str
    attempts: int
    resent: bool
    """Whether it was sent again after an `unknown`: that happens once."""
    next_try: datetime | None
    last_code: int | None
    last_text: str
    created_at: datetime
    sent_at: datetime | None
