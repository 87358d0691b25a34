"""The two rounds of visits: every source once, then what the first look asked for."""

import asyncio
import logging
import traceback
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

from monitor.history import Recorder
from monitor.judge.held import needs_reading
from monitor.judge.linked import as_answered
from monitor.judge.probes import with_probe
from monitor.judge.void import RunJudge
from monitor.model.change import HostProfile
from monitor.model.document import Document
from monitor.model.exchange import Exchange
from monitor.model.observation import Answer, LinkedDocument, Observation, Past, Remembered, Want
from monitor.model.plan import Plan, Purpose, Request
from monitor.model.source import Source, SourceId, Tool
from monitor.model.verdict import StateClass
from monitor.observe import (
    Sight,
    borne_out,
    internal_error,
    lands_on,
    observe_again,
    observe_source,
    with_linked,
)
from monitor.plan import merged, plan_linked, plan_recheck
from monitor.quiet import Quiet
from monitor.run.furniture import known_host, with_furniture
from monitor.run.linked import known_linked, linked_before, linked_today, must_be_read, own_linked, worth_asking
from monitor.run.parts import Parts
from monitor.run.readiness import ready_to_read
from monitor.run.witness import answered_as_before, answers_for_itself, own_interception_left_out, witness_of

logger = logging.getLogger(__name__)

HELD_DOCUMENTS = 100
"""New pages held in memory until their second look; a catalogue of thousands that is all new has the rest in the store."""

_SECOND_LOOK = frozenset({Want.RECHECK, Want.CONFIRM, Want.SIBLING, Want.HOME, Want.DOCUMENTS, Want.REPAIR})


_OF_A_GOOD_PAGE = frozenset({Want.CONFIRM, Want.DOCUMENTS})
"""What only a page that is there asks for."""


@dataclass(slots=True)
class Case:
    """A source whose first look asks for more. Holds no content and no document: both can be had again."""

    source: Source
    tool: Tool
    observation: Observation
    exchange: Exchange
    remembered: Remembered | None
    document: Document | None = None
    """A page that no re-check will fetch again; of many, those that the store has are let go."""
    is_stored: bool = False
    """The observation's own copy was let go: the store has it."""
    touched: frozenset[str] = frozenset()
    """The blocks in which a changed page differs from the held copy."""
    furniture: int = 0
    """How much was known of what its host's pages share when it was last compared; that only grows."""
    linked_before: tuple[LinkedDocument, ...] = ()
    linked_now: tuple[LinkedDocument, ...] = ()
    waiting: int = 0
    answers: dict[Purpose, list[Answer]] = field(default_factory=lambda: defaultdict(list))


@dataclass(slots=True)
class FirstLook:
    """What the first round leaves for the second."""

    cases: list[Case] = field(default_factory=list)
    landings: Counter[str] = field(default_factory=Counter)
    """How many sources with different addresses were redirected to one and the same page."""
    moves: list[tuple[str, str]] = field(default_factory=list)
    """Where pages were led for good: what happened to one may have happened to its lost neighbours."""
    _elsewhere: dict[str, dict[str, Case]] = field(default_factory=lambda: defaultdict(dict))
    _held: int = 0

    def note(self, case: Case, *, needs_more: bool) -> None:
        """Keep the case if it needs a second look, and where its visit ended if it was led elsewhere."""
        if needs_more:
            self.cases.append(case)
        if case.observation.document is not None:
            self._held += 1
            if self._held > HELD_DOCUMENTS:
                case.document, case.is_stored = None, True
                case.observation = replace(case.observation, document=None)
        if case.observation.verdict.moved_to is not None:
            self.moves.append((case.source.url, case.observation.verdict.moved_to))
        landing = lands_on(case.observation)
        if landing is not None:
            self._elsewhere[landing].setdefault(case.source.url, case)

    def settled(self) -> Self:
        """With all visits in: sources that ended on one page are judged again, knowing of each other."""
        waiting = {case.source.id for case in self.cases}
        for landing, together in self._elsewhere.items():
            self.landings[landing] = len(together)
            if len(together) > 1:
                self.cases += [case for case in together.values() if case.source.id not in waiting]
        self._elsewhere.clear()
        return self


async def first_look(
    parts: Parts,
    plan: Plan,
    memory: Mapping[SourceId, Remembered],
    record: Recorder,
    judge: RunJudge,
    canaries: frozenset[SourceId],
    now: datetime,
) -> FirstLook:
    """Visit every planned address once; give back the sources that need a second look."""
    watched = {source.id: (tool, source) for tool, source in parts.catalogue.watched}
    planned, done = len(plan.requests), 0
    first, quiet = FirstLook(), Quiet(now)
    async for fetched in parts.fetch((*plan.canaries, *plan.requests)):
        exchange = own_interception_left_out(fetched, parts.policy.corporate_issuer)
        if exchange.request.purpose is Purpose.CANARY:
            judge.hear_canary(ok=answers_for_itself(exchange))
            continue
        done += 1
        parts.progress(done, planned)
        for source_id in exchange.request.sources:
            tool, source = watched[source_id]
            remembered = memory.get(source_id)
            witness = witness_of(exchange, remembered)
            judge.hear(witness)
            if source_id in canaries:
                judge.hear_canary(ok=answered_as_before(witness))
            as_before = quiet.observe(exchange, source, tool, remembered)
            if as_before is not None:
                record.record(as_before, label=tool.tlp.label)
                continue
            try:
                sight = await _look(parts, source, tool, exchange, remembered, now)
                observation = await _observed(sight)
                document, past, host = sight.document, sight.past, sight.host
            except Exception:
                logger.exception("source %s could not be judged", source_id)
                observation = internal_error(source, tool, now, traceback.format_exc(limit=-3))
                document = past = None
                host = HostProfile()
            record.record(observation, label=tool.tlp.label)
            case = Case(
                source=source,
                tool=tool,
                observation=observation,
                exchange=exchange.light,
                remembered=remembered,
                furniture=len(host.furniture),
            )
            first.note(case, needs_more=_prepare(parts, case, document, past))
            if document is not None:
                await asyncio.sleep(0)  # so did the judge: the network goes before the next page
    return first.settled()


async def second_look(parts: Parts, first: FirstLook, record: Recorder) -> list[Case]:
    """Ask what the first look wants to know, judge again; give back what is still lost."""
    suspects = [case for case in first.cases if not case.observation.wants & _OF_A_GOOD_PAGE]
    await _ask(parts, first.cases, record, first.landings)
    cleared = [case for case in suspects if _asks_more_after_all(parts, case, record)]
    if cleared:
        await _ask(parts, cleared, record, first.landings)
    return [case for case in first.cases if Want.REPAIR in case.observation.wants]


def _asks_more_after_all(parts: Parts, case: Case, record: Recorder) -> bool:
    """Whether a page that a re-check cleared changed, or links to documents: then it is asked like any other's."""
    wants = case.observation.wants & _OF_A_GOOD_PAGE
    if not wants:
        return False
    case.observation = replace(case.observation, wants=wants)
    case.is_stored = True
    return _prepare(parts, case, record.document(case.source.id), None)


async def _ask(parts: Parts, cases: list[Case], record: Recorder, landings: Counter[str]) -> None:
    """Make the requests of these cases, each judged again when all its answers are in."""
    requests: list[Request] = []
    for case in cases:
        mine = _requests_for(parts, case)
        case.waiting = len(mine)
        requests += mine
        if not mine:
            await _conclude(parts, case, record, landings)
    together = merged(requests)
    record.flush()  # a re-check is waited for
    by_id = {case.source.id: case for case in cases}
    done = 0
    async for fetched in parts.fetch(together):
        exchange = own_interception_left_out(fetched, parts.policy.corporate_issuer)
        done += 1
        parts.progress(done, len(together))
        light = exchange.light
        documents: dict[str, Document | None] = {}
        for source_id in exchange.request.sources:
            case = by_id[source_id]
            rule = case.source.watch.rule_id
            is_read = must_be_read(exchange, case.exchange, case.linked_before)
            if is_read and rule not in documents:
                documents[rule] = await read(parts, exchange, case.source)
            document = documents.get(rule) if is_read else None
            case.answers[exchange.request.purpose].append(Answer(exchange=light, document=document))
            case.waiting -= 1
            if case.waiting == 0:
                await _conclude(parts, case, record, landings)


async def read(parts: Parts, exchange: Exchange, source: Source, *, reading: bool = True) -> Document | None:
    """The exchange's content as a Document, or None where there is nothing to read."""
    response = exchange.response
    if response is None or not response.content or not reading:
        return None
    await ready_to_read()
    return await parts.extract(
        content=response.content,
        content_type=response.fields.get("content-type", ""),
        url=exchange.final_url,
        watch=source.watch,
    )


async def _look(
    parts: Parts, source: Source, tool: Tool, exchange: Exchange, remembered: Remembered | None, now: datetime
) -> Sight:
    """Gather what one source is judged by; the heavy half of memory only where something must be compared."""
    document = await read(parts, exchange, source, reading=needs_reading(exchange, source, remembered))
    if document is not None:
        await asyncio.sleep(0)  # reading took milliseconds: the network has its turn before the judge
    known = remembered is not None
    past = parts.history.past(source.id) if known and (document is not None or exchange.response is None) else None
    host = known_host(parts.history, source.url) if document is not None else HostProfile()
    return Sight(
        source=source,
        tool=tool,
        exchange=exchange,
        document=document,
        remembered=remembered,
        past=past,
        host=host,
        now=now,
    )


async def _observed(sight: Sight) -> Observation:
    """What the visit shows; beside the loop where there is a copy to compare with, which can take a tenth of a second."""
    is_compared = sight.document is not None and sight.past is not None and sight.past.document is not None
    return await asyncio.to_thread(observe_source, sight) if is_compared else observe_source(sight)


def _prepare(parts: Parts, case: Case, document: Document | None, past: Past | None) -> bool:
    """Note what the second look needs; whether there is to be one."""
    wants = case.observation.wants
    if Want.DOCUMENTS in wants:
        was_read = document is not None
        known = past.linked if past else known_linked(parts.history, case.source, case.remembered, was_read=was_read)
        case.linked_now = linked_today(known, document)
        case.linked_before = linked_before(known, case.linked_now, past.document if past else None)
    if wants & {Want.SIBLING, Want.HOME} and Want.RECHECK not in wants:
        case.document = document
    if Want.CONFIRM in wants and document is not None:
        held = (past or parts.history.past(case.source.id)).document
        case.touched = _touched(held, document) if held is not None else frozenset()
    return bool(wants & (_SECOND_LOOK - {Want.DOCUMENTS})) or bool(case.linked_now or case.linked_before)


def _touched(held: Document, read: Document) -> frozenset[str]:
    from monitor.compare.noise import touched  # noqa: PLC0415 - only for changed pages

    return touched(held, read)


def _requests_for(parts: Parts, case: Case) -> tuple[Request, ...]:
    again = plan_recheck(case.observation, seconds=parts.policy.recheck_seconds, rng=parts.rng)
    if not case.linked_now:
        return again
    linked = plan_linked(
        ((linked.url, linked.etag, linked.last_modified) for linked in worth_asking(case.linked_now)),
        source=case.source.id,
        budget=parts.policy.linked_requests,
    )
    return (*again, *linked)


async def _conclude(parts: Parts, case: Case, record: Recorder, landings: Counter[str]) -> None:
    """Judge a source again, now that all its answers are in; beside the loop where whole pages are compared."""
    first = case.observation
    if case.is_stored:
        first = replace(first, document=case.document or record.document(case.source.id))
    answers = {purpose: tuple(found) for purpose, found in case.answers.items()}
    linked = answers.pop(Purpose.LINKED, ())
    landing = lands_on(first)
    others = max(0, landings[landing] - 1) if landing else 0
    host = known_host(parts.history, case.source.url)
    if Want.CONFIRM in first.wants:
        host = await with_furniture(parts, host, case.source.id, case.touched, record)
    confirm = answers.get(Purpose.CONFIRM, ())
    is_same = any(answer.exchange.brings_same(case.exchange) for answer in confirm)
    stands = is_same and len(answers) == 1 and not others and len(host.furniture) == case.furniture
    sight = None if stands else _sight_again(parts, case, record, host, answers)
    if sight is not None and is_same:
        answers[Purpose.CONFIRM] = tuple(replace(answer, document=sight.document) for answer in confirm)
    try:
        if sight is None:
            again = borne_out(first, confirm[0].exchange)
        else:
            again = await asyncio.to_thread(observe_again, first, sight, answers, landings=others)
        if Want.DOCUMENTS in first.wants and again.verdict.state_class in {StateClass.ALIVE, StateClass.MOVED}:
            before, now = own_linked((case.linked_before, case.linked_now), first.document, host)
            again = with_linked(again, before, tuple(as_answered(known, linked, at=first.at) for known in now))
    except Exception:
        logger.exception("source %s could not be judged again", case.source.id)
        return
    record.record(again, label=case.tool.tlp.label)
    case.observation = again
    for recheck in answers.get(Purpose.RECHECK, ()):
        case.exchange = recheck.exchange  # what it is judged by from now on
    if Want.REPAIR not in again.wants:  # done with: what was read of it is let go
        case.document, case.observation = None, replace(again, document=None)
        case.answers.clear()


def _sight_again(
    parts: Parts, case: Case, record: Recorder, host: HostProfile, answers: Mapping[Purpose, tuple[Answer, ...]]
) -> Sight:
    """What a source is judged by the second time; what a probe showed of its host is kept."""
    history, source, at = parts.history, case.source, case.observation.at
    document = case.document or record.document(source.id)
    case.furniture = len(host.furniture)
    for sibling in answers.get(Purpose.SIBLING, ()):
        home = next(iter(answers.get(Purpose.HOME, ())), None)
        history.keep_host(with_probe(host, source.url, sibling, page=document, home=home, at=at))
    return Sight(
        source=source,
        tool=case.tool,
        exchange=case.exchange,
        document=document,
        remembered=case.remembered,
        past=history.past(source.id) if case.remembered is not None else Past(),
        host=host,
        now=at,
    )
