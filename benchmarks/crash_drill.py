"""python -m benchmarks.crash_drill [KILLS [TERMS [SEED]]]: kill so many runs by SIGKILL and by SIGTERM, and count what broke.

The phases of a run are aimed at in turn, sending oftenest (a message may be doubled only there), with one, two and three
processes started at once. Every row is accounted for (tests/e2e/accounts.py): it may leave by its age alone. Ends with 1
when an invariant is broken.
"""

import signal
import sys
import tempfile
from itertools import cycle
from pathlib import Path

from tests.e2e.drill import drill

AIMS = ("start", "check", "send", "record", "report", "send", "record", "end", "send", "check")
PAUSE_SECONDS = 0.06
"""The relay rests so long at every step: sending two messages takes a second."""


def main(kills: int = 300, terms: int = 100, seed: int = 1) -> int:
    with (
        tempfile.TemporaryDirectory(prefix="crash-drill-") as name,
        drill(Path(name), seed=seed, pause_seconds=PAUSE_SECONDS) as exercise,
    ):
        exercise.warm_up()
        print("a run takes", {phase: round(seconds, 2) for phase, seconds in exercise.lasting.items()})
        aims = cycle(AIMS)
        for number, wanted in ((signal.SIGKILL, kills), (signal.SIGTERM, terms)):
            turn = 0
            while exercise.tally.kills[number.name] < wanted:
                exercise.once(number, processes=1 + turn % 3, phase=next(aims))
                turn += 1
                if turn % 3 == 0:
                    exercise.recover()
                if turn % 30 == 0:
                    print(exercise.tally, flush=True)
            exercise.recover()
        print(exercise.tally)
        print("rows that left by their age:", dict(exercise.accounts.pruned))
        return 1 if exercise.tally.broken else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
