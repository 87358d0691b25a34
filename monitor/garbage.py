"""When Python looks for garbage: rarely, and while pages come in never among what was there before."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARELY = (50_000, 20, 100)
"""A run over 10,000 sources holds a million objects that are no garbage: looking for some in them was 8 % of its CPU."""


def collect_rarely() -> None:
    """For a process that does one thing and ends."""
    gc.set_threshold(*_RARELY)


@contextmanager
def old_objects_spared() -> Iterator[None]:
    """Leave out of every look what lives already, and look rarely, until the end.

    A look through all that a scheduler's process holds stops the event loop: 37 ms after the eighteen runs of the demo,
    where a run alone has 12.
    """
    thresholds = gc.get_threshold()
    collect_rarely()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)
