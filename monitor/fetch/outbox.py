"""Finished exchanges on their way to the reader: few at a time, so that a slow reader slows the asking."""

import asyncio
from collections import deque

from monitor.model.exchange import Exchange, Response

MOST_BYTES = 32 * 1024 * 1024


class Outbox:
    """A queue bounded by number and by bytes; one exchange always fits."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._held: deque[Exchange] = deque()
        self._bytes = 0
        self._getter: asyncio.Future[None] | None = None
        self._putters: deque[asyncio.Future[None]] = deque()
        self._trouble: BaseException | None = None

    async def put(self, exchange: Exchange) -> None:
        """Hand over, as soon as there is room."""
        while self._held and (len(self._held) >= self._window or self._bytes >= MOST_BYTES):
            waiter = asyncio.get_running_loop().create_future()
            self._putters.append(waiter)
            await waiter
        self._held.append(exchange)
        self._bytes += _size(exchange)
        self._wake_getter()

    async def get(self) -> Exchange:
        """The next one. Raises what a worker died of."""
        while not self._held:
            if self._trouble is not None:
                raise self._trouble
            self._getter = asyncio.get_running_loop().create_future()
            await self._getter
        exchange = self._held.popleft()
        self._bytes -= _size(exchange)
        while self._putters:
            waiter = self._putters.popleft()
            if not waiter.done():
                waiter.set_result(None)
                break
        return exchange

    def watch(self, worker: "asyncio.Task[None]") -> None:
        """Pass on what a worker died of, so that nobody waits for it in vain."""
        if not worker.cancelled() and worker.exception() is not None:
            self._trouble = worker.exception()
            self._wake_getter()

    def _wake_getter(self) -> None:
        if self._getter is not None and not self._getter.done():
            self._getter.set_result(None)


def _size(exchange: Exchange) -> int:
    return len(exchange.outcome.content) if isinstance(exchange.outcome, Response) else 0
