"""Document -> the version and dates it prints of itself; two of them -> facts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from monitor.compare.date_lines import DATE_LABEL, DateKind, DateLine, date_lines
from monitor.compare.notice_patterns import SUCCEEDED
from monitor.compare.printed_dates import MONTH, printed_dates
from monitor.compare.self_reference import SELF
from monitor.model.change import Fact, FactKind
from monitor.model.document import Block, Document, MediaKind

TOP_BLOCKS = 40
"""A page says which version it is near its top; further down it speaks of others."""
LINE_WORDS, LINE_LETTERS = 18, 200
"""A version line is short; in longer prose a version is mostly someone else's."""
NAME_WORDS = 8
LINK_SHARE = 0.5
VERSION_SCORE = 3.0
DATE_SCORE = 2.0


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
    """As printed, without label: ``1.04zv``."""
    kind: VersionKind
    status: str = ""
    """``draft`` or ``final`` where the line says so."""
    line: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What makes two versions the same: the value, whatever its dress, and the status."""
        dates = [date.iso for date in printed_dates(self.text)]
        return (dates[0] if self.kind is VersionKind.DATED and dates else self.text.casefold(), self.status)


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What a document says about its own version and dates."""

    lines: tuple[Version, ...] = ()
    """The most trusted place first: title and main heading, labelled lines, running lines of a file."""
    dates: tuple[DateLine, ...] = ()

    @property
    def version(self) -> Version | None:
        """The version of the document: a number before an edition or a generation."""
        numbers = (line for line in self.lines if line.kind in {VersionKind.NUMBER, VersionKind.DATED})
        return next(numbers, self.lines[0] if self.lines else None)


_DIGIT = re.compile(r"\d")
_YEAR = r"(?:19|20)\d\d"
_DOTTED = r"(?:20\d\d|\d{1,3})(?:\.\d{1,3}){1,2}(?!\.?\d)(?:[a-z]{1,3}\d?)?"
_DAY = rf"\d{{1,2}}(?:st|nd|rd|th|\.|e)?\s+{MONTH},?\s+{_YEAR}|{MONTH}\s+\d{{1,2}},?\s+{_YEAR}|\d{{1,2}}[-./]\d{{1,2}}[-./]{_YEAR}|{_YEAR}-\d\d-\d\d"
_VALUE = rf"(?P<value>{_DAY}|{MONTH}\s+{_YEAR}|{_YEAR}-(?:0\d|1[0-2])(?!-?\d)|{_DOTTED}|{_YEAR}|\d{{1,3}}(?!\.?\d))"
_DATED = re.compile(rf"{_DAY}|{MONTH}\s+{_YEAR}|{_YEAR}(?:-\d\d)?", re.IGNORECASE)
_NOT_AFTER = (
    r"(?!\s*(?:[kmg]i?b\b|%|miljoen|euro|uur\b|°|,\d)|[\w/:@]"
    r"|\s*(?:,|of|en|or|and)\s+(?:hoger|later|nieuwer|newer|higher|above|ouder)|\s*(?:,|en|of|and|or)\s*\d+\.\d)"
)
_LABEL = (
    r"(?:documentversie|versienummer|versienr\.?|versie|version number|version no\.?|version|revisie|revision|rev\.?|editie|edition"
    r"|release|uitgave|v\.?)"
)
_LABELLED = rf"\b{_LABEL}\s*(?:nummer|number|nr\.?)?\s*[:|=–-]?\s*v?\.?\s*{_VALUE}{_NOT_AFTER}"
_STATUS = r"(?:concept|ontwerp|draft|definitie(?:f|ve)|final|vastgestelde?)"
_CURRENT = r"(?:huidige|actuele|laatste|nieuwste|current|latest|deze|document)"
_PRESENTING = (
    rf"(?:dit is|dit betreft|u (?:leest|bekijkt|ziet)|this is|you are (?:viewing|reading)|{SELF} (?:is|heeft|has))"
)
_OPENERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^\W*(?:status\s*[:|]\s*)?(?:(?:{_STATUS}|{_CURRENT})[\s,:-]+){{0,2}}{_LABELLED}",
        rf"^\W*{_STATUS}\s*[:-]?\s*v?\.?{_VALUE}{_NOT_AFTER}",
        rf"^{_PRESENTING}\s+(?:de |the |een |an? )?(?:{_STATUS}\s+)?{_LABELLED}",
        rf"^\W*(?:(?:{_STATUS}|{_CURRENT})\s+)?{_LABEL}\s*,\s*(?P<value>{_DAY}|{MONTH}\s+{_YEAR})",
        r"^(?:(?:uitgave|editie|edition)\s*:?\s*)?(?P<value>\d{1,2})(?:e|de|ste|st|nd|rd|th)\s+(?:herziene |revised )?(?:editie|druk|edition)\b",
    )
)
_NAMED = re.compile(rf"^(?P<name>[^.!?;]{{3,90}}?)[\s,(|–—-]+{_LABELLED}", re.IGNORECASE)
_EDITION = re.compile(rf"\b(?:ISO|IEC|EN|NEN|NIST|BS|DIN)(?:[/ -]+[A-Z]+)*[ -]+(?P<value>\d{{4,5}}(?:-\d+)?:{_YEAR})\b")
_EDITION_LINE = re.compile(rf"{_EDITION.pattern}(?:\s*[(,:–|-].*|\s+\w+)?$")
"""The line of a catalogue of standards; in prose an edition is mostly referred to."""
_GENERATION = re.compile(r"\b(?P<value>BIO\d)\b")
_TRAILING = re.compile(
    rf"(?P<before>\S+)\s+\(?(?P<value>{_DOTTED}|{_YEAR}-(?:0\d|1[0-2]))\)?(?:\s+\(?{_STATUS}\)?)?\s*$", re.IGNORECASE
)
_PROTOCOLS = frozenset(
    (
        "tls",
        "ssl",
        "http",
        "https",
        "ip",
        "ipv",
        "oauth",
        "saml",
        "usb",
        "wcag",
        "smb",
        "ntlm",
        "wpa",
        "dnssec",
        "openid",
        "soap",
        "xml",
        "html",
        "pdf",
        "web",
    )
)
"""What carries a version of its own and is written about, not issued."""
_OTHERS = re.compile(
    r"""(?xi)\b(?:vorige|eerdere|oudere?|volgende|nieuwe|previous|earlier|older|next|new|prior
      | lees|zie|bekijk|gebruik|vergelijk|see|read|compare|use
      | gebaseerd|conform|volgens|opvolger|vervang\w*|based|according|replace[sd]?|supersede[sd]?
      | vereist|vereisen|minimaal|minimum|geschikt|werkt|ondersteun\w*|requires?|compatible|supports?|powered|draait
      | in|op|met|vanaf|sinds|tot|naar|ten\s+opzichte\s+van|tussen|from|since|until|with|to
      | bij|hoort|heeft|hebben|hebt|wordt|worden|zijn|uw?|jij?|wij?|you|your|has|have|are
      | hoofdstuk|paragraaf|artikel|tabel|figuur|bijlage|kamer|stap|chapter|section|table|figure|annex|step
      | windows|office|excel|word|adobe|reader|python|java|wordpress|mediawiki|drupal|android|ios|browser|firefox|chrome|edge
      )\b"""
)
"""Words before a version that make it another one than the page's own."""
_SUCCESSION = re.compile(SUCCEEDED, re.IGNORECASE)
_BARE_LABEL = re.compile(rf"^(?:{_LABEL}|status|{DATE_LABEL})\s*:?$", re.IGNORECASE)


def read_versions(document: Document) -> Versions:
    """The versions and dates that a document prints of itself, never those of documents it refers to.

    Read are the title and main heading, then short lines near the top of the main region, then the running lines of a PDF or
    Word file. A line that names something counts only where the name is the document's own.
    """
    titles = [text for text in (document.heading, document.title) if text]
    lines = [version for title in titles if (version := title_version(title))]
    dates: list[DateLine] = []
    for place, line in enumerate(_lines(document)):
        if not _DIGIT.search(line):
            continue  # neither version nor date, as most lines
        version = _line_version(line, titles, is_first=place == 0)
        if version:
            lines.append(version)
        own_part = _SUCCESSION.split(line)[0]  # what comes after "vervangen door" is dated by its own publisher
        dates.extend(date_lines(own_part, is_version_line=version is not None))
    return Versions(lines=tuple(dict.fromkeys(lines)), dates=tuple(dict.fromkeys(dates)))


def version_in(text: str) -> str | None:
    """The version that a title carries, as printed without its label: ``BIO v1.04`` -> ``1.04``."""
    version = title_version(text)
    return version.text if version else None


def is_newer(before: Version, after: Version) -> bool | None:
    """Whether `after` is the later of two versions; None when they cannot be ordered."""
    if before.kind is not after.kind or _standard(before) != _standard(after):
        return None
    left, right = _order(before), _order(after)
    if left == right:
        return True if (before.status, after.status) == ("draft", "final") else None
    differing = next((mine, other) for mine, other in zip_longest(left, right, fillvalue="") if mine != other)
    return _is_less(*differing)


def compare_versions(before: Versions, after: Versions) -> tuple[Fact, ...]:
    """What changed in version and dates, most telling first; a system's own time stamps are not told.

    A version that is still printed somewhere on the page has not changed: a line moved or the title was rewritten.
    """
    facts: list[Fact] = []
    old, new = before.version, after.version
    if (
        old
        and new
        and new.key not in {line.key for line in before.lines}
        and old.key not in {line.key for line in after.lines}
    ):
        values = (("before", _shown(old, new)), ("after", _shown(new, old)))
        facts.append(Fact(kind=FactKind.VERSION_CHANGED, values=values, score=VERSION_SCORE))
    untold = {DateKind.STAMP, *((DateKind.VERSION,) if new and new.kind is VersionKind.DATED else ())}
    for kind in (kind for kind in DateKind if kind not in untold):
        left, right = ([date.iso for date in side.dates if date.kind is kind] for side in (before, after))
        gone, come = [iso for iso in left if iso not in right], [iso for iso in right if iso not in left]
        facts.extend(
            Fact(kind=FactKind.DATE_CHANGED, values=(("before", old_date), ("after", new_date)), score=DATE_SCORE)
            for old_date, new_date in zip(gone, come, strict=False)
        )
    return tuple(dict.fromkeys(facts))


def _shown(version: Version, other: Version) -> str:
    """The version as printed, with its status where only that differs."""
    same_value = version.text.casefold() == other.text.casefold()
    return f"{version.text} ({version.status or '-'})" if same_value else version.text


def _lines(document: Document) -> Iterator[str]:
    """Short lines near the top, a label joined with the value in the next block; then a file's running lines."""
    main = [block for block in document.main_blocks[:TOP_BLOCKS] if block.link_density <= LINK_SHARE]
    waiting = ""
    for block in main:
        if waiting:
            yield f"{waiting.rstrip(':')}: {block.text[:LINE_LETTERS]}"
        waiting = block.text if _BARE_LABEL.match(block.text) else ""
        if not waiting and _is_short(block.text):
            yield block.text
    if document.kind in {MediaKind.PDF, MediaKind.DOCX}:
        yield from (block.text for block in document.blocks if _is_running(block))


def _is_running(block: Block) -> bool:
    return block.path.startswith("running") and _is_short(block.text)


def _is_short(text: str) -> bool:
    return len(text) <= LINE_LETTERS and len(text.split()) <= LINE_WORDS


def title_version(title: str) -> Version | None:
    """The version that a title carries: labelled, an edition, at its end, or a generation."""
    if not _DIGIT.search(title):
        return None
    title = " ".join(title[:LINE_LETTERS].split())  # unfolded white space makes these patterns slow
    if found := re.search(_LABELLED, title, re.IGNORECASE):
        return _version(found["value"], title)
    if edition := _EDITION.search(title):
        return Version(text=edition["value"], kind=VersionKind.EDITION, line=title)
    trailing = _TRAILING.search(title)
    is_others = trailing and "." in trailing["value"] and _bare(trailing["before"]) in _PROTOCOLS
    if trailing and not is_others and not _OTHERS.fullmatch(trailing["before"]):
        return _version(trailing["value"], title)
    if generation := _GENERATION.search(title):
        return Version(text=generation["value"], kind=VersionKind.GENERATION, line=title)
    return None


def _line_version(line: str, titles: Iterable[str], *, is_first: bool) -> Version | None:
    if line.rstrip().endswith("?"):
        return None
    for opener in _OPENERS:
        if found := opener.search(line):
            return _version(found["value"], line)
    if found := _NAMED.search(line):
        name = found["name"]
        is_own = (
            len(name.split()) <= NAME_WORDS
            and not _OTHERS.search(name)
            and _is_name_of(name, titles, is_first=is_first)
        )
        return _version(found["value"], line) if is_own else None
    edition = _EDITION_LINE.match(line)
    if edition and is_first:
        return Version(text=edition["value"], kind=VersionKind.EDITION, line=line)
    return None


def _is_name_of(name: str, titles: Iterable[str], *, is_first: bool) -> bool:
    """Whether a line's name is the document's: shares a telling word with its title, or stands in its place."""
    own = {word for title in titles for word in _words(title)}
    return bool(own & _words(name)) if own else is_first


def _words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"\w{3,}", text)}


def _bare(word: str) -> str:
    return re.sub(r"[\W\d]+", "", word).casefold()


def _version(value: str, line: str) -> Version:
    is_dated = bool(_DATED.fullmatch(value))
    kind = VersionKind.DATED if is_dated else VersionKind.NUMBER
    return Version(text=value, kind=kind, status=_status(line), line=line)


def _status(line: str) -> str:
    if re.search(r"(?i)\b(?:concept|draft|ontwerp)\b", line):
        return "draft"
    return "final" if re.search(r"(?i)\b(?:definitie(?:f|ve)|final)\b", line) else ""


def _standard(version: Version) -> str:
    """Of an edition the standard it is one of: 27001:2023 is no later than 27002:2022."""
    return version.text.partition(":")[0] if version.kind is VersionKind.EDITION else ""


def _order(version: Version) -> list[str]:
    return re.findall(r"\d+|[a-z]+", version.key[0])


def _is_less(left: str, right: str) -> bool:
    """Part by part: 9 before 10, but 04 before 1, as in 1.04 and 1.1; nothing before a suffix."""
    if left.isdigit() and right.isdigit() and not (left.startswith("0") or right.startswith("0")):
        return int(left) < int(right)
    return left < right
