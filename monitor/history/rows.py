"""Rows of `observation` <-> observations and standings."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlite_utils import Database

from monitor.history import codec
from monitor.history.codec import clean_optional, from_optional_time, from_time, to_time
from monitor.model.observation import Observation, Recorded
from monitor.model.source import SourceId, ToolId
from monitor.model.verdict import Page, Standing, StandingWord, State, Verdict

Row = Sequence[Any]

PAGE_ROWS = 500
"""Rows read at a time: a stream of any length stays small, and no cursor is open while others write."""


class Words:
    """The words of enumerations and their numbers, kept in the store itself."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._number: dict[str, int] = {}
        self._word: dict[int, str] = {}

    def number(self, word: str) -> int:
        """The number of a word, given out on first use (inside the caller's transaction, or at once)."""
        if word not in self._number:
            self._db.conn.execute("INSERT OR IGNORE INTO word (word) VALUES (?)", (word,))
            self._load()
        return self._number[word]

    def optional(self, word: str | None) -> int | None:
        """As `number`; None stays None."""
        return None if word is None else self.number(word)

    def word(self, number: int) -> str:
        """The word of a number."""
        if number not in self._word:
            self._load()
        return self._word[number]

    def _load(self) -> None:
        rows = self._db.conn.execute("SELECT id, word FROM word").fetchall()
        self._word = dict(rows)
        self._number = {word: number for number, word in rows}


STANDING = (
    "word", "standing", "reason", "since", "confirmed_at", "recovered_at", "observations", "last_at",
    "first_run", "target", "target_since", "target_runs", "look_by_hand", "last_good_at",
)  # fmt: skip
"""Columns of the standing after a visit; `word` is NULL until the run is settled."""

VISIT = (
    "at", "state", "page", "http_status", "marks", "detail", "route", "representation", "outcome", "weight", "change",
    "copy", "requests", "bytes", "elapsed",
)  # fmt: skip
"""Columns of the visit itself, apart from run, source and url."""

SELECT_RECORDED = f"""
SELECT o.id, o.run, s.name, s.tool, coalesce(o.url, s.url), o.at, o.state, o.page, o.http_status, o.marks,
       detail.body, route.body, representation.body, o.outcome, o.weight, change.body, o.requests, o.bytes, o.elapsed,
       o.at, {", ".join(f"o.{column}" for column in STANDING)}
FROM observation AS o JOIN source AS s ON s.id = o.source
LEFT JOIN shared AS detail ON detail.id = o.detail
LEFT JOIN shared AS route ON route.id = o.route
LEFT JOIN shared AS representation ON representation.id = o.representation
LEFT JOIN shared AS change ON change.id = o.change
"""  # noqa: S608 - only our own column names
STANDING_FROM = 19
"""Where the standing begins in a row of `SELECT_RECORDED`: the time of the visit, then the columns of `STANDING`."""


def observation_from(row: Row, words: Words) -> Observation:
    """The light observation that a row of `SELECT_RECORDED` holds."""
    (_, _, name, tool, url, at, state, page, status, marks, detail, route, content, outcome, weight, change) = row[:16]
    concluded, noted = codec.detail_from(detail)
    way, word = codec.route_from(route), words.word
    if marks & codec.ENDED_AT_URL:
        way = {**way, "final_url": url}
    return Observation(
        source=SourceId(name),
        tool=ToolId(tool),
        url=url,
        at=from_time(at),
        verdict=Verdict(
            state=State(word(state)),
            page=None if page is None else Page(word(page)),
            trusts_content=bool(marks & codec.TRUSTS_CONTENT),
            **concluded,
        ),
        change=codec.change_from(word(outcome), "none" if weight is None else word(weight), change),
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


def standing_to(standing: Standing, at: int, words: Words) -> tuple[Any, ...]:
    """The columns of `STANDING`; a time equal to the visit's is 0, which takes no room."""

    def moment(value: Any) -> int | None:  # noqa: ANN401 - datetime or None
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
        int(standing.look_by_hand),
        moment(standing.last_good_at),
    )


def standing_from(row: Row, words: Words) -> Standing | None:
    """The standing that the time of the visit and the columns of `STANDING` hold; None when not settled."""
    at, word, state, reason, since, confirmed, recovered, observations, last = row[:9]
    if word is None:
        return None
    first_run, target, target_since, target_runs, by_hand, good = row[9:15]
    return Standing(
        word=StandingWord(words.word(word)),
        state=State(words.word(state)),
        reason=reason,
        since=from_optional_time(at if since == 0 else since),
        confirmed_at=from_optional_time(at if confirmed == 0 else confirmed),
        recovered_at=from_optional_time(at if recovered == 0 else recovered),
        observations=observations,
        last_at=from_optional_time(at if last == 0 else last),
        first_run=first_run,
        target=target,
        target_since=from_optional_time(at if target_since == 0 else target_since),
        target_runs=target_runs,
        look_by_hand=bool(by_hand),
        last_good_at=from_optional_time(at if good == 0 else good),
    )


def recorded_from(db: Database, row: Row, words: Words) -> Recorded:
    """A row of `SELECT_RECORDED` with its standing: of a visit that did not count, the standing before it."""
    standing = standing_from(row[STANDING_FROM:], words) or standing_before(db, words, name=row[2], run=row[1])
    return Recorded(run=row[1], observation=observation_from(row, words), standing=standing)


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
        rows = db.conn.execute(sql, (*args, last, PAGE_ROWS)).fetchall()
        yield from rows
        if len(rows) < PAGE_ROWS:
            return
        last = rows[-1][key]
