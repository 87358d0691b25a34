"""The command line: what every command shares, and where each is found (contract.md, "Commands")."""

import importlib
import logging
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from monitor import __version__
from monitor.cli.context import Session
from monitor.cli.logs import set_up_logging
from monitor.cli.output import LOG_LEVELS, fail
from monitor.cli.signals import StoppedError, end_at_once
from monitor.errors import MonitorError

COMMANDS = {
    "run": "monitor.cli.run",
    "schedule": "monitor.cli.schedule",
    "report": "monitor.cli.report",
    "check": "monitor.cli.check",
    "history": "monitor.cli.history",
    "diff": "monitor.cli.history",
    "accept": "monitor.cli.decide",
    "mute": "monitor.cli.decide",
    "acknowledge": "monitor.cli.decide",
    "decisions": "monitor.cli.decide",
    "catalogue": "monitor.cli.catalogue",
    "replay": "monitor.cli.replay",
    "outbox": "monitor.cli.mail",
    "mail": "monitor.cli.mail",
    "init": "monitor.cli.init",
    "doctor": "monitor.cli.doctor",
    "forget": "monitor.cli.decide",
    "merge": "monitor.cli.engine",
    "engine": "monitor.cli.engine",
    "demo": "monitor.cli.demo",
}
"""Command -> module that holds it, imported only when the command is used."""

INTERRUPTED = 130


class LazyCommands(click.Group):
    """A group that imports a command's module when the command is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of the contract."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(COMMANDS[cmd_name]), f"{cmd_name}_command")
        return command


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--catalogue", type=click.Path(), default=None, help="The catalogue (catalogue.yaml).")
@click.option("--settings", type=click.Path(), default=None, help="The settings (monitor.toml, where it is there).")
@click.option("-v", "--verbose", count=True, help="More log on standard error; twice for each request.")
@click.option("-q", "--quiet", is_flag=True, help="Errors only on standard error.")
@click.version_option(__version__, prog_name="toolkit-monitor")
@click.pass_context
def cli(ctx: click.Context, *, catalogue: str | None, settings: str | None, verbose: int, quiet: bool) -> None:
    """Watch the addresses of a living document: dead links and real changes told, noise left out."""
    if verbose and quiet:
        raise click.UsageError("-v and -q exclude each other.")
    level = logging.ERROR if quiet else LOG_LEVELS[min(verbose, 2)]
    set_up_logging(None, level)
    ctx.obj = Session(catalogue_option=catalogue, settings_option=settings, level=level, quiet=quiet)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command and end the process with its exit status.

    The process ends by `os._exit` after flushing: a resolver thread that hangs must not keep a finished run alive
    (reliability.md, finding 4).
    """
    signal.signal(signal.SIGTERM, end_at_once)  # a command that has something to keep hears it itself
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    status = _run(arguments)
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            status = status or 4
    os._exit(status)


def _run(arguments: list[str]) -> int:
    """Run the command; every end it can come to has its status."""
    as_json = "--json" in arguments
    try:
        result = cli.main(args=arguments, prog_name="toolkit-monitor", standalone_mode=False)
    except click.exceptions.Exit as done:
        return done.exit_code
    except BrokenPipeError:
        return _gone_reader()
    except StoppedError as stopped:
        return stopped.status
    except (click.exceptions.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the one place where whatever is left becomes a sentence and a status
        return _failed(error, as_json=as_json)
    return result if isinstance(result, int) else 0


def _failed(error: Exception, *, as_json: bool) -> int:
    """Say what went wrong and what to do about it."""
    match error:
        case MonitorError(status=status, message=message, remedy=remedy):
            return fail(status, message, remedy, as_json=as_json)
        case click.ClickException() if as_json:
            return fail(2, error.format_message(), "See --help.", as_json=True)
        case click.ClickException():
            error.show()
            return 2
        case OSError():
            what = f"{error.strerror or error}: {error.filename or ''}".rstrip(": ")
            return fail(
                4, what, "Look at the disk and the rights of this user; `doctor` may tell more.", as_json=as_json
            )
        case _:
            logging.getLogger("monitor").debug("unexpected", exc_info=error)
            what = f"An unexpected fault of this program: {type(error).__name__}: {error}"
            return fail(
                4,
                what,
                "Run it again with -vv and report what it says; nothing that was stored is lost.",
                as_json=as_json,
            )


def _gone_reader() -> int:
    """Whoever read our output left (`| head`): no error of ours."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
