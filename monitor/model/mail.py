"""What may become of a message to one recipient."""

from enum import StrEnum


class MailState(StrEnum):
    """How a message in the outbox stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """The content had gone and no reply came: perhaps delivered. Sent once more, with the same bytes."""
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"
