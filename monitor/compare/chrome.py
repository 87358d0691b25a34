"""A sentence -> whether it is the site's own: a knob of the page, a question to its visitors, a trouble of its own."""

import re

from monitor.compare.diff import Unit
from monitor.compare.printed_dates import MONTH
from monitor.model.document import Role
from monitor.normalise import sentences

_NAMED = {
    "LANGUAGE": "nederlands|engels|duits|frans|fries|spaans|turks|arabisch|oekra[iï]ens|papiaments|english|dutch|german|french|spanish|deutsch|fran[cç]ais|espa[nñ]ol|frysk",
    "THIS": r"(?:de informatie op |the information on )?(?:deze|dit|onze|this|our)(?: \w+)? ?(?:pagina|informatie|artikel|tekst|antwoord|page|information|article|answer|content|(?:web)?site)",
    "USEFUL": "nuttig|behulpzaam|duidelijk|handig|bruikbaar|useful|helpful|clear",
    "SURVEY": "survey|enqu[eê]te|vragenlijst|(?:gebruikers|bezoekers|lezers)?onderzoek",
    "PART": r"(?:(?:van )?(?:dit|deze|het|de|this|the|some) (?:onderdeel|gedeelte|deel|blok|inhoud|component|gegevens|resultaten|kaart|formulier|content|item|block|section|part|data|results|element|widget|map|video|form)s?)",
    "LOADING": r"(?:(?:bij|tijdens) (?:het )?(?:laden|ophalen|tonen|weergeven)|(?:while|when) (?:loading|fetching|displaying|rendering))",
    "AGAIN": r"(?:(?:later|straks|over (?:enkele|een paar) minuten) ?(?:nog eens|nogmaals|opnieuw)?|opnieuw|nog eens|nogmaals)",
}
"""What stands for the words in capitals below; dots stand for some words more."""


def _any(rows: str) -> str:
    """Pattern of any of the rows of a table."""
    pattern = "|".join(f"(?:{row.strip()})" for row in rows.strip().splitlines())
    for name, words in _NAMED.items():
        pattern = pattern.replace(name, f"(?:{words})")
    return pattern.replace("…", r".{0,60}?").replace(" ", r"\s+")


def _whole(rows: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{_any(rows)})\W*", re.IGNORECASE)


_KNOBS = r"""
    (?:print|printen|afdrukken|deel|delen|share|e-?mail|bewaar|save) (?:deze|de|this) (?:pagina|page|artikel|article)(?: (?:via|on|op) \w+)?
    (?:deze )?pagina (?:printen|afdrukken|delen|voorlezen|mailen|bewaren|doorsturen)
    (?:print|share|email|bookmark) page
    printversie|print(?:er)?(?:vriendelijke|-friendly| friendly) versi(?:e|on)
    (?:terug )?naar boven|(?:back|return|scroll) to top
    lees (?:deze pagina )?voor|voorlezen|laat voorlezen|luister naar deze pagina|listen(?: to this page)?|readspeaker
    (?:ga )?(?:direct )?naar (?:de )?(?:hoofd)?(?:inhoud|navigatie)|skip to (?:the )?(?:main )?(?:content|navigation)
    (?:deze|this) (?:pagina|page|tekst|text|site) (?:is ook beschikbaar )?(?:in (?:het )?)?LANGUAGE(?:(?:,| of| en| or| and) (?:in (?:het )?)?LANGUAGE)*
    (?:inloggen|log ?in|sign in|aanmelden) (?:om|to) (?:\S+ ){0,6}(?:favorieten|favou?rites|reageren|reactie|comment|bewaren|volgen|follow)(?: \S+){0,4}
"""
_LITTLE_KNOBS = r"""
    print|printen|afdrukken|rss|delen|deel|share|e-?mail|mail|top|boven|contrast|tekstgrootte|luister
    facebook|twitter|linkedin|whatsapp|instagram|mastodon|bluesky|youtube|kopieer link|copy link
    inloggen|log ?in|sign in|uitloggen|log ?out|registreren|register|zoeken|search|menu|sluiten|close|sitemap
    LANGUAGE
"""
"""Knobs where they stand in a row; alone each may be a heading or a step."""
_IS_KNOB = _whole(_KNOBS)
_ARE_KNOBS = re.compile(
    rf"\W*(?:(?:{_any(_KNOBS)}|{_any(_LITTLE_KNOBS)})[\s|·•,/()\[\]–-]+)+(?:{_any(_KNOBS)}|{_any(_LITTLE_KNOBS)})\W*",
    re.IGNORECASE,
)
_ASKS = _whole(r"""
    (?:was|is|vond (?:u|je)|vindt u|vind je) THIS USEFUL(?: (?:voor u|voor jou|to you))?
    (?:heeft|hielp) THIS (?:u|je) (?:\w+ )?(?:geholpen|verder)|did THIS help(?: you)?
    (?:hebt|heeft|heb) (?:u|je) (?:gevonden|kunnen vinden) wat (?:u|je) zocht|(?:did|have) you (?:find|found) what you (?:were looking for|needed|wanted)
    is (?:er|there) (?:iets|anything) (?:mis|wrong) (?:met|with) THIS|report (?:a|an) (?:problem|error|issue) with this page
    wat (?:vindt u|vind je) van THIS|what do you think of THIS
    help ons (?:mee )?(?:om )?(?:de|deze|onze) (?:website|site|pagina|dienstverlening) te verbeteren(?: (?:en|door) …)?
    help us (?:to )?improve (?:the|this|our) (?:website|site|page|service|content)s?(?: (?:and|by) …)?
    (?:wilt u|wil je|would you) … SURVEY(?: …)? (?:over|about|on) THIS(?: …)?
    (?:doe|werk) mee aan (?:ons|onze|een|het|de) (?:kort|korte) SURVEY(?: over THIS)?|take our (?:short )?SURVEY
    (?:bedankt|dank u(?: wel)?|thank you|thanks) (?:voor|for) (?:uw|je|your) (?:feedback|reactie|mening)
""")
"""What a site asks its visitors of itself."""
_BESIDE_ASKING = _whole(r"""
    (?:uw|je) (?:reactie|feedback|opmerking) (?:wordt|lezen|kunnen)\b…
    (?:wij|we) (?:kunnen|reageren) … (?:reactie|reacties|feedback|beantwoorden)
    vul (?:hier )?geen (?:persoonlijke |persoons)gegevens in|(?:do not|don.t) include (?:any )?personal (?:or financial )?information\b…
    ja|nee|yes|no|meedoen|later|nee,? bedankt|no,? thanks|versturen|send
""")
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
    r"^\W*(?:(?:warning|notice|deprecated|strict standards|(?:(?:parse|fatal|catchable fatal|uncaught|type|reference)\s?)?error|(?:uncaught )?exception)\s*:"
    r"|traceback \(most recent|exception in thread)"
    r"(?=.*(?:\bline \d+|\.php\b|most recent|undefined|thread|\bcall to an? (?:member|private|protected)|\bon null\b|\bis not (?:a function|defined)\b|sqlstate|stack trace))"
    r"|^\W*(?:object reference not set to an instance|error loading (?:partial view|macroengine)|sqlstate\[)",
    re.IGNORECASE,
)
"""What a program that stumbles prints into its page."""
_FAILS = _whole(r"""
    er (?:is|ging) (?:helaas )?(?:een |iets )?(?:(?:onverwachte|technische|onbekende) )?(?:fout|mis|misgegaan|fout gegaan)(?: opgetreden| ontstaan)?(?: LOADING\b…)?
    (?:an?|some) (?:(?:unexpected|unknown|technical) )?error (?:has )?occurred(?: LOADING\b…)?
    (?:oops\W+)?something went wrong(?: LOADING\b…)?
    PART (?:kan|kon|kunnen|konden) (?:helaas |op dit moment |momenteel )*niet (?:worden )?(?:geladen|opgehaald|getoond|weergegeven)(?: worden)?
    PART (?:could not|cannot|can.t|couldn.t) be (?:loaded|displayed|shown)
    (?:failed|unable) to load PART|(?:het )?laden PART is mislukt
    (?:zet|schakel) (?:a\.?u\.?b\.? )?java-?script (?:in (?:uw|je) browser )?(?:aan|in)(?: (?:om|in uw|in je|voor (?:deze|de|een)|zodat)\b….*)?
    java-?script (?:staat|is) (?:uit|uitgeschakeld|niet ingeschakeld|disabled|turned off|required)\b….*
    (?:please )?(?:enable|turn on|activate) java-?script(?: (?:to|in your|for (?:this|the|a))\b….*)?|you need to enable java-?script\b….*
    (?:deze|this) (?:\w+ )?(?:website|site|pagina|page|app|applicatie) (?:vereist|gebruikt|werkt|requires|needs|works)\b…java-?script\b….*
""")
"""What a part of a page says that did not come."""
_BESIDE_FAILING = _whole(r"""
    probeer (?:het|dit)(?: a\.?u\.?b\.?)? AGAIN
    (?:please )?try again(?: later| in a (?:moment|minute|few minutes))?|(?:please )?(?:refresh|reload) (?:the|this) page
    (?:onze )?excuses voor het ongemak|sorry for the inconvenience|we apologi[sz]e for … inconvenience|(?:ver)?laad de pagina opnieuw|ververs de pagina
""")


def is_chrome(unit: Unit) -> bool:
    """Whether a whole sentence is the site's own; a part of one that says more never is."""
    return is_trouble(unit) or _is_knob(unit) or _asks_visitors(unit)


def is_trouble(unit: Unit) -> bool:
    """Whether a sentence is about the site itself and for now: maintenance, an outage, an error of its own."""
    if _tells_trouble(unit.text):
        return True
    return _BESIDE_FAILING.fullmatch(unit.text) is not None and any(map(_tells_trouble, sentences(unit.block.text)))


def _tells_trouble(text: str) -> bool:
    if _PROGRAM.match(text) or _FAILS.fullmatch(text):
        return True
    return len(text.split()) <= _MAX_UPKEEP and all(pattern.search(text) for pattern in _UPKEEP)


def _is_knob(unit: Unit) -> bool:
    if _IS_KNOB.fullmatch(unit.text):
        return True
    return unit.block.role is not Role.HEADING and _ARE_KNOBS.fullmatch(unit.text) is not None


def _asks_visitors(unit: Unit) -> bool:
    """A question of the site, or what goes with one: "Vul geen persoonsgegevens in" may be a rule by itself."""
    if _ASKS.fullmatch(unit.text):
        return True
    around = (unit.under, *sentences(unit.block.text))
    return _BESIDE_ASKING.fullmatch(unit.text) is not None and any(map(_ASKS.fullmatch, around))
