"""Lines of text -> a small PDF whose text can be read again (PDF 1.4; ISO 32000-1, 7.5)."""

from textwrap import wrap

_LINES_A_PAGE = 46
_CHARACTERS_A_LINE = 88
_LEADING = 16
_TOP = 780


def make_pdf(*, title: str, paragraphs: tuple[str, ...], version: str = "") -> bytes:
    """The same input gives the same bytes: no date, no random id."""
    lines = [line for text in (title, *paragraphs) for line in (*wrap(text, _CHARACTERS_A_LINE), "")]
    pages = [lines[start : start + _LINES_A_PAGE] for start in range(0, len(lines), _LINES_A_PAGE)]
    first_page = 5
    kids = " ".join(f"{first_page + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (nl-NL) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title " + _string(title) + b" /Subject " + _string(version) + b" >>",
    ]
    for number, page in enumerate(pages):
        content = first_page + 2 * number + 1
        objects += [_page(content), _stream(page)]
    return _assemble(objects)


def _page(content: int) -> bytes:
    return (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R "
        "/Resources << /Font << /F1 3 0 R >> >> >>"
    ).encode()


def _stream(lines: list[str]) -> bytes:
    shown = b"".join(_string(line) + b" Tj T*\n" for line in lines)
    content = f"BT /F1 11 Tf {_LEADING} TL 56 {_TOP} Td\n".encode() + shown + b"ET"
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _string(text: str) -> bytes:
    """A literal string in WinAnsiEncoding (7.3.4.2)."""
    raw = text.encode("cp1252", "replace")
    return b"(" + raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"


def _assemble(objects: list[bytes]) -> bytes:
    """Number the objects and write the cross-reference table (7.5.4)."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
