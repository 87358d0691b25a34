"""A line -> the dates that a page prints of itself, with what they are said to be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from monitor.compare.printed_dates import printed_dates
from monitor.compare.self_reference import SELF
from monitor.compare.stamps import STAMP_LABEL


class DateKind(StrEnum):
    """What a printed date is said to be."""

    VALIDITY = "validity"
    PUBLICATION = "publication"
    REVISION = "revision"
    VERSION = "version"
    """The date that stands in the version line."""
    STAMP = "stamp"
    """"Laatst gewijzigd", "reviewed": set by the system that serves the page, and says nothing of the text; told to nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLine:
    """A date that a page prints of itself."""

    kind: DateKind
    iso: str
    line: str = ""


_DATE_LABELS: tuple[tuple[DateKind, str], ...] = (
    (DateKind.STAMP, STAMP_LABEL),
    (DateKind.VERSION, r"versiedatum|datum versie|version date|release date"),
    (
        DateKind.VALIDITY,
        r"geld(?:ig(?:heid)?|end)\s+(?:tot(?: en met)?|t/m|vanaf|per|van)|ingangsdatum|datum inwerkingtreding|einddatum",
    ),
    (
        DateKind.VALIDITY,
        r"(?:in werking(?: getreden)?|van kracht)\s+(?:op|per|sinds|vanaf)|vervaldatum|houdbaar tot|geldigheidsdatum",
    ),
    (
        DateKind.VALIDITY,
        r"valid\s+(?:until|from|through|to)|effective(?: date| from| as of)?|in force (?:from|as of|since)|expir(?:es|y date)",
    ),
    (
        DateKind.PUBLICATION,
        r"(?:datum )?(?:publicatie(?:datum)?|gepubliceerd|uitgegeven|verschenen|vastgesteld(?: door [^,.;]{3,40}?)?|vaststelling|uitgavedatum)",
    ),
    (DateKind.PUBLICATION, r"publi(?:shed|cation date)|date (?:published|of publication)|adopted|issued|approved"),
    (DateKind.REVISION, r"(?:datum )?(?:herzien(?:ing)?|revisie(?:datum)?)|(?:last )?revised|revision date"),
)
DATE_LABEL = "|".join(label for _, label in _DATE_LABELS)
"""Pattern of any of them."""
_ENDS_WITH_LABEL = tuple(
    (
        kind,
        re.compile(
            rf"\b(?:{label})\s*(?:op|on|in|per|van|d\.d\.|datum|date|of|as of)?\s*[:|]?\s*(?:op |on |the )?$",
            re.IGNORECASE,
        ),
    )
    for kind, label in _DATE_LABELS
)
_IS_OPENING = re.compile(r"\W*(?:(?:first|eerst|voor het eerst|last|status|datum|date)\W+)?", re.IGNORECASE)
_SELF_START = re.compile(rf"^(?:{SELF})\s+(?:is|was|werd|blijft|has been|remains|heeft|wordt)\b", re.IGNORECASE)


def date_lines(line: str, *, is_version_line: bool) -> Iterator[DateLine]:
    """The dates in a line that are said to be the page's own: labelled at its start, or part of its version line."""
    for date in printed_dates(line):
        before = line[: date.start]
        for kind, label in _ENDS_WITH_LABEL:
            found = label.search(before)
            if found and (
                is_version_line or _IS_OPENING.fullmatch(before[: found.start()]) or _SELF_START.match(before)
            ):
                yield DateLine(kind=kind, iso=date.iso, line=line)
                break
        else:
            if is_version_line:
                yield DateLine(kind=DateKind.VERSION, iso=date.iso, line=line)
