"""The words of the logbook: what each verb did, and what its details are called. Floors above add their own."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "blocs.add_unit": _("unit added"),
    "blocs.change_unit": _("unit corrected"),
    "blocs.rename_unit": _("unit renamed"),
    "blocs.move_unit": _("unit moved"),
    "blocs.merge_units": _("units merged"),
    "blocs.split_unit": _("unit split"),
    "blocs.dissolve_unit": _("unit dissolved"),
    "blocs.add_series": _("series of blocs added"),
    "blocs.change_series": _("series of blocs changed"),
    "blocs.form_bloc": _("bloc formed"),
    "blocs.change_bloc": _("bloc changed"),
    "blocs.renew": _("bloc renewed for the next season"),
    "blocs.admit": _("unit admitted to the bloc"),
    "blocs.change_membership": _("membership changed"),
    "blocs.leave": _("unit left the bloc"),
    "blocs.hand_over_headship": _("headship handed over"),
    "blocs.change_headship": _("headship corrected"),
    "blocs.name_acting_head": _("acting head named"),
    "blocs.end_acting_head": _("acting head's term ended"),
    "blocs.add_remark": _("further fact added"),
    "blocs.add_season": _("season added"),
    "blocs.give_duty": _("duty given"),
    "blocs.end_duty": _("duty ended"),
    "blocs.stop_job": _("job asked to stop"),
    "blocs.stand_in": _("deputy named"),
    "blocs.add_leader": _("leader registered"),
    "blocs.change_leader": _("leader corrected"),
    "blocs.promote": _("rank conferred"),
    "blocs.appoint": _("post taken"),
    "blocs.end_post": _("post left"),
    "blocs.publish": _("page published"),
    "blocs.withdraw": _("page withdrawn"),
    "blocs.check_log": _("logbook checked"),
    "blocs.set_up": _("site set up"),
    "blocs.give_account": _("account given"),
    "blocs.change_password": _("own password chosen"),
    "blocs.codes_on": _("one-time codes turned on"),
    "blocs.codes_off": _("one-time codes turned off"),
    "blocs.new_recovery_codes": _("new recovery codes made"),
    "blocs.renew_password": _("one-time password renewed"),
    "blocs.change_email": _("own e-mail address changed"),
    "blocs.renew_calendar": _("own calendar given a new address"),
    "blocs.shut_calendar": _("own calendar shut"),
    "blocs.end_sessions": _("logged out on other devices"),
}

DETAILS: dict[str, Any] = {
    "on": _("day"),
    "count": _("how many"),
    "decision_number": _("decision number"),
    "previous": _("last season's bloc"),
    "units": _("units"),
    "successors": _("successors"),
    "head": _("head of the bloc"),
    "deputy": _("deputy head of the bloc"),
    "secretaries": _("secretaries"),
    "former": _("until now"),
    "bloc": _("bloc"),
    "unit": _("unit"),
    "rank": _("rank"),
    "post": _("post"),
    "reason": _("reason"),
    "phases": _("phases"),
    "text": _("text"),
    "note": _("note"),
    "broken_at": _("first broken line"),
    "lines": _("lines checked"),
    "token": _("reference"),
}

_ADDED, _CHANGED, _DELETED = _("%(thing)s added"), _("%(thing)s changed"), _("%(thing)s deleted")
CHANGES = {
    "add": _ADDED,
    "record": _ADDED,
    "change": _CHANGED,
    "edit": _CHANGED,
    "save": _CHANGED,
    "move": _("%(thing)s moved"),
    "delete": _DELETED,
    "remove": _DELETED,
    "removed": _DELETED,
}
"""Verbs of plain rows; `thing` is the name of the kind of row."""


def register(words: Mapping[str, Any], details: Mapping[str, Any] | None = None) -> None:
    """A floor above names its verbs and details, once, when it starts."""
    WORDS.update(words)
    DETAILS.update(details or {})
