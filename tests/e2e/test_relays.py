"""No mail without the TLS that was asked for, and no AMBER without any: the real command, and every byte it said on the wire."""

import re
from typing import Any

import pytest

from tests.e2e.namespace import in_a_namespace
from tests.namespaces import needs_addresses

pytestmark = [pytest.mark.netns, needs_addresses]

STRIPPED = ("offer-taken-out", "offer-blotted-out", "offer-taken-back", "offer-unknown", "never-offered")
NO_HANDSHAKE = ("yes-and-then-plain", "another-certificate")
PLAIN = ("plain", "plain-where-tls-is-missed", "plain-by-a-stripper")
READERS = ["clear", "green", "amber"]
BEFORE_MAIL = {"EHLO", "STARTTLS", "QUIT"}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Each case as it was told and as it was on the wire."""
    found: dict[str, Any] = in_a_namespace("tests.e2e.relays", str(tmp_path_factory.mktemp("relays")))
    assert set(found) == {"untouched", *STRIPPED, *NO_HANDSHAKE, *PLAIN}
    return found


def verbs(said: str) -> set[str]:
    """What was said in the clear, up to a handshake if there was one."""
    return {line.split(" ")[0].upper() for line in said.partition("\x16\x03")[0].split("\r\n") if line}


def states(listed: list[str]) -> list[str]:
    return re.findall(r"@toolkit\.example: ([a-z]+)", "\n".join(listed))


def arrived(case: dict[str, Any]) -> list[str]:
    return [reader for reader, _ in case["arrived"]]


def test_over_an_honest_wire_all_mail_goes_by_tls_and_none_of_it_can_be_read(seen: dict[str, Any]) -> None:
    case = seen["untouched"]
    assert (case["run"]["status"], states(case["outbox"]), arrived(case)) == (0, ["sent"] * 3, READERS)
    assert verbs(case["said"]) == {"EHLO", "STARTTLS"}
    assert "Subject" not in case["said"]
    assert "toolkit.example" not in case["said"]
    assert len(case["said"]) > sum(len(content) for _, content in case["arrived"]), "the tap hears the whole of it"


@pytest.mark.parametrize("name", [*STRIPPED, *NO_HANDSHAKE])
def test_without_the_tls_that_was_asked_for_no_byte_of_a_message_or_address_leaves(
    seen: dict[str, Any], name: str
) -> None:
    case = seen[name]
    assert verbs(case["said"]) <= BEFORE_MAIL
    assert not re.search(r"toolkit\.example|Handreiking|TLP", case["said"])
    assert case["arrived"] == []


@pytest.mark.parametrize("name", [*STRIPPED, *NO_HANDSHAKE])
def test_mail_that_found_no_tls_waits_and_says_why_in_plain_words(seen: dict[str, Any], name: str) -> None:
    case = seen[name]
    assert (case["run"]["status"], states(case["outbox"])) == (5, ["retry", "queued", "queued"])
    sentence = "The relay offers no STARTTLS, so nothing was sent." if name in STRIPPED else "The TLS handshake failed."
    assert all(sentence in line for line in case["outbox"])
    assert f"mail waits (number 1, 2, 3 of `outbox list`): {sentence}" in case["run"]["err"]
    assert "@toolkit.example" not in case["run"]["err"], "what may end in a log names no reader"


@pytest.mark.parametrize("name", [*STRIPPED, *NO_HANDSHAKE])
def test_it_arrives_once_when_the_wire_is_honest_again(seen: dict[str, Any], name: str) -> None:
    mended = seen[name]["mended"]
    assert (mended["statuses"], arrived(mended), states(mended["outbox"])) == ([0], READERS, ["sent"] * 3)


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_relay_on_another_machine_gets_clear_and_green_and_never_a_byte_of_amber(
    seen: dict[str, Any], name: str
) -> None:
    case = seen[name]
    assert arrived(case) == ["clear", "green"]
    assert "Handreiking Groen" in case["said"], "the tap reads what is plain"
    assert not re.search(r"amber@|AMBER|Geheim|geheim", case["said"])


@pytest.mark.parametrize("name", PLAIN)
def test_the_operator_is_told_that_amber_did_not_go_and_why(seen: dict[str, Any], name: str) -> None:
    case = seen[name]
    assert states(case["outbox"]) == ["sent", "sent", "failed"]
    sentence = "This would go out without TLS, so nothing was sent."
    assert sentence in case["outbox"][2]
    assert f"mail failed (number 3 of `outbox list`): {sentence}" in case["run"]["err"]
    (found,) = case["doctor"]
    assert (found[:2], sentence in found) == ("!!", True)


@pytest.mark.parametrize("name", PLAIN)
def test_amber_goes_once_over_tls_when_its_number_is_named(seen: dict[str, Any], name: str) -> None:
    mended = seen[name]["mended"]
    assert (mended["statuses"], arrived(mended), states(mended["outbox"])) == ([0, 0], ["amber"], ["sent"] * 3)
