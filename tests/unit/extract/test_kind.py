import pytest

from monitor.extract.kind import sniff
from monitor.model.document import MediaKind


@pytest.mark.parametrize(
    ("content", "label", "kind"),
    [
        (b"%PDF-1.7\n", "text/html", MediaKind.PDF),
        (b"\n\n  %PDF-1.4", "application/octet-stream", MediaKind.PDF),
        (b"<!DOCTYPE html><p>weg", "application/pdf", MediaKind.HTML),
        (b"\xef\xbb\xbf<html>", "", MediaKind.HTML),
        ("\ufeff<html>".encode("utf-16"), "", MediaKind.HTML),
        (b"<!-- header --><p>x", "", MediaKind.HTML),
        (b"Gewoon tekst", "text/html; charset=utf-8", MediaKind.HTML),
        (b"Gewoon tekst", "text/plain", MediaKind.TEXT),
        (b'<?xml version="1.0"?><urlset></urlset>', "text/html", MediaKind.XML),
        (b'<?xml version="1.0"?><!DOCTYPE html><html>', "application/xhtml+xml", MediaKind.HTML),
        (b"PK\x03\x04....word/document.xml", "", MediaKind.DOCX),
        (b"PK\x03\x04....xl/workbook.xml", "application/pdf", MediaKind.XLSX),
        (b"PK\x03\x04....readme.txt", "", MediaKind.OTHER),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "text/html", MediaKind.OTHER),
        (b"", "text/html", MediaKind.EMPTY),
        (b" \r\n\t", "text/html", MediaKind.EMPTY),
    ],
)
def test_bytes_say_what_they_are_whatever_their_label(content: bytes, label: str, kind: MediaKind) -> None:
    assert sniff(content, label) is kind
