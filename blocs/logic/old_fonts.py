"""Text typed with a font older than Unicode, told by the font's name first and else by its letters."""

from blocs.logic.text import clean_lines, from_legacy, from_tcvn3, from_vni, looks_legacy, nfc


def in_unicode(text: str, font: str = "") -> str:
    """The reading of one run of text. `font` is its font's name as the table gives it, "" where it gives none.

    A named old font is converted by its own table (“.VnTimeH” is capitals only); without a name, only text that
    looks typed with one is. Everything else comes back as it is, also Unicode letters that only wear an old font.
    """
    name = "" if _is_unicode(text) else font.strip(" '\"").lower()
    if name.startswith(".vn"):
        read = from_tcvn3(text)
        return clean_lines(read.upper() if name.endswith("h") else read)
    if name.startswith("vni-"):
        return clean_lines(from_vni(text))
    return clean_lines(from_legacy(text)) if looks_legacy(text) else nfc(text)


def _is_unicode(text: str) -> bool:
    """Holds a letter that no old font could type."""
    return any(char.isalpha() and char > "\u00ff" for char in nfc(text))
