"""What the JSON of a run holds when not every source was due: what it visited; the report holds all."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.demo import FakeInternet, Host, Page, Script
from tests.e2e.office import open_office

MONDAY = datetime(2026, 10, 5, 5, 0, tzinfo=UTC)
CATALOGUE = """\
schema_version: 1
document: {title: Toolkit}
tools:
  - {id: dagelijks, title: Dagelijks, tlp: "TLP:wit", url: "https://www.een.example/dagelijks"}
  - {id: wekelijks, title: Wekelijks, tlp: "TLP:wit", sources: [{id: wekelijks, url: "https://www.een.example/wekelijks", watch: {interval: 7d}}]}
  - {id: zonder, title: Zonder adres, tlp: "TLP:wit"}
"""
TEXT = "Dit kader helpt gemeenten om informatie goed te beveiligen, stap voor stap en maatregel voor maatregel. " * 8


def page(name: str) -> Page:
    return Page(
        content=f"<!doctype html><html lang=nl><title>{name}</title><h1>{name}</h1><p>{TEXT}</p></html>".encode()
    )


def test_a_source_that_was_not_due_is_in_the_report_and_not_in_the_run(tmp_path: Path) -> None:
    pages = {f"/{name}": {0: page(name)} for name in ("dagelijks", "wekelijks")}
    script = Script(begins=MONDAY.date(), hosts=(Host(name="www.een.example", pages=pages),))
    with FakeInternet(script) as internet, open_office(tmp_path, internet, CATALOGUE) as office:
        seen = []
        for day in (0, 1):
            internet.day = day
            document = json.loads(office("run", "--json", "--at", (MONDAY + timedelta(days=day)).isoformat()).out)
            assert document["counts"]["sources"] == len(document["sources"])
            seen.append({entry["source"] for entry in document["sources"]})
        assert seen == [{"dagelijks", "wekelijks", "zonder"}, {"dagelijks", "zonder"}]
        report = json.loads(office("report", "--format", "json").out)
    assert {entry["source"]: entry["state"] for entry in report["sources"]} == {
        "dagelijks": "alive",
        "wekelijks": "alive",
        "zonder": "not-checked",
    }
