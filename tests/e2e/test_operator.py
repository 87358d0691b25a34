"""What an operator does over the years: set up, look, decide, forget, retire, watch."""

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from monitor.demo import FakeInternet, Script, story
from monitor.demo.script import CertificateKind, Host, Page
from tests.e2e.conftest import Installation, at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "hunter2-of-the-relay"
AMBER_WORDS = ("Draaiboek Oranje", "oranje.example.org", "vertrouwelijke-passage")
CATALOGUE = """\
schema_version: 1
document: {title: Toolkit}
tools:
  - id: open
    title: Een open hulpmiddel
    tlp: "TLP:wit"
    url: "https://open.example.nl/hulpmiddel"
  - id: oranje
    title: Draaiboek Oranje
    tlp: "TLP:amber"
    url: "https://oranje.example.org/draaiboek"
  - id: weg
    title: Een verdwenen hulpmiddel
    tlp: "TLP:groen"
    url: "https://weg.example.com/hulpmiddel"
"""
TEXT = "".join(f"<p>Dit is alinea {number} van een hulpmiddel voor informatiebeveiliging.</p>" for number in range(12))


def page(title: str, words: str = "", *, version: str = "1.0") -> Page:
    return Page(
        content=f"<!doctype html><title>{title}</title><h1>{title}</h1><p>Versie {version}</p>{TEXT}<p>{words}</p>".encode()
    )


SCRIPT = Script(
    begins=story().begins,
    hosts=(
        Host(
            name="open.example.nl",
            pages={"/hulpmiddel": {0: page("Een open hulpmiddel")}},
            certificate={20: CertificateKind.EXPIRED},
        ),
        Host(
            name="oranje.example.org",
            pages={
                "/draaiboek": {
                    0: page("Draaiboek Oranje", "vertrouwelijke-passage"),
                    1: page("Draaiboek Oranje", "een andere vertrouwelijke-passage", version="2.0"),
                }
            },
        ),
        Host(name="weg.example.com", pages={}),
    ),
)


@pytest.fixture
def small(tmp_path: "Path") -> "Iterator[Installation]":
    """Three tools on three hosts: one well, one AMBER, one gone."""
    (tmp_path / "catalogue.yaml").write_text(CATALOGUE)
    with FakeInternet(SCRIPT) as internet:
        yield Installation(folder=tmp_path, internet=internet)


def rows(installation: Installation, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(installation.folder / "state" / "monitor.db")) as db:
        return db.execute(sql).fetchall()


def test_init_writes_what_doctor_and_run_accept_and_overwrites_nothing(small: Installation) -> None:
    (small.folder / "catalogue.yaml").unlink()
    first = small("init")
    assert first.out.split() == ["monitor.toml", "catalogue.yaml"]
    assert small("catalogue", "check").status == 0
    (small.folder / "monitor.toml").write_text("# mine\n")
    again = small("init")
    assert again.out == ""
    assert "stays as it is" in again.err
    assert (small.folder / "monitor.toml").read_text() == "# mine\n"


def test_decisions_are_kept_shown_exported_and_taken_in_elsewhere(small: Installation, tmp_path: "Path") -> None:
    first = small("run", "--json", "--at", (datetime.now(UTC) - timedelta(hours=30)).isoformat())
    items = {source: found["item"] for found in first.json["findings"] for source in found["sources"]}
    until = f"{datetime.now(UTC) + timedelta(days=30):%Y-%m-%d}"
    muted = small("mute", items["weg"], "--until", until, "--reason", "de uitgever verhuist", "--by", "beheer")
    assert muted.status == 0, muted.err
    assert small("acknowledge", "oranje", "--by", "beheer").status == 0
    second = small("run", "--json", "--exit-code")
    assert second.status == 0, "a muted source asks for nobody"
    weg = next(entry for entry in second.json["sources"] if entry["source"] == "weg")
    assert weg["muted"] is True
    assert small("decisions", "export", "decisions.json").status == 0
    exported = json.loads((small.folder / "decisions.json").read_text())
    assert {entry["kind"] for entry in exported} == {"mute", "acknowledge"}
    other = Installation(folder=tmp_path / "other", internet=small.internet)
    other.folder.mkdir()
    (other.folder / "catalogue.yaml").write_text(CATALOGUE)
    taken = other("decisions", "import", str(small.folder / "decisions.json"))
    assert "2 new decisions" in taken.err
    assert "0 new decisions, 2 known" in other("decisions", "import", str(small.folder / "decisions.json")).err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("mute", "weg", "--until", "2020-01-01", "--reason", "x"), "Choose an earlier date"),
        (("mute", "weg", "--until", "2999-01-01", "--reason", "x"), "within 90 days"),
        (("accept", "zzzzzzzz"), "Copy the eight characters"),
        (("forget", "no-such-tool"), "Ids are those of the catalogue"),
        (("decisions", "import", "catalogue.yaml"), "decisions export FILE"),
        (("history", "no-such-tool"), "catalogue"),
        (("diff", "no-such-tool"), "catalogue"),
        (("outbox", "cancel", "99"), "outbox list"),
        (("mail", "test", "a@example.nl"), "[mail] relay"),
        (("catalogue", "patch", "--wrte"), "--write"),
        (("rum",), "rum"),
    ],
)
def test_a_mistake_is_status_2_and_tells_its_remedy(
    lived_in: Installation, arguments: tuple[str, ...], words: str
) -> None:
    result = lived_in(*arguments)
    assert result.status == 2, result.err
    assert words in result.err
    assert "Traceback" not in result.err


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Installation]":
    """The same after a run; for commands that change nothing."""
    folder = tmp_path_factory.mktemp("lived-in")
    (folder / "catalogue.yaml").write_text(CATALOGUE)
    with FakeInternet(SCRIPT) as internet:
        installation = Installation(folder=folder, internet=internet)
        assert installation.run_on(0).status == 0
        yield installation


def test_forget_removes_the_words_and_keeps_the_states(small: Installation) -> None:
    small.run_on(0)
    small.run_on(1)
    store = small.folder / "state" / "monitor.db"
    assert small("forget", "oranje").status == 0
    held = b"".join(path.read_bytes() for path in store.parent.glob("monitor.db*"))
    assert b"vertrouwelijke" not in held
    assert rows(
        small, "SELECT count(*) FROM observation AS o JOIN source AS s ON s.id = o.source WHERE s.name = 'oranje'"
    ) == [(2,)]
    assert small("history", "oranje").status == 0
    assert small.run_on(3).status == 0


def test_a_retired_tool_is_left_alone_and_keeps_its_history_and_a_new_title_or_address_keeps_it_too(
    small: Installation,
) -> None:
    small.run_on(0)
    catalogue = small.folder / "catalogue.yaml"
    catalogue.write_text(
        CATALOGUE.replace("Een open hulpmiddel", "Een nieuwe titel")
        .replace("nl/hulpmiddel", "nl/hulpmiddel?van=toolkit")
        .replace(
            '"https://weg.example.com/hulpmiddel"', '"https://weg.example.com/hulpmiddel"\n    retired: 2026-01-01'
        )
    )
    small.internet.requests.clear()
    again = small.run_on(1)
    assert again.status == 0, again.err
    assert "weg.example.com" not in {asked.host for asked in small.internet.requests}
    open_tool = next(entry for entry in again.json["sources"] if entry["source"] == "open")
    assert open_tool["content"]["outcome"] != "first"
    assert "weg" not in {entry["source"] for entry in again.json["sources"]}
    assert "404" in small("history", "weg").out


def test_doctor_says_nothing_is_wrong_where_nothing_is_wrong(small: Installation) -> None:
    small("run")
    result = small("doctor")
    assert result.status == 0, result.out
    subjects = [line.split()[1] for line in result.out.splitlines()]
    assert subjects[:3] == ["settings", "catalogue", "store"]
    assert {"templates", "disk", "canaries", "relay"} <= set(subjects)
    assert all(line.startswith("ok  ") for line in result.out.splitlines())


def test_doctor_tells_an_interception_from_a_broken_certificate(small: Installation) -> None:
    other = small.folder / "other-authority.pem"
    with FakeInternet(SCRIPT) as another:
        other.write_bytes(another.ca_file.read_bytes())
    intercepted = small("doctor", MONITOR_NETWORK__CA_FILE=str(other))
    assert intercepted.status == 1
    assert "TLS is intercepted" in intercepted.out
    assert "[network] ca_file" in intercepted.out
    small.internet.day = 20
    broken = small("doctor")
    assert "open.example.nl expired: the certificate of the site itself" in broken.out
    assert "intercepted" not in broken.out


def test_eight_days_of_silence_are_told_by_doctor_and_by_the_next_run(small: Installation) -> None:
    begin = datetime.now(UTC) - timedelta(days=9)
    small("run", "--at", begin.isoformat())
    examined = small("doctor")
    assert examined.status == 1
    assert "!!  last run    No run for 9 days" in examined.out
    assert "No run for 9 days" in small("run", "--json").err
    assert small("doctor").status == 0


def test_no_secret_and_nothing_amber_is_logged_at_info(small: Installation) -> None:
    small.extra = {
        "MONITOR_LOG__LEVEL": "info",
        "MONITOR_LOG__FORMAT": "json",
        "MONITOR_MAIL__RELAY": "localhost",
        "MONITOR_MAIL__PORT": "9",
        "MONITOR_MAIL__TLS": "none",
        "MONITOR_MAIL__USERNAME": "monitor",
        "MONITOR_MAIL__PASSWORD": SECRET,
        "MONITOR_MAIL__SENDER": "monitor@toolkit.example",
        "MONITOR_MAIL__RECIPIENTS": json.dumps([{"address": "a@toolkit.example", "clearance": "AMBER"}]),
    }
    said = ""
    for day in (0, 1, 7):
        small.internet.day = day
        result = small("run", "--at", at(day))
        assert result.status == 5, result.err
        said += result.err
    said += small("doctor").err
    assert SECRET not in said
    for words in AMBER_WORDS:
        assert words not in said
    events = [line for line in said.splitlines() if line.startswith("{")]
    assert len(events) >= 3
    assert all({"time", "level", "logger", "message"} <= json.loads(line).keys() for line in events)
    assert SECRET not in small("-vv", "run", "--at", at(8)).err


def test_the_metrics_file_is_valid_and_true(small: Installation) -> None:
    small.extra = {"MONITOR_METRICS__TEXTFILE": str(small.folder / "monitor.prom")}
    small.run_on(0)
    small.run_on(1)
    path = small.folder / "monitor.prom"
    samples = exposition(path.read_text())
    assert samples["toolkit_monitor_sources_checked"] == 3
    assert samples['toolkit_monitor_sources{class="dead"}'] == 1
    assert samples["toolkit_monitor_outbox_messages"] == 0
    assert samples["toolkit_monitor_last_run_void"] == 0
    ended = datetime.fromtimestamp(samples["toolkit_monitor_last_run_timestamp_seconds"], UTC)
    assert abs(ended - datetime.fromisoformat(at(1))) < timedelta(minutes=5)
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_metrics_file_that_cannot_be_written_is_told_and_costs_no_report(small: Installation) -> None:
    small.extra = {"MONITOR_METRICS__TEXTFILE": str(small.folder / "nowhere" / "monitor.prom")}
    result = small.run_on(0)
    assert result.status == 0
    assert "monitor.prom cannot be written: No such file or directory." in result.err
    assert result.json["reports"]


def exposition(text: str) -> dict[str, float]:
    """Prometheus text format 0.0.4, read as strictly as promtool does."""
    samples: dict[str, float] = {}
    typed: set[str] = set()
    assert text.endswith("\n")
    for line in text.splitlines():
        if line.startswith("# "):
            _, what, name, _ = line.split(" ", 3)
            assert what in {"HELP", "TYPE"}
            assert (name in typed) is False or what == "TYPE"
            typed |= {name} if what == "TYPE" else set()
            continue
        found = re.fullmatch(r'([a-z_][a-z0-9_]*)(\{[a-z_]+="[^"\\\n]*"(?:,[a-z_]+="[^"\\\n]*")*\})? (\S+)', line)
        assert found, line
        assert found[1] in typed, f"{line} comes before its type"
        key = f"{found[1]}{found[2] or ''}"
        assert key not in samples, f"{key} twice"
        samples[key] = float(found[3])
    return samples


def test_a_backup_taken_while_a_run_writes_is_whole(small: Installation) -> None:
    """The command of docs/operations.md, by Python's own sqlite3: no package has to be installed."""
    small.run_on(0)
    process = subprocess.Popen(
        [sys.executable, "-m", "monitor", "run", "--at", at(1)],
        cwd=small.folder,
        env=small.environment,
        stdout=subprocess.DEVNULL,
    )
    copy = small.folder / "backup.db"
    with (
        closing(sqlite3.connect(small.folder / "state" / "monitor.db")) as db,
        closing(sqlite3.connect(copy)) as target,
    ):
        db.backup(target)
    assert process.wait(60) == 0
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT count(*) FROM run").fetchone()[0] >= 1
