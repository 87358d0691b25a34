"""A page that came with 200 -> whether the domain is in other hands: readers would land at a third party."""

from monitor import urls
from monitor.judge.cues import PARKING_HOSTS, SALE, may_hold_cue
from monitor.judge.landing import Landing
from monitor.judge.page import parking_mark
from monitor.judge.probes import everything_alike
from monitor.judge.view import View
from monitor.judge.witnesses import Witnesses
from monitor.model.verdict import Evidence
from monitor.normalise import words_of

GROUNDS = 2
"""So many of the grounds make a domain parked; sale wording or a parking host must be one of them."""


def parked_evidence(landing: Landing, witnesses: Witnesses) -> tuple[Evidence, ...]:
    """The grounds, when they suffice: selling the name, and at least one thing besides that a real page has not.

    Another host, or one page for everything, is no ground by itself: so an organisation looks that was merged into
    another. `parked` is told at once and as danger, so it takes words or a host that mean it.
    """
    view = landing.view
    selling = _selling(view)
    if not selling:
        return ()
    beside = [Evidence(rule=name, score=0.4, detail=detail) for name, detail in _beside(landing, witnesses) if detail]
    return (*selling, *beside) if len(selling) + len(beside) >= GROUNDS else ()


def _selling(view: View) -> tuple[Evidence, ...]:
    texts = (text for text in (view.title, *view.headings, view.prose) if may_hold_cue(text))
    wording = next((hit.group(0) for text in texts if (hit := SALE.search(view.unasked(text)))), "")
    places = (view.final_url, *(frame for frame in view.document.signals.frames), *(_script_hosts(view)))
    parking = parking_mark(view) or next((place for place in places if _is_parking(place)), "")
    found = (("sale-wording", wording), ("parking-host", parking))
    return tuple(Evidence(rule=name, score=0.6, detail=detail) for name, detail in found if detail)


def _is_parking(place: str) -> bool:
    return urls.registrable_domain(urls.host_of(place) or place) in PARKING_HOSTS


def _script_hosts(view: View) -> tuple[str, ...]:
    return tuple(marker for marker in view.document.signals.markers if "." in marker and "/" not in marker)


def _beside(landing: Landing, witnesses: Witnesses) -> tuple[tuple[str, str], ...]:
    view = landing.view
    host = urls.host_of(view.url)
    domain, final_domain = urls.registrable_domain(host), urls.registrable_domain(urls.host_of(view.final_url))
    bare_title = bool(view.title) and set(words_of(view.title)) <= {*words_of(host), *words_of(domain)}
    return (
        ("host-changed", final_domain if final_domain != domain else ""),
        ("title-is-host", view.title if bare_title or domain in view.title else ""),
        ("names-own-host", domain if domain and domain in view.prose else ""),
        ("everything-alike", "yes" if everything_alike(view, witnesses) else ""),
        ("nothing-else", str(view.words) if view.is_short and not _has_own_pages(view, domain) else ""),
    )


def _has_own_pages(view: View, domain: str) -> bool:
    """Whether the page links to pages of its own site besides the front door: a real one does."""
    own = {link.url for link in view.document.links if urls.registrable_domain(urls.host_of(link.url)) == domain}
    return any(not urls.is_root(url) for url in own)


PARKED_RULES = (
    "sale-wording",
    "parking-host",
    "host-changed",
    "title-is-host",
    "names-own-host",
    "everything-alike",
    "nothing-else",
)
