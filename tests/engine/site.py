"""Some hundred pages on the loopback that count who asks for them, and can kill whoever asks for one."""

import asyncio
import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256

import psutil

DEADLY = "/kill.html"


@dataclass
class Site:
    """The addresses, and what was asked of them."""

    port: int = 0
    delay: float = 0.1
    asked: Counter[str] = field(default_factory=Counter)
    """Address -> how often."""

    def urls(self, *, hosts: int, pages: int) -> list[str]:
        """Pages spread over hosts of the loopback."""
        return [f"http://127.0.9.{1 + host}:{self.port}/p{page}.html" for page in range(pages) for host in range(hosts)]

    @property
    def repeated(self) -> int:
        """Requests for pages that were made more than once."""
        return sum(count - 1 for url, count in self.asked.items() if "/p" in url)

    @property
    def pages(self) -> int:
        """Requests for pages."""
        return sum(count for url, count in self.asked.items() if "/p" in url)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                path = head.split(" ", 2)[1]
                host = next(line[6:].strip() for line in head.splitlines() if line.lower().startswith("host: "))
                self.asked[f"{host}{path}"] += 1
                if path == DEADLY:
                    os.kill(_asker(writer.get_extra_info("peername")), signal.SIGKILL)
                await asyncio.sleep(self.delay)
                writer.write(_answer(path, head))
                await writer.drain()
        writer.close()


def _answer(path: str, head: str) -> bytes:
    if not (path.startswith("/p") or path == DEADLY):
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    words = " ".join(f"zin {number} over {path} en de veiligheid van gemeenten." for number in range(40))
    body = f"<!doctype html><title>Pagina {path}</title><main><h1>Pagina {path}</h1><p>{words}</p></main>".encode()
    etag = f'"{sha256(body).hexdigest()[:16]}"'
    if etag in head:
        return f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n".encode()
    fields = f"Content-Type: text/html; charset=utf-8\r\nETag: {etag}\r\nContent-Length: {len(body)}"
    return f"HTTP/1.1 200 OK\r\n{fields}\r\n\r\n".encode() + body


def _asker(peer: tuple[str, int]) -> int:
    """The process at the other end of a connection."""
    for connection in psutil.net_connections("tcp"):
        if connection.laddr and tuple(connection.laddr) == peer and connection.pid:
            return int(connection.pid)
    raise ProcessLookupError(peer)


@contextmanager
def served(site: Site) -> Iterator[Site]:
    """The site, answering from a thread of its own."""
    loop = asyncio.new_event_loop()
    started = threading.Event()

    async def serve() -> None:
        server = await asyncio.start_server(site.answer, "0.0.0.0", 0)
        site.port = server.sockets[0].getsockname()[1]
        started.set()
        async with server:
            await server.serve_forever()

    def work() -> None:
        with suppress(asyncio.CancelledError):
            loop.run_until_complete(task)

    task = loop.create_task(serve())
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    started.wait(10)
    try:
        yield site
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(10)
        for left in asyncio.all_tasks(loop):
            left.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
