"""A run's observations -> memory: standings folded, last good copies and validators moved on, habits kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Protocol

from sqlite_utils import Database

from monitor.database import transaction
from monitor.history import codec
from monitor.history.rows import (
    LABEL_AT,
    PAGE_ROWS,
    SELECT_RECORDED,
    STANDING,
    Row,
    Words,
    observation_from,
    paged,
    standing_from,
    standing_to,
)
from monitor.model.change import Weight
from monitor.model.observation import Observation
from monitor.model.verdict import (
    CLEARING,
    LASTING,
    SELECTOR_MISSED,
    Remark,
    Standing,
    StandingWord,
    State,
    Verdict,
)


class NextStanding(Protocol):
    """How a verdict moves a standing on; given by the judge."""

    def __call__(
        self, previous: Standing | None, verdict: Verdict, /, *, at: datetime, run: int, rechecked: bool
    ) -> Standing:
        """The standing after a visit."""
        ...


_EXTRA = LABEL_AT + 1
"""Where the columns that only settling needs begin."""
_SELECT = SELECT_RECORDED.replace(
    "FROM observation AS o",
    f""", s.id, s.url, o.copy, kept.rule_id, p.at, {", ".join(f"p.{column}" for column in STANDING)}
FROM observation AS o""",
).replace(
    "LEFT JOIN shared AS detail",
    """LEFT JOIN observation AS p ON p.id = s.latest AND p.id <> o.id
LEFT JOIN copy AS kept ON kept.id = o.copy
LEFT JOIN shared AS detail""",
)
_OF_RUN = "o.run = ? AND o.id > ? ORDER BY o.id LIMIT ?"
_HOLDS = f"o.marks & {codec.FULL_VISIT} AND o.marks & {codec.TRUSTS_CONTENT}"
_ALIKE = (
    f"o.url IS NULL AND o.copy IS NULL AND o.marks & {codec.ENDED_AT_URL}"
    """ AND instr(coalesce(route.body, '{"certificate"'), '{"certificate"') = 1"""
)
"""Visits that ended where they began, without a redirect, and brought no copy: nothing of theirs alone decides what
becomes of them. (A route that begins with its certificate has nothing else.)"""
_SELECT_ALIKE = f"""
SELECT o.id, o.source, held.body, o.at, o.state, o.page, o.http_status, o.marks, o.detail, o.outcome, o.weight, o.change,
       p.at, {", ".join(f"p.{column}" for column in STANDING)}
FROM observation AS o JOIN source AS s ON s.id = o.source
LEFT JOIN observation AS p ON p.id = s.latest AND p.id <> o.id
LEFT JOIN shared AS route ON route.id = o.route
LEFT JOIN shared AS held ON {_HOLDS} AND held.id = o.representation"""  # noqa: S608 - only our own column names
"""Visit, source, what is held of it from now on, and then all that visits have in common."""
_SAVE_STANDING = f"UPDATE observation SET {', '.join(f'{column} = ?' for column in STANDING)} WHERE id = ?"  # noqa: S608 - our own
_MOVE_ON = """
UPDATE source SET latest = ?, last_visit = coalesce(?, last_visit), not_before = ?,
  final_url = CASE WHEN ? THEN ? ELSE final_url END,
  redirect_status = CASE WHEN ? THEN ? ELSE redirect_status END,
  visits_since_full = CASE ? WHEN 'full' THEN 0 WHEN 'not-modified' THEN visits_since_full + 1 ELSE visits_since_full END,
  searched_at = CASE WHEN ? THEN NULL ELSE coalesce(?, searched_at) END,
  suggestions = CASE WHEN ? THEN NULL ELSE coalesce(?, suggestions) END,
  alive_runs = alive_runs + ?, first_visit = coalesce(first_visit, ?), last_change = coalesce(?, last_change),
  visits = visits + ?, changes = changes + ?, muted = muted + ?, moves = moves + ?, troubles = troubles + ?
WHERE id = ?"""
_HOLD = """
UPDATE source SET held_url = ?, etag = ?, last_modified = ?, content_hash = ?, transfer_hash = ?, rule_id = coalesce(?, rule_id),
  page = ?, flags = ?, notices = ?, copy = coalesce(?, copy), kept_at = CASE WHEN ? IS NULL THEN kept_at ELSE ? END
WHERE id = ?"""
_LEARN = """
INSERT INTO habit (source, noise, linked)
SELECT o.source, learned.noise, learned.linked FROM learned JOIN observation AS o ON o.id = learned.observation
WHERE o.run = ?
ON CONFLICT (source) DO UPDATE SET noise = coalesce(excluded.noise, noise), linked = coalesce(excluded.linked, linked)"""
_UNLEARN = "DELETE FROM learned WHERE observation IN (SELECT id FROM observation WHERE run = ?)"

NOT_MODIFIED = 304


def void_run(db: Database, run: int, reason: str, detail: str) -> None:
    """Mark a run as void: its rows stay, memory does not move, what it learned goes."""
    with transaction(db):
        db.conn.execute(
            "UPDATE run SET status = 'void', void_reason = ?, void_detail = ? WHERE id = ?",
            (codec.clean(reason), codec.clean(detail), run),
        )
        db.conn.execute(_UNLEARN, (run,))


def settle_run(db: Database, words: Words, run: int, next_standing: NextStanding, now: datetime) -> None:
    """Fold a run into memory in one transaction; a second time, or for a void run, nothing happens."""
    with transaction(db):
        if db.conn.execute(
            "SELECT 1 FROM run WHERE id = ? AND settled_at IS NULL AND void_reason IS NULL", (run,)
        ).fetchone():
            _settle_alike(db, words, run, next_standing)
            for rows in _batches(paged(db, f"{_SELECT} WHERE NOT ({_ALIKE}) AND {_OF_RUN}", run)):
                _save(db, [(row[0], row[_EXTRA], _settled(row, words, next_standing)) for row in rows])
            db.conn.execute(_LEARN, (run,))
            db.conn.execute(_UNLEARN, (run,))
            db.conn.execute("UPDATE run SET settled_at = ? WHERE id = ?", (codec.to_time(now), run))


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, PAGE_ROWS)):
        yield batch


def _settle_alike(db: Database, words: Words, run: int, next_standing: NextStanding) -> None:
    """Settle the visits that brought nothing of their own: those that are alike, with alike standings before, once.

    In a quiet run nearly all are; each settled by itself takes five times as long.
    """
    known: dict[Row, _Settled] = {}
    for rows in _batches(paged(db, f"{_SELECT_ALIKE} WHERE {_ALIKE} AND {_OF_RUN}", run)):
        settled: list[tuple[int, int, _Settled]] = []
        for visit, source, held, *rest in rows:
            key = tuple(rest)
            if (alike := known.get(key)) is None:
                row = db.conn.execute(f"{_SELECT} WHERE o.id = ?", (visit,)).fetchone()
                alike = known[key] = _settled(row, words, next_standing)
            settled.append((visit, source, alike.holding(held)))
        _save(db, settled)


@dataclass(frozen=True, slots=True)
class _Settled:
    """What becomes of a visit and its source, as parameters of the three statements, without their rows' numbers."""

    standing: Row
    move: Row
    hold: Row | None

    def holding(self, held: str | None) -> "_Settled":
        """The same, for the content that another visit showed."""
        if self.hold is None:
            return self
        seen = codec.representation_from(held)
        content = _content(seen["etag"], seen["last_modified"], seen["content_hash"], seen["transfer_hash"])
        return replace(self, hold=(self.hold[0], *content, *self.hold[1 + len(content) :]))


def _settled(row: Row, words: Words, next_standing: NextStanding) -> _Settled:
    """What becomes of the visit in a row of `_SELECT`."""
    observation, at = observation_from(row, words), row[5]
    url, held = row[_EXTRA + 1], row[_EXTRA + 2 : _EXTRA + 4]
    before = standing_from(row[_EXTRA + 4 :], words)
    moved_on = next_standing(
        before, observation.verdict, at=observation.at, run=row[1], rechecked=observation.rechecked
    )
    standing = replace(moved_on, remarks=_remarks(before, observation, row[1]))
    holds = observation.full_visit and observation.verdict.trusts_content
    return _Settled(
        standing_to(standing, at, words),
        _move(observation, at, url, has_moved=_has_moved(before, standing)),
        _hold(observation, at, held, url) if holds else None,
    )


def _save(db: Database, settled: Iterable[tuple[int, int, _Settled]]) -> None:
    """Write what became of visits and sources."""
    settled = list(settled)
    many = db.conn.executemany
    many(_SAVE_STANDING, [(*one.standing, visit) for visit, _, one in settled])
    many(_MOVE_ON, [(visit, *one.move, source) for visit, source, one in settled])
    many(_HOLD, [(*one.hold, source) for _, source, one in settled if one.hold is not None])


def _remarks(before: Standing | None, observation: Observation, run: int) -> tuple[Remark, ...]:
    """What lasts beside the state: with its beginning, as long as each visit that sees the page shows it."""
    known = before.remarks if before is not None else ()
    if observation.verdict.state not in CLEARING:
        return known
    flags = [str(flag) for flag in observation.verdict.flags if flag in LASTING]
    names = (*flags, SELECTOR_MISSED) if observation.change.selector_missed else tuple(flags)
    kept = {one.name: one for one in known}
    return tuple(kept.get(name) or Remark(name=name, run=run, since=observation.at) for name in names)


def _has_moved(before: Standing | None, after: Standing) -> bool:
    """Whether this visit made a move certain: to a place that was not certain before."""
    told = before is not None and _is_certain_move(before) and before.target == after.target
    return _is_certain_move(after) and not told


def _is_certain_move(standing: Standing) -> bool:
    return standing.word is StandingWord.CONFIRMED and standing.state is State.MOVED


def _move(observation: Observation, at: int, url: str, *, has_moved: bool) -> Row:
    """Parameters of `_MOVE_ON`, but for visit and source."""
    state, is_told = observation.verdict.state, observation.change.weight is not Weight.NONE
    is_clear, is_visit, wait = state in CLEARING, state is not State.NOT_CHECKED, observation.retry_after_seconds
    kind = "full" if observation.full_visit else "not-modified" if observation.http_status == NOT_MODIFIED else ""
    return (
        at if is_visit else None,
        None if wait is None else at + round(wait * 1_000_000),
        is_clear,
        _short(observation.final_url, url),
        is_clear,
        observation.hops[0].status if observation.hops else None,
        kind,
        is_clear,
        at if observation.searched else None,
        is_clear,
        codec.to_json(codec.suggestions_of(observation.suggestions)) if observation.searched else None,
        int(is_clear),
        at if is_visit else None,
        at if is_told else None,
        int(is_visit),
        int(is_told),
        observation.change.muted,
        int(has_moved),
        int(is_visit and not is_clear),
    )


def _hold(observation: Observation, at: int, held: Row, url: str) -> Row:
    """Parameters of `_HOLD`, but for the source: only a full and trusted visit gets here, so nothing suspect is ever held."""
    copy, rule_id = held
    page, flags = observation.verdict.page, observation.verdict.flags
    return (
        _short(observation.url, url),
        *_content(observation.etag, observation.last_modified, observation.content_hash, observation.transfer_hash),
        rule_id,
        page,
        ",".join(flags) or None,
        codec.to_json(codec.facts_of(observation.notices)) if observation.notices else None,
        copy,
        copy,
        at,
    )


def _content(etag: str | None, last_modified: str | None, content_hash: str, transfer_hash: str) -> Row:
    """What tells the content that is held from any other, as columns."""
    hashes = codec.to_hash(content_hash), codec.to_hash(transfer_hash)
    return codec.clean_optional(etag), codec.clean_optional(last_modified), *hashes


def _short(url: str | None, first: str) -> str | None:
    """An address as memory holds it: empty when it is the source's first one, as nearly always."""
    return "" if url == first else codec.clean_optional(url)
