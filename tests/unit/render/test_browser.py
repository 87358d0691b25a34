"""The pages in a real browser: nothing is asked of the network, nothing runs, and everything can be read."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

from monitor.model.report import ReportKind
from monitor.render.html import render_html
from monitor.render.mail import mail_body
from tests.sample_report import SITUATIONS, report
from tests.unit.render.test_canaries import CANARIES, poisoned

pytestmark = pytest.mark.browser

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync")

CONTRAST = """
() => {
  const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = (c) => {
    const [r, g, b] = c.slice(0, 3).map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
    return matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255];
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || ['STYLE', 'SCRIPT'].includes(element.tagName)) continue;
    const style = getComputedStyle(element);
    const a = light(rgb(style.color)), b = light(ground(element));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize), bold = Number(style.fontWeight) >= 700;
    const wanted = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
    if (ratio < wanted) poor.push([ratio.toFixed(2), walker.currentNode.data.trim().slice(0, 40)]);
  }
  return poor;
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, driven headless; no page may reach a network."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium here: `apt-get install chromium` brings it")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Full report and mail of every situation, and of a report that is poisoned in every field."""
    folder = tmp_path_factory.mktemp("pages")
    written = {}
    for situation, (made_of, kind, catalogue) in SITUATIONS.items():
        whole = report(made_of, kind=kind, of=catalogue)
        written[f"full-{situation}"] = render_html(whole, "nl")
        written[f"mail-{situation}"] = mail_body(whole, "nl", contact="beheer@toolkit.example").html
    for number, canary in enumerate((" ".join(CANARIES), *CANARIES[-1:], *CANARIES[:2])):
        written[f"full-canary{number}"] = render_html(poisoned(canary), "nl")
        written[f"mail-canary{number}"] = mail_body(poisoned(canary), "nl").html
    for name, text in written.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in written}


class Watched:
    """A page whose requests, dialogs and errors are written down."""

    def __init__(self, page: Page) -> None:
        self.requests: list[str] = []
        self.dialogs: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("dialog", self._refuse)
        self.page = page

    def _refuse(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def strangers(self) -> list[str]:
        """Requests for anything but the page itself and its own embedded picture."""
        return [url for url in self.requests if not url.startswith(("file:", "data:image/png;base64,", "cid:"))]


def opened(browser: Browser, path: Path, *, width: int = 1000, dark: bool = False, scripts: bool = True) -> Watched:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        java_script_enabled=scripts,
    )
    context.set_default_timeout(20_000)
    watched = Watched(context.new_page())
    watched.page.goto(path.as_uri())
    return watched


def test_no_canary_reaches_the_network_or_runs(browser: Browser, pages: dict[str, Path]) -> None:
    for name, path in pages.items():
        watched = opened(browser, path)
        watched.page.mouse.move(200, 200)
        assert watched.strangers() == [], name
        assert watched.dialogs == [], name
        watched.page.context.close()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("form", ["full", "mail"])
def test_every_text_stands_out_from_its_ground(
    browser: Browser,
    pages: dict[str, Path],
    form: str,
    dark: bool,  # noqa: FBT001 - a case of the table
) -> None:
    for situation in SITUATIONS:
        watched = opened(browser, pages[f"{form}-{situation}"], dark=dark)
        assert watched.page.evaluate(CONTRAST) == [], situation
        watched.page.context.close()


@pytest.mark.parametrize("width", [320, 360, 600])
def test_a_narrow_window_needs_no_sideways_scrolling(browser: Browser, pages: dict[str, Path], width: int) -> None:
    for name in ("full-lively", "mail-lively", "full-void", "mail-quiet", "mail-canary1"):
        watched = opened(browser, pages[name], width=width)
        wide = watched.page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= width, name
        watched.page.context.close()


def test_the_list_is_filtered_without_scripts(browser: Browser, pages: dict[str, Path]) -> None:
    page = opened(browser, pages["full-lively"], scripts=False).page
    rows = page.locator(".row")
    assert rows.count() == 20
    counts = report(kind=ReportKind.WEEKLY).counts
    for choice, number in (("changed", counts.changed), ("unchecked", 3), ("all", 20)):
        page.check(f"#show-{choice}")
        assert sum(row.is_visible() for row in rows.all()) == number, choice
    assert not page.is_visible("#search")
    page.context.close()


def test_the_list_is_searched_with_scripts(browser: Browser, pages: dict[str, Path]) -> None:
    page = opened(browser, pages["full-lively"]).page
    page.fill("#search", "ncsc")
    assert [row.inner_text().split("\t")[0] for row in page.locator(".row").all() if row.is_visible()] == [
        "Handreiking Cybersecuritymaatregelen"
    ]
    assert page.inner_text("#found") == "getoond: 1"
    page.context.close()


def test_a_link_from_the_list_opens_the_tool(browser: Browser, pages: dict[str, Path]) -> None:
    page = opened(browser, pages["full-lively"]).page
    page.click(".row a[href='#tool-isor']")
    assert page.get_attribute("#tool-isor", "open") is not None
    page.context.close()
