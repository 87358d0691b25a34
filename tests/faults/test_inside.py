"""No way inside: tried in a network namespace of its own, where a canary listens on every address."""

import json
import shutil
import subprocess
import sys

import pytest


@pytest.mark.netns
def test_no_form_of_an_inside_address_sends_a_packet() -> None:
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], check=False).returncode:
        pytest.skip(
            "needs util-linux' unshare and user namespaces: the same forms are tested without a network in tests/unit/fetch"
        )
    command = [unshare, "-rn", sys.executable, "-m", "tests.faults.inside"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    found = json.loads(done.stdout)
    assert found["tried"] >= 100
    assert found["hits"] == 0
    assert found["control"] > 0, "the canary does not sing"
    assert set(found["shown"]) == {"private-address"}
