"""A period's changes -> one net change per source: first visit against last, not each step between."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.model.change import Change, ChangeOutcome, Excerpt, Fact, FactKind, Weight
from monitor.model.observation import Recorded
from monitor.model.source import SourceId

MAX_EXCERPTS = 12
MAX_LINES = 60
MAX_FACTS = 24
DETAILED = 400
"""So many net changes keep their excerpts; of more, only the facts are held (100,000 changed sources fit in memory)."""

_WEIGHTS = list(Weight)
_OPPOSITES = {
    (FactKind.DOCUMENT_ADDED, FactKind.DOCUMENT_REMOVED): "url",
    (FactKind.DOCUMENT_REMOVED, FactKind.DOCUMENT_ADDED): "url",
    (FactKind.DOCUMENT_LOST, FactKind.DOCUMENT_RETURNED): "url",
    (FactKind.DOCUMENT_RETURNED, FactKind.DOCUMENT_LOST): "url",
    (FactKind.KEY_TERM_ADDED, FactKind.KEY_TERM_REMOVED): "term",
    (FactKind.KEY_TERM_REMOVED, FactKind.KEY_TERM_ADDED): "term",
}
_FROM_TO = frozenset(
    {
        FactKind.VERSION_CHANGED,
        FactKind.DATE_CHANGED,
        FactKind.TITLE_CHANGED,
        FactKind.AMOUNT_CHANGED,
        FactKind.TYPE_CHANGED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NetChange:
    """What a source's content did over the period."""

    source: SourceId
    change: Change
    first_run: int
    began: datetime
    last: Recorded
    steps: int = 1
    returned: bool = False
    """Changed, and back to what it was before the period."""


def net_changes(changes: Iterable[Recorded]) -> Iterator[NetChange]:
    """Fold the period's changes, oldest first, per source; sources in the order of their first change."""
    net: dict[SourceId, NetChange] = {}
    for recorded in changes:
        if not recorded.observation.change.is_told:
            continue
        known = net.get(recorded.observation.source)
        if known is None:
            net[recorded.observation.source] = _first(recorded, detailed=len(net) < DETAILED)
        else:
            net[recorded.observation.source] = _then(known, recorded)
    yield from net.values()


def _first(recorded: Recorded, *, detailed: bool) -> NetChange:
    seen = recorded.observation
    change = seen.change if detailed else replace(seen.change, excerpts=(), added=(), removed=())
    return NetChange(source=seen.source, change=change, first_run=recorded.run, began=seen.at, last=_light(recorded))


def _then(net: NetChange, recorded: Recorded) -> NetChange:
    step = recorded.observation.change
    before, after = net.change.version_before, step.version_after or net.change.version_after
    same_version = before is not None and before == after
    change = replace(
        net.change,
        weight=max(net.change.weight, step.weight, key=_WEIGHTS.index),
        score=max(net.change.score, step.score),
        facts=merge_facts((*net.change.facts, *step.facts)),
        excerpts=_merge_excerpts((*net.change.excerpts, *step.excerpts))[:MAX_EXCERPTS],
        added=_lines(net.change.added, step.removed, step.added, net.change.removed),
        removed=_lines(net.change.removed, step.added, step.removed, net.change.added),
        version_before=None if same_version else (before or step.version_before),
        version_after=None if same_version else after,
    )
    returned = _goes_back(step, net.began)
    return replace(net, change=change, last=_light(recorded), steps=net.steps + 1, returned=returned)


def _goes_back(step: Change, began: datetime) -> bool:
    """Whether this step restores a text last seen before the first change of the period."""
    seen = next((fact.value("seen") for fact in step.facts if fact.kind is FactKind.RETURNED), "")
    return bool(seen) and datetime.fromisoformat(seen) < began


def _lines(
    known: tuple[str, ...], undone: tuple[str, ...], more: tuple[str, ...], opposite: tuple[str, ...]
) -> tuple[str, ...]:
    """Lines added (or removed) over both steps: what the second took back, or only brought back, is neither."""
    left = [line for line in known if line not in undone]
    left += [line for line in more if line not in left and line not in opposite]
    return tuple(left[:MAX_LINES])


def merge_facts(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Join facts of several steps: A to B and B to C is A to C; added and removed again is nothing."""
    merged: list[Fact] = []
    for fact in facts:
        if fact.kind in _FROM_TO and (index := _continued(merged, fact)) is not None:
            merged[index] = _joined(merged[index], fact)
        elif (index := _undone(merged, fact)) is not None:
            del merged[index]
        elif fact not in merged:
            merged.append(fact)
    moved = [f for f in merged if f.kind not in _FROM_TO or f.value("before") != f.value("after")]
    return tuple(moved[:MAX_FACTS])


def _continued(merged: list[Fact], fact: Fact) -> int | None:
    for index, known in enumerate(merged):
        if known.kind is fact.kind and known.value("after") == fact.value("before"):
            return index
    return None


def _joined(known: Fact, fact: Fact) -> Fact:
    values = {**dict(known.values), "after": fact.value("after")}
    return replace(known, values=tuple(values.items()), score=max(known.score, fact.score))


def _undone(merged: list[Fact], fact: Fact) -> int | None:
    for index, known in enumerate(merged):
        name = _OPPOSITES.get((known.kind, fact.kind))
        if name and known.value(name) == fact.value(name):
            return index
    return None


def _merge_excerpts(excerpts: tuple[Excerpt, ...]) -> tuple[Excerpt, ...]:
    merged: list[Excerpt] = []
    for excerpt in excerpts:
        index = next((i for i, e in enumerate(merged) if excerpt.before and e.after == excerpt.before), None)
        if index is None:
            merged.append(excerpt)
        else:
            merged[index] = replace(merged[index], after=excerpt.after)
    return tuple(excerpt for excerpt in merged if excerpt.before != excerpt.after)


def _light(recorded: Recorded) -> Recorded:
    """Without what no report shows: a run's fresh observations still carry their documents."""
    bare = Change(outcome=ChangeOutcome.CHANGED, weight=recorded.observation.change.weight)
    seen = replace(recorded.observation, document=None, noise=None, linked=None, change=bare)
    return replace(recorded, observation=seen)
