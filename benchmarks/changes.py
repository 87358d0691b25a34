"""Figures of the comparer on recorded page histories, run by hand from the repository:

MONITOR_CORPUS=... python benchmarks/changes.py [--step N] [--yardsticks] [--ablation] [--sites] [--cost] [--pin [--lower]]
"""

import argparse
import contextlib
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import readability
import trafilatura
from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from monitor.compare import change, diff, noise, significance  # noqa: E402 - the repository is put on the path first
from monitor.compare.change import compare_documents  # noqa: E402
from monitor.extract import layout  # noqa: E402
from monitor.model.change import NoiseProfile, Weight  # noqa: E402
from monitor.normalise import comparison_key  # noqa: E402
from tests.corpus.histories import (  # noqa: E402
    NO_HOST,
    WATCH,
    Judged,
    Tally,
    judged_pairs,
    pairs_by_text,
    read_histories,
    read_page,
    tally,
)

FLOORS = ROOT / "tests/corpus/floors.json"
HIGHER_IS_BETTER = {
    "recall": True,
    "evidence": True,
    "false_per_100": False,
    "false_on_one_site": False,
    "gap_alarms": False,
}

ABLATIONS: dict[str, tuple[tuple[object, str, object], ...]] = {
    "all of it": (),
    "without learned positions": ((change, "volatile_paths", lambda _: frozenset()),),
    "without counters and stamps": ((change, "without_passing", lambda removed, added, **_: (removed, added)),),
    "without the strict view": ((significance, "is_core", lambda _: True),),
    "without looking through the whole other page": (
        (diff.Reading, "says", lambda self, unit: unit.key in main_keys(self)),
    ),
    "without reading dates and numbers as values": ((diff, "value_key", comparison_key),),
    "without weight: any difference alarms": (
        (change, "weight_of", lambda score: Weight.MAJOR if score else Weight.NONE),
    ),
    "without setting anything aside": (
        (layout, "standing_asides", lambda regions, *_: [None] * len(regions)),
        (layout, "_has_main", lambda *_: False),
    ),
}


def main_keys(reading: diff.Reading) -> set[str]:
    return {unit.key for unit in reading.units}


def row(name: str, total: Tally) -> None:
    worst = max(total.false_by_site.values(), default=0)
    print(
        f"{name:46} recall {total.recall:.3f}  false/100 {total.false_per_100:5.2f}  worst site {worst:3}"
        f"  long gaps {len(total.gap_alarms)}/{total.gaps}  evidence {total.evidence:.3f}",
        flush=True,
    )


def ours(histories: list[dict[str, Any]]) -> list[Judged]:
    return [judged for history in histories for judged in judged_pairs(history)]


def visible_text(html: str) -> str:
    tree = LexborHTMLParser(html)
    tree.strip_tags(["script", "style", "svg", "template", "noscript", "head"])
    return tree.body.text(separator=" ") if tree.body else ""


def by_trafilatura(html: str) -> str:
    return trafilatura.extract(html) or ""


def by_readability(html: str) -> str:
    with contextlib.suppress(Exception):
        return visible_text(readability.Document(html).summary())
    return ""


def yardsticks(histories: list[dict[str, Any]]) -> None:
    for name, text_of in (
        ("visible text", visible_text),
        ("trafilatura", by_trafilatura),
        ("readability", by_readability),
    ):
        row(name, tally(judged for history in histories for judged in pairs_by_text(history, text_of)))


@contextlib.contextmanager
def patched(changes: tuple[tuple[object, str, object], ...]) -> Iterator[None]:
    with contextlib.ExitStack() as stack:
        for where, what, value in changes:
            stack.enter_context(patch.object(where, what, value))
        yield


def ablation(histories: list[dict[str, Any]]) -> None:
    for name, changes in ABLATIONS.items():
        with patched(changes):
            row(name, tally(ours(histories)))


def sites(histories: list[dict[str, Any]]) -> None:
    """Choose the two numbers that were tuned on one half of the sites, score on the other, both ways."""
    names = sorted({history["site"] for history in histories})
    halves = set(names[::2]), set(names[1::2])
    scored: dict[tuple[float, float], list[Judged]] = {}
    for core in (0.6, 0.7, 0.8, 0.9):
        with patched(((layout, "_CORE_SHARE", core),)):
            judged = ours(histories)
        for major in (0.4, 0.6, 1.0, 1.5, 2.0):
            scored[core, major] = [rescored(each, major) for each in judged]
    for tuned, held in (halves, halves[::-1]):
        best = max(scored, key=lambda choice: quality([each for each in scored[choice] if each.site in tuned], choice))
        print(f"tuned on {len(tuned)} sites: core share {best[0]}, major from {best[1]}")
        row("  on those", tally(each for each in scored[best] if each.site in tuned))
        row(f"  on the other {len(held)}", tally(each for each in scored[best] if each.site in held))
    for half in halves:
        row(f"as shipped, on {len(half)} sites", tally(each for each in scored[0.8, 1.0] if each.site in half))


def rescored(judged: Judged, major: float) -> Judged:
    found = judged.change
    return replace(judged, is_alarm=found is not None and found.is_told and found.score >= major)


def quality(judged: list[Judged], choice: tuple[float, float]) -> tuple[float, float, float]:
    """Recall in per cent counts as much as false alarms per 100; ties go to the middle of the grid."""
    total = tally(judged)
    return (
        100 * total.recall - 2 * total.false_per_100 - len(total.gap_alarms) / 10,
        -abs(choice[0] - 0.8),
        -abs(choice[1] - 1.0),
    )


def cost(histories: list[dict[str, Any]]) -> None:
    extracting: list[tuple[float, int]] = []
    comparing: dict[str, list[float]] = {"told": [], "not told": []}
    learning: list[float] = []
    for history in histories:
        before, known = None, NoiseProfile()
        for week, snapshot in enumerate(history["snapshots"]):
            start = time.process_time()
            after = read_page(history, snapshot["html"])
            extracting.append((time.process_time() - start, len(snapshot["html"])))
            start = time.process_time()
            found = compare_documents(before, after, noise=known, host=NO_HOST, watch=WATCH)
            comparing["told" if found.is_told else "not told"].append(time.process_time() - start)
            start = time.process_time()
            known = noise.learn_noise(known, before, after, at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(weeks=week))
            learning.append(time.process_time() - start)
            before = after
    usual = [seconds for seconds, size in extracting if 40_000 <= size <= 80_000]
    print(f"extract, {len(usual)} pages of 40 to 80 kB: {microseconds(usual)}")
    print(
        f"extract, all {len(extracting)} (mean {statistics.mean(size for _, size in extracting) / 1000:.0f} kB): {microseconds([s for s, _ in extracting])}"
    )
    for name, seconds in comparing.items():
        print(f"compare, {len(seconds)} pairs {name}: {microseconds(seconds)}")
    print(f"learn: {microseconds(learning)}")


def microseconds(seconds: list[float]) -> str:
    ordered = sorted(seconds) or [0.0]
    return f"median {1e6 * statistics.median(ordered):.0f} us, mean {1e6 * statistics.mean(ordered):.0f} us, 99 % {1e6 * ordered[int(len(ordered) * 0.99) - 1]:.0f} us"


def pin(total: Tally, *, lower: bool) -> None:
    """Write what was reached; refuse to lower a floor unless told to."""
    reached = {
        "recall": int(1000 * total.recall) / 1000,
        "false_per_100": -int(-100 * total.false_per_100 - 0.999) / 100,
        "false_on_one_site": max(total.false_by_site.values(), default=0),
        "gap_alarms": len(total.gap_alarms),
        "evidence": int(1000 * total.evidence) / 1000,
    }
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    known = floors.get("changes", {})
    worse = [
        name
        for name, value in reached.items()
        if name in known and (value < known[name]) == HIGHER_IS_BETTER[name] and value != known[name]
    ]
    if worse and not lower:
        sys.exit(f"lower than the floor: {', '.join(worse)}; --lower writes it all the same")
    floors["changes"] = reached
    FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--step", type=int, default=1, help="take every N-th history")
    for flag in ("yardsticks", "ablation", "sites", "cost", "pin", "lower"):
        parser.add_argument(f"--{flag}", action="store_true")
    arguments = parser.parse_args()
    if not os.environ.get("MONITOR_CORPUS"):
        sys.exit("set MONITOR_CORPUS to the folder that holds pairs.jsonl.xz")
    histories = list(read_histories(Path(os.environ["MONITOR_CORPUS"]), arguments.step))
    total = tally(ours(histories))
    row("monitor", total)
    for name in ("missed", "false", "gap_alarms", "unshown"):
        print(f"  {name}: {', '.join(getattr(total, name)) or '-'}")
    steps: dict[str, Callable[[list[dict[str, Any]]], None]] = {
        "yardsticks": yardsticks,
        "ablation": ablation,
        "sites": sites,
        "cost": cost,
    }
    for name, step in steps.items():
        if getattr(arguments, name):
            print(f"\n{name}")
            step(histories)
    if arguments.pin:
        pin(total, lower=arguments.lower)


if __name__ == "__main__":
    main()
