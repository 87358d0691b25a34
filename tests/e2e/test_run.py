"""`run` on the small internet, through the real catalogue and the real command line."""

import json
import shutil
import sqlite3
import time
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from filelock import FileLock

from monitor.demo import expected_states, week

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Installation


def by_source(document: dict[str, Any]) -> dict[str, Any]:
    return {entry["source"]: entry for entry in document["sources"]}


def test_every_week_shows_each_source_as_the_story_has_it(installation: "Installation", root: "Path") -> None:
    schema = json.loads((root / "docs" / "run.schema.json").read_text())
    for number in range(1, 7):
        result = installation.run_on(week(number))
        assert result.status == 0, result.err
        jsonschema.validate(result.json, schema)
        seen = by_source(result.json)
        for source, (state, outcome) in expected_states(number).items():
            assert (seen[source]["state"], seen[source]["content"]["outcome"]) == (state, outcome), (number, source)
        tools = {entry["tool"] for entry in result.json["sources"]} - {"document"}
        assert len(tools) == 20


def test_a_second_identical_run_asks_conditionally_and_changes_nothing(installation: "Installation") -> None:
    installation.run_on(0)
    installation.internet.requests.clear()
    again = installation.run_on(1)
    outcomes = {entry["content"]["outcome"] for entry in again.json["sources"] if entry["state"] == "alive"}
    assert outcomes == {"unchanged"}
    asked = [request for request in installation.internet.requests if request.target != "/robots.txt"]
    assert sum("if-none-match" in r.fields or "if-modified-since" in r.fields for r in asked) >= 15


def test_standard_output_is_one_document_and_the_rest_goes_to_standard_error(installation: "Installation") -> None:
    result = installation.run_on(0)
    assert json.loads(result.out)["schema_version"] == 1
    assert "Traceback" not in result.err


def test_a_report_lies_in_reports_for_the_operator_alone(installation: "Installation") -> None:
    installation.run_on(0)
    reports = sorted(path.name for path in (installation.folder / "reports").iterdir())
    assert "2026-W40-TLP-AMBER-nl.html" in reports
    for path in (installation.folder / "reports").iterdir():
        assert path.stat().st_mode & 0o077 == 0


def test_a_second_run_at_the_same_time_ends_with_75(installation: "Installation") -> None:
    installation.run_on(0)
    with FileLock(f"{installation.folder}/state/monitor.db.lock"):
        result = installation("run", "--json")
    assert result.status == 75
    assert result.json["error"]["status"] == 75
    assert result.json["error"]["remedy"]


@pytest.mark.parametrize(
    ("path", "command", "status"),
    [
        ("catalogue.yaml", ("run", "--json"), 2),
        ("catalogue.yaml", ("forget", "isor"), 2),
        ("catalogue.yaml", ("outbox", "send"), 2),
        ("reports", ("run", "--json"), 4),
    ],
)
def test_whatever_else_is_wrong_another_run_at_work_comes_first(
    installation: "Installation", path: str, command: tuple[str, ...], status: int
) -> None:
    """The order of the contract: 75, 2, 4; a catalogue that is being edited is nobody's alarm."""
    installation.run_on(0, "--only", "isor")
    harmed = installation.folder / path
    shutil.rmtree(harmed) if harmed.is_dir() else harmed.unlink()
    harmed.write_text("tools: [")
    with FileLock(f"{installation.folder}/state/monitor.db.lock"):
        began = time.monotonic()
        assert installation(*command).status == 75
        assert time.monotonic() - began < 20, "start-up and a third of a second of waiting, on a busy machine"
    assert installation(*command).status == status


def test_a_command_that_needs_no_lock_tells_what_is_wrong_while_a_run_is_at_work(installation: "Installation") -> None:
    installation.run_on(0, "--only", "isor")
    (installation.folder / "catalogue.yaml").write_text("tools: [")
    with FileLock(f"{installation.folder}/state/monitor.db.lock"):
        assert [installation(*command).status for command in (("run", "--dry-run"), ("history", "isor"))] == [2, 2]


def test_where_no_run_ever_was_a_bad_catalogue_leaves_nothing_behind(installation: "Installation") -> None:
    (installation.folder / "catalogue.yaml").write_text("tools: [")
    assert installation("run").status == 2
    assert not (installation.folder / "state").exists()


def test_a_dry_run_asks_nothing_and_leaves_nothing(installation: "Installation") -> None:
    result = installation("run", "--dry-run")
    assert result.status == 0
    assert "visit  https://www.noraonline.nl/wiki/ISOR" in result.out
    assert not installation.internet.requests
    assert not (installation.folder / "state").exists()


def test_only_visits_one_tool_and_closes_no_period(installation: "Installation") -> None:
    result = installation.run_on(0, "--only", "isor")
    assert result.json["counts"]["checked"] == 1
    rows = sqlite3.connect(installation.folder / "state" / "monitor.db").execute("select count(*) from report")
    assert rows.fetchone()[0] == 0


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("run", "--only", "no-such-tool"), 2),
        (("run", "--at", "yesterday"), 2),
        (("nonsense",), 2),
        (("--settings", "missing.toml", "run"), 2),
        (("--catalogue", "missing.yaml", "run"), 2),
        (("catalogue", "check"), 0),
        (("--help",), 0),
    ],
)
def test_wrong_use_is_status_2_and_asks_nothing(
    installation: "Installation", arguments: tuple[str, ...], status: int
) -> None:
    result = installation(*arguments)
    assert result.status == status, result.err
    assert not installation.internet.requests
    assert "Traceback" not in result.err


def test_vv_tells_each_request_on_standard_error(installation: "Installation") -> None:
    run = installation("-vv", "run", "--only", "isor", "--json")
    assert "debug: page isor: " in run.err
    assert "https://" not in run.err
    assert run.json["counts"]["checked"] == 1
    assert installation("-q", "run", "--only", "isor").err == ""
