"""A page that came with 200 -> the suspicion that it is gone all the same, as a scored list of rules."""

from collections.abc import Iterable
from dataclasses import replace

from monitor import urls
from monitor.judge.landing import SUSPICIONS, Landing
from monitor.judge.page import PageReading
from monitor.judge.probes import habit_evidence, probe_evidence
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
_LIKE_HOME = frozenset({"home-same", "home-alike"})
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
    if reading.page is Page.NOT_FOUND:
        spoken += reading.evidence
    probes = probe_evidence(view, witnesses, led_away=landing.was_led_away)
    probes = probes or habit_evidence(view, witnesses.host, led_away=landing.was_led_away)
    if landing.before is None and not _speaks_of_loss(spoken) and _is_answer_to_all(probes, witnesses):
        probes = tuple(replace(item, score=min(item.score, 0.0)) for item in probes)
    return (*spoken, *probes)


def _speaks_of_loss(spoken: Iterable[Evidence]) -> bool:
    """Whether anything in the page, or in the way it was reached, says that something is gone."""
    return any(item.score > 0 and item.rule not in _WEAK for item in spoken)


def _is_answer_to_all(probes: Iterable[Evidence], witnesses: Witnesses) -> bool:
    """Whether the host gives this page for what cannot exist, and was not seen to give another one at its root."""
    rules = {item.rule for item in probes}
    home = witnesses.home
    has_front_door = home is not None and home.document is not None and not rules & _LIKE_HOME
    return bool(rules & _LIKE_SIBLING) and not has_front_door


def score_of(evidence: tuple[Evidence, ...]) -> float:
    """The sum, to two decimals."""
    return round(sum(item.score for item in evidence), 2)
