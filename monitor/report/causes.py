"""Findings of single sources -> one finding a cause: a host that is down, a site that moved or was rebuilt."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from monitor import urls
from monitor.model.change import FactKind
from monitor.model.report import Finding, FindingKind, Member, Section
from monitor.model.verdict import State
from monitor.report.items import item_id

REDESIGN_MINIMUM = 3
"""So many pages of one host that go, move within it or change in one and the same run are one rebuilt site."""

_OWN_NEWS = frozenset(
    {
        FactKind.VERSION_CHANGED,
        FactKind.DATE_CHANGED,
        FactKind.AMOUNT_CHANGED,
        FactKind.KEY_TERM_ADDED,
        FactKind.KEY_TERM_REMOVED,
        FactKind.DOCUMENT_ADDED,
        FactKind.DOCUMENT_REMOVED,
        FactKind.DOCUMENT_REPLACED,
        FactKind.DOCUMENT_LOST,
        FactKind.SUCCESSOR,
        FactKind.WITHDRAWN,
        FactKind.OTHER_DOCUMENT,
    }
)
"""What a page says for itself: such a change is never folded into a redesign."""

_HOST_TROUBLES = frozenset({State.HOST_GONE, State.SERVER_ERROR, State.UNREACHABLE, State.TIMEOUT})


def host_of(url: str | None) -> str:
    """The host without ``www.``; empty when there is no address or it cannot be read."""
    return urls.host_of(url or "").removeprefix("www.")


@dataclass(frozen=True, slots=True)
class Cause:
    """What several findings share."""

    kind: FindingKind
    host: str
    minimum: int
    new_host: str = ""
    run: int = 0
    text: str = ""


Rule = Callable[[Finding, str], Cause | None]


def _host_down(finding: Finding, host: str) -> Cause | None:
    state = finding.members[0].state
    troubled = finding.kind in (FindingKind.DEAD, FindingKind.UNCERTAIN) and state in _HOST_TROUBLES
    return Cause(FindingKind.HOST, host, 2) if troubled else None


def _pages_gone(finding: Finding, host: str) -> Cause | None:
    if finding.kind is not FindingKind.DEAD:
        return None
    return Cause(FindingKind.REDESIGN, host, REDESIGN_MINIMUM, run=finding.first_run)


def _site_moved(finding: Finding, host: str) -> Cause | None:
    if finding.kind is not FindingKind.MOVED:
        return None
    recorded = finding.members[0].recorded
    target = host_of(recorded.standing.target or recorded.observation.final_url) if recorded else ""
    if target == host:
        return Cause(FindingKind.MOVED, host, REDESIGN_MINIMUM, target, finding.first_run)
    return Cause(FindingKind.MOVED, host, 2, target)


def _texts_shared(finding: Finding, host: str) -> Cause | None:
    change = finding.members[0].change
    if change is None or not change.excerpts or not any(fact.kind is FactKind.SHARED for fact in change.facts):
        return None
    if not _tells_nothing_else(finding):
        return None
    first = change.excerpts[0]
    return Cause(FindingKind.CHANGE, host, 2, run=finding.first_run, text=f"{first.before}\0{first.after}")


def _texts_rebuilt(finding: Finding, host: str) -> Cause | None:
    if not _tells_nothing_else(finding):
        return None
    return Cause(FindingKind.REDESIGN, host, REDESIGN_MINIMUM, new_host=host, run=finding.first_run)


def _tells_nothing_else(finding: Finding) -> bool:
    """Whether a page changed and says nothing that is its own for certain."""
    change = finding.members[0].change
    if finding.kind is not FindingKind.CHANGE or change is None or finding.members[0].returned:
        return False
    return change.version_before == change.version_after and not any(fact.kind in _OWN_NEWS for fact in change.facts)


_WHOLE_HOST = frozenset(
    {
        FindingKind.CERTIFICATE,
        FindingKind.CERTIFICATE_SOON,
        FindingKind.PARKED,
        FindingKind.BLOCKED,
        FindingKind.LOGIN,
        FindingKind.MOVED_TRIVIAL,
    }
)


def _same_host(finding: Finding, host: str) -> Cause | None:
    return Cause(finding.kind, host, 2) if finding.kind in _WHOLE_HOST else None


RULES: tuple[Rule, ...] = (_host_down, _pages_gone, _site_moved, _texts_shared, _texts_rebuilt, _same_host)
"""The first rule that speaks names the cause."""


def joined(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings with one cause become one, at the place of the first; the rest stay as they are."""
    buckets: dict[object, list[Finding]] = {}
    minimum: dict[object, Cause] = {}
    for number, finding in enumerate(_without_echoes(_with_own_successor(findings))):
        cause = _cause_of(finding)
        key: object = (cause, finding.section, _decided(finding)) if cause else number
        buckets.setdefault(key, []).append(finding)
        if cause:
            minimum[key] = cause
    for key, bucket in buckets.items():
        cause = minimum.get(key)
        if cause is not None and len(bucket) >= cause.minimum:
            yield _one(bucket, cause)
        else:
            yield from bucket


def _cause_of(finding: Finding) -> Cause | None:
    host = host_of(finding.members[0].url)
    if not host:
        return None
    return next((cause for rule in RULES if (cause := rule(finding, host)) is not None), None)


def _decided(finding: Finding) -> object:
    """Findings decided apart stay apart: a decision names whom it concerns."""
    return finding.decision and (finding.decision.kind, finding.decision.by, finding.decision.until)


def _one(bucket: list[Finding], cause: Cause) -> Finding:
    """The anchor of the id is the member seen first, whoever may see it: so the id is the same for every audience."""
    first = min(bucket, key=lambda finding: (finding.first_run, finding.members[0].first_id))
    item = item_id(first.members[0].first_id, cause.kind, first.first_run)
    began = [finding.began for finding in bucket if finding.began]
    return replace(
        first,
        item=item,
        kind=cause.kind,
        members=tuple(member for finding in bucket for member in finding.members),
        host=cause.host,
        new_host=cause.new_host,
        began=min(began) if began else None,
        weeks=max(finding.weeks for finding in bucket),
        is_new=any(finding.is_new for finding in bucket),
    )


def _with_own_successor(findings: Iterable[Finding]) -> list[Finding]:
    """A page that changed by saying what takes its place is one finding: the successor, with the change beside it.

    It is news for a week also where the catalogue names a successor already: it may be another one.
    """
    listed = list(findings)
    successors = {f.members[0].source_id: number for number, f in enumerate(listed) if f.kind is FindingKind.SUCCESSOR}
    absorbed = set()
    for number, finding in enumerate(listed):
        target = successors.get(finding.members[0].source_id)
        if target is None or finding.kind is not FindingKind.CHANGE or not _is_successor_news(finding.members[0]):
            continue
        member = replace(
            listed[target].members[0], change=finding.members[0].change, changed_at=finding.members[0].changed_at
        )
        section = Section.ACTION if listed[target].section is Section.PROPOSED else listed[target].section
        listed[target] = replace(listed[target], members=(member,), section=section, began=finding.began, is_new=True)
        absorbed.add(number)
    return [finding for number, finding in enumerate(listed) if number not in absorbed]


_ECHOES = frozenset({FactKind.TITLE_CHANGED, FactKind.LINKS_CHANGED, FactKind.FURNITURE, FactKind.TEXT_REWORDED})


def _without_echoes(findings: list[Finding]) -> Iterator[Finding]:
    """A page that moved is told as moved: the new site's name in its title is worth a line, a lost fragment a remark."""
    moved = {
        member.source_id for finding in findings if finding.kind is FindingKind.MOVED for member in finding.members
    }
    for finding in findings:
        member = finding.members[0]
        if finding.kind is FindingKind.FRAGMENT and member.source_id in moved:
            continue  # said beside the move: who writes the new address minds its fragment too
        facts = member.change.facts if member.change else ()
        is_echo = bool(facts) and member.source_id in moved and all(fact.kind in _ECHOES for fact in facts)
        yield replace(finding, section=Section.MINOR) if is_echo and finding.section is Section.CHANGED else finding


def _is_successor_news(member: Member) -> bool:
    kinds = {fact.kind for fact in member.change.facts} if member.change else set()
    return bool(kinds & {FactKind.SUCCESSOR, FactKind.WITHDRAWN})


ORDER_OF_KINDS: tuple[FindingKind, ...] = tuple(FindingKind)
_SECTIONS = tuple(Section)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Section by section; the gravest kind first, new before old, then by title."""
    return tuple(
        sorted(
            findings,
            key=lambda f: (
                _SECTIONS.index(f.section),
                ORDER_OF_KINDS.index(f.kind),
                f.members[0].state is State.SOFT_404,
                not f.is_new,
                -f.weeks,
                f.members[0].tool.title.casefold(),
                f.item,
            ),
        )
    )
