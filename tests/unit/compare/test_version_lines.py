"""How well versions, dates and successors are read, measured on labelled lines of which half are traps."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from monitor.compare.successor import find_successors
from monitor.compare.versions import read_versions, version_in
from monitor.model.document import Block, Document, MediaKind

LINES = json.loads(Path(__file__).with_name("version_lines.json").read_text(encoding="utf-8"))
PRECISION, RECALL = 0.97, 0.9

Item = dict[str, str | None]
Answer = tuple[str, ...] | None


@dataclass(frozen=True)
class Score:
    right: int
    false: int
    missed: int
    mistakes: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)


def scored(items: Iterable[Item], read: Callable[[Item], Answer], wanted: Callable[[Item], Answer]) -> Score:
    right = false = missed = 0
    mistakes = []
    for item in items:
        got, want = read(item), wanted(item)
        right += got == want and want is not None
        false += got != want and got is not None
        missed += got != want and want is not None
        if got != want:
            mistakes.append(f"{item['text']}: read {got}, is {want}")
    return Score(right, false, missed, tuple(mistakes))


def page(item: Item, title: str = "") -> Document:
    return Document(
        kind=MediaKind.HTML, title=item.get("title") or title, blocks=(Block(text=item["text"] or "", path="p"),)
    )


def read_line(item: Item) -> Answer:
    version = read_versions(page(item)).version
    return (version.text,) if version else None


def read_title(item: Item) -> Answer:
    version = version_in(item["text"] or "")
    return (version,) if version else None


def read_date(item: Item) -> Answer:
    dates = read_versions(page(item)).dates
    return (dates[0].kind, dates[0].iso) if dates else None


def read_notice(item: Item) -> Answer:
    facts = find_successors(page(item, "Handreiking Dataclassificatie"))
    return (facts[0].kind, facts[0].value("name")) if facts else None


def labelled(item: Item, *keys: str) -> Answer:
    return None if item[keys[0]] in {None, "none"} else tuple(item.get(key) or "" for key in keys)


@pytest.mark.parametrize(
    ("name", "read", "keys"),
    [
        ("versions", read_line, ("version",)),
        ("titles", read_title, ("version",)),
        ("dates", read_date, ("kind", "date")),
        ("successors", read_notice, ("says", "name")),
    ],
    ids=["versions", "titles", "dates", "successors"],
)
def test_what_is_read_is_right_and_little_is_missed(
    name: str, read: Callable[[Item], Answer], keys: tuple[str, ...]
) -> None:
    lines = [item for part in LINES[name].values() for item in part]
    score = scored(lines, read, lambda item: labelled(item, *keys))
    assert score.precision >= PRECISION, score.mistakes
    assert score.recall >= RECALL, score.mistakes


def test_half_of_the_lines_are_traps() -> None:
    lines = [item for name in ("versions", "successors") for part in LINES[name].values() for item in part]
    traps = [item for item in lines if item.get("version", item.get("says")) in {None, "none"}]
    assert len(lines) >= 80
    assert len(traps) >= len(lines) // 2
