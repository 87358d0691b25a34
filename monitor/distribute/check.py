"""Is the engine usable: one line each, before a run depends on it."""

import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from monitor import __version__
from monitor.distribute.choice import Engine, EngineName, is_protected
from monitor.distribute.crew import DaskCrew, import_distributed
from monitor.distribute.folder import open_folder
from monitor.errors import MonitorError

LARGEST_SKEW_SECONDS = 5.0
"""Certificates and Retry-After are read by a worker's clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was looked at, whether it is in order, and what was seen."""

    what: str
    ok: bool
    text: str


async def check_engine(engine: Engine, exchange: str) -> AsyncIterator[Finding]:
    """Look at versions, the exchange folder as every worker sees it, clocks and TLS."""
    yield _exchange(exchange)
    if engine.name is not EngineName.DASK:
        yield Finding(what="workers", ok=True, text=f"{engine.worker_count} on this machine")
        return
    try:
        crew = await DaskCrew(engine).__aenter__()
    except MonitorError as error:
        yield Finding(what="cluster", ok=False, text=str(error))
        return
    try:
        seen: dict[str, Any] = await crew.on_every_worker(_as_seen_there, exchange)
        yield Finding(what="workers", ok=bool(seen), text=f"{len(seen)} answer")
        for finding in _workers(seen):
            yield finding
    finally:
        await crew.__aexit__(None, None, None)
    protected = engine.scheduler is None or is_protected(engine.scheduler)
    yield Finding(what="protection", ok=protected, text="loopback or TLS" if protected else "plain, to another machine")


def _exchange(exchange: str) -> Finding:
    try:
        _try_out(exchange)
    except (OSError, MonitorError) as error:
        return Finding(what="exchange", ok=False, text=f"{exchange}: {error}")
    return Finding(what="exchange", ok=True, text=exchange)


def _try_out(exchange: str) -> None:
    """Write, read and remove a file; raises what goes wrong."""
    folder, name = open_folder(exchange), f"check-{uuid4().hex}"
    folder.write(f"{name}/file", b"x")
    folder.read(f"{name}/file")
    folder.remove(name)


def _as_seen_there(exchange: str) -> dict[str, Any]:
    """What a worker knows of itself. Runs there."""
    try:
        _try_out(exchange)
        trouble = ""
    except Exception as error:  # noqa: BLE001 - told to whoever asked
        trouble = f"{type(error).__name__}: {error}"
    versions = (__version__, f"{sys.version_info.major}.{sys.version_info.minor}", import_distributed().__version__)
    return {"versions": versions, "time": time.time(), "trouble": trouble}


def _workers(seen: dict[str, Any]) -> list[Finding]:
    here = _versions_here()
    odd = sorted(address for address, told in seen.items() if tuple(told["versions"]) != here)
    closed = [f"{address}: {told['trouble']}" for address, told in sorted(seen.items()) if told["trouble"]]
    skew = max((abs(time.time() - told["time"]) for told in seen.values()), default=0.0)
    return [
        Finding(
            what="versions", ok=not odd, text=f"others than {' / '.join(here)}: {', '.join(odd)}" if odd else "alike"
        ),
        Finding(what="exchange", ok=not closed, text="; ".join(closed) or "every worker writes there"),
        Finding(what="clocks", ok=skew <= LARGEST_SKEW_SECONDS, text=f"within {skew:.1f} s"),
    ]


def _versions_here() -> tuple[str, str, str]:
    return __version__, f"{sys.version_info.major}.{sys.version_info.minor}", import_distributed().__version__
