"""What a page that was read will need, imported beside the loop: a loop that stands still makes healthy hosts look slow."""

import asyncio
import importlib

from monitor.judge.cues import CUES
from monitor.urls import registrable_domain

_READING = (
    "monitor.compare.change",
    "monitor.compare.linked",
    "monitor.compare.noise",
    "monitor.compare.successor",
    "monitor.extract.html",
    "monitor.sandbox",
)
"""Imported where they are used, so that a quiet run pays for none of them; a tenth of a second of patterns together."""

_ready: set[str] = set()


async def ready_to_read() -> None:
    """Import what reading, judging and comparing a page need, once, in a thread: the loop goes on meanwhile."""
    if not _ready:
        await asyncio.to_thread(_import_all)
        _ready.update(_READING)


def _import_all() -> None:
    for name in _READING:
        importlib.import_module(name)
    for cue in CUES:
        _ = cue.pattern
    registrable_domain("www.example.org")  # reads the list of public suffixes
