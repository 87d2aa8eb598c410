"""Text typed with fonts older than Unicode (TCVN3 and VNI): recognise it and turn it into Unicode.

Such text is ordinary Latin-1 that only looks Vietnamese under its own font, so it is judged
word by word: a word counts as legacy when it cannot be a Vietnamese syllable as it stands
but becomes one once converted.
"""

import re
import unicodedata

# Byte values in order of their letters; ư sits on U+00AD, the soft hyphen, so convert before cleaning.
_TCVN3_RUNS = [
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
]
TCVN3 = {chr(start + i): letter for start, run in _TCVN3_RUNS for i, letter in enumerate(run)}

_VNI_TONES = dict(zip("øûõùï", "\u0300\u0309\u0303\u0301\u0323", strict=True))
_VNI_CIRCUMFLEX = dict(zip("âàåãáä", ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"], strict=True))
_VNI_BREVE = dict(zip("êèúüéë", ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"], strict=True))
_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    """Two-letter and one-letter VNI spellings → letter, small and capital."""
    table = dict(_VNI_SINGLE)
    table |= {base + mark: base + tone for base in "aeouy" for mark, tone in _VNI_TONES.items()}
    table |= {old + mark: new + tone for old, new in ("ôơ", "öư") for mark, tone in _VNI_TONES.items()}
    table |= {base + mark: base + "\u0302" + tone for base in "aeo" for mark, tone in _VNI_CIRCUMFLEX.items()}
    table |= {"a" + mark: "a\u0306" + tone for mark, tone in _VNI_BREVE.items()}
    table |= {old.upper(): new.upper() for old, new in table.items()}
    table |= {old.capitalize(): new.capitalize() for old, new in table.items()}
    return {old: unicodedata.normalize("NFC", new) for old, new in table.items()}


VNI = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))


def from_tcvn3(text: str) -> str:
    """TCVN3 (.Vn… fonts) → Unicode; the rest stays. After a capitals font (.Vn…H) upper-case the outcome."""
    return unicodedata.normalize("NFC", "".join(TCVN3.get(char, char) for char in text))


def from_vni(text: str) -> str:
    """VNI-Win (VNI-… fonts) → Unicode, letter by letter; what is no VNI spelling stays."""
    return unicodedata.normalize("NFC", _VNI_PATTERN.sub(lambda found: VNI[found[0]], text))


_ONSET = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx]?"
_NUCLEUS = (
    "ươ|ưa|ưi|ưu|ươi|ươu|ư|iêu|yêu|iê|yê|ia|iu|i|uyê|uya|uyu|uy|uôi|uô|ua|uâ|uâu|uê|uêu|uơ|ui|u|y"
    "|oai|oao|oay|oeo|oa|oă|oe|oi|o|ôi|ô|ơi|ơ|ai|ao|au|ay|âu|ây|a|ă|â|eo|e|êu|ê"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})(?:{_NUCLEUS})(?P<coda>(?<=[aêiy])(?:nh|ch)|ng|[cmnpt])?")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONES_BEFORE_A_STOP = "\u0301\u0323"  # a syllable ending in c, ch, p or t is sắc or nặng
_WORD = re.compile(r"[^\s\d.,;:!?()\[\]{}/\\\-–—“”‘’\"'…|=+*&%<>_#@]+")


def _is_syllable(word: str) -> bool:
    """Could this word be one Vietnamese syllable, by spelling, tone and capitals?"""
    if word not in (word.lower(), word.upper(), word[:1] + word[1:].lower()):
        return False
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in letters if char in _TONES]
    bare = unicodedata.normalize("NFC", "".join(char for char in letters if char not in _TONES))
    found = _SYLLABLE.fullmatch(bare)
    if not found or len(tones) > 1:
        return False
    return found["coda"] not in ("c", "ch", "p", "t") or not tones or tones[0] in _TONES_BEFORE_A_STOP


def _is_latin1(word: str) -> bool:
    """Only letters a legacy font can show, and at least one beyond ASCII."""
    return not word.isascii() and max(word) <= "\u00ff"


def _reads_as(word: str, convert) -> bool:
    """A word that is no syllable as it stands but is one once converted; µm is a unit, not a word."""
    if len(word) < 2 or word == "µm" or not _is_latin1(word) or _is_syllable(word):
        return False
    return _is_syllable(convert(word))


def _count(text: str, convert) -> int:
    return sum(_reads_as(word, convert) for word in _WORD.findall(text))


def _candidates(text: str):
    """NFC first: a Unicode letter in parts is no legacy letter."""
    text = unicodedata.normalize("NFC", text)
    return _count(text, from_tcvn3), _count(text, from_vni)


def looks_legacy(text: str) -> bool:
    """True when some words read as Vietnamese only after conversion; False for Unicode Vietnamese and English."""
    return not text.isascii() and any(_candidates(text))


def from_legacy(text: str) -> str:
    """The likely Unicode reading, a suggestion only; words already holding Unicode Vietnamese letters stay."""
    tcvn3, vni = _candidates(text)
    convert = from_vni if vni > tcvn3 else from_tcvn3
    text = unicodedata.normalize("NFC", text)
    return _WORD.sub(lambda found: convert(found[0]) if _is_latin1(found[0]) else found[0], text)
