"""Kill runs at random instants and look at what is left: shared by the tests and by benchmarks/crash_drill.py.

The process is stopped first (SIGSTOP), so that where it is and what it has committed are known to the row; then it gets
its signal. The invariants, looked at after every kill, are those of docs/operations.md, "What a crash cannot do".
"""

import json
import multiprocessing
import os
import random
import signal
import socket
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from aiosmtpd.controller import Controller

from monitor.demo import FakeInternet, story
from tests.e2e.accounts import UNCERTAIN, Accounts, Image, image
from tests.e2e.slow_relay import SlowRelay

BEGIN = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
BUSY, STOPPED_WITHIN = 75, 10.0
KEEP_MONTHS = 3
"""A week passes with every kill: after thirteen of them each run that closes a period also lets rows go."""
PHASES = ("start", "check", "record", "report", "send", "end")
"""Start-up and opening; visiting; rows written and not settled; reports; mail; pruning and what comes after."""
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


@dataclass
class Count:
    """What the kills of one phase came to."""

    kills: Counter[str] = field(default_factory=Counter)
    """By signal."""
    processes: Counter[int] = field(default_factory=Counter)
    """By how many were started at once."""
    unsound: int = 0
    lost: int = 0
    half_files: int = 0
    second_copies: int = 0


@dataclass
class Tally:
    """What a drill came to."""

    phases: dict[str, Count] = field(default_factory=lambda: {phase: Count() for phase in PHASES})
    smtp: Counter[str] = field(default_factory=Counter)
    """Kills while a message was on its way, by the phase of SMTP."""
    statuses: Counter[int] = field(default_factory=Counter)
    slowest_stop: float = 0.0
    runs: int = 0
    messages: int = 0
    broken: list[str] = field(default_factory=list)

    @property
    def kills(self) -> Counter[str]:
        """By signal, over all phases."""
        return sum((count.kills for count in self.phases.values()), Counter())

    def __str__(self) -> str:
        lines = [
            "| phase | SIGKILL | SIGTERM | 1, 2, 3 at once | unsound | rows lost | half files | sent twice |",
            "|---|" + "--:|" * 7,
        ]
        for phase, count in self.phases.items():
            kills, at_once = count.kills, " ".join(str(count.processes[number]) for number in (1, 2, 3))
            lines.append(
                f"| {phase} | {kills['SIGKILL']} | {kills['SIGTERM']} | {at_once} | {count.unsound} | {count.lost} "
                f"| {count.half_files} | {count.second_copies} |"
            )
        lines += [
            f"SMTP phases: {dict(self.smtp)}; statuses: {dict(self.statuses)}; slowest stop: {self.slowest_stop:.1f} s"
        ]
        lines += [f"{self.runs} runs, {self.messages} messages; broken: {self.broken or 'none'}"]
        return "\n".join(lines)


class Drill:
    """An installation that is killed again and again."""

    def __init__(self, folder: Path, internet: FakeInternet, relay: SlowRelay, port: int, rng: random.Random) -> None:
        self.folder, self.internet, self.relay, self.rng = folder, internet, relay, rng
        self.store = folder / "state" / "monitor.db"
        self.tally, self.accounts = Tally(), Accounts(keep_months=KEEP_MONTHS)
        self.now = BEGIN
        self.lasting = dict.fromkeys(PHASES, 0.3)
        """How long each phase takes here, in seconds; measured by `warm_up`."""
        self._uncertain: dict[str, str] = {}
        """Message-IDs that were on their way when a kill came, with its phase: these may come twice."""
        self._looked_at: dict[Path, int] = {}
        (folder / "catalogue.yaml").write_text(CATALOGUE)
        self._environment = {
            "MONITOR_NETWORK__CONNECT_TO": json.dumps(list(internet.connect_to)),
            "MONITOR_NETWORK__ALLOW": json.dumps(list(internet.allow)),
            "MONITOR_NETWORK__CA_FILE": str(internet.ca_file),
            "MONITOR_STORE__KEEP_MONTHS": str(KEEP_MONTHS),
            "MONITOR_NETWORK__HOST_DELAY_SECONDS": "0.05",
            "MONITOR_LIMITS__RECHECK_SECONDS": "0.4",
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
        """Two whole runs; the second tells how long each phase takes."""
        self._end(self._start())
        self.now += WEEK
        process, spent = self._start(), dict.fromkeys(PHASES, 0.0)
        last = time.monotonic()
        while process.exitcode is None:
            phase = self._phase([process])
            time.sleep(0.005)
            spent[phase] += time.monotonic() - last
            last = time.monotonic()
        self._end(process)
        self.lasting = spent
        self._look("warming up", ())

    def once(self, number: int, processes: int, phase: str | None = None) -> None:
        """Start so many processes, stop each at a random instant of a phase, give it the signal, look."""
        self.now += WEEK
        phase = phase or self.rng.choice(PHASES)
        running = [self._start() for _ in range(processes)]
        self._wait_for(phase, running)
        time.sleep(self.rng.uniform(0.0, self.lasting[phase]))
        holder = _holder(self.store)
        running.sort(key=lambda process: process.pid != holder)
        met = [self._kill(process, number, processes) for process in running]
        self._look("after the kill", [phase for phase in met if phase])

    def recover(self) -> None:
        """A run that nobody disturbs, and all that must be true after it."""
        self.now += WEEK
        status = self._end(self._start())
        if status not in {0, 5}:
            self.tally.broken.append(f"the next run ended with {status}")
        self._look("a run later", ())
        seen = self.accounts.known
        left = sorted(number for number, (status, _, is_open) in seen.runs.items() if status == "running" or is_open)
        if left:
            self.tally.broken.append(f"runs {left} were left open")
        self.tally.broken += self.accounts.overdue(self.now)
        self.tally.broken += [f"draft {path}" for path in self.folder.rglob(".*") if path.suffix in {".tmp", ".part"}]
        self.tally.runs = max(seen.runs, default=0)
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

    def _wait_for(self, phase: str, running: Sequence[BaseProcess]) -> None:
        """Let the run come to a phase: most of its time is start-up, so that a blind kill seldom meets the rest."""
        deadline = time.monotonic() + 30
        while self._phase(running) != phase and time.monotonic() < deadline:
            if all(process.exitcode is not None for process in running):
                return
            time.sleep(0.005)

    def _kill(self, process: BaseProcess, number: int, processes: int) -> str | None:
        """Stop it, note what it has committed, give it the signal; the phase it was in, None when it had ended."""
        if process.exitcode is not None or process.pid is None:
            self._end(process)
            return None
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGSTOP)
        is_holder = _holder(self.store) == process.pid
        seen = image(self.store, self.folder / "aside")
        phase = self._where(seen) if is_holder else "start"
        self.tally.broken += self.accounts.note(seen, self.now, is_alive=True)
        for message, mail in seen.mails.items():
            if is_holder and mail.state == "sending":
                self.tally.smtp[mail.phase] += 1
                if mail.phase in UNCERTAIN:
                    self._uncertain[message] = phase
        count = self.tally.phases[phase]
        count.kills[signal.Signals(number).name] += 1
        count.processes[processes] += 1
        sent = time.monotonic()
        with suppress(ProcessLookupError):  # it ended by itself just now
            os.kill(process.pid, number)
            os.kill(process.pid, signal.SIGCONT)
        status, took = self._end(process), time.monotonic() - sent
        self.tally.slowest_stop = max(self.tally.slowest_stop, took)
        expected = {-number, 0, BUSY}  # a process that has not begun yet has no status of its own
        if number != signal.SIGKILL:
            expected.add(128 + number)
        if status not in expected or took > STOPPED_WITHIN + 2:
            self.tally.broken.append(f"{signal.Signals(number).name}: status {status} after {took:.1f} s")
        return phase

    def _phase(self, running: Sequence[BaseProcess]) -> str:
        """Where a run under way is, by a look at the live store."""
        if _holder(self.store) not in {process.pid for process in running}:
            return "start"
        with closing(sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=10)) as db:
            try:
                run = db.execute("SELECT id, status, started_at FROM run ORDER BY id DESC LIMIT 1").fetchone()
                if run is None or run[2] != _stamp(self.now):
                    return "start"
                rows = db.execute("SELECT 1 FROM observation WHERE run = ? LIMIT 1", (run[0],)).fetchone()
                mails = db.execute(
                    "SELECT m.state FROM outbox AS m JOIN report AS r ON r.id = m.report WHERE r.run = ?", (run[0],)
                ).fetchall()
            except sqlite3.OperationalError:
                return "start"
        return _named(str(run[1]), is_recording=rows is not None, mails=[row[0] for row in mails])

    def _where(self, seen: Image) -> str:
        """The same of a stopped run, by what it has committed."""
        number = max(seen.runs, default=0)
        if not number or seen.runs[number][1] != _stamp(self.now):
            return "start"
        reports = {row[1] for row in seen.for_good if row[0] == "report" and row[5] == number}
        return _named(
            seen.runs[number][0],
            is_recording=any(row[0] == number for row in seen.visits.values()),
            mails=[mail.state for mail in seen.mails.values() if mail.report in reports],
        )

    def _look(self, when: str, phases: Sequence[str]) -> None:
        """Nobody runs now: account for every row and every file."""
        seen = image(self.store, self.folder / "aside")
        lost, half = self.accounts.note(seen, self.now), [path.name for path in self._half_files()]
        for phase in phases[:1]:
            count = self.tally.phases[phase]
            count.unsound += bool(seen.trouble)
            count.lost += len(lost)
            count.half_files += len(half)
        self.tally.broken += [f"{when}: {what}" for what in (*seen.trouble, *lost)]
        self.tally.broken += [f"{when}: half a file {name}" for name in half]

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
        """One message a recipient; two, alike to the byte, only where nobody can know whether the first arrived."""
        time.sleep(self.relay.longest)  # what was taken from a killed sender is written down a little later
        copies = Counter((message, who) for message, who, _ in self.relay.taken)
        contents: dict[str, set[bytes]] = {}
        for message, _, content in self.relay.taken:
            contents.setdefault(message, set()).add(content)
        known, broken = self.accounts.mails, self.tally.broken
        self.tally.messages = len(known)
        broken += [f"{message} came from nowhere" for message in contents.keys() - known.keys()]
        broken += [f"copies of {message} differ" for message, bodies in contents.items() if len(bodies) > 1]
        broken += [
            f"{count} copies of {message}"
            for (message, _), count in copies.items()
            if count > 1 + (message in self._uncertain)
        ]
        arrived = {message for message, _ in copies}
        broken += [
            f"{m} is called sent and never came"
            for m, mail in known.items()
            if mail.state == "sent" and m not in arrived
        ]
        letters = Counter((mail.report, mail.recipient) for mail in known.values())
        broken += [f"{count} messages of {key}" for key, count in letters.items() if count > 1]
        for count in self.tally.phases.values():
            count.second_copies = 0
        for (message, _), number in copies.items():
            if number > 1 and message in self._uncertain:
                self.tally.phases[self._uncertain[message]].second_copies += 1


def _named(status: str, *, is_recording: bool, mails: Sequence[str]) -> str:
    """The phase, by what is in the store."""
    if status == "running":
        return "record" if is_recording else "check"
    if not mails:
        return "report"
    return "end" if set(mails) <= {"sent", "superseded"} else "send"


def _stamp(moment: datetime) -> int:
    return int(moment.timestamp() * 1_000_000)


def _holder(store: Path) -> int | None:
    """The process that holds the lock of a store: the kernel's own list."""
    with suppress(FileNotFoundError):
        number = store.with_name(f"{store.name}.lock").stat().st_ino
        for line in Path("/proc/locks").read_text().splitlines():
            _, kind, _, _, process, where, *_ = line.replace("->", "").split()
            if kind == "FLOCK" and where.endswith(f":{number}"):
                return int(process)
    return None


def _is_json(content: str) -> bool:
    try:
        json.loads(content)
    except ValueError:
        return False
    return True


@contextmanager
def drill(folder: Path, *, seed: int, pause_seconds: float = 0.03) -> Iterator[Drill]:
    """An installation of its own, with the small internet and a relay."""
    relay = SlowRelay(pause_seconds)
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
