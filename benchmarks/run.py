"""`make bench`: our own rooms beside a floor each, and a run over unchanged sources beside a bare loop of requests.

    python -m benchmarks.run [--sources 1000] [--repeat 3] [--harness FOLDER --work FOLDER]

Prints ratios: seconds of another machine tell little. With --harness (a folder with the harness's run.py and
contenders.py) our product is timed there too, beside its peers; see benchmarks/README.md.
"""

import argparse
import json
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from benchmarks import unchanged
from benchmarks.site import page
from monitor.compare.change import compare_documents
from monitor.extract import extract
from monitor.history import History
from monitor.history.copies import from_copy, to_copy
from monitor.judge.standing import next_standing
from monitor.model.change import Change, ChangeOutcome, HostProfile, NoiseProfile
from monitor.model.document import Document
from monitor.model.observation import Observation
from monitor.model.source import SourceId, Tlp, ToolId, Watch
from monitor.model.verdict import Page, State, Verdict

HERE = Path(__file__).parent
URL = "https://www.example.nl/over/handreiking.html"


def cost(work: Callable[[Any], object], items: list[Any], repeat: int) -> float:
    """Microseconds of CPU per item, the median of the repeats."""

    def once() -> float:
        began = time.process_time()
        for item in items:
            work(item)
        return (time.process_time() - began) / len(items) * 1e6

    return statistics.median(once() for _ in range(repeat))


def line(name: str, ours: float, floor_name: str, floor: float) -> None:
    """A row of the table."""
    print(f"| {name} | {ours:,.0f} | {floor_name} | {floor:,.0f} | {ours / floor:.2f} |", flush=True)


def read(content: bytes) -> Document:
    """Ours."""
    return extract(content=content, content_type="text/html; charset=utf-8", url=URL, watch=Watch())


def rooms(repeat: int) -> None:
    """Parser, comparer and copies, each beside a floor."""
    pages = [page(number) for number in range(40)]
    changed = [content.replace(b".</p>", b" en meer.</p>", 1) for content in pages]
    documents = [read(content) for content in pages]
    pairs = list(zip(documents, map(read, changed), strict=True))
    print("| what, per page | us | floor | us | x floor |\n|---|---|---|---|---|")
    parse = cost(read, pages, repeat)
    line("read a page: blocks, roles, asides, links", parse, "text alone (lexbor)", cost(_text, pages, repeat))

    def compare(pair: tuple[Document, Document]) -> object:
        before, after = pair
        return compare_documents(before, after, noise=NoiseProfile(), host=HostProfile(), watch=Watch(), tool_title="")

    line("compare with an equal page", cost(lambda one: compare((one, one)), documents, repeat), "read a page", parse)
    line("compare with a changed page", cost(compare, pairs, repeat), "read a page", parse)
    copies = [to_copy(document) for document in documents]
    line("encode a copy", cost(to_copy, documents, repeat), "read a page", parse)
    line("decode a copy", cost(lambda copy: from_copy(*copy), copies, repeat), "read a page", parse)


def _text(content: bytes) -> str:
    body = LexborHTMLParser(content.decode()).body
    return " ".join(body.text(separator=" ").split()) if body is not None else ""


def store(repeat: int, count: int = 10_000) -> None:
    """Recording and settling unchanged visits beside bare inserts of as many columns."""
    now = datetime.now(UTC)
    quiet = Observation(
        source=SourceId("s"),
        tool=ToolId("t"),
        url=URL,
        at=now,
        verdict=Verdict(state=State.ALIVE, page=Page.DOCUMENT, trusts_content=True),
        change=Change(outcome=ChangeOutcome.UNCHANGED),
        final_url=URL,
        http_status=304,
    )
    seen = [replace(quiet, source=SourceId(f"s{number}")) for number in range(count)]

    def ours(folder: Path) -> None:
        with (
            History.open(folder / "a.db", document_id="d", document_title="d", exclusive=True) as history,
            history.run(now=now, engine="local", planned=count, is_partial=False) as record,
        ):
            for observation in seen:
                record.record(observation, label=Tlp.CLEAR)
            record.settle(next_standing, now)
            record.finish(now, stats={})

    def bare(folder: Path) -> None:
        with sqlite3.connect(folder / "b.db") as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute(f"CREATE TABLE o ({', '.join(f'c{n}' for n in range(15))}, PRIMARY KEY (c0, c1))")
            db.executemany(f"INSERT INTO o VALUES ({', '.join('?' * 15)})", ((1, n, *range(13)) for n in range(count)))
        db.close()

    def each(work: Callable[[Path], None]) -> float:
        figures = []
        for _ in range(repeat):
            with tempfile.TemporaryDirectory() as folder:
                figures.append(cost(work, [Path(folder)], 1) / count)
        return statistics.median(figures)

    line("record and settle a visit (per visit)", each(ours), "insert a row", each(bare))


def whole(count: int, repeat: int) -> None:
    """A quiet run as a process, beside a process that only asks."""
    found = unchanged.measure(count, repeat, plain=False, changed=0.0)
    line(
        f"a run over {count} unchanged sources (per source)",
        found["unchanged"]["cpu"] / count * 1e6,
        "bare aiohttp GET",
        found["bare"]["cpu"] / count * 1e6,
    )


def harness(folder: Path, work: Path, arguments: list[str]) -> None:
    """Our product in a harness that knows the peers: names it as a contender and starts the harness."""
    root = HERE.parent
    contender = {
        "kind": "monitor",
        "prepare": f"{sys.executable} {HERE / 'prepare.py'} {{urls}} {{state}} {{timeout}} {{conc}}",
        "argv": [
            *("env", f"PYTHONPATH={root}", sys.executable, "-m", "monitor"),
            *("--catalogue", "catalogue.csv", "-q", "run"),
        ],
    }
    extra = work / "ours.json"
    extra.write_text(json.dumps({"ours": contender}))
    python = work / "v" / "bin" / "python"  # where the harness has put its peers
    subprocess.run([python, folder / "run.py", work, "--extra", extra, *arguments], check=True)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--harness", type=Path, help="folder of a harness with the peers")
    parser.add_argument("--work", type=Path, help="its working folder")
    choice, rest = parser.parse_known_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    if choice.harness is not None:
        harness(choice.harness, choice.work or choice.harness, rest)
        return
    rooms(choice.repeat)
    store(choice.repeat)
    whole(choice.sources, choice.repeat)


if __name__ == "__main__":
    main()
