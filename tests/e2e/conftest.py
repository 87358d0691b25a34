"""The product as its users meet it: `python -m monitor` in a folder of its own, on the small internet."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.demo import FakeInternet, story

ROOT = Path(__file__).parents[2]
MONDAY = datetime(2026, 10, 5, 4, 0, tzinfo=UTC)


@dataclass
class Result:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Installation:
    """A folder with a catalogue and settings, and the commands run in it."""

    folder: Path
    internet: FakeInternet
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What a process of it needs in its environment."""
        return {**os.environ, "PYTHONPATH": str(ROOT), **self.settings()}

    def settings(self) -> dict[str, str]:
        return {
            "MONITOR_NETWORK__CONNECT_TO": json.dumps(list(self.internet.connect_to)),
            "MONITOR_NETWORK__ALLOW": json.dumps(list(self.internet.allow)),
            "MONITOR_NETWORK__CA_FILE": str(self.internet.ca_file),
            "MONITOR_NETWORK__HOST_DELAY_SECONDS": "0",
            "MONITOR_LIMITS__RECHECK_SECONDS": "0",
            "MONITOR_LIMITS__CONNECT_SECONDS": "2",
            "MONITOR_LIMITS__FIRST_BYTE_SECONDS": "2",
            "MONITOR_LIMITS__RETRIES": "0",
            **self.extra,
        }

    def __call__(
        self, *arguments: str, timeout: float = 100, through: tuple[str, ...] = (), **environment: str
    ) -> Result:
        done = subprocess.run(
            [*through, sys.executable, "-m", "monitor", *arguments],
            cwd=self.folder,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        return Result(status=done.returncode, out=done.stdout, err=done.stderr)

    def run_on(self, day: int, *arguments: str) -> Result:
        """A run on that day of the story, 06:00 local time."""
        self.internet.day = day
        return self("run", "--json", "--at", at(day), *arguments)


def at(day: int) -> str:
    return (MONDAY + timedelta(days=day)).isoformat()


@pytest.fixture
def internet() -> Iterator[FakeInternet]:
    """The small internet, on its first Monday."""
    with FakeInternet(story()) as small:
        yield small


@pytest.fixture
def installation(tmp_path: Path, internet: FakeInternet) -> Installation:
    """A fresh folder with the real catalogue."""
    (tmp_path / "catalogue.yaml").write_bytes((ROOT / "catalogue.yaml").read_bytes())
    return Installation(folder=tmp_path, internet=internet)
