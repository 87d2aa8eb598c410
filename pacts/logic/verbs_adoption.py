"""The words of comments, versions and adoption in the logbook."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "pacts.circulate": _("version sent round for comments"),
    "pacts.comment": _("comment on the text"),
    "pacts.withdraw_comment": _("comment withdrawn"),
    "pacts.answer_comment": _("comment answered"),
    "pacts.adopt_text": _("text put to the vote"),
    "pacts.strike_adoption": _("vote on the text struck"),
}

DETAILS: dict = {}
