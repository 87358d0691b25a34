"""The checks that come from npm: installed once, by their lock, in a cache folder outside the repository."""

import os
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

HERE = Path(__file__).parent
OLDEST_NODE = 20


def installed() -> Path:
    """The folder that holds node_modules. Skips, and says why, where npm is missing or reaches no registry."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip("no npm here (apt-get install npm): html-validate, axe-core and Can I Email are not asked")
    version = subprocess.run(["node", "--version"], check=True, capture_output=True, text=True).stdout.strip()
    if int(version.removeprefix("v").partition(".")[0]) < OLDEST_NODE:
        pytest.skip(f"node {version} is too old for html-validate, which needs {OLDEST_NODE} (Debian 12 has 18)")
    lock = HERE / "package-lock.json"
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "toolkit-monitor"
    folder = cache / f"checks-{sha256(lock.read_bytes()).hexdigest()[:16]}"
    done = folder / "node_modules" / ".done"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder / name)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        made = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, timeout=300)
        if made.returncode:
            pytest.skip(f"npm could not install the checks: {made.stderr.strip()[-300:]}")
        done.touch()
    return folder
