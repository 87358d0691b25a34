"""Addresses in a page -> links, with e-mail that hides from harvesters made readable."""

import re
from urllib.parse import urlsplit

from monitor.normalise import word_set
from monitor.urls import join

_DOCUMENTS = tuple(
    f".{ending}"
    for ending in word_set("pdf doc docx docm dotx xls xlsx xlsm xlsb ppt pptx ppsx odt ods odp rtf csv epub zip 7z")
)
_DOCUMENT_TYPES = (
    "application/pdf",
    "application/msword",
    "application/vnd.",
    "text/csv",
    "application/zip",
    "application/rtf",
)
_KIND = r"(?:pdf|docx?|xlsx?|pptx?|od[tsp]|csv|word|excel|powerpoint)"
_SIZE = r"\d+(?:[.,]\d+)?\s*[kmg]i?b"
_PROMISES_FILE = re.compile(
    rf"[\[(]\s*(?:{_SIZE}[\s,;|–-]+)?{_KIND}\b[^\[\]()]{{0,40}}[\])]$|\b{_KIND}\b[^.!?]{{0,40}}\b{_SIZE}\)?$",
    re.IGNORECASE,
)
"""Link texts such as ``Handreiking (pdf, 2 MB)`` and ``Handreiking PDF document | 5 pagina's | 200 kB``..."""
_PROMISES_END = frozenset(")]bB")
"""...of which every one ends in one of these."""
_BEFORE_ID = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp")
_ID = re.compile(r"[0-9a-f-]{6,}")
"""Liferay and others put a number behind the name: ``/documents/20182/0/handreiking.pdf/8f1e…``."""
_READY = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[!$&'()*+,;=:@%\w.~/?-]*)?", re.ASCII)
_PATH = re.compile(r"/[\w%~!$&'()*+,;=:@?-][!$&'()*+,;=:@%\w.~/?-]*|/", re.ASCII)
_DOTS = re.compile(r"(?:^|/)\.\.?(?:/|$|\?)")
_HEX = re.compile(r"[0-9a-f]{4,2000}", re.IGNORECASE)
_PROTECTED = "/cdn-cgi/l/email-protection"


def decoded_email(token: str) -> str | None:
    """The address behind a `data-cfemail` token: its first byte is the key that the others were XOR-ed with."""
    if not _HEX.fullmatch(token) or len(token) % 2:
        return None
    key, *letters = bytes.fromhex(token)
    return bytes(letter ^ key for letter in letters).decode("utf-8", errors="replace")


class Resolver:
    """Makes the links of one page absolute, each spelling once."""

    def __init__(self, base: str) -> None:
        self._known: dict[str, str | None] = {}
        self.base = base

    @property
    def base(self) -> str:
        """What relative links count from."""
        return self._base

    @base.setter
    def base(self, base: str) -> None:
        self._base = base
        parts = urlsplit(base)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._known.clear()

    def __call__(self, href: str) -> str | None:
        """The absolute address without fragment; None for what leads nowhere else (fragments, scripts, data)."""
        if href in self._known:
            return self._known[href]
        url = self._known[href] = self._resolve(href.strip())
        return url

    def _resolve(self, href: str) -> str | None:
        if _PROTECTED in href:
            address = decoded_email(href.partition("#")[2])
            return f"mailto:{address}" if address else None
        target = href.partition("#")[0]
        # The usual spellings need no parser: 2 of 3 links, at a tenth of the price.
        if "/." not in target or not _DOTS.search(target):
            if _PATH.fullmatch(target):
                return self._origin + target
            if _READY.fullmatch(target):
                return target
        if not target or target.lower().startswith(("javascript:", "data:", "blob:")):
            return None
        try:
            return join(self._base, target)
        except ValueError:
            return None


def _promises_file(text: str) -> bool:
    return text[-1:] in _PROMISES_END and _PROMISES_FILE.search(text) is not None


def is_document(url: str, *, type_: str = "", download: bool = False, text: str = "") -> bool:
    """Whether a link leads to a file rather than to a page: by its address, its attributes, or what its text promises."""
    if download or (type_ and type_.lower().startswith(_DOCUMENT_TYPES)) or _promises_file(text):
        return url.startswith(("http:", "https:"))
    path = url.partition("?")[0].lower()
    if path.endswith(_DOCUMENTS):
        return True
    before, _, last = path.rpartition("/")
    return before.endswith(_BEFORE_ID) and _ID.fullmatch(last) is not None
