"""Our own internal network is never touched: every form through the real command line, with a canary that counts."""

from typing import Any

import pytest

from tests.e2e.namespace import in_a_namespace
from tests.e2e.trial import by_source
from tests.namespaces import needs_addresses

pytestmark = [pytest.mark.netns, needs_addresses]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    found: dict[str, Any] = in_a_namespace("tests.e2e.inside", str(tmp_path_factory.mktemp("inside")))
    return found


def test_no_form_reaches_the_inside(seen: dict[str, Any]) -> None:
    tried = [
        one
        for one in seen["runs"][0]["document"]["sources"]
        if one["source"].startswith(("literal", "redirect", "name"))
    ]
    assert len(tried) >= 100
    assert seen["hits"] == {}
    assert seen["control"] == {"10.0.0.1": 1}, "the canary sings when it is visited"


def test_each_form_is_refused_with_its_reason_and_asks_nothing(seen: dict[str, Any]) -> None:
    entries = by_source(seen["runs"][0]["document"])
    for name, entry in entries.items():
        if name.startswith(("literal", "redirect", "name")):
            assert (entry["state"], entry["reason"], entry["standing"]) == ("not-checked", "private-address", "ok"), (
                entry
            )
            assert not name.startswith("literal") or entry["requests"] == 0


def test_a_name_that_changes_its_answer_is_asked_once_a_run_and_connected_to_as_answered(seen: dict[str, Any]) -> None:
    first, second = (by_source(run["document"]) for run in seen["runs"])
    assert first["first-public"]["state"] == "alive"
    assert second["first-public"]["reason"] == "private-address"
    assert set(seen["questions"].values()) == {2}, "one question in each run"


def test_pages_that_are_well_stay_well_and_pages_that_point_inside_lead_nowhere(seen: dict[str, Any]) -> None:
    for run in seen["runs"]:
        entries = by_source(run["document"])
        assert run["status"] == 0
        assert {entries["healthy"]["state"], entries["documents"]["state"]} == {"alive"}
        assert entries["gone"]["state"] == "dead"
        assert entries["gone"]["suggestions"] == []
        assert "Traceback" not in run["err"]
