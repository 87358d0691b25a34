"""Recorded page histories -> what a weekly monitor would have said, and how often it was right."""

import json
import lzma
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.compare.change import compare_documents
from monitor.compare.noise import as_of, learn_noise
from monitor.extract import extract
from monitor.model.change import WEEK, Change, ChangeOutcome, HostProfile, NoiseProfile, Weight
from monitor.model.document import Document
from monitor.model.source import Watch
from monitor.normalise import comparison_key

WATCH = Watch()
NO_HOST = HostProfile()
_QUOTED = 40
"""Letters of an evidence line that must be found in the output; the recorder cut lines at 300."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One labelled pair, and what was said of it."""

    pair: str
    site: str
    is_change: bool
    is_long_gap: bool
    is_alarm: bool
    is_shown: bool | None = None
    """Whether the output holds a line of the recorder's evidence; None where there is none."""
    change: Change | None = None


@dataclass(slots=True, kw_only=True)
class Tally:
    """Figures over many pairs."""

    found: int = 0
    missed: list[str] = field(default_factory=list)
    quiet: int = 0
    false: list[str] = field(default_factory=list)
    false_by_site: Counter[str] = field(default_factory=Counter)
    gaps: int = 0
    gap_alarms: list[str] = field(default_factory=list)
    shown: int = 0
    unshown: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the weekly changes that were told."""
        return self.found / max(1, self.found + len(self.missed))

    @property
    def false_per_100(self) -> float:
        """False alarms per hundred unchanged weeks."""
        return 100 * len(self.false) / max(1, self.quiet + len(self.false))

    @property
    def evidence(self) -> float:
        """Share of the hits whose output shows a line of the evidence."""
        return self.shown / max(1, self.shown + len(self.unshown))

    def add(self, judged: Judged) -> None:
        """Count one pair."""
        if judged.is_long_gap:
            if not judged.is_change:
                self.gaps += 1
                self.gap_alarms += [judged.pair] if judged.is_alarm else []
        elif judged.is_change:
            self.found += judged.is_alarm
            self.missed += [] if judged.is_alarm else [judged.pair]
            if judged.is_alarm and judged.is_shown is not None:
                self.shown += judged.is_shown
                self.unshown += [] if judged.is_shown else [judged.pair]
        elif judged.is_alarm:
            self.false.append(judged.pair)
            self.false_by_site[judged.site] += 1
        else:
            self.quiet += 1


def tally(judged: Iterable[Judged]) -> Tally:
    """Count them all."""
    total = Tally()
    for each in judged:
        total.add(each)
    return total


def read_histories(folder: Path, step: int = 1) -> Iterator[dict[str, Any]]:
    """Every `step`-th page history of the corpus."""
    with lzma.open(folder / "pairs.jsonl.xz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % step == 0:
                yield json.loads(line)


def read_page(history: dict[str, Any], html: str) -> Document:
    """A snapshot, read as if it came over the wire."""
    url = history.get("url") or f"https://{comparison_key(history['site'])}.example/{comparison_key(history['page'])}"
    return extract(content=html.encode(errors="replace"), content_type="text/html; charset=utf-8", url=url, watch=WATCH)


def judged_pairs(history: dict[str, Any]) -> Iterator[Judged]:
    """Visit a page week after week, knowing only earlier weeks; give the labelled pairs."""
    pairs = {pair["j"]: pair for pair in history["pairs"]}
    noise, before = NoiseProfile(), None
    first = datetime.fromtimestamp(history["snapshots"][0]["t"], UTC)
    for number, snapshot in enumerate(history["snapshots"]):
        after = read_page(history, snapshot["html"])
        at = datetime.fromtimestamp(snapshot["t"], UTC)
        turn = max(WEEK, (at - first) / number) if number else WEEK
        change = compare_documents(before, after, noise=as_of(noise, at, turn), host=NO_HOST, watch=WATCH)
        noise = learn_noise(noise, before, after, at=at, turn=turn)
        before = after
        if (pair := pairs.get(number)) and pair["label"] in {"changed", "unchanged"}:
            is_alarm = change.outcome is ChangeOutcome.CHANGED and change.weight is Weight.MAJOR
            yield _judged(history, pair, is_alarm=is_alarm, change=change)


def pairs_by_text(history: dict[str, Any], text_of: Callable[[str], str]) -> Iterator[Judged]:
    """The same pairs judged by a yardstick: any difference in the letters and digits of its text is an alarm."""
    texts = [comparison_key(text_of(snapshot["html"])) for snapshot in history["snapshots"]]
    for pair in history["pairs"]:
        if pair["label"] in {"changed", "unchanged"}:
            yield _judged(history, pair, is_alarm=texts[pair["i"]] != texts[pair["j"]])


def _judged(history: dict[str, Any], pair: dict[str, Any], *, is_alarm: bool, change: Change | None = None) -> Judged:
    return Judged(
        pair=pair["id"],
        site=history["site"],
        is_change=pair["label"] == "changed",
        is_long_gap=pair.get("kind") == "long_gap",
        is_alarm=is_alarm,
        is_shown=_is_shown(change, pair.get("evidence")) if change else None,
        change=change,
    )


def _is_shown(change: Change, evidence: dict[str, Any] | None) -> bool | None:
    lines = [comparison_key(line) for side in ("added", "removed") for line in (evidence or {}).get(side, ())]
    lines = [line for line in lines if line]
    if not lines:
        return None
    excerpts = [text for excerpt in change.excerpts for text in (excerpt.before, excerpt.after)]
    output = comparison_key(" ".join([*excerpts, *change.added, *change.removed]))
    return any(line[:_QUOTED] in output or line[-_QUOTED:] in output for line in lines)
