"""Report -> the list of all tools, and one page part a tool with its timeline and its full difference."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from monitor.model.report import Member, Report, Row
from monitor.model.verdict import StandingWord
from monitor.phrases import Phrases
from monitor.phrases.evidence import evidence_sentence
from monitor.phrases.happenings import happened_sentence
from monitor.phrases.states import FLAG, NOT_CHECKED, STANDING, STATE
from monitor.render.diffing import diff_view, paired
from monitor.render.items import url_value
from monitor.render.rows import content_of, reason_of, suggestions_of
from monitor.render.timeline import events
from monitor.render.view import DiffView, Value
from monitor.render.words import suggestion_ground

MAX_DIFFS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolView:
    """One source in the list, with its details."""

    anchor: str
    title: str
    publisher: str
    label: str
    state: str
    state_class: str
    standing: str
    since: str
    changed: bool
    change_words: str
    address: Value | None
    printed: Value | None
    note: str
    happened: str
    items: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    suggestions: tuple[tuple[Value, str], ...]
    timeline: tuple[tuple[str, str], ...]
    diffs: tuple[DiffView, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]


def tool_views(report: Report, phrases: Phrases) -> Iterator[ToolView]:
    """Those that the report lists, in the order of the catalogue."""
    members: dict[str, Member] = {}
    items: dict[str, list[str]] = {}
    for finding in report.findings:
        for member in finding.members:
            items.setdefault(member.source_id, []).append(finding.item)
            if member.change is not None:
                members[member.source_id] = member
    for row in sorted(report.listing.rows, key=_place(report)):
        yield _view(row, members.get(row.id), tuple(items.get(row.id, ())), phrases)


def _place(report: Report) -> Callable[[Row], int]:
    places = {tool.id: number for number, tool in enumerate(report.catalogue.tools)}
    return lambda row: places.get(row.tool.id, len(places))


def _view(row: Row, member: Member | None, items: tuple[str, ...], phrases: Phrases) -> ToolView:
    seen = row.recorded.observation if row.recorded else None
    standing = row.recorded.standing if row.recorded else None
    change = content_of(row)
    timeline = ((f"{phrases.day(at)}, {phrases.clock(at)}", text) for at, text in events(row, member, phrases))
    return ToolView(
        anchor=f"tool-{row.id}",
        title=row.tool.title,
        publisher=row.tool.publisher,
        label=row.label.printed,
        state=phrases.say(STATE[row.state]),
        state_class=row.state.state_class,
        standing=phrases.say(STANDING[standing.word]) if standing and standing.word is not StandingWord.OK else "",
        since=phrases.day(standing.since) if standing and standing.since else "",
        changed=change.is_told,
        change_words=phrases.say("yes") if change.is_told else phrases.say("no"),
        address=url_value(row.source.url) if row.source else None,
        printed=url_value(row.source.printed_url) if row.source and row.source.printed_url else None,
        note=(row.source.note or "") if row.source else "",
        happened=_happened(row, phrases),
        items=items,
        facts=tuple(_facts(row, phrases)),
        suggestions=tuple((url_value(one.url), suggestion_ground(one, phrases)) for one in suggestions_of(row)),
        timeline=tuple(timeline),
        diffs=tuple(diff_view(one, phrases) for one in paired(change.excerpts)[:MAX_DIFFS]) if change.is_told else (),
        added=change.added if change.is_told and seen else (),
        removed=change.removed if change.is_told and seen else (),
    )


def _happened(row: Row, phrases: Phrases) -> str:
    reason = reason_of(row)
    if reason in NOT_CHECKED and reason:
        said = phrases.say(NOT_CHECKED[reason])
        return f"{said[:1].upper()}{said[1:]}."
    status = row.recorded.observation.http_status if row.recorded else None
    return happened_sentence(row.state, reason, status, phrases)


def _facts(row: Row, phrases: Phrases) -> Iterator[tuple[str, str]]:
    """Label and value of what was measured."""
    if row.recorded is None or row.is_void:
        return
    seen = row.recorded.observation
    for one in seen.verdict.evidence:
        yield phrases.say("Evidence"), f"{evidence_sentence(one, phrases)} ({one.score:+.2f})"
    for hop in seen.hops:
        yield phrases.say("Forwarded"), f"{hop.status}: {url_value(hop.url).text}"
    if seen.final_url and row.source and seen.final_url != row.source.url:
        yield phrases.say("Ended at"), url_value(seen.final_url).text
    for flag in seen.verdict.flags:
        yield phrases.say("Remark"), phrases.say(FLAG[flag])
    if seen.certificate is not None:
        yield phrases.say("Certificate until"), phrases.day(seen.certificate.not_after)
