import pytest
from yarl import URL

from monitor.fetch.cookies import MOST_COOKIES, Jar
from monitor.fetch.heads import read_head
from monitor.fetch.proxy import ProxyChoice
from monitor.fetch.resolver import Mapping
from monitor.fetch.retries import retry_cause
from monitor.model.exchange import Failure, FailureKind, Outcome, Refusal, RefusalReason, Response

HERE = URL("https://www.a.nl/x")


@pytest.mark.parametrize(
    ("outcome", "cause"),
    [
        (Failure(kind=FailureKind.NAME_TEMPORARY), "name-temporary"),
        (Failure(kind=FailureKind.NAME_UNKNOWN), ""),
        (Failure(kind=FailureKind.NO_ROUTE), "connect-error"),
        (Failure(kind=FailureKind.REFUSED), "connect-error"),
        (Failure(kind=FailureKind.PROXY), "connect-error"),
        (Failure(kind=FailureKind.RESET), "broken-off"),
        (Failure(kind=FailureKind.CLOSED), "broken-off"),
        (Failure(kind=FailureKind.CONNECT_TIMEOUT), "time-out"),
        (Failure(kind=FailureKind.TLS_TIMEOUT), "time-out"),
        (Failure(kind=FailureKind.FIRST_BYTE_TIMEOUT), "time-out"),
        (Failure(kind=FailureKind.ATTEMPT_TIMEOUT), "time-out"),
        (Failure(kind=FailureKind.SOURCE_TIMEOUT), ""),
        (Failure(kind=FailureKind.HOST_GIVEN_UP), ""),
        (Failure(kind=FailureKind.TLS), ""),
        (Failure(kind=FailureKind.REDIRECT_LOOP), ""),
        (Failure(kind=FailureKind.BAD_ANSWER), ""),
        (Failure(kind=FailureKind.HEAD_TOO_LARGE), ""),
        (Failure(kind=FailureKind.RUN_OVER), ""),
        (Refusal(reason=RefusalReason.PORT), ""),
        (Response(status=200), ""),
        (Response(status=304), ""),
        (Response(status=200, truncated="last chunk missing"), "truncated"),
        (Response(status=404), ""),
        (Response(status=408), "time-out"),
        (Response(status=410), ""),
        (Response(status=429), "rate-limited"),
        (Response(status=500), "server-error"),
        (Response(status=501), ""),
        (Response(status=503), "server-error"),
        (Response(status=520), "server-error"),
        (Response(status=511), ""),
    ],
)
def test_a_retry_has_a_cause(outcome: Outcome, cause: str) -> None:
    assert retry_cause(outcome) == cause


def test_a_body_cut_by_our_own_limit_is_not_asked_again() -> None:
    assert retry_cause(Response(status=200, truncated="limits.html_mib"), limited=True) == ""


def test_a_cookie_goes_back_to_who_set_it() -> None:
    jar = Jar()
    jar.keep(HERE, "a=1; Path=/; HttpOnly")
    jar.keep(HERE, "b=2; Domain=.a.nl")
    jar.keep(HERE, "c=3; Secure")
    assert jar.cookie_field(HERE) == "a=1; b=2; c=3"
    assert jar.cookie_field(URL("http://www.a.nl/")) == "a=1; b=2"
    assert jar.cookie_field(URL("https://other.a.nl/")) == "b=2"
    assert jar.cookie_field(URL("https://b.nl/")) == ""


@pytest.mark.parametrize(
    "written", ["a=1; Domain=nl", "a=1; Domain=b.nl", "a=" + "x" * 5000, "nonsense", "=1", "a=\x07", "a=é"]
)
def test_a_cookie_that_is_not_theirs_or_not_fit_is_dropped(written: str) -> None:
    jar = Jar()
    jar.keep(HERE, written)
    assert jar.cookie_field(HERE) == ""


def test_cookies_are_counted_and_can_be_taken_back() -> None:
    jar = Jar()
    for number in range(99):
        jar.keep(HERE, f"c{number}=1")
    assert len(jar.held) == MOST_COOKIES
    jar.keep(HERE, "c1=; Max-Age=0")
    jar.keep(HERE, "c2=; Expires=Thu, 01 Jan 1970 00:00:00 GMT")
    assert len(jar.held) == MOST_COOKIES - 2


def test_a_cookie_for_an_ip_host_comes_back() -> None:
    jar = Jar()
    jar.keep(URL("http://127.0.0.1/"), "a=1")
    assert jar.cookie_field(URL("http://127.0.0.1/x")) == "a=1"


def test_fields_are_cleaned_at_the_border() -> None:
    odd = b"caf\xe9".decode("utf-8", "surrogateescape")
    head = read_head(
        200,
        [
            ("X-Odd", odd),
            ("X-Utf", "café"),
            ("X-Esc", "a\x1b[31m\tb"),
            ("Vary", "a"),
            ("vary", "b"),
            ("Set-Cookie", "s=secret; Path=/"),
        ],
    )
    assert head.fields == {"x-odd": "café", "x-utf": "café", "x-esc": "a [31m b", "vary": "a, b", "set-cookie": "s"}
    assert head.cookies == ("s=secret; Path=/",)


@pytest.mark.parametrize("etag", ['"' + "a" * 2000 + '"', '"é"', '"\x00"'])
def test_a_validator_that_cannot_go_back_as_it_came_is_dropped(etag: str) -> None:
    assert "etag" not in read_head(200, [("ETag", etag)]).fields


def test_a_validator_is_kept_as_it_came() -> None:
    assert read_head(200, [("ETag", 'W/"a  b\\c"')]).fields["etag"] == 'W/"a  b\\c"'


@pytest.mark.parametrize(
    ("row", "host", "port", "to"),
    [
        ("a.nl:443:127.0.0.1:8443", "a.nl", 443, ("127.0.0.1", "8443")),
        ("::127.0.0.1:", "x.nl", 80, ("127.0.0.1", "")),
        ("a.nl::[::1]:8080", "a.nl", 80, ("::1", "8080")),
        ("[2001:db8::1]:80:[::1]:", "2001:db8::1", 80, ("::1", "")),
        (":::", "a.nl", 80, ("", "")),
    ],
)
def test_connect_to_is_read_as_curl_reads_it(row: str, host: str, port: int, to: tuple[str, str]) -> None:
    mapping = Mapping.read(row)
    assert mapping.matches(host, port)
    assert (mapping.to_host, mapping.to_port) == to


def test_connect_to_speaks_for_its_own_host_and_port_alone() -> None:
    mapping = Mapping.read("a.nl:443:127.0.0.1:8443")
    assert not mapping.matches("b.nl", 443)
    assert not mapping.matches("a.nl", 80)


@pytest.mark.parametrize(
    ("entry", "host", "direct"),
    [
        ("*", "a.nl", True),
        ("a.nl", "a.nl", True),
        ("a.nl", "www.a.nl", True),
        (".a.nl", "www.a.nl", True),
        ("a.nl", "ba.nl", False),
        ("10.0.0.0/8", "10.1.2.3", True),
        ("10.0.0.0/8", "11.1.2.3", False),
        ("10.1.2.3", "10.1.2.3", True),
        ("", "a.nl", False),
    ],
)
def test_no_proxy_names_who_is_asked_directly(entry: str, host: str, direct: bool) -> None:  # noqa: FBT001 - a column of the table
    choice = ProxyChoice("http://proxy:3128", (entry,))
    assert (choice.for_url(URL(f"http://{host}/")) is None) is direct
