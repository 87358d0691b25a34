"""The files of one run in the exchange folder: what is done, what was begun, whose turn it is."""

import json
import logging
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256

from monitor.distribute.folder import Folder
from monitor.distribute.wire import to_line
from monitor.model.exchange import Exchange

logger = logging.getLogger(__name__)

Robots = Mapping[str, tuple[str, datetime]]
"""Origin -> robots.txt and when it was read."""

_SHOWN = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFile:
    """What a run is, for a driver that goes on with it."""

    run_id: str
    at: datetime
    """The run's moment: it stays when another driver goes on."""
    document: str
    """The catalogue's identity: a run belongs to one."""
    engine: str
    is_merged: bool = False


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk file, read: keys, their lines, and the robots.txt that was learned meanwhile."""

    keys: tuple[str, ...]
    lines: tuple[bytes, ...]
    robots: Robots


class Ledger:
    """One run's part of the folder."""

    def __init__(self, folder: Folder, run_id: str) -> None:
        self._folder = folder
        self._run = run_id

    # The run

    def run_file(self) -> RunFile | None:
        """What is known of the run; None before it began."""
        try:
            held = json.loads(self._folder.read(f"{self._run}/run.json"))
        except FileNotFoundError:
            return None
        return RunFile(**{**held, "at": datetime.fromisoformat(held["at"])})

    def keep_run_file(self, run: RunFile) -> None:
        """Write it down."""
        held = {**asdict(run), "at": run.at.isoformat()}
        self._folder.write(f"{self._run}/run.json", json.dumps(held).encode())

    def clear(self) -> None:
        """Let go of chunks, marks and leases: the store has it all."""
        for part in ("chunks", "marks", "leases"):
            self._folder.remove(f"{self._run}/{part}")

    def forget(self) -> None:
        """Let go of the run itself."""
        self._folder.remove(self._run)

    # Chunks: written once, never changed

    def write_chunk(self, shard: str, answers: Sequence[tuple[str, Exchange]], robots: Robots) -> str:
        """Write answers durably; the file's name holds its hash, so that a damaged one is told from a whole one."""
        head = {
            "keys": [key for key, _ in answers],
            "robots": {o: [t, at.isoformat()] for o, (t, at) in robots.items()},
        }
        lines = [json.dumps(head), *(to_line(exchange) for _, exchange in answers)]
        content = zlib.compress("\n".join(lines).encode(), 1)
        name = f"{self._run}/chunks/{shard}/{sha256(content).hexdigest()}"
        self._folder.write(name, content)
        return name

    def chunk_names(self, shard: str = "") -> list[str]:
        """The chunk files of a shard, or of all."""
        return self._folder.names(f"{self._run}/chunks/{shard}".rstrip("/"))

    def read_chunk(self, name: str) -> Chunk | None:
        """A chunk; None where the file is damaged, which counts as not there."""
        try:
            content = self._folder.read(name)
            head, *lines = zlib.decompress(content).split(b"\n")
            held = json.loads(head)
            robots = {o: (text, datetime.fromisoformat(at)) for o, (text, at) in held["robots"].items()}
            is_whole = sha256(content).hexdigest() == name.rpartition("/")[2]
            return Chunk(tuple(held["keys"]), tuple(lines), robots) if is_whole else None
        except (OSError, ValueError, KeyError, TypeError, zlib.error) as error:
            logger.warning("chunk %s cannot be used: %s", name[:_SHOWN], error)
            return None

    def answered(self, shard: str) -> frozenset[str]:
        """The keys that the chunks of a shard have answers for."""
        chunks = map(self.read_chunk, self.chunk_names(shard))
        return frozenset(key for chunk in chunks if chunk is not None for key in chunk.keys)

    # Marks and leases

    def mark(self, shard: str, name: str) -> None:
        """Note that something is begun."""
        self._folder.write(f"{self._run}/marks/{shard}/{name}", b"")

    def marks(self, shard: str) -> frozenset[str]:
        """What was begun by earlier attempts at a shard."""
        return frozenset(name.rpartition("/")[2] for name in self._folder.names(f"{self._run}/marks/{shard}"))

    def progress(self, shard: str) -> int:
        """A number that grows with every mark and every chunk."""
        return len(self.chunk_names(shard)) + len(self.marks(shard))

    def lease(self, shard: str, attempt: int) -> None:
        """Give the shard to an attempt; an older one that still lives stops when it sees this."""
        self._folder.write(f"{self._run}/leases/{shard}", str(attempt).encode())

    def attempt(self, shard: str) -> int:
        """The attempt that has the shard; 0 before the first."""
        try:
            return int(self._folder.read(f"{self._run}/leases/{shard}"))
        except (FileNotFoundError, ValueError):
            return 0

    def holds_lease(self, shard: str, attempt: int) -> bool:
        """Whether the shard is still this attempt's."""
        return self.attempt(shard) == attempt
