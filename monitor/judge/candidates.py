"""A lost page, its site's own lists and links -> addresses where it may be now, likeliest first."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import log
from urllib.parse import unquote, urlsplit

from monitor import urls
from monitor.judge.identity import content_words, distinctive_words
from monitor.model.document import Document
from monitor.model.plan import Purpose
from monitor.model.source import Source
from monitor.normalise import comparison_key

LIMIT = 12
"""So many candidates are fetched at most; with sitemaps, parents and home page within `limits.repair_requests`."""

_LEAST = 0.34
_SAME_FILE = 0.95
_SAME_NAME = 0.92
_BY_WORDS = 0.9
_COMMON_NAME = 0.5
_MOST_OF_A_NAME = 2  # words
_SHORTEST_NAME = 3  # letters
_TELLING_NAME = 4  # letters
_MANY = 2000  # addresses
_GENERIC_NAMES = frozenset(
    [
        "index",
        "default",
        "home",
        "document",
        "download",
        "file",
        "bestand",
        "bijlage",
        "rapport",
        "publicatie",
        "handreiking",
    ]
)
_ENDINGS = re.compile(r"\.(?:html?|aspx?|php|jsp|pdf|docx?|xlsx?|pptx?|odt|ods|zip)$", re.IGNORECASE)
_COPY_NUMBER = re.compile(r"[-_]\d{1,2}$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Ground(StrEnum):
    """Why an address was looked at; its sentence is in `phrases.py`."""

    SUCCESSOR = "superseded-by"
    SIBLING_REDIRECT = "sibling-redirect"
    SAME_FILE = "same-file-name"
    SITEMAP = "sitemap-same-title"
    PARENT_LINK = "parent-link"
    HOME_LINK = "home-link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An address where a lost page may be now. `score`: how well address and link text fit, 0 to 1."""

    url: str
    ground: Ground
    score: float
    text: str = ""
    """What the link to it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """What is known of a page that went."""

    source: Source
    tool_title: str = ""
    document: Document | None = None
    """The last good copy, if there is one."""

    @property
    def words(self) -> frozenset[str]:
        """The words that name it: in its address, its own title and heading, and the catalogue."""
        own = f"{self.document.title} {self.document.heading}" if self.document is not None else ""
        return _slug_words(self.source.url) | content_words(f"{self.tool_title} {own}")

    @property
    def names(self) -> frozenset[str]:
        """What it is called in full, letters and digits only: by the catalogue and by its own heading."""
        own = self.document.heading if self.document is not None else ""
        return frozenset(key for name in (self.tool_title, own) if len(key := comparison_key(name)) >= _SHORTEST_NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    """What the site itself gives away; each is empty where nothing could be read."""

    sitemap: tuple[str, ...] = ()
    """Addresses of pages, from its sitemaps."""
    parents: tuple[Document, ...] = ()
    """The pages above it: their links count with their texts."""
    home: Document | None = None
    redirects: tuple[tuple[str, str], ...] = ()
    """Where other addresses of the same site were led: from, to."""

    @property
    def pages(self) -> tuple[Document, ...]:
        """What was read of the site besides the candidates."""
        return self.parents if self.home is None else (*self.parents, self.home)


def places_to_look(url: str, *, sitemaps: tuple[str, ...] = (), parents: int = 2) -> tuple[tuple[Purpose, str], ...]:
    """What to fetch first: the site's sitemaps, the pages above, the home page; nearest first.

    All on the same host, but for the `sitemaps` that the site itself names; without those the usual place is tried.
    """
    parts = urlsplit(urls.without_fragment(url))
    if not parts.scheme.startswith("http") or not parts.netloc:
        return ()
    root = f"{parts.scheme}://{parts.netloc}"
    segments = [segment for segment in parts.path.split("/") if segment][:-1]
    above = [f"{root}/{'/'.join(segments[:depth])}/" for depth in range(len(segments), 0, -1)]
    return (
        *((Purpose.SITEMAP, sitemap) for sitemap in sitemaps or (f"{root}/sitemap.xml",)),
        *((Purpose.PARENT, page) for page in above[:parents]),
        (Purpose.HOME, f"{root}/"),
    )


def find_candidates(lost: Lost, leads: Leads, *, limit: int = LIMIT) -> tuple[Candidate, ...]:
    """Rank every address the site gives away by how well it fits what was lost.

    Words that stand in many addresses of the site say little, so each counts by its rarity. The lost address itself
    and front doors are no candidates. One address comes once, by its best ground.
    """
    listed = [(url, "", Ground.SITEMAP) for url in leads.sitemap]
    for parent in leads.parents:
        listed += [(link.url, link.text, Ground.PARENT_LINK) for link in parent.links]
    if leads.home is not None:
        listed += [(link.url, link.text, Ground.HOME_LINK) for link in leads.home.links]
    found = [*_by_catalogue(lost.source), *_by_redirects(lost.source.url, leads.redirects), *_by_words(lost, listed)]
    best: dict[str, Candidate] = {}
    for candidate in found:
        key = urls.without_fragment(candidate.url).rstrip("/")
        if _is_other(candidate.url, lost.source.url) and (key not in best or candidate.score > best[key].score):
            best[key] = candidate
    return tuple(sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.url))[:limit])


def rank_sitemaps(lost: Lost, sitemaps: Iterable[str]) -> tuple[str, ...]:
    """The sitemaps of an index, those first whose name shares words with the lost page."""
    words = lost.words
    return tuple(sorted(sitemaps, key=lambda url: (-len(words & _slug_words(url)), url)))


def _is_other(url: str, lost: str) -> bool:
    same = urls.without_fragment(url) == urls.without_fragment(lost) or urls.differs_trivially(lost, url)
    return urls.host_of(url) != "" and not same and not urls.is_root(url)


def _by_catalogue(source: Source) -> list[Candidate]:
    return [Candidate(url=each.url, ground=Ground.SUCCESSOR, score=1.0) for each in source.superseded_by if each.url]


def _by_redirects(url: str, redirects: Iterable[tuple[str, str]]) -> list[Candidate]:
    """Do to the lost address what was done to its siblings: the same start replaced by the same other start."""
    moved = (_substituted(url, before, after) for before, after in redirects)
    votes = Counter(new for new in moved if new is not None)
    total = sum(votes.values())
    return [
        Candidate(url=new, ground=Ground.SIBLING_REDIRECT, score=0.8 + 0.2 * count / total)
        for new, count in votes.items()
    ]


def _substituted(url: str, before: str, after: str) -> str | None:
    """`url` with the part replaced that differs between `before` and `after`; None where that part does not fit."""
    before, after = urls.without_fragment(before), urls.without_fragment(after)
    ending = _ending_of(before, after)
    if ending:
        before, after = before.removesuffix(ending[0]), after.removesuffix(ending[1])
        if not url.lower().endswith(ending[0].lower()):
            return None
        url = url[: len(url) - len(ending[0])]
    old, new = before.split("/"), after.split("/")
    shared = 0
    while shared < min(len(old), len(new)) - 3 and old[-1 - shared].lower() == new[-1 - shared].lower():
        shared += 1
    if shared == 0 and not (before.endswith("/") or urls.is_root(before)):
        return None
    start = "/".join(old[: len(old) - shared])
    if not url.startswith(start + "/"):
        return None
    return "/".join(new[: len(new) - shared]) + url[len(start) :] + (ending[1] if ending else "")


def _ending_of(before: str, after: str) -> tuple[str, str] | None:
    """Endings that were exchanged: ``.aspx`` for nothing, or a slash for none."""
    old = _ENDINGS.search(before)
    new = _ENDINGS.search(after)
    one, other = (old.group(0) if old else ""), (new.group(0) if new else "")
    if not other and after.endswith("/"):
        other = "/"
    if not one and before.endswith("/"):
        one = "/"
    return (one, other) if one != other else None


def _by_words(lost: Lost, listed: list[tuple[str, str, Ground]]) -> list[Candidate]:
    """Fit by file name, by the whole name, or by the words of address and link text, rare ones counting more.

    Words that most aids share are worth a request only where a name is made of nothing else.
    """
    wanted, name, names = lost.words, _file_name(lost.source.url), lost.names
    telling = distinctive_words(" ".join(wanted))
    common = wanted - telling
    fitting = _fitting(wanted | names | ({comparison_key(name)} - {""}), listed)
    described = [(url, text, ground, _slug_words(url) | content_words(text)) for url, text, ground in fitting]
    spread = Counter(word for *_, words in described for word in words)
    total = len(listed) + 1

    def weight(words: Iterable[str]) -> float:
        return sum(log(1 + total / (1 + spread[word])) for word in words)

    found = []
    for url, text, ground, words in described:
        if name and name == _file_name(url):
            found.append(Candidate(url=url, ground=Ground.SAME_FILE, score=_SAME_FILE, text=text))
            continue
        if names & {comparison_key(text), comparison_key(_ENDINGS.sub("", _last_segment(url)))}:
            found.append(Candidate(url=url, ground=ground, score=_SAME_NAME, text=text))
            continue
        if len(words) >= _MOST_OF_A_NAME and words <= common:
            found.append(Candidate(url=url, ground=ground, score=_COMMON_NAME, text=text))
            continue
        own, shared = weight(words - common), weight(words & telling)
        score = 2 * shared / (weight(telling) + own) if shared else 0.0
        if score >= _LEAST or (shared and shared >= own / 2):
            found.append(Candidate(url=url, ground=ground, score=round(min(score, _BY_WORDS), 3), text=text))
    return found


def _fitting(wanted: frozenset[str], listed: list[tuple[str, str, Ground]]) -> list[tuple[str, str, Ground]]:
    """A quick look that spares most of a long sitemap: a wanted word or name, letters and digits only, in address or link text.

    A word that stands in very many addresses of a site picks none of them out.
    """
    said = [comparison_key(f"{unquote(url) if '%' in url else url} {text}") for url, text, _ in listed]
    telling = [word for word in wanted if sum(word in each for each in said) <= _MANY]
    return [entry for entry, each in zip(listed, said, strict=True) if any(word in each for word in telling)]


def _last_segment(url: str) -> str:
    path = unquote(urlsplit(urls.without_fragment(url)).path).rstrip("/")
    return path.rpartition("/")[2]


def _file_name(url: str) -> str:
    """The last segment without its ending and the number a system adds to a copy; empty when it says nothing."""
    name = _COPY_NUMBER.sub("", _ENDINGS.sub("", _last_segment(url))).lower()
    return "" if name in _GENERIC_NAMES or len(name) < _TELLING_NAME else name


def _slug_words(url: str) -> frozenset[str]:
    parts = urlsplit(urls.without_fragment(url))
    said = f"{_ENDINGS.sub('', _last_segment(url))} {parts.query.replace('=', ' ').replace('&', ' ')}"
    spaced = _CAMEL.sub(" ", re.sub(r"[-_+.%]+", " ", said))
    return content_words(spaced)
