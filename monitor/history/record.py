"""Observations of one run -> rows, in small batches, so that a killed run keeps what it saw."""

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from monitor.database import transaction, translated
from monitor.errors import StoreError
from monitor.history import codec
from monitor.history.copies import save_copy, to_copy
from monitor.history.packing import pack
from monitor.history.periods import document_of_visit, run_of, texts_of_visit
from monitor.history.rows import SELECT_RECORDED, VISIT, Row, Words, observation_from, paged
from monitor.history.settle import NextStanding, settle_run, void_run
from monitor.model.document import Document
from monitor.model.observation import Observation, Run, RunStatus
from monitor.model.source import SourceId, Tlp

FLUSH_ROWS = 250
FLUSH_SECONDS = 2.0
FLUSH_COPIES = 8
"""New copies written at once: half a millisecond each, while nothing else moves."""

_SAVE_SOURCE = """
INSERT INTO source (name, tool, url) VALUES (?, ?, ?)
ON CONFLICT (name) DO UPDATE SET tool = excluded.tool WHERE tool <> excluded.tool"""
_SAVE_SHARED = "INSERT OR IGNORE INTO shared (id, body) VALUES (?, ?)"
_HELD_COPY = """
SELECT copy.id FROM source JOIN copy ON copy.id = source.copy
WHERE source.name = ? AND copy.text_hash = ? AND copy.rule_id = ?"""
_SAVE_VISIT = f"""
INSERT INTO observation (run, source, url, {", ".join(VISIT)})
SELECT ?, s.id, nullif(?, s.url), {", ".join("?" for _ in VISIT)} FROM source AS s WHERE s.name = ?
ON CONFLICT (source, run) DO UPDATE SET url = excluded.url, {", ".join(f"{c} = excluded.{c}" for c in VISIT)}
"""  # noqa: S608 - only our own column names
_THIS_VISIT = "(SELECT o.id FROM observation AS o JOIN source AS s ON s.id = o.source WHERE s.name = ? AND o.run = ?)"
_FORGET_LEARNED = f"DELETE FROM learned WHERE observation = {_THIS_VISIT}"  # noqa: S608 - our own
_LEARNED_BEFORE = """SELECT s.name FROM learned AS l JOIN observation AS o ON o.id = l.observation
JOIN source AS s ON s.id = o.source WHERE o.run = ?"""
_SAVE_LEARNED = f"INSERT OR REPLACE INTO learned (observation, noise, linked) VALUES ({_THIS_VISIT}, ?, ?)"  # noqa: S608 - our own


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copy:
    """A copy on its way into the store."""

    name: tuple[str, str, str]
    """Hashes of text and links and of the content, and the rule: what two encodings of one page have in common."""
    text_hash: bytes | str | None
    rule_id: str
    body: bytes
    frame: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One observation, encoded at once: a parsed page is a hundred times the size of its row."""

    source: tuple[str, str, str]
    shared: tuple[codec.Shared, ...]
    visit: Row
    """The columns of `VISIT`, but for the copy."""
    copy: _Copy | int | None
    """To be written, or the row where it is."""
    learned: tuple[bytes | None, bytes | None] | None


class Recorder:
    """Takes the observations of one run; made by `History.run`."""

    def __init__(self, db: Database, words: Words, path: Path, run: Run) -> None:
        self._db, self._words, self._path = db, words, path
        self._run = run
        self._entries: dict[str, _Entry] = {}
        self._copies: dict[str, tuple[tuple[str, str, str], int]] = {}
        self._learned: set[str] = {row[0] for row in db.conn.execute(_LEARNED_BEFORE, (run.id,))}
        """Sources that left something in `learned`; a run that goes on has them from the process before."""
        self._flushed_at = time.monotonic()
        self._new_copies = 0

    @property
    def run_id(self) -> int:
        """The run's number."""
        return self._run.id

    def document(self, source: SourceId) -> Document | None:
        """The copy that this run recorded for a source; None when it brought no new one."""
        if source in self._entries:
            self.flush()
        return document_of_visit(self._db, source, self.run_id)

    def texts(self, source: SourceId) -> list[str]:
        """What the blocks of that copy say; empty when this run brought no new one."""
        if source in self._entries:
            self.flush()
        return texts_of_visit(self._db, source, self.run_id)

    def record(self, observation: Observation, *, label: Tlp = Tlp.AMBER) -> None:
        """Keep what was seen; a second look at the same source in this run takes the place of the first.

        `label` is the tool's today: lowering it later does not lower what was taken under it.
        """
        self._entries[observation.source] = entry = self._encode(observation, label)
        self._new_copies += isinstance(entry.copy, _Copy)
        is_full = len(self._entries) >= FLUSH_ROWS or self._new_copies >= FLUSH_COPIES
        if is_full or time.monotonic() - self._flushed_at >= FLUSH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what waits, in one transaction. Call it before a long wait."""
        entries, self._flushed_at, self._new_copies = self._entries, time.monotonic(), 0
        if entries:
            with translated(self._path), transaction(self._db):
                self._write(list(entries.values()))
            self._entries = {}

    def recorded(self) -> Iterator[Observation]:
        """Stream what this run has recorded so far, light, in the order it came."""
        self.flush()
        yield from observations_of(self._db, self._words, self.run_id)

    def void(self, reason: str, detail: str = "") -> None:
        """Our own network failed: what was seen stays written down and counts for nothing."""
        self.flush()
        with translated(self._path):
            void_run(self._db, self.run_id, reason, detail)
        self._run = replace(self._run, void_reason=reason, void_detail=detail)

    def settle(self, next_standing: NextStanding, now: datetime) -> None:
        """Let the observations count: standings, last good copies, validators, what was learned; once, all or nothing."""
        self.flush()
        with translated(self._path):
            settle_run(self._db, self._words, self.run_id, next_standing, now)

    def finish(self, now: datetime, stats: Mapping[str, float]) -> Run:
        """Close the run; gives it as kept."""
        self.flush()
        status = RunStatus.VOID if self._run.void_reason is not None else RunStatus.DONE
        return close_run(self._db, self._path, self.run_id, status, now, stats)

    def abort(self) -> None:
        """Keep what was seen and close the run as aborted; does not hide the error that led here."""
        with suppress(StoreError):
            self.flush()
            close_run(self._db, self._path, self.run_id, RunStatus.ABORTED, None, {})

    def _encode(self, observation: Observation, label: Tlp) -> _Entry:
        number, optional = self._words.number, self._words.optional
        verdict, change = observation.verdict, observation.change
        detail = codec.shared_detail(
            verdict,
            observation.failure_kind,
            observation.suggestions,
            observation.searched,
            observation.notices,
            observation.wants,
            observation.retry_after_seconds,
        )
        moved_on = observation.final_url if observation.final_url != observation.url else None
        route = codec.shared_route(moved_on, observation.hops, observation.certificate)
        representation = codec.shared(codec.representation_of(observation))
        changed = codec.shared_change(change)
        visit = (
            codec.to_time(observation.at),
            number(verdict.state),
            optional(verdict.page),
            observation.http_status,
            codec.marks_of(observation),
            detail and detail[0],
            route and route[0],
            representation and representation[0],
            number(change.outcome),
            None if change.weight == "none" else number(change.weight),
            changed and changed[0],
            observation.requests,
            observation.bytes_received,
            observation.elapsed_seconds,
            number(label),
        )
        noise, linked = observation.noise, observation.linked
        learned = (
            None if noise is None else pack(codec.noise_of(noise)),
            None if linked is None else pack(codec.linked_of(linked)),
        )
        return _Entry(
            source=(codec.clean(observation.source), codec.clean(observation.tool), codec.clean(observation.url)),
            shared=tuple(filter(None, (detail, route, representation, changed))),
            visit=visit,
            copy=self._copy_of(observation),
            learned=None if learned == (None, None) else learned,
        )

    def _copy_of(self, observation: Observation) -> "_Copy | int | None":
        """The observation's document, encoded; what this run encoded of it before is not encoded again."""
        document = observation.document
        if document is None:
            return None
        copy_hash = document.copy_hash
        name = (copy_hash, document.rule_id, document.content_hash)
        waiting = self._entries.get(observation.source)
        if waiting is not None and isinstance(waiting.copy, _Copy) and waiting.copy.name == name:
            return waiting.copy
        kept = self._copies.get(observation.source)
        if kept is not None and kept[0] == name:
            return kept[1]
        body, frame = to_copy(document)
        return _Copy(
            name=name, frame=frame, text_hash=codec.to_hash(copy_hash), rule_id=codec.clean(document.rule_id), body=body
        )

    def _write(self, entries: list[_Entry]) -> None:
        many = self._db.conn.executemany
        many(_SAVE_SOURCE, [entry.source for entry in entries])
        many(_SAVE_SHARED, {pair for entry in entries for pair in entry.shared})
        visits = [(self.run_id, e.source[2], *e.visit, self._row_of(e), e.source[0]) for e in entries]
        many(_SAVE_VISIT, visits)
        many(_FORGET_LEARNED, [(e.source[0], self.run_id) for e in entries if e.source[0] in self._learned])
        learned = [(e.source[0], self.run_id, *e.learned) for e in entries if e.learned is not None]
        many(_SAVE_LEARNED, learned)
        self._learned.update(row[0] for row in learned)

    def _row_of(self, entry: _Entry) -> int | None:
        """The row of the entry's copy: the one that is held when it says the same under the same rule, else a new one."""
        copy, source = entry.copy, entry.source[0]
        if not isinstance(copy, _Copy):
            return copy
        held = self._db.conn.execute(_HELD_COPY, (source, copy.text_hash, copy.rule_id)).fetchone()
        row = (
            int(held[0])
            if held
            else save_copy(self._db, text_hash=copy.text_hash, rule_id=copy.rule_id, body=copy.body, frame=copy.frame)
        )
        self._copies[source] = copy.name, row
        return row


def observations_of(db: Database, words: Words, run: int) -> Iterator[Observation]:
    """Stream a run's observations in the order they came."""
    sql = f"{SELECT_RECORDED} WHERE o.run = ? AND o.id > ? ORDER BY o.id LIMIT ?"
    return (observation_from(row, words) for row in paged(db, sql, run))


def close_run(
    db: Database, path: Path, run: int, status: RunStatus, now: datetime | None, stats: Mapping[str, float]
) -> Run:
    """Write down how a run ended; an aborted one has no time of ending that anyone saw."""
    sql = "UPDATE run SET status = ?, finished_at = ?, stats = ? WHERE id = ?"
    with translated(path), transaction(db):
        db.conn.execute(sql, (status, codec.to_optional_time(now), codec.to_json(dict(stats)), run))
    return run_of(db, run)
