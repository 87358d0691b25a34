"""A period's record -> what left the catalogue while something was open about it: why that is no longer told."""

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.model.period import PeriodRecord
from monitor.model.source import Catalogue, Tlp, Tool
from monitor.model.verdict import StandingWord
from monitor.report.audience import label_of, may_see


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What left, for one audience."""

    retired: tuple[Tool, ...] = ()
    removed: int = 0
    """Addresses of which the catalogue says nothing any more: a number, without a name."""
    label: Tlp = Tlp.CLEAR
    """The strictest label of what is named."""


def left_open(record: PeriodRecord, catalogue: Catalogue, clearance: Tlp) -> Left:
    """What was confirmed at its last visit and left since the last report: told once, and only to who may see it."""
    retired: dict[Tool, Tlp] = {}
    removed = 0
    for tool, label in _left(record, catalogue):
        if tool is None:
            removed += 1
        elif may_see(label, clearance):
            retired[tool] = max(label, retired.get(tool, label))
    return Left(retired=tuple(retired), removed=removed, label=max(retired.values(), default=Tlp.CLEAR))


def _left(record: PeriodRecord, catalogue: Catalogue) -> Iterator[tuple[Tool | None, Tlp]]:
    watched = {source.id for _, source in catalogue.watched}
    if not record.runs or all(one.source in watched for one in record.health):
        return
    retired = {source.id: tool for tool in catalogue.tools for source in tool.sources if tool.retired}
    closed_by = record.runs[0].id - 1
    for one in record.latest:
        if one.observation.source in watched or one.run < closed_by:
            continue
        if one.standing.word is StandingWord.CONFIRMED:
            tool = retired.get(one.observation.source)
            yield tool, label_of(tool, one) if tool else Tlp.CLEAR
