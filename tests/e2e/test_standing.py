"""Weeks go by: the day on which each trouble is pending, confirmed and recovered from, against the contract's table."""

import json
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.demo import CertificateKind, FakeInternet, Host, Page, Reach, moved
from tests.e2e.conftest import MONDAY
from tests.e2e.trial import Trial, by_source, small_internet
from tests.namespaces import NO_NETWORK, needs_namespaces

BEGINS, ENDS = 7, 35
WORDS = " ".join(f"Alinea {number} van de handreiking over beleid, uitvoering en toezicht." for number in range(12))


def html(title: str, text: str = WORDS) -> Page:
    content = f"<html lang=nl><title>{title}</title><main><h1>{title}</h1><p>{text}</p></main></html>"
    return Page(content=content.encode())


GOOD = html("Handreiking")
MISSING = html("Pagina niet gevonden", "De opgevraagde pagina bestaat niet meer.")
TROUBLE: dict[str, Page] = {
    "s410": Page(status=410, content=b"weg"),
    "parked": html("parked.test", "This domain is for sale. Buy this domain today."),
    "s404": Page(status=404, content=b"weg"),
    "s451": Page(status=451, content=b"weg"),
    "soft": MISSING,
    "moved": moved("/nieuw"),
    "login": Page(content=b"<html><title>Inloggen</title><h1>Inloggen</h1><form><input name=n><input type=password></form></html>"),
    "s503": Page(status=503, content=b"druk"),
    "s403": Page(status=403, content=b"nee"),
    "s429": Page(status=429, content=b"rustig aan"),
    "temporary": moved("/nieuw", status=302),
}  # fmt: skip
UNREACHABLE = {"refused": Reach.REFUSED, "silent": Reach.SILENT}
WELL = ("well-1", "well-2", "well-3", "well-4")
ALL = (*TROUBLE, *UNREACHABLE, "gone", "expired", "wandering")

AT_ONCE, TWO, THREE, FOUR, TEMPORARY = "at once", "two runs", "three runs", "four runs", "four runs over 20 days"
ROW = {
    **dict.fromkeys(("s410", "parked", "expired"), AT_ONCE),
    **dict.fromkeys(("s404", "s451", "soft", "moved", "login"), TWO),
    **dict.fromkeys(("s503", "refused", "silent", "gone"), THREE),
    **dict.fromkeys(("s403", "s429"), FOUR),
    "temporary": TEMPORARY,
}
"""The row of the contract's table that each trouble belongs to."""


def host(name: str) -> Host:
    """A host whose one page is in trouble from the second week to the sixth."""
    page = {0: GOOD, BEGINS: TROUBLE[name], ENDS: GOOD} if name in TROUBLE else {0: GOOD}
    if name == "wandering":
        page = {0: GOOD, BEGINS: moved("/een", status=302), 17: moved("/twee", status=302), ENDS: GOOD}
    reach = {0: Reach.OPEN, BEGINS: UNREACHABLE[name], ENDS: Reach.OPEN} if name in UNREACHABLE else {}
    valid, expired = CertificateKind.VALID, CertificateKind.EXPIRED
    certificate = {0: valid, BEGINS: expired, ENDS: valid} if name == "expired" else {}
    beside = {path: {0: GOOD} for path in ("/nieuw", "/een", "/twee")}
    return Host(name=f"{name}.test", pages={"/stuk": page, **beside}, reach=reach, certificate=certificate)


def watched(
    trial: Trial, internet: FakeInternet, days: Iterable[float], *, void: float | None = None
) -> dict[float, dict[str, Any]]:
    """Runs on these days of the story; what each showed, by source."""
    seen: dict[float, dict[str, Any]] = {}
    for day in days:
        internet.day = int(day)
        nowhere = ["gone.test:443:no-such-name.invalid:443"] if BEGINS <= day < ENDS else []
        settings = {"MONITOR_NETWORK__CONNECT_TO": json.dumps([*nowhere, *internet.connect_to])}
        arguments = ("run", "--json", "--at", (MONDAY + timedelta(days=day)).isoformat())
        result = trial.elsewhere(NO_NETWORK, *arguments, **settings) if day == void else trial(*arguments, **settings)
        assert result.status == (3 if day == void else 0), result.err
        seen[day] = by_source(result.json)
    return seen


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    """A catalogue with one source for each trouble, and four that stay well."""
    made = Trial(tmp_path, {"MONITOR_LIMITS__FIRST_BYTE_SECONDS": "4", "MONITOR_LIMITS__TLS_SECONDS": "4"})
    names = (*ALL, *WELL)
    addresses = {name: f"https://{name}.test/stuk" for name in names}
    made.catalogue(
        {**addresses, "temporary": "https://temporary.test/stuk#deel"}, titles=dict.fromkeys(names, "Handreiking")
    )
    return made


def course(seen: dict[float, dict[str, Any]], name: str) -> dict[float, str]:
    return {day: entries[name]["standing"] for day, entries in seen.items()}


WEEKLY = (0, 7, 14, 21, 28, 35, 42)
_O, _P, _C, _R = "ok", "pending", "confirmed", "recovered"
WEEKLY_COURSE = {
    AT_ONCE:   (_O, _C, _C, _C, _C, _R, _O),
    TWO:       (_O, _P, _C, _C, _C, _R, _O),
    THREE:     (_O, _P, _P, _C, _C, _R, _O),
    FOUR:      (_O, _P, _P, _P, _C, _R, _O),
    TEMPORARY: (_O, _O, _O, _O, _C, _R, _O),
}  # fmt: skip
DAILY = (0, 7, 8, 9, 10, 26, 27, 35, 36, 42)
DAILY_COURSE = {
    AT_ONCE:   (_O, _C, _C, _C, _C, _C, _C, _R, _O, _O),
    TWO:       (_O, _P, _C, _C, _C, _C, _C, _R, _O, _O),
    THREE:     (_O, _P, _P, _P, _C, _C, _C, _R, _O, _O),
    FOUR:      (_O, _P, _P, _P, _C, _C, _C, _R, _O, _O),
    TEMPORARY: (_O, _O, _O, _O, _O, _O, _C, _R, _O, _O),
}  # fmt: skip
"""As the contract's table has it: 68 h need a fourth day, 20 days are full on day 27. Day 35 closes a week itself."""


@pytest.mark.parametrize(("days", "table"), [(WEEKLY, WEEKLY_COURSE), (DAILY, DAILY_COURSE)], ids=["weekly", "daily"])
def test_each_trouble_keeps_the_days_of_the_contract(
    trial: Trial, days: tuple[int, ...], table: dict[str, tuple[str, ...]]
) -> None:
    with small_internet(trial, *(host(name) for name in (*ALL, *WELL))) as internet:
        seen = watched(trial, internet, days)
    for name, row in ROW.items():
        assert course(seen, name) == dict(zip(days, table[row], strict=True)), name
    for name in WELL:
        assert set(course(seen, name).values()) == {_O}
    assert set(course(seen, "wandering").values()) == {_O}, "a target that changes is no move"
    grown = seen[28 if 28 in seen else 27]["temporary"]
    assert (grown["state"], grown["reason"]) == ("moved", "temporary-target")
    assert grown["suggestions"][0]["url"] == "https://temporary.test/nieuw#deel"


@needs_namespaces
def test_a_void_week_in_the_middle_is_as_if_it_had_not_been(trial: Trial, tmp_path: Path) -> None:
    other = Trial(tmp_path / "other", dict(trial.settings))
    other.folder.mkdir()
    other.write("catalogue.yaml", (trial.folder / "catalogue.yaml").read_text())
    with small_internet(trial, *(host(name) for name in (*ALL, *WELL))) as internet:
        with_void = watched(trial, internet, (0, 7, 14, 21), void=14)
        other.settings |= trial.settings
        without = watched(other, internet, (0, 7, 21))
    told = ("state", "reason", "standing", "since", "observations", "content")
    for day, entries in without.items():
        for name, entry in entries.items():
            assert [with_void[day][name][key] for key in told] == [entry[key] for key in told], (day, name)
