"""Six weeks in which the toolkit's sources rot, and what a run on each Monday should conclude."""

from datetime import date

from monitor.demo.agencies import aivd_host, digitale_overheid_host, ncsc_host
from monitor.demo.ibd import ibd_host
from monitor.demo.norms import norm_hosts
from monitor.demo.script import Script
from monitor.demo.societies import cip_host, ifv_hosts, nba_host
from monitor.demo.wikis import nora_host, vera_host
from monitor.model.change import ChangeOutcome
from monitor.model.source import SourceId
from monitor.model.verdict import State

WEEKS = 6

Expected = tuple[State, ChangeOutcome]


def story() -> Script:
    """The script of the demo. From week 6 on nothing changes any more."""
    return Script(
        begins=date(2026, 10, 5),
        hosts=(
            ibd_host(),
            cip_host(),
            nora_host(),
            vera_host(),
            aivd_host(),
            digitale_overheid_host(),
            nba_host(),
            ncsc_host(),
            *ifv_hosts(),
            *norm_hosts(),
        ),
    )


_SAME: Expected = (State.ALIVE, ChangeOutcome.UNCHANGED)
_CHANGED: Expected = (State.ALIVE, ChangeOutcome.CHANGED)
_MOVED: Expected = (State.MOVED, ChangeOutcome.UNCHANGED)

_RENAMED: Expected = (State.MOVED, ChangeOutcome.CHANGED)
"""Moved, and the publisher's new name in the title: a small change."""


def _lost(state: State) -> Expected:
    return (state, ChangeOutcome.NOT_COMPARED)


_ROT: dict[str, dict[int, Expected]] = {
    "aanpak-bio-kleine-gemeenten": {4: _lost(State.DEAD)},
    "aanpak-informatiebeveiligingsbeleid-bio": {5: _lost(State.SOFT_404)},
    "baselinetoets-bbn-bio": {5: _CHANGED, 6: _SAME},
    "bio-self-assessment": {5: _MOVED},
    "bio-v1-04": {3: _CHANGED, 4: _SAME},
    "diepgaande-risicoanalyse": {6: _lost(State.DEAD)},
    "document": {2: _RENAMED, 3: _MOVED},
    "gap-analyse-bio": {2: _CHANGED, 3: _SAME},
    "handreiking-cybersecuritymaatregelen": {2: _lost(State.SERVER_ERROR), 3: _SAME, 5: _lost(State.DEAD)},
    "handreiking-dataclassificatie": {4: _CHANGED, 5: _SAME},
    "informatieplattegrond": {3: _lost(State.UNREACHABLE), 4: _SAME},
    "informatieplattegrond-nieuws": {2: _RENAMED, 3: _MOVED},
    "introductie-aanpak-bio": {},
    "isor": {2: _lost(State.TLS_PROBLEM), 3: _SAME, 4: _CHANGED, 5: _SAME},
    "maatregelenset-bbn2plus": {6: _CHANGED, 7: _SAME},
    "nen-iso-27001-27002": {5: _lost(State.LOGIN_REQUIRED)},
    "toolbox-cyberincident": {4: _MOVED},
    "verhogen-digitale-weerbaarheid": {},
    "volwassenheidsmodel-informatiebeveiliging": {3: _CHANGED, 4: _SAME, 5: _lost(State.SOFT_404)},
    "windows-basisconfiguratie-loggen": {3: _lost(State.BLOCKED)},
}
"""Per source the weeks in which something else is seen than the week before, starting from "alive, unchanged"."""


def expected_states(week: int) -> dict[SourceId, Expected]:
    """What each source with an address shows when visited once every Monday, up to and including that week."""
    return {SourceId(source): _expected(timeline, week) for source, timeline in _ROT.items()}


def _expected(timeline: dict[int, Expected], week: int) -> Expected:
    if week == 1:
        return (State.ALIVE, ChangeOutcome.FIRST)
    begun = [start for start in timeline if start <= week]
    return timeline[max(begun)] if begun else _SAME
