"""No document harms or holds up the run."""

import asyncio
import os
import pickle
import signal
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest

from monitor.extract import extract
from monitor.extract.limits import Unreadable
from monitor.model.document import Block, Document, MediaKind, Role
from monitor.model.source import Watch
from monitor.sandbox import Sandbox, parent
from monitor.sandbox.parent import AT_ONCE_BYTES, IN_PLACE_BYTES, child_environment
from monitor.sandbox.wire import Job, packed_document, unpacked_document
from tests.unit.extract.made import make_docx, make_endless_pdf, make_pdf, make_xlsx, repacked

URL = "https://example.nl/handreiking.pdf"


@dataclass
class _Hostile:
    """Stands for an attribute that is asked for by name."""

    attribute: tuple[object, str]


def in_sandbox(work: Callable[[Sandbox], Awaitable[None]], *, seconds: float = 10.0, mebibytes: int = 512) -> None:
    async def run() -> None:
        async with Sandbox(seconds=seconds, mebibytes=mebibytes) as sandbox:
            await work(sandbox)

    asyncio.run(run())


async def read(sandbox: Sandbox, content: bytes) -> Document:
    return await sandbox.extract(content=content, content_type="", url=URL, watch=Watch())


def pid_of(sandbox: Sandbox) -> int:
    assert sandbox.pid is not None
    return sandbox.pid


def is_gone(pid: int) -> bool:
    """Neither running nor waiting to be collected."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_small_page_is_read_in_place() -> None:
    async def work(sandbox: Sandbox) -> None:
        document = await read(
            sandbox, b"<html><title>Toolkit</title><h1>Toolkit</h1><p>Twintig hulpmiddelen.</p></html>"
        )
        assert document.heading == "Toolkit"
        assert sandbox.pid is None

    in_sandbox(work)


def test_only_a_small_page_is_read_while_the_loop_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    readers: list[threading.Thread] = []

    def noted(job: Job) -> Document:
        readers.append(threading.current_thread())
        return extract(content=job.content, content_type=job.content_type, url=job.url, watch=job.watch)

    monkeypatch.setattr(parent, "read", noted)
    small = b"<html><h1>Kort</h1></html>"
    middling = b"<html><h1>Langer</h1>" + b"<p>Een alinea van enige lengte.</p>" * (AT_ONCE_BYTES // 30) + b"</html>"

    async def work(sandbox: Sandbox) -> None:
        for content in (small, middling):
            assert await read(sandbox, content) == extract(content=content, content_type="", url=URL, watch=Watch())
        assert sandbox.pid is None

    in_sandbox(work)
    assert [reader is threading.main_thread() for reader in readers] == [True, False]


def test_files_and_large_pages_are_read_by_one_process_with_the_same_result() -> None:
    large = b"<html><h1>Lang</h1>" + b"<p>Een alinea van enige lengte.</p>" * (IN_PLACE_BYTES // 30) + b"</html>"

    async def work(sandbox: Sandbox) -> None:
        pids = set()
        for content in (make_pdf(), make_docx(), make_xlsx(), large):
            assert await read(sandbox, content) == extract(content=content, content_type="", url=URL, watch=Watch())
            pids.add(sandbox.pid)
        assert len(pids) == 1

    in_sandbox(work)


def test_callers_queue_for_the_one_process() -> None:
    async def work(sandbox: Sandbox) -> None:
        documents = await asyncio.gather(*(read(sandbox, make_pdf([[f"Nummer {number}"]])) for number in range(8)))
        assert [document.text for document in documents] == [f"Nummer {number}" for number in range(8)]

    in_sandbox(work)


def test_an_endless_file_is_given_up_and_the_next_one_is_read() -> None:
    async def work(sandbox: Sandbox) -> None:
        await read(sandbox, make_pdf())
        first = pid_of(sandbox)
        begin = time.monotonic()
        document = await read(sandbox, make_endless_pdf())
        assert document.unreadable == Unreadable.TOO_LONG
        assert document.kind is MediaKind.PDF
        assert len(document.content_hash) == 64
        assert time.monotonic() - begin < 3
        assert is_gone(first)
        assert (await read(sandbox, make_pdf())).unreadable is None
        assert pid_of(sandbox) != first

    in_sandbox(work, seconds=1)


def test_time_is_counted_per_document_not_per_process() -> None:
    async def work(sandbox: Sandbox) -> None:
        slow = make_endless_pdf(depth=5)
        documents = [await read(sandbox, slow + b"\n%" + str(number).encode()) for number in range(4)]
        assert {document.unreadable for document in documents} == {Unreadable.NO_TEXT}

    in_sandbox(work, seconds=1)


def test_a_reader_that_stands_still_is_ended_by_the_clock() -> None:
    async def work(sandbox: Sandbox) -> None:
        await read(sandbox, make_pdf())
        os.kill(pid_of(sandbox), signal.SIGSTOP)
        assert (await read(sandbox, make_pdf())).unreadable == Unreadable.TOO_LONG

    in_sandbox(work, seconds=1)


def test_a_file_that_needs_more_memory_than_allowed_costs_only_itself() -> None:
    many = "".join(f"<w:p><w:r><w:t>{number * 7919:x}</w:t></w:r></w:p>" for number in range(400_000))

    def with_many(name: str, text: str) -> str:
        return text.replace("<w:body>", f"<w:body>{many}") if name == "word/document.xml" else text

    async def work(sandbox: Sandbox) -> None:
        assert (await read(sandbox, make_pdf())).unreadable is None
        document = await read(sandbox, repacked(make_docx(), replace=with_many))
        assert document.unreadable == Unreadable.TOO_MUCH_MEMORY
        assert (await read(sandbox, make_pdf())).unreadable is None

    in_sandbox(work, mebibytes=192)


def test_a_large_file_does_not_hold_up_the_loop() -> None:
    large = make_pdf() + b"\n%" + os.urandom(30_000_000).replace(b"%PDF", b"%pdf")

    async def work(sandbox: Sandbox) -> None:
        await read(sandbox, make_pdf())
        lags = []
        reading = asyncio.create_task(read(sandbox, large))
        while not reading.done():
            begin = time.perf_counter()
            await asyncio.sleep(0.001)
            lags.append(time.perf_counter() - begin)
        assert (await reading).kind is MediaKind.PDF
        assert max(lags) < 0.2

    in_sandbox(work)


def test_a_reader_that_dies_costs_only_its_document() -> None:
    async def work(sandbox: Sandbox) -> None:
        await read(sandbox, make_pdf())
        reading = asyncio.create_task(read(sandbox, make_endless_pdf()))
        await asyncio.sleep(0.1)
        os.kill(pid_of(sandbox), signal.SIGSEGV)
        assert (await reading).unreadable == Unreadable.CRASHED
        assert (await read(sandbox, make_pdf())).unreadable is None

    in_sandbox(work)


def test_a_reader_killed_between_two_documents_is_replaced() -> None:
    async def work(sandbox: Sandbox) -> None:
        await read(sandbox, make_pdf())
        os.kill(pid_of(sandbox), signal.SIGKILL)
        await asyncio.sleep(0.1)
        assert (await read(sandbox, make_pdf())).unreadable is None

    in_sandbox(work)


def test_a_cancelled_caller_takes_the_process_along() -> None:
    async def work(sandbox: Sandbox) -> None:
        await read(sandbox, make_pdf())
        pid = pid_of(sandbox)
        reading = asyncio.create_task(read(sandbox, make_endless_pdf()))
        await asyncio.sleep(0.1)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        assert is_gone(pid)
        assert (await read(sandbox, make_pdf())).unreadable is None

    in_sandbox(work)


def test_closing_leaves_no_process_behind() -> None:
    pids: list[int] = []

    async def work(sandbox: Sandbox) -> None:
        await read(sandbox, make_pdf())
        pids.append(pid_of(sandbox))

    in_sandbox(work)
    assert is_gone(pids[0])


def test_a_reader_that_cannot_start_makes_the_document_unreadable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "nothing-here"))

    async def work(sandbox: Sandbox) -> None:
        assert (await read(sandbox, make_pdf())).unreadable == Unreadable.CRASHED

    in_sandbox(work)


def test_the_reader_gets_no_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_MAIL__PASSWORD", "geheim")
    assert "geheim" not in child_environment().values()


def test_an_answer_builds_documents_and_nothing_else() -> None:
    document = Document(kind=MediaKind.PDF, blocks=(Block(text="x"),), unreadable=Unreadable.BROKEN)
    assert unpacked_document(packed_document(document)) == document
    with pytest.raises(pickle.UnpicklingError, match="no part of a document"):
        unpacked_document(pickle.dumps(os.getcwd))
    with pytest.raises(pickle.UnpicklingError, match="not a document"):
        unpacked_document(pickle.dumps("x"))


def _packed_early(thing: object) -> bytes:
    """Packed as Python 3.11.2 does it: by `getattr` and a name, behind which anything else may hide as well."""
    held = BytesIO()
    pickler = pickle.Pickler(held, protocol=5)
    pickler.dispatch_table = {
        **dict.fromkeys((MediaKind, Role, Unreadable), lambda word: (getattr, (type(word), word.name))),
        _Hostile: lambda hostile: (getattr, hostile.attribute),
    }
    pickler.dump(thing)
    return held.getvalue()


def test_an_answer_from_an_early_3_11_is_understood() -> None:
    document = Document(kind=MediaKind.PDF, blocks=(Block(text="x"),), unreadable=Unreadable.BROKEN)
    assert unpacked_document(_packed_early(document)) == document


@pytest.mark.parametrize(
    "attribute", [(Document, "__init__"), (MediaKind, "__class__"), (Block, "text"), ("x", "join")]
)
def test_no_attribute_but_a_word_is_built(attribute: tuple[object, str]) -> None:
    with pytest.raises(pickle.UnpicklingError, match="no part of a document"):
        unpacked_document(_packed_early(_Hostile(attribute)))
