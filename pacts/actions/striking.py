"""When a line of the signing table or a vote may be struck: until the seal, once, with a reason."""

from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from pacts.models import Adoption, Pact, Signature


def refuse_striking(pact: Pact, row: Signature | Adoption, reason: str, *, struck: str) -> None:
    """Both rows locked. `struck` is the sentence for a row that is struck already. Raises Refused."""
    if pact.is_sealed:
        raise Refused(_("The pact is sealed; a slip is put right by an amendment or an erratum beside it."))
    if row.struck_at:
        raise Refused(struck)
    if not reason.strip():
        raise Refused(_("Give the reason."))
