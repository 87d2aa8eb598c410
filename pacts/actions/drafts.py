"""The guard every edit passes: only a draft can be changed, under its lock; and what drafts have in common."""

import re

from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import Season
from pacts.models import Pact


def locked_draft(pk: int, revision: int | None = None) -> Pact:
    """The pact, locked. Raises Refused unless it is a draft, Stale when its revision is not the one expected."""
    pact = Pact.objects.locked(pk, revision)
    if pact.is_sealed:
        raise Refused(_("A sealed pact never changes. Make an amendment, or correct a slip by an erratum."))
    if not pact.is_editable:
        raise Refused(_("The pact is open for signature. Take it back to draft before changing it."))
    return pact


def next_order(rows) -> int:
    last = rows.order_by("-order").values_list("order", flat=True).first()
    return (last or 0) + 1


def renumber(rows: list) -> None:
    """Gives the rows the numbers 1, 2, 3 … and writes those that changed."""
    for order, row in enumerate(rows, start=1):
        if row.order != order:
            row.order = order
            row.save(update_fields=["order"])


def moved(rows: list, row, by: int) -> bool:
    """Moves the row up (-1) or down (+1) among its neighbours and renumbers; False at either end."""
    place = next(index for index, other in enumerate(rows) if other.pk == row.pk)
    if not 0 <= place + by < len(rows):
        return False
    rows[place], rows[place + by] = rows[place + by], rows[place]
    renumber(rows)
    return True


def title_after(title: str, before: Season, after: Season) -> str:
    """Last season's title with the new season's year."""
    return re.sub(rf"(?<!\d){re.escape(before.slug)}(?!\d)", after.slug, title)
