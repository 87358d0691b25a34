"""`kill -9` and SIGTERM at random instants: what was seen is kept, nothing is doubled, nothing is half."""

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.e2e.drill import drill

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
        assert exercise.tally.kills >= KILLS


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
