"""Release levels and the way between them. What was public once is withdrawn, never closed again."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.logic.lifecycle import Lifecycle, Refused, Step

PUBLICITY = Lifecycle(
    Step("publish", ("closed", "withdrawn"), "public", gettext_lazy("Publish")),
    Step("withdraw", "public", "withdrawn", gettext_lazy("Withdraw")),
)
VERBS = {"public": "publish", "withdrawn": "withdraw"}


def verb_towards(level: str, from_level: str, reason: str) -> str:
    """The verb that leads from one level to the other; Refused where none does or a withdrawal gives no reason."""
    if level not in VERBS:
        raise Refused(_("What was public once can be withdrawn, but not made as if it never had been."))
    PUBLICITY.after(VERBS[level], from_level)
    if level == "withdrawn" and not reason.strip():
        raise Refused(_("Give the reason for the withdrawal; it is shown at the address."))
    return VERBS[level]
