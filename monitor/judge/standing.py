"""Verdict after Verdict -> Standing: how sure we are, with dates (contract.md, "Words")."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.model.verdict import CLEARING, Reason, Standing, StandingWord, State, Verdict

TEMPORARY_MOVE = "temporary-target"
"""The reason of a `moved` that grew out of one temporary target, seen long enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """The evidence that makes a trouble certain."""

    runs: int
    spread: timedelta = timedelta(0)
    recheck: bool = False

    def is_met(self, *, runs: int, spread: timedelta, rechecked: bool) -> bool:
        """Whether so many runs over such a time suffice."""
        return runs >= self.runs and spread >= self.spread and (rechecked or not self.recheck)


_AT_ONCE = Need(runs=1, recheck=True)
_RECHECK_AND_SECOND_RUN = Need(runs=2, spread=timedelta(hours=20), recheck=True)
_TWO_RUNS = Need(runs=2, spread=timedelta(hours=20))
_THREE_RUNS = Need(runs=3, spread=timedelta(hours=68))
_LOOK_BY_HAND = Need(runs=4)
_TEMPORARY_TARGET = Need(runs=4, spread=timedelta(days=20))

NEEDS: dict[State, Need] = {
    State.DEAD: _RECHECK_AND_SECOND_RUN,
    State.SOFT_404: _TWO_RUNS,
    State.MOVED: _TWO_RUNS,
    State.LOGIN_REQUIRED: _TWO_RUNS,
    State.HOST_GONE: _THREE_RUNS,
    State.SERVER_ERROR: _THREE_RUNS,
    State.UNREACHABLE: _THREE_RUNS,
    State.TIMEOUT: _THREE_RUNS,
    State.PARKED: _AT_ONCE,
    State.TLS_PROBLEM: _AT_ONCE,
    State.BLOCKED: _LOOK_BY_HAND,
    State.RATE_LIMITED: _LOOK_BY_HAND,
}
NEEDS_BY_REASON: dict[tuple[State, str | None], Need] = {(State.DEAD, "410"): _AT_ONCE}

WALLS = frozenset({State.BLOCKED, State.RATE_LIMITED})
"""Being kept out neither adds to another trouble nor clears it."""


def need_of(state: State, reason: str | None) -> Need:
    """The row of the table for a state that is not fine at once."""
    return NEEDS_BY_REASON.get((state, reason), NEEDS[state])


def next_standing(
    previous: Standing | None, verdict: Verdict, *, at: datetime, run: int, rechecked: bool = False
) -> Standing:
    """Fold one more visit into what is known of a source.

    `rechecked`: a second look in the same run agreed. A visit that is not later than the last one that counted adds
    nothing to a count. `recovered` stays until `after_report`.
    """
    known = previous or Standing()
    if verdict.state is State.NOT_CHECKED:
        return _not_checked(known, verdict)
    if verdict.state is State.MOVED or verdict.temporary_target is not None:
        return _led_elsewhere(known, verdict, at=at, run=run)
    if verdict.state in CLEARING:
        return _clear(known, verdict, at=at)
    if verdict.state in WALLS and _is_trouble(known) and known.state not in WALLS:
        return known
    return _trouble(known, verdict, at=at, run=run, rechecked=rechecked)


def after_report(standing: Standing) -> Standing:
    """What stands once a report was made: `recovered` is told in one report only."""
    if standing.word is not StandingWord.RECOVERED:
        return standing
    return replace(standing, word=StandingWord.OK)


def told_until(last_report: datetime | None) -> Callable[..., Standing]:
    """`next_standing` for visits after a report: what recovered before it was told in it, and is simply fine again."""

    def following(
        previous: Standing | None, verdict: Verdict, *, at: datetime, run: int, rechecked: bool = False
    ) -> Standing:
        recovered_at = previous.recovered_at if previous is not None else None
        if (
            previous is not None
            and recovered_at is not None
            and last_report is not None
            and recovered_at <= last_report
        ):
            previous = after_report(previous)
        return next_standing(previous, verdict, at=at, run=run, rechecked=rechecked)

    return following


def _is_trouble(standing: Standing) -> bool:
    return standing.word in {StandingWord.PENDING, StandingWord.CONFIRMED}


def _not_checked(known: Standing, verdict: Verdict) -> Standing:
    """Nothing was learned: only a source without any trouble shows that it was passed over."""
    if known.word is not StandingWord.OK or verdict.reason == Reason.VOID_RUN:
        return known
    return replace(known, state=State.NOT_CHECKED, reason=verdict.reason)


def _clear(known: Standing, verdict: Verdict, *, at: datetime) -> Standing:
    """One good visit clears: `ok` from what was pending, `recovered` from what was confirmed."""
    if known.word is StandingWord.CONFIRMED:
        return Standing(
            word=StandingWord.RECOVERED,
            state=known.state,
            reason=known.reason,
            since=known.since,
            recovered_at=at,
            observations=1,
            last_at=at,
            first_run=known.first_run,
            last_good_at=at,
        )
    if known.word is StandingWord.RECOVERED:
        return replace(known, observations=known.observations + _counts(known, at), last_at=at, last_good_at=at)
    goes_on = known.word is StandingWord.OK and known.last_good_at is not None
    return Standing(
        state=verdict.state,
        reason=verdict.reason,
        since=_good_since(known, at) if goes_on else at,
        recovered_at=known.recovered_at,
        observations=known.observations + _counts(known, at) if goes_on else 1,
        last_at=at,
        last_good_at=at,
    )


def _good_since(known: Standing, at: datetime) -> datetime:
    """When the present good time began: of what recovered, `since` tells when its trouble did."""
    return max(known.since or at, known.recovered_at or known.since or at)


def _counts(known: Standing, at: datetime) -> int:
    """1 for a visit later than the last that counted, else 0: a second look at once is not a second run."""
    return int(known.last_at is None or at > known.last_at)


def _trouble(known: Standing, verdict: Verdict, *, at: datetime, run: int, rechecked: bool) -> Standing:
    """Go on counting within the same class, or begin anew."""
    goes_on = _is_trouble(known) and _group(known.state) == _group(verdict.state)
    since = known.since if goes_on and known.since is not None else at
    observations = known.observations + _counts(known, at) if goes_on else 1
    rechecked = rechecked or (goes_on and known.rechecked)
    is_met = need_of(verdict.state, verdict.reason).is_met(runs=observations, spread=at - since, rechecked=rechecked)
    was_confirmed = goes_on and known.word is StandingWord.CONFIRMED
    # A confirmed trouble keeps the state it was confirmed in until the new one has earned its own row of the table.
    keeps_state = was_confirmed and not is_met
    return Standing(
        word=StandingWord.CONFIRMED if is_met or was_confirmed else StandingWord.PENDING,
        state=known.state if keeps_state else verdict.state,
        reason=known.reason if keeps_state else verdict.reason,
        since=since,
        confirmed_at=known.confirmed_at if was_confirmed else (at if is_met else None),
        observations=observations,
        last_at=at if not goes_on or _counts(known, at) else known.last_at,
        first_run=known.first_run if goes_on else run,
        rechecked=rechecked,
        look_by_hand=verdict.state in WALLS and (is_met or was_confirmed),
        last_good_at=known.last_good_at,
    )


def _group(state: State) -> str:
    """What is counted together: the class, except that being kept out never adds to "needs an account"."""
    return "login" if state is State.LOGIN_REQUIRED else state.state_class.value


def _led_elsewhere(known: Standing, verdict: Verdict, *, at: datetime, run: int) -> Standing:
    """Count how long a redirect, permanent or temporary, led to one and the same place."""
    is_permanent = verdict.state is State.MOVED
    target = verdict.moved_to if is_permanent else verdict.temporary_target
    same = known.target == target and known.target_is_permanent == is_permanent and known.target_since is not None
    target_since = known.target_since if same and known.target_since is not None else at
    target_runs = known.target_runs + _counts(known, at) if same else 1
    need = NEEDS[State.MOVED] if is_permanent else _TEMPORARY_TARGET
    is_met = need.is_met(runs=target_runs, spread=at - target_since, rechecked=True)
    counted = replace(
        known if is_permanent or is_met else _clear_unless_same(known, verdict, at=at, same=same),
        target=target,
        target_since=target_since,
        target_runs=target_runs,
        target_is_permanent=is_permanent,
        last_at=at,
        last_good_at=at,
    )
    if not is_permanent and not is_met:
        return counted
    return _moved(counted, verdict, known=known, at=at, run=run, is_met=is_met)


def _clear_unless_same(known: Standing, verdict: Verdict, *, at: datetime, same: bool) -> Standing:
    """A temporary redirect is fine in itself; a move it grew into stays one while the target is the same."""
    if same and known.word is StandingWord.CONFIRMED and known.state is State.MOVED:
        return known
    return _clear(known, verdict, at=at)


def _moved(counted: Standing, verdict: Verdict, *, known: Standing, at: datetime, run: int, is_met: bool) -> Standing:
    """Pending or confirmed as a move; out of a confirmed trouble of another kind it is a recovery first."""
    was_moved = _is_trouble(known) and known.state is State.MOVED
    if known.word is StandingWord.CONFIRMED and not was_moved:
        recovered = _clear(known, verdict, at=at)
        return replace(
            recovered,
            target=counted.target,
            target_since=counted.target_since,
            target_runs=counted.target_runs,
            target_is_permanent=counted.target_is_permanent,
        )
    if known.word is StandingWord.RECOVERED and not is_met:
        return counted
    return replace(
        counted,
        word=StandingWord.CONFIRMED if is_met else StandingWord.PENDING,
        state=State.MOVED,
        reason=verdict.reason if verdict.state is State.MOVED else TEMPORARY_MOVE,
        since=known.since if was_moved else counted.target_since,
        confirmed_at=(known.confirmed_at or at) if is_met and was_moved else (at if is_met else None),
        recovered_at=None,
        observations=known.observations + _counts(known, at) if was_moved else counted.target_runs,
        first_run=known.first_run if was_moved else run,
        rechecked=False,
        look_by_hand=False,
    )
