"""What a web archive is asked, and what is made of its answer."""

import json
from types import MappingProxyType

import pytest

from monitor.archive import lookup, may_be_looked_up, memento
from monitor.model.exchange import Exchange, Failure, FailureKind, Outcome, Response
from monitor.model.plan import Purpose, Request
from monitor.model.source import Source, SourceId, Tlp, ToolId

PAGE = Source(id=SourceId("a"), tool=ToolId("a"), url="https://x.nl/p?q=1#top")


def answered(outcome: Outcome, final_url: str = "https://archive.example/") -> Exchange:
    return Exchange(request=Request(url="https://archive.example/"), outcome=outcome, final_url=final_url)


def response(content: object, **fields: str) -> Response:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return Response(status=200, content=body, fields=MappingProxyType(fields or {"content-type": "application/json"}))


@pytest.mark.parametrize(
    ("archive", "asked"),
    [
        ("https://a.example/available", "https://a.example/available?url=https%3A%2F%2Fx.nl%2Fp%3Fq%3D1"),
        ("https://a.example/available?url=", "https://a.example/available?url=https%3A%2F%2Fx.nl%2Fp%3Fq%3D1"),
        ("https://a.example/?k=1", "https://a.example/?k=1&url=https%3A%2F%2Fx.nl%2Fp%3Fq%3D1"),
        ("https://a.example/gate/", "https://a.example/gate/https://x.nl/p?q=1"),
        ("https://a.example/{url}/last", "https://a.example/https%3A%2F%2Fx.nl%2Fp%3Fq%3D1/last"),
    ],
)
def test_the_page_stands_in_the_question_as_the_archive_wants_it(archive: str, asked: str) -> None:
    request = lookup(archive, PAGE)
    assert (request.url, request.purpose, request.sources) == (asked, Purpose.ARCHIVE, ("a",))


def test_only_what_is_public_is_looked_up() -> None:
    assert [label for label in Tlp if may_be_looked_up(label)] == [Tlp.CLEAR]


def test_an_availability_service_names_the_copy() -> None:
    closest = {"available": True, "url": "https://a.example/web/2024/x", "timestamp": "20240101000000"}
    found = memento(answered(response({"archived_snapshots": {"closest": closest}})))
    assert found is not None
    assert (found.url, found.ground, found.title) == ("https://a.example/web/2024/x", "archive", "20240101000000")


def test_a_timegate_leads_to_the_copy() -> None:
    exchange = answered(
        response(b"<html>", **{"memento-datetime": "Mon, 1 Jan 2024 00:00:00 GMT"}), "https://a.example/m"
    )
    found = memento(exchange)
    assert found is not None
    assert found.url == "https://a.example/m"


@pytest.mark.parametrize(
    "outcome",
    [
        response({"archived_snapshots": {}}),
        response({"archived_snapshots": {"closest": {"available": False, "url": "https://a.example/x"}}}),
        response({"archived_snapshots": {"closest": {"url": "javascript:alert(1)"}}}),
        response(b"not json"),
        response([1]),
        Response(status=404),
        Failure(kind=FailureKind.RESET),
    ],
)
def test_anything_else_is_no_copy(outcome: Outcome) -> None:
    assert memento(answered(outcome)) is None
