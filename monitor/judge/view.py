"""Document -> what the judge's rules look at, worked out once."""

from dataclasses import dataclass
from functools import cached_property

from monitor.model.document import Block, Document, Role
from monitor.normalise import normalise_text

SHORT = 120
"""Words of running text; up to here a cue in the text counts, beyond it an article may be *about* the cue."""

LINKS = 0.5
"""From this share of letters in links on, a block is a menu or a list of links, not prose."""

_PROSE = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.TERM, Role.ADDRESS, Role.TABLE_ROW, Role.HEADING})


def folded(text: str) -> str:
    """One form and lower case, as the cues are written."""
    return normalise_text(text).lower()


@dataclass(frozen=True, kw_only=True)
class View:
    """A page as the rules see it. `url` is the address asked for, `final_url` where the visit ended."""

    document: Document
    url: str
    final_url: str

    @cached_property
    def title(self) -> str:
        """The title, folded."""
        return folded(self.document.title)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The page's own first headings, folded: the highest one and the first one."""
        found = [block for block in self.document.main_blocks if block.role is Role.HEADING]
        if not found:
            found = [block for block in self.document.blocks if block.role is Role.HEADING]
        if not found:
            return ()
        highest = min(found, key=lambda block: block.level)
        return tuple(dict.fromkeys(folded(block.text) for block in (highest, found[0])))

    @cached_property
    def prose(self) -> str:
        """Running text of the main content, menus and link lists left out, folded; a sentence a block."""
        return ". ".join(folded(block.text) for block in self._blocks if block.link_density < LINKS)

    @cached_property
    def _blocks(self) -> tuple[Block, ...]:
        return self.document.main_blocks or self.document.blocks

    @cached_property
    def words(self) -> int:
        """Words of the running text."""
        return len(self.prose.split())

    @cached_property
    def all_words(self) -> int:
        """Words of the whole page, menus included."""
        return len(self.document.text.split())

    @property
    def is_short(self) -> bool:
        """Whether the text is so short that it can only be about itself."""
        return self.words <= SHORT

    @cached_property
    def short_text(self) -> str:
        """The running text if it is short, else nothing."""
        return self.prose if self.is_short else ""
