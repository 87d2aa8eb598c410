"""Which letters the fonts of papers have. What a unit typed beyond them is named by its number, never dropped."""

import re
import unicodedata

SIGNS = "≤≥≠≈±×÷→←–—•…′″½¼¾²³°§€₫"
RANGES = [
    *[(0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0xFF), (0x102, 0x103), (0x110, 0x111), (0x128, 0x129), (0x131, 0x131)],
    *[(0x168, 0x169), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1EA0, 0x1EF9), (0x2010, 0x2015), (0x2018, 0x201E)],
    *[(0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030), (0x20AB, 0x20AC), (0x2122, 0x2122), (0x2212, 0x2212)],
]
PRINTABLE = {chr(code) for first, last in RANGES for code in range(first, last + 1)} | set(SIGNS)
UNSEEN = {"Cc", "Cf", "Zl", "Zp"}
"""Categories of signs that print nothing: controls, soft hyphens, zero-width spaces, separators of lines."""


_ODD = re.compile(f"[^{re.escape(''.join(sorted(PRINTABLE)))}\n]").search


def printable(text: str) -> str:
    """NFC, a line break kept as one, spaces for what is unseen, “[U+263A]” for a sign the fonts lack."""
    composed = unicodedata.normalize("NFC", text)
    return composed.translate(_SIGNS) if _ODD(composed) else composed


class _Signs(dict[int, str]):
    """What each sign becomes, found out once; most papers need some two hundred of them."""

    def __missing__(self, code: int) -> str:
        self[code] = _sign(chr(code))
        return self[code]


_SIGNS = _Signs()


def _sign(sign: str) -> str:
    if sign in PRINTABLE or sign == "\n":
        return sign
    kind = unicodedata.category(sign)
    if kind == "Cf":
        return ""
    return " " if kind in UNSEEN or kind == "Zs" else f"[U+{ord(sign):04X}]"
