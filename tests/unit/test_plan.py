"""What is asked in a run, and what an answer makes us ask next."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.model.observation import Observation, Remembered, Want
from monitor.model.plan import HeldContent, Purpose, Request
from monitor.model.source import Catalogue, Source, SourceId, Tool, ToolId, Watch
from monitor.model.verdict import Standing, StandingWord, State, Verdict
from monitor.plan import default_canaries, merged, plan_linked, plan_recheck, plan_run

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
WEEK = timedelta(days=7)


def tool(name: str, *urls: str, watch: Watch | None = None) -> Tool:
    sources = tuple(
        Source(id=SourceId(f"{name}-{n}"), tool=ToolId(name), url=url, watch=watch or Watch())
        for n, url in enumerate(urls)
    )
    return Tool(id=ToolId(name), title=name, sources=sources)


def catalogue(*tools: Tool) -> Catalogue:
    return Catalogue(title="Toolkit", tools=tools)


def held(source: Source, **fields: object) -> Remembered:
    plain = Remembered(
        source=source.id,
        url=source.url,
        etag='"1"',
        last_modified="Mon, 16 Nov 2026 06:00:00 GMT",
        content_hash="00",
        rule_id=f"1:{source.watch.rule_id}",
        copy_id=1,
        last_visit=NOW - WEEK,
        last_state=State.ALIVE,
    )
    return replace(plain, **fields)  # type: ignore[arg-type]  # fields of Remembered, by name


def test_sources_that_share_an_address_share_one_request() -> None:
    plan = plan_run(catalogue(tool("a", "https://x.nl/p#one"), tool("b", "https://x.nl/p#two")), {}, NOW)
    assert [request.sources for request in plan.requests] == [("a-0", "b-0")]
    assert plan.requests[0].url == "https://x.nl/p"


@given(st.lists(st.sampled_from(["https://x.nl/a", "https://x.nl/a#f", "https://x.nl/b", "https://y.nl/"]), max_size=8))
def test_a_plan_never_asks_a_target_twice(urls: list[str]) -> None:
    plan = plan_run(catalogue(*(tool(f"t{n}", url) for n, url in enumerate(urls))), {}, NOW)
    asked = [request.url for request in plan.requests]
    assert len(asked) == len(set(asked))
    assert sum(len(request.sources) for request in plan.requests) == len(urls)


def test_a_tool_without_an_address_is_skipped_by_name() -> None:
    plan = plan_run(catalogue(tool("faq")), {}, NOW)
    assert [(skipped.source, skipped.reason) for skipped in plan.skipped] == [("faq", "no-address")]


def test_validators_go_back_as_they_came() -> None:
    one = tool("a", "https://x.nl/p")
    plan = plan_run(catalogue(one), {one.sources[0].id: held(one.sources[0])}, NOW)
    assert plan.requests[0].etag == '"1"'
    assert plan.requests[0].last_modified == "Mon, 16 Nov 2026 06:00:00 GMT"


def test_a_visit_is_unconditional_without_a_copy_after_an_edit_and_every_fourth_time() -> None:
    one = tool("a", "https://x.nl/p")
    source = one.sources[0]
    for fields in (
        {"copy_id": None},
        {"rule_id": "1:other"},
        {"url": "https://x.nl/old"},
        {"visits_since_full": 3},
    ):
        plan = plan_run(catalogue(one), {source.id: held(source, **fields)}, NOW)
        assert plan.requests[0].etag is None, fields


def test_sources_with_different_copies_of_one_address_ask_for_all_of_it() -> None:
    a, b = tool("a", "https://x.nl/p"), tool("b", "https://x.nl/p")
    memory = {a.sources[0].id: held(a.sources[0]), b.sources[0].id: held(b.sources[0], etag='"2"')}
    assert plan_run(catalogue(a, b), memory, NOW).requests[0].etag is None


def test_content_may_be_left_out_where_all_that_wait_for_it_hold_the_same() -> None:
    a, b = tool("a", "https://x.nl/p"), tool("b", "https://x.nl/p")
    both = {one.sources[0].id: held(one.sources[0], transfer_hash="aa") for one in (a, b)}
    assert plan_run(catalogue(a, b), both, NOW).requests[0].held == HeldContent("aa", "00")
    for fields in ({"transfer_hash": "bb"}, {"content_hash": "11"}, {"rule_id": "1:other"}, {"copy_id": None}):
        other = {**both, b.sources[0].id: held(b.sources[0], **{"transfer_hash": "aa", **fields})}
        assert plan_run(catalogue(a, b), other, NOW).requests[0].held is None, fields
    assert plan_run(catalogue(a), {a.sources[0].id: held(a.sources[0])}, NOW).requests[0].held is None


def test_a_full_visit_is_asked_without_validators_and_its_content_may_be_left_out() -> None:
    one = tool("a", "https://x.nl/p")
    memory = {one.sources[0].id: held(one.sources[0], transfer_hash="aa", visits_since_full=3)}
    asked = plan_run(catalogue(one), memory, NOW).requests[0]
    assert (asked.etag, asked.held) == (None, HeldContent("aa", "00"))


def test_an_interval_makes_a_source_wait_but_a_suspect_never_waits() -> None:
    one = tool("a", "https://x.nl/p", watch=Watch(interval=timedelta(days=30)))
    source = one.sources[0]
    waits = plan_run(catalogue(one), {source.id: held(source)}, NOW)
    assert waits.requests == ()
    assert waits.skipped[0].reason == "not-due"
    suspect = held(source, standing=Standing(word=StandingWord.PENDING, state=State.DEAD))
    assert plan_run(catalogue(one), {source.id: suspect}, NOW).requests


def test_a_source_is_due_a_little_before_its_whole_interval_has_passed() -> None:
    one = tool("a", "https://x.nl/p")
    source = one.sources[0]
    memory = {source.id: held(source, last_visit=NOW - WEEK + timedelta(minutes=20))}
    assert plan_run(catalogue(one), memory, NOW, interval=WEEK).requests


def test_a_retry_after_is_carried_to_a_later_run() -> None:
    one = tool("a", "https://x.nl/p")
    source = one.sources[0]
    memory = {source.id: held(source, not_before=NOW + timedelta(hours=1))}
    assert plan_run(catalogue(one), memory, NOW).requests == ()
    assert plan_run(catalogue(one), memory, NOW, only=frozenset({"a"})).requests


def test_default_canaries_are_the_longest_lived_hosts_one_a_domain() -> None:
    tools = [tool(name, f"https://www.{name}.nl/") for name in ("a", "b", "c", "d")]
    memory = {t.sources[0].id: held(t.sources[0], alive_runs=n) for n, t in enumerate(tools, start=1)}
    assert default_canaries(catalogue(*tools), memory) == {"b-0", "c-0", "d-0"}
    few = dict(list(memory.items())[:2])
    assert default_canaries(catalogue(*tools), few) == frozenset()


def observation(*wants: Want, url: str = "https://x.nl/dir/page.html", state: State = State.DEAD) -> Observation:
    return Observation(
        source=SourceId("a"),
        tool=ToolId("a"),
        url=url,
        at=NOW,
        verdict=Verdict(state=state),
        final_url=url,
        wants=frozenset(wants),
    )


def test_a_recheck_waits_and_takes_a_new_connection() -> None:
    (request,) = plan_recheck(observation(Want.RECHECK), seconds=60.0, rng=random.Random(1))
    assert (request.purpose, request.after_seconds, request.fresh_connection) == (Purpose.RECHECK, 60.0, True)
    assert request.etag is None


def test_a_probe_keeps_folder_and_ending() -> None:
    requests = plan_recheck(observation(Want.SIBLING, Want.HOME), seconds=60.0, rng=random.Random(1))
    by_purpose = {request.purpose: request.url for request in requests}
    assert by_purpose[Purpose.HOME] == "https://x.nl/"
    assert by_purpose[Purpose.SIBLING].startswith("https://x.nl/dir/")
    assert by_purpose[Purpose.SIBLING].endswith(".html")


def test_probes_of_one_folder_are_asked_once_for_all_its_sources() -> None:
    one = Request(url="https://x.nl/dir/aaa", purpose=Purpose.SIBLING, sources=(SourceId("a"),))
    two = replace(one, url="https://x.nl/dir/bbb", sources=(SourceId("b"),))
    assert [request.sources for request in merged((one, two))] == [("a", "b")]


def test_linked_documents_are_asked_for_conditionally_and_within_a_budget() -> None:
    links = [(f"https://x.nl/{n}.pdf", '"e"', None) for n in range(5)]
    requests = plan_linked(links, source=SourceId("a"), budget=3)
    assert [request.url[-5:] for request in requests] == ["0.pdf", "1.pdf", "2.pdf"]
    assert {request.etag for request in requests} == {'"e"'}


def test_an_edited_fragment_is_looked_for_in_the_page_itself() -> None:
    edited = tool("a", "https://x.nl/p#new")
    (source,) = edited.sources
    before = held(replace(source, url="https://x.nl/p#old"))
    (request,) = plan_run(catalogue(edited), {source.id: before}, NOW).requests
    assert (request.etag, request.last_modified) == (None, None)
