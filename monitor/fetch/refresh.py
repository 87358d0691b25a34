"""A page that only sends its visitor on -> its target: the redirect that HTTP does not know of."""

import re

from monitor.model.exchange import Response
from monitor.model.source import Watch
from monitor.model.verdict import Page

_REFRESH = re.compile(rb"http-equiv\s*=\s*[\"']?\s*refresh", re.IGNORECASE)
_LONGEST = 128 * 1024
_OK = range(200, 300)


def refresh_target(response: Response, url: str) -> str | None:
    """Where a good answer sends its visitor within seconds, saying next to nothing else (HTML Standard, 4.2.5.3).

    The page is read as the judge reads it: an error, a wall or a log-in page that leads away after a while stays what
    it is. What a script does is not followed.
    """
    content = response.content
    if response.status not in _OK or response.truncated or len(content) > _LONGEST or not _speaks_of_one(content):
        return None
    from monitor.extract import extract  # noqa: PLC0415 - few pages get so far
    from monitor.judge.moves import sent_on  # noqa: PLC0415
    from monitor.judge.page import read_page  # noqa: PLC0415
    from monitor.judge.view import View  # noqa: PLC0415

    media_type = response.fields.get("content-type", "")
    document = extract(content=content, content_type=media_type, url=url, watch=Watch())
    view = View(document=document, url=url, final_url=url)
    if document.signals.refresh_seconds is None or read_page(view).page is not Page.SHELL:
        return None
    target = sent_on(view)
    return target if target and target.startswith(("http://", "https://")) else None


def _speaks_of_one(content: bytes) -> bool:
    """Whether the pattern is worth its price: looking for a word in lower case costs a hundredth of it."""
    return b"refresh" in content.lower() and _REFRESH.search(content) is not None
