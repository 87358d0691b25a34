"""Files written whole or not at all, and let go when they are old."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from monitor.errors import OutputError
from monitor.publish.desk import Desk
from monitor.report import period_of

DAYS_A_MONTH = 30.44


def write_whole(path: Path, content: bytes, mode: int) -> None:
    """Write a file whole or not at all: temporary file, fsync, rename, fsync of the folder; its mode from the start."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputError(
            f"{path} cannot be written: {error.strerror}.", "Make room there, or give this user write access."
        ) from error


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # a folder cannot be opened for this on Windows
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def let_go_reports(desk: Desk, keep_months: int, now: datetime) -> None:
    """Remove report files of weeks that lie further back; their names say of which week they are."""
    oldest = period_of(now - timedelta(days=keep_months * DAYS_A_MONTH), desk.timezone)
    for path in desk.folder.glob("[0-9][0-9][0-9][0-9]-W[0-9][0-9]-TLP-*"):
        if path.name[: len(oldest)] < oldest:
            path.unlink(missing_ok=True)
