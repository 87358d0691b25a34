"""The aid is often the file behind the page: watched there as closely as the page itself, and no closer."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from monitor.demo import Host, Page
from monitor.demo.pdf import make_pdf
from tests.e2e.conftest import MONDAY
from tests.e2e.trial import Trial, by_source, small_internet

TEXT = "".join(
    f"<p>Maatregel {number} legt vast wie de gegevens bekijkt en waarom dat nodig is.</p>" for number in range(12)
)
PARAGRAPHS = ("Een eigenaar wijst per bedrijfsproces een beheerder aan.", "Incidenten worden binnen 24 uur gemeld.")
FILE = Page(content=make_pdf(title="Handreiking", paragraphs=PARAGRAPHS), content_type="application/pdf")
NEWER = Page(
    content=make_pdf(title="Handreiking", paragraphs=(*PARAGRAPHS, "Leveranciers melden hun eigen incidenten.")),
    content_type="application/pdf",
)
MISSING = "<title>Pagina niet gevonden</title><h1>Pagina niet gevonden</h1><p>Deze pagina bestaat niet.</p>"
GONE = Page(status=404, content=MISSING.encode(), has_validators=False)
HTML_ERROR = Page(content=MISSING.encode(), has_validators=False)
BUSY = Page(status=503, has_validators=False)
WALL = Page(status=403, has_validators=False)

SECOND_WEEK, NEXT_DAY, THIRD_WEEK = 7, 8, 14
Days = dict[int, Page]


@dataclass(frozen=True)
class Case:
    """A page whose file behind it changes with the days, and the days on which a maintainer hears of it."""

    files: dict[str, Days]
    told: dict[int, str] = field(default_factory=dict)
    """Day -> weight."""
    links: dict[int, str] = field(default_factory=lambda: {0: "<a href='/d/stuk.pdf'>Handreiking</a>"})


BY_ID = {0: "<a href='/dsresource?objectid=aa11&type=org'>Handreiking (pdf, 2 MB)</a>"}
OTHER_ID = BY_ID | {SECOND_WEEK: BY_ID[0].replace("aa11", "bb22")}
BARE = {
    0: "<a type='application/pdf' href='/dsresource?objectid=aa11&type=org'>Handreiking</a>",
    SECOND_WEEK: "<a href='/dsresource?objectid=aa11&type=org'>Handreiking</a>",
}
TWO = {
    0: "".join(f"<a href='/download.php?id={number}'>Deel {number} van de Handreiking [PDF]</a> " for number in (1, 2))
}
PAGE = Page(content=f"<title>Handreiking</title><h1>Handreiking</h1>{TEXT}".encode())
CASES = {
    "gone": Case({"/d/stuk.pdf": {0: FILE, SECOND_WEEK: GONE}}, {NEXT_DAY: "major"}),
    "back": Case(
        {"/d/stuk.pdf": {0: FILE, SECOND_WEEK: GONE, THIRD_WEEK: FILE}}, {NEXT_DAY: "major", THIRD_WEEK: "minor"}
    ),
    "gone-for-a-day": Case({"/d/stuk.pdf": {0: FILE, SECOND_WEEK: GONE, NEXT_DAY: FILE}}),
    "html-error": Case({"/d/stuk.pdf": {0: FILE, SECOND_WEEK: HTML_ERROR}}, {NEXT_DAY: "major"}),
    "busy": Case({"/d/stuk.pdf": {0: FILE, SECOND_WEEK: BUSY}}),
    "kept-out": Case({"/d/stuk.pdf": {0: FILE, SECOND_WEEK: WALL}}),
    "replaced": Case({"/d/stuk.pdf": {0: FILE, SECOND_WEEK: NEWER}}, {SECOND_WEEK: "major"}),
    "beside-the-text": Case(
        {"/d/stuk.pdf": {0: FILE, SECOND_WEEK: NEWER}},
        {SECOND_WEEK: "major"},
        {0: "<aside><h2>Downloads</h2><ul><li><a href='/d/stuk.pdf'>Handreiking</a></li></ul></aside>"},
    ),
    "by-id": Case({"/dsresource?objectid=aa11&type=org": {0: FILE, SECOND_WEEK: NEWER}}, {SECOND_WEEK: "major"}, BY_ID),
    "new-id": Case(
        {"/dsresource?objectid=aa11&type=org": {0: FILE}, "/dsresource?objectid=bb22&type=org": {0: NEWER}},
        {SECOND_WEEK: "major"},
        OTHER_ID,
    ),
    "new-id-of-the-same": Case(
        {"/dsresource?objectid=aa11&type=org": {0: FILE}, "/dsresource?objectid=bb22&type=org": {0: FILE}},
        {SECOND_WEEK: "minor"},
        OTHER_ID,
    ),
    "no-longer-marked": Case(
        {"/dsresource?objectid=aa11&type=org": {0: FILE, THIRD_WEEK: NEWER}}, {THIRD_WEEK: "major"}, BARE
    ),
    "two-ids": Case(
        {"/download.php?id=1": {0: FILE}, "/download.php?id=2": {0: FILE, SECOND_WEEK: NEWER}},
        {SECOND_WEEK: "major"},
        TWO,
    ),
    "page-after-all": Case({"/dsresource?objectid=aa11&type=org": {0: PAGE, SECOND_WEEK: GONE}}, {}, BY_ID),
}


def page_of(case: Case) -> Days:
    frame = "<html lang=nl><title>Logging</title><main><h1>Logging</h1>{text}<p>{link}</p></main>"
    return {day: Page(content=frame.format(text=TEXT, link=link).encode()) for day, link in case.links.items()}


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[int, dict[str, Any]], dict[str, list[str]]]]:
    """Every case visited on four days, and what was asked of each host on the last."""
    trial = Trial(tmp_path_factory.mktemp("linked"))
    trial.catalogue({name: f"https://{name}.example/logging" for name in CASES}, titles=dict.fromkeys(CASES, "Logging"))
    hosts = [
        Host(name=f"{name}.example", pages={"/logging": page_of(case), **case.files}) for name, case in CASES.items()
    ]
    with small_internet(trial, *hosts) as internet:
        seen = {}
        for day in (0, SECOND_WEEK, NEXT_DAY, THIRD_WEEK):
            internet.day = day
            seen[day] = by_source(trial.run(MONDAY + timedelta(days=day)))
        last: dict[str, list[str]] = {}
        for request in internet.requests:
            if request.day == THIRD_WEEK:
                last.setdefault(request.host, []).append(request.target)
        yield seen, last


@pytest.mark.parametrize("name", CASES)
def test_what_becomes_of_a_file_is_told_once_and_by_name(
    name: str, weeks: tuple[dict[int, dict[str, Any]], dict[str, list[str]]]
) -> None:
    told = {}
    for day, sources in weeks[0].items():
        content = sources[name]["content"]
        assert sources[name]["class"] == "alive"
        if content["outcome"] == "changed":
            told[day] = (content["weight"], content["summary"])
    assert {day: weight for day, (weight, _) in told.items()} == CASES[name].told
    assert all("Handreiking" in summary for _, summary in told.values()), told


def test_a_link_that_gave_a_page_when_it_was_asked_is_not_asked_again(
    weeks: tuple[dict[int, dict[str, Any]], dict[str, list[str]]],
) -> None:
    asked = {name.removesuffix(".example"): targets for name, targets in weeks[1].items()}
    assert not [target for target in asked["page-after-all"] if "objectid" in target]
    assert [target for target in asked["by-id"] if "objectid" in target]
