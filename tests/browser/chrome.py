"""A real Chromium that can reach nothing, and a count of what it tried to."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Dialog, Page, Playwright, Route

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
MISSING = "" if CHROMIUM else "no Chromium here (apt-get install chromium): pages are not looked at in a real browser"
_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
_FORCED_DARK = ("--blink-settings=forceDarkModeEnabled=true",)


@contextmanager
def chrome(playwright: Playwright, *, forced_dark: bool = False) -> Iterator[Browser]:
    """A browser without a network; root needs to do without its sandbox."""
    flags = [*_FLAGS, *(_FORCED_DARK if forced_dark else ()), *(("--no-sandbox",) if os.geteuid() == 0 else ())]
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
    try:
        yield browser
    finally:
        browser.close()


@dataclass
class Seen:
    """What a page did when it was opened."""

    page: Page
    requests: list[str] = field(default_factory=list)
    """All but the file itself and what it carries in it (data:)."""
    dialogs: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    """What the console said, of which a refusal by the Content Security Policy is one."""

    def ask(self, script: str) -> Any:
        return self.page.evaluate(script)


@contextmanager
def opened(browser: Browser, path: Path, **options: Any) -> Iterator[Seen]:
    """Open a file as a reader would, in a context of its own, and count what it asks for."""
    context = browser.new_context(**options)
    page = context.new_page()
    seen = Seen(page)
    own = path.as_uri()

    def ask(route: Route) -> None:
        url = route.request.url
        if url.partition("#")[0] == own:
            route.continue_()
            return
        if not url.startswith("data:"):
            seen.requests.append(url)
        route.abort()

    def hear(dialog: Dialog) -> None:
        seen.dialogs.append(dialog.message)
        dialog.dismiss()

    page.route("**/*", ask)
    page.on("dialog", hear)
    page.on("console", lambda message: seen.complaints.append(message.text))
    page.goto(own)
    page.wait_for_timeout(50)
    try:
        yield seen
    finally:
        context.close()
