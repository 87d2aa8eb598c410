"""How wide a text is in the font of papers, whose letters are as wide as those of Times New Roman."""

import struct
from functools import cache, lru_cache

from django.conf import settings

FONTS = settings.BASE_DIR / "templates" / "papers" / "fonts"
POINT = 25.4 / 72  # millimetres


def width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Millimetres of a line; a letter the font lacks counts as half an em."""
    return _ems(text, _face(bold, italic)) * size * POINT


@lru_cache(maxsize=8192)
def _ems(text: str, face: str) -> float:
    """Measured once a text: a table asks for its words at several sizes."""
    letters, em = _advances(f"Tinos-{face}.ttf")
    return sum(letters.get(ord(sign), em / 2) for sign in text) / em


def _face(bold: bool, italic: bool) -> str:
    return f"{'Bold' if bold else ''}{'Italic' if italic else ''}" or "Regular"


@cache
def _advances(name: str) -> tuple[dict[int, int], int]:
    """Letter → advance, and the units of an em, from the tables of a TrueType font."""
    font = (FONTS / name).read_bytes()
    tables = {}
    for at in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _sum, offset, _length = struct.unpack_from(">4sLLL", font, 12 + 16 * at)
        tables[tag.decode()] = offset
    em = struct.unpack_from(">H", font, tables["head"] + 18)[0]
    count = struct.unpack_from(">H", font, tables["hhea"] + 34)[0]
    advances = [struct.unpack_from(">H", font, tables["hmtx"] + 4 * at)[0] for at in range(count)]
    glyphs = _glyphs(font, tables["cmap"])
    return {letter: advances[min(glyph, count - 1)] for letter, glyph in glyphs.items()}, em


def _glyphs(font: bytes, cmap: int) -> dict[int, int]:
    """Letter → glyph, from the table's part of format 4."""
    for at in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        _platform, _encoding, offset = struct.unpack_from(">HHL", font, cmap + 4 + 8 * at)
        if struct.unpack_from(">H", font, cmap + offset)[0] == 4:
            return _format_4(font, cmap + offset)
    raise ValueError("the font has no table of letters of format 4")


def _format_4(font: bytes, start: int) -> dict[int, int]:
    double = struct.unpack_from(">H", font, start + 6)[0]
    ends, begins, deltas, ranges = start + 14, start + 16 + double, start + 16 + 2 * double, start + 16 + 3 * double
    glyphs = {}
    for at in range(0, double, 2):
        first, last = (struct.unpack_from(">H", font, place + at)[0] for place in (begins, ends))
        delta, offset = struct.unpack_from(">h", font, deltas + at)[0], struct.unpack_from(">H", font, ranges + at)[0]
        for letter in range(first, min(last, 0xFFFE) + 1):
            glyph = letter
            if offset:
                glyph = struct.unpack_from(">H", font, ranges + at + offset + 2 * (letter - first))[0]
            if glyph or not offset:
                glyphs[letter] = (glyph + delta) % 65536
    return glyphs
