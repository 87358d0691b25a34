"""The follow-ups' answers -> what they say about a suspected page (Bar-Yossef, Broder, Kumar, Tomkins 2004)."""

from dataclasses import replace
from datetime import datetime

from monitor import urls
from monitor.judge.similarity import jaccard, shingles
from monitor.judge.view import View, count_words
from monitor.judge.witnesses import Witnesses
from monitor.model.change import HostProfile
from monitor.model.document import Document
from monitor.model.observation import Answer
from monitor.model.verdict import Evidence
from monitor.normalise import words_of

_ALIKE = 0.5
_UNLIKE = 0.2
_AS_LONG = 0.8
"""A page that is the home page again, but for a date or a name, is about as long."""
_NEARLY_HOME = 0.9
_GONE_STATUSES = frozenset({404, 410})
_OK_STATUSES = range(200, 300)
_OF_A_SITE = 5
"""A page of a site has a menu: so many links at least."""
_FEW_WORDS = 40
_GIVEN_TO_ALL = frozenset({"same", "door"})
LIKE_HOME = frozenset({"home-same", "home-alike"})


def probe_evidence(view: View, witnesses: Witnesses, *, led_away: bool) -> tuple[Evidence, ...]:
    """What sibling and home page say, each with its weight.

    A sibling that is blocked, in trouble or absent is no evidence. An honest directory (404 for what cannot exist)
    speaks for a page that was served in place; it says nothing about one that was led to another place.
    """
    spoken: list[Evidence] = []
    sibling, home = witnesses.sibling, witnesses.home
    if sibling is not None and sibling.exchange.response is not None:
        spoken += _sibling(view, sibling, home, led_away=led_away)
    if home is not None and home.document is not None and not urls.is_root(view.final_url):
        spoken += _home(view, home.document)
    return tuple(spoken)


def _sibling(view: View, sibling: Answer, home: Answer | None, *, led_away: bool) -> list[Evidence]:
    response = sibling.exchange.response
    status = response.status if response is not None else 0
    if status in _GONE_STATUSES:
        return [] if led_away else [Evidence(rule="sibling-honest", score=-0.3, detail=str(status))]
    if status not in _OK_STATUSES or sibling.document is None:
        return []
    if led_away and _same(sibling.exchange.final_url, view.final_url):
        return [Evidence(rule="sibling-same-place", score=1.0, detail=view.final_url)]
    echoes = (view.url, sibling.exchange.request.url)
    alike = likeness(view.document, sibling.document, home.document if home else None, echoes=echoes)
    return [] if alike is None else _by_likeness(alike, led_away=led_away)


def _by_likeness(alike: float, *, led_away: bool) -> list[Evidence]:
    if alike >= _ALIKE:
        return [Evidence(rule="sibling-alike", score=0.9, detail=f"{alike:.0%}")]
    if alike < _UNLIKE and not led_away:
        return [Evidence(rule="sibling-unlike", score=-0.3, detail=f"{alike:.0%}")]
    return []


def _home(view: View, home: Document) -> list[Evidence]:
    """The home page in place of a deep page, without any redirect."""
    if home.content_hash and home.content_hash == view.document.content_hash:
        return [Evidence(rule="home-same", score=0.9)]
    fewer, more = sorted((view.all_words, count_words(home.text)))
    if fewer < more * _AS_LONG:
        return []  # pages so unlike in length need not be taken apart
    own, of_home = shingles(view.document), shingles(home)
    alike = jaccard(own, of_home) if own and of_home else 0.0
    return [Evidence(rule="home-alike", score=0.6, detail=f"{alike:.0%}")] if alike >= _NEARLY_HOME else []


def likeness(page: Document, probe: Document, home: Document | None, *, echoes: tuple[str, ...]) -> float | None:
    """How alike two pages are once the site's own template and the echoed address are taken out.

    None when nothing can be said: without a home page the template cannot be told from the text, unless the pages
    are equal.
    """
    if page.content_hash and page.content_hash == probe.content_hash:
        return 1.0
    if home is None:
        return 1.0 if page.text and page.main_text == probe.main_text else None
    template = shingles(home) & shingles(probe)
    echoed = {word for url in echoes for part in url.split("/") for word in words_of(part)}
    own = frozenset(s for s in shingles(page) - template if not echoed & set(s))
    other = frozenset(s for s in shingles(probe) - template if not echoed & set(s))
    return jaccard(own, other) if own or other else None


def everything_alike(view: View, witnesses: Witnesses) -> bool:
    """Whether the host answers a page that cannot exist with this very page, today or when it was last asked."""
    if witnesses.sibling is None:
        return host_habit(witnesses.host, view.url) in _GIVEN_TO_ALL
    return _is_answered_with(view.document, witnesses.sibling)


def stands_for_the_missing(view: View, witnesses: Witnesses) -> bool:
    """Whether this page is given for what cannot exist, and is no door before the site; today or when it was last asked.

    A door, a wall or a sign says little. What says more in place of missing pages, or is the front page itself with
    its menu, is an error page that does not say so (Bar-Yossef et al. 2004).
    """
    if witnesses.sibling is None:
        return host_habit(witnesses.host, view.url) == "same"
    rules = {item.rule for item in probe_evidence(view, witnesses, led_away=False)}
    if "sibling-alike" not in rules or witnesses.home is None or witnesses.home.document is None:
        return False
    is_front_page = bool(rules & LIKE_HOME) and len(view.document.links) >= _OF_A_SITE
    return is_front_page or not view.says_at_most(_FEW_WORDS)


def _is_answered_with(page: Document, sibling: Answer) -> bool:
    if sibling.document is None or sibling.exchange.response is None:
        return False
    if sibling.exchange.response.status not in _OK_STATUSES:
        return False
    same_bytes = bool(page.content_hash) and page.content_hash == sibling.document.content_hash
    return same_bytes or page.text_hash == sibling.document.text_hash


def tells_apart(view: View, witnesses: Witnesses) -> bool:
    """Whether the host answers otherwise for what cannot exist beside this page, today or when it was last asked."""
    sibling = witnesses.sibling
    if sibling is None:
        return host_habit(witnesses.host, view.url) == "honest"
    status = sibling.exchange.response.status if sibling.exchange.response is not None else 0
    return status in _GONE_STATUSES or any(
        item.rule == "sibling-unlike" for item in probe_evidence(view, replace(witnesses, home=None), led_away=False)
    )


def was_heard(view: View, witnesses: Witnesses) -> bool:
    """Whether it is known what the host answers for what cannot exist beside this page."""
    sibling = witnesses.sibling
    if sibling is None:
        return host_habit(witnesses.host, view.url) in {"honest", "soft", *_GIVEN_TO_ALL}
    status = sibling.exchange.response.status if sibling.exchange.response is not None else 0
    return status in _GONE_STATUSES or status in _OK_STATUSES


def _same(one: str, other: str) -> bool:
    return urls.without_fragment(one) == urls.without_fragment(other) or urls.differs_trivially(one, other)


def habit_evidence(view: View, host: HostProfile | None, *, led_away: bool) -> tuple[Evidence, ...]:
    """What this directory of the host showed when it was last probed: counts less than an answer of today."""
    habit = host_habit(host, view.url)
    if habit == "honest" and not led_away:
        return (Evidence(rule="host-honest", score=-0.2, detail=urls.directory_key(view.url)),)
    if habit in {"soft", *_GIVEN_TO_ALL}:
        weight = 0.2 if habit == "soft" else 0.3
        return (Evidence(rule="host-soft", score=weight, detail=urls.directory_key(view.url)),)
    return ()


def host_habit(host: HostProfile | None, url: str) -> str:
    """The newest outcome of a probe beside `url`: ``honest``, ``soft``, ``unclear``, or empty.

    Soft, and alike the page that it was made for: ``same``, or ``door`` where that page may stand before the whole site.
    """
    return _last_probe(host, url)[1]


def host_habit_at(host: HostProfile | None, url: str) -> datetime | None:
    """When a probe beside `url` was last made."""
    at = _last_probe(host, url)[0]
    return datetime.fromisoformat(at) if at else None


def _last_probe(host: HostProfile | None, url: str) -> tuple[str, str]:
    key = urls.directory_key(url)
    return max(((at, showed) for where, at, showed in (host.probes if host else ()) if where == key), default=("", ""))


PROBE_RULES = (
    "sibling-honest",
    "sibling-same-place",
    "sibling-alike",
    "sibling-unlike",
    "home-same",
    "home-alike",
    "host-honest",
    "host-soft",
)


def with_probe(
    known: HostProfile, url: str, sibling: Answer, *, page: Document | None, home: Answer | None, at: datetime
) -> HostProfile:
    """The host's profile with one more sibling probe: one per directory and extension, the newest."""
    response = sibling.exchange.response
    status = response.status if response is not None else 0
    showed = "honest" if status in _GONE_STATUSES else "soft" if status in _OK_STATUSES else "unclear"
    if showed == "soft" and page is not None and _is_answered_alike(page, url, sibling, home):
        view, witnesses = View(document=page, url=url, final_url=url), Witnesses(sibling=sibling, home=home)
        showed = "same" if stands_for_the_missing(view, witnesses) else "door"
    key = urls.directory_key(url)
    probes = tuple(probe for probe in known.probes if probe[0] != key)
    return replace(known, probes=(*probes, (key, at.isoformat(), showed)))


def _is_answered_alike(page: Document, url: str, sibling: Answer, home: Answer | None) -> bool:
    if sibling.document is None:
        return False
    echoes = (url, sibling.exchange.request.url)
    alike = likeness(page, sibling.document, home.document if home is not None else None, echoes=echoes)
    return _is_answered_with(page, sibling) or (alike is not None and alike >= _ALIKE)
