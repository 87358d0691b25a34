"""What people decided moves an item, and no further than they meant."""

from dataclasses import replace
from datetime import date, timedelta

from monitor.model.decision import Decision, DecisionKind
from monitor.model.observation import Recorded
from monitor.model.report import Finding, Section
from monitor.model.source import SourceId, Successor
from monitor.model.verdict import StandingWord, State, StateClass
from monitor.report import findings_of
from monitor.report.decisions import Decisions
from monitor.report.rows import muted_in
from tests.sample_report import AMSTERDAM, NOW, SINCE, catalogue, seen

DEAD = seen("toolbox", state=State.DEAD, word=StandingWord.CONFIRMED, since=NOW - timedelta(days=30), first_run=2)


def found(latest: Recorded, *decisions: Decision) -> Finding:
    (finding,) = findings_of(
        latest=(latest,),
        changes=(),
        catalogue=catalogue(),
        decisions=decisions,
        since=SINCE,
        until=NOW,
        timezone=AMSTERDAM,
    )
    return finding


def decided(kind: DecisionKind, **more: object) -> Decision:
    made = Decision(kind=kind, source=SourceId("toolbox"), at=NOW - timedelta(days=2), by="landelijk loket")
    return replace(made, **more)  # type: ignore[arg-type]  # names are the noun's own


def test_unhandled_for_three_weeks_is_marked() -> None:
    assert found(DEAD).is_overdue


def test_an_acknowledged_item_stays_and_moves_down() -> None:
    finding = found(DEAD, decided(DecisionKind.ACKNOWLEDGE, item=found(DEAD).item))
    assert (finding.section, finding.is_overdue, finding.needs_person) == (Section.ACKNOWLEDGED, False, False)


def test_a_decision_about_another_item_does_nothing() -> None:
    assert found(DEAD, decided(DecisionKind.ACKNOWLEDGE, item="aaaaaaaa")).section is Section.ACTION


def test_a_mute_lasts_until_its_date() -> None:
    assert found(DEAD, decided(DecisionKind.MUTE, until=date(2026, 11, 23))).section is Section.MUTED
    assert found(DEAD, decided(DecisionKind.MUTE, until=date(2026, 11, 22))).section is Section.ACTION


def test_a_mute_ends_when_its_class_gets_worse() -> None:
    mute = decided(DecisionKind.MUTE, until=date(2027, 1, 1), state_class=StateClass.MOVED)
    assert found(DEAD, mute).section is Section.ACTION


def test_an_old_acknowledgement_of_a_source_does_not_silence_a_new_trouble() -> None:
    old = decided(DecisionKind.ACKNOWLEDGE, at=NOW - timedelta(days=60))
    assert found(DEAD, old).section is Section.ACTION


def test_looked_by_hand_is_silent_for_ninety_days() -> None:
    blocked = seen("toolbox", state=State.BLOCKED, look_by_hand=True)
    assert found(blocked, decided(DecisionKind.ACKNOWLEDGE)).section is Section.MUTED
    assert found(blocked, decided(DecisionKind.ACKNOWLEDGE, at=NOW - timedelta(days=91))).section is Section.ACTION


def test_the_newest_decision_counts() -> None:
    mute = decided(DecisionKind.MUTE, until=date(2027, 1, 1), at=NOW - timedelta(days=5))
    assert found(DEAD, mute, decided(DecisionKind.ACKNOWLEDGE)).section is Section.ACKNOWLEDGED


def test_a_visit_that_taught_nothing_ends_no_mute() -> None:
    mute = decided(DecisionKind.MUTE, until=date(2027, 1, 1), state_class=StateClass.ALIVE)
    assert Decisions((mute,), NOW.date()).is_muted(SourceId("toolbox"), StateClass.REFUSED)
    assert not Decisions((mute,), NOW.date()).is_muted(SourceId("toolbox"), StateClass.DEAD)


def test_a_source_is_muted_by_its_item_as_well() -> None:
    mute = decided(DecisionKind.MUTE, item=found(DEAD).item, until=date(2027, 1, 1), state_class=StateClass.DEAD)
    assert muted_in((found(DEAD, mute),)) == {"toolbox"}
    assert muted_in((found(DEAD, decided(DecisionKind.ACKNOWLEDGE)),)) == frozenset()


def test_a_proposal_of_the_catalogue_can_be_taken_up_or_muted_by_its_item() -> None:
    plain = seen("toolbox")
    successor = Successor(title="Toolbox 2")
    tools = tuple(
        replace(tool, sources=tuple(replace(one, superseded_by=(successor,)) for one in tool.sources))
        if tool.id == "toolbox"
        else tool
        for tool in catalogue().tools
    )

    def proposal(*decisions: Decision) -> Finding:
        made = findings_of(
            latest=(plain,),
            changes=(),
            catalogue=replace(catalogue(), tools=tools),
            decisions=decisions,
            since=SINCE,
            until=NOW,
            timezone=AMSTERDAM,
        )
        return next(finding for finding in made if finding.members[0].source_id == "toolbox")

    item = proposal().item
    assert proposal().section is Section.PROPOSED
    assert proposal(decided(DecisionKind.ACCEPT, item=item)).section is Section.ACKNOWLEDGED
    assert proposal(decided(DecisionKind.MUTE, item=item, until=date(2027, 1, 1))).section is Section.MUTED
    assert proposal(decided(DecisionKind.ACCEPT)).section is Section.PROPOSED, "of the source, not of the proposal"
