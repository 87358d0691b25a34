"""The loop goes on while pages are read and compared: one that stands still makes healthy hosts look slow."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from monitor import extract
from monitor.history import History, record
from monitor.model.document import Document
from monitor.model.exchange import Exchange, Response
from monitor.model.observation import Observation
from monitor.model.plan import Request
from monitor.model.source import Catalogue, Source, SourceId, Tool, ToolId, Watch
from monitor.observe import Sight, observe_source
from monitor.run import Parts, look, readiness, run_once
from monitor.run.parts import Fetch

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
URLS = tuple(f"https://www.voorbeeld.example/handreiking-{number}" for number in range(6))


def page(word: str) -> bytes:
    lines = "".join(f"<p>Maatregel {number} legt vast wie de gegevens bekijkt en waarom.</p>" for number in range(9))
    return f"<html lang=nl><title>Handreiking</title><main><h1>Handreiking</h1>{lines}<p>De {word} stoel.</p></main>".encode()


def catalogue() -> Catalogue:
    tool = ToolId("handreiking")
    sources = tuple(Source(id=SourceId(f"s{number}"), tool=tool, url=url) for number, url in enumerate(URLS))
    return Catalogue(title="Toolkit", tools=(Tool(id=tool, title="Handreiking", sources=sources),))


async def read(*, content: bytes, content_type: str, url: str, watch: Watch) -> Document:
    return extract.extract(content=content, content_type=content_type, url=url, watch=watch)


class Internet:
    """One page at every address."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.ready_at_first: bool | None = None

    async def __call__(self, requests: Iterable[Request]) -> AsyncIterator[Exchange]:
        for request in requests:
            if self.ready_at_first is None:
                self.ready_at_first = bool(readiness._ready)
            answer = Response(status=200, fields={"content-type": "text/html"}, content=self.content)
            yield Exchange(request=request, outcome=answer, final_url=request.url, requests=1)


def run(history: History, fetch: Fetch, now: datetime) -> None:
    parts = Parts(catalogue=catalogue(), history=history, fetch=fetch, extract=read)
    asyncio.run(run_once(parts, now))


def opened(folder: Path) -> History:
    return History.open(folder / "monitor.db", document_id="d", document_title="d", exclusive=True)


def test_what_reading_needs_is_loaded_before_the_first_request_of_a_run_with_new_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "_ready", set())
    internet = Internet(page("rode"))
    with opened(tmp_path) as history:
        run(history, internet, NOW)
    assert internet.ready_at_first is True


def test_pages_are_compared_in_another_thread_than_the_loop_and_new_ones_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside: list[bool] = []

    def observed(sight: Sight) -> Observation:
        beside.append(threading.current_thread() is not threading.main_thread())
        return observe_source(sight)

    monkeypatch.setattr(look, "observe_source", observed)
    with opened(tmp_path) as history:
        run(history, Internet(page("rode")), NOW)
        run(history, Internet(page("gele")), NOW + timedelta(days=7))
    assert beside == [False] * len(URLS) + [True] * len(URLS)


def test_new_copies_are_written_a_few_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "FLUSH_COPIES", 2)
    written: list[int] = []
    write = record.Recorder._write

    def counted(recorder: record.Recorder, entries: list[record._Entry]) -> None:
        written.append(len(entries))
        write(recorder, entries)

    monkeypatch.setattr(record.Recorder, "_write", counted)
    with opened(tmp_path) as history:
        run(history, Internet(page("rode")), NOW)
    assert written[:3] == [2, 2, 2]


TOPICS = ("wachtwoorden", "logging", "back-ups", "inkoop", "toegang", "incidenten")


class Site(Internet):
    """A page of its own at every address, with one box below all of them."""

    def __init__(self, box: str, **news: str) -> None:
        super().__init__(b"")
        self.box, self.news = box, news

    async def __call__(self, requests: Iterable[Request]) -> AsyncIterator[Exchange]:
        for request in requests:
            topic = TOPICS[int(request.url[-1])]
            said = [f"Regel {number} over {topic} zegt wat een medewerker doet en laat." for number in range(9)]
            said += [self.news.get(topic, ""), self.box]
            text = "".join(f"<p>{sentence}</p>" for sentence in said)
            content = f"<html lang=nl><title>Over {topic}</title><main><h1>Over {topic}</h1>{text}</main>".encode()
            answer = Response(status=200, fields={"content-type": "text/html"}, content=content)
            yield Exchange(request=request, outcome=answer, final_url=request.url, requests=1)


def weights(history: History) -> dict[str, str]:
    """What the last run made of the content of each source that changed."""
    last = history.last_run()
    assert last is not None
    changes = {one.observation.source: one.observation.change for one in history.run_record(last.id)}
    return {source: change.weight for source, change in changes.items() if change.outcome == "changed"}


def test_a_change_that_the_second_fetch_brings_byte_for_byte_is_read_once(tmp_path: Path) -> None:
    reads: list[str] = []

    async def counted(*, content: bytes, content_type: str, url: str, watch: Watch) -> Document:
        reads.append(url)
        return await read(content=content, content_type=content_type, url=url, watch=watch)

    with opened(tmp_path) as history:
        run(history, Internet(page("rode")), NOW)
        parts = Parts(catalogue=catalogue(), history=history, fetch=Internet(page("gele")), extract=counted)
        asyncio.run(run_once(parts, NOW + timedelta(days=7)))
        assert sorted(reads) == sorted(URLS)
        last = history.last_run()
        assert last is not None
        assert {one.observation.requests for one in history.run_record(last.id)} == {2}
        assert {copy.run for url in range(6) for copy in history.copies(SourceId(f"s{url}"))} == {1, 2}


def test_what_all_pages_of_a_host_changed_alike_is_not_told_as_the_news_of_each(tmp_path: Path) -> None:
    box = "Bel ons op werkdagen van negen tot vijf."
    with opened(tmp_path) as history:
        run(history, Site(box), NOW)
        run(history, Site("Mail ons, wij antwoorden binnen twee dagen."), NOW + timedelta(days=7))
        assert set(weights(history).values()) == {"minor"}
        assert history.host("www.voorbeeld.example").furniture


def test_a_change_of_one_page_teaches_nothing_about_the_others(tmp_path: Path) -> None:
    box = "Bel ons op werkdagen van negen tot vijf."
    with opened(tmp_path) as history:
        run(history, Site(box), NOW)
        run(history, Site(box, inkoop="Vanaf 1 juli tekent ook de directeur."), NOW + timedelta(days=7))
        assert weights(history) == {"s3": "major"}
        assert not history.host("www.voorbeeld.example").furniture


def apart(box: str, *own: str) -> Fetch:
    """A site whose first pages have other boxes than the rest."""
    boxes = (*own, *[box] * len(URLS))

    async def fetch(requests: Iterable[Request]) -> AsyncIterator[Exchange]:
        for request in requests:
            async for exchange in Site(boxes[URLS.index(request.url)])((request,)):
                yield exchange

    return fetch


def test_a_box_that_one_page_gave_up_is_known_by_the_pages_that_have_it(tmp_path: Path) -> None:
    box = "Bel ons op werkdagen van negen tot vijf."
    with opened(tmp_path) as history:
        run(history, Site(box), NOW)
        run(history, apart(box, ""), NOW + timedelta(days=7))
        assert weights(history) == {"s0": "minor"}


def test_a_page_that_follows_another_a_week_later_has_no_news_of_its_own(tmp_path: Path) -> None:
    old, new = "Bel ons op werkdagen van negen tot vijf.", "Mail ons, wij antwoorden binnen twee dagen."
    with opened(tmp_path) as history:
        run(history, Site(old), NOW)
        run(history, apart(old, new), NOW + timedelta(days=7))
        assert weights(history) == {"s0": "major"}
        run(history, apart(old, new, new), NOW + timedelta(days=14))
        assert weights(history) == {"s1": "minor"}


def linking(*addresses: str) -> Fetch:
    """A page that gets another nonce and the next of these addresses behind one link at each fetch; the last one stays."""
    served = iter(addresses)
    nonces = count()

    async def fetch(requests: Iterable[Request]) -> AsyncIterator[Exchange]:
        for request in requests:
            link = f'<p><a href="{next(served, addresses[-1])}">De regels</a></p><!-- {next(nonces)} -->'.encode()
            content = page("rode").replace(b"</main>", link + b"</main>")
            answer = Response(status=200, fields={"content-type": "text/html"}, content=content)
            yield Exchange(request=request, outcome=answer, final_url=request.url, requests=1)

    return fetch


def test_a_link_that_leads_elsewhere_is_told_once_and_one_drawn_by_lot_is_not(tmp_path: Path) -> None:
    alone = replace(catalogue().tools[0], sources=catalogue().tools[0].sources[:1])
    for fetch, told in ((linking("/a", "/b"), [1]), (linking(*(f"/{n}" for n in range(20))), [])):
        with opened(tmp_path / str(told)) as history:
            seen = []
            for week in range(4):
                parts = Parts(
                    catalogue=Catalogue(title="T", tools=(alone,)), history=history, fetch=fetch, extract=read
                )
                asyncio.run(run_once(parts, NOW + timedelta(days=7 * week)))
                seen += [week] if weights(history) == {"s0": "minor"} else []
            assert seen == told


def test_content_that_is_sent_again_is_known_unopened_and_a_server_that_packs_anew_leaves_nothing_new(
    tmp_path: Path,
) -> None:
    content = page("rode")
    known: list[str | None] = []

    def answers(transfer: str, *, opened: bool) -> Fetch:
        async def fetch(requests: Iterable[Request]) -> AsyncIterator[Exchange]:
            for request in requests:
                known.append(request.held.transfer_hash if request.held else None)
                response = Response(
                    status=200, fields={"content-type": "text/html"}, content=content, transfer_hash=transfer
                )
                outcome = response if opened else response.without_content()
                yield Exchange(request=request, outcome=outcome, final_url=request.url, requests=1)

        return fetch

    with opened(tmp_path) as history:
        for week, (transfer, is_opened) in enumerate((("aa", True), ("aa", False), ("bb", True), ("cc", True))):
            parts = Parts(
                catalogue=catalogue(), history=history, fetch=answers(transfer, opened=is_opened), extract=read
            )
            made = asyncio.run(run_once(parts, NOW + timedelta(days=7 * week)))
            outcomes = {one.observation.change.outcome for one in history.run_record(made.id)}
            assert outcomes == {"unchanged" if week else "first"}
        kept = {one.observation.transfer_hash for one in history.timeline(SourceId("s0"))}
    assert known == [None] * 6 + ["aa"] * 18
    assert kept == {"aa"}
