"""First bytes -> MediaKind: what a file is, whatever its label says."""

import re

from monitor.model.document import MediaKind

_LOOK = 2048
_PDF_LOOK = 1024  # readers accept that much rubbish before "%PDF-"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HTML_START = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|span|p|h[1-6]|table|a|br|center|font|frameset|iframe|b|i|ul|form|main|noscript|img)(?=[\s/>])",
    re.IGNORECASE,
)
_TAG = re.compile(rb"<[a-z!/][^>]{0,200}>", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_OFFICE = ((b"word/document", MediaKind.DOCX), (b"xl/workbook", MediaKind.XLSX))


def sniff(content: bytes, content_type: str = "") -> MediaKind:
    """Say what the bytes are; the label only decides where the bytes do not.

    A PDF sent as ``text/html`` is a PDF, an error page sent as ``application/pdf`` is HTML.
    """
    head = content[:_LOOK]
    if head[:2] in _UTF16:
        head = head.decode("utf-16", errors="ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        return MediaKind.EMPTY if not content.strip() else MediaKind.OTHER
    if b"%PDF-" in content[:_PDF_LOOK]:
        return MediaKind.PDF
    if head.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _OFFICE if mark in content), MediaKind.OTHER)
    if _CONTROL.search(head):
        return MediaKind.OTHER
    return _kind_of_text(head, content_type.partition(";")[0].strip().lower())


def _kind_of_text(head: bytes, label: str) -> MediaKind:
    """Tell HTML, XML and plain text apart."""
    if head.startswith(b"<?xml") or label.endswith(("/xml", "+xml")):
        return MediaKind.HTML if b"<html" in head.lower() else MediaKind.XML
    if _HTML_START.match(head) or (head.startswith(b"<!--") and b"<?xml" not in head):
        return MediaKind.HTML
    if label in {"text/html", "application/xhtml+xml"}:
        return MediaKind.HTML
    if not label and _TAG.search(head) and _HTML_START.search(head):
        return MediaKind.HTML
    return MediaKind.TEXT
