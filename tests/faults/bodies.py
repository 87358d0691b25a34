"""Bodies: cut, endless, bombed, wrongly coded, wrongly framed."""

import gzip
import zlib
from functools import cache

from tests.faults.server import PAGE, Behaviour, head, ok, says
from tests.faults.transport import breaks_off_after, floods

GZIP = b"Content-Encoding: gzip"
DEFLATE = b"Content-Encoding: deflate"
CHUNKED = b"Transfer-Encoding: chunked"
TEXT = b"".join(b"<p>Alinea %d van de handreiking.</p>" % number for number in range(500))
PACKED = gzip.compress(TEXT)


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def chunks(*pieces: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + end


@cache
def bomb(mebibytes: int, layers: int = 1) -> bytes:
    """A gzip file that holds this many MiB of zeros, packed so many times."""
    packer = zlib.compressobj(9, wbits=31)
    packed = b"".join(packer.compress(bytes(2**20)) for _ in range(mebibytes)) + packer.flush()
    for _ in range(layers - 1):
        packed = gzip.compress(packed)
    return packed


def _fine(name: str, answer: bytes, content: bytes = PAGE) -> Behaviour:
    return Behaviour(name=name, script=says(answer), expected="200", content=content)


def _cut(name: str, answer: bytes, truncated: str, content: bytes | None = None) -> Behaviour:
    return Behaviour(
        name=name, script=breaks_off_after(answer), expected="200 truncated", truncated=truncated, content=content
    )


BEHAVIOURS = (
    _fine("chunked", head(CHUNKED) + chunks(PAGE[:20], PAGE[20:])),
    _fine(
        "chunked-with-extensions-and-trailer",
        head(CHUNKED) + b"5;a=b\r\n" + PAGE[:5] + b"\r\n" + chunks(PAGE[5:], end=b"0\r\nX-T: 1\r\n\r\n"),
    ),
    _fine(
        "chunked-with-bare-line-feeds",
        b"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n%x\n%s\n0\n\n" % (len(PAGE), PAGE),
    ),
    _fine("chunked-and-length", head(CHUNKED, b"Content-Length: 3") + chunks(PAGE)),
    _fine("until-the-end", head() + PAGE),
    _fine("gzip", ok(PACKED, GZIP), TEXT),
    _fine("gzip-chunked", head(CHUNKED, GZIP) + chunks(PACKED[:100], PACKED[100:]), TEXT),
    _fine(
        "gzip-byte-by-byte-chunks", head(CHUNKED, GZIP) + chunks(*[PACKED[i : i + 1] for i in range(len(PACKED))]), TEXT
    ),
    _fine("x-gzip", ok(PACKED, b"Content-Encoding: x-gzip"), TEXT),
    _fine("GZIP-in-capitals", ok(PACKED, b"Content-Encoding: GZIP"), TEXT),
    _fine("gzip-of-two-members", ok(gzip.compress(TEXT[:99]) + gzip.compress(TEXT[99:]), GZIP), TEXT),
    _fine("gzip-with-rubbish-after-it", ok(PACKED + b"\x00\x00rubbish", GZIP), TEXT),
    _fine("gzip-announced-but-plain", ok(PAGE, GZIP)),
    _fine("gzip-announced-but-one-byte", ok(b"x", GZIP), b"x"),
    _fine("gzip-announced-but-empty", ok(b"", GZIP), b""),
    _fine("deflate-as-zlib", ok(zlib.compress(TEXT), DEFLATE), TEXT),
    _fine("deflate-raw", ok(raw_deflate(TEXT), DEFLATE), TEXT),
    _fine("identity", ok(PAGE, b"Content-Encoding: identity")),
    _fine("content-encoding-of-nonsense", ok(PAGE, b"Content-Encoding: utf-8")),
    _fine("content-encoding-empty", ok(PAGE, b"Content-Encoding: ")),
    _fine("charset-of-nonsense", ok(PAGE, b"Content-Type: text/html; charset=zlib")),
    _fine("more-than-content-length", head(b"Content-Length: 90") + PAGE, PAGE[:90]),
    _fine("empty-200", ok(b""), b""),
    _cut("shorter-than-content-length", head(b"Content-Length: 9999") + PAGE, "content-length", PAGE),
    _cut("nothing-of-content-length", head(b"Content-Length: 9999"), "content-length"),
    _cut("last-chunk-missing", head(CHUNKED) + chunks(PAGE, end=b""), "last chunk"),
    _cut("cut-within-a-chunk", head(CHUNKED) + b"fff\r\n" + PAGE, "chunk"),
    _cut(
        "gzip-cut-in-half",
        head(b"Content-Encoding: gzip", b"Content-Length: %d" % (len(PACKED) // 2)) + PACKED[: len(PACKED) // 2],
        "without its end",
    ),
    _cut("gzip-cut-until-the-end", head(GZIP) + PACKED[: len(PACKED) // 2], "without its end"),
    _cut("gzip-without-its-checksum", head(GZIP) + PACKED[:-8], "without its end"),
    _cut("gzip-cut-and-short", head(GZIP, b"Content-Length: 9999") + PACKED[:300], "content-length"),
    _cut("deflate-cut", head(DEFLATE) + zlib.compress(TEXT)[:200], "without its end"),
    _cut("gzip-with-a-wrong-checksum", ok(PACKED[:-8] + bytes(8), GZIP), "damaged"),
    _cut("gzip-damaged-in-the-middle", ok(PACKED[:200] + b"\xff" * 50 + PACKED[250:], GZIP), "damaged"),
    _cut("body-reset", head(b"Content-Length: 9999") + PAGE, "content-length"),
    _cut("brotli-nobody-asked-for", ok(b"\x8b\x02\x80abc", b"Content-Encoding: br"), "content-encoding br"),
    _cut("gzip-in-gzip", ok(gzip.compress(PACKED), b"Content-Encoding: gzip, gzip"), "content-encoding gzip, gzip"),
    _cut("ninety-layers", ok(PACKED, b"Content-Encoding: " + b", ".join([b"gzip"] * 90)), "content-encoding"),
    Behaviour(
        name="206-unasked", script=says(ok(status=b"206 Partial Content")), expected="206 truncated", truncated="206"
    ),
    Behaviour(name="chunk-size-of-nonsense", script=says(head(CHUNKED) + b"zz\r\n" + PAGE), expected="200 truncated"),
    Behaviour(name="chunk-size-negative", script=says(head(CHUNKED) + b"-5\r\n" + PAGE), expected="200 truncated"),
    Behaviour(
        name="chunk-size-huge", script=says(head(CHUNKED) + b"fffffffffffffffffff\r\n" + PAGE), expected="200 truncated"
    ),
    Behaviour(name="length-negative", script=says(head(b"Content-Length: -5") + PAGE), expected="200", content=PAGE),
    Behaviour(
        name="length-of-nonsense", script=says(head(b"Content-Length: many") + PAGE), expected="200", content=PAGE
    ),
    Behaviour(
        name="two-lengths", script=says(head(b"Content-Length: 80", b"Content-Length: 90") + PAGE), expected="200"
    ),
    Behaviour(
        name="endless-body",
        script=floods(head(), b"<p>x</p>" * 8192),
        expected="200 truncated",
        limit="limits.html_mib",
    ),
    Behaviour(
        name="endless-chunks",
        script=floods(head(CHUNKED), chunks(b"x" * 65536, end=b"")),
        expected="200 truncated",
        limit="limits.html_mib",
    ),
    Behaviour(
        name="endless-tiny-chunks",
        script=floods(head(CHUNKED), chunks(b"x", end=b"") * 999),
        expected="attempt-timeout|200 truncated",
    ),
    Behaviour(
        name="endless-chunk-extension",
        script=floods(head(CHUNKED) + b"5;a=", b"b" * 4096),
        expected="attempt-timeout|200 truncated",
    ),
    Behaviour(
        name="endless-trailer",
        script=floods(head(CHUNKED) + b"0\r\n", b"X-T: a\r\n" * 99),
        expected="200|200 truncated|attempt-timeout",
    ),
    Behaviour(
        name="huge-by-its-length",
        script=floods(head(b"Content-Length: 9999999999"), b"x" * 65536),
        expected="200 truncated",
        limit="limits.html_mib",
    ),
    Behaviour(
        name="endless-pdf",
        script=floods(b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\n", b"x" * 65536),
        expected="200 truncated",
        limit="limits.document_mib",
    ),
    Behaviour(
        name="endless-pdf-labelled-html",
        script=floods(head() + b"%PDF-1.7\n", b"x" * 65536),
        expected="200 truncated",
        limit="limits.document_mib",
    ),
    Behaviour(name="gzip-bomb", script=says(ok(bomb(64), GZIP)), expected="200 truncated", limit="limits.ratio"),
    Behaviour(
        name="gzip-bomb-twice-packed",
        script=says(ok(bomb(64, 2), b"Content-Encoding: gzip, gzip")),
        expected="200 truncated",
    ),
    Behaviour(name="gzip-bomb-packed-once-more", script=says(ok(bomb(64, 2), GZIP)), expected="200"),
    Behaviour(
        name="deflate-bomb",
        script=says(ok(zlib.compress(bytes(2**26)), DEFLATE)),
        expected="200 truncated",
        limit="limits.ratio",
    ),
    Behaviour(
        name="error-page-of-40-mb",
        script=floods(head(status=b"404 Not Found"), b"x" * 65536),
        expected="404 truncated",
        limit="limits.error_body_kib",
    ),
    Behaviour(
        name="error-page-bomb",
        script=says(ok(bomb(64), GZIP, status=b"410 Gone")),
        expected="410 truncated",
        limit="limits.error_body_kib",
    ),
)
