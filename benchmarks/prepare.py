"""A list of addresses -> a catalogue and settings for one run of ours: prepare.py URLS FOLDER [TIMEOUT] [CONCURRENCY]."""

import csv
import sys
from collections.abc import Iterable
from pathlib import Path

SETTINGS = """[store]
path = "monitor.db"

[report]
folder = "reports"

[network]
allow = ["127.0.0.0/8"]
ports = [{ports}]
concurrency = {concurrency}
per_host = {per_host}
host_delay_seconds = 0.0

[limits]
recheck_seconds = 0
retries = 0
connect_seconds = {timeout}
first_byte_seconds = {timeout}
attempt_seconds = {timeout}
run_minutes = 600
"""


def write_catalogue(path: Path, urls: Iterable[str]) -> None:
    """One tool per address; several publishers, so that a report has something to add up."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("id", "title", "url", "publisher", "tlp"))
        for number, url in enumerate(urls):
            rows.writerow((f"tool-{number}", f"Tool {number}", url, f"Publisher {number % 50}", "TLP:CLEAR"))


def main() -> None:
    """Read the command line."""
    urls, folder = Path(sys.argv[1]).read_text().split(), Path(sys.argv[2])
    timeout, concurrency, per_host = (*sys.argv[3:], *("5", "128", "8")[len(sys.argv) - 3 :])
    ports = sorted({int(url.split("/")[2].rpartition(":")[2]) for url in urls})
    write_catalogue(folder / "catalogue.csv", urls)
    (folder / "monitor.toml").write_text(
        SETTINGS.format(ports=", ".join(map(str, ports)), concurrency=concurrency, per_host=per_host, timeout=timeout)
    )


if __name__ == "__main__":
    main()
