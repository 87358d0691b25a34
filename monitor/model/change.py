"""What differs between two visits, and how much it matters."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple


class ChangeOutcome(StrEnum):
    """What comparing led to."""

    FIRST = "first"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    NOT_COMPARED = "not-compared"


class Weight(StrEnum):
    """How much a change matters to a maintainer."""

    NONE = "none"
    MINOR = "minor"
    MAJOR = "major"


class FactKind(StrEnum):
    """What kind of difference was found; each has its sentence in `phrases.py`."""

    VERSION_CHANGED = "version-changed"
    """values: before, after"""
    DATE_CHANGED = "date-changed"
    """A date of validity, publication or revision. values: before, after"""
    TITLE_CHANGED = "title-changed"
    """values: before, after, and kept: the page's own name where only what stands around that differs"""
    TEXT_ADDED = "text-added"
    """values: count (sentences), under (nearest heading, may be empty)"""
    TEXT_REMOVED = "text-removed"
    """values: count, under"""
    TEXT_REWORDED = "text-reworded"
    """values: count, under"""
    REWRITTEN = "rewritten"
    """Largely new text. values: share (percent)"""
    AMOUNT_CHANGED = "amount-changed"
    """values: before, after"""
    KEY_TERM_ADDED = "key-term-added"
    """values: term"""
    KEY_TERM_REMOVED = "key-term-removed"
    """values: term"""
    LINKS_CHANGED = "links-changed"
    """Links to pages. values: count, and of the first of them name, before and after (either may be empty)"""
    DOCUMENT_ADDED = "document-added"
    """values: name, url"""
    DOCUMENT_REMOVED = "document-removed"
    """values: name, url"""
    DOCUMENT_RENAMED = "document-renamed"
    """Same target, other link text. values: before, after, url"""
    DOCUMENT_MOVED = "document-moved"
    """Same bytes at a new address. values: name, before, after"""
    DOCUMENT_REPLACED = "document-replaced"
    """New content at the same address. values: name, url, before_bytes, after_bytes, before_hash, after_hash, and where
    the server tells them before_modified, after_modified"""
    DOCUMENT_LOST = "document-lost"
    """Still linked, but not there any more in two runs. values: name, url"""
    DOCUMENT_RETURNED = "document-returned"
    """There again after it was told as lost. values: name, url"""
    OTHER_DOCUMENT = "other-document"
    """Subject or language gone. values: before, after"""
    TYPE_CHANGED = "type-changed"
    """values: before, after"""
    RETURNED = "returned"
    """Back to an earlier text. values: seen (ISO time of the earlier visit, with offset)"""
    UNSTABLE = "unstable"
    """Alternates between known variants. values: variants"""
    SUCCESSOR = "successor"
    """The page says something newer takes its place. values: phrase, name, url"""
    WITHDRAWN = "withdrawn"
    """The page says it no longer holds. values: phrase"""
    FURNITURE = "furniture"
    """Only what all pages of the host share. values: none"""
    SHARED = "shared"
    """What differs is content that other pages of the host have, or had, too. values: none"""
    BYTES_CHANGED = "bytes-changed"
    """The file could not be read; its bytes differ. values: before_bytes, after_bytes"""
    SELECTOR_MISSED = "selector-missed"
    """The catalogue's own selector matches nothing. values: selector"""
    UNCONFIRMED = "unconfirmed"
    """A second visit in the same run did not show it again. values: none"""


DOCUMENT_FACTS = frozenset(kind for kind in FactKind if kind.startswith("document-"))
"""What became of the files that a page links to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One difference, as values; the sentence is made where the reader's language is known."""

    kind: FactKind
    values: tuple[tuple[str, str], ...] = ()
    score: float = 0.0
    """What it adds to the significance."""

    def value(self, name: str) -> str:
        """The value of that name, or empty."""
        return dict(self.values).get(name, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A place where the text differs: the sentence as it was and as it is (either may be empty)."""

    before: str = ""
    after: str = ""
    under: str = ""
    """The heading above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The comparison of a visit with the last good copy."""

    outcome: ChangeOutcome
    weight: Weight = Weight.NONE
    score: float = 0.0
    facts: tuple[Fact, ...] = ()
    """Most telling first."""
    excerpts: tuple[Excerpt, ...] = ()
    """In the order of the page, bounded in number and length."""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    version_before: str | None = None
    version_after: str | None = None
    muted: int = 0
    """Differences left out as noise, counted so that silence can be checked."""
    reason: str | None = None
    """For `not-compared`: why."""

    @property
    def is_told(self) -> bool:
        """Whether a maintainer hears of it."""
        return self.outcome is ChangeOutcome.CHANGED and self.weight is not Weight.NONE

    @property
    def is_unconfirmed(self) -> bool:
        """Whether nothing of it was left after a second visit in the same run."""
        return any(fact.kind is FactKind.UNCONFIRMED for fact in self.facts)

    @property
    def selector_missed(self) -> bool:
        """Whether nothing was compared because the catalogue's own selector matches nothing."""
        return any(fact.kind is FactKind.SELECTOR_MISSED for fact in self.facts)


WEEK = timedelta(days=7)
"""The turn that readers of a weekly report count in."""


class Slot(NamedTuple):
    """A position on a page that was given another text."""

    path: str
    turns: str
    """What its last turns did to it, newest last, 10 at most: ``r`` replaced, ``x`` made anew for each visit, ``s`` same."""
    day: int
    """Proleptic ordinal of the last of them; the position has stood since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoiseProfile:
    """What always differs on a page: learned from its own visits, never muting prose.

    `variants` holds the text hashes of recent good visits with their dates, newest last, for returns and alternation.
    """

    slots: tuple[Slot, ...] = ()
    variants: tuple[tuple[str, str], ...] = ()
    transitions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HostProfile:
    """What the pages of one host share, learned over all of them."""

    host: str = ""
    furniture: frozenset[str] = field(default_factory=frozenset)
    """Hashes (first 16 hex digits of SHA-256) of normalised block texts that stand on two or more pages of the host."""
    home_hash: str = ""
    """`Document.text_hash` of the home page when last seen."""
    home_shingles: frozenset[str] = field(default_factory=frozenset)
    probes: tuple[tuple[str, str, str], ...] = ()
    """Sibling probes: (directory and extension, ISO time, what it showed: ``honest``, ``soft``, ``unclear``)."""
