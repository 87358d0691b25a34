"""Weeks on the small internet -> the reports and mails that a real installation would have made."""

import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from monitor.catalogue import read_catalogue
from monitor.catalogue.shipped import shipped_catalogue_path
from monitor.demo import FakeInternet, story
from monitor.errors import UsageError
from monitor.job import open_job
from monitor.model.source import Catalogue
from monitor.run.parts import Progress, no_progress
from monitor.settings import Settings

logger = logging.getLogger(__name__)

CHECK_DAYS = (0, 2, 4)
"""Monday, Wednesday, Friday: often enough to be certain within the week, as daily checks would be."""
_MARK = ".demo"
_AT = time(6, 0)


async def rehearse(folder: Path, *, weeks: int, progress: Progress = no_progress) -> AsyncIterator[Path]:
    """Live through `weeks` weeks and give the reports as they are written.

    Everything is real but the internet and the calendar. Raises `UsageError` for a folder that holds something else.
    """
    _prepare(folder)
    catalogue = read_catalogue(shipped_catalogue_path())
    script = story()
    zone = ZoneInfo("Europe/Amsterdam")
    days = [7 * week + day for week in range(weeks) for day in CHECK_DAYS] + [7 * weeks]
    with FakeInternet(script) as internet:
        for number, day in enumerate(days, start=1):
            internet.day = day
            now = datetime.combine(script.begins + timedelta(days=day), _AT, zone).astimezone(UTC)
            for path in await _live_a_day(_settings(folder, internet), catalogue, now):
                yield path
            progress(number, len(days))


async def _live_a_day(settings: Settings, catalogue: Catalogue, now: datetime) -> tuple[Path, ...]:
    with open_job(settings, catalogue) as job:
        run = await job.visit(now)
        publication = job.conclude(run, now)
        return publication.paths if publication.closed else ()


def _settings(folder: Path, internet: FakeInternet) -> Settings:
    """An installation's settings, with the small internet in place of the large one and no politeness due to it."""
    return Settings.model_validate(
        {
            "store": {"path": folder / "state" / "monitor.db"},
            "report": {"folder": folder / "reports"},
            "network": {
                "connect_to": internet.connect_to,
                "allow": internet.allow,
                "ca_file": internet.ca_file,
                "host_delay_seconds": 0,
            },
            "limits": {"recheck_seconds": 0, "connect_seconds": 2, "first_byte_seconds": 2, "retries": 0},
            "mail": {
                "sender": "toolkit-monitor@toolkit.example",
                "reply_to": "beheer@toolkit.example",
                "outbox": folder / "outbox",
                "recipients": [
                    {"address": "beheer@toolkit.example", "clearance": "AMBER"},
                    {"address": "lezers@toolkit.example", "clearance": "CLEAR"},
                ],
            },
        }
    )


def _prepare(folder: Path) -> None:
    """A folder of its own: a new one, or that of an earlier demo, which begins anew."""
    mark = folder / _MARK
    if folder.exists() and any(folder.iterdir()) and not mark.exists():
        raise UsageError(f"{folder} holds something else.", "Name another folder with --folder.")
    folder.mkdir(parents=True, exist_ok=True)
    mark.touch()
    for name in ("state", "reports", "outbox"):
        for path in sorted((folder / name).rglob("*"), reverse=True):
            if path.is_file():
                path.unlink()
