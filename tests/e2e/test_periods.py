"""Half a year of an office's life: each finding is told once, in the right week, to each group."""

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
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
    Change("wit", on(OUTAGE_WEEK, MON), told_in=OUTAGE_WEEK),  # the relay is down all week: the next report tells it
    Change(
        "groen", on(MISSED_WEEKS[0], WED), told_in=MISSED_WEEKS[1]
    ),  # nobody ran; the next report names the last week
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


def _second_run_on_a_monday(diary: Diary) -> None:
    diary.run(2)
    diary.run(2, MON, hour=15)


def _two_runs_with_nothing_new(diary: Diary) -> None:
    diary.run(4)
    diary.run(4, TUE, hour=9)
    before = diary.names()
    diary.run(4, THU)
    assert diary.names() == before


def _our_own_network_is_down(diary: Diary) -> None:
    for hour in (6, 7, 15):
        assert diary.run(VOID_WEEK, MON, hour=hour).status == 3
    assert diary.run(VOID_WEEK, TUE).status == 3
    diary.run(VOID_WEEK, WED)


def _killed_on_wednesday(diary: Diary) -> None:
    diary.run(11)
    diary.run_killed_at_a_page(11, WED, "www.weg.example")


def _killed_while_closing(diary: Diary) -> None:
    diary.run_killed_at_a_page(12, MON, "www.weg.example")
    diary.run(12, TUE)


def _no_relay(diary: Diary) -> None:
    diary.run(OUTAGE_WEEK, MON, relay=False)
    diary.run(OUTAGE_WEEK, TUE, relay=False)


def _killed_while_mailing(diary: Diary) -> None:
    diary.office.mailroom.on_content = diary.office.kill
    assert diary.run(20).status == -9
    diary.office.mailroom.on_content = lambda: None
    diary.run(20, MON, hour=9)


def _monday_and_wednesday(diary: Diary, week: int) -> None:
    diary.run(week)
    diary.run(week, WED)


def _part_of_it(diary: Diary) -> None:
    diary.run(22)
    diary.run(22, TUE, "--only", "amber")


def _without_mail(diary: Diary) -> None:
    diary.run(23)
    diary.run(23, TUE, "--no-mail")


SPECIAL: dict[int, Callable[[Diary], None]] = {
    2: _second_run_on_a_monday,
    4: _two_runs_with_nothing_new,
    **{week: partial(_monday_and_wednesday, week=week) for week in (5, 7, 13, 15)},
    VOID_WEEK: _our_own_network_is_down,
    11: _killed_on_wednesday,
    12: _killed_while_closing,
    OUTAGE_WEEK: _no_relay,
    **dict.fromkeys(MISSED_WEEKS, lambda _: None),
    20: _killed_while_mailing,
    22: _part_of_it,
    23: _without_mail,
}
"""Weeks in which more happens than a run on Monday, or less."""


def _live(diary: Diary) -> None:
    """The half year, with everything that can go wrong in it."""
    for week in range(1, WEEKS + 1):
        SPECIAL.get(week, lambda d, week=week: d.run(week))(diary)


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
def test_each_change_is_told_once_in_its_week_to_those_who_may_see_it(
    diary: Diary, change: Change, reader: str
) -> None:
    telling = [mail for mail in once(diary.office.mailroom.to(reader)).values() if change.mark in flowing(mail)]
    expected = [iso_week(change.told_in)] if LABELS[change.tool] <= READERS[reader] else []
    assert [week_of(mail) for mail in telling] == expected


NO_REPORT = {MISSED_WEEKS[0] - 1, MISSED_WEEKS[0]}
"""Weeks that no run closed: the Monday after them was missed."""
REPORTED = [week for week in range(WEEKS) if week not in NO_REPORT]
MAILED = [iso_week(week) for week in REPORTED if week != OUTAGE_WEEK - 1]


@pytest.mark.parametrize("reader", READERS)
def test_each_reader_gets_one_report_for_each_week_that_closed(diary: Diary, reader: str) -> None:
    mails = [mail for mail in once(diary.office.mailroom.to(reader)).values() if is_weekly(mail)]
    assert [week_of(mail) for mail in mails] == MAILED


@pytest.mark.parametrize("reader", READERS)
def test_the_first_report_is_the_baseline_and_no_other_is(diary: Diary, reader: str) -> None:
    mails = [mail for mail in once(diary.office.mailroom.to(reader)).values() if is_weekly(mail)]
    word = "first report" if reader == "green" else "nulmeting"
    assert [number for number, mail in enumerate(mails) if word in mail.subject] == [0]


def test_no_message_is_lost_or_doubled_but_the_one_of_unknown_outcome(diary: Diary) -> None:
    arrived = diary.office.mailroom.arrived
    copies = Counter((one.recipient, str(one.message["Message-ID"])) for one in arrived)
    doubled = [key for key, count in copies.items() if count > 1]
    assert len(doubled) == 1
    assert copies[doubled[0]] == 2
    assert iso_week(19).lower() in doubled[0][1]
    assert len({one.content for one in arrived if str(one.message["Message-ID"]) == doubled[0][1]}) == 1


@pytest.mark.parametrize("reader", READERS)
def test_a_void_week_gives_one_notice(diary: Diary, reader: str) -> None:
    notices = [one for one in diary.office.mailroom.to(reader) if "-void." in str(one.message["Message-ID"])]
    assert [week_of(one) for one in notices] == [iso_week(VOID_WEEK)]


@pytest.mark.parametrize("reader", READERS)
def test_a_taken_over_domain_is_told_at_once_and_once_to_those_who_may_see_it(diary: Diary, reader: str) -> None:
    alerts = [one for one in diary.office.mailroom.to(reader) if "-alert-" in str(one.message["Message-ID"])]
    told = [[name for name in ("Gekaapt", "Geheim") if f"Handreiking {name}" in one.text] for one in alerts]
    assert told == ([["Gekaapt"], ["Geheim"]] if reader == "amber" else [["Gekaapt"]])
    assert week_of(alerts[0]) == iso_week(13)


def standings(diary: Diary, tool: str, audience: str) -> dict[str, str]:
    """In which report a tool's trouble stands, and how."""
    kinds = {"dead", "moved", "parked"}
    return {
        name.partition("-TLP")[0]: finding["standing"]
        for name, report in diary.office.reports().items()
        if name.endswith(audience)
        for finding in report["findings"]
        if tool in finding["tools"] and finding["kind"] in kinds
    }


def test_a_page_that_died_is_uncertain_then_dead_each_week_then_recovered_once(diary: Diary) -> None:
    expected = {iso_week(3): "pending", **{iso_week(week): "confirmed" for week in (4, 5, 6)}, iso_week(7): "recovered"}
    assert standings(diary, "sterft", "CLEAR-nl") == expected


def test_a_page_gone_on_purpose_stays_told_to_those_who_may_see_it(diary: Diary) -> None:
    weeks = [week for week in [*REPORTED, WEEKS] if week >= 7]
    assert set(standings(diary, "weg", "AMBER-nl")) >= {iso_week(week) for week in weeks if week != WEEKS}
    assert standings(diary, "weg", "CLEAR-nl") == {}
    assert standings(diary, "weg", "GREEN-en") == {}


def test_a_trouble_is_new_in_one_report(diary: Diary) -> None:
    weekly = [mail for mail in once(diary.office.mailroom.to("amber")).values() if is_weekly(mail)]
    new = [week_of(mail) for mail in weekly if re.search(r"DOOD Handreiking Weg [^.]*nieuw deze week", flowing(mail))]
    assert new == [iso_week(7)]


def test_files_are_one_set_for_each_clearance_and_language(diary: Diary) -> None:
    names = {path.name for path in (diary.office.folder / "reports").iterdir()}
    endings = ("html", "txt", "json", "csv", "atom")
    sets = ("TLP-CLEAR-nl", "TLP-GREEN-en", "TLP-AMBER-nl")
    for week in REPORTED:
        assert {name for name in names if name.startswith(iso_week(week)) and "void" not in name} == {
            f"{iso_week(week)}-{one}.{ending}" for one in sets for ending in endings
        }
    for week in NO_REPORT:
        assert not [name for name in names if name.startswith(iso_week(week))]


def test_status_5_says_that_mail_waits_and_0_that_none_does(diary: Diary) -> None:
    assert [done.status for done in diary.results[OUTAGE_WEEK, MON]] == [5]
    assert [done.status for done in diary.results[OUTAGE_WEEK, TUE]] == [5]
    assert [done.status for done in diary.results[OUTAGE_WEEK + 1, MON]] == [0]


def test_a_report_that_reached_nobody_is_replaced_by_one_that_says_so_and_tells_its_news(diary: Diary) -> None:
    listed = diary.office("outbox", "list").out
    lost = [line for line in listed.splitlines() if f"{iso_week(OUTAGE_WEEK - 1)} weekly" in line]
    assert [": superseded" in line for line in lost] == [True] * 3
    weekly = filter(is_weekly, diary.office.mailroom.to("clear"))
    mail = next(one for one in weekly if week_of(one) == iso_week(OUTAGE_WEEK))
    assert f"Voor week {iso_week(OUTAGE_WEEK - 1)[-2:]} is geen rapport verstuurd" in flowing(mail)


def test_runs_that_may_not_close_leave_the_period_open(diary: Diary) -> None:
    with sqlite3.connect(diary.office.folder / "state" / "monitor.db") as db:
        closings = db.execute("SELECT period FROM report WHERE kind IN ('baseline', 'weekly') ORDER BY id").fetchall()
    assert [period for (period,) in closings] == [iso_week(week) for week in REPORTED]


def test_the_store_knows_in_which_report_an_audience_first_heard_of_an_item(diary: Diary) -> None:
    with sqlite3.connect(diary.office.folder / "state" / "monitor.db") as db:
        told = {
            (audience, item): period
            for audience, item, period in db.execute(
                "SELECT audience, item, period FROM told JOIN report ON report.id = told.report"
            )
        }
    first: dict[tuple[str, str], str] = {}
    for name, report in diary.office.reports().items():
        period, _, rest = name.partition("-TLP-")
        for finding in report["findings"]:
            first.setdefault((rest.partition("-")[0], finding["item"]), period)
    assert first == {key: period for key, period in told.items() if key in first}
    assert set(told) == set(first)
