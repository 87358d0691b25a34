"""A page that came with 200 -> the suspicion that it is gone all the same, as a scored list of rules."""

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
    spoken += probes or habit_evidence(view, witnesses.host, led_away=landing.was_led_away)
    return tuple(spoken)


def score_of(evidence: tuple[Evidence, ...]) -> float:
    """The sum, to two decimals."""
    return round(sum(item.score for item in evidence), 2)
