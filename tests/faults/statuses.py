"""Statuses, and what is worth another attempt."""

from tests.faults.server import PAGE, Behaviour, Script, Visitor, head, ok, says


def first(*answers: bytes) -> Script:
    """The first answers in turn, then the page."""

    async def script(visitor: Visitor) -> None:
        while await visitor.next_request():
            if visitor.path == "/robots.txt":
                await visitor.send(ok(b""))
            elif visitor.count <= len(answers):
                await visitor.send(answers[visitor.count - 1])
            else:
                await visitor.send(ok())

    return script


def status(line: bytes, *fields: bytes) -> bytes:
    return ok(b"<h1>Helaas</h1>", *fields, status=line)


async def wants_ordinary_accept(visitor: Visitor) -> None:
    while await visitor.next_request():
        await visitor.send(ok() if b"text/html,application/xhtml" in visitor.head else status(b"404 Not Found"))


async def bans_robots_by_name(visitor: Visitor) -> None:
    while await visitor.next_request():
        agent = visitor.head.lower().partition(b"user-agent:")[2].partition(b"\r\n")[0]
        banned = any(word in agent for word in (b"link", b"check", b"bot", b"crawl", b"spider", b"python", b"aiohttp"))
        await visitor.send(status(b"403 Forbidden") if banned else ok())


async def wants_a_host(visitor: Visitor) -> None:
    while await visitor.next_request():
        wanted = f"host: {visitor.address}:{visitor.port}".encode()
        await visitor.send(ok() if visitor.head.lower().count(wanted) == 1 else status(b"400 Bad Request"))


def _told(name: str, line: bytes, *fields: bytes, expected: str = "", most: int = 6) -> Behaviour:
    return Behaviour(
        name=name,
        script=says(status(line, *fields), close=False),
        expected=expected or line[:3].decode(),
        most_requests=most,
    )


BEHAVIOURS = (
    _told("status-400", b"400 Bad Request", most=1),
    _told("status-401", b"401 Unauthorized", most=1),
    _told("status-402", b"402 Payment Required", most=1),
    _told("status-403", b"403 Forbidden", most=2),
    _told("status-404", b"404 Not Found", most=2),
    _told("status-405", b"405 Method Not Allowed", most=1),
    _told("status-406", b"406 Not Acceptable", most=1),
    _told("status-410", b"410 Gone", most=1),
    _told("status-418", b"418 Teapot", most=1),
    _told("status-429", b"429 Too Many Requests"),
    _told("status-429-for-an-hour", b"429 Too Many Requests", b"Retry-After: 3600", most=1),
    _told("status-429-with-nonsense", b"429 Too Many Requests", b"Retry-After: soon"),
    _told("status-451", b"451 Unavailable For Legal Reasons", most=1),
    _told("status-500", b"500 Internal Server Error"),
    _told("status-501", b"501 Not Implemented", most=1),
    _told("status-502", b"502 Bad Gateway"),
    _told("status-503", b"503 Service Unavailable"),
    _told("status-503-for-a-day", b"503 Service Unavailable", b"Retry-After: 86400", most=1),
    _told("status-504", b"504 Gateway Timeout"),
    _told("status-520", b"520 Web Server Returned an Unknown Error"),
    _told("status-599", b"599 x"),
    _told("status-999", b"999 Request Denied"),
    _told("status-600", b"600 x"),
    Behaviour(
        name="status-300", script=says(head(b"Content-Length: 0", status=b"300 Multiple Choices")), expected="300"
    ),
    Behaviour(name="status-204", script=says(head(status=b"204 No Content")), expected="204", content=b""),
    Behaviour(
        name="status-204-with-body",
        script=says(head(b"Content-Length: 5", status=b"204 No Content") + b"hello"),
        expected="204",
        content=b"",
    ),
    Behaviour(
        name="status-205",
        script=says(head(b"Content-Length: 0", status=b"205 Reset Content")),
        expected="205",
        content=b"",
    ),
    Behaviour(name="status-304-unasked", script=says(head(status=b"304 Not Modified")), expected="304", content=b""),
    Behaviour(
        name="status-101", script=says(head(b"Upgrade: websocket", status=b"101 Switching Protocols")), expected="101"
    ),
    Behaviour(name="status-203", script=says(ok(status=b"203 Non-Authoritative")), expected="203", content=PAGE),
    Behaviour(name="429-then-200", script=first(status(b"429 x", b"Retry-After: 0")), expected="200", content=PAGE),
    Behaviour(name="503-then-200", script=first(status(b"503 x")), expected="200", content=PAGE),
    Behaviour(
        name="429-then-404",
        script=first(status(b"429 x", b"Retry-After: 0"), status(b"404 x"), status(b"404 x")),
        expected="404",
    ),
    Behaviour(name="404-then-429", script=first(status(b"404 x"), status(b"429 x")), expected="404"),
    Behaviour(name="404-then-200", script=first(status(b"404 x")), expected="200", plain_accept=True),
    Behaviour(
        name="500-without-body-then-200", script=first(head(b"Content-Length: 0", status=b"500 x")), expected="200"
    ),
    Behaviour(
        name="wants-ordinary-accept", script=wants_ordinary_accept, expected="200", content=PAGE, plain_accept=True
    ),
    Behaviour(name="bans-robots-by-name", script=bans_robots_by_name, expected="200", content=PAGE),
    Behaviour(name="wants-a-host-field", script=wants_a_host, expected="200", content=PAGE),
)
