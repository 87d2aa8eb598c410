"""Papers of a signature: the signed sheet scanned, the document of a delegation. Judged by content."""

from typing import IO

import filetype
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from blocs.logic import files
from blocs.logic.files import JPG, KINDS, PDF, PNG, Kind
from blocs.logic.lifecycle import Refused
from blocs.models import Event, User
from blocs.taking import bare_picture, digest_of
from pacts.models import Pact, Signature, SignatureFile

MOST_PAPERS = 10  # of one signature


@transaction.atomic
def add_signature_file(signature: Signature, upload: IO[bytes], kind: str, *, by: User) -> SignatureFile:
    """Keep a PDF, JPG or PNG of at most 20 MB beside the line. Raises Refused for any other file, or the same again.

    Also after the seal: the sheet is scanned when the hall is empty. The seal does not speak of these papers.
    """
    Pact.objects.locked(signature.pact_id)
    mime, stream = _judged(upload)
    sha256, size = digest_of(stream)
    _require_room(signature, sha256)
    row = SignatureFile(signature=signature, kind=kind, name=files.label(upload.name, mime), added_by=str(by))
    row.size, row.sha256 = size, sha256
    row.file.save(f"{sha256}.{mime.ending}", File(stream), save=False)
    row.full_clean()
    row.save()
    Event.record("pacts.add_signature_file", signature, by=by, file=row.name, sha256=sha256, kind=kind)
    return row


def _judged(upload: IO[bytes]) -> tuple[Kind, IO[bytes]]:
    files.require_size(upload.seek(0, 2))
    upload.seek(0)
    kind = KINDS.get(filetype.guess_mime(upload.read(files.HEAD)) or "")
    if kind not in (PDF, JPG, PNG):
        raise Refused(_("Only PDF, JPG and PNG files of at most 20 MB are taken."))
    if kind != PDF:
        return kind, bare_picture(upload, kind)[0]
    files.require_pdf(upload)
    return kind, upload


def _require_room(signature: Signature, sha256: str) -> None:
    kept = list(signature.files.values_list("sha256", flat=True))
    if sha256 in kept:
        raise Refused(_("This file has been added already."))
    if len(kept) >= MOST_PAPERS:
        raise Refused(_("At most %(count)s papers are kept with one signature.") % {"count": MOST_PAPERS})
