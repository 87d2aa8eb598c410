"""The pages and the text layer of a PDF that Chromium wrote: enough of the format to read it back, and no more."""

import re
import unicodedata
import zlib

OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)\bendobj", re.S)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
SHOWN = re.compile(rb"/F(\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>")


def pages_in(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def text_of(pdf: bytes) -> str:
    """All words of the text layer without blanks, in the order they were drawn, as NFC."""
    bodies = {int(number): body for number, body in OBJECT.findall(pdf)}
    letters = {number: _letters(bodies, body) for number, body in bodies.items() if b"/ToUnicode" in body}
    found = [_drawn(_unpacked(body), letters) for body in bodies.values() if b"stream" in body]
    return unicodedata.normalize("NFC", "".join(found)).replace(" ", "").replace("\u00a0", "")


def _unpacked(body: bytes) -> bytes:
    inside = STREAM.search(body)
    if not inside:
        return b""
    try:
        return zlib.decompress(inside[1]) if b"FlateDecode" in body else inside[1]
    except zlib.error:
        return b""


def _letters(bodies: dict[int, bytes], font: bytes) -> dict[int, str]:
    """What each glyph of a font means, from its ToUnicode table."""
    table = _unpacked(bodies[int(re.search(rb"/ToUnicode (\d+) 0 R", font)[1])]).decode("latin-1")
    found = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        found |= {int(code, 16): _word(told) for code, told in re.findall(r"<(\w+)>\s*<(\w+)>", part)}
    for part in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, told in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", part):
            start = int(told, 16)
            found |= {code: chr(start + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)}
    return found


def _word(told: str) -> str:
    return bytes.fromhex(told).decode("utf-16-be", "ignore")


def _drawn(content: bytes, letters: dict[int, dict[int, str]]) -> str:
    font, words = {}, []
    for name, shown in SHOWN.findall(content):
        if name:
            font = letters.get(int(name), {})
        else:
            codes = [int(shown[n : n + 4], 16) for n in range(0, len(shown), 4)]
            words.append("".join(font.get(code, "") for code in codes))
    return "".join(words)
