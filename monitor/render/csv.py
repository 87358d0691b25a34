"""Report -> CSV: one line a source, streamed; no cell that a spreadsheet would run."""

import csv
from collections.abc import Iterator
from io import StringIO

from monitor.model.report import Report, Row
from monitor.phrases import Phrases, phrases_for
from monitor.phrases.states import STANDING, STATE
from monitor.render.escaping import csv_cell, shown_url
from monitor.render.rows import address_to_write, content_of, reason_of

COLUMNS: tuple[str, ...] = (
    "tlp",
    "tool",
    "title",
    "publisher",
    "source",
    "url",
    "state",
    "class",
    "standing",
    "status_words",
    "standing_words",
    "since",
    "observations",
    "http_status",
    "final_url",
    "suggestion",
    "content",
    "weight",
    "version_before",
    "version_after",
    "muted",
    "reason",
    "items",
)


def csv_lines(report: Report, language: str) -> Iterator[str]:
    """Header and rows; separator is a semicolon, as Dutch spreadsheets expect, with a byte order mark in front."""
    phrases = phrases_for(language, report.timezone)
    items = items_by_source(report)
    yield f"\ufeff{_line(COLUMNS)}"
    for row in report.rows:
        yield _line(tuple(csv_cell(value) for value in _cells(row, items, phrases)))


def render_csv(report: Report, language: str) -> str:
    """All lines at once, for an attachment."""
    return "".join(csv_lines(report, language))


def items_by_source(report: Report) -> dict[str, list[str]]:
    """Per source the ids of the items it stands in, in the report's order."""
    items: dict[str, list[str]] = {}
    for finding in report.findings:
        for member in finding.members:
            items.setdefault(member.source_id, []).append(finding.item)
    return items


def _cells(row: Row, items: dict[str, list[str]], phrases: Phrases) -> tuple[object, ...]:
    source_id = row.source.id if row.source else row.tool.id
    state = row.state
    seen = row.recorded.observation if row.recorded else None
    standing = row.recorded.standing if row.recorded else None
    content = content_of(row)
    return (
        row.label.printed,
        row.tool.id,
        row.tool.title,
        row.tool.publisher,
        source_id,
        shown_url(row.source.url) if row.source else "",
        state,
        state.state_class,
        standing.word if standing else "ok",
        phrases.say(STATE[state]),
        phrases.say(STANDING[standing.word]) if standing else "",
        phrases.day(standing.since) if standing and standing.since else "",
        standing.observations if standing else 0,
        seen.http_status if seen and seen.http_status else "",
        shown_url(seen.final_url) if seen and seen.final_url else "",
        shown_url(address_to_write(row) or ""),
        content.outcome,
        content.weight,
        content.version_before or "",
        content.version_after or "",
        "1" if row.muted else "0",
        reason_of(row) or "",
        " ".join(items.get(source_id, [])),
    )


def _line(cells: tuple[str, ...]) -> str:
    buffer = StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()
