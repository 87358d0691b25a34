"""`schedule`: stay and run by the settings' crons."""

import asyncio
import os
import signal
from types import FrameType
from typing import TYPE_CHECKING

import click

from monitor.cli.context import Session, current_time
from monitor.cli.output import hint

if TYPE_CHECKING:
    from monitor.schedule import Daemon

GRACE_SECONDS = 10.0


@click.command("schedule")
@click.pass_obj
def schedule_command(session: Session) -> int:
    """Stay and run by itself: checks daily, reports weekly; SIGHUP reads catalogue and settings again."""
    from monitor.schedule import Daemon

    daemon = Daemon(load=session.reload, now=current_time, settings=session.settings, catalogue=session.catalogue())
    hint(f"Checks: {daemon.settings.schedule.check}; report: {daemon.settings.schedule.report}. Stop with Ctrl-C.")
    return asyncio.run(_until_told(daemon))


async def _until_told(daemon: "Daemon") -> int:
    """Work until a signal; the first lets a run under way end within ten seconds, the second ends at once."""
    from monitor.schedule import stay

    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    received: list[int] = []

    def end(number: int, _frame: FrameType | None) -> None:
        if received:
            os._exit(128 + number)
        received.append(number)
        loop.call_soon_threadsafe(stop.set)
        loop.call_soon_threadsafe(loop.call_later, GRACE_SECONDS, os._exit, 128 + number)

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    if hasattr(signal, "SIGHUP"):
        loop.add_signal_handler(signal.SIGHUP, daemon.reload)
    work = asyncio.create_task(stay(daemon, stop=stop))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait((work, stopping), return_when=asyncio.FIRST_COMPLETED)
    if not work.done():
        work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    if not received:
        work.result()
    return 128 + received[0] if received else 0
