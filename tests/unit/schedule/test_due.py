from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.cron import CronTrigger

from monitor.model.observation import Run, RunStatus
from monitor.schedule import Due, last_fire, what_is_due

ZONE = ZoneInfo("Europe/Amsterdam")


def local(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE, fold=fold).astimezone(UTC)


def run(started: datetime, status: RunStatus = RunStatus.DONE) -> Run:
    return Run(id=1, started_at=started, finished_at=started, status=status)


def due(
    now: datetime,
    last: Run | None,
    last_closed: str | None,
    *,
    check: str = "0 6 * * *",
    report: str = "0 7 * * mon",
) -> Due:
    return what_is_due(
        now,
        check=CronTrigger.from_crontab(check, timezone=ZONE),
        report=CronTrigger.from_crontab(report, timezone=ZONE),
        timezone=ZONE,
        last=last,
        last_closed=last_closed,
    )


def asked(found: Due) -> tuple[bool, bool]:
    return found.visit, found.report


def test_the_very_first_look_visits_and_closes() -> None:
    assert asked(due(local("2026-11-25T13:00"), None, None)) == (True, True)


def test_a_check_at_its_time_visits_and_closes_nothing() -> None:
    yesterday = run(local("2026-11-24T06:00"))
    assert asked(due(local("2026-11-25T06:00"), yesterday, "2026-W47")) == (True, False)


def test_a_second_look_after_the_check_does_nothing() -> None:
    today = run(local("2026-11-25T06:00:02"))
    assert asked(due(local("2026-11-25T06:15"), today, "2026-W47")) == (False, False)


def test_the_monday_check_leaves_the_week_to_the_report() -> None:
    sunday = run(local("2026-11-22T06:00"))
    assert asked(due(local("2026-11-23T06:00"), sunday, "2026-W46")) == (True, False)


def test_the_report_visits_and_closes() -> None:
    check = run(local("2026-11-23T06:00"))
    assert asked(due(local("2026-11-23T07:00"), check, "2026-W46")) == (True, True)


def test_a_week_closed_by_hand_is_not_closed_again() -> None:
    by_hand = run(local("2026-11-23T06:30"))
    assert asked(due(local("2026-11-23T07:00"), by_hand, "2026-W47")) == (False, False)


def test_a_void_report_is_made_up_for_by_the_next_check() -> None:
    void = run(local("2026-11-23T07:00:01"), RunStatus.VOID)
    assert asked(due(local("2026-11-23T07:15"), void, "2026-W46")) == (False, True)
    assert asked(due(local("2026-11-24T06:00"), void, "2026-W46")) == (True, True)


def test_a_run_stopped_before_its_report_is_made_again() -> None:
    stopped = run(local("2026-11-23T07:00:01"))
    assert asked(due(local("2026-11-23T07:15"), stopped, "2026-W46")) == (True, True)


def test_what_passed_while_nothing_ran_is_caught_up_once() -> None:
    long_ago = run(local("2026-10-30T06:00"))
    now = local("2026-11-25T13:00")
    assert asked(due(now, long_ago, "2026-W43")) == (True, True)
    assert asked(due(now + timedelta(minutes=15), run(now), "2026-W47")) == (False, False)


def test_half_past_two_comes_twice_in_autumn_and_is_done_once() -> None:
    first, second = local("2026-10-25T02:30"), local("2026-10-25T02:30", fold=1)
    assert second - first == timedelta(hours=1)
    before = run(local("2026-10-24T02:30"))
    assert due(first, before, "2026-W42", check="30 2 * * *").visit
    assert not due(second + timedelta(seconds=1), run(first), "2026-W42", check="30 2 * * *").visit
    assert due(local("2026-10-26T02:30"), run(first), "2026-W42", check="30 2 * * *").visit


def test_half_past_two_that_never_comes_in_spring_is_done_all_the_same() -> None:
    before = run(local("2026-03-28T02:30"))
    assert due(local("2026-03-29T12:00"), before, "2026-W12", check="30 2 * * *").visit


def test_a_run_from_the_future_holds_nothing_up() -> None:
    wrong_clock = run(local("2027-11-25T06:00"))
    assert due(local("2026-11-25T06:00"), wrong_clock, "2026-W47").visit


@pytest.mark.parametrize(
    ("cron", "expected"),
    [
        ("0 6 * * *", "2026-11-25T06:00"),
        ("*/5 * * * *", "2026-11-25T12:55"),
        ("0 7 * * mon", "2026-11-23T07:00"),
        ("0 7 1 * *", "2026-11-01T07:00"),
    ],
)
def test_the_last_moment_of_a_cron_is_found(cron: str, expected: str) -> None:
    trigger = CronTrigger.from_crontab(cron, timezone=ZONE)
    assert last_fire(trigger, local("2026-11-25T12:59")) == local(expected)


def test_a_cron_that_did_not_fire_for_a_month_has_no_last_moment() -> None:
    assert last_fire(CronTrigger.from_crontab("0 7 1 jan *", timezone=ZONE), local("2026-11-25T12:59")) is None
