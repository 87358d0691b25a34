"""`kill -9` and SIGTERM at random instants: what was seen is kept, nothing is doubled, nothing is half."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from monitor.history import History, ReportKind
from monitor.model.mail import Letter
from monitor.model.observation import Observation
from monitor.model.source import Tlp
from tests.e2e.accounts import Accounts, image
from tests.e2e.drill import drill
from tests.unit.history.values import NOW, alive, changed, next_standing

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Installation

KILLS = int(os.environ.get("MONITOR_KILLS", "3"))
"""Of each signal; `python -m benchmarks.crash_drill` does hundreds."""


@pytest.mark.timeout(60 + 30 * KILLS)
def test_runs_killed_at_random_lose_no_row_double_no_mail_and_leave_no_half_file(tmp_path: "Path") -> None:
    with drill(tmp_path, seed=KILLS) as exercise:
        exercise.warm_up()
        for turn in range(KILLS):
            for number in (signal.SIGKILL, signal.SIGTERM):
                exercise.once(number, processes=1 + turn % 3)
            if turn % 3 == 2:
                exercise.recover()
        exercise.recover()
        assert not exercise.tally.broken, str(exercise.tally)
        assert exercise.tally.kills.total() >= KILLS


@pytest.mark.parametrize(
    ("harm", "complaint"),
    [
        ("DELETE FROM observation WHERE run = 1", "visit 1 of run 1 is lost"),
        ("UPDATE observation SET http_status = 500 WHERE run = 1", "visit 1 was "),
        ("UPDATE observation SET observations = 9 WHERE run = 1", "the standing of visit 1 was "),
        ("DELETE FROM report", "('report', 1, '2026-W47', 'weekly', '', 1) is lost"),
        ("DELETE FROM outbox", "mail <1> is lost"),
        ("UPDATE source SET latest = 99 WHERE name = 'a'", "a source's last visit is gone"),
    ],
)
def test_the_drill_notices_every_row_that_is_lost_or_changed(tmp_path: "Path", harm: str, complaint: str) -> None:
    store, accounts, later = tmp_path / "monitor.db", Accounts(keep_months=3), NOW + timedelta(days=120)
    letter = Letter(recipient="a@b.nl", audience="A", language="nl", label=Tlp.CLEAR, message_id="<1>", content=b"x")
    with History.open(store, document_id="d", document_title="D", exclusive=True) as history:
        _visit(history, {0: alive("a"), 1: alive("a"), 110: alive("a")})
        history.close_period(period="2026-W47", kind=ReportKind.WEEKLY, run=1, now=later, letters=[letter])
    assert not accounts.note(image(store, tmp_path / "aside"), NOW + timedelta(days=80))
    with closing(sqlite3.connect(store)) as db:
        db.execute(harm)
        db.commit()
    harmed = image(store, tmp_path / "aside")
    assert any(complaint in each for each in (*harmed.trouble, *accounts.note(harmed, NOW + timedelta(days=80))))


def test_the_drill_knows_what_may_leave_and_what_should_have_left(tmp_path: "Path") -> None:
    store, accounts, later = tmp_path / "monitor.db", Accounts(keep_months=3), NOW + timedelta(days=120)
    with History.open(store, document_id="d", document_title="D", exclusive=True) as history:
        _visit(history, {0: alive("a"), 1: changed("a"), 110: alive("a")})
        assert not accounts.note(image(store, tmp_path / "aside"), NOW)
        assert accounts.overdue(later) == ["visit 1 should have been pruned"], "what was told stays"
        history.prune(3, later)
        assert not accounts.note(image(store, tmp_path / "aside"), later)
        assert not accounts.overdue(later)
    assert accounts.pruned == {"observation": 1, "run": 1}


def _visit(history: History, seen: dict[int, Observation]) -> None:
    """A run on each of these days."""
    for day, observation in seen.items():
        now = NOW + timedelta(days=day)
        with history.run(now=now, engine="local", planned=1, is_partial=False) as record:
            record.record(replace(observation, at=now))
            record.settle(next_standing, now)
            record.finish(now, {})


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_a_run_that_waits_for_a_silent_host_within_ten_seconds(
    installation: "Installation", number: signal.Signals, status: int
) -> None:
    process = _begin_a_run_that_waits(installation)
    process.send_signal(number)
    out, err = process.communicate(timeout=10)
    assert process.returncode == status
    assert json.loads(out)["run"]["status"] == "aborted"
    assert b"what was seen so far is kept" in err
    assert installation("doctor").out.count("aborted") == 0


def test_a_second_signal_ends_a_run_at_once(installation: "Installation") -> None:
    process = _begin_a_run_that_waits(installation)
    started = time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=10)
    assert process.returncode == 143
    assert time.monotonic() - started < 2


def _begin_a_run_that_waits(installation: "Installation") -> "subprocess.Popen[bytes]":
    """A run that has asked once and is being patient before it asks again."""
    process = subprocess.Popen(
        [sys.executable, "-m", "monitor", "run", "--json"],
        cwd=installation.folder,
        env={**installation.environment, "MONITOR_NETWORK__HOST_DELAY_SECONDS": "20"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    asked = len(installation.internet.requests)
    deadline = time.monotonic() + 30
    while len(installation.internet.requests) < asked + 1 and time.monotonic() < deadline:
        time.sleep(0.05)
    return process
