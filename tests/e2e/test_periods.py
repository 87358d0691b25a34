"""Half a year of an office's life: each finding is told once, in the right week, to each group."""

import re
import sqlite3
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from monitor.demo import FakeInternet, Host, Page, Reach, Script, moved
from monitor.model.source import Tlp
from tests.e2e.office import Arrived, Done, Office, open_office

ZONE = ZoneInfo("Europe/Amsterdam")
BEGINS = date(2026, 10, 5)
"""The Monday of week 41; the last week of the story is that of 29 March 2027."""
WEEKS = 26
VOID_WEEK, OUTAGE_WEEK, MISSED_WEEKS = 9, 14, (17, 18)
MON, TUE, WED, THU = 0, 1, 2, 3
CANARIES = ("https://meetpunt-a.example/", "https://meetpunt-b.example/")


def on(week: int, day: int = MON) -> int:
    """The day of the story: weeks count from 1."""
    return (week - 1) * 7 + day


def iso_week(week: int) -> str:
    """The name of the story's week."""
    year, number, _ = (BEGINS + timedelta(days=on(week))).isocalendar()
    return f"{year}-W{number:02d}"


@dataclass(frozen=True)
class Change:
    """A new edition of a tool's page: when it comes, and the week in whose report it belongs."""

    tool: str
    day: int
    told_in: int

    @property
    def mark(self) -> str:
        return f"Besluit {self.tool.upper()}-{self.day} wijzigt hoofdstuk drie van deze handreiking"


CHANGES = (
    Change("wit", on(3, MON), told_in=2),  # a closing run tells what it sees itself
    Change("wit", on(5, WED), told_in=5),
    Change("groen", on(5, WED), told_in=5),
    Change("amber", on(6, MON), told_in=5),
    Change("wit", on(VOID_WEEK, MON), told_in=VOID_WEEK - 1),  # the Monday is void; Wednesday's run closes
    Change("amber", on(11, WED), told_in=11),  # seen by a run that is killed
    Change("groen", on(12, MON), told_in=11),  # seen by a closing run that is killed; Tuesday's closes
    Change("wit", on(OUTAGE_WEEK, MON), told_in=OUTAGE_WEEK - 1),
    Change("groen", on(MISSED_WEEKS[0], WED), told_in=MISSED_WEEKS[1]),  # nobody ran; the next report names the last week
    Change("wit", on(20, MON), told_in=19),  # the closing run is killed while it mails
    Change("amber", on(22, TUE), told_in=22),  # seen by --only
    Change("wit", on(23, TUE), told_in=23),  # seen by --no-mail
    Change("groen", on(24, MON), told_in=23),
)
LABELS = {"wit": Tlp.CLEAR, "groen": Tlp.GREEN, "amber": Tlp.AMBER}
READERS = {"clear": Tlp.CLEAR, "green": Tlp.GREEN, "amber": Tlp.AMBER}
DIES, REVIVES, GONE, MOVES, PARKED, AMBER_PARKED = on(4), on(8), on(7, WED), on(10), on(13, WED), on(15, WED)

CATALOGUE = """\
schema_version: 1
document: {title: Toolkit BIO, url: "https://www.document.example/toolkit"}
tools:
  - {id: wit, title: Handreiking Wit, publisher: A, tlp: "TLP:wit", url: "https://www.wit.example/pad"}
  - {id: groen, title: Handreiking Groen, publisher: B, tlp: "TLP:groen", url: "https://www.groen.example/pad"}
  - {id: amber, title: Handreiking Amber, publisher: C, tlp: "TLP:amber", url: "https://www.amber.example/pad"}
  - {id: sterft, title: Handreiking Sterft, publisher: D, tlp: "TLP:wit", url: "https://www.sterft.example/pad"}
  - {id: weg, title: Handreiking Weg, publisher: E, tlp: "TLP:amber", url: "https://www.weg.example/pad"}
  - {id: reist, title: Handreiking Reist, publisher: F, tlp: "TLP:groen", url: "https://www.reist.example/pad"}
  - {id: gekaapt, title: Handreiking Gekaapt, publisher: G, tlp: "TLP:wit", url: "https://www.gekaapt.example/pad"}
  - {id: geheim, title: Handreiking Geheim, publisher: H, tlp: "TLP:amber", url: "https://www.geheim.example/pad"}
  - {id: leeg, title: Handreiking Zonder Adres, publisher: I, tlp: "TLP:wit"}
"""


def _page(title: str, *marks: str) -> Page:
    """A page of some substance, with its history of decisions."""
    about = f"Deze handreiking {title} helpt gemeenten en veiligheidsregio's om hun informatie goed te beveiligen. "
    steps = "".join(
        f"<h2>Hoofdstuk {number}</h2><p>{about} Stap {number} van {title} vraagt om overleg met de eigenaar van het proces.</p>"
        for number in range(1, 6)
    )
    news = "".join(f"<h2>Wijziging {number}</h2><p>{mark}.</p>" for number, mark in enumerate(marks, start=1))
    html = f"<!doctype html><html lang=nl><title>{title}</title><main><h1>{title}</h1><p>{about}</p>{steps}{news}</main></html>"
    return Page(content=html.encode())


PARKED_PAGE = Page(
    content=b"<!doctype html><html lang=en><title>gekaapt.example is for sale</title><h1>This domain is for sale</h1>"
    b"<p>Buy this domain. The domain gekaapt.example is parked free, courtesy of the registrar. Related searches: loans, casino.</p></html>"
)


def _script() -> Script:
    editions = {
        tool: {
            0: _page(f"Handreiking {tool.title()}"),
            **{
                change.day: _page(
                    f"Handreiking {tool.title()}",
                    *(one.mark for one in CHANGES if one.tool == tool and one.day <= change.day),
                )
                for change in CHANGES
                if change.tool == tool
            },
        }
        for tool in LABELS
    }
    gone = Page(status=410, content=b"<title>410</title><h1>Gone</h1>", has_validators=False)
    lost = Page(status=404, content=b"<title>404</title><h1>Not Found</h1>", has_validators=False)
    pages = {
        **editions,
        "document": {0: _page("Toolkit")},
        "sterft": {0: _page("Sterft"), DIES: lost, REVIVES: _page("Sterft")},
        "weg": {0: _page("Weg"), GONE: gone},
        "reist": {0: _page("Reist"), MOVES: moved("https://www.reist.example/nieuw/reist")},
        "gekaapt": {0: _page("Gekaapt"), PARKED: PARKED_PAGE},
        "geheim": {0: _page("Geheim"), AMBER_PARKED: PARKED_PAGE},
    }
    down = {on(VOID_WEEK): Reach.REFUSED, on(VOID_WEEK, WED): Reach.OPEN}
    hosts = [
        Host(
            name=f"www.{tool}.example",
            pages={
                ("/toolkit" if tool == "document" else "/pad"): timeline,
                "/": {0: _page(f"Start {tool}")},
                **({"/nieuw/reist": {0: _page("Reist")}} if tool == "reist" else {}),
            },
            reach={0: Reach.OPEN, **down},
        )
        for tool, timeline in pages.items()
    ]
    hosts += [
        Host(name=name, pages={"/": {0: _page("Meetpunt")}}, reach={0: Reach.OPEN, **down})
        for name in ("meetpunt-a.example", "meetpunt-b.example")
    ]
    return Script(begins=BEGINS, hosts=tuple(hosts))


@dataclass
class Diary:
    """What happened in the office, to look at afterwards."""

    office: Office
    results: dict[tuple[int, int], list[Done]] = field(default_factory=dict)
    files_after: dict[int, dict[str, int]] = field(default_factory=dict)

    def run(self, week: int, day: int = MON, *arguments: str, relay: bool = True, hour: int = 6) -> Done:
        moment = on(week, day)
        self.office.internet.day = moment
        at = datetime.combine(BEGINS + timedelta(days=moment), time(hour), ZONE)
        done = self.office("run", "--at", at.isoformat(), *arguments, relay=relay)
        self.results.setdefault((week, day), []).append(done)
        return done

    def run_killed_at_a_page(self, week: int, day: int, host: str) -> None:
        """A run that is killed once a host is asked for its page."""
        script = self.office.internet.script
        found = script.host(host)
        original = dict(found.pages["/pad"])
        moment = on(week, day)
        served = original[max(start for start in original if start <= moment)]
        content = served.content
        assert isinstance(content, bytes)

        def deadly(_: object) -> bytes:
            self.office.kill()
            return content

        pages = found.pages["/pad"]
        assert isinstance(pages, dict)
        pages[moment] = Page(content=deadly)
        try:
            assert self.run(week, day).status == -9
        finally:
            pages.clear()
            pages.update(original)

    def names(self) -> dict[str, int]:
        """Report files, with the moment each was written."""
        return {path.name: path.stat().st_mtime_ns for path in (self.office.folder / "reports").iterdir()}


def _live(diary: Diary) -> None:
    """The half year, with everything that can go wrong in it."""
    plain = set(range(1, WEEKS + 1)) - {VOID_WEEK, 12, OUTAGE_WEEK, 15, *MISSED_WEEKS, 20}
    for week in range(1, WEEKS + 1):
        _live_a_week(diary, week, is_plain=week in plain)


def _live_a_week(diary: Diary, week: int, *, is_plain: bool) -> None:
    office = diary.office
    if is_plain:
        diary.run(week)
    match week:
        case 2:
            diary.run(week, MON, hour=15)  # a second run on a Monday
        case 4:
            diary.run(week, TUE, hour=9)
            before = diary.names()
            diary.run(week, THU)  # nothing new since Tuesday
            assert {n: t for n, t in diary.names().items() if n not in before or t != before[n]} == {}
        case 5 | 7 | 13:
            diary.run(week, WED)
        case 9:
            for hour in (6, 7, 15):
                assert diary.run(week, MON, hour=hour).status == 3
            assert diary.run(week, TUE).status == 3
            diary.run(week, WED)
        case 11:
            diary.run_killed_at_a_page(week, WED, "www.weg.example")
        case 12:
            diary.run_killed_at_a_page(week, MON, "www.weg.example")
            diary.run(week, TUE)
        case 14:
            diary.run(week, MON, relay=False)
            diary.run(week, TUE, relay=False)
        case 15:
            diary.run(week, MON)
            diary.run(week, WED)
        case 20:
            office.mailroom.on_content = office.kill
            diary.run(week, MON)
            office.mailroom.on_content = lambda: None
            diary.run(week, MON, hour=9)
        case 22:
            diary.run(week, TUE, "--only", "amber")
        case 23:
            diary.run(week, TUE, "--no-mail")
        case _:
            pass


@pytest.fixture(scope="module")
def diary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Diary]:
    """The half year, lived through once."""
    folder = tmp_path_factory.mktemp("office")
    with FakeInternet(_script()) as internet, open_office(folder, internet, CATALOGUE) as office:
        office.extra["MONITOR_NETWORK__CANARIES"] = f'["{CANARIES[0]}", "{CANARIES[1]}"]'
        made = Diary(office)
        _live(made)
        yield made


def once(mails: list[Arrived]) -> dict[str, Arrived]:
    """Messages by Message-ID: a second copy of the same bytes is the same message."""
    return {str(one.message["Message-ID"]): one for one in mails}


def week_of(mail: Arrived) -> str:
    found = re.match(r"<(\d{4}-w\d\d)", str(mail.message["Message-ID"]))
    assert found is not None
    return found[1].upper()


def is_weekly(mail: Arrived) -> bool:
    return re.match(r"<\d{4}-w\d\d\.", str(mail.message["Message-ID"])) is not None


def flowing(mail: Arrived) -> str:
    return " ".join(mail.text.split())


pytestmark = pytest.mark.timeout(400)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change.tool}-{change.day}")
def test_each_change_is_told_once_in_its_week_to_those_who_may_see_it(diary: Diary, change: Change, reader: str) -> None:
    telling = [mail for mail in once(diary.office.mailroom.to(reader)).values() if change.mark in flowing(mail)]
    expected = [iso_week(change.told_in)] if LABELS[change.tool] <= READERS[reader] else []
    assert [week_of(mail) for mail in telling] == expected
