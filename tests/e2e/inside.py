"""Run in namespaces of its own: our internal network as an attacker would have us visit it, with a canary that counts.

`python -m tests.e2e.inside FOLDER`, started by `unshare -rnm`. The catalogue of FOLDER is made here: every known way
to write an inside address, the same as redirects of a public page, names in the hosts file, and names whose answer
changes from question to question. Prints one JSON document: what a run of the command showed, and the canary's count.
"""

import asyncio
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from tests.unit.fetch.test_gate import INSIDE

PUBLIC = "93.184.216.34"
OURS = ["10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "198.18.0.1", PUBLIC]
OURS_6 = ["fc00::1", "fd12:3456::1", "2002:7f00:1::", "64:ff9b::a00:1", "::ffff:0:0"]
HOSTS = {
    "public.test": [PUBLIC],
    "inside.test": ["127.0.0.1"],
    "office.test": ["10.0.0.1"],
    "metadata.test": ["169.254.169.254"],
    "mixed.test": [PUBLIC, "192.168.0.1"],
    "six.test": ["::1"],
    "mapped.test": ["::ffff:10.0.0.1"],
    "unique-local.test": ["fc00::1"],
    "nought.test": ["0.0.0.0"],
}
REBINDING = {
    "first-public.test": [PUBLIC, "127.0.0.1"],
    "first-inside.test": ["127.0.0.1", PUBLIC],
    "both-at-once.test": [f"{PUBLIC} 10.0.0.1"],
}
"""Answers in turn, as a name server that lies in wait gives them; time to live nought."""
BY_NAME = [
    "localhost",
    "LOCALHOST",
    "localhost.",
    "foo.localhost",
    *list(HOSTS)[1:],
    "first-inside.test",
    "both-at-once.test",
]
GUIDE = b"<html lang=nl><title>Handreiking</title><h1>Handreiking</h1><p>De tekst van de handreiking staat hier.</p>"


class World:
    """The servers of the namespace and what they saw."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.public: Counter[str] = Counter()
        self.questions: Counter[str] = Counter()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A page or a redirect on the public address; on any other a canary."""
        address = writer.get_extra_info("sockname")[0]
        if address != PUBLIC:
            self.hits[address] += 1
            writer.close()
            return
        path = (await reader.readuntil(b"\r\n\r\n")).split(b" ")[1].decode()
        self.public[path] += 1
        body, status, place = GUIDE, "200 OK", ""
        if path.startswith("/to/"):
            status, place, body = "302 Found", INSIDE[int(path[4:])], b""
        elif path == "/robots.txt":
            status, place, body = "302 Found", "http://169.254.169.254/latest/robots.txt", b""
        elif path == "/refresh":
            body = b'<html><head><meta http-equiv="refresh" content="0; url=http://10.0.0.1/"><title>Verder</title></head></html>'
        elif path == "/gone":
            status, body = "404 Not Found", b'<a href="http://10.0.0.1/gone">Handreiking</a>'
        elif path == "/sitemap.xml":
            body = b"<urlset><url><loc>http://10.0.0.1/gone</loc></url><url><loc>http://127.0.0.1/Handreiking</loc></url></urlset>"
        elif path == "/":
            body = b'<html><title>Start</title><a href="http://192.168.0.1/gone">Handreiking</a><a href="/gone2">Handreiking gone</a></html>'
        elif path == "/documents":
            body = (
                GUIDE
                + b'<main><p><a href="http://10.0.0.1/stuk.pdf">Stuk</a> <a href="http://127.0.0.1/lijst.xlsx">Lijst</a></p></main>'
            )
        head = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
        writer.write((head + (f"Location: {place}\r\n" if place else "") + "Connection: close\r\n\r\n").encode() + body)
        await writer.drain()
        writer.close()

    def answer(self, question: bytes) -> bytes:
        """An answer of the name service (RFC 1035), for the names that change their mind."""
        labels, at = [], 12
        while length := question[at]:
            labels.append(question[at + 1 : at + 1 + length].decode("latin-1"))
            at += 1 + length
        name, kind = ".".join(labels).lower(), question[at + 1 : at + 3]
        end = at + 5
        answers: list[str] = []
        if name in REBINDING and kind == b"\0\1":
            turn = min(self.questions[name], len(REBINDING[name]) - 1)
            self.questions[name] += 1
            answers = REBINDING[name][turn].split()
        flags = b"\x81\x80" if name in REBINDING else b"\x81\x83"
        head = question[:2] + flags + b"\0\1" + len(answers).to_bytes(2, "big") + bytes(4)
        rows = b"".join(
            b"\xc0\x0c\0\1\0\1" + bytes(4) + b"\0\4" + bytes(int(part) for part in one.split(".")) for one in answers
        )
        return head + question[12:end] + rows


class NameService(asyncio.DatagramProtocol):
    """Answers on port 53 of the loopback."""

    def __init__(self, world: World) -> None:
        self.world = world

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self.transport.sendto(self.world.answer(data), addr)


def prepare(folder: Path) -> None:
    """The namespace's addresses, hosts file and resolver."""
    for line in ["link set lo up", *[f"addr add {one}/32 dev lo" for one in OURS]]:
        subprocess.run(["ip", *line.split()], check=True)
    for one in OURS_6:
        subprocess.run(["ip", "addr", "add", f"{one}/128", "dev", "lo", "nodad"], check=False, capture_output=True)
    files = {
        "hosts": "".join(f"{address} {name}\n" for name, addresses in HOSTS.items() for address in addresses),
        "resolv.conf": "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n",
        "nsswitch.conf": "hosts: files dns\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text)
        subprocess.run(["mount", "--bind", folder / name, f"/etc/{name}"], check=True)


def addresses() -> dict[str, str]:
    """Source id -> address: every form."""
    return {
        **{f"literal-{number}": url for number, url in enumerate(INSIDE)},
        **{f"redirect-{number}": f"http://public.test/to/{number}" for number in range(len(INSIDE))},
        **{f"name-{number}": f"http://{name}/" for number, name in enumerate(BY_NAME)},
        "first-public": "http://first-public.test/page",
        "first-public-too": "http://first-public.test/to/0",
        "healthy": "http://public.test/page",
        "refresh": "http://public.test/refresh",
        "gone": "http://public.test/gone",
        "documents": "http://public.test/documents",
    }


async def main(folder: Path) -> None:
    world = World()
    loop = asyncio.get_running_loop()
    await asyncio.start_server(world.serve, "0.0.0.0", 80)
    await asyncio.start_server(world.serve, "::", 80)
    await loop.create_datagram_endpoint(lambda: NameService(world), ("127.0.0.1", 53))
    lines = [
        f"  - {{id: {name}, title: Handreiking, publisher: P, tlp: 'TLP:wit', url: {json.dumps(url)}}}"
        for name, url in addresses().items()
    ]
    (folder / "catalogue.yaml").write_text(
        "\n".join(["schema_version: 1", "document: {title: T}", "tools:", *lines, ""])
    )
    settings = {"HOST_DELAY_SECONDS": "0", "CONCURRENCY": "20"}
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        **{f"MONITOR_NETWORK__{key}": value for key, value in settings.items()},
        "MONITOR_LIMITS__RETRIES": "0",
        "MONITOR_LIMITS__RECHECK_SECONDS": "0",
        "MONITOR_LIMITS__CONNECT_SECONDS": "5",
    }
    runs = []
    for day in ("2026-10-05", "2026-10-12"):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "monitor", "run", "--json", "--at", f"{day}T06:00:00+02:00",
            cwd=folder, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        out, err = await process.communicate()
        runs.append({"status": process.returncode, "document": json.loads(out), "err": err.decode()})
    seen = dict(world.hits)
    _, writer = await asyncio.open_connection("10.0.0.1", 80)
    writer.close()
    await asyncio.sleep(0.1)
    print(  # noqa: T201 - read by the test
        json.dumps(
            {
                "hits": seen,
                "control": dict(world.hits),
                "public": dict(world.public),
                "questions": dict(world.questions),
                "runs": runs,
            }
        )
    )
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    place = Path(sys.argv[1])
    prepare(place)
    asyncio.run(main(place))
