"""Document -> what kind of page was served, with every rule that spoke and its weight."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from monitor import urls
from monitor.judge.cues import (
    ABOUT,
    CUES,
    EXPLAINS,
    FORM_CAPTCHAS,
    LOGIN_HOST,
    LOGIN_PATH,
    MARKS,
    TELLING,
    WALL_PLACE,
    Cue,
    may_hold_cue,
)
from monitor.judge.identity import stems_of
from monitor.judge.moves import sent_on
from monitor.judge.view import Place, View
from monitor.model.document import MediaKind
from monitor.model.verdict import Evidence, Page

CERTAIN = 0.6
"""From this score on a page is what the rules say it is; below, it is a document."""

_NO_WORDS = 15
_FEW_WORDS = 40
_NEXT_TO_NOTHING = 3
_MANY_LINKS = 8
_ONLY_WORDS = 0.4

_READ = frozenset({MediaKind.HTML, MediaKind.TEXT, MediaKind.XML})
"""Kinds in which servers put their errors: some answer in plain text, stores of objects in XML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """The kind of page, its score, and the evidence for that kind."""

    page: Page = Page.DOCUMENT
    score: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    says_outright: bool = False
    """At least one rule or cue that means this and nothing else."""
    hints: tuple[Evidence, ...] = ()
    """Of a page that is taken for a document: what speaks for its being not found, too little to decide."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: what it speaks for, how much it adds, and the fact it saw (empty: it does not speak)."""

    name: str
    page: Page
    weight: float
    see: Callable[[View], str]


def password_field(view: View) -> str:
    """A page to sign in on asks for a password, in its content, and says little else."""
    fields = view.document.signals.password_fields
    return str(fields) if fields and view.says_at_most(2 * view.SHORT) and not _signs_in_besides(view) else ""


def password_alone(view: View) -> str:
    """A password is all that the page is about."""
    fields = view.document.signals.password_fields
    alone = view.says_at_most(_FEW_WORDS) and len(view.document.links) < _MANY_LINKS and not _signs_in_besides(view)
    return str(fields) if fields and alone else ""


def _signs_in_besides(view: View) -> bool:
    """Whether the page has its own content, and a box to sign in stands by."""
    return view.signs_in_aside or view.offers_the_aid


def login_address(view: View) -> str:
    """The visit ended on an address that is made for signing in, and was not asked for as such."""
    path = view.final_url.partition("?")[0].partition("#")[0]
    asked = view.url.partition("?")[0].partition("#")[0]
    host = urls.host_of(view.final_url)
    led_there = bool(LOGIN_PATH.search(path)) and not LOGIN_PATH.search(asked)
    led_to_host = bool(LOGIN_HOST.match(host)) and host != urls.host_of(view.url)
    return urls.redacted(view.final_url) if led_there or led_to_host else ""


def not_found_mark(view: View) -> str:
    """The system itself calls the page not found."""
    return _mark(view, Page.NOT_FOUND)


def unavailable_mark(view: View) -> str:
    """The system itself says that it is being maintained."""
    return _mark(view, Page.UNAVAILABLE)


def _mark(view: View, page: Page) -> str:
    return next((marker for marker in view.document.signals.markers if MARKS.get(marker) is page), "")


def challenge(view: View) -> str:
    """The mark of a wall that lets nobody pass unseen, on a page that says little else."""
    captcha = view.document.signals.captcha
    return captcha if captcha not in FORM_CAPTCHAS and view.is_short else ""


def captcha(view: View) -> str:
    """A riddle that walls use, and honest forms as well."""
    return view.document.signals.captcha if view.document.signals.captcha in FORM_CAPTCHAS and view.is_short else ""


def wall_frame(view: View) -> str:
    """A frame or script of a wall, and hardly a word beside it."""
    signals = view.document.signals
    places = (*signals.frames, *signals.markers)
    return next((place for place in places if WALL_PLACE.search(place)), "") if view.shows_at_most(_FEW_WORDS) else ""


def parking_mark(view: View) -> str:
    """The mark of a firm that shows pages for domains without a site."""
    marks = (marker for marker in view.document.signals.markers if marker.startswith("parking:"))
    return next(marks, "") if view.is_short else ""


def application(view: View) -> str:
    """An element that only a script fills, and hardly a word."""
    return ", ".join(view.document.signals.app_roots) if view.is_bare(_FEW_WORDS) else ""


def asks_for_script(view: View) -> str:
    """The page says that it needs scripts, and hardly anything else."""
    if not view.is_bare(_FEW_WORDS):
        return ""
    text = view.document.signals.noscript or view.prose
    return text[:80] if re.search(r"\bjava ?script\b", text.lower()) else ""


def only_scripts(view: View) -> str:
    """Scripts, and no words."""
    scripts = view.document.signals.scripts
    return str(scripts) if scripts and view.is_bare(_NO_WORDS) else ""


def only_frames(view: View) -> str:
    """A frame, and no words of its own."""
    frames = view.document.signals.frames
    return frames[0] if frames and view.is_bare(_NO_WORDS) else ""


def next_to_nothing(view: View) -> str:
    """A word or two, no link to go on to, and something else from which the page may come: a picture, a form, a script."""
    return str(view.all_words) if _is_wordless(view) and not holds_nothing(view) else ""


def holds_nothing(view: View) -> bool:
    """Whether there is no text, or a word or two under no name, and nothing from which more could come."""
    signals = view.document.signals
    sources = (signals.scripts, signals.frames, signals.app_roots, signals.media, signals.refresh_url, signals.forms)
    if view.document.kind not in _READ or not _is_wordless(view) or any(sources):
        return False
    named = view.title or view.headings or urls.is_root(view.final_url)
    return not view.all_words or not named


def _is_wordless(view: View) -> bool:
    return not view.document.links and view.shows_at_most(_NEXT_TO_NOTHING)


def redirect_stub(view: View) -> str:
    """A page that only sends the visitor on."""
    return sent_on(view) or ""


class Spoken(NamedTuple):
    """A rule's evidence, and whether it means this kind of page and nothing else."""

    evidence: Evidence
    outright: bool


PAGE_RULES: tuple[Rule, ...] = (
    Rule("challenge-mark", Page.BLOCKED, 0.6, challenge),
    Rule("captcha", Page.BLOCKED, 0.3, captcha),
    Rule("wall-frame", Page.BLOCKED, 0.7, wall_frame),
    Rule("password-field", Page.LOGIN, 0.4, password_field),
    Rule("password-alone", Page.LOGIN, 0.3, password_alone),
    Rule("login-address", Page.LOGIN, 0.6, login_address),
    Rule("not-found-mark", Page.NOT_FOUND, 0.6, not_found_mark),
    Rule("unavailable-mark", Page.UNAVAILABLE, 0.6, unavailable_mark),
    Rule("parking-mark", Page.PLACEHOLDER, 0.7, parking_mark),
    Rule("application-root", Page.SHELL, 0.6, application),
    Rule("asks-for-script", Page.SHELL, 0.5, asks_for_script),
    Rule("only-scripts", Page.SHELL, 0.6, only_scripts),
    Rule("only-frames", Page.SHELL, 0.6, only_frames),
    Rule("next-to-nothing", Page.SHELL, 0.6, next_to_nothing),
    Rule("redirect-stub", Page.SHELL, 0.7, redirect_stub),
)

_ORDER = (Page.BLOCKED, Page.PLACEHOLDER, Page.NOT_FOUND, Page.UNAVAILABLE, Page.LOGIN, Page.SHELL)
"""Who goes first when scores are level. A shell only says that nothing else was said."""

_EXPLAINED = frozenset({Page.NOT_FOUND, Page.BLOCKED, Page.UNAVAILABLE})
"""Kinds of page that people write articles about."""


def read_page(view: View) -> PageReading:
    """Classify a page by what it says of itself: title, first heading, short text, and what it is made of.

    What is said outright goes before hints: "404 Not Found" under "An error occurred" is a page that is not found.
    """
    if view.document.kind not in _READ:
        return PageReading()
    spoken: dict[Page, list[Spoken]] = defaultdict(list)
    for page, each in (*_rules(view), *_words(view)):
        spoken[page].append(each)
    readings = [_reading(page, spoken[page], view) for page in _ORDER if page in spoken]
    certain = [reading for reading in readings if reading.score >= CERTAIN]
    hints = next((reading.evidence for reading in readings if reading.page is Page.NOT_FOUND), ())
    return max(certain, key=_precedence, default=PageReading(hints=hints))


def _precedence(reading: PageReading) -> tuple[bool, bool, float]:
    return reading.page is not Page.SHELL, reading.says_outright, reading.score


def _reading(page: Page, spoken: list[Spoken], view: View) -> PageReading:
    evidence = tuple(each.evidence for each in spoken)
    if page in _EXPLAINED:
        evidence = (*evidence, *_about(evidence, view))
    return PageReading(
        page=page,
        score=round(sum(each.score for each in evidence), 2),
        evidence=evidence,
        says_outright=any(each.outright for each in spoken),
    )


def _rules(view: View) -> list[tuple[Page, Spoken]]:
    seen = ((rule, rule.see(view)) for rule in PAGE_RULES)
    return [
        (rule.page, Spoken(Evidence(rule=rule.name, score=rule.weight, detail=detail), outright=True))
        for rule, detail in seen
        if detail
    ]


def _words(view: View) -> list[tuple[Page, Spoken]]:
    """The strongest cue per place and kind of page."""
    in_text = [cue for cue in CUES if cue.pattern.search(view.prose)] if may_hold_cue(view.prose) else []
    spoken: list[tuple[Page, Spoken]] = []
    for place in view.places:
        for page, (cue, detail) in _strongest(in_text if place.is_prose else CUES, place.texts, view).items():
            score = round(place.weight * cue.strength * _belief(cue, place, view), 2)
            evidence = Evidence(rule=f"{page}-{place.name}", score=score, detail=detail)
            spoken.append((page, Spoken(evidence, outright=cue.strength == 1)))
    return spoken


def _belief(cue: Cue, place: Place, view: View) -> float:
    """Factor for a cue: pages of any name ask for a password, and words that name a door are no door by themselves."""
    if cue.page is not Page.LOGIN:
        return view.belief(place)
    if view.document.signals.password_fields:
        return view.belief(place) if view.offers_the_aid else 1.0
    return view.belief(place) if cue.is_refusal or _leads_to_a_door(view) else _ONLY_WORDS * view.belief(place)


def _leads_to_a_door(view: View) -> bool:
    """Whether visit or links lead to an address made for signing in, or a form and next to no text leave room for one."""
    signals = view.document.signals
    if login_address(view) or view.is_bare(_FEW_WORDS) or (signals.forms and view.says_at_most(_FEW_WORDS)):
        return True
    places = (link.url.partition("?")[0] for link in view.document.links)
    return any(LOGIN_PATH.search(place) or LOGIN_HOST.match(urls.host_of(place)) for place in places)


def _strongest(cues: Iterable[Cue], texts: tuple[str, ...], view: View) -> dict[Page, tuple[Cue, str]]:
    found: dict[Page, tuple[Cue, str]] = {}
    for cue in cues if any(texts) else ():
        if cue.page in found and cue.strength <= found[cue.page][0].strength:
            continue
        hits = (hit.group(0).strip() for text in texts for hit in cue.pattern.finditer(text))
        detail = next((hit for hit in hits if not stems_of(hit) <= view.asked_stems), None)
        if detail is not None:
            found[cue.page] = (cue, detail)
    return found


def _about(spoken: tuple[Evidence, ...], view: View) -> list[Evidence]:
    """What speaks against words: a title that explains, a sentence that defines, an address that asked for them."""
    heads = (view.title, *view.headings)
    explaining = next((hit.group(0) for text in heads if (hit := ABOUT.search(text))), "")
    explaining = explaining or next((hit.group(0) for hit in [EXPLAINS.search(view.prose)] if hit), "")
    said = {word for evidence in spoken for word in re.split(r"\W+", evidence.detail)}
    asked = said & view.asked_words & TELLING
    found = (("about-the-cue", explaining), ("asked-for", ", ".join(sorted(asked))))
    return [Evidence(rule=name, score=-1.0, detail=detail) for name, detail in found if detail]


AGAINST_WORDS = ("about-the-cue", "asked-for")
PLACES = ("title", "heading", "opening", "text")
WORD_RULES = tuple(f"{page}-{place}" for page in _ORDER if page is not Page.SHELL for place in PLACES)
