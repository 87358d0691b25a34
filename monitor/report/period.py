"""Moments -> ISO weeks: which period a moment lies in, and which one it closes (contract.md, "Periods, reports, mail")."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def period_of(moment: datetime, timezone: ZoneInfo) -> str:
    """The ISO week of a moment by the local calendar, such as ``2026-W47``."""
    year, week, _ = moment.astimezone(timezone).isocalendar()
    return f"{year:04d}-W{week:02d}"


def period_start(period: str, timezone: ZoneInfo) -> datetime:
    """Monday 00:00 local time of a period, in UTC."""
    monday = datetime.strptime(f"{period}-1", "%G-W%V-%u").date()  # noqa: DTZ007 - a calendar day, given its zone below
    return datetime.combine(monday, time(), timezone).astimezone(UTC)


def period_before(period: str, timezone: ZoneInfo) -> str:
    """The week before a week; years of 53 weeks included."""
    return period_of(period_start(period, timezone) - timedelta(days=1), timezone)


def period_after(period: str, timezone: ZoneInfo) -> str:
    """The week after a week."""
    return period_of(period_start(period, timezone) + timedelta(days=8), timezone)


def closes(now: datetime, timezone: ZoneInfo, last_closed: str | None) -> str | None:
    """The period that a run at `now` closes, or None when that was done already.

    The first run at or after Monday 00:00 local time closes the week before; weeks without any run are told in the one
    that closes next. The very first run (nothing closed yet) closes at once. A clock set back closes nothing twice.
    """
    candidate = period_before(period_of(now, timezone), timezone)
    return candidate if last_closed is None or last_closed < candidate else None


def missed_between(last_closed: str | None, period: str, timezone: ZoneInfo) -> tuple[str, ...]:
    """Periods between the last closed one and `period` for which no report was made, oldest first."""
    if last_closed is None:
        return ()
    missed = []
    week = period_after(last_closed, timezone)
    while week < period:
        missed.append(week)
        week = period_after(week, timezone)
    return tuple(missed)
