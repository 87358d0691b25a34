"""Text -> the language it is written in, by its commonest words."""

from monitor.model.document import Document
from monitor.normalise import word_set

_WORDS = {
    "nl": word_set(
        "de het een van en in is dat op te zijn voor met die niet aan er om ook als bij of wordt naar door uit"
    ),
    "en": word_set("the of and to a in is that for it as with on be are this by or from your you we our not at have"),
    "fr": word_set("le la les de des et en un une du est que pour dans qui par sur au vous nous pas avec votre vos ce"),
    "de": word_set(
        "der die das und in zu den von ist mit dem des für auf eine ein nicht sich auch als wir sie oder im bei werden"
    ),
}
_LOOK = 2_000
_MIN_HITS = 12
_LEAD = 1.5


def language_of(document: Document) -> str:
    """``nl``, ``en``, ``fr`` or ``de``; empty when the text is too short or too mixed to tell."""
    words = document.main_text.casefold().split()[:_LOOK]
    hits = sorted(((sum(word in known for word in words), name) for name, known in _WORDS.items()), reverse=True)
    (most, name), (second, _) = hits[:2]
    return name if most >= _MIN_HITS and most >= _LEAD * second else ""
