"""Standard output for what was asked, standard error for whoever watches."""

import json
import logging
import sys
from typing import Any

import click

LOG_LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)
"""By the number of -v."""

SCHEMA_VERSION = 1


def say(text: str) -> None:
    """Something that was asked for."""
    click.echo(text)


def hint(text: str) -> None:
    """Something a person watching may want to know; with -q nobody does."""
    command = click.get_current_context(silent=True)
    if command is None or not command.find_root().params.get("quiet"):
        click.echo(text, err=True)


def say_error(text: str) -> None:
    """Our own trouble, in one line."""
    click.echo(f"toolkit-monitor: {text}", err=True)


def print_json(document: Any) -> None:  # noqa: ANN401 - whatever is JSON
    """Exactly one JSON document on standard output."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def fail(status: int, message: str, remedy: str, *, as_json: bool) -> int:
    """Say what went wrong and what to do; give back the status."""
    if as_json:
        error = {"status": status, "message": message, "remedy": remedy}
        print_json({"schema_version": SCHEMA_VERSION, "error": error})
    say_error(message)
    if remedy:
        hint(remedy)
    return status


def is_terminal() -> bool:
    """Whether a person watches standard error."""
    return sys.stderr.isatty()
