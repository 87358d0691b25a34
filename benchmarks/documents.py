"""What reading a file costs: in place, in the reading process, and when it goes wrong.

Run from the repository: ``python -m benchmarks.documents`` (with MONITOR_CORPUS for the recorded PDFs).
"""

import asyncio
import base64
import json
import lzma
import os
import resource
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from statistics import median

from monitor.extract import extract
from monitor.model.document import Document
from monitor.model.source import Watch
from monitor.sandbox import Sandbox
from tests.unit.extract.made import make_docx, make_endless_pdf, make_pdf, make_xlsx, repacked

ROUNDS = 5


def recorded() -> dict[str, bytes]:
    folder = os.environ.get("MONITOR_CORPUS")
    if not folder:
        return {}
    with lzma.open(Path(folder) / "pdfs.jsonl.xz", "rt", encoding="utf-8") as lines:
        return {f"pdf {item['id'][-32:]}": base64.b64decode(item["after"]) for item in map(json.loads, lines)}


def many_paragraphs() -> bytes:
    many = "".join(f"<w:p><w:r><w:t>{number * 7919:x}</w:t></w:r></w:p>" for number in range(400_000))
    return repacked(
        make_docx(),
        replace=lambda name, text: text.replace("<w:body>", f"<w:body>{many}") if name == "word/document.xml" else text,
    )


async def timed(work: Callable[[], Awaitable[Document]]) -> tuple[float, Document]:
    begin = time.perf_counter()
    document = await work()
    return 1000 * (time.perf_counter() - begin), document


async def main() -> None:
    async with Sandbox() as sandbox:
        start, _ = await timed(partial(apart, sandbox, make_pdf()))
        print(f"first file, reading process started for it: {start:.0f} ms")
        files = {"pdf of 3 pages": make_pdf(), "docx": make_docx(), "xlsx": make_xlsx()} | recorded()
        for name, content in files.items():
            here, there = [], []
            pages = extract(content=content, content_type="", url="https://example.nl/a", watch=Watch()).pages
            for _ in range(ROUNDS):
                begin = time.perf_counter()
                extract(content=content, content_type="", url="https://example.nl/a", watch=Watch())
                here.append(1000 * (time.perf_counter() - begin))
                there.append((await timed(partial(apart, sandbox, content)))[0])
            print(
                f"{name:40} {len(content) // 1024:5} KiB {pages or '':>4} pages  in place {median(here):7.1f} ms  apart {median(there):7.1f} ms"
            )
    for seconds in (1, 10):
        async with Sandbox(seconds=seconds) as sandbox:
            took, document = await timed(partial(apart, sandbox, make_endless_pdf()))
            print(f"endless PDF, parse_seconds {seconds}: {document.unreadable} after {took / 1000:.1f} s")
    async with Sandbox(mebibytes=256) as sandbox:
        took, document = await timed(partial(apart, sandbox, many_paragraphs()))
        print(f"400,000 paragraphs, parse_mib 256: {document.unreadable} after {took / 1000:.1f} s")
    print(f"largest reading process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MiB")


async def apart(sandbox: Sandbox, content: bytes) -> Document:
    return await sandbox.extract(content=content, content_type="", url="https://example.nl/a", watch=Watch())


if __name__ == "__main__":
    asyncio.run(main())
