"""Quiet visits: what is copied from one that is alike is what judging each would have said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.change import Fact, FactKind, HostProfile
from monitor.model.exchange import Certificate, Exchange, Failure, FailureKind, Hop, Outcome, Response
from monitor.model.observation import Remembered
from monitor.model.plan import Request
from monitor.model.source import Source, SourceId, Tool, ToolId, Watch
from monitor.model.verdict import Flag, Page, Standing, StandingWord, State
from monitor.observe import Sight, observe_source
from monitor.quiet import Quiet

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
PAGE = b"<p>A page.</p>"
RULE = f"1:{Watch().rule_id}"
COPY = Response(status=200, content=PAGE).content_hash

FIELDS = st.fixed_dictionaries(
    {}, optional={"etag": st.sampled_from(['"1"', '"2"']), "cf-mitigated": st.just("challenge"), "x": st.just("y")}
).map(MappingProxyType)
ANSWERS = st.one_of(
    st.builds(Response, status=st.just(304), fields=FIELDS),
    st.builds(
        Response,
        status=st.sampled_from([200, 203, 204, 206, 404]),
        fields=FIELDS,
        content=st.sampled_from([PAGE, b""]),
        truncated=st.sampled_from([None, None, "limits.html_mib"]),
        transfer_hash=st.sampled_from(["", "aa", "bb"]),
    ),
    st.builds(Failure, kind=st.sampled_from([FailureKind.REFUSED, FailureKind.FIRST_BYTE_TIMEOUT])),
)
URLS = ("https://www.voorbeeld.nl/a", "http://www.voorbeeld.nl/b", "https://www.voorbeeld.nl/")
VISITS = st.builds(
    Exchange,
    request=st.builds(Request, url=st.sampled_from(URLS), etag=st.sampled_from(['"1"', '"1"', None])),
    outcome=ANSWERS,
    final_url=st.sampled_from(URLS),
    hops=st.sampled_from([(), (), (Hop(url=URLS[0], status=301, location=URLS[1]),)]),
    certificate=st.none()
    | st.builds(
        Certificate,
        not_after=st.sampled_from([NOW + timedelta(days=3), NOW + timedelta(days=90)]),
        issuer=st.just("CA"),
        fingerprint=st.just("ab"),
    ),
    requests=st.integers(1, 3),
    bytes_received=st.integers(0, 9),
    elapsed_seconds=st.sampled_from([0.1, 9.0]),
    robots_disallowed=st.booleans(),
    plain_accept=st.booleans(),
    limits=st.sampled_from([(), (), ("limits.redirects",)]),
)
MEMORIES = st.none() | st.builds(
    Remembered,
    source=st.just(SourceId("a")),
    url=st.sampled_from(URLS),
    content_hash=st.sampled_from([COPY, COPY, "cd" * 32]),
    transfer_hash=st.sampled_from(["", "aa"]),
    rule_id=st.sampled_from([RULE, RULE, "1:other"]),
    copy_id=st.sampled_from([1, 1, None]),
    page=st.sampled_from([Page.DOCUMENT, Page.SHELL, None]),
    flags=st.sampled_from([(), (Flag.FRAGMENT_MISSING,), (Flag.PLAIN_HTTP, Flag.UNREADABLE)]),
    notices=st.sampled_from([(), (Fact(kind=FactKind.WITHDRAWN),)]),
    standing=st.builds(Standing, word=st.sampled_from(StandingWord), state=st.sampled_from([State.ALIVE, State.DEAD])),
    has_linked=st.booleans(),
)
TOOL = Tool(id=ToolId("t"), title="T")
shared = Quiet(NOW)


@given(visit=VISITS, memory=MEMORIES, url=st.sampled_from(URLS), documents=st.booleans())
def test_a_quiet_visit_is_observed_as_the_judge_would(
    visit: Exchange, memory: Remembered | None, url: str, *, documents: bool
) -> None:
    source = Source(id=SourceId("a"), tool=TOOL.id, url=url, watch=Watch(documents=documents))
    found = shared.observe(visit, source, TOOL, memory)
    if found is not None:
        whole = observe_source(
            Sight(
                source=source,
                tool=TOOL,
                exchange=visit,
                document=None,
                remembered=memory,
                past=None,
                host=HostProfile(),
                now=NOW,
            )
        )
        assert found == whole


@pytest.mark.parametrize("outcome", [Response(status=304), Response(status=200, content=PAGE)], ids=["304", "same"])
def test_the_held_copy_is_quiet_unless_something_is_odd(outcome: Outcome) -> None:
    source = Source(id=SourceId("a"), tool=TOOL.id, url=URLS[0])
    memory = Remembered(source=source.id, url=URLS[0], copy_id=1, content_hash=COPY, rule_id=RULE, page=Page.DOCUMENT)
    asked = Request(url=URLS[0], etag='"1"', validators_of=URLS[0])
    visit = Exchange(request=asked, outcome=outcome, final_url=URLS[0])
    soon = Certificate(not_after=NOW + timedelta(days=3), issuer="CA", fingerprint="ab")
    found = Quiet(NOW).observe(visit, source, TOOL, memory)
    assert found is not None
    assert found.verdict.state is State.ALIVE
    odd = [
        replace(visit, certificate=soon),
        replace(visit, hops=(Hop(url=URLS[1], status=302, location=URLS[0]),)),
        replace(visit, elapsed_seconds=9.0),
        replace(visit, outcome=Response(status=200, content=b"other")),
        replace(visit, outcome=Failure(kind=FailureKind.REFUSED)),
        replace(visit, outcome=Response(status=304), request=Request(url=URLS[0])),
    ]
    assert [Quiet(NOW).observe(one, source, TOOL, memory) for one in odd] == [None] * len(odd)
    assert Quiet(NOW).observe(visit, source, TOOL, replace(memory, has_linked=True)) is None
    assert Quiet(NOW).observe(visit, source, TOOL, None) is None
