"""Document -> what the judge's rules look at, worked out once."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from monitor.judge.cues import CUES, may_hold_cue
from monitor.model.document import Aside, Block, Document, Role
from monitor.normalise import normalise_text, words_of

LINKS = 0.5
"""From this share of letters in links on, a block is a menu or a list of links, not prose."""

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

_LONG_WORD = 8
_HEAD = 300  # letters of a title or heading that are looked at
_OPENING = 30
_NEXT_TO_NOTHING = 3
_TINY = 15
_SMALL = 40
_OF_A_SITE = 3
_MEDIUM = 300


def folded(text: str) -> str:
    """One form and lower case, as the cues are written; an underscore is a space."""
    return normalise_text(text).replace("_", " ").lower()


_PASSWORD = re.compile(r"wachtwoord|password|mot de passe|passwort|kennwort")


_APOLOGY = re.compile(r"^\W*(?:sorry|helaas|oeps|oops|error|fout|erreur|fehler)\W*$")
_CONTENT = frozenset({None, Aside.FORM})
_BESIDE = frozenset({Aside.HEADER, Aside.NAVIGATION, Aside.SIDEBAR, Aside.FOOTER, Aside.RELATED})


def _gives_away(text: str) -> bool:
    if _APOLOGY.match(text):
        return True
    return may_hold_cue(text) and any(cue.strength == 1 and cue.pattern.search(text) for cue in CUES)


def count_words(text: str) -> int:
    """Words; writing without spaces counts two characters a word, and no word counts for less than its length."""
    unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text)) // 2
    return max(len(text.split()) + unspaced, len(text) // _LONG_WORD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a cue may stand, and what it is worth there."""

    name: str
    weight: float
    texts: tuple[str, ...]
    doubted: float = 1.0
    """Factor for what the page's own name contradicts; to sign in, one does on pages of any name."""

    @property
    def is_prose(self) -> bool:
        """Whether it is a part of the running text."""
        return self.name in {"opening", "text"}


@dataclass(frozen=True, kw_only=True)
class View:
    """A page as the rules see it. `url` is the address asked for, `final_url` where the visit ended."""

    SHORT: ClassVar[int] = 120
    """Words of running text; up to here a cue in the text counts, beyond it an article may be *about* the cue."""

    document: Document
    url: str
    final_url: str

    @cached_property
    def title(self) -> str:
        """The title, folded."""
        return folded(self.document.title[:_HEAD])

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The page's own first headings, folded: the highest one and the first one."""
        found = [block for block in self._blocks if block.role is Role.HEADING]
        if not found:
            return ()
        highest = min(found, key=lambda block: block.level)
        return tuple(dict.fromkeys(folded(block.text[:_HEAD]) for block in (highest, found[0])))

    @cached_property
    def prose(self) -> str:
        """Running text of the main content if it is short, menus and link lists left out, folded; else empty.

        Only a short text is ever searched, so a long one need not be folded.
        """
        return folded(". ".join(self._running)) if self.is_short else ""

    @cached_property
    def _running(self) -> tuple[str, ...]:
        return tuple(block.text for block in self._blocks if block.link_density < LINKS)

    @cached_property
    def _blocks(self) -> tuple[Block, ...]:
        content = tuple(block for block in self.document.blocks if block.aside in _CONTENT)
        return content or self.document.blocks

    @cached_property
    def words(self) -> int:
        """Words of the running text."""
        return sum(map(count_words, self._running))

    @cached_property
    def all_words(self) -> int:
        """Words of the whole page, menus included."""
        return count_words(self.document.text)

    @cached_property
    def _least_words(self) -> int:
        return sum(len(text) // _LONG_WORD for text in self._running)

    def says_at_most(self, words: int) -> bool:
        """Whether the running text has no more words than that; a long one, as most are, need not be counted."""
        return self._least_words <= words and self.words <= words

    def shows_at_most(self, words: int) -> bool:
        """The same of the whole page, menus included."""
        return self._least_words <= words and self.all_words <= words

    @property
    def is_short(self) -> bool:
        """Whether the text is so short that it can only be about itself."""
        return self.says_at_most(self.SHORT)

    def is_bare(self, words: int) -> bool:
        """Whether the whole page shows no more than so many words, and nearly no links."""
        return self.shows_at_most(words) and len(self.document.links) <= words // 2

    @cached_property
    def asked_words(self) -> frozenset[str]:
        """Words in the path of the address asked for."""
        path = self.url.partition("://")[2].partition("/")[2]
        return frozenset(word for part in re.split(r"[/_.?&=#-]+", path) for word in words_of(part))

    @cached_property
    def has_identity(self) -> bool:
        """Whether the page names itself: a title that opens with the first heading and goes on with the site's name.

        Neither may give the page away, or an error page under its own heading would do as well.
        """
        named = (heading for heading in self.headings if self.title.startswith(heading))
        telling = (heading for heading in named if len(heading.split()) > 1 or len(heading) < len(self.title))
        return any(not _gives_away(heading) for heading in telling) and not _gives_away(self.title)

    @cached_property
    def signs_in_aside(self) -> bool:
        """Whether the password is asked for in a box beside the content, as every page of the site has it.

        A page without links on is no page of a site, whatever the layout of its form.
        """
        if len(self.document.links) < _OF_A_SITE:
            return False
        asking = [block.aside for block in self.document.blocks if _PASSWORD.search(block.text.lower())]
        return bool(asking) and all(aside in _BESIDE for aside in asking)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Where cues count, by how much the page says besides.

        A short page is about itself. On a longer one title and heading must agree; the text of an article proves
        nothing. A page that names itself is believed over its first lines.
        """
        head = 1.0 if self.is_short else (0.7 if self.says_at_most(_MEDIUM) else 0.4)
        if self.shows_at_most(_NEXT_TO_NOTHING):
            head = 1.5  # the title is all there is
        body = 0.3 if self.has_identity else 1.0
        title = 0.6 if self.says_at_most(_SMALL) else 0.5  # beside a text of some length a title needs company
        places = [Place(name="title", weight=title * head, texts=(self.title,))]
        places.append(Place(name="heading", weight=0.5 * head, texts=self.headings))
        if self.is_short:
            opening = " ".join(self.prose.split()[:_OPENING])
            text = 0.8 if self.says_at_most(_TINY) else 0.4
            places.append(Place(name="opening", weight=0.5, texts=(opening,), doubted=body))
            places.append(Place(name="text", weight=text, texts=(self.prose,), doubted=body))
        return tuple(places)
