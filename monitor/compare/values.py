"""Sentence -> what it says, as a value: letters and digits, dates and numbers read rather than spelled."""

import re

from monitor.compare.printed_dates import printed_dates
from monitor.normalise import comparison_key, normalise_text

_DIGIT = re.compile(r"\d")
_THOUSANDS = re.compile(r"(?<=\d)[ .,'](?=\d{3}(?!\d))")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\w]+(?=\d)")
_OTHER = re.compile(r"[^\w.]+|_+|\.(?!\d)|(?<!\d)\.")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE_REACH = 20
"""No date is longer than this before or after its year."""
_AMOUNT = re.compile(
    r"(?:€|\$|£|EUR|USD|GBP)\s?\d[\d.,']*|\d[\d.,']*\s?(?:€|\$|£|euro?s?\b|USD\b|GBP\b|%|procent\b|percent\b|pour ?cent\b|prozent\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")


def value_key(text: str) -> str:
    """What two sentences must share to say the same: `comparison_key`, with dates as ISO and numbers kept apart.

    ``1.04`` and ``10.4`` differ, ``2 mei 2024`` and ``2024-05-02`` do not.
    """
    if not _DIGIT.search(text):
        return comparison_key(text)
    plain = _with_iso_dates(normalise_text(text))
    plain = _BETWEEN_DIGITS.sub(".", _THOUSANDS.sub("", plain))
    return _OTHER.sub("", plain).casefold()


def _with_iso_dates(text: str) -> str:
    """Every printed date in one form; only the surroundings of years are read, which is most of the price of a comparison."""
    done = 0
    parts: list[str] = []
    for year in _YEAR.finditer(text):
        start = max(done, year.start() - _DATE_REACH)
        for date in printed_dates(text[start : year.end() + _DATE_REACH]):
            if start + date.start >= done:
                parts += [text[done : start + date.start], " ", date.iso.replace("-", "x"), " "]
                done = start + date.end
    return "".join([*parts, text[done:]]) if parts else text


def amounts(text: str) -> tuple[str, ...]:
    """Sums of money and percentages, as printed, in order."""
    return tuple(" ".join(found.split()) for found in _AMOUNT.findall(text))


def shape(key: str) -> str:
    """A key with its numbers masked: what two counters share."""
    return _NUMBER.sub("#", key)
