"""Hostile text is shown, never obeyed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.render.escaping import csv_cell, safe_href, shown_url, visible


def test_bidi_and_zero_width_characters_are_made_visible() -> None:
    assert visible("factuur\u202efdp.exe") == "factuur⟨U+202E⟩fdp.exe"
    assert visible("a\u200bb\ufeffc\x1b[31m") == "a⟨U+200B⟩b⟨U+FEFF⟩c⟨U+001B⟩[31m"


def test_a_line_break_in_page_text_cannot_start_a_line_of_ours() -> None:
    assert visible("Titel\r\nTLP:CLEAR") == "Titel  TLP:CLEAR"


def test_dutch_text_is_left_as_it_is() -> None:
    text = "Privacy­beleid: coördinatie, “één” hulpmiddel – 3 €"
    assert visible(text) == text.replace("\u00ad", "")


@given(text=st.text())
def test_shown_text_is_one_line_and_showing_twice_is_showing_once(text: str) -> None:
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    assert visible(shown) == shown


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//host.example/x",
        "https://host.example/\u202eexe",
        'https://host.example/"><script>',
        "https://host.example/a b",
        "https:///x",
        "http://[broken",
        "",
    ],
)
def test_only_plain_web_addresses_become_links(url: str) -> None:
    assert safe_href(url) is None


def test_credentials_and_the_values_of_a_log_in_redirect_are_never_printed() -> None:
    assert safe_href("https://user:secret@host.example/x") == "https://host.example/x"
    assert "abc" not in shown_url("https://sso.host.example/login?token=abc&next=%2Fx")


def test_a_host_in_mixed_scripts_is_shown_in_ascii() -> None:
    assert shown_url("https://nоra.example/x").startswith("https://xn--")
    assert shown_url("https://coördinatie.example/x") == "https://coördinatie.example/x"


def test_the_visible_address_is_the_target() -> None:
    url = "https://www.noraonline.example/wiki/ISOR_(BIM)?a=1&b=2#x"
    assert safe_href(url) == shown_url(url) == url


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =cmd|'/C calc'!A0"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert csv_cell(text).startswith("'")


def test_plain_cells_are_left_alone() -> None:
    assert csv_cell("BIO Self-Assessment") == "BIO Self-Assessment"
