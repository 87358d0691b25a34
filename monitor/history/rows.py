"""Rows of `observation` <-> observations and standings."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from sqlite_utils import Database

from monitor.database import path_of, transaction, translated
from monitor.history import codec
from monitor.history.codec import clean_optional, from_time, to_time
from monitor.model.change import ChangeOutcome, Weight
from monitor.model.observation import Observation, Recorded
from monitor.model.source import SourceId, Tlp, ToolId
from monitor.model.verdict import Page, Standing, StandingWord, State, Verdict

Row = tuple[Any, ...]

E = TypeVar("E", bound=StrEnum)

PAGE_ROWS = 500
"""Rows read at a time: a stream of any length stays small, and no cursor is open while others write."""


class _Members(dict[int, E]):
    """Members of one enumeration by the numbers of their words; read again when a number is new."""

    def __init__(self, kind: type[E], db: Database) -> None:
        super().__init__()
        self._kind, self._db = kind, db

    def __missing__(self, number: int) -> E:
        word = self._db.conn.execute("SELECT word FROM word WHERE id = ?", (number,)).fetchone()[0]
        self[number] = self._kind(word)
        return self[number]


class Words:
    """The words of enumerations and their numbers, kept in the store itself."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._numbers: dict[str, int] = {}
        self.state = _Members(State, db)
        self.standing = _Members(StandingWord, db)
        self.page = _Members(Page, db)
        self.outcome = _Members(ChangeOutcome, db)
        self.weight = _Members(Weight, db)
        self.label = _Members(Tlp, db)

    def learn(self) -> None:
        """Give every word of today's enumerations a number. Needed before writing, in a transaction of its own."""
        kinds: tuple[type[StrEnum], ...] = (State, StandingWord, Page, ChangeOutcome, Weight, Tlp)
        words = {(str(member),) for kind in kinds for member in kind}
        with transaction(self._db):
            self._db.conn.executemany("INSERT OR IGNORE INTO word (word) VALUES (?)", sorted(words))
        self._numbers = dict(self._db.conn.execute("SELECT word, id FROM word").fetchall())

    def number(self, word: str) -> int:
        """The number of a word."""
        return self._numbers[word]

    def optional(self, word: str | None) -> int | None:
        """As `number`; None stays None."""
        return None if word is None else self.number(word)


STANDING = (
    "word", "standing", "reason", "since", "confirmed_at", "recovered_at", "observations", "last_at",
    "first_run", "target", "target_since", "target_runs", "traits", "last_good_at", "remarks",
)  # fmt: skip
"""Columns of the standing after a visit; `word` is NULL until the run is settled."""

VISIT = (
    "at", "state", "page", "http_status", "marks", "detail", "route", "representation", "outcome", "weight", "change",
    "requests", "bytes", "elapsed", "label", "copy",
)  # fmt: skip
"""Columns of the visit itself, apart from run, source and url."""

SELECT_RECORDED = f"""
SELECT o.id, o.run, s.name, s.tool, coalesce(o.url, s.url), o.at, o.state, o.page, o.http_status, o.marks,
       detail.body, route.body, representation.body, o.outcome, o.weight, change.body, o.requests, o.bytes, o.elapsed,
       o.at, {", ".join(f"o.{column}" for column in STANDING)}, o.label
FROM observation AS o JOIN source AS s ON s.id = o.source
LEFT JOIN shared AS detail ON detail.id = o.detail
LEFT JOIN shared AS route ON route.id = o.route
LEFT JOIN shared AS representation ON representation.id = o.representation
LEFT JOIN shared AS change ON change.id = o.change
"""  # noqa: S608 - only our own column names
SELECT_BY_SOURCE = SELECT_RECORDED.replace(
    "FROM observation AS o JOIN source AS s ON s.id = o.source",
    "FROM source AS s CROSS JOIN observation AS o ON o.source = s.id",
)
"""The same, walking sources in the order of their ids (CROSS: SQLite would sort a whole run for each page of it)."""
STANDING_FROM = 19
"""Where the standing begins in a row of `SELECT_RECORDED`: the time of the visit, then the columns of `STANDING`."""
LABEL_AT = STANDING_FROM + 1 + len(STANDING)
"""Where the label stands under which the visit was kept."""


def observation_from(row: Row, words: Words) -> Observation:
    """The light observation that a row of `SELECT_RECORDED` holds."""
    (_, _, name, tool, url, at, state, page, status, marks, detail, route, content, outcome, weight, change) = row[:16]
    _, noted = codec.detail_from(detail)
    way = codec.route_from(route)
    if marks & codec.ENDED_AT_URL:
        way = {**way, "final_url": url}
    return Observation(
        source=SourceId(name),
        tool=ToolId(tool),
        url=url,
        at=from_time(at),
        verdict=verdict_from(state, page, marks & codec.TRUSTS_CONTENT, detail, words),
        change=codec.change_from(
            words.outcome[outcome], Weight.NONE if weight is None else words.weight[weight], change
        ),
        http_status=status,
        full_visit=bool(marks & codec.FULL_VISIT),
        rechecked=bool(marks & codec.RECHECKED),
        requests=row[16],
        bytes_received=row[17],
        elapsed_seconds=row[18],
        **noted,
        **way,
        **codec.representation_from(content),
    )


@lru_cache(maxsize=2048)
def verdict_from(state: int, page: int | None, trusts_content: int, detail: str | None, words: Words) -> Verdict:
    """The verdict that these columns hold; visits that showed the same share one."""
    return Verdict(
        state=words.state[state],
        page=None if page is None else words.page[page],
        trusts_content=bool(trusts_content),
        **codec.detail_from(detail)[0],
    )


def standing_to(standing: Standing, at: int, words: Words) -> Row:
    """The columns of `STANDING`; a time equal to the visit's is 0, which takes no room."""

    def moment(value: datetime | None) -> int | None:
        if value is None:
            return None
        time = to_time(value)
        return 0 if time == at else time

    return (
        words.number(standing.word),
        words.number(standing.state),
        clean_optional(standing.reason),
        moment(standing.since),
        moment(standing.confirmed_at),
        moment(standing.recovered_at),
        standing.observations,
        moment(standing.last_at),
        standing.first_run,
        clean_optional(standing.target),
        moment(standing.target_since),
        standing.target_runs,
        standing.look_by_hand + 2 * standing.rechecked + 4 * standing.target_is_permanent,
        moment(standing.last_good_at),
        codec.remarks_to(standing.remarks),
    )


@lru_cache(maxsize=2048)
def standing_from(row: Row, words: Words) -> Standing | None:
    """The standing that the time of the visit and the columns of `STANDING` hold; None when not settled.

    Sources that have been fine equally long share one.
    """
    at, word, state, reason, since, confirmed, recovered, observations, last = row[:9]
    if word is None:
        return None
    first_run, target, target_since, target_runs, traits, good, remarks = row[9:]
    now = from_time(at)

    def moment(value: int | None) -> datetime | None:
        if value is None:
            return None
        return from_time(value) if value else now

    return Standing(
        word=words.standing[word],
        state=words.state[state],
        reason=reason,
        since=moment(since),
        confirmed_at=moment(confirmed),
        recovered_at=moment(recovered),
        observations=observations,
        last_at=moment(last),
        first_run=first_run,
        target=target,
        target_since=moment(target_since),
        target_runs=target_runs,
        look_by_hand=bool(traits & 1),
        rechecked=bool(traits & 2),
        target_is_permanent=bool(traits & 4),
        last_good_at=moment(good),
        remarks=codec.remarks_from(remarks),
    )


def recorded_from(db: Database, row: Row, words: Words) -> Recorded:
    """A row of `SELECT_RECORDED` with its standing: of a visit that did not count, the standing before it."""
    settled = standing_from(row[STANDING_FROM:LABEL_AT], words)
    return Recorded(
        run=row[1],
        observation=observation_from(row, words),
        standing=settled or standing_before(db, words, name=row[2], run=row[1]),
        label=words.label[row[LABEL_AT]],
        counted=settled is not None,
    )


def standing_before(db: Database, words: Words, *, name: str, run: int) -> Standing:
    """The standing that a source had before a run."""
    sql = f"""SELECT at, {", ".join(STANDING)} FROM observation
        WHERE source = (SELECT id FROM source WHERE name = ?) AND run < ? AND word IS NOT NULL
        ORDER BY run DESC LIMIT 1"""  # noqa: S608 - only our own column names
    row = db.conn.execute(sql, (name, run)).fetchone()
    return (standing_from(row, words) if row else None) or Standing()


def paged(db: Database, sql: str, *args: object, key: int = 0, start: int | str = 0) -> Iterator[Row]:
    """Stream a query whose last two parameters are the key to go on after and the number of rows."""
    last: Any = start
    while True:
        with translated(path_of(db)):
            rows = db.conn.execute(sql, (*args, last, PAGE_ROWS)).fetchall()
        yield from rows
        if len(rows) < PAGE_ROWS:
            return
        last = rows[-1][key]
