"""Names of the files of papers: Vietnamese in NFC for who reads them, plain ASCII for what cannot."""

import re
from urllib.parse import quote

from blocs.logic.text import clean, slugify

LONGEST = 110
_REFUSED = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def file_name(symbol: str, words: str, ending: str) -> str:
    """“05-KH-KTĐ Kế hoạch tổ chức phong trào thi đua.docx”: NFC, no sign a disk refuses, at most 110 letters."""
    said = clean(_REFUSED.sub("-", f"{symbol} {words}"))[:LONGEST].strip(" .-")
    return f"{said or 'Văn bản'}.{ending}"


def ascii_name(name: str) -> str:
    """The same without marks: “05-kh-ktd-ke-hoach.docx”."""
    stem, _dot, ending = name.rpartition(".")
    return f"{slugify(stem) or 'van-ban'}.{ending}"


def disposition(name: str) -> str:
    """As an attachment (RFC 6266): the plain name first, then the true one."""
    return f"attachment; filename=\"{ascii_name(name)}\"; filename*=UTF-8''{quote(name, safe='')}"


def told_apart(names: list[str]) -> list[str]:
    """Equal names in one folder get “ (2)”, “ (3)” before their ending; compared without regard to case."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        times = seen[name.casefold()] = seen.get(name.casefold(), 0) + 1
        stem, _dot, ending = name.rpartition(".")
        found.append(name if times == 1 else f"{stem} ({times}).{ending}")
    return found
