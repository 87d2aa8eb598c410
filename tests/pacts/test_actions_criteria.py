"""Criteria of a draft: added, edited, moved, removed and put back; nothing of an adopted or sealed table changes."""

from decimal import Decimal

import pytest

from blocs.logic.lifecycle import Refused
from blocs.models import Event
from pacts.actions import criteria as actions
from pacts.logic.table_stages import StageRow
from pacts.models import Criterion, tree_of
from tests.make import a_pact, a_pledge, a_unit, a_user, members_of
from tests.make_scoring import a_table

pytestmark = pytest.mark.django_db


def shape(table) -> list[tuple[str, str]]:
    return [(node.number, node.criterion.name) for node in tree_of(table)]


def a_draft(**facts):
    return a_table(adopted=False, **facts)


def test_a_criterion_is_added_at_the_end_of_its_group():
    table, by = a_draft(), a_user()
    group = table.criteria.get(name="Tổ chức phong trào")
    added = actions.add_criterion(
        Criterion(table=table, parent=group, name="Gương điển hình", points=Decimal(5), formula="by_hand"), by=by
    )
    assert (added.order, shape(table)[-1]) == (2, ("2.2", "Gương điển hình"))
    assert Event.objects.latest("pk").verb == "pacts.add_criterion"


def test_nothing_stands_under_a_leaf():
    table = a_draft()
    leaf = table.criteria.get(name="Mô hình mới")
    with pytest.raises(Refused):
        actions.add_criterion(Criterion(table=table, parent=leaf, name="x", points=1, formula="by_hand"), by=a_user())


def test_a_table_is_five_levels_deep_at_most():
    table, by = a_draft(leaves=()), a_user()
    parent = None
    for level in range(5):
        row = Criterion(table=table, parent=parent, name=f"Cấp {level + 1}", points=Decimal(1))
        parent = actions.add_criterion(row, by=by)
    with pytest.raises(Refused):
        actions.add_criterion(Criterion(table=table, parent=parent, name="Cấp 6", points=Decimal(1)), by=by)
    assert table.criteria.count() == 5


def test_a_criterion_under_bonus_is_bonus_and_follows_when_its_group_changes():
    table, by = a_draft(leaves=()), a_user()
    group = actions.add_criterion(Criterion(table=table, name="Thưởng", points=Decimal(5), part="bonus"), by=by)
    leaf = Criterion(table=table, parent=group, name="Cờ thi đua", points=Decimal(5), formula="flat")
    leaf = actions.add_criterion(leaf, by=by)
    assert leaf.part == "bonus"
    group.part = "penalty"
    actions.edit_criterion(group, by=by)
    leaf.refresh_from_db()
    assert leaf.part == "penalty"


def test_another_pacts_pledge_never_feeds_a_criterion():
    table = a_draft()
    leaf = table.criteria.get(name="Mô hình mới")
    leaf.pledge = a_pledge(a_pact())
    with pytest.raises(Refused):
        actions.edit_criterion(leaf, by=a_user())


def test_rules_are_kept_as_the_formula_knows_them():
    table = a_draft()
    leaf = table.criteria.get(name="Mô hình mới")
    leaf.rules = {"per": "2.50", "floor": "3", "bands": []}
    actions.edit_criterion(leaf, by=a_user())
    leaf.refresh_from_db()
    assert leaf.rules == {"per": "2.5"}


def test_editing_never_moves_a_criterion():
    table = a_draft()
    leaf = table.criteria.get(name="Mô hình mới")
    leaf.parent, leaf.order, leaf.name = None, 9, "Mô hình hay"
    actions.edit_criterion(leaf, by=a_user())
    assert shape(table)[-1] == ("2.1", "Mô hình hay")


def test_criteria_move_among_their_siblings_and_stop_at_the_ends():
    table, by = a_draft(), a_user()
    leaf = table.criteria.get(name="Vi phạm để xảy ra")
    actions.move_criterion(leaf, step=-1, by=by)
    assert [name for _number, name in shape(table)[1:4]] == [
        "Hoàn thành kế hoạch công tác",
        "Vi phạm để xảy ra",
        "Chất lượng tham mưu",
    ]
    count = Event.objects.count()
    first = table.criteria.get(name="Công tác chuyên môn")
    actions.move_criterion(first, step=-1, by=by)
    assert Event.objects.count() == count


def test_a_branch_moves_under_another_group_but_never_under_itself():
    table, by = a_draft(), a_user()
    one, two = table.criteria.filter(parent=None).order_by("order")
    actions.move_under(two, parent=one, by=by)
    assert shape(table)[-2:] == [("1.4", "Tổ chức phong trào"), ("1.4.1", "Mô hình mới")]
    with pytest.raises(Refused):
        actions.move_under(Criterion.objects.get(pk=one.pk), parent=Criterion.objects.get(pk=two.pk), by=by)


def test_a_removed_branch_is_put_back_as_it_stood_and_only_once():
    table, by = a_draft(), a_user()
    before = shape(table)
    group = table.criteria.get(name="Công tác chuyên môn")
    token = actions.remove_criterion(group, by=by)
    assert shape(table) == [("1", "Tổ chức phong trào"), ("1.1", "Mô hình mới")]
    for _press in range(2):
        actions.restore_criterion(table, token=token, by=by)
    assert shape(table) == before
    assert table.criteria.get(name="Vi phạm để xảy ra").rules == {"per": "2", "floor": "0"}


def test_a_removed_row_is_put_back_into_its_own_table_only():
    table, other, by = a_draft(), a_draft(), a_user()
    token = actions.remove_criterion(table.criteria.get(name="Mô hình mới"), by=by)
    for place, key in ((other, token), (table, token + "x")):
        with pytest.raises(Refused):
            actions.restore_criterion(place, token=key, by=by)


def test_what_does_not_apply_is_decided_unit_by_unit_with_a_reason():
    table, by = a_draft(), a_user()
    unit = members_of(table.bloc)[0]
    leaf = table.criteria.get(name="Mô hình mới")
    line = actions.Line(unit, applies=False, reason="Không được giao nhiệm vụ")
    actions.set_assignments(leaf, [line], by=by)
    count = Event.objects.count()
    actions.set_assignments(leaf, [line], by=by)
    assert [(row.unit, row.applies, row.reason) for row in leaf.assignments.all()] == [
        (unit, False, "Không được giao nhiệm vụ")
    ]
    assert Event.objects.count() == count
    actions.set_assignments(leaf, [], by=by)
    assert leaf.assignments.count() == 0


def test_an_assignment_without_a_word_a_stranger_or_a_target_nobody_asks_for_is_refused():
    from django.core.exceptions import ValidationError

    table, by = a_draft(), a_user()
    unit = members_of(table.bloc)[0]
    leaf = table.criteria.get(name="Mô hình mới")
    with pytest.raises(ValidationError):
        actions.set_assignments(leaf, [actions.Line(unit, applies=False)], by=by)
    for lines in (
        [actions.Line(a_unit(), applies=False, reason="x")],
        [actions.Line(unit, applies=False, reason="x"), actions.Line(unit, applies=False, reason="y")],
        [actions.Line(unit, target=Decimal(3))],
    ):
        with pytest.raises(Refused):
            actions.set_assignments(leaf, lines, by=by)
    assert leaf.assignments.count() == 0


def changes(table, by):
    """Each door by which a table could be changed."""
    leaf, group = table.criteria.get(name="Mô hình mới"), table.criteria.get(name="Công tác chuyên môn")
    unit = members_of(table.bloc)[0]
    new = Criterion(table=table, parent=group, name="Thêm", points=Decimal(1), formula="by_hand")
    return {
        "edit_table": lambda: actions.edit_table(table, by=by),
        "set_stages": lambda: actions.set_stages(table, [StageRow("self", "Tự chấm")], by=by),
        "add": lambda: actions.add_criterion(new, by=by),
        "edit": lambda: actions.edit_criterion(leaf, by=by),
        "move": lambda: actions.move_criterion(leaf, step=1, by=by),
        "move_under": lambda: actions.move_under(leaf, parent=group, by=by),
        "remove": lambda: actions.remove_criterion(leaf, by=by),
        "assign": lambda: actions.set_assignments(leaf, [actions.Line(unit, applies=False, reason="x")], by=by),
        "remove_table": lambda: actions.remove_table(table, by=by),
    }


DOORS = [
    *["edit_table", "set_stages", "add", "edit", "move", "move_under", "remove", "assign", "remove_table"],
]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("state", ["adopted", "open", "sealed"])
def test_nothing_of_an_adopted_or_sealed_table_changes(door, state):
    table, by = a_table(adopted=state == "adopted"), a_user()
    if state != "adopted":
        sealed = {"sealed_at": "2017-02-15T10:00:00+07:00", "digest": "0" * 64} if state == "sealed" else {}
        type(table.pact).objects.filter(pk=table.pact_id).update(state=state, **sealed)
    before, count = shape(table), Event.objects.count()
    with pytest.raises(Refused):
        changes(table, by)[door]()
    assert (shape(table), Event.objects.count(), table.stages.count()) == (before, count, 5)


def test_the_doors_named_are_all_there_are():
    assert list(changes(a_draft(), a_user())) == DOORS


@pytest.mark.parametrize("state", ["open", "sealed"])
def test_a_table_goes_back_to_draft_only_with_its_pact(state):
    table = a_table()
    sealed = {"sealed_at": "2017-02-15T10:00:00+07:00", "digest": "0" * 64} if state == "sealed" else {}
    type(table.pact).objects.filter(pk=table.pact_id).update(state=state, **sealed)
    with pytest.raises(Refused):
        actions.reopen_table(table, by=a_user())
    with pytest.raises(Refused):
        actions.adopt_table(a_table_again(table), by=a_user())


def a_table_again(table):
    type(table).objects.filter(pk=table.pk).update(state="draft", adopted_at=None)
    return type(table).objects.get(pk=table.pk)
