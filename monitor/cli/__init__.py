"""Arguments in, exit status out: the only room that prints."""

from monitor.cli.app import main

__all__ = ["main"]
