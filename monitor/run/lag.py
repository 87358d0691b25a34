"""How long the event loop stood still: a blocked loop makes healthy addresses look dead."""

import asyncio
import contextlib
import math
from types import TracebackType
from typing import Self

_EVERY_SECONDS = 0.02


class LoopLag:
    """Samples how late a timer comes, in seconds, while it is entered."""

    def __init__(self) -> None:
        self._late: list[float] = []
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Start sampling."""
        self._task = asyncio.create_task(self._sample())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop sampling."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def figures(self) -> dict[str, float]:
        """The 99.9th percentile and the worst, in milliseconds."""
        if not self._late:
            return {}
        late = sorted(self._late)
        at = min(len(late) - 1, math.ceil(len(late) * 0.999) - 1)
        return {"loop_lag_p999_ms": round(late[at] * 1000, 1), "loop_lag_max_ms": round(late[-1] * 1000, 1)}

    async def _sample(self) -> None:
        loop = asyncio.get_running_loop()
        wait = 0.0  # a run of a few milliseconds has its figure too
        while True:
            before = loop.time()
            await asyncio.sleep(wait)
            self._late.append(max(0.0, loop.time() - before - wait))
            wait = _EVERY_SECONDS
