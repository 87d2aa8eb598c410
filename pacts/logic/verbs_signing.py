"""The words of signing in the logbook."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "pacts.decline": _("declined to sign"),
    "pacts.add_signature_file": _("paper of a signature added"),
}

DETAILS: dict = {}
