from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.judge.standing import after_report, need_of, next_standing
from monitor.model.verdict import CLEARING, Standing, StandingWord, State, StateClass, Verdict

START = datetime(2026, 11, 2, 6, tzinfo=UTC)

Visit = tuple[State, str | None, float, bool]


def fold(*visits: Visit, target: str = "https://new.example/x") -> Standing:
    standing: Standing | None = None
    for run, (state, reason, hours, rechecked) in enumerate(visits, start=1):
        verdict = Verdict(
            state=state,
            reason=reason,
            moved_to=target if state is State.MOVED else None,
            temporary_target=target if state is State.REDIRECTED else None,
        )
        standing = next_standing(standing, verdict, at=START + timedelta(hours=hours), run=run, rechecked=rechecked)
    assert standing is not None
    return standing


def seen(state: State, hours: float, *, reason: str | None = None, rechecked: bool = True) -> Visit:
    return (state, reason, hours, rechecked)


def test_a_410_is_confirmed_by_a_recheck_in_the_same_run() -> None:
    standing = fold(seen(State.DEAD, 0, reason="410"))
    assert (standing.word, standing.confirmed_at) == (StandingWord.CONFIRMED, START)


def test_a_410_without_a_recheck_is_pending() -> None:
    assert fold(seen(State.DEAD, 0, reason="410", rechecked=False)).word is StandingWord.PENDING


def test_a_404_needs_a_second_run_a_day_later() -> None:
    assert fold(seen(State.DEAD, 0, reason="404")).word is StandingWord.PENDING
    assert fold(seen(State.DEAD, 0, reason="404"), seen(State.DEAD, 19.9, reason="404")).word is StandingWord.PENDING
    standing = fold(seen(State.DEAD, 0, reason="404"), seen(State.DEAD, 20, reason="404"))
    assert (standing.word, standing.since, standing.observations) == (StandingWord.CONFIRMED, START, 2)
    assert standing.confirmed_at == START + timedelta(hours=20)


def test_a_404_that_was_never_rechecked_stays_pending() -> None:
    visits = [seen(State.DEAD, 24.0 * day, reason="404", rechecked=False) for day in range(5)]
    assert fold(*visits).word is StandingWord.PENDING


def test_one_recheck_in_any_run_of_the_trouble_is_enough() -> None:
    first, second = seen(State.DEAD, 0, reason="404"), seen(State.DEAD, 24, reason="404", rechecked=False)
    assert fold(first, second).word is StandingWord.CONFIRMED


def test_a_host_that_is_gone_needs_three_runs_over_nearly_three_days() -> None:
    days = [seen(State.HOST_GONE, hours) for hours in (0, 24, 48, 72)]
    assert fold(*days[:3]).word is StandingWord.PENDING
    assert fold(*days).word is StandingWord.CONFIRMED
    assert fold(days[0], days[3]).word is StandingWord.PENDING


def test_a_timeout_that_becomes_a_server_error_goes_on_counting() -> None:
    standing = fold(seen(State.TIMEOUT, 0), seen(State.SERVER_ERROR, 24), seen(State.UNREACHABLE, 72))
    assert (standing.word, standing.since, standing.first_run) == (StandingWord.CONFIRMED, START, 1)


def test_another_class_of_trouble_begins_anew() -> None:
    standing = fold(seen(State.TIMEOUT, 0), seen(State.DEAD, 24, reason="404"))
    assert (standing.word, standing.observations, standing.first_run) == (StandingWord.PENDING, 1, 2)


def test_one_good_visit_clears_what_was_pending_to_ok() -> None:
    standing = fold(seen(State.DEAD, 0, reason="404"), seen(State.ALIVE, 24))
    assert (standing.word, standing.recovered_at) == (StandingWord.OK, None)


def test_one_good_visit_after_confirmation_is_a_recovery_told_once() -> None:
    standing = fold(seen(State.DEAD, 0, reason="410"), seen(State.ALIVE, 24))
    assert (standing.word, standing.state, standing.reason) == (StandingWord.RECOVERED, State.DEAD, "410")
    assert standing.recovered_at == START + timedelta(hours=24)
    assert after_report(standing).word is StandingWord.OK
    assert after_report(after_report(standing)) == after_report(standing)


def test_what_recovered_tells_when_its_trouble_began_and_is_good_since_its_recovery() -> None:
    visits = [seen(State.DEAD, 0, reason="410"), seen(State.ALIVE, 72)]
    assert fold(*visits).since == START
    good = next_standing(after_report(fold(*visits)), Verdict(state=State.ALIVE), at=START + timedelta(hours=96), run=3)
    assert (good.word, good.state, good.since) == (StandingWord.OK, State.ALIVE, START + timedelta(hours=72))


def test_being_kept_out_neither_adds_nor_clears() -> None:
    pending = fold(seen(State.DEAD, 0, reason="404"))
    assert fold(seen(State.DEAD, 0, reason="404"), seen(State.BLOCKED, 24)) == pending
    assert fold(seen(State.DEAD, 0, reason="404"), seen(State.NOT_CHECKED, 24, reason="robots")) == pending


def test_after_four_runs_kept_out_someone_must_look_by_hand() -> None:
    visits = [seen(State.BLOCKED, 24.0 * day) for day in range(4)]
    assert fold(*visits[:3]).word is StandingWord.PENDING
    standing = fold(*visits)
    assert (standing.look_by_hand, standing.state_class) == (True, StateClass.BLOCKED)


def test_needing_an_account_takes_two_runs_and_walls_do_not_add_to_it() -> None:
    assert fold(seen(State.LOGIN_REQUIRED, 0), seen(State.LOGIN_REQUIRED, 24)).word is StandingWord.CONFIRMED
    assert fold(seen(State.BLOCKED, 0), seen(State.LOGIN_REQUIRED, 24)).word is StandingWord.PENDING


def test_a_move_is_confirmed_by_two_runs_with_the_same_target() -> None:
    standing = fold(seen(State.MOVED, 0), seen(State.MOVED, 24))
    assert (standing.word, standing.target, standing.target_runs) == (
        StandingWord.CONFIRMED,
        "https://new.example/x",
        2,
    )


def test_a_move_to_another_place_counts_anew() -> None:
    first = next_standing(None, Verdict(state=State.MOVED, moved_to="https://a.example/"), at=START, run=1)
    second = next_standing(
        first, Verdict(state=State.MOVED, moved_to="https://b.example/"), at=START + timedelta(days=1), run=2
    )
    assert (second.word, second.target_runs, second.since) == (StandingWord.PENDING, 1, START)


def test_a_moved_source_that_answers_in_its_old_place_is_clear_again() -> None:
    standing = fold(seen(State.MOVED, 0), seen(State.MOVED, 24), seen(State.ALIVE, 48))
    assert (standing.word, standing.target) == (StandingWord.RECOVERED, None)


def test_a_dead_page_that_turns_out_to_have_moved_has_recovered_and_then_moves() -> None:
    dead_then_moved = (seen(State.DEAD, 0, reason="410"), seen(State.MOVED, 24))
    assert fold(*dead_then_moved).word is StandingWord.RECOVERED
    standing = fold(*dead_then_moved, seen(State.MOVED, 48))
    assert (standing.word, standing.state) == (StandingWord.CONFIRMED, State.MOVED)


def test_a_temporary_target_that_stays_becomes_a_move_after_four_runs_over_twenty_days() -> None:
    weeks = [seen(State.REDIRECTED, 24.0 * day) for day in (0, 7, 14, 21, 28)]
    assert fold(*weeks[:3]).word is StandingWord.OK
    standing = fold(*weeks[:4])
    assert (standing.word, standing.state, standing.reason) == (
        StandingWord.CONFIRMED,
        State.MOVED,
        "temporary-target",
    )
    assert fold(*weeks).word is StandingWord.CONFIRMED


def test_a_temporary_target_that_changes_stays_a_detour() -> None:
    standing: Standing | None = None
    for week in range(8):
        verdict = Verdict(state=State.REDIRECTED, temporary_target=f"https://new.example/{week % 2}")
        standing = next_standing(standing, verdict, at=START + timedelta(weeks=week), run=week)
    assert standing is not None
    assert standing.word is StandingWord.OK


def test_a_void_run_leaves_the_standing_as_it_was() -> None:
    ok = fold(seen(State.ALIVE, 0))
    verdict = Verdict(state=State.NOT_CHECKED, reason="void-run")
    assert next_standing(ok, verdict, at=START + timedelta(days=1), run=2) == ok


def test_a_second_look_at_the_same_moment_is_not_a_second_run() -> None:
    standing = fold(seen(State.SOFT_404, 24), seen(State.SOFT_404, 24), seen(State.SOFT_404, 0))
    assert standing.observations == 1


_HOURS = st.floats(min_value=0.1, max_value=200, allow_nan=False)
_VISIT = st.tuples(st.sampled_from(list(State)), st.sampled_from([None, "404", "410", "451"]), _HOURS, st.booleans())


@given(st.lists(_VISIT, min_size=1, max_size=12))
def test_nothing_is_confirmed_earlier_than_the_table_allows(steps: list[Visit]) -> None:
    standing: Standing | None = None
    at = START
    good = at
    for run, (state, reason, hours, rechecked) in enumerate(steps, start=1):
        at += timedelta(hours=hours)
        verdict = Verdict(state=state, reason=reason, moved_to="https://n.example/" if state is State.MOVED else None)
        standing = next_standing(standing, verdict, at=at, run=run, rechecked=rechecked)
        if state in CLEARING:
            good = at
        if standing.word is StandingWord.CONFIRMED and standing.confirmed_at == at:
            need = need_of(standing.state, standing.reason)
            assert standing.since is not None
            assert at - standing.since >= need.spread
            assert standing.since >= good or standing.state is State.MOVED
            assert standing.observations >= need.runs


@given(st.lists(_VISIT, min_size=1, max_size=12), st.sampled_from(sorted(CLEARING - {State.MOVED})))
def test_one_good_visit_always_clears(steps: list[Visit], good: State) -> None:
    standing: Standing | None = None
    at = START
    for run, (state, reason, hours, rechecked) in enumerate(steps, start=1):
        at += timedelta(hours=hours)
        standing = next_standing(standing, Verdict(state=state, reason=reason), at=at, run=run, rechecked=rechecked)
    after = next_standing(standing, Verdict(state=good), at=at + timedelta(hours=1), run=99)
    assert after.word in {StandingWord.OK, StandingWord.RECOVERED}
