"""A path -> an open SQLite file that is ours, sound, writable and of today's schema.

Through sqlite-utils, which opens with ``journal_mode=delete``, foreign keys off and a commit per insert; here it is
WAL with ``synchronous=NORMAL`` (a power cut may lose the last batch, never the file), foreign keys on, and every
write inside `transaction`. Nothing is ever created anew in place of a file that cannot be read.
"""

import logging
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout
from sqlite_utils import Database

from monitor.errors import LockedError, MonitorError, StoreError

logger = logging.getLogger(__name__)

APPLICATION_ID = 0x544B4D31
"""``TKM1`` in the header of the file: what tells our store from somebody else's database."""
BUSY_SECONDS = 10.0
LOCK_SECONDS = 0.3
PAGE_BYTES = 2048
"""Copies end in half-used pages: 1,000 of them take 9.5 MB, with SQLite's default of 4096 it is 10.1; no slower."""
PROBE_BYTES = 1 << 20
"""Room that must be free before the first request: a run of the toolkit needs a tenth of it."""

Migration = str | Callable[[Database], None]
"""One step of the schema: SQL statements, or a function where SQL alone cannot say it."""


def open_database(path: Path, *, migrations: tuple[Migration, ...], create: bool = True) -> Database:
    """Open the file, or create it with mode 0600 in a folder of mode 0700.

    Raises: StoreError when it is missing (and `create` is false), is no store of ours, is corrupt, comes from a newer
    version, or cannot be opened.
    """
    with translated(path):
        if not path.exists():
            if not create:
                raise StoreError(f"There is no store at {path} yet.", "Start with a run, or set [store] path.")
            _create_file(path)
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        db = Database(connection, recursive_triggers=False, execute_plugins=False)
        try:
            _prepare(db, path, migrations)
        except BaseException:
            db.close()
            raise
    return db


def _create_file(path: Path) -> None:
    """Make folder and file private from their first moment, whatever the umask."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _prepare(db: Database, path: Path, migrations: tuple[Migration, ...]) -> None:
    """Recognise the file before anything in it is touched, then bring it to today's schema."""
    version = pragma(db, "user_version")
    is_empty = not pragma(db, "page_count")
    if not is_empty and pragma(db, "application_id") != APPLICATION_ID and not _is_unborn(db):
        raise StoreError(f"{path} is a database of something else.", "Point [store] path to another file.")
    if version > len(migrations):
        raise StoreError(
            f"{path} was written by a newer version (schema {version}, this one knows {len(migrations)}).",
            "Upgrade toolkit-monitor, or restore the backup made before the upgrade.",
        )
    db.conn.execute("PRAGMA foreign_keys = ON")
    db.conn.execute("PRAGMA temp_store = MEMORY")
    db.conn.execute("PRAGMA wal_autocheckpoint = 2000")
    if version < len(migrations):
        if is_empty:
            db.conn.execute(f"PRAGMA page_size = {PAGE_BYTES}")
            db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.conn.execute("PRAGMA journal_mode = WAL")
        _migrate(db, migrations)


def _is_unborn(db: Database) -> bool:
    """Whether a creation was killed before its first transaction was committed."""
    return not pragma(db, "user_version") and not db.conn.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]


def _migrate(db: Database, migrations: tuple[Migration, ...]) -> None:
    """Take the missing steps, each in a transaction of its own together with its number."""
    for number in range(pragma(db, "user_version") + 1, len(migrations) + 1):
        with transaction(db):
            if pragma(db, "user_version") >= number:
                continue  # another process took this step while we waited for the write lock
            step = migrations[number - 1]
            if callable(step):
                step(db)
            else:
                for statement in filter(str.strip, step.split(";\n")):
                    db.conn.execute(statement)
            db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.conn.execute(f"PRAGMA user_version = {number}")
        logger.info("store schema is now %d", number)


def pragma(db: Database, name: str) -> int:
    """The value of a numeric pragma."""
    return int(db.conn.execute(f"PRAGMA {name}").fetchone()[0])


def path_of(db: Database) -> Path:
    """Where the file lies."""
    return Path(db.conn.execute("PRAGMA database_list").fetchone()[2])


@contextmanager
def transaction(db: Database, *, durable: bool = False) -> Iterator[None]:
    """All or nothing; inside another one it is part of that one.

    ``IMMEDIATE``: it waits for another writer at its start. A deferred one that first reads would fail at its first
    write when someone else wrote in between (SQLITE_BUSY_SNAPSHOT), and no waiting helps then.
    `durable` waits for the disk, so that not even a power cut undoes it: for what the world outside has seen, as mail.
    """
    if db.conn.in_transaction:
        yield
        return
    db.conn.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.rollback()
        raise
    try:
        db.conn.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


def damage(db: Database) -> str | None:
    """The first thing that is wrong with the file's pages and rows, None when it is sound. 100 MB take 0.25 s."""
    complaint = str(db.conn.execute("PRAGMA quick_check(1)").fetchone()[0])
    return None if complaint == "ok" else complaint


def integrity(db: Database) -> str | None:
    """As `damage`, looking at indexes and references too: for `doctor`, three times as slow."""
    complaint = str(db.conn.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if complaint != "ok":
        return complaint
    broken = db.conn.execute("PRAGMA foreign_key_check").fetchone()
    return f"a row of {broken[0]} points to a missing row of {broken[2]}" if broken else None


def probe_writing(db: Database, path: Path) -> None:
    """Prove that the disk takes what a run will write, before the first request.

    Raises: StoreError when the folder is read-only or the disk is full.
    """
    with translated(path):
        with tempfile.TemporaryFile(dir=path.parent) as probe:
            probe.write(bytes(PROBE_BYTES))
            probe.flush()
            os.fsync(probe.fileno())
        with transaction(db):
            db.conn.execute(f"PRAGMA user_version = {pragma(db, 'user_version')}")  # the same, but written


def hold_lock(path: Path) -> FileLock:
    """Take the one lock of this store; the kernel frees it when the process dies.

    Raises: LockedError within a second when another process holds it.
    """
    lock = FileLock(f"{path}.lock", timeout=LOCK_SECONDS, mode=0o600)
    with translated(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            lock.acquire(poll_interval=0.05)
        except Timeout as error:
            raise LockedError(
                f"Another run holds the lock on {path}.",
                "Wait until it is done; the lock is freed by itself when that process ends.",
            ) from error
    return lock


@contextmanager
def lock_first(path: Path) -> Iterator[None]:
    """What a run looks at before it takes the lock: whatever is wrong there, another run at work is told in its place.

    It may be the cause (a disk that is full for as long as it lasts), it says what is wrong itself, and a catalogue that
    is being edited is nobody's alarm. Makes no file: where no run ever was, nobody holds a lock.
    """
    try:
        yield
    except MonitorError:
        if Path(f"{path}.lock").exists():
            with suppress(StoreError):
                hold_lock(path).release()
        raise


_REMEDIES: tuple[tuple[str, str, str], ...] = (
    ("disk is full", "the disk is full", "Free some space and start again; nothing that was kept is lost."),
    ("readonly", "it cannot be written to", "Give the user that runs this write access to the file and its folder."),
    ("unable to open", "it cannot be opened", "Give the user that runs this access to the file and its folder."),
    ("locked", "another program keeps it locked", "Close the program that has the file open and start again."),
    (
        "not a database",
        "it is not a SQLite file",
        "Restore a backup, or run `doctor --repair`, which copies it aside first.",
    ),
    (
        "malformed",
        "it is corrupt",
        "Restore a backup, or run `doctor --repair`, which copies it aside first.",
    ),
    ("disk I/O", "the disk gives errors", "Look at the disk and its mount, then start again."),
)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Let no error of SQLite or of the file system out as anything but a StoreError with its remedy."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        text = str(error)
        for sign, problem, remedy in _REMEDIES:
            if sign in text:
                raise StoreError(f"The store {path} fails: {problem}.", remedy) from error
        raise StoreError(f"The store {path} fails: {text}.", "Run `doctor` for a closer look.") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(
            f"The store {path} cannot be used: {reason}.",
            "Look at the rights and the free space of its folder, or set [store] path.",
        ) from error
