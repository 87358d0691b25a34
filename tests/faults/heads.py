"""Heads: what browsers forgive, and what nobody can bear."""

from tests.faults.server import PAGE, Behaviour, ok, says
from tests.faults.transport import floods

LENGTH = b"Content-Length: %d" % len(PAGE)
CRLF = b"\r\n"


def _forgiven(name: str, answer: bytes, content: bytes = PAGE, **more: object) -> Behaviour:
    return Behaviour(name=name, script=says(answer), expected="200", content=content, **more)  # type: ignore[arg-type] # a table's short form


BEHAVIOURS = (
    _forgiven("bare-line-feeds", b"HTTP/1.1 200 OK\nContent-Type: text/html\n" + LENGTH + b"\n\n" + PAGE),
    _forgiven("mixed-line-ends", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\n" + LENGTH + b"\r\n\n" + PAGE),
    _forgiven("lower-case-http", b"http/1.1 200 OK\r\n" + LENGTH + b"\r\n\r\n" + PAGE),
    _forgiven(
        "lower-case-fields",
        b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: %d\r\n\r\n" % len(PAGE) + PAGE,
    ),
    _forgiven(
        "folded-field",
        b"HTTP/1.1 200 OK\r\nX-Folded: one\r\n two\r\n\tthree\r\n" + LENGTH + b"\r\n\r\n" + PAGE,
        fields=(("x-folded", "one two three"),),
    ),
    _forgiven("field-without-colon", b"HTTP/1.1 200 OK\r\nno colon here\r\n" + LENGTH + b"\r\n\r\n" + PAGE),
    _forgiven("field-without-name", b"HTTP/1.1 200 OK\r\n: nothing\r\n" + LENGTH + b"\r\n\r\n" + PAGE),
    _forgiven("space-before-colon", b"HTTP/1.1 200 OK\r\nContent-Type : text/html\r\n" + LENGTH + b"\r\n\r\n" + PAGE),
    _forgiven("space-in-field-name", b"HTTP/1.1 200 OK\r\nX A: b\r\n" + LENGTH + b"\r\n\r\n" + PAGE),
    _forgiven("no-space-after-colon", b"HTTP/1.1 200 OK\r\nContent-Type:text/html\r\n" + LENGTH + b"\r\n\r\n" + PAGE),
    _forgiven("missing-reason", b"HTTP/1.1 200\r\n" + LENGTH + b"\r\n\r\n" + PAGE),
    _forgiven("empty-reason", b"HTTP/1.1 200 \r\n" + LENGTH + b"\r\n\r\n" + PAGE),
    _forgiven("reason-of-odd-bytes", b"HTTP/1.1 200 \xc3\xa9\xff\x80\r\n" + LENGTH + b"\r\n\r\n" + PAGE),
    _forgiven("spaces-in-status-line", b"HTTP/1.1  200  OK\r\n" + LENGTH + b"\r\n\r\n" + PAGE),
    _forgiven("http-1.0", b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE),
    _forgiven("http-1.0-with-length", b"HTTP/1.0 200 OK\r\n" + LENGTH + b"\r\n\r\n" + PAGE),
    _forgiven("http-1.2", b"HTTP/1.2 200 OK\r\n" + LENGTH + b"\r\n\r\n" + PAGE),
    _forgiven("http-2.0-in-plain-text", b"HTTP/2.0 200 OK\r\n" + LENGTH + b"\r\n\r\n" + PAGE),
    _forgiven("icy", b"ICY 200 OK\r\n" + LENGTH + b"\r\n\r\n" + PAGE),
    _forgiven("empty-lines-first", b"\r\n\r\nHTTP/1.1 200 OK\r\n" + LENGTH + b"\r\n\r\n" + PAGE),
    _forgiven("100-continue-first", b"HTTP/1.1 100 Continue\r\n\r\n" + ok()),
    _forgiven("103-early-hints-first", b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + ok()),
    _forgiven("same-length-twice", b"HTTP/1.1 200 OK\r\n" + LENGTH + CRLF + LENGTH + b"\r\n\r\n" + PAGE),
    _forgiven("content-type-twice", ok(PAGE, b"Content-Type: text/plain"), fields=(("content-type", "text/plain"),)),
    _forgiven("non-text-in-a-field", ok(PAGE, b"X-Odd: caf\xe9 \xff"), fields=(("x-odd", "café ÿ"),)),
    _forgiven("utf-8-in-a-field", ok(PAGE, "X-Odd: café".encode()), fields=(("x-odd", "café"),)),
    _forgiven("tab-and-escape-in-a-field", ok(PAGE, b"X-Odd: a\tb\x1b[31mc"), fields=(("x-odd", "a b [31mc"),)),
    _forgiven("etag-of-odd-bytes", ok(PAGE, b'ETag: "\xe9"')),
    _forgiven("endless-etag", ok(PAGE, b'ETag: "' + b"a" * 3000 + b'"')),
    _forgiven("twelve-kb-of-fields", ok(PAGE, *[b"X-%d: " % number + b"a" * 1000 for number in range(12)])),
    _forgiven("sixty-kb-of-fields", ok(PAGE, *[b"X-%d: " % number + b"a" * 1000 for number in range(58)])),
    _forgiven("long-policy-field", ok(PAGE, b"Content-Security-Policy: " + b"default-src " * 2000)),
    _forgiven("cookies-in-plenty", ok(PAGE, *[b"Set-Cookie: c%d=1; Path=/" % number for number in range(90)])),
    Behaviour(
        name="head-of-100-kb",
        script=says(ok(PAGE, *[b"X-%d: " % number + b"a" * 1000 for number in range(100)])),
        expected="head-too-large",
        limit="limits.head_kib",
    ),
    Behaviour(
        name="three-hundred-fields",
        script=says(ok(PAGE, *[b"X-%d: a" % number for number in range(300)])),
        expected="head-too-large",
        limit="limits.head_fields",
    ),
    Behaviour(
        name="endless-field",
        script=floods(b"HTTP/1.1 200 OK\r\nX-Long: ", b"a" * 4096),
        expected="head-too-large",
        limit="limits.head_kib",
    ),
    Behaviour(
        name="endless-fields", script=floods(b"HTTP/1.1 200 OK\r\n", b"X-More: a\r\n" * 99), expected="head-too-large"
    ),
    Behaviour(name="endless-status-line", script=floods(b"HTTP/1.1 200 ", b"a" * 4096), expected="head-too-large"),
    Behaviour(name="endless-line-ends", script=floods(b"", b"\r\n" * 2048), expected="attempt-timeout"),
    Behaviour(name="http-0.9", script=says(PAGE), expected="bad-answer"),
    Behaviour(name="status-of-two-digits", script=says(b"HTTP/1.1 20 OK\r\n\r\n"), expected="bad-answer"),
    Behaviour(name="status-of-letters", script=says(b"HTTP/1.1 abc OK\r\n\r\n"), expected="bad-answer"),
    Behaviour(name="no-version", script=says(b"HTTP 200 OK\r\n" + LENGTH + b"\r\n\r\n" + PAGE), expected="bad-answer"),
)
