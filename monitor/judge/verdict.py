"""One visit, with what is known from before -> Verdict; and what must be asked before it is believed."""

from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus

from monitor import urls
from monitor.judge.cues import WIKI_REDIRECT, WIKI_REDIRECTS
from monitor.judge.flags import CONNECTION_FLAGS, connection_flags, content_flags
from monitor.judge.landing import SUSPICIONS, Landing
from monitor.judge.moves import Move, read_move
from monitor.judge.page import PageReading, holds_nothing, read_page
from monitor.judge.parked import parked_evidence
from monitor.judge.probes import everything_alike
from monitor.judge.soft404 import SUSPECT, is_only_another_text, score_of, still_the_page, suspicion
from monitor.judge.statuses import is_challenge, judge_failure, judge_refusal, judge_status
from monitor.judge.view import View
from monitor.judge.wants import wants_after
from monitor.judge.witnesses import NO_WITNESSES, Witnesses
from monitor.model.document import Document, MediaKind
from monitor.model.exchange import Exchange, Failure, Refusal, Response
from monitor.model.observation import Past, Remembered
from monitor.model.source import Source
from monitor.model.verdict import Evidence, Flag, Page, Reason, State, Verdict

_NO_CONTENT = frozenset({204, 205})
_OK = range(200, 300)
_LONG_LINE = 200

_BY_PAGE: dict[Page, tuple[State, str]] = {
    Page.BLOCKED: (State.BLOCKED, "wall"),
    Page.LOGIN: (State.LOGIN_REQUIRED, "login-page"),
    Page.UNAVAILABLE: (State.SERVER_ERROR, "unavailable"),
    Page.PLACEHOLDER: (State.SOFT_404, "placeholder"),
    Page.NOT_FOUND: (State.SOFT_404, "not-found-text"),
}
_SOFT_REASON_OF = {
    "landing-root": "redirect-to-home",
    "refresh-root": "redirect-to-home",
    "landing-error": "redirect-to-error",
    "landing-search": "redirect-to-search",
    "home-same": "home-page",
    "home-alike": "home-page",
    "sibling-same-place": "same-as-nonexistent",
    "sibling-alike": "same-as-nonexistent",
    "not-found-title": "not-found-text",
    "not-found-heading": "not-found-text",
    "not-found-text": "not-found-text",
}
_READING_LIMITS = {"too-long": "limits.parse_seconds", "too-much-memory": "limits.parse_mib"}
"""`Document.unreadable` where a limit of the settings made it so."""
_PLAIN_REASONS = frozenset({"landing-root", "refresh-root", "landing-error", "landing-search"})
"""What a reader sees at once goes before what only a probe shows."""

PAGE_REASONS = ("challenge", "empty", *(reason for _, reason in _BY_PAGE.values()))
SOFT_REASONS = tuple(
    dict.fromkeys((*_SOFT_REASON_OF.values(), *(rule.name for rule in SUSPICIONS if rule.weight > 0), "host-soft"))
)
VERDICT_RULES = (
    "truncated",
    "empty",
    "not-modified",
    "same-bytes",
    "like-last-good",
    "wiki-redirect",
    "permanent-redirect",
    "temporary-redirect",
    "meta-refresh",
    "limit",
    "plain-accept",
    "robots-disallow",
)


def judge_exchange(
    exchange: Exchange,
    *,
    source: Source,
    tool_title: str,
    document: Document | None,
    remembered: Remembered | None,
    past: Past | None,
    witnesses: Witnesses = NO_WITNESSES,
    now: datetime,
) -> Verdict:
    """Say what one visit showed, and on what grounds.

    Content is trusted only where nothing is suspect, so that no error page ever becomes a good copy. `now` serves
    the certificate's flag alone. Raises nothing.
    """
    match exchange.outcome:
        case Failure() as failure:
            verdict = judge_failure(failure)
            return replace(verdict, evidence=(*verdict.evidence, *_of_the_exchange(exchange)))
        case Refusal() as refusal:
            return judge_refusal(refusal)
        case Response() as response:
            visit = Visit(
                exchange=exchange,
                response=response,
                url=source.url,
                document=document,
                before=past.document if past is not None else None,
                tool_title=tool_title,
                witnesses=witnesses,
            )
            verdict = _judge_response(visit, remembered)
            return replace(
                verdict,
                evidence=(*verdict.evidence, *_of_the_exchange(exchange), *_of_reading(document)),
                flags=(*verdict.flags, *connection_flags(exchange, now=now)),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """An answer with all that it is judged by."""

    exchange: Exchange
    response: Response
    url: str
    document: Document | None
    before: Document | None
    tool_title: str
    witnesses: Witnesses

    @property
    def view(self) -> View | None:
        """What was served, as the rules see it."""
        if self.document is None:
            return None
        held = self.before.heading or self.before.title if self.before is not None else ""
        titles = tuple(filter(None, (self.tool_title, held)))
        return View(document=self.document, url=self.url, final_url=self.exchange.final_url, titles=titles)

    @property
    def move(self) -> Move:
        """What the hops say."""
        return read_move(self.exchange, self.url)


def _of_the_exchange(exchange: Exchange) -> tuple[Evidence, ...]:
    """What a maintainer should know of how the answer came about, whatever it says."""
    limits = tuple(Evidence(rule="limit", detail=limit) for limit in exchange.limits)
    said = (("plain-accept", exchange.plain_accept), ("robots-disallow", exchange.robots_disallowed))
    return (*limits, *(Evidence(rule=rule) for rule, holds in said if holds))


def _of_reading(document: Document | None) -> tuple[Evidence, ...]:
    """The limit that ended the reading of a file."""
    limit = _READING_LIMITS.get(document.unreadable or "") if document is not None else None
    return (Evidence(rule="limit", detail=limit),) if limit else ()


def _judge_response(visit: Visit, remembered: Remembered | None) -> Verdict:
    response = visit.response
    if is_challenge(response):
        evidence = Evidence(rule="challenge", score=1.0, detail=response.fields["cf-mitigated"])
        return Verdict(state=State.BLOCKED, reason="challenge", evidence=(evidence,), page=Page.BLOCKED)
    if response.status == HTTPStatus.NOT_MODIFIED and remembered is not None and was_conditional(visit.exchange):
        return _as_before(visit, remembered, Evidence(rule="not-modified", detail="304"))
    if response.status in _NO_CONTENT:
        return _empty(response.status, visit.url)
    if response.status not in _OK:
        return _status_or_wall(visit)
    return _judge_success(visit, remembered)


def was_conditional(exchange: Exchange) -> bool:
    """Whether we named what we hold, and to whom answered: a 304 that nobody asked for says nothing (RFC 9110, 15.4.5)."""
    request = exchange.request
    if request.etag is None and request.last_modified is None:
        return False
    return request.validators_of in {None, urls.without_fragment(exchange.final_url)}


def _judge_success(visit: Visit, remembered: Remembered | None) -> Verdict:
    """A 2xx: half of it, nothing at all, the very bytes we hold, or a page to be judged."""
    response, view = visit.response, visit.view
    if response.truncated is not None or response.status == HTTPStatus.PARTIAL_CONTENT:
        seen = Evidence(rule="truncated", detail=response.truncated or str(response.status))
        return replace(_alive(visit.move, (seen,)), flags=(Flag.TRUNCATED,), trusts_content=False)
    if response.is_empty or (visit.document is not None and visit.document.kind is MediaKind.EMPTY):
        return _empty(response.status, visit.url)
    if view is None and remembered is not None and remembered.content_hash == response.content_hash:
        return _as_before(visit, remembered, Evidence(rule="same-bytes", detail=str(response.status)))
    if view is None:
        return replace(_alive(visit.move, ()), flags=(Flag.UNREADABLE,), trusts_content=False)
    landing = Landing(view=view, before=visit.before, tool_title=visit.tool_title, landings=visit.witnesses.landings)
    return _judge_page(landing, move=visit.move, witnesses=visit.witnesses)


def _as_before(visit: Visit, remembered: Remembered, ground: Evidence) -> Verdict:
    """The last good copy is what is there: by our validators, or byte for byte."""
    flags = tuple(flag for flag in remembered.flags if flag not in CONNECTION_FLAGS)
    verdict = _alive(visit.move, (ground,))
    page = remembered.page or Page.DOCUMENT
    return replace(verdict, page=page, flags=flags, trusts_content=page is Page.DOCUMENT)


def _empty(status: int, url: str) -> Verdict:
    """Nothing was served; a front door itself is never a soft 404, its site is out of order."""
    evidence = Evidence(rule="empty", score=1.0, detail=str(status))
    if status in _NO_CONTENT or urls.is_root(url):
        return Verdict(state=State.SERVER_ERROR, reason="empty", evidence=(evidence,), page=Page.UNAVAILABLE)
    return Verdict(state=State.SOFT_404, reason="empty", evidence=(evidence,), page=Page.NOT_FOUND)


def _status_or_wall(visit: Visit) -> Verdict:
    """A 404 or 503 may be a wall's: then the page says so, and nothing is known of what is behind it."""
    view = visit.view
    verdict = judge_status(visit.response, retry_after_seconds=visit.exchange.retry_after_seconds)
    reading = read_page(view) if view is not None else PageReading()
    if reading.page is Page.BLOCKED and any(
        evidence.rule in {"captcha", "challenge-mark", "wall-frame"} for evidence in reading.evidence
    ):
        return Verdict(
            state=State.BLOCKED, reason="wall", evidence=(*verdict.evidence, *reading.evidence), page=Page.BLOCKED
        )
    return verdict


def _alive(move: Move, evidence: tuple[Evidence, ...]) -> Verdict:
    """The page is there, in place or where the hops lead."""
    return Verdict(
        state=move.state,
        evidence=(*_grounds(move), *evidence),
        page=Page.DOCUMENT,
        moved_to=move.moved_to,
        temporary_target=move.temporary_target,
        trusts_content=True,
    )


def _grounds(move: Move) -> tuple[Evidence, ...]:
    """The redirect that decided, by its status."""
    return (Evidence(rule=move.ground, detail=str(move.status)),) if move.ground else ()


def _judge_page(landing: Landing, *, move: Move, witnesses: Witnesses) -> Verdict:
    """Classify before comparing: parked, then what the page says it is, then where the visit ended."""
    view = landing.view
    alike = still_the_page(landing.before, view.document)
    if alike is not None:
        return _good_page(landing, move, (alike,))
    parked = parked_evidence(landing, witnesses)
    if parked:
        return Verdict(state=State.PARKED, reason=parked[0].rule, evidence=parked, page=Page.PLACEHOLDER)
    reading = read_page(view)
    if reading.page is Page.SHELL:
        return _judge_shell(replace(landing, is_shell=True), reading, move=move, witnesses=witnesses)
    if reading.page not in {Page.DOCUMENT, Page.NOT_FOUND}:
        return _other_than_asked(view, reading)
    if reading.page is Page.DOCUMENT and holds_nothing(view):
        return _empty(HTTPStatus.OK, view.url)
    return _document_or_soft_404(landing, reading, move=move, witnesses=witnesses)


def _document_or_soft_404(landing: Landing, reading: PageReading, *, move: Move, witnesses: Witnesses) -> Verdict:
    spoken = suspicion(landing, reading, witnesses)
    if reading.page is Page.NOT_FOUND:
        return _soft_404(landing.view, reading, spoken)
    if score_of(spoken) < SUSPECT:
        return _good_page(landing, move, spoken)
    if is_only_another_text(landing, spoken, witnesses):
        return _undecidable(spoken, page=Page.DOCUMENT)
    return _soft_404(landing.view, reading, spoken)


def _undecidable(spoken: tuple[Evidence, ...], *, page: Page, flags: tuple[Flag, ...] = ()) -> Verdict:
    """Neither alive nor dead, until the site answers what cannot exist with something else."""
    return Verdict(state=State.NOT_CHECKED, reason=Reason.UNDECIDABLE.value, evidence=spoken, page=page, flags=flags)


def _other_than_asked(view: View, reading: PageReading) -> Verdict:
    """A wall, a door, a sign on the door. A front door itself is never a soft 404: its site is out of order."""
    state, reason = _BY_PAGE[reading.page]
    if state is State.SOFT_404 and urls.is_root(view.url):
        state = State.SERVER_ERROR
    return Verdict(state=state, reason=reason, evidence=reading.evidence, page=reading.page)


def _soft_404(view: View, reading: PageReading, spoken: tuple[Evidence, ...]) -> Verdict:
    """Gone all the same. Where the directory is honest and only words speak, the doubt is kept as it scored."""
    if urls.is_root(view.url):
        return _other_than_asked(view, reading)
    if score_of(spoken) < SUSPECT:
        spoken = (*spoken, *(item for item in reading.evidence if item not in spoken))
    first = max(spoken, key=lambda item: (item.rule in _PLAIN_REASONS, item.score))
    return Verdict(
        state=State.SOFT_404,
        reason=_SOFT_REASON_OF.get(first.rule, first.rule),
        evidence=spoken,
        page=Page.NOT_FOUND,
    )


def _judge_shell(landing: Landing, reading: PageReading, *, move: Move, witnesses: Witnesses) -> Verdict:
    """No text without scripts: alive, unless it sends its visitors home or answers everything alike."""
    spoken = suspicion(landing, reading, witnesses)
    if everything_alike(landing.view, witnesses) and not urls.is_root(landing.view.url):
        grounds = (*reading.evidence, Evidence(rule="everything-alike", detail="yes"))
        return _undecidable(grounds, page=Page.SHELL, flags=(Flag.NEEDS_SCRIPT,))
    if score_of(spoken) >= SUSPECT:
        return _soft_404(landing.view, reading, spoken)
    verdict = _good_page(landing, move, (*reading.evidence, *spoken))
    return replace(verdict, page=Page.SHELL, trusts_content=False)


def _good_page(landing: Landing, move: Move, spoken: tuple[Evidence, ...]) -> Verdict:
    """The page itself: in place, moved, or by another name in its wiki."""
    view = landing.view
    flags = content_flags(
        view.document, url=view.url, final_url=view.final_url, before=landing.before, is_shell=landing.is_shell
    )
    renamed = _wiki_redirect(view)
    if renamed is not None and move.state is State.ALIVE:
        canonical = view.document.signals.canonical if Flag.CANONICAL_ELSEWHERE in flags else None
        move = Move(state=State.REDIRECTED, temporary_target=canonical)
        spoken = (renamed, *spoken)
    return replace(_alive(move, spoken), flags=flags)


def _wiki_redirect(view: View) -> Evidence | None:
    """R4: a wiki answers 200 under the old name and says so in a line of its own."""
    if view.document.kind is not MediaKind.HTML:
        return None
    text = view.document.text.lower()
    if not any(words in text for words in WIKI_REDIRECTS):
        return None
    for block in view.document.blocks:
        hit = WIKI_REDIRECT.match(block.text.lower()) if len(block.text) < _LONG_LINE else None
        if hit:
            return Evidence(rule="wiki-redirect", detail=block.text)
    return None


__all__ = ["PAGE_REASONS", "SOFT_REASONS", "VERDICT_RULES", "judge_exchange", "wants_after", "was_conditional"]
