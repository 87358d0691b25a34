"""Report and language -> ReportView: everything that is said, in the order of the page."""

from datetime import date, timedelta

from monitor.model.report import Finding, Notice, NoticeKind, Report, ReportKind, Section
from monitor.model.source import Tlp
from monitor.phrases import Phrases, phrases_for
from monitor.phrases.lines import DELIVERY_STATE, HOW, NOTICE, VOID
from monitor.phrases.mistakes import MISTAKES
from monitor.phrases.states import TLP_MEANING
from monitor.render.headings import (
    MAX_PAGE_TITLE,
    headline,
    labelled,
    overdue,
    page_title,
    preheader,
    run_lines,
    subject,
)
from monitor.render.items import group_title
from monitor.render.sections import Budget, sections_of
from monitor.render.view import BriefView, ReportView, Value
from monitor.render.words import age, badge, brief_advice

MAX_BRIEF = 12
_AT_THE_END = NoticeKind.WARNINGS
"""For who keeps the catalogue, and the same each week: it does not stand between a reader and his actions."""


def compose(report: Report, language: str, *, budget: Budget, in_mail: bool, contact: str = "") -> ReportView:
    """All words of a report. In a mail the label is that of the mail, which may hold less than the whole report."""
    phrases = phrases_for(language, report.timezone)
    label = report.mail_label if in_mail else report.label
    return ReportView(
        language=phrases.language,
        subject=subject(report, phrases),
        page_title=page_title(report, label, phrases),
        preheader=preheader(report, phrases),
        label=label,
        label_meaning=phrases.say(TLP_MEANING[label]),
        headline=headline(report, phrases),
        run_lines=run_lines(report, phrases),
        brief_title=phrases.say("In short"),
        brief=_brief(report, phrases),
        brief_more=_brief_more(report, phrases),
        notice_title=phrases.say("Our own connection did not work") if _is_void(report) else phrases.say("Please note"),
        notices=(*_own_trouble(report, phrases), *_overdue(report, phrases), *_notices(report, phrases)),
        sections=sections_of(report, phrases, budget, contact=contact),
        trend_title=phrases.say("Over time"),
        trend_lines=trend_lines(report, phrases),
        plot_alt=phrases.say("Graph of the numbers above: dead addresses and changes per week."),
        how_title=phrases.say("What you can do"),
        how_lines=_how(report, phrases),
        footer_lines=_footer(report, phrases, in_mail=in_mail, contact=contact),
    )


def notice_view(report: Report, language: str, *, contact: str) -> ReportView:
    """Only that there is something, for who may not get it by mail: a count, no name; so it is CLEAR."""
    phrases = phrases_for(language, report.timezone)
    number = report.counts.actions + report.counts.changes
    said = phrases.count("{n} item with restricted distribution", "{n} items with restricted distribution", number)
    return ReportView(
        language=phrases.language,
        subject=labelled(report, Tlp.CLEAR, said, phrases),
        page_title=labelled(report, Tlp.CLEAR, said, phrases, limit=MAX_PAGE_TITLE),
        preheader=phrases.say("The report itself is on the server."),
        label=Tlp.CLEAR,
        label_meaning=phrases.say(TLP_MEANING[Tlp.CLEAR]),
        headline=said,
        run_lines=(phrases.say("There is a new report. It is not sent by mail: read it on the server."),),
        brief_title="",
        brief=(),
        brief_more="",
        notice_title="",
        notices=(),
        sections=(),
        trend_title="",
        trend_lines=(),
        plot_alt="",
        how_title="",
        how_lines=(),
        footer_lines=_footer(report, phrases, in_mail=False, contact=contact),
    )


def _items(report: Report) -> tuple[Finding, ...]:
    """What is numbered, in the order of its numbers."""
    return () if _is_void(report) else (*report.of(Section.ACTION), *report.of(Section.CHANGED))


def _brief(report: Report, phrases: Phrases) -> tuple[BriefView, ...]:
    items = _items(report)
    if len(items) < 2:  # noqa: PLR2004 - one stands on the first screen itself
        return ()
    return tuple(
        BriefView(number=number, item=one.item, badge=badge(one, phrases), text=_in_brief(one, report, phrases))
        for number, one in enumerate(items[:MAX_BRIEF], 1)
    )


def _in_brief(finding: Finding, report: Report, phrases: Phrases) -> str:
    """Name and what to do, with its owner if it has one, and its age where that says something."""
    several = len(finding.members) > 1
    name = group_title(finding) if several else finding.members[0].tool.title
    if several:
        name = f"{name} ({phrases.count('{n} tool', '{n} tools', len(finding.members))})"
    owner = finding.members[0].tool.owner
    whose = phrases.say("owner: {owner}", owner=owner) if owner and not several else ""
    told_before = report.previous_report is not None
    is_telling = finding.is_overdue or (finding.is_new and finding.weeks == 0)
    old = age(finding, phrases, told_before=told_before) if is_telling else ""
    notes = "; ".join(part for part in (whose, old) if part)
    asked = brief_advice(finding, phrases).removesuffix(".")
    return f"{name}: {asked[:1].lower()}{asked[1:]}" + (f" ({notes})" if notes else "")


def _brief_more(report: Report, phrases: Phrases) -> str:
    more = len(_items(report)) - MAX_BRIEF
    return phrases.count("and {n} more, below", "and {n} more, below", more) if more > 0 else ""


def _is_void(report: Report) -> bool:
    return report.kind is ReportKind.VOID


def _own_trouble(report: Report, phrases: Phrases) -> tuple[str, ...]:
    if not _is_void(report):
        return ()
    run = report.run
    reason = run.void_reason if run and run.void_reason else ""
    told = [phrases.say("This says NOTHING about the tools.")]
    told += [phrases.say(VOID[reason])] if reason in VOID else []
    told.append(phrases.say("So no address was called dead, and nothing changed in the counts."))
    told.append(phrases.say("To do: nothing, unless you get this mail again next week."))
    if run is not None:
        detail = run.void_detail or reason or "?"
        told.append(
            phrases.say("For the administrator of the server: “{detail}”, run {run}.", detail=detail, run=run.id)
        )
    return tuple(told)


def _overdue(report: Report, phrases: Phrases) -> tuple[str, ...]:
    number = overdue(report)
    if not number or _is_void(report):
        return ()
    said = phrases.count(
        "{n} action has been open for three weeks or longer and nobody took it up.",
        "{n} actions have been open for three weeks or longer and nobody took them up.",
        number,
    )
    return (said,)


def _notices(report: Report, phrases: Phrases) -> tuple[str, ...]:
    said_elsewhere = {_AT_THE_END, *((NoticeKind.VOID_RUN,) if _is_void(report) else ())}
    return tuple(_notice(one, phrases) for one in report.notices if one.kind not in said_elsewhere)


def _notice(notice: Notice, phrases: Phrases) -> str:
    values = dict(notice.values)
    moment = values.pop("at", None)
    day = phrases.day(moment) if isinstance(moment, date) else "?"
    week = str(values.get("period", "")).rpartition("W")[2].lstrip("0")
    state = str(values.get("state", ""))
    if state in DELIVERY_STATE:
        values["state"] = phrases.say(DELIVERY_STATE[state])
    if values.get("mistake") in MISTAKES:
        problem, remedy = MISTAKES[str(values["mistake"])]
        values |= {"problem": phrases.say(problem, **values), "remedy": phrases.say(remedy, **values)}
    return phrases.say(NOTICE[notice.kind], **{**values, "day": day, "week": week})


def trend_lines(report: Report, phrases: Phrases) -> tuple[str, ...]:
    """The plot's numbers as text: who sees no picture misses nothing."""
    if len(report.trend) < 2:  # noqa: PLR2004 - one week is no course
        return ()
    weeks = [point.period.rpartition("W")[2].lstrip("0") for point in report.trend]
    span = weeks[0] if len(weeks) == 1 else f"{weeks[0]}-{weeks[-1]}"
    dead = " ".join(str(point.dead) for point in report.trend)
    changed = " ".join(str(point.changed) for point in report.trend)
    lines = [
        phrases.say("Dead addresses per week, certain or not ({span}, full bars): {numbers}", span=span, numbers=dead),
        phrases.say("Changed contents per week ({span}, striped bars): {numbers}", span=span, numbers=changed),
    ]
    if report.hidden_tools:
        lines.append(phrases.say("All tools together, also those with restricted distribution."))
    if report.last_change is not None:
        moment, title = report.last_change
        lines.append(phrases.say("Last change: {day}, {title}.", day=phrases.day(moment), title=title))
    return tuple(lines)


def _how(report: Report, phrases: Phrases) -> tuple[Value, ...]:
    """The three answers, with the first open item's id filled in."""
    todo = _items(report)
    if not todo:
        return ()
    values: list[Value] = []
    for message, command in HOW:
        values.append(Value(text=phrases.say(message)))
        filled = command.replace("{item}", todo[0].item).replace("{date}", _in_four_weeks(report))
        values.append(Value(text=filled, is_code=True))
    return tuple(values)


def _in_four_weeks(report: Report) -> str:
    return (report.until + timedelta(weeks=4)).date().isoformat()


def _footer(report: Report, phrases: Phrases, *, in_mail: bool, contact: str) -> tuple[str, ...]:
    lines = []
    if in_mail and report.kind in (ReportKind.WEEKLY, ReportKind.BASELINE, ReportKind.INTERIM):
        lines.append(phrases.say("List of all tools: attachment {name}.", name=f"{report.stem}.csv"))
    if in_mail:
        lines.append(phrases.say("You get this mail because you maintain this toolkit."))
    if contact:
        lines.append(phrases.say("Questions, or no longer want this mail: {contact}", contact=contact))
    if report.last_full_run is not None:
        lines.append(phrases.say("Last complete run: {day}.", day=phrases.day(report.last_full_run)))
    lines += [_notice(one, phrases) for one in report.notices if one.kind is _AT_THE_END]
    run = phrases.say("run {run}", run=report.run.id) if report.run else phrases.say("no run")
    lines.append(f"toolkit-monitor, {run}.")
    return tuple(lines)
