"""`init`: settings and a catalogue to start from."""

from pathlib import Path

import click

from monitor.cli.context import CATALOGUE_FILE, SETTINGS_FILE, Session
from monitor.cli.output import hint, say


@click.command("init")
@click.option("--empty", is_flag=True, help="A small catalogue to fill in, in place of the BIO toolkit's.")
@click.pass_obj
def init_command(session: Session, *, empty: bool) -> int:
    """Write a commented monitor.toml and a catalogue to start from; files that are there stay as they are."""
    from monitor.catalogue import catalogue_template
    from monitor.catalogue.shipped import shipped_catalogue
    from monitor.settings import settings_template

    wanted = {
        Path(session.settings_option or SETTINGS_FILE): settings_template(),
        Path(session.catalogue_option or CATALOGUE_FILE): catalogue_template() if empty else shipped_catalogue(),
    }
    for path, text in wanted.items():
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            hint(f"{path} is there already and stays as it is.")
        else:
            path.chmod(0o600)
            say(str(path))
    hint("Edit them, then: toolkit-monitor doctor, and toolkit-monitor run.")
    return 0
