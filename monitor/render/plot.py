"""Trend -> a small PNG: bars per week, drawn with zlib alone, twice as fine as it is shown."""

import struct
import zlib
from collections.abc import Iterable

from monitor.model.period import TrendPoint

WIDTH, HEIGHT, SCALE = 552, 190, 2
"""Shown size in pixels of the page; the picture itself has twice as many."""
_PAPER, _INK, _DEAD, _CHANGED = range(4)
_COLOURS = ((255, 255, 255), (26, 26, 26), (143, 29, 20), (42, 108, 181))
_MARGIN_LEFT, _MARGIN_BOTTOM, _MARGIN_TOP = 16, 26, 20
_STRIPES = tuple(bytes((row + column) % 8 < 5 for column in range(8)) for row in range(8))  # noqa: PLR2004 - five on, three off
_DIGITS = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
}  # fmt: skip


class Canvas:
    """Rows of palette numbers; coordinates are those of the shown size."""

    def __init__(self) -> None:
        self.rows = [bytearray(WIDTH * SCALE) for _ in range(HEIGHT * SCALE)]

    def box(self, x: int, y: int, width: int, height: int, colour: int, *, striped: bool = False) -> None:
        """A filled rectangle; striped ones differ from solid ones also without colour."""
        left, right = x * SCALE, (x + width) * SCALE
        for row in range(y * SCALE, (y + height) * SCALE):
            marks = _STRIPES[(row + left) % 8] * (width * SCALE // 8 + 1) if striped else b"\1" * (right - left)
            self.rows[row][left:right] = bytes(colour * mark for mark in marks[: right - left])

    def number(self, x: int, y: int, number: int, *, size: int = 2) -> None:
        """Digits, their middle at x."""
        text = str(number)
        left = x - (4 * len(text) - 1) * size // 2
        for place, digit in enumerate(text):
            for row, line in enumerate(_DIGITS[digit]):
                for column, mark in enumerate(line):
                    if mark == "#":
                        self.box(left + (4 * place + column) * size, y + row * size, size, size, _INK)

    def png(self) -> bytes:
        """The picture (PNG, third edition): palette of four colours, so a few hundred bytes."""
        body = b"".join(b"\0" + bytes(row) for row in self.rows)
        head = struct.pack(">IIBBBBB", WIDTH * SCALE, HEIGHT * SCALE, 8, 3, 0, 0, 0)
        palette = b"".join(bytes(colour) for colour in _COLOURS)
        chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(body, 9)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def trend_png(trend: Iterable[TrendPoint]) -> bytes:
    """Dead addresses (solid) and changes (striped) per week, each with its number; nothing for fewer than two weeks."""
    points = tuple(trend)
    if len(points) < 2:  # noqa: PLR2004 - one week is no course
        return b""
    canvas = Canvas()
    floor = HEIGHT - _MARGIN_BOTTOM
    highest = max(1, *(max(point.dead, point.changed) for point in points))
    step = (WIDTH - 2 * _MARGIN_LEFT) // len(points)
    bar = max(4, min(16, step // 3))
    for number, point in enumerate(points):
        middle = _MARGIN_LEFT + number * step + step // 2
        for left, value, colour in ((middle - bar - 1, point.dead, _DEAD), (middle + 1, point.changed, _CHANGED)):
            height = value * (floor - _MARGIN_TOP) // highest
            canvas.box(left, floor - height, bar, height, colour, striped=colour == _CHANGED)
            canvas.number(left + bar // 2, floor - height - 13, value)
        canvas.number(middle, floor + 8, int(point.period.rpartition("W")[2]))
    canvas.box(_MARGIN_LEFT, floor, WIDTH - 2 * _MARGIN_LEFT, 1, _INK)
    return canvas.png()


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
