"""Page -> the bytes of an HTTP/1.1 answer."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.utils import format_datetime
from hashlib import sha256
from http import HTTPStatus

from monitor.demo.script import Fault, Page, Script, Visit

_SMALL = 512
"""Below this many bytes a server does not compress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it arrived, for tests of manners: who was asked what, when, with which fields."""

    at: float
    """Seconds, monotonic."""
    day: int
    scheme: str
    host: str
    target: str
    fields: Mapping[str, str]
    status: int


def answer(page: Page, *, visit: Visit, since: int, script: Script, asked: Mapping[str, str]) -> tuple[int, bytes]:
    """Status and bytes on the wire; `asked` are the request's fields, names in lower case."""
    if page.fault is Fault.GARBAGE:
        return 0, b"\x16\x03\x01 no web server here\r\n\r\n"
    content = page.content(visit) if callable(page.content) else page.content
    fields = [("Date", _http_date(script, visit.day)), ("Server", "demo"), *page.fields]
    if page.has_validators and not callable(page.content):
        tag = f'"{sha256(content).hexdigest()[:16]}"'
        last_modified = _http_date(script, since)
        fields += [("ETag", tag), ("Last-Modified", last_modified)]
        if _is_current(asked, tag, last_modified):
            return 304, _wire(304, fields, b"")
    if content:
        fields.append(("Content-Type", page.content_type))
    if "gzip" in asked.get("accept-encoding", "") and len(content) > _SMALL and page.content_type.startswith("text/"):
        content = gzip.compress(content, mtime=0)
        fields += [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
    fields.append(("Content-Length", str(len(content))))
    if page.fault is Fault.CUT:
        content = content[: len(content) // 2]
    return page.status, _wire(page.status, fields, content)


def _is_current(asked: Mapping[str, str], tag: str, last_modified: str) -> bool:
    """RFC 9110, 13.2.2: If-None-Match decides when it is there, else If-Modified-Since."""
    if "if-none-match" in asked:
        return asked["if-none-match"].removeprefix("W/") == tag
    return asked.get("if-modified-since") == last_modified


def _http_date(script: Script, day: int) -> str:
    return format_datetime(datetime.combine(script.date_of(day), time(5, 0), UTC), usegmt=True)


def _wire(status: int, fields: list[tuple[str, str]], content: bytes) -> bytes:
    head = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *(f"{name}: {value}" for name, value in fields), "", ""]
    return "\r\n".join(head).encode("latin-1") + content
