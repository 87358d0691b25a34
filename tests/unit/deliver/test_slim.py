from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from monitor.deliver.slim import slimmer
from monitor.model.report import MailIdentity
from monitor.model.source import Tlp
from monitor.render.mail import mail_body, render_message
from tests.sample_report import report

WHOLE = report()
BODY = mail_body(WHOLE, "nl", contact="b@toolkit.example")
FULL = render_message(
    WHOLE,
    BODY,
    recipient="a@regio.example",
    identity=MailIdentity(sender="m@toolkit.example", domain="toolkit.example"),
)


def read(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def kinds(content: bytes) -> list[str]:
    return [part.get_content_type() for part in read(content).walk() if not part.is_multipart()]


def test_the_list_goes_first_and_then_all_but_the_text() -> None:
    smaller = list(slimmer(FULL, Tlp.AMBER))
    assert kinds(FULL) == ["text/plain", "text/html", "image/png", "text/csv"]
    assert [kinds(one) for one in smaller] == [
        ["text/plain", "text/html", "image/png", "text/plain"],
        ["text/plain", "text/plain"],
    ]
    assert len(FULL) > len(smaller[0]) > len(smaller[1])


def test_every_field_of_the_head_stays() -> None:
    before = [
        (name, value) for name, value in read(FULL).items() if name.lower() not in {"content-type", "mime-version"}
    ]
    for one in slimmer(FULL, Tlp.AMBER):
        after = [(name, str(value)) for name, value in read(one).items()]
        assert [(name, str(value)) for name, value in before] == [
            pair for pair in after if pair[0].lower() not in {"content-type", "mime-version"}
        ]


def test_the_text_stays_and_what_was_left_out_is_said_in_the_readers_language() -> None:
    for one in slimmer(FULL, Tlp.AMBER):
        texts = [str(part.get_content()) for part in read(one).walk() if part.get_content_type() == "text/plain"]
        assert texts[0].split() == BODY.text.split()
        assert texts[1].splitlines()[0] == texts[1].splitlines()[-1] == "TLP:AMBER"
        assert "te groot voor de mailserver" in " ".join(texts[1].split())


def test_the_same_message_is_made_smaller_in_the_same_way() -> None:
    assert list(slimmer(FULL, Tlp.AMBER)) == list(slimmer(FULL, Tlp.AMBER))


def test_a_message_without_a_list_becomes_text_at_once() -> None:
    plain = EmailMessage(policy=default)
    plain["Subject"] = "x"
    plain.set_content("tekst\n")
    plain.add_alternative("<p>tekst</p>", subtype="html")
    assert [kinds(one) for one in slimmer(plain.as_bytes(), Tlp.CLEAR)] == [["text/plain", "text/plain"]]
