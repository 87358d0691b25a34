"""A period's record -> a Report for one audience."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.model.change import Change, ChangeOutcome
from monitor.model.decision import Decision
from monitor.model.observation import Recorded, Run, RunStatus
from monitor.model.period import PeriodRecord, TrendPoint
from monitor.model.report import Counts, Finding, FindingKind, Report, ReportKind, RunTold, Section
from monitor.model.source import Catalogue, Norm, SourceId, Tlp
from monitor.model.verdict import StateClass
from monitor.report.audience import catalogue_for, findings_for, may_see
from monitor.report.decisions import Decisions
from monitor.report.findings import NormUse, findings_of, label_of_findings
from monitor.report.health import habits_of
from monitor.report.index import Index
from monitor.report.left import left_open
from monitor.report.notices import names_persons, notices_of
from monitor.report.rows import Rows, count, muted_in, named_in, net_content, tally

TREND_POINTS = 12


def build_report(
    record: PeriodRecord,
    catalogue: Catalogue,
    *,
    audience: Tlp,
    timezone: ZoneInfo,
    now: datetime,
    kind: ReportKind,
    norm_findings: Iterable[NormUse] = (),
    findings: tuple[Finding, ...] | None = None,
) -> Report:
    """What readers of one clearance are told.

    `findings` are those of `record_findings`, when they were made already for another audience of the same record.
    An alert keeps only the parked; a void notice the actions that were open when the last good run ended.
    """
    everything = (
        record_findings(record, catalogue, timezone=timezone, norm_findings=norm_findings)
        if findings is None
        else findings
    )
    visible = catalogue_for(catalogue, audience)
    seen = tuple(finding for finding in findings_for(everything, audience) if _belongs(finding, kind))
    habits = habits_of(
        record.health,
        Index(visible),
        clearance=audience,
        since=record.since,
        until=record.until,
        told=named_in(seen),
    )
    decisions = Decisions(record.decisions, record.until.astimezone(timezone).date())
    rows = Rows(
        latest=record.latest,
        index=Index(catalogue),
        clearance=audience,
        decisions=decisions,
        muted=muted_in(everything),
        content=net_content(_net(everything), since=record.since, new=habits.new),
        is_void=kind is ReportKind.VOID,
    )
    told = tally(rows, seen)
    active = catalogue.active_tools
    hidden = sum(not may_see(tool.tlp.label, audience) for tool in active)
    label = max((tool.tlp.label for tool in visible.active_tools), default=Tlp.CLEAR)
    left = left_open(record, catalogue, audience)
    notices = notices_of(record, visible, left, clearance=audience, timezone=timezone, now=now)
    noted = max(left.label, Tlp.AMBER if names_persons(notices) else Tlp.CLEAR)
    label = max(label, label_of_findings(seen), noted)
    return Report(
        kind=kind,
        title=catalogue.title,
        period=record.period,
        clearance=audience,
        label=label,
        mail_label=max(label_of_findings(seen), noted) if kind in (ReportKind.ALERT, ReportKind.VOID) else label,
        timezone=timezone,
        since=record.since,
        until=record.until,
        made_at=now,
        run=_last_run(record.runs),
        runs=record.runs,
        counts=told.counts,
        findings=seen,
        not_checked=told.not_checked,
        notices=notices,
        trend=_trend(record, _totals(rows, everything, told.counts, hidden), kind),
        previous_report=record.previous_report,
        last_full_run=record.last_full_run,
        hidden_tools=hidden,
        hidden_red=sum(tool.tlp.label is Tlp.RED for tool in active) if audience is not Tlp.RED else 0,
        catalogue=visible,
        norms=norms_of(record.latest, catalogue),
        rows=rows,
        listing=told.listing,
        last_change=habits.last_change,
        in_order=told.in_order,
        health=habits.notes,
    )


def record_findings(
    record: PeriodRecord, catalogue: Catalogue, *, timezone: ZoneInfo, norm_findings: Iterable[NormUse] = ()
) -> tuple[Finding, ...]:
    """The findings of a record, for the strictest clearance: make them once, build a report per audience from them."""
    return findings_of(
        latest=record.telling,
        changes=record.changes,
        catalogue=catalogue,
        decisions=record.decisions,
        norm_findings=norm_findings,
        since=window_start(record),
        until=record.until,
        timezone=timezone,
    )


def window_start(record: PeriodRecord) -> datetime:
    """From here on what happened is news: the start of the period's first run.

    The run that closed the last period belongs to that period, so its own moments, all before this start, are told.
    """
    return record.runs[0].started_at if record.runs else record.since


def run_told(
    run: Run,
    recorded: Iterable[Recorded],
    catalogue: Catalogue,
    *,
    findings: Iterable[Finding],
    decisions: Iterable[Decision] = (),
    timezone: ZoneInfo,
) -> RunTold:
    """What a run tells its operator, whose clearance is AMBER. `recorded` may stream; a partial run lists what it visited.

    A void run found nothing: what was known before stays with the sources, and stands in its report.
    """
    known = tuple(findings_for(findings, Tlp.AMBER))
    moment, is_void = run.finished_at or run.started_at, run.status is RunStatus.VOID
    seen = () if is_void else known
    rows = Rows(
        latest=recorded,
        index=Index(catalogue),
        clearance=Tlp.AMBER,
        decisions=Decisions(decisions, moment.astimezone(timezone).date()),
        muted=muted_in(known),
        is_void=is_void,
        with_unvisited=not run.is_partial,
    )
    norms = norms_of(() if is_void else recorded, catalogue)
    return RunTold(run=run, counts=count(rows, seen), rows=rows, findings=seen, norms=norms)


def _belongs(finding: Finding, kind: ReportKind) -> bool:
    if kind is ReportKind.ALERT:
        return finding.kind is FindingKind.PARKED and finding.section is Section.ACTION
    return kind is not ReportKind.VOID or finding.section is Section.ACTION


def _net(findings: Iterable[Finding]) -> Mapping[SourceId, Change]:
    """Per source its net change; what changed and changed back is unchanged (contract.md, JSON of report)."""
    unchanged = Change(outcome=ChangeOutcome.UNCHANGED)
    return {
        member.source.id: unchanged if member.returned else member.change
        for finding in findings
        for member in finding.members
        if member.source is not None and member.change is not None
    }


def _last_run(runs: tuple[Run, ...]) -> Run | None:
    return runs[-1] if runs else None


def norms_of(latest: Iterable[Recorded], catalogue: Catalogue) -> tuple[tuple[Norm, Recorded | None], ...]:
    """Each watched norm with its last visit, if there was one."""
    ids = {norm.id for norm in catalogue.norms}
    seen = {one.observation.source: one for one in latest if one.observation.source in ids} if ids else {}
    return tuple((norm, seen.get(norm.id)) for norm in catalogue.norms)


def _totals(rows: Rows, findings: tuple[Finding, ...], counts: Counts, hidden: int) -> Counts:
    """Over all tools: the weeks before were counted so, and a number without a name is CLEAR (T-3)."""
    return count(replace(rows, clearance=Tlp.RED), findings) if hidden else counts


def _trend(record: PeriodRecord, counts: Counts, kind: ReportKind) -> tuple[TrendPoint, ...]:
    """The past periods, with this one at the end unless nothing was concluded in it."""
    past = record.trend[-(TREND_POINTS - 1) :]
    if kind in (ReportKind.VOID, ReportKind.ALERT) or all(run.status is RunStatus.VOID for run in record.runs):
        return past
    dead = counts.classes[StateClass.DEAD]
    point = TrendPoint(
        period=record.period, checked=counts.checked, dead=dead, changed=counts.changed, counts=counts.classes
    )
    return (*past, point)
