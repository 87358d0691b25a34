"""What hostile bodies and heads cost: seconds, processor seconds and memory each. By hand; loopback only.

    python -m benchmarks.bombs [PART OF A NAME]

Each bomb has a server and a fetcher in processes of their own, so that the memory is the fetcher's alone.
"""

import asyncio
import contextlib
import gzip
import multiprocessing
import resource
import sys
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from multiprocessing.connection import Connection

from monitor.fetch import Fetcher, FetchPolicy
from monitor.model.exchange import Failure, Response
from monitor.model.plan import Request

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
GIB_IN_MIB = 1024


def deflated(*, gzipped: bool) -> bytes:
    """1 GiB of zeroes, as 1 MiB that unpacks to it."""
    packer = zlib.compressobj(9, wbits=31 if gzipped else 15)
    return b"".join(packer.compress(bytes(2**20)) for _ in range(GIB_IN_MIB)) + packer.flush()


def encoded(name: str, body: bytes) -> bytes:
    return HEAD + f"Content-Encoding: {name}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def bombs(part: str) -> Iterator[tuple[str, bytes, bytes]]:
    """Name, what is sent first, and what is sent for ever after."""
    packed = deflated(gzipped=True)
    every = (
        ("gzip, 1 MB of 1 GB", encoded("gzip", packed), b""),
        ("deflate, 1 MB of 1 GB", encoded("deflate", deflated(gzipped=False)), b""),
        ("gzip in gzip", encoded("gzip, gzip", gzip.compress(packed)), b""),
        ("endless chunks", HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"),
        ("endless chunks of a byte", HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 9000),
        ("endless body", HEAD + b"\r\n", b"x" * 65536),
        ("endless PDF", HEAD.replace(b"text/html", b"application/pdf") + b"\r\n%PDF", b"x" * 65536),
        ("endless field", b"HTTP/1.1 200 OK\r\nX: ", b"a" * 65536),
        ("endless fields", b"HTTP/1.1 200 OK\r\n", b"X: a\r\n" * 9000),
        ("endless 100s", b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 2000),
        ("endless chunk extension", HEAD + b"Transfer-Encoding: chunked\r\n\r\n5;", b"a" * 65536),
    )
    return (bomb for bomb in every if part in bomb[0])


def serve(pipe: Connection, first: bytes, rest: bytes) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(first)
            await writer.drain()
            while rest:
                writer.write(rest)
                await writer.drain()
        writer.close()

    async def stay() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await asyncio.sleep(300)

    asyncio.run(stay())


def fetch(pipe: Connection, port: int) -> None:
    async def one() -> tuple[str, tuple[str, ...]]:
        origin = f"http://127.0.0.1:{port}"
        policy = FetchPolicy(allow=("127.0.0.0/8",), ports=frozenset({port}), host_delay_seconds=0, retries=0)
        async with Fetcher(policy, robots_cache={origin: ("", datetime.now(UTC))}) as fetcher:
            (exchange,) = [exchange async for exchange in fetcher([Request(url=f"{origin}/")])]
        match exchange.outcome:
            case Response(status=status, truncated=truncated):
                return f"{status}, {truncated or 'whole'}", exchange.limits
            case Failure(kind=kind):
                return str(kind), exchange.limits
            case refusal:
                return str(refusal), exchange.limits

    before, started, processor = peak(), time.monotonic(), time.process_time()
    showed, limits = asyncio.run(one())
    pipe.send((showed, limits, time.monotonic() - started, time.process_time() - processor, peak() - before))


def peak() -> float:
    """The most memory so far, in MB (Linux gives KB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(part: str) -> None:
    context = multiprocessing.get_context("spawn")
    for name, first, rest in bombs(part):
        ours, theirs = context.Pipe()
        server = context.Process(target=serve, args=(theirs, first, rest), daemon=True)
        server.start()
        fetcher = context.Process(target=fetch, args=(theirs, ours.recv()))
        fetcher.start()
        showed, limits, seconds, processor, grown = ours.recv()
        fetcher.join()
        server.kill()
        print(
            f"{name:26} {seconds:6.2f} s  {processor:6.2f} CPU s  +{grown:4.0f} MB  {showed}  {', '.join(limits)}",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
