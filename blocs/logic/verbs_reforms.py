"""The words of reorganisations in the logbook."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "blocs.prepare_reform": _("reorganisation prepared"),
    "blocs.change_reform": _("reorganisation changed while being prepared"),
    "blocs.add_reform_step": _("step of a reorganisation added"),
    "blocs.drop_reform_step": _("step of a reorganisation dropped"),
    "blocs.carry_out_reform": _("reorganisation carried out"),
    "blocs.undo_reform": _("reorganisation taken back"),
    "blocs.delete_reform": _("draft of a reorganisation given up"),
}

DETAILS: dict[str, Any] = {}
