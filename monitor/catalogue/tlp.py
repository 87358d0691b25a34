"""Printed classification -> TLP 2.0 label, never milder than any reading of it."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from monitor.model.source import Classification, Tlp

_LABELS: Final = {
    "wit": Tlp.CLEAR,
    "white": Tlp.CLEAR,
    "openbaar": Tlp.CLEAR,
    "public": Tlp.CLEAR,
    "clear": Tlp.CLEAR,
    "groen": Tlp.GREEN,
    "green": Tlp.GREEN,
    "amber": Tlp.AMBER,
    "oranje": Tlp.AMBER,
    "amberstrict": Tlp.AMBER_STRICT,
    "rood": Tlp.RED,
    "red": Tlp.RED,
}
_FILLERS: Final = frozenset({"tlp", "classificatie", "classification"})
_UNDECIDED: Final = "ntb"

_SPELLINGS: Final = (
    (re.compile(r"\bn[\W_]*t[\W_]*b\b"), _UNDECIDED),
    (re.compile(r"\bamber[\W_]*strict\b"), "amberstrict"),
    (re.compile(r"\btlp(?=[a-z])"), "tlp "),
)
_WORD: Final = re.compile(r"[^\W_]+")

MISSING: Final = "tlp-missing"
UNDECIDED: Final = "tlp-undecided"
UNKNOWN: Final = "tlp-unknown"
CONTRADICTION: Final = "tlp-contradiction"


@lru_cache(maxsize=256)
def parse_tlp(printed: str | None) -> Classification:
    """The label that follows from the words of the column "Classificatie", with a slug for what is odd about them.

    Case, spaces and dashes do not matter. ``n.t.b.``, nothing at all and unknown words count as AMBER at least; words
    that disagree take the strictest reading (research of the toolkit: "Openbaar (TLP:groen)"). A text with a word we
    do not know is never CLEAR or GREEN, so a typing error (``TLP:anber``) does not publish anything.
    """
    words = _words(printed or "")
    named = {_LABELS[word] for word in words if word in _LABELS}
    if not words:
        return Classification(label=Tlp.AMBER, printed=printed, warning=MISSING)
    if any(word not in _LABELS and word != _UNDECIDED for word in words):
        return Classification(label=max({Tlp.AMBER, *named}), printed=printed, warning=UNKNOWN)
    if _UNDECIDED in words:
        return Classification(label=max({Tlp.AMBER, *named}), printed=printed, warning=UNDECIDED)
    return Classification(label=max(named), printed=printed, warning=CONTRADICTION if len(named) > 1 else None)


def _words(printed: str) -> list[str]:
    text = unicodedata.normalize("NFKC", printed).casefold()
    for pattern, spelling in _SPELLINGS:
        text = pattern.sub(spelling, text)
    return [word for word in _WORD.findall(text) if word not in _FILLERS]
