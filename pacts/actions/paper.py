"""A signature given on paper, recorded together with the signed sheet."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from blocs.models import Unit, User
from pacts.actions.signature_files import add_signature_file
from pacts.actions.signatures import record_signature
from pacts.models import Ceremony, Pact, Signature, SignatureFile


@transaction.atomic
def record_on_paper(
    pact: Pact, unit: Unit, *, ceremony: Ceremony, by: User, scan: UploadedFile | None = None, **words
) -> Signature:
    """Both or neither: a sheet that cannot be kept leaves the signature unrecorded, and the form says why."""
    signature = record_signature(pact, unit, ceremony=ceremony, by=by, **words)
    if scan is not None:
        add_signature_file(signature, scan, SignatureFile.Kind.SCAN, by=by)
    return signature
