import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extract.charset import decode

TEXT = "Privacyverklaring geüpdatet: één café – €\u00a05"


@pytest.mark.parametrize("label", ["iso-8859-1", "utf-8", "windows-1252", "us-ascii", "utf8", "", "onzin"])
def test_utf_8_is_read_as_such_whatever_the_label_says(label: str) -> None:
    assert decode(TEXT.encode(), f"text/html; charset={label}") == TEXT


@pytest.mark.parametrize("label", ["iso-8859-1", "utf-8", "latin1", ""])
def test_windows_1252_is_read_as_such_under_any_usual_label(label: str) -> None:
    assert decode(TEXT.encode("windows-1252"), f"text/html; charset={label}") == TEXT


def test_a_byte_order_mark_comes_before_every_label() -> None:
    assert decode(b"\xff\xfe" + TEXT.encode("utf-16le"), "text/html; charset=utf-8") == TEXT
    assert decode(b"\xef\xbb\xbf" + TEXT.encode(), "text/html; charset=iso-8859-1") == TEXT


def test_the_meta_element_is_heard_where_the_field_is_silent() -> None:
    page = '<meta charset="iso-8859-2"><p>Łódź'
    assert decode(page.encode("iso-8859-2"), "text/html") == page


def test_the_field_comes_before_the_meta_element() -> None:
    page = '<meta charset="utf-8"><p>Łódź'
    assert decode(page.encode("iso-8859-2"), "text/html; charset=iso-8859-2") == page


@pytest.mark.parametrize("label", ["zlib", "rot13", "unicode_escape", "idna", "base64", "undefined", "utf-7"])
def test_a_python_codec_is_no_label(label: str) -> None:
    assert decode(b"+AGE- \\x41 abc", f"text/html; charset={label}") == "+AGE- \\x41 abc"


def test_a_page_that_calls_itself_utf_16_in_ascii_is_not() -> None:
    assert (
        decode(b'<meta charset="utf-16"><p>caf\xc3\xa9', "text/html; charset=utf-16")
        == '<meta charset="utf-16"><p>café'
    )


@given(st.binary(max_size=200), st.text(max_size=30))
def test_any_bytes_under_any_label_become_text(content: bytes, label: str) -> None:
    assert isinstance(decode(content, f"text/html; charset={label}"), str)
