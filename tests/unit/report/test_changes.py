"""A period's net change: first visit against last."""

from dataclasses import replace
from datetime import timedelta

from monitor.model.change import Change, ChangeOutcome, Fact, FactKind, Weight
from monitor.model.source import SourceId
from monitor.report.changes import merge_facts, net_changes
from monitor.report.rows import net_content
from tests.sample_report import NOW, SINCE, seen, version_change


def step(before: str, after: str, **more: object) -> Change:
    fact = Fact(kind=FactKind.VERSION_CHANGED, values=(("before", before), ("after", after)))
    made = Change(
        outcome=ChangeOutcome.CHANGED,
        weight=Weight.MAJOR,
        facts=(fact,),
        version_before=before,
        version_after=after,
        added=(f"Versie {after}",),
        removed=(f"Versie {before}",),
    )
    return replace(made, **more)  # type: ignore[arg-type]  # names are the noun's own


def test_two_steps_are_told_as_one() -> None:
    (net,) = net_changes((seen("isor", change=step("1", "2"), run=3), seen("isor", change=step("2", "3"), run=4)))
    assert (net.change.version_before, net.change.version_after, net.first_run, net.steps) == ("1", "3", 3, 2)
    assert dict(net.change.facts[0].values) == {"before": "1", "after": "3"}
    assert (net.change.added, net.change.removed) == (("Versie 3",), ("Versie 1",))


def test_changed_and_changed_back_is_known_as_such() -> None:
    back = Fact(kind=FactKind.RETURNED, values=(("seen", SINCE.isoformat()),))
    second = step("2", "1", facts=(back,))
    (net,) = net_changes((seen("isor", change=step("1", "2"), at=NOW - timedelta(days=3)), seen("isor", change=second)))
    assert net.returned
    assert net.change.version_before is None


def test_back_to_a_text_of_within_the_period_is_still_a_change() -> None:
    began = NOW - timedelta(days=3)
    back = Fact(kind=FactKind.RETURNED, values=(("seen", began.isoformat()),))
    steps = (step("1", "2"), step("2", "3"), step("3", "2", facts=(back,)))
    visits = [seen("isor", change=one, at=began + timedelta(days=day)) for day, one in enumerate(steps)]
    (net,) = net_changes(visits)
    assert not net.returned
    assert (net.change.version_before, net.change.version_after) == ("1", "2")


def test_a_change_that_is_not_told_is_no_change() -> None:
    silent = Change(outcome=ChangeOutcome.CHANGED, weight=Weight.NONE)
    assert list(net_changes((seen("isor", change=silent),))) == []


def test_a_document_added_and_removed_again_is_nothing() -> None:
    values = (("name", "plan.pdf"), ("url", "https://a.example/plan.pdf"))
    added = Fact(kind=FactKind.DOCUMENT_ADDED, values=values)
    removed = Fact(kind=FactKind.DOCUMENT_REMOVED, values=values)
    assert merge_facts((added, removed)) == ()


def test_sources_do_not_mix() -> None:
    nets = list(net_changes((seen("isor", change=version_change()), seen("toolbox", change=version_change()))))
    assert [net.source for net in nets] == ["isor", "toolbox"]


def test_a_source_that_the_period_saw_first_is_first_and_one_of_before_is_unchanged() -> None:
    unchanged, first = Change(outcome=ChangeOutcome.UNCHANGED), Change(outcome=ChangeOutcome.FIRST)
    of_period = net_content({}, since=SINCE, new=frozenset({SourceId("isor")}))
    assert of_period(seen("isor", change=unchanged)).outcome is ChangeOutcome.FIRST
    assert of_period(seen("toolbox", change=unchanged)).outcome is ChangeOutcome.UNCHANGED
    long_ago = seen("toolbox", change=first, at=SINCE - timedelta(days=7))
    assert of_period(long_ago).outcome is ChangeOutcome.UNCHANGED
