"""`schedule` as a process: the first week at once, settings read again, an end within ten seconds."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.e2e.conftest import Installation

SETTINGS = """\
[schedule]
check = "{check}"
[log]
level = "info"
"""


class Process:
    """A running `schedule`, with what it says."""

    def __init__(self, installation: "Installation") -> None:
        self.said = installation.folder / "said"
        self._said = self.said.open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "monitor", "schedule"],
            cwd=installation.folder,
            env=installation.environment,
            stdout=subprocess.DEVNULL,
            stderr=self._said,
        )

    def wait_for(self, is_there: "Callable[[str], bool]") -> str:
        deadline = time.monotonic() + 60
        while not is_there(self.said.read_text()) and time.monotonic() < deadline and self.process.poll() is None:
            time.sleep(0.05)
        assert is_there(self.said.read_text()), self.said.read_text()
        return self.said.read_text()

    def end(self, number: signal.Signals) -> tuple[int, float]:
        started = time.monotonic()
        self.process.send_signal(number)
        return self.process.wait(20), time.monotonic() - started

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self._said.close()


@pytest.fixture
def scheduled(installation: "Installation") -> "Iterator[Process]":
    """`schedule`, just started in a fresh folder."""
    (installation.folder / "monitor.toml").write_text(SETTINGS.format(check="0 6 * * *"))
    process = Process(installation)
    yield process
    process.close()


def test_the_first_start_makes_the_baseline_and_a_signal_ends_it_at_once(
    scheduled: Process, installation: "Installation"
) -> None:
    scheduled.wait_for(lambda said: "run 1 done, closed" in said)
    assert list((installation.folder / "reports").glob("*-TLP-AMBER-nl.html"))
    status, seconds = scheduled.end(signal.SIGTERM)
    assert status == 143
    assert seconds < 10


def test_a_signal_in_the_middle_of_a_visit_keeps_what_was_seen(
    scheduled: Process, installation: "Installation"
) -> None:
    while not installation.internet.requests:
        time.sleep(0.02)
    status, seconds = scheduled.end(signal.SIGINT)
    assert status == 130
    assert seconds < 10
    assert installation("run", "--only", "isor").status == 0


def test_a_hang_up_reads_the_settings_again_and_keeps_the_old_when_they_are_wrong(
    scheduled: Process, installation: "Installation"
) -> None:
    settings = installation.folder / "monitor.toml"
    scheduled.wait_for(lambda said: "run 1 done" in said)
    settings.write_text(SETTINGS.format(check="every morning"))
    scheduled.process.send_signal(signal.SIGHUP)
    said = scheduled.wait_for(lambda said: "not reloaded, the old ones stay" in said)
    assert "schedule.check" in said
    settings.write_text(SETTINGS.format(check="0 5 * * *"))
    scheduled.process.send_signal(signal.SIGHUP)
    scheduled.wait_for(lambda said: "settings and catalogue read again" in said)
    assert scheduled.end(signal.SIGTERM)[0] == 143


def test_a_store_that_cannot_be_used_ends_it_with_4(installation: "Installation") -> None:
    (installation.folder / "state").mkdir()
    (installation.folder / "state" / "monitor.db").write_bytes(b"no database at all " * 100)
    result = installation("schedule", timeout=20)
    assert result.status == 4
    assert "Restore a backup" in result.err


def test_wrong_settings_end_it_with_2(installation: "Installation") -> None:
    Path(installation.folder, "monitor.toml").write_text('[schedule]\nchek = "0 6 * * *"\n')
    result = installation("schedule", timeout=20)
    assert result.status == 2
    assert "check" in result.err
