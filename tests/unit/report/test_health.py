"""Habits of sources over all that is kept: the few that are worth tuning or replacing."""

from datetime import timedelta

import pytest

from monitor.model.period import SourceHealth
from monitor.model.report import HealthAdvice
from monitor.model.source import SourceId, Tlp
from monitor.report.health import habits_of
from monitor.report.index import Index
from tests.sample_report import NOW, catalogue


def advice(*, told: frozenset[str] = frozenset(), years: float = 1, **habits: int) -> list[HealthAdvice]:
    health = SourceHealth(
        source=SourceId("isor"),
        first_visit=NOW - timedelta(days=365 * years),
        last_change=NOW - timedelta(days=30),
        **{"visits": 52, "changes": 1, "muted": 0, "moves": 0, "troubles": 0, **habits},
    )
    found = habits_of((health,), Index(catalogue()), clearance=Tlp.AMBER, since=NOW, until=NOW, told=told)
    return [note.advice for note in found.notes]


@pytest.mark.parametrize(
    ("moves", "years", "expected"),
    [
        (0, 1, []),
        (1, 0.5, []),
        (2, 1, [HealthAdvice.OFTEN_MOVED]),
        (2, 5, []),
        (4, 4, [HealthAdvice.OFTEN_MOVED]),
    ],
)
def test_an_address_that_moves_every_year_is_told(moves: int, years: float, expected: list[HealthAdvice]) -> None:
    assert advice(moves=moves, years=years) == expected


def test_few_visits_say_nothing_and_what_a_finding_tells_is_not_told_again() -> None:
    assert advice(moves=4, visits=5) == []
    assert advice(moves=4, told=frozenset({"isor"})) == []
