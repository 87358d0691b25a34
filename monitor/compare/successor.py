"""Document -> what it says about its own end: a successor, or that it no longer holds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitor.compare.printed_dates import printed_dates
from monitor.compare.self_reference import SELF
from monitor.compare.versions import is_newer, read_versions, title_version
from monitor.model.change import Fact, FactKind
from monitor.model.document import Document, Link, Role

NOTICE_SCORE = 5.0
"""A notice of this kind is always `major`."""
NOTICE_WORDS = 45
"""A notice is a short sentence; longer ones tell a story."""
OWN_SHARE = 0.6
"""A subject that says so much of the title means the page."""
QUOTE = 300
BARE_WORDS = 12
MAX_NOTICES = 5

_WHEN = r"(?:\s+(?:per|op|sinds|vanaf|in|met ingang van|as of|on|since|from)\s+[^,.;]{3,40}?)?"
_ADVERB = r"(?:\s+(?:inmiddels|nu|recent|onlangs|officieel|definitief|sindsdien|helaas|geheel|volledig|since|now|recently|formally|also|ook))?"
_BE = r"(?:is|zijn|wordt|worden|werd|are|was|were|has been|have been|will be|is being|zal(?: worden)?)"
_DIRECTLY = rf"{_BE}{_ADVERB}{_WHEN}{_ADVERB}\s+"

_SUCCEEDED = (
    r"(?:vervangen door|opgevolgd door|overgegaan in|opgegaan in|superseded by|replaced (?:by|with)|succeeded by|obsoleted by"
    r"|merged into)"
)
_ENDED = (
    r"(?:vervallen|ingetrokken|verouderd|teruggetrokken|gearchiveerd|achterhaald|opgeheven|beëindigd|afgevoerd"
    r"|niet (?:meer|langer) (?:geldig|actueel|van kracht|van toepassing|beschikbaar|up-to-date|in gebruik|de meest recente)"
    r"|(?:niet (?:meer|langer)|geen) (?:onderhouden|bijgewerkt|ondersteund|geactualiseerd|gebruikt)"
    r"|withdrawn|obsolete|outdated|out of date|deprecated|archived|retired|superseded|discontinued|rescinded|expired|end-of-life"
    r"|no longer (?:valid|maintained|supported|current|in force|updated|applicable|available|in use)|not maintained anymore)"
)
_NOW_ENDS = rf"(?:vervalt|vervallen|verliest (?:zijn|haar) geldigheid|expires|geldt niet (?:meer|langer)){_WHEN}"
_NEWER = (
    r"(?:er is|er bestaat|there is|van (?:{self}) is|van dit \w+ is)\s+(?:inmiddels |reeds |al |now )?(?:een|a)\s+"
    r"(?:nieuwe|nieuwere|recentere|newer|more recent|updated|new)\s+(?:versie|editie|uitgave|version|edition)\b"
).replace("{self}", SELF)
_NEWER_EN = rf"^(?:a|een)\s+(?:nieuwere?|recentere?|newer|more recent)\s+(?:versie|version|edition|editie)\s+(?:van|of)\s+{SELF}"
_OUT = r"(?:beschikbaar|verschenen|gepubliceerd|uitgebracht|available|published)"
_NOT_LATEST = (
    rf"(?:{SELF}|dit|this)\s+is\s+(?:niet|not)\s+(?:meer\s+)?(?:de|the)\s+(?:meest recente|nieuwste|laatste|actuele|latest|most recent|current)"
    r"\s+(?:versie|version|edition|editie)"
)

_STEM_LIST = (
    "vervang,opgevolgd,opvolger,overgegaan,opgegaan,vervall,vervalt,ingetrokken,verouderd,teruggetrokken,gearchiveerd,achterhaald"
    ",opgeheven,beëindigd,afgevoerd,verliest,superse,replace,succe,obsolete,merged,withdrawn,outdated,deprecated,archived,retired"
    ",discontinued,rescinded,expire,end-of-life,niet meer,niet langer,geen onderh,nieuwe versie,nieuwe editie,nieuwe uitgave,nieuwere "
    ",recente,laatste ,actuele ,nieuwste ,out of date,no longer,newer ,anymore,most recent,latest ,updated version,new version"
    ",new edition,current version"
)
_STEMS = tuple(_STEM_LIST.split(","))
"""One of these stands in every notice; looking for them first is twenty times cheaper than looking for a notice."""
_VERSION_SUBJECT = r"(?:versie|version|editie|edition|release)\s+v?[\d.]+[a-z]{0,3}(?:\s+(?:van|of)\s+[^,.;]{3,40}?)?"
_ALERT = r"(?:\W*(?:let op|attentie|belangrijk|waarschuwing|opmerking|status|note|notice|warning|important|please note)\s*[!:.\-–|]*\s*)"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """A way to say it: where the subject is named the page must be the subject."""

    kind: FactKind
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Own:
    """The names a page goes by."""

    words: frozenset[str]
    short_names: frozenset[str]
    """Abbreviations in brackets, or a title of one word in capitals: they stand for the whole."""

    @classmethod
    def of(cls, titles: Iterable[str]) -> "_Own":
        """From title and main heading."""
        text = " \n ".join(titles)
        short = re.findall(r"\(([A-Z][A-Z\d-]+)\)", text) + re.findall(r"(?m)^\s*([A-Z]{2,}[\d-]*)\s*$", text)
        return cls(words=frozenset(_words(text)), short_names=frozenset(name.casefold() for name in short))


def _rule(kind: FactKind, pattern: str) -> _Rule:
    return _Rule(kind=kind, pattern=re.compile(pattern, re.IGNORECASE))


_BARE = tuple(
    _rule(kind, rf"^{_ALERT}?\W*{pattern}")
    for kind, pattern in (
        (FactKind.SUCCESSOR, rf"(?:is )?{_SUCCEEDED}\s*:?\s*(?P<name>.+)$"),
        (FactKind.SUCCESSOR, r"(?:opvolger|successor|nieuwe versie|newer version)\s*:\s*(?P<name>.+)$"),
        (FactKind.SUCCESSOR, rf"{_ENDED}\s*[:;,.–-]+\s*(?:gebruik|zie|use|see)\s+(?P<name>.+)$"),
        (FactKind.WITHDRAWN, rf"{_ENDED}(?:{_WHEN}|\s+document|\s+versie|\s+version)\W*$"),
    )
)
"""Banners without a subject: the page itself is meant."""
_PAGE = tuple(
    _rule(kind, pattern)
    for kind, pattern in (
        (FactKind.SUCCESSOR, rf"{_NEWER}(?:\s+(?:van|of)\s+{SELF})?(?:\s+{_OUT})?\s*(?:[:.,;!(–-]\W*(?P<name>.*))?$"),
        (FactKind.SUCCESSOR, rf"{_NEWER_EN}(?:\s+is)?(?:\s+{_OUT})?\W*(?P<name>.*)$"),
        (FactKind.SUCCESSOR, rf"{_NOT_LATEST}\W*(?P<name>.*)$"),
    )
)
"""Sentences that name the page as what something newer exists of."""
_SUBJECT = tuple(
    _rule(kind, rf"^{_ALERT}?(?P<subject>.+?)\s+{pattern}")
    for kind, pattern in (
        (FactKind.SUCCESSOR, rf"{_DIRECTLY}{_SUCCEEDED}\s+(?P<name>.+)$"),
        (FactKind.WITHDRAWN, rf"{_DIRECTLY}{_ENDED}(?P<rest>.*)$"),
        (FactKind.WITHDRAWN, rf"{_NOW_ENDS}(?P<rest>.*)$"),
    )
)
"""Sentences with a subject, which must be the page or bear its name."""
_MARKED_TITLE = re.compile(
    rf"^\W*(?:{_ENDED}|archief|archived?)\s*[\])>:–|-]|[\[(<–|-]\s*{_ENDED}(?:\s+(?:per|op|sinds)\s[^)\]]*)?\W*$",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"""(?xi)\b(?:als|indien|wanneer|mocht|tenzij|totdat|zodra|of|hoe|if|when|unless|until|whether|once
      |controleer|nagaan|kan|kunnen|mag|mogen|moet|moeten|zou|may|might|can|could|must|should|mogelijk|possibly
      |nog\s+niet|nooit|never|not\s+yet)\b|\?\s*$"""
)
"""Before the predicate: a condition, a possibility, a duty; not a statement."""
_REFERRAL = re.compile(
    r"(?i)(?:gebruik|zie|raadpleeg|ga naar|use|see|refer to)\s+(?:de opvolger:?\s+|in plaats daarvan\s+|nu\s+|instead\s+)?(?P<name>[^.;]+)"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“‘(À-Þ])")
_URL = re.compile(r"https?://[^\s<>\"')\]]+[^\s<>\"')\].,;]")
_ARTICLE = re.compile(r"^(?:de|het|een|the|an?|onze|our)\s+", re.IGNORECASE)
_NAME_END = re.compile(
    r"\s*(?:[.;!?](?:\s|$)|,\s|\s(?:en|and)\s(?:is|wordt|geldt|has)|\s\((?!\w{1,12}\))|\s(?:instead|sinds|met ingang van|which|die|dat|that)\b).*$",
    re.IGNORECASE,
)
_COMMON = frozenset(
    [
        "de",
        "het",
        "een",
        "van",
        "voor",
        "en",
        "in",
        "op",
        "te",
        "met",
        "bij",
        "the",
        "of",
        "for",
        "and",
        "on",
        "to",
        "a",
        "an",
        "is",
        "oude",
        "huidige",
        "vorige",
        "versie",
        "version",
        "editie",
        "edition",
    ]
)


def find_successors(document: Document) -> tuple[Fact, ...]:
    """What the page says of itself: `SUCCESSOR` with name and link where it gives them, or `WITHDRAWN`.

    Only sentences whose subject is the page (by "deze handreiking", by its name, or as a banner without subject) and that
    state it: no conditions, questions or denials, no sentence in which the page is the newer of the two. Most telling first.
    """
    titles = tuple(dict.fromkeys(text for text in (document.title, document.heading) if text))
    facts = [_fact(FactKind.WITHDRAWN, phrase=title) for title in titles if _MARKED_TITLE.search(title)]
    own = _Own.of(titles)
    for sentences in _paragraphs(document):
        for place, sentence in enumerate(sentences):
            found = _notice(sentence, own, is_alone=len(sentences) == 1)
            if found is None:
                continue
            kind, name = found
            following = sentences[place + 1] if place + 1 < len(sentences) else ""
            if not name and (referral := _REFERRAL.match(following)):
                kind, name = FactKind.SUCCESSOR, referral["name"]
            facts.append(_fact(kind, phrase=sentence, name=_name(name), url=_link(name or sentence, document.links)))
    unique: dict[tuple[FactKind, str], Fact] = {}
    for fact in facts:
        unique.setdefault((fact.kind, fact.value("name")), fact)
    ordered = sorted(unique.values(), key=lambda fact: fact.kind is not FactKind.SUCCESSOR)
    return tuple(ordered[:MAX_NOTICES])


def outgrown_title(tool_title: str, document: Document) -> tuple[Fact, ...]:
    """A `SUCCESSOR` fact where a page prints a later version than the catalogue's title of it; empty where either has none.

    A proposal to look, as every notice: `phrase` is the page's line, `name` its version.
    """
    known, printed = title_version(tool_title), read_versions(document).version
    if known is None or printed is None or not is_newer(known, printed):
        return ()
    return (_fact(FactKind.SUCCESSOR, phrase=printed.line, name=printed.text),)


def _fact(kind: FactKind, *, phrase: str, name: str = "", url: str = "") -> Fact:
    values = [("phrase", phrase[:QUOTE])]
    if kind is FactKind.SUCCESSOR:
        values += [("name", name[:QUOTE]), ("url", url)]
    return Fact(kind=kind, values=tuple(values), score=NOTICE_SCORE)


def _paragraphs(document: Document) -> Iterator[list[str]]:
    """The short sentences of each block that holds a word of ending at all: few do, and that is quickly seen."""
    blocks = document.main_blocks
    whole = "\n".join(block.text for block in blocks).casefold()
    present = [stem for stem in _STEMS if stem in whole]
    for block in blocks if present else ():
        text = block.text.casefold()
        if block.role is not Role.SHEET_ROW and any(stem in text for stem in present):
            yield [part for part in _SENTENCE.split(block.text) if len(part.split()) <= NOTICE_WORDS]


def _notice(sentence: str, own: "_Own", *, is_alone: bool) -> tuple[FactKind, str] | None:
    """What a sentence says of the page, with what it names as the successor."""
    if is_alone or len(sentence.split()) <= BARE_WORDS:
        for rule in _BARE:
            if found := rule.pattern.search(sentence):
                return rule.kind, found.groupdict().get("name") or ""
    for rule in _PAGE:
        if (found := rule.pattern.search(sentence)) and not _DOUBT.search(sentence[: found.start()]):
            return rule.kind, found["name"] or ""
    for rule in _SUBJECT:
        found = rule.pattern.search(sentence)
        if found and _is_own(found["subject"], own) and not _is_doubtful(found, sentence):
            return rule.kind, found.groupdict().get("name") or _referred(found["rest"])
    return None


def _is_doubtful(found: re.Match[str], sentence: str) -> bool:
    return sentence.rstrip().endswith("?") or bool(_DOUBT.search(found["subject"]))


def _referred(rest: str) -> str:
    referral = _REFERRAL.search(rest)
    return referral["name"] if referral else ""


def _is_own(subject: str, own: "_Own") -> bool:
    """Whether the subject of a sentence is the page: by a pointing word, as a version, or by its name."""
    if re.fullmatch(rf"(?:{SELF}|{_VERSION_SUBJECT})(?:\s*\([^)]*\))?", subject, re.IGNORECASE):
        return True
    stripped = _without_dates(subject)
    words = {word for word in _words(stripped) if not re.fullmatch(r"v?[\d.]+[a-z]{0,3}", word)}
    if not words or not words <= own.words:
        return False
    share = len(words) / len(own.words)
    is_short_name = bool(words & own.short_names)
    return is_short_name or (len(words) > 1 and share >= OWN_SHARE)


def _without_dates(text: str) -> str:
    for date in reversed(list(printed_dates(text))):
        text = text[: date.start] + text[date.end :]
    return text


def _words(text: str) -> set[str]:
    return {word.casefold().strip(".") for word in re.findall(r"[\w.]+", text)} - _COMMON - {"", "."}


def _name(text: str) -> str:
    """The successor's name: the first clause, without article, date and closing marks."""
    name = _NAME_END.sub("", _URL.sub("", text)).strip(" .:;,–-\"“”'‘’")
    if dates := list(printed_dates(name)):
        name = re.sub(r"\s+(?:van|of|per|op|d\.d\.|from|on)\s*$", "", name[: dates[0].start].rstrip(" (,"))
    return _ARTICLE.sub("", name).strip()


def _link(text: str, links: Iterable[Link]) -> str:
    """The address of the successor: printed in the sentence, or of a link whose text stands in it (the longest one)."""
    if printed := _URL.search(text):
        return printed[0]
    key = _key(text)
    named = [link for link in links if len(_key(link.text)) > 3 and _key(link.text) in key]  # noqa: PLR2004 - "hier" is no name
    return max(named, key=lambda link: len(link.text)).url if named else ""


def _key(text: str) -> str:
    return "".join(re.findall(r"\w", text.casefold()))
