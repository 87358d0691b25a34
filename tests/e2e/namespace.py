"""A module, run with a network and a file table of its own: what it prints as JSON."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.namespaces import ARE_GIVEN, OWN_NETWORK


def in_a_namespace(*command: str, timeout: int = 100) -> Any:
    """What a module prints that was run so. Skips, and says why, where the kernel does not let us."""
    if not ARE_GIVEN:
        pytest.skip("needs util-linux' unshare and user namespaces: the tests in tests/unit have the same without")
    done = subprocess.run(
        [*OWN_NETWORK, sys.executable, "-m", *command],
        capture_output=True, text=True, timeout=timeout, check=False, env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
