"""Source, kind and first run -> the short id people type."""

from base64 import b32encode
from hashlib import sha256


def item_id(source: str, kind: str, first_run: int) -> str:
    """Eight lower-case base32 characters (40 bits: a collision among a thousand items is a one in two million chance)."""
    digest = sha256(f"{source}\x00{kind}\x00{first_run}".encode()).digest()
    return b32encode(digest[:5]).decode().lower()
