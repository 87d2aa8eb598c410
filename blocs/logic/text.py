"""Vietnamese text: one form for storing, one key for searching, one key for sorting."""

import re
import unicodedata

from blocs.logic.legacy import from_legacy, from_tcvn3, from_vni, looks_legacy

__all__ = [
    "clean",
    "clean_lines",
    "fold",
    "from_legacy",
    "from_tcvn3",
    "from_vni",
    "looks_legacy",
    "nfc",
    "person_sort_key",
    "slugify",
    "sort_key",
]

# Soft hyphen and zero-width characters carry nothing in Vietnamese; legacy text is converted before they go.
# Marks that turn the direction of writing would let a name read otherwise than it is stored; halves of a surrogate
# pair are no text and no database takes them.
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u0000-\u0008\u000e-\u001b\u007f\ud800-\udfff]"
)


def nfc(text: str) -> str:
    """The one Unicode form we store."""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """One line for storing: NFC, no invisible characters, every run of spaces (NO-BREAK SPACE too) one space."""
    return " ".join(_INVISIBLE.sub("", nfc(text)).split())


def clean_lines(text: str) -> str:
    """A paragraph for storing: as `clean`, line by line; lines stay, at most one blank line between them."""
    lines = [clean(line) for line in re.split("\r\n|\r|\n|\u2028|\u2029", text)]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def fold(text: str) -> str:
    """The search key: small letters, no marks, đ as d, single spaces; "Nguyễn Văn Hiệu" → "nguyen van hieu"."""
    letters = unicodedata.normalize("NFD", clean(text)).replace("đ", "d").replace("Đ", "D")
    return "".join(char for char in letters if not unicodedata.combining(char)).casefold()


def slugify(text: str) -> str:
    """An unaccented slug of a–z, 0–9 and single hyphens; empty when nothing is left."""
    return "-".join(re.findall("[a-z0-9]+", fold(text)))


# --- Sorting ---------------------------------------------------------------------------------
# The key has three levels one after the other, as ICU compares: letters, then tones, then capitals.
# It holds only 0–9 and a–z, never two letters in a row, so bytes, C, en_US and ICU collations agree on it.

_SHAPES = {"a\u0306": "a1", "a\u0302": "a2", "e\u0302": "e1", "o\u0302": "o1", "o\u031b": "o2", "u\u031b": "u1"}
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}  # huyền hỏi ngã sắc nặng
_OTHER_MARK = "7"
# Space and punctuation come before digits, in ICU's order.
_PUNCTUATION = " _-‐‑–—,;:!?.·'‘’\"“”«»()[]{}§@*/\\&#%‰†•`´^¨°©®+±÷×<=>|~€$£"
_MARKS = {char: f"{i + 10}" for i, char in enumerate(_PUNCTUATION)}
_PIECE = re.compile(r"(?P<number>[0-9]+)|(?P<letter>[^\W\d_])(?P<marks>[\u0300-\u036f]*)|(?P<other>.)", re.DOTALL)


def sort_key(text: str) -> str:
    """A stored key in the order of ICU `vi` with numeric collation.

    a ă â b c d đ e ê …; tones decide only between equal letters (không dấu, huyền, hỏi, ngã, sắc,
    nặng), capitals only after that; "Đội 2" before "Đội 10". Up to some 6 characters per letter.
    """
    levels = [_weigh(found) for found in _PIECE.finditer(unicodedata.normalize("NFKD", clean(text)))]
    letters = "".join(level[0] for level in levels)
    tones = "".join(level[1] for level in levels).rstrip("1")
    capitals = "".join(level[2] for level in levels).rstrip("1")
    return f"{letters}00{tones}0{capitals}0"


def person_sort_key(name: str) -> str:
    """Given name first, then family name, then what stands between; each compared whole before the next."""
    words = clean(name).split(" ")
    parts = [words[-1], words[0] if len(words) > 1 else "", " ".join(words[1:-1])]
    return "".join(map(sort_key, parts))


def _weigh(found: re.Match) -> tuple[str, str, str]:
    """Letter, tone and capital weights of one piece of text."""
    if found["number"]:
        return _weigh_number(found["number"]), "1", "1"
    if found["letter"]:
        return _weigh_letter(found["letter"], found["marks"])
    return _MARKS.get(found["other"]) or _weigh_rest(found["other"]), "1", "1"


def _weigh_number(digits: str) -> str:
    """The count of digits, then the digits; a number of a hundred digits is cut, as nothing of ours is so long."""
    digits = (digits.lstrip("0") or "0")[:99]
    return f"99{len(digits):02}{digits}"


def _weigh_letter(letter: str, marks: str) -> tuple[str, str, str]:
    small = letter.lower()
    capital = "2" if small != letter else "1"
    if small == "đ":
        return "d1", _weigh_tone(marks), capital
    shape = next((mark for mark in marks if small + mark in _SHAPES), "")
    weight = _SHAPES.get(small + shape) or (
        f"{small}0" if small in "abcdefghijklmnopqrstuvwxyz" else _weigh_rest(small)
    )
    return weight, _weigh_tone(marks.replace(shape, "")), capital


def _weigh_tone(marks: str) -> str:
    return min((_TONES.get(mark, _OTHER_MARK) for mark in marks), default="1")


def _weigh_rest(char: str) -> str:
    """Foreign letters and signs come last, by code point."""
    return f"z9{ord(char[0]):07}"
