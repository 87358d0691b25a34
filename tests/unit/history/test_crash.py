"""Whatever instant a run is killed at, the next start finds a sound store with what was seen."""

import random
import time
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from monitor.history import History, record
from monitor.model.observation import RunStatus
from monitor.model.verdict import Standing
from tests.unit.history.values import NOW, alive, document, next_standing

KILLS = 30
SOURCES = 40
BATCH = 5


def opened(path: Path) -> History:
    return History.open(path, document_id="d1", document_title="Toolkit BIO", exclusive=True)


def run_until_killed(path: Path, report: Connection) -> None:
    """Run after run; reports each batch and each run once it should be safe on disk."""
    with opened(path) as history:
        for aborted in history.recover(NOW):
            history.settle(aborted.id, next_standing, NOW)
        report.send(("ready", 0, 0))
        while True:
            with history.run(now=NOW, engine="local", planned=SOURCES, is_partial=False) as recorder:
                for number in range(1, SOURCES + 1):
                    text = f"text {recorder.run_id % 3} of {number}"
                    recorder.record(alive(f"s{number:02d}", kept=document(text)))
                    if number % BATCH == 0:
                        report.send(("kept", recorder.run_id, number))
                recorder.settle(next_standing, NOW)
                recorder.finish(NOW, {})
                report.send(("done", recorder.run_id, SOURCES))


def killed(path: Path, after: float) -> list[tuple[str, int, int]]:
    """What a process reported until it was killed."""
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=run_until_killed, args=(path, theirs))
    process.start()
    theirs.close()
    assert ours.recv() == ("ready", 0, 0)
    time.sleep(after)
    process.kill()
    process.join()
    reported = []
    try:
        while True:
            reported.append(ours.recv())
    except EOFError:
        ours.close()
    return reported


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded")
def test_a_kill_at_any_instant_loses_nothing_that_was_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "FLUSH_ROWS", BATCH)
    chance = random.Random(20261124)
    for _ in range(KILLS):
        reported = killed(path, chance.uniform(0.0, 0.06))
        with opened(path) as history:
            assert history.check() is None
            history.recover(NOW)
            runs = {run.id: run.status for run in history.runs()}
            assert RunStatus.RUNNING not in runs.values()
            kept = {run: len(list(history.run_record(run))) for run in {run for _, run, _ in reported}}
            assert all(kept[run] >= number for _, run, number in reported)
            assert all(runs[run] is RunStatus.DONE for word, run, _ in reported if word == "done")


def test_an_interrupted_settling_is_done_whole_or_not_at_all(path: Path) -> None:
    with opened(path) as history, history.run(now=NOW, engine="local", planned=2, is_partial=False) as recorder:
        recorder.record(alive("a"))
        recorder.record(replace(alive("b"), http_status=203))  # what is alike is settled once
        answers = iter([Standing()])
        with pytest.raises(StopIteration):
            recorder.settle(lambda *_, **__: next(answers), NOW)
        assert not history.memory()
        recorder.settle(next_standing, NOW)
        recorder.finish(NOW, {})
        assert {kept.alive_runs for kept in history.memory().values()} == {1}
