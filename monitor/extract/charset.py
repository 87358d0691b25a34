"""Bytes -> text, by the labels of the WHATWG Encoding Standard and never by Python's codec names."""

import re

import webencodings

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16be"), (b"\xff\xfe", "utf-16le"))
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
_PRESCAN = 4096  # the standard asks for 1024; bodies with long comments first need more
_META = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([a-z0-9_:.-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([a-z0-9_:.-]+)",
    re.IGNORECASE,
)
_FALLBACK = "windows-1252"
_JUDGED = 200_000
_REPLACEMENT = "\ufffd"


def decode(content: bytes, content_type: str = "") -> str:
    """Turn content into text: byte order mark, field, meta element, then the bytes themselves. Never raises.

    A label that the bytes prove wrong is not followed: a page that swings between two labels but keeps its bytes
    must read the same every week.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _decode(content[len(mark) :], name)
    try:
        plain = content.decode("utf-8")
    except UnicodeDecodeError:
        plain = None
    label = _label(content, content_type)
    if label is not None and label.startswith("utf-16") and b"\0" not in content[:_PRESCAN]:
        label = None  # every second byte of Latin text would be zero
    if plain is not None and (label is None or not label.startswith("utf-16")):
        # Text of another encoding that happens to be valid UTF-8 with letters beyond ASCII does not occur in practice;
        # seven-bit encodings with escapes (iso-2022-jp) are valid UTF-8 and must be heard.
        return _decode(content, label) if label is not None and label.startswith("iso-2022") else plain
    if label is not None:
        text = _decode(content, label)
        if label != "utf-8" or not _is_mostly_broken(text):
            return text
    return _decode(content, _FALLBACK)


def _label(content: bytes, content_type: str) -> str | None:
    """The encoding that the field or the page itself names, by its standard name."""
    found = _HEADER.search(content_type)
    if found and (encoding := webencodings.lookup(found[1])):
        return str(encoding.name)
    meta = _META.search(content[:_PRESCAN])
    if meta and (encoding := webencodings.lookup((meta[1] or meta[2]).decode("ascii"))):
        # HTML Standard, 13.2.3.2: a page whose meta element could be read is not UTF-16.
        return "utf-8" if encoding.name.startswith("utf-16") else str(encoding.name)
    return None


def _decode(content: bytes, name: str) -> str:
    return webencodings.decode(content, name, errors="replace")[0]


def _is_mostly_broken(text: str) -> bool:
    """Whether more letters beyond ASCII were lost than read."""
    start = text[:_JUDGED]
    lost = start.count(_REPLACEMENT)
    return lost > 0 and lost * 2 > sum(letter > "\x7f" for letter in start)
