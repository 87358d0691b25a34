"""Sentence -> what it says, as a value: letters and digits, dates and numbers read rather than spelled."""

import re

from monitor.compare.hours import with_hours
from monitor.compare.phones import with_phones
from monitor.compare.printed_dates import printed_dates
from monitor.normalise import comparison_key, normalise_text, without_accents

_DIGIT = re.compile(r"\d")
_THOUSANDS = re.compile(r"(?<=\d)[ .,'](?=\d{3}(?!\d))")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\w]+(?=\d)")
_OTHER = re.compile(r"[^\w.]+|_+|\.(?!\d)|(?<!\d)\.")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE_REACH = 20
"""No date is longer than this before or after its year."""
_AMOUNT = re.compile(
    r"(?:€|\$|£|EUR|USD|GBP)\s?\d[\d.,']*|(?<![\d.,'])\d[\d.,']*\s?(?:€|\$|£|euro?s?\b|USD\b|GBP\b|%|procent\b|percent\b|pour ?cent\b|prozent\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_MEANT = re.compile(r"[\d|]")
"""Without one of these only letters count; most sentences have neither, and looking is nearly free."""
_WEEKDAY = re.compile(
    r"\b(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:mon|tues|wednes|thurs|fri|satur|sun)day),?\s+(?=\d{1,2}\W|\d{1,2}th\b)",
    re.IGNORECASE,
)
_WEB = re.compile(r"\bhttps?://(?:www\.)?|\bwww\.", re.IGNORECASE)
_AT = re.compile(r"\s*[\[(]\s?at\s?[\])]\s*", re.IGNORECASE)
_MINUS = re.compile(r"(?:^|(?<=[\s(|]))(?<!\d )-(?=\d)")
_BOUNDS = tuple(
    (re.compile(rf"(?:{sign})(?=\s*[-€$£]?\s*\d)"), f" {word} ")
    for sign, word in (("≥|>=|=>", "ge"), ("≤|<=|=<", "le"), (">", "gt"), ("<", "lt"), ("±", "about"))
)
"""Signs that say something of the number behind them; an arrow or a quotation mark in prose does not."""
_UNITS = {"€": "eur", "eur": "eur", "$": "usd", "usd": "usd", "£": "gbp", "gbp": "gbp"}
_PENCE = re.compile(r"[.,](?:00|-+)?$")
_WORD = re.compile(r"[^\W_]")
_EMPTY_CELL = "ǀ"
"""A letter (U+01C0), so that it stays in a key."""
_MARKS = {
    **dict.fromkeys(("", "-", "--", "/", "."), _EMPTY_CELL),
    **dict.fromkeys("✓✔☑✅🗸", "yes"),
    **dict.fromkeys("✗✘✕✖❌☒❎×", "no"),
}
"""What a cell without letters or digits says; any other sign stands for itself."""


def value_key(text: str) -> str:
    """What two sentences must share to say the same: `comparison_key`, with dates, amounts and cells read as values.

    ``1.04`` and ``10.4`` differ, ``2 mei 2024`` and ``2024-05-02`` do not; nor do ``€ 1.250,-`` and ``1250 euro``, ``(070) 373 80 11``
    and ``+31 70 3738011``, ``9 tot 17 uur`` and ``09:00 tot 17:00``, ``bedóeld`` and ``bedoeld``. A sign counts where it says something: before a number, or alone in a cell. An empty cell moves what stands to its right.
    """
    text = without_accents(text)
    if not _MEANT.search(text):
        return comparison_key(_with_bare_addresses(text))
    plain = _with_bare_addresses(normalise_text(text))
    if "|" in plain:
        plain = _with_marks_read(plain)
    plain = _with_signs_read(with_hours(with_phones(_with_iso_dates(_WEEKDAY.sub("", plain)))))
    plain = _AMOUNT.sub(lambda found: f" {amount_key(found[0])} ", _THOUSANDS.sub("", plain))
    plain = _BETWEEN_DIGITS.sub(".", plain)
    return _OTHER.sub("", plain).casefold()


def _with_bare_addresses(text: str) -> str:
    """Addresses without their scheme, and mail addresses without what hides them from harvesters."""
    if "://" in text or "www." in text:
        text = _WEB.sub("", text)
    return _AT.sub("@", text) if "at]" in text or "at)" in text else text


def amount_key(amount: str) -> str:
    """A sum or percentage as a value: unit and number."""
    number = _THOUSANDS.sub("", _PENCE.sub("", "".join(re.findall(r"[\d.,' ]", amount)).strip()))
    sign = amount.strip("\u00a0 .,'0123456789").casefold()
    unit = _UNITS.get(sign) or ("eur" if sign.startswith("euro") else "percent")
    return f"{unit}{_BETWEEN_DIGITS.sub('.', number)}"


def _with_signs_read(text: str) -> str:
    for sign, word in _BOUNDS:
        text = sign.sub(word, text)
    return _MINUS.sub(" minus", text)


def _with_marks_read(text: str) -> str:
    """A row of cells in which empty ones and bare marks are words; at either end an empty cell is only layout."""
    cells = [cell if _WORD.search(cell) else _MARKS.get(cell.strip(), _named(cell)) for cell in text.split("|")]
    return " | ".join(cells).strip(f" |{_EMPTY_CELL}")


def _named(mark: str) -> str:
    return " ".join(f"u{ord(sign):x}" for sign in mark if not sign.isspace())


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
