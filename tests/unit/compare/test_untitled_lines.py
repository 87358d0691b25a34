"""How well notices and versions are read off a single line, when no title says what the page is called."""

import json
from collections.abc import Iterable
from pathlib import Path

from monitor.compare.successor import find_successors
from monitor.compare.versions import read_versions
from monitor.model.change import FactKind
from monitor.model.document import Block, Document, MediaKind

SETS = json.loads(Path(__file__).with_name("untitled_lines.json").read_text(encoding="utf-8"))
PRECISION, RECALL = 0.99, 0.98
"""Of the independent set."""
OWN_PRECISION, OWN_RECALL = 0.97, 0.95


def page(text: str) -> Document:
    return Document(kind=MediaKind.HTML, blocks=(Block(text=text, path="p"),))


def named(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum() or letter in ".:/")


def said(text: str) -> dict[str, str]:
    """What is read: each kind, with the successor's name and address or the version."""
    document = page(text)
    told = {
        ("superseded" if fact.kind is FactKind.SUCCESSOR else "withdrawn"): fact.value("name") + fact.value("url")
        for fact in find_successors(document)
    }
    version = read_versions(document).version
    return told | ({"version": version.text} if version else {})


def is_right(got: str, wanted: dict[str, str]) -> bool:
    """Whether the value is the wanted one; the edition of a standard is wanted by its year."""
    value = named(wanted.get("value") or wanted.get("by") or "")
    if wanted["kind"] == "superseded":
        return value in named(got)
    return named(got).endswith(value) if wanted["kind"] == "iso-edition" else named(got) == value


def figures(right: int, false: Iterable[str], missed: Iterable[str]) -> tuple[float, float]:
    return right / (right + len(list(false))), right / (right + len(list(missed)))


def test_an_independent_set_is_read_right() -> None:
    right, false, missed = 0, [], []
    for item in SETS["independent"]:
        got = said(item["text"])
        wanted = {one["kind"].replace("iso-edition", "version"): one for one in item["expect"]}
        good = {kind for kind, one in wanted.items() if kind in got and is_right(got[kind], one)}
        right += len(good)
        false += [f"{item['text']}: read {got}"] * len(got.keys() - good)
        missed += [item["text"]] * len(wanted.keys() - good)
    precision, recall = figures(right, false, missed)
    assert precision >= PRECISION, false
    assert recall >= RECALL, missed


def test_half_of_the_independent_set_are_traps() -> None:
    traps = [item for item in SETS["independent"] if not item["expect"]]
    assert len(SETS["independent"]) == 200
    assert len(traps) == 100


def test_notices_in_many_shapes_are_read_right() -> None:
    right, false, missed = 0, [], []
    for item in SETS["notices"]:
        kinds = {fact.kind for fact in find_successors(page(item["text"]))}
        wanted = None if item["says"] == "none" else FactKind(item["says"])
        right += wanted in kinds
        false += [item["text"]] * (bool(kinds) and wanted not in kinds)
        missed += [item["text"]] * (wanted is not None and wanted not in kinds)
    precision, recall = figures(right, false, missed)
    assert precision >= OWN_PRECISION, false
    assert recall >= OWN_RECALL, missed


def test_versions_in_many_shapes_are_read_right() -> None:
    right, false, missed = 0, [], []
    for item in SETS["versions"]:
        got, wanted = said(item["text"]).get("version"), item["version"]
        is_good = got is not None and wanted is not None and got.endswith(wanted)
        right += is_good
        false += [f"{item['text']}: read {got}"] * (got is not None and not is_good)
        missed += [item["text"]] * (wanted is not None and not is_good)
    precision, recall = figures(right, false, missed)
    assert precision >= OWN_PRECISION, false
    assert recall >= OWN_RECALL, missed
