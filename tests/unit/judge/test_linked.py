"""A file behind a page: there, not there, something else in its place."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.judge.linked import as_answered
from monitor.model.document import Document, MediaKind
from monitor.model.exchange import Exchange, Failure, FailureKind, Outcome, Response
from monitor.model.observation import Answer, LinkedDocument
from monitor.model.plan import Purpose, Request
from tests.unit.judge.made import NOW, page

PDF = "https://www.voorbeeld.nl/media/logging.pdf"
KNOWN = LinkedDocument(url=PDF, name="Handreiking logging", etag='"1"', content_hash="1", text_hash="t", size_bytes=9)
MISSING = page("Deze pagina bestaat niet.", title="Pagina niet gevonden", heading="Pagina niet gevonden")
LOG_IN = page("Log in met uw gebruikersnaam en wachtwoord.", title="Inloggen", heading="Inloggen")
WALL = page("The requested URL was rejected. Your support ID is: 1.", title="Request Rejected")
UPKEEP = page("Wegens onderhoud zijn wij tijdelijk niet bereikbaar.", title="Onderhoud", heading="Onderhoud")
NEXT_DAY = NOW + timedelta(hours=22)


def answer(outcome: Outcome, document: Document | None = None) -> Answer:
    exchange = Exchange(request=Request(url=PDF, purpose=Purpose.LINKED), outcome=outcome, final_url=PDF)
    return Answer(exchange=exchange, document=document)


def status(number: int) -> Answer:
    return answer(Response(status=number, content=b"x"))


def instead(document: Document) -> Answer:
    return answer(Response(status=200, content=b"<html>"), document)


@pytest.mark.parametrize("said", [status(404), status(410), instead(MISSING), instead(LOG_IN)])
def test_a_document_is_gone_when_a_second_run_sees_the_same_a_day_later(said: Answer) -> None:
    first = as_answered(KNOWN, [said], at=NOW)
    assert (first.is_gone, first.gone_since) == (False, NOW)
    assert not as_answered(first, [said], at=NOW + timedelta(hours=2)).is_gone
    second = as_answered(first, [said], at=NEXT_DAY)
    assert (second.is_gone, second.gone_since) == (True, NOW)
    assert (second.content_hash, second.text_hash, second.size_bytes) == ("1", "t", 9), "how it was stays known"


@pytest.mark.parametrize(
    "said",
    [
        status(403),
        status(429),
        status(503),
        answer(Failure(kind=FailureKind.FIRST_BYTE_TIMEOUT)),
        answer(Response(status=200, content=b"%PDF", truncated="closed"), Document(kind=MediaKind.PDF)),
        instead(WALL),
        instead(UPKEEP),
    ],
)
def test_being_kept_out_or_waiting_neither_adds_to_a_loss_nor_ends_it(said: Answer) -> None:
    missed = as_answered(KNOWN, [status(404)], at=NOW)
    for known in (KNOWN, missed):
        after = as_answered(known, [said], at=NEXT_DAY)
        assert (after.is_gone, after.gone_since, after.content_hash) == (False, known.gone_since, "1")


@pytest.mark.parametrize(
    "said",
    [
        answer(Response(status=304)),
        answer(Response(status=200, content=b"%PDF"), Document(kind=MediaKind.PDF)),
        answer(Response(status=200, digest="1")),
    ],
)
def test_a_document_that_is_there_again_is_no_longer_missed(said: Answer) -> None:
    gone = replace(KNOWN, gone_since=NOW, is_gone=True)
    after = as_answered(gone, [said], at=NEXT_DAY)
    assert (after.is_gone, after.gone_since) == (False, None)


def test_where_no_file_ever_came_a_page_is_no_loss() -> None:
    never_read = LinkedDocument(url=PDF, name="Handreiking logging")
    after = as_answered(as_answered(never_read, [instead(MISSING)], at=NOW), [instead(MISSING)], at=NEXT_DAY)
    assert (after.is_gone, after.content_hash, after.http_status) == (False, "", 200)


def test_a_link_that_was_dead_from_the_start_is_a_loss_all_the_same() -> None:
    never_read = LinkedDocument(url=PDF, name="Handreiking logging")
    assert as_answered(as_answered(never_read, [status(404)], at=NOW), [status(404)], at=NEXT_DAY).is_gone


def test_another_documents_answer_says_nothing() -> None:
    other = replace(KNOWN, url="https://www.voorbeeld.nl/media/bijlage.pdf")
    assert as_answered(other, [status(404)], at=NOW) == other
