"""Findings and rows -> the JSON of contract.md: one document, written piece by piece, so that size does not matter."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from monitor.model.change import Change
from monitor.model.observation import Recorded, Run, Suggestion
from monitor.model.report import Counts, Finding, Report, Row, RunTold
from monitor.model.source import Norm
from monitor.model.verdict import StandingWord
from monitor.phrases import Phrases, phrases_for
from monitor.phrases.happenings import GROUND
from monitor.render.alike import Alike
from monitor.render.rows import content_of, reason_of, suggestions_of
from monitor.render.words import change_summary, summary
from monitor.urls import redacted

SCHEMA_VERSION = 1
Json = Mapping[str, object]


def moment(value: datetime | None) -> str | None:
    """ISO 8601 UTC with ``Z``, whole seconds."""
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if value else None


def run_json_parts(
    told: RunTold, *, reports: Iterable[Mapping[str, str]], language: str, timezone: ZoneInfo
) -> Iterator[str]:
    """The document of `run --json`. `reports`: audience, language and path of each file that was written."""
    phrases = phrases_for(language, timezone)
    head = {"run": _run(told.run)}
    yield from _document(head, told.counts, told.rows, told.findings, told.norms, reports, phrases)


def report_json_parts(report: Report, language: str, reports: Iterable[Mapping[str, str]] = ()) -> Iterator[str]:
    """The document of `report --format json`: `period` in the place of `run`."""
    phrases = phrases_for(language, report.timezone)
    head = {"period": _period(report)}
    yield from _document(head, report.counts, report.rows, report.findings, report.norms, reports, phrases)


def render_json(report: Report, language: str) -> str:
    """The same, at once."""
    return "".join(report_json_parts(report, language))


def _document(
    head: Json,
    counts: Counts,
    rows: Iterable[Row],
    findings: Iterable[Finding],
    norms: Iterable[tuple[Norm, Recorded | None]],
    reports: Iterable[Mapping[str, str]],
    phrases: Phrases,
) -> Iterator[str]:
    start = {"schema_version": SCHEMA_VERSION, **head, "counts": _counts(counts)}
    yield _dumped(start)[:-1]
    yield from _array("sources", _sources(rows, phrases))
    yield from _array("findings", (_dumped(finding_entry(one, phrases)) for one in findings))
    yield from _array("norms", (_dumped(norm_entry(norm, recorded, phrases)) for norm, recorded in norms))
    yield from _array("reports", map(_dumped, reports))
    yield "}\n"


def _array(name: str, entries: Iterable[str]) -> Iterator[str]:
    yield f', "{name}": ['
    for number, entry in enumerate(entries):
        yield f"{',' if number else ''}\n{entry}"
    yield "]"


def _sources(rows: Iterable[Row], phrases: Phrases) -> Iterator[str]:
    """Every source's entry; what many have in common is written once."""
    shown = Alike(lambda row: _dumped(_shown(row, phrases))[1:-1])
    for row in rows:
        yield f"{_dumped(_whose(row))[:-1]}, {shown.of(row)}, {_dumped(_spent(row))[1:]}"


def _dumped(value: Json) -> str:
    return json.dumps(value, ensure_ascii=True)


def _run(run: Run) -> Json:
    return {
        "id": run.id,
        "started_at": moment(run.started_at),
        "finished_at": moment(run.finished_at),
        "status": run.status,
        "void_reason": run.void_reason,
        "engine": run.engine,
    }


def _period(report: Report) -> Json:
    return {
        "id": report.period,
        "kind": report.kind,
        "since": moment(report.since),
        "until": moment(report.until),
        "audience": report.clearance,
        "label": report.label,
    }


def _counts(counts: Counts) -> Json:
    whole = {"sources": counts.sources, "checked": counts.checked}
    return {**whole, **counts.classes, "changed": counts.changed, "confirmed": counts.confirmed}


def _whose(row: Row) -> Json:
    """The first keys of a source's entry: whom it is about. Every key is there, also for a tool without an address."""
    seen = row.recorded.observation if row.recorded else None
    return {
        "tool": row.tool.id,
        "source": row.id,
        "url": row.source.url if row.source else None,
        "final_url": redacted(seen.final_url) if seen and seen.final_url else None,
        "publisher": row.tool.publisher or None,
        "tlp": row.label,
    }


def _shown(row: Row, phrases: Phrases) -> Json:
    """The next: what the visit showed."""
    seen = row.recorded.observation if row.recorded else None
    standing = row.recorded.standing if row.recorded else None
    verdict = seen.verdict if seen and not row.is_void else None
    return {
        "state": row.state,
        "class": row.state.state_class,
        "reason": reason_of(row),
        "evidence": [{"rule": e.rule, "score": e.score, "detail": e.detail} for e in verdict.evidence]
        if verdict
        else [],
        "standing": standing.word if standing else StandingWord.OK,
        "muted": row.muted,
        "since": moment(standing.since) if standing else None,
        "observations": standing.observations if standing else 0,
        "flags": list(verdict.flags) if verdict else [],
        "page": verdict.page if verdict else None,
        "http_status": seen.http_status if seen else None,
        "hops": [{"url": redacted(hop.url), "status": hop.status} for hop in seen.hops] if seen else [],
        "content": content_entry(content_of(row), phrases),
        "suggestions": [_suggestion(one, phrases) for one in suggestions_of(row)],
    }


def _spent(row: Row) -> Json:
    """The last: what the visit cost."""
    seen = row.recorded.observation if row.recorded else None
    return {
        "requests": seen.requests if seen else 0,
        "bytes_received": seen.bytes_received if seen else 0,
        "elapsed_seconds": round(seen.elapsed_seconds, 3) if seen else 0.0,
    }


def _suggestion(one: Suggestion, phrases: Phrases) -> Json:
    known = GROUND.get(one.ground)
    return {
        "url": redacted(one.url),
        "ground": phrases.say(known) if known else one.ground,
        "similarity": one.similarity,
    }


def content_entry(change: Change, phrases: Phrases) -> dict[str, object]:
    """What the content did, with one sentence in the report's language."""
    return {
        "outcome": change.outcome,
        "weight": change.weight,
        "summary": change_summary(change, phrases) if change.is_told else None,
        "version_before": change.version_before,
        "version_after": change.version_after,
        "added": list(change.added),
        "removed": list(change.removed),
    }


def content_json(change: Change, *, language: str) -> dict[str, object]:
    """The same, for who has no report at hand."""
    return content_entry(change, phrases_for(language, ZoneInfo("UTC")))


def finding_entry(finding: Finding, phrases: Phrases) -> Json:
    """One finding; its tools and sources by id."""
    members = finding.members
    return {
        "item": finding.item,
        "kind": finding.kind,
        "tools": list(dict.fromkeys(member.tool.id for member in members if member.is_tool)),
        "sources": list(dict.fromkeys(member.source_id for member in members)),
        "standing": finding.standing,
        "summary": summary(finding, phrases),
    }


def norm_entry(norm: Norm, recorded: Recorded | None, phrases: Phrases) -> Json:
    """A norm on the watch list."""
    seen = recorded.observation if recorded else None
    content = content_entry(seen.change, phrases) if seen else None
    return {"id": norm.id, "url": norm.url, "state": seen.verdict.state if seen else None, "content": content}
