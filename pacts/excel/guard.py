"""What is looked at before a workbook is parsed: an Excel file is a zip of XML, and both can be made to hurt.

Only the directory of the zip and one small part are read here; macros, links and pictures are never touched.
"""

import zipfile
from typing import IO

from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 24 * 1024 * 1024
MOST_RATIO = 120  # sheets of our own pack some 10 to 25 to 1
MOST_PARTS = 300
SMALL = 1024 * 1024  # below this the ratio says nothing
OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # .xls, and .xlsx locked by a password
WORKBOOK = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
TYPES = "[Content_Types].xml"
# What zipfile raises for a damaged archive; NotImplementedError is its word for a way of packing it does not know.
BROKEN = (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)


def check(file: IO[bytes]) -> None:
    """Raises Refused unless the file is an .xlsx of bearable size, judged by what it holds and not by its name."""
    head = _head_of(file)
    if head == OLD_EXCEL:
        raise Refused(_("This is an old Excel file (.xls) or one locked by a password. Save it as .xlsx, unlocked."))
    if not zipfile.is_zipfile(file):
        raise Refused(_("This is not an Excel file. Choose a file saved as .xlsx."))
    try:
        with zipfile.ZipFile(file) as archive:
            _check_parts(archive)
            _check_type(archive)
    except BROKEN as error:
        raise Refused(_("The file is damaged. Open it in Excel, save it again as .xlsx and send that.")) from error
    file.seek(0)


def _head_of(file: IO[bytes]) -> bytes:
    file.seek(0, 2)
    if file.tell() > MOST_BYTES:
        raise Refused(_("The file is larger than 5 MB."))
    file.seek(0)
    return file.read(4)


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED or any(map(_bursts, parts)):
        raise Refused(_("The file unpacks to far more than a criteria table needs, so it is not opened."))
    if any(map(_is_odd, parts)):
        raise Refused(_("The file holds parts that do not belong in an Excel file, so it is not opened."))


def _bursts(part: zipfile.ZipInfo) -> bool:
    return part.file_size > SMALL and part.file_size > part.compress_size * MOST_RATIO


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
    types = archive.read(TYPES) if TYPES in names else b""
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(_("The file holds macros. Save it as .xlsx without macros."))
    if WORKBOOK not in types:
        raise Refused(_("This is not an Excel file. Choose a file saved as .xlsx."))
