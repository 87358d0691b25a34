"""A line -> the version that it prints of its own document, with the kind of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from monitor.compare.printed_dates import MONTH, printed_dates
from monitor.compare.self_reference import SELF, noun_kind, words_of

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


_LABELS = """
    versie, version, vers, ver, revisie, revision, rev, herziening, editie, edition, uitgave, release, druk
    documentversie
    versienummer, versienr, wijzigingsnummer, revisienummer, version number, version no, revision number, revision no
    conceptversie, eindversie, consultatieversie, werkversie, draft version, edition number, document version
    doc. version, doc. versie, versie van dit document, version of this document
"""
"""What stands before a version."""
_LOOSE_LABELS = "issue, update, amendment, wijziging"
"""What stands before much else too: a version where the number has a dot or "of this guide" follows."""
_STATUSES = """
    concept, ontwerp, draft, working draft, final draft, definitief, definitieve, final, vastgesteld, vastgestelde
    published, public draft
"""
_CURRENT = "huidige, actuele, laatste, nieuwste, current, latest, deze, this, document, geldende, gepubliceerde, doc."
_ORDINALS = """
    eerste, tweede, derde, vierde, vijfde, zesde, zevende, achtste, negende, tiende
    first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth
"""
"""One to ten, twice."""
_REWORKED = """
    herziene, geheel herziene, volledig herziene, gewijzigde, verbeterde, bijgewerkte, uitgebreide, aangevulde
    revised, fully revised, updated, enlarged, completely revised
"""
_PRESENTINGS = """
    dit is, dit betreft, u leest, u bekijkt, u ziet, u kijkt naar, je leest, je bekijkt, this is, you are viewing
    you are reading, you are looking at
    hierbij, voor u ligt, hier vindt u, here is
"""
_OF_OTHERS = """
    vorige, eerdere, oude, oudere, ouder, volgende, nieuwe, previous, earlier, older, next, new, prior
    lees, zie, bekijk, gebruik, vergelijk, see, read, compare, use, installeer, install, upgrade, update, run, open
    start, activeer
    gebaseerd, conform, volgens, opvolger, vervang, vervangt, vervangen, based, according, replace, replaces, replaced
    supersede, supersedes, superseded, afkomstig, uitgaande, aligned, mapped, refers, verwijst
    vereist, vereisen, minimaal, minimum, geschikt, werkt, ondersteun, ondersteunt, ondersteuning, requires, require
    compatible
    support, supports, powered, draait, runs, running, werkend, getest, tested
    bij, hoort, heeft, hebben, hebt, wordt, worden, zijn, uw, u, jij, je, wij, we, you, your, has, have, are, our, onze
    hoofdstuk, paragraaf, artikel, tabel, figuur, bijlage, kamer, stap, chapter, section, table, figure, annex, step
    clause
    score, zaal, room, windows, adobe, python, java, wordpress, mediawiki, drupal, android, ios, firefox, chrome
    linux, php
"""
"""Words before a version that make it another one than the page's own."""
_ON_THE_WAY = """
    in, op, met, vanaf, sinds, tot, naar, ten opzichte van, tussen, from, since, until, with, to, onder, under, door
    by, than, dan
    maatregel, control, onderdeel, eis, niveau, level, office, excel, word, reader, browser, edge, plug-in, plugin
    app, software
    firmware, server, client, driver, agent
"""
"""Words that do the same where the name runs on into the version; "Grip op beveiliging, v3.0" is a name all the same."""
_PROTOCOLS = """
    tls, ssl, http, https, ip, ipv, oauth, saml, usb, wcag, smb, ntlm, wpa, dnssec, openid, soap, xml, html, pdf, web
    cvss
"""
"""What carries a version of its own and is written about, not issued."""


def _any(row: str) -> str:
    """Pattern of any of the words of a row, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words_of(row), key=len, reverse=True)) + ")"


_YEAR = r"(?:19|20)\d\d"
_DOTTED = r"(?:20\d\d|\d{1,3})(?:\.\d{1,3}){1,2}(?!\.?\d)(?:[a-z]{1,3}\d?)?(?:-[a-z]{2,6}\d?)?"
_DAY = rf"\d{{1,2}}(?:st|nd|rd|th|\.|e)?\s+{MONTH},?\s+{_YEAR}|{MONTH}\s+\d{{1,2}},?\s+{_YEAR}|\d{{1,2}}[-./]\d{{1,2}}[-./]{_YEAR}|{_YEAR}-\d\d-\d\d"
_VALUE = rf"(?P<value>{_DAY}|{MONTH}\s+{_YEAR}|{_YEAR}[-/](?:0\d|1[0-2]|\d)(?![-/]?\d)|{_DOTTED}|{_YEAR}|\d{{1,3}}[a-df-z]?(?!\.?\d))"
_DATED = re.compile(rf"{_DAY}|{MONTH}\s+{_YEAR}|{_YEAR}(?:[-/]\d\d?)?", re.IGNORECASE)
_NOT_AFTER = (
    r"(?!\s*(?:[kmg]i?b\b|%|miljoen|euro|uur\b|°|,\d)|[\w/@]|:\d"
    r"|\s*(?:,|of|en|or|and)\s+(?:hoger|later|nieuwer|newer|higher|above|ouder)|\s*(?:,|en|of|and|or)\s*\d+\.\d)"
)
LABEL = rf"(?:{_any(_LABELS)}|(?<![\w-])v(?=\d|\.?\s*\d+\.\d))\.?"
"""Pattern of any label; a bare "v" only right before a number or one with a dot."""
_LABELLED = rf"\b{LABEL}\s*(?:nummer|number|nr\.?|no\.?)?\s*[:|=(–-]?\s*v?\.?\s*{_VALUE}{_NOT_AFTER}"
_STATUS = _any(_STATUSES)
_NOW = r"(?:\s+(?:nu|thans|currently|now|de|het|the|een|an?|alweer|inmiddels|of|van))*"
_ORDINAL = (
    rf"(?P<value>\d{{1,2}}(?=(?:e|de|ste|st|nd|rd|th)\b)|\b{_any(_ORDINALS)})\w{{0,3}}[,\s]+(?:{_any(_REWORKED)}\s+)?"
    r"(?:editie|druk|uitgave|edition|ed\.|release)(?=\W*$|\s*[,(|:;–—-]|\s+(?:van|of|uit|from|in)\s)"
)
_OPENERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^\W*(?:status\s*[:|]\s*)?(?:(?:{_STATUS}|{_any(_CURRENT)})[\s,:(-]+){{0,2}}{_LABELLED}",
        rf"^\W*{_STATUS}\s*[:(-]?\s*v?\.?{_VALUE}{_NOT_AFTER}",
        rf"^(?:{_any(_PRESENTINGS)}|{SELF} (?:is|heeft|has|betreft)){_NOW}\s+(?:{_STATUS}\s+)?{_LABELLED}",
        rf"^\W*(?:(?:{_STATUS}|{_any(_CURRENT)})\s+)?{LABEL}(?:\s*,|\s+(?:van|of|per|from|d\.d\.))\s*(?P<value>{_DAY}|{MONTH}\s+{_YEAR})",
        rf"^\W*{_any(_LOOSE_LABELS)}\s*(?:nummer|number|nr\.?|no\.?)?\s*:?\s*(?P<value>{_DOTTED}|\d{{1,3}}(?=\s+(?:of|van)\s+{SELF}))",
        rf"^(?:de|het|the)\s+{_any(_CURRENT)}\s+{LABEL}\s+(?:is|nummer is|number is)\s+(?:nu\s+|now\s+)?v?{_VALUE}{_NOT_AFTER}",
        rf"^(?:(?:uitgave|editie|edition|druk)\s*:?\s*)?{_ORDINAL}",
    )
)
_COUNTED = re.compile(rf"^(?P<name>[^.!?]{{3,90}}?)[,(|–—-]\s*{_ORDINAL}", re.IGNORECASE)
_NAMED = re.compile(rf"^(?P<name>[^!?]{{3,120}}?)(?P<mark>\s*[,;(|:–—-]\s*|\s+|\.\s+(?=v)){_LABELLED}", re.IGNORECASE)
_NAME_AND_DATE = re.compile(
    rf"^(?P<name>\w[^.!?;,]{{8,90}}?)\s+(?P<value>{_DOTTED}),?(?:\s+[–—|-])?\s+\(?(?:{_DAY}|{MONTH}\s+{_YEAR})\)?\W*$",
    re.IGNORECASE,
)
"""``Raamwerk Weerbaarheid (RW) 2.0, 26 februari 2024``"""
_EDITION = re.compile(rf"\b(?:ISO|IEC|EN|NEN|NIST|BS|DIN)(?:[/ -]+[A-Z]+)*[ -]+(?P<value>\d{{4,5}}(?:-\d+)?:{_YEAR})\b")
_EDITION_LINE = re.compile(
    rf"(?:(?:[Nn]orm|[Ss]tandaard|[Ss]tandard|[Dd]ocument|[Tt]itle|[Tt]itel)\s*[:|]\s*)?{_EDITION.pattern}(?:\s+\w\w)?(?:\s*[(,:–—|-].*|\s+\w+|\s+[A-Z].*)?$"
)
"""The line of a catalogue of standards; in prose an edition is mostly referred to."""
_GENERATION = re.compile(r"\b(?P<value>BIO\d)\b")
_TRAILING = re.compile(
    rf"(?P<before>\S+)\s+\(?(?P<value>{_DOTTED}|{_YEAR}-(?:0\d|1[0-2]))\)?(?:\s+\(?{_STATUS}\)?)?\s*$", re.IGNORECASE
)
_BE = rf"(?:is|was|werd|wordt|has been|have been)\s+(?:op\s|in\s|on\s|{_any('vastgesteld, gepubliceerd, uitgebracht, verschenen, goedgekeurd, published, released, approved, adopted, issued')})"
_OTHERS = re.compile(rf"\b(?:{_any(_OF_OTHERS)}|{_any(_ON_THE_WAY)})\b", re.IGNORECASE)
_REFERRING = re.compile(rf"\b{_any(_OF_OTHERS)}\b|^\W*{_any(_ON_THE_WAY)}\b", re.IGNORECASE)
_LABELLED_ANYWHERE = re.compile(_LABELLED, re.IGNORECASE)
_GENERATION_NAME = re.compile(rf"[A-Z][^.!?:]{{0,90}}{_GENERATION.pattern}\)?")
_MONTH_START = re.compile(MONTH, re.IGNORECASE)
_FIELD = re.compile(r"\s*(?!(?:titel|title|document|naam|name)\b)\w[\w ]{0,25}:\s", re.IGNORECASE)
_CARRIERS = frozenset(words_of(_PROTOCOLS))
_ORDINAL_NUMBER = {word: str(number % 10 + 1) for number, word in enumerate(words_of(_ORDINALS))}
_RUNS_ON = re.compile(rf"\s+(?!{_BE}|van\b|of\b|d\.d\.|per\b|from\b|dated\b|en\b|nl\b|{_STATUS}\b|{MONTH})[a-z]")
"""``Log4j versie 2.17.1 is niet kwetsbaar``: prose about something else, unless it goes on to say when it was adopted."""
_BELONGS_TO = re.compile(
    r"\W?\s*(?:van|of)\s+(?!\d)(?:(?:de|het|the|een|an?|deze|dit|this|onze|our)\s+)?(?P<owner>[^.,;:()|–—]{2,60})",
    re.IGNORECASE,
)


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
    if generation := _GENERATION.search(title):
        return Version(text=generation["value"], kind=VersionKind.GENERATION, line=title)
    return None


def line_version(line: str, titles: Iterable[str], *, is_first: bool) -> Version | None:
    """The version that a short line prints of the document with these titles; `is_first`: it stands in the title's place."""
    if line.rstrip().endswith("?"):
        return None
    titles = tuple(titles)
    for opener in _OPENERS:
        if found := opener.search(line):
            return _version(found["value"], line) if _is_own(line[found.end() :], titles) else None
    for pattern in (_NAMED, _COUNTED, _NAME_AND_DATE):
        if found := pattern.search(line):
            return _named_version(line, found, titles, is_first=is_first)
    edition = _EDITION_LINE.match(line)
    if edition and is_first:
        return Version(text=edition["value"], kind=VersionKind.EDITION, line=line)
    if is_first and not titles and (generation := _GENERATION_NAME.fullmatch(line)):
        return Version(text=generation["value"], kind=VersionKind.GENERATION, line=line)
    return None


def _named_version(line: str, found: re.Match[str], titles: tuple[str, ...], *, is_first: bool) -> Version | None:
    """The version after a name, where the name is the document's own."""
    name, is_set_off = found["name"] or "", bool(found.groupdict().get("mark", ",").strip())
    rest = line[found.end() :]
    if is_set_off:
        may_be_name = not _REFERRING.search(name)
    else:
        is_prose = len(name.split()) > _NAME_WORDS or _OTHERS.search(name) or _RUNS_ON.match(rest)
        may_be_name = not is_prose and _bare(name.rpartition(" ")[2]) not in _CARRIERS
    is_own = not name or (may_be_name and (_is_name_of(name, titles, is_first=is_first) or _is_metadata(name)))
    return _version(found["value"], line) if is_own and _is_own(rest, titles) else None


def _is_own(rest: str, titles: Iterable[str]) -> bool:
    """Whether what follows a version leaves it the document's: not so in ``versie 2.4.1 van de plug-in``."""
    belongs = _BELONGS_TO.match(rest)
    if not belongs or _MONTH_START.match(belongs["owner"]):
        return True
    own = {word for title in titles for word in _words(title)}
    return any(word in own or noun_kind(word) for word in _words(belongs["owner"]))


def _is_metadata(name: str) -> bool:
    """``Datum: 12 april 2021``: a field, no name."""
    return all(_FIELD.match(field) for field in re.split(r"[;|]", name))


def _is_name_of(name: str, titles: Iterable[str], *, is_first: bool) -> bool:
    """Whether a line's name is the document's: shares a telling word with its title, or stands in its place."""
    own = {word for title in titles for word in _words(title)}
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
