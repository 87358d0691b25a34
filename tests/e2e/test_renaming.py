"""A tool gets another id, is retired, or leaves the catalogue: nothing is lost and nothing is told again."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.demo import FakeInternet, Host, Page, Script, story
from tests.e2e.conftest import at
from tests.e2e.office import Done, Office, open_office

CATALOGUE = """\
schema_version: 1
document: {title: Toolkit}
tools:
  - {id: goed, title: Een goed hulpmiddel, tlp: "TLP:wit", url: "https://goed.example.nl/hulpmiddel"}
  - {id: weg, title: Een verdwenen hulpmiddel, tlp: "TLP:wit", url: "https://weg.example.com/hulpmiddel"}
  - {id: gekaapt, title: Een gekaapt hulpmiddel, tlp: "TLP:wit", url: "https://gekaapt.example/hulpmiddel"}
  - {id: zonder, title: Een hulpmiddel zonder adres, tlp: "TLP:wit"}
norms:
  - {id: norm, title: Norm, url: "https://norm.example.org/norm"}
"""
NAMES = {"goed": "beter", "weg": "verdwenen", "gekaapt": "in-andere-handen", "zonder": "adresloos", "norm": "de-norm"}
TEXT = "".join(f"<p>Dit is alinea {number} van een hulpmiddel voor informatiebeveiliging.</p>" for number in range(12))
PARKED = Page(
    content=b"<!doctype html><html lang=en><title>gekaapt.example is for sale</title><h1>This domain is for sale</h1>"
    b"<p>Buy this domain. The domain gekaapt.example is parked free, courtesy of the registrar. Related searches: loans, casino.</p></html>"
)


def _page(title: str, version: str = "1.0") -> Page:
    return Page(content=f"<!doctype html><title>{title}</title><h1>{title}</h1><p>Versie {version}</p>{TEXT}".encode())


SCRIPT = Script(
    begins=story().begins,
    hosts=(
        Host(name="goed.example.nl", pages={"/hulpmiddel": {0: _page("Goed"), 9: _page("Goed", "2.0")}}),
        Host(name="weg.example.com", pages={}),
        Host(name="gekaapt.example", pages={"/hulpmiddel": {0: _page("Gekaapt"), 1: PARKED}}),
        Host(name="norm.example.org", pages={"/norm": {0: _page("Norm")}}),
    ),
)


def renamed(*, tell: bool = True) -> str:
    """The catalogue with another id for everything in it; told to be the same things, or not."""
    text = CATALOGUE
    for old, new in NAMES.items():
        text = text.replace(f"{{id: {old},", f"{{id: {new},{f' formerly: [{old}],' if tell else ''}")
    return text


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office whose first report lies behind it: one address is dead, another is in other hands."""
    with FakeInternet(SCRIPT) as internet, open_office(tmp_path, internet, CATALOGUE) as opened:
        for day in (0, 1, 2):
            assert run(opened, day).status == 0
        yield opened


def run(office: Office, day: int) -> Done:
    office.internet.day = day
    return office("run", "--json", "--at", at(day))


def items(done: Done) -> dict[str, tuple[str, str]]:
    return {one["item"]: (one["kind"], one["standing"]) for one in json.loads(done.out)["findings"]}


def catalogue(office: Office, text: str) -> None:
    (office.folder / "catalogue.yaml").write_text(text)


def visits(office: Office, source: str) -> int:
    return sum(line[:4].isdigit() for line in office("history", source).out.splitlines())


def test_under_another_id_everything_goes_on_and_nothing_is_told_again(office: Office) -> None:
    before = items(run(office, 3))
    assert {kind for kind, _ in before.values()} == {"dead", "parked"}
    lost = next(item for item, (kind, _) in before.items() if kind == "dead")
    assert office("acknowledge", lost, "--by", "Loket").status == 0
    assert office("acknowledge", "zonder", "--by", "Loket").status == 0
    assert office("decisions", "export", "before.json").status == 0
    run(office, 4)  # the decision is news by itself
    told, alerts = visits(office, "weg"), len(office.mailroom.arrived)

    catalogue(office, renamed())
    after = run(office, 5)
    assert after.status == 0, after.err
    assert items(after) == before
    assert json.loads(after.out)["reports"] == [], "an open week's report is written again only for news"
    assert len(office.mailroom.arrived) == alerts, "who was warned of the parked domain is not warned again"
    of = {entry["source"]: entry for entry in json.loads(after.out)["sources"]}
    assert NAMES.keys() & of.keys() == set()
    assert of["beter"]["content"]["outcome"] == "unchanged"
    assert of["verdwenen"]["standing"] == "confirmed"
    assert visits(office, "verdwenen") == told + 1
    assert office("history", "weg").status == 2

    closed = run(office, 7)
    assert items(closed).keys() == before.keys()
    report = next(path for path in (office.folder / "reports").glob("*W41*.txt")).read_text()
    assert "Opgepakt door Loket" in " ".join(report.split())
    assert items(run(office, 9)).keys() > before.keys(), "a change is seen against the copy from before"


def test_decisions_and_forgetting_know_the_id_of_before(office: Office) -> None:
    assert office("acknowledge", "weg", "--by", "Loket").status == 0
    assert office("decisions", "export", "before.json").status == 0
    catalogue(office, renamed())
    assert office("decisions", "import", "before.json").status == 0  # under the new id, before the store knows it
    assert run(office, 3).status == 0
    assert "0 new decisions, 1 known" in office("decisions", "import", "before.json").err
    assert office("decisions", "export", "after.json").status == 0
    assert [one["source"] for one in json.loads((office.folder / "after.json").read_text())] == ["verdwenen"]
    assert office("forget", "beter").status == 0
    assert "no longer watched" not in office("doctor").out


def test_an_id_that_was_changed_without_a_word_is_joined_when_the_word_comes(office: Office) -> None:
    catalogue(office, renamed(tell=False))
    assert run(office, 3).status == 0
    assert visits(office, "verdwenen") == 1
    assert "no longer watched, history kept" in office("doctor").out
    catalogue(office, renamed())
    assert run(office, 4).status == 0
    assert visits(office, "verdwenen") == 5
    assert "no longer watched" not in office("doctor").out


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        ((', url: "https://weg.example.com/hulpmiddel"}', ', url: "https://weg.example.com/hulpmiddel", retired: 2026-10-08}'), "Een verdwenen hulpmiddel is in de catalogus afgevoerd"),
        (('  - {id: weg, title: Een verdwenen hulpmiddel, tlp: "TLP:wit", url: "https://weg.example.com/hulpmiddel"}\n', ""), "uit de catalogus zijn gehaald, met wat er over openstond: 1"),
    ],
    ids=["retired", "removed"],
)  # fmt: skip
def test_what_leaves_with_something_open_is_told_once_why(office: Office, edit: tuple[str, str], words: str) -> None:
    catalogue(office, CATALOGUE.replace(*edit))
    for day in (3, 7, 8, 14):
        assert run(office, day).status == 0
    reports = {path.name[:8]: path.read_text() for path in (office.folder / "reports").glob("*-nl.txt")}
    assert words in " ".join(reports["2026-W41"].split())
    assert words not in " ".join(reports["2026-W42"].split())
    assert "weg: no longer watched, history kept; to remove its texts: forget ID" in office("doctor").out
    assert visits(office, "weg") == 3
    assert office("forget", "weg").status == 0
    assert "no longer watched" not in office("doctor").out
    assert visits(office, "weg") == 3
