"""What people decided -> where a finding stands in the report."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from monitor.model.decision import Decision, DecisionKind
from monitor.model.report import Finding, FindingKind, Section
from monitor.model.source import SourceId
from monitor.model.verdict import StateClass

LOOKED_BY_HAND_DAYS = 90
"""How long "I looked, it works" silences a site that keeps us out."""

SEVERITY: tuple[StateClass, ...] = (
    StateClass.ALIVE,
    StateClass.REFUSED,
    StateClass.MOVED,
    StateClass.BLOCKED,
    StateClass.UNCERTAIN,
    StateClass.TLS_PROBLEM,
    StateClass.DEAD,
)
"""From good to bad: a mute ends when its class gets worse."""

_TROUBLE = frozenset(SEVERITY[2:])
_DECIDABLE = frozenset({Section.ACTION, Section.CHANGED, Section.PROPOSED})
"""Where someone can take something up."""


class Decisions:
    """The newest decision for an item, else for its source."""

    def __init__(self, decisions: Iterable[Decision], today: date) -> None:
        self._of_item: dict[str, list[Decision]] = {}
        self._of_source: dict[SourceId, list[Decision]] = {}
        self._mutes_of: dict[SourceId, list[Decision]] = {}
        self._today = today
        for decision in sorted(decisions, key=lambda decision: decision.at):
            if decision.item is not None:
                self._of_item.setdefault(decision.item, []).append(decision)
            else:
                self._of_source.setdefault(decision.source, []).append(decision)
            if decision.kind is DecisionKind.MUTE and (decision.item is None or decision.state_class in _TROUBLE):
                self._mutes_of.setdefault(decision.source, []).append(decision)

    def apply(self, finding: Finding) -> Finding:
        """The finding in the section that a decision still in force gives it."""
        if finding.section is Section.RECOVERED or finding.decision is not None:
            return finding
        for decision in reversed(self._candidates(finding)):
            if (section := self._section(finding, decision)) is not None:
                return replace(finding, decision=decision, section=section)
        return finding

    def is_muted(self, source: SourceId, state_class: StateClass | None) -> bool:
        """Whether a source is muted today: as a whole, or the item that tells of its trouble."""
        mutes = self._mutes_of.get(source, [])
        return bool(mutes) and self._mutes(mutes[-1], state_class)

    def _candidates(self, finding: Finding) -> list[Decision]:
        own = self._of_item.get(finding.item, [])
        if (
            finding.section is Section.PROPOSED
        ):  # the catalogue's own word: what is decided of a visit says nothing of it
            return own
        sources = {member.source.id for member in finding.members if member.source}
        of_source = self._of_source.get(next(iter(sources)), []) if len(sources) == 1 else []
        began = finding.since
        fresh = [d for d in of_source if d.kind is DecisionKind.MUTE or began is None or d.at >= began]
        return sorted([*own, *fresh], key=lambda decision: decision.at)

    def _section(self, finding: Finding, decision: Decision) -> Section | None:
        state = finding.members[0].state
        match decision.kind:
            case DecisionKind.MUTE:
                return Section.MUTED if self._mutes(decision, state.state_class if state else None) else None
            case DecisionKind.ACKNOWLEDGE if finding.kind is FindingKind.BLOCKED:
                silent_until = decision.at.date() + timedelta(days=LOOKED_BY_HAND_DAYS)
                return Section.MUTED if self._today <= silent_until else None
            case DecisionKind.ACKNOWLEDGE | DecisionKind.ACCEPT:
                return Section.ACKNOWLEDGED if finding.section in _DECIDABLE else None

    def _mutes(self, decision: Decision, state_class: StateClass | None) -> bool:
        if decision.until is not None and self._today > decision.until:
            return False
        if decision.state_class is None or state_class in (None, StateClass.REFUSED):
            return True  # where nothing was learned, nothing got worse
        return SEVERITY.index(state_class) <= SEVERITY.index(decision.state_class)
