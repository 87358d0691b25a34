"""Reports about hostile tools and pages, opened in a real browser: nothing runs, nothing is asked for, no link leads astray."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from monitor.demo import FakeInternet
from tests.browser.chrome import MISSING, opened
from tests.e2e.hostile import MARK, catalogue, script
from tests.e2e.office import open_office

pytestmark = [pytest.mark.browser, pytest.mark.skipif(bool(MISSING), reason=MISSING)]
MONDAY = datetime(2026, 10, 5, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Full reports and the HTML of mails, as files."""
    folder = tmp_path_factory.mktemp("hostile")
    with FakeInternet(script()) as internet, open_office(folder, internet, catalogue()) as office:
        for day in (0, 7, 9, 14):
            internet.day = day
            assert office("run", "--at", (MONDAY + timedelta(days=day)).isoformat()).status == 0
        for number, mail in enumerate(office.mailroom.arrived):
            body = mail.message.get_body(("html",))
            assert body is not None
            (folder / "reports" / f"mail-{number}.html").write_text(body.get_content())
    found = sorted((folder / "reports").glob("*.html"))
    assert len(found) >= 15
    return found


def test_no_canary_is_alive_in_a_browser(browser: Browser, pages: list[Path]) -> None:
    shown = 0
    for path in pages:
        with opened(browser, path) as seen:
            # cid: pictures are the mail program's; a file has none.
            assert [url for url in seen.requests if not url.startswith("cid:")] == [], path.name
            assert seen.dialogs == []
            seen.page.mouse.move(200, 300)
            for element in seen.page.query_selector_all("summary")[:20]:
                element.click()
            assert seen.ask(f"typeof window.{MARK}") == "undefined"
            own = 0 if path.name.startswith("mail") else 1
            assert seen.ask("document.scripts.length") == own
            assert (
                seen.ask(
                    "document.querySelectorAll('base, iframe, object, embed, form, meta[http-equiv=refresh]').length"
                )
                == 0
            )
            assert (
                seen.ask(
                    "[...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).length"
                )
                == 0
            )
            links = seen.ask("[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))")
            assert not [link for link in links if not link.startswith(("http://", "https://", "#", "mailto:"))]
            # A link shows where it leads.
            told = seen.ask(
                "[...document.querySelectorAll('a[href^=http]')].map(a => [new URL(a.href).host, a.textContent, a.closest('*').parentElement.textContent])"
            )
            assert not [host for host, text, around in told if host not in text and host not in around]
            shown += seen.ask("document.body.innerText").count(MARK)
    assert shown > 100


def test_the_same_reports_hold_without_scripts(browser: Browser, pages: list[Path]) -> None:
    for path in pages[:3]:
        with opened(browser, path, java_script_enabled=False) as seen:
            assert seen.requests == []
            assert seen.page.locator("h1").count() == 1
