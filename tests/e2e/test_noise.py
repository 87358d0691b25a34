"""Thirty weeks of a government site: silent while everything around the text moves, told once when the text does."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.demo import Host, Page, week
from tests.e2e import government
from tests.e2e.conftest import MONDAY
from tests.e2e.trial import Trial, by_source, small_internet


@dataclass
class Weeks:
    """What thirty weekly runs told."""

    trial: Trial
    documents: dict[int, dict[str, Any]]

    def told(self, weight: str) -> set[tuple[int, str]]:
        return {
            (number, entry["source"])
            for number, document in self.documents.items()
            for entry in document["sources"]
            if entry["content"]["weight"] == weight
        }


REAL = {(change.week, change.page) for change in government.CHANGES} | {(22, "kader")}


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Weeks]:
    """A run a week, from the first visit on."""
    trial = Trial(tmp_path_factory.mktemp("government"))
    pages = {subject: f"https://{government.HOST}/handreiking/{subject}" for subject in government.SUBJECTS}
    trial.catalogue({**pages, "kader": f"https://{government.HOST}/normenkader.pdf"})
    documents: dict[int, dict[str, Any]] = {}
    with small_internet(trial, government.host()) as internet:
        for number in range(1, government.WEEKS + 1):
            internet.day = week(number)
            documents[number] = trial.run(MONDAY + timedelta(days=week(number)))
        yield Weeks(trial, documents)


def test_every_real_change_is_told_in_its_week_and_nothing_else_is(weeks: Weeks) -> None:
    assert weeks.told("major") == REAL
    assert {entry["state"] for document in weeks.documents.values() for entry in document["sources"]} == {"alive"}


def test_a_real_change_says_what_changed(weeks: Weeks) -> None:
    for change in government.CHANGES:
        content = by_source(weeks.documents[change.week])[change.page]["content"]
        told = f"{content['summary']} {content['version_after']} {content['added']} {content['removed']}"
        assert change.told in told, (change.page, content)


def test_what_changes_on_all_pages_is_at_most_one_finding(weeks: Weeks) -> None:
    quiet = {number for number in weeks.documents if number not in {when for when, _ in REAL}}
    for number in quiet:
        kinds = [finding["kind"] for finding in weeks.documents[number]["findings"]]
        assert kinds in ([], ["redesign"]), (number, weeks.documents[number]["findings"])
    redesigns = [
        number
        for number in weeks.documents
        if any(f["kind"] == "redesign" for f in weeks.documents[number]["findings"])
    ]
    events = {government.MENU, government.BANNER, government.REDESIGN, government.ENCODING, government.UNBANNER}
    assert set(redesigns) <= events


def test_each_real_change_is_one_finding_of_one_weekly_report(weeks: Weeks) -> None:
    told: Counter[str] = Counter()
    for number in range(1, government.WEEKS + 1):
        since, until = (MONDAY + timedelta(days=week(number) + day) for day in (-6, 1))
        if not any(number in {when - 1, when} for when, _ in REAL):
            continue
        result = weeks.trial("report", "--format", "json", "--since", since.isoformat(), "--until", until.isoformat())
        assert result.status == 0, result.err
        told.update(source for f in result.json["findings"] if f["kind"] == "change" for source in f["sources"])
    assert told == Counter({page: 1 for _, page in REAL})


def test_a_week_without_changes_costs_the_host_one_request_a_page(weeks: Weeks) -> None:
    assert sum(entry["requests"] for entry in weeks.documents[29]["sources"]) == 9


CONDITIONAL = b"""<html lang="nl"><title>Handreiking</title><body><div id="kop"><p>Vandaag geopend tot vijf uur.</p></div>
<main><h1>Handreiking</h1><p>De termijn voor een melding bedraagt 14 dagen na ontdekking van het voorval.</p>
<p>De handreiking geldt voor alle onderdelen van de organisatie en hun leveranciers.</p></main></body></html>"""
IGNORING = ", watch: {ignore: ['#kop']}"
EDITS = (
    (0, ""),
    (1, IGNORING),
    (2, ", watch: {select: main}"),
    (3, IGNORING),
    (4, ", watch: {select: '.weg'}"),
    (5, ""),
)


def test_an_edited_rule_raises_no_alarm_leaves_no_blind_week_and_missing_is_a_finding_at_once(tmp_path: Path) -> None:
    trial = Trial(tmp_path)
    changed = CONDITIONAL.replace(b"14 dagen", b"10 dagen")
    host = Host(name="www.dienst.test", pages={"/p": {0: Page(content=CONDITIONAL), 3: Page(content=changed)}})
    seen: list[dict[str, Any]] = []
    statuses = []
    with small_internet(trial, host) as internet:
        for day, rule in EDITS:
            source = f'{{id: p, url: "https://www.dienst.test/p"{rule}}}'
            trial.write(
                "catalogue.yaml",
                "schema_version: 1\ndocument: {title: T}\ntools:\n"
                f'  - {{id: p, title: Handreiking, tlp: "TLP:wit", sources: [{source}]}}\n',
            )
            internet.day = day
            document = trial.run(MONDAY + timedelta(days=day))
            seen.append(document)
            statuses.append(document["status"])
    contents = [
        (entry["content"]["outcome"], entry["content"]["weight"]) for entry in (by_source(d)["p"] for d in seen)
    ]
    assert contents[:3] == [("first", "none"), ("unchanged", "none"), ("unchanged", "none")], json.dumps(contents)
    assert contents[3] == ("changed", "major"), "a change in the week of an edited rule is told"
    assert contents[4][0] == "not-compared"
    assert [[f["sources"] for f in document["findings"] if f["kind"] == "selector"] for document in seen[3:]] == [
        [],
        [["p"]],
        [],
    ]
    assert contents[5] == ("unchanged", "none")
    assert statuses == [0] * 6
