"""What was recorded of one source -> the findings it gives on its own, before causes are joined."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.model.change import Weight
from monitor.model.observation import Recorded
from monitor.model.report import Finding, FindingKind, Member, Section
from monitor.model.verdict import SELECTOR_MISSED, Flag, StandingWord, State, StateClass
from monitor.report.changes import NetChange, net_changes
from monitor.report.index import Index
from monitor.report.items import item_id

KIND_OF_STATE: dict[State, FindingKind] = {
    State.DEAD: FindingKind.DEAD,
    State.SOFT_404: FindingKind.DEAD,
    State.HOST_GONE: FindingKind.DEAD,
    State.PARKED: FindingKind.PARKED,
    State.SERVER_ERROR: FindingKind.UNCERTAIN,
    State.UNREACHABLE: FindingKind.UNCERTAIN,
    State.TIMEOUT: FindingKind.UNCERTAIN,
    State.MOVED: FindingKind.MOVED,
    State.TLS_PROBLEM: FindingKind.CERTIFICATE,
    State.LOGIN_REQUIRED: FindingKind.LOGIN,
    State.BLOCKED: FindingKind.BLOCKED,
    State.RATE_LIMITED: FindingKind.BLOCKED,
}

KIND_OF_FLAG: dict[Flag, FindingKind] = {
    Flag.FRAGMENT_MISSING: FindingKind.FRAGMENT,
    Flag.CERTIFICATE_ENDS_SOON: FindingKind.CERTIFICATE_SOON,
    Flag.SUPERSEDED: FindingKind.SUCCESSOR,
}
"""Flags that ask for something to be done; the others are shown beside the state."""
_REMARK_OF_KIND = {kind: str(flag) for flag, kind in KIND_OF_FLAG.items()} | {FindingKind.SELECTOR: SELECTOR_MISSED}

_SECTION_OF_WORD = {
    StandingWord.CONFIRMED: Section.ACTION,
    StandingWord.PENDING: Section.PENDING,
    StandingWord.RECOVERED: Section.RECOVERED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The time that is told."""

    since: datetime
    until: datetime

    def tells(self, moment: datetime | None) -> bool:
        """Whether a moment is new in this window; an unknown one is."""
        return moment is None or moment >= self.since

    def weeks_since(self, moment: datetime | None) -> int:
        """Whole weeks from a moment to the end of the window; never negative, whatever the clocks did."""
        return max(0, (self.until - moment).days // 7) if moment else 0


def standing_sightings(latest: Iterable[Recorded], index: Index, window: Window) -> Iterator[Finding]:
    """Troubles, moves, flags and recoveries, from what is known last of each source."""
    for recorded in index.known(latest):
        seen = recorded.observation
        is_light = seen.document is None and seen.noise is None and seen.linked is None
        light = (
            recorded
            if is_light
            else replace(recorded, observation=replace(seen, document=None, noise=None, linked=None))
        )
        member = index.member(light)
        if (trouble := _trouble(member, light, window)) is not None:
            yield trouble
        if light.standing.word is not StandingWord.CONFIRMED or light.standing.state is State.MOVED:
            yield from _remarked(member, light, window)


def _trouble(member: Member, recorded: Recorded, window: Window) -> Finding | None:
    standing, seen = recorded.standing, recorded.observation
    if standing.word is StandingWord.RECOVERED:
        if not window.tells(standing.recovered_at):
            return None
    elif standing.word is StandingWord.OK:
        return _quiet(member, recorded, window)
    state = standing.state if standing.state in KIND_OF_STATE else seen.verdict.state
    kind = KIND_OF_STATE.get(state)
    if kind is None:
        return None
    if member.norm is not None:
        if standing.word is not StandingWord.CONFIRMED:
            return None  # a norm's page that stumbles is nobody's news
        kind = FindingKind.NORM
    first_run = standing.first_run or 0
    return Finding(
        item=item_id(member.first_id, kind, first_run),
        kind=kind,
        section=_SECTION_OF_WORD[standing.word],
        members=(member,),
        first_run=first_run,
        weeks=window.weeks_since(standing.since),
        is_new=window.tells(standing.recovered_at or standing.confirmed_at or standing.since),
    )


def _quiet(member: Member, recorded: Recorded, window: Window) -> Finding | None:
    """What is `ok` and still worth a line: kept out for four runs, or a trivial move, told once."""
    standing, verdict = recorded.standing, recorded.observation.verdict
    if standing.look_by_hand and verdict.state_class is StateClass.BLOCKED:
        kind, section = FindingKind.BLOCKED, Section.ACTION
    elif verdict.state is State.MOVED_TRIVIAL and window.tells(standing.since) and not _loses_tls(recorded):
        kind, section = FindingKind.MOVED_TRIVIAL, Section.MINOR
    else:
        return None
    first_run = standing.first_run or 0
    return Finding(
        item=item_id(member.first_id, kind, first_run),
        kind=kind,
        section=section,
        members=(member,),
        first_run=first_run,
        weeks=window.weeks_since(standing.since),
        is_new=window.tells(standing.since),
    )


def _loses_tls(recorded: Recorded) -> bool:
    """Whether an encrypted address leads to a plain one: nobody is asked to write that down."""
    moved_to = recorded.observation.verdict.moved_to or ""
    return recorded.observation.url.startswith("https:") and moved_to.startswith("http:")


def _remarked(member: Member, recorded: Recorded, window: Window) -> Iterator[Finding]:
    """Flags, and a selector without a match, that ask for an action: each since the visit that first showed it."""
    kinds = [kind for flag, kind in KIND_OF_FLAG.items() if flag in recorded.observation.verdict.flags]
    if recorded.observation.change.selector_missed:
        kinds.insert(0, FindingKind.SELECTOR)
    for kind in kinds:
        if member.norm is not None and kind is not FindingKind.SUCCESSOR:
            continue
        known = kind is FindingKind.SUCCESSOR and member.source is not None and bool(member.source.superseded_by)
        remark = recorded.standing.remark(_REMARK_OF_KIND[kind])
        first_run, since = (remark.run, remark.since) if remark else (0, None)
        yield Finding(
            item=item_id(member.first_id, kind, first_run),
            kind=kind,
            section=Section.PROPOSED if known else Section.ACTION,
            members=(member,),
            first_run=first_run,
            began=since,
            weeks=window.weeks_since(since),
            is_new=since is not None and window.tells(since),
        )


def change_sightings(changes: Iterable[Recorded], index: Index) -> Iterator[Finding]:
    """The net change of each source that changed within the window."""
    for net in net_changes(index.known(changes)):
        yield _changed(net, index)


def _changed(net: NetChange, index: Index) -> Finding:
    member = replace(
        index.member(net.last), change=net.change, changed_at=net.last.observation.at, returned=net.returned
    )
    major = net.change.weight is Weight.MAJOR and not net.returned
    kind = FindingKind.NORM if member.norm else FindingKind.CHANGE
    return Finding(
        item=item_id(member.first_id, FindingKind.CHANGE, net.first_run),
        kind=kind,
        section=Section.CHANGED if major else Section.MINOR,
        members=(member,),
        first_run=net.first_run,
        began=net.began,
    )


def proposed(index: Index, already: frozenset[str]) -> Iterator[Finding]:
    """Successors that the catalogue names itself, for sources whose page said nothing of the kind."""
    for tool, source in index.catalogue.watched:
        if source.superseded_by and source.id not in already:
            member = Member(tool=tool, source=source, label=tool.tlp.label)
            item = item_id(source.first_id, FindingKind.SUCCESSOR, 0)
            yield Finding(
                item=item, kind=FindingKind.SUCCESSOR, section=Section.PROPOSED, members=(member,), is_new=False
            )
