from datetime import timedelta

import pytest

from monitor.errors import StoreError
from monitor.history import History, ReportKind
from monitor.model.change import Change, ChangeOutcome
from monitor.model.period import SourceHealth, TrendPoint
from monitor.model.source import SourceId
from monitor.model.verdict import State
from tests.unit.history.conftest import RunMaker
from tests.unit.history.values import NOW, WEEK, alive, changed, gone, not_modified

DAY = timedelta(days=1)


def test_a_period_holds_the_runs_since_the_last_closing_up_to_its_own(history: History, visit: RunMaker) -> None:
    first = visit(alive("a"), alive("b"))
    history.close_period(period="2026-W48", kind=ReportKind.BASELINE, run=first.id, now=NOW)
    visit(changed("a", at=NOW + DAY), gone("b", at=NOW + DAY), now=NOW + DAY)
    last = visit(not_modified("a", at=NOW + WEEK), now=NOW + WEEK)
    told = history.period("2026-W48", up_to_run=last.id)
    assert [run.id for run in told.runs] == [2, 3]
    assert [(each.run, each.observation.source) for each in told.latest] == [(3, "a"), (2, "b")]
    assert [(each.run, each.observation.source) for each in told.changes] == [(2, "a")]
    assert (told.since, told.previous_report, told.is_baseline) == (NOW, NOW, False)
    assert told.last_full_run == NOW + WEEK
    assert list(told.latest) == list(told.latest)


def test_the_first_period_is_the_baseline(history: History, visit: RunMaker) -> None:
    run = visit(alive("a"))
    told = history.period("2026-W48", up_to_run=run.id)
    assert (told.is_baseline, told.since, told.previous_report, told.trend) == (True, NOW, None, ())


def test_a_period_by_dates_holds_what_began_in_it(history: History, visit: RunMaker) -> None:
    visit(alive("a"))
    visit(changed("a", at=NOW + WEEK), now=NOW + WEEK)
    visit(gone("a", at=NOW + 2 * WEEK), now=NOW + 2 * WEEK)
    told = history.period("middle", since=NOW + DAY, until=NOW + 2 * WEEK)
    assert [run.id for run in told.runs] == [2]
    assert [each.observation.verdict.state for each in told.latest] == [State.ALIVE]
    assert len(list(told.changes)) == 1


def test_a_period_without_runs_tells_what_was_known_before(history: History, visit: RunMaker) -> None:
    visit(alive("a"))
    visit(gone("a", at=NOW + 4 * WEEK), now=NOW + 4 * WEEK)
    told = history.period("empty", since=NOW + WEEK, until=NOW + 2 * WEEK)
    assert (told.runs, list(told.changes)) == ((), [])
    assert [each.run for each in told.latest] == [1]


def test_a_void_run_is_in_the_period_but_not_in_what_is_told(history: History, visit: RunMaker) -> None:
    visit(alive("a"))
    void = visit(changed("a", at=NOW + WEEK), now=NOW + WEEK, void="no-network")
    told = history.period("2026-W48", up_to_run=void.id)
    assert [run.id for run in told.runs] == [1, 2]
    assert [each.run for each in told.latest] == [1]
    assert not list(told.changes)


def test_a_store_without_runs_has_no_period(history: History) -> None:
    with pytest.raises(StoreError, match="no run"):
        history.period("2026-W48", up_to_run=0)


def test_the_trend_counts_each_closed_period_once(history: History, visit: RunMaker) -> None:
    first = visit(alive("a"), alive("b"), alive("c"))
    history.close_period(period="2026-W48", kind=ReportKind.BASELINE, run=first.id, now=NOW)
    second = visit(changed("a", at=NOW + WEEK), gone("b", at=NOW + WEEK), now=NOW + WEEK)
    history.close_period(period="2026-W48", kind=ReportKind.WEEKLY, run=second.id, now=NOW + WEEK)
    third = visit(alive("a", at=NOW + 2 * WEEK), now=NOW + 2 * WEEK)
    told = history.period("2026-W49", up_to_run=third.id)
    counts = {"alive": 1, "dead": 1}
    assert told.trend == (TrendPoint(period="2026-W48", checked=2, dead=1, changed=1, counts=counts),)


def test_health_counts_over_all_that_is_kept(history: History, visit: RunMaker) -> None:
    visit(alive("a", change=Change(outcome=ChangeOutcome.UNCHANGED, muted=4)))
    visit(changed("a", at=NOW + WEEK), now=NOW + WEEK)
    last = visit(gone("a", at=NOW + 2 * WEEK), now=NOW + 2 * WEEK)
    assert list(history.period("w", up_to_run=last.id).health) == [
        SourceHealth(
            source=SourceId("a"),
            visits=3,
            changes=1,
            muted=4,
            moves=0,
            troubles=1,
            first_visit=NOW,
            last_change=NOW + WEEK,
        )
    ]


def test_runs_are_found_by_their_start(history: History, visit: RunMaker) -> None:
    visit()
    visit(now=NOW + WEEK)
    assert [run.id for run in history.runs(since=NOW, until=NOW + WEEK)] == [1]
    assert [run.id for run in history.runs(since=NOW + DAY)] == [2]
