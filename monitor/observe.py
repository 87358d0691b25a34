"""One source, one exchange, what is remembered -> one observation: the heart, pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.judge.held import holds_same_bytes, transfer_hash_of
from monitor.judge.verdict import judge_exchange, wants_after
from monitor.judge.witnesses import Witnesses
from monitor.model.change import Change, ChangeOutcome, Fact, HostProfile, NoiseProfile, Weight
from monitor.model.document import Document
from monitor.model.exchange import LOCAL_KINDS, Exchange, Failure, Hop
from monitor.model.observation import Answer, LinkedDocument, Observation, Past, Remembered, Suggestion, Want
from monitor.model.plan import Purpose
from monitor.model.source import Source, Tool
from monitor.model.verdict import Evidence, Flag, State, StateClass, Verdict
from monitor.urls import redacted, without_fragment

SEARCH_AGAIN_AFTER = timedelta(days=7)
"""A lost page's new place is looked for once a week: enough for a weekly report, unnoticed by the publisher."""

_OK = range(200, 300)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """Everything one look at a source is judged by."""

    source: Source
    tool: Tool
    exchange: Exchange
    document: Document | None
    remembered: Remembered | None
    past: Past | None
    host: HostProfile
    now: datetime


def observe_source(sight: Sight, witnesses: Witnesses | None = None) -> Observation:
    """Judge and compare one visit. Never raises for what a server did; touches nothing."""
    source, exchange, remembered, past = sight.source, sight.exchange, sight.remembered, sight.past
    witnesses = witnesses or Witnesses(host=sight.host)
    verdict = _judged(sight, witnesses)
    said = _said(sight, verdict)
    change = _compare(sight, verdict, said)
    read = sight.document if verdict.trusts_content and not change.selector_missed else None
    notices = _notices(sight, read, said)
    held = past.document if past else None
    noise = _learned(past, held, read, sight.now)
    verdict = _flagged(verdict, notices, noise, sight.now)
    response = exchange.response
    return Observation(
        source=source.id,
        tool=sight.tool.id,
        url=source.url,
        at=sight.now,
        verdict=verdict,
        change=change,
        final_url=redacted(exchange.final_url) if exchange.hops else exchange.final_url,
        http_status=response.status if response else None,
        hops=tuple(_printable_hop(hop) for hop in exchange.hops),
        certificate=exchange.certificate,
        failure_kind=exchange.outcome.kind if isinstance(exchange.outcome, Failure) else None,
        etag=response.fields.get("etag") if response else None,
        last_modified=response.fields.get("last-modified") if response else None,
        content_hash=response.content_hash if response and not response.is_empty else "",
        transfer_hash=transfer_hash_of(exchange, source, remembered),
        text_hash=read.text_hash if read else "",
        suggestions=_moved_suggestion(verdict),
        notices=notices,
        wants=_wanted(sight, verdict, change, witnesses),
        requests=exchange.requests,
        bytes_received=exchange.bytes_received,
        elapsed_seconds=exchange.elapsed_seconds,
        retry_after_seconds=exchange.retry_after_seconds,
        document=read if read is not None and _is_news(held, read) else None,
        noise=noise,
        full_visit=read is not None or (verdict.trusts_content and holds_same_bytes(exchange, source, remembered)),
    )


def observe_again(
    first: Observation,
    sight: Sight,
    answers: Mapping[Purpose, tuple[Answer, ...]],
    *,
    landings: int = 0,
) -> Observation:
    """The second look: what the re-check, the probes and the second fetch make of the first one.

    Trouble that a re-check shows again is `rechecked`; trouble that it does not show is gone, with both looks kept
    as evidence. A re-check that fails on our own side says nothing. A change stands only as far as a second fetch
    shows it too.
    """
    witnesses = Witnesses(
        sibling=_only(answers.get(Purpose.SIBLING)),
        home=_only(answers.get(Purpose.HOME)),
        host=sight.host,
        landings=landings,
        recheck=True,
    )
    recheck = _only(answers.get(Purpose.RECHECK))
    if recheck is not None and not _is_our_own_trouble(recheck.exchange):
        second = observe_source(
            replace(sight, exchange=recheck.exchange, document=recheck.document, now=first.at), witnesses
        )
        return _after_recheck(first, second)
    knows_more = bool(witnesses.sibling or witnesses.home or landings)
    again = _judged_again(first, replace(sight, now=first.at), witnesses) if knows_more else first
    confirm = _only(answers.get(Purpose.CONFIRM))
    return _after_confirm(again, sight, confirm) if confirm is not None else again


def borne_out(first: Observation, confirm: Exchange) -> Observation:
    """The first look after a second fetch that brought the same bytes: all of it stands."""
    return replace(
        first,
        requests=first.requests + confirm.requests,
        bytes_received=first.bytes_received + confirm.bytes_received,
    )


def _judged_again(first: Observation, sight: Sight, witnesses: Witnesses) -> Observation:
    """The visit as its witnesses show it; what was compared stands where they leave the content as trusted as it was."""
    verdict = _judged(sight, witnesses)
    if verdict.trusts_content is not first.verdict.trusts_content or Want.CONFIRM in first.wants:
        return observe_source(sight, witnesses)
    verdict = _flagged(verdict, first.notices, first.noise, sight.now)
    wants = _wanted(sight, verdict, first.change, witnesses)
    return replace(first, verdict=verdict, suggestions=_moved_suggestion(verdict), wants=wants)


def with_linked(
    observation: Observation, before: tuple[LinkedDocument, ...], after: tuple[LinkedDocument, ...]
) -> Observation:
    """Add what became of the documents that the page links to."""
    from monitor.compare.linked import (  # noqa: PLC0415 - only where there are linked documents
        compare_linked,
        slides,
        with_documents,
        without_slide,
    )
    from monitor.compare.noise import slide_turns  # noqa: PLC0415

    facts = compare_linked(before, after) if before else ()
    if facts and observation.noise and slide_turns(observation.noise) and slides(before, after):
        facts = without_slide(facts)
    change = with_documents(observation.change, facts)
    return replace(observation, change=change, linked=after if before or after else None)


def _printable_hop(hop: Hop) -> Hop:
    """What is remembered is printed one day: the session on the way to a log-in page is nobody's business."""
    return replace(hop, url=redacted(hop.url), location=redacted(hop.location) if hop.location else hop.location)


def _printable(evidence: Evidence) -> Evidence:
    return replace(evidence, detail=redacted(evidence.detail)) if "://" in evidence.detail else evidence


def _judged(sight: Sight, witnesses: Witnesses) -> Verdict:
    verdict = judge_exchange(
        sight.exchange,
        source=sight.source,
        tool_title=sight.tool.title,
        document=sight.document,
        remembered=sight.remembered,
        past=sight.past,
        witnesses=witnesses,
        now=sight.now,
    )
    return replace(verdict, evidence=tuple(_printable(one) for one in verdict.evidence))


def _flagged(verdict: Verdict, notices: tuple[Fact, ...], noise: NoiseProfile | None, now: datetime) -> Verdict:
    """With what the page says of itself, and what its own past says of it."""
    seen = {Flag.SUPERSEDED: bool(notices), Flag.UNSTABLE: noise is not None and _alternates(noise, now)}
    more = tuple(flag for flag, holds in seen.items() if holds)
    return replace(verdict, flags=tuple(dict.fromkeys((*verdict.flags, *more)))) if more else verdict


def _alternates(noise: NoiseProfile, now: datetime) -> bool:
    from monitor.compare.whole import alternates  # noqa: PLC0415 - only when something was read

    return alternates(noise, now)


def _wanted(sight: Sight, verdict: Verdict, change: Change, witnesses: Witnesses) -> frozenset[Want]:
    """What the second round must ask: for the verdict, for a change, for the documents that a good page links to."""
    wants = set(
        wants_after(
            verdict,
            source=sight.source,
            document=sight.document,
            remembered=sight.remembered,
            witnesses=witnesses,
            now=sight.now,
        )
    )
    if change.outcome is ChangeOutcome.CHANGED and change.weight is not Weight.NONE:
        wants.add(Want.CONFIRM)
    if (
        sight.source.watch.documents
        and not change.selector_missed
        and verdict.state_class in {StateClass.ALIVE, StateClass.MOVED}
    ):
        wants.add(Want.DOCUMENTS)
    return frozenset(wants)


def _said(sight: Sight, verdict: Verdict) -> tuple[Fact, ...] | None:
    """What a page that may be trusted says of its successor; None where none was read."""
    if sight.document is None or not verdict.trusts_content:
        return None
    from monitor.compare.successor import find_successors  # noqa: PLC0415 - only when something was read

    return find_successors(sight.document)


def _compare(sight: Sight, verdict: Verdict, said: tuple[Fact, ...] | None = None) -> Change:
    """Compare what was read with the last good copy, when both may be trusted."""
    if not verdict.trusts_content:
        return Change(outcome=ChangeOutcome.NOT_COMPARED, reason=verdict.reason or verdict.state)
    if sight.document is None:
        held = sight.remembered is not None and sight.remembered.copy_id is not None
        outcome = ChangeOutcome.UNCHANGED if held else ChangeOutcome.NOT_COMPARED
        return Change(outcome=outcome, reason=None if held else "no-copy")
    from monitor.compare.change import compare_documents  # noqa: PLC0415 - a quiet run compares nothing
    from monitor.compare.noise import as_of  # noqa: PLC0415

    past = sight.past or Past()
    change = compare_documents(
        _before(past.document, sight.document),
        sight.document,
        noise=as_of(past.noise, sight.now, past.turn),
        host=sight.host,
        watch=sight.source.watch,
        tool_title=sight.tool.title,
        notices=said,
    )
    return _weighed(change, sight.source)


def _weighed(change: Change, source: Source) -> Change:
    """A told change as heavy as the source's own wish has it."""
    wish = source.watch.weight
    return replace(change, weight=wish) if wish is not None and change.is_told else change


def _before(held: Document | None, read: Document) -> Document | None:
    """The held copy as today's rule would have it: an edited rule is no change of content."""
    if held is None or held.rule_id == read.rule_id:
        return held
    from monitor.compare.relabel import relabelled  # noqa: PLC0415 - rare

    return relabelled(held, read)


def _notices(sight: Sight, read: Document | None, said: tuple[Fact, ...] | None) -> tuple[Fact, ...]:
    """What the page says of itself; the remembered words while nothing new was read."""
    if read is None:
        return sight.remembered.notices if sight.remembered else ()
    from monitor.compare.successor import outgrown_title  # noqa: PLC0415 - only when something was read

    return (*(said or ()), *outgrown_title(sight.tool.title, read))


def _moved_suggestion(verdict: Verdict) -> tuple[Suggestion, ...]:
    """For a move the address to write: the last hop reached by permanent redirects only."""
    return (Suggestion(url=verdict.moved_to, ground="permanent-redirect"),) if verdict.moved_to else ()


def _is_news(held: Document | None, read: Document) -> bool:
    """Whether a copy is kept: without it a link that once got another address would be told at each visit."""
    if held is None or held.text_hash != read.text_hash or held.rule_id != read.rule_id:
        return True
    from monitor.compare.addresses import changed_leads  # noqa: PLC0415 - only when something was read

    return any(True for _ in changed_leads(held, read))


def _learned(past: Past | None, held: Document | None, read: Document | None, now: datetime) -> NoiseProfile | None:
    if read is None or read.unreadable:
        return None
    from monitor.compare.noise import learn_noise  # noqa: PLC0415 - only when something was read

    past = past or Past()
    return learn_noise(past.noise, _before(held, read), read, at=now, turn=past.turn)


def _after_recheck(first: Observation, second: Observation) -> Observation:
    agrees = first.verdict.state_class is second.verdict.state_class
    evidence = second.verdict.evidence
    if first.verdict.state is not second.verdict.state:
        before = f"{first.verdict.state} {first.verdict.reason or ''}".strip()
        evidence = (*evidence, Evidence(rule="first-look", detail=before))
    verdict = replace(second.verdict, evidence=evidence)
    return replace(
        second,
        verdict=verdict,
        rechecked=agrees,
        wants=second.wants - {Want.RECHECK},
        requests=first.requests + second.requests,
        bytes_received=first.bytes_received + second.bytes_received,
    )


def _after_confirm(observation: Observation, sight: Sight, confirm: Answer) -> Observation:
    """Keep of a change what a second fetch shows too; without a good second fetch nothing is concluded yet."""
    held = sight.past.document if sight.past else None
    first, second = sight.document, confirm.document
    spent = borne_out(observation, confirm.exchange)
    if observation.change.outcome is not ChangeOutcome.CHANGED or held is None or first is None:
        return spent
    response = confirm.exchange.response
    if response is None or response.status not in _OK or response.truncated or second is None:
        return _as_held(spent, Change(outcome=ChangeOutcome.NOT_COMPARED, reason="unconfirmed"), noise=None)
    from monitor.compare.change import confirm_change  # noqa: PLC0415 - only for changed pages
    from monitor.compare.noise import as_of, learn_unsteady  # noqa: PLC0415
    from monitor.compare.witness import Witness, nearest  # noqa: PLC0415

    past = sight.past or Past()
    before = _before(held, first) or held
    change = confirm_change(
        _compare(sight, observation.verdict),  # anew: by now more is known of what the host's pages share
        before=before,
        first=first,
        second=second,
        noise=as_of(past.noise, sight.now, past.turn),
        host=sight.host,
        watch=sight.source.watch,
        tool_title=sight.tool.title,
    )
    change = _weighed(change, sight.source)
    anew = Witness(before, first, second).unsteady_paths
    noise = learn_unsteady(observation.noise or past.noise, first, second, anew=anew, at=sight.now, turn=past.turn)
    if change.is_unconfirmed:
        return _as_held(spent, change, noise=replace(noise, variants=past.noise.variants))
    if nearest(before, first, second) is second:
        spent = replace(
            spent,
            document=second,
            content_hash=response.content_hash,
            transfer_hash=response.transfer_hash,
            text_hash=second.text_hash,
            etag=response.fields.get("etag"),
            last_modified=response.fields.get("last-modified"),
        )
    return replace(spent, change=change, noise=noise)


def _as_held(observation: Observation, change: Change, *, noise: NoiseProfile | None) -> Observation:
    """The visit without what it brought: the held text and its validators stay, and the next visit is held against those.

    A cache that is behind may give the new text and then the old one. Were the new one kept, it would never be told.
    """
    return replace(
        observation,
        change=change,
        noise=noise,
        document=None,
        content_hash="",
        transfer_hash="",
        etag=None,
        last_modified=None,
        full_visit=False,
    )


def _is_our_own_trouble(exchange: Exchange) -> bool:
    return isinstance(exchange.outcome, Failure) and exchange.outcome.kind in LOCAL_KINDS


def _only(answers: tuple[Answer, ...] | None) -> Answer | None:
    return answers[0] if answers else None


def search_is_due(observation: Observation, past: Past | None) -> bool:
    """Whether a lost page's new place should be looked for now."""
    if Want.REPAIR not in observation.wants:
        return False
    searched = past.searched_at if past else None
    return searched is None or searched + SEARCH_AGAIN_AFTER <= observation.at


def internal_error(source: Source, tool: Tool, now: datetime, trace: str) -> Observation:
    """Our own fault around one source: said as such, and nothing concluded about it."""
    verdict = Verdict(
        state=State.NOT_CHECKED,
        reason="internal-error",
        evidence=(Evidence(rule="internal-error", detail=trace),),
    )
    return Observation(source=source.id, tool=tool.id, url=source.url, at=now, verdict=verdict)


def lands_on(observation: Observation) -> str | None:
    """Where a redirected visit ended; several sources ending on one page is a ground against them all."""
    if not observation.hops or observation.final_url is None:
        return None
    return without_fragment(observation.final_url)
