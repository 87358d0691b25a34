"""Hostile text -> text that can be shown: nothing hidden, nothing that turns the reading order, no odd link."""

import unicodedata
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from monitor import urls

_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Control, format (bidi, zero width, tags), surrogate, private use, unassigned."""
_SPACES = frozenset({"\n", "\r", "\t", "\v", "\f", "\u0085", "\u2028", "\u2029"})
_ALLOWED = frozenset({"\u00ad"})
"""A soft hyphen is dropped without a mark: Dutch pages are full of them."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LINK_SCHEMES = frozenset({"http", "https"})


def visible(text: str) -> str:
    """Page text on one line: line breaks become spaces, other invisible characters their code point in angle brackets."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in _SPACES:
        return " "
    if character in _ALLOWED:
        return ""
    if unicodedata.category(character) in _INVISIBLE_CATEGORIES or _is_filler(character):
        return f"⟨U+{ord(character):04X}⟩"
    return character


def _is_filler(character: str) -> bool:
    """Letters by category, blank by look: Hangul fillers, Braille blank."""
    return character in "\u115f\u1160\u3164\uffa0\u2800"


@lru_cache(maxsize=256)
def shown_url(url: str) -> str:
    """An address as it is printed: no user information, no query values on the way to a log-in page, nothing invisible.

    A host that mixes scripts or is not Latin is shown in ASCII.
    """
    url = urls.redacted(url)
    if urls.is_plain(url):
        return url  # every parser reads it alike, and all of it can be seen
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return visible(url)
    if host.isascii() or _is_latin(host):
        return visible(url)
    try:
        plain = host.encode("idna").decode()
    except UnicodeError:
        plain = host.encode("ascii", "backslashreplace").decode()
    return visible(urlunsplit(parts._replace(netloc=parts.netloc.replace(host, plain))))


def _is_latin(host: str) -> bool:
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in host if not letter.isascii())


def safe_href(url: str) -> str | None:
    """The address if it may be a link: http or https, a host, no user information, nothing invisible, equal to what is shown."""
    shown = shown_url(url)
    try:
        parts = urlsplit(shown)
    except ValueError:
        return None
    honest = parts.scheme in _LINK_SCHEMES and bool(parts.hostname) and "@" not in parts.netloc
    plain = not any(character.isspace() or character in '<>"\\^`{|}⟨⟩' for character in shown)
    return shown if honest and plain else None


def csv_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    text = visible(str(value))
    if text[:1].isalnum():
        return text
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else text
