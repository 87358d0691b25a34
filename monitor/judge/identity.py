"""Words of a title -> which aid it names."""

from functools import lru_cache

from monitor.normalise import word_set, words_of

_FUNCTION_WORDS = word_set(
    "de het een en of van voor in op te aan met bij door over om uit naar tot als is zijn dat die dit deze wat wie hoe"
    " the a an and or for on to at with by from about as are that this what who how"
)
_COMMON_WORDS = word_set("versie handreiking document pagina bio")
"""Words that most aids of the toolkit share: they tell one from another only where there is nothing else."""

_ENDINGS = ("s", "en", "e")
_SHORTEST_STEM = 4


def stems_of(text: str) -> frozenset[str]:
    """The words of a text without the endings of number and possession; a hyphen parts words, as it does in an address."""
    return frozenset(map(_stem, words_of(text.replace("-", " ").replace("/", " "))))


@lru_cache(maxsize=16_384)
def _stem(word: str) -> str:
    """``veiligheidsregio`` for ``veiligheidsregio's`` and ``veiligheidsregios``, ``gemeent`` for ``gemeenten``.

    Endings are taken off again and again, so that singular and plural end alike, whichever way it is formed.
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return _stem(word.removesuffix(ending))
    return word


_FUNCTION_STEMS = frozenset(map(_stem, _FUNCTION_WORDS))
_COMMON_STEMS = frozenset(map(_stem, _COMMON_WORDS))


@lru_cache(maxsize=1024)
def content_words(title: str) -> frozenset[str]:
    """The stems of a title's words, function words left out."""
    return frozenset(word for word in stems_of(title) - _FUNCTION_STEMS if len(word) > 1)


@lru_cache(maxsize=1024)
def distinctive_words(title: str) -> frozenset[str]:
    """The stems that tell an aid from others; of a title that has common words only ("Handreiking BIO"), all of them."""
    words = content_words(title)
    return words - _COMMON_STEMS or words


def is_named(title: str, stems: frozenset[str]) -> bool:
    """Whether most of the words that tell this aid from others are among the stems."""
    words = distinctive_words(title)
    return bool(words) and len(words & stems) * 2 > len(words)


def is_named_in_full(title: str, stems: frozenset[str]) -> bool:
    """The same, common words as well: for a line among many, where one telling word may stand by chance."""
    words = content_words(title)
    return is_named(title, stems) and len(words & stems) * 2 > len(words)
