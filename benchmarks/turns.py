"""CPU of the loop's own thread in each turn of the loop: what its lag would be on a machine that does nothing else.

    python -m benchmarks.turns --catalogue catalogue.csv -q run

In a folder that `prepare.py` filled, as often as wished; takes what `python -m monitor` takes. `loop_lag_p999_ms` in the
statistics of a run is by the clock, and holds what other work of the machine added.
"""

import asyncio
import contextlib
import sys
import time
from types import TracebackType
from typing import Self

from monitor.cli.app import main
from monitor.run import spine
from monitor.run.lag import LoopLag

_EVERY_SECONDS = 0.0005
_TOLD_MS = (5, 10, 20)


class Turns(LoopLag):
    """Samples what the turns of the loop cost, besides how late they come."""

    def __init__(self) -> None:
        super().__init__()
        self._spent: list[float] = []
        self._counting: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Start sampling."""
        self._counting = asyncio.create_task(self._count())
        return await super().__aenter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop sampling and print."""
        await super().__aexit__(kind, error, trace)
        if self._counting is not None:
            self._counting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._counting
        spent = sorted(self._spent)
        over = ", ".join(f"{sum(each > limit / 1000 for each in spent)} over {limit} ms" for limit in _TOLD_MS)
        print(f"turns of the loop: {len(spent)}, the longest {spent[-1] * 1000:.1f} ms of CPU; {over}", file=sys.stderr)

    async def _count(self) -> None:
        before = time.thread_time()
        while True:
            await asyncio.sleep(_EVERY_SECONDS)
            now = time.thread_time()
            self._spent.append(now - before)
            before = now


if __name__ == "__main__":
    vars(spine)["LoopLag"] = Turns  # in place of the one that samples lag alone
    main(sys.argv[1:])
