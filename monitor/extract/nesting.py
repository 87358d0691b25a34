"""A page nested beyond reason -> the same text with its depth capped, so that reading it stays linear."""

import re

from monitor.normalise import word_set

MANY_TAGS = 2_000
"""With fewer tags no nesting costs more than milliseconds, and nothing is looked at here."""
_DEPTH = 256  # browsers cap at 512; pages of the corpus stay under 60
_FORMATTING_DEPTH = 16
_FORMATTING = word_set("a b big code em font i nobr s small strike strong tt u")
"""Unclosed, these are opened again in every following paragraph (HTML Standard, 13.2.4.3)."""
_FLAT = word_set(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
    " html head body p li dt dd tr td th thead tbody tfoot option optgroup rp rt"
)
"""Void elements, and those whose end tag may be left out."""
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*>")
_NAME = re.compile(r"<(/?[a-zA-Z][^\s/>]*)[^>]*>")


def flattened(source: str) -> str:
    """The page without the tags that nest too deep: a tree builder looks through all open elements at every tag."""
    if source.count("<") < MANY_TAGS:
        return source
    return _Flattener().apply(source) if _is_deep(source) else source


class _Steps(dict[str, tuple[int, int]]):
    """How far a tag (``div``, ``/div``) leads into the tree, and into its formatting elements."""

    def __missing__(self, written: str) -> tuple[int, int]:
        tag = written.lower().removeprefix("/")
        step = 0 if tag in _FLAT else -1 if written[0] == "/" else 1
        self[written] = steps = step, step if tag in _FORMATTING else 0
        return steps


def _is_deep(source: str) -> bool:
    steps = _Steps()
    depth = formatting = 0
    for written in _NAME.findall(source):
        step, dressing = steps[written]
        if dressing:
            formatting = max(formatting + dressing, 0)
        depth += step
        if depth < 0:
            depth = 0
        elif depth > _DEPTH or formatting > _FORMATTING_DEPTH:
            return True
    return False


class _Flattener:
    """Drops opening tags beyond the depth, and as many end tags of their kind."""

    def __init__(self) -> None:
        self._depth = 0
        self._formatting = 0
        self._dropped: dict[str, int] = {}

    def apply(self, source: str) -> str:
        """The page with its depth capped."""
        return _TAG.sub(self._keep, source)

    def _keep(self, found: re.Match[str]) -> str:
        tag = found[2].lower()
        if tag in _FLAT:
            return found[0]
        is_formatting = tag in _FORMATTING
        if found[1]:
            if self._dropped.get(tag):
                self._dropped[tag] -= 1
                return " "
            self._depth = max(self._depth - 1, 0)
            self._formatting = max(self._formatting - is_formatting, 0)
            return found[0]
        if self._depth >= _DEPTH or (is_formatting and self._formatting >= _FORMATTING_DEPTH):
            self._dropped[tag] = self._dropped.get(tag, 0) + 1
            return " "
        self._depth += 1
        self._formatting += is_formatting
        return found[0]
