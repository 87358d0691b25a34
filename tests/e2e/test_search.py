"""A lost page is looked for where its site says that its pages are listed, and no page is asked for twice."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

from monitor.demo import Host
from monitor.demo.script import Page, plain
from tests.e2e.conftest import MONDAY
from tests.e2e.trial import Trial, by_source, small_internet

HOST = "www.voorbeeld.example"
SENTENCES = tuple(f"Maatregel {number} legt vast wie de logboeken bekijkt en waarom." for number in range(12))
ARTICLE = (
    "<html lang=nl><title>Handreiking logging</title><main><h1>Handreiking logging</h1>"
    + "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    + "</main>"
).encode()
HOME = b"<html lang=nl><title>Voorbeeld</title><main><h1>Voorbeeld</h1><p>Welkom op onze nieuwe website.</p></main>"


def test_a_sitemap_that_only_robots_txt_names_leads_to_the_new_place(tmp_path: Path) -> None:
    trial = Trial(tmp_path)
    trial.catalogue({"logging": f"https://{HOST}/oud/logging"}, titles={"logging": "Handreiking logging"})
    listed = f"<urlset><url><loc>https://{HOST}/kennis/logging-handreiking</loc></url></urlset>".encode()
    host = Host(
        name=HOST,
        pages={
            "/robots.txt": {0: plain(f"Sitemap: https://{HOST}/lijst.xml\n")},
            "/lijst.xml": {0: Page(content=listed, content_type="application/xml")},
            "/oud/logging": {0: Page(content=ARTICLE), 1: Page(status=404, content=b"weg")},
            "/kennis/logging-handreiking": {1: Page(content=ARTICLE)},
            "/": {0: Page(content=HOME)},
        },
    )
    with small_internet(trial, host) as internet:
        trial.run()
        internet.day = 1
        seen = by_source(trial.run(MONDAY + timedelta(days=1)))["logging"]
        asked = Counter(request.target for request in internet.requests if request.day == 1)
    assert [each["url"] for each in seen["suggestions"]] == [f"https://{HOST}/kennis/logging-handreiking"]
    assert asked["/sitemap.xml"] == 0, "the site has said where its list is"
    assert asked["/"] <= 1
