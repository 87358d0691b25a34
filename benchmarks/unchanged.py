"""Runs over many sources of which nothing changed: CPU, memory and store per source, at several sizes.

    python -m benchmarks.unchanged [--sizes 1000 10000 100000] [--repeat 3] [--status 304|200]

The store is filled as a first run would have filled it; a server of its own on the loopback answers every conditional request
with 304 (or, with --status 200, with the same bytes as before), so that only our own work is timed.
"""

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from benchmarks.prepare import SETTINGS, write_catalogue
from monitor.catalogue import read_catalogue
from monitor.extract import extract
from monitor.history import History
from monitor.judge.standing import next_standing
from monitor.model.change import Change, ChangeOutcome
from monitor.model.observation import Observation
from monitor.model.verdict import Page, State, Verdict

PAGE = b"<!doctype html><title>Page</title><main><h1>Page</h1><p>" + b"A sentence about nothing. " * 40 + b"</p></main>"
ETAG = '"bench"'
PORT = 8477

SERVER = """
import asyncio, gc, resource, sys
page, status = sys.stdin.buffer.read(), sys.argv[2]
same = b"HTTP/1.1 304 Not Modified\\r\\nETag: %s\\r\\n\\r\\n" % sys.argv[3].encode()
whole = b"HTTP/1.1 200 OK\\r\\nContent-Type: text/html\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(page) + page
none = b"HTTP/1.1 404 Not Found\\r\\nContent-Length: 0\\r\\n\\r\\n"
class Answer(asyncio.Protocol):
    def connection_made(self, transport): self.transport, self.held = transport, b""
    def data_received(self, data):
        self.held += data
        while b"\\r\\n\\r\\n" in self.held:
            head, _, self.held = self.held.partition(b"\\r\\n\\r\\n")
            robots = head.startswith(b"GET /robots.txt")
            self.transport.write(none if robots else same if status == "304" else whole)
async def main():
    server = await asyncio.get_running_loop().create_server(Answer, "0.0.0.0", int(sys.argv[1]), backlog=4096)
    print("up", flush=True)
    await server.serve_forever()
resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
asyncio.run(main())
"""


def urls(count: int) -> list[str]:
    """Ten to a host, hosts of the loopback."""
    return [
        f"http://127.{1 + n // 10 // 62500}.{n // 10 // 250 % 250}.{1 + n // 10 % 250}:{PORT}/{n % 10}"
        for n in range(count)
    ]


def fill(folder: Path, count: int, *, validators: bool) -> None:
    """Catalogue, settings and a store that knows every source."""
    write_catalogue(folder / "catalogue.csv", urls(count))
    settings = SETTINGS.format(ports=PORT, concurrency=128, per_host=2, timeout=30)
    (folder / "monitor.toml").write_text(settings)
    catalogue = read_catalogue(folder / "catalogue.csv")
    now = datetime.now(UTC) - timedelta(days=1)
    with (
        History.open(
            folder / "monitor.db", document_id=catalogue.document_id, document_title=catalogue.title, exclusive=True
        ) as history,
        history.run(now=now, engine="local", planned=count, is_partial=False) as record,
    ):
        for tool, source in catalogue.watched:
            document = extract(content=PAGE, content_type="text/html", url=source.url, watch=source.watch)
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
                    etag=ETAG if validators else None,
                    content_hash=sha256(PAGE).hexdigest(),
                    text_hash=document.text_hash,
                    document=document,
                    full_visit=True,
                ),
                label=tool.tlp.label,
            )
        record.settle(next_standing, now)
        record.finish(now, stats={})


def timed(folder: Path) -> dict[str, float]:
    """One run: what the process and its children used."""
    command = [sys.executable, "-m", "monitor", "-q", "--catalogue", "catalogue.csv", "run", "--no-mail"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    before = (folder / "monitor.db").stat().st_size
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the run ended with {status}")
    with closing(sqlite3.connect(folder / "monitor.db")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        stats = json.loads(db.execute("SELECT stats FROM run ORDER BY id DESC LIMIT 1").fetchone()[0])
    return {
        "cpu": used.ru_utime + used.ru_stime,
        "rss": used.ru_maxrss / 1024,
        "bytes": (folder / "monitor.db").stat().st_size - before,
        "wall": stats["elapsed_seconds"],
        "lag": stats["loop_lag_p999_ms"],
    }


@contextmanager
def serving(status: str) -> Iterator[None]:
    """The server, as long as it lasts."""
    command = [sys.executable, "-c", SERVER, str(PORT), status, ETAG]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        server.stdin.write(PAGE)
        server.stdin.close()
        server.stdout.readline()
        yield
    finally:
        server.kill()
        server.wait()
        server.stdout.close()


def measure(count: int, repeat: int, status: str) -> dict[str, float]:
    """Medians over the runs of one size; the first run is not counted: it writes the reports of a new period."""
    with tempfile.TemporaryDirectory() as made:
        fill(Path(made), count, validators=status == "304")
        with serving(status):
            timed(Path(made))
            runs = [timed(Path(made)) for _ in range(repeat)]
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--status", choices=["304", "200"], default="304")
    choice = parser.parse_args()
    print(
        f"| sources ({choice.status}) | CPU s | us per source | slope us | peak RSS MB | slope KB | wall s | lag p99.9 ms | store MB per 1,000 |"
    )
    print("|" + "---|" * 9)
    before: tuple[int, dict[str, float]] | None = None
    for count in choice.sizes:
        found = measure(count, choice.repeat, choice.status)
        slopes = ("", "")
        if before is not None:
            more = count - before[0]
            slopes = (
                f"{(found['cpu'] - before[1]['cpu']) / more * 1e6:.0f}",
                f"{(found['rss'] - before[1]['rss']) / more * 1024:.2f}",
            )
        print(
            f"| {count} | {found['cpu']:.2f} | {found['cpu'] / count * 1e6:.0f} | {slopes[0]} | {found['rss']:.0f} | "
            f"{slopes[1]} | {found['wall']:.1f} | {found['lag']:.1f} | {found['bytes'] / count / 1000:.3f} |",
            flush=True,
        )
        before = count, found


if __name__ == "__main__":
    main()
