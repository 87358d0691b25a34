"""A coroutine that ends when it is asked to: the first signal stops it with what was seen, the second at once."""

import asyncio
import os
import signal
from collections.abc import Coroutine
from types import FrameType
from typing import Any, TypeVar

T = TypeVar("T")

GRACE_SECONDS = 10.0
"""How long what is under way may take to end (reliability.md section 5)."""


class StoppedError(Exception):
    """A signal ended the work; what was seen so far is kept."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.status = 128 + number


def run_until_signal(work: Coroutine[Any, Any, T]) -> T:
    """Run the coroutine; raises `StoppedError` when SIGINT or SIGTERM ended it."""
    return asyncio.run(_guarded(work))


async def _guarded(work: Coroutine[Any, Any, T]) -> T:
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(work)
    received: list[int] = []

    def stop(number: int) -> None:
        task.cancel()
        loop.call_later(GRACE_SECONDS, os._exit, 128 + number)

    def from_handler(number: int, _frame: FrameType | None) -> None:
        if received:
            os._exit(128 + number)
        received.append(number)
        loop.call_soon_threadsafe(stop, number)

    before = {number: signal.signal(number, from_handler) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        return await task
    except asyncio.CancelledError:
        if received:
            raise StoppedError(received[0]) from None
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
