"""Lists as files for Excel; no other module writes one, so that no cell of any begins a formula."""

import re
from collections.abc import Sequence

_NEGATIVE = re.compile(r"-\d[\d.,]*%?")
COMMANDS = ("=", "+", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # OWASP, CSV injection; wide signs run as well


def csv_text(rows: Sequence[Sequence[str]]) -> str:
    """As Excel in Vietnamese opens it: UTF-8 with BOM, semicolons, decimal commas; no cell begins a formula."""
    return "\ufeff" + "".join(";".join(map(_cell, row)) + "\r\n" for row in rows)


def _cell(text: str) -> str:
    if text.startswith(COMMANDS) or (text[:1] == "-" and not _NEGATIVE.fullmatch(text)):
        text = "'" + text
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if any(sign in text for sign in ';"\n\r') else text
