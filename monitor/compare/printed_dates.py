"""Text -> the dates printed in it, as values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = (
    ("jan", "januari", "january", "janvier", "januar"),
    ("feb", "februari", "february", "février", "februar"),
    ("mrt", "maart", "mar", "march", "mars", "märz"),
    ("apr", "april", "avril"),
    ("mei", "may", "mai"),
    ("jun", "juni", "june", "juin"),
    ("jul", "juli", "july", "juillet"),
    ("aug", "augustus", "august", "août"),
    ("sep", "sept", "september", "septembre"),
    ("okt", "oktober", "oct", "october", "octobre"),
    ("nov", "november", "novembre"),
    ("dec", "december", "dez", "dezember", "déc", "décembre"),
)
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
MONTH = "(?:" + "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True)) + r")\b\.?"
"""Pattern of a month's name in Dutch, English, French or German."""
WEEKDAY = (
    r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|(?:ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)\b\.?),?"
)
"""Pattern of a day of the week, with its comma."""
DAY = (
    r"(?:\d{4}-\d\d-\d\d|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|\.|e)?\s+(?:of\s+)?{MONTH}(?:,?\s+\d{{4}})?|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}}|(?!\d))|{MONTH},?\s+\d{{4}})"
)
"""Pattern of a date, with or without its year, whatever calendar it makes: to find one, not to read it."""
CLOCK = (
    r"(?:(?:,?\s*(?:om|at|@|à|um|-|–)?\s*|T)\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\.\d+)?(?:\s*(?:uur|u|h|hrs|[ap]\.?m\.?)\b)?"
    r"(?:\s*(?:Z|UTC|GMT|CES?T|[+-]\d\d:?\d\d)\b)?)?"
)
"""Pattern of the time of day behind a date, where there is one."""
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"""(?xi)
      (?<![\d.,/-])(?:
        (?P<iso_year>{_YEAR})-(?P<iso_month>\d\d)(?:-(?P<iso_day>\d\d))?
      | (?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|e)?\s+(?P<month>{MONTH}),?\s+(?P<year>{_YEAR})
      | (?P<us_month>{MONTH})\s+(?P<us_day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<us_year>{_YEAR})
      | (?P<nl_day>\d{{1,2}})(?P<mark>[-/.])(?P<nl_month>\d{{1,2}})(?P=mark)(?P<nl_year>{_YEAR})
      | (?P<of_month>{MONTH}),?\s+(?P<of_year>{_YEAR})
      )(?![\d/-]|[.,]\d)"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate:
    """A date as it stands in a text."""

    iso: str
    """``2021-10-29``, or ``2021-10`` where no day is printed."""
    start: int
    end: int


def may_hold_date(text: str) -> bool:
    """Whether it may hold a year: most lines do not, and looking for one is sixty times cheaper than the pattern."""
    return "20" in text or "19" in text


def printed_dates(text: str) -> Iterator[PrintedDate]:
    """Every date of at least month and year, left to right; numeric ones read day first, as Dutch and most others do."""
    if not may_hold_date(text):
        return
    for found in _DATE.finditer(text):
        groups = {name: value for name, value in found.groupdict().items() if value is not None}
        parts = {name.rpartition("_")[2]: value for name, value in groups.items()}
        month = _MONTH_NUMBER.get(parts["month"].casefold().rstrip(".")) or int(parts["month"])
        day = int(parts.get("day", 0))
        if not (1 <= month <= len(_MONTHS) and day <= 31):  # noqa: PLR2004 - days of the longest month
            continue
        iso = f"{parts['year']}-{month:02}" + (f"-{day:02}" if day else "")
        yield PrintedDate(iso=iso, start=found.start(), end=found.end())
