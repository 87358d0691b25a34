"""Language -> Phrases: its sentences, dates and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

LANGUAGES: tuple[str, ...] = ("nl", "en")
SOURCE_LANGUAGE = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Speaks one language. Values are put in after translating, so no value is ever read as a pattern."""

    language: str
    timezone: ZoneInfo
    messages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def say(self, message: str, **values: object) -> str:
        """A message with its values; one without a translation is said in English."""
        forms = self.messages.get(message)
        return (forms[0] if forms else message).format(**values)

    def fill(self, message: str, values: Mapping[str, str]) -> str:
        """A message with values looked up one by one: a mapping may answer for the missing."""
        forms = self.messages.get(message)
        return (forms[0] if forms else message).format_map(values)

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """The form that fits the number; `{n}` is the number as it is written in the language."""
        forms = self.messages.get(one) or (one, many)
        index = 0 if number == 1 else 1
        return forms[min(index, len(forms) - 1)].format(n=self.number(number), **values)

    def number(self, number: float) -> str:
        """With the language's own separators."""
        from babel.numbers import format_decimal  # noqa: PLC0415 - a quiet run needs no babel

        return format_decimal(number, locale=self.language)

    def day(self, moment: datetime | date) -> str:
        """``9 november 2026``: the day by the reader's calendar."""
        return _written_day(self._local(moment), "d MMMM y", self.language)

    def weekday(self, moment: datetime | date) -> str:
        """``maandag 23 november 2026``."""
        return _written_day(self._local(moment), "EEEE d MMMM y", self.language)

    def written_date(self, iso: str) -> str:
        """``2026-09-28`` and ``2026-09`` in words; what is neither is given back as it is."""
        try:
            if len(iso) == len("2026-09"):
                return _written_day(date.fromisoformat(f"{iso}-01"), "MMMM y", self.language)
            return _written_day(date.fromisoformat(iso[: len("2026-09-28")]), "d MMMM y", self.language)
        except ValueError:
            return iso

    def clock(self, moment: datetime) -> str:
        """``06:00``, local."""
        return moment.astimezone(self.timezone).strftime("%H:%M")

    def size(self, size_bytes: str) -> str:
        """``210 kB``; what is no number is given back as it is."""
        try:
            number = int(size_bytes)
        except ValueError:
            return size_bytes
        return f"{self.number(round(number / 1000))} kB" if number >= 1000 else f"{number} B"  # noqa: PLR2004 - SI

    def listed(self, words: list[str]) -> str:
        """``a, b en c``."""
        if len(words) < 2:  # noqa: PLR2004 - one needs no "and"
            return "".join(words)
        return self.say("{first} and {last}", first=", ".join(words[:-1]), last=words[-1])

    def _local(self, moment: datetime | date) -> date:
        return moment.astimezone(self.timezone).date() if isinstance(moment, datetime) else moment


@lru_cache(maxsize=4096)
def _written_day(day: date, pattern: str, language: str) -> str:
    """Remembered: a list of 100,000 sources names few days, and each costs a tenth of a millisecond."""
    from babel.dates import format_date  # noqa: PLC0415 - a quiet run needs no babel

    return format_date(day, pattern, locale=language)


@cache
def phrases_for(language: str, timezone: ZoneInfo) -> Phrases:
    """The phrases of a language; English for one that is not there."""
    known = language if language in LANGUAGES else SOURCE_LANGUAGE
    return Phrases(language=known, timezone=timezone, messages=_messages(known))


@cache
def _messages(language: str) -> Mapping[str, tuple[str, ...]]:
    if language == SOURCE_LANGUAGE:
        return {}
    from babel.messages.pofile import read_po  # noqa: PLC0415 - read once, and only when a report is rendered

    with (files("monitor") / "locale" / language / "LC_MESSAGES" / "monitor.po").open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    translated: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        key = message.id if isinstance(message.id, str) else message.id[0]
        if key and all(forms) and not message.fuzzy:
            translated[key] = forms
    return translated
