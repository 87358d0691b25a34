"""How pages say, in Dutch and English, that they have had their time."""

import re
from dataclasses import dataclass

from monitor.compare.self_reference import SELF
from monitor.model.change import FactKind

SUCCEEDED = (
    r"(?:vervangen door|opgevolgd door|overgegaan in|opgegaan in|superseded by|replaced (?:by|with)|succeeded by|obsoleted by"
    r"|merged into)"
)
ENDED = (
    r"(?:vervallen|ingetrokken|verouderd|teruggetrokken|gearchiveerd|achterhaald|opgeheven|beëindigd|afgevoerd"
    r"|niet (?:meer|langer) (?:geldig|actueel|van kracht|van toepassing|beschikbaar|up-to-date|in gebruik|de meest recente)"
    r"|(?:niet (?:meer|langer)|geen) (?:onderhouden|bijgewerkt|bijgehouden|ondersteund|geactualiseerd|gebruikt|beheerd)"
    r"|withdrawn|obsolete|outdated|out of date|deprecated|archived|retired|superseded|discontinued|rescinded|expired|end-of-life"
    r"|no longer (?:being )?(?:valid|maintained|supported|current|in force|updated|applicable|available|in use)|not maintained anymore)"
)
_WHEN = r"(?:\s+(?:per|op|sinds|vanaf|in|met ingang van|as of|on|since|from)\s+[^,.;]{3,40}?)?"
_ADVERB = r"(?:\s+(?:inmiddels|nu|recent|onlangs|officieel|definitief|sindsdien|helaas|geheel|volledig|since|now|recently|formally|also|ook))?"
_BE = r"(?:is|zijn|wordt|worden|werd|are|was|were|has been|have been|will be|is being|zal(?: worden)?)"
_DIRECTLY = rf"{_BE}{_ADVERB}{_WHEN}{_ADVERB}\s+"
_NOW_ENDS = rf"(?:vervalt|verliest (?:zijn|haar) geldigheid|expires|geldt niet (?:meer|langer))(?!\s+(?:niet|nooit|not|never)\b){_WHEN}"
_OLD = r"(?:verouderde|oudere?|vervallen|gearchiveerde|old|older|outdated|archived|obsolete|superseded|withdrawn)"
_EDITION = r"(?:versie|editie|uitgave|version|edition)"
_NEWER = r"(?:nieuwe|nieuwere|recentere|newer|more recent|updated|new)"
_OUT = r"(?:beschikbaar|verschenen|gepubliceerd|uitgebracht|available|published)"
_ALERT = r"(?:\W*(?:let op|attentie|belangrijk|waarschuwing|opmerking|status|note|notice|warning|important|please note)\s*[!:.\-–|]*\s*)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A way to say it, and what it says."""

    kind: FactKind
    pattern: re.Pattern[str]


def _rules(*rows: tuple[FactKind, str]) -> tuple[Rule, ...]:
    return tuple(Rule(kind=kind, pattern=re.compile(pattern, re.IGNORECASE)) for kind, pattern in rows)


BANNERS = _rules(
    (FactKind.SUCCESSOR, rf"^{_ALERT}?\W*(?:is )?{SUCCEEDED}\s*:?\s*(?P<name>.+)$"),
    (FactKind.SUCCESSOR, rf"^{_ALERT}?\W*(?:opvolger|successor|nieuwe versie|newer version)\s*:\s*(?P<name>.+)$"),
    (FactKind.SUCCESSOR, rf"^{_ALERT}?\W*{ENDED}\s*[:;,.–-]+\s*(?:gebruik|zie|use|see)\s+(?P<name>.+)$"),
    (FactKind.WITHDRAWN, rf"^{_ALERT}?\W*{ENDED}(?:{_WHEN}|\s+document|\s+versie|\s+version)[^\w?]*$"),
)
"""Without a subject: the page itself is meant, where they stand at its head."""
_ONE_EXISTS = rf"(?:er is|er bestaat|there is|(?:van|voor|for|of) (?:{SELF}|dit \w+) is)\s+(?:inmiddels |reeds |al |now )?(?:een|an?)\s+"
_A_SUCCESSOR = (
    rf"(?:{_NEWER}\s+{_EDITION}|opvolger|successor|replacement)\b(?:\s+(?:van|voor|for|of)\s+{SELF})?(?:\s+{_OUT})?"
)
_LATEST = r"(?:meest recente|nieuwste|laatste|actuele|latest|most recent|current)"
_SHOWING = r"(?:u (?:bekijkt|leest|ziet)|dit is|this is|you are (?:viewing|reading))(?: nu)?"
PAGE_RULES = _rules(
    (FactKind.SUCCESSOR, rf"{_ONE_EXISTS}{_A_SUCCESSOR}\s*(?:[:.,;!(–-]\W*(?P<name>.*))?$"),
    (
        FactKind.SUCCESSOR,
        rf"^(?:een|an?)\s+{_NEWER}\s+{_EDITION}\s+(?:van|of)\s+{SELF}(?:\s+is)?(?:\s+{_OUT})?\W*(?P<name>.*)$",
    ),
    (
        FactKind.SUCCESSOR,
        rf"^(?:een|an?)\s+{_NEWER}\s+{_EDITION}\s+(?:van|of)\s+{SELF}(?:\s+is)?(?:\s+{_OUT})?\W*(?P<name>.*)$",
    ),
    (
        FactKind.SUCCESSOR,
        rf"(?:{SELF}|dit|this)\s+is\s+(?:niet|not)\s+(?:meer\s+)?(?:de|the)\s+{_LATEST}\s+{_EDITION}\W*(?P<name>.*)$",
    ),
    (FactKind.WITHDRAWN, rf"^{_ALERT}?{_SHOWING}\s+(?:een|an?)\s+{_OLD}\s+{_EDITION}\b"),
)
"""Sentences that name the page as what is old, or as what something newer exists of."""
SUBJECT_RULES = _rules(
    (FactKind.SUCCESSOR, rf"^{_ALERT}?(?P<subject>.+?)\s+{_DIRECTLY}{SUCCEEDED}\s+(?P<name>.+)$"),
    (
        FactKind.SUCCESSOR,
        rf"^{_ALERT}?(?P<subject>.+?)\s+{_DIRECTLY}{ENDED}{_WHEN}\s+(?:en|and)\s+{SUCCEEDED}\s+(?P<name>.+)$",
    ),
    (FactKind.WITHDRAWN, rf"^{_ALERT}?(?P<subject>.+?)\s+{_DIRECTLY}{ENDED}(?P<rest>.*)$"),
    (FactKind.WITHDRAWN, rf"^{_ALERT}?(?P<subject>.+?)\s+{_NOW_ENDS}(?P<rest>.*)$"),
)
"""Sentences with a subject, which must be the page or bear its name."""

MARKED_TITLE = re.compile(
    rf"^\W*(?:{ENDED}|archief|archived?)\s*[\])>:–|-]|[\[(<–|-]\s*{ENDED}(?:\s+(?:per|op|sinds)\s[^)\]]*)?\W*$",
    re.IGNORECASE,
)
"""``[Vervallen] Handreiking``, ``Handreiking (ingetrokken)``."""
POINTING = re.compile(
    rf"(?:(?:de|het|the)\s+(?:inhoud|informatie|tekst|content|information)\s+(?:van|op|in|of|on)\s+)?{SELF}(?:\s*\([^)]*\))?"
    r"|(?:het|the)\s+document|de\s+(?:pagina|publicatie)|the\s+page"
    rf"|{_EDITION}\s+v?[\d.]+[a-z]{{0,3}}(?:\s+(?:van|of)\s+[^,.;]{{3,40}}?)?",
    re.IGNORECASE,
)
"""A subject that is the page, whatever its name."""
DOUBT = re.compile(
    r"""(?xi)\b(?:als|indien|wanneer|mocht|tenzij|totdat|zodra|of|hoe|if|when|unless|until|whether|once
      |controleer|nagaan|kan|kunnen|mag|mogen|moet|moeten|zou|may|might|can|could|must|should|mogelijk|possibly
      |nog\s+niet|nooit|never|not\s+yet)\b|\?\s*$"""
)
"""Before the predicate: a condition, a possibility, a duty; not a statement."""
REFERRAL = re.compile(
    r"(?i)(?:gebruik|zie|raadpleeg|ga naar|use|see|refer to)\s+(?:de opvolger:?\s+|in plaats daarvan\s+|nu\s+|instead\s+)?(?P<name>[^.;]+)"
)
NAME_END = re.compile(
    r"(?:[.;!?](?:\s|$)|,\s|\s(?:en|and)\s(?:is|wordt|geldt|has)|\s\((?!\w{1,12}\))|\s(?:instead|sinds|met ingang van|which|die|dat|that)\b).*$",
    re.IGNORECASE,
)
_STEM_LIST = (
    "vervang,opgevolgd,opvolger,overgegaan,opgegaan,vervall,vervalt,ingetrokken,verouderd,teruggetrokken,gearchiveerd,achterhaald"
    ",opgeheven,beëindigd,afgevoerd,verliest,superse,replace,succe,obsolete,merged,withdrawn,outdated,deprecated,archived,retired"
    ",discontinued,rescinded,expire,end-of-life,niet meer,niet langer,geen onderh,nieuwe versie,nieuwe editie,nieuwe uitgave,nieuwere "
    ",recente,laatste ,actuele ,nieuwste ,oude ,oudere ,out of date,no longer,newer ,anymore,most recent,latest ,updated version"
    ",new version,new edition,current version,older "
)
STEMS = tuple(_STEM_LIST.split(","))
"""One of these stands in every notice; looking for them first is many times cheaper than looking for a notice."""
