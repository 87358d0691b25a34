"""A page that is not what it was: rewritten, merged, behind a door or gone, told apart by what the site answers besides."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from unittest.mock import ANY

import pytest

from monitor.demo import FakeInternet, Host, Page, Script, moved
from monitor.demo.script import NOT_FOUND
from tests.e2e.conftest import MONDAY, Installation
from tests.pages.chrome import dressed

TURNS = 7
DAYS = (0, TURNS, TURNS + 1, TURNS + 3)
PATH = "/kennis/thema/{name}"
AIDS = {
    "zelftoets": "Zelftoets crisisorganisatie",
    "sjabloon": "Sjabloon incidentmelding",
    "leidraad": "Leidraad inkoop",
}
OLD = (
    "De toets helpt een regio na te gaan hoe zij ervoor staat. Elk onderdeel kent vijf vragen met een toelichting.",
    "De uitkomst bespreekt u met de directie, die daarna een plan vaststelt en de voortgang laat volgen.",
    "Een toets kost een dagdeel, als de deelnemers zich hebben voorbereid en de stukken bij de hand hebben.",
    "Achterin staan voorbeelden van verbeteringen die andere regio's in een jaar wisten door te voeren.",
)
NEW = (
    "Sinds dit voorjaar werken wij met een andere indeling, naar rol.",
    "Wie bestuurt, begint bij het overzicht; wie uitvoert, bij de lijst met stappen.",
)


def page(title: str, *texts: str, main: str = "") -> Page:
    paragraphs = "".join(f"<p>{text}</p>" for text in texts)
    return Page(
        content=dressed("vereniging", f"{title} | Vereniging Voorbeeld", f"<h1>{title}</h1>{paragraphs}{main}").encode()
    )


REWRITTEN = page("Zo werkt het nu", *NEW)
MERGED = page(
    "Alle producten",
    main="".join(f"<h2>{title}</h2><p><a href='/media/{name}.pdf'>Open</a></p>" for name, title in AIDS.items()),
)
DOOR = page("Even een vraag", "Wilt u eerst zeggen wat u van ons vindt?", main="<form><button>Verder</button></form>")
SHELL = Page(
    content=b"<html><head><title>Platform</title><script src='/app.js'></script></head><body><div id='root'></div></body></html>"
)
HOME = page("Welkom", "Nieuws en producten van de vereniging.")
LISTING = page("Ons aanbod", *(f"Product {number} is er voor inwoners, bedrijven en scholen." for number in range(12)))
UNASKED = Page(status=304, has_validators=False)

HOSTS: dict[str, tuple[dict[int, Page], dict[int, Page] | None]] = {
    "rewritten": ({TURNS: REWRITTEN}, None),
    "moved": ({TURNS: moved("/nieuw")}, None),
    "merged": ({TURNS: moved("/alles")}, None),
    "door": ({TURNS: DOOR}, {0: HOME, TURNS: DOOR}),
    "front-page": ({TURNS: HOME}, {0: NOT_FOUND, TURNS: HOME}),
    "listing": ({TURNS: LISTING}, {0: NOT_FOUND, TURNS: LISTING}),
    "shell": ({TURNS: SHELL}, {0: HOME, TURNS: SHELL}),
    "always-shell": ({0: SHELL}, {0: SHELL}),
    "search": ({TURNS: moved("/zoeken?q=zelftoets", status=302)}, None),
    "portal": ({TURNS: moved("/Pages/default.aspx", status=302)}, None),
    "unasked": ({0: UNASKED}, None),
}
EXPECTED = {
    "rewritten": ("alive", None),
    "moved": ("moved", None),
    "merged": ("moved", None),
    "door": ("not-checked", "undecidable"),
    "front-page": ("soft-404", ANY),
    "listing": ("soft-404", ANY),
    "shell": ("not-checked", "undecidable"),
    "always-shell": ("not-checked", "undecidable"),
    "search": ("soft-404", "redirect-to-search"),
    "portal": ("soft-404", "redirect-to-home"),
    "unasked": ("server-error", "304"),
}
"""State and reason on every day after the page turned."""


def host(name: str) -> Host:
    later, missing = HOSTS[name]
    good = {aid: page(title, *OLD) for aid, title in AIDS.items()}
    places = {PATH.format(name=aid): {0: good[aid], **later} for aid in AIDS}
    others = {"/nieuw": {0: REWRITTEN}, "/alles": {0: MERGED}, "/zoeken": {0: page("Gevonden", *NEW)}}
    pages = {**places, **others, "/": {0: HOME}, "/Pages/default.aspx": {0: HOME}}
    return Host(name=f"{name}.voorbeeld.nl", pages=pages, missing=missing or {0: NOT_FOUND})


def catalogue() -> str:
    rows = ["schema_version: 1", "document: {title: Proef}", "tools:"]
    for name in HOSTS:
        for aid, title in AIDS.items() if name == "merged" else [("zelftoets", AIDS["zelftoets"])]:
            url = f"https://{name}.voorbeeld.nl{PATH.format(name=aid)}"
            rows.append(f"  - {{id: {name}-{aid}, title: {title}, tlp: wit, url: '{url}'}}")
    return "\n".join(rows) + "\n"


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Installation]:
    """A folder whose catalogue holds one page of each kind."""
    (tmp_path / "catalogue.yaml").write_text(catalogue(), encoding="utf-8")
    script = Script(begins=date.fromisoformat(MONDAY.date().isoformat()), hosts=tuple(map(host, HOSTS)))
    with FakeInternet(script) as internet:
        yield Installation(folder=tmp_path, internet=internet)


@pytest.mark.timeout(120)
def test_what_a_page_became_is_told_by_what_its_site_answers_besides(pages: Installation) -> None:
    for day in DAYS:
        result = pages.run_on(day, "--no-mail")
        assert result.status in {0, 1}, result.err
        rows = {row["source"]: row for row in result.json["sources"] if row["url"]}
        seen = {source: (row["state"], row["reason"]) for source, row in rows.items()}
        if day < TURNS:
            fresh = {source for source in seen if source.split("-")[0] not in {"always", "unasked"}}
            assert {seen[source] for source in fresh} == {("alive", None)}
            continue
        assert {source: EXPECTED[source.rpartition("-")[0]] for source in seen} == seen
        if day == TURNS:
            assert rows["rewritten-zelftoets"]["content"]["weight"] == "major"
        assert rows["rewritten-zelftoets"]["requests"] <= (6 if day == TURNS else 1)
