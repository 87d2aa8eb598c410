"""What is looked at before a Word master is opened: a Word file is a zip of XML, and both can be made to hurt.

Everything is counted while it unpacks; nothing in the file is followed, run or fetched. Word finds its parts by links
and not by names, and what fills the master in reads tags wherever they stand: so every part is looked at alike.
"""

import re
import zipfile
from typing import IO
from xml.parsers.expat import ExpatError

from django.utils.translation import gettext as _

from blocs.excel.parts import TooMuch, attribute, stream
from blocs.logic.files import ENCRYPTED_PACKAGE, OLD_OFFICE
from blocs.logic.lifecycle import Refused

MEGABYTE = 1024 * 1024
MOST_BYTES, MOST_UNPACKED, MOST_PARTS, CHUNK = 5 * MEGABYTE, 30 * MEGABYTE, 300, 64 * 1024
MOST_WORDS, MOST_TAGS = 500_000, 2000  # letters and tags of a whole master; some pages have a hundredth
TYPES = "[Content_Types].xml"
WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
BROKEN = (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, ExpatError)
DECLARED = [word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")]
FETCHING = re.compile(r"(?<![a-z])(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|MACROBUTTON|IMPORT|DATABASE)\s", re.I)
TAGS = ("{{", "{%", "{#")
XML_HEADS = (b"<", b"\xff\xfe<", b"\xfe\xff\x00<")


def check(file: IO[bytes]) -> str:
    """The words of the master, tags of the template among them, a paragraph a line. Raises Refused with a sentence."""
    _check_head(file)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_names(archive)
            _check_type(archive.namelist(), *_unpacked(archive))
            words = "\n".join(_words(archive, name) for name in sorted(_told(archive)))
    except TooMuch as error:
        raise Refused(_say_too_large()) from error
    except BROKEN as error:
        raise Refused(_("The file is damaged. Open it in Word, save it again as .docx and send that.")) from error
    if len(words) > MOST_WORDS or sum(map(words.count, TAGS)) > MOST_TAGS:
        raise Refused(_say_too_large())
    return words


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


def _unpacked(archive: zipfile.ZipFile) -> tuple[str, bool]:
    """(the types of the parts, whether there are macros among them); a part larger than the directory says ends it."""
    types, left = b"", MOST_UNPACKED
    for part in archive.infolist():
        content = _read(archive, part, left)
        left -= len(content)
        types = content if part.filename == TYPES else types
        if any(word in content for word in DECLARED) and _is_xml(part.filename, content):
            raise Refused(_("The file holds XML declarations that Word never writes, so it is not opened."))
    return types.decode("utf-8", errors="replace"), b"macroEnabled" in types


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> bytes:
    pieces, size = [], 0
    with archive.open(part) as unpacking:
        while piece := unpacking.read(CHUNK):
            size += len(piece)
            if size > left:
                raise Refused(_say_too_large())
            pieces.append(piece)
    return b"".join(pieces)


def _is_xml(name: str, head: bytes) -> bool:
    return name.lower().endswith((".xml", ".rels")) or head[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(
        XML_HEADS
    )


def _check_type(names: list[str], types: str, has_macros: bool) -> None:
    if has_macros:
        raise Refused(_say_macros())
    if WORD.decode() not in types or "word/document.xml" not in names:
        raise Refused(_("This is not a Word file. Choose a file saved as .docx."))


# --- What the parts say ---------------------------------------------------------------------------


def _told(archive: zipfile.ZipFile) -> list[str]:
    """The parts that are XML, whatever they are called."""
    found = []
    for part in archive.infolist():
        with archive.open(part) as head:
            if _is_xml(part.filename, head.read(CHUNK)):
                found.append(part.filename)
    return found


class _Reader:
    """Words of one part, a paragraph a line: what the template says may be parted over many runs of any kind."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.fields: list[str] = []
        self.is_field = False

    def start(self, tag: str, said: dict[str, str]) -> None:
        if tag == "Relationship" and attribute(said, "TargetMode").lower() == "external":
            raise Refused(
                _("The file is linked to something outside it: a template, a picture, an address. Unlink it.")
            )
        if tag in ("altChunk", "object", "OLEObject", "control"):
            raise Refused(_("The file holds other files or programs inside. Delete them in Word, save it and send it."))
        if any(sign in value for value in said.values() for sign in TAGS):
            raise Refused(_say_hidden())
        self.is_field = tag == "instrText"
        self.fields.append(attribute(said, "instr"))

    def end(self, tag: str) -> None:
        self.is_field = False
        if tag == "p":
            self.words.append("\n")

    def text(self, piece: str) -> None:
        self.words.append(piece)
        if self.is_field:
            self.fields.append(piece)

    def aside(self, *said: str) -> None:
        """Comments and instructions, which Word never writes."""
        if any(sign in one for one in said for sign in TAGS):
            raise Refused(_say_hidden())


def _say_hidden() -> str:
    return _("The master holds tags where no text stands; write them into the text.")


def _words(archive: zipfile.ZipFile, name: str) -> str:
    reader = _Reader()
    stream(archive, name, reader.start, reader.end, reader.text, reader.aside)
    if FETCHING.search("".join(reader.fields)):
        raise Refused(_("The file holds a field that fetches something or runs a command; delete it in Word."))
    return "".join(reader.words)
