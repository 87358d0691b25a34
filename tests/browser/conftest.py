"""What the browser tests share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.chrome import chrome


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """The driver. Its event loop runs for as long as it lives, so it ends with its module: other tests run loops too."""
    with sync_playwright() as made:
        yield made


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium without a network."""
    with chrome(playwright) as made:
        yield made
