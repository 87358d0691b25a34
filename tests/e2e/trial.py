"""A catalogue of one's own against a server of one's own, and the commands run on them: shared by the trials."""

import asyncio
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from monitor.demo import FakeInternet, Host, Script
from tests.e2e.conftest import MONDAY, ROOT, Result
from tests.faults.server import Behaviour, FaultServer

_CONTEXT = multiprocessing.get_context("forkserver")
"""A process that has imported the product and forks: weeks of runs go by in the time that one start-up takes."""
_CONTEXT.set_forkserver_preload(
    ["monitor.cli.run", "monitor.job", "monitor.fetch", "monitor.render", "monitor.deliver", "monitor.compare.change"]
)

PATIENCE_SECONDS = 110

ALL_ROADS = ("127.0.0.0/8",)


def _command(folder: Path, environment: dict[str, str], arguments: tuple[str, ...]) -> None:
    """What `python -m monitor` does, in a process of its own with its streams in files."""
    from monitor.cli import main

    os.chdir(folder)
    os.environ.update(environment)
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(folder / f".{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
    threading.Thread(target=_note_memory, args=(folder / ".memory",), daemon=True).start()
    main(arguments)


def _note_memory(path: Path) -> None:
    """Leave the peak of memory in a file as it grows: the command ends without a farewell, also while this is written."""
    draft = path.with_suffix(".draft")
    while True:
        draft.write_text(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
        draft.replace(path)
        time.sleep(0.2)


@dataclass
class Trial:
    """A folder with a catalogue and settings."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.settings = {
            "MONITOR_NETWORK__ALLOW": json.dumps(ALL_ROADS),
            "MONITOR_NETWORK__HOST_DELAY_SECONDS": "0",
            "MONITOR_LIMITS__RECHECK_SECONDS": "0",
            "MONITOR_LIMITS__RETRIES": "0",
            **self.settings,
        }

    def catalogue(
        self, entries: Mapping[str, str] | Iterable[tuple[str, str]], *, titles: Mapping[str, str] | None = None
    ) -> None:
        """One tool for each id and address."""
        pairs = dict(entries)
        lines = [
            f'  - {{id: {name}, title: "{(titles or {}).get(name, f"Handreiking {name}")}", publisher: P, tlp: "TLP:wit", url: "{url}"}}'
            for name, url in pairs.items()
        ]
        self.write(
            "catalogue.yaml", "\n".join(["schema_version: 1", "document: {title: Toolkit}", "tools:", *lines, ""])
        )

    def write(self, name: str, text: str) -> None:
        """A file of the folder."""
        (self.folder / name).write_text(text)

    def __call__(self, *arguments: str, **environment: str) -> Result:
        process = _CONTEXT.Process(target=_command, args=(self.folder, {**self.settings, **environment}, arguments))
        process.start()
        process.join(PATIENCE_SECONDS)
        if process.exitcode is None:
            process.kill()
            process.join()
        out, err = ((self.folder / name).read_text() for name in (".out", ".err"))
        return Result(status=process.exitcode if process.exitcode is not None else -1, out=out, err=err)

    def elsewhere(self, prefix: tuple[str, ...], *arguments: str, **environment: str) -> Result:
        """The command under another command, such as one that takes the network away."""
        done = subprocess.run(
            [*prefix, sys.executable, "-m", "monitor", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **self.settings, **environment},
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        return Result(status=done.returncode, out=done.stdout, err=done.stderr)

    def run(self, at: datetime = MONDAY, *arguments: str, **environment: str) -> dict[str, Any]:
        """A run at that moment, as JSON."""
        result = self("run", "--json", "--at", at.isoformat(), *arguments, **environment)
        assert "Traceback" not in result.err, result.err
        document: dict[str, Any] = result.json
        document["status"] = result.status
        return document


def by_source(document: dict[str, Any]) -> dict[str, Any]:
    return {entry["source"]: entry for entry in document["sources"]}


@contextmanager
def small_internet(trial: Trial, *hosts: Host) -> Iterator[FakeInternet]:
    """These hosts, where the trial finds them."""
    with FakeInternet(Script(begins=MONDAY.date(), hosts=hosts)) as internet:
        trial.settings |= {
            "MONITOR_NETWORK__CONNECT_TO": json.dumps(internet.connect_to),
            "MONITOR_NETWORK__CA_FILE": str(internet.ca_file),
        }
        yield internet


@contextmanager
def faulty_hosts(trial: Trial, behaviours: Iterable[Behaviour]) -> Iterator[FaultServer]:
    """Each behaviour at an address of its own, reached as `NAME.example` over port 80."""
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda *_: None)  # a client that walks away is what these servers are for
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = FaultServer(behaviours)
    asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result()
    trial.settings |= {
        "MONITOR_NETWORK__CONNECT_TO": json.dumps(
            [f"{name}.example:80:{address}:{server.port}" for name, address in server.addresses.items()]
        ),
        "MONITOR_NETWORK__CA_FILE": server.authority.ca_file,
        "MONITOR_NETWORK__PORTS": json.dumps([80, 443, server.port]),
    }
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(server.__aexit__(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def peak_mebibytes(trial: Trial) -> float:
    """The most memory that the last command's own process held (Linux counts in KiB)."""
    return int((trial.folder / ".memory").read_text()) / 1024
