"""Which letters may stand in a paper: Vietnamese of Unicode in its composed form (TCVN 6909:2001), nothing unseen."""

import unicodedata
from collections.abc import Iterable

from reports.papers.nd30.looks import Problem

UNSEEN = {"\u00ad", "\ufffd", "\ufeff", *map(chr, range(0x200B, 0x2010)), *map(chr, range(0x2060, 0x2065))}


def misspelt(texts: Iterable[str]) -> list[Problem]:
    """One problem for each way of writing that isn't Unicode NFC."""
    whole = list(texts)
    loose = next((text for text in whole if unicodedata.normalize("NFC", text) != text), None)
    strange = sorted({sign for text in whole for sign in text if sign in UNSEEN or unicodedata.category(sign) == "Co"})
    told = [f"U+{ord(sign):04X}" for sign in strange]
    return [
        *([Problem("chữ tiếng Việt phải là Unicode dựng sẵn", loose[:40], "NFC")] if loose else []),
        *([Problem(f"có ký tự không in được {', '.join(told)}", ", ".join(told), "không có")] if told else []),
    ]
