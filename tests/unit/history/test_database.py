import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from stat import S_IMODE
from tempfile import TemporaryDirectory

import pytest
from sqlite_utils import Database

from monitor.database import open_database
from monitor.errors import LockedError, MonitorError, StoreError
from monitor.history import History
from monitor.history.schema import MIGRATIONS
from tests.unit.history.conftest import RunMaker
from tests.unit.history.values import NOW, alive


def opened(path: Path, *, exclusive: bool = False, create: bool = True, document: str = "d1") -> History:
    title = "Toolkit BIO" if document == "d1" else "Another"
    return History.open(path, document_id=document, document_title=title, exclusive=exclusive, create=create)


@pytest.fixture
def loose_umask() -> Iterator[None]:
    """A umask that hides nothing."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("loose_umask")
def test_folder_and_files_are_private_from_the_start(path: Path) -> None:
    with opened(path, exclusive=True) as history:
        history.keep_robots({"a": ("x", NOW)})
        modes = {each.name: S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
        assert S_IMODE(path.parent.stat().st_mode) == 0o700
        assert set(modes.values()) == {0o600}
        assert set(modes) == {"monitor.db", "monitor.db-wal", "monitor.db-shm", "monitor.db.lock"}


def test_a_store_that_is_not_there_is_only_made_when_asked(path: Path) -> None:
    with pytest.raises(StoreError, match="no store at"):
        opened(path, create=False)
    assert not path.parent.exists()


def test_the_file_is_in_wal_mode_with_references_guarded(history: History) -> None:
    pragmas = {
        name: history._db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys")
    }
    assert pragmas == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1}
    assert history.check() is None


def refused(path: Path, document: str = "d1") -> str:
    with pytest.raises(StoreError) as caught:
        opened(path, exclusive=True, document=document)
    assert caught.value.remedy
    return caught.value.message


def test_a_store_of_another_document_is_refused(path: Path) -> None:
    opened(path).close()
    before = path.read_bytes()
    assert "belongs to another document: “Toolkit BIO”" in refused(path, document="d2")
    assert path.read_bytes() == before


def test_a_store_of_a_newer_version_is_refused(path: Path) -> None:
    opened(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    raw.close()
    assert "newer version" in refused(path)


def test_a_database_of_something_else_is_refused(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE theirs (x)")
    raw.close()
    before = path.read_bytes()
    assert "something else" in refused(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"a letter to my aunt, long enough to be read as a header of something" * 40)
    before = path.read_bytes()
    assert "not a SQLite file" in refused(path)
    assert path.read_bytes() == before


def test_a_page_gone_bad_is_found_before_the_first_request(path: Path, visit: RunMaker, history: History) -> None:
    visit(*(alive(f"s{number:03d}") for number in range(300)))
    history.close()
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 2048 * 2048
    content[middle : middle + 2048] = os.urandom(2048)
    path.write_bytes(content)
    assert "corrupt" in refused(path)


def test_an_interrupted_creation_is_taken_up(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with opened(path, exclusive=True) as history:
        assert history.check() is None


def in_a_process(script: str, path: Path) -> str:
    command = [sys.executable, "-c", script, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


READ_ONLY = """
import os, sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from monitor.errors import StoreError
from monitor.history import History
path = Path(sys.argv[1])
History.open(path, document_id="d1", document_title="Toolkit BIO").close()
path.chmod(0o444)
path.parent.chmod(0o555)
if os.geteuid() == 0:
    os.seteuid(65534)  # root may write anywhere
try:
    History.open(path, document_id="d1", document_title="Toolkit BIO", exclusive=True)
except StoreError as error:
    print(error)
"""


def test_a_read_only_folder_is_found_before_the_first_request() -> None:
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        said = in_a_process(READ_ONLY, Path(folder) / "state" / "m.db")
    assert "cannot be used: Permission denied. Look at the rights" in said


FULL_DISK = """
import resource, signal, sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from monitor.errors import StoreError
from monitor.history import History
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
History.open(path, document_id="d1", document_title="Toolkit BIO").close()
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    History.open(path, document_id="d1", document_title="Toolkit BIO", exclusive=True)
except StoreError as error:
    print(error)
"""


def test_a_disk_without_room_is_found_before_the_first_request(path: Path) -> None:
    assert "cannot be used: File too large. Look at the rights and the free space" in in_a_process(FULL_DISK, path)


HOLD = """
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from monitor.history import History
with History.open(Path(sys.argv[1]), document_id="d1", document_title="Toolkit BIO", exclusive=True):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_run_is_turned_away_within_a_second_and_readers_are_not(path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        began = time.monotonic()
        with pytest.raises(LockedError) as caught:
            opened(path, exclusive=True)
        assert time.monotonic() - began < 1
        assert caught.value.status == 75
        with opened(path) as reader:
            assert not reader.memory()
        holder.communicate("")
    with opened(path, exclusive=True) as history:
        assert history.check() is None


def test_who_does_not_hold_the_lock_cannot_run(path: Path) -> None:
    with opened(path) as reader, pytest.raises(MonitorError, match="reading only"):
        reader.recover(NOW)


def test_a_reader_sees_a_run_while_it_is_written(path: Path, history: History) -> None:
    with opened(path) as reader, history.run(now=NOW, engine="local", planned=1, is_partial=False) as run:
        run.record(alive())
        run.flush()
        assert [seen.source for seen in reader.unsettled(run.run_id)] == ["bio"]
        run.finish(NOW, {})


def test_an_older_store_is_brought_forward_with_what_it_holds(path: Path, history: History, visit: RunMaker) -> None:
    visit(alive())
    history.close()

    def note(db: Database) -> None:
        db.conn.execute("UPDATE later SET note = (SELECT count(*) FROM observation)")

    steps = (*MIGRATIONS, "CREATE TABLE later (note);\nINSERT INTO later VALUES ('a;b');\n", note)
    with closing(open_database(path, migrations=steps)) as db:
        assert db.execute("SELECT note FROM later").fetchall() == [(1,)]
        assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) + 2,)


def test_a_step_that_fails_leaves_the_store_as_it_was(path: Path, history: History, visit: RunMaker) -> None:
    visit(alive())
    history.close()
    broken = (*MIGRATIONS, "CREATE TABLE later (note);\nINSERT INTO nowhere VALUES (1);\n")
    with pytest.raises(StoreError, match="no such table"):
        open_database(path, migrations=broken)
    with opened(path, exclusive=True) as again:
        assert len(again.memory()) == 1
        assert not again._db.table("later").exists()


def test_two_processes_may_create_a_store_at_once(path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(opened, [path] * 4))
    assert {store.check() for store in stores} == {None}
    for store in stores:
        store.close()
