"""What is looked at before a Word master is opened: a Word file is a zip of XML, and both can be made to hurt.

Everything is counted while it unpacks; nothing in the file is followed, run or fetched.
"""

import re
import zipfile
from html import unescape
from typing import IO

from django.utils.translation import gettext as _

from blocs.logic.files import ENCRYPTED_PACKAGE, OLD_OFFICE
from blocs.logic.lifecycle import Refused

MEGABYTE = 1024 * 1024
MOST_BYTES, MOST_UNPACKED, MOST_PARTS, CHUNK = 5 * MEGABYTE, 30 * MEGABYTE, 300, 64 * 1024
TYPES = "[Content_Types].xml"
WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
BROKEN = (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)
DECLARED = [word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")]
FETCHING = re.compile(r"(?<![a-z])(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|MACROBUTTON|IMPORT|DATABASE)\s", re.I)
INSTRUCTION = re.compile(r"<w:instrText[^>]*>(.*?)</w:instrText>|w:instr=\"([^\"]*)\"", re.S)
PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.S)
WORDS = re.compile(r"<w:t(?: [^>]*)?>(.*?)</w:t>", re.S)
TOLD = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")


def check(file: IO[bytes]) -> str:
    """The words of the master, tags of the template among them, a paragraph a line. Raises Refused with a sentence."""
    _check_head(file)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_names(archive)
            parts = _unpacked(archive)
    except BROKEN as error:
        raise Refused(_("The file is damaged. Open it in Word, save it again as .docx and send that.")) from error
    _check_type(parts)
    _check_links(parts)
    return "\n".join(_words(content) for name, content in sorted(parts.items()) if TOLD.fullmatch(name))


def _check_head(file: IO[bytes]) -> None:
    file.seek(0, 2)
    if file.tell() > MOST_BYTES:
        raise Refused(_("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // MEGABYTE})
    file.seek(0)
    head = file.read(MOST_BYTES) if file.read(len(OLD_OFFICE)) == OLD_OFFICE else b""
    if ENCRYPTED_PACKAGE in head:
        raise Refused(_("The file is protected by a password; remove the password and add it again."))
    if head:
        raise Refused(_("This is an old Word file (.doc). Save it in Word as .docx and send that."))
    if not zipfile.is_zipfile(file):
        raise Refused(_("This is not a Word file. Choose a file saved as .docx."))


def _check_names(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(_say_too_large())
    names = [part.filename.lower() for part in parts]
    if any(name.endswith("vbaproject.bin") or "vbadata" in name for name in names):
        raise Refused(_say_macros())
    if any("/embeddings/" in name or "/activex/" in name or "oleobject" in name for name in names):
        raise Refused(_("The file holds other files or programs inside. Delete them in Word, save it and send it."))
    if any(map(_is_odd, parts)):
        raise Refused(_("The file holds parts that do not belong in a Word file, so it is not opened."))


def _say_too_large() -> str:
    return _("The file unpacks to far more than a master needs, so it is not opened.")


def _say_macros() -> str:
    return _("The file holds macros. Save it as .docx without macros.")


def _is_odd(part: zipfile.ZipInfo) -> bool:
    """Paths that lead out, locked parts, and ways of packing Word never uses."""
    packed = part.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    leads_out = part.filename.startswith(("/", "\\")) or ".." in part.filename.replace("\\", "/").split("/")
    return leads_out or not packed or bool(part.flag_bits & 1)


def _unpacked(archive: zipfile.ZipFile) -> dict[str, str]:
    """The XML of the file; a part that grows beyond what the directory says ends it."""
    found, left = {}, MOST_UNPACKED
    for part in archive.infolist():
        content = _read(archive, part, left)
        left -= len(content)
        if part.filename.lower().endswith((".xml", ".rels")):
            if any(word in content for word in DECLARED):
                raise Refused(_("The file holds XML declarations that Word never writes, so it is not opened."))
            found[part.filename] = content.decode("utf-8", errors="replace")
    return found


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> bytes:
    pieces, size = [], 0
    with archive.open(part) as stream:
        while piece := stream.read(CHUNK):
            size += len(piece)
            if size > left:
                raise Refused(_say_too_large())
            pieces.append(piece)
    return b"".join(pieces)


def _check_type(parts: dict[str, str]) -> None:
    types = parts.get(TYPES, "")
    if "macroEnabled" in types:
        raise Refused(_say_macros())
    if WORD.decode() not in types or "word/document.xml" not in parts:
        raise Refused(_("This is not a Word file. Choose a file saved as .docx."))


def _check_links(parts: dict[str, str]) -> None:
    for name, content in parts.items():
        if name.endswith(".rels") and re.search(r"TargetMode\s*=\s*[\"']External", content):
            raise Refused(
                _("The file is linked to something outside it: a template, a picture, an address. Unlink it.")
            )
        if "<w:altChunk" in content or "<w:object" in content:
            raise Refused(_("The file holds other files or programs inside. Delete them in Word, save it and send it."))
        fields = "".join("".join(found) for found in INSTRUCTION.findall(content))
        if FETCHING.search(unescape(fields)):
            raise Refused(_("The file holds a field that fetches something or runs a command; delete it in Word."))


def _words(content: str) -> str:
    """A paragraph a line, as Word shows it: what the template says may be parted over many runs."""
    return "\n".join("".join(WORDS.findall(one)) for one in PARAGRAPH.findall(content))
