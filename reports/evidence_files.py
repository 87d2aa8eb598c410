"""Files of evidence on their way in and out: judged by content, bared of what the camera wrote, named by their hash."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO
from uuid import uuid4

import filetype
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image

from blocs.logic.lifecycle import Refused
from reports.logic import files
from reports.logic.bare_pictures import bare_jpeg, bare_png, require_pixels, say_broken, say_too_many_pixels
from reports.logic.files import JPG, PDF, PNG, Kind
from reports.logic.packages import require_package
from reports.models import Evidence

ORIENTATION = 0x0112
LEAST_DPI = 200  # ND 30/2020, annex I: digitised papers
WHAT_PILLOW_RAISES = (OSError, ValueError, SyntaxError, EOFError, AttributeError, RuntimeError)


@dataclass(frozen=True)
class Taken:
    """A file that passed: its label, kind, bytes as they will be stored and their digest; `advice` never hinders."""

    name: str
    kind: Kind
    stream: IO[bytes]
    sha256: str
    size: int
    advice: str = ""


def taken(upload: IO[bytes], name: str) -> Taken:
    """Judge one upload. Raises Refused with the sentence for the person who sent it."""
    size = getattr(upload, "size", None)
    files.require_size(upload.seek(0, 2) if size is None else size)
    upload.seek(0)
    head = upload.read(files.HEAD)
    kind = _kind(upload, head)
    stream, advice = _ready(upload, kind, head)
    digest, size = _digest(stream)
    return Taken(files.label(name, kind), kind, stream, digest, size, advice)


def _kind(upload: IO[bytes], head: bytes) -> Kind:
    files.refuse_old_office(upload, head)
    if head.startswith(b"PK\x03\x04"):
        return require_package(upload)
    kind = files.KINDS.get(filetype.guess_mime(head) or "")
    if kind not in (PDF, JPG, PNG):
        raise Refused(files.only_these())
    return kind


def _ready(upload: IO[bytes], kind: Kind, head: bytes) -> tuple[IO[bytes], str]:
    if kind == PDF:
        files.require_pdf(upload)
        return upload, files.pdf_advice(head)
    if kind in (JPG, PNG):
        return _bare_picture(upload, kind)
    return upload, ""


def _bare_picture(upload: IO[bytes], kind: Kind) -> tuple[IO[bytes], str]:
    """Read by Pillow without unpacking the picture, then copied without its metadata."""
    try:
        upload.seek(0)
        picture = Image.open(upload, formats=("JPEG", "PNG"))
        require_pixels(picture.height, picture.width)
        dpi, orientation = picture.info.get("dpi"), _orientation(picture, kind)
        picture.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(say_too_many_pixels()) from error
    except WHAT_PILLOW_RAISES as error:
        raise Refused(say_broken()) from error
    upload.seek(0)
    raw = upload.read()
    bare = bare_jpeg(raw, orientation) if kind == JPG else bare_png(raw)
    return BytesIO(bare), _dpi_advice(dpi)


def _orientation(picture: Image.Image, kind: Kind) -> int:
    """1 to 8; only photographs are turned so."""
    found = picture.getexif().get(ORIENTATION, 1) if kind == JPG else 1
    return found if found in range(1, 9) else 1


def _dpi_advice(dpi) -> str:
    """Where the scanner says how fine it was, and 72 or 96 (what cameras write for “unknown”) is not meant."""
    if dpi and max(dpi) < LEAST_DPI and max(dpi) not in (1, 72, 96):
        return _("The picture has fewer than 200 dots an inch, which Decree 30/2020 asks of digitised papers.")
    return ""


def _digest(stream: IO[bytes]) -> tuple[str, int]:
    told, size = hashlib.sha256(), 0
    for piece in files.chunks(stream):
        told.update(piece)
        size += len(piece)
    stream.seek(0)
    return told.hexdigest(), size


# --- The shelf on disk ------------------------------------------------------------------------


def store(evidence: Evidence, stream: IO[bytes]) -> bool:
    """Put the bytes where their hash says, whole or not at all; True where they were not there before.

    Raises Refused where the disk is full or does not answer; nothing is left behind then.
    """
    shelf, place = evidence.file.storage, evidence.file.field.generate_filename(evidence, evidence.name)
    evidence.file.name = place
    waiting = f"evidence/waiting/{uuid4().hex}"
    try:
        if shelf.exists(place):
            return False
        stream.seek(0)
        shelf.save(waiting, File(stream))
        Path(shelf.path(place)).parent.mkdir(parents=True, exist_ok=True)
        Path(shelf.path(waiting)).replace(shelf.path(place))
    except OSError as error:
        _forget(shelf, waiting)
        raise Refused(_("The file could not be stored now; nothing was kept. Please try again later.")) from error
    return True


def _forget(shelf, name: str) -> None:
    try:
        shelf.delete(name)
    except OSError:
        return  # a disk that takes nothing back either; the sentence is told all the same


def discard_unused(evidence: Evidence) -> None:
    """Delete the bytes unless some row that stands refers to them. Asked after the transaction."""
    if not Evidence.objects.standing().filter(sha256=evidence.sha256).exists():
        _forget(evidence.file.storage, evidence.file.name)
