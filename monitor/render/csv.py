"""Report -> CSV: one line a source, streamed; no cell that a spreadsheet would run."""

import csv
from collections.abc import Iterable, Iterator

from monitor.model.report import Report, Row
from monitor.phrases import Phrases, phrases_for
from monitor.phrases.states import STANDING, STATE
from monitor.render.alike import Alike
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
    shown = Alike(lambda row: _cells(_shown(row, phrases)))
    content = Alike(lambda row: _cells(_content(row)))
    line = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n").writerow
    yield f"\ufeff{line(COLUMNS)}"
    for row in report.rows:
        led = _cells((shown_url(_ended(row)), shown_url(address_to_write(row) or "")))
        told_in = " ".join(items.get(row.id, ()))
        yield str(line((*_cells(_whose(row)), *shown.of(row), *led, *content.of(row), told_in)))


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


def _cells(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(map(csv_cell, values))


def _whose(row: Row) -> tuple[object, ...]:
    """The first columns: whom a line is about."""
    return (
        row.label.printed,
        row.tool.id,
        row.tool.title,
        row.tool.publisher,
        row.id,
        shown_url(row.source.url) if row.source else "",
    )


def _shown(row: Row, phrases: Phrases) -> tuple[object, ...]:
    """From the state to the status: what the visit showed."""
    state = row.state
    seen = row.recorded.observation if row.recorded else None
    standing = row.recorded.standing if row.recorded else None
    return (
        state,
        state.state_class,
        standing.word if standing else "ok",
        phrases.say(STATE[state]),
        phrases.say(STANDING[standing.word]) if standing else "",
        phrases.day(standing.since) if standing and standing.since else "",
        standing.observations if standing else 0,
        seen.http_status if seen and seen.http_status else "",
    )


def _ended(row: Row) -> str:
    return (row.recorded.observation.final_url or "") if row.recorded else ""


def _content(row: Row) -> tuple[object, ...]:
    """From the content to the reason."""
    content = content_of(row)
    return (
        content.outcome,
        content.weight,
        content.version_before or "",
        content.version_after or "",
        "1" if row.muted else "0",
        reason_of(row) or "",
    )


class _Echo:
    """Gives `csv.writer` its own line back."""

    def write(self, line: str) -> str:
        """The line."""
        return line
