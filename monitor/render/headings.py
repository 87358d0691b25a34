"""Report -> subject, preheader, headline and the lines about the run. No name, address or excerpt stands in them."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from monitor.model.observation import RunStatus
from monitor.model.report import Report, ReportKind, Section
from monitor.model.source import Tlp
from monitor.phrases import Phrases
from monitor.phrases.headings import KINDS
from monitor.phrases.lines import HEADLINE, SUBJECT
from monitor.render.escaping import visible

MAX_SUBJECT = 78
MAX_PAGE_TITLE = 70
"""More is cut off by browsers and search results."""
MAX_TITLE = 24


def short_title(title: str) -> str:
    """The document's title without what follows a bracket, comma or colon; short enough for a subject."""
    clean = visible(title).strip()
    for mark in (" (", ", ", ": ", " - ", " voor ", " for "):
        clean = clean.partition(mark)[0]
    words = clean.split()
    while len(words) > 1 and len(" ".join(words)) > MAX_TITLE:
        words.pop()
    return " ".join(words)[:MAX_TITLE] or "toolkit"


def headline(report: Report, phrases: Phrases) -> str:
    """The answer to "do I have to do something?"."""
    said = _said(report, phrases, HEADLINE)
    return f"{said[:1].upper()}{said[1:]}"


def subject(report: Report, phrases: Phrases) -> str:
    """Label first, then what needs a person; at most 78 characters."""
    return labelled(report, report.mail_label, _said(report, phrases, SUBJECT), phrases)


def page_title(report: Report, label: Tlp, phrases: Phrases) -> str:
    """The same for the head of a page, under the label of that page."""
    return labelled(report, label, _said(report, phrases, SUBJECT), phrases, limit=MAX_PAGE_TITLE)


def labelled(report: Report, label: Tlp, said: str, phrases: Phrases, *, limit: int = MAX_SUBJECT) -> str:
    """Label, document, what is said, week; without the document where that would be too long."""
    week = phrases.say("week {week}", week=report.week)
    whole = f"[{label.printed}] {short_title(report.title)}: {said} ({week})"
    return whole if len(whole) <= limit else f"[{label.printed}] {said} ({week})"[:limit]


def _said(report: Report, phrases: Phrases, sayings: Mapping[ReportKind, str]) -> str:
    state = _state(report, phrases)
    return phrases.say(sayings[report.kind], state=state) if report.kind in sayings else state


def _state(report: Report, phrases: Phrases) -> str:
    counts = report.counts
    actions = phrases.count("{n} action", "{n} actions", counts.actions)
    changes = phrases.count("{n} change", "{n} changes", counts.changes)
    if counts.actions and counts.changes:
        return f"{actions}, {changes}"
    if counts.actions:
        return actions
    nothing = phrases.say("no action needed")
    return f"{nothing}, {changes}" if counts.changes else nothing


def preheader(report: Report, phrases: Phrases) -> str:
    """What the list of mails shows behind the subject: the kinds of action in figures."""
    if report.kind is ReportKind.VOID:
        return phrases.say("This says nothing about the tools. Nothing was counted.")
    kinds = [
        phrases.count(one, many, number)
        for kind, (one, many) in KINDS.items()
        if (number := report.counts.kinds.get(kind, 0))
    ]
    if report.counts.changes:
        kinds.append(phrases.count("{n} change", "{n} changes", report.counts.changes))
    fine = phrases.count("{n} in order", "{n} in order", report.counts.in_order)
    checked = phrases.count("{n} address checked", "{n} addresses checked", report.counts.checked)
    return "; ".join(part for part in (", ".join(kinds), fine, checked) if part)


def run_lines(report: Report, phrases: Phrases) -> tuple[str, ...]:
    """When, which week, how much was checked."""
    week = phrases.say("Week {week}", week=report.week)
    attempts = [run for run in report.runs if run.status is RunStatus.VOID]
    if report.kind is ReportKind.VOID:
        return (f"{week}. {_attempts([run.started_at for run in attempts[-5:]], phrases)}".rstrip(),)
    finished = (report.run.finished_at or report.run.started_at) if report.run else report.until
    parts = [f"{week}, {_moment(finished, phrases)}."]
    if len(report.runs) > 1:
        parts.append(phrases.count("{n} run in this period.", "{n} runs in this period.", len(report.runs)))
    if report.previous_report is not None:
        parts.append(phrases.say("Previous report: {day}.", day=phrases.day(report.previous_report)))
    return (" ".join(parts), *_checked(report, phrases), *_hidden(report, phrases))


def _attempts(moments: list[datetime], phrases: Phrases) -> str:
    """``Pogingen: maandag 23 november 2026, 06:00, 07:00 en 09:00 uur.``: each day once."""
    days: dict[str, list[str]] = {}
    for moment in moments:
        days.setdefault(phrases.weekday(moment), []).append(phrases.clock(moment))
    tries = [phrases.say("{day}, {clock}", day=day, clock=phrases.listed(clocks)) for day, clocks in days.items()]
    return phrases.say("Attempts: {tries}.", tries="; ".join(tries)) if tries else ""


def _moment(moment: datetime, phrases: Phrases) -> str:
    return phrases.say("{day}, {clock}", day=phrases.weekday(moment), clock=phrases.clock(moment))


def _checked(report: Report, phrases: Phrases) -> tuple[str, ...]:
    if report.kind is ReportKind.ALERT:
        return ()
    counts = report.counts
    quiet = not any(counts.sections[key] for key in (Section.ACTION, Section.CHANGED, Section.PENDING, Section.MINOR))
    everything = counts.in_order == counts.with_address and counts.with_address > 0
    if quiet and everything and report.kind is not ReportKind.BASELINE:
        fine = phrases.count(
            "The {n} address works and is unchanged.", "All {n} addresses work and are unchanged.", counts.with_address
        )
        return (fine,)
    checked = phrases.count("{n} address checked", "{n} addresses checked", counts.checked)
    fine = phrases.count("{n} in order", "{n} in order", counts.in_order)
    return (f"{checked}, {fine}.",)


def _hidden(report: Report, phrases: Phrases) -> Iterator[str]:
    """What this audience may not see, as a number."""
    if report.hidden_tools:
        yield phrases.count(
            "{n} tool with restricted distribution is not in this report.",
            "{n} tools with restricted distribution are not in this report.",
            report.hidden_tools,
        )
    if report.hidden_red:
        yield phrases.count(
            "{n} tool TLP:RED: see the system itself.", "{n} tools TLP:RED: see the system itself.", report.hidden_red
        )


def overdue(report: Report) -> int:
    """Actions that nobody took up for weeks."""
    return sum(finding.is_overdue for finding in report.of(Section.ACTION))
