"""A page that came with 200 -> the suspicion that it is gone all the same, as a scored list of rules."""

from collections.abc import Iterable
from dataclasses import replace

from monitor import urls
from monitor.judge.landing import SUSPICIONS, Landing
from monitor.judge.page import PageReading
from monitor.judge.probes import (
    LIKE_HOME,
    habit_evidence,
    probe_evidence,
    stands_for_the_missing,
    tells_apart,
    was_heard,
)
from monitor.judge.similarity import similarity
from monitor.judge.witnesses import Witnesses
from monitor.model.document import Document, MediaKind
from monitor.model.verdict import Evidence, Page

SUSPECT = 0.6
"""From here on the content is not trusted and the page is `soft-404`; two runs at least 20 h apart must say so."""
SURE = 0.9
"""From here on more evidence is not asked for."""
WORTH_A_PROBE = 0.2
"""From here on a random sibling and the home page are asked."""

_SAYS_SO = frozenset({MediaKind.HTML, MediaKind.TEXT, MediaKind.XML})

_WEAK = frozenset({"identity-absent"})
"""Grounds that do not make a probe count on a first visit. A host that answers every path with one good page (an
appliance, a site of one page) is no soft 404 while nothing in that page, nor the place it came from, speaks of loss."""
DIFFERENCES = frozenset({"identity-vanished", "heading-vanished", "text-vanished", "text-shrunk"})
"""Grounds that only say that the text is not what it was."""
_ELSEWHERE = frozenset({"identity-absent", "landing-shallow", "landing-shared", "host-soft"})
"""Grounds that stand beside a difference without telling loss from removal."""
_HINTED = 0.35
_LIKE_SIBLING = frozenset({"sibling-alike", "sibling-same-place", "host-soft"})

STILL_ALIKE = 0.6
"""So like the last good copy that the page is that page: no rule is asked."""


def still_the_page(before: Document | None, document: Document) -> Evidence | None:
    """The step that spares most false alarms: what looks like the last good copy is alive."""
    if before is None or before.kind is not document.kind:
        return None
    if before.content_hash and before.content_hash == document.content_hash:
        return Evidence(rule="like-last-good", score=-1.0, detail="100%")
    alike = similarity(before, document, enough=STILL_ALIKE)
    return Evidence(rule="like-last-good", score=-1.0, detail=f"{alike:.0%}") if alike >= STILL_ALIKE else None


def suspicion(landing: Landing, reading: PageReading, witnesses: Witnesses) -> tuple[Evidence, ...]:
    """Every rule that spoke for or against a soft 404; none where the address asked for is a front door.

    A front door is never a soft 404: it has nowhere else to be (renevoorburg/robustify.js #4). Nor is a file: what
    came in its place is for the comparison to tell.
    """
    view = landing.view
    if urls.is_root(view.url) or view.document.kind not in _SAYS_SO:
        return ()
    spoken = [
        Evidence(rule=rule.name, score=rule.weight, detail=detail)
        for rule in SUSPICIONS
        if (detail := rule.see(landing)) is not None
    ]
    spoken += reading.evidence if reading.page is Page.NOT_FOUND else _at_most(_HINTED, reading.hints)
    probes = probe_evidence(view, witnesses, led_away=landing.was_led_away)
    probes = probes or habit_evidence(view, witnesses.host, led_away=landing.was_led_away)
    if landing.before is None and not _speaks_of_loss(spoken) and _is_answer_to_all(probes, witnesses):
        probes = tuple(_silenced(item) for item in probes)
    spoken = [*spoken, *probes]
    if _is_another_page(landing, spoken, reading, witnesses):
        spoken = [_silenced(item) if item.rule in DIFFERENCES else item for item in spoken]
    return tuple(spoken)


def _silenced(item: Evidence) -> Evidence:
    return replace(item, score=min(item.score, 0.0))


def _at_most(most: float, hints: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Hints, lightened to so much together: enough for a probe, never for a verdict."""
    total = score_of(hints)
    if total <= 0:
        return ()
    return tuple(replace(item, score=round(item.score * min(1.0, most / total), 2)) for item in hints)


def _is_another_page(landing: Landing, spoken: Iterable[Evidence], reading: PageReading, witnesses: Witnesses) -> bool:
    """Whether all that is wrong with a page is that it is not the page of last time.

    Then it was rewritten, or another page took its place, and that is for the comparison to tell. The site must have
    been heard: it answers otherwise for what cannot exist. Unheard, only a page of some length with a name of its own
    is believed, for a door is short, and so is a sign on it.
    """
    hinted = {item.rule for item in reading.hints}
    if not _only_differs(item for item in spoken if item.rule not in hinted) or not landing.view.has_a_name:
        return False
    if tells_apart(landing.view, witnesses):
        return True
    return not landing.view.is_short and not hinted and not was_heard(landing.view, witnesses)


def is_only_another_text(landing: Landing, spoken: tuple[Evidence, ...], witnesses: Witnesses) -> bool:
    """Whether a page is suspect for what is gone from it alone, on a site that was not heard or answers all alike.

    A door, a wall, a sign "back tomorrow" in words that nobody foresaw look so, and stand before every page; so does
    a page that went. What cannot be told apart is not called dead; what stands for missing pages alone is.
    """
    view = landing.view
    beside = tuple(item for item in spoken if item.rule not in {"sibling-alike", *LIKE_HOME})
    return _only_differs(beside) and not tells_apart(view, witnesses) and not stands_for_the_missing(view, witnesses)


def _only_differs(spoken: Iterable[Evidence]) -> bool:
    """Whether nothing speaks against a page but that it is not what it was, or that it lies elsewhere."""
    against = {item.rule for item in spoken if item.score > 0}
    return bool(against & DIFFERENCES) and against <= DIFFERENCES | _ELSEWHERE


def _speaks_of_loss(spoken: Iterable[Evidence]) -> bool:
    """Whether anything in the page, or in the way it was reached, says that something is gone."""
    return any(item.score > 0 and item.rule not in _WEAK for item in spoken)


def _is_answer_to_all(probes: Iterable[Evidence], witnesses: Witnesses) -> bool:
    """Whether the host gives this page for what cannot exist, and was not seen to give another one at its root."""
    rules = {item.rule for item in probes}
    home = witnesses.home
    has_front_door = home is not None and home.document is not None and not rules & LIKE_HOME
    return bool(rules & _LIKE_SIBLING) and not has_front_door


def score_of(evidence: tuple[Evidence, ...]) -> float:
    """The sum, to two decimals."""
    return round(sum(item.score for item in evidence), 2)
