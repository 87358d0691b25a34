"""Runs over many sources of which nothing, or little, changed: CPU, memory and store per source, beside a bare loop.

    python -m benchmarks.unchanged [--sizes 1000 10000 100000] [--repeat 3] [--status 304|200] [--changed 0.01]

The store is filled as a first run would have filled it. A server on the loopback (`site.py`) answers every conditional
request with 304; with --status 200 it knows no validators and sends the same bytes as before. With --changed each size is
also run with that share of the pages changed since the run before. The bare loop asks for the same pages without a
condition and reads them (aiohttp, with uvloop where it is installed), host by host mixed, so that it uses its connections
again. All of it in turn, so that ratios hold.
"""

import argparse
import json
import os
import random
import resource
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from benchmarks.prepare import SETTINGS, write_catalogue
from benchmarks.site import HOSTS, PAGES, number_of, page, urls, write_pages
from monitor.catalogue import read_catalogue
from monitor.extract import extract
from monitor.history import History
from monitor.judge.standing import next_standing
from monitor.model.change import Change, ChangeOutcome
from monitor.model.observation import Observation
from monitor.model.source import Watch
from monitor.model.verdict import Page, State, Verdict

ROOT = Path(__file__).parents[1]
BARE = """
import asyncio, sys, aiohttp
try:
    from uvloop import run
except ImportError:
    run = asyncio.run
async def main():
    urls = open(sys.argv[1]).read().split()
    places = asyncio.Semaphore(128)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=128)) as session:
        async def one(url):
            async with places, session.get(url) as answer:
                await answer.read()
        await asyncio.gather(*map(one, urls))
run(main())
"""
Figures = Mapping[str, float]


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fill(folder: Path, count: int, port: int, *, validators: bool) -> None:
    """Pages, catalogue, settings and a store that knows every source."""
    write_pages(folder)
    write_catalogue(folder / "catalogue.csv", urls(count, port))
    mixed = random.Random(7).sample(urls(count, port), count)  # in their order the bare loop would open ten to a host
    (folder / "urls").write_text("\n".join(mixed))
    settings = SETTINGS.format(ports=port, concurrency=128, per_host=2, timeout=30)
    (folder / "monitor.toml").write_text(settings)
    catalogue = read_catalogue(folder / "catalogue.csv")
    now = datetime.now(UTC) - timedelta(days=1)
    contents = [page(number) for number in range(HOSTS * PAGES)]
    hashes = [sha256(content).hexdigest() for content in contents]
    documents = [
        extract(content=content, content_type="text/html", url="http://127.0.0.1/", watch=Watch())
        for content in contents
    ]
    with (
        History.open(
            folder / "monitor.db", document_id=catalogue.document_id, document_title=catalogue.title, exclusive=True
        ) as history,
        history.run(now=now, engine="local", planned=count, is_partial=False) as record,
    ):
        for tool, source in catalogue.watched:
            number = number_of(int(source.url.rpartition("/")[2]))
            record.record(
                Observation(
                    source=source.id,
                    tool=tool.id,
                    url=source.url,
                    at=now,
                    verdict=Verdict(state=State.ALIVE, page=Page.DOCUMENT, trusts_content=True),
                    change=Change(outcome=ChangeOutcome.FIRST),
                    final_url=source.url,
                    http_status=200,
                    etag=f'"{number}-0"' if validators else None,
                    content_hash=hashes[number],
                    text_hash=documents[number].text_hash,
                    document=documents[number],
                    full_visit=True,
                ),
                label=tool.tlp.label,
            )
        record.settle(next_standing, now)
        record.finish(now, stats={})


def timed(folder: Path) -> dict[str, float]:
    """One run: what the process and its children used."""
    before = (folder / "monitor.db").stat().st_size
    command = [sys.executable, "-m", "monitor", "-q", "--catalogue", "catalogue.csv", "run", "--no-mail"]
    used = _used(command, folder)
    with closing(sqlite3.connect(folder / "monitor.db")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (told,) = db.execute("SELECT stats FROM run ORDER BY id DESC LIMIT 1").fetchone()
        (news,) = db.execute(
            "SELECT count(*) FROM observation WHERE weight IS NOT NULL AND run = (SELECT max(id) FROM run)"
        ).fetchone()
    stats = json.loads(told)
    return {
        **used,
        "bytes": (folder / "monitor.db").stat().st_size - before,
        "wall": stats["elapsed_seconds"],
        "lag": stats["loop_lag_p999_ms"],
        "news": news,
    }


def bare(folder: Path) -> dict[str, float]:
    """The same addresses, only asked for and read."""
    return _used([sys.executable, "-c", BARE, "urls"], folder)


def _used(command: list[str], folder: Path) -> dict[str, float]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # or every start compiles all modules anew
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command[:4]} ended with {status}")
    return {"cpu": used.ru_utime + used.ru_stime, "rss": used.ru_maxrss / 1024}


@contextmanager
def serving(folder: Path, port: int, *, plain: bool, generation: int = 0, changed: float = 0.0) -> Iterator[None]:
    """The server, as long as it lasts."""
    command = [sys.executable, "-m", "benchmarks.site", str(folder), str(port)]
    command += ["--generation", str(generation), "--changed", str(changed), *(["--plain"] if plain else [])]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert server.stdout is not None
    try:
        server.stdout.readline()
        yield
    finally:
        server.kill()
        server.wait()
        server.stdout.close()


def measure(count: int, repeat: int, *, plain: bool, changed: float) -> dict[str, Figures]:
    """Medians of one size; the first run is not counted: it writes the reports of a new period."""
    found: dict[str, list[dict[str, float]]] = {}
    port = free_port()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        fill(folder, count, port, validators=not plain)
        for generation in range(repeat + 1):
            with serving(folder, port, plain=plain, generation=generation, changed=changed):
                if changed and generation:
                    found.setdefault(f"{changed:.0%} changed", []).append(timed(folder))
                quiet = timed(folder)
                if generation:
                    found.setdefault("unchanged", []).append(quiet)
                    found.setdefault("bare", []).append(bare(folder))
    return {
        case: {name: statistics.median(run[name] for run in runs) for name in runs[0]} for case, runs in found.items()
    }


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--status", choices=["304", "200"], default="304")
    parser.add_argument("--changed", type=float, default=0.0, help="share of the pages that change between two runs")
    choice = parser.parse_args()
    # The bare loop keeps a connection to every host.
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    print(
        f"| sources ({choice.status}) | CPU s | x bare | x unchanged | us per source | slope us | peak RSS MB | slope KB "
        "| wall s | lag p99.9 ms | store MB per 1,000 | changes |"
    )
    print("|" + "---|" * 12)
    before: dict[str, tuple[int, Figures]] = {}
    for count in choice.sizes:
        found = measure(count, choice.repeat, plain=choice.status == "200", changed=choice.changed)
        for case, figures in found.items():
            _row(f"{count}, {case}", count, figures, found, before.get(case))
            before[case] = count, figures


def _row(name: str, count: int, now: Figures, found: dict[str, Figures], before: tuple[int, Figures] | None) -> None:
    """A row of the table."""
    slopes = ["", ""]
    if before is not None:
        more = count - before[0]
        slopes = [f"{(now[of] - before[1][of]) / more * by:.2f}" for of, by in (("cpu", 1e6), ("rss", 1024))]
    ratios = (f"{now['cpu'] / found[other]['cpu']:.2f}" for other in ("bare", "unchanged"))
    cells = [name, f"{now['cpu']:.2f}", *ratios, f"{now['cpu'] / count * 1e6:.0f}", slopes[0], f"{now['rss']:.0f}"]
    cells.append(slopes[1])
    if "wall" in now:
        stored = now["bytes"] / count / 1000
        cells += [f"{now['wall']:.1f}", f"{now['lag']:.1f}", f"{stored:.3f}", f"{now['news']:.0f}"]
    print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
