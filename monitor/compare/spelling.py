"""Two sentences -> whether they are one, in which a word was spelled otherwise."""

import re

from monitor.normalise import words_of

_LONG = 8
"""Letters from which no two words sound alike; short ones do ("leiden", "lijden"), and carry the rule ("moet", "mag")."""
_SOUNDS = tuple(
    (re.compile(letters), sound)
    for letters, sound in (
        (r"ph", "f"),
        (r"th", "t"),
        (r"qu", "kw"),
        (r"x", "ks"),
        (r"ch", "g"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"y", "i"),
        (r"iz(?=[aei])", "is"),
        (r"our(?=s?$|al)", "or"),
        (r"dt?(?=s?$)", "t"),
        (r"(.)\1", r"\1"),
    )
)
"""Letters that are said alike, in Dutch and in English."""


def is_respelled(before: str, after: str) -> bool:
    """Whether two sentences are the same but for long words that are said alike: ``locaties`` and ``lokaties``.

    Counting letters would not do: two of them make "maximaal" of "minimaal", "exclude" of "include", "compliant" of "complaint".
    """
    old, new = words_of(before), words_of(after)
    if len(old) != len(new):
        return False
    differing = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    return bool(differing) and all(
        min(len(one), len(other)) >= _LONG and one.isalpha() and other.isalpha() and _sound(one) == _sound(other)
        for one, other in differing
    )


def _sound(word: str) -> str:
    for letters, sound in _SOUNDS:
        word = letters.sub(sound, word)
    return word
