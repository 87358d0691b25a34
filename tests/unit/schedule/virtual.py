"""An event loop whose hours pass at once, and a wall clock that can be moved under it, as a sleeping machine's is."""

import asyncio
import selectors
from datetime import datetime, timedelta
from typing import Any

import time_machine


class Wall:
    """The clock on the wall. `asleep` moves it while the loop's own clock stands still."""

    def __init__(self, begin: datetime) -> None:
        self.now = begin
        self._travel = time_machine.travel(begin, tick=False)
        self._traveller = self._travel.start()

    def move(self, by: timedelta) -> None:
        self.now += by
        self._traveller.move_to(self.now, tick=False)

    asleep = move

    def stop(self) -> None:
        self._travel.stop()


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop that, where another would wait, moves the clock."""

    def __init__(self, wall: Wall) -> None:
        self._elapsed = 0.0
        super().__init__(_Impatient(selectors.DefaultSelector(), self._pass))
        self._wall = wall

    def time(self) -> float:
        return self._elapsed

    def _pass(self, seconds: float) -> None:
        self._elapsed += seconds
        self._wall.move(timedelta(seconds=seconds))


class _Impatient(selectors.BaseSelector):
    def __init__(self, real: selectors.BaseSelector, instead: Any) -> None:
        self._real, self._instead = real, instead

    def register(self, *args: Any, **kwargs: Any) -> Any:
        return self._real.register(*args, **kwargs)

    def unregister(self, fileobj: Any) -> Any:
        return self._real.unregister(fileobj)

    def get_map(self) -> Any:
        return self._real.get_map()

    def close(self) -> None:
        self._real.close()

    def select(self, timeout: float | None = None) -> Any:
        ready = self._real.select(0)
        if not ready and timeout:
            self._instead(timeout)
        return ready
