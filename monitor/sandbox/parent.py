"""The run's side: who reads what, and what happens when a reader fails."""

import asyncio
import contextlib
import logging
import math
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from monitor.extract.kind import sniff
from monitor.extract.limits import Unreadable
from monitor.model.document import Document, MediaKind
from monitor.model.source import Watch
from monitor.sandbox.reading import read, too_much_memory, unreadable
from monitor.sandbox.wire import LENGTH, MAX_ANSWER, Job, framed, packed_job, unpacked_document

logger = logging.getLogger(__name__)

AT_ONCE_BYTES = 64 * 1024
"""HTML up to this size is read while the loop waits: 5 ms at most."""
IN_PLACE_BYTES = 256 * 1024
"""Up to this size it is read in this process, beside the loop: 20 ms at most, about what asking another process takes."""
START_SECONDS = 30.0
"""A reading process that is not ready by then never will be."""
WALL_FACTOR = 2.0
"""Processor time is what is limited; on a busy machine it may take so much longer by the clock."""
PIECE_BYTES = 256 * 1024
_SIGNALS = (("SIGXCPU", Unreadable.TOO_LONG), ("SIGABRT", Unreadable.TOO_MUCH_MEMORY))
"""How the system ends a process at a limit; pdfium aborts when it is refused memory. Windows knows the clock alone."""
Pipe = TypeVar("Pipe")
_FILES = frozenset({MediaKind.PDF, MediaKind.DOCX, MediaKind.XLSX})
_INHERITED = (
    "PATH",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "HOME",
    "USERPROFILE",
    "VIRTUAL_ENV",
)
"""What a reading process needs of our environment; passwords stay behind."""


class _ReaderGoneError(Exception):
    """The reading process ended or answered nonsense; `reason` says how."""

    def __init__(self, reason: Unreadable) -> None:
        super().__init__(reason)
        self.reason = reason


class Sandbox:
    """Reads small pages in place, and large ones and files in a process that can be killed.

    One such process at most, started when first needed, used for many documents, replaced after a fault; callers queue for it.
    Never raises over a document: what goes wrong becomes `Document.unreadable`. Where the platform has no resource limits only
    the clock applies.
    """

    def __init__(self, *, seconds: float = 10.0, mebibytes: int = 512) -> None:
        self._seconds = max(1, math.ceil(seconds))
        self._mib = mebibytes
        self._process: Process | None = None
        self._turn = asyncio.Lock()

    @property
    def pid(self) -> int | None:
        """The reading process now, if one was needed."""
        return self._process.pid if self._process else None

    async def __aenter__(self) -> Self:
        """Nothing is started yet."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close, whatever happened."""
        await self.close()

    async def close(self) -> None:
        """End the reading process, if there is one, and wait for it."""
        async with self._turn:
            await self._end()

    async def extract(self, *, content: bytes, content_type: str, url: str, watch: Watch) -> Document:
        """The document in these bytes; unreadable with a reason where they cannot be read within the limits."""
        job = Job(content=content, content_type=content_type, url=url, watch=watch)
        if sniff(content, content_type) not in _FILES and len(content) <= IN_PLACE_BYTES:
            try:
                return read(job) if len(content) <= AT_ONCE_BYTES else await asyncio.to_thread(read, job)
            except MemoryError:
                return too_much_memory(job)
        async with self._turn:
            try:
                return await self._read_apart(job)
            except _ReaderGoneError as gone:
                logger.info("a document could not be read: %s", gone.reason)
                return await asyncio.to_thread(unreadable, job, gone.reason)  # hashing a large file takes its time

    async def _read_apart(self, job: Job) -> Document:
        is_done = False
        try:
            process = await self._ready()
            document = await self._asked(process, job)
            is_done = document.unreadable not in {Unreadable.TOO_MUCH_MEMORY, Unreadable.CRASHED}
            return document
        finally:
            if not is_done:  # a fault, or the caller was cancelled in the middle of an answer
                await self._end()

    async def _ready(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            await self._end()
            self._process = await self._started()
        return self._process

    async def _started(self) -> Process:
        arguments = ("-P", "-m", "monitor.sandbox.child", str(self._seconds), str(self._mib))
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable, *arguments, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=child_environment()
            )
        except OSError as error:
            raise _ReaderGoneError(Unreadable.CRASHED) from error
        self._process = process
        try:
            async with asyncio.timeout(START_SECONDS):
                await _answer(process)
        except TimeoutError as error:
            raise _ReaderGoneError(Unreadable.CRASHED) from error
        return process

    async def _asked(self, process: Process, job: Job) -> Document:
        try:
            async with asyncio.timeout(WALL_FACTOR * self._seconds):
                await _send(process, job)
                return await asyncio.to_thread(unpacked_document, await _answer(process))
        except TimeoutError as error:
            raise _ReaderGoneError(Unreadable.TOO_LONG) from error
        except _ReaderGoneError:
            raise
        except Exception as error:
            raise _ReaderGoneError(Unreadable.CRASHED) from error

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await asyncio.shield(process.wait())
        if process.stdin is not None:
            process.stdin.close()


def child_environment() -> dict[str, str]:
    """Where to find the same modules, and nothing secret."""
    environment = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path)
    return environment


async def _send(process: Process, job: Job) -> None:
    """A piece at a time, so that neither the loop nor the pipe's buffer holds a large file at once."""
    pipe = _opened(process.stdin)
    with contextlib.suppress(ConnectionError):  # it died while being written to: reading the answer tells how
        pipe.write(framed(packed_job(job)) + LENGTH.pack(len(job.content)))
        content = memoryview(job.content)
        for start in range(0, len(content), PIECE_BYTES):
            pipe.write(content[start : start + PIECE_BYTES])
            await pipe.drain()


async def _answer(process: Process) -> bytes:
    pipe = _opened(process.stdout)
    try:
        (length,) = LENGTH.unpack(await pipe.readexactly(LENGTH.size))
        if length > MAX_ANSWER:
            raise _ReaderGoneError(Unreadable.CRASHED)
        return await pipe.readexactly(length)
    except (asyncio.IncompleteReadError, ConnectionError) as error:
        raise _ReaderGoneError(await _ending(process)) from error


def _opened(pipe: Pipe | None) -> Pipe:
    if pipe is None:
        raise _ReaderGoneError(Unreadable.CRASHED)
    return pipe


async def _ending(process: Process) -> Unreadable:
    """How a reading process came to its end."""
    status = await process.wait()
    return next((reason for name, reason in _SIGNALS if -status == getattr(signal, name, None)), Unreadable.CRASHED)
