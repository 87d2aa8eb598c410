"""Comments to a row of a sheet: between a unit's people and those who run or stand over the bloc."""

from django.db import transaction
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.actions.notices import notify
from blocs.models import Event, Notice, Role, User
from blocs.people_of import commanders_of_head, others, people_of_unit, secretaries_of
from reports.models import RowNote


def address_of(note: RowNote) -> str:
    query = {"ky": note.reporting_id, "don_vi": note.unit_id or "khoi", "noi_dung": note.pledge_id}
    return f"{reverse('reports:row_notes')}?{urlencode(query)}"


@transaction.atomic
def say(note: RowNote, *, by: User) -> RowNote:
    """Add a comment and tell the other side: of a unit's comment the bloc's people, of theirs the unit's."""
    note.made_by, note.made_name = by, str(by)
    validate(note)
    note.save(force_insert=True)
    words = {"by": by, "row": note.pledge.name[:120], "phase": note.reporting.phase.name}
    title = _("%(by)s commented on “%(row)s” (%(phase)s).") % words
    about = f"row:{note.reporting_id}:{note.unit_id or 0}:{note.pledge_id}"
    notify(_other_side(note, by), Notice.Kind.COMMENT, about, title, address_of(note))
    Event.record("reports.comment_row", note, by=by, row=note.pledge.name)
    return note


def _other_side(note: RowNote, by: User) -> list[User]:
    """Those who spoke before are told as well, whichever side they are on."""
    bloc, before = note.reporting.bloc, _spoke_before(note)
    if is_of_unit(by, note):
        return others([*secretaries_of(bloc), *before], by)
    unit = people_of_unit(note.unit) or [*secretaries_of(bloc), *commanders_of_head(bloc)]
    return others([*unit, *before], by)


def is_of_unit(user: User, note: RowNote) -> bool:
    roles = (Role.COMMANDER, Role.REPORTER)
    return any(duty.unit_id == note.unit_id and duty.role in roles for duty in user.duties_today if duty.unit_id)


def _spoke_before(note: RowNote) -> list[User]:
    thread = RowNote.objects.filter(reporting=note.reporting, unit=note.unit, pledge=note.pledge)
    return [row.made_by for row in thread.exclude(made_by=None).select_related("made_by")]
