"""What rotted in six weeks is put right: new addresses are found, accepted, written, and the next run is clean."""

from collections.abc import Iterator
from typing import Any

import pytest

from monitor.demo import FakeInternet, story, week
from tests.e2e.conftest import ROOT, Installation
from tests.e2e.trial import by_source

FOUND = {
    "aanpak-bio-kleine-gemeenten": "https://www.informatiebeveiligingsdienst.nl/product/bio-aanpak-kleine-gemeenten/",
    "handreiking-cybersecuritymaatregelen": "https://www.ncsc.nl/wat-kun-je-zelf-doen/handreiking-cybersecuritymaatregelen",
}
MOVED = {
    "document": "https://nipv.nl/onderwerp/digitale-weerbaarheid/#tab2",
    "informatieplattegrond-nieuws": "https://nipv.nl/nieuws/informatieplattegrond-beschikbaar-in-vera/",
    "bio-self-assessment": "https://cip-overheid.nl/producten-en-diensten/producten?product=bio-en-thema-uitwerkingen#BIO-SA",
    "toolbox-cyberincident": "https://www.digitaleoverheid.nl/overzicht-van-alle-onderwerpen/cybersecurity/oefenen-en-kennisdelen/toolbox-cyberincident/",
}
GONE = {
    "diepgaande-risicoanalyse",
    "aanpak-informatiebeveiligingsbeleid-bio",
    "volwassenheidsmodel-informatiebeveiliging",
}
MOST_REQUESTS = 8


@pytest.fixture(scope="module")
def six_weeks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, list[dict[str, Any]]]]:
    """The story of the demo, a run each Monday."""
    folder = tmp_path_factory.mktemp("story")
    (folder / "catalogue.yaml").write_bytes((ROOT / "catalogue.yaml").read_bytes())
    with FakeInternet(story()) as internet:
        installation = Installation(folder=folder, internet=internet)
        yield installation, [installation.run_on(week(number)).json for number in range(1, 7)]


def test_the_new_place_is_suggested_and_nothing_for_what_is_gone(
    six_weeks: tuple[Installation, list[dict[str, Any]]],
) -> None:
    last = by_source(six_weeks[1][-1])
    for source, url in (FOUND | MOVED).items():
        assert last[source]["suggestions"][0]["url"] == url
        assert last[source]["standing"] == "confirmed"
    for source in GONE:
        assert (last[source]["class"], last[source]["suggestions"]) == ("dead", [])


def test_a_search_is_hardly_noticed_by_the_publisher(six_weeks: tuple[Installation, list[dict[str, Any]]]) -> None:
    for document in six_weeks[1]:
        assert max(entry["requests"] for entry in document["sources"]) <= MOST_REQUESTS
        quiet = (e for e in document["sources"] if e["state"] == "alive" and e["content"]["outcome"] == "unchanged")
        assert {entry["requests"] for entry in quiet} <= {1}, "a page that is as it was is asked for once"


def test_accepted_and_confirmed_addresses_are_written_and_the_next_run_is_clean(
    six_weeks: tuple[Installation, list[dict[str, Any]]],
) -> None:
    installation, documents = six_weeks
    before = (installation.folder / "catalogue.yaml").read_text()
    items = {
        source: finding["item"]
        for finding in documents[-1]["findings"]
        for source in finding["sources"]
        if finding["kind"] == "dead"
    }
    assert installation("accept", items["aanpak-bio-kleine-gemeenten"], "--by", "Redactie").status == 0
    assert installation("accept", "handreiking-cybersecuritymaatregelen").status == 0
    shown = installation("catalogue", "patch")
    changed = [line for line in shown.out.splitlines() if line.startswith(("+ ", "- "))]
    assert shown.status == 0
    assert len(changed) == 2 * len(FOUND | MOVED)
    assert (installation.folder / "catalogue.yaml").read_text() == before, "a proposal writes nothing"
    assert installation("catalogue", "patch", "--write").status == 0
    after = (installation.folder / "catalogue.yaml").read_text()
    lines = after.splitlines()
    assert [line for line in before.splitlines() if "url:" not in line] == [
        line for line in lines if "url:" not in line
    ]
    assert all(any(url in line for line in lines) for url in (FOUND | MOVED).values())
    assert installation("catalogue", "check").status == 0
    again = installation.run_on(week(6, day=1))
    assert again.status == 0
    assert again.json["counts"]["moved"] == 0
    seen = by_source(again.json)
    assert {seen[source]["state"] for source in FOUND | MOVED} == {"alive"}
    assert {seen[source]["content"]["weight"] for source in FOUND | MOVED} == {"none"}
    assert installation("catalogue", "patch").out == ""
