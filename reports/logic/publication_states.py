"""How a summary goes out: drafted by one, released by another, corrected by a new revision, withdrawn with a reason."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.logic.lifecycle import Lifecycle, Step


def obstacles_to_release(publication: Any) -> list[str]:
    """`publication` has title, body, number, correction_note and `ceremony_is_over` (True where it has no ceremony)."""
    found = []
    if not publication.title.strip() or not publication.body.strip():
        found.append(_("The summary has no title or no text yet."))
    if not publication.ceremony_is_over:
        found.append(_("The ceremony is not over yet."))
    if publication.number > 1 and not publication.correction_note.strip():
        found.append(_("Say what was corrected."))
    return found


def obstacles_to_correcting(publication: Any) -> list[str]:
    """One draft at a time: `has_draft` tells of another revision that is being written."""
    return [_("A new revision of this summary is being drafted already.")] if publication.has_draft else []


PUBLICATION = Lifecycle(
    Step("release", "draft", "published", gettext_lazy("Publish"), obstacles_to_release),
    Step("correct", "published", "published", gettext_lazy("Write a correction"), obstacles_to_correcting),
    Step("correct", "withdrawn", "withdrawn", gettext_lazy("Write a corrected text"), obstacles_to_correcting),
    Step("withdraw", "published", "withdrawn", gettext_lazy("Withdraw from publication")),
)

HONOUR = Lifecycle(
    Step("approve", "proposed", "approved", gettext_lazy("Approve")),
    Step("award", ("proposed", "approved"), "awarded", gettext_lazy("Grant")),
    Step("refuse", ("proposed", "approved"), "refused", gettext_lazy("Refuse")),
    Step("revoke", ("approved", "awarded"), "revoked", gettext_lazy("Revoke")),
)


def obstacles_to_honours(status: str, *, needs_decision: bool) -> list[str]:
    """What keeps an honour from the public: the switch of decision 8."""
    if needs_decision and status == "proposed":
        return [_("No honour is published before the council has decided; this one is only proposed.")]
    return []
