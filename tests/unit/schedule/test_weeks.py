"""Months of `schedule` in seconds (MONITOR_WEEKS=104 for two years): the real scheduler, store and reports; only the hours are not waited for."""

import asyncio
import contextlib
import logging
import os
import random
import signal
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from monitor.assemble import open_history
from monitor.catalogue import read_catalogue
from monitor.errors import SettingsError, StoreError
from monitor.job import Job
from monitor.model.source import Catalogue
from monitor.report import period_of
from monitor.schedule import Daemon, stay
from monitor.settings import Settings
from tests.unit.schedule.virtual import VirtualLoop, Wall

WEEKS = int(os.environ.get("MONITOR_WEEKS", "20"))
ZONE = ZoneInfo("Europe/Amsterdam")
BEGIN = datetime(2026, 9, 30, 8, 0, tzinfo=UTC)
CATALOGUE = """\
schema_version: 1
document: {title: Toolkit}
tools:
  - {id: one, title: Een hulpmiddel zonder adres}
"""


@pytest.fixture
def wall() -> Iterator[Wall]:
    """The clock, at the beginning."""
    clock = Wall(BEGIN)
    yield clock
    clock.stop()


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """A tool without an address: a run that asks nobody."""
    path = tmp_path / "catalogue.yaml"
    path.write_text(CATALOGUE)
    return read_catalogue(path)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Checks at an hour that autumn has twice and spring not at all."""
    return Settings.model_validate(
        {
            "store": {"path": tmp_path / "monitor.db"},
            "report": {"folder": tmp_path / "reports"},
            "schedule": {"check": "30 2 * * *", "report": "0 7 * * mon"},
            "mail": {"outbox": tmp_path / "outbox"},
        }
    )


def live(daemon: Daemon, wall: Wall, hours: float, *, hang_up: bool = False) -> None:
    """A process of the scheduler that is stopped after so many hours of its own."""

    async def some_hours() -> None:
        work = asyncio.create_task(stay(daemon))
        await asyncio.sleep(hours * 3600)
        if hang_up:
            os.kill(os.getpid(), signal.SIGHUP)
            await asyncio.sleep(1)
        work.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await work

    loop = VirtualLoop(wall)
    try:
        loop.run_until_complete(some_hours())
    finally:
        loop.close()


def closed(settings: Settings, catalogue: Catalogue) -> list[str]:
    with open_history(settings, catalogue) as history:
        return [report.period for report in history.closings()]


def runs_a_day(settings: Settings, catalogue: Catalogue) -> Counter[str]:
    with open_history(settings, catalogue) as history:
        return Counter(f"{run.started_at.astimezone(ZONE):%Y-%m-%d}" for run in history.runs())


@pytest.mark.timeout(300)
def test_every_week_has_one_report_whatever_sleeps_fails_or_restarts(
    settings: Settings, catalogue: Catalogue, wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(WEEKS)
    conclude = Job.conclude

    def sometimes_full(job: Job, *args: object, **kwargs: object) -> object:
        if rng.random() < 0.05:
            raise StoreError("The disk is full.")
        return conclude(job, *args, **kwargs)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(Job, "conclude", sometimes_full)
    monkeypatch.setattr("monitor.schedule.LOOK_MINUTES", 180)
    end = BEGIN + timedelta(weeks=WEEKS)
    while wall.now < end:
        daemon = Daemon(
            load=lambda: (settings, catalogue), now=lambda: wall.now, settings=settings, catalogue=catalogue
        )
        live(daemon, wall, rng.expovariate(1 / 60))
        if rng.random() < 0.4:
            wall.move(timedelta(hours=rng.uniform(0, 90)))
    with monkeypatch.context() as whole:
        whole.setattr(Job, "conclude", conclude)
        daemon = Daemon(
            load=lambda: (settings, catalogue), now=lambda: wall.now, settings=settings, catalogue=catalogue
        )
        live(daemon, wall, 24 * 8)
    periods = closed(settings, catalogue)
    weeks = {period_of(BEGIN + timedelta(weeks=week), ZONE) for week in range(-1, WEEKS + 1)}
    assert len(periods) == len(set(periods))
    assert weeks <= set(periods)


def test_a_quiet_month_has_a_run_a_day_and_two_on_mondays(settings: Settings, catalogue: Catalogue, wall: Wall) -> None:
    daemon = Daemon(load=lambda: (settings, catalogue), now=lambda: wall.now, settings=settings, catalogue=catalogue)
    live(daemon, wall, 24 * 34)
    days = runs_a_day(settings, catalogue)
    assert days.pop("2026-09-30") == 1
    for day, count in days.items():
        monday = datetime.fromisoformat(day).weekday() == 0
        assert count == (2 if monday else 1), day
    assert len(days) == 34
    assert closed(settings, catalogue) == ["2026-W39", "2026-W40", "2026-W41", "2026-W42", "2026-W43", "2026-W44"]


def test_a_machine_that_slept_over_monday_reports_when_it_wakes(
    settings: Settings, catalogue: Catalogue, wall: Wall
) -> None:
    daemon = Daemon(load=lambda: (settings, catalogue), now=lambda: wall.now, settings=settings, catalogue=catalogue)

    async def sleep_over_monday() -> None:
        work = asyncio.create_task(stay(daemon))
        await asyncio.sleep(3 * 24 * 3600)
        wall.asleep(timedelta(days=3))
        await asyncio.sleep(1800)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)

    loop = VirtualLoop(wall)
    loop.run_until_complete(sleep_over_monday())
    loop.close()
    assert closed(settings, catalogue) == ["2026-W39", "2026-W40"]


def test_a_hang_up_reads_settings_again_and_keeps_the_old_when_they_are_wrong(
    settings: Settings, catalogue: Catalogue, wall: Wall, caplog: pytest.LogCaptureFixture
) -> None:
    other = settings.model_copy(update={"schedule": settings.schedule.model_copy(update={"check": "0 4 * * *"})})
    found = [other]

    def load() -> tuple[Settings, Catalogue]:
        if "not reloaded" not in caplog.text:
            raise SettingsError("Wrong.", "Mend it.")
        return found.pop(), catalogue

    daemon = Daemon(load=load, now=lambda: wall.now, settings=settings, catalogue=catalogue)
    with caplog.at_level(logging.INFO, logger="monitor"):
        live(daemon, wall, 1, hang_up=True)
        assert daemon.settings is settings
        live(daemon, wall, 1, hang_up=True)
    assert daemon.settings is other
    assert "not reloaded, the old ones stay: Wrong. Mend it." in caplog.text
