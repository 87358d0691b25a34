"""Report -> its sections in words."""

from dataclasses import dataclass, field

from monitor.model.report import Finding, Report, ReportKind, Row, Section
from monitor.phrases import Phrases
from monitor.phrases.lines import HEALTH
from monitor.phrases.states import NOT_CHECKED, SECTION
from monitor.render.items import Detail, confirmation_of_all, item_view, line_view
from monitor.render.rows import reason_of
from monitor.render.view import LineView, SectionView

_AS_ITEMS = (Section.ACTION, Section.CHANGED)
_AS_LINES = (Section.RECOVERED, Section.PENDING, Section.ACKNOWLEDGED, Section.MUTED, Section.MINOR)
MAX_NAMES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How much is written out; what is left out is counted and found in the list of everything."""

    items: int = 40
    """Findings with all their detail, per section."""
    brief: int = 60
    """Findings in one line after those, and lines of the other sections."""
    detail: Detail = field(default_factory=Detail)
    proposals: bool = False
    """Name what the catalogue proposes itself; else only in the first report, and in a number after that."""


def sections_of(report: Report, phrases: Phrases, budget: Budget, *, contact: str = "") -> tuple[SectionView, ...]:
    """Those that have something to say, in the order of the page."""
    match report.kind:
        case ReportKind.VOID:
            return _last_good(report, phrases, budget)
        case ReportKind.ALERT:
            return _items(report, phrases, budget, contact)
        case ReportKind.WEEKLY | ReportKind.BASELINE | ReportKind.INTERIM:
            return (
                *_items(report, phrases, budget, contact),
                *(_lines(report, key, phrases, budget) for key in _AS_LINES if report.of(key)),
                *_not_checked(report, phrases, budget),
                *_proposals(report, phrases, budget),
                *_health(report, phrases),
                *_in_order(report, phrases),
            )


def _items(report: Report, phrases: Phrases, budget: Budget, contact: str) -> tuple[SectionView, ...]:
    number = 0
    views = []
    for key in _AS_ITEMS:
        found = report.of(key)
        if found:
            views.append(_with_items(report, key, found, number, phrases, budget, contact))
        number += len(found)
    return tuple(views)


def _with_items(
    report: Report,
    key: Section,
    found: tuple[Finding, ...],
    before: int,
    phrases: Phrases,
    budget: Budget,
    contact: str,
) -> SectionView:
    told_before = report.previous_report is not None
    detailed, brief = found[: budget.items], found[budget.items : budget.items + budget.brief]
    return SectionView(
        key=key,
        title=phrases.say(SECTION[key]),
        count=len(found),
        items=tuple(
            item_view(one, number, phrases, budget.detail, told_before=told_before, contact=contact)
            for number, one in enumerate(detailed, before + 1)
        ),
        lines=tuple(line_view(one, phrases) for one in brief),
        more=_more(len(found) - len(detailed) - len(brief), phrases),
    )


def _lines(report: Report, key: Section, phrases: Phrases, budget: Budget) -> SectionView:
    found = report.of(key)
    intro = confirmation_of_all(found, phrases) if key is Section.PENDING else ""
    return SectionView(
        key=key,
        title=phrases.say(SECTION[key]),
        count=len(found),
        intro=intro,
        lines=tuple(line_view(one, phrases, said=intro) for one in found[: budget.brief]),
        more=_more(len(found) - budget.brief, phrases),
    )


def _proposals(report: Report, phrases: Phrases, budget: Budget) -> tuple[SectionView, ...]:
    """Known to who keeps the catalogue: named once, then counted, so that the week's news is not drowned."""
    found = report.of(Section.PROPOSED)
    if not found:
        return ()
    if budget.proposals or report.kind is ReportKind.BASELINE:
        return (_lines(report, Section.PROPOSED, phrases, budget),)
    said = phrases.count(
        "{n} known successor or norm, named in the full report.",
        "{n} known successors and norms, named in the full report.",
        len(found),
    )
    title = phrases.say(SECTION[Section.PROPOSED])
    return (SectionView(key=Section.PROPOSED, title=title, count=len(found), lines=(LineView(text=said),)),)


def _more(number: int, phrases: Phrases) -> str:
    if number <= 0:
        return ""
    return phrases.count("and {n} more; see the full report", "and {n} more; see the full report and the list", number)


def _last_good(report: Report, phrases: Phrases, budget: Budget) -> tuple[SectionView, ...]:
    found = report.of(Section.ACTION)
    day = phrases.day(report.last_full_run) if report.last_full_run else "?"
    intro = (
        phrases.count("{n} action open:", "{n} actions open:", len(found))
        if found
        else phrases.say("No actions were open.")
    )
    title = phrases.say("As it stood at the last good check, {day}", day=day)
    lines = tuple(line_view(one, phrases) for one in found[: budget.brief])
    return (
        SectionView(
            key="last-good", title=title, intro=intro, lines=lines, more=_more(len(found) - budget.brief, phrases)
        ),
    )


def _not_checked(report: Report, phrases: Phrases, budget: Budget) -> tuple[SectionView, ...]:
    if not report.counts.unjudged:
        return ()
    by_reason: dict[str, list[Row]] = {}
    for row in report.not_checked:
        by_reason.setdefault(_why(row), []).append(row)
    lines = [_reason_line(reason, rows, phrases) for reason, rows in by_reason.items()]
    return (
        SectionView(
            key="not-checked",
            title=phrases.say("Not checked"),
            count=report.counts.unjudged,
            lines=tuple(lines[: budget.brief]),
        ),
    )


def _why(row: Row) -> str:
    """The slug that says why a source could not be judged: its reason, or the state where that says it better."""
    reason = reason_of(row)
    return reason if reason in NOT_CHECKED and reason else str(row.state)


def _reason_line(reason: str, rows: list[Row], phrases: Phrases) -> LineView:
    names = phrases.listed([row.tool.title for row in rows[:MAX_NAMES]])
    if (more := len(rows) - MAX_NAMES) > 0:
        names = phrases.count("{names} and {n} more", "{names} and {n} more tools", more, names=names)
    said = phrases.say(NOT_CHECKED[reason]) if reason in NOT_CHECKED else reason
    return LineView(text=f"{names}: {said}.")


def _health(report: Report, phrases: Phrases) -> tuple[SectionView, ...]:
    if not report.health:
        return ()
    lines = tuple(
        LineView(
            text=phrases.say(
                HEALTH[note.advice],
                tool=note.tool.title,
                changes=note.health.changes,
                visits=note.health.visits,
                troubles=note.health.troubles,
                moves=note.health.moves,
                day=phrases.day(note.health.last_change or note.health.first_visit),
            )
        )
        for note in report.health
    )
    return (SectionView(key="health", title=phrases.say("Worth tuning"), lines=lines),)


def _in_order(report: Report, phrases: Phrases) -> tuple[SectionView, ...]:
    if not report.counts.in_order:
        return ()
    names = f"{phrases.listed(list(report.in_order))}." if report.in_order else ""
    lines = (LineView(text=names),) if names else (LineView(text=phrases.say("See the list of all tools.")),)
    return (SectionView(key="in-order", title=phrases.say("In order"), count=report.counts.in_order, lines=lines),)
