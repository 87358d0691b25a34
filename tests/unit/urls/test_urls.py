import random
import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from monitor import urls

HOSTS = st.sampled_from(["a.nl", "www.cip-overheid.nl", "bücher.example", "192.0.2.1", "[2001:db8::1]"])
PATHS = st.text(alphabet="abcXYZ019-._~/%20é ", max_size=30)
ADDRESSES = st.builds("https://{}/{}".format, HOSTS, PATHS)


@pytest.mark.parametrize(
    ("base", "location", "expected"),
    [
        ("https://a.nl/x/y", "../z é?q=1#frag ment", "https://a.nl/z%20%C3%A9?q=1#frag%20ment"),
        ("https://a.nl/x", "//b.nl/", "https://b.nl/"),
        ("https://a.nl/x?y", "?z=1", "https://a.nl/x?z=1"),
        ("https://a.nl/x", " \thttp://b.nl/\n", "http://b.nl/"),
        ("https://a.nl/x", "https://b.nl:443/", "https://b.nl/"),
    ],
)
def test_a_location_is_read_with_a_browsers_patience(base: str, location: str, expected: str) -> None:
    assert urls.join(base, location) == expected


@given(
    rest=st.text(alphabet="a1.-_:/?#@[]% \t\\é", max_size=24),
    scheme=st.sampled_from(["http://", "https://", "HTTP://"]),
)
def test_a_plain_address_has_the_host_that_a_parser_finds(scheme: str, rest: str) -> None:
    url = scheme + rest
    try:
        found = (URL(urls.cleaned(url)).raw_host or "").lower().rstrip(".")
    except ValueError:
        found = ""
    assert urls.host_of(url) == found


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://a.nl/r?to=http%3A%2F%2Fb.nl", "https://a.nl/r?to=http%3A%2F%2Fb.nl"),
        ("https://a.nl/caf%c3%a9/%7ejan", "https://a.nl/caf%c3%a9/%7ejan"),
        ("https://A.nl:443/x%2fy", "https://a.nl/x%2fy"),
        ("https://bücher.example/x%2fy z", "https://xn--bcher-kva.example/x%2Fy%20z"),
        ("https://a.nl/x/../%2e%2fy", "https://a.nl/.%2Fy"),
        ("https://a.nl/100%", "https://a.nl/100%25"),
    ],
)
def test_an_address_is_asked_as_it_is_written(url: str, asked: str) -> None:
    assert str(urls.as_written(url)) == asked
    assert urls.redirect_target("https://c.nl/x", url) == asked


@given(url=st.from_regex(urls._ONE_SPELLING, fullmatch=True))
def test_plain_words_have_one_spelling(url: str) -> None:
    try:
        read = URL(url)
    except ValueError:
        return
    assert read.raw_path_qs == URL(url, encoded=True).raw_path_qs


@given(ADDRESSES)
def test_the_spelling_changes_neither_host_nor_meaning(url: str) -> None:
    read, written = URL(url), urls.as_written(url)
    assert (written.scheme, written.raw_host, written.port) == (read.scheme, read.raw_host, read.port)
    assert unquote(written.raw_path_qs, "latin-1") == unquote(read.raw_path_qs, "latin-1")
    assert re.fullmatch(r"[!-~]*", str(written))


@pytest.mark.parametrize("location", ["http:\\\\127.0.0.1\\", "/x\x00y", "https://[::1", "http://a.nl:99999/"])
def test_what_two_parsers_would_read_differently_is_no_address(location: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        urls.join("https://a.nl/", location)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://１２７.０.０.１/", "127.0.0.1"),
        ("http://Bücher.example./", "xn--bcher-kva.example"),
        ("http://[::1]/", "::1"),
        ("nonsense", ""),
    ],
)
def test_a_host_is_lower_case_ascii(url: str, host: str) -> None:
    assert urls.host_of(url) == host


@pytest.mark.parametrize(
    ("host", "domain"),
    [("www.cip-overheid.nl", "cip-overheid.nl"), ("10.0.0.1", "10.0.0.1"), ("localhost", "localhost"), ("::1", "::1")],
)
def test_a_registrable_domain_is_what_somebody_registered(host: str, domain: str) -> None:
    assert urls.registrable_domain(host) == domain


@pytest.mark.parametrize(
    "path", ["", "/", "/index.html", "/nl", "/nl/home", "/Default.aspx", "/home/", "/?utm_source=mail"]
)
def test_a_front_door_is_a_root(path: str) -> None:
    assert urls.is_root(f"https://a.nl{path}")


@pytest.mark.parametrize("path", ["/x", "/?page=3", "/nl/nieuws", "/index/x"])
def test_a_page_is_no_root(path: str) -> None:
    assert not urls.is_root(f"https://a.nl{path}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("http://a.nl/x", "https://a.nl/x"),
        ("https://a.nl/x", "https://www.a.nl/x/"),
        ("http://a.nl:80/", "http://a.nl"),
        ("https://a.nl/Page", "https://a.nl/page?utm_source=x"),
    ],
)
def test_only_dressing_differs(before: str, after: str) -> None:
    assert urls.differs_trivially(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("https://a.nl/x", "https://a.nl/y"),
        ("https://a.nl/", "https://b.nl/"),
        ("https://a.nl/?id=1", "https://a.nl/?id=2"),
        ("https://a.nl/", "https://a.nl/"),
    ],
)
def test_another_place_is_no_trifle(before: str, after: str) -> None:
    assert not urls.differs_trivially(before, after)


def test_a_sibling_probe_stays_in_the_directory_and_keeps_the_ending() -> None:
    probe = urls.sibling_probe("https://a.nl/docs/guide.html?x=1#y", random.Random(1))
    assert urls.directory_key(probe) == urls.directory_key("https://a.nl/docs/other.html") == "a.nl/docs/.html"
    assert probe != "https://a.nl/docs/guide.html"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:secret@a.nl/x", "https://a.nl/x"),
        ("https://a.nl/oauth/authorize?state=secret&nonce=", "https://a.nl/oauth/authorize?state=…&nonce="),
        ("https://a.nl/x?page=3", "https://a.nl/x?page=3"),
    ],
)
def test_what_is_secret_in_an_address_is_not_printed(url: str, shown: str) -> None:
    assert urls.redacted(url) == shown


@given(url=ADDRESSES, fragment=st.text(alphabet="abc é#%/", min_size=1, max_size=10))
def test_a_fragment_that_is_put_on_is_read_back(url: str, fragment: str) -> None:
    assert urls.fragment_of(urls.with_fragment(url, fragment)) == fragment


@given(url=ADDRESSES)
def test_joining_an_address_to_itself_changes_nothing_more(url: str) -> None:
    once = urls.join(url, url)
    assert urls.join(once, once) == once


@given(location=st.text(max_size=40))
def test_joining_ends_in_an_address_or_a_value_error(location: str) -> None:
    try:
        joined = urls.join("https://a.nl/x", location)
    except ValueError:
        return
    assert urls.host_of(joined) or "://" not in joined or not joined.startswith("http")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://a.nl/x;jsessionid=0A1B.node1?p=1#deel", "https://a.nl/x?p=1#deel"),
        ("https://a.nl/x?PHPSESSID=ab12", "https://a.nl/x"),
        ("https://a.nl/x?p=1&session_id=3&q=2#deel", "https://a.nl/x?p=1&q=2#deel"),
        ("https://a.nl/x?ASPSESSIONIDQAC=AB&p=1", "https://a.nl/x?p=1"),
        ("https://a.nl/x?sid=0123456789abcdef01", "https://a.nl/x"),
        ("https://a.nl/artikel?sid=123", "https://a.nl/artikel?sid=123"),
        (
            "https://a.nl/x?session=plenair&inside=0123456789abcdef",
            "https://a.nl/x?session=plenair&inside=0123456789abcdef",
        ),
        ("https://a.nl/possession;v=2", "https://a.nl/possession;v=2"),
    ],
)
def test_the_number_of_a_visitor_is_left_out_and_nothing_else(written: str, kept: str) -> None:
    assert urls.without_session(written) == kept
    assert urls.without_session(kept) == kept
