"""Text -> the text with its times of day written in one way."""

import re

_UUR = r"\s*(?:uur|u|h|hrs?)\b"
_TIME = r"(?<![\d.,:])(?P<{0}>[01]?\d|2[0-4])(?:[.:](?P<{0}_past>[0-5]\d))?(?![.,:]?\d)(?P<{0}_uur>{1})?"
_SPAN = re.compile(
    rf"{_TIME.format('start', _UUR)}\s*(?P<till>-|\b(?:tot|t/m|en|to|till|until|and)\b)\s*{_TIME.format('end', _UUR)}",
    re.IGNORECASE,
)
_AT = re.compile(
    rf"(?:\b(?P<word>om|van|vanaf|tussen|voor|na|tot|at|from|until) )?{_TIME.format('hour', _UUR)}", re.IGNORECASE
)
_MAY_TELL = re.compile(r"\d[.:][0-5]\d(?!\d)|\d\s*u|\d\s*h", re.IGNORECASE)


def with_hours(text: str) -> str:
    """``9 tot 17 uur`` and ``09:00 tot 17:00`` alike as ``9.00 tot 17.00``; ``binnen 8 uur`` and ``24 uur per dag`` as they are."""
    if not _MAY_TELL.search(text):
        return text
    return _AT.sub(_time, _SPAN.sub(_span, text))


def _span(found: re.Match[str]) -> str:
    is_told = found["start_uur"] or found["end_uur"] or (found["start_past"] and found["end_past"])
    if not is_told:
        return found[0]
    till = found["till"].casefold()
    return f"{_written(found, 'start')} {'tot' if till == '-' else till} {_written(found, 'end')}"


def _time(found: re.Match[str]) -> str:
    """An hour alone is a time of day after a word of time only: else it may be how long something takes."""
    if not found["hour_past"] and not (found["word"] and found["hour_uur"]):
        return found[0]
    return f"{found['word'] or ''} {_written(found, 'hour')}".lstrip()


def _written(found: re.Match[str], name: str) -> str:
    return f"{int(found[name])}.{found[f'{name}_past'] or '00'}"
