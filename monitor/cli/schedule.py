"""`schedule`: stay and run by the settings' crons."""

import click

from monitor.cli.context import Session, current_time
from monitor.cli.output import hint
from monitor.cli.signals import StoppedError, stopping


@click.command("schedule")
@click.pass_obj
def schedule_command(session: Session) -> int:
    """Stay and run by itself: checks daily, reports weekly; SIGHUP reads catalogue and settings again."""
    from monitor.assemble import make_desk, open_history
    from monitor.publish import prepare
    from monitor.schedule import Daemon, stay

    daemon = Daemon(load=session.reload, now=current_time, settings=session.settings, catalogue=session.catalogue())
    prepare(make_desk(daemon.settings))
    open_history(daemon.settings, daemon.catalogue).close()
    hint(f"Checks: {daemon.settings.schedule.check}; report: {daemon.settings.schedule.report}. Stop with Ctrl-C.")
    with stopping() as signals:
        try:
            signals.run(stay(daemon))
        except StoppedError as stopped:
            return stopped.status
        return signals.status
