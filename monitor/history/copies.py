"""Document <-> the compressed bytes of a last good copy.

Two bodies: what the page says, and its frame (menus, header, footer, consent), which the pages of a site share. A frame is
kept once, or as what differs from one that opens with the same words; its words also prime the compression of the page's
own. A body is a line of JSON, then a line for each text as it stands: JSON would look at every letter of them. The JSON
holds columns rather than rows (all roles, then all paths), which compress a sixth better and build faster. Of the links only those to documents and those of the main content are kept,
and no `Signals.markers`: both serve to recognise a fresh page.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import groupby
from operator import add
from typing import Any

from sqlite_utils import Database

from monitor.history.codec import Fields, fingerprint, sparse, to_json
from monitor.history.packing import compress, expand
from monitor.model.document import Aside, Block, Document, Link, MediaKind, Role, Signals

_FRAME = frozenset({Aside.NAVIGATION, Aside.HEADER, Aside.FOOTER, Aside.CONSENT})
_SIGNALS = tuple((field.name, field.default) for field in fields(Signals) if field.name != "markers")
_LETTERS = {
    Role.HEADING: "h",
    Role.PARAGRAPH: "p",
    Role.LIST_ITEM: "l",
    Role.TABLE_ROW: "r",
    Role.ADDRESS: "a",
    Role.TERM: "t",
    Role.SHEET_ROW: "s",
}
_ROLES = {letter: role for role, letter in _LETTERS.items()}
_TOP = "\0"
"""Before a path without a parent that follows one with a parent; no path holds it."""
_PLAIN = ("title", "language", "pages", "unreadable", "content_hash", "size_bytes", "rule_id")


def to_copy(document: Document) -> tuple[bytes, bytes]:
    """The document without its menu links: its own body, compressed, and the frame's as it is (empty without one)."""
    links = [link for link in document.links if link.is_document or link.is_main]
    own = [block for block in document.blocks if block.aside not in _FRAME]
    frame = [block for block in document.blocks if block.aside in _FRAME]
    held = sparse(
        kind=document.kind,
        asides=_runs([block.aside for block in document.blocks]),
        urls=[link.url for link in links],
        names=[link.text for link in links],
        rels=_runs([[link.rel, link.is_main, link.is_document] for link in links]),
        fragments=sorted(document.fragments),
        signals={n: v for n, default in _SIGNALS if (v := getattr(document.signals, n)) != default},
        properties=[list(pair) for pair in document.properties],
        missed=document.selector_missed or None,
        **{name: getattr(document, name) for name in _PLAIN},
    )
    framed = _body({}, frame) if frame else b""
    return compress(_body(held, own), framed), framed


def from_copy(body: bytes, frame: bytes) -> Document:
    """The document that `to_copy` kept."""
    held, texts = _parts(expand(body, frame))
    own, framed = _rows(held, texts), _rows(*_parts(frame or b"{}"))
    asides = [aside and Aside(aside) for aside in _spread(held.get("asides", ()))]
    links = zip(held.get("urls", ()), held.get("names", ()), _spread(held.get("rels", ())), strict=True)
    signals: Fields = {n: tuple(v) if isinstance(v, list) else v for n, v in held["signals"].items()}
    return Document(
        kind=MediaKind(held["kind"]),
        blocks=tuple(
            Block(text=text, role=role, aside=aside, level=level, path=path, link_density=density)
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
    opening = fingerprint(to_json(_parts(frame)[1][:OPENING_BLOCKS]).encode())
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
    return [text for each in (expand(body, framed), framed) if each for text in _parts(each)[1]]


def free_frames(db: Database) -> None:
    """Let go of frames that no copy has, also where others were kept as what differs from them."""
    gone = "SELECT id FROM frame WHERE id NOT IN (SELECT frame FROM copy WHERE frame IS NOT NULL)"
    rows = db.conn.execute(
        f"SELECT f.id, f.body, b.body FROM frame AS f JOIN frame AS b ON b.id = f.base WHERE f.base IN ({gone})"  # noqa: S608 - our own
    ).fetchall()
    whole = [(compress(expand(body, expand(base))), frame) for frame, body, base in rows]
    db.conn.executemany("UPDATE frame SET base = NULL, body = ? WHERE id = ?", whole)
    db.conn.execute(f"DELETE FROM frame WHERE id IN ({gone})")  # noqa: S608 - our own


def _body(held: Fields, blocks: Sequence[Block]) -> bytes:
    """What is held beside the blocks and their columns as a line of JSON, then their texts, a line each."""
    texts = [block.text for block in blocks]
    lines = "\n".join(texts)
    if lines.count("\n") >= len(texts) > 0:
        held, lines = held | {"texts": texts}, ""  # a text of several lines, which no reader makes today
    return f"{to_json(held | _columns(blocks))}\n{lines}".encode(errors="replace")


def _parts(body: bytes) -> tuple[Fields, list[str]]:
    """What `_body` put together: JSON on one line, and texts."""
    head, _, lines = body.decode().partition("\n")
    held: Fields = json.loads(head)
    if "roles" not in held:
        return held, []
    return held, held["texts"] if "texts" in held else lines.split("\n")


def _columns(blocks: Sequence[Block]) -> Fields:
    """Blocks without their texts, a column for each field but `aside`."""
    if not blocks:
        return {}
    return {
        "roles": "".join([_LETTERS[block.role] for block in blocks]),
        "levels": "".join([str(block.level) for block in blocks]),
        "paths": _steps([block.path for block in blocks]),
        "densities": _runs([block.link_density for block in blocks]),
    }


def _rows(held: Fields, texts: Sequence[str]) -> Any:  # noqa: ANN401 - an iterator of what JSON held
    """What `_columns` held beside these texts, a tuple a block."""
    if "parents" in held:
        return _rows_before(held, texts)
    if "roles" not in held:
        return iter(())
    roles, levels = map(_ROLES.__getitem__, held["roles"]), map(int, held["levels"])
    return zip(texts, roles, levels, _paths(held["paths"]), _spread(held["densities"]), strict=True)


def _rows_before(held: Fields, texts: Sequence[str]) -> Any:  # noqa: ANN401 - as `_rows`
    """The same of a copy that was kept before texts had lines of their own, up to November 2026."""
    roles, levels, densities, parents = (_spread(held[name]) for name in ("roles", "levels", "densities", "parents"))
    paths = map(add, parents, held["paths"])
    return zip(texts, map(Role, roles), levels, paths, densities, strict=True)


def _steps(paths: Sequence[str]) -> list[str]:
    """Each path whole where its parent is another than that of the path before; else its last step."""
    steps, parent = [], ""
    for path in paths:
        cut = path.rfind("/") + 1
        if path[:cut] == parent:
            steps.append(path[cut:])
        else:
            parent = path[:cut]
            steps.append(path if parent else _TOP + path)
    return steps


def _paths(steps: Iterable[str]) -> Iterator[str]:
    """What `_steps` shortened."""
    parent = ""
    for step in steps:
        if "/" in step:
            parent = step[: step.rfind("/") + 1]
            yield step
        elif step.startswith(_TOP):
            parent = ""
            yield step.removeprefix(_TOP)
        else:
            yield parent + step


def _runs(values: list[Any]) -> list[Any]:
    """Equal neighbours as ``[value, count]``: most blocks of a page are alike."""
    return [[value, len(list(group))] for value, group in groupby(values)]


def _spread(runs: Any) -> list[Any]:  # noqa: ANN401 - JSON in, its values out
    """What `_runs` folded."""
    return [value for value, count in runs for _ in range(count)]
