"""`--engine`, `merge` and `engine check` from the outside."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from monitor.cli.app import _run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a catalogue, to run in."""
    (tmp_path / "catalogue.csv").write_text("id,title,url,publisher,tlp\na,A,http://127.0.0.1:1/,P,TLP:CLEAR\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> int:
    return _run(["-q", "--catalogue", "catalogue.csv", *arguments])


def test_a_plain_scheduler_on_another_machine_is_refused_before_anything_is_asked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("run", "--engine", "dask", "--scheduler", "tcp://10.0.0.5:8786", "--exchange", "x", "--json") == 2
    assert json.loads(capsys.readouterr().out)["error"]["remedy"].startswith("Use tls://")
    assert not (folder / "state").exists()


def test_merging_a_run_that_never_began_is_wrong_use() -> None:
    assert run("merge", "--run-id", "nobody") == 2


def test_what_a_driver_left_is_merged_once_and_its_name_is_taken(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("run", "--engine", "processes", "--workers", "1", "--run-id", "w1", "--no-mail", "--json") in {0, 3}
    assert json.loads(capsys.readouterr().out)["run"]["engine"] == "processes"
    assert [path.name for path in (folder / "state" / "exchange" / "w1").rglob("*")] == ["run.json"]
    assert run("run", "--engine", "processes", "--run-id", "w1") == 2
    assert run("merge", "--run-id", "w1") == 2


def test_the_engine_is_looked_at_line_by_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("engine", "check", "--engine", "processes", "--exchange", str(folder / "x"), "--json") == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [(found["what"], found["ok"]) for found in findings] == [("exchange", True), ("workers", True)]
    (folder / "file").write_text("")
    assert run("engine", "check", "--engine", "processes", "--exchange", str(folder / "file")) == 1


def test_a_run_that_a_later_one_settled_is_not_gone_on_with(folder: Path) -> None:
    begun = {"run_id": "w1", "at": "2026-01-05T06:00:00+00:00", "document": "", "engine": "dask", "is_merged": False}
    assert run("run", "--no-mail") in {0, 3}
    with closing(sqlite3.connect(folder / "state" / "monitor.db")) as db:
        begun["document"] = db.execute("SELECT value FROM meta WHERE key = 'document_id'").fetchone()[0]
    place = folder / "state" / "exchange" / "w1"
    place.mkdir(parents=True)
    (place / "run.json").write_text(json.dumps(begun))
    assert run("merge", "--run-id", "w1") == 2
    assert run("run", "--engine", "processes", "--run-id", "w1") == 2
