"""The Dutch page set through the small internet: with history and without, probes and all."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from monitor.demo import FakeInternet, Host, Page, Script
from tests.e2e.conftest import MONDAY, Installation
from tests.pages.chrome import Sample, dressed, samples

PATH = "/producten/handreiking-logging"
GOOD = dressed(
    "vereniging",
    "Handreiking logging | Vereniging Voorbeeld",
    "<h1>Handreiking logging</h1><p>Logging maakt achteraf controle mogelijk op wie wat deed en wanneer.</p>"
    "<p>De handreiking beschrijft welke gebeurtenissen een gemeente ten minste vastlegt en hoe lang zij die bewaart.</p>"
    "<p>Spreek af wie de meldingen bekijkt en hoe snel hij daarop reageert. Toets dat elk jaar.</p>"
    "<a href='/media/logging.pdf'>Download de handreiking</a>",
).encode()
HOME = dressed(
    "vereniging", "Vereniging Voorbeeld", "<h1>Welkom</h1><p>Nieuws en producten van de vereniging.</p>"
).encode()
TURNS_BAD = 7
FOLLOWED = {"refresh-stub": "not-found"}
"""A page that only sends its visitors on is judged by where it leads: here to a page that is not there."""


def path_of(sample: Sample) -> str:
    return "/" + sample.url.partition("://")[2].partition("/")[2]


def host_of(group: str, sample: Sample) -> str:
    return f"{sample.id}.{group}-voorbeeld.nl"


def page_of(sample: Sample) -> Page:
    return Page(content=sample.content, content_type=sample.type)


def hosts() -> Iterator[Host]:
    """Each page on a host of its own: innocent ones, bad ones that were good for a week, bad ones from the start."""
    home = {0: Page(content=HOME)}
    for sample in samples("innocent"):
        yield Host(name=host_of("goed", sample), pages={"/": home, path_of(sample): {0: page_of(sample)}})
    for sample in samples("bad"):
        later = {0: Page(content=GOOD), TURNS_BAD: page_of(sample)}
        yield Host(name=host_of("was-goed", sample), pages={"/": home, PATH: later})
        yield Host(name=host_of("fout", sample), pages={"/": home, PATH: {0: page_of(sample)}})


def catalogue() -> str:
    rows = ["schema_version: 1", "document: {title: Proef}", "tools:"]
    for group, name in (("goed", "innocent"), ("was-goed", "bad"), ("fout", "bad")):
        for sample in samples(name):
            path = path_of(sample) if group == "goed" else PATH
            title = "Hulpmiddel" if group == "goed" else "Handreiking logging"
            rows.append(
                f"  - {{id: {group}-{sample.id}, title: {title}, tlp: wit, url: 'https://{host_of(group, sample)}{path}'}}"
            )
    return "\n".join(rows) + "\n"


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Installation]:
    """A folder whose catalogue holds every page of the set."""
    (tmp_path / "catalogue.yaml").write_text(catalogue(), encoding="utf-8")
    script = Script(begins=date.fromisoformat(MONDAY.date().isoformat()), hosts=tuple(hosts()))
    with FakeInternet(script) as internet:
        yield Installation(folder=tmp_path, internet=internet)


def states(installation: Installation, day: int) -> dict[str, tuple[str, str | None]]:
    """Class and page per source of a run on that day."""
    result = installation.run_on(day, "--no-mail")
    assert result.status in {0, 1}, result.err
    return {row["source"]: (row["class"], row["page"]) for row in result.json["sources"] if row["url"]}


def kept(found: dict[str, tuple[str, str | None]], group: str) -> dict[str, tuple[str, str | None]]:
    return {source.removeprefix(f"{group}-"): seen for source, seen in found.items() if source.startswith(f"{group}-")}


@pytest.mark.timeout(300)
def test_no_innocent_page_is_called_dead_and_every_bad_one_is_known(pages: Installation) -> None:
    kinds = {sample.id: sample.page for sample in samples("bad")} | FOLLOWED
    for day in (0, TURNS_BAD):
        found = states(pages, day)
        innocent = kept(found, "goed")
        assert {name: seen for name, seen in innocent.items() if seen != ("alive", "document")} == {}
        fine = {name: seen for name, seen in kept(found, "was-goed").items() if seen == ("alive", "document")}
        assert (set(fine) == set(kinds)) if day < TURNS_BAD else (fine == {})
        for group in ("fout", "was-goed") if day >= TURNS_BAD else ("fout",):
            pages_seen = {name: page for name, (_, page) in kept(found, group).items()}
            assert {name: page for name, page in pages_seen.items() if page != kinds[name]} == {}
