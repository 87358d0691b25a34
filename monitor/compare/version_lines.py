"""A line -> the version that it prints of its own document, with the kind of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from monitor.compare.printed_dates import MONTH, printed_dates
from monitor.compare.self_reference import POINTERS, noun_kind, words_of
from monitor.compare.version_words import (
    CURRENT,
    FORTHCOMING,
    ISSUED,
    LABELS,
    LOOSE_LABELS,
    OF_OTHERS,
    ON_THE_WAY,
    ORDINALS,
    PERIODICALS,
    PRESENTINGS,
    PRODUCTS,
    PROTOCOLS,
    RAISED,
    REWORKED,
    STATUSES,
)

LINE_WORDS, LINE_LETTERS = 18, 200
"""A version line is short; in longer prose a version is mostly someone else's."""
_NAME_WORDS = 8
"""Words of a name that runs on into its version; one set off by a mark may be as long as the line."""


class VersionKind(StrEnum):
    """What a version is told by."""

    NUMBER = "number"
    """1.04, 1.04zv, 2.0.1"""
    EDITION = "edition"
    """27001:2023"""
    DATED = "dated"
    """mei 2019, 2025-05, 2023"""
    GENERATION = "generation"
    """BIO2"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version as a page prints it of itself."""

    text: str
    """As printed, without label: ``1.04zv``; of "tweede druk" the number."""
    kind: VersionKind
    status: str = ""
    """``draft`` or ``final`` where the line says so."""
    line: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What makes two versions the same: the value, whatever its dress, and the status."""
        dates = [date.iso for date in printed_dates(self.text)]
        return (dates[0] if self.kind is VersionKind.DATED and dates else self.text.casefold(), self.status)


def _any(row: str) -> str:
    """Pattern of any of the words of a row, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words_of(row), key=len, reverse=True)) + ")"


_YEAR = r"(?:19|20)\d\d"
_DOTTED = r"(?:20\d\d|\d{1,3})(?:\.\d{1,3}){1,2}(?!\.?\d)(?:[a-z]{1,3}\d?)?(?:-[a-z]{2,6}(?:\.?\d{1,2})?)?"
_DAY = rf"\d{{1,2}}(?:st|nd|rd|th|\.|e)?\s+{MONTH},?\s+{_YEAR}|{MONTH}\s+\d{{1,2}},?\s+{_YEAR}|\d{{1,2}}[-./]\d{{1,2}}[-./]{_YEAR}|{_YEAR}-\d\d-\d\d"
_SEASON = rf"(?:voorjaar|najaar|zomer|herfst|winter|spring|autumn|summer|Q[1-4])\s+{_YEAR}"
_LETTER = r"(?:(?<=rev\.\s)|(?<=rev\s)|(?<=revisie\s)|(?<=revision\s)|(?<=uitgave\s)|(?<=issue\s))(?-i:[A-HJ-Z])(?![\w'’]|\.\w)"
"""``rev. C``"""
_VALUE = rf"(?P<value>{_DAY}|{MONTH}\s+{_YEAR}|{_SEASON}|{_YEAR}[-/](?:0\d|1[0-2]|\d)(?![-/]?\d)|\d{{1,3}}(?:\.\d{{1,3}})?\.x\b|{_DOTTED}|{_YEAR}|{_LETTER}|\d{{1,3}}[a-df-z]?(?!\.?\d|\s+{MONTH}))"
_DATED = re.compile(rf"{_DAY}|{_SEASON}|{MONTH}\s+{_YEAR}|{_YEAR}(?:[-/]\d\d?)?", re.IGNORECASE)
_STEMS = tuple(
    words_of(
        "versi, vers., ver., revis, rev., herzien, edit, uitg, release, druk, wijzig, issue, update, amendment, concept"
    )
    + words_of("ontwerp, draft, definitie, final, vastgesteld, publi, numbered, genummerd, ed.")
)
"""In all labels and statuses,"""
_SHORT_LABEL = re.compile(r"(?i)\b(?:v|vs|ver|vers|rev|ed|r)[.:]?\s?\d")
"""or this."""
_NOT_AFTER = (
    r"(?!\s*(?:[kmg]i?b\b|%|miljoen|million|euro|uur\b|bar\b|volt\b|procent|percent|°|,\d)|[\w/@]|:\d"
    r"|\s*(?:,|of|en|or|and)\s+(?:hoger|later|nieuwer|newer|higher|above|ouder)|\s*(?:,|en|of|and|or)\s*\d+\.\d)"
)
LABEL = rf"(?:(?<!-){_any(LABELS)}|druk(?=\s*[:|])|ed(?=\.\s?\d)|(?<![\w-])v(?=\d|\.?\s*\d+\.\d)|(?:(?<![\w)]\s)(?<!\w))vs(?=\.?\s*\d)|(?-i:(?<=\d\s)R(?=\d{{1,2}}\b)))\.?"
"""Pattern of any label; a bare "v" only right before a number or one with a dot, "vs" only after a mark, "R" after a number."""
_LABELLED = rf"\b{LABEL}\s*(?:nummer|number|nr\.?|no\.?)?\s*[:|=(–-]?\s*v?\.?\s*(?:(?:van|of|dated|d\.d\.)\s+(?=(?:\d{{1,2}}\w{{0,2}}\s+)?{MONTH}))?{_VALUE}{_NOT_AFTER}"
_STATUS = _any(STATUSES)
_POINTED = rf"(?:{POINTERS})\s+(?:[\w-]+\s+){{0,2}}?[\w-]+"
"""What a line points at; whether that is the document, `noun_kind` knows."""
_POINTED_WORDS = re.compile(rf"\b(?:{POINTERS})\s+([\w-]+(?:\s+[\w-]+){{0,2}})")
_OF_THING = re.compile(r"\b(?:van|of)\s+(?:de|het|the)\s+([\w-]+(?:\s+[\w-]+){0,2}?)(?=\s+(?:is|luidt)\b)")
_OF_ITSELF = rf"(?:\s+(?:van|of)\s+(?:{POINTERS}|de|het|the)\s+(?:[\w-]+\s+){{0,2}}?[\w-]+)?"
_NOW = rf"(?:,?\s+(?:nu|thans|currently|now|de|het|the|een|an?|alweer|inmiddels|of|van|at|op|als|as|herziening|revision|uitgave|edition|druk|officiële|official|volledige|full|publieke|public|{_any(ORDINALS)}|{_any(REWORKED)}|{_any(CURRENT)}|{_STATUS})\b){{0,6}},?"
_ORDINAL = (
    rf"(?P<value>\d{{1,2}}(?=(?:e|de|ste|st|nd|rd|th)\b)|\b{_any(ORDINALS)}|{_YEAR}(?=\s+edition\s*(?:$|[,;)|])))\w{{0,3}}[,\s]+(?:{_any(REWORKED)}\s+)?"
    r"(?:editie|druk|uitgave|edition|ed\.|release)(?=\W*$|\s*[,(|:;–—-]|\s+(?:van|of|uit|from|in)\s)"
)
_BEARS = "(?:heeft|draagt|kent|has|bears|carries|betreft|concerns)"
_ASIDE = r"(?:\s\([^()]{1,30}\)|,[^,;:.]{1,40},)?"
_SAYING = (
    rf"(?:in|met|with)\s+{_POINTED}\s*\(",
    rf"(?:{_any(PRESENTINGS)}|{_POINTED}{_ASIDE} (?:is|{_BEARS})){_NOW}\s+",
    rf"{_POINTED}\s[^.;:!?]{{1,80}}?\s(?:en|and)\s+{_BEARS}\s+(?:het\s+|the\s+|als\s+)?",
    rf"(?:{_POINTED}\s+(?:(?:is|was|werd)\s+)?(?:[^.;:!?]{{0,50}}\s)?)?{_any(ISSUED)}\s(?:[^.;:!?]{{0,40}}\s)?(?:als|as)\s+",
    rf"[^.;:!?]{{0,30}}{_POINTED}\s+(?:zoals|as)\s+(?:\w+\s+)?(?:luidt|stands)\s+in\s+",
)
"""What a clause says before the version of its document."""
_OPENERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:^|;\s+)(?:{'|'.join(_SAYING)}){_LABELLED}",
        rf"^\W*(?:status\s*[:|]\s*)?(?:(?:{_STATUS}|{_any(CURRENT)})[\s,:(-]+){{0,2}}{_LABELLED}",
        rf"^\W*(?:(?:{_STATUS}|{_any(CURRENT)})\s+)?{LABEL}\s+(?:van|of)\s+{_POINTED}\s*[:|=]\s*v?{_VALUE}{_NOT_AFTER}",
        rf"^{_POINTED}\s+(?:is|was|werd|has been)\s+(?:[^.;:]{{0,40}}\s)?{_any(RAISED)}\s+(?:naar|tot|to)\s+{_LABELLED}",
        rf"^(?:(?:in|met|with)\s+)?(?:deze|this|(?:de|het)\s+(?:voorliggende|onderhavige|huidige|geldende)|the\s+(?:present|current))\s+{LABEL}(?:\s*\(?|,\s*(?=[\d.]+,))v?{_VALUE}{_NOT_AFTER}",
        rf"^\W*{_STATUS}\s*[:(-]?\s*v?\.?(?P<value>{_DOTTED}|\d{{1,3}}(?!\.?\d)){_NOT_AFTER}(?!\s*{MONTH})",
        rf"^(?:\w+\s+(?:is|werd|was)\s+)?{_POINTED}\s+[^.;:]{{0,60}}?\b(?:van|from)\s+{LABEL}\s*[\d.]+\s+(?:\w+\s+)?(?:naar|to)\s+(?:{_LABELLED})",
        rf"^(?:(?:the present|this|deze)\s+(?:version|versie|edition|uitgave)\s+(?:of|van)\s+)?{_POINTED},?\s+(?:numbered|genummerd|nummer|number|nr\.?)\s+v?{_VALUE}{_NOT_AFTER}",
        rf"^(?:het|the)\s+(?:versienummer|version number)\s+(?:van|of)\s+{_POINTED}\s+(?:is|luidt)\s+v?{_VALUE}{_NOT_AFTER}",
        rf"^\W*(?:(?:{_STATUS}|{_any(CURRENT)})\s+)?{LABEL}(?:\s*,|\s+(?:van|of|per|from|d\.d\.))\s*(?P<value>{_DAY}|{MONTH}\s+{_YEAR})",
        rf"^\W*{_any(LOOSE_LABELS)}\s*(?:nummer|number|nr\.?|no\.?)?\s*:?\s*(?P<value>{_DOTTED}(?=\W*$|\s*[,;|(:–—-]|\s+(?:of|van)\s)|\d{{1,3}}(?=\s+(?:of|van)\s+{_POINTED}))",
        rf"^(?:met|with|(?:(?:op dit moment|momenteel|thans|nu|currently)\s+)?(?:geldt|is))\s+{_LABELLED}(?=\s+(?:(?:van|of)\s+(?:kracht|{_POINTED})|geldig|in force))",
        rf"^(?:de|het|the)\s+(?:{_any(CURRENT)}\s+)?(?:(?:stable|stabiele|official|officiële|public)\s+)?{LABEL}{_OF_ITSELF}\s+(?:is|nummer is|number is)\s+(?:(?:nu|now|versie|version)\s+)?v?{_VALUE}{_NOT_AFTER}",
        rf"^(?:(?:uitgave|editie|edition|druk)\s*:?\s*)?{_ORDINAL}",
    )
)
_COUNTED = re.compile(rf"^(?P<name>[^.!?]{{3,90}}?)[,(|–—-]\s*{_ORDINAL}", re.IGNORECASE)
_NAMED = re.compile(rf"^(?P<name>[^!?]{{3,120}}?)(?P<mark>\s*[,;(|:·•–—-]\s*|\s+|\.\s+(?=v)){_LABELLED}", re.IGNORECASE)
_MONTHLY = re.compile(
    rf"^(?P<name>[^.!?]{{3,90}}?)[,(|–—-]\s*(?P<value>{MONTH}\s+{_YEAR})\s+(?:version|edition|release)\W*$",
    re.IGNORECASE,
)
_NAME_AND_DATE = re.compile(
    rf"^(?P<name>\w[^.!?;,]{{8,90}}?)\s+(?P<value>{_DOTTED}),?(?:\s+[–—|-])?\s+\(?(?:{_DAY}|{MONTH}\s+{_YEAR})\)?\W*$",
    re.IGNORECASE,
)
"""``Raamwerk Weerbaarheid (RW) 2.0, 26 februari 2024``"""
_EDITION = re.compile(
    rf"\b(?:ISO|IEC|EN|NEN|NIST|BS|DIN)(?:[/ -]+[A-Z]+)*[ -]+(?P<value>\d{{4,5}}(?:-\d+)?:{_YEAR})\b(?:\+[A-Z]{{1,2}}\d?:{_YEAR})?"
)
_EDITION_LINE = re.compile(
    rf"(?:(?:[Nn]orm|[Ss]tandaard|[Ss]tandard|[Dd]ocument|[Tt]itle|[Tt]itel)\s*[:|]\s*|(?:Deze (?:web)?pagina (?:gaat over|beschrijft)|This (?:web)?page (?:describes|is about))\s+)?{_EDITION.pattern}(?:\s+\w\w)?(?!\s+(?:ge)?certif|\s+compl)(?:\s*[(,:/–—|-].*|\s+\w+|\s+[A-Z].*)?$"
)
"""The line of a catalogue of standards; in prose an edition is mostly referred to."""
_TRANSLATION = re.compile(
    rf"(?i:{_any(PRESENTINGS)})\s+(?:\w+\s+){{0,3}}?(?:vertaling|translation|versie|version|tekst|text)\s+(?:van|of)\s+{_EDITION.pattern}"
)
"""``U leest de Nederlandse vertaling van ISO/IEC 27701:2019``"""
_GENERATION = re.compile(r"\b(?P<value>BIO\d)\b")
_TRAILING = re.compile(
    rf"(?P<before>\S+)\s+\(?(?P<value>{_DOTTED}|{_YEAR}-(?:0\d|1[0-2]))\)?(?:\s+\(?{_STATUS}\)?)?\s*$", re.IGNORECASE
)
_BE = rf"(?:is|was|werd|wordt|has been|have been)\s+(?:op\s|in\s|on\s|{_any(ISSUED)})"
_OTHERS = re.compile(rf"\b(?:{_any(OF_OTHERS)}|{_any(ON_THE_WAY)}|{_any(PRODUCTS)})\b", re.IGNORECASE)
_PRODUCT = re.compile(rf"\b{_any(PRODUCTS)}\b", re.IGNORECASE)
_OF_SOFTWARE = re.compile(
    rf"^\s+(?:voor|for)\s+(?:de\s+|the\s+)?{_any(PRODUCTS)}\b|^\s+(?:is|was|bevat|contains|heeft|has|wordt)\b.*(?:kwetsba|vulnerab|exploit|niet meer ondersteund|no longer supported)",
    re.IGNORECASE,
)
_PERIODICAL = re.compile(rf"{_any(PERIODICALS)}\b", re.IGNORECASE)
_PAST = re.compile(
    r"\)?\s+(?:was (?:een|a|an|nog|de|het|the)|verscheen|bevatte|stond|contained|(?:is|was) (?:vervallen|ingetrokken|withdrawn|obsolete))\b|\s*\((?:archived|verouderd|vervallen|superseded|old|oud)\)"
)
"""What follows an earlier version: ``Versie 1.1 was een concept``."""
_NOT_YET = re.compile(rf"\s+(?:[a-z]+\s+){{0,5}}?{_any(FORTHCOMING)}\b")
_SEGMENT = re.compile(r"\s[·•–—|-]\s|[:;]\s")
_REFERRING = re.compile(rf"\b(?:{_any(OF_OTHERS)}|{_any(PRODUCTS)})\b|^\W*{_any(ON_THE_WAY)}\b", re.IGNORECASE)
_LABELLED_ANYWHERE = re.compile(_LABELLED, re.IGNORECASE)
_GENERATION_NAME = re.compile(rf"(?:[A-Z][^.!?:]{{0,90}})?{_GENERATION.pattern}\)?(?:\s?[:–—|-]\s.{{0,150}})?")
_LABELLED_GENERATION = re.compile(rf"\W*{LABEL}\s*[:|]\s*{_GENERATION.pattern}", re.IGNORECASE)
_NUMBERED_NAME = re.compile(
    rf"(?P<name>[A-Z]\S*(?:\s\S+){{1,11}}?)[\s_-]+[(\[]?v?(?P<value>{_DOTTED})[)\]]?(?:\.(?:pdf|docx?|xlsx?))?"
)
"""``Norm ICT-beveiligingsassessments DigiD 3.0``"""
_ATTACHED = re.compile(
    r"^(?:bijlage|annex|appendix|attachment)\s+\w{1,3}\s+(?:bij|van|to|of)\s[^:]{3,60}:\s", re.IGNORECASE
)
"""``Bijlage 3 bij het bestuursvoorstel: Beleid 2024, versie 0.7``"""
_DOWNLOAD = re.compile(r"download\W+(?:de|het|the)?\s*", re.IGNORECASE)
_LEADS_ON = frozenset(words_of("van, of, over, voor, for, about, archived, archief, vervallen, verouderde, outdated"))
"""Before a label, they make it another version: ``Vertaling van versie 3.4``."""
_ABOUT = re.compile(r"(?<= )(?:to|on|in|with|under|op|in|met|onder|tot) ")
_NO_OWNER = re.compile(rf"{MONTH}|kracht\b", re.IGNORECASE)
_FIELD = re.compile(r"\s*(?!(?:titel|title|document|naam|name)\b)\w[\w ]{0,25}:\s", re.IGNORECASE)
_CARRIERS = frozenset(words_of(PROTOCOLS))
_ORDINAL_NUMBER = {word: str(number % 10 + 1) for number, word in enumerate(words_of(ORDINALS))}
_RUNS_ON = re.compile(rf"\s+(?!{_BE}|van\b|of\b|d\.d\.|per\b|from\b|dated\b|en\b|nl\b|{_STATUS}\b|{MONTH})[a-z]")
"""``Log4j versie 2.17.1 is niet kwetsbaar``: prose about something else, unless it goes on to say when it was adopted."""
_BELONGS_TO = re.compile(
    r"\W?\s*(?:van|of)\s+(?!\d)(?:(?:de|het|the|een|an?|deze|dit|this|onze|our)\s+)?(?P<owner>[^.,;:()|–—]{2,60})",
    re.IGNORECASE,
)


SPEAKS_OF_ITSELF = re.compile(rf"^{LABEL}\s*v?{_VALUE}\s+(?:van|of)\s+(?:{POINTERS})\s", re.IGNORECASE)
"""Such a sentence may be longer than a version line."""


def title_version(title: str) -> Version | None:
    """The version that a title carries: labelled, an edition, at its end, or a generation."""
    title = " ".join(title[:LINE_LETTERS].split())  # unfolded white space makes these patterns slow
    if found := _LABELLED_ANYWHERE.search(title):
        return _version(found["value"], title)
    if edition := _EDITION.search(title):
        return Version(text=edition["value"], kind=VersionKind.EDITION, line=title)
    trailing = _TRAILING.search(title)
    is_others = trailing and "." in trailing["value"] and _bare(trailing["before"]) in _CARRIERS
    if trailing and not is_others and not _OTHERS.fullmatch(trailing["before"]):
        return _version(trailing["value"], title)
    return _of_generation(title, _GENERATION.search(title))


def line_version(line: str, titles: Iterable[str], *, is_first: bool) -> Version | None:
    """The version that a short line prints of the document with these titles; `is_first`: it stands in the title's place."""
    if line.rstrip().endswith("?"):
        return None
    titles = tuple(titles)
    is_labelled = _may_be_labelled(line)
    for opener in _OPENERS if is_labelled else ():
        if (found := opener.search(line)) and _points_at_document(found):
            return _version(found["value"], line) if _is_own(line[found.end() :], titles) else None
    edition = (_EDITION_LINE.match(line) or _TRANSLATION.match(line)) if is_first else None
    labelled, unlabelled = (_NAMED, *(() if edition else (_COUNTED, _MONTHLY))), () if edition else (_NAME_AND_DATE,)
    for pattern in (*(labelled if is_labelled else ()), *unlabelled):
        if found := pattern.search(line):
            return _named_version(line, found, titles, is_first=is_first)
    if edition:
        return Version(text=edition["value"], kind=VersionKind.EDITION, line=line)
    generation = _LABELLED_GENERATION.match(line) if is_labelled else None
    return _of_generation(line, generation) if generation or not is_first else _first_line_version(line, titles)


def _points_at_document(found: re.Match[str]) -> bool:
    pointed = _POINTED_WORDS.findall(found[0].casefold())
    others = _OF_THING.findall(found[0])
    return all(any(noun_kind(word) for word in words.split()) for words in pointed) and all(
        any(noun_kind(word) or word[0].isupper() for word in words.split()) for words in others
    )


def _first_line_version(line: str, titles: tuple[str, ...]) -> Version | None:
    """The number, or generation, in a name that stands in the title's place."""
    if (numbered := _NUMBERED_NAME.fullmatch(line)) and _is_numbered_document(numbered["name"], titles):
        return _version(numbered["value"], line)
    return _of_generation(line, None if titles else _GENERATION_NAME.fullmatch(line))


def _of_generation(line: str, found: re.Match[str] | None) -> Version | None:
    return Version(text=found["value"], kind=VersionKind.GENERATION, line=line) if found else None


def _may_be_labelled(line: str) -> bool:
    """Whether a label may stand in a line: looking for it in earnest is twenty times dearer."""
    folded = line.casefold()
    return any(stem in folded for stem in _STEMS) or bool(_SHORT_LABEL.search(line))


def _named_version(line: str, found: re.Match[str], titles: tuple[str, ...], *, is_first: bool) -> Version | None:
    """The version after a name, where the name is the document's own."""
    name, is_set_off = found["name"] or "", bool(found.groupdict().get("mark", ",").strip())
    rest = line[found.end() :]
    last = name.rpartition(" ")[2]
    names_document = noun_kind(last.casefold()) == "document"
    name = _ATTACHED.sub("", name)
    judged = _PRODUCT.sub("", name) if names_document else name  # "Linux Benchmark v1.1" is the benchmark's
    if name.casefold() in _LEADS_ON or (_PERIODICAL.search(name) and "." not in found["value"]):
        may_be_name = False
    elif is_set_off:
        may_be_name = not _REFERRING.search(judged)
    else:
        segment = _SEGMENT.split(judged)[-1]
        if noun_kind(segment.partition(" ")[0].casefold()) == "document" and segment[:1].isupper():
            segment = _ABOUT.sub("", segment, count=1)  # "Guide to Logging v1.2"
        is_abbreviation = last.startswith("(") and any(noun_kind(word) == "document" for word in _words(name))
        is_prose = len(judged.split()) > _NAME_WORDS or _OTHERS.search(segment) or _REFERRING.search(judged)
        is_carrier = _bare(last) in _CARRIERS and not is_abbreviation
        may_be_name = not (is_prose or last.casefold() in _LEADS_ON or is_carrier or _RUNS_ON.match(rest))
    is_own = not name or (may_be_name and (_is_name_of(name, titles, is_first=is_first) or _is_metadata(name)))
    return _version(found["value"], line) if is_own and _is_own(rest, titles) else None


def _is_numbered_document(name: str, titles: tuple[str, ...]) -> bool:
    """Whether a number after a name is the document's: it begins or ends with what a document is called."""
    words = [_bare(word) if word[:1].isupper() else "" for word in re.split(r"[\s_]+", name)]
    is_document = any(noun_kind(word) == "document" for word in (words[0], words[-1]))
    is_range = re.search(r"\d\.\d|[=~<>]", name)
    return is_document and not is_range and not _REFERRING.search(name) and _is_name_of(name, titles, is_first=True)


def _is_own(rest: str, titles: Iterable[str]) -> bool:
    """Whether what follows a version leaves it the document's: not so in ``versie 2.4.1 van de plug-in``."""
    if _NOT_YET.match(rest) or _PAST.match(rest) or _OF_SOFTWARE.search(rest):
        return False
    belongs = _BELONGS_TO.match(rest)
    if not belongs or _NO_OWNER.match(belongs["owner"]):
        return True
    own = {word for title in titles for word in _words(title)}
    return any(word in own or noun_kind(word) for word in _words(belongs["owner"]))


def _is_metadata(name: str) -> bool:
    """``Datum: 12 april 2021``: a field, no name."""
    return all(_FIELD.match(field) for field in re.split(r"[;|]", name))


def _is_name_of(name: str, titles: Iterable[str], *, is_first: bool) -> bool:
    """Whether a line's name is the document's: shares a telling word with its title, or stands in its place."""
    own = {word for title in titles for word in _words(title)}
    if own and (offered := _DOWNLOAD.match(name)):
        return _words(name[offered.end() :]) <= own  # a page offers files of others too
    said = _words(name)
    telling = {word for word in said if not noun_kind(word)} or said
    return bool(own & telling) if own else is_first


def _words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"\w{3,}", text)}


def _bare(word: str) -> str:
    return re.sub(r"[\W\d]+", "", word).casefold()


def _version(value: str, line: str) -> Version:
    value = _ORDINAL_NUMBER.get(value.casefold(), value)
    kind = VersionKind.DATED if _DATED.fullmatch(value) else VersionKind.NUMBER
    return Version(text=value, kind=kind, status=_status(line), line=line)


def _status(line: str) -> str:
    if re.search(r"(?i)\b(?:concept|draft|ontwerp)\b", line):
        return "draft"
    return "final" if re.search(r"(?i)\b(?:definitie(?:f|ve)|final)\b", line) else ""
