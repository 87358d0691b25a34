"""When to run: APScheduler's clock, a week that is closed once, and a look at start for what was missed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from monitor.errors import LockedError, MonitorError
from monitor.job import open_job

if TYPE_CHECKING:
    from monitor.model.source import Catalogue
    from monitor.settings import Settings

logger = logging.getLogger(__name__)

MISFIRE_GRACE = timedelta(hours=6)
"""APScheduler's own is one second: a weekly job two seconds late would be silent for a week (reliability.md 3.10)."""
CHECK, REPORT = "check", "report"


class CronLike(Protocol):
    """What is asked of a trigger."""

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """The first moment at or after `now`."""
        ...


Now = Callable[[], datetime]
Load = Callable[[], "tuple[Settings, Catalogue]"]
"""Reads settings and catalogue again; raises `MonitorError` when they are wrong."""


@dataclass(slots=True)
class Daemon:
    """Stays and works: visits on one cron, closes the week on another; both do nothing twice."""

    load: Load
    now: Now
    settings: "Settings"
    catalogue: "Catalogue"

    async def check(self) -> None:
        """Visit what is due; the week is left to `report`."""
        await self._work(closes=False)

    async def report(self) -> None:
        """Visit what is due and close the week before, if that was not done already."""
        await self._work(closes=True)

    def reload(self) -> None:
        """Read settings and catalogue again; wrong ones are named and the old ones kept."""
        try:
            self.settings, self.catalogue = self.load()
        except MonitorError as error:
            logger.error("not reloaded, the old ones stay: %s", error)  # noqa: TRY400 - no trace for a typing mistake
        else:
            logger.info("settings and catalogue read again: %d tools", len(self.catalogue.tools))

    async def _work(self, *, closes: bool) -> None:
        now = self.now()
        try:
            with open_job(self.settings, self.catalogue) as job:
                run = await job.visit(now)
                publication = job.conclude(run, now, may_close=closes or job.history.last_run() is None)
        except LockedError as error:
            logger.warning("another run is at work: %s", error)
            return
        except MonitorError:
            logger.exception("the run failed")
            return
        logger.info("run %d %s, closed %s", run.id, run.status, publication.closed or "nothing")


def is_missed(last_closed: str | None, now: datetime, timezone: ZoneInfo, report_moment: datetime) -> bool:
    """Whether a week should have been closed by now: asked once at start, for what passed while nothing ran.

    `report_moment` is the last moment at which the report was due.
    """
    from monitor.report import closes  # noqa: PLC0415 - the daemon's start only

    return closes(min(now, report_moment), timezone, last_closed) is not None


async def stay(daemon: Daemon, *, stop: asyncio.Event) -> None:
    """Run by the settings' crons until `stop` is set; what was missed is caught up once at the start."""
    from apscheduler.schedulers.asyncio import AsyncIOScheduler  # noqa: PLC0415 - the daemon only
    from apscheduler.triggers.cron import CronTrigger  # noqa: PLC0415

    timezone = daemon.settings.report.timezone
    jobs: tuple[tuple[str, str, Callable[[], Awaitable[None]]], ...] = (
        (CHECK, daemon.settings.schedule.check, daemon.check),
        (REPORT, daemon.settings.schedule.report, daemon.report),
    )
    scheduler = AsyncIOScheduler(timezone=timezone)
    turn = asyncio.Lock()

    def in_turn(work: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        async def one_at_a_time() -> None:
            async with turn:
                await work()

        return one_at_a_time

    for name, cron, work in jobs:
        scheduler.add_job(
            in_turn(work),
            CronTrigger.from_crontab(cron, timezone=timezone),
            id=name,
            misfire_grace_time=int(MISFIRE_GRACE.total_seconds()),
            coalesce=True,
            max_instances=1,
        )
    scheduler.start()
    try:
        await catch_up(daemon, CronTrigger.from_crontab(daemon.settings.schedule.report, timezone=timezone))
        await stop.wait()
    finally:
        scheduler.shutdown(wait=False)


async def catch_up(daemon: Daemon, trigger: CronLike) -> None:
    """Close the week that passed while nothing ran; the very first start makes the baseline at once."""
    from monitor.assemble import open_history  # noqa: PLC0415 - opened briefly, before the job takes the lock

    now = daemon.now()
    with open_history(daemon.settings, daemon.catalogue) as history:
        closings = history.closings()
        ran_before = history.last_run() is not None
    last_closed = closings[-1].period if closings else None
    moment = last_fire(trigger, now)
    if not ran_before or (moment is not None and is_missed(last_closed, now, ZoneInfo(daemon.settings.report.timezone), moment)):
        logger.info("a report is due: catching up")
        await daemon.report()


def last_fire(trigger: CronLike, now: datetime, *, back: timedelta = timedelta(days=8)) -> datetime | None:
    """The last moment at or before `now` at which the trigger fired, within `back`."""
    moment: datetime | None = None
    following = trigger.get_next_fire_time(None, now - back)
    while following is not None and following <= now:
        moment = following.astimezone(UTC)
        following = trigger.get_next_fire_time(following, following + timedelta(seconds=1))
    return moment
