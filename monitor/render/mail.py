"""Report -> finished mail, byte for byte the same each time it is made (RFC 5322, 2045, 2046, 2183, 3834)."""

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from urllib.parse import quote

from monitor.model.report import MailIdentity, Report, ReportKind, Section
from monitor.model.source import Tlp
from monitor.phrases import phrases_for
from monitor.render.compose import compose, notice_view
from monitor.render.csv import render_csv
from monitor.render.headings import short_title
from monitor.render.html import mail_html
from monitor.render.items import Detail
from monitor.render.plot import trend_png
from monitor.render.sections import Budget
from monitor.render.text import mail_text
from monitor.render.view import ReportView

MAX_HTML = 40_000
"""Bytes; Gmail clips at 102 kB, and a reader with five minutes stops sooner."""

WIDE = SMTP.clone(max_line_length=120)
"""A subject of 78 characters stays on its line; the limit proper is 998 (RFC 5322, 2.1.1)."""
MAX_LIST = 5_000
"""Lines of the list that may be attached; a longer one stays on the server."""

LADDER: tuple[Budget, ...] = (
    Budget(items=25, brief=60, detail=Detail()),
    Budget(items=15, brief=60, detail=Detail(excerpts=2, parts=8, suggestions=1, evidence=2)),
    Budget(items=8, brief=50, detail=Detail(excerpts=1, parts=6, suggestions=1, evidence=1)),
    Budget(items=4, brief=30, detail=Detail(excerpts=1, parts=4, suggestions=1, evidence=1)),
    Budget(items=2, brief=12, detail=Detail(excerpts=1, parts=3, suggestions=1, evidence=1)),
)
"""Ever less detail, until the mail is small enough. What is left out is counted in it and stands in the list."""

_WITH_LIST = frozenset({ReportKind.WEEKLY, ReportKind.BASELINE, ReportKind.INTERIM})


@dataclass(frozen=True, slots=True, kw_only=True)
class MailBody:
    """What all recipients of one clearance and language get; made once."""

    group: str
    """``amber-nl``: part of every Message-ID."""
    language: str
    label: Tlp
    subject: str
    text: str
    html: str
    plot: bytes = b""
    plot_cid: str = ""
    csv: str = ""
    csv_name: str = ""
    actions: int = 0


def mail_body(report: Report, language: str, *, contact: str = "", withheld: bool = False) -> MailBody:
    """The parts of a mail. `withheld` says only that there is news with restricted distribution (`amber_delivery`)."""
    plot = b"" if withheld or report.kind in (ReportKind.VOID, ReportKind.ALERT) else trend_png(report.trend)
    cid = f"trend-{report.period}@toolkit-monitor" if plot else ""
    view, html = _fitting(report, language, contact=contact, plot_cid=cid, withheld=withheld)
    with_list = report.kind in _WITH_LIST and not withheld and report.counts.sources <= MAX_LIST
    return MailBody(
        group=f"{report.clearance.value.lower().replace('+', '-')}-{view.language}",
        language=view.language,
        label=view.label,
        subject=view.subject,
        text=mail_text(report, view),
        html=html,
        plot=plot,
        plot_cid=cid,
        csv=render_csv(report, language) if with_list else "",
        csv_name=f"{report.stem}.csv",
        actions=report.counts.sections[Section.ACTION],
    )


def _fitting(report: Report, language: str, *, contact: str, plot_cid: str, withheld: bool) -> tuple[ReportView, str]:
    """The most detailed rung of the ladder that is small enough; the last one in any case."""
    view, html = None, ""
    for budget in LADDER:
        if withheld:
            view = notice_view(report, language, contact=contact)
        else:
            view = compose(report, language, budget=budget, in_mail=True, contact=contact)
        html = mail_html(report, view, plot_cid=plot_cid)
        if len(html.encode()) <= MAX_HTML:
            break
    assert view is not None  # noqa: S101 - the ladder has rungs
    return view, html


def message_id(report: Report, body: MailBody, *, recipient: str, domain: str) -> str:
    """Derived from report and recipient alone: a second copy is recognised as the same mail (RFC 5322, 3.6.4)."""
    dangers = "-".join(finding.item for finding in report.findings[:4])
    told = {ReportKind.VOID: "-void", ReportKind.ALERT: f"-alert-{dangers}"}
    who = sha256(recipient.strip().lower().encode()).hexdigest()[:16]
    return f"<{report.period.lower()}{told.get(report.kind, '')}.{body.group}.{who}@{domain}>"


def render_message(report: Report, body: MailBody, *, recipient: str, identity: MailIdentity) -> bytes:
    """The finished message to one recipient, lines ended by CRLF."""
    message = EmailMessage(policy=SMTP)
    _address(message, report, body, recipient, identity)
    message.set_content(body.text, cte="quoted-printable")
    message.add_alternative(body.html, subtype="html", cte="quoted-printable")
    if body.plot:
        html = list(message.iter_parts())[-1]
        html.add_related(body.plot, maintype="image", subtype="png", cid=f"<{body.plot_cid}>")
    if body.csv:
        content = body.csv.encode()
        message.add_attachment(
            content, maintype="text", subtype="csv", filename=body.csv_name, params={"charset": "utf-8"}
        )
    message["Content-Language"] = body.language  # after the parts: EmailMessage moves content fields into the first one
    _fix_boundaries(message, str(message["Message-ID"]))
    return message.as_bytes(policy=WIDE)


def _address(message: EmailMessage, report: Report, body: MailBody, recipient: str, identity: MailIdentity) -> None:
    name = phrases_for(body.language, report.timezone).say("Toolkit monitor")
    sender = parseaddr(identity.sender)
    message["From"] = identity.sender if sender[0] else f"{name} <{sender[1]}>"
    message["To"] = recipient
    message["Reply-To"] = identity.reply_to or sender[1]
    message["Subject"] = body.subject
    message["Date"] = format_datetime(report.made_at.astimezone(report.timezone))
    message["Message-ID"] = message_id(report, body, recipient=recipient, domain=identity.domain)
    if identity.threading:
        root = f"<toolkit-monitor.{report.catalogue.document_id}.{report.period[:4]}.{body.group}@{identity.domain}>"
        message["In-Reply-To"] = root
        message["References"] = root
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    message["List-Id"] = f"<toolkit-monitor.{report.catalogue.document_id}.{identity.domain}>"
    stop = quote(f"{phrases_for(body.language, report.timezone).say('unsubscribe')} {short_title(report.title)}")
    message["List-Unsubscribe"] = f"<mailto:{identity.contact}?subject={stop}>"
    message["X-Toolkit-Actions"] = str(body.actions)


def _fix_boundaries(message: EmailMessage, seed: str) -> None:
    """Boundaries that follow from the message, not from chance: a second rendering is equal byte for byte."""
    multiparts = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(multiparts):
        digest = sha256(f"{seed}\x00{number}".encode()).hexdigest()[:32]
        part.set_boundary(f"=_{digest}")
