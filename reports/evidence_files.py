"""Files of evidence on their way in and out: judged by content, bared of what the camera wrote, named by their hash."""

from dataclasses import dataclass
from pathlib import Path
from typing import IO
from uuid import uuid4

import filetype
from django.core.files.base import File
from django.utils.translation import gettext as _

from blocs.logic import files
from blocs.logic.files import JPG, PDF, PNG, Kind
from blocs.logic.lifecycle import Refused
from blocs.taking import bare_picture, digest_of
from reports.logic.packages import require_package
from reports.models import Evidence


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
    digest, size = digest_of(stream)
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
        return bare_picture(upload, kind)
    return upload, ""


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
