"""A line -> what it says beside the dates that the system which serves it puts there ("laatst gewijzigd op …")."""

import re
from collections.abc import Iterator, Sequence

from monitor.compare.printed_dates import CLOCK, DAY, WEEKDAY

_LABELS = r"""
    (?:datum |moment )?(?:van (?:de )?)?(?:laatste?|meest recente) (?:wijziging|update|bewerking|aanpassing|bijwerking)(?: van (?:deze|de) pagina)?
    (?:voor het )?laatst(?:e keer)? (?:gewijzigd|bijgewerkt|aangepast|bewerkt|ge-?[uü]pdatet|nagekeken)
    (?:wijzigings|mutatie|bijwerk|update)datum
    datum (?:gewijzigd|bijgewerkt|(?:van )?wijziging|(?:van )?mutatie)
    (?:content |page )?last (?:updated?|modified|changed|edited|refreshed|reviewed)(?: date)?
    (?:latest|most recent|date of (?:the )?(?:last|latest)) (?:update|modification|change|edit|review)
    (?:date|time) (?:last )?(?:updated|modified|changed|reviewed)
"""
"""What only a system says: a stamp wherever a part of a line begins with it.

In French and German ("dernière mise à jour", "Stand") the like is how a text dates itself: there it is told.
"""
_BARE_LABELS = r"""
    gewijzigd
    bijgewerkt
    aangepast
    ge-?[uü]pdatet
    updated?
    modified
    reviewed
"""
"""What is said of a law as well ("vastgesteld in 2021, gewijzigd op …"): a stamp at the start, after a bar or after the day of publication."""


def _any(rows: str) -> str:
    return "(?:" + "|".join(row.strip().replace(" ", r"\s+") for row in rows.strip().splitlines()) + ")"


_SURE, _BARE = _any(_LABELS), _any(_BARE_LABELS)
STAMP_LABEL = rf"(?:{_SURE}|{_BARE})"
"""Pattern of any of them."""
_PUBLISHED = r"(?:gepubliceerd|publicatie(?:datum)?|geplaatst|aangemaakt|published|posted|created|publication date)"
_COUNT = r"(?:\d+|een(?: paar)?|enkele|an?|a few)"
_SPAN = r"(?:seconden?|minu(?:ut|ten)|u(?:ur|ren)|dag(?:en)?|we(?:ek|ken)|maand(?:en)?|jaar|(?:second|minute|hour|day|week|month|year)s?)"
_WHEN = re.compile(
    rf"(?:\b{WEEKDAY}\s+)?(?<![\d.,/-]){DAY}{CLOCK}|\b(?:{_COUNT}\s+{_SPAN}\s+(?:geleden|ago)|(?:eer)?gisteren|vandaag|yesterday|today)\b{CLOCK}",
    re.IGNORECASE,
)
_DATE = "\0"
"""Stands for a date while a line is cut into parts."""
_CUT = re.compile(
    rf"\s*([|·•;,()\[\]–—]+|(?<=\s)[-/](?=\s))\s*|(?<=[\d{_DATE}])\s+(?:(?:en|and)\s+)?(?:is\s+)?(?=(?:{_SURE}|{_BARE}\b)[^{_DATE}]*{_DATE})",
    re.IGNORECASE,
)
_HARD = frozenset("|·•–—-/([")
_SUBJECT = (
    r"(?:(?:(?:deze|de|dit|het|this|the)\s+)?(?:(?:web)?(?:pagina|page|site)|artikel|article|bericht|post|website|inhoud|content|informatie|information)"
    r"\s+(?:(?:is|was|werd|has\s+been)\s+)?)?"
)
_ON = r"(?:\s+(?:op|om|on|at|in|d\.d\.|per|sinds|since)\b)?\s*:?\s*(?:op |on )?"
_BY = r"(?:\s+(?:door|by)\s*:?\s+[\w.@'’-]+(?:\s+(?:van|de|der|den|ten?|(?-i:[A-Z])[\w.'’-]*)){0,4})?"
_IS_SURE, _IS_STAMP = (
    re.compile(rf"\W*{_SUBJECT}(?:{label}{_BY}{_ON}{_DATE}|(?:op |on )?{_DATE}\s+{label}){_BY}[\s.]*", re.IGNORECASE)
    for label in (_SURE, STAMP_LABEL)
)
_IS_PUBLISHED = re.compile(rf"\W*{_SUBJECT}{_PUBLISHED}{_ON}{_DATE}\W*", re.IGNORECASE)
_IS_SURE_LABEL, _IS_LABEL = (
    re.compile(rf"\W*{_SUBJECT}{label}{_ON}\W*", re.IGNORECASE) for label in (_SURE, STAMP_LABEL)
)
_IS_DATE = re.compile(rf"\W*{_DATE}{_BY}\W*")
_ROOTS = (
    "wijzig",
    "gewerkt",
    "aangepast",
    "bewerk",
    "pdat",
    "modif",
    "review",
    "chang",
    "edit",
    "refresh",
    "nagekeken",
    "mutatie",
    "bijwerk",
)
"""A piece of every label: looking for these is thirty times cheaper."""


def is_stamp_label(text: str) -> bool:
    """Whether a text is nothing but what is said before such a date."""
    return _IS_LABEL.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Whether a text is nothing but a date, of day or hour, or an age."""
    return _IS_DATE.fullmatch(_WHEN.sub(_DATE, text)) is not None


def without_stamps(text: str) -> str | None:
    """The line without its stamps, empty where it is one; None where it holds none.

    Taken out wherever a part of the line begins with one: ``Versie 2.1 | bijgewerkt op 2 maart 2026`` leaves ``Versie 2.1``.
    """
    folded = text.casefold()
    if not any(root in folded for root in _ROOTS) or not _WHEN.search(text) or _DATE in text:
        return None
    dates = (found[0] for found in _WHEN.finditer(text))
    parts = list(_parts(_WHEN.sub(_DATE, text)))
    stamps = frozenset(_stamps(parts))
    said = [re.sub(_DATE, lambda _: next(dates), part) for _, part in parts]
    return " | ".join(part for place, part in enumerate(said) if part and place not in stamps) if stamps else None


def _parts(marked: str) -> Iterator[tuple[str, str]]:
    """The parts of a line, each with the mark before it."""
    start, mark = 0, "|"
    for cut in _CUT.finditer(marked):
        yield mark, marked[start : cut.start()]
        start, mark = cut.end(), cut[1] or " "
    yield mark, marked[start:]


def _stamps(parts: Sequence[tuple[str, str]]) -> Iterator[int]:
    """The places of the parts that are a stamp, or its label and its date."""
    before = ""
    for place, (mark, part) in enumerate(parts):
        is_free = not _HARD.isdisjoint(mark) or _IS_PUBLISHED.fullmatch(before)
        if (_IS_STAMP if is_free else _IS_SURE).fullmatch(part):
            yield place
        elif (
            "|" in mark and _IS_DATE.fullmatch(part) and (_IS_LABEL if place == 1 else _IS_SURE_LABEL).fullmatch(before)
        ):
            yield from (place - 1, place)
        before = part
