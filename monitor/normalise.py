"""Text as served -> text as compared: one form for what only looks different."""

import re
import unicodedata

_QUOTES = dict.fromkeys(map(ord, "‘’‚‛′`´ʹʼˈ"), "'") | dict.fromkeys(map(ord, "“”„‟″«»‹›"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
# Soft hyphen, zero-width characters, joiners, direction marks, byte order mark, variation selectors: never seen, so never compared.
_UNSEEN = dict.fromkeys(
    [
        0xAD,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        *range(0xFE00, 0xFE10),
    ]
)
_FORMS = _QUOTES | _DASHES | _UNSEEN
_ODD = re.compile("[" + "".join(map(re.escape, map(chr, _FORMS))) + "]")

_NO_LETTERS = re.compile(r"[\W_]+")
_NO_ASCII_LETTERS = dict.fromkeys(code for code in range(128) if not chr(code).isalnum())
_NO_ASCII_MARKS = dict.fromkeys(code for code in _NO_ASCII_LETTERS if not chr(code).isspace())
_ACCENTED = {
    code: parts[0]
    for code in range(0xC0, 0x180)
    if (parts := unicodedata.normalize("NFD", chr(code)))[1:] in {"\u0300", "\u0301", "\u0302"}
}
_TREMA = re.compile("(?<=[aeiou])[äëïöü]", re.IGNORECASE)
# A sentence ends at . ! or ? (with its closing quotation mark) before white space and something that may open the next one.
_SENTENCE_END = re.compile(r"""(?<=[.!?…])(?:["'”’»)\]]{0,2})\s+(?=["'“‘«(\[¿¡•–-]*[^\W_a-zà-öø-ÿ])""")
# Words whose full stop ends no sentence.
_ABBREVIATION = re.compile(
    r"^\W*\d{1,3}\.$|(?:^|[\s(])(?:[A-Za-z]|jan|feb|febr|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec|art|blz|bijv|resp|dhr|mevr|mw|dr|drs|ing|ir|mr|prof|nr|nrs|no|tel|incl|excl|ca|vs|cf|al|p|pp|vol|fig|zgn|evt|jl|st|inc|ltd|co|corp|e\.g|i\.e|o\.a|m\.b\.t|t\.a\.v|d\.w\.z|d\.d|e\.d|i\.p\.v|m\.i\.v|i\.v\.m|m\.u\.v|t\.b\.v|t\.o\.v|e\.v|i\.o|a\.d\.h\.v|z\.g|lid|hfst|par|bijl|bv|max|min|gem|afd|inst|z\.B|bzw|Abs)\.$",
    re.IGNORECASE,
)


def normalise_text(text: str) -> str:
    """Fold white space, typographic forms and compatibility characters; normalising twice is normalising once."""
    if text.isascii():
        return " ".join(text.replace("`", "'").split())
    folded = unicodedata.normalize("NFKC", _common_forms(text))
    return " ".join(unicodedata.normalize("NFKC", _common_forms(folded)).split())


def _common_forms(text: str) -> str:
    # Looking first is ten times cheaper than translating, and most text has nothing odd.
    return text.translate(_FORMS) if _ODD.search(text) else text


def comparison_key(text: str) -> str:
    """Letters and digits only, case folded: what is left when punctuation, white space and emoji do not count."""
    if text.isascii():
        return text.translate(_NO_ASCII_LETTERS).lower()
    return _NO_LETTERS.sub(
        "", unicodedata.normalize("NFKC", _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text)).casefold())
    )


def without_accents(text: str) -> str:
    """Letters without the accents of stress and loan words, and without a trema: ``bedóeld``, ``coördinatie``.

    An umlaut makes another word ("wurde", "würde"); a trema stands after a vowel, where an umlaut hardly does.
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text).translate(_ACCENTED)
    return _TREMA.sub(lambda found: unicodedata.normalize("NFD", found[0])[0], text)


def words_of(text: str) -> tuple[str, ...]:
    """Words in lower case, without punctuation: the comparison key of each."""
    if text.isascii():
        return tuple(text.translate(_NO_ASCII_MARKS).lower().split())
    keys = (part.lower() if part.isascii() and part.isalnum() else comparison_key(part) for part in text.split())
    return tuple(key for key in keys if key)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a run of text, in order; a text without an end mark is one sentence."""
    found: list[str] = []
    for part in _SENTENCE_END.split(text):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] = f"{found[-1]} {part}"
        elif part:
            found.append(part)
    return tuple(found)


def word_set(words: str) -> frozenset[str]:
    """A table of words, written as one line of them."""
    return frozenset(words.split())
