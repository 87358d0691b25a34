"""Every exception we raise on purpose.

    MonitorError              status, message, remedy
    ├── UsageError            2: wrong use of a command
    ├── SettingsError         2: monitor.toml or the environment
    ├── CatalogueError        2: no valid entry in the catalogue, or the catalogue is missing
    ├── StoreError            4: the SQLite file: missing rights, full, corrupt, newer, another document's
    ├── OutputError           4: the reports folder or a template
    └── LockedError          75: another run holds the lock

A dead link is no error: it is a `Verdict`. An error's text says what is wrong and its remedy what to do.
"""


class MonitorError(Exception):
    """Our own trouble, with the exit status it leads to (contract.md, "Exit status")."""

    status = 4

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        """Message and remedy in one line."""
        return f"{self.message} {self.remedy}".strip()


class UsageError(MonitorError):
    """A command was used wrongly; nothing was requested."""

    status = 2


class SettingsError(MonitorError):
    """Settings are unknown or have a wrong value; `mistakes` names each of them in one line. Nothing was requested."""

    status = 2

    def __init__(self, message: str, remedy: str = "", *, mistakes: tuple[str, ...] = ()) -> None:
        super().__init__(message, remedy)
        self.mistakes = mistakes


class CatalogueError(MonitorError):
    """The catalogue is missing or holds no valid entry; nothing was requested."""

    status = 2


class StoreError(MonitorError):
    """The store cannot be used; nothing is silently created anew."""

    status = 4


class OutputError(MonitorError):
    """A report, a template or a folder for them cannot be written or read."""

    status = 4


class LockedError(MonitorError):
    """Another run holds the lock on this store."""

    status = 75
