"""Document -> what kind of page was served, with every rule that spoke and its weight."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from monitor import urls
from monitor.judge.cues import CUES, LOGIN_HOST, LOGIN_PATH, Cue
from monitor.judge.view import View
from monitor.model.document import MediaKind
from monitor.model.verdict import Evidence, Page

CERTAIN = 0.6
"""From this score on a page is what the rules say it is; below, it is a document."""

_TITLE, _HEADING, _TEXT = 0.6, 0.5, 0.4
_LONG_PAGE = 0.4
"""What a cue in title or heading is still worth above a long text."""

_NEAR_EMPTY = 12
_FEW = 40
_STUB_SECONDS = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """The kind of page, its score, and the evidence for that kind."""

    page: Page = Page.DOCUMENT
    score: float = 0.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: what it speaks for, how much it adds, and the fact it saw (empty: it does not speak)."""

    name: str
    page: Page
    weight: float
    see: Callable[[View], str]


def password_field(view: View) -> str:
    """A page to sign in on asks for a password and says little else."""
    return str(view.document.signals.password_fields) if view.document.signals.password_fields and view.is_short else ""


def login_address(view: View) -> str:
    """The visit ended on an address that is made for signing in, and was not asked for as such."""
    path = view.final_url.partition("?")[0].partition("#")[0]
    asked = view.url.partition("?")[0].partition("#")[0]
    host = urls.host_of(view.final_url)
    led_there = bool(LOGIN_PATH.search(path)) and not LOGIN_PATH.search(asked)
    led_to_host = bool(LOGIN_HOST.match(host)) and host != urls.host_of(view.url)
    return urls.redacted(view.final_url) if led_there or led_to_host else ""


def captcha(view: View) -> str:
    """A challenge on a page that says little else."""
    return view.document.signals.captcha if view.is_short else ""


def application(view: View) -> str:
    """An element that only a script fills, and hardly a word."""
    return ", ".join(view.document.signals.app_roots) if view.all_words <= _FEW else ""


def asks_for_script(view: View) -> str:
    """The page says that it needs scripts, and hardly anything else."""
    text = view.document.signals.noscript or (view.prose if view.words <= _FEW else "")
    return text[:80] if view.words <= _FEW and re.search(r"\bjava ?script\b", text.lower()) else ""


def only_scripts(view: View) -> str:
    """Scripts, and no words."""
    return str(view.document.signals.scripts) if view.document.signals.scripts and view.words <= _NEAR_EMPTY else ""


def only_frames(view: View) -> str:
    """A frame, and no words of its own."""
    return view.document.signals.frames[0] if view.document.signals.frames and view.words <= _NEAR_EMPTY else ""


def redirect_stub(view: View) -> str:
    """A page that only sends the visitor on."""
    signals = view.document.signals
    quick = (signals.refresh_seconds or 0.0) <= _STUB_SECONDS
    return signals.refresh_url or "" if quick and view.words <= _FEW else ""


def no_text(view: View) -> str:
    """Not a word, and nothing that could make one."""
    signals = view.document.signals
    return "0" if not view.all_words and not signals.scripts and not signals.frames and not view.title else ""


PAGE_RULES: tuple[Rule, ...] = (
    Rule("password-field", Page.LOGIN, 0.7, password_field),
    Rule("login-address", Page.LOGIN, 0.6, login_address),
    Rule("captcha", Page.BLOCKED, 0.6, captcha),
    Rule("application-root", Page.SHELL, 0.6, application),
    Rule("asks-for-script", Page.SHELL, 0.5, asks_for_script),
    Rule("only-scripts", Page.SHELL, 0.6, only_scripts),
    Rule("only-frames", Page.SHELL, 0.4, only_frames),
    Rule("redirect-stub", Page.SHELL, 0.7, redirect_stub),
    Rule("no-text", Page.NOT_FOUND, 0.6, no_text),
)

_ORDER = (Page.BLOCKED, Page.LOGIN, Page.PLACEHOLDER, Page.UNAVAILABLE, Page.NOT_FOUND, Page.SHELL)
"""Who goes first when scores are level: a wall or a door hides what is behind it."""


def read_page(view: View) -> PageReading:
    """Classify a page by what it says of itself: title, first heading, short text, and what it is made of."""
    if view.document.kind is not MediaKind.HTML:
        return PageReading()
    spoken: dict[Page, list[Evidence]] = defaultdict(list)
    for page, evidence in (*_rules(view), *_words(view)):
        spoken[page].append(evidence)
    best = PageReading()
    for page in _ORDER:
        score = round(sum(evidence.score for evidence in spoken[page]), 2)
        if score >= CERTAIN and score > best.score:
            best = PageReading(page=page, score=score, evidence=tuple(spoken[page]))
    return best


def _rules(view: View) -> list[tuple[Page, Evidence]]:
    seen = ((rule, rule.see(view)) for rule in PAGE_RULES)
    return [(rule.page, Evidence(rule=rule.name, score=rule.weight, detail=detail)) for rule, detail in seen if detail]


def _words(view: View) -> list[tuple[Page, Evidence]]:
    """The strongest cue per place and kind of page."""
    worth = 1.0 if view.is_short else _LONG_PAGE
    places = (
        ("title", _TITLE * worth, (view.title,)),
        ("heading", _HEADING * worth, view.headings),
        ("text", _TEXT, (view.short_text,)),
    )
    return [
        (page, Evidence(rule=f"{page}-{place}", score=round(weight * strength, 2), detail=detail))
        for place, weight, texts in places
        for page, (strength, detail) in _strongest(CUES, texts).items()
    ]


def _strongest(cues: tuple[Cue, ...], texts: tuple[str, ...]) -> dict[Page, tuple[float, str]]:
    found: dict[Page, tuple[float, str]] = {}
    for cue in cues:
        hits = (cue.pattern.search(text) for text in texts if text)
        hit = next((hit for hit in hits if hit), None)
        if hit and cue.strength > found.get(cue.page, (0.0, ""))[0]:
            found[cue.page] = (cue.strength, hit.group(0))
    return found


WORD_RULES = tuple(
    f"{page}-{place}" for page in Page if page is not Page.DOCUMENT for place in ("title", "heading", "text")
)
