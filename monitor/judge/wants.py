"""Verdict -> what must be asked in the second round before it is believed or acted upon."""

from datetime import datetime, timedelta

from monitor import urls
from monitor.judge.probes import host_habit_at
from monitor.judge.soft404 import DIFFERENCES, SURE, WORTH_A_PROBE, score_of
from monitor.judge.witnesses import NO_WITNESSES, Witnesses
from monitor.model.document import Document, MediaKind
from monitor.model.observation import Remembered, Want
from monitor.model.source import Source
from monitor.model.verdict import CLEARING, Flag, Reason, StandingWord, State, Verdict

_RECHECKED = frozenset({State.DEAD, State.SOFT_404, State.PARKED, State.TLS_PROBLEM})
_REPAIRED = frozenset({State.DEAD, State.SOFT_404, State.HOST_GONE})
PROBE_INTERVAL = timedelta(days=7)


def wants_after(
    verdict: Verdict,
    *,
    source: Source,
    document: Document | None,
    remembered: Remembered | None,
    witnesses: Witnesses = NO_WITNESSES,
    now: datetime,
) -> frozenset[Want]:
    """What must be asked in the second round before this verdict is believed or acted upon."""
    wants: set[Want] = set()
    if verdict.state in _RECHECKED and not witnesses.recheck and not _is_known(verdict, remembered):
        wants.add(Want.RECHECK)
    if verdict.state in _REPAIRED:
        wants.add(Want.REPAIR)
    if _is_worth_a_probe(verdict, document) and _may_probe(source, witnesses, now=now):
        wants |= {Want.SIBLING, Want.HOME}
    return frozenset(wants)


def _is_known(verdict: Verdict, remembered: Remembered | None) -> bool:
    """Whether this trouble is confirmed already: a second look would tell nothing new."""
    standing = remembered.standing if remembered is not None else None
    return (
        standing is not None
        and standing.word is StandingWord.CONFIRMED
        and standing.state is verdict.state
        and standing.reason == verdict.reason
    )


def _is_worth_a_probe(verdict: Verdict, document: Document | None) -> bool:
    """A page that came with 200 and is neither surely good nor surely gone."""
    if document is None or document.kind is not MediaKind.HTML:
        return False
    if verdict.reason == Reason.UNDECIDABLE.value:
        return True
    if verdict.state not in CLEARING | {State.SOFT_404} or Flag.TRUNCATED in verdict.flags:
        return False
    if any(evidence.rule == "like-last-good" for evidence in verdict.evidence):
        return False
    if any(evidence.rule in DIFFERENCES for evidence in verdict.evidence):
        return True  # a page that became another is believed when the site was heard
    return WORTH_A_PROBE <= score_of(verdict.evidence) < SURE or Flag.NEEDS_SCRIPT in verdict.flags


def _may_probe(source: Source, witnesses: Witnesses, *, now: datetime) -> bool:
    """At most one probe per host, directory and extension in a week; a front door has no siblings."""
    if urls.is_root(source.url) or witnesses.sibling is not None:
        return False
    last = host_habit_at(witnesses.host, source.url)
    return last is None or now - last >= PROBE_INTERVAL
