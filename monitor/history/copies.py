"""Document <-> the compressed bytes of a last good copy.

Two bodies: what the page says, and its frame (menus, header, footer, consent), which the pages of a site share. A frame is
kept once, or as what differs from one that opens with the same words; its words also prime the compression of the page's
own. Columns rather than rows (all texts, then all roles, then all paths)
compress a sixth better and build faster. Of the links only those to documents and those of the main content are kept,
and no `Signals.markers`: both serve to recognise a fresh page.
"""

import json
from collections.abc import Sequence
from dataclasses import fields
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from monitor.history.codec import Fields, compress, expand, fingerprint, sparse, to_json
from monitor.model.document import Aside, Block, Document, Link, MediaKind, Role, Signals

_FRAME = frozenset({Aside.NAVIGATION, Aside.HEADER, Aside.FOOTER, Aside.CONSENT})
_SIGNALS = tuple((field.name, field.default) for field in fields(Signals) if field.name != "markers")
_PLAIN = ("title", "language", "pages", "unreadable", "content_hash", "size_bytes", "rule_id")


def to_copy(document: Document) -> tuple[bytes, bytes]:
    """The document without its menu links: its own body, compressed, and the frame's as it is (empty without one)."""
    links = [link for link in document.links if link.is_document or link.is_main]
    asides = [block.aside for block in document.blocks]
    held: Fields = sparse(
        kind=document.kind,
        asides=_runs(asides),
        urls=[link.url for link in links],
        names=[link.text for link in links],
        rels=_runs([[link.rel, link.is_main, link.is_document] for link in links]),
        fragments=sorted(document.fragments),
        signals={n: v for n, default in _SIGNALS if (v := getattr(document.signals, n)) != default},
        properties=[list(pair) for pair in document.properties],
        missed=document.selector_missed or None,
        **{name: getattr(document, name) for name in _PLAIN},
        **_columns([block for block in document.blocks if block.aside not in _FRAME]),
    )
    frame = [block for block in document.blocks if block.aside in _FRAME]
    framed = to_json(_columns(frame)).encode() if frame else b""
    return compress(to_json(held).encode(), framed), framed


def from_copy(body: bytes, frame: bytes) -> Document:
    """The document that `to_copy` kept."""
    held = json.loads(expand(body, frame))
    own, framed = _rows(held), _rows(json.loads(frame) if frame else {})
    asides = [aside and Aside(aside) for aside in _spread(held.get("asides", ()))]
    links = zip(held.get("urls", ()), held.get("names", ()), _spread(held.get("rels", ())), strict=True)
    signals: Fields = {n: tuple(v) if isinstance(v, list) else v for n, v in held["signals"].items()}
    return Document(
        kind=MediaKind(held["kind"]),
        blocks=tuple(
            Block(text=text, role=Role(role), aside=aside, level=level, path=path, link_density=density)
            for aside in asides
            for text, role, level, path, density in [next(framed if aside in _FRAME else own)]
        ),
        links=tuple(Link(url=u, text=t, rel=r[0], is_main=r[1], is_document=r[2]) for u, t, r in links),
        fragments=frozenset(held.get("fragments", ())),
        signals=Signals(**signals),
        properties=tuple((name, value) for name, value in held.get("properties", ())),
        selector_missed=held.get("missed", False),
        **{name: held[name] for name in _PLAIN if name in held},
    )


OPENING_BLOCKS = 8
"""Frames whose first blocks agree are of one site, as a rule; where they are not, only bytes are lost."""


def save_copy(db: Database, *, text_hash: bytes | str | None, rule_id: str, body: bytes, frame: bytes) -> int:
    """The row of a copy, made when there is none with these bytes yet. Part of the caller's transaction."""
    key = fingerprint(body + frame)
    row = db.conn.execute("SELECT id FROM copy WHERE key = ?", (key,)).fetchone()
    if row:
        return int(row[0])
    framed = _save_frame(db, frame) if frame else None
    sql = "INSERT INTO copy (key, text_hash, rule_id, frame, body) VALUES (?, ?, ?, ?, ?)"
    return int(db.conn.execute(sql, (key, text_hash, rule_id, framed, body)).lastrowid or 0)


def _save_frame(db: Database, frame: bytes) -> int:
    key = fingerprint(frame)
    row = db.conn.execute("SELECT id FROM frame WHERE key = ?", (key,)).fetchone()
    if row:
        return int(row[0])
    opening = fingerprint(to_json(json.loads(frame)["texts"][:OPENING_BLOCKS]).encode())
    like = db.conn.execute("SELECT id, body FROM frame WHERE opening = ? AND base IS NULL", (opening,)).fetchone()
    base, body = (like[0], compress(frame, expand(like[1]))) if like else (None, compress(frame))
    sql = "INSERT INTO frame (key, opening, base, body) VALUES (?, ?, ?, ?)"
    return int(db.conn.execute(sql, (key, opening, base, body)).lastrowid or 0)


FRAME_JOIN = "LEFT JOIN frame ON frame.id = copy.frame LEFT JOIN frame AS base ON base.id = frame.base"
"""What a select of copies joins, to have the columns for `load_copy`: ``copy.body, frame.body, base.body``."""


def load_copy(body: bytes, frame: bytes | None, base: bytes | None) -> Document:
    """A document from the three columns that hold it."""
    return from_copy(body, b"" if frame is None else expand(frame, b"" if base is None else expand(base)))


def load_texts(body: bytes, frame: bytes | None, base: bytes | None) -> list[str]:
    """The texts of a document's blocks alone, its own and then its frame's, from the same columns."""
    framed = b"" if frame is None else expand(frame, b"" if base is None else expand(base))
    held = (json.loads(each) for each in (expand(body, framed), framed) if each)
    return [text for columns in held for text in columns.get("texts", ())]


def free_frames(db: Database) -> None:
    """Let go of frames that no copy has, also where others were kept as what differs from them."""
    gone = "SELECT id FROM frame WHERE id NOT IN (SELECT frame FROM copy WHERE frame IS NOT NULL)"
    rows = db.conn.execute(
        f"SELECT f.id, f.body, b.body FROM frame AS f JOIN frame AS b ON b.id = f.base WHERE f.base IN ({gone})"  # noqa: S608 - our own
    ).fetchall()
    whole = [(compress(expand(body, expand(base))), frame) for frame, body, base in rows]
    db.conn.executemany("UPDATE frame SET base = NULL, body = ? WHERE id = ?", whole)
    db.conn.execute(f"DELETE FROM frame WHERE id IN ({gone})")  # noqa: S608 - our own


def _columns(blocks: Sequence[Block]) -> Fields:
    """Blocks, a list for each field but `aside`."""
    paths = [block.path.rpartition("/") for block in blocks]
    return sparse(
        texts=[block.text for block in blocks],
        roles=_runs([block.role for block in blocks]),
        levels=_runs([block.level for block in blocks]),
        parents=_runs([parent + slash for parent, slash, _ in paths]),
        paths=[own for _, _, own in paths],
        densities=_runs([block.link_density for block in blocks]),
    )


def _rows(held: Fields) -> Any:  # noqa: ANN401 - an iterator of what JSON held
    """What `_columns` held, a tuple a block."""
    roles, levels, densities, parents = (_spread(held.get(n, ())) for n in ("roles", "levels", "densities", "parents"))
    paths = (parent + own for parent, own in zip(parents, held.get("paths", ()), strict=True))
    return zip(held.get("texts", ()), roles, levels, paths, densities, strict=True)


def _runs(values: list[Any]) -> list[Any]:
    """Equal neighbours as ``[value, count]``: most blocks of a page are alike."""
    return [[value, len(list(group))] for value, group in groupby(values)]


def _spread(runs: Any) -> list[Any]:  # noqa: ANN401 - JSON in, its values out
    """What `_runs` folded."""
    return [value for value, count in runs for _ in range(count)]
