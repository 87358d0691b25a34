"""Trouble of our own is found before the first request, and says what it is and what to do."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import at

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.e2e.conftest import Installation, Result

_RIGHTS = "-dac_override,-dac_read_search"
WITH_RIGHTS_THAT_BIND = ("setpriv", f"--bounding-set={_RIGHTS}", f"--inh-caps={_RIGHTS}") if os.getuid() == 0 else ()
"""To root every folder is writable; without these capabilities it is like anybody else."""

ONE = ("--only", "isor")


def refused(installation: "Installation", result: "Result", *words: str) -> None:
    """Status 4, one sentence with its remedy, JSON to match, nothing asked, no traceback."""
    assert result.status == 4, result.err
    error = result.json["error"]
    assert error["status"] == 4
    assert error["remedy"]
    for word in words:
        assert word in f"{error['message']} {error['remedy']}"
    assert "Traceback" not in result.err
    assert not installation.internet.requests


def lived(installation: "Installation") -> "Path":
    """An installation after a first run; gives its store."""
    result = installation("run", *ONE)
    assert result.status == 0, result.err
    installation.internet.requests.clear()
    return installation.folder / "state" / "monitor.db"


def test_a_store_folder_that_cannot_be_written(installation: "Installation") -> None:
    folder = lived(installation).parent
    for path in folder.iterdir():
        path.chmod(0o400)
    folder.chmod(0o500)
    result = installation("run", "--json", through=WITH_RIGHTS_THAT_BIND)
    folder.chmod(0o700)
    refused(installation, result, "state/monitor.db", "Permission denied")


def test_a_store_file_that_cannot_be_written(installation: "Installation") -> None:
    store = lived(installation)
    store.chmod(0o400)
    result = installation("run", "--json", through=WITH_RIGHTS_THAT_BIND)
    refused(installation, result, "cannot be written to", "write access")


def test_a_reports_folder_that_cannot_be_written(installation: "Installation") -> None:
    lived(installation)
    (installation.folder / "reports").chmod(0o500)
    result = installation("run", "--json", through=WITH_RIGHTS_THAT_BIND)
    refused(installation, result, "reports folder", "Permission denied", "[report] folder")


@pytest.mark.skipif(os.getuid() != 0, reason="a small disk is mounted, which only root may (CI is root)")
def test_a_full_disk(installation: "Installation") -> None:
    (installation.folder / "state").mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", installation.folder / "state"], check=False
    )
    assert mounted.returncode == 0
    try:
        (installation.folder / "state" / "ballast").write_bytes(b"x" * 700_000)
        refused(installation, installation("run", "--json"), "No space left on device", "free space")
    finally:
        subprocess.run(["umount", installation.folder / "state"], check=True)


def test_a_corrupt_page_is_found_and_doctor_repairs_a_copy(installation: "Installation") -> None:
    store = lived(installation)
    installation.run_on(1, *ONE)
    installation.internet.requests.clear()
    with closing(sqlite3.connect(store)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root, size = db.execute(
            "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_schema WHERE name = 'shared'"
        ).fetchone()
    with store.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xa5" * size)
    damaged = store.read_bytes()
    refused(installation, installation("run", "--json"), "corrupt", "doctor --repair")
    assert store.read_bytes() == damaged
    examined = installation("doctor")
    assert examined.status == 1
    assert "!!  store" in examined.out
    repaired = installation("doctor", "--repair")
    assert "rows saved" in repaired.out
    assert (store.parent / "monitor.db.damaged-1").read_bytes() == damaged
    assert installation.run_on(2, *ONE).status == 0


def test_a_file_that_is_no_store(installation: "Installation") -> None:
    (installation.folder / "state").mkdir()
    (installation.folder / "state" / "monitor.db").write_bytes(b"no database at all " * 100)
    refused(installation, installation("run", "--json"), "not a SQLite file", "Restore a backup")
    assert (installation.folder / "state" / "monitor.db").read_bytes().startswith(b"no database")


def test_a_store_of_the_future(installation: "Installation") -> None:
    store = lived(installation)
    with closing(sqlite3.connect(store)) as db:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        db.execute(f"PRAGMA user_version = {version + 1}")
    refused(installation, installation("run", "--json"), "newer version", "Upgrade")


def test_a_store_of_another_document(installation: "Installation") -> None:
    lived(installation)
    catalogue = installation.folder / "catalogue.yaml"
    catalogue.write_text(
        'schema_version: 1\ndocument: {title: Een ander document, url: "https://example.org/"}\ntools: [{id: a, title: A}]\n'
    )
    refused(installation, installation("run", "--json"), "another document", "Toolkit BIO", "[store] path")


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda folder: (folder / "mail.html.j2").write_text("{% if %}"), ("mail.html.j2",)),
        (lambda folder: (folder / "report.html.j2").unlink(), ("report.html.j2",)),
    ],
    ids=["broken", "missing"],
)
def test_a_template_that_is_broken_or_missing(
    installation: "Installation", root: "Path", harm: "Callable[[Path], None]", words: tuple[str, ...]
) -> None:
    product = installation.folder / "product"
    shutil.copytree(root / "monitor", product / "monitor", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(root / "templates", product / "templates")
    shutil.copy(root / "catalogue.yaml", product)
    harm(product / "templates")
    refused(installation, installation("run", "--json", PYTHONPATH=str(product)), *words)


def test_a_catalogue_emptied_while_a_run_is_on_harms_neither_that_run_nor_the_store(
    installation: "Installation",
) -> None:
    catalogue = installation.folder / "catalogue.yaml"
    kept = catalogue.read_bytes()
    process = subprocess.Popen(
        [sys.executable, "-m", "monitor", "run", "--json"],
        cwd=installation.folder,
        env=installation.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while not installation.internet.requests and process.poll() is None:
        time.sleep(0.02)
    catalogue.write_bytes(b"")
    process.communicate(timeout=60)
    assert process.returncode == 0
    empty = installation("run", "--json")
    assert empty.status == 2
    assert empty.json["error"]["remedy"]
    catalogue.write_bytes(kept)
    assert installation.run_on(100, *ONE).status == 0


@pytest.mark.parametrize("days", [-365, 365])
def test_a_clock_that_jumps_a_year_is_told_and_loses_nothing(installation: "Installation", days: int) -> None:
    installation.run_on(0, *ONE)
    jumped = installation("run", "--json", "--at", at(days), *ONE)
    assert jumped.status == 0
    assert ("lies in the future" if days < 0 else "No run for 36") in jumped.err
    back = installation("run", "--json", "--at", at(1), *ONE)
    assert back.status == 0
    isor = next(entry for entry in back.json["sources"] if entry["source"] == "isor")
    assert (isor["state"], isor["content"]["outcome"], isor["standing"]) == ("alive", "unchanged", "ok")
