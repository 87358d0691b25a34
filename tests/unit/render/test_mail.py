"""The mail: structure, headers, size, parity; made twice it is the same bytes."""

import re
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from itertools import pairwise, product
from typing import TYPE_CHECKING

import pytest

from monitor.model.report import MailIdentity, Report, ReportKind
from monitor.model.source import Catalogue, SourceId, Tlp, Tool, ToolId
from monitor.model.verdict import StandingWord, State
from monitor.render.mail import MAX_HTML, MailBody, mail_body, message_id, render_message
from tests.sample_report import (
    NOW,
    SITUATIONS,
    SUCCESSORS,
    baseline_record,
    catalogue,
    quiet_record,
    record,
    report,
    seen,
    version_change,
)

if TYPE_CHECKING:
    from monitor.model.observation import Recorded

IDENTITY = MailIdentity(
    sender="monitor@toolkit.example", domain="toolkit.example", reply_to="Beheer <beheer@toolkit.example>"
)
MAILS = list(product(SITUATIONS, ("nl", "en"), (Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER)))


class Seen(HTMLParser):
    """Headings, links and visible text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[tuple[int, str]] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str | None]] = []
        self._level = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.links += [value or "" for name, value in attrs if name == "href"]
        if re.fullmatch("h[1-6]", tag):
            self._level = int(tag[1])
            self.headings.append((self._level, ""))

    def handle_endtag(self, tag: str) -> None:
        if re.fullmatch("h[1-6]", tag):
            self._level = 0

    def handle_data(self, data: str) -> None:
        if self._level:
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)


def parsed(page: str) -> Seen:
    seen_page = Seen()
    seen_page.feed(page)
    return seen_page


def made(situation: str, language: str = "nl", audience: Tlp = Tlp.AMBER) -> tuple[Report, MailBody, EmailMessage]:
    made_of, kind, of = SITUATIONS[situation]
    whole = report(made_of, kind=kind, of=of, audience=audience)
    body = mail_body(whole, language, contact=IDENTITY.contact)
    raw = render_message(whole, body, recipient="jan@regio.example", identity=IDENTITY)
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    return whole, body, message


@pytest.mark.parametrize(("situation", "language", "audience"), MAILS)
def test_every_mail_has_its_parts_its_label_and_its_language(situation: str, language: str, audience: Tlp) -> None:
    whole, _, message = made(situation, language, audience)
    label = whole.mail_label.printed
    assert message.get_content_type() == ("multipart/mixed" if situation != "void" else "multipart/alternative")
    types = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
    assert types[:2] == ["text/plain", "text/html"]
    text, page = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert page is not None
    assert message["Subject"].startswith(f"[{label}] ")
    assert len(message["Subject"]) <= 78
    lines = text.get_content().strip().splitlines()
    assert lines[0] == lines[-1] == label
    assert message["Content-Language"] == language
    assert f'lang="{language}"' in page.get_content()
    assert {part["Content-Transfer-Encoding"] for part in (text, page)} == {"quoted-printable"}
    assert not message.defects


@pytest.mark.parametrize(("situation", "language", "audience"), MAILS)
def test_the_text_part_says_all_that_the_html_part_says(situation: str, language: str, audience: Tlp) -> None:
    _, body, _ = made(situation, language, audience)
    page = parsed(body.html)
    flat = " ".join(body.text.split())
    assert [text for _, text in page.headings if " ".join(text.split()) not in flat] == []
    assert [url for url in page.links if url.startswith("http") and url not in body.text] == []


@pytest.mark.parametrize(("situation", "language", "audience"), MAILS)
def test_the_text_part_is_at_most_78_columns_wide(situation: str, language: str, audience: Tlp) -> None:
    _, body, _ = made(situation, language, audience)
    assert [line for line in body.text.splitlines() if len(line) > 78 and "://" not in line] == []


@pytest.mark.parametrize(("situation", "language", "audience"), MAILS)
def test_one_h1_and_no_skipped_level(situation: str, language: str, audience: Tlp) -> None:
    _, body, _ = made(situation, language, audience)
    levels = [level for level, _ in parsed(body.html).headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("situation", SITUATIONS)
def test_nothing_is_fetched_and_nothing_runs(situation: str) -> None:
    _, body, _ = made(situation)
    page = parsed(body.html)
    assert not page.tags & {"script", "iframe", "form", "svg", "video", "link", "object", "embed", "base"}
    sources = [value for _, name, value in page.attributes if name in {"src", "background", "srcset"}]
    assert all(value == f"cid:{body.plot_cid}" for value in sources)
    assert "url(" not in body.html
    assert "@import" not in body.html


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_colour_stands_on_an_explicit_ground(situation: str) -> None:
    _, body, _ = made(situation)
    cells = re.findall(r"<td[^>]*style=\"[^\"]*color:#[^\"]*\"[^>]*>", body.html)
    assert cells
    assert all("background-color:" in cell for cell in cells)
    # Where styles are dropped the ground goes with the ink: a black bgcolor would be left with black letters on it.
    assert not re.search(r"bgcolor=|<style", body.html)


def test_made_twice_it_is_the_same_bytes() -> None:
    whole, body, _ = made("lively")
    again = mail_body(whole, "nl", contact=IDENTITY.contact)
    args = {"recipient": "jan@regio.example", "identity": IDENTITY}
    assert render_message(whole, body, **args) == render_message(whole, again, **args)  # type: ignore[arg-type]  # two kinds of values


def test_headers_are_those_of_an_automatic_mail_from_a_person_who_can_be_answered() -> None:
    _, body, message = made("lively")
    assert message["From"] == "Toolkit-monitor <monitor@toolkit.example>"
    assert message["Reply-To"] == "Beheer <beheer@toolkit.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert "mailto:beheer@toolkit.example?subject=afmelden%20Toolkit%20BIO" in message["List-Unsubscribe"]
    assert message["List-Unsubscribe-Post"] is None
    assert re.fullmatch(r"<2026-w47\.amber-nl\.[0-9a-f]{16}@toolkit\.example>", message["Message-ID"])
    assert message["X-Toolkit-Actions"] == str(body.actions)
    assert message["References"] == message["In-Reply-To"]


def test_threading_can_be_switched_off() -> None:
    whole, body, _ = made("lively")
    raw = render_message(whole, body, recipient="a@b.example", identity=replace(IDENTITY, threading=False))
    assert b"References" not in raw


def test_a_recipient_has_an_id_of_its_own_and_keeps_it() -> None:
    whole, body, _ = made("lively")
    one = message_id(whole, body, recipient="Jan@Regio.example", domain="toolkit.example")
    assert one == message_id(whole, body, recipient="jan@regio.example", domain="toolkit.example")
    assert one != message_id(whole, body, recipient="piet@regio.example", domain="toolkit.example")


def test_kinds_of_report_of_one_week_do_not_share_an_id() -> None:
    ids = set()
    for situation in ("lively", "void"):
        whole, body, _ = made(situation)
        ids.add(message_id(whole, body, recipient="a@b.example", domain="d.example"))
    assert len(ids) == 2


def test_the_plot_is_a_small_png_beside_the_page() -> None:
    _, body, message = made("lively")
    (picture,) = [part for part in message.walk() if part.get_content_type() == "image/png"]
    assert picture["Content-ID"] == f"<{body.plot_cid}>"
    assert len(picture.get_content()) <= 60_000
    assert all(line in body.text for line in ("Dode adressen per week", "Inhoud gewijzigd per week"))


def test_the_list_is_attached_except_to_a_void_notice() -> None:
    _, _, message = made("lively")
    assert [part.get_filename() for part in message.iter_attachments()] == ["2026-W47-TLP-AMBER.csv"]
    assert not list(made("void")[2].iter_attachments())


def test_page_text_reaches_no_header() -> None:
    known = catalogue()
    tools = tuple(replace(tool, title="X\r\nBcc: kwaad@elders.example") for tool in known.tools)
    whole = report(of=replace(known, tools=tools, title="Kit\r\nBcc: kwaad@elders.example"))
    body = mail_body(whole, "nl", contact=IDENTITY.contact)
    message = message_from_bytes(
        render_message(whole, body, recipient="a@b.example", identity=IDENTITY), policy=default
    )
    assert message["Bcc"] is None
    assert set(message.keys()).isdisjoint({"Cc", "Bcc"})


def all_changed(number: int) -> tuple[Report, Catalogue]:
    known = catalogue()
    template = next(tool for tool in known.tools if tool.id == "isor")
    tools: list[Tool] = []
    changes: list[Recorded] = []
    latest: list[Recorded] = []
    for count in range(number):
        name = f"hulpmiddel-{count:04}"
        source = replace(
            template.sources[0], id=SourceId(name), tool=ToolId(name), url=f"https://host{count}.example/pagina/{name}"
        )
        tools.append(replace(template, id=ToolId(name), title=f"Hulpmiddel {count}", sources=(source,)))
        for target, change in ((latest, None), (changes, version_change())):
            one = seen("isor", change=change)
            target.append(replace(one, observation=replace(one.observation, source=SourceId(name))))
    of = replace(known, tools=tuple(tools))
    return report(record(latest=tuple(latest), changes=tuple(changes)), of=of), of


@pytest.mark.parametrize("number", [20, 200, 2000])
def test_the_html_stays_small_however_much_changed(number: int) -> None:
    whole, _ = all_changed(number)
    body = mail_body(whole, "nl", contact=IDENTITY.contact)
    assert len(body.html.encode()) <= MAX_HTML
    assert f"Inhoud gewijzigd ({number})" in body.html
    assert f"Inhoud gewijzigd ({number})" in body.text
    assert f"{number:,} wijzigingen".replace(",", ".") in body.subject


def test_what_may_not_go_by_mail_is_a_number_and_clear() -> None:
    whole = report()
    body = mail_body(whole, "nl", contact=IDENTITY.contact, withheld=True)
    assert body.label is Tlp.CLEAR
    assert body.subject == "[TLP:CLEAR] Toolkit BIO: 8 meldingen met beperkte verspreiding (week 47)"
    assert "Informatieplattegrond" not in body.text + body.html + body.csv


def with_proposals() -> Catalogue:
    known = catalogue()
    sources = {tool.id: replace(tool.sources[0], superseded_by=SUCCESSORS) for tool in known.tools if tool.sources}
    return replace(
        known,
        tools=tuple(replace(tool, sources=(sources[tool.id],)) if tool.id in sources else tool for tool in known.tools),
    )


def test_known_proposals_are_named_once_and_counted_after_that() -> None:
    first = mail_body(report(baseline_record(), kind=ReportKind.BASELINE, of=with_proposals()), "nl")
    later = mail_body(report(quiet_record(), of=with_proposals()), "nl")
    assert "Baselinetoets BBN BIO: Waarschijnlijke opvolger: BIO2." in " ".join(first.text.split())
    assert "Bekende voorstellen (18)" in later.text
    assert "Waarschijnlijke opvolger" not in later.text


def test_hidden_tools_are_a_number_at_the_top() -> None:
    _, body, _ = made("quiet", "nl", Tlp.CLEAR)
    assert "3 hulpmiddelen met beperkte verspreiding staan niet in dit rapport." in body.text


def test_an_alert_is_told_by_itself() -> None:
    parked = seen("isor", state=State.PARKED, word=StandingWord.CONFIRMED, since=NOW - timedelta(hours=1), first_run=12)
    whole = report(record(latest=(parked,), changes=()), kind=ReportKind.ALERT)
    body = mail_body(whole, "nl", contact=IDENTITY.contact)
    assert body.subject == "[TLP:CLEAR] Toolkit BIO: nu doen, adres in andere handen (week 47)"
    assert "ISOR" in body.text
    assert body.csv == ""
    assert f"-alert-{whole.findings[0].item}" in message_id(whole, body, recipient="a@b.example", domain="d.example")


@pytest.mark.parametrize(
    ("state", "told"),
    [(State.DEAD, "werkt weer sinds"), (State.MOVED, "verwijst niet meer door sinds")],
)
def test_who_led_elsewhere_for_a_while_was_not_out_of_order(state: State, told: str) -> None:
    back = seen(
        "toolbox",
        word=StandingWord.RECOVERED,
        standing_state=state,
        since=NOW - timedelta(days=3),
        recovered_at=NOW,
    )
    text = mail_body(report(replace(record(), latest=(back,), telling=(back,), changes=())), language="nl").text
    assert told in text
    assert ("storing" in text) is (state is State.DEAD)
