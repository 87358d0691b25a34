"""A run that finds nothing new pays for nothing it does not need."""

import json
import subprocess
import sys
from pathlib import Path

from tests.engine.site import Site, served

HEAVY = ("jinja2", "apscheduler", "bs4", "babel", "pypdfium2", "docx", "openpyxl", "cryptography", "distributed")
OURS = (
    "monitor.compare",
    "monitor.extract",
    "monitor.sandbox",
    "monitor.run.search",
    "monitor.render.environment",
    "monitor.catalogue.patch",
)
SCRIPT = """
import json, sys
from monitor.cli.app import _run
status = _run(["-q", "--catalogue", "catalogue.csv", "run", "--no-mail"])
print(json.dumps([status, sorted(sys.modules)]))
"""
SETTINGS = """
[network]
allow = ["127.0.0.0/8"]
ports = [{port}]
host_delay_seconds = 0.0
"""


def test_a_run_with_nothing_new_loads_no_template_engine_parser_or_scheduler(tmp_path: Path, root: Path) -> None:
    with served(Site(delay=0.0)) as site:
        lines = [f"s{n},Pagina,{url},P,TLP:CLEAR" for n, url in enumerate(site.urls(hosts=5, pages=4))]
        (tmp_path / "catalogue.csv").write_text("\n".join(["id,title,url,publisher,tlp", *lines]))
        (tmp_path / "monitor.toml").write_text(SETTINGS.format(port=site.port))
        output = ""
        for _ in range(3):
            output = subprocess.run(
                [sys.executable, "-c", SCRIPT],
                cwd=tmp_path,
                env={"PYTHONPATH": str(root)},
                capture_output=True,
                text=True,
                check=True,
                timeout=60,
            ).stdout
    status, modules = json.loads(output.splitlines()[-1])
    assert status == 0
    assert [name for name in modules if name in HEAVY or name.startswith(OURS)] == []
