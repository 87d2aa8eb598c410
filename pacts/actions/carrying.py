"""What reorganisations restated goes on into the version that amends a pact, beside its text as before."""

from collections.abc import Mapping

from pacts.models import CriteriaTable, Pact, Pledge, Restatement
from pacts.models.tree import tree_of


def carry_restatements(old: Pact, new: Pact, pledges: Mapping[int, Pledge]) -> None:
    """`pledges` {old key: new pledge}; criteria are found again by their place in the table that was copied."""
    criteria = _criteria_again(old, new)
    rows = []
    for row in Restatement.objects.filter(pact=old).order_by("pk"):
        about = pledges.get(row.pledge_id) if row.pledge_id else criteria.get(row.criterion_id)
        if about is not None:
            row.pk, row.pact = None, new
            row.pledge, row.criterion = (about, None) if row.pledge_id else (None, about)
            row._state.adding = True
            rows.append(row)
    Restatement.objects.bulk_create(rows)


def _criteria_again(old: Pact, new: Pact) -> dict:
    tables = CriteriaTable.objects.in_bulk([old.pk, new.pk], field_name="pact_id")
    if len(tables) < 2:
        return {}
    places = {node.number: node.criterion for node in tree_of(tables[new.pk])}
    return {node.criterion.pk: places.get(node.number) for node in tree_of(tables[old.pk])}
