from ipaddress import IPv4Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from monitor import urls
from monitor.fetch.gate import Gate, _check_written, is_public
from monitor.fetch.policy import FetchPolicy
from monitor.model.exchange import Refusal, RefusalReason

GATE = Gate(FetchPolicy())

INSIDE = [
    "http://127.0.0.1/",
    "http://127.1.2.3/",
    "http://127.1/",
    "http://127.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0x7f.0x42.0x6.0x6/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.0.0.1./",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://0.0.0.0/",
    "http://0/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://100.127.255.255/",
    "http://192.0.0.1/",
    "http://192.0.2.1/",
    "http://192.88.99.1/",
    "http://198.18.0.1/",
    "http://198.51.100.1/",
    "http://203.0.113.1/",
    "http://224.0.0.1/",
    "http://239.255.255.250/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[::]/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:169.254.169.254]/",
    "http://[::ffff:100.64.0.1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[64:ff9b::a00:1]/",
    "http://[64:ff9b:1::a00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2002:a00:1::1]/",
    "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    "http://[2001:db8::1]/",
    "http://[fc00::1]/",
    "http://[fd12:3456::1]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[ff0e::1]/",
    "http://[100::1]/",
]


@pytest.mark.parametrize("url", INSIDE)
def test_a_literal_that_leads_inside_is_refused_in_every_notation(url: str) -> None:
    refusal = GATE.check_url(url)
    assert isinstance(refusal, Refusal)
    assert refusal.reason is RefusalReason.PRIVATE_ADDRESS


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://a.nl/", RefusalReason.SCHEME),
        ("file:///etc/passwd", RefusalReason.SCHEME),
        ("javascript:alert(1)", RefusalReason.SCHEME),
        ("data:text/html,x", RefusalReason.SCHEME),
        ("at://did:plc:x", RefusalReason.SCHEME),
        ("gopher://a.nl/", RefusalReason.SCHEME),
        ("mailto:a@b.nl", RefusalReason.SCHEME),
        ("a.nl/page", RefusalReason.BAD_URL),
        ("", RefusalReason.BAD_URL),
        ("//a.nl/", RefusalReason.BAD_URL),
        ("http://", RefusalReason.BAD_URL),
        ("http:///x", RefusalReason.BAD_URL),
        ("http://a.nl:22/", RefusalReason.PORT),
        ("http://a.nl:0/", RefusalReason.PORT),
        ("http://a.nl:99999/", RefusalReason.BAD_URL),
        ("http://a.nl:x/", RefusalReason.BAD_URL),
        ("http://user@a.nl/", RefusalReason.BAD_URL),
        ("http://user:secret@a.nl/", RefusalReason.BAD_URL),
        ("http://@a.nl/", RefusalReason.BAD_URL),
        ("http://a.nl\\@10.0.0.1/", RefusalReason.BAD_URL),
        ("http:\\\\a.nl\\", RefusalReason.BAD_URL),
        ("http://a.nl/\x00x", RefusalReason.BAD_URL),
        ("http://a\x7f.nl/", RefusalReason.BAD_URL),
        ("http://a.nl/\ud800", RefusalReason.BAD_URL),
        ("http://a.nl/\u2028x", RefusalReason.BAD_URL),
        ("http://[::1", RefusalReason.BAD_URL),
        ("http://[fe80::1%25eth0]/", RefusalReason.BAD_URL),
        ("http://134744072/", RefusalReason.BAD_URL),
        ("http://8.8.2056/", RefusalReason.BAD_URL),
        ("http://1.2.3.4.5/", RefusalReason.BAD_URL),
        ("http://999.1.1.1/", RefusalReason.BAD_URL),
        ("http://a..nl/", RefusalReason.BAD_URL),
        (f"http://{'a' * 64}.nl/", RefusalReason.BAD_URL),
        (f"http://{'a.' * 130}nl/", RefusalReason.BAD_URL),
    ],
)
def test_what_cannot_be_asked_safely_is_refused_with_its_reason(url: str, reason: RefusalReason) -> None:
    refusal = GATE.check_url(url)
    assert isinstance(refusal, Refusal), refusal
    assert refusal.reason is reason


@pytest.mark.parametrize(
    "url",
    [
        "http://a.nl",
        "https://www.cip-overheid.nl/productcategorie%C3%ABn?x=1#deel",
        "http://bücher.example/",
        "http://a_b.nl/",
        "http://8.8.8.8/",
        "http://[2606:4700::1111]/",
        "https://a.nl:8443/x",
        " \thttps://a.nl/\n",
        "https://a.nl/x?y=\\z",
        "http://xn--bcher-kva.example/",
    ],
)
def test_a_public_address_passes(url: str) -> None:
    assert isinstance(GATE.check_url(url), URL)


@given(url=st.from_regex(urls._PLAIN, fullmatch=True))
def test_a_plain_address_has_nothing_that_its_written_form_could_give_away(url: str) -> None:
    assert urls.is_plain(url)
    assert urls.cleaned(url) == url
    assert _check_written(url) is None


def test_allow_lets_in_what_it_names_and_nothing_else() -> None:
    gate = Gate(FetchPolicy(allow=("10.1.0.0/16", "fd00::/8")))
    assert gate.check_address("10.1.2.3") is None
    assert gate.check_address("fd00::1") is None
    assert gate.check_address("10.2.0.1") is not None
    assert gate.check_address("::ffff:10.1.2.3") is not None


def test_an_allowed_address_must_still_be_written_the_one_way() -> None:
    gate = Gate(FetchPolicy(allow=("127.0.0.0/8",)))
    assert isinstance(gate.check_url("http://127.0.0.1/"), URL)
    assert isinstance(gate.check_url("http://0x7f.0.0.1/"), Refusal)


@given(number=st.integers(0, 2**32 - 1))
def test_a_mapped_address_is_judged_as_what_it_carries(number: int) -> None:
    plain = IPv4Address(number)
    alone = GATE.check_address(str(plain)) is None
    for wrapped in (f"::ffff:{plain}", f"64:ff9b::{plain}"):
        assert (GATE.check_address(wrapped) is None) == alone


@given(number=st.integers(0, 2**128 - 1))
def test_no_address_that_python_calls_private_passes(number: int) -> None:
    address = ip_address(number)
    if address.is_private or address.is_multicast or address.is_loopback or address.is_link_local:
        assert GATE.check_address(str(address)) is not None
    else:
        assert is_public(address) or GATE.check_address(str(address)) is not None


HOSTS = st.one_of(
    st.from_regex(r"[0-9a-fx.\[\]:%]{1,24}", fullmatch=True),
    st.builds(str, st.integers(0, 2**33)),
    st.ip_addresses(v=4).map(str),
    st.ip_addresses(v=6).map(lambda address: f"[{address}]"),
    st.text(alphabet="１２7.０localhost①。-_@\\ \t", min_size=1, max_size=16),
)


@given(
    host=HOSTS,
    scheme=st.sampled_from(["http", "https", "HTTP"]),
    tail=st.sampled_from(["", "/", ":80/", ":8443/x", "@10.0.0.1/", "\\@10.0.0.1/"]),
)
def test_what_the_gate_approved_is_what_yarl_connects_to(host: str, scheme: str, tail: str) -> None:
    approved = GATE.check_url(f"{scheme}://{host}{tail}")
    if isinstance(approved, Refusal):
        return
    assert approved.scheme in ("http", "https")
    assert approved.port in GATE.policy.ports
    assert approved.raw_user is None
    assert URL(str(approved)).raw_host == approved.raw_host
    try:
        literal = ip_address(approved.raw_host or "")
    except ValueError:
        return
    assert GATE.check_address(str(literal)) is None
    assert literal.is_global
