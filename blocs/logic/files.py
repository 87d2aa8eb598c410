"""What a file is, told by what is in it and never by its name; and what of it is refused before anything opens it.

Pure: bytes and streams in, a kind or a sentence out. Limits are those of docs and OWASP ASVS 5.0 V5.2.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import IO

from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.logic.text import clean
from blocs.logic.wording import number

MOST_BYTES = 20 * 1024 * 1024
HEAD, CHUNK = 8192, 64 * 1024
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Kind:
    """`ending` without its dot; `mime` as it is sent."""

    ending: str
    mime: str
    endings: tuple[str, ...] = ()

    @property
    def own_endings(self) -> tuple[str, ...]:
        return self.endings or (self.ending,)


PDF = Kind("pdf", "application/pdf")
JPG = Kind("jpg", "image/jpeg", ("jpg", "jpeg"))
PNG = Kind("png", "image/png")
DOCX = Kind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
XLSX = Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
KINDS = {kind.mime: kind for kind in (PDF, DOCX, XLSX, JPG, PNG)}


def only_these() -> str:
    return _("Only PDF, DOCX, XLSX, JPG and PNG files of at most 20 MB are taken.")


def require_size(size: int) -> None:
    if size <= 0:
        raise Refused(_("The file is empty."))
    if size > MOST_BYTES:
        raise Refused(_("The file is larger than 20 MB."))


def chunks(stream: IO[bytes]) -> Iterator[bytes]:
    stream.seek(0)
    while piece := stream.read(CHUNK):
        yield piece


def refuse_old_office(stream: IO[bytes], head: bytes) -> None:
    """A Word or Excel file with a password looks like one of the old kind; both are refused, each with its way out."""
    if not head.startswith(OLD_OFFICE):
        return
    stream.seek(0)
    if ENCRYPTED_PACKAGE in stream.read(MOST_BYTES):
        raise Refused(say_locked())
    raise Refused(_("This is an old Word or Excel file; save it as DOCX, XLSX or PDF and add that."))


def say_locked() -> str:
    return _("The file is protected by a password; remove the password and add it again.")


# --- PDF (ISO 32000-1, 7.5): header, body, startxref, end mark --------------------------------

PDF_OBJECT = re.compile(rb"\d{1,10}\s{1,9}\d{1,5}\s{1,9}obj\b")  # bounded: digits without end are read once
PDF_LOCK = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")


def _spelt(word: str) -> str:
    """A name of a PDF as it may be written (7.3.5): any sign of it also as “#” and two digits, “/J#61vaScript”."""
    digits = [re.sub("[a-f]", lambda one: f"[{one[0]}{one[0].upper()}]", f"{ord(sign):02x}") for sign in word]
    return "".join(f"(?:{sign}|#{said})" for sign, said in zip(word, digits, strict=True))


PDF_ACTS = re.compile(rf"/(?:{_spelt('JavaScript')}|{_spelt('Launch')})\b".encode())
PDF_PACKED = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.S)  # 7.5.7: objects packed together
MOST_STREAMS, MOST_PACKED, LARGEST_PACKED = 20_000, 64 * 1024 * 1024, 8 * 1024 * 1024  # bytes once unpacked
PDF_VERSION = re.compile(rb"%PDF-(\d)\.(\d)")


def require_pdf(stream: IO[bytes]) -> None:
    stream.seek(0)
    body = stream.read(MOST_BYTES)
    whole = PDF_VERSION.match(body) and PDF_OBJECT.search(body) and b"startxref" in body
    if not whole or b"%%EOF" not in body[-1024:]:
        raise Refused(_("The PDF file is damaged or not complete."))
    if PDF_LOCK.search(body):
        raise Refused(say_locked())
    if _acts(body):
        raise Refused(_("The PDF file holds commands that run by themselves; print it to a new PDF and add that."))


def _acts(body: bytes) -> bool:
    """Commands however their names are written, also among packed objects; more of those than bearable counts too."""
    if PDF_ACTS.search(body) or body.count(b"/ObjStm") > MOST_STREAMS:
        return True
    left = MOST_PACKED
    for found in PDF_PACKED.finditer(body):
        plain = _unpacked(body, found.end())
        left -= len(plain)
        if left <= 0 or len(plain) >= LARGEST_PACKED or PDF_ACTS.search(plain):
            return True
    return False


def _unpacked(body: bytes, start: int) -> bytes:
    """What was packed by deflate, up to the bearable; nothing where it was packed otherwise."""
    end = body.find(b"endstream", start, start + LARGEST_PACKED)
    try:
        return zlib.decompressobj().decompress(body[start : end if end >= 0 else start + CHUNK], LARGEST_PACKED)
    except zlib.error:
        return b""


def pdf_advice(head: bytes) -> str:
    """A sentence where the file is older than PDF 1.4 (ND 30/2020, annex I, on digitised papers); never a block."""
    found = PDF_VERSION.match(head)
    if found and (int(found[1]), int(found[2])) < (1, 4):
        return _("The file is older than PDF 1.4, which Decree 30/2020 asks of digitised papers.")
    return ""


# --- Names ------------------------------------------------------------------------------------

NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def bare_name(name: str) -> str:
    """NFC, no path, no signs a disk refuses, nothing invisible."""
    bare = clean(name.replace("\\", "/").rsplit("/", 1)[-1])
    return clean(NOT_IN_NAMES.sub(" ", bare)).strip(". ")


def label(name: str, kind: Kind, longest: int = 200) -> str:
    """The name as it is shown and sent: NFC, no path, no signs a disk refuses, the ending that the content has."""
    bare = bare_name(name)
    stem, dot, ending = bare.rpartition(".")
    if not dot or ending.lower() not in kind.own_endings:
        stem, ending = bare, kind.ending
    return f"{(stem or _('evidence'))[:longest].rstrip('. ')}.{ending.lower()}"


def size_words(size: int | None) -> str:
    """“345 KB”, “1,2 MB”; nothing for no file. 1 KB is 1024 bytes."""
    if size is None:
        return ""
    if size < 1024 * 1024:
        return f"{number(max(1, round(size / 1024)))} KB"
    return f"{number(Decimal(size) / (1024 * 1024), 1)} MB"
