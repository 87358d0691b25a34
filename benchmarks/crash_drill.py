"""python -m benchmarks.crash_drill [KILLS [TERMS]]: kill so many runs by SIGKILL and by SIGTERM, and count what broke.

One, two and three processes are started at once in turn. Ends with 1 when an invariant of tests/e2e/drill.py is broken.
"""

import signal
import sys
import tempfile
from pathlib import Path

from tests.e2e.drill import drill


def main(kills: int = 300, terms: int = 100) -> int:
    with tempfile.TemporaryDirectory(prefix="crash-drill-") as name, drill(Path(name), seed=1) as exercise:
        exercise.warm_up()
        print(f"a run takes {exercise.seconds:.1f} s")
        for number, wanted in ((signal.SIGKILL, kills), (signal.SIGTERM, terms)):
            turn = 0
            while exercise.tally.by_signal[number.name] < wanted:
                exercise.once(number, processes=1 + turn % 3)
                turn += 1
                if turn % 3 == 0:
                    exercise.recover()
                if turn % 30 == 0:
                    print(exercise.tally, flush=True)
            exercise.recover()
        print(exercise.tally)
        return 1 if exercise.tally.broken else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
