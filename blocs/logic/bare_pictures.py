"""Photographs without what the camera wrote into them: place, device, thumbnail. The picture itself is not touched.

Only the segments (JPEG, ITU-T T.81) or chunks (PNG, W3C) that the picture needs are copied, and nothing after its end;
so the same photograph always gives the same bytes, and no script can ride behind it.
"""

import struct
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused

MOST_PIXELS = 80_000_000  # above any camera or scanner of a unit; a header that claims more is a trap
PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"}
SOI, EOI, SOS, COMMENT, JFIF, ADOBE, ICC = 0xD8, 0xD9, 0xDA, 0xFE, 0xE0, 0xEE, 0xE2
SIZES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}


def say_broken() -> str:
    return _("The picture is damaged or not complete.")


def say_too_many_pixels() -> str:
    return _("The picture has too many pixels.")


def bare_jpeg(raw: bytes, orientation: int = 1) -> bytes:
    """`orientation` as EXIF numbers it (1–8): kept, because without it the picture would lie on its side."""
    kept = [b"\xff\xd8"]
    if 1 < orientation <= 8:
        kept.append(_only_orientation(orientation))
    for marker, piece in _segments(raw):
        if marker in SIZES:
            require_pixels(*struct.unpack(">HH", piece[5:9]))
        if marker == SOS or not _is_dropped(marker, piece):
            kept.append(piece)
    return b"".join([*kept, b"\xff\xd9"])


def _is_dropped(marker: int, piece: bytes) -> bool:
    if marker == COMMENT:
        return True
    if not 0xE0 <= marker <= 0xEF:
        return False
    is_profile = marker == ICC and piece[4:16] == b"ICC_PROFILE\x00"
    return not (is_profile or marker == ADOBE or (marker == JFIF and piece[4:9] == b"JFIF\x00"))


def _segments(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, whole segment); a scan comes with its data. Ends at the end mark, whatever follows."""
    at = 2
    while True:
        marker, at = _marker(raw, at)
        if marker == EOI:
            return
        start, at = at - 2, at + _length(raw, at)
        if marker == SOS:
            at = _end_of_scan(raw, at)
        yield marker, raw[start:at]


def _marker(raw: bytes, at: int) -> tuple[int, int]:
    if at + 2 > len(raw) or raw[at] != 0xFF:
        raise Refused(say_broken())
    while at + 1 < len(raw) and raw[at + 1] == 0xFF:
        at += 1
    if at + 2 > len(raw) or raw[at + 1] in (0x00, 0x01, SOI):
        raise Refused(say_broken())
    return raw[at + 1], at + 2


def _length(raw: bytes, at: int) -> int:
    length = int.from_bytes(raw[at : at + 2], "big")
    if length < 2 or at + length > len(raw):
        raise Refused(say_broken())
    return length


def _end_of_scan(raw: bytes, at: int) -> int:
    """Where the next marker stands; stuffed zeros and restart marks belong to the scan."""
    while True:
        at = raw.find(b"\xff", at)
        if at < 0 or at + 1 >= len(raw):
            raise Refused(say_broken())
        if raw[at + 1] == 0x00 or 0xD0 <= raw[at + 1] <= 0xD7:
            at += 2
        elif raw[at + 1] == 0xFF:
            at += 1
        else:
            return at


def _only_orientation(orientation: int) -> bytes:
    """An EXIF segment of one entry: tag 0x0112, one short."""
    body = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01" + struct.pack(">HHLHHL", 0x0112, 3, 1, orientation, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def bare_png(raw: bytes) -> bytes:
    kept, ended = [PNG_START], False
    for name, piece in _chunks(raw):
        if name == b"IHDR":
            require_pixels(*struct.unpack(">LL", piece[8:16]))
        if name in PNG_KEPT:
            kept.append(piece)
        ended = name == b"IEND"
    if not ended:
        raise Refused(say_broken())
    return b"".join(kept)


def _chunks(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(name, whole chunk) up to the end chunk; every sum is checked."""
    at, name = len(PNG_START), b""
    while name != b"IEND" and at + 12 <= len(raw):
        length = int.from_bytes(raw[at : at + 4], "big")
        name, end = raw[at + 4 : at + 8], at + 12 + length
        if end > len(raw) or zlib.crc32(raw[at + 4 : end - 4]) != int.from_bytes(raw[end - 4 : end], "big"):
            raise Refused(say_broken())
        yield name, raw[at:end]
        at = end


def require_pixels(height: int, width: int) -> None:
    if not height or not width or height * width > MOST_PIXELS:
        raise Refused(say_too_many_pixels())
