"""Every way to answer, through the real command line: each has the state that the contract gives it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.e2e.trial import Trial, by_source, faulty_hosts, peak_mebibytes
from tests.faults.behaviours import BEHAVIOURS
from tests.faults.server import Behaviour, FaultServer, Script, Visitor, ok, says
from tests.faults.server import head as head_of

HURRIED = {
    "MONITOR_NETWORK__CONCURRENCY": "24",
    "MONITOR_LIMITS__CONNECT_SECONDS": "2",
    "MONITOR_LIMITS__TLS_SECONDS": "2",
    "MONITOR_LIMITS__FIRST_BYTE_SECONDS": "2",
    "MONITOR_LIMITS__ATTEMPT_SECONDS": "3",
    "MONITOR_LIMITS__SOURCE_SECONDS": "9",
    "MONITOR_LIMITS__RETRIES": "1",
    "MONITOR_LIMITS__RETRY_AFTER_SECONDS": "1",
    "MONITOR_LIMITS__HTML_MIB": "2",
    "MONITOR_LIMITS__DOCUMENT_MIB": "4",
    "MONITOR_LIMITS__RUN_MINUTES": "2",
}
BUDGET_SECONDS = 90

STATE_OF_OUTCOME = {
    "200": "alive",
    "203": "alive",
    "200 truncated": "alive",
    "206 truncated": "alive",
    "404": "dead",
    "404 truncated": "dead",
    "410": "dead",
    "410 truncated": "dead",
    "451": "dead",
    "name-unknown": "host-gone",
    "401": "login-required",
    "402": "blocked",
    "403": "blocked",
    "405": "blocked",
    "406": "blocked",
    "418": "blocked",
    "999": "blocked",
    "429": "rate-limited",
    "refused": "unreachable",
    "reset": "unreachable",
    "closed": "unreachable",
    "first-byte-timeout": "timeout",
    "attempt-timeout": "timeout",
    "tls-timeout": "timeout",
    "connect-timeout": "timeout",
    "tls": "tls-problem",
    **dict.fromkeys(("private-address", "port", "scheme", "bad-url"), "not-checked"),
}
"""What the fetcher saw -> the state; whatever else a server says is its own error."""
STATE_OF_BEHAVIOUR = {
    "status-503-for-a-day": "rate-limited",
    "404-then-429": "alive",  # the re-check, a third request, was answered
    "429-then-404": "alive",
    "refresh-of-an-error": "server-error",  # at a root: elsewhere a soft 404
    "empty-200": "server-error",  # at a root: elsewhere a soft 404
    "gzip-announced-but-empty": "server-error",
}


def allowed_states(behaviour: Behaviour) -> set[str]:
    """What a run may conclude about it."""
    if behaviour.name in STATE_OF_BEHAVIOUR:
        return {STATE_OF_BEHAVIOUR[behaviour.name]}
    states = {STATE_OF_OUTCOME.get(one, "server-error") for one in behaviour.expected.split("|")}
    if states == {"alive"} and behaviour.hops and "wall" not in behaviour.name:
        permanent = any(word in behaviour.name for word in ("301", "308", "body-of-500-kb"))
        return {"moved" if permanent else "redirected"}
    return states | ({"server-error"} if behaviour.name == "endless-trailer" else set())


def id_of(name: str) -> str:
    return name.lower().replace(".", "-")


@dataclass(frozen=True)
class Outcome:
    """One run over all behaviours, and what was measured of it."""

    sources: dict[str, Any]
    status: int
    seconds: float
    mebibytes: float
    requests: dict[str, int]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Every behaviour of the fault table in one run of the command."""
    trial = Trial(tmp_path_factory.mktemp("states"), HURRIED)
    with faulty_hosts(trial, BEHAVIOURS) as server:
        trial.catalogue(
            {id_of(one.name): server.url_of(one) for one in BEHAVIOURS},
            titles=dict.fromkeys(map(id_of, server.asked), "Handreiking"),
        )
        began = time.monotonic()
        document = trial.run()
        seconds = time.monotonic() - began
        return Outcome(
            sources=by_source(document),
            status=document["status"],
            seconds=seconds,
            mebibytes=peak_mebibytes(trial),
            requests={name: server.requests_to(name) for name in server.asked},
        )


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda one: one.name)
def test_a_behaviour_has_the_state_of_the_contract(behaviour: Behaviour, outcome: Outcome) -> None:
    entry = outcome.sources[id_of(behaviour.name)]
    assert entry["state"] in allowed_states(behaviour), entry
    if entry["state"] == "tls-problem":
        assert entry["reason"] == behaviour.tls_reason
    if entry["state"] == "not-checked":
        assert entry["reason"] == behaviour.expected
    if entry["http_status"] is not None and entry["class"] in {"dead", "blocked"}:
        assert entry["reason"] == str(entry["http_status"])
    if "truncated" in behaviour.expected and entry["class"] == "alive":
        assert "truncated" in entry["flags"]
        assert entry["content"]["outcome"] == "not-compared", "half a page is no baseline"
    if behaviour.limit and entry["http_status"] is not None:
        assert behaviour.limit in {one["detail"] for one in entry["evidence"] if one["rule"] == "limit"}


def test_the_run_ends_in_time_with_little_memory_and_status_0(outcome: Outcome) -> None:
    assert len(outcome.sources) >= 120
    assert outcome.status == 0
    assert outcome.seconds < BUDGET_SECONDS
    assert outcome.mebibytes < 300


def test_no_source_is_asked_more_than_a_handful_of_times(outcome: Outcome) -> None:
    too_often = {name: count for name, count in outcome.requests.items() if count > 8 and "endless" not in name}
    assert not too_often


SENTENCES = b"".join(
    b"<p>Dit is alinea %d van de handreiking met een aantal gewone woorden over informatiebeveiliging en beleid.</p>"
    % n
    for n in range(12)
)


def page(title: str, body: bytes = SENTENCES) -> bytes:
    """A whole page in Dutch."""
    name = title.encode()
    return b'<html lang="nl"><head><title>%s</title></head><body><main><h1>%s</h1>%s</main></body></html>' % (
        name,
        name,
        body,
    )


GUIDE = page("Handreiking informatiebeveiliging")
PRIVATE = page("Inloggen", b'<form><input name="naam"><input type="password" name="ww"></form>')


def to(location: bytes, status: bytes = b"301 Moved") -> bytes:
    return head_of(b"Location: " + location, b"Content-Length: 0", status=status)


def paths(known: dict[str, bytes], other: bytes = ok(GUIDE)) -> Script:
    """Answers by path; robots.txt is not there."""

    async def script(visitor: Visitor) -> None:
        while await visitor.next_request():
            no_robots = ok(b"", status=b"404 Not Found")
            await visitor.send(no_robots if visitor.path == "/robots.txt" else known.get(visitor.path, other))

    return script


def once(first: bytes) -> Script:
    """Another answer the first time."""

    async def script(visitor: Visitor) -> None:
        while await visitor.next_request():
            await visitor.send(first if visitor.path == "/page" and visitor.count == 1 else ok(GUIDE))

    return script


async def cookie_wall(visitor: Visitor) -> None:
    while await visitor.next_request():
        seen = b"seen=1" in visitor.head
        await visitor.send(
            ok(GUIDE)
            if seen
            else to(visitor.path.encode(), b"302 Found").replace(b"\r\n\r\n", b"\r\nSet-Cookie: seen=1; Path=/\r\n\r\n")
        )


MENU = b"<nav><ul>" + b"<li><a href=/onderdeel>Een onderdeel van de site</a></li>" * 12 + b"</ul></nav>"


def refresh(target: bytes, beside: bytes = b"") -> bytes:
    text = b"<p>Deze pagina is verhuisd. U wordt doorgestuurd.</p>"
    return ok(b'<html><head><meta http-equiv="refresh" content="5; url=' + target + b'"></head><body>' + beside + text)


def sold(name: str) -> bytes:
    return page(name, b"<p>This domain is for sale. Buy this domain today.</p>")


MISSING = page("Pagina niet gevonden", b"<p>De opgevraagde pagina bestaat niet meer of is verplaatst.</p>")
HONEST = ok(MISSING, status=b"404 Not Found")
HOME = page("Welkom bij ons", b"<p>Welkom op de site van de organisatie, hier vindt u al ons nieuws.</p>")
SITES: dict[str, tuple[Script, str, str | None, str]] = {
    "good": (paths({"/page": ok(GUIDE)}, HONEST), "alive", None, "document"),
    "all-alike": (says(ok(GUIDE), close=False), "alive", None, "document"),
    "cookie": (cookie_wall, "alive", None, "document"),
    "busy-once": (once(ok(b"", b"Retry-After: 1", status=b"429 x")), "alive", None, "document"),
    "down-once": (once(ok(b"", status=b"503 x")), "alive", None, "document"),
    "gone-once": (once(ok(b"", status=b"404 x")), "alive", None, "document"),
    "slash": (paths({"/page": to(b"/page/")}), "moved-trivial", None, "document"),
    "moved": (paths({"/page": to(b"/new")}), "moved", None, "document"),
    "moved-honest": (paths({"/page": to(b"/new"), "/new": ok(GUIDE)}, HONEST), "moved", None, "document"),
    "moved-host": (paths({}, to(b"http://good.example/page")), "moved", None, "document"),
    "temporary": (paths({"/page": to(b"/new", b"302 Found")}), "redirected", None, "document"),
    "mixed": (paths({"/page": to(b"/a"), "/a": to(b"/b", b"302 Found")}), "moved", None, "document"),
    "to-home": (paths({"/": ok(HOME)}, to(b"/")), "soft-404", "redirect-to-home", "not-found"),
    "soft": (says(ok(MISSING), close=False), "soft-404", "not-found-text", "not-found"),
    "soft-honest-else": (paths({"/page": ok(MISSING)}, HONEST), "soft-404", "not-found-text", "not-found"),
    "moved-to-soft": (paths({"/page": to(b"/fout"), "/fout": ok(MISSING)}, HONEST), "soft-404", None, "not-found"),
    "empty": (paths({"/page": ok(b"")}, HONEST), "soft-404", "empty", "not-found"),
    "white": (paths({"/page": ok(b" \r\n\t ")}, HONEST), "soft-404", "empty", "not-found"),
    "login": (paths({"/page": to(b"/login?token=geheim&ReturnUrl=%2Fpage", b"302 Found")}, ok(PRIVATE)), "login-required", "login-page", "login"),
    "waf": (says(ok(page("Request Rejected", b"The requested URL was rejected. Please consult with your administrator. Your support ID is: 123")), close=False), "blocked", "wall", "blocked"),
    "challenge": (says(ok(b"x", b"cf-mitigated: challenge", status=b"403 Forbidden"), close=False), "blocked", "challenge", "blocked"),
    "parked": (says(ok(sold("parked.example")), close=False), "parked", None, "placeholder"),
    "upkeep": (says(ok(page("Onderhoud", b"<p>Wegens onderhoud zijn wij tijdelijk niet bereikbaar.</p>")), close=False), "server-error", "unavailable", "unavailable"),
    "default": (says(ok(page("Welcome to nginx!", b"<p>If you see this page, the nginx web server is successfully installed and working.</p>")), close=False), "soft-404", "placeholder", "placeholder"),
    "refresh": (paths({"/page": refresh(b"/new"), "/new": ok(GUIDE)}, HONEST), "redirected", None, "document"),
    "refresh-in-a-frame": (paths({"/page": refresh(b"/new", beside=MENU), "/new": ok(GUIDE)}, HONEST), "redirected", None, "document"),
    "refresh-to-lost": (paths({"/page": refresh(b"/new")}, HONEST), "dead", "404", "not-found"),
    "refresh-to-home": (paths({"/page": refresh(b"/"), "/": ok(HOME)}, HONEST), "soft-404", "redirect-to-home", "not-found"),
    "refresh-to-login": (paths({"/page": refresh(b"/login")}, ok(PRIVATE)), "login-required", "login-page", "login"),
    "refresh-by-script": (paths({"/page": ok(b"<title>Verder</title><script>location.href = '/new'</script>"), "/new": ok(GUIDE)}, HONEST), "alive", None, "shell"),
    "script-only": (paths({"/page": ok(b'<html><head><title>App</title></head><body><div id="root"></div><script src="/a.js"></script></body></html>')}, HONEST), "alive", None, "shell"),
    "script-only-everywhere": (says(ok(b'<html><head><title>App</title></head><body><div id="root"></div><script src="/a.js"></script></body></html>'), close=False), "not-checked", "undecidable", "shell"),
    "about-errors": (paths({"/page": ok(page("Handreiking informatiebeveiliging: wat te doen bij een 404", SENTENCES + b"<p>Een 404-pagina vertelt dat de pagina niet gevonden is.</p>"))}, HONEST), "alive", None, "document"),
}  # fmt: skip
"""Host -> what it does, and the state, reason and page its address /page has on the very first visit."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, Any], FaultServer]]:
    """A first run over pages of ordinary and less ordinary sites."""
    trial = Trial(tmp_path_factory.mktemp("sites"), {"MONITOR_LIMITS__RETRIES": "1"})
    behaviours = [Behaviour(name=name, script=row[0], expected="") for name, row in SITES.items()]
    with faulty_hosts(trial, behaviours) as server:
        addresses = {name: f"http://{name}.example/page" for name in SITES}
        addresses |= {"fragment": "http://good.example/page#weg", "pdf": "http://all-alike.example/stuk.pdf"}
        trial.catalogue(addresses, titles=dict.fromkeys(addresses, "Handreiking informatiebeveiliging"))
        yield by_source(trial.run()), server


@pytest.mark.parametrize("name", SITES)
def test_a_page_is_judged_rightly_on_its_first_visit(name: str, sites: tuple[dict[str, Any], FaultServer]) -> None:
    entry = sites[0][name]
    _, state, reason, page_kind = SITES[name]
    assert (entry["state"], entry["page"]) == (state, page_kind), entry
    assert reason is None or entry["reason"] == reason
    assert "geheim" not in str(entry), "the values of a log-in redirect are nobody's business"


def test_a_missing_fragment_is_a_flag_beside_alive(sites: tuple[dict[str, Any], FaultServer]) -> None:
    assert sites[0]["fragment"]["state"] == "alive"
    assert "fragment-missing" in sites[0]["fragment"]["flags"]


def test_a_page_where_a_document_was_is_a_soft_404(sites: tuple[dict[str, Any], FaultServer]) -> None:
    assert (sites[0]["pdf"]["state"], sites[0]["pdf"]["class"]) == ("soft-404", "dead")


def test_a_good_first_visit_asks_its_host_for_little(sites: tuple[dict[str, Any], FaultServer]) -> None:
    assert (
        sites[1].asked["all-alike"] == {"/robots.txt": 1, "/page": 1, "/stuk.pdf": 1}
        or sites[1].requests_to("all-alike") <= 6
    )
    assert sites[0]["good"]["requests"] == 1
