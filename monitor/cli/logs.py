"""Log records -> one line each: for a person, or as JSON."""

import json
import logging
import sys
from typing import Protocol

_UNSAFE = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if code != ord("\t")}
"""Control characters of a server's making must not forge a line or move a cursor."""


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
    """A record as one line for a person."""

    def format(self, record: logging.LogRecord) -> str:
        """Level and message; a traceback is folded into the line."""
        text = record.getMessage()
        if record.exc_info:
            text += " | " + self.formatException(record.exc_info).replace("\n", " | ")
        return f"{record.levelname.lower()}: {text.translate(_UNSAFE)}"


class JsonLine(logging.Formatter):
    """A record as one JSON object, for journald and its like."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger, message, and the error if there is one."""
        entry = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def set_up_logging(settings: LogSettings, level: int) -> None:
    """Send the log to standard error; -v and -q win over `[log] level` when they ask for more or less."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLine() if settings.format == "json" else OneLine())
    wanted = logging.getLevelName(settings.level.upper())
    chosen = level if level != logging.WARNING else wanted
    root = logging.getLogger("monitor")
    root.handlers[:] = [handler]
    root.propagate = False
    root.setLevel(chosen)
