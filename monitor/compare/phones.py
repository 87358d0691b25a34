"""Text -> the text with its telephone numbers as one dials them."""

import re

_GAP = r"[ ().\-/]{0,3}"
_NATIONAL = rf"[1-9](?:{_GAP}\d){{8}}|[89]00(?:{_GAP}\d){{4}}(?:(?:{_GAP}\d){{3}})?"
"""Behind the 0: nine digits, or a service (0800, 0900) and four or seven more."""
_PHONE = re.compile(
    rf"(?<![\w.,+/-])(?:(?:(?:\+|00)31{_GAP}(?:\(0\){_GAP})?|\(?0)(?:{_NATIONAL})|\+[1-9](?:{_GAP}\d){{8,13}})(?!\w)"
)
_TRUNK = re.compile(r"\(0\)")
_NETHERLANDS = re.compile(r"^(?:\+|00)31")
_NO_DIGITS = re.compile(r"[^\d+]")


def with_phones(text: str) -> str:
    """Telephone numbers as digits, however they were grouped; those of the Netherlands with their 0."""
    return _PHONE.sub(_dialled, text) if "0" in text or "+" in text else text


def _dialled(found: re.Match[str]) -> str:
    digits = _NO_DIGITS.sub("", _TRUNK.sub("", found[0]))
    return f" {_NETHERLANDS.sub('0', digits).lstrip('+')} "
