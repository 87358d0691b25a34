"""What the browser tests share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.chrome import chrome


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver: one in a process."""
    with sync_playwright() as made:
        yield made


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium without a network."""
    with chrome(playwright) as made:
        yield made
