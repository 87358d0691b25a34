"""Wrong catalogues, wrong use, and the commands that only tell: right status, right stream, no traceback."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.demo import FakeInternet, Host, Page, moved
from tests.e2e.conftest import MONDAY
from tests.e2e.trial import Trial, by_source, small_internet

MISTAKES = {
    4: ("Good_One", "{id: Good_One, title: A, url: 'https://een.test/a'}"),
    6: ("twice", "{id: twice, title: C, url: 'https://een.test/c'}"),
    7: ("title", "{id: no-title, url: 'https://een.test/d'}"),
    8: ("ftp", "{id: ftp, title: E, url: 'ftp://een.test/e'}"),
    9: ("U+0020", "{id: space, title: F, url: 'https://een.test/a b'}"),
    10: ("did you mean url", "{id: typo, title: G, ulr: 'https://een.test/g'}"),
    11: ("sources", "{id: both, title: H, url: 'https://een.test/h', sources: [{id: h2, url: 'https://een.test/h2'}]}"),
    12: (
        "selector",
        "{id: selector, title: J, sources: [{id: sel, url: 'https://een.test/j', watch: {select: 'p[['}}]}",
    ),
    13: (
        "interval",
        "{id: interval, title: K, sources: [{id: int, url: 'https://een.test/k', watch: {interval: soon}}]}",
    ),
    14: ("gisteren", "{id: retired, title: L, url: 'https://een.test/l', retired: gisteren}"),
    15: ("password", "{id: user, title: M, url: 'https://jan:geheim@een.test/m'}"),
    16: ("superseded_by", "{id: after, title: N, sources: [{id: aft, url: 'https://een.test/n', superseded_by: een}]}"),
}
"""Line of the file -> words that the mistake must name, and the entry."""
GUIDE = b"<html lang=nl><title>Handreiking</title><main><h1>Handreiking</h1>" + b"".join(
    b"<p>Alinea %d van de handreiking over beleid en uitvoering.</p>" % number for number in range(9)
)
MISSING = b"<html lang=nl><title>Pagina niet gevonden</title><main><h1>Pagina niet gevonden</h1><p>De opgevraagde pagina bestaat niet meer.</p></main></html>"


def catalogue_of(*entries: str) -> str:
    return "\n".join(["schema_version: 1", "document: {title: T}", "tools:", *(f"  - {one}" for one in entries), ""])


HOSTS = (
    Host(
        name="een.test",
        pages={
            "/goed": {0: Page(content=GUIDE), 7: Page(content=GUIDE + b"<p>Nieuw: de termijn bedraagt 14 dagen.</p>")},
            "/zacht": {0: Page(content=MISSING)},
            "/verhuisd": {0: moved("/goed")},
            "/weg": {0: Page(status=410, content=b"weg")},
        },
    ),
)


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    return Trial(tmp_path)


@pytest.fixture(autouse=True)
def internet(trial: Trial) -> Iterator[FakeInternet]:
    with small_internet(trial, *HOSTS) as made:
        yield made


def test_twelve_mistakes_are_twelve_lines_and_the_rest_is_checked(trial: Trial) -> None:
    good = "{id: twice, title: B, tlp: wit, url: 'https://een.test/goed'}"
    entries = [entry for _, entry in MISTAKES.values()]
    trial.write("catalogue.yaml", catalogue_of(entries[0], good, *entries[1:]))
    checked = trial("catalogue", "check")
    assert checked.status == 2
    lines = [line for line in checked.out.splitlines() if not line.endswith("[warning]")]
    for number, (words, _) in MISTAKES.items():
        told = [line for line in lines if line.startswith(f"catalogue.yaml:{number}:")]
        assert told, (number, lines)
        assert words in told[0], "the key or the value"
        assert told[0].endswith(")"), "the remedy"
    assert "geheim" not in checked.out + checked.err
    run = trial("run", "--json", "--at", MONDAY.isoformat())
    assert run.status == 0
    assert by_source(run.json)["twice"]["state"] == "alive"
    assert all(f"catalogue.yaml:{number}:" in run.err for number in MISTAKES), "a run names the bad entries"
    trial.write("catalogue.yaml", catalogue_of(*(entry for entry in entries if entry is not MISTAKES[6][1])))
    nothing = trial("run", "--json")
    assert nothing.status == 2
    assert nothing.json["error"]["status"] == 2


def test_check_shows_every_rule_with_its_score_and_records_nothing(trial: Trial) -> None:
    trial.catalogue({"goed": "https://een.test/goed"})
    found = trial("check", "https://een.test/zacht")
    assert found.status == 0, found.err
    rules = [line.split()[1:3] for line in found.out.splitlines() if line.startswith("rule ")]
    assert {name for _, name in rules} >= {"not-found-title", "not-found-heading", "not-found-text"}
    assert all(float(score) or score for score, _ in rules)
    assert "state     soft-404 (not-found-text), class dead, page not-found" in found.out
    assert (
        "hop       301 https://een.test/verhuisd -> https://een.test/goed"
        in trial("check", "https://een.test/verhuisd").out
    )
    assert trial("check", "goed").out.count("state     alive") == 1
    assert not (trial.folder / "state").exists()
    for address in ("ftp://een.test/", "https://", "no-such-id", "http://10.0.0.1/"):
        result = trial("check", address)
        assert result.status in {0, 2}, (address, result.err)
        assert "Traceback" not in result.err


def test_every_form_language_and_audience_of_a_report_comes_out_and_nothing_else_does(trial: Trial) -> None:
    addresses = {name: f"https://een.test/{name}" for name in ("goed", "zacht", "verhuisd", "weg")}
    trial.catalogue(addresses)
    with_mail = {
        "MONITOR_MAIL__SENDER": "a@b.example",
        "MONITOR_MAIL__RECIPIENTS": json.dumps([{"address": "c@b.example"}]),
    }
    trial.run(MONDAY, **with_mail)
    trial.run(MONDAY + timedelta(days=7))
    forms = ("html", "text", "json", "csv", "atom", "eml")
    wanted = [(form, *more) for form in forms for more in (("nl", "CLEAR"), ("en", "AMBER+STRICT"))]
    for form, language, audience in (*wanted, ("text", "nl", "GREEN"), ("html", "en", "AMBER")):
        result = trial("report", "--format", form, "--language", language, "--audience", audience)
        assert result.status == 0, (form, language, audience, result.err)
        assert result.out, (form, language, audience)
        assert result.err == "", (form, language, audience, result.err)
    made = max(path.name for path in (trial.folder / "reports").glob("*.json"))
    assert made.startswith(trial("report", "--format", "json").json["period"]["id"]), "the last one made, once more"
    target = trial.folder / "out.html"
    assert trial("report", "--output", str(target)).out == f"{target}\n"
    assert target.read_text().rstrip().endswith("</html>")


TELLING: dict[tuple[str, ...], tuple[int, bool]] = {
    ("history", "goed"): (0, True),
    ("diff", "goed"): (0, True),
    ("history", "nergens"): (2, False),
    ("diff", "nergens"): (2, False),
    ("diff", "goed", "--from", "gisteren"): (2, False),
    ("report", "--audience", "PAARS"): (2, False),
    ("report", "--language", "fr"): (2, False),
    ("report", "--format", "docx"): (2, False),
    ("report", "--since", "straks"): (2, False),
    ("accept", "nergens"): (2, False),
    ("mute", "goed", "--until", "2020-01-01", "--reason", "x"): (2, False),
    ("outbox", "list"): (0, False),
    ("forget", "nergens"): (2, False),
    ("decisions", "export", "-"): (0, True),
    ("run", "--only", "nergens", "--json"): (2, True),
}
"""Command -> its status, and whether it has anything to say on standard output."""


def test_commands_that_tell_have_their_status_and_their_stream(trial: Trial, internet: FakeInternet) -> None:
    trial.catalogue({"goed": "https://een.test/goed"})
    trial.run(MONDAY)
    internet.day = 7
    trial.run(MONDAY + timedelta(days=7))
    for arguments, (status, out) in TELLING.items():
        result = trial(*arguments)
        assert (result.status, bool(result.out)) == (status, out), (arguments, result.out, result.err)
        assert "Traceback" not in result.err
        assert status == 0 or result.err or "--json" in arguments, arguments


def test_settings_with_a_typing_error_name_the_nearest_key(trial: Trial) -> None:
    trial.catalogue({"goed": "https://een.test/goed"})
    wrong: dict[str, Any] = {
        "[netwrok]\nallow = []\n": "network",
        "[network]\nhost_delay = 1\n": "host_delay_seconds",
        "[limits]\nredirects = 'many'\n": "redirects",
        "[report]\nlanguage = 'xx'\n": "language",
        "not toml at all": "monitor.toml",
    }
    for text, words in wrong.items():
        trial.write("monitor.toml", text)
        result = trial("run")
        assert result.status == 2, text
        assert words in result.err, (text, result.err)
