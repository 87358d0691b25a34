"""The store behind one door: what the rest of the product calls."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock
from sqlite_utils import Database

from monitor.database import damage, hold_lock, integrity, open_database, probe_writing, transaction, translated
from monitor.errors import LockedError, StoreError
from monitor.history import codec, decisions, memory, periods, reports, upkeep
from monitor.history.outbox import Outbox
from monitor.history.period import period_record
from monitor.history.record import Recorder, close_run, observations_of
from monitor.history.reports import ClosedReport, ReportKind
from monitor.history.rows import Words
from monitor.history.schema import MIGRATIONS
from monitor.history.settle import NextStanding, settle_run, void_run
from monitor.model.change import HostProfile
from monitor.model.decision import Decision
from monitor.model.document import Document
from monitor.model.mail import Letter
from monitor.model.observation import Observation, Past, Recorded, Remembered, Run, RunStatus
from monitor.model.period import PeriodRecord
from monitor.model.source import SourceId


class History:
    """All that is remembered of one living document."""

    def __init__(self, db: Database, path: Path, lock: FileLock | None) -> None:
        self._db, self.path, self._lock = db, path, lock
        self._words = Words(db)
        self.outbox = Outbox(db, path, may_send=lock is not None)

    @classmethod
    def open(
        cls, path: Path, *, document_id: str, document_title: str, create: bool = True, exclusive: bool = False
    ) -> Self:
        """Open the store of a document; close it, or use it as a context manager.

        `exclusive` is for whoever starts runs: takes the lock, checks the whole file and proves that the disk takes a
        run's writing. Without it one may read, and decide, while another process runs.
        Raises: LockedError within a second; StoreError for a store that is missing, corrupt, newer, of another
        document, or cannot be written.
        """
        lock = hold_lock(path) if exclusive else None
        try:
            db = open_database(path, migrations=MIGRATIONS, create=create)
            try:
                with translated(path):
                    _own(db, path, document_id, document_title)
                if exclusive:
                    _prove(db, path)
            except BaseException:
                db.close()
                raise
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        history = cls(db, path, lock)
        if exclusive:
            with translated(path):
                history._words.learn()
        return history

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and free the lock; twice does no harm."""
        self._db.close()
        if self._lock is not None:
            self._lock.release()

    # Memory

    def memory(self) -> Mapping[SourceId, Remembered]:
        """The light half for every source, in one select."""
        with translated(self.path):
            return memory.memory_of(self._db, self._words)

    def remembered(self, source: SourceId) -> Remembered | None:
        """The light half for one source; None when it was never settled."""
        with translated(self.path):
            return memory.remembered_of(self._db, self._words, source)

    def past(self, source: SourceId) -> Past:
        """The heavy half for one source."""
        with translated(self.path):
            return memory.past_of(self._db, source)

    def texts(self, source: SourceId) -> list[str]:
        """What the blocks of the last good copy of a source say; empty without one."""
        with translated(self.path):
            return memory.texts_of(self._db, source)

    def host(self, host: str) -> HostProfile:
        """What the pages of a host share; a new profile when nothing is known."""
        with translated(self.path):
            return memory.host_profile(self._db, host)

    def keep_host(self, profile: HostProfile) -> None:
        """Keep a host's profile."""
        with translated(self.path):
            memory.keep_host(self._db, profile)

    def robots(self) -> dict[str, tuple[str, datetime]]:
        """robots.txt of every host: text and when it was read."""
        with translated(self.path):
            return memory.robots_of(self._db)

    def keep_robots(self, texts: Mapping[str, tuple[str, datetime]]) -> None:
        """Keep robots.txt texts."""
        with translated(self.path):
            memory.keep_robots(self._db, texts)

    # Runs: for whoever holds the lock

    def _must_hold_lock(self) -> None:
        if self._lock is None:
            raise LockedError(f"The store {self.path} is open for reading only.", "Open it with exclusive=True to run.")

    @contextmanager
    def run(
        self, *, now: datetime, engine: str, planned: int, is_partial: bool, goes_on: bool = False
    ) -> Iterator[Recorder]:
        """A run to record in. Left by an exception, Ctrl-C or cancellation, it is kept as aborted with what it saw.

        `goes_on`: the run of the same engine and moment that a dead process left is gone on with, where there is one.
        """
        self._must_hold_lock()
        with translated(self.path), transaction(self._db):
            run = self._left_run(now, engine) if goes_on else None
            if run is not None:
                self._db.conn.execute("UPDATE run SET status = 'running' WHERE id = ?", (run,))
            else:
                run = self._db.conn.execute(
                    "INSERT INTO run (started_at, status, engine, planned, is_partial) VALUES (?, 'running', ?, ?, ?)",
                    (codec.to_time(now), engine, planned, int(is_partial)),
                ).lastrowid
        recorder = Recorder(self._db, self._words, self.path, periods.run_of(self._db, int(run or 0)))
        try:
            yield recorder
        except BaseException:
            recorder.abort()
            raise

    def _left_run(self, now: datetime, engine: str) -> int | None:
        """The run of this moment that a dead process left and nobody settled."""
        row = self._db.conn.execute(
            """SELECT id FROM run WHERE started_at = ? AND engine = ? AND status = 'aborted'
            AND settled_at IS NULL AND void_reason IS NULL""",
            (codec.to_time(now), engine),
        ).fetchone()
        return row and int(row[0])

    def recover(self, now: datetime) -> tuple[Run, ...]:
        """Close what dead processes left open; gives aborted runs whose observations do not count yet, oldest first.

        The caller looks at `unsettled` and then lets them `settle` or makes them `void`. Needs the lock: only then is
        every running row a dead one.
        """
        self._must_hold_lock()
        with translated(self.path), transaction(self._db):
            self._db.conn.execute("UPDATE run SET status = 'aborted' WHERE status = 'running'")
            rows = self._db.conn.execute(
                "SELECT id FROM run WHERE status = 'aborted' AND settled_at IS NULL ORDER BY id"
            ).fetchall()
        self.outbox.recover(now)
        return tuple(periods.run_of(self._db, row[0]) for row in rows)

    def unsettled(self, run: int) -> Iterator[Observation]:
        """Stream what an aborted run saw."""
        return observations_of(self._db, self._words, run)

    def settle(self, run: int, next_standing: NextStanding, now: datetime) -> None:
        """Let an aborted run's observations count after all."""
        self._must_hold_lock()
        with translated(self.path):
            settle_run(self._db, self._words, run, next_standing, now)

    def void(self, run: int, reason: str, detail: str = "") -> Run:
        """Let an aborted run's observations never count."""
        with translated(self.path):
            void_run(self._db, run, reason, detail)
        return close_run(self._db, self.path, run, RunStatus.VOID, None, {})

    def runs(self, since: datetime | None = None, until: datetime | None = None) -> tuple[Run, ...]:
        """Runs that started from `since` up to but not at `until`, oldest first."""
        with translated(self.path):
            return periods.runs_in(self._db, since, until)

    def last_run(self) -> Run | None:
        """The newest run that came to its end."""
        with translated(self.path):
            return periods.last_run(self._db)

    def last_full_run(self) -> Run | None:
        """The newest run over the whole catalogue that counted."""
        with translated(self.path):
            return periods.last_run(self._db, full=True)

    # Reading back

    def run_record(self, run: int) -> Iterable[Recorded]:
        """What a run saw, in the order of source ids; may be iterated again."""
        return periods.run_record(self._db, self._words, run)

    def timeline(self, source: SourceId) -> Iterator[Recorded]:
        """All kept visits to a source, oldest first."""
        return periods.timeline(self._db, self._words, source)

    def copies(self, source: SourceId) -> tuple[periods.HeldCopy, ...]:
        """The kept texts of a source, oldest first."""
        with translated(self.path):
            return periods.copies(self._db, source)

    def copy_at(self, source: SourceId, *, when: datetime | None = None, run: int | None = None) -> Document | None:
        """The text that was current at a moment or after a run."""
        with translated(self.path):
            return periods.copy_at(self._db, source, when=when, run=run)

    def period(
        self,
        period: str,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        up_to_run: int | None = None,
        carries: bool = False,
    ) -> PeriodRecord:
        """The facts of a period.

        By dates: the runs that started from `since` up to but not at `until`. With `up_to_run`: the runs after the one
        that closed the last period, up to and including that one; with `carries` also those of closings before it
        whose mail reached nobody.
        """
        with translated(self.path):
            return period_record(
                self._db,
                self._words,
                self.outbox,
                period=period,
                since=since,
                until=until,
                up_to_run=up_to_run,
                carries=carries,
            )

    # Decisions and reports

    def decide(self, *made: Decision) -> int:
        """Keep decisions; gives how many were new."""
        with translated(self.path):
            return decisions.keep(self._db, made)

    def decisions(self, active_at: datetime | None = None) -> tuple[Decision, ...]:
        """All decisions, or those in force at a moment."""
        with translated(self.path):
            return decisions.read(self._db, active_at)

    def close_period(
        self,
        *,
        period: str,
        kind: ReportKind,
        run: int,
        now: datetime,
        key: str = "",
        told: Mapping[str, Iterable[str]] | None = None,
        letters: Iterable[Letter] = (),
    ) -> ClosedReport | None:
        """Make a report final with its mail; None when it already was."""
        with translated(self.path):
            return reports.close(
                self._db,
                self.outbox,
                period=period,
                kind=kind,
                run=run,
                now=now,
                key=key,
                told=told,
                letters=letters,
            )

    def reports(self, period: str | None = None) -> tuple[ClosedReport, ...]:
        """Reports that were made, oldest first."""
        with translated(self.path):
            return reports.reports(self._db, period)

    def closings(self) -> tuple[ClosedReport, ...]:
        """Reports that closed a period, oldest first."""
        return reports.closings(self._db)

    def digest(self, key: str) -> str | None:
        """What is kept under a key, if anything is."""
        with translated(self.path):
            row = self._db.conn.execute("SELECT value FROM meta WHERE key = ?", (f"digest:{key}",)).fetchone()
        return None if row is None else str(row[0])

    def remember_digest(self, key: str, digest: str) -> bool:
        """Keep a digest under a key; whether it differs from the one kept before."""
        with translated(self.path), transaction(self._db):
            row = self._db.conn.execute("SELECT value FROM meta WHERE key = ?", (f"digest:{key}",)).fetchone()
            self._db.conn.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (f"digest:{key}", digest))
        return row is None or row[0] != digest

    def told(self, audience: str, *, before: int | None = None) -> frozenset[str]:
        """Items that an audience was told of."""
        with translated(self.path):
            return reports.told(self._db, audience, before=before)

    # Upkeep

    def forget(self, names: Iterable[str]) -> int:
        """Remove all stored content of tools or sources; the freed pages are overwritten with zeroes."""
        with translated(self.path):
            self._db.conn.execute("PRAGMA secure_delete = ON")
            found = upkeep.forget(self._db, names)
            self._db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return found

    def prune(self, keep_months: int, now: datetime) -> upkeep.Pruned:
        """Let go of what is older than `keep_months`, but for findings and last good copies."""
        with translated(self.path):
            return upkeep.prune(self._db, keep_months, now)

    def rename(self, names: Mapping[str, str]) -> tuple[str, ...]:
        """Let what is kept of sources go on under the ids they have now, old to new; gives the old ids that were met.

        Needs the lock: a run at work records under the ids that it began with.
        """
        self._must_hold_lock()
        with translated(self.path):
            return upkeep.rename(self._db, names)

    def with_content(self) -> tuple[str, ...]:
        """Ids of sources of which more than bare states is kept."""
        with translated(self.path):
            return upkeep.with_content(self._db)

    def size(self) -> upkeep.Size:
        """Figures for `doctor`."""
        with translated(self.path):
            return upkeep.size(self._db, self.path)

    def check(self) -> str | None:
        """None when the file is sound, else what is wrong."""
        with translated(self.path):
            return integrity(self._db)

    def backup(self, target: Path) -> None:
        """Copy the store, also while a run writes."""
        with translated(target):
            upkeep.backup(self._db, target)


def _own(db: Database, path: Path, document_id: str, document_title: str) -> None:
    """Write the owner into a new store; refuse one of another document."""
    held = dict(db.conn.execute("SELECT key, value FROM meta").fetchall())
    if not held:
        with transaction(db):
            db.conn.executemany(
                "INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)",
                [("document_id", document_id), ("document_title", codec.clean(document_title))],
            )
        return
    if held["document_id"] != document_id:
        raise StoreError(
            f"The store {path} belongs to another document: “{held['document_title']}”.",
            "Point [store] path to a file of its own for each document.",
        )


def _prove(db: Database, path: Path) -> None:
    """Find trouble before the first request."""
    with translated(path):
        complaint = damage(db)
    if complaint is not None:
        raise StoreError(
            f"The store {path} is corrupt: {complaint}.",
            "Restore a backup, or run `doctor --repair`, which copies it aside first.",
        )
    probe_writing(db, path)
