"""Every report in a real browser: axe-core without a complaint, text that can be read in light and dark, wide and narrow."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from tests.browser.chrome import MISSING, chrome, opened
from tests.browser.contrast import measure
from tests.checks.npm import installed
from tests.checks.pages import SAMPLES

pytestmark = [pytest.mark.browser, pytest.mark.skipif(bool(MISSING), reason=MISSING), pytest.mark.timeout(300)]

ENOUGH = 4.5
SCALE = 2
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKED_AT = ("lively-AMBER-nl", "void-CLEAR-nl", "baseline-GREEN-en")
"""Between them they have every part of a report."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The mail and the full report of each situation, language and clearance."""
    folder = tmp_path_factory.mktemp("pages")
    return [path for sample in SAMPLES for path in sample.write(folder)]


def test_axe_has_no_complaint(browser: Browser, pages: list[Path]) -> None:
    axe = (installed() / "node_modules" / "axe-core" / "axe.min.js").read_text()
    complaints = {}
    for path in pages:
        with opened(browser, path, bypass_csp=True) as seen:
            seen.page.add_script_tag(content=axe)
            found = seen.ask(f"axe.run(document, {{runOnly: {TAGS}}})")
            if found["violations"]:
                complaints[path.name] = [
                    (each["id"], each["nodes"][0]["html"][:120], len(each["nodes"])) for each in found["violations"]
                ]
    assert complaints == {}


@pytest.mark.parametrize("width", [600, 360])
@pytest.mark.parametrize("scheme", ["light", "dark", "forced-dark"])
def test_all_text_stands_out_and_nothing_is_wider_than_the_screen(
    playwright: Playwright, pages: list[Path], scheme: str, width: int
) -> None:
    weak, wide, texts = {}, [], 0
    with chrome(playwright, forced_dark=scheme == "forced-dark") as browser:
        desk = browser.new_page()
        for path in pages:
            if not path.name.startswith(LOOKED_AT):
                continue
            look = {
                "viewport": {"width": width, "height": 900},
                "device_scale_factor": SCALE,
                "color_scheme": "dark" if scheme == "dark" else "light",
            }
            with opened(browser, path, **look) as seen:
                seen.ask("document.querySelectorAll('details').forEach(d => d.open = true)")
                if seen.ask("document.documentElement.scrollWidth") > width:
                    wide.append(path.name)
                found = measure(seen.page, desk, scale=SCALE)
                texts += len(found)
                if poor := sorted({(one.text, round(one.ratio, 1), one.ground) for one in found if one.ratio < ENOUGH}):
                    weak[path.name] = poor[:5]
    assert (weak, wide) == ({}, [])
    assert texts > 300
