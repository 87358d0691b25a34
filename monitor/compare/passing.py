"""Sentences -> those that say something: counters, stamps and a site's own chrome, which pass by themselves, are none."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from monitor.compare.chrome import is_chrome
from monitor.compare.diff import Reading, Unit
from monitor.compare.printed_dates import CLOCK, DAY, WEEKDAY
from monitor.compare.stamps import is_date, is_stamp_label, without_stamps
from monitor.compare.values import amounts, value_key
from monitor.model.document import Block, Document, Role

COUNTER_WORDS = 8
LINE_WORDS, LINE_LETTERS = 16, 250
"""A countdown is a line; longer sentences tell something."""
_SHORT_LINE = 120
"""Letters of a line that may be a stamp or a counter, where every line of a page is looked at."""
_MAX_LETTERS = 2_000
"""A sentence beyond this is compared as it is: no editor writes one, and looking through it may take long."""
_VALUES = frozenset({Role.TABLE_ROW, Role.ADDRESS, Role.SHEET_ROW})
"""Where a number is what is said."""

_COUNTED = re.compile(
    r"\b(?:hits?|views?|visitors?|visits?|guests?|members?|online|downloads?|likes?|shares?|comments?|results?|partners?|vendors?|followers?|reviews?|votes?|users?|customers?|ago|vacancies"
    r"|bezoekers?|bezoeken|gasten|leden|weergaven|keer(?!\s+per\b)|reacties|resultaten|volgers|stemmen|gebruikers|beoordelingen|aantal|geleden|vacatures?"
    r"|visites?|vues?|visiteurs?|membres?|invités?|commentaires?|partenaires|avis|résultats|abonnés"
    r"|aufrufe|besucher|gäste|mitglieder|kommentare|ergebnisse|bewertungen|nutzer)\b",
    re.IGNORECASE,
)
_NORM = re.compile(
    r"\b(?:max(?:imaal|imum|\.)?|min(?:imaal|imum|stens|\.)?|hoogstens|ten (?:hoogste|minste)|niet meer dan|mag|mogen|moet|moeten|at (?:most|least)|no more than|up to|must|may|shall)(?!\w)",
    re.IGNORECASE,
)
"""Makes of a count a rule."""
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d[\d.,' ]*")
_N = r"\d[\d.,]{0,14}"
_SPAN = r"(?:dag(?:en)?|nacht(?:en)?|we(?:ek|ken)|maand(?:en)?|uur|uren|minuut|minuten|seconden?|days?|weeks?|months?|hours?|minutes?|seconds?)"
_CROWD = (
    r"(?:organisaties|deelnemers|leden|gebruikers|ondertekenaars|abonnees|volgers|aanmeldingen|inschrijvingen|handtekeningen|bezoekers|lezers"
    r"|organi[sz]ations|participants|members|users|subscribers|followers|signatures|visitors|readers)"
)
_TALLY = (
    rf"(?:{_CROWD}|sterren|stars?|forks?|(?:open )?issues?|pull requests?|commits?|likes?|reacties|comments?|stemmen|votes?|beoordelingen|reviews?"
    r"|weergaven|views?|downloads?|keer (?:bekeken|gelezen|gedownload|gedeeld))"
)
_JOINED = r"(?:doen|deden|gingen|zijn|hebben|gebruiken|volgen|tekenden|kozen|have|has|are|use|follow|joined|signed)"
_WHOLE = tuple(
    re.compile(rf"^\W*(?:{pattern})\W*$", re.IGNORECASE)
    for pattern in (
        # "12 maanden" alone is a term: a countdown says that it is one, or has days and hours.
        rf"(?:nog|still|only) {_N} {_SPAN}(?: (?:te gaan|left|to go))?",
        rf"(?:nog |still )?{_N} {_SPAN}(?:(?:\W+(?:en |and )?{_N} {_SPAN})+(?: (?:te gaan|left|to go))?| (?:te gaan|left|to go))",
        rf"(?:nog|only|still)(?: maar| slechts)? {_N} {_SPAN} (?:tot|voor|until|till|to|before)\b.*",
        rf"(?:al|reeds|inmiddels|nu|ruim|already|over)?(?: al)?(?: (?:meer dan|more than|ruim|over))?\W*{_N} {_CROWD} {_JOINED}\b.*",
        rf"(?:{_N}\+? {_TALLY}\W*(?:en |and )?)+",
        rf"(?:result(?:aat|aten|s)?|items?|berichten|showing|weergave|toont)\W+{_N}\s*(?:tot(?: en met)?|t/m|-|to)\s*{_N}(?: (?:van|of|uit) (?:de )?{_N})?.*",
        rf"(?:gemiddelde )?(?:beoordeling|waardering|rating|score)\W+{_N}(?: (?:van|uit|of|out of) (?:de )?{_N})?\W+(?:(?:op basis van|based on) )?{_N} {_TALLY}",
        r"(?:©|\(c\)|copyright)\W.{0,80}",
        rf"(?:geschatte |gemiddelde )?(?:leestijd|leesduur|reading time)\W+(?:ongeveer |ca\.? |about )?{_N} ?(?:{_SPAN}|min\.?)|{_N} ?(?:min(?:uten|utes|ute|uut)?\.?) ?(?:leestijd|lezen|read)",
    )
)
"""Lines that only count, said in full."""
_MADE = (
    r"(?:geprint|afgedrukt|uitgeprint|gegenereerd|ge[eë]xporteerd|gedownload|opgevraagd|opgehaald|geraadpleegd|bezocht"
    r"|(?:voor het )?laatst (?:gecontroleerd|bezocht|bekeken)|laatste controle(?: van (?:deze|de) pagina)?"
    r"|printed|generated|exported|downloaded|retrieved|accessed|last (?:checked|visited|viewed))"
)
_TALLY_IN_PROSE = (
    rf"(?<!maximaal )(?<!minimaal )(?<!hoogstens )(?<!at most )(?<!at least )(?<!up to )\b(?:(?:al|reeds|inmiddels|nu|already)\s+)?{_N}\s+"
    r"(?:keer|times)\s+(?:bekeken|gelezen|gedownload|gedeeld|bezocht|viewed|read|downloaded|shared|visited)\b(?!\s+(?:worden|wordt|per)\b)"
)
_PARTS = re.compile(
    rf"\(?\b{_MADE}\s*(?:op|om|d\.d\.|on|at)?\s*:?\s*(?:{DAY}{CLOCK}|\d{{1,2}}:\d\d(?::\d\d)?)\)?"
    rf"|(?:©|\(c\)|copyright)\s*(?:\d{{4}}\s*[-–]\s*)?\d{{4}}|{_TALLY_IN_PROSE}"
    rf"|^\W*(?:het\s+is\s+|it\s+is\s+|nous\s+sommes\s+)?(?:vandaag|today|aujourd'hui|heute)(?:\s+is(?:\s+het)?|\s+ist)?[\s:,]+(?:{WEEKDAY}\s+)?{DAY}{CLOCK}",
    re.IGNORECASE,
)
"""What a sentence may hold beside what it says."""
_ROWS = frozenset({Role.TABLE_ROW, Role.SHEET_ROW})
_MAX_ROWS = 200
"""A longer table is a list of data, whose columns may well be named so."""
_COUNTING = re.compile(
    r"\W*(?:aantal |number of |times )?(?:keer |malen )?(?:downloads?|gedownload|downloaded|bekeken|viewed|gelezen|read|gedeeld|shared|weergaven|views|hits|likes)\W*",
    re.IGNORECASE,
)
_IS_NUMBER = re.compile(r"\d[\d.,' ]*(?:x|×|keer)?")
_KIND = r"(?:pdf|docx?|xlsx?|pptx?|od[tsp]|zip|csv|epub|word|excel)(?:[- ](?:bestand|document|file))?"
_SIZE = r"\d+(?:[.,]\d+)?\s*(?:[kmg]i?b|bytes)\b"
_DETAIL = rf"(?:{_KIND}|{_SIZE}|\d+\s*(?:pagina'?s?|pagina’s|pages?|blz\.?|p\.)|nederlands|engels|dutch|english)"
_SIZE_NOTE = re.compile(
    rf"[(\[](?=[^()\[\]]*?\d\s*[kmg]i?b)\s*{_DETAIL}(?:[\s,;|:–-]+{_DETAIL})*\s*[)\]]"
    rf"|[\s,;|:–-]{{1,6}}\b(?:{_KIND}[\s,;|:–-]+{_SIZE}|{_SIZE}[\s,;|:–-]+{_KIND})(?:[\s,;|:–-]+{_DETAIL})*(?=\W*$|\s*\|)",
    re.IGNORECASE,
)
"""``(PDF, 412 kB)``, ``pdf | 0,4 MB | 24 pagina's``; a bare size may be a limit."""
_BARS = re.compile(r"\s*[|·•]\s*")


def without_passing(
    removed: Sequence[Unit], added: Sequence[Unit], *, before: Reading, after: Reading
) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """Both without what only counts or stamps, and without what but for that the other page says as well."""
    old, new = _rests(removed, before), _rests(added, after)
    return _saying(removed, old, new, other=after), _saying(added, new, old, other=before)


def lasting(document: Document) -> str:
    """The main text without what short lines of it count or stamp, a block a line."""
    above = ("", *(block.text for block in document.blocks))
    rests = (_lasting(block, label) for block, label in zip(document.blocks, above, strict=False) if block.is_main)
    return "\n".join(filter(None, rests))


def _lasting(block: Block, above: str) -> str:
    """What is left of a line; a longer one is taken as it is, for looking at each would cost milliseconds a page."""
    text = block.text
    if len(text) > _SHORT_LINE:
        return text
    if (rest := without_stamps(text)) is not None:
        return rest
    if not _DIGIT.search(text):
        return text
    passes = is_counter(Unit(text, text, block, "", 0)) or (is_stamp_label(above) and is_date(text))
    return "" if passes else text


def _rests(units: Iterable[Unit], page: Reading) -> dict[str, Unit]:
    """For each sentence that holds something passing what is left of it."""
    return {unit.key: rest for unit in units if (rest := _rest(unit, page)) is not None}


def _rest(unit: Unit, page: Reading) -> Unit | None:
    """The sentence without what passes, without a key where that is all; None where nothing of it passes."""
    if len(unit.text) > _MAX_LETTERS:
        return None
    if is_counter(unit) or is_chrome(unit) or _is_stamped(unit, page):
        return replace(unit, text="", key="")
    rest = without_stamps(unit.text)
    if rest is None and not _DIGIT.search(unit.text):
        return None  # most sentences: all else that passes counts or dates
    rest = _without_counts(unit, page) if rest is None else rest
    rest = _without_sizes(unit, page) if rest is None else rest
    rest = _PARTS.sub(" ", unit.text if rest is None else rest)
    if unit.block.role not in _VALUES and len(parts := _BARS.split(rest)) > 1:
        rest = " | ".join(part for part in parts if not _counts(part))
    return replace(unit, text=rest, key=value_key(rest)) if rest != unit.text else None


def _without_counts(unit: Unit, page: Reading) -> str | None:
    """A row without the numbers in the columns that say how often a thing was asked for; None where it has none."""
    if unit.block.role not in _ROWS:
        return None
    blocks, first = page.document.blocks, unit.place
    while first and unit.place - first < _MAX_ROWS and blocks[first - 1].role is unit.block.role:
        first -= 1
    cells, names = unit.block.text.split(" | "), blocks[first].text.split(" | ")
    if len(cells) != len(names) or first == unit.place:
        return None
    kept = [
        cell
        for cell, name in zip(cells, names, strict=True)
        if not (_COUNTING.fullmatch(name) and _IS_NUMBER.fullmatch(cell))
    ]
    return " | ".join(kept) if len(kept) < len(cells) else None


def _without_sizes(unit: Unit, page: Reading) -> str | None:
    """A line without the sizes of the files it links to: their bytes are watched; None where it has none."""
    rest, times = _SIZE_NOTE.subn(" ", unit.text)
    is_behind = times and any(
        link.is_document and link.text and link.text in unit.block.text for link in page.document.links
    )
    return rest if is_behind else None


def _is_stamped(unit: Unit, page: Reading) -> bool:
    """Whether a block is the date that the label in the block before it speaks of."""
    if not unit.place or not is_date(unit.block.text):
        return False
    return is_stamp_label(page.document.blocks[unit.place - 1].text)


def _saying(
    units: Iterable[Unit], mine: Mapping[str, Unit], others: Mapping[str, Unit], *, other: Reading
) -> tuple[Unit, ...]:
    known = {"", *(rest.key for rest in others.values())}
    return tuple(
        unit
        for unit in units
        if (rest := mine.get(unit.key, unit)).key not in known and (rest is unit or not other.says(rest))
    )


def is_counter(unit: Unit) -> bool:
    """Whether a line counts what visitors do or what time does: ``145 guests online``, ``Nog 83 dagen tot de start``."""
    return unit.block.role not in _VALUES and (_is_one_count(unit.block.text) or _is_tally(unit.text))


def _counts(part: str) -> bool:
    return _is_one_count(part) or _is_tally(part)


def _is_one_count(text: str) -> bool:
    return (
        len(text.split()) <= COUNTER_WORDS
        and len(_DIGITS.findall(text)) == 1
        and _COUNTED.search(text) is not None
        and not _NORM.search(text)
        and not amounts(text)
    )


def _is_tally(text: str) -> bool:
    is_line = len(text) <= LINE_LETTERS and len(text.split()) <= LINE_WORDS
    return is_line and any(pattern.match(text) for pattern in _WHOLE)
