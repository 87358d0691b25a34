"""Years of history: size of the file, start, report and pruning, for as many sources as one likes.

    python -m benchmarks.years [--sources 20 2000] [--days 730] [--keep-months 12]

A run a day, a report a week, written through the store's own door as runs write it: most visits show nothing new, every
fourth is a whole one, each page has a new edition about four times a year (really extracted and compared), one visit in
two hundred times out, three sources in a hundred die. Then the commands are timed, each in a process of its own: CPU is
user and system time of the whole process, whatever else the machine does.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.prepare import SETTINGS, write_catalogue
from monitor.catalogue import read_catalogue
from monitor.compare.change import compare_documents
from monitor.extract import extract
from monitor.history import History, ReportKind
from monitor.judge.standing import next_standing
from monitor.model.change import Change, ChangeOutcome, HostProfile, NoiseProfile
from monitor.model.document import Document
from monitor.model.observation import Observation
from monitor.model.source import Catalogue, Source
from monitor.model.verdict import Evidence, Page, State, Verdict
from monitor.report import period_of

BEGIN = datetime(2024, 10, 7, 4, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Amsterdam")
WHOLE_VISIT_EVERY = 4
EDITION_EVERY_DAYS, TIMEOUT_EVERY, DIES = 90, 200, 0.03
MONDAY = 0
MIB = 2**20


def page(number: int, edition: int) -> bytes:
    """A guide of forty paragraphs with its version; one paragraph is another in each edition."""
    words = [
        f"Paragraaf {n} van hulpmiddel {number} gaat over maatregel {n * 7 % 13} en wie daarover beslist."
        for n in range(40)
    ]
    words[edition % 40] = f"In uitgave {edition} is besloten dat maatregel {edition} voortaan elk jaar wordt herzien."
    text = "".join(f"<p>{each}</p>" for each in words)
    return f"<!doctype html><title>Hulpmiddel {number}</title><main><h1>Hulpmiddel {number}</h1><p>Versie {edition}.0</p>{text}</main>".encode()


@dataclass
class Life:
    """How one source fares."""

    number: int
    source: Source
    dies: int
    """The day from which on it is gone."""
    edition: int = 1

    def document(self) -> Document:
        """The page as it is now."""
        content = page(self.number, self.edition)
        return extract(content=content, content_type="text/html", url=self.source.url, watch=self.source.watch)

    def visit(self, day: int, at: datetime, rng: random.Random) -> Observation:
        """What a visit of that day shows."""
        seen = Observation(
            source=self.source.id,
            tool=self.source.tool,
            url=self.source.url,
            final_url=self.source.url,
            at=at,
            verdict=Verdict(state=State.ALIVE, page=Page.DOCUMENT, trusts_content=True),
            change=Change(outcome=ChangeOutcome.UNCHANGED),
            http_status=304,
            requests=1,
            bytes_received=200,
            elapsed_seconds=rng.uniform(0.1, 0.9),
        )
        if day >= self.dies:
            verdict = Verdict(state=State.DEAD, page=Page.NOT_FOUND, evidence=(Evidence(rule="status", detail="404"),))
            return replace(seen, verdict=verdict, http_status=404, full_visit=True, rechecked=True)
        if rng.randrange(TIMEOUT_EVERY) == 0:
            late = (Evidence(rule="no-response", detail="first-byte"),)
            return replace(seen, verdict=Verdict(state=State.TIMEOUT, evidence=late), http_status=None, rechecked=True)
        if day == 0:
            return self._whole(seen, self.document(), Change(outcome=ChangeOutcome.FIRST))
        if rng.randrange(EDITION_EVERY_DAYS) == 0:
            before, self.edition = self.document(), self.edition + 1
            after = self.document()
            change = compare_documents(before, after, noise=NoiseProfile(), host=HostProfile(), watch=self.source.watch)
            return self._whole(seen, after, change)
        if (day + self.number) % WHOLE_VISIT_EVERY == 0:
            return self._whole(seen, None, seen.change)
        return seen

    def _whole(self, seen: Observation, document: Document | None, change: Change) -> Observation:
        content = page(self.number, self.edition)
        return replace(
            seen,
            http_status=200,
            full_visit=True,
            etag=f'"{self.number}-{self.edition}"',
            content_hash=sha256(content).hexdigest(),
            document=document,
            text_hash=document.text_hash if document else "",
            change=change,
            bytes_received=len(content),
        )


def live(history: History, catalogue: Catalogue, days: int, rng: random.Random) -> None:
    """A run each day, a closed period each Monday."""
    lives = [
        Life(number=number, source=source, dies=rng.randrange(days) if rng.random() < DIES else days + 1)
        for number, (_, source) in enumerate(catalogue.watched)
    ]
    labels = {source.id: tool.tlp.label for tool, source in catalogue.watched}
    for day in range(days):
        now = BEGIN + timedelta(days=day)
        with history.run(now=now, engine="local", planned=len(lives), is_partial=False) as record:
            for life in lives:
                record.record(life.visit(day, now, rng), label=labels[life.source.id])
            record.settle(next_standing, now)
            run = record.finish(now + timedelta(minutes=3), stats={"elapsed_seconds": 180.0})
        if now.weekday() == MONDAY:
            kind = ReportKind.WEEKLY if day else ReportKind.BASELINE
            period = period_of(now - timedelta(days=7), ZONE)
            history.close_period(period=period, kind=kind, run=run.id, now=now)


def cpu(folder: Path, *arguments: str) -> float:
    """CPU seconds of a command."""
    command = [sys.executable, "-m", "monitor", "--catalogue", "catalogue.csv", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{arguments} ended with {os.waitstatus_to_exitcode(status)}: {said.decode()}")
    return used.ru_utime + used.ru_stime


def figures(folder: Path, now: datetime) -> Iterator[str]:
    """What an operator waits for."""
    at = now.isoformat()
    yield f"{cpu(folder, '--help'):.2f}"
    yield f"{cpu(folder, 'run', '--dry-run', '--at', at):.2f}"
    yield f"{cpu(folder, 'history', 'tool-1'):.2f}"
    since = (now - timedelta(days=7)).isoformat()
    for shape in ("html", "json"):
        yield f"{cpu(folder, 'report', '--since', since, '--until', at, '--format', shape, '--output', f'week.{shape}'):.2f}"


def measure(sources: int, days: int, keep_months: int) -> None:
    """Fill a store and print its line of the tables."""
    with tempfile.TemporaryDirectory(prefix="years-") as made:
        folder = Path(made)
        write_catalogue(
            folder / "catalogue.csv", [f"https://www.host-{n // 10}.example.nl/{n}" for n in range(sources)]
        )
        (folder / "monitor.toml").write_text(SETTINGS.format(ports=443, concurrency=10, per_host=1, timeout=10))
        catalogue = read_catalogue(folder / "catalogue.csv")
        store, now = folder / "monitor.db", BEGIN + timedelta(days=days)

        def opened() -> History:
            title, name = catalogue.title, catalogue.document_id
            return History.open(store, document_id=name, document_title=title, exclusive=True)

        began = time.process_time()
        with opened() as history:
            live(history, catalogue, days, random.Random(1))
            size = history.size()
        spent = time.process_time() - began
        before = store.stat().st_size
        began = time.process_time()
        with opened() as history:
            opening = time.process_time() - began
        shown = " | ".join(figures(folder, now))
        began = time.process_time()
        with opened() as history:
            pruned = history.prune(keep_months, now)
            history.check()
            left = history.size()
        pruning = time.process_time() - began
        print(
            f"| {sources} | {size.observations:,} | {size.copies:,} | {before / MIB:.1f} | {spent:.0f} | {opening:.2f} | {shown} "
            f"| {pruned.observations:,} + {pruned.copies:,} | {pruning:.1f} | {(left.file_bytes - left.free_bytes) / MIB:.1f} |",
            flush=True,
        )


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sources", type=int, nargs="+", default=[20, 2_000])
    parser.add_argument("--days", type=int, default=730)
    parser.add_argument("--keep-months", type=int, default=12)
    choice = parser.parse_args()
    print(
        "| sources | visits | copies | file MB | CPU s to write them | open and check, CPU s | `--help` | `run --dry-run` | `history ID` "
        "| `report` html | `report` json | pruned: visits + copies | prune and check, CPU s | MB in use after |"
    )
    print("|" + "--:|" * 14)
    for sources in choice.sources:
        measure(sources, choice.days, choice.keep_months)


if __name__ == "__main__":
    main()
