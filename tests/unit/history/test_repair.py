import os
from pathlib import Path
from stat import S_IMODE

import pytest

from monitor.errors import LockedError, StoreError
from monitor.history import History, Repaired
from monitor.history import repair as repair_store
from tests.unit.history.conftest import RunMaker
from tests.unit.history.values import NOW, WEEK, alive, document, not_modified


def repair(path: Path) -> Repaired | None:
    return repair_store(path, document_id="d1", document_title="Toolkit BIO")


def opened(path: Path) -> History:
    return History.open(path, document_id="d1", document_title="Toolkit BIO", exclusive=True)


def spoil(path: Path, *pages: int) -> bytes:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[page * 2048 : (page + 1) * 2048] = os.urandom(2048)
    path.write_bytes(content)
    return bytes(content)


@pytest.fixture
def filled(path: Path, history: History, visit: RunMaker) -> Path:
    """A closed store with 300 sources and two runs."""
    names = [f"s{number:03d}" for number in range(300)]
    texts = {name: " ".join(f"{name}-{word}" for word in range(60)) for name in names}
    visit(*(alive(name, kept=document(text)) for name, text in texts.items()))
    visit(*(not_modified(name, at=NOW + WEEK) for name in names), now=NOW + WEEK)
    history.close()
    return path


def test_a_sound_store_is_left_alone(filled: Path) -> None:
    before = filled.read_bytes()
    assert repair(filled) is None
    assert filled.read_bytes() == before


@pytest.mark.parametrize("share", [0.2, 0.4, 0.6, 0.8, 0.95])
def test_what_can_be_read_is_saved_and_the_damaged_file_stays(filled: Path, share: float) -> None:
    pages = filled.stat().st_size // 2048
    damaged = spoil(filled, int(pages * share), int(pages * share) + 1)
    repaired = repair(filled)
    assert repaired is not None
    assert repaired.copied_to.read_bytes() == damaged
    assert S_IMODE(filled.stat().st_mode) == S_IMODE(repaired.copied_to.stat().st_mode) == 0o600
    with opened(filled) as history:
        assert history.check() is None
        assert len(history.memory()) > 200
        assert len([each for name in history.memory() for each in history.timeline(name)]) > 400


def test_a_store_without_a_first_page_cannot_be_saved_and_is_kept(filled: Path) -> None:
    damaged = spoil(filled, 0)
    with pytest.raises(StoreError, match="Not one row"):
        repair(filled)
    assert filled.read_bytes() == damaged
    assert filled.with_name("monitor.db.damaged-1").read_bytes() == damaged


def test_a_missing_store_is_not_made_by_repairing(path: Path) -> None:
    with pytest.raises(StoreError, match="no store"):
        repair(path)
    assert not path.exists()


def test_no_store_is_repaired_while_a_run_is_on(path: Path) -> None:
    with opened(path), pytest.raises(LockedError):
        repair(path)
