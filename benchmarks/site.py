"""Made-up pages, and a server for them on the loopback that knows which of them changed since.

    python -m benchmarks.site FOLDER PORT [--generation 3] [--changed 0.01] [--plain]

Every host has ten pages with one menu and one footer. `FOLDER` holds them as `write_pages` left them. In each generation
another share of the addresses (`--changed`) shows a paragraph that it had not before; an address that did not change
answers a conditional request with 304, or, `--plain`, knows no validators and sends its page whole.
"""

import argparse
import asyncio
import gzip
import random
import resource
from pathlib import Path

HOSTS, PAGES = 20, 10
"""So many different sites, on as many hosts as wished; so many pages each."""
_SYLLABLES = (
    "be",
    "lei",
    "vei",
    "lig",
    "heid",
    "ge",
    "meen",
    "te",
    "hand",
    "rei",
    "king",
    "toet",
    "sing",
    "maat",
    "re",
)
_NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def urls(count: int, port: int) -> list[str]:
    """Ten to a host, hosts of the loopback."""
    return [
        f"http://127.{1 + n // PAGES // 62500}.{n // PAGES // 250 % 250}.{1 + n // PAGES % 250}:{port}/{n}"
        for n in range(count)
    ]


def page(number: int, paragraphs: int = 120, *, version: int = 0) -> bytes:
    """A page of some fifty kilobytes: menu, headings, prose, a table, a footer; the same for the same number.

    From its first version on, one paragraph is another.
    """
    own, shared = random.Random(number), random.Random(f"site {number // PAGES}")

    def words(count: int, rng: random.Random = own) -> str:
        return " ".join("".join(rng.choices(_SYLLABLES, k=rng.randint(1, 4))) for _ in range(count))

    links = (f"https://www.example.nl/m/{n}" for n in range(60))
    menu = "".join(f'<li class="nav__item"><a href="{link}">{words(2, shared)}</a></li>' for link in links)
    body = [
        f'<h2 id="h{n}">{words(4)}</h2>' if n % 8 == 0 else f'<div class="row"><p class="text">{words(40)}.</p></div>'
        for n in range(paragraphs)
    ]
    rows = "".join(f"<tr><td>{words(2)}</td><td>{own.randint(1, 99)}</td></tr>" for _ in range(30))
    title, heading = words(3), words(3)
    if version:
        news = random.Random(f"{number} {version}")
        body[paragraphs // 2 + 1] = f'<div class="row"><p class="text">{words(40, news)}.</p></div>'
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{title} | Voorbeeld</title></head><body>'
        f"<header><nav><ul>{menu}</ul></nav></header><main><h1>{heading}</h1>{''.join(body)}<table>{rows}</table></main>"
        f"<footer>{words(40, shared)}</footer></body></html>"
    ).encode()


def number_of(address: int) -> int:
    """Which page an address has."""
    return address // PAGES % HOSTS * PAGES + address % PAGES


def write_pages(folder: Path) -> None:
    """All pages, compressed as a server keeps them."""
    for number in range(HOSTS * PAGES):
        (folder / f"{number}.gz").write_bytes(gzip.compress(page(number), 6, mtime=0))


class Site:
    """What each address answers in one generation."""

    def __init__(self, folder: Path, *, generation: int, changed: float, plain: bool) -> None:
        self._pages = [(folder / f"{number}.gz").read_bytes() for number in range(HOSTS * PAGES)]
        self._generation, self._plain = generation, plain
        self._every = round(1 / changed) if changed else 0
        self._made: dict[tuple[int, int], bytes] = {}

    def answer(self, head: bytes) -> bytes:
        """To one request."""
        path = head.split(b" ", 2)[1]
        if not path[1:].isdigit():
            return _NOT_FOUND
        address = int(path[1:])
        version = self._version(address)
        etag = b'"%d-%d"' % (number_of(address), version)
        if not self._plain and etag in head:
            return b"HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n" % etag
        body = self._body(number_of(address), version)
        fields = b"Content-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\nContent-Length: %d" % len(body)
        known = b"" if self._plain else b"\r\nETag: " + etag
        return b"HTTP/1.1 200 OK\r\n" + fields + known + b"\r\n\r\n" + body

    def _version(self, address: int) -> int:
        """How often an address changed up to this generation; each in its turn, spread over the hosts."""
        if not self._every:
            return 0
        first = (address * 7 + address // PAGES) % self._every + 1
        return max(0, (self._generation - first) // self._every + 1)

    def _body(self, number: int, version: int) -> bytes:
        if not version:
            return self._pages[number]
        if (number, version) not in self._made:
            self._made[number, version] = gzip.compress(page(number, version=version), 6, mtime=0)
        return self._made[number, version]


class _Answers(asyncio.Protocol):
    def __init__(self, site: Site) -> None:
        self._site, self._held = site, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._held += data
        while b"\r\n\r\n" in self._held:
            head, _, self._held = self._held.partition(b"\r\n\r\n")
            self._transport.write(self._site.answer(head))


async def _serve(site: Site, port: int) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: _Answers(site), "0.0.0.0", port, backlog=4096)
    print("up", flush=True)
    await server.serve_forever()


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("port", type=int)
    parser.add_argument("--generation", type=int, default=0)
    parser.add_argument("--changed", type=float, default=0.0)
    parser.add_argument("--plain", action="store_true")
    choice = parser.parse_args()
    site = Site(choice.folder, generation=choice.generation, changed=choice.changed, plain=choice.plain)
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    asyncio.run(_serve(site, choice.port))


if __name__ == "__main__":
    main()
