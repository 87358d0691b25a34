"""Log records -> one line each: for a person, for journald, or as JSON."""

import json
import logging
import os
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import Protocol

_CONTROLS = (*range(32), *range(127, 160))
_UNSAFE = {code: f"\\x{code:02x}" for code in _CONTROLS if code != ord("\t")}
"""Control characters of a server's making must not forge a line or move a cursor."""
_UNSAFE_IN_JSON = {code: f"\\u{code:04x}" for code in _CONTROLS}
_PRIORITY = {logging.DEBUG: 7, logging.INFO: 6, logging.WARNING: 4, logging.ERROR: 3, logging.CRITICAL: 2}
"""sd-daemon(3): a number in angle brackets before the line."""


class LogSettings(Protocol):
    """The `[log]` section, as far as it matters here."""

    @property
    def format(self) -> str:
        """``text`` or ``json``."""
        ...

    @property
    def level(self) -> str:
        """A level's name."""
        ...


class OneLine(logging.Formatter):
    """A record as one line for a person; with its priority before it where journald reads."""

    def __init__(self, *, for_journal: bool = False) -> None:
        super().__init__()
        self._for_journal = for_journal

    def format(self, record: logging.LogRecord) -> str:
        """Level and message; where an error came from is folded into the line."""
        text = record.getMessage() + "".join(f" | {place}" for place in places(record))
        priority = f"<{_PRIORITY.get(record.levelno, 5)}>" if self._for_journal else ""
        return f"{priority}{record.levelname.lower()}: {text.translate(_UNSAFE)}"


class JsonLine(logging.Formatter):
    """A record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger, message, and where an error came from if there is one."""
        entry: dict[str, object] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if error := places(record):
            entry["error"] = error
        return json.dumps(entry, ensure_ascii=False).translate(_UNSAFE_IN_JSON)


def places(record: logging.LogRecord) -> list[str]:
    """Where an error came from, innermost first, one place each: kinds, files and lines.

    An error's own words may quote the page that caused it, so they are left out but for the log of someone who
    debugs. The store keeps them as evidence.
    """
    error = record.exc_info[1] if record.exc_info else None
    found: list[str] = []
    while error is not None:
        words = f": {error}" if logging.getLogger(record.name).isEnabledFor(logging.DEBUG) else ""
        found += [type(error).__name__ + words, *_frames(error.__traceback__)]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found


def _frames(trace: TracebackType | None) -> list[str]:
    frames = reversed(traceback.extract_tb(trace))
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


def set_up_logging(settings: LogSettings | None, level: int) -> None:
    """Send the log to standard error; -v and -q win over `[log] level` when they ask for more or less."""
    handler = logging.StreamHandler(sys.stderr)
    is_json = settings is not None and settings.format == "json"
    handler.setFormatter(JsonLine() if is_json else OneLine(for_journal=_is_read_by_journald()))
    wanted = logging.WARNING if settings is None else logging.getLevelName(settings.level.upper())
    root = logging.getLogger("monitor")
    root.handlers[:] = [handler]
    root.propagate = False
    root.setLevel(level if level != logging.WARNING else wanted)


def _is_read_by_journald() -> bool:
    """Whether standard error is the stream that systemd names."""
    try:
        there = os.fstat(sys.stderr.fileno())
    except (OSError, ValueError):
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{there.st_dev}:{there.st_ino}"
