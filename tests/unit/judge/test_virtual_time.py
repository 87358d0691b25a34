"""Scripted weeks: the day on which each trouble is first pending, confirmed and recovered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from monitor.judge.standing import after_report, next_standing
from monitor.model.verdict import Standing, StandingWord, State, Verdict

MONDAY = datetime(2026, 11, 2, 6, tzinfo=UTC)
BREAKS, MENDED = 8, 45
"""Days: it breaks on the Tuesday after the second Monday, and is mended six weeks in."""

NEW = "https://nieuw.example/x"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Days since the first Monday."""

    pending: int | None = None
    confirmed: int | None = None
    recovered: int | None = None


def weekly(day: int, standing: Standing | None) -> bool:
    """Every Monday; what is pending is due daily."""
    return day % 7 == 0 or (standing is not None and standing.is_suspect)


def daily(_day: int, _standing: Standing | None) -> bool:
    return True


def watch(
    trouble: Verdict, due: Callable[[int, Standing | None], bool], *, void_days: range = range(0), days: int = 70
) -> Seen:
    """Run the schedule over ten weeks with the trouble in the middle, a report each Monday."""
    standing: Standing | None = None
    first: dict[StandingWord, int] = {}
    for day in range(days):
        if not due(day, standing):
            continue
        broken = BREAKS <= day < MENDED
        verdict = trouble if broken else Verdict(state=State.ALIVE)
        if day in void_days:
            verdict = Verdict(state=State.NOT_CHECKED, reason="void-run")
        standing = next_standing(standing, verdict, at=MONDAY + timedelta(days=day), run=day, rechecked=broken)
        first.setdefault(standing.word, day)
        standing = after_report(standing) if day % 7 == 0 else standing
    word = StandingWord
    return Seen(
        pending=first.get(word.PENDING), confirmed=first.get(word.CONFIRMED), recovered=first.get(word.RECOVERED)
    )


TABLE = [
    (State.DEAD, "410", Seen(confirmed=14, recovered=49), Seen(confirmed=8, recovered=45)),
    (State.PARKED, None, Seen(confirmed=14, recovered=49), Seen(confirmed=8, recovered=45)),
    (State.TLS_PROBLEM, "expired", Seen(confirmed=14, recovered=49), Seen(confirmed=8, recovered=45)),
    (State.DEAD, "404", Seen(pending=14, confirmed=15, recovered=49), Seen(pending=8, confirmed=9, recovered=45)),
    (State.DEAD, "451", Seen(pending=14, confirmed=15, recovered=49), Seen(pending=8, confirmed=9, recovered=45)),
    (State.SOFT_404, None, Seen(pending=14, confirmed=15, recovered=49), Seen(pending=8, confirmed=9, recovered=45)),
    (State.LOGIN_REQUIRED, None, Seen(pending=14, confirmed=15, recovered=49), Seen(pending=8, confirmed=9, recovered=45)),
    (State.MOVED, None, Seen(pending=14, confirmed=15, recovered=49), Seen(pending=8, confirmed=9, recovered=45)),
    (State.HOST_GONE, None, Seen(pending=14, confirmed=17, recovered=49), Seen(pending=8, confirmed=11, recovered=45)),
    (State.SERVER_ERROR, None, Seen(pending=14, confirmed=17, recovered=49), Seen(pending=8, confirmed=11, recovered=45)),
    (State.UNREACHABLE, None, Seen(pending=14, confirmed=17, recovered=49), Seen(pending=8, confirmed=11, recovered=45)),
    (State.TIMEOUT, None, Seen(pending=14, confirmed=17, recovered=49), Seen(pending=8, confirmed=11, recovered=45)),
    (State.BLOCKED, None, Seen(pending=14, confirmed=17, recovered=49), Seen(pending=8, confirmed=11, recovered=45)),
    (State.RATE_LIMITED, None, Seen(pending=14, confirmed=17, recovered=49), Seen(pending=8, confirmed=11, recovered=45)),
    (State.REDIRECTED, None, Seen(confirmed=35, recovered=49), Seen(confirmed=28, recovered=45)),
    (State.MOVED_TRIVIAL, None, Seen(), Seen()),
    (State.NOT_CHECKED, "robots", Seen(), Seen()),
]  # fmt: skip


def trouble_of(state: State, reason: str | None) -> Verdict:
    return Verdict(
        state=state,
        reason=reason,
        moved_to=NEW if state is State.MOVED else None,
        temporary_target=NEW if state is State.REDIRECTED else None,
    )


@pytest.mark.parametrize(("state", "reason", "by_week", "by_day"), TABLE)
def test_each_trouble_is_told_on_its_day(state: State, reason: str | None, by_week: Seen, by_day: Seen) -> None:
    trouble = trouble_of(state, reason)
    assert watch(trouble, weekly) == by_week
    assert watch(trouble, daily) == by_day


@pytest.mark.parametrize(("state", "reason", "by_week", "by_day"), TABLE)
def test_a_void_week_in_the_middle_changes_nothing(
    state: State, reason: str | None, by_week: Seen, by_day: Seen
) -> None:
    trouble, void = trouble_of(state, reason), range(36, 43)
    assert watch(trouble, weekly, void_days=void) == by_week
    assert watch(trouble, daily, void_days=void) == by_day


def test_a_void_run_on_the_day_it_breaks_only_puts_it_off() -> None:
    trouble = trouble_of(State.DEAD, "404")
    assert watch(trouble, daily, void_days=range(8, 10)) == Seen(pending=10, confirmed=11, recovered=45)


def test_a_night_of_trouble_is_never_told_as_certain() -> None:
    standing: Standing | None = None
    for day in range(30):
        state = State.TIMEOUT if day % 3 == 0 else State.ALIVE
        standing = next_standing(standing, Verdict(state=state), at=MONDAY + timedelta(days=day), run=day)
        assert standing.word in {StandingWord.OK, StandingWord.PENDING}
