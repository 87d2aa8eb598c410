"""What is looked at before a workbook is parsed: an Excel file is a zip of XML, and both can be made to hurt.

Everything is counted while it unpacks, piece by piece: what a directory says of its own parts is no measure.
"""

import struct
import zipfile
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from blocs.logic.files import ENCRYPTED_PACKAGE
from blocs.logic.lifecycle import Refused

MEGABYTE = 1024 * 1024
CHUNK = 256 * 1024
OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # .xls, and .xlsx locked by a password
WORKBOOKS = [
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
]
TYPES = "[Content_Types].xml"
# What zipfile raises for a damaged archive; NotImplementedError is its word for a way of packing it does not know.
BROKEN = (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error)
END, END_64, END_LENGTH = b"PK\x05\x06", b"PK\x06\x07", 22
LONGEST_ENTRY = 400  # of the directory, in bytes; Excel's own take some 60 to 110
DECLARATIONS = [word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")]
LONGEST_WORD = max(map(len, DECLARATIONS))


@dataclass(frozen=True)
class Limits:
    """Bytes of the file, bytes of its parts unpacked, and how many parts it has."""

    size: int
    unpacked: int
    parts: int


ANY_TABLE = Limits(20 * MEGABYTE, 160 * MEGABYTE, 1000)  # a million formatted empty lines unpack to some 80 MB


def check(file: IO[bytes], limits: Limits = ANY_TABLE) -> None:
    """Raises Refused unless the file is an .xlsx of bearable size, judged by what it holds and not by its name."""
    _check_head(file, limits)
    if not zipfile.is_zipfile(file):
        raise Refused(_("This is not an Excel file. Choose a file saved as .xlsx."))
    try:
        _check_directory(file, limits)
        with zipfile.ZipFile(file) as archive:
            _check_parts(archive, limits)
            _check_type(archive)
            _check_contents(archive, limits)
    except BROKEN as error:
        raise Refused(say_damaged()) from error
    file.seek(0)


def say_damaged() -> str:
    return _("The file is damaged. Open it in Excel, save it again as .xlsx and send that.")


def _say_too_large() -> str:
    return _("The file unpacks to far more than a table needs, so it is not opened.")


def _check_head(file: IO[bytes], limits: Limits) -> None:
    file.seek(0, 2)
    if file.tell() > limits.size:
        raise Refused(_("The file is larger than %(most)s MB.") % {"most": limits.size // MEGABYTE})
    file.seek(0)
    if file.read(4) == OLD_EXCEL:
        file.seek(0)
        raise Refused(_say_old(ENCRYPTED_PACKAGE in file.read(limits.size)))
    file.seek(0)


def _say_old(is_locked: bool) -> str:
    if is_locked:
        return _("The file is locked by a password. Remove the password in Excel, save it and send it again.")
    return _(
        "This is a file of an old Excel (.xls). Open it in Excel, choose File – Save As – “Excel Workbook (*.xlsx)” "
        "and send that file."
    )


def _check_directory(file: IO[bytes], limits: Limits) -> None:
    """Before anything lists the parts: a directory of 100 000 entries is not even read."""
    file.seek(0, 2)
    length = file.tell()
    file.seek(max(0, length - END_LENGTH - 65536))
    tail = file.read()
    place = tail.rfind(END)
    if place < 0 or END_64 in tail[max(0, place - 64) : place]:
        raise Refused(_say_too_large())
    count, size = struct.unpack("<HI", tail[place + 10 : place + 16])
    if count > limits.parts or size > limits.parts * LONGEST_ENTRY:
        raise Refused(_say_too_large())


def _check_parts(archive: zipfile.ZipFile, limits: Limits) -> None:
    parts = archive.infolist()
    too_large = len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked
    if too_large:
        raise Refused(_say_too_large())
    if any(map(_is_odd, parts)):
        raise Refused(_("The file holds parts that do not belong in an Excel file, so it is not opened."))
    _check_company([part.filename.lower() for part in parts])


def _check_company(names: list[str]) -> None:
    """What stands in the file beside its tables."""
    if any("externallink" in name for name in names):
        raise Refused(
            _("The file is linked to other files. In Excel choose Data – Edit Links – Break Link, save it and send it.")
        )
    if any("/embeddings/" in name or "/activex/" in name or "oleobject" in name for name in names):
        raise Refused(_("The file holds other files or programs inside. Delete them in Excel, save it and send it."))


def _is_odd(part: zipfile.ZipInfo) -> bool:
    """Paths that lead out, and ways of packing Excel never uses, which unpack without measure."""
    return (
        part.filename.startswith(("/", "\\"))
        or ".." in part.filename.replace("\\", "/").split("/")
        or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        or bool(part.flag_bits & 1)
    )


def _check_type(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    types = _start_of(archive, TYPES) if TYPES in names else b""
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(_("The file holds macros. Save it as .xlsx without macros."))
    if not any(kind in types for kind in WORKBOOKS):
        raise Refused(_("This is not an Excel file. Choose a file saved as .xlsx."))


def _start_of(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(MEGABYTE)


def _check_contents(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Every part is unpacked once, counted, and looked through for declarations that could multiply its text."""
    seen = 0
    for info in archive.infolist():
        tail = b""
        with archive.open(info) as part:
            while piece := part.read(CHUNK):
                seen += len(piece)
                if seen > limits.unpacked:
                    raise Refused(_say_too_large())
                _check_xml(info.filename, tail + piece)
                tail = piece[-LONGEST_WORD:]


def _check_xml(name: str, text: bytes) -> None:
    if name.lower().endswith((".xml", ".rels", ".vml")) and any(word in text for word in DECLARATIONS):
        raise Refused(_("The file declares XML entities, which no table needs, so it is not opened."))
