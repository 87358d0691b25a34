"""Keeping the store small, whole and copied."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from monitor.database import pragma, transaction
from monitor.history.codec import to_time
from monitor.history.copies import free_frames

DAYS_A_MONTH = 30.44


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Figures for `doctor`."""

    file_bytes: int
    wal_bytes: int
    free_bytes: int
    runs: int
    sources: int
    observations: int
    copies: int
    copy_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What was let go."""

    observations: int
    copies: int


_FINDING = "weight IS NOT NULL OR confirmed_at IS 0 OR recovered_at IS 0"
"""Visits that people were told of: a change, the day trouble was confirmed, the day it was over."""
_OLD = "run IN (SELECT id FROM run WHERE started_at < ?) AND id NOT IN (SELECT latest FROM source WHERE latest IS NOT NULL)"


def prune(db: Database, keep_months: int, now: datetime) -> Pruned:
    """Let go of visits older than `keep_months`; findings, what memory rests on and last good copies stay."""
    before = to_time(now - timedelta(days=keep_months * DAYS_A_MONTH))
    execute = db.conn.execute
    with transaction(db):
        gone = execute(f"DELETE FROM observation WHERE {_OLD} AND NOT ({_FINDING})", (before,)).rowcount  # noqa: S608 - our own
        execute(f"UPDATE observation SET copy = NULL WHERE {_OLD}", (before,))  # noqa: S608 - our own
        execute("DELETE FROM run WHERE started_at < ? AND id NOT IN (SELECT run FROM observation)", (before,))
        execute(
            "DELETE FROM outbox WHERE created_at < ? AND state IN ('sent', 'failed', 'superseded', 'cancelled')",
            (before,),
        )
        return Pruned(observations=gone, copies=_sweep(db))


def forget(db: Database, names: Iterable[str]) -> int:
    """Remove all stored content of the named tools or sources: copies, excerpts, habits. Bare states remain.

    Mail that was sent loses its bytes, whatever it was about; mail that waits keeps them. Gives how many sources were named.
    """
    execute = db.conn.execute
    with transaction(db):
        found = [
            row[0]
            for name in names
            for row in execute("SELECT id FROM source WHERE name = ? OR tool = ?", (name, name))
        ]
        for source in found:
            execute(
                """UPDATE observation SET detail = NULL, route = NULL, representation = NULL, change = NULL, copy = NULL, target = NULL
                WHERE source = ?""",
                (source,),
            )
            execute(
                """UPDATE source SET etag = NULL, notices = NULL, searched_at = NULL, suggestions = NULL,
                last_modified = NULL, content_hash = NULL, transfer_hash = NULL, rule_id = '', copy = NULL,
                kept_at = NULL, final_url = NULL WHERE id = ?""",
                (source,),
            )
            execute("DELETE FROM habit WHERE source = ?", (source,))
            execute("DELETE FROM learned WHERE observation IN (SELECT id FROM observation WHERE source = ?)", (source,))
        execute("UPDATE outbox SET content = x'' WHERE state IN ('sent', 'failed', 'superseded', 'cancelled')")
        _sweep(db)
    return len(found)


def with_content(db: Database) -> tuple[str, ...]:
    """Ids of sources of which more than bare states is kept, in order."""
    return tuple(
        row[0]
        for row in db.conn.execute(
            """SELECT name FROM source WHERE copy IS NOT NULL OR EXISTS (
              SELECT 1 FROM observation AS o WHERE o.source = source.id AND coalesce(detail, route, representation, change, copy) IS NOT NULL)
            ORDER BY name"""
        ).fetchall()
    )


def _sweep(db: Database) -> int:
    """Let go of copies and shared bodies that nothing refers to any more. Gives how many copies."""
    gone = db.conn.execute(
        """DELETE FROM copy WHERE id NOT IN (SELECT copy FROM observation WHERE copy IS NOT NULL)
        AND id NOT IN (SELECT copy FROM source WHERE copy IS NOT NULL)"""
    ).rowcount
    free_frames(db)
    db.conn.execute(
        """DELETE FROM shared WHERE id NOT IN (
          SELECT detail FROM observation WHERE detail IS NOT NULL
          UNION SELECT route FROM observation WHERE route IS NOT NULL
          UNION SELECT representation FROM observation WHERE representation IS NOT NULL
          UNION SELECT change FROM observation WHERE change IS NOT NULL)"""
    )
    return gone


def rename(db: Database, names: Mapping[str, str]) -> tuple[str, ...]:
    """Give sources the ids they have now, old to new; visits and decisions stay theirs. Gives the old ids that were met.

    Where both were visited, each in its time, the visits become those of one source. Two that were visited in one run
    were two things: they are left as they are.
    """
    execute = db.conn.execute
    if not any(execute(_IS_KNOWN, (old, old)).fetchone() for old in names):
        return ()
    met = []
    with transaction(db):
        for old, new in names.items():
            rows = dict(execute("SELECT name, id FROM source WHERE name IN (?, ?)", (old, new)).fetchall())
            if len(rows) == 2 and not _join(db, rows[old], rows[new]):  # noqa: PLR2004 - both
                continue
            execute("UPDATE source SET name = ? WHERE name = ?", (new, old))
            decided = execute("UPDATE OR IGNORE decision SET source = ? WHERE source = ?", (new, old)).rowcount
            execute("DELETE FROM decision WHERE source = ?", (old,))  # the same decision, imported under the new id
            if old in rows or decided:
                met.append(old)
    return tuple(met)


_IS_KNOWN = "SELECT 1 FROM source WHERE name = ? UNION SELECT 1 FROM decision WHERE source = ?"
_TOGETHER = "SELECT 1 FROM observation AS a JOIN observation AS b USING (run) WHERE a.source = ? AND b.source = ?"
_COUNTED = ("alive_runs", "visits", "changes", "muted", "moves", "troubles")
_ADD_UP = f"""UPDATE source SET {", ".join(f"{name} = (SELECT sum({name}) FROM source WHERE id IN ($kept, $gone))" for name in _COUNTED)},
  first_visit = (SELECT min(first_visit) FROM source WHERE id IN ($kept, $gone)),
  last_change = (SELECT max(last_change) FROM source WHERE id IN ($kept, $gone)) WHERE id = $kept"""  # noqa: S608 - our own column names


def _join(db: Database, old: int, new: int) -> bool:
    """Give the visits of both to the one that was visited last; False when they met in a run."""
    execute = db.conn.execute
    if execute(_TOGETHER, (old, new)).fetchone():
        return False
    kept, gone = execute(
        "SELECT id FROM source WHERE id IN (?, ?) ORDER BY coalesce(latest, 0) DESC", (old, new)
    ).fetchall()
    both = {"kept": kept[0], "gone": gone[0]}
    execute(_ADD_UP, both)
    execute("UPDATE observation SET source = $kept WHERE source = $gone", both)
    execute("UPDATE OR IGNORE habit SET source = $kept WHERE source = $gone", both)
    execute("DELETE FROM source WHERE id = $gone", both)
    return True


def size(db: Database, path: Path) -> Size:
    """What the store holds and how much room it takes."""
    wal = path.with_name(f"{path.name}-wal")
    copies, copy_bytes = db.conn.execute("SELECT count(*), coalesce(sum(length(body)), 0) FROM copy").fetchone()
    return Size(
        file_bytes=path.stat().st_size,
        wal_bytes=wal.stat().st_size if wal.exists() else 0,
        free_bytes=pragma(db, "freelist_count") * pragma(db, "page_size"),
        runs=db["run"].count,
        sources=db["source"].count,
        observations=db["observation"].count,
        copies=copies,
        copy_bytes=copy_bytes,
    )


def backup(db: Database, target: Path) -> None:
    """A whole copy of the store, taken while it is in use; it appears under its name only when complete."""
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    with sqlite3.connect(part) as copy:
        db.conn.backup(copy)
    copy.close()
    part.replace(target)
