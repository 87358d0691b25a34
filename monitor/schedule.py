"""When to run: APScheduler wakes us, and what is due is read from the store, so nothing is done twice or forgotten."""

import asyncio
import logging
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from monitor.assemble import open_history
from monitor.errors import LockedError, MonitorError
from monitor.job import CLOCK_SLACK, deliver_waiting, open_job
from monitor.model.observation import RunStatus
from monitor.report import closes

if TYPE_CHECKING:
    from monitor.history import History
    from monitor.model.observation import Run
    from monitor.model.source import Catalogue
    from monitor.settings import Settings

logger = logging.getLogger(__name__)

MISFIRE_GRACE = timedelta(hours=6)
"""APScheduler's own is one second: a weekly job two seconds late would be silent for a week (reliability.md 3.10)."""
LOOK_MINUTES = 15
"""Between two crons: mail that waits, and what passed while the machine slept, for a sleeping clock rings late."""
CHECK, REPORT, LOOK = "check", "report", "look"
_FOLD = timedelta(hours=2)
_BACK = (timedelta(hours=1), timedelta(days=1), timedelta(days=8), timedelta(days=32))
_ENDED = {RunStatus.DONE, RunStatus.VOID}


class Trigger(Protocol):
    """What is asked of a cron."""

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """The first moment at or after `now`."""
        ...


Now = Callable[[], datetime]
Load = Callable[[], "tuple[Settings, Catalogue]"]
"""Reads settings and catalogue again; raises `MonitorError` when they are wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What should be done now."""

    visit: bool
    report: bool
    """Whether the visit closes the week before."""
    since: datetime | None = None
    """The moment at which it became due."""


def last_fire(trigger: Trigger, now: datetime) -> datetime | None:
    """The last moment at or before `now` at which the trigger fired, in UTC; None when it did not within a month."""
    for back in _BACK:
        moment: datetime | None = None
        following = trigger.get_next_fire_time(None, now - back)
        while following is not None and following <= now:
            moment = following.astimezone(UTC)  # adding to local time would lose which of autumn's two hours it is
            following = trigger.get_next_fire_time(following, moment + timedelta(seconds=1))
        if moment is not None:
            return moment
    return None


def what_is_due(
    now: datetime, *, check: Trigger, report: Trigger, timezone: ZoneInfo, last: "Run | None", last_closed: str | None
) -> Due:
    """Whether to visit now, and whether that visit closes the week before.

    `last` is the newest run over the whole catalogue that came to its end. A cron's last moment counts once, by the
    clock on the wall: in autumn 02:30 comes twice and is one moment. The very first visit closes at once; a void one is
    not repeated before the next cron; one that was stopped before its report is. A run from the future (the clock was
    wrong) holds nothing up.
    """
    reported = last_fire(report, now)
    to_report = last_closed is None or (reported is not None and closes(reported, timezone, last_closed) is not None)
    moments = [moment for moment in (last_fire(check, now), reported if to_report else None) if moment is not None]
    since = max(moments, default=None)
    if last is None or since is None:
        return Due(visit=last is None, report=to_report, since=since)
    has_done = _did(last.started_at, since, now, timezone) and not (to_report and last.status is RunStatus.DONE)
    return Due(visit=not has_done, report=to_report, since=since)


def _did(started: datetime, moment: datetime, now: datetime, timezone: ZoneInfo) -> bool:
    """Whether a run that started then did what a cron asked for at `moment`."""
    if started > now + CLOCK_SLACK:
        return False

    def on_the_wall(at: datetime) -> datetime:
        return at.astimezone(timezone).replace(tzinfo=None, fold=0)

    return started >= moment or (moment - started < _FOLD and on_the_wall(started) >= on_the_wall(moment))


@dataclass(slots=True)
class Daemon:
    """Stays and works: visits on one cron, closes the week on another; both do nothing twice."""

    load: Load
    now: Now
    settings: "Settings"
    catalogue: "Catalogue"
    _tried: datetime | None = field(default=None)
    """The moment last worked for: a run that fails is not tried again before the next one."""

    @property
    def triggers(self) -> dict[str, Trigger]:
        """The settings' crons, in the report's zone."""
        from apscheduler.triggers.cron import CronTrigger

        crons = {CHECK: self.settings.schedule.check, REPORT: self.settings.schedule.report}
        zone = self.settings.report.timezone
        return {name: CronTrigger.from_crontab(cron, timezone=zone) for name, cron in crons.items()}

    def reload(self) -> bool:
        """Read settings and catalogue again; wrong ones are named and the old ones kept."""
        try:
            self.settings, self.catalogue = self.load()
        except MonitorError as error:
            logger.error("not reloaded, the old ones stay: %s", error)  # noqa: TRY400 - no trace for a typing mistake
            return False
        logger.info("settings and catalogue read again: %d tools", len(self.catalogue.tools))
        return True

    async def look(self) -> None:
        """Do what is due: a visit, with or without a report, or the mail that waits. Never raises `MonitorError`."""
        try:
            with open_history(self.settings, self.catalogue) as history:
                due, mail = self._due(history), history.outbox.due(self.now())
            if due.visit:
                await self._work()
            elif mail:
                self._send()
        except LockedError as error:
            logger.warning("another run is at work: %s", error)
        except MonitorError as error:
            logger.error("the run failed: %s", error)  # noqa: TRY400 - its text is made to be read
        except Exception:  # unattended for years: a fault of ours costs one run, not all that follow
            logger.exception("the run failed")

    def _due(self, history: "History") -> Due:
        triggers, closings = self.triggers, history.closings()
        now = self.now()
        ended = [run for run in history.runs(now - _BACK[-1]) if run.status in _ENDED and not run.is_partial]
        due = what_is_due(
            now,
            check=triggers[CHECK],
            report=triggers[REPORT],
            timezone=ZoneInfo(self.settings.report.timezone),
            last=ended[-1] if ended else None,
            last_closed=closings[-1].period if closings else None,
        )
        was_tried = due.since is not None and due.since == self._tried
        return Due(visit=due.visit and not was_tried, report=due.report, since=due.since)

    async def _work(self) -> None:
        """Visit and conclude, if it is still due once we hold the lock."""
        with open_job(self.settings, self.catalogue) as job:
            now, due = self.now(), self._due(job.history)
            if not due.visit:
                return
            self._tried = due.since
            for line in job.remarks(now):
                logger.warning("%s", line)
            run = await job.visit(now)
            publication = job.conclude(run, now, may_close=due.report)
        logger.info("run %d %s, closed %s", run.id, run.status, publication.closed or "nothing")
        for line in publication.remarks:
            logger.warning("%s", line)

    def _send(self) -> None:
        with open_history(self.settings, self.catalogue, exclusive=True) as history:
            waiting, _ = deliver_waiting(self.settings, self.catalogue, history, self.now())
        logger.info("mail sent, %d messages wait", waiting)


async def stay(daemon: Daemon) -> None:
    """Do at once what was missed, then run by the settings' crons until cancelled. SIGHUP reads the settings again."""
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    scheduler = AsyncIOScheduler(timezone=daemon.settings.report.timezone)
    awake = asyncio.Event()
    awake.set()

    async def wake() -> None:
        awake.set()

    def hang_up() -> None:
        if daemon.reload():
            for name, trigger in daemon.triggers.items():
                scheduler.reschedule_job(name, trigger=trigger)
            awake.set()

    options = {"misfire_grace_time": int(MISFIRE_GRACE.total_seconds()), "coalesce": True, "max_instances": 1}
    for name, trigger in daemon.triggers.items():
        scheduler.add_job(wake, trigger, id=name, **options)
    scheduler.add_job(wake, "interval", minutes=LOOK_MINUTES, id=LOOK, **options)
    scheduler.start()
    if hasattr(signal, "SIGHUP"):
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, hang_up)
    try:
        while True:
            await awake.wait()
            awake.clear()
            await daemon.look()
    finally:
        scheduler.shutdown(wait=False)
