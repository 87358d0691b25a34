"""Who fetches, and how that is set up: what `run --engine` chooses."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from monitor.errors import UsageError


class EngineName(StrEnum):
    """The engines of the contract."""

    LOCAL = "local"
    PROCESSES = "processes"
    DASK = "dask"


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """The engine with its options; what is None follows from the store and the machine."""

    name: EngineName = EngineName.LOCAL
    scheduler: str | None = None
    """Address of a Dask scheduler; None starts workers on this machine."""
    exchange: str | None = None
    """Folder or fsspec address that all workers reach."""
    run_id: str | None = None
    """Names the run in the exchange folder; the same one again goes on with it."""
    workers: int | None = None
    shard_size: int = 1000
    chunk: int = 25
    """Answers per chunk file, and so what a dead worker may ask again."""
    stall_seconds: float = 600.0
    """A shard without anything new for so long is given to another worker."""
    tls_ca: str | None = None
    tls_cert: str | None = None
    tls_key: str | None = None
    insecure_scheduler: bool = False

    @property
    def worker_count(self) -> int:
        """Worker processes on this machine: one per core where not said."""
        return self.workers or os.cpu_count() or 1

    def exchange_beside(self, store: Path) -> str:
        """The exchange folder; where none is said, one beside the store."""
        return self.exchange or str(store.absolute().parent / "exchange")

    def run_id_at(self, now: datetime) -> str:
        """The run's name; where none is said, its moment."""
        return self.run_id or now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")

    def check(self) -> None:
        """Raise `UsageError` for what would be unsafe or cannot work: a scheduler runs any code that it is sent."""
        if self.run_id is not None and not (self.run_id.replace("-", "").replace("_", "").isalnum()):
            raise UsageError(f"--run-id {self.run_id!r} is no name.", "Use letters, digits, - and _, such as 2026-W48.")
        if self.name is not EngineName.DASK or self.scheduler is None:
            return
        if self.exchange is None:
            raise UsageError("A scheduler elsewhere needs --exchange.", "Name a folder that every worker reaches.")
        if not (is_protected(self.scheduler) or self.insecure_scheduler):
            raise UsageError(
                f"{self.scheduler} is neither on this machine nor protected by TLS.",
                "Use tls:// with --tls-ca, --tls-cert and --tls-key; --insecure-scheduler accepts the risk.",
            )


def is_protected(scheduler: str) -> bool:
    """Whether nobody but us can reach the scheduler: TLS, or the loopback."""
    parts = urlsplit(scheduler if "://" in scheduler else f"tcp://{scheduler}")
    if parts.scheme in {"tls", "wss", "inproc"}:
        return True
    host = parts.hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


LOCAL = Engine()
