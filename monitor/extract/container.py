"""Zip bytes -> proof that they unpack to a bounded, harmless whole."""

import zipfile
import zlib
from io import BytesIO

from monitor.extract.limits import MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED, RATIO_FROM, ReadingError, Unreadable

CHUNK = 256 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""An office file with a password is not a zip but an OLE container around an encrypted one."""
_XML_NAMES = (".xml", ".rels", ".vml")
_DECLARATIONS = tuple(
    mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
)
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)
"""What zipfile raises over damaged, encrypted and exotic members."""


def check_container(content: bytes) -> None:
    """Unpack every member once, counting what comes out rather than believing the directory.

    Raises: `ReadingError` when there are too many members, too many bytes, too high a ratio, or a document type
    declaration in an XML part; also when it cannot be unpacked.
    """
    if content.startswith(_OLE):
        raise ReadingError(Unreadable.ENCRYPTED)
    try:
        with zipfile.ZipFile(BytesIO(content)) as container:
            members = container.infolist()
            if len(members) > MAX_MEMBERS:
                raise ReadingError(Unreadable.TOO_LARGE)
            left = MAX_UNPACKED
            for member in members:
                left -= _checked_size(container, member, left)
    except _FAULTS as error:
        raise ReadingError(Unreadable.BROKEN) from error


def _checked_size(container: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> int:
    if member.flag_bits & 0x1:
        raise ReadingError(Unreadable.ENCRYPTED)
    is_xml = member.filename.lower().endswith(_XML_NAMES)
    size, tail = 0, b""
    with container.open(member) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > left or (size > RATIO_FROM and size > MAX_RATIO * max(member.compress_size, 1)):
                raise ReadingError(Unreadable.TOO_LARGE)
            if is_xml and any(mark in tail + chunk for mark in _DECLARATIONS):
                raise ReadingError(Unreadable.FORBIDDEN_XML)
            tail = chunk[-20:]
    return size
