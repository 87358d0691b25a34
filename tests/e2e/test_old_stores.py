"""A store of every schema that was ever in use is brought to today's and goes on where it was."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.database import APPLICATION_ID
from monitor.demo import Host
from monitor.demo.script import Page
from monitor.history.schema import MIGRATIONS
from tests.e2e.conftest import MONDAY, ROOT
from tests.e2e.trial import Trial, by_source, small_internet

STORES = sorted((ROOT / "tests" / "stores").glob("schema-*.sql"))
TEXT = "".join(f"<p>Maatregel {number} legt vast wie de logboeken bekijkt.</p>" for number in range(6))


def page(title: str) -> Page:
    return Page(content=f"<html lang=nl><title>{title}</title><main><h1>{title}</h1>{TEXT}</main>".encode())


def test_there_is_a_store_of_every_schema_but_todays() -> None:
    assert [store.stem for store in STORES] == [f"schema-{number}" for number in range(1, len(MIGRATIONS))]


@pytest.mark.parametrize("store", STORES, ids=lambda store: str(store.stem))
def test_an_old_store_goes_on_where_it_was(store: Path, tmp_path: Path) -> None:
    """Three sources, three runs: one as it was (its fragment missing), one changed, one dead and confirmed."""
    trial = Trial(tmp_path)
    trial.catalogue({name: f"https://een.example/{name}" for name in ("goed#deel", "weg", "anders")})
    text = (tmp_path / "catalogue.yaml").read_text().replace("id: goed#deel", "id: goed")
    trial.write("catalogue.yaml", text)
    (tmp_path / "state").mkdir(mode=0o700)
    with closing(sqlite3.connect(tmp_path / "state" / "monitor.db")) as db:
        db.executescript(store.read_text(encoding="utf-8"))
        number = store.stem.removeprefix("schema-")
        db.executescript(f"PRAGMA user_version = {number}; PRAGMA application_id = {APPLICATION_ID};")
    pages = {"/goed": {0: page("Handreiking goed")}, "/weg": {0: Page(status=404)}}
    with small_internet(trial, Host(name="een.example", pages=pages | {"/anders": {0: page("Handreiking anders")}})):
        seen = by_source(trial.run(MONDAY + timedelta(days=14)))
        assert len(trial("history", "goed").out.splitlines()) == 1 + 4
        assert trial("report", "--format", "json").status == 0
    assert (seen["weg"]["standing"], seen["weg"]["since"][:10]) == ("confirmed", str(MONDAY.date() + timedelta(days=1)))
    assert (seen["goed"]["content"]["outcome"], seen["goed"]["flags"]) == ("unchanged", ["fragment-missing"])
    assert seen["anders"]["content"]["outcome"] == "changed", "compared with the text that the old store held"
