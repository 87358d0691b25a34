"""Reports against html-validate and the Can I Email data: no error, and each warning has a reason that is held against the data."""

import json
import subprocess
from typing import Any

import pytest

from tests.checks.lacks import LACKS, elements
from tests.checks.npm import HERE, installed
from tests.checks.pages import SAMPLES

CLIENTS = (
    "outlook.windows", "outlook.macos", "outlook.ios", "outlook.android", "gmail.desktop-webmail", "gmail.ios",
    "gmail.android", "apple-mail.macos", "apple-mail.ios", "thunderbird.macos",
)  # fmt: skip
"""Without the Mail app of Windows 10, which ended in 2024."""

WARNED = {
    "no-inline-style": ("<style> element", "gmail", "ios"),
    # Gmail with an account elsewhere drops <style>: what is not on the element itself is lost.
    "no-conditional-comment": ("max-width", "outlook", "windows"),
    # Word's engine before 2019 needs a table of a fixed width, and a comment is where no other program sees it.
    "prefer-native-element": ("HTML5 semantics", "outlook", "windows"),
    # Word's engine knows no <main>; the role says the same.
    "no-implicit-close": ("<body> element", "outlook", "macos"),
    # Mail programs put their own body in place of ours, and HTML lets it be left out. An end tag alone would look
    # unbalanced to spam filters.
}
"""Rules that mail breaks on purpose, each for a feature that a mail program lacks: when it no longer does, so say these tests."""

EXTENDS = {"root": True, "extends": ["html-validate:recommended", "html-validate:a11y"]}
RULES = {"mail": {**EXTENDS, "rules": dict.fromkeys(WARNED, "warn")}, "report": EXTENDS}


@pytest.fixture(scope="module")
def answer() -> dict[str, Any]:
    """What both tools say of every page, and what programs support."""
    folder = installed()
    pages = {f"{one.name} mail": {"html": one.body.html, "kind": "mail"} for one in SAMPLES}
    pages |= {f"{one.name} report": {"html": one.html, "kind": "report"} for one in SAMPLES}
    asked = [feature for feature, _, _ in WARNED.values()]
    done = subprocess.run(
        ["node", str(HERE / "check.mjs"), str(folder)],
        input=json.dumps({"clients": CLIENTS, "rules": RULES, "pages": pages, "asked": asked}),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made: dict[str, Any] = json.loads(done.stdout)
    assert len(made["said"]) == 2 * len(SAMPLES) == 84
    return made


def _found(answer: dict[str, Any], tool: str, level: str) -> dict[str, list[str]]:
    """What a tool complains of, with the first three examples."""
    found: dict[str, list[str]] = {}
    for name, entry in answer["said"].items():
        for what, where in entry[tool][level].items():
            found.setdefault(what, []).append(f"{name}: {where[0]}")
    return {what: where[:3] for what, where in found.items()}


def test_html_validate_finds_no_error(answer: dict[str, Any]) -> None:
    assert _found(answer, "html", "errors") == {}


def test_each_rule_that_mail_breaks_is_broken_for_a_program_that_lacks_something(answer: dict[str, Any]) -> None:
    found = _found(answer, "html", "warnings")
    assert set(found) == set(WARNED), found
    for rule, (feature, family, platform) in WARNED.items():
        versions = list(answer["support"][feature][family][platform].values())
        assert versions[-1][0] in "an", (rule, versions)
    assert not any(entry["html"]["warnings"] for name, entry in answer["said"].items() if name.endswith("report"))


def test_a_mail_uses_nothing_that_a_mail_program_does_not_know(answer: dict[str, Any]) -> None:
    assert _found(answer, "mail", "errors") == {}


def test_what_a_program_knows_in_part_has_its_reason_and_no_reason_is_left_over(answer: dict[str, Any]) -> None:
    assert set(_found(answer, "mail", "warnings")) == set(LACKS)


@pytest.mark.parametrize("feature", LACKS)
def test_the_part_that_is_missing_is_not_used(feature: str) -> None:
    assert [one.name for one in SAMPLES if not LACKS[feature].holds(elements(one.body.html))] == []
