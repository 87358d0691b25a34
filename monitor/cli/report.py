"""`report`: build a report again from history, without any request."""

import os
import sys
from datetime import datetime
from pathlib import Path

import click

from monitor.cli.context import MOMENT, Session, current_time
from monitor.cli.output import say
from monitor.model.source import Tlp

_CLEARANCES = [label.value for label in Tlp if label is not Tlp.RED]


@click.command("report")
@click.option("--since", type=MOMENT, default=None, help="From here; by default what was seen since the last closing.")
@click.option("--until", type=MOMENT, default=None, help="Up to here; by default now.")
@click.option(
    "--audience", type=click.Choice(_CLEARANCES, case_sensitive=False), default=Tlp.AMBER.value, show_default=True
)
@click.option("--language", type=click.Choice(["nl", "en"]), default=None, help="By default [report] language.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["html", "text", "json", "csv", "atom", "eml"]),
    default="html",
    show_default=True,
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), default=None, help="A file; else standard output."
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.pass_obj
def report_command(
    session: Session,
    *,
    since: datetime | None,
    until: datetime | None,
    audience: str,
    language: str | None,
    shape: str,
    output: Path | None,
    as_json: bool,
) -> int:
    """Build a report again from what is kept; asks nothing of anyone."""
    from monitor.assemble import make_desk, open_history
    from monitor.publish import report_again, shaped, write_whole

    settings, catalogue = session.settings, session.catalogue(tell=False)
    desk = make_desk(settings)
    with open_history(settings, catalogue, create=False) as history:
        report = report_again(
            desk, history, catalogue, clearance=Tlp(audience.upper()), since=since, until=until, now=current_time()
        )
        content = shaped(desk, report, language or desk.language, "json" if as_json else shape)
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        if os.isatty(1) and not content.endswith(b"\n"):
            say("")
    else:
        write_whole(output, content, desk.mode)
        say(str(output))
    return 0
