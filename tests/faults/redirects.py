"""Redirects: loops, cookie walls, patience with Location, pages that send on, and places we do not go."""

from tests.faults.server import PAGE, Behaviour, Script, Visitor, head, ok, says


def to(location: str | bytes, status: bytes = b"302 Found", *fields: bytes) -> Script:
    """The first address redirects, any other is the page."""
    written = location if isinstance(location, bytes) else location.encode()

    async def script(visitor: Visitor) -> None:
        while await visitor.next_request():
            if visitor.path == "/":
                place = written.replace(b"{port}", b"%d" % visitor.port).replace(b"{address}", visitor.address.encode())
                await visitor.send(head(b"Location: " + place, b"Content-Length: 0", *fields, status=status))
            else:
                await visitor.send(ok())

    return script


def always_to(location: bytes, body: bytes = b"") -> Script:
    async def script(visitor: Visitor) -> None:
        while await visitor.next_request():
            place = location.replace(b"{n}", b"%d" % sum(visitor.asked.values()))
            await visitor.send(
                head(b"Location: " + place, b"Content-Length: %d" % len(body), status=b"302 Found") + body
            )

    return script


def wall(*cookies: bytes, needs: bytes) -> Script:
    """Redirects to itself until the cookie comes back."""

    async def script(visitor: Visitor) -> None:
        while await visitor.next_request():
            if needs in visitor.head:
                await visitor.send(ok())
            else:
                fields = [b"Set-Cookie: " + cookie for cookie in cookies]
                await visitor.send(head(b"Location: /", b"Content-Length: 0", *fields, status=b"302 Found"))

    return script


def refreshing(place: str, *, seconds: int = 0, says: bytes = b"Een ogenblik.", everywhere: bool = False) -> Script:
    """The first address, or every one, answers 200 with a page that sends its visitor on; `{n}` counts the requests."""

    async def script(visitor: Visitor) -> None:
        while await visitor.next_request():
            target = place.replace("{n}", str(sum(visitor.asked.values()))).encode()
            mark = b'<meta content="%d; URL=\'%s\'" http-equiv="Refresh">' % (seconds, target)
            body = (
                b"<!doctype html><html><head><title>Verder</title>" + mark + b"</head><body>" + says + b"</body></html>"
            )
            is_on = everywhere or visitor.path == "/"
            await visitor.send(ok(body) if is_on else ok())

    return script


async def refreshes_in_a_circle(visitor: Visitor) -> None:
    while await visitor.next_request():
        there = b"/b" if visitor.path == "/a" else b"/a"
        await visitor.send(ok(b'<meta http-equiv=refresh content="1;' + there + b'"><p>Verder'))


async def says_where_it_leads(visitor: Visitor) -> None:
    while await visitor.next_request():
        if visitor.path == "/":
            await visitor.send(b"HTTP/1.1 301 Moved\r\nLocation: /end\r\n\r\n" + b"x" * 500_000)
            return
        await visitor.send(ok())


def _followed(name: str, location: str | bytes, status: bytes = b"302 Found", hops: int = 1) -> Behaviour:
    return Behaviour(name=name, script=to(location, status), expected="200", content=PAGE, hops=hops)


def _refused(name: str, location: str | bytes, reason: str) -> Behaviour:
    return Behaviour(name=name, script=to(location), expected=reason, hops=1 if reason != "bad-url" else None)


BEHAVIOURS = (
    _followed("redirect-301", "/end", b"301 Moved Permanently"),
    _followed("redirect-302", "/end"),
    _followed("redirect-303", "/end", b"303 See Other"),
    _followed("redirect-307", "/end", b"307 Temporary Redirect"),
    _followed("redirect-308", "/end", b"308 Permanent Redirect"),
    _followed("location-relative", "end"),
    _followed("location-with-two-slashes", "//{address}:{port}/end"),
    _followed("location-query-only", "?end"),
    _followed("location-with-spaces", "/a page with spaces"),
    _followed("location-of-raw-utf-8", "/pagina-één"),
    _followed("location-of-raw-latin-1", "/pagina-één".encode("latin-1")),
    _followed("location-with-space-around", "   /end   "),
    _followed("location-with-tab", b"/e\tnd"),
    _followed("location-with-fragment", "/end#part"),
    Behaviour(name="redirect-body-of-500-kb", script=says_where_it_leads, expected="200", content=PAGE, hops=1),
    Behaviour(name="redirect-loop", script=always_to(b"/"), expected="redirect-loop"),
    Behaviour(
        name="redirect-endless",
        script=always_to(b"/{n}"),
        expected="too-many-redirects",
        limit="limits.redirects",
        most_requests=17,
    ),
    Behaviour(name="redirect-without-location", script=to(b"", b"302 Found"), expected="no-location"),
    Behaviour(
        name="cookie-wall", script=wall(b"seen=yes; Path=/", needs=b"seen=yes"), expected="200", content=PAGE, hops=1
    ),
    Behaviour(
        name="cookie-wall-http-only",
        script=wall(b"seen=yes; HttpOnly; SameSite=Lax", needs=b"seen=yes"),
        expected="200",
        hops=1,
    ),
    Behaviour(
        name="cookie-wall-secure-over-http",
        script=wall(b"seen=yes; Secure", needs=b"seen=yes"),
        expected="redirect-loop",
    ),
    Behaviour(
        name="cookie-wall-too-large", script=wall(b"seen=" + b"y" * 5000, needs=b"seen=y"), expected="redirect-loop"
    ),
    Behaviour(
        name="cookie-wall-for-another",
        script=wall(b"seen=yes; Domain=example.org", needs=b"seen=yes"),
        expected="redirect-loop",
    ),
    Behaviour(name="refresh", script=refreshing("/end"), expected="200", content=PAGE, hops=1),
    Behaviour(
        name="refresh-after-five-seconds", script=refreshing("end", seconds=5), expected="200", content=PAGE, hops=1
    ),
    Behaviour(name="refresh-after-reading", script=refreshing("/end", seconds=30), expected="200", hops=0),
    Behaviour(
        name="refresh-beside-text",
        script=refreshing("/end", says=b"<p>Een hele zin van zes woorden.</p>" * 9),
        expected="200",
        hops=0,
    ),
    Behaviour(
        name="refresh-of-an-error",
        script=refreshing("/end", seconds=5, says=b"<h1>Pagina niet gevonden</h1>"),
        expected="200",
        hops=0,
    ),
    Behaviour(name="refresh-of-itself", script=refreshing("/", seconds=10, everywhere=True), expected="200", hops=0),
    Behaviour(name="refresh-that-counts", script=refreshing("/?visit={n}", everywhere=True), expected="200", hops=1),
    Behaviour(name="refresh-in-a-circle", script=refreshes_in_a_circle, expected="redirect-loop"),
    Behaviour(name="refresh-to-private", script=refreshing("http://10.0.0.1/"), expected="private-address", hops=1),
    Behaviour(name="refresh-to-a-script", script=refreshing("javascript:go()"), expected="200", hops=0),
    Behaviour(name="refresh-to-mail", script=refreshing("mailto:a@example.org"), expected="200", hops=0),
    Behaviour(
        name="refresh-by-a-script",
        script=says(ok(b"<title>Verder</title><script>location.href = '/end'</script>"), close=False),
        expected="200",
        hops=0,
    ),
    _refused("redirect-to-file", "file:///etc/passwd", "scheme"),
    _refused("redirect-to-ftp", "ftp://192.0.2.1/", "scheme"),
    _refused("redirect-to-javascript", "javascript:alert(1)", "scheme"),
    _refused("redirect-to-data", "data:text/html,hello", "scheme"),
    _refused("redirect-to-mailto", "mailto:a@example.org", "scheme"),
    _refused("redirect-to-private", "http://10.0.0.1/", "private-address"),
    _refused("redirect-to-metadata", "http://169.254.169.254/latest/", "private-address"),
    _refused("redirect-to-mapped", "http://[::ffff:10.0.0.1]/", "private-address"),
    _refused("redirect-to-number", "http://167772161/", "private-address"),
    _refused("redirect-to-hex", "http://0x0a.0x0.0x0.0x1/", "private-address"),
    _refused("redirect-to-full-width", "http://１０.０.０.１/", "private-address"),
    _refused("redirect-to-other-port", "http://192.0.2.1:22/", "port"),
    _refused("redirect-with-user", "http://user:secret@192.0.2.1/", "bad-url"),
    _refused("redirect-with-backslash", b"http:\\\\10.0.0.1\\", "bad-url"),
    _refused("redirect-to-nonsense", "http://[::1", "bad-url"),
)
