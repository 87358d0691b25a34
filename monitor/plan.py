"""Catalogue, memory and the moment -> what to ask, and what an answer makes us ask next."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from monitor.model.observation import Observation, Remembered, Want
from monitor.model.plan import HeldContent, Plan, Purpose, Request, Skipped
from monitor.model.source import Catalogue, Source, SourceId
from monitor.model.verdict import Reason, StandingWord
from monitor.urls import (
    directory_key,
    host_of,
    is_root,
    join,
    registrable_domain,
    sibling_probe,
    without_fragment,
)

NOT_DUE = "not-due"
NOT_SELECTED = "not-selected"

FULL_VISIT_EVERY = 4
"""A lying validator is found out within four visits (reliability.md section 3, "lying validators")."""

CANARIES = 3
"""Hosts that stand for "the network works" when the settings name none (linkcheckers.md section 3)."""

EARLY = timedelta(hours=1)
"""A run by cron may start a little before a whole interval has passed."""


def plan_run(
    catalogue: Catalogue,
    memory: Mapping[SourceId, Remembered],
    now: datetime,
    *,
    only: frozenset[str] = frozenset(),
    interval: timedelta | None = None,
    canaries: Sequence[str] = (),
) -> Plan:
    """Say what to ask in this run.

    Sources that share an address share one request. `only` holds tool or source ids; it overrides what is due.
    A suspect is always due. `interval` is the setting's; a source's own wins.
    """
    waiting: dict[str, list[Source]] = {}
    skipped: list[Skipped] = []
    skipped += [
        Skipped(source=SourceId(tool.id), reason=Reason.NO_ADDRESS)
        for tool in catalogue.active_tools
        if not tool.sources and (not only or tool.id in only)
    ]
    for tool, source in catalogue.watched:
        if only and not only & {tool.id, source.id}:
            skipped.append(Skipped(source=source.id, reason=NOT_SELECTED))
        elif not only and not _is_due(source, memory.get(source.id), now, interval):
            skipped.append(Skipped(source=source.id, reason=NOT_DUE))
        else:
            waiting.setdefault(without_fragment(source.url), []).append(source)
    requests = tuple(_page_request(url, sources, memory) for url, sources in waiting.items())
    return Plan(
        requests=requests,
        skipped=tuple(skipped),
        canaries=tuple(Request(url=url, purpose=Purpose.CANARY) for url in canaries),
    )


def default_canaries(catalogue: Catalogue, memory: Mapping[SourceId, Remembered]) -> frozenset[SourceId]:
    """Sources whose hosts have been alive longest, one per registrable domain; none when there are too few."""
    best: dict[str, tuple[int, SourceId]] = {}
    for _, source in catalogue.watched:
        remembered = memory.get(source.id)
        if remembered is not None and remembered.alive_runs:
            domain = registrable_domain(host_of(source.url))
            best[domain] = max(best.get(domain, (0, source.id)), (remembered.alive_runs, source.id))
    if len(best) < CANARIES:
        return frozenset()
    return frozenset(source for _, source in sorted(best.values(), reverse=True)[:CANARIES])


def _is_due(source: Source, remembered: Remembered | None, now: datetime, interval: timedelta | None) -> bool:
    if remembered is None or remembered.last_visit is None:
        return True
    if remembered.not_before is not None and remembered.not_before > now:
        return False
    wanted = source.watch.interval or interval
    if wanted is None or remembered.standing.word is StandingWord.PENDING:
        return True
    return remembered.last_visit + wanted - EARLY <= now


def _page_request(url: str, sources: Sequence[Source], memory: Mapping[SourceId, Remembered]) -> Request:
    """One request for an address; conditional only if every source that waits for it holds the same copy of it."""
    held = [memory.get(source.id) for source in sources]
    first = held[0]
    names = tuple(source.id for source in sources)
    if first is None or not all(
        known is not None
        and _holds_page(source, known)
        and (known.etag, known.last_modified, known.final_url) == (first.etag, first.last_modified, first.final_url)
        and (known.transfer_hash, known.content_hash) == (first.transfer_hash, first.content_hash)
        for source, known in zip(sources, held, strict=True)
    ):
        return Request(url=url, sources=names)
    content = HeldContent(first.transfer_hash, first.content_hash) if first.transfer_hash else None
    if any(known.visits_since_full >= FULL_VISIT_EVERY - 1 for known in held if known is not None):
        return Request(url=url, sources=names, held=content)
    return Request(
        url=url,
        sources=names,
        etag=first.etag,
        last_modified=first.last_modified,
        validators_of=without_fragment(first.final_url or url),
        held=content,
    )


def _holds_page(source: Source, known: Remembered) -> bool:
    """Whether an answer that this is still the content says all that the content could say."""
    return (
        known.copy_id is not None
        and known.rule_id.endswith(f":{source.watch.rule_id}")
        and known.url == source.url  # its fragment too: whether that is there, only the page can tell
    )


def plan_recheck(
    observation: Observation,
    *,
    seconds: float,
    rng: random.Random,
) -> tuple[Request, ...]:
    """The second round for one source: the same address again, and what else its first look asked for."""
    url, mine = without_fragment(observation.url), (observation.source,)
    requests: list[Request] = []
    if Want.RECHECK in observation.wants:
        requests.append(
            Request(url=url, purpose=Purpose.RECHECK, sources=mine, fresh_connection=True, after_seconds=seconds)
        )
    elif Want.CONFIRM in observation.wants:
        requests.append(Request(url=url, purpose=Purpose.CONFIRM, sources=mine, fresh_connection=True))
    home = join(observation.final_url or url, "/")
    if Want.HOME in observation.wants and not is_root(url):
        requests.append(Request(url=home, purpose=Purpose.HOME, sources=mine))
    if Want.SIBLING in observation.wants and not is_root(url):
        requests.append(Request(url=sibling_probe(url, rng), purpose=Purpose.SIBLING, sources=mine))
    return tuple(requests)


def plan_linked(
    links: Iterable[tuple[str, str | None, str | None]], *, source: SourceId, budget: int
) -> tuple[Request, ...]:
    """Conditional requests for documents a page links to: (address, etag, last modified), the first `budget` of them."""
    return tuple(
        Request(url=url, purpose=Purpose.LINKED, sources=(source,), etag=etag, last_modified=last_modified)
        for url, etag, last_modified in islice(links, budget)
    )


def merged(requests: Iterable[Request]) -> tuple[Request, ...]:
    """One request for all sources that want the same answer: an address, or any address that cannot exist in one place."""
    together: dict[tuple[str, Purpose], Request] = {}
    for request in requests:
        place = directory_key(request.url) if request.purpose is Purpose.SIBLING else request.url
        key = (place, request.purpose)
        known = together.get(key)
        if known is None:
            together[key] = request
        else:
            sources = tuple(dict.fromkeys((*known.sources, *request.sources)))
            together[key] = replace(
                known, sources=sources, after_seconds=max(known.after_seconds, request.after_seconds)
            )
    return tuple(together.values())
