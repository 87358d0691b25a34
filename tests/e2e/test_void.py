"""When our own network fails nothing is concluded; when servers fail for their own reasons it is."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.demo import CertificateKind, FakeInternet, Host, Page, Reach, moved
from tests.e2e.conftest import MONDAY
from tests.e2e.trial import Trial, by_source, small_internet
from tests.namespaces import NO_NETWORK, needs_namespaces

HOSTS = ("www.een.nl", "www.twee.nl", "www.drie.nl", "www.vier.org", "www.vijf.org", "www.zes.org")
PORTAL = Host(
    name="portal.test",
    pages={
        "/": {0: Page(content=b"<title>Welkom</title><h1>Welkom op ons netwerk</h1><p>Ga akkoord met de regels.</p>")}
    },
)
CAUGHT, INTERCEPTED, WRONG_CLOCK, SILENT, HALF_DOWN = 21, 22, 24, 26, 40


def guide(name: str) -> bytes:
    paragraphs = "".join(
        f"<p>Alinea {number} van de handreiking van {name} over beleid en uitvoering.</p>" for number in range(9)
    )
    return f"<html lang=nl><title>Handreiking {name}</title><main><h1>Handreiking {name}</h1>{paragraphs}</main></html>".encode()


def host(number: int, name: str) -> Host:
    """A host that is well, on five days excepted."""
    well, is_first_half = Page(content=guide(name)), number < len(HOSTS) // 2
    return Host(
        name=name,
        pages={
            "/stuk": {0: well, CAUGHT: moved("http://portal.test/?from=you", status=302), CAUGHT + 1: well},
            "/weg": {0: well, 2: Page(status=404, content=b"weg")},
            **{f"/deel/{part}": {0: well} for part in range(12)},
        },
        certificate={
            0: CertificateKind.VALID,
            INTERCEPTED: CertificateKind.UNTRUSTED, INTERCEPTED + 1: CertificateKind.VALID,
            WRONG_CLOCK: CertificateKind.EXPIRED, WRONG_CLOCK + 1: CertificateKind.VALID,
        },
        reach={0: Reach.OPEN, SILENT: Reach.SILENT, SILENT + 1: Reach.OPEN, **({HALF_DOWN: Reach.REFUSED} if is_first_half else {})},
    )  # fmt: skip


@dataclass
class Weeks:
    """An installation on a small internet, and the days that went by."""

    trial: Trial
    internet: FakeInternet
    statuses: list[int] = field(default_factory=list)

    def __call__(self, day: float, *, prefix: tuple[str, ...] = (), **environment: str) -> dict[str, Any]:
        self.internet.day = int(day)
        settings = {"MONITOR_NETWORK__CONNECT_TO": json.dumps(self.internet.connect_to), **environment}
        arguments = ("run", "--json", "--at", (MONDAY + timedelta(days=day)).isoformat())
        result = self.trial.elsewhere(prefix, *arguments, **settings) if prefix else self.trial(*arguments, **settings)
        assert "Traceback" not in result.err, result.err
        self.statuses.append(result.status)
        document: dict[str, Any] = result.json
        return document

    def notices(self) -> list[str]:
        return sorted(path.name for path in (self.trial.folder / "state" / "outbox").glob("*void*.eml"))


@pytest.fixture
def weeks(tmp_path: Path) -> Iterator[Weeks]:
    """Six hosts with a page each, and one page that was found gone on day 2."""
    trial = Trial(
        tmp_path,
        {
            "MONITOR_LIMITS__FIRST_BYTE_SECONDS": "1",
            "MONITOR_LIMITS__TLS_SECONDS": "1",
            "MONITOR_MAIL__SENDER": "toolkit@maker.example",
            "MONITOR_MAIL__RECIPIENTS": json.dumps([{"address": "a@maker.example", "clearance": "AMBER"}]),
        },
    )
    trial.catalogue(
        {**{name.replace(".", "-"): f"https://{name}/stuk" for name in HOSTS}, "weg": "https://www.een.nl/weg"}
    )
    with small_internet(trial, *(host(number, name) for number, name in enumerate(HOSTS)), PORTAL) as internet:
        yield Weeks(trial, internet)


def standings(document: dict[str, Any]) -> dict[str, tuple[str, int, str]]:
    return {e["source"]: (e["standing"], e["observations"], e["since"]) for e in document["sources"]}


def is_void(document: dict[str, Any], before: dict[str, Any], *reasons: str) -> None:
    """Nothing was concluded."""
    assert document["run"]["status"] == "void"
    assert document["run"]["void_reason"] in reasons
    assert {(e["state"], e["reason"], e["class"]) for e in document["sources"]} == {
        ("not-checked", "void-run", "refused")
    }
    assert standings(document) == standings(before)
    assert document["findings"] == [], "what was known before is not found by this run"


@needs_namespaces
def test_every_failure_of_our_own_network_makes_a_void_run_that_changes_nothing(weeks: Weeks) -> None:
    weeks(0)
    weeks(1)
    before = weeks(2)
    assert standings(before)["weg"][:2] == ("pending", 1)
    is_void(weeks(3, prefix=NO_NETWORK), before, "no-route")
    is_void(weeks(4, prefix=NO_NETWORK, MONITOR_NETWORK__CONNECT_TO="[]"), before, "name-service")
    is_void(weeks(5, MONITOR_NETWORK__PROXY="http://127.0.0.1:9"), before, "proxy")
    assert len(weeks.notices()) == 1, "one notice in a period"
    is_void(weeks(CAUGHT), before, "captive-portal")
    is_void(weeks(INTERCEPTED), before, "interception")
    is_void(weeks(WRONG_CLOCK), before, "clock")
    is_void(weeks(SILENT), before, "canaries")
    assert len(weeks.notices()) == 2, "all four within one more week"
    assert weeks.statuses == [0, 0, 0, 3, 3, 3, 3, 3, 3, 3]
    after = weeks(SILENT + 1)
    assert standings(after)["weg"][:2] == ("confirmed", 2), "the second run that saw it, weeks of void runs later"
    assert {e["state"] for e in after["sources"] if e["source"] != "weg"} == {"alive"}
    assert {e["content"]["outcome"] for e in after["sources"] if e["source"] != "weg"} == {"unchanged"}


@needs_namespaces
def test_a_first_run_without_any_network_is_void_and_the_next_is_the_first(weeks: Weeks) -> None:
    first = weeks(0, prefix=NO_NETWORK)
    assert (weeks.statuses, first["run"]["status"]) == ([3], "void")
    assert list((weeks.trial.folder / "reports").glob("*.html")), "a void run writes its report"
    second = weeks(1)
    assert {e["content"]["outcome"] for e in second["sources"]} == {"first"}
    assert {e["standing"] for e in second["sources"]} == {"ok"}


def test_half_the_hosts_down_for_their_own_reasons_is_not_void(weeks: Weeks) -> None:
    weeks(1)
    for day, standing in ((HALF_DOWN, "pending"), (HALF_DOWN + 1, "pending"), (HALF_DOWN + 3, "confirmed")):
        seen = by_source(weeks(day))
        down = [seen[name.replace(".", "-")] for name in HOSTS[:3]]
        assert {(e["state"], e["reason"], e["standing"]) for e in down} == {("unreachable", "refused", standing)}
        assert {seen[name.replace(".", "-")]["state"] for name in HOSTS[3:]} == {"alive"}
    assert weeks.statuses == [0, 0, 0, 0]


def test_a_host_of_twelve_tools_that_is_down_is_one_finding(weeks: Weeks) -> None:
    addresses = {f"deel-{part}": f"https://www.een.nl/deel/{part}" for part in range(12)}
    weeks.trial.catalogue({**addresses, **{name.replace(".", "-"): f"https://{name}/stuk" for name in HOSTS[3:]}})
    weeks(1)
    document: dict[str, Any] = {}
    for day in (HALF_DOWN, HALF_DOWN + 1, HALF_DOWN + 3):
        document = weeks(day)
        findings = [finding for finding in document["findings"] if set(finding["sources"]) & set(addresses)]
        assert [(finding["kind"], len(finding["tools"])) for finding in findings] == [("host", 12)], document[
            "findings"
        ]
    assert document["findings"][0]["standing"] == "confirmed"
    assert weeks.statuses == [0, 0, 0, 0]
