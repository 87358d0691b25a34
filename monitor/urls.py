"""Addresses taken apart and put together: one parser (yarl), a browser's patience, no opinion about stages."""

import random
import re
from functools import lru_cache
from ipaddress import ip_address
from typing import Final
from urllib.parse import unquote

from publicsuffixlist import PublicSuffixList
from yarl import URL, cache_configure

cache_configure(encode_host_size=16_384)
"""A run goes round all its hosts: with yarl's own 512 places each address of a long list has its host read anew."""

TRACKING: Final = re.compile(
    r"^(utm_\w+|gclid|fbclid|msclkid|dclid|mc_cid|mc_eid|_ga|_gl|mtm_\w+|pk_\w+|piwik_\w+)$", re.IGNORECASE
)
"""Query keys that say where a visitor came from, not what they get."""

_SESSION_HINTS: Final = ("sess", "sid=", "cftoken=")
_SESSION_IN_PATH: Final = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
_SESSION_IN_QUERY: Final = re.compile(
    r"(?:(?:j|php|asp)?sess(?:ion)?_?id\w*|aspsessionid\w*|cftoken)=|sid=[0-9a-z-]{16,}$", re.IGNORECASE
)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_STRIPPED = re.compile(r"[\t\n\r]")
_ROOT = re.compile(
    r"^/*(?:(?:nl|en|nl-nl|en-us|en-gb)/*)?"
    r"(?:(?:pages|paginas|sitepages|web/guest)/+(?=\w))?"  # where SharePoint and Liferay keep theirs
    r"(?:(?:home|homepage|start|startpagina|welkom|index|default)(?:\.\w{2,5})?/*)?$",
    re.IGNORECASE,
)
_LOG_IN = re.compile(
    r"(login|log-in|signin|sign-in|inloggen|aanmelden|oauth|authorize|saml|adfs|/sso|/auth)", re.IGNORECASE
)
_LEGAL: Final = re.compile(r"(?:[\w.~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*", re.ASCII)
"""RFC 3986, 2: what an address is written with."""
_ONE_SPELLING: Final = re.compile(r"https?://[a-z0-9.-]+(?::\d{1,4})?(?:/[\w~-][\w.~-]*)+/?", re.ASCII)
"""An address that yarl has no other spelling for: plain words between slashes."""
_DOTS: Final = re.compile(r"/\.\.?(?:/|$)")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def without_fragment(url: str) -> str:
    """The target: the address up to its fragment (RFC 3986, 3.5)."""
    return url.partition("#")[0]


def fragment_of(url: str) -> str:
    """The fragment, percent-decoded; empty when there is none."""
    return unquote(url.partition("#")[2], errors="replace")


def without_session(url: str) -> str:
    """The address without the number that a server gave to one visitor: ``;jsessionid=…``, ``PHPSESSID=…``, ``sid=…``.

    A short ``sid`` stays: it may well name a page.
    """
    if not any(map(url.lower().__contains__, _SESSION_HINTS)):
        return url
    target, hash_, fragment = url.partition("#")
    path, _, query = target.partition("?")
    kept = "&".join(part for part in query.split("&") if not _SESSION_IN_QUERY.match(part))
    return _SESSION_IN_PATH.sub("", path) + (f"?{kept}" if kept else "") + hash_ + fragment


def with_fragment(url: str, fragment: str) -> str:
    """The same target with this (decoded) fragment; an empty one takes it away."""
    target = without_fragment(url)
    if not fragment:
        return target
    return f"{target}#{URL.build(fragment=fragment).raw_fragment}"


_ENDS = "".join(map(chr, range(0x21)))


def cleaned(url: str) -> str:
    """What a browser makes of a written address before it reads it (WHATWG URL, 4.4): ends trimmed, tabs and line ends gone."""
    return _STRIPPED.sub("", url.strip(_ENDS))


def join(base: str, location: str) -> str:
    """The absolute address a `Location` or link points at, fragment kept as given.

    As patient as browsers are with spaces, raw non-ASCII and ``//host``. A backslash is not read as a slash:
    parsers disagree about it, which is how gates are walked around. Raises ValueError for what is no address.
    """
    return str(read_url(base).join(read_url(_reference(location))))


def redirect_target(base: str, location: str) -> str:
    """The same for a `Location`, in the server's own spelling as far as that can stand in an address (`as_written`)."""
    reference = _reference(location)
    if not (_LEGAL.fullmatch(base) and _LEGAL.fullmatch(reference)):
        return join(base, location)
    return str(as_written(str(read_url(base, encoded=True).join(read_url(reference, encoded=True)))))


def as_written(url: str) -> URL:
    """The address taken apart, its path and query letter for letter.

    ``%2F`` and ``/``, ``%c3`` and ``%C3`` are told apart by some servers (RFC 3986, 6.2.2, leaves that to them), so
    what is asked is what was written. Only what cannot stand in an address is percent-encoded, and ``/../`` is walked.
    Raises ValueError for what is no address.
    """
    read = read_url(url)
    if (
        _ONE_SPELLING.fullmatch(url)
        or not _LEGAL.fullmatch(url)
        or (raw := read_url(url, encoded=True)).raw_path_qs == read.raw_path_qs
    ):
        return read
    if _DOTS.search(raw.raw_path):
        return read
    return URL.build(
        scheme=read.scheme,
        authority=read.raw_authority,
        path=raw.raw_path,
        query_string=raw.raw_query_string,
        fragment=raw.raw_fragment,
        encoded=True,
    )


def _reference(location: str) -> str:
    reference = cleaned(location)
    if "\\" in reference.partition("?")[0] or _CONTROLS.search(reference):
        raise ValueError(f"backslash or control character in {reference!r}")
    return reference


_PLAIN: Final = re.compile(r"https?://((?:[a-z0-9-]+\.)+[a-z0-9-]+)(?::\d{1,4})?(?:[/?#][!-\[\]-~]*)?")


def is_plain(url: str) -> bool:
    """Whether there is nothing odd about how an address is written, so that every parser reads it alike."""
    return _PLAIN.fullmatch(url) is not None


@lru_cache(maxsize=1024)
def host_of(url: str) -> str:
    """The host in lower-case ASCII (IDNA), without brackets or final dot; empty when there is none."""
    if plain := _PLAIN.fullmatch(url):
        return plain[1]
    try:
        host = read_url(cleaned(url)).raw_host
    except ValueError:
        return ""
    return (host or "").lower().rstrip(".")


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@lru_cache(maxsize=4096)
def registrable_domain(host: str) -> str:
    """The name somebody registered: ``cip.nl`` for ``www.cip.nl``. An IP address or a single label is its own domain."""
    name = host.lower().strip("[]").rstrip(".")
    if not name or is_ip(name):
        return name
    return _suffixes().privatesuffix(name) or name


def origin_of(url: URL | str) -> str:
    """Scheme, host and port, as robots.txt counts them (RFC 9309, 2.3); empty for what is no address."""
    parsed = url if isinstance(url, URL) else _parsed(url)
    return f"{parsed.scheme}://{parsed.host_port_subcomponent}" if parsed is not None and parsed.host else ""


def is_ip(host: str) -> bool:
    """Whether the host is an IP address as `ipaddress` writes them."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_root(url: str) -> bool:
    """Whether the address is a site's front door: ``/``, ``/index.php``, ``/nl/home``, ``/Pages/default.aspx``."""
    parsed = _parsed(url)
    return parsed is not None and not _telling_query(parsed) and bool(_ROOT.match(parsed.path))


def differs_trivially(before: str, after: str) -> bool:
    """Whether two different addresses differ only in scheme, www, final slash, default port, letter case or tracking query."""
    if before == after:
        return False
    first, second = _parsed(before), _parsed(after)
    return first is not None and second is not None and _trivial_key(first) == _trivial_key(second)


def directory_key(url: str) -> str:
    """``host/dir/.ext``: pages of one key are answered alike, also when they do not exist."""
    parsed = _parsed(url)
    if parsed is None:
        return ""
    directory, _, name = parsed.raw_path.rstrip("/").rpartition("/")
    return f"{host_of(url)}{directory}/{_extension(name)}".lower()


def sibling_probe(url: str, rng: random.Random) -> str:
    """An address beside `url`, with the same ending, that cannot exist (Bar-Yossef et al. 2004)."""
    parsed = read_url(cleaned(url))
    path = parsed.raw_path
    directory, _, name = path.rstrip("/").rpartition("/")
    made_up = "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=16))
    slash = "/" if path.endswith("/") and path != "/" else ""
    return str(
        parsed.with_path(f"{directory}/{made_up}{_extension(name)}{slash}", encoded=True)
        .with_query(None)
        .with_fragment(None)
    )


def redacted(url: str) -> str:
    """The address as it may be printed: no user information, and no query values on the way to a log-in page."""
    if "?" not in url and is_plain(url):
        return url  # most, and a list of them is printed often
    parsed = _parsed(url)
    if parsed is None:
        return re.sub(r"//[^/?#]*@", "//", url)
    shown = parsed.with_user(None) if parsed.raw_user is not None or parsed.raw_password is not None else parsed
    if shown.query and _LOG_IN.search(f"{shown.host}{shown.path}"):
        shown = shown.with_query([(name, "…" if value else "") for name, value in shown.query.items()])
        return str(shown).replace("%E2%80%A6", "…")
    return str(shown) if shown is not parsed else url


def read_url(url: str, *, encoded: bool = False) -> URL:
    """The address taken apart. Raises ValueError for what is none."""
    try:
        return URL(url, encoded=encoded)
    except IndexError as error:  # yarl 1.25 on ``http://[]@``
        raise ValueError(f"{url!r} is no address") from error


def _parsed(url: str) -> URL | None:
    try:
        parsed = read_url(cleaned(url))
    except ValueError:
        return None
    return parsed if parsed.raw_host else None


def _extension(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f".{ending}" if stem and dot and ending.isalnum() and len(ending) <= 5 else ""  # noqa: PLR2004 - longest usual ending: .xhtml


def _telling_query(url: URL) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, value) for name, value in url.query.items() if not TRACKING.match(name)))


def _trivial_key(url: URL) -> tuple[str, int | None, str, tuple[tuple[str, str], ...]]:
    host = (url.raw_host or "").lower().rstrip(".").removeprefix("www.")
    port = None if url.port == _DEFAULT_PORTS.get(url.scheme) else url.port
    query = tuple((name.lower(), value.lower()) for name, value in _telling_query(url))
    return host, port, url.path.rstrip("/").lower(), query
