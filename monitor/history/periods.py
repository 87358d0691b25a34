"""History -> the facts of a period, of a run, of a source."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlite_utils import Database

from monitor.history import codec
from monitor.history.copies import FRAME_JOIN, load_copy, load_texts
from monitor.history.rows import SELECT_BY_SOURCE, SELECT_RECORDED, Row, Words, paged, recorded_from
from monitor.model.document import Document
from monitor.model.observation import Recorded, Run, RunStatus
from monitor.model.period import SourceHealth, TrendPoint
from monitor.model.source import SourceId
from monitor.model.verdict import TELLING_FLAGS, StandingWord, State

T = TypeVar("T")

_RUN = """SELECT id, started_at, finished_at, status, void_reason, void_detail, engine, planned, is_partial, stats
FROM run"""


MOST_HELD = 20_000
"""So many rows of a period are held once they were read, for all files and audiences: 14 MB. More are read again each time."""


class Stream(Generic[T]):
    """Values read from the store when they are iterated, each time anew or, where they are few enough, held."""

    def __init__(self, start: Callable[[], Iterator[T]], *, most_held: int = 0) -> None:
        self._start, self._most_held = start, most_held
        self._held: list[T] | None = None

    def __iter__(self) -> Iterator[T]:
        """From the first."""
        if self._held is not None:
            return iter(self._held)
        return self._holding() if self._most_held else self._start()

    def _holding(self) -> Iterator[T]:
        held: list[T] = []
        for value in self._start():
            if len(held) <= self._most_held:
                held.append(value)
            yield value
        if len(held) <= self._most_held:
            self._held = held


def _run_from(row: Row) -> Run:
    return Run(
        id=row[0],
        started_at=codec.from_time(row[1]),
        finished_at=codec.from_optional_time(row[2]),
        status=RunStatus(row[3]),
        void_reason=row[4],
        void_detail=row[5],
        engine=row[6],
        planned=row[7],
        is_partial=bool(row[8]),
        stats=json.loads(row[9]),
    )


def run_of(db: Database, run: int) -> Run:
    """One run by its number."""
    return _run_from(db.conn.execute(f"{_RUN} WHERE id = ?", (run,)).fetchone())


def runs_between(db: Database, *, after: int = 0, up_to: int | None = None) -> tuple[Run, ...]:
    """Runs by number, oldest first: later than `after`, up to and including `up_to`."""
    rows = db.conn.execute(f"{_RUN} WHERE id > ? AND id <= coalesce(?, id) ORDER BY id", (after, up_to))
    return tuple(_run_from(row) for row in rows.fetchall())


def runs_in(db: Database, since: datetime | None, until: datetime | None) -> tuple[Run, ...]:
    """Runs that started from `since` up to but not at `until`, oldest first."""
    sql = f"{_RUN} WHERE started_at >= coalesce(?, started_at) AND started_at < coalesce(?, started_at + 1) ORDER BY id"
    rows = db.conn.execute(sql, (codec.to_optional_time(since), codec.to_optional_time(until)))
    return tuple(_run_from(row) for row in rows.fetchall())


def newest_run(db: Database) -> int:
    """The number of the newest run, 0 when there is none."""
    return int(db.conn.execute("SELECT coalesce(max(id), 0) FROM run").fetchone()[0])


def last_run(db: Database, *, full: bool = False) -> Run | None:
    """The newest run that was finished; with `full` the newest over the whole catalogue that counted."""
    sql = f"{_RUN} WHERE status IN ('done', 'void') ORDER BY id DESC LIMIT 1"
    if full:
        sql = f"{_RUN} WHERE status = 'done' AND NOT is_partial ORDER BY id DESC LIMIT 1"
    row = db.conn.execute(sql).fetchone()
    return _run_from(row) if row else None


def _recorded(db: Database, words: Words, rows: Iterable[Row]) -> Iterator[Recorded]:
    return (recorded_from(db, row, words) for row in rows)


def run_record(db: Database, words: Words, run: int) -> Iterable[Recorded]:
    """What a run saw, in the order of source ids, each with the standing after it."""
    sql = f"{SELECT_BY_SOURCE} WHERE o.run = ? AND s.name > ? ORDER BY s.name LIMIT ?"
    return Stream(lambda: _recorded(db, words, paged(db, sql, run, key=2, start="")))


def timeline(db: Database, words: Words, source: SourceId) -> Iterator[Recorded]:
    """All visits to a source that are kept, oldest first."""
    sql = f"{SELECT_RECORDED} WHERE s.name = ? AND o.run > ? ORDER BY o.run LIMIT ?"
    return _recorded(db, words, paged(db, sql, source, key=1))


_WORD = "(SELECT id FROM word WHERE word = '{}')"
_QUIET = " AND ".join(
    (
        f"o.word = {_WORD.format(StandingWord.OK)} AND NOT o.traits",
        f"o.state = {_WORD.format(State.ALIVE)} AND o.change IS NULL",
        *(f"NOT instr(coalesce(detail.body, ''), '\"{flag}\"')" for flag in sorted(TELLING_FLAGS)),
    )
)
"""Visits of which there is nothing to tell. Most are, and to find the others none of these need be taken apart."""


def latest(db: Database, words: Words, up_to: int, *, telling: bool = False) -> Iterable[Recorded]:
    """Per source the last visit that counted, up to and including a run, in the order of source ids.

    `telling`: only those of which there may be something to tell.
    """
    sql = f"""{SELECT_BY_SOURCE} WHERE o.id = (
        SELECT x.id FROM observation AS x WHERE x.source = s.id AND x.run <= ? AND x.word IS NOT NULL
        ORDER BY x.run DESC LIMIT 1) AND s.name > ? {f"AND NOT ({_QUIET})" if telling else ""}
        ORDER BY s.name LIMIT ?"""  # noqa: S608 - our own columns
    return Stream(lambda: _recorded(db, words, paged(db, sql, up_to, key=2, start="")), most_held=MOST_HELD)


def changes(db: Database, words: Words, after: int, up_to: int) -> Iterable[Recorded]:
    """Visits that showed a change worth telling, oldest first."""
    sql = f"""{SELECT_RECORDED.replace("AS o ", "AS o INDEXED BY observation_told ")} WHERE o.run > ? AND o.run <= ? AND o.weight IS NOT NULL AND o.word IS NOT NULL
        AND o.id > ? ORDER BY o.id LIMIT ?"""
    return Stream(lambda: _recorded(db, words, paged(db, sql, after, up_to)))


def health(db: Database) -> Iterable[SourceHealth]:
    """How each source behaved since its first visit, in the order of source ids."""
    sql = """SELECT name, visits, changes, muted, moves, troubles, first_visit, last_change FROM source
        WHERE first_visit IS NOT NULL AND name > ? ORDER BY name LIMIT ?"""

    def read() -> Iterator[SourceHealth]:
        for name, visits, changed, muted, moves, troubles, first, last in paged(db, sql, start=""):
            yield SourceHealth(
                source=SourceId(name),
                visits=visits,
                changes=changed,
                muted=muted,
                moves=moves,
                troubles=troubles,
                first_visit=codec.from_time(first),
                last_change=codec.from_optional_time(last),
            )

    return Stream(read, most_held=MOST_HELD)


def trend_point(db: Database, period: str, after: int, up_to: int) -> TrendPoint | None:
    """A closed period in figures: classes over its last full run, changes over all of it."""
    row = db.conn.execute(
        "SELECT max(id) FROM run WHERE id > ? AND id <= ? AND status = 'done' AND NOT is_partial", (after, up_to)
    ).fetchone()
    if row[0] is None:
        return None
    counts: dict[str, int] = {}
    states = db.conn.execute(
        "SELECT w.word, count(*) FROM observation AS o JOIN word AS w ON w.id = o.state WHERE o.run = ? GROUP BY w.word",
        row,
    ).fetchall()
    for state, number in states:
        name = State(state).state_class.value
        counts[name] = counts.get(name, 0) + number
    changed = db.conn.execute(
        """SELECT count(DISTINCT source) FROM observation
        WHERE run > ? AND run <= ? AND weight IS NOT NULL AND word IS NOT NULL""",
        (after, up_to),
    ).fetchone()[0]
    checked = sum(number for state, number in states if state != State.NOT_CHECKED)
    return TrendPoint(period=period, checked=checked, dead=counts.get("dead", 0), changed=changed, counts=counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCopy:
    """A kept text of a source: the visit that brought it and its row."""

    run: int
    at: datetime
    copy_id: int
    text_hash: str


def copies(db: Database, source: SourceId) -> tuple[HeldCopy, ...]:
    """The texts of a source that are still kept, oldest first."""
    sql = """SELECT o.run, o.at, o.copy, copy.text_hash FROM observation AS o
        JOIN source AS s ON s.id = o.source JOIN copy ON copy.id = o.copy
        WHERE s.name = ? AND o.word IS NOT NULL ORDER BY o.run"""
    return tuple(
        HeldCopy(run=run, at=codec.from_time(at), copy_id=copy, text_hash=codec.from_hash(text))
        for run, at, copy, text in db.conn.execute(sql, (source,)).fetchall()
    )


_COPY_OF_VISIT = f"""SELECT copy.body, frame.body, base.body FROM observation AS o JOIN source AS s ON s.id = o.source
JOIN copy ON copy.id = o.copy {FRAME_JOIN} WHERE s.name = ? AND o.run = ?"""  # noqa: S608 - our own columns


def document_of_visit(db: Database, source: SourceId, run: int) -> Document | None:
    """The copy that a run recorded for a source, settled or not; None when it brought no new one."""
    row: Any = db.conn.execute(_COPY_OF_VISIT, (source, run)).fetchone()
    return load_copy(*row) if row else None


def texts_of_visit(db: Database, source: SourceId, run: int) -> list[str]:
    """What the blocks of that copy say; empty when the visit brought no new one."""
    row: Any = db.conn.execute(_COPY_OF_VISIT, (source, run)).fetchone()
    return load_texts(*row) if row else []


def copy_at(db: Database, source: SourceId, *, when: datetime | None = None, run: int | None = None) -> Document | None:
    """The text that was current at a moment, or after a run; None when nothing older is kept."""
    sql = f"""SELECT copy.body, frame.body, base.body FROM observation AS o JOIN source AS s ON s.id = o.source
        JOIN copy ON copy.id = o.copy {FRAME_JOIN}
        WHERE s.name = ? AND o.at <= coalesce(?, o.at) AND o.run <= coalesce(?, o.run) AND o.word IS NOT NULL
        ORDER BY o.run DESC LIMIT 1"""  # noqa: S608 - our own columns
    row: Any = db.conn.execute(sql, (source, codec.to_optional_time(when), run)).fetchone()
    return load_copy(*row) if row else None
