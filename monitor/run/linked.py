"""The documents that a page links to: those known, those to ask for again."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from http import HTTPStatus

from monitor.history import History
from monitor.model.change import HostProfile
from monitor.model.document import Document
from monitor.model.exchange import Exchange
from monitor.model.observation import LinkedDocument, Remembered
from monitor.model.plan import Purpose
from monitor.model.source import Source


def known_linked(
    history: History, source: Source, remembered: Remembered | None, *, was_read: bool
) -> tuple[LinkedDocument, ...]:
    """The documents a source's page was known to link to; a page that was not read is asked about only if it had any."""
    if remembered is None or not (was_read or remembered.has_linked):
        return ()
    return history.past(source.id).linked


def linked_today(known: tuple[LinkedDocument, ...], document: Document | None) -> tuple[LinkedDocument, ...]:
    """The documents the page links to now, with what is known of them; those known where the page was not read."""
    if document is None:
        return known
    from monitor.compare.linked import linked_documents  # noqa: PLC0415 - only for pages that were read

    by_url = {linked.url: linked for linked in known}
    were_files = {linked.url for linked in known if linked.content_hash}
    return tuple(
        replace(by_url[linked.url], name=linked.name) if linked.url in by_url else linked
        for linked in linked_documents(document, also=were_files)
    )


def linked_before(
    known: tuple[LinkedDocument, ...], today: Iterable[LinkedDocument], held: Document | None
) -> tuple[LinkedDocument, ...]:
    """The documents known, and those of today that the held copy linked to where they were not watched: they are not new."""
    if held is None:
        return known
    seen, were_linked = {linked.url for linked in known}, {link.url for link in held.links}
    return (*known, *(linked for linked in today if linked.url in were_linked and linked.url not in seen))


def own_linked(
    lists: Iterable[tuple[LinkedDocument, ...]], document: Document | None, host: HostProfile
) -> Iterator[tuple[LinkedDocument, ...]]:
    """The lists without the files that the pages of the host share, where the page was read."""
    shared: frozenset[str] = frozenset()
    if document is not None and host.furniture:
        from monitor.compare.shared_files import shared_files  # noqa: PLC0415 - as above

        shared = shared_files(document, host.furniture)
    return (tuple(linked for linked in each if linked.url not in shared) for each in lists)


def worth_asking(known: Iterable[LinkedDocument]) -> Iterator[LinkedDocument]:
    """The documents that may have news; an address that names no file and gave a page when it was asked is a page."""
    from monitor.compare.linked import names_file  # noqa: PLC0415 - as above

    for linked in known:
        if linked.content_hash or linked.http_status != HTTPStatus.OK or names_file(linked.url):
            yield linked


def must_be_read(exchange: Exchange, seen: Exchange, known: Iterable[LinkedDocument]) -> bool:
    """Whether an answer's content must be read: not where it brought the bytes that we know, or that `seen` brought."""
    response = exchange.response
    if response is None:
        return True
    match exchange.request.purpose:
        case Purpose.LINKED:
            return response.content_hash not in {linked.content_hash for linked in known}
        case Purpose.CONFIRM:
            return not exchange.brings_same(seen)
        case _:
            return True
