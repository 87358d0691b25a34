"""A task -> somebody who does it: processes of this machine, or a Dask cluster. How it ended, the ledger tells."""

import asyncio
import contextlib
import logging
import pickle
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Any, Protocol, Self

from monitor.distribute.choice import Engine
from monitor.distribute.worker import Task, run_task
from monitor.errors import SettingsError
from monitor.sandbox.parent import child_environment

logger = logging.getLogger(__name__)

WORKERS_WITHIN_SECONDS = 60.0


class Crew(Protocol):
    """Those who do tasks."""

    @property
    def slots(self) -> int:
        """How many tasks are done at a time."""
        ...

    async def run(self, task: Task) -> None:
        """Return when the task has ended, well or not; cancelled, see to it that it ends."""
        ...


class ProcessCrew:
    """A process per task, so many at a time: one that hangs can be ended, one that dies takes nothing with it."""

    def __init__(self, engine: Engine) -> None:
        self.slots = engine.worker_count

    async def __aenter__(self) -> Self:
        """Nothing is started yet."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing outlives its task."""

    async def run(self, task: Task) -> None:
        """As the protocol says."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "monitor.distribute.worker", stdin=PIPE, stdout=DEVNULL, env=child_environment()
        )
        try:
            body = pickle.dumps(task)
            if process.stdin is not None:
                with contextlib.suppress(ConnectionError):
                    process.stdin.write(len(body).to_bytes(8, "big") + body)
                    await process.stdin.drain()
            status = await process.wait()
            if status:
                logger.warning("worker of %s ended with status %d", task.name, status)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


class DaskCrew:
    """Workers of a Dask cluster. Whatever state a future ends in, the ledger decides what is missing."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._stack = AsyncExitStack()
        self._client: Any = None
        self.slots = engine.worker_count

    async def __aenter__(self) -> Self:
        """Connect, or start workers on this machine. Raises `SettingsError`."""
        distributed = import_distributed()
        engine = self._engine
        try:
            where = engine.scheduler or await self._stack.enter_async_context(local_cluster(engine.worker_count))
            client = distributed.Client(where, asynchronous=True, security=security_of(engine), set_as_default=False)
            self._client = await self._stack.enter_async_context(client)
            await self._client.wait_for_workers(1, timeout=WORKERS_WITHIN_SECONDS)
        except (OSError, TimeoutError, ValueError) as error:
            await self._stack.aclose()
            raise SettingsError(
                f"The Dask cluster {engine.scheduler or 'on this machine'} is not usable: {error}.",
                "Look at it with: toolkit-monitor engine check --engine dask",
            ) from error
        if engine.scheduler is not None:
            self.slots = max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the cluster; what we started ends."""
        await self._stack.aclose()

    async def on_every_worker(self, what: Callable[[str], Any], argument: str) -> dict[str, Any]:
        """The answers of all workers, by their addresses."""
        return dict(await self._client.run(what, argument))

    async def run(self, task: Task) -> None:
        """As the protocol says."""
        future = self._client.submit(run_task, task, key=task.name, pure=False, retries=0)
        try:
            await future
        except Exception as error:  # noqa: BLE001 - whatever the engine says, the ledger knows better
            logger.warning("task %s ended with %s", task.name, type(error).__name__)
        finally:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(future.cancel(force=True), 5)


def import_distributed() -> Any:  # noqa: ANN401 - a library without types
    """The library. Raises `SettingsError` where the extra is not installed."""
    try:
        import distributed  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise SettingsError(
            "--engine dask needs the library distributed.", "Install the extra: pip install 'toolkit-monitor[dask]'"
        ) from error
    return distributed


def local_cluster(workers: int) -> Any:  # noqa: ANN401 - as above
    """Worker processes on the loopback, one thread each, without a dashboard."""
    import dask  # noqa: PLC0415 - as above

    distributed = import_distributed()
    dask.config.set(
        {
            "distributed.scheduler.worker-ttl": "60s",
            "distributed.scheduler.allowed-failures": 10,
            "distributed.worker.daemon": True,
        }
    )
    return distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        asynchronous=True,
        silence_logs=logging.ERROR,
    )


def security_of(engine: Engine) -> Any:  # noqa: ANN401 - as above
    """TLS with certificates on both sides; None where none are given."""
    if not (engine.tls_ca or engine.tls_cert or engine.tls_key):
        return None
    return import_distributed().Security(
        tls_ca_file=engine.tls_ca,
        tls_client_cert=engine.tls_cert,
        tls_client_key=engine.tls_key,
        require_encryption=True,
    )
