"""A damaged store -> a sound one with all rows that can still be read. The damaged file is copied aside first."""

import logging
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from monitor.database import damage, hold_lock, open_database, transaction, translated
from monitor.errors import StoreError
from monitor.history.schema import MIGRATIONS

logger = logging.getLogger(__name__)

_SIDES = ("", "-wal", "-shm")
_CHUNK = 50
_LAST_ROW = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """What a repair did."""

    copied_to: Path
    """The damaged file as it was."""
    rows: int
    """Rows that were saved."""
    dangling: int
    """Saved rows that had to go, because what they point to was lost."""


def repair(path: Path, *, document_id: str, document_title: str) -> Repaired | None:
    """Make the store at `path` sound again; None when nothing is wrong with it. Needs the lock and twice the room.

    Never destroys: the damaged file stays beside the store as ``….damaged-1``. The document is written in only where
    the store's own word about it was lost. Raises: StoreError when there is no file, or not one row can be read; then
    nothing has changed but for that copy. LockedError while a run is on.
    """
    lock = hold_lock(path)
    try:
        with translated(path):
            return (
                None
                if _is_sound(path)
                else _repair(path, {"document_id": document_id, "document_title": document_title})
            )
    finally:
        lock.release()


def _is_sound(path: Path) -> bool:
    if not path.exists():
        raise StoreError(f"There is no store at {path}.", "There is nothing to repair; start with a run.")
    try:
        with closing(sqlite3.connect(path)) as connection:
            return damage(Database(connection, execute_plugins=False)) is None
    except sqlite3.DatabaseError:
        return False


def _repair(path: Path, owner: dict[str, str]) -> Repaired:
    aside, fresh = _copy_aside(path), path.with_name(f".{path.name}.repaired")
    for side in _SIDES:
        path.with_name(f"{fresh.name}{side}").unlink(missing_ok=True)
    db = open_database(fresh, migrations=MIGRATIONS)
    with closing(db), closing(sqlite3.connect(aside)) as damaged:
        db.conn.execute("PRAGMA foreign_keys = OFF")
        with transaction(db, durable=True):
            rows = sum(_save(damaged, db, table) for table in db.table_names() if not table.startswith("sqlite_"))
            dangling = _cut_dangling(db)
            db.conn.executemany("INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)", owner.items())
        if not rows:
            fresh.unlink()
            raise StoreError(f"Not one row of {path} can be read.", f"Restore a backup; the file is kept as {aside}.")
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for side in _SIDES[1:]:
        path.with_name(f"{path.name}{side}").unlink(missing_ok=True)
    fresh.replace(path)
    logger.warning("store repaired: %d rows saved, damaged file kept as %s", rows, aside)
    return Repaired(copied_to=aside, rows=rows, dangling=dangling)


def _copy_aside(path: Path) -> Path:
    """Copy file, log and index under the first name that is free, as private as they were."""
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    for side in _SIDES:
        source, target = path.with_name(f"{path.name}{side}"), path.with_name(f"{aside.name}{side}")
        if source.exists():
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            shutil.copyfile(source, target)
    return aside


def _save(damaged: sqlite3.Connection, db: Database, table: str) -> int:
    """Copy what can be read of one table; gives how many rows."""
    known = {row[1] for row in _readable_rows(damaged, f'PRAGMA table_info("{table}")')}
    columns = [column.name for column in db.table(table).columns if column.name in known]
    names = ", ".join(f'"{column}"' for column in columns)
    if not columns:
        return 0
    sql = f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({", ".join("?" for _ in columns)})'  # noqa: S608 - our own
    if "id" not in columns:
        return db.conn.executemany(sql, _readable_rows(damaged, f'SELECT {names} FROM "{table}"')).rowcount  # noqa: S608 - our own
    first = -_LAST_ROW if table == "shared" else 0
    return db.conn.executemany(sql, _readable(damaged, table, names, first)).rowcount


def _readable_rows(damaged: sqlite3.Connection, sql: str) -> Iterator[tuple[Any, ...]]:
    """Rows up to the first that cannot be read: the small tables without numbered rows."""
    try:
        yield from damaged.execute(sql)
    except sqlite3.DatabaseError as error:
        logger.warning("a table is damaged: %s", error)


def _readable(damaged: sqlite3.Connection, table: str, names: str, first: int) -> Iterator[tuple[Any, ...]]:
    """Rows of a table, leaping over stretches that cannot be read, further each time."""
    sql = f'SELECT rowid, {names} FROM "{table}" WHERE rowid > ? ORDER BY rowid LIMIT ?'  # noqa: S608 - our own
    last, leap, chunk = first, 0, _CHUNK
    while last < _LAST_ROW:
        try:
            rows = damaged.execute(sql, (last, chunk)).fetchall()
        except sqlite3.DatabaseError as error:
            if chunk > 1:
                chunk = 1
                continue
            if not leap:
                logger.warning("table %s is damaged after row %d: %s", table, last, error)
            leap = leap * 2 or 1
            last = min(last + leap, _LAST_ROW)
            continue
        yield from (row[1:] for row in rows)
        if not rows:
            return
        last, leap, chunk = rows[-1][0], 0, _CHUNK


def _cut_dangling(db: Database) -> int:
    """Remove rows that point to rows that were lost, until none does; gives how many."""
    gone = 0
    while dangling := db.conn.execute("PRAGMA foreign_key_check").fetchall():
        for table, row, parent, _ in dangling:
            if parent in {"copy", "frame"} and table != "copy":
                column = "base" if table == "frame" else "copy"
                db.conn.execute(f'UPDATE "{table}" SET {column} = NULL WHERE rowid = ?', (row,))  # noqa: S608 - our own
            else:
                gone += db.conn.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,)).rowcount  # noqa: S608 - our own
    db.conn.execute(
        """UPDATE source SET latest = (SELECT id FROM observation AS o WHERE o.source = source.id AND o.word IS NOT NULL
        ORDER BY run DESC LIMIT 1) WHERE latest NOT IN (SELECT id FROM observation)"""
    )
    return gone
