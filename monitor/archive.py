"""A dead public page -> the last copy that a web archive has of it (mementos: RFC 7089)."""

import json
from urllib.parse import quote

from monitor.model.exchange import Exchange
from monitor.model.observation import Suggestion
from monitor.model.plan import Purpose, Request
from monitor.model.source import Source, Tlp
from monitor.urls import without_fragment

GROUND = "archive"
_PLACE = "{url}"
_OK = range(200, 300)


def may_be_looked_up(label: Tlp) -> bool:
    """Only what is CLEAR: an archive is a third party, and asking it tells what we watch."""
    return label is Tlp.CLEAR


def lookup(archive: str, source: Source) -> Request:
    """The question to an archive.

    `archive` is its address with `{url}` where the page's goes; ending in `/` or `=` the page's address follows as it
    is (a TimeGate), else as the parameter `url` (an availability service).
    """
    page = without_fragment(source.url)
    if _PLACE in archive:
        url = archive.replace(_PLACE, quote(page, safe=""))
    elif archive.endswith("/"):
        url = archive + page
    else:
        url = archive + ("" if archive.endswith("=") else "&url=" if "?" in archive else "?url=") + quote(page, safe="")
    return Request(url=url, purpose=Purpose.ARCHIVE, sources=(source.id,))


def memento(exchange: Exchange) -> Suggestion | None:
    """The copy that the answer names: by the JSON of an availability service, or by leading to a memento."""
    response = exchange.response
    if response is None or response.status not in _OK:
        return None
    if response.media_type.endswith("json"):
        return _available(response.content)
    if "memento-datetime" in response.fields:
        return Suggestion(url=exchange.final_url, ground=GROUND, title=response.fields["memento-datetime"])
    return None


def _available(content: bytes) -> Suggestion | None:
    try:
        closest = json.loads(content)["archived_snapshots"]["closest"]
        url, at = str(closest["url"]), str(closest.get("timestamp", ""))
        is_there = closest.get("available", True) is True
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return (
        Suggestion(url=url, ground=GROUND, title=at) if is_there and url.startswith(("http://", "https://")) else None
    )
