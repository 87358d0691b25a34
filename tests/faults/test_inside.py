"""No way inside: tried in a network namespace of its own, where a canary listens on every address."""

import pytest

from tests.e2e.namespace import in_a_namespace


@pytest.mark.netns
def test_no_form_of_an_inside_address_sends_a_packet() -> None:
    found = in_a_namespace("tests.faults.inside", timeout=60)
    assert found["tried"] >= 100
    assert found["hits"] == 0
    assert found["control"] > 0, "the canary does not sing"
    assert set(found["shown"]) == {"private-address"}
