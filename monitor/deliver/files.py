"""Without a relay: finished messages as .eml files that any mail program opens."""

import os
import re
import tempfile
from pathlib import Path

from monitor.deliver.outgoing import Outgoing
from monitor.errors import OutputError

_UNSAFE = re.compile(r"[^A-Za-z0-9.+-]+")


def write_eml(folder: Path, message: Outgoing, *, period: str) -> Path:
    """Write the message and give its path; the same message again takes the place of the first.

    Named after period, label and Message-ID, never after a recipient or a page. Folder 0700, file 0600, and never half
    a file: it gets its name when it is complete. Raises OutputError.
    """
    label = _UNSAFE.sub("-", message.label.printed)
    path = folder / f"{period}-{label}-{_UNSAFE.sub('-', message.message_id).strip('-')}.eml".replace(":", "-")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")  # mkstemp creates with mode 0600
        with os.fdopen(handle, "wb") as file:
            file.write(message.content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except OSError as error:
        raise OutputError(
            f"cannot write {path}: {error.strerror}", "Check the folder of `mail.outbox` and its rights."
        ) from error
    return path
