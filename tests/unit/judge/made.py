"""Exchanges, documents and verdicts, made from the little that a test is about."""

from datetime import UTC, datetime
from http import HTTPStatus

from monitor.judge.verdict import judge_exchange
from monitor.judge.witnesses import NO_WITNESSES, Witnesses
from monitor.model.document import Block, Document, Link, MediaKind, Role, Signals
from monitor.model.exchange import Exchange, Hop, Outcome, Response
from monitor.model.observation import Answer, Past, Remembered
from monitor.model.plan import Purpose, Request
from monitor.model.source import Source, SourceId, ToolId
from monitor.model.verdict import Evidence, Verdict

NOW = datetime(2026, 11, 2, 6, tzinfo=UTC)
URL = "https://www.voorbeeld.nl/producten/handreiking-logging"
TITLE = "Handreiking logging"
PLAIN = Signals()

SENTENCES = (
    "Logging maakt achteraf controle mogelijk op wie wat deed en wanneer.",
    "De handreiking beschrijft welke gebeurtenissen een gemeente ten minste vastlegt.",
    "Bewaar de gegevens gescheiden van het systeem waarop zij ontstaan.",
    "Spreek af wie de meldingen bekijkt en hoe snel hij daarop reageert.",
    "Toets elk jaar of de bewaartermijn nog past bij het doel van de verwerking.",
    "De bijlage bevat een voorbeeld van een matrix met bronnen en gebeurtenissen.",
)


def page(
    *texts: str, title: str = "", heading: str = "", kind: MediaKind = MediaKind.HTML, **known: object
) -> Document:
    """A page with a title, a heading and paragraphs."""
    head = (Block(text=heading, role=Role.HEADING, level=1),) if heading else ()
    blocks = (*head, *(Block(text=text) for text in texts))
    return Document(kind=kind, title=title, blocks=blocks, **known)  # type: ignore[arg-type] # a test names only what differs


def handreiking(*, title: str = f"{TITLE} | Voorbeeld", signals: Signals = PLAIN, **known: object) -> Document:
    """The page that the catalogue means."""
    links = (Link(url="https://www.voorbeeld.nl/media/logging.pdf", text="Download", is_document=True),)
    return page(*SENTENCES, title=title, heading=TITLE, links=links, signals=signals, **known)  # type: ignore[arg-type] # a test names only what differs


def answered(
    status: int = 200,
    *,
    url: str = URL,
    final_url: str | None = None,
    hops: tuple[Hop, ...] = (),
    content: bytes = b"x",
    truncated: str | None = None,
    **known: object,
) -> Exchange:
    """A visit that got an answer."""
    fields = known.pop("fields", {})
    response = Response(status=status, fields=fields, content=content, truncated=truncated)  # type: ignore[arg-type] # a test names only what differs
    ended = final_url or (hops[-1].location if hops else None) or url
    etag = '"1"' if status == HTTPStatus.NOT_MODIFIED else None  # nobody says so who was not asked
    return Exchange(request=Request(url=url, etag=etag), outcome=response, final_url=ended, hops=hops, **known)  # type: ignore[arg-type] # likewise


def failed(outcome: Outcome) -> Exchange:
    """A visit that got none."""
    return Exchange(request=Request(url=URL), outcome=outcome, final_url=URL)


def hop(url: str, status: int, location: str) -> Hop:
    """One redirect."""
    return Hop(url=url, status=status, location=location)


def answer(purpose: Purpose, status: int, document: Document | None = None, *, url: str, final_url: str = "") -> Answer:
    """A follow-up's answer."""
    exchange = Exchange(
        request=Request(url=url, purpose=purpose),
        outcome=Response(status=status, content=b"x"),
        final_url=final_url or url,
    )
    return Answer(exchange=exchange, document=document)


def judged(
    exchange: Exchange,
    document: Document | None = None,
    *,
    before: Document | None = None,
    url: str = URL,
    title: str = TITLE,
    remembered: Remembered | None = None,
    witnesses: Witnesses = NO_WITNESSES,
) -> Verdict:
    """The verdict on a visit to the catalogue's address."""
    return judge_exchange(
        exchange,
        source=source(url),
        tool_title=title,
        document=document,
        remembered=remembered,
        past=Past(document=before) if before is not None else None,
        witnesses=witnesses,
        now=NOW,
    )


def source(url: str = URL) -> Source:
    """The source of these tests."""
    return Source(id=SourceId("logging"), tool=ToolId("logging"), url=url)


def rules(evidence: tuple[Evidence, ...]) -> set[str]:
    """The names of the rules that spoke."""
    return {each.rule for each in evidence}
