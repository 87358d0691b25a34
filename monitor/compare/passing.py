"""Sentences -> those that say something: counters, stamps and a site's own troubles, which pass by themselves, are none."""

import re
from collections.abc import Iterable, Sequence

from monitor.compare.diff import Unit
from monitor.compare.printed_dates import MONTH
from monitor.compare.values import amounts, value_key
from monitor.model.document import Block, Document, Role

COUNTER_WORDS = 8
LINE_WORDS = 16
"""A stamp or a countdown is a line; longer sentences tell something, and only their stamps are left out."""

_COUNTED = re.compile(
    r"\b(?:hits?|views?|visitors?|visits?|guests?|members?|online|downloads?|likes?|shares?|comments?|results?|partners?|vendors?|followers?|reviews?|votes?|users?|customers?|ago|vacancies"
    r"|bezoekers?|bezoeken|gasten|leden|weergaven|keer|reacties|resultaten|volgers|stemmen|gebruikers|beoordelingen|aantal|geleden|vacatures?"
    r"|visites?|vues?|visiteurs?|membres?|invités?|commentaires?|partenaires|avis|résultats|abonnés"
    r"|aufrufe|besucher|gäste|mitglieder|kommentare|ergebnisse|bewertungen|nutzer)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_LINE_LETTERS = 120
"""No stamp or counter is longer."""
_DIGITS = re.compile(r"\d[\d.,' ]*")
_STAMP = re.compile(
    r"^\W*(?:(?:deze |de )?pagina (?:is )?(?:voor het )?)?(?:laatst(?:e)? (?:gewijzigd|bijgewerkt|bewerkt|aangepast|wijziging|update)|gewijzigd op|bijgewerkt op"
    r"|(?:this )?(?:page )?(?:was )?last (?:modified|edited|changed)|page (?:last )?(?:updated|generated|rendered)|generated (?:on|at|in)|gegenereerd|vandaag|today|aujourd'hui|heute)\b",
    re.IGNORECASE,
)

_N = r"\d[\d.,]*"
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
        rf"(?:nog |still )?{_N} {_SPAN}(?:\W+(?:en |and )?{_N} {_SPAN})*(?: (?:te gaan|left|to go))?",
        rf"(?:nog|only|still)(?: maar| slechts)? {_N} {_SPAN} (?:tot|voor|until|till|to|before)\b.*",
        rf"(?:al|reeds|inmiddels|nu|ruim|already|over)?(?: al)?(?: (?:meer dan|more than|ruim|over))?\W*{_N} {_CROWD} {_JOINED}\b.*",
        rf"(?:{_N}\+? {_TALLY}\W*(?:en |and )?)+",
        rf"(?:result(?:aat|aten|s)?|items?|berichten|showing|weergave|toont)\W+{_N}\s*(?:tot(?: en met)?|t/m|-|to)\s*{_N}(?: (?:van|of|uit) (?:de )?{_N})?.*",
        rf"(?:gemiddelde )?(?:beoordeling|waardering|rating|score)\W+{_N}(?: (?:van|uit|of|out of) (?:de )?{_N})?\W+{_N} {_TALLY}",
        r"(?:©|\(c\)|copyright)\W.{0,80}",
        r"(?:lees (?:deze pagina )?voor|voorlezen|(?:deze )?(?:pagina )?printen|print (?:deze|this) (?:pagina|page)|listen|(?:terug )?naar boven|back to top)",
    )
)
"""Lines that only count, or name a knob of the page, said in full."""
_UPKEEP = (
    re.compile(
        r"\b(?:deze|onze|de|this|our|the)\s+(?:\w+\s+)?(?:web)?(?:site|pagina|page|portaal|portal|omgeving|dienst|service|shop)\b.{0,80}"
        r"\b(?:onderhoud\w*|storing\w*|werkzaamheden|(?:niet|minder goed|slecht|beperkt) (?:bereikbaar|beschikbaar)|offline|maintenance|unavailable|outage)\b"
        r"|\b(?:onderhoud\w*|storing\w*|werkzaamheden|maintenance|outage)\b.{0,80}\b(?:web)?(?:site|pagina|page|portaal|portal)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:tijdelijk|momenteel|op dit moment|vandaag|vannacht|morgen|gepland\w*|vanavond|dit weekend|van \d{1,2}[:.]\d\d|temporarily|currently|tonight|scheduled)\b"
        rf"|\b\d{{1,2}}\s+{MONTH}",
        re.IGNORECASE,
    ),
)
"""What the keeper of a site says of it, and that it is for now."""
_MAX_UPKEEP = 40
_PROGRAM = re.compile(
    r"^\W*(?:(?:warning|notice|deprecated|strict standards|(?:parse|fatal|catchable fatal|uncaught|type)\s?error)\s*:|traceback \(most recent|exception in thread)"
    r"(?=.*(?:\bline \d+|\.php\b|\bon line\b|most recent|undefined|thread))",
    re.IGNORECASE,
)
"""What a program that stumbles prints into its page."""
_TIME = r"(?:,?\s*(?:om|at|@|-)?\s*\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*(?:uur|u|h)\b)?)?"
_DAY = rf"(?:\d{{1,2}}[-./]\d{{1,2}}[-./]\d{{2,4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}\.?\s+{MONTH}\s+\d{{4}})"
_MADE = (
    r"(?:geprint|afgedrukt|uitgeprint|gegenereerd|ge[eë]xporteerd|gedownload|opgevraagd|opgehaald|geraadpleegd|bezocht"
    r"|(?:voor het )?laatst (?:gecontroleerd|bezocht|bekeken)|laatste controle(?: van (?:deze|de) pagina)?"
    r"|printed|generated|exported|downloaded|retrieved|accessed|last (?:checked|visited|viewed))"
)
_PARTS = re.compile(
    rf"\(?\b{_MADE}\s*(?:op|om|d\.d\.|on|at)?\s*:?\s*(?:{_DAY}{_TIME}|\d{{1,2}}:\d\d(?::\d\d)?)\)?|(?:©|\(c\)|copyright)\s*(?:\d{{4}}\s*[-–]\s*)?\d{{4}}",
    re.IGNORECASE,
)
"""What a sentence may hold beside what it says."""


def without_passing(removed: Sequence[Unit], added: Sequence[Unit]) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """Both without what only counts or stamps, and without pairs that but for a stamp say the same."""
    old, new = _rests(removed), _rests(added)
    return _saying(removed, old, new), _saying(added, new, old)


def lasting(document: Document) -> str:
    """The main text without the lines that only count or stamp, a block a line."""
    return "\n".join(block.text for block in document.main_blocks if not _is_passing_line(block))


def _is_passing_line(block: Block) -> bool:
    """Whether a short line with a number passes by itself; others are not looked at, which would cost milliseconds a page."""
    text = block.text
    if len(text) > _LINE_LETTERS or not _DIGIT.search(text):
        return False
    line = Unit(text, text, block, "", 0)
    return is_stamp(line) or is_counter(line)


def _rests(units: Iterable[Unit]) -> dict[str, str]:
    """For each sentence that holds something passing what is left of it, empty where that is nothing."""
    return {unit.key: rest for unit in units if (rest := _rest(unit)) is not None}


def _rest(unit: Unit) -> str | None:
    if is_counter(unit) or is_stamp(unit) or is_trouble(unit):
        return ""
    rest, times = _PARTS.subn(" ", unit.text)
    return value_key(rest) if times else None


def _saying(units: Iterable[Unit], mine: dict[str, str], others: dict[str, str]) -> tuple[Unit, ...]:
    known = {*others.values(), ""}
    return tuple(unit for unit in units if mine.get(unit.key, unit.key) not in known)


def is_counter(unit: Unit) -> bool:
    """Whether a line counts what visitors do or what time does: ``145 guests online``, ``Nog 83 dagen tot de start``."""
    if unit.block.role in {Role.TABLE_ROW, Role.ADDRESS, Role.SHEET_ROW}:
        return False
    text = unit.block.text
    is_one_count = (
        len(text.split()) <= COUNTER_WORDS
        and len(_DIGITS.findall(text)) == 1
        and _COUNTED.search(text) is not None
        and not amounts(text)
    )
    return is_one_count or (
        len(unit.text.split()) <= LINE_WORDS and any(pattern.match(unit.text) for pattern in _WHOLE)
    )


def is_stamp(unit: Unit) -> bool:
    """Whether a short line is the date that the serving system puts on a page by itself."""
    return len(unit.block.text.split()) <= LINE_WORDS and _STAMP.match(unit.block.text) is not None


def is_trouble(unit: Unit) -> bool:
    """Whether a sentence is about the site itself and for now: maintenance, an outage, a program's own error."""
    text = unit.text
    return _PROGRAM.match(text) is not None or (
        len(text.split()) <= _MAX_UPKEEP and all(pattern.search(text) for pattern in _UPKEEP)
    )
