"""`demo`: the whole job against a small internet on this machine."""

from pathlib import Path

import click

from monitor.cli.context import Session
from monitor.cli.output import hint, say
from monitor.cli.progress import progress_bar
from monitor.cli.signals import StoppedError, run_until_signal


@click.command("demo")
@click.option(
    "--weeks", type=click.IntRange(1, 52), default=6, show_default=True, help="How many weeks to live through."
)
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path), default=Path("demo"), show_default=True, help="Where."
)
@click.pass_obj
def demo_command(session: Session, *, weeks: int, folder: Path) -> int:
    """Live through some weeks on a small internet: no network, no settings; real reports and mails in a folder."""
    from monitor.rehearsal import rehearse

    async def work() -> list[Path]:
        with progress_bar(quiet=session.quiet, label="Living through the weeks") as progress:
            return [path async for path in rehearse(folder, weeks=weeks, progress=progress)]

    try:
        paths = run_until_signal(work())
    except StoppedError as stopped:
        return stopped.status
    for path in paths:
        say(str(path))
    hint(f"Reports in {folder / 'reports'}, mails in {folder / 'outbox'}: open them in a browser or a mail program.")
    return 0
