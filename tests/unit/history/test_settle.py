import random
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.history import History, settle
from monitor.judge.standing import next_standing as real_next_standing
from monitor.judge.standing import told_until
from monitor.model.change import Fact, FactKind, NoiseProfile
from monitor.model.exchange import Hop
from monitor.model.observation import Observation, RunStatus, Suggestion
from monitor.model.source import SourceId
from monitor.model.verdict import Flag, Page, StandingWord, State, Verdict
from tests.unit.history.conftest import RunMaker
from tests.unit.history.values import NOW, WEEK, alive, changed, document, gone, next_standing, not_modified

BIO = SourceId("bio")


def test_a_304_keeps_the_remembered_document(history: History, visit: RunMaker) -> None:
    visit(alive(kept=document()))
    before = history.memory()[BIO]
    visit(not_modified(at=NOW + WEEK), now=NOW + WEEK)
    after = history.memory()[BIO]
    assert history.past(BIO).document == document()
    assert (
        replace(after, standing=before.standing, last_visit=before.last_visit, visits_since_full=0, alive_runs=1)
        == before
    )
    assert (after.visits_since_full, after.alive_runs, after.last_visit) == (1, 2, NOW + WEEK)


@pytest.mark.parametrize(
    "answer",
    [
        gone(at=NOW + WEEK),
        gone(at=NOW + WEEK, state=State.SOFT_404),
        alive(at=NOW + WEEK, etag='"other"', verdict=Verdict(state=State.ALIVE, flags=(Flag.TRUNCATED,))),
        alive(at=NOW + WEEK, full_visit=False, http_status=None, etag=None, verdict=Verdict(state=State.TIMEOUT)),
    ],
    ids=["dead", "soft 404", "truncated", "time-out"],
)
def test_an_answer_that_is_not_trusted_never_touches_what_is_held(
    history: History, visit: RunMaker, answer: Observation
) -> None:
    visit(alive(kept=document()))
    before = history.memory()[BIO]
    visit(answer, now=NOW + WEEK)
    after = history.memory()[BIO]
    held = ("url", "etag", "last_modified", "content_hash", "rule_id", "copy_id", "page", "flags", "final_url")
    assert [getattr(after, name) for name in held] == [getattr(before, name) for name in held]
    assert history.past(BIO) == replace(history.past(BIO), document=document(), kept_at=NOW)
    assert after.last_state is answer.verdict.state


def test_a_void_run_is_written_down_and_counts_for_nothing(history: History, visit: RunMaker) -> None:
    visit(alive(kept=document()))
    before, past = history.memory(), history.past(BIO)
    run = visit(gone(at=NOW + WEEK), alive("new"), now=NOW + WEEK, void="no-network")
    assert (run.status, run.void_reason) == (RunStatus.VOID, "no-network")
    assert (history.memory(), history.past(BIO)) == (before, past)
    told = {each.observation.source: each for each in history.run_record(run.id)}
    assert told[BIO].observation.verdict.state is State.DEAD
    assert told[BIO].standing == before[BIO].standing


def test_what_a_void_run_learned_is_not_kept(history: History, visit: RunMaker) -> None:
    visit(alive(noise=NoiseProfile(transitions=9)), void="no-network")
    visit(alive())
    assert history.past(BIO).noise == NoiseProfile()


def test_standings_fold_from_run_to_run(history: History, visit: RunMaker) -> None:
    visit(alive())
    visit(gone(at=NOW + WEEK), now=NOW + WEEK)
    last = visit(replace(gone(at=NOW + 2 * WEEK), rechecked=True), now=NOW + 2 * WEEK)
    words = [each.standing.word for each in history.timeline(BIO)]
    assert words == [StandingWord.OK, StandingWord.PENDING, StandingWord.PENDING]
    assert history.memory()[BIO].standing.observations == 2
    assert history.memory()[BIO].standing.first_run == last.id - 1


def test_settling_twice_counts_once(history: History) -> None:
    with history.run(now=NOW, engine="local", planned=1, is_partial=False) as recorder:
        recorder.record(alive())
        recorder.settle(next_standing, NOW)
        recorder.settle(next_standing, NOW)
        recorder.finish(NOW, {})
    assert history.memory()[BIO].alive_runs == 1


def test_a_new_address_is_remembered_only_with_what_was_fetched_from_it(history: History, visit: RunMaker) -> None:
    moved = "https://www.example.nl/new"
    visit(alive())
    visit(gone(at=NOW + WEEK), now=NOW + WEEK)
    visit(replace(gone(at=NOW + WEEK), url=moved), now=NOW + WEEK)
    assert history.memory()[BIO].url == "https://www.example.nl/bio"
    visit(alive(at=NOW + 2 * WEEK, url=moved, final_url=moved), now=NOW + 2 * WEEK)
    assert (history.memory()[BIO].url, history.memory()[BIO].final_url) == (moved, moved)
    assert [each.observation.url.rpartition("/")[2] for each in history.timeline(BIO)] == ["bio", "bio", "new", "new"]


def test_a_retry_after_reaches_into_the_next_run_and_ends_with_the_next_visit(
    history: History, visit: RunMaker
) -> None:
    visit(replace(gone(state=State.RATE_LIMITED), retry_after_seconds=90.5))
    assert history.memory()[BIO].not_before == NOW + timedelta(seconds=90.5)
    visit(alive(at=NOW + WEEK), now=NOW + WEEK)
    assert history.memory()[BIO].not_before is None


def test_a_redirect_is_remembered_with_where_it_led(history: History, visit: RunMaker) -> None:
    hops = (Hop(url="https://www.example.nl/bio", status=301, location="https://nieuw.example.nl/"),)
    visit(alive(hops=hops, final_url="https://nieuw.example.nl/"))
    kept = history.memory()[BIO]
    assert (kept.redirect_status, kept.final_url, kept.page) == (301, "https://nieuw.example.nl/", Page.DOCUMENT)


def test_a_source_that_was_not_visited_stays_due(history: History, visit: RunMaker) -> None:
    verdict = Verdict(state=State.NOT_CHECKED, reason="budget")
    visit(alive(verdict=verdict, full_visit=False, http_status=None, etag=None))
    kept = history.memory()[BIO]
    assert (kept.last_visit, kept.last_state, kept.final_url) == (None, State.NOT_CHECKED, None)


def test_an_equal_text_is_kept_once(history: History, visit: RunMaker) -> None:
    visit(alive(kept=document()))
    visit(alive(at=NOW + WEEK, kept=replace(document(), content_hash="99" * 32)), now=NOW + WEEK)
    assert history.size().copies == 1
    visit(alive(at=NOW + 2 * WEEK, kept=replace(document(), rule_id="2:new")), now=NOW + 2 * WEEK)
    assert history.memory()[BIO].rule_id == "2:new"


def test_the_copy_of_any_moment_can_be_had(history: History, visit: RunMaker) -> None:
    visit(alive(kept=document("one")))
    visit(not_modified(at=NOW + WEEK), now=NOW + WEEK)
    visit(changed(at=NOW + 2 * WEEK, kept=document("two")), now=NOW + 2 * WEEK)
    assert [held.run for held in history.copies(BIO)] == [1, 3]
    assert history.copy_at(BIO, when=NOW + WEEK) == document("one")
    assert history.copy_at(BIO, run=3) == document("two")
    assert history.copy_at(BIO, when=NOW - WEEK) is None


def test_menus_that_look_alike_are_kept_as_their_difference(history: History, visit: RunMaker) -> None:
    menu = tuple(f"Onderwerp {number}" for number in range(40))
    pages = {f"s{n}": document(f"tekst {n}", menu=(*menu, f"Kruimelpad {n}")) for n in range(4)}
    visit(*(alive(name, kept=page) for name, page in pages.items()))
    assert {name: history.past(SourceId(name)).document for name in pages} == pages
    assert history.forget(["s0"]) == 1
    assert {name: history.past(SourceId(name)).document for name in list(pages)[1:]} == dict(list(pages.items())[1:])
    assert history.check() is None


def kinds_of_visits(name: str, at: datetime) -> list[Observation]:
    """What a visit may bring, alike for all sources but for their names, addresses and contents."""
    url, etag = f"https://www.example.nl/{name}", f'"{name}"'
    moved = Verdict(state=State.MOVED, moved_to=f"{url}/new")
    return [
        *(not_modified(name, at=at),) * 4,
        alive(name, at=at, etag=etag, content_hash=name.encode().hex().ljust(64, "0")),
        alive(name, at=at, verdict=Verdict(state=State.ALIVE, flags=(Flag.SLOW,))),
        alive(name, at=at, notices=(Fact(kind=FactKind.WITHDRAWN),)),
        changed(name, at=at, kept=document(name)),
        gone(name, at=at),
        gone(name, at=at, state=State.SERVER_ERROR),
        replace(gone(name, at=at), searched=True, suggestions=(Suggestion(url=url, ground="sitemap-same-title"),)),
        alive(name, at=at, verdict=moved, final_url=f"{url}/new", hops=(Hop(url=url, status=301),)),
        alive(name, at=at, url=f"{url}/edited", final_url=f"{url}/edited"),
        replace(gone(name, at=at, state=State.RATE_LIMITED), retry_after_seconds=90.0),
        replace(gone(name, at=at), verdict=Verdict(state=State.NOT_CHECKED, reason="budget")),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_visits_that_are_alike_are_settled_as_each_would_be_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    kept = []
    for alike in (settle._ALIKE, "FALSE"):
        monkeypatch.setattr(settle, "_ALIKE", alike)
        chance = random.Random(seed)
        with History.open(tmp_path / alike[:5], document_id="d", document_title="T", exclusive=True) as history:
            for week in range(5):
                now = NOW + week * WEEK
                with history.run(now=now, engine="local", planned=40, is_partial=False) as recorder:
                    for number in range(40):
                        recorder.record(chance.choice(kinds_of_visits(f"source-{number}", now)))
                    recorder.settle(told_until(NOW), now)
                    recorder.finish(now, {})
            timelines = [list(history.timeline(source)) for source in sorted(history.memory())]
            kept.append((history.memory(), timelines, list(history.period("p", up_to_run=5).health)))
    assert kept[0] == kept[1]


def flagged(at: datetime, *flags: Flag, state: State = State.ALIVE) -> Observation:
    return alive(at=at, verdict=Verdict(state=state, flags=flags))


def test_a_remark_keeps_its_first_run_as_long_as_each_visit_that_sees_the_page_shows_it(
    history: History, visit: RunMaker
) -> None:
    shown = [
        (Flag.FRAGMENT_MISSING, Flag.SLOW), (Flag.FRAGMENT_MISSING, Flag.SUPERSEDED), None, (Flag.FRAGMENT_MISSING,), (),
        (Flag.FRAGMENT_MISSING,),
    ]  # fmt: skip
    seen = []
    for week, flags in enumerate(shown):
        at = NOW + week * WEEK
        run = visit(flagged(at, *flags) if flags is not None else gone(at=at), now=at)
        remarks = history.memory()[BIO].standing.remarks
        seen.append([(one.name, run.id - one.run, (at - one.since) // WEEK) for one in remarks])
    assert seen == [
        [("fragment-missing", 0, 0)],
        [("fragment-missing", 1, 1), ("superseded", 0, 0)],
        [("fragment-missing", 2, 2), ("superseded", 1, 1)],  # a dead page shows nothing of itself
        [("fragment-missing", 3, 3)],
        [],
        [("fragment-missing", 0, 0)],
    ]


def test_moves_are_places_and_not_visits(tmp_path: Path) -> None:
    def moved(at: datetime, place: str) -> Observation:
        return alive(at=at, verdict=Verdict(state=State.MOVED, moved_to=place))

    places = ["", "/a", "/a", "/a", "", "/b", "/b", "/b", "/b", "/c"]
    with History.open(tmp_path / "monitor.db", document_id="t", document_title="T", exclusive=True) as history:
        for week, place in enumerate(places):
            at = NOW + week * WEEK
            with history.run(now=at, engine="local", planned=1, is_partial=False) as record:
                record.record(moved(at, place) if place else alive(at=at))
                record.settle(real_next_standing, at)
                record.finish(at, stats={})
        (health,) = history.period("2030-W01", since=NOW, until=NOW + len(places) * WEEK).health
    # The last place was seen once, and is not certain yet.
    assert (health.visits, health.moves) == (10, 2)
