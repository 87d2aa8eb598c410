"""A table ready to be adopted, for the tests of its actions."""

from datetime import date

from pacts.actions import pacts
from pacts.models import Assignment, CriteriaTable, tree_of
from tests.make import a_ceremony, a_pact, adopted, members_of
from tests.make_scoring import a_table
from tests.pacts.test_actions_pacts import signed_by_all

DATED = (
    {"kind": "self", "opens_on": date(2017, 12, 1), "due_on": date(2017, 12, 10)},
    {"kind": "review", "opens_on": date(2017, 12, 11), "due_on": date(2017, 12, 20)},
)
FED = {"group": "Chuyên môn", "name": "Khám phá án", "points": 60, "formula": "relative_to_best"}
NOT_FED = {"group": "Chuyên môn", "name": "Mô hình mới", "points": 40, "formula": "count", "rules": {"per": "10"}}


def an_adoptable(pact=None, **facts) -> CriteriaTable:
    """Dated, with one criterion fed by the pact's only pledge and one that does not apply to the first unit."""
    pact = pact or a_pact()
    leaves = ({**FED, "pledge": pact.pledges.first()}, NOT_FED)
    days = {"appeals_from": date(2017, 12, 22), "appeals_until": date(2017, 12, 28)}
    table = a_table(pact, adopted=False, stages=DATED, leaves=leaves, **{**days, **facts})
    leaf = table.criteria.get(name="Mô hình mới")
    Assignment.objects.create(criterion=leaf, unit=members_of(pact.bloc)[0], applies=False, reason="Không được giao")
    return table


def shape(table) -> list[tuple]:
    return [
        (node.number, node.criterion.name, node.criterion.points, node.criterion.formula) for node in tree_of(table)
    ]


def sealed(pact, admin):
    pacts.open_pact(pact, by=admin)
    signed_by_all(pact, a_ceremony(pact.bloc, state="live"))
    adopted(pact)
    return pacts.seal(pact, by=admin)
