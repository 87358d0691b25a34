"""Kill runs at random instants and look at what is left: shared by the tests and by benchmarks/crash_drill.py.

The invariants, looked at after every kill:

1. the file is sound: `integrity_check` and `foreign_key_check` say nothing;
2. no row is lost: what another reader saw of the run just before the kill is still there, also a run later;
3. no half file: every report is whole, and drafts are gone after the next run;
4. the lock is free: the next run is not refused;
5. no run stays `running` after the next one, and what a killed run saw is settled or void;
6. a message comes once to each recipient; a second time, byte for byte the same, only where the relay may or may not
   have taken it when the kill came; never a third time;
7. a stopped command ends with 128 + signal, within ten seconds.
"""

import asyncio
import json
import multiprocessing
import os
import random
import signal
import socket
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from monitor.demo import FakeInternet, story

BEGIN = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
BUSY, STOPPED_WITHIN = 75, 10.0
PHASES = ("start", "check", "check", "report", "send")
"""Where a kill may come; rows are recorded during the check."""
CATALOGUE = """\
schema_version: 1
document: {title: Toolkit, url: "https://www.ifv.nl/kennisplein/Paginas/Kennisthema-informatievoorziening.aspx#tab2"}
tools:
  - {id: isor, title: ISOR, publisher: CIP, tlp: "TLP:wit", url: "https://www.noraonline.nl/wiki/ISOR"}
  - {id: baseline, title: Baseline, publisher: IBD, tlp: "TLP:amber", url: "https://www.informatiebeveiligingsdienst.nl/product/bio/"}
  - {id: gone, title: Weg, publisher: IBD, tlp: "TLP:groen", url: "https://www.informatiebeveiligingsdienst.nl/weg/"}
"""


_CONTEXT = multiprocessing.get_context("forkserver")
"""A process that has imported the product and forks: a run that starts at once can be killed five times as often."""
_CONTEXT.set_forkserver_preload(
    ["monitor.cli.run", "monitor.job", "monitor.fetch", "monitor.render", "monitor.deliver"]
)


def _command(folder: Path, environment: dict[str, str], at: str) -> None:
    """What `python -m monitor run` does, in a process of its own."""
    from monitor.cli import main

    os.chdir(folder)
    os.environ.update(environment)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    main(["run", "--at", at])


class Relay:
    """A relay that takes everything, slowly enough to be caught in the middle."""

    def __init__(self, pause_seconds: float) -> None:
        self._pause = pause_seconds
        self.taken: list[tuple[str, str, bytes]] = []
        """Message-ID, recipient and bytes, as they came."""

    async def handle_RCPT(self, _: Any, __: Any, envelope: Any, address: str, ___: Any) -> str:  # noqa: N802 - aiosmtpd's
        await self._rest()
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's
        await self._rest()
        head = envelope.content.decode("utf-8", "replace")
        message = next(line for line in head.splitlines() if line.lower().startswith("message-id:"))
        self.taken += [(message.partition(":")[2].strip(), who, envelope.content) for who in envelope.rcpt_tos]
        await self._rest()
        return "250 taken"

    async def _rest(self) -> None:
        await asyncio.sleep(self._pause)


@dataclass
class Tally:
    """What a drill came to."""

    kills: int = 0
    by_signal: Counter[str] = field(default_factory=Counter)
    by_phase: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    slowest_stop: float = 0.0
    second_copies: int = 0
    broken: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills {dict(self.by_signal)}, in phase {dict(self.by_phase)}, statuses {dict(self.statuses)}, "
            f"slowest stop {self.slowest_stop:.1f} s, second copies {self.second_copies}, broken: {self.broken or 'none'}"
        )


class Drill:
    """An installation that is killed again and again."""

    def __init__(self, folder: Path, internet: FakeInternet, relay: Relay, port: int, rng: random.Random) -> None:
        self.folder, self.internet, self.relay, self.rng = folder, internet, relay, rng
        self.store = folder / "state" / "monitor.db"
        self.tally = Tally()
        self.now = BEGIN
        self.seconds = 3.0
        """How long a run takes here; measured by `warm_up`."""
        self._kept: dict[int, int] = {}
        self._looked_at: dict[Path, int] = {}
        (folder / "catalogue.yaml").write_text(CATALOGUE)
        self._environment = {
            "MONITOR_NETWORK__CONNECT_TO": json.dumps(list(internet.connect_to)),
            "MONITOR_NETWORK__ALLOW": json.dumps(list(internet.allow)),
            "MONITOR_NETWORK__CA_FILE": str(internet.ca_file),
            "MONITOR_STORE__KEEP_MONTHS": "1200",  # weeks pass with every kill, and what is pruned is not lost
            "MONITOR_NETWORK__HOST_DELAY_SECONDS": "0.05",
            "MONITOR_LIMITS__RECHECK_SECONDS": "0.1",
            "MONITOR_LIMITS__RETRIES": "0",
            "MONITOR_MAIL__RELAY": "localhost",
            "MONITOR_MAIL__PORT": str(port),
            "MONITOR_MAIL__TLS": "none",
            "MONITOR_MAIL__SENDER": "monitor@toolkit.example",
            "MONITOR_MAIL__RECIPIENTS": json.dumps(
                [{"address": "a@toolkit.example", "clearance": "AMBER"}, {"address": "b@toolkit.example"}]
            ),
        }

    def warm_up(self) -> None:
        """One whole run, to know how long one takes."""
        started = time.monotonic()
        self._end(self._start())
        self.seconds = time.monotonic() - started

    def once(self, number: int, processes: int) -> None:
        """Start so many processes, kill each at a random instant, look; then let a run go through, and look again."""
        self.now += timedelta(days=7)
        running = [self._start() for _ in range(processes)]
        self._wait_for(self.rng.choice(PHASES), running)
        for process in running:
            time.sleep(self.rng.uniform(0.0, self.seconds / 5))
            self._kill(process, number)
        self._look("after the kill")

    def _wait_for(self, phase: str, running: list[BaseProcess]) -> None:
        """Let the run come to a phase: most of its time is start-up, so that a blind kill seldom meets the rest."""
        deadline = time.monotonic() + 30
        while self._phase() != phase and time.monotonic() < deadline:
            if all(process.exitcode is not None for process in running):
                return
            time.sleep(0.01)

    def recover(self) -> None:
        """A run that nobody disturbs, and all that must be true after it."""
        self.now += timedelta(days=7)
        status = self._end(self._start())
        if status not in {0, 5}:
            self.tally.broken.append(f"the next run ended with {status}")
        self._look("a run later")
        with closing(sqlite3.connect(self.store)) as db:
            left = db.execute(
                "SELECT count(*) FROM run WHERE status = 'running' OR (status = 'aborted' AND settled_at IS NULL)"
            ).fetchone()[0]
        if left:
            self.tally.broken.append(f"{left} runs were left open")
        self.tally.broken += [f"draft {path}" for path in self.folder.rglob(".*") if path.suffix in {".tmp", ".part"}]
        self._look_at_mail()

    def _start(self) -> BaseProcess:
        process = _CONTEXT.Process(target=_command, args=(self.folder, self._environment, self.now.isoformat()))
        process.start()
        return process

    def _end(self, process: BaseProcess) -> int:
        process.join(60)
        status = process.exitcode if process.exitcode is not None else 999
        self.tally.statuses[status] += 1
        return status

    def _kill(self, process: BaseProcess, number: int) -> None:
        if process.exitcode is not None:
            self._end(process)
            return
        self._note_what_is_there()
        self.tally.by_phase[self._phase()] += 1
        self.tally.kills += 1
        self.tally.by_signal[signal.Signals(number).name] += 1
        sent = time.monotonic()
        with suppress(ProcessLookupError):  # it ended by itself just now
            os.kill(process.pid or 0, number)
        status = self._end(process)
        took = time.monotonic() - sent
        self.tally.slowest_stop = max(self.tally.slowest_stop, took)
        expected = {-number, 0, BUSY}  # a process that has not begun yet has no status of its own
        if number != signal.SIGKILL:
            expected.add(128 + number)
        if status not in expected or took > STOPPED_WITHIN + 2:
            self.tally.broken.append(f"{signal.Signals(number).name}: status {status} after {took:.1f} s")

    def _rows(self) -> dict[int, int]:
        if not self.store.exists():
            return {}
        try:
            with closing(sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=10)) as db:
                return dict(db.execute("SELECT run, count(*) FROM observation GROUP BY run").fetchall())
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                return {}
            raise

    def _note_what_is_there(self) -> None:
        self._kept |= self._rows()

    def _phase(self) -> str:
        """Where the run that holds the lock is, as a reader of the store would say it."""
        if not self.store.exists():
            return "start"
        with closing(sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=10)) as db:
            try:
                run = db.execute("SELECT id, status, started_at FROM run ORDER BY id DESC LIMIT 1").fetchone()
                sending = db.execute("SELECT count(*) FROM outbox WHERE state = 'sending'").fetchone()[0]
            except sqlite3.OperationalError:
                return "start"
        begun = run is not None and run[2] == int(self.now.timestamp() * 1_000_000)
        if sending and begun:
            return "send"
        if not begun:
            return "start"
        return {"running": "check", "done": "report"}.get(str(run[1]), str(run[1]))

    def _look(self, when: str) -> None:
        if not self.store.exists():
            return
        with closing(sqlite3.connect(self.store, timeout=10)) as db:
            if (said := db.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                self.tally.broken.append(f"{when}: {said}")
            if db.execute("PRAGMA foreign_key_check").fetchone():
                self.tally.broken.append(f"{when}: a row points to nothing")
        rows = self._rows()
        lost = {run: (count, rows.get(run, 0)) for run, count in self._kept.items() if rows.get(run, 0) < count}
        if lost:
            self.tally.broken.append(f"{when}: rows lost {lost}")
        self._kept |= rows
        self.tally.broken += [f"{when}: half a file {path.name}" for path in self._half_files()]

    def _half_files(self) -> Iterator[Path]:
        for path in (self.folder / "reports").glob("[!.]*"):
            state = path.stat()
            if self._looked_at.get(path) == state.st_mtime_ns:
                continue
            self._looked_at[path] = state.st_mtime_ns
            content = path.read_text()
            whole = {".html": content.rstrip().endswith("</html>"), ".json": _is_json(content)}
            if not content or not whole.get(path.suffix, True) or state.st_mode & 0o077:
                yield path

    def _look_at_mail(self) -> None:
        copies = Counter((message, who) for message, who, _ in self.relay.taken)
        bytes_of: dict[tuple[str, str], set[bytes]] = {}
        for message, who, content in self.relay.taken:
            bytes_of.setdefault((message, who), set()).add(content)
        self.tally.second_copies = sum(count == 2 for count in copies.values())
        self.tally.broken += [f"{count} copies of {key}" for key, count in copies.items() if count > 2]
        self.tally.broken += [f"copies of {key} differ" for key, contents in bytes_of.items() if len(contents) > 1]


def _is_json(content: str) -> bool:
    try:
        json.loads(content)
    except ValueError:
        return False
    return True


@contextmanager
def drill(folder: Path, *, seed: int, pause_seconds: float = 0.03) -> Iterator[Drill]:
    """An installation of its own, with the small internet and a relay."""
    relay = Relay(pause_seconds)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(relay, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with FakeInternet(story()) as internet:
            yield Drill(folder, internet, relay, port, random.Random(seed))
    finally:
        controller.stop()
