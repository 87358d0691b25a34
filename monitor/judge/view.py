"""Document -> what the judge's rules look at, worked out once."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from monitor import urls
from monitor.judge.cues import CUES, may_hold_cue
from monitor.judge.identity import distinctive_words, is_named, stems_of
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
_NAMED = 0.2
_NAMED_OTHERWISE = 0.5
_NAMED_AT_ALL = 0.3  # where nobody says what the page should be called
_TELLS = 0.5  # strength from which on a cue in a page's name speaks against that name
_MASK = "\N{WHITE SQUARE}"


def folded(text: str) -> str:
    """One form and lower case, as the cues are written; an underscore is a space."""
    return normalise_text(text).replace("_", " ").lower()


_PASSWORD = re.compile(r"wachtwoord|password|mot de passe|passwort|kennwort")


_APOLOGY = re.compile(
    r"^\W*(?:sorry|helaas|oeps|oops|error|fout|erreur|fehler|(?:fout)?melding|mededeling|status|message|notice)\W*(?:$|[-|–·])"
)
_COPYRIGHT = re.compile(r"^\W*(?:©|\(c\)|copyright|alle rechten|all rights)")
_CONTENT = frozenset({None, Aside.FORM})
_BESIDE = frozenset({Aside.HEADER, Aside.NAVIGATION, Aside.SIDEBAR, Aside.FOOTER, Aside.RELATED})


def _phrase(text: str) -> str:
    """The words of a text in their order, whatever stands between them."""
    words = r"\W+".join(map(re.escape, re.findall(r"[\w']+", text)))
    return rf"(?<!\w){words}(?!\w)" if words else ""


def count_words(text: str) -> int:
    """Words; writing without spaces counts two characters a word, and no word counts for less than its length."""
    unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text)) // 2
    return max(len(text.split()) + unspaced, len(text) // _LONG_WORD)


def _without_cues(text: str) -> str:
    """What is left of a page's name when every cue in it is taken out."""
    for cue in CUES if may_hold_cue(text) else ():
        if cue.strength >= _TELLS:
            text = cue.pattern.sub(" ", text)
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a cue may stand, and what it is worth there. In the texts, what was asked for is blotted out."""

    name: str
    weight: float
    texts: tuple[str, ...]

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
    titles: tuple[str, ...] = ()
    """What the aid is called: in the catalogue, and by the last good copy."""

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

    @property
    def all_headings(self) -> tuple[str, ...]:
        """Every heading of the main content, as it stands there."""
        return tuple(block.text[:_HEAD] for block in self._blocks if block.role is Role.HEADING)

    @property
    def name(self) -> str:
        """What the page calls itself: its first heading, else its title."""
        return self.document.heading or self.document.title

    @cached_property
    def own_name(self) -> frozenset[str]:
        """The stems of title and first headings."""
        return stems_of(" ".join((self.title, *self.headings)))

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
    def is_named_as_asked(self) -> bool:
        """Whether the page's name is that of the aid, or of the address: cues in its name left out, which echo either.

        A title alone does not do where hardly a word stands below it: an application keeps it while it fails.
        """
        names = self.headings if self.says_at_most(_SMALL) else (self.title, *self.headings)
        own = stems_of(" ".join(map(_without_cues, names)))
        if any(is_named(title, own) for title in self.titles):
            return True
        asked = stems_of(" ".join(self.asked_words))
        return any(len(distinctive_words(heading)) > 1 and is_named(heading, asked & own) for heading in self.headings)

    @cached_property
    def names_itself(self) -> bool:
        """Whether title and heading agree on a name that is not the site's and gives nothing away.

        Where the title goes on after the heading, the rest is the site's name; where it does not, the two may be.
        """
        agreeing = (heading for heading in self.headings if heading and heading in self.title)
        named = (h for h in agreeing if len(h) < len(self.title) or not self._is_site_name(h))
        return not self._gives_away(self.title) and any(not self._gives_away(heading) for heading in named)

    @cached_property
    def has_a_name(self) -> bool:
        """Whether title or heading is a name that is not the site's and gives nothing away."""
        return any(
            text and not self._gives_away(text) and not self._is_site_name(text)
            for text in (self.title, *self.headings)
        )

    def _gives_away(self, text: str) -> bool:
        text = self.unasked(text)
        if _APOLOGY.match(text):
            return True
        return may_hold_cue(text) and any(cue.strength >= _TELLS and cue.pattern.search(text) for cue in CUES)

    def _is_site_name(self, text: str) -> bool:
        """Whether the site calls itself so: in what stands around the content, in a link to its front door, in its host."""
        blocks = (
            block for block in self.document.blocks if block.aside in _BESIDE or _COPYRIGHT.match(block.text.lower())
        )
        around = (folded(block.text) for block in blocks)
        to_root = (folded(link.text) for link in self.document.links if urls.is_root(link.url))
        if any(text in each for each in (*around, *to_root)):
            return True
        return len(text.split()) == 1 or set(words_of(text)) <= set(re.split(r"[.-]", urls.host_of(self.url)))

    def belief(self, place: Place) -> float:
        """Factor for a cue in this place: what the page's own name says against it."""
        if self.is_named_as_asked:
            return _NAMED
        if not place.is_prose or not self.names_itself:
            return 1.0
        return _NAMED_OTHERWISE if self.titles else _NAMED_AT_ALL

    @cached_property
    def _asked_for(self) -> re.Pattern[str] | None:
        """The aid's titles and the parts of the address, as they may stand in a text."""
        parts = self.url.partition("://")[2].partition("/")[2].split("/")
        names = [re.sub(r"[-_.]", " ", part).lower() for part in parts]
        asked = (*map(folded, self.titles), *(name for name in names if " " in name.strip()))
        phrases = [phrase for phrase in map(_phrase, asked) if phrase]
        return re.compile("|".join(sorted(phrases, key=len, reverse=True))) if phrases else None

    def unasked(self, text: str) -> str:
        """The text with what was asked for blotted out: a cue that stands in the aid's own title proves nothing."""
        return self._asked_for.sub(_MASK, text) if self._asked_for is not None else text

    def _cued(self, *texts: str) -> tuple[str, ...]:
        """Those of the texts that may hold a cue, with what was asked for blotted out; most hold none."""
        return tuple(self.unasked(text) for text in texts if may_hold_cue(text))

    @cached_property
    def asked_stems(self) -> frozenset[str]:
        """The stems of the aid's titles and of the address asked for."""
        return stems_of(" ".join((*self.titles, *self.asked_words)))

    @cached_property
    def offers_the_aid(self) -> bool:
        """Whether the page is that of the aid by its name and by what it holds: a file, or text outside any form."""
        if not any(is_named(title, self.own_name) for title in self.titles):
            return False
        said = sum(
            count_words(block.text) for block in self._blocks if block.aside is None and block.role is not Role.HEADING
        )
        return said >= _TINY or any(link.is_document and link.is_main for link in self.document.links)

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
        nothing.
        """
        head = 1.0 if self.is_short else (0.7 if self.says_at_most(_MEDIUM) else 0.4)
        if self.shows_at_most(_NEXT_TO_NOTHING):
            head = 1.5  # the title is all there is
        title = 0.6 if self.says_at_most(_SMALL) else 0.5  # beside a text of some length a title needs company
        places = [Place(name="title", weight=title * head, texts=self._cued(self.title))]
        places.append(Place(name="heading", weight=0.5 * head, texts=self._cued(*self.headings)))
        if self.is_short:
            prose = " ".join(self._cued(self.prose))
            opening = " ".join(prose.split()[:_OPENING])
            text = 0.8 if self.says_at_most(_TINY) else 0.4
            places.append(Place(name="opening", weight=0.5, texts=(opening,)))
            places.append(Place(name="text", weight=text, texts=(prose,)))
        return tuple(places)
