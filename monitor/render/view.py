"""The report in words, in the order of the page: what every form prints, so that all forms say the same."""

from dataclasses import dataclass

from monitor.model.source import Tlp


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a field: plain text, an address (with a link if it may be one), or something to copy."""

    text: str
    href: str | None = None
    is_url: bool = False
    is_code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """A label and its values, each on its own line."""

    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an excerpt; `changed` words stand in bold."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffView:
    """One place that differs: as it was, as it is, and the differing words once more, named."""

    under: str = ""
    before: tuple[Span, ...] = ()
    after: tuple[Span, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """One tool within an item that concerns several."""

    title: str
    about: str
    """Publisher and classification."""
    fields: tuple[FieldView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One finding."""

    number: int
    item: str
    badge: str
    tone: str
    """``bad``, ``warn``, ``news`` or ``good``: chooses the colour beside the word."""
    title: str
    about: str
    age: str = ""
    overdue: bool = False
    fields: tuple[FieldView, ...] = ()
    diffs: tuple[DiffView, ...] = ()
    todo: tuple[FieldView, ...] = ()
    parts: tuple[PartView, ...] = ()
    more_parts: str = ""
    commands: tuple[str, ...] = ()
    reply_text: str = ""
    reply_href: str | None = None
    """A prefilled mail to the person who looks after the catalogue: read by a human, changes nothing by itself."""
    summary: str = ""
    """The finding in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """A finding or a source in one line."""

    text: str
    href: str | None = None
    url: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefView:
    """An item at the top of the page: which one, and what it asks for."""

    number: int
    item: str
    badge: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A heading with its items or lines; the count is exact also where not all are shown."""

    key: str
    title: str
    count: int | None = None
    intro: str = ""
    items: tuple[ItemView, ...] = ()
    lines: tuple[LineView, ...] = ()
    more: str = ""

    @property
    def heading(self) -> str:
        """Title with count."""
        return self.title if self.count is None else f"{self.title} ({self.count})"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """All words of one report in one language."""

    language: str
    subject: str
    page_title: str
    preheader: str
    label: Tlp
    label_meaning: str
    headline: str
    run_lines: tuple[str, ...]
    brief_title: str
    brief: tuple[BriefView, ...]
    """What there is to do, on the first screen; empty for a single item, which stands there itself."""
    brief_more: str
    notice_title: str
    notices: tuple[str, ...]
    sections: tuple[SectionView, ...]
    trend_title: str
    trend_lines: tuple[str, ...]
    plot_alt: str
    how_title: str
    how_lines: tuple[Value, ...]
    footer_lines: tuple[str, ...]
