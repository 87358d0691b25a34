import json
import zlib

import pytest

from monitor.history.copies import from_copy, load_texts, to_copy
from monitor.history.packing import compress, expand
from monitor.model.document import Aside, Block, Document, Link, MediaKind, Role, Signals

FRAME = {
    "texts": ["Over ons", "Contact"],
    "roles": [["list-item", 2]],
    "levels": [[0, 2]],
    "parents": [["/nav/ul/", 2]],
    "paths": ["li", "li[2]"],
    "densities": [[1.0, 2]],
}
BODY = {
    "kind": "html",
    "asides": [["navigation", 2], [None, 2], ["sidebar", 1]],
    "urls": ["https://www.example.nl/a.pdf"],
    "names": ["pdf"],
    "rels": [[["", True, True], 1]],
    "fragments": ["top"],
    "signals": {"scripts": 2, "frames": ["https://www.example.nl/f"]},
    "title": "Handreiking",
    "content_hash": "cd" * 32,
    "size_bytes": 1234,
    "rule_id": "1:abc",
    "texts": ["Handreiking", "Eén maatregel “voor” allen.", "Zie ook"],
    "roles": [["heading", 1], ["paragraph", 2]],
    "levels": [[1, 1], [0, 2]],
    "parents": [["./", 2], ["", 1]],
    "paths": ["h1", "p", "#naast"],
    "densities": [[0.0, 2], [0.25, 1]],
}
DOCUMENT = Document(
    kind=MediaKind.HTML,
    title="Handreiking",
    blocks=(
        Block(text="Over ons", role=Role.LIST_ITEM, path="/nav/ul/li", link_density=1.0, aside=Aside.NAVIGATION),
        Block(text="Contact", role=Role.LIST_ITEM, path="/nav/ul/li[2]", link_density=1.0, aside=Aside.NAVIGATION),
        Block(text="Handreiking", role=Role.HEADING, path="./h1", level=1),
        Block(text="Eén maatregel “voor” allen.", path="./p"),
        Block(text="Zie ook", path="#naast", link_density=0.25, aside=Aside.SIDEBAR),
    ),
    links=(Link(url="https://www.example.nl/a.pdf", text="pdf", is_document=True),),
    fragments=frozenset({"top"}),
    signals=Signals(scripts=2, frames=("https://www.example.nl/f",)),
    rule_id="1:abc",
    content_hash="cd" * 32,
    size_bytes=1234,
)


def test_a_copy_is_the_document_that_was_kept() -> None:
    assert from_copy(*to_copy(DOCUMENT)) == DOCUMENT


def test_a_copy_in_the_form_of_before_is_read() -> None:
    """Stores filled up to November 2026: every text within the JSON, runs in all columns, nothing primed but by the frame."""
    frame = json.dumps(FRAME, ensure_ascii=False, separators=(",", ":")).encode()
    packer = zlib.compressobj(4, zdict=frame)
    body = packer.compress(json.dumps(BODY, ensure_ascii=False, separators=(",", ":")).encode()) + packer.flush()
    assert from_copy(body, expand(zlib.compress(frame))) == DOCUMENT


@pytest.mark.parametrize("like", [b"", b"one frame of a site"])
def test_what_was_packed_without_a_primer_is_read(like: bytes) -> None:
    packer = zlib.compressobj(4, zdict=like) if like else zlib.compressobj(4)
    packed = packer.compress(b"one frame of a site, another page") + packer.flush()
    assert expand(packed, like) == b"one frame of a site, another page"


def test_what_is_packed_needs_what_it_was_likened_to() -> None:
    packed = compress(b"one frame of a site, another page", b"one frame of a site")
    assert expand(packed, b"one frame of a site") == b"one frame of a site, another page"
    with pytest.raises(zlib.error):
        expand(packed, b"a frame of another site")


@pytest.mark.parametrize("texts", [(), ("",), ("", ""), ("a\nb",), ("a", "b\nc", "")])
def test_every_text_comes_back_whole(texts: tuple[str, ...]) -> None:
    document = Document(kind=MediaKind.TEXT, blocks=tuple(Block(text=text) for text in texts))
    assert from_copy(*to_copy(document)) == document


def test_the_texts_of_a_copy_are_read_without_the_rest_in_either_form() -> None:
    body, frame = to_copy(DOCUMENT)
    before = json.dumps(FRAME, ensure_ascii=False).encode()
    packer = zlib.compressobj(4, zdict=before)
    old = packer.compress(json.dumps(BODY, ensure_ascii=False).encode()) + packer.flush()
    expected = ["Eén maatregel “voor” allen.", "Handreiking", "Zie ook", "Contact", "Over ons"]
    assert sorted(load_texts(body, compress(frame), None)) == sorted(expected)
    assert sorted(load_texts(old, zlib.compress(before), None)) == sorted(expected)
