"""A store on disk, and a short way to let a run happen in it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from monitor.history import History
from monitor.model.observation import Observation, Run
from tests.unit.history.values import NOW, next_standing

RunMaker = Callable[..., Run]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store of the test lies."""
    return tmp_path / "state" / "monitor.db"


@pytest.fixture
def history(path: Path) -> Iterator[History]:
    """An empty store, locked by this test."""
    with History.open(path, document_id="d1", document_title="Toolkit BIO", exclusive=True) as opened:
        yield opened


@pytest.fixture
def visit(history: History) -> RunMaker:
    """Run once over the observations given, settled unless it is void."""

    def run(*seen: Observation, now: datetime = NOW, void: str | None = None, is_partial: bool = False) -> Run:
        with history.run(now=now, engine="local", planned=len(seen), is_partial=is_partial) as recorder:
            for observation in seen:
                recorder.record(observation)
            if void is not None:
                recorder.void(void)
            recorder.settle(next_standing, now)
            return recorder.finish(now, {"requests": float(len(seen))})

    return run
