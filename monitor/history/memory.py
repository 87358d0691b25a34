"""What is remembered between runs: light for all sources at once, heavy for one source at a time."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from sys import intern

from sqlite_utils import Database

from monitor.database import transaction
from monitor.history import codec
from monitor.history.copies import FRAME_JOIN, load_copy, load_texts
from monitor.history.packing import pack, unpack
from monitor.history.rows import STANDING, Row, Words, standing_from
from monitor.model.change import WEEK, HostProfile, NoiseProfile
from monitor.model.observation import Past, Remembered
from monitor.model.source import SourceId
from monitor.model.verdict import Flag, Page, Standing

_MEMORY = f"""
SELECT s.name, coalesce(nullif(s.held_url, ''), CASE WHEN s.held_url IS NULL THEN o.url END, s.url), s.etag, s.last_modified, s.content_hash, s.rule_id, s.copy, s.page,
       s.flags, coalesce(nullif(s.final_url, ''), CASE s.final_url WHEN '' THEN s.url END), s.last_visit, o.state, s.visits_since_full, s.alive_runs, s.not_before, s.redirect_status,
       h.linked IS NOT NULL, s.notices, s.transfer_hash, o.at, {", ".join(f"o.{column}" for column in STANDING)}
FROM source AS s JOIN observation AS o ON o.id = s.latest LEFT JOIN habit AS h ON h.source = s.id
"""  # noqa: S608 - only our own column names
_PAST = f"""
SELECT copy.body, frame.body, base.body, s.kept_at, habit.noise, habit.linked, s.searched_at, s.suggestions,
       s.visits, s.first_visit, s.last_visit
FROM source AS s LEFT JOIN copy ON copy.id = s.copy {FRAME_JOIN}
LEFT JOIN habit ON habit.source = s.id WHERE s.name = ?"""  # noqa: S608 - only our own column names
_TEXTS = f"""
SELECT copy.body, frame.body, base.body FROM source AS s JOIN copy ON copy.id = s.copy {FRAME_JOIN} WHERE s.name = ?"""  # noqa: S608 - our own columns

_OK = Standing()
_PAGES = {str(page): page for page in Page}


def memory_of(db: Database, words: Words) -> dict[SourceId, Remembered]:
    """Every source that was ever settled, in one select."""
    return {row[0]: _remembered(row, words) for row in db.conn.execute(_MEMORY)}


def remembered_of(db: Database, words: Words, source: SourceId) -> Remembered | None:
    """One source, the same way."""
    row = db.conn.execute(f"{_MEMORY} WHERE s.name = ?", (source,)).fetchone()
    return None if row is None else _remembered(row, words)


@lru_cache(maxsize=256)
def _flags(held: str | None) -> tuple[Flag, ...]:
    return tuple(Flag(flag) for flag in held.split(",")) if held else ()


def _remembered(row: Row, words: Words) -> Remembered:
    name, url, etag, modified, content, rule_id, copy, page, flags, final_url, visited, state = row[:12]
    return Remembered(
        source=SourceId(name),
        url=url,
        etag=etag,
        last_modified=modified,
        content_hash=codec.from_hash(content),
        transfer_hash=codec.from_hash(row[18]),
        rule_id=intern(rule_id),
        copy_id=copy,
        standing=standing_from(row[19:], words) or _OK,
        page=page and _PAGES[page],
        flags=_flags(flags),
        final_url=url if final_url == url else final_url,
        last_visit=codec.from_optional_time(visited),
        last_state=words.state[state],
        visits_since_full=row[12],
        alive_runs=row[13],
        not_before=codec.from_optional_time(row[14]),
        redirect_status=row[15],
        has_linked=bool(row[16]),
        notices=codec.facts_from(json.loads(row[17])) if row[17] else (),
    )


def past_of(db: Database, source: SourceId) -> Past:
    """The last good copy, the noise and the linked documents of one source; empty when it is new."""
    row = db.conn.execute(_PAST, (source,)).fetchone()
    if row is None:
        return Past()
    body, frame, base, kept_at, noise, linked, searched_at, suggestions, *visits = row
    return Past(
        document=load_copy(body, frame, base) if body is not None else None,
        noise=codec.noise_from(unpack(noise)) if noise is not None else NoiseProfile(),
        linked=codec.linked_from(unpack(linked)) if linked is not None else (),
        kept_at=codec.from_optional_time(kept_at),
        searched_at=codec.from_optional_time(searched_at),
        suggestions=codec.suggestions_from(json.loads(suggestions)) if suggestions else (),
        turn=_turn(*visits),
    )


def _turn(visits: int, first: int | None, last: int | None) -> timedelta:
    if first is None or last is None or visits <= 1:
        return WEEK
    return max(WEEK, (codec.from_time(last) - codec.from_time(first)) / (visits - 1))


def texts_of(db: Database, source: SourceId) -> list[str]:
    """What the blocks of the last good copy say: a third of the work of reading it whole; empty without one."""
    row = db.conn.execute(_TEXTS, (source,)).fetchone()
    return load_texts(*row) if row else []


def host_profile(db: Database, host: str) -> HostProfile:
    """What is known of a host; a new profile when nothing is."""
    row = db.conn.execute("SELECT profile FROM host WHERE name = ?", (host,)).fetchone()
    return codec.host_from(host, unpack(row[0])) if row else HostProfile(host=host)


def keep_host(db: Database, profile: HostProfile) -> None:
    """Keep a host's profile in place of the one before."""
    sql = "INSERT INTO host (name, profile) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET profile = excluded.profile"
    with transaction(db):
        db.conn.execute(sql, (codec.clean(profile.host), pack(codec.host_of(profile))))


def robots_of(db: Database) -> dict[str, tuple[str, datetime]]:
    """The robots.txt of every host as last read, with its moment."""
    rows = db.conn.execute("SELECT host, text, fetched_at FROM robots").fetchall()
    return {host: (text, codec.from_time(at)) for host, text, at in rows}


def keep_robots(db: Database, texts: Mapping[str, tuple[str, datetime]]) -> None:
    """Keep robots.txt texts, each in place of the one before."""
    sql = """INSERT INTO robots (host, text, fetched_at) VALUES (?, ?, ?)
        ON CONFLICT (host) DO UPDATE SET text = excluded.text, fetched_at = excluded.fetched_at"""
    rows = [(codec.clean(host), codec.clean(text), codec.to_time(at)) for host, (text, at) in texts.items()]
    with transaction(db):
        db.conn.executemany(sql, rows)
