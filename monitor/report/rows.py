"""Recorded visits -> one row a source, streamed: the list of everything, in figures."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from monitor.model.change import Change, ChangeOutcome
from monitor.model.decision import DecisionKind
from monitor.model.observation import Recorded
from monitor.model.report import Counts, Finding, Listing, Row, Section
from monitor.model.source import SourceId, Tlp
from monitor.model.verdict import StandingWord, State, StateClass
from monitor.report.audience import label_of, rows_for
from monitor.report.decisions import Decisions
from monitor.report.index import Index
from monitor.report.listing import Lister

_UNCHANGED = Change(outcome=ChangeOutcome.UNCHANGED)
_FIRST = Change(outcome=ChangeOutcome.FIRST)


def own_change(recorded: Recorded) -> Change:
    """What the visit itself compared: the content that a run tells."""
    return recorded.observation.change


def net_content(
    net: Mapping[SourceId, Change], *, since: datetime, new: frozenset[SourceId]
) -> Callable[[Recorded], Change]:
    """What the period did: the net change; `first` for the sources that are `new` in it."""

    def content(recorded: Recorded) -> Change:
        seen = recorded.observation
        if seen.source in net:
            return net[seen.source]
        happened_before = seen.at < since and seen.change.outcome is ChangeOutcome.FIRST
        if seen.change.outcome is ChangeOutcome.CHANGED or happened_before:
            return _UNCHANGED
        is_first = seen.change.outcome is ChangeOutcome.UNCHANGED and seen.source in new
        return _FIRST if is_first else seen.change

    return content


MAX_NOT_CHECKED = 500
MAX_NAMES = 10
"""So many titles in order are named; more are a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Iterate as often as wanted; each time the stream is read anew and filtered for the clearance."""

    latest: Iterable[Recorded]
    index: Index
    clearance: Tlp
    decisions: Decisions
    muted: frozenset[str] = frozenset()
    """Sources with an item that is muted."""
    content: Callable[[Recorded], Change] = own_change
    is_void: bool = False
    with_unvisited: bool = True
    """Also the tools without an address."""

    def __iter__(self) -> Iterator[Row]:
        """Visited sources in the order of the stream, then the tools without an address."""
        return rows_for(self._all(), self.clearance)

    def _all(self) -> Iterator[Row]:
        for recorded in self.index.known(self.latest):
            if not self.index.is_norm(recorded.observation.source):
                yield self._row(recorded)
        if self.with_unvisited:
            for tool in self.index.without_address():
                yield Row(tool=tool, label=label_of(tool))

    def _row(self, recorded: Recorded) -> Row:
        id_ = recorded.observation.source
        tool, source = self.index.owner(id_)
        return Row(
            tool=tool,
            source=source,
            recorded=recorded,
            change=self.content(recorded),
            label=label_of(tool, recorded),
            muted=id_ in self.muted or self.decisions.is_muted(id_, recorded.observation.verdict.state_class),
            is_void=self.is_void,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What one pass over the rows gives."""

    counts: Counts
    not_checked: tuple[Row, ...] = ()
    in_order: tuple[str, ...] = ()
    listing: Listing = field(default_factory=Listing)


def tally(rows: Iterable[Row], findings: Iterable[Finding]) -> Tally:
    """Fold rows and findings into the figures that every form prints, in one pass."""
    findings = tuple(findings)
    named = named_in(findings)
    classes = dict.fromkeys((str(one) for one in StateClass), 0)
    figures = dict.fromkeys(("sources", "checked", "changed", "confirmed", "with_address", "in_order", "unjudged"), 0)
    unjudged: list[Row] = []
    titles: list[str] = []
    lister = Lister(findings)
    for row in rows:
        state, standing = row.state, row.recorded.standing if row.recorded else None
        of, is_named = state.state_class, row.id in named
        # The last visit could not say anything about it; kept out is told once, as an action or here.
        unknown = of is StateClass.REFUSED or (of is StateClass.BLOCKED and not is_named)
        # It was judged, and nothing is the matter with it.
        fine = standing is not None and not is_named and of not in _UNJUDGED
        classes[of] += 1
        figures["sources"] += 1
        figures["with_address"] += row.source is not None
        figures["checked"] += state is not State.NOT_CHECKED
        figures["changed"] += row.is_changed
        figures["confirmed"] += standing is not None and standing.word is StandingWord.CONFIRMED
        figures["in_order"] += fine
        figures["unjudged"] += unknown
        if unknown and len(unjudged) < MAX_NOT_CHECKED:
            unjudged.append(row)
        if fine and len(titles) <= MAX_NAMES:
            titles.append(row.tool.title)
        lister.add(row)
    counts = Counts(classes=classes, sections=_sections(findings), kinds=_kinds(findings), **figures)
    return Tally(
        counts=counts,
        not_checked=tuple(unjudged),
        in_order=tuple(titles) if len(titles) <= MAX_NAMES else (),
        listing=lister.listing(),
    )


def count(rows: Iterable[Row], findings: Iterable[Finding]) -> Counts:
    """The figures alone."""
    return tally(rows, findings).counts


def _sections(findings: tuple[Finding, ...]) -> dict[str, int]:
    sections = dict.fromkeys((str(one) for one in Section), 0)
    for finding in findings:
        sections[finding.section] += 1
    return sections


def _kinds(findings: tuple[Finding, ...]) -> dict[str, int]:
    kinds: dict[str, int] = {}
    for finding in findings:
        if finding.section is Section.ACTION:
            kinds[finding.kind] = kinds.get(finding.kind, 0) + 1
    return kinds


def named_in(findings: Iterable[Finding]) -> frozenset[str]:
    """Ids of the sources that a finding calls anything but fine."""
    return frozenset(
        member.source_id for finding in findings if finding.section not in _HARMLESS for member in finding.members
    )


def muted_in(findings: Iterable[Finding]) -> frozenset[str]:
    """Ids of the sources with an item that someone muted."""
    return frozenset(
        member.source_id
        for finding in findings
        if finding.decision is not None and finding.decision.kind is DecisionKind.MUTE
        for member in finding.members
    )


_HARMLESS = frozenset({Section.RECOVERED, Section.MINOR, Section.PROPOSED})
_UNJUDGED = frozenset({StateClass.REFUSED, StateClass.BLOCKED})
