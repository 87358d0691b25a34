"""A command that ends when it is asked to: the first signal stops it with what was seen, the second at once."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Never, TypeVar

T = TypeVar("T")

GRACE_SECONDS = 10.0
"""How long what is under way may take to end (reliability.md section 5)."""


class StoppedError(Exception):
    """A signal ended the work; what was seen so far is kept."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.status = 128 + number


def fastest_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """That of uvloop where the extra is installed: a tenth less CPU (docs/performance.md). None for Python's own."""
    try:
        from uvloop import new_event_loop
    except ImportError:
        return None
    return new_event_loop


class Stopping:
    """What a signal does to a command: a visit is cancelled, a report or a mail under way may end within ten seconds.

    The ten seconds are counted by a thread: a relay that does not answer holds up the main one.
    """

    def __init__(self) -> None:
        self._number: int | None = None
        self._under_way: tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]] | None = None

    @property
    def status(self) -> int:
        """The exit status that a signal asked for, else 0."""
        return 0 if self._number is None else 128 + self._number

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run the coroutine; raises `StoppedError` when a signal ended it, or came before."""
        if self._number is not None:
            work.close()
            raise StoppedError(self._number)
        with asyncio.Runner(loop_factory=fastest_loop()) as runner:
            return runner.run(self._guarded(work))

    async def _guarded(self, work: Coroutine[Any, Any, T]) -> T:
        task = asyncio.ensure_future(work)
        self._under_way = asyncio.get_running_loop(), task
        try:
            return await task
        except asyncio.CancelledError:
            if self._number is not None:
                raise StoppedError(self._number) from None
            raise
        finally:
            self._under_way = None

    def hear(self, number: int, _frame: FrameType | None = None) -> None:
        """Take a signal."""
        if self._number is not None:
            os._exit(128 + number)
        self._number = number
        last = threading.Timer(GRACE_SECONDS, os._exit, (128 + number,))
        last.daemon = True
        last.start()
        if self._under_way is not None:
            loop, task = self._under_way
            loop.call_soon_threadsafe(task.cancel)


@contextmanager
def stopping() -> Iterator[Stopping]:
    """Hear SIGINT and SIGTERM as long as it lasts."""
    heard = Stopping()
    before = {number: signal.signal(number, heard.hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield heard
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_until_signal(work: Coroutine[Any, Any, T]) -> T:
    """Run the coroutine; raises `StoppedError` when SIGINT or SIGTERM ended it."""
    with stopping() as heard:
        return heard.run(work)


def end_at_once(number: int, _frame: FrameType | None = None) -> Never:
    """For commands that keep nothing: the status of a signal, without more."""
    os._exit(128 + number)
