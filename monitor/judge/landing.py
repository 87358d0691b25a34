"""Where a visit ended, what kind of thing came, what is gone from it -> suspicion of a soft 404, rule by rule."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from monitor import urls
from monitor.judge.cues import ERROR_PATH, SEARCH_PLACE
from monitor.judge.identity import distinctive_words, is_named, is_named_in_full, stems_of
from monitor.judge.similarity import sentence_set
from monitor.judge.view import View
from monitor.model.document import Document, MediaKind
from monitor.normalise import comparison_key

_FILES = {".pdf": MediaKind.PDF, ".docx": MediaKind.DOCX, ".xlsx": MediaKind.XLSX}
_FILE_KINDS = frozenset(_FILES.values())
_LOST_SEGMENTS = 2
_GONE = 0.2
_WAS_THERE = 0.5
_DISTINCTIVE = 3
_COLLAPSED = 0.05
_FAR_LESS = 0.25
_SAMPLE = 200  # longest sentences that are looked for...
_LOOK = 400_000  # ...in so many letters: enough to know, bounded for pages of megabytes
_WORTH_COMPARING = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """A visit to a page, with what is known of it from before."""

    view: View
    before: Document | None
    tool_title: str
    landings: int = 0
    is_shell: bool = False
    """Only a script could show the text: what is missing from it proves nothing."""

    @property
    def was_led_away(self) -> bool:
        """Whether the visit ended on another target, apart from trivial differences."""
        one, other = urls.without_fragment(self.view.url), urls.without_fragment(self.view.final_url)
        return one != other and not urls.differs_trivially(one, other)


@dataclass(frozen=True, slots=True)
class Suspicion:
    """One row of the table: how much the rule adds and the fact it saw (None: it does not speak)."""

    name: str
    weight: float
    see: Callable[[Landing], str | None]


def landing_root(landing: Landing) -> str | None:
    """A deep address that ends on a front door."""
    return landing.view.final_url if landing.was_led_away and urls.is_root(landing.view.final_url) else None


def landing_error(landing: Landing) -> str | None:
    """The visit ended on an address that calls itself an error page."""
    final = landing.view.final_url
    return (
        final if landing.was_led_away and ERROR_PATH.search(final) and not ERROR_PATH.search(landing.view.url) else None
    )


def landing_search(landing: Landing) -> str | None:
    """The visit ended on a page of search results, which is nobody's page."""
    return landing.view.final_url if landing.was_led_away and _is_search(landing) else None


def landing_shallow(landing: Landing) -> str | None:
    """The path lost two segments or more, on the way to something that is no front door."""
    asked, ended = _depth(landing.view.url), _depth(landing.view.final_url)
    if not landing.was_led_away or urls.is_root(landing.view.final_url):
        return None
    return landing.view.final_url if asked - ended >= _LOST_SEGMENTS else None


def landing_shared(landing: Landing) -> str | None:
    """Other sources, with other addresses, were led to this same page."""
    return str(landing.landings) if landing.was_led_away and landing.landings else None


def refresh_root(landing: Landing) -> str | None:
    """The page sends its visitors on to a front door or an error page."""
    target = landing.view.document.signals.refresh_url
    if target is None or urls.without_fragment(target) == urls.without_fragment(landing.view.final_url):
        return None
    return target if urls.is_root(target) or ERROR_PATH.search(target) else None


def canonical_root(landing: Landing) -> str | None:
    """The page calls a front door or an error page its own address."""
    signals = landing.view.document.signals
    for target in (signals.canonical, signals.og_url):
        if target and urls.host_of(target) and (urls.is_root(target) or ERROR_PATH.search(target)):
            return target
    return None


def wrong_kind(landing: Landing) -> str | None:
    """A page where a file used to be, or where the address promises one (by the first bytes, not the label)."""
    if landing.view.document.kind is not MediaKind.HTML:
        return None
    if landing.before is not None:
        return f"{landing.before.kind} > html" if landing.before.kind in _FILE_KINDS else None
    path = landing.view.url.partition("?")[0].partition("#")[0].lower()
    kind = next((kind for ending, kind in _FILES.items() if path.endswith(ending)), None)
    return f"{kind} > html" if kind else None


def identity_vanished(landing: Landing) -> str | None:
    """The words that told this aid from others stood in the last good copy, and stand no more."""
    words = distinctive_words(landing.tool_title)
    if landing.before is None or landing.is_shell or not words:
        return None
    had, has = _share(words, landing.before), _share(words, landing.view.document)
    return f"{had:.0%} > {has:.0%}" if had >= _WAS_THERE and has < _GONE else None


def identity_absent(landing: Landing) -> str | None:
    """A first visit shows not one of the words in the aid's name."""
    words = distinctive_words(landing.tool_title)
    if landing.before is not None or landing.is_shell or len(words) < _DISTINCTIVE:
        return None
    document = landing.view.document
    texts = (document.title, *(block.text for block in document.blocks))  # the first of these names it, as a rule
    return None if any(not words.isdisjoint(stems_of(text)) for text in texts) else "0%"


def text_vanished(landing: Landing) -> str | None:
    """Next to nothing of the last good text is left."""
    kept = _kept(landing)
    return f"{kept:.0%}" if kept is not None and kept < _COLLAPSED else None


def text_shrunk(landing: Landing) -> str | None:
    """Next to nothing is left, and what came instead is far less."""
    kept = _kept(landing)
    if kept is None or kept >= _COLLAPSED or landing.before is None:
        return None
    before, after = landing.before.words, landing.view.words
    return f"{before} > {after}" if after < before * _FAR_LESS else None


def _kept(landing: Landing) -> float | None:
    """The share of the last good text that still stands anywhere on the page; None when that proves nothing."""
    if landing.before is None or landing.is_shell or landing.before.words < _WORTH_COMPARING:
        return None
    if landing.before.kind is not landing.view.document.kind:
        return None
    there = comparison_key(landing.view.document.text[:_LOOK])
    had = sorted(sentence_set(landing.before), key=lambda sentence: (-len(sentence), sentence))[:_SAMPLE]
    total = sum(map(len, had))
    return sum(len(sentence) for sentence in had if sentence in there) / total if total else None


def heading_vanished(landing: Landing) -> str | None:
    """Not a word of the last good copy's first heading stands in the page's own name, and nothing else there names it."""
    if landing.before is None or landing.is_shell:
        return None
    before = landing.before.heading or landing.before.title
    words = distinctive_words(before)
    if not words or words & landing.view.own_name:
        return None
    return None if any(is_named_in_full(before, stems_of(text)) for text in _further_names(landing)) else before


def identity_kept(landing: Landing) -> str | None:
    """The page still names the aid, in its own name or as one of several: a page that moved, not one that went."""
    if any(is_named(title, landing.view.own_name) for title in landing.view.titles):
        return landing.view.name
    return next(
        (
            text
            for text in _further_names(landing)
            if any(is_named_in_full(t, stems_of(text)) for t in landing.view.titles)
        ),
        None,
    )


def _further_names(landing: Landing) -> Iterator[str]:
    """Headings and links of the main content. A front door and search results name many things that are elsewhere."""
    view = landing.view
    if landing.was_led_away and (urls.is_root(view.final_url) or _is_search(landing)):
        return
    yield from view.all_headings
    yield from (link.text for link in view.document.links if link.is_main and link.text)


def _is_search(landing: Landing) -> bool:
    """Whether the address is that of search results, and was not asked for as such."""
    return bool(SEARCH_PLACE.search(landing.view.final_url)) and not SEARCH_PLACE.search(landing.view.url)


SUSPICIONS: tuple[Suspicion, ...] = (
    Suspicion("landing-root", 0.6, landing_root),
    Suspicion("landing-error", 0.6, landing_error),
    Suspicion("landing-search", 0.6, landing_search),
    Suspicion("landing-shallow", 0.2, landing_shallow),
    Suspicion("landing-shared", 0.3, landing_shared),
    Suspicion("refresh-root", 0.6, refresh_root),
    Suspicion("canonical-root", 0.3, canonical_root),
    Suspicion("wrong-kind", 0.6, wrong_kind),
    Suspicion("identity-vanished", 0.3, identity_vanished),
    Suspicion("identity-absent", 0.2, identity_absent),
    Suspicion("heading-vanished", 0.3, heading_vanished),
    Suspicion("text-vanished", 0.4, text_vanished),
    Suspicion("text-shrunk", 0.2, text_shrunk),
    Suspicion("identity-kept", -0.3, identity_kept),
)


def _share(words: frozenset[str], document: Document) -> float:
    return len(words & stems_of(f"{document.title} {document.text}")) / len(words)


def _depth(url: str) -> int:
    path = url.partition("?")[0].partition("#")[0].partition("://")[2].partition("/")[2]
    return len([segment for segment in path.split("/") if segment])
