"""The draw of the cross-checks, pressed once."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import Event, User
from pacts.logic.formulas import StageKind
from pacts.models import CriteriaTable
from reports.logic.draw import METHOD, draw
from reports.models import Draw, Sheet


@transaction.atomic
def draw_checks(table: CriteriaTable, *, by: User) -> Draw:
    """Draw who checks whom, from a seed nobody chose.

    Raises Refused: drawn already, no sheets, no cross-check stage. Fewer than three units: the standing body checks.
    """
    table = CriteriaTable.objects.with_names().locked(table.pk)
    sheets = list(Sheet.objects.filter(table=table).select_related("unit"))
    if refusals := obstacles_to_drawing(table, len(sheets)):
        raise Refused(*refusals)
    drawn = Draw(table=table, method=METHOD, seed=secrets.token_hex(16), drawn_at=timezone.now(), drawn_by=str(by))
    drawn.slugs = {str(sheet.unit_id): sheet.unit.slug for sheet in sheets}
    drawn.save(force_insert=True)
    checks = _give_out(sheets, drawn.seed)
    Event.record("reports.draw_checks", table, by=by, seed=drawn.seed, method=METHOD, checks=checks)
    return drawn


def obstacles_to_drawing(table: CriteriaTable, sheets: int) -> list[str]:
    """`sheets`: how many there are."""
    if not table.stages.filter(kind=StageKind.CROSS).exists():
        return [_("This table has no cross-check.")]
    if not sheets:
        return [_("Open the scoring first; the draw is made among the score sheets.")]
    if Draw.objects.filter(table=table).exists():
        return [_("The cross-checks are drawn already; a draw is not repeated.")]
    return []


def _give_out(sheets: list[Sheet], seed: str) -> list[str]:
    """Write the checkers down; “unit ← the unit that checks it” for the logbook."""
    units = {sheet.unit.slug: sheet.unit for sheet in sheets}
    drawn = draw(seed, units) or {}
    for sheet in sheets:
        if sheet.unit.slug in drawn:
            sheet.checker = units[drawn[sheet.unit.slug]]
            sheet.save(update_fields=["checker"])
    return [f"{units[unit].name} ← {units[checker].name}" for unit, checker in drawn.items()]
