"""Every row of a store, accounted for: what a killed run left behind, beside all that was ever seen in it.

The store is always looked at in a copy of its file and log, taken while nobody writes: that is what a crash leaves, and
looking at the copy mends nothing in the original.
"""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.history.rows import STANDING, VISIT
from monitor.history.upkeep import DAYS_A_MONTH

Row = tuple[Any, ...]

_SEEN = ("run", "source", "url", *(column for column in VISIT if column != "copy"))
"""What a visit says; written once. Its standing comes when the run is settled, its copy goes with the years."""
_FOR_GOOD = {
    "report": "SELECT id, period, kind, key, run FROM report",
    "told": "SELECT item, audience, report FROM told",
}
_FINAL = {"sent", "failed", "superseded", "cancelled"}
UNCERTAIN = {"data", "content", "quit"}
"""Phases of SMTP in which the relay may or may not have taken the message."""


@dataclass(frozen=True)
class Mail:
    """A row of the outbox."""

    report: int
    recipient: str
    state: str
    phase: str
    created_at: int


@dataclass(frozen=True)
class Image:
    """All that matters of a store, at one moment."""

    visits: Mapping[int, Row]
    """Columns of `_SEEN` by the visit's number."""
    standings: Mapping[int, Row]
    """Columns of `STANDING`, of those that are settled."""
    findings: frozenset[int]
    """Visits that people were told of: these are kept for good."""
    latest: frozenset[int]
    """The last settled visit of each source."""
    runs: Mapping[int, tuple[str, int, bool]]
    """Status, start and whether it still has to be settled, by the run's number."""
    mails: Mapping[str, Mail]
    """By Message-ID."""
    for_good: frozenset[Row]
    trouble: tuple[str, ...]
    """What SQLite itself finds wrong."""
    beginning: int = 0
    """When the newest run began, in microseconds."""

    def was_there(self, visit: int) -> int:
        """When the run of a visit began."""
        return self.runs[self.visits[visit][0]][1]


EMPTY = Image(
    visits={}, standings={}, findings=frozenset(), latest=frozenset(), runs={}, mails={}, for_good=frozenset(), trouble=()
)  # fmt: skip


@contextmanager
def _copied(store: Path, aside: Path) -> Iterator[sqlite3.Connection]:
    aside.mkdir(exist_ok=True)
    for old in aside.iterdir():
        old.unlink()
    for name in (store.name, f"{store.name}-wal"):
        if (path := store.with_name(name)).exists():
            shutil.copyfile(path, aside / name)
    with closing(sqlite3.connect(aside / store.name)) as db:
        yield db


def image(store: Path, aside: Path) -> Image:
    """The store as it is; nobody may be writing (a stopped process is fine)."""
    if not store.exists():
        return EMPTY
    with _copied(store, aside) as db:
        trouble = [row[0] for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'outbox'").fetchone():
            return EMPTY  # not born yet
        if db.execute("PRAGMA foreign_key_check").fetchone():
            trouble.append("a row points to nothing")
        if db.execute("SELECT 1 FROM source WHERE latest NOT IN (SELECT id FROM observation)").fetchone():
            trouble.append("a source's last visit is gone")
        rows = db.execute(f"SELECT id, {', '.join(_SEEN)} FROM observation").fetchall()  # noqa: S608 - our own columns
        told = db.execute(f"SELECT id, {', '.join(STANDING)} FROM observation WHERE word IS NOT NULL").fetchall()  # noqa: S608 - our own
        found = "SELECT id FROM observation WHERE weight IS NOT NULL OR confirmed_at = 0 OR recovered_at = 0"
        runs = db.execute(
            "SELECT id, status, started_at, settled_at IS NULL AND void_reason IS NULL FROM run"
        ).fetchall()
        mails = db.execute("SELECT message_id, report, recipient, state, phase, created_at FROM outbox").fetchall()
        return Image(
            visits={row[0]: row[1:] for row in rows},
            standings={row[0]: row[1:] for row in told},
            findings=frozenset(row[0] for row in db.execute(found)),
            latest=frozenset(row[0] for row in db.execute("SELECT latest FROM source WHERE latest IS NOT NULL")),
            runs={number: (status, started, bool(opened)) for number, status, started, opened in runs},
            mails={row[0]: Mail(*row[1:]) for row in mails},
            for_good=frozenset((table, *row) for table, sql in _FOR_GOOD.items() for row in db.execute(sql)),
            trouble=tuple(trouble),
            beginning=max((started for _, _, started, _ in runs), default=0),
        )


@dataclass
class Accounts:
    """What was ever seen in a store, and what became of each row."""

    keep_months: int
    known: Image = EMPTY
    pruned: Counter[str] = field(default_factory=Counter)
    """Rows that left by their age, by table."""
    mails: dict[str, Mail] = field(default_factory=dict)
    """Every message that was ever in the outbox, as last seen."""
    _is_alive: bool = False
    """Whether whoever writes the newest run may go on: a second look at a page takes the place of the first."""

    def _oldest(self, now: datetime) -> int:
        return int((now - timedelta(days=self.keep_months * DAYS_A_MONTH)).timestamp() * 1_000_000)

    def note(self, seen: Image, now: datetime, *, is_alive: bool = False) -> list[str]:
        """Compare with what was seen before; gives each row that is lost or was changed."""
        known, oldest = self.known, self._oldest(now)
        lost = [*_changed(known, seen, may_go_on=self._is_alive)]
        for visit in known.visits.keys() - seen.visits.keys():
            if known.was_there(visit) < oldest and visit not in known.findings | seen.latest:
                self.pruned["observation"] += 1
            else:
                lost.append(f"visit {visit} of run {known.visits[visit][0]} is lost")
        held = {row[0] for row in seen.visits.values()}
        for run in known.runs.keys() - seen.runs.keys():
            if known.runs[run][1] < oldest and run not in held:
                self.pruned["run"] += 1
            else:
                lost.append(f"run {run} is lost")
        for message in known.mails.keys() - seen.mails.keys():
            if known.mails[message].created_at < oldest and known.mails[message].state in _FINAL:
                self.pruned["outbox"] += 1
            else:
                lost.append(f"mail {message} is lost")
        lost += [f"{row} is lost" for row in known.for_good - seen.for_good]
        self.known, self._is_alive = seen, is_alive
        self.mails.update(seen.mails)
        return lost

    def overdue(self, now: datetime) -> list[str]:
        """Rows that a run which closed a period at `now` should have let go."""
        seen, oldest = self.known, self._oldest(now)
        return [
            f"visit {visit} should have been pruned"
            for visit in seen.visits.keys() - seen.findings - seen.latest
            if seen.was_there(visit) < oldest
        ]


def _changed(known: Image, seen: Image, *, may_go_on: bool) -> Iterator[str]:
    """Rows that do not say what they said: a visit is written once in a run's life, a standing once for good."""
    for visit in known.visits.keys() & seen.visits.keys():
        is_open = may_go_on and known.runs[known.visits[visit][0]][0] == "running"
        if known.visits[visit] != seen.visits[visit] and not is_open:
            yield f"visit {visit} was {known.visits[visit]} and is {seen.visits[visit]}"
        if visit in known.standings and known.standings[visit] != seen.standings.get(visit):
            yield f"the standing of visit {visit} was {known.standings[visit]} and is {seen.standings.get(visit)}"
