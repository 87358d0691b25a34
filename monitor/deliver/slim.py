"""A message that is too large -> smaller ones that tell the same: without the list, then the text alone."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from typing import cast
from zoneinfo import ZoneInfo

from monitor.model.source import Tlp
from monitor.phrases import phrases_for
from monitor.phrases.lines import LEFT_OUT

_WIDE = SMTP.clone(max_line_length=120)
_OF_THE_BODY = ("content-type", "content-transfer-encoding", "mime-version", "content-disposition")


def slimmer(content: bytes, label: Tlp) -> Iterator[bytes]:
    """Ever smaller forms of a message, made when asked for; always the same for the same bytes.

    Each keeps every field of the head, the Message-ID among them, and says in a part of its own what was left out.
    """
    message = message_from_bytes(content, policy=_WIDE)
    text = message.get_body(("plain",))
    if text is None:
        return
    note = _note(str(message.get("Content-Language", "en")), label)
    whole = message.get_content_type() == "multipart/mixed"
    rich = next(message.iter_parts(), None) if whole else None
    if rich is not None:
        yield _letter(message, rich, note)
    yield _letter(message, text, note)


def _letter(message: EmailMessage, body: MIMEPart, note: EmailMessage) -> bytes:
    made = EmailMessage(policy=_WIDE)
    made.make_mixed(boundary=f"=_slim{message.get_boundary('0').removeprefix('=_')[:32]}")
    made.attach(cast("EmailMessage", body))
    made.attach(note)
    for name, value in message.items():
        if name.lower() not in _OF_THE_BODY:
            made[name] = value
    return made.as_bytes()


def _note(language: str, label: Tlp) -> EmailMessage:
    said = phrases_for(language, ZoneInfo("UTC")).say(LEFT_OUT)
    note = EmailMessage(policy=_WIDE)
    note.set_content(f"{label.printed}\n\n{said}\n\n{label.printed}\n", cte="quoted-printable")
    del note["MIME-Version"]
    note["Content-Disposition"] = "inline"
    return note
