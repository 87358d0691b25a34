"""The exchange folder and the ledger in it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.distribute.folder import DiskFolder, Folder, open_folder
from monitor.distribute.ledger import Ledger, RunFile
from monitor.errors import SettingsError
from monitor.model.exchange import Exchange, Response
from monitor.model.plan import Request

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
ANSWER = Exchange(request=Request(url="https://a.nl/"), outcome=Response(status=200), final_url="https://a.nl/")


@pytest.fixture(params=["disk", "fsspec"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Folder:
    """A folder on a disk, and one that only fsspec reaches."""
    return open_folder(str(tmp_path) if request.param == "disk" else f"memory://{tmp_path.name}")


def test_a_folder_gives_back_what_was_written_and_lets_go_of_it(folder: Folder) -> None:
    folder.write("a/b/c", b"1")
    folder.write("a/d", b"2")
    assert folder.names("a") == ["a/b/c", "a/d"]
    assert folder.read("a/b/c") == b"1"
    folder.remove("a/b")
    assert folder.names("a") == ["a/d"]
    assert folder.names("nowhere") == []
    with pytest.raises(FileNotFoundError):
        folder.read("a/b/c")


def test_a_chunk_has_its_answers_and_the_robots_learned(folder: Folder) -> None:
    ledger = Ledger(folder, "r")
    name = ledger.write_chunk("s1", [("k1", ANSWER), ("k2", ANSWER)], {"https://a.nl": ("text", NOW)})
    chunk = ledger.read_chunk(name)
    assert chunk is not None
    assert (chunk.keys, len(chunk.lines), chunk.robots) == (("k1", "k2"), 2, {"https://a.nl": ("text", NOW)})
    assert ledger.chunk_names() == ledger.chunk_names("s1") == [name]
    assert ledger.chunk_names("s2") == []


def test_a_damaged_chunk_counts_as_not_there(tmp_path: Path) -> None:
    ledger = Ledger(DiskFolder(tmp_path), "r")
    name = ledger.write_chunk("s1", [("k1", ANSWER)], {})
    whole = (tmp_path / name).read_bytes()
    for damaged in (whole[:-3], whole[:20] + b"\0" + whole[21:], b""):
        (tmp_path / name).write_bytes(damaged)
        assert ledger.read_chunk(name) is None


def test_a_draft_of_a_killed_worker_is_no_chunk(tmp_path: Path) -> None:
    ledger = Ledger(DiskFolder(tmp_path), "r")
    name = ledger.write_chunk("s1", [("k1", ANSWER)], {})
    (tmp_path / name).with_name(".draft.tmp").write_bytes(b"half")
    assert ledger.chunk_names("s1") == [name]


def test_a_newer_lease_ends_the_older_one(folder: Folder) -> None:
    ledger = Ledger(folder, "r")
    assert ledger.attempt("s1") == 0
    ledger.lease("s1", 1)
    assert ledger.holds_lease("s1", 1)
    ledger.lease("s1", 2)
    assert not ledger.holds_lease("s1", 1)


def test_marks_and_chunks_are_progress(folder: Folder) -> None:
    ledger = Ledger(folder, "r")
    assert ledger.progress("s1") == 0
    ledger.mark("s1", "all")
    ledger.write_chunk("s1", [("k1", ANSWER)], {})
    assert (ledger.progress("s1"), ledger.marks("s1")) == (2, frozenset({"all"}))


def test_a_run_keeps_its_moment_and_only_its_name_when_merged(folder: Folder) -> None:
    ledger = Ledger(folder, "r")
    assert ledger.run_file() is None
    run = RunFile(run_id="r", at=NOW, document="d", engine="dask")
    ledger.keep_run_file(run)
    ledger.write_chunk("s1", [("k1", ANSWER)], {})
    ledger.clear()
    assert ledger.run_file() == run
    assert ledger.chunk_names() == []


def test_an_address_that_nothing_opens_is_a_mistake_in_the_settings() -> None:
    with pytest.raises(SettingsError, match="cannot be opened"):
        open_folder("nonsense://bucket")


def test_nobody_else_reads_the_folder(tmp_path: Path) -> None:
    DiskFolder(tmp_path / "x" / "y").write("r/chunks/s1/c", b"1")
    modes = [path.stat().st_mode & 0o777 for path in (tmp_path / "x").rglob("*")]
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o700
    assert sorted(modes) == [0o600, 0o700, 0o700, 0o700, 0o700]
