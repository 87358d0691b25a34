"""Recorded weeks of real pages: changes are told, noise is not; the floors are what was reached."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.histories import Tally, judged_pairs, read_histories, tally

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def reached() -> Tally:
    """The figures over the whole corpus."""
    folder = os.environ.get("MONITOR_CORPUS")
    if not folder:
        pytest.skip("needs the recorded histories: set MONITOR_CORPUS to the folder that holds pairs.jsonl.xz")
    return tally(judged for history in read_histories(Path(folder)) for judged in judged_pairs(history))


@pytest.fixture(scope="module")
def floors(root: Path) -> dict[str, Any]:
    """What must be reached at least (`python benchmarks/changes.py --pin` writes it)."""
    floors: dict[str, Any] = json.loads((root / "tests/corpus/floors.json").read_text(encoding="utf-8"))["changes"]
    return floors


def test_real_changes_are_told(reached: Tally, floors: dict[str, Any]) -> None:
    assert reached.recall >= floors["recall"], reached.missed


def test_quiet_weeks_are_quiet(reached: Tally, floors: dict[str, Any]) -> None:
    assert reached.false_per_100 <= floors["false_per_100"], reached.false
    assert max(reached.false_by_site.values(), default=0) <= floors["false_on_one_site"], reached.false_by_site


def test_a_redesign_after_months_seldom_looks_like_a_change(reached: Tally, floors: dict[str, Any]) -> None:
    assert len(reached.gap_alarms) <= floors["gap_alarms"], reached.gap_alarms


def test_the_sentence_that_changed_is_shown(reached: Tally, floors: dict[str, Any]) -> None:
    assert reached.evidence >= floors["evidence"], reached.unshown
