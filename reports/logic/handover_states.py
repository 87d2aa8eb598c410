"""The way of a handover: prepared, handed over by one side, received or returned by the other."""

from django.utils.translation import gettext_lazy as _

from blocs.logic.lifecycle import Lifecycle, Step

HANDOVER = Lifecycle(
    Step("hand_over", "draft", "handed", _("Hand over")),
    Step("receive", "handed", "received", _("Receive")),
    Step("return_handover", "handed", "draft", _("Return")),
)

REASON_LEAST = 10
"""Characters of the reason for which a handover is returned, or a choice of heads corrected."""
