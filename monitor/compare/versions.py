"""Document -> the version and dates it prints of itself; two of them -> facts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from string import digits

from monitor.compare.date_lines import DATE_LABEL, DateKind, DateLine, date_lines
from monitor.compare.notice_tags import Tag
from monitor.compare.notice_words import WORDS
from monitor.compare.printed_dates import may_hold_date
from monitor.compare.version_lines import (
    LABEL,
    LINE_LETTERS,
    LINE_WORDS,
    SPEAKS_OF_ITSELF,
    Version,
    VersionKind,
    line_version,
    title_version,
)
from monitor.model.change import Fact, FactKind
from monitor.model.document import Block, Document, MediaKind

TOP_BLOCKS = 40
"""A page says which version it is near its top; further down it speaks of others."""
LINK_SHARE = 0.5
VERSION_SCORE = 3.0
DATE_SCORE = 2.0


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


_SUCCESSION = re.compile(rf"\b(?:{'|'.join(WORDS[Tag.REPLACED] + WORDS[Tag.REPLACED_BY])})\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-Z])")
_SENTENCE_LETTERS, _LONG = 60, 1_500
"""Letters of a block that are looked through for a sentence of its own about the version."""
_LABEL_STEMS = ("versi", "vers.", "ver.", "revis", "rev.", "editi", "uitgave", "release", "druk", "herzien")
"""Before a version in running text; a bare "v" is none."""
_DIGIT = re.compile(r"\d")
_LABEL_LETTERS = 100
_BARE_LABEL = re.compile(rf"^(?!.*\d)(?:{LABEL}|status|{DATE_LABEL})\s*:?$", re.IGNORECASE)


def read_versions(document: Document) -> Versions:
    """The versions and dates that a document prints of itself, never those of documents it refers to.

    Read are the title and main heading, then short lines near the top of the main region, then the running lines of a PDF or
    Word file. A line that names something counts only where the name is the document's own.
    """
    titles = [text for text in (document.heading, document.title) if text]
    lines = [version for title in titles if (version := title_version(title))]
    dates: list[DateLine] = []
    for place, line in _promising(list(_lines(document))):
        version = _version_in_line(line, titles, is_first=place == 0)
        if version:
            lines.append(version)
        if version or (may_hold_date(line) and _is_short(line)):
            own_part, *_ = _SUCCESSION.split(
                version.line if version else line, maxsplit=1
            )  # what follows has its own date
            dates.extend(date_lines(own_part, is_version_line=version is not None))
    return Versions(lines=tuple(dict.fromkeys(lines)), dates=tuple(dict.fromkeys(dates)))


def _promising(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines in which a version or a date may stand, each with its place: most have neither digit nor label."""
    heads = "\n".join(line[:LINE_LETTERS] for line in lines).casefold()
    stems = [stem for stem in _LABEL_STEMS if stem in heads]
    for place, line in enumerate(lines):
        if _may_hold_digit(line) or any(stem in line[:LINE_LETTERS].casefold() for stem in stems):
            yield place, line


def _may_hold_digit(line: str) -> bool:
    """Whether there is one, or a letter beyond ASCII, which may be one: ten times as quick as the pattern."""
    return not line.isascii() or any(map(line.__contains__, digits))


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


def _version_in_line(line: str, titles: Sequence[str], *, is_first: bool) -> Version | None:
    """The version in a line, or in one of the short sentences of a longer one."""
    if not _DIGIT.search(line) and not _has_label(line[:LINE_LETTERS]):
        return None
    is_short = _is_short(line) or (len(line) <= LINE_LETTERS and SPEAKS_OF_ITSELF.match(line))
    if is_short and (version := line_version(line, titles, is_first=is_first)):
        return version
    if len(line) <= _SENTENCE_LETTERS or not _has_label(line[:_LONG]):
        return None
    sentences = [sentence for sentence in _SENTENCE.split(line[:_LONG]) if _is_short(sentence) and _has_label(sentence)]
    found = (line_version(sentence, titles, is_first=is_first and line.startswith(sentence)) for sentence in sentences)
    return next((version for version in found if version), None)


def _has_label(text: str) -> bool:
    folded = text.casefold()
    return any(stem in folded for stem in _LABEL_STEMS)


def _lines(document: Document) -> Iterator[str]:
    """Lines near the top, a label joined with the value in the next block; then a file's running lines."""
    main = [block for block in document.main_blocks[:TOP_BLOCKS] if block.link_density <= LINK_SHARE]
    waiting = ""
    for block in main:
        if waiting:
            yield f"{waiting.rstrip(':')}: {block.text[:LINE_LETTERS]}"
        waiting = block.text if len(block.text) <= _LABEL_LETTERS and _BARE_LABEL.match(block.text) else ""
        if not waiting:
            yield block.text
    if document.kind in {MediaKind.PDF, MediaKind.DOCX}:
        yield from (block.text for block in document.blocks if _is_running(block))


def _is_running(block: Block) -> bool:
    return block.path.startswith("running") and _is_short(block.text)


def _is_short(text: str) -> bool:
    return len(text) <= LINE_LETTERS and len(text.split()) <= LINE_WORDS


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
