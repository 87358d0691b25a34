"""What a page is made of -> Signals: the marks by which a door, a wall or a shell is told from a document."""

import re
from collections.abc import Callable, Mapping

from monitor.model.document import Signals

APP_ROOTS = frozenset(
    {
        "app",
        "root",
        "__next",
        "__nuxt",
        "___gatsby",
        "app-root",
        "q-app",
        "react-root",
        "main-app",
        "svelte",
        "ember-app",
        "__layout",
        "application",
    }
)
"""Ids and tags of elements that a script fills."""
_APP_TEXT = 80  # a loader's words; with more than that the server did the filling
_MAX_MARKERS = 200
_MAX_NOSCRIPT = 500
_MAX_FRAMES = 20
_MAX_COMMENT = 100
_REFRESH = re.compile(r"^\s*(\d{1,9}(?:\.\d+)?)\s*(?:[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]*))?", re.IGNORECASE)
_SCRIPT_REDIRECT = re.compile(
    r"(?:window|document|self|top|parent)?\.?\blocation(?:\.href)?\s*(?:=|\.(?:replace|assign)\s*\()\s*['\"]([^'\"\s]+)['\"]"
)
_SCRIPT_LOOK = 4000
_HOST = re.compile(r"^(?:https?:)?//([^/?#]+)", re.IGNORECASE)

# Marks in the source, in lower case, and the challenge they belong to. Order: most telling first.
_CHALLENGES = (
    ("_cf_chl_opt", "cloudflare"),
    ("cf-challenge", "cloudflare"),
    ("challenges.cloudflare.com", "turnstile"),
    ("captcha-delivery.com", "datadome"),
    ("px-captcha", "perimeterx"),
    ("_incapsula_resource", "imperva"),
    ("sgcaptcha", "siteground"),
    ("awswafintegration", "aws-waf"),
    ("h-captcha", "hcaptcha"),
    ("hcaptcha.com", "hcaptcha"),
    ("g-recaptcha", "recaptcha"),
    ("recaptcha/api.js", "recaptcha"),
    ("friendlycaptcha", "friendly-captcha"),
)


_PARKING = (("window.park", "parking:bodis"), ("sedoparking", "parking:sedo"), ("parkingcrew", "parking:parkingcrew"))
"""Marks in the source of firms that show pages for domains without a site, and the marker they become."""


class SignalReader:
    """Gathers the marks of one page while it is walked."""

    def __init__(self, resolve: Callable[[str], str | None]) -> None:
        self._resolve = resolve
        self._meta: dict[str, str] = {}
        self.names: dict[str, None] = {}
        """Ids and classes of elements, in the order of the page."""
        self._hosts: dict[str, None] = {}
        self._comments: dict[str, None] = {}
        self._roots: list[str] = []
        self._frames: list[str] = []
        self._script_texts: list[str] = []
        self.scripts = 0
        self.script_bytes = 0
        self.password_fields = 0
        self.forms = 0
        self.canonical: str | None = None
        self.refresh = ""

    def comment(self, text: str | None) -> None:
        """Remember a short comment: many systems sign their pages so."""
        if text and len(text) <= _MAX_COMMENT:
            self._comments[text.strip().lower()] = None

    def script(self, source: str | None, text: str | None) -> None:
        """Count a script; keep its host, or the start of its text."""
        self.scripts += 1
        if source and (found := _HOST.match(source.strip())):
            self._hosts[found[1].lower()] = None
        if text:
            self.script_bytes += len(text)
            if len(self._script_texts) < _MAX_FRAMES:
                self._script_texts.append(text[:_SCRIPT_LOOK])

    def meta(self, attributes: Mapping[str, str | None]) -> None:
        """Read a meta element."""
        content = attributes.get("content") or ""
        if (attributes.get("http-equiv") or "").lower() == "refresh":
            self.refresh = self.refresh or content
        elif key := (attributes.get("name") or attributes.get("property") or "").lower():
            self._meta.setdefault(key, content)

    def frame(self, source: str | None) -> None:
        """Remember where a frame leads."""
        if source and len(self._frames) < _MAX_FRAMES and (url := self._resolve(source)):
            self._frames.append(url)

    def app_root(self, name: str, text: str) -> None:
        """Remember an element that waits for a script."""
        if len(text.strip()) < _APP_TEXT:
            self._roots.append(name)

    def finished(self, *, letters: int, noscript: str) -> Signals:
        """All marks as one value; `letters` is how much text the page shows."""
        seconds, target = self._refresh(letters)
        lowered = " ".join([*self.names, *self._hosts, *self._script_texts]).lower()
        og_url = self._meta.get("og:url")
        return Signals(
            password_fields=self.password_fields,
            forms=self.forms,
            scripts=self.scripts,
            script_bytes=self.script_bytes,
            frames=tuple(self._frames),
            app_roots=tuple(dict.fromkeys(self._roots)),
            noscript=noscript[:_MAX_NOSCRIPT],
            generator=self._meta.get("generator", "")[:_MAX_COMMENT],
            canonical=self.canonical,
            og_url=self._resolve(og_url) if og_url else None,
            refresh_url=target,
            refresh_seconds=seconds,
            robots=self._meta.get("robots", "")[:_MAX_COMMENT].lower(),
            captcha=next((name for mark, name in _CHALLENGES if mark in lowered), ""),
            markers=(*(marker for mark, marker in _PARKING if mark in lowered), *self._markers()),
        )

    def _markers(self) -> tuple[str, ...]:
        names = dict.fromkeys(word for each in self.names for word in each.lower().split())
        return tuple([*self._hosts, *self._comments, *names][:_MAX_MARKERS])

    def _refresh(self, letters: int) -> tuple[float | None, str | None]:
        """Where the page sends its reader on: by meta refresh after some seconds, or by a script that is all it holds."""
        if found := _REFRESH.match(self.refresh):
            return float(found[1]), self._resolve(found[2].strip()) if found[2] else None
        if letters < _MAX_NOSCRIPT and self.script_bytes < _SCRIPT_LOOK:
            for text in self._script_texts:
                if found := _SCRIPT_REDIRECT.search(text):
                    return None, self._resolve(found[1])
        return None, None
