"""Labelled real pages, status unknown and taken as 200: how well the judge tells their kinds.

Floors hold what was reached (`state_floors.json`). A lower figure fails; `MONITOR_FLOORS=raise` writes better figures,
`MONITOR_FLOORS=lower` any figures.
"""

import json
import lzma
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from monitor.extract import extract
from monitor.model.document import Document
from monitor.model.source import Watch
from monitor.model.verdict import Page, StateClass, Verdict
from tests.unit.judge.made import answered, judged

FOLDER = Path(os.environ.get("MONITOR_CORPUS", "corpus"))
FLOORS = Path(__file__).with_name("state_floors.json")
FILES = ("states", "states_web")
ELSEWHERE = "https://site.example/texts/terms-of-service"
"""An address for pages that were recorded without theirs: deep, so that no front door is assumed."""

KINDS = {"alive": Page.DOCUMENT, "not_found": Page.NOT_FOUND}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="needs the labelled pages: MONITOR_CORPUS names no folder"),
]

Row = dict[str, Any]


def rows(name: str) -> Iterator[Row]:
    path = FOLDER / f"{name}.jsonl.xz"
    if path.exists():
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def read(row: Row) -> Document:
    content = row["html"].encode("utf-8", "replace")
    return extract(
        content=content, content_type="text/html; charset=utf-8", url=row.get("url") or ELSEWHERE, watch=Watch()
    )


def verdict_on(document: Document, url: str, before: Document | None = None) -> Verdict:
    return judged(answered(url=url), document, before=before, url=url, title="")


def is_alarm(verdict: Verdict) -> bool:
    """Whether the page is called anything else than what it is: another kind, or another class than alive."""
    return verdict.page is not Page.DOCUMENT or verdict.state_class is not StateClass.ALIVE


@pytest.fixture(scope="module")
def confusion() -> Counter[tuple[str, str, str]]:
    """How often each label (per file) was given each kind."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for name in FILES:
        for row in rows(name):
            verdict = verdict_on(read(row), row.get("url") or ELSEWHERE)
            counted[name, row["label"], str(verdict.page)] += 1
    return counted


def measure(confusion: Counter[tuple[str, str, str]]) -> dict[str, float]:
    """The figures that the floors hold."""
    alive, bad, bad_histories, false, seen, seen_histories, exact = 0, 0, 0, 0, 0, 0, 0
    for (name, label, kind), count in confusion.items():
        if label == "alive":
            alive += count
            false += count * (kind != Page.DOCUMENT)
            continue
        recognised = count * (kind != Page.DOCUMENT)
        bad, seen = bad + count, seen + recognised
        exact += count * (kind == KINDS.get(label, label))
        if name == "states":
            bad_histories, seen_histories = bad_histories + count, seen_histories + recognised
    return {
        "alive_called_alive": round(1 - false / alive, 4),
        "bad_recognised": round(seen / bad, 4),
        "bad_recognised_page_histories": round(seen_histories / bad_histories, 4),
        "exact_kind": round(exact / bad, 4),
    }


def held(measured: dict[str, float]) -> dict[str, float]:
    """The floors, after writing better ones where that was asked for."""
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    wish = os.environ.get("MONITOR_FLOORS")
    if wish in {"raise", "lower"}:
        floors |= {key: value for key, value in measured.items() if wish == "lower" or value > floors.get(key, 0)}
        FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return floors


def below(measured: dict[str, float]) -> dict[str, tuple[float, float]]:
    """What fell under its floor: measured and floor."""
    floors = held(measured)
    return {key: (value, floors[key]) for key, value in measured.items() if value < floors[key]}


def test_kinds_of_page_are_told_as_well_as_before(confusion: Counter[tuple[str, str, str]]) -> None:
    measured = measure(confusion)
    for (name, label, kind), count in sorted(confusion.items()):
        print(f"{name:12}{label:14}{kind:14}{count:5}")  # noqa: T201 - the confusion matrix, shown with -s
    print(measured)  # noqa: T201
    assert below(measured) == {}
    assert measured["alive_called_alive"] >= 0.99
    assert measured["bad_recognised"] >= 0.97
    assert measured["bad_recognised_page_histories"] >= 0.85
    assert measured["exact_kind"] >= 0.90


def test_with_an_earlier_good_copy_bad_pages_are_told_and_good_ones_never_alarm() -> None:
    bad: dict[tuple[str, str], list[Row]] = {}
    for row in rows("states"):
        if row["label"] != "alive":
            bad.setdefault((row["repo"], row["path"]), []).append(row)
    told = missed = visits = 0
    alarms: list[str] = []
    for history in rows("pairs"):
        url = history["url"] or ELSEWHERE
        listed = bad.get((history["repo"], history["page"]), [])
        known_bad = {row["blob"] for row in listed}
        before: Document | None = None
        for snapshot in history["snapshots"]:
            document = read({**snapshot, "url": url})
            verdict = verdict_on(document, url, before)
            visits += 1
            if is_alarm(verdict) and snapshot["blob"] not in known_bad:
                alarms.append(f"{history['seq']} {snapshot['t']} {verdict.state} {verdict.reason}")
            before = document if verdict.trusts_content else before
            if before is document and listed:
                seen = [is_alarm(verdict_on(read({**row, "url": url}), url, before)) for row in listed]
                told, missed, listed = told + sum(seen), missed + len(seen) - sum(seen), []
    measured = {"bad_recognised_with_good_copy": round(told / (told + missed), 4)}
    print(f"{visits} visits, alarms: {alarms}, {measured}")  # noqa: T201
    assert below(measured) == {}
    assert measured["bad_recognised_with_good_copy"] >= 0.95
    assert alarms == TRUE_ALARMS


TRUE_ALARMS = [
    "datin.lex-privacy-policy.4 1754440392 parked parking-host",
    "datin.lovoo-terms-of-service.1 1764203589 soft-404 text-vanished",
]
"""Snapshots that were recorded as pages of their history and are none: looked at by hand."""
