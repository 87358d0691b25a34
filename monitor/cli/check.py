"""`check`: one address, every step shown, nothing recorded."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from monitor.cli.context import Session, current_time
from monitor.cli.output import say
from monitor.errors import UsageError
from monitor.model.exchange import Exchange, Failure, Refusal, Response
from monitor.model.source import Classification, Source, SourceId, Tlp, Tool, ToolId
from monitor.urls import redacted

if TYPE_CHECKING:
    from monitor.model.document import Document
    from monitor.model.observation import Observation
    from monitor.model.source import Catalogue

_FIELDS = (
    "content-type",
    "content-length",
    "etag",
    "last-modified",
    "retry-after",
    "server",
    "cf-mitigated",
    "location",
)
"""Fields that mattered, or would have."""
_SHOWN_BLOCKS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one visit showed, with what was asked beside it."""

    exchange: Exchange
    document: "Document | None"
    observation: "Observation"
    probes: tuple[Exchange, ...]


@click.command("check")
@click.argument("address", metavar="URL_OR_ID")
@click.pass_obj
def check_command(session: Session, address: str) -> int:
    """Visit one source or address and show every step; records nothing."""
    tool, source = _subject(session, address)
    seen = asyncio.run(_visit(session, tool, source))
    for line in _lines(source, seen):
        say(line)
    return 0


def _subject(session: Session, address: str) -> tuple[Tool, Source]:
    if "://" in address:
        source = Source(id=SourceId("check"), tool=ToolId("check"), url=address)
        label = Classification(label=Tlp.AMBER)
        return Tool(id=ToolId("check"), title="", tlp=label, sources=(source,)), source
    catalogue = session.catalogue(tell=False)
    for tool, source in catalogue.watched:
        if address in {tool.id, source.id}:
            return tool, source
    if any(tool.id == address for tool in catalogue.tools):
        raise UsageError(f"{address} has no address, or is retired.", "`catalogue check` and the catalogue tell which.")
    raise UsageError(
        f"{address!r} is neither an address nor an id of the catalogue.", "Write an address with https://."
    )


async def _visit(session: Session, tool: Tool, source: Source) -> Seen:
    from monitor.assemble import look_parts
    from monitor.run.single import look_once

    catalogue: Catalogue | None = None if tool.id == "check" else session.catalogue(tell=False)
    async with look_parts(session.settings, catalogue) as (fetch, extract, history):
        exchange, document, observation, probes = await look_once(
            fetch, extract, history, tool, source, now=current_time()
        )
    return Seen(exchange=exchange, document=document, observation=observation, probes=probes)


def _lines(source: Source, seen: Seen) -> Iterator[str]:
    exchange, verdict = seen.exchange, seen.observation.verdict
    yield f"address   {redacted(source.url)}"
    for attempt in exchange.attempts:
        because = f"; tried again because {attempt.retried_because}" if attempt.retried_because else ""
        yield f"attempt   {attempt.showed}{because}"
    yield from _way(exchange)
    yield from _outcome(exchange)
    if exchange.certificate:
        yield f"tls       until {exchange.certificate.not_after:%Y-%m-%d}, issued by {exchange.certificate.issuer}"
    yield (
        f"spent     {exchange.requests} requests, {exchange.bytes_received} bytes, {exchange.elapsed_seconds:.2f} s"
        + (", robots.txt asks to stay away" if exchange.robots_disallowed else "")
    )
    for limit in exchange.limits:
        yield f"limit     {limit} was reached"
    if seen.document is not None:
        yield from _document(seen.document)
    for probe in seen.probes:
        status = probe.response.status if probe.response else "no answer"
        yield f"probe     {probe.request.purpose}: {redacted(probe.request.url)} -> {status}"
    for evidence in verdict.evidence:
        yield f"rule      {evidence.score:+.2f} {evidence.rule}  {evidence.detail}".rstrip()
    reason = f" ({verdict.reason})" if verdict.reason else ""
    yield f"state     {verdict.state}{reason}, class {verdict.state_class}, page {verdict.page or '-'}"
    if verdict.flags:
        yield f"flags     {', '.join(verdict.flags)}"
    if verdict.moved_to:
        yield f"moved to  {redacted(verdict.moved_to)}"
    yield f"content   {seen.observation.change.outcome}, weight {seen.observation.change.weight}"
    for fact in seen.observation.change.facts:
        yield f"fact      {fact.score:+.2f} {fact.kind}  {dict(fact.values)}"


def _way(exchange: Exchange) -> Iterator[str]:
    for hop in exchange.hops:
        yield f"hop       {hop.status} {redacted(hop.url)} -> {redacted(hop.location or '')}"
    yield f"ended     {redacted(exchange.final_url)}"


def _outcome(exchange: Exchange) -> Iterator[str]:
    match exchange.outcome:
        case Response() as response:
            yield f"status    {response.status}" + (f", truncated: {response.truncated}" if response.truncated else "")
            for name in (name for name in _FIELDS if name in response.fields):
                value = response.fields[name]
                yield f"field     {name}: {redacted(value) if name == 'location' else value}"
        case Failure() as failure:
            yield f"failure   {failure.kind} {failure.tls_reason or ''} {failure.detail}"
            if failure.page_exists is not None:
                yield f"page      without verification: {'it is there' if failure.page_exists else 'it is not there'}"
        case Refusal() as refusal:
            yield f"refused   {refusal.reason} {refusal.detail}; no packet was sent"


def _document(document: "Document") -> Iterator[str]:
    what = f"{document.kind}, {len(document.blocks)} blocks, {document.words} words in the main part"
    yield f"document  {what}" + (f", unreadable: {document.unreadable}" if document.unreadable else "")
    if document.title:
        yield f"title     {document.title}"
    for block in document.main_blocks[:_SHOWN_BLOCKS]:
        yield f"text      {block.text[:120]}"
