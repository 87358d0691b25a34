"""Recorded visits -> findings: every cause once, with what was decided about it. Shared by all audiences."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from monitor.model.decision import Decision
from monitor.model.observation import Recorded
from monitor.model.report import Finding, FindingKind, Member, Section
from monitor.model.source import Catalogue, Norm, Tlp, ToolId
from monitor.report.causes import in_order, joined
from monitor.report.decisions import Decisions
from monitor.report.index import Index
from monitor.report.items import item_id
from monitor.report.sightings import Window, change_sightings, proposed, standing_sightings


class NormUse(Protocol):
    """A norm that moved on, and the tools that still name an edition before (compare's `NormFinding` is one)."""

    @property
    def norm(self) -> Norm:
        """The norm as it is now."""
        ...

    @property
    def tools(self) -> tuple[ToolId, ...]:
        """In the order of the catalogue."""
        ...


def findings_of(
    *,
    latest: Iterable[Recorded],
    changes: Iterable[Recorded],
    catalogue: Catalogue,
    decisions: Iterable[Decision] = (),
    norm_findings: Iterable[NormUse] = (),
    since: datetime,
    until: datetime,
    timezone: ZoneInfo,
) -> tuple[Finding, ...]:
    """All findings of a window, for the strictest clearance; `findings_for` narrows them for an audience.

    `latest` holds at most one entry a source (none for what is quietly alive), `changes` the visits whose content changed, oldest first. Both are read once.
    Ids, kinds and groups are made here, before anything is left out, so that they are the same for every audience.
    """
    index = Index(catalogue)
    decided = Decisions(decisions, until.astimezone(timezone).date())
    single = (decided.apply(finding) for finding in _single(latest, changes, index, Window(since=since, until=until)))
    outdated = (decided.apply(finding) for finding in _outdated(norm_findings, catalogue))
    return in_order(decided.apply(finding) for finding in (*joined(single), *outdated))


def _single(latest: Iterable[Recorded], changes: Iterable[Recorded], index: Index, window: Window) -> Iterator[Finding]:
    superseded = set()
    for finding in standing_sightings(latest, index, window):
        if finding.kind is FindingKind.SUCCESSOR:
            superseded.add(finding.members[0].source_id)
        yield finding
    yield from change_sightings(changes, index)
    yield from proposed(index, frozenset(superseded))


def _outdated(norm_findings: Iterable[NormUse], catalogue: Catalogue) -> Iterator[Finding]:
    tools = {tool.id: tool for tool in catalogue.active_tools}
    for use in norm_findings:
        named = [tools[name] for name in use.tools if name in tools]
        members = tuple(
            Member(tool=tool, source=next(iter(tool.sources), None), norm=use.norm, label=tool.tlp.label)
            for tool in named
        )
        if members:
            item = item_id(use.norm.first_id, FindingKind.NORM, 0)
            yield Finding(item=item, kind=FindingKind.NORM, section=Section.PROPOSED, members=members, is_new=False)


def label_of_findings(findings: Iterable[Finding]) -> Tlp:
    """The strictest label among findings; CLEAR when there are none."""
    return max((finding.label for finding in findings), default=Tlp.CLEAR)
