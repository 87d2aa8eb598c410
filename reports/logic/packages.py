"""Word and Excel files: zip archives whose directory is weighed before anything of them is unpacked.

A directory can lie, so every member is also counted while it is read; nothing is ever written out.
"""

import re
import stat
import struct
import zipfile
import zlib
from typing import IO

from django.utils.translation import gettext as _

from blocs.logic.files import CHUNK, DOCX, XLSX, Kind, only_these, say_locked
from blocs.logic.lifecycle import Refused

MOST_ENTRIES, MOST_DIRECTORY = 3000, 512 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_TYPES = 512 * 1024
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the only two Office writes; others need much memory
END = struct.Struct("<4s4H2LH")
MAIN = {
    DOCX: ("word/document.xml", "wordprocessingml.document.main+xml"),
    XLSX: ("xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
}
ACTIVE = re.compile(r"(vbaproject|vbadata|oleobject|activex|\.(exe|dll|js|vbs|bat|cmd|jar|scr|docm|xlsm|zip)$)")
FAR = re.compile(rb"<Relationship\b[^>]*(?:attachedTemplate|oleObject|frame)[^>]*>")
ELSEWHERE = re.compile(rb"Target\s*=\s*[\"'](?:https?:|ftp:|\\\\|file://[^/])", re.IGNORECASE)
# What zipfile raises for a damaged archive; NotImplementedError is its word for a way of packing it does not know.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
    OSError,
)


def require_package(stream: IO[bytes]) -> Kind:
    """DOCX or XLSX; raises Refused for everything else that is a zip archive, and for what could do harm."""
    _weigh_directory(stream)
    try:
        with zipfile.ZipFile(stream) as archive:
            return _judged(archive)
    except BROKEN as error:
        raise Refused(_("The file is damaged or not complete.")) from error


def _weigh_directory(stream: IO[bytes]) -> None:
    """Before the directory is read at all: how many entries it claims and how long it is."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 65_557))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < END.size:
        raise Refused(_("The file is damaged or not complete."))
    _mark, _disk, _start, _here, entries, length, offset, comment = END.unpack_from(tail, at)
    if entries > MOST_ENTRIES or length > MOST_DIRECTORY:
        raise Refused(say_swollen())
    if len(tail) - at != END.size + comment or offset + length > size:
        raise Refused(_("The file is damaged or not complete."))


def say_swollen() -> str:
    return _("The file would unpack to more than 100 MB or too many parts; add a smaller one.")


def _judged(archive: zipfile.ZipFile) -> Kind:
    members = archive.infolist()
    _require_honest(members)
    kind = _kind(archive)
    for member in members:
        _read_through(archive, member)
    return kind


def _require_honest(members: list[zipfile.ZipInfo]) -> None:
    """Raises Refused by what the directory alone says."""
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Refused(say_swollen())
    names = [member.filename for member in members]
    odd = any(_leads_out(member) or member.compress_type not in PACKINGS for member in members)
    if odd or len(set(names)) != len(names):
        raise Refused(_("The file is damaged or not complete."))
    if any(member.flag_bits & 1 for member in members):
        raise Refused(say_locked())
    if any(ACTIVE.search(name.lower()) for name in names):
        raise Refused(say_active())


def say_active() -> str:
    return _("The file holds macros or embedded programs; save it without them and add it again.")


def _leads_out(member: zipfile.ZipInfo) -> bool:
    parts = member.filename.replace("\\", "/").split("/")
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    return is_link or ".." in parts or member.filename.startswith(("/", "\\")) or ":" in parts[0]


def _kind(archive: zipfile.ZipFile) -> Kind:
    try:
        with archive.open("[Content_Types].xml") as part:
            types = part.read(MOST_TYPES).decode("utf-8", "replace")
    except KeyError as error:
        raise Refused(only_these()) from error
    if "macroEnabled" in types or "vbaProject" in types:
        raise Refused(say_active())
    names = set(archive.namelist())
    found = [kind for kind, (part, word) in MAIN.items() if part in names and word in types]
    if len(found) != 1:
        raise Refused(only_these())
    return found[0]


def _read_through(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpacks a member piece by piece into nothing: a wrong size or sum is an error of the archive."""
    length, head = 0, b""
    with archive.open(member) as part:
        while piece := part.read(CHUNK):
            head = head or piece
            length += len(piece)
    if length != member.file_size:
        raise Refused(_("The file is damaged or not complete."))
    _require_plain_xml(member.filename.lower(), head)


def _require_plain_xml(name: str, head: bytes) -> None:
    """No part declares a document type (entities that grow, files read from elsewhere) or loads what lies elsewhere."""
    if not name.endswith((".xml", ".rels", ".vml")):
        return
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused(say_active())
    if name.endswith(".rels") and any(ELSEWHERE.search(tag) for tag in FAR.findall(head)):
        raise Refused(
            _("The file loads a template or an object from elsewhere; save it without links and add it again.")
        )
