"""One whole job: visit, report, deliver, tidy; the same for a command, for the scheduler and for a rehearsal."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from monitor.assemble import SharedRun, make_desk, make_relay, open_history, run_parts, share_run
from monitor.database import lock_first
from monitor.distribute import LOCAL, Engine
from monitor.errors import OutputError, UsageError
from monitor.garbage import old_objects_spared
from monitor.history import History
from monitor.model.mail import Mail, MailState
from monitor.model.observation import Run
from monitor.model.source import Catalogue
from monitor.publish import (
    Desk,
    Publication,
    let_go_reports,
    prepare,
    prove_templates,
    publish,
    refresh_waiting,
)
from monitor.run import recover, run_once
from monitor.run.parts import Progress, no_progress

if TYPE_CHECKING:
    from monitor.settings import Settings

logger = logging.getLogger(__name__)

HEARTBEAT = timedelta(days=8)
"""A weekly job that was silent for so long has stopped."""
CLOCK_SLACK = timedelta(hours=1)
"""A run that began so long after now was made by a clock that is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job with its store open and locked, and everything it will need at the end proved before it begins."""

    settings: "Settings"
    catalogue: Catalogue
    history: History
    desk: Desk

    async def visit(
        self,
        now: datetime,
        *,
        only: frozenset[str] = frozenset(),
        engine: Engine = LOCAL,
        progress: Progress = no_progress,
    ) -> Run:
        """Settle what a dead process left, then visit what is due; a shared run that was begun before goes on."""
        shared = share_run(self.settings, self.catalogue, engine, now)
        return await self._run(now, only=only, engine=engine, shared=shared, progress=progress)

    async def merge(self, now: datetime, *, engine: Engine) -> Run:
        """Judge and record what the workers of a dead driver left, without any request."""
        shared = share_run(self.settings, self.catalogue, engine, now, is_merging=True)
        return await self._run(now, only=frozenset(), engine=engine, shared=shared, progress=no_progress)

    async def _run(
        self, now: datetime, *, only: frozenset[str], engine: Engine, shared: SharedRun | None, progress: Progress
    ) -> Run:
        moment = shared.file.at if shared is not None else now
        last = self.history.last_run()
        if shared is not None and shared.is_resumed and last is not None and last.started_at > moment:
            raise UsageError(
                f"Run {shared.file.run_id} began before the last run, which settled what it had seen.",
                "Give another --run-id for another run.",
            )
        parts = run_parts(
            self.settings, self.catalogue, self.history, now=moment, engine=engine, shared=shared, progress=progress
        )
        try:
            async with parts as opened:
                recover(opened, moment)
                with old_objects_spared():
                    run = await run_once(opened, moment, only=only)
        except BaseException:
            if shared is not None:
                shared.abandon()
            raise
        if shared is not None:
            shared.finish()
        return run

    def remarks(self, now: datetime) -> tuple[str, ...]:
        """What the operator should know before a run: nothing ran for long, or the clock went back."""
        return tuple(filter(None, (heartbeat(self.history, now), clock(self.history, now))))

    def conclude(self, run: Run, now: datetime, *, may_close: bool = True, may_mail: bool = True) -> Publication:
        """Report what the run saw, deliver what is due, let go of what is too old, leave figures for monitoring."""
        publication = publish(
            self.desk, self.history, self.catalogue, run, now=now, may_close=may_close, may_mail=may_mail
        )
        undelivered, remarks = (
            deliver_waiting(self.settings, self.catalogue, self.history, now) if may_mail else (0, ())
        )
        if publication.closed is not None:
            self.history.prune(self.settings.store.keep_months, now)
            let_go_reports(self.desk, self.settings.report.keep_months, now)
        return replace(
            publication, undelivered=undelivered, remarks=(*publication.remarks, *remarks, *self._leave_figures(run))
        )

    def _leave_figures(self, run: Run) -> tuple[str, ...]:
        """Write the metrics file where one is set; a report is not undone for want of it. Gives what to tell."""
        if self.settings.metrics.textfile is None:
            return ()
        from monitor.metrics import write_metrics

        try:
            write_metrics(self.settings.metrics.textfile, self.history, run)
        except OutputError as error:
            return (error.message,)
        return ()


def heartbeat(history: History, now: datetime) -> str | None:
    """What to say when no run came to its end for eight days: whatever starts them has stopped. None when all is well."""
    last = history.last_run()
    age = now - (last.finished_at or last.started_at) if last is not None else timedelta()
    if last is None or age < HEARTBEAT:
        return None
    return f"No run for {age.days} days (the last one: {last.started_at:%Y-%m-%d %H:%M} UTC): cron, timer or task may have stopped"


def clock(history: History, now: datetime) -> str | None:
    """What to say when the last run lies in the future. None when it does not."""
    last = history.last_run()
    if last is None or last.started_at - now <= CLOCK_SLACK:
        return None
    return f"The last run ({last.started_at:%Y-%m-%d %H:%M} UTC) lies in the future: is the clock right? Set it (NTP)."


@contextmanager
def open_job(settings: "Settings", catalogue: Catalogue) -> Iterator[Job]:
    """Prove folder, templates, disk and store, take the lock, and give the job. Raises `MonitorError`s, each with its remedy."""
    desk = make_desk(settings)
    with lock_first(settings.store.path):
        prepare(desk)
    with open_history(settings, catalogue, exclusive=True) as history:
        prove_templates(history)
        _sweep(settings)
        yield Job(settings=settings, catalogue=catalogue, history=history, desk=desk)


def _sweep(settings: "Settings") -> None:
    """Remove drafts of files that a killed process left; we hold the lock, so nobody is writing them."""
    for folder, draft in ((settings.report.folder, ".*.tmp"), (settings.mail.outbox, ".*.part")):
        for path in folder.glob(draft):
            path.unlink(missing_ok=True)


def deliver_waiting(
    settings: "Settings",
    catalogue: Catalogue,
    history: History,
    now: datetime,
    *,
    by_hand: bool = False,
    only: frozenset[int] | None = None,
) -> tuple[int, tuple[str, ...]]:
    """Send what is due; without a relay keep it as .eml files. Gives how many still wait, and what to tell the operator.

    `by_hand` tries also what is not due yet, and gives up nothing for its age; `only` takes up these alone, also where
    they had failed.
    """
    from monitor.deliver import send_due

    outbox = history.outbox
    revived = frozenset(mail for mail in only or () if outbox.revive(mail, now))
    refresh_waiting(make_desk(settings), history, catalogue, now=now, revived=revived)
    relay = make_relay(settings)
    if relay is None:
        _keep_as_files(settings, history, now)
        return 0, ()
    if by_hand:
        outbox.hasten(now)
    sending = send_due(outbox, relay, sender=settings.mail.sender or "", now=now, only=only, may_give_up=not by_hand)
    waiting = [mail for mail in outbox.waiting() if only is None or mail.id in only]
    tried = {mail for mail, _ in sending.outcomes}
    failed = [mail for mail in outbox.list() if mail.id in tried and mail.state is MailState.FAILED]
    remarks = (*_told("failed", failed), *_told("waits", waiting))
    return len(waiting) + (len(failed) if by_hand else 0), remarks


def _told(what: str, mails: Iterable[Mail]) -> Iterator[str]:
    """A line for each reason, without the readers: it may end in a log."""
    from monitor.deliver import told_to_all

    numbers: dict[str, list[str]] = {}
    for mail in mails:
        numbers.setdefault(told_to_all(mail.last_text), []).append(str(mail.id))
    for reason, those in numbers.items():
        yield f"mail {what} (number {', '.join(those)} of `outbox list`)" + (f": {reason}" if reason else "")


def _keep_as_files(settings: "Settings", history: History, now: datetime) -> None:
    from monitor.deliver import Outgoing, write_eml

    outbox = history.outbox
    for mail in outbox.waiting():
        message = Outgoing(
            message_id=mail.message_id,
            sender=settings.mail.sender or "",
            recipient=mail.recipient,
            label=mail.label,
            content=outbox.content(mail.id),
        )
        path = write_eml(settings.mail.outbox, message, period=mail.period)
        outbox.mark(mail.id, MailState.CANCELLED, now=now, text=f"no relay; kept as {path.name}")
