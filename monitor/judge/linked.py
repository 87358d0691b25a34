"""A document that a page links to, and the answer to asking for it -> the document as it is known from now on."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.judge.page import read_page
from monitor.judge.view import View
from monitor.model.document import MediaKind
from monitor.model.observation import Answer, LinkedDocument
from monitor.model.verdict import Page

_OK = 200
_NOT_MODIFIED = 304
_GONE = frozenset({404, 410})
_SECOND_RUN = timedelta(hours=20)
_SAYS_NOTHING = frozenset({Page.BLOCKED, Page.UNAVAILABLE})


def as_answered(known: LinkedDocument, answers: Iterable[Answer], *, at: datetime) -> LinkedDocument:
    """A linked document as its answer of this run shows it; as it was when nothing trustworthy came."""
    answer = next((answer for answer in answers if answer.exchange.request.url == known.url), None)
    response = answer.exchange.response if answer is not None else None
    if answer is None or response is None:
        return known
    if response.status in _GONE or _is_page(answer):
        return _missed(known, answer, at)
    if response.status == _NOT_MODIFIED:
        return replace(known, gone_since=None, is_gone=False)
    if response.status != _OK or response.truncated:
        return replace(known, http_status=response.status)
    return replace(
        known,
        etag=response.fields.get("etag"),
        last_modified=response.fields.get("last-modified"),
        content_hash=response.content_hash,
        text_hash=answer.document.text_hash if answer.document else known.text_hash,
        size_bytes=answer.document.size_bytes if answer.document else known.size_bytes,
        http_status=response.status,
        gone_since=None,
        is_gone=False,
    )


def _is_page(answer: Answer) -> bool:
    """Whether a page, or nothing at all, came with 200 where a file is linked."""
    response, document = answer.exchange.response, answer.document
    if response is None or response.status != _OK or response.truncated:
        return False
    return response.is_empty or (document is not None and document.kind is MediaKind.HTML)


def _missed(known: LinkedDocument, answer: Answer, at: datetime) -> LinkedDocument:
    """A document that did not come: gone when a second run sees the same, 20 hours later, as with any page.

    A wall or a sign on the door says nothing about it, and where no file ever came a page is no loss.
    """
    response, document = answer.exchange.response, answer.document
    status = response.status if response is not None else None
    if status == _OK and not known.content_hash:
        return replace(known, http_status=status)
    if status == _OK and document is not None:
        view = View(document=document, url=known.url, final_url=answer.exchange.final_url)
        if read_page(view).page in _SAYS_NOTHING:
            return known
    since = known.gone_since or at
    return replace(known, http_status=status, gone_since=since, is_gone=known.is_gone or at - since >= _SECOND_RUN)
