"""Which week a moment lies in, and which one it closes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.report import closes, missed_between, period_after, period_before, period_of, period_start

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
MOMENTS = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def test_a_monday_morning_run_closes_the_week_before() -> None:
    assert closes(MONDAY, AMSTERDAM, "2026-W46") == "2026-W47"


def test_a_second_run_in_the_same_week_closes_nothing() -> None:
    assert closes(MONDAY + timedelta(days=2), AMSTERDAM, "2026-W47") is None


def test_a_first_run_after_the_weekend_closes_whatever_its_day() -> None:
    assert closes(MONDAY + timedelta(days=4), AMSTERDAM, "2026-W46") == "2026-W47"


def test_the_very_first_run_closes_at_once() -> None:
    assert closes(MONDAY + timedelta(days=2), AMSTERDAM, None) == "2026-W47"


def test_weeks_without_a_run_are_closed_as_one_and_named() -> None:
    assert closes(MONDAY, AMSTERDAM, "2026-W44") == "2026-W47"
    assert missed_between("2026-W44", "2026-W47", AMSTERDAM) == ("2026-W45", "2026-W46")


def test_a_clock_that_was_set_back_closes_nothing_twice() -> None:
    assert closes(MONDAY - timedelta(days=30), AMSTERDAM, "2026-W47") is None


def test_midnight_is_local_also_in_summer() -> None:
    just_before = datetime(2026, 6, 14, 21, 59, tzinfo=UTC)
    assert period_of(just_before, AMSTERDAM) == "2026-W24"
    assert period_of(just_before + timedelta(minutes=1), AMSTERDAM) == "2026-W25"


@pytest.mark.parametrize(
    ("week", "before"), [("2026-W01", "2025-W52"), ("2027-W01", "2026-W53"), ("2026-W53", "2026-W52")]
)
def test_the_week_before_minds_years_of_53_weeks(week: str, before: str) -> None:
    assert period_before(week, AMSTERDAM) == before
    assert period_after(before, AMSTERDAM) == week


@given(moment=MOMENTS)
def test_every_moment_lies_in_the_week_it_is_said_to(moment: datetime) -> None:
    week = period_of(moment, AMSTERDAM)
    assert period_start(week, AMSTERDAM) <= moment < period_start(period_after(week, AMSTERDAM), AMSTERDAM)


@given(moment=MOMENTS)
def test_closing_twice_is_closing_once(moment: datetime) -> None:
    closed = closes(moment, AMSTERDAM, None)
    assert closed is not None
    assert closes(moment, AMSTERDAM, closed) is None
