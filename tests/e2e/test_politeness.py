"""What a publisher's server sees of us: how often, how many at once, and whether we listen."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.e2e.conftest import MONDAY
from tests.e2e.trial import Trial, by_source, faulty_hosts
from tests.faults.server import PAGE, Behaviour, FaultServer, Script, Visitor, ok

PAGES = 12
MOST_A_SECOND = 2


@dataclass
class Log:
    """When requests came, to which host, and how many were being answered at once."""

    seen: list[tuple[float, str, str]] = field(default_factory=list)
    agents: dict[str, set[str]] = field(default_factory=dict)
    open: int = 0
    most: int = 0
    banned: bool = False

    def watching(self, *, robots: bytes = b"", bans: bool = False) -> Script:
        """Answers slowly enough to notice two at once; may ban whoever asks too fast."""

        async def script(visitor: Visitor) -> None:
            while await visitor.next_request():
                now, lines = time.monotonic(), visitor.head.decode().split("\r\n")
                fields = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
                host = next(value for name, value in fields.items() if name.lower() == "host")
                agent = next(value for name, value in fields.items() if name.lower() == "user-agent")
                self.agents.setdefault(host, set()).add(agent)
                recent = [at for at, *_ in self.seen if now - at < 1.0]
                self.banned = self.banned or (bans and len(recent) >= MOST_A_SECOND)
                self.seen.append((now, host, visitor.path))
                self.open += 1
                self.most = max(self.most, self.open)
                answer = ok(b"", status=b"403 Forbidden") if self.banned else ok(PAGE)
                await visitor.send(ok(robots) if visitor.path == "/robots.txt" else answer)
                self.open -= 1

        return script

    def gaps(self) -> list[float]:
        return [later - sooner for (sooner, *_), (later, *_) in pairwise(self.seen)]


@pytest.fixture
def logs() -> dict[str, Log]:
    return {name: Log() for name in ("busy", "shy", "left")}


@pytest.fixture
def server(tmp_path: Path, logs: dict[str, Log]) -> Iterator[tuple[Trial, FaultServer]]:
    """A host of twelve pages that bans above two requests a second, one that asks robots to stay away, one to skip."""
    trial = Trial(tmp_path)
    scripts = {
        "busy": logs["busy"].watching(bans=True),
        "shy": logs["shy"].watching(robots=b"User-agent: *\nDisallow: /intern\nDisallow: /weg\n"),
        "left": logs["left"].watching(),
    }
    with faulty_hosts(
        trial, [Behaviour(name=name, script=script, expected="") for name, script in scripts.items()]
    ) as made:
        same = json.loads(trial.settings["MONITOR_NETWORK__CONNECT_TO"])
        same.append(f"neighbour.example:80:{made.addresses['busy']}:{made.port}")  # another name, the same machine
        trial.settings["MONITOR_NETWORK__CONNECT_TO"] = json.dumps(same)
        yield trial, made


def test_a_host_of_twelve_pages_is_asked_one_at_a_time_once_a_second(
    server: tuple[Trial, FaultServer], logs: dict[str, Log]
) -> None:
    trial, _ = server
    trial.settings["MONITOR_NETWORK__HOST_DELAY_SECONDS"] = "1"
    pages = {f"p{number}": f"http://busy.example/p{number}" for number in range(PAGES)}
    trial.catalogue(pages | {"neighbour": "http://neighbour.example/a"}, titles=dict.fromkeys(pages, "Handreiking"))
    first = by_source(trial.run(MONDAY))
    log = logs["busy"]
    assert {entry["state"] for entry in first.values()} == {"alive"}, "never banned"
    assert not log.banned
    assert log.most == 1
    assert min(log.gaps()) >= 0.98, "a second between two requests to one machine, whatever its names"
    asked = sorted(path for _, _, path in log.seen)
    assert asked == sorted(["/robots.txt", "/robots.txt", "/a", *(f"/p{number}" for number in range(PAGES))])


def test_robots_are_told_of_or_obeyed_and_a_host_that_asks_is_left_alone(
    server: tuple[Trial, FaultServer], logs: dict[str, Log]
) -> None:
    trial, _ = server
    trial.catalogue(
        {"open": "http://shy.example/open", "weg": "http://shy.example/weg", "left": "http://left.example/p"}
    )
    trial.write(
        "monitor.toml",
        '[network.hosts."left.example"]\nskip = "op verzoek van de uitgever"\n'
        '[network.hosts."shy.example"]\nuser_agent = "Redactie Toolkit/1.0"\n',
    )
    informed = by_source(trial.run(MONDAY))
    assert (informed["weg"]["state"], informed["open"]["state"]) == ("alive", "alive")
    assert [e["rule"] for e in informed["weg"]["evidence"] if e["rule"].startswith("robots")] == ["robots-disallow"]
    assert (informed["left"]["state"], informed["left"]["class"], informed["left"]["requests"]) == (
        "not-checked",
        "refused",
        0,
    )
    assert "op verzoek van de uitgever" in str(informed["left"]["evidence"])
    assert logs["left"].seen == []
    assert logs["shy"].agents == {"shy.example": {"Redactie Toolkit/1.0"}}
    before = len([path for *_, path in logs["shy"].seen if path == "/weg"])
    obeyed = by_source(trial.run(MONDAY + timedelta(days=7), MONITOR_NETWORK__ROBOTS="obey"))
    assert (obeyed["weg"]["state"], obeyed["weg"]["reason"]) == ("not-checked", "robots")
    assert obeyed["open"]["state"] == "alive"
    assert len([path for *_, path in logs["shy"].seen if path == "/weg"]) == before
    paths = [path for *_, path in logs["shy"].seen]
    assert paths.count("/robots.txt") == 2, "once a week is not more than once a day"


def test_a_second_run_of_the_same_day_asks_each_page_once_and_robots_not_again(
    server: tuple[Trial, FaultServer], logs: dict[str, Log]
) -> None:
    trial, _ = server
    trial.catalogue({"a": "http://shy.example/a", "b": "http://shy.example/b"})
    trial.run(MONDAY)
    first = [path for *_, path in logs["shy"].seen]
    trial.run(MONDAY + timedelta(hours=6))
    second = [path for *_, path in logs["shy"].seen][len(first) :]
    assert sorted(first) == ["/a", "/b", "/robots.txt"]
    assert sorted(second) == ["/a", "/b"]
