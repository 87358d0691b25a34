"""No way inside: tried in a network namespace of its own, where a canary listens on every address."""

import json
import subprocess
import sys

import pytest

from tests.namespaces import NO_NETWORK, needs_namespaces


@needs_namespaces
@pytest.mark.netns
def test_no_form_of_an_inside_address_sends_a_packet() -> None:
    command = [*NO_NETWORK, sys.executable, "-m", "tests.faults.inside"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    found = json.loads(done.stdout)
    assert found["tried"] >= 100
    assert found["hits"] == 0
    assert found["control"] > 0, "the canary does not sing"
    assert set(found["shown"]) == {"private-address"}
