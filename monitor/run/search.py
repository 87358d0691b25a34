"""Lost pages -> suggestions where they are now, from the publisher's own site and the catalogue."""

import asyncio
import logging
import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from monitor.archive import lookup, may_be_looked_up, memento
from monitor.history import Recorder
from monitor.judge.candidates import Candidate, Leads, Lost, find_candidates, places_to_look, rank_sitemaps
from monitor.judge.repair import judge_candidates
from monitor.judge.sitemap import Sitemap, read_sitemap
from monitor.model.document import Document
from monitor.model.exchange import Response
from monitor.model.observation import Past, Suggestion
from monitor.model.plan import Purpose, Request
from monitor.model.source import Watch
from monitor.model.verdict import State
from monitor.observe import search_is_due
from monitor.plan import merged
from monitor.run.look import Case
from monitor.run.parts import Parts
from monitor.urls import host_of, registrable_domain, without_session

logger = logging.getLogger(__name__)

SUB_SITEMAPS = 4
"""Of a sitemap index so many are read, the likeliest first."""
NAMED_SITEMAPS = 3
"""Of the sitemaps that a robots.txt names so many are read, the likeliest first."""
_SITEMAP_BYTES = 10 * 1024 * 1024
_GZIP = b"\x1f\x8b"
_OK = range(200, 300)


@dataclass(slots=True)
class Search:
    """One lost page and what was found out about it; a request that serves several pages counts for each."""

    case: Case
    past: Past
    budget: int
    spent: int = 0
    pages: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    parents: list[Document] = field(default_factory=list)
    home: Document | None = None
    leads: Leads = field(default_factory=Leads)
    candidates: dict[str, Candidate] = field(default_factory=dict)
    read: list[tuple[Candidate, Document]] = field(default_factory=list)
    copy: Suggestion | None = None
    """What a public archive has of it."""

    @property
    def lost(self) -> Lost:
        """What is known of the page."""
        return Lost(source=self.case.source, tool_title=self.case.tool.title, document=self.past.document)

    def ask(self, purpose: Purpose, urls: Iterable[str]) -> list[Request]:
        """Requests for these addresses, as far as the budget goes."""
        wanted = list(urls)[: max(0, self.budget - self.spent)]
        self.spent += len(wanted)
        return [Request(url=url, purpose=purpose, sources=(self.case.source.id,)) for url in wanted]


async def search(parts: Parts, lost: Iterable[Case], moves: Iterable[tuple[str, str]], record: Recorder) -> None:
    """Look for what is lost, once a week each, within `limits.repair_requests` per source and run.

    Reads the site's sitemap, the pages above and the home page; then fetches the addresses that fit best and compares
    them with the last good copy. A host that is gone can tell nothing; then only the catalogue's successor is tried.
    """
    searches = [search for case in lost if (search := _begun(parts, case, record)) is not None]
    if not searches:
        return
    logger.info("looking for the new place of %d pages", len(searches))
    redirects = _by_domain(moves)
    await _ask(parts, searches, [request for search in searches for request in _places(parts, search)])
    await _ask(parts, searches, [request for search in searches for request in _sub_sitemaps(search)])
    await _ask(parts, searches, [request for search in searches for request in await _candidates(search, redirects)])
    await _ask_archive(parts, searches)
    for search in searches:
        await _conclude(search, record)


def _begun(parts: Parts, case: Case, record: Recorder) -> Search | None:
    """A search, where one is due; else what the last one found is told again."""
    past = parts.history.past(case.source.id)
    if search_is_due(case.observation, past):
        return Search(case=case, past=past, budget=parts.policy.repair_requests)
    if past.suggestions:
        record.record(replace(case.observation, suggestions=past.suggestions), label=case.tool.tlp.label)
    return None


def _places(parts: Parts, search: Search) -> list[Request]:
    """Where to look first; a home page that was asked for in this run already is not asked for again."""
    if search.case.observation.verdict.state is State.HOST_GONE:
        return []
    url = search.case.source.url
    sitemaps = rank_sitemaps(search.lost, parts.sitemaps(url))[:NAMED_SITEMAPS]
    requests: list[Request] = []
    for purpose, place in places_to_look(url, sitemaps=sitemaps):
        known = _home_at_hand(search.case, place) if purpose is Purpose.HOME else None
        if known is None:
            requests += search.ask(purpose, [place])
        search.home = known
    return requests


def _home_at_hand(case: Case, place: str) -> Document | None:
    """The home page as a witness in this very run has read it, whole."""
    whole = case.source.watch.rule_id == Watch().rule_id
    answers = case.answers.get(Purpose.HOME, ()) if whole else ()
    return next((answer.document for answer in answers if answer.exchange.request.url == place), None)


def _sub_sitemaps(search: Search) -> list[Request]:
    return search.ask(Purpose.SITEMAP, rank_sitemaps(search.lost, search.sitemaps)[:SUB_SITEMAPS])


async def _candidates(search: Search, redirects: dict[str, list[tuple[str, str]]]) -> list[Request]:
    """The addresses that fit best; weighed beside the loop, for a sitemap may have fifty thousand."""
    domain = registrable_domain(host_of(search.case.source.url))
    search.leads = Leads(
        sitemap=tuple(search.pages),
        parents=tuple(search.parents),
        home=search.home,
        redirects=tuple(redirects.get(domain, ())),
    )
    found = await asyncio.to_thread(find_candidates, search.lost, search.leads)
    search.candidates = {candidate.url: candidate for candidate in found}
    return search.ask(Purpose.CANDIDATE, search.candidates)


async def _ask(parts: Parts, searches: list[Search], requests: list[Request]) -> None:
    by_source = {search.case.source.id: search for search in searches}
    async for exchange in parts.fetch(merged(requests)):
        response = exchange.response
        if response is None or response.status not in _OK or not response.content:
            continue
        purpose, asked = exchange.request.purpose, exchange.request.url
        waiting = [by_source[source] for source in exchange.request.sources]
        if purpose is Purpose.SITEMAP:
            found = await asyncio.to_thread(_sitemap, response)
            for search in waiting:
                search.pages += found.pages
                search.sitemaps += found.sitemaps
            continue
        document = await parts.extract(
            content=response.content,
            content_type=response.fields.get("content-type", ""),
            url=exchange.final_url,
            watch=Watch(),
        )
        for search in waiting:
            match purpose:
                case Purpose.CANDIDATE:
                    search.read.append(
                        (replace(search.candidates[asked], url=without_session(exchange.final_url)), document)
                    )
                case Purpose.HOME:
                    search.home = document
                case _:
                    search.parents.append(document)


async def _ask_archive(parts: Parts, searches: list[Search]) -> None:
    """Where the settings ask for it: whether a public archive has a copy of what is public itself."""
    archive = parts.policy.archive
    asking = [search for search in searches if archive and may_be_looked_up(search.case.tool.tlp.label)]
    if archive is None or not asking:
        return
    by_source = {search.case.source.id: search for search in asking}
    async for exchange in parts.fetch([lookup(archive, search.case.source) for search in asking]):
        for source in exchange.request.sources:
            by_source[source].copy = memento(exchange)


async def _conclude(search: Search, record: Recorder) -> None:
    observation = search.case.observation
    suggestions = await asyncio.to_thread(judge_candidates, search.lost, search.read, beside=search.leads.pages)
    if search.copy is not None:
        suggestions = (*suggestions, search.copy)
    record.record(
        replace(
            observation,
            suggestions=suggestions,
            searched=True,
            requests=observation.requests + search.spent,
        ),
        label=search.case.tool.tlp.label,
    )


def _by_domain(moves: Iterable[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Where other pages of a site were led, by its registrable domain."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for before, after in moves:
        found[registrable_domain(host_of(before))].append((before, after))
    return found


def _sitemap(response: Response) -> Sitemap:
    """What a sitemap lists; one that is a gzip file by itself is unpacked, up to what any sitemap may weigh."""
    content = response.content
    if content.startswith(_GZIP):
        try:
            content = zlib.decompressobj(wbits=31).decompress(content, _SITEMAP_BYTES)
        except zlib.error:
            content = b""
    return read_sitemap(content.decode("utf-8", "replace"))
