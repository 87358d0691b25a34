"""Reports against html-validate and the Can I Email data: no error, and each thing let pass has its reason here."""

import json
import subprocess
from typing import Any

import pytest

from tests.checks.npm import HERE, installed
from tests.checks.pages import SAMPLES

CLIENTS = (
    "outlook.windows", "outlook.macos", "outlook.ios", "outlook.android", "gmail.desktop-webmail", "gmail.ios",
    "gmail.android", "apple-mail.macos", "apple-mail.ios", "thunderbird.macos",
)  # fmt: skip
"""Without the Mail app of Windows 10, which ended in 2024."""

MAIL_RULES = {
    "no-inline-style": "off",  # mail programs drop <style>: inline is the craft
    "no-deprecated-attr": "off",  # Word's engine reads bgcolor, align, width and cellpadding, and not their styles
    "no-conditional-comment": "off",  # the fixed width for Word's engine
    "prefer-tbody": "off",  # rows of layout, not of data
    "prefer-native-element": "off",  # Outlook knows no <main>; the role says the same
    "long-title": ["error", {"maxlength": 78}],  # the subject's own limit
}
REPORT_RULES = {"long-title": ["error", {"maxlength": 90}]}  # the subject with its period
RULES = {
    "mail": {"root": True, "extends": ["html-validate:recommended", "html-validate:a11y"], "rules": MAIL_RULES},
    "report": {"root": True, "extends": ["html-validate:recommended", "html-validate:a11y"], "rules": REPORT_RULES},
}

WITHOUT = {
    "@media": "only the dark colours hang on it; without them the light ones stay, which are readable",
    "<body> element": "its colour is on the outermost table too",
}
"""What a mail program may lack without a loss, each with its reason."""


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    """What both tools say of every page."""
    folder = installed()
    pages = {f"{one.name} mail": {"html": one.body.html, "kind": "mail"} for one in SAMPLES}
    pages |= {f"{one.name} report": {"html": one.html, "kind": "report"} for one in SAMPLES}
    done = subprocess.run(
        ["node", str(HERE / "check.mjs"), str(folder)],
        input=json.dumps({"clients": CLIENTS, "rules": RULES, "pages": pages}),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    assert len(answer) == 2 * len(SAMPLES) == 72
    return answer


def test_html_validate_has_no_complaint(said: dict[str, Any]) -> None:
    assert {name: entry["html"] for name, entry in said.items() if entry["html"]} == {}


def test_nothing_in_a_mail_is_lost_in_a_mail_program(said: dict[str, Any]) -> None:
    lost = {feature: clients for entry in said.values() for feature, clients in entry["errors"].items()}
    assert set(lost) <= set(WITHOUT), lost
