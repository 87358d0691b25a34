"""The five drills (docs/scale.md): whatever happens to workers or driver, no row is lost or doubled, and few are asked twice.

Every run is the real command in a process of its own; a local run of the same site says what the store must hold.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.engine.site import DEADLY, Site, served

pytestmark = pytest.mark.engine

HOSTS, PAGES, CHUNK, PER_WORKER = 20, 12, 10, 8
EXTRA = CHUNK * PER_WORKER
"""One chunk per connection."""
SETTINGS = """
[network]
allow = ["127.0.0.0/8"]
ports = [{port}]
concurrency = {concurrency}
per_host = 2
host_delay_seconds = 0.0
[limits]
recheck_seconds = 0
retries = 0
"""
ROWS = """
SELECT s.name, o.state, o.page, o.http_status, o.outcome, o.weight, o.word, o.standing, o.observations, o.requests,
       o.bytes, detail.body, route.body, representation.body, copy.text_hash
FROM observation AS o JOIN source AS s ON s.id = o.source
LEFT JOIN shared AS detail ON detail.id = o.detail LEFT JOIN shared AS route ON route.id = o.route
LEFT JOIN shared AS representation ON representation.id = o.representation LEFT JOIN copy ON copy.id = o.copy
ORDER BY s.name"""

Row = tuple[Any, ...]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """The pages."""
    with served(Site()) as site:
        yield site


@pytest.fixture(scope="module")
def local(site: Site, tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """What one process makes of the site."""
    folder = tmp_path_factory.mktemp("local")
    prepare(folder, site, deadly=False)
    assert begun(folder, "--engine", "local").wait(60) == 0
    return rows(folder)


def prepare(folder: Path, site: Site, *, deadly: bool) -> None:
    urls = site.urls(hosts=HOSTS, pages=PAGES)
    urls += [f"http://127.0.9.1:{site.port}{DEADLY}"] if deadly else []
    lines = [f"s{number:03},Pagina {url.rpartition('/')[2]},{url},P,TLP:CLEAR" for number, url in enumerate(urls)]
    (folder / "catalogue.csv").write_text("\n".join(["id,title,url,publisher,tlp", *lines]))
    (folder / "monitor.toml").write_text(SETTINGS.format(port=site.port, concurrency=2 * PER_WORKER))


def begun(folder: Path, *options: str) -> "subprocess.Popen[bytes]":
    """A run that has just been started."""
    command = [sys.executable, "-m", "monitor", "-q", "--catalogue", "catalogue.csv", "run", "--no-mail"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with (folder / "log").open("ab") as log:
        return subprocess.Popen([*command, *options], cwd=folder, env=environment, stdout=log, stderr=log)


def shared(engine: str) -> tuple[str, ...]:
    """Options of a run by two workers, with a name to go on under."""
    return ("--engine", engine, "--workers", "2", "--chunk", str(CHUNK), "--run-id", "drill")


def rows(folder: Path) -> list[Row]:
    with sqlite3.connect(folder / "state" / "monitor.db") as db:
        found = db.execute(ROWS).fetchall()
    db.close()
    return found


def workers_of(driver: "subprocess.Popen[bytes]", engine: str) -> list[psutil.Process]:
    """The processes that ask, without those that only watch over them."""
    mark = "monitor.distribute.worker" if engine == "processes" else "spawn_main"
    children = psutil.Process(driver.pid).children(recursive=True)
    return [child for child in children if any(mark in part for part in child.cmdline())]


def wait_for(condition: Callable[[], bool], seconds: float = 40) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come to that"
        time.sleep(0.05)


@pytest.fixture
def folder(site: Site, tmp_path: Path) -> Path:
    """A folder to run in, with the count of requests begun anew."""
    prepare(tmp_path, site, deadly=False)
    site.asked.clear()
    return tmp_path


@pytest.mark.parametrize("engine", ["dask", "processes"])
def test_with_nothing_wrong_the_store_is_that_of_a_local_run(
    site: Site, local: list[Row], folder: Path, engine: str
) -> None:
    site.asked.clear()
    assert begun(folder, *shared(engine)).wait(60) == 0
    assert rows(folder) == local
    assert site.repeated == 0


@pytest.mark.parametrize("engine", ["dask", "processes"])
def test_a_killed_worker_costs_no_row_and_few_requests(site: Site, local: list[Row], folder: Path, engine: str) -> None:
    site.asked.clear()
    driver = begun(folder, *shared(engine))
    wait_for(lambda: site.pages > HOSTS * PAGES // 3)
    workers_of(driver, engine)[0].send_signal(signal.SIGKILL)
    assert driver.wait(60) == 0
    assert rows(folder) == local
    assert site.repeated <= EXTRA


def test_a_worker_that_hangs_loses_its_shard_to_another(site: Site, local: list[Row], folder: Path) -> None:
    site.asked.clear()
    driver = begun(folder, *shared("processes"), "--stall", "4")
    wait_for(lambda: site.pages > HOSTS * PAGES // 3)
    workers_of(driver, "processes")[0].send_signal(signal.SIGSTOP)
    assert driver.wait(60) == 0
    assert rows(folder) == local
    assert site.repeated <= EXTRA


def test_a_dask_worker_that_hangs_and_wakes_finds_its_shard_given_away(
    site: Site, local: list[Row], folder: Path
) -> None:
    site.asked.clear()
    driver = begun(folder, *shared("dask"), "--stall", "4")
    wait_for(lambda: site.pages > HOSTS * PAGES // 3)
    hung = workers_of(driver, "dask")[0]
    hung.send_signal(signal.SIGSTOP)
    time.sleep(8)
    if hung.is_running():
        hung.send_signal(signal.SIGCONT)
    assert driver.wait(60) == 0
    assert rows(folder) == local
    assert site.repeated <= EXTRA


@pytest.mark.parametrize("engine", ["dask", "processes"])
def test_an_address_that_kills_its_worker_is_told_and_no_other_suffers(
    site: Site, local: list[Row], folder: Path, engine: str
) -> None:
    prepare(folder, site, deadly=True)
    site.asked.clear()
    driver = begun(folder, *shared(engine))
    assert driver.wait(90) == 0
    *others, deadly = rows(folder)
    assert others == local
    assert '"reason":"worker-crash"' in deadly[11]
    assert site.repeated <= EXTRA


@pytest.mark.parametrize("engine", ["dask", "processes"])
def test_another_driver_goes_on_where_a_killed_one_stopped(
    site: Site, local: list[Row], folder: Path, engine: str
) -> None:
    site.asked.clear()
    driver = begun(folder, *shared(engine))
    wait_for(lambda: site.pages > HOSTS * PAGES // 3)
    left = workers_of(driver, engine)
    driver.kill()
    driver.wait(10)
    psutil.wait_procs(left, timeout=15)
    assert begun(folder, *shared(engine)).wait(60) == 0
    assert rows(folder) == local
    assert site.repeated <= EXTRA
    with sqlite3.connect(folder / "state" / "monitor.db") as db:
        assert db.execute("SELECT count(*) FROM run").fetchone() == (1,)
    db.close()
