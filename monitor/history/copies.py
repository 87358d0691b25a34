"""Document <-> the compressed bytes of a last good copy.

Columns rather than rows (all texts, then all roles, then all paths) compress a sixth better and build faster.
Of the links only those to documents and those of the main content are kept: nothing asks for a copy's menu links.
"""

from dataclasses import fields
from itertools import groupby
from typing import Any

from monitor.history.codec import pack, sparse, unpack
from monitor.model.document import Aside, Block, Document, Link, MediaKind, Role, Signals

_SIGNALS = tuple((field.name, field.default) for field in fields(Signals))
_PLAIN = ("title", "language", "pages", "unreadable", "content_hash", "size_bytes", "rule_id")


def to_copy(document: Document) -> bytes:
    """The document without its menu links, compressed."""
    blocks, links = document.blocks, [link for link in document.links if link.is_document or link.is_main]
    held: dict[str, Any] = sparse(
        kind=str(document.kind),
        texts=[block.text for block in blocks],
        roles=_runs([str(block.role) for block in blocks]),
        asides=_runs([block.aside and str(block.aside) for block in blocks]),
        levels=_runs([block.level for block in blocks]),
        paths=[block.path for block in blocks],
        densities=_runs([block.link_density for block in blocks]),
        urls=[link.url for link in links],
        names=[link.text for link in links],
        rels=_runs([[link.rel, link.is_main, link.is_document] for link in links]),
        fragments=sorted(document.fragments),
        signals={n: v for n, default in _SIGNALS if (v := getattr(document.signals, n)) != default},
        properties=[list(pair) for pair in document.properties],
        missed=document.selector_missed or None,
        **{name: getattr(document, name) for name in _PLAIN},
    )
    return pack(held)


def from_copy(body: bytes) -> Document:
    """The document that `to_copy` kept."""
    held = unpack(body)
    blocks = zip(
        held.get("texts", ()),
        _spread(held.get("roles", ())),
        _spread(held.get("asides", ())),
        _spread(held.get("levels", ())),
        held.get("paths", ()),
        _spread(held.get("densities", ())),
        strict=True,
    )
    links = zip(held.get("urls", ()), held.get("names", ()), _spread(held.get("rels", ())), strict=True)
    signals: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in held["signals"].items()}
    return Document(
        kind=MediaKind(held["kind"]),
        blocks=tuple(
            Block(text=t, role=Role(role), aside=a and Aside(a), level=level, path=p, link_density=d)
            for t, role, a, level, p, d in blocks
        ),
        links=tuple(Link(url=u, text=t, rel=r[0], is_main=r[1], is_document=r[2]) for u, t, r in links),
        fragments=frozenset(held.get("fragments", ())),
        signals=Signals(**signals),
        properties=tuple((name, value) for name, value in held.get("properties", ())),
        selector_missed=held.get("missed", False),
        **{name: held[name] for name in _PLAIN if name in held},
    )


def _runs(values: list[Any]) -> list[Any]:
    """Equal neighbours as ``[value, count]``: most blocks of a page are alike."""
    return [[value, len(list(group))] for value, group in groupby(values)]


def _spread(runs: Any) -> Any:  # noqa: ANN401 - JSON in, its values out
    """What `_runs` folded."""
    return [value for value, count in runs for _ in range(count)]
