import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest

from monitor.history import History, record
from monitor.model.observation import RunStatus
from monitor.model.source import SourceId, Tlp
from monitor.model.verdict import State
from tests.unit.history.conftest import RunMaker
from tests.unit.history.values import NOW, alive, document, gone, next_standing

BIO = SourceId("bio")


def test_a_second_look_takes_the_place_of_the_first(history: History, visit: RunMaker) -> None:
    visit(gone(), alive())
    assert [each.observation.verdict.state for each in history.timeline(BIO)] == [State.ALIVE]


def test_a_second_look_takes_its_place_after_the_first_was_written_too(history: History) -> None:
    with history.run(now=NOW, engine="local", planned=2, is_partial=False) as recorder:
        recorder.record(alive(kept=document("first"), noise=None, linked=()))
        assert [seen.source for seen in recorder.recorded()] == ["bio"]
        recorder.record(gone())
        assert [seen.verdict.state for seen in recorder.recorded()] == [State.DEAD]
        recorder.settle(next_standing, NOW)
        recorder.finish(NOW, {})
    assert history.past(BIO).document is None


def test_what_is_recorded_streams_back_in_the_order_it_came(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "FLUSH_ROWS", 7)
    names = [f"s{number:04d}" for number in range(1203, 0, -1)]
    with history.run(now=NOW, engine="local", planned=len(names), is_partial=False) as recorder:
        for name in names:
            recorder.record(alive(name))
        assert [seen.source for seen in recorder.recorded()] == names
        recorder.settle(next_standing, NOW)
        run = recorder.finish(NOW, {})
    assert [each.observation.source for each in history.run_record(run.id)] == sorted(names)
    assert len(history.memory()) == len(names)


@pytest.mark.parametrize("trouble", [ValueError, KeyboardInterrupt, asyncio.CancelledError])
def test_a_run_that_is_broken_off_keeps_what_it_saw(history: History, trouble: type[BaseException]) -> None:
    def broken() -> None:
        with history.run(now=NOW, engine="local", planned=2, is_partial=False) as recorder:
            recorder.record(alive())
            raise trouble

    with pytest.raises(trouble):
        broken()
    (run,) = history.recover(NOW)
    assert run.status is RunStatus.ABORTED
    assert [seen.source for seen in history.unsettled(run.id)] == ["bio"]
    assert not history.memory()


def broken_off(history: History) -> None:
    with suppress(ValueError), history.run(now=NOW, engine="local", planned=1, is_partial=False) as recorder:
        recorder.record(alive())
        raise ValueError


def test_a_broken_off_run_counts_once_it_is_settled(history: History) -> None:
    broken_off(history)
    (aborted,) = history.recover(NOW)
    history.settle(aborted.id, next_standing, NOW)
    assert not history.recover(NOW)
    assert history.memory()[BIO].alive_runs == 1
    assert [run.status for run in history.runs()] == [RunStatus.ABORTED]


def test_a_broken_off_run_may_be_called_void_instead(history: History) -> None:
    broken_off(history)
    (aborted,) = history.recover(NOW)
    assert history.void(aborted.id, "no-network").status is RunStatus.VOID
    assert not history.recover(NOW)
    assert not history.memory()


def test_a_run_tells_how_it_went(history: History, visit: RunMaker) -> None:
    run = visit(alive(), now=NOW)
    assert (run.status, run.planned, run.stats, run.finished_at) == (RunStatus.DONE, 1, {"requests": 1.0}, NOW)
    assert history.last_run() == run == history.last_full_run()
    partial = visit(alive(), now=NOW + timedelta(hours=1), is_partial=True)
    assert (history.last_run(), history.last_full_run()) == (partial, run)


def test_a_break_between_writing_and_forgetting_what_waits_does_no_harm(history: History) -> None:
    with history.run(now=NOW, engine="local", planned=1, is_partial=False) as recorder:
        recorder.record(alive(kept=document(), linked=()))
        waiting = dict(recorder._entries)
        recorder.flush()
        recorder._entries = waiting
        recorder._learned.clear()
        recorder.settle(next_standing, NOW)
        recorder.finish(NOW, {})
    assert history.past(BIO).document == document()


def test_a_visit_keeps_the_label_under_which_it_was_taken(history: History) -> None:
    with history.run(now=NOW, engine="local", planned=1, is_partial=False) as recorder:
        recorder.record(alive(), label=Tlp.RED)
        recorder.settle(next_standing, NOW)
        run = recorder.finish(NOW, {})
    assert [each.label for each in history.run_record(run.id)] == [Tlp.RED]
