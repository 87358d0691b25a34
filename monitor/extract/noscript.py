"""A page -> the page as a reader with scripts gets it, and what readers without are told."""

import re

_MARK = re.compile(r"<(/?)(script|noscript)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def without_noscript(source: str) -> tuple[str, str]:
    """Cut out what `noscript` elements hold, and give it as text.

    With scripts on, a browser reads it as raw text up to the end tag (HTML Standard, 13.2.6.4.4); our parser has scripts off,
    and an unclosed ``<iframe>`` in there would swallow the rest of the page (seen on real pages).
    """
    if "<noscript" not in source and "<NOSCRIPT" not in source:
        return source, ""
    kept: list[str] = []
    told: list[str] = []
    position, start, inside = 0, 0, ""
    for mark in _MARK.finditer(source):
        closes, tag = bool(mark[1]), mark[2].lower()
        if not inside and not closes:
            inside, start = tag, mark.end()
        elif closes and tag == inside:
            if tag == "noscript":
                kept.append(source[position:start])
                told.append(_TAG.sub(" ", source[start : mark.start()]))
                position = mark.start()
            inside = ""
    kept.append(source[position:])
    return "".join(kept), " ".join(" ".join(told).split())
