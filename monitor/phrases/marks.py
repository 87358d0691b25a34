"""Marks a message for extraction where it is only stored, not yet said."""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it, known to every extractor
    """The message itself; its translation is looked up when it is said."""
    return message


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - as above, for a message that counts
    """Both forms themselves."""
    return one, many
