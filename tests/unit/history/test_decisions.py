import json
from datetime import date, timedelta

from monitor.history import History
from monitor.history.decisions import exported, imported
from monitor.model.decision import Decision, DecisionKind
from monitor.model.source import SourceId
from monitor.model.verdict import StateClass
from tests.unit.history.values import NOW

BIO = SourceId("bio")
MUTE = Decision(
    kind=DecisionKind.MUTE,
    source=BIO,
    item="k3vq7d2m",
    at=NOW,
    by="Beheer",
    until=date(2026, 12, 1),
    reason="verbouwing",
    state_class=StateClass.DEAD,
)
ACCEPT = Decision(kind=DecisionKind.ACCEPT, source=BIO, at=NOW + timedelta(hours=1), url="https://www.example.nl/new")


def test_decisions_come_back_as_they_were_made(history: History) -> None:
    assert history.decide(ACCEPT, MUTE) == 2
    assert history.decisions() == (MUTE, ACCEPT)


def test_the_same_decision_is_kept_once(history: History) -> None:
    history.decide(MUTE)
    assert history.decide(MUTE, ACCEPT) == 1


def test_a_mute_ends_on_its_date(history: History) -> None:
    history.decide(MUTE)
    assert history.decisions(active_at=NOW) == (MUTE,)
    assert history.decisions(active_at=NOW + timedelta(days=8)) == ()


def test_the_newest_decision_of_a_kind_counts(history: History) -> None:
    later = Decision(
        kind=DecisionKind.MUTE, source=BIO, item="k3vq7d2m", at=NOW + timedelta(days=1), until=date(2027, 1, 1)
    )
    history.decide(MUTE, later)
    assert history.decisions(active_at=NOW + timedelta(days=10)) == (later,)
    assert history.decisions(active_at=NOW) == (MUTE,)


def test_decisions_travel_as_json() -> None:
    held = json.loads(json.dumps(exported((MUTE, ACCEPT))))
    assert imported(held) == (MUTE, ACCEPT)
