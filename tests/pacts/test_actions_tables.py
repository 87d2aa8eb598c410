"""A criteria table as a whole: begun, copied with its pact, replaced, adopted; and what it asks of opening the pact."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Role
from blocs.models import Stale as StaleRow
from pacts.actions import criteria as actions
from pacts.actions import pacts, pledges
from pacts.logic.table_stages import StageRow
from pacts.models import Assignment, CriteriaTable, TableTemplate, tree_of
from pacts.models.table_content import as_content
from tests.make import a_bloc, a_pact, a_pledge, a_title, a_unit, a_user, members_of
from tests.make_scoring import a_table
from tests.pacts.test_actions_pacts import next_bloc, signed_by_all

pytestmark = pytest.mark.django_db

DATED = (
    {"kind": "self", "opens_on": date(2017, 12, 1), "due_on": date(2017, 12, 10)},
    {"kind": "review", "opens_on": date(2017, 12, 11), "due_on": date(2017, 12, 20)},
)
FED = {"group": "Chuyên môn", "name": "Khám phá án", "points": 60, "formula": "relative_to_best"}
NOT_FED = {"group": "Chuyên môn", "name": "Mô hình mới", "points": 40, "formula": "count", "rules": {"per": "10"}}


@pytest.fixture
def admin():
    return a_user(Role.ADMIN)


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
    from tests.make import a_ceremony

    signed_by_all(pact, a_ceremony(pact.bloc, state="live"))
    return pacts.seal(pact, by=admin)


# --- Begun ---


def test_a_table_from_scratch_has_the_stages_and_their_usual_days(admin):
    table = actions.start_table(a_pact(), by=admin)
    assert [(stage.kind, stage.opens_on, stage.due_on) for stage in table.stages.all()] == [
        ("self", date(2018, 1, 1), date(2018, 1, 10)),
        ("cross", date(2018, 1, 11), date(2018, 1, 20)),
        ("review", date(2018, 1, 21), date(2018, 1, 30)),
        ("explain", date(2018, 1, 31), date(2018, 2, 9)),
        ("appraise", date(2018, 2, 10), date(2018, 2, 19)),
    ]
    assert (table.appeals_from, table.appeals_until) == (date(2018, 2, 20), date(2018, 2, 26))
    assert (table.criteria.count(), table.lost, table.origin) == (0, [], "")


def test_pressed_twice_it_stays_one(admin):
    pact = a_pact()
    assert actions.start_table(pact, by=admin) == actions.start_table(pact, by=admin)
    assert Event.objects.filter(verb="pacts.start_table").count() == 1


@pytest.mark.parametrize("state", ["open", "sealed"])
def test_no_table_is_begun_beside_a_text_that_stands(state, admin):
    facts = {"sealed_at": "2017-02-15T10:00:00+07:00", "digest": "0" * 64} if state == "sealed" else {}
    pact = a_pact(state=state, **facts)
    with pytest.raises(Refused):
        actions.start_table(pact, by=admin)
    assert CriteriaTable.objects.count() == 0


def test_there_must_be_something_to_copy(admin):
    for start in ("last_season", "bloc", "template"):
        with pytest.raises(Refused):
            actions.start_table(a_pact(), by=admin, start=start)
    assert CriteriaTable.objects.count() == 0


def test_a_template_nobody_can_read_is_refused_whole(admin):
    for content in ({}, {"criteria": [{"name": "x"}]}, {"criteria": "x"}, {"criteria": [], "maximum": "nhiều"}):
        source = TableTemplate.objects.create(slug=f"x{TableTemplate.objects.count()}", name="Mẫu", content=content)
        with pytest.raises(Refused):
            actions.start_table(a_pact(), by=admin, start="template", source=source)
    assert CriteriaTable.objects.count() == 0


def test_from_another_bloc_come_the_rules_but_neither_its_pledges_nor_its_units(admin):
    old, pact = an_adoptable(), a_pact(a_bloc(3))
    pact.pledges.update(name="Khác hẳn")
    table = actions.start_table(pact, by=admin, start="bloc", source=old)
    assert shape(table) == shape(old)
    assert (table.criteria.filter(pledge__isnull=False).count(), Assignment.objects.count()) == (0, 1)
    assert len(table.lost) == 1
    assert table.lost[0].startswith("1.1 “Khám phá án”")
    assert (table.origin, table.is_adopted) == (str(old.pact), False)


def test_a_pledge_of_the_same_words_is_found_again_in_another_bloc(admin):
    old, pact = an_adoptable(), a_pact(a_bloc(3))
    pact.pledges.update(name=old.pact.pledges.get().name)
    table = actions.start_table(pact, by=admin, start="bloc", source=old)
    assert (table.criteria.get(name="Khám phá án").pledge, table.lost) == (pact.pledges.get(), [])


def test_a_table_saved_as_a_template_leaves_what_is_its_blocs_own(admin):
    table = an_adoptable()
    template = actions.save_table_as_template(table, name="Bảng của khối", by=admin)
    leaves = template.content["criteria"][0]["children"]
    assert [set(leaf) & {"pledge", "assignments", "department"} for leaf in leaves] == [set(), set()]
    assert "appeals_from" not in template.content
    assert template.content["stages"] == [
        {"kind": "self", "name": "Tự chấm điểm"},
        {"kind": "review", "name": "Khối rà soát"},
    ]
    again = actions.start_table(a_pact(), by=admin, start="template", source=template)
    assert shape(again) == shape(table)
    with pytest.raises(ValidationError):
        actions.save_table_as_template(table, name="Bảng của khối", by=admin)


# --- Copied with its pact ---


def test_an_amendment_begins_with_the_same_table_as_a_draft(admin):
    table = an_adoptable()
    actions.adopt_table(table, by=admin)
    new = pacts.amend(sealed(table.pact, admin), by=admin)
    copy = CriteriaTable.objects.get(pact=new)
    before, after = as_content(table), as_content(copy)
    assert (after, copy.state) == (before, "draft")
    assert copy.criteria.get(name="Khám phá án").pledge == new.pledges.get()
    assert shape(table) == shape(copy)


def test_next_seasons_draft_has_last_seasons_table_its_days_moved_by_a_year(admin):
    table = an_adoptable()
    actions.adopt_table(table, by=admin)
    bloc = next_bloc(sealed(table.pact, admin).bloc)
    new = pacts.draft_pact(bloc, by=admin, start="last_season")
    copy = CriteriaTable.objects.get(pact=new)
    assert [(stage.opens_on, stage.due_on) for stage in copy.stages.all()] == [
        (date(2018, 12, 1), date(2018, 12, 10)),
        (date(2018, 12, 11), date(2018, 12, 20)),
    ]
    assert (copy.appeals_from, copy.appeals_until) == (date(2018, 12, 22), date(2018, 12, 28))
    assert copy.criteria.get(name="Khám phá án").pledge == new.pledges.get()
    assert (copy.is_adopted, shape(copy)) == (False, shape(table))
    actions.adopt_table(copy, by=admin)


def test_last_seasons_targets_stay_behind_and_what_did_not_apply_is_proposed(admin):
    table = an_adoptable()
    units = members_of(table.bloc)
    fed = table.criteria.get(name="Khám phá án")
    Assignment.objects.create(criterion=fed, unit=units[1], target=Decimal(95))
    Assignment.objects.create(criterion=fed, unit=units[2], is_without_target=True, baseline=Decimal(4))
    bloc = next_bloc(table.bloc)
    bloc.memberships.filter(unit=units[0]).delete()
    new = pacts.draft_pact(bloc, by=admin, start="last_season")
    rows = Assignment.objects.filter(criterion__table__pact=new)
    assert [(row.unit, row.applies, row.is_without_target, row.baseline) for row in rows] == [
        (units[2], True, True, None)
    ]


def test_a_season_without_a_table_hands_none_on(admin):
    old = a_pact()
    new = pacts.draft_pact(next_bloc(old.bloc), by=admin, start="last_season")
    assert CriteriaTable.objects.count() == 0
    with pytest.raises(Refused):
        actions.start_table(new, by=admin, start="last_season")


def test_last_seasons_table_can_be_fetched_later_too(admin):
    table = an_adoptable()
    new = pacts.draft_pact(next_bloc(table.bloc), by=admin, start="last_season")
    actions.remove_table(CriteriaTable.objects.get(pact=new), by=admin)
    again = actions.start_table(new, by=admin, start="last_season")
    assert (shape(again), again.lost) == (shape(table), [])
    assert again.criteria.get(name="Khám phá án").pledge.follows == table.pact.pledges.get()


# --- Edited ---


def test_rules_of_the_table_are_saved_and_an_older_page_is_refused(admin):
    table = an_adoptable()
    seen = table.revision
    table.maximum, table.tie_breaks = Decimal(200), ["evidence"]
    actions.edit_table(table, by=admin, revision=seen)
    assert CriteriaTable.objects.get().tie_breaks == ["evidence"]
    table.name = "Khác"
    with pytest.raises((Refused, StaleRow)):
        actions.edit_table(table, by=admin, revision=seen)


def test_stages_stand_in_the_order_of_scoring_whatever_was_typed(admin):
    table = an_adoptable()
    typed = [StageRow("appraise", "Thẩm định"), StageRow("self", "Tự chấm", None, date(2017, 12, 5))]
    actions.set_stages(table, typed, by=admin)
    count = Event.objects.count()
    actions.set_stages(table, typed, by=admin)
    assert [(stage.kind, stage.order) for stage in table.stages.all()] == [("self", 1), ("appraise", 2)]
    assert Event.objects.count() == count


def test_a_stage_comes_once_and_never_ends_before_it_begins(admin):
    table = an_adoptable()
    for typed in (
        [StageRow("self", "Một"), StageRow("self", "Hai")],
        [StageRow("self", "Một", date(2017, 12, 5), date(2017, 12, 1))],
    ):
        with pytest.raises(Refused):
            actions.set_stages(table, typed, by=admin)
    assert table.stages.count() == 2


def test_a_whole_new_tree_replaces_the_old_and_keeps_what_was_decided_for_units(admin):
    table = an_adoptable()
    rows = as_content(table)["criteria"]
    rows[0]["children"][0]["points"] = "55.5"
    for row in rows[0]["children"]:
        row.pop("assignments", None)
    rows.append(
        {
            "name": "Thưởng",
            "points": "5",
            "part": "bonus",
            "children": [{"name": "Cờ", "points": "5", "formula": "flat"}],
        }
    )
    actions.replace_tree(table, rows, by=admin)
    assert shape(table) == [
        ("1", "Chuyên môn", 100, ""),
        ("1.1", "Khám phá án", Decimal("55.5"), "relative_to_best"),
        ("1.2", "Mô hình mới", 40, "count"),
        ("2", "Thưởng", 5, ""),
        ("2.1", "Cờ", 5, "flat"),
    ]
    assert table.criteria.get(name="Cờ").part == "bonus"
    assert [row.criterion.name for row in Assignment.objects.all()] == ["Mô hình mới"]
    assert table.criteria.get(name="Khám phá án").pledge == table.pact.pledges.get()


@pytest.mark.parametrize(
    "row",
    [
        {"name": "x", "points": "nhiều", "formula": "by_hand"},
        {"name": "x", "points": "-1", "formula": "by_hand"},
        {"name": "x", "points": "1", "formula": "tùy"},
        {"name": "x", "points": "1", "formula": "count", "rules": {"per": "x"}},
        {"name": "", "points": "1", "formula": "by_hand"},
        {"points": "1", "formula": "by_hand"},
        {"name": "x", "points": "1", "formula": "by_hand", "pledge": "9.9"},
        {"name": "x", "points": "1", "formula": "by_hand", "assessor": "department", "department": "khong-co"},
        {"name": "x", "points": "1", "formula": "by_hand", "assessor": "ai đó"},
        {"name": "x", "points": 0.5, "formula": "by_hand"},
        {"name": "x", "points": "1", "formula": "by_hand", "assignments": [{"unit": "khoi-truong", "applies": False}]},
    ],
)
def test_a_tree_with_one_bad_row_changes_nothing(row, admin):
    table = an_adoptable()
    head = members_of(table.bloc)[0]
    type(head).objects.filter(pk=head.pk).update(slug="khoi-truong")
    before, count = as_content(table), Event.objects.count()
    with pytest.raises(Refused) as refusal:
        actions.replace_tree(table, [{"name": "Tốt", "points": "1", "formula": "by_hand"}, row], by=admin)
    assert refusal.value.sentences[0].startswith("2 “")
    assert (as_content(table), Event.objects.count()) == (before, count)


def test_a_tree_too_large_or_too_deep_changes_nothing(admin):
    table = an_adoptable()
    before = as_content(table)
    deep = {"name": "x", "points": "1", "formula": "by_hand"}
    for _level in range(5):
        deep = {"name": "x", "points": "1", "children": [deep]}
    for rows in ([deep], [{"name": f"x{n}", "points": "1", "formula": "by_hand"} for n in range(251)]):
        with pytest.raises(Refused):
            actions.replace_tree(table, rows, by=admin)
    assert as_content(table) == before


def test_a_removed_table_leaves_the_pact_without_one(admin):
    table = an_adoptable()
    actions.remove_table(table, by=admin)
    assert (CriteriaTable.objects.count(), Event.objects.latest("pk").verb) == (0, "pacts.remove_table")
    pacts.open_pact(table.pact, by=admin)


# --- Adopted ---


def test_adoption_says_who_and_when_and_goes_back_without_a_trace(admin):
    table = actions.adopt_table(an_adoptable(), by=admin)
    assert (table.state, table.adopted_by, table.adopted_at is None) == ("adopted", str(admin), False)
    table = actions.reopen_table(table, by=admin)
    assert (table.state, table.adopted_by, table.adopted_at) == ("draft", "", None)
    assert list(Event.objects.values_list("verb", flat=True).order_by("number")) == [
        "pacts.adopt_table",
        "pacts.reopen_table",
    ]


def test_adoption_is_refused_with_the_place_of_each_fault(admin):
    table = an_adoptable()
    table.criteria.filter(name="Mô hình mới").update(points=Decimal("39.5"))
    with pytest.raises(Refused) as refusal:
        actions.adopt_table(table, by=admin)
    assert [sentence.split(":")[0] for sentence in refusal.value.sentences] == ["1 “Chuyên môn”"]
    assert CriteriaTable.objects.get().state == "draft"


def test_a_pledge_nobody_can_be_better_than_is_refused_for_the_best(admin):
    table = an_adoptable()
    table.pact.pledges.update(kind="zero", target=None)
    with pytest.raises(Refused) as refusal:
        actions.adopt_table(table, by=admin)
    assert refusal.value.sentences[0].startswith("1.1 “Khám phá án”")


# --- What it asks of the pact ---


def test_a_pact_opens_only_with_its_table_adopted(admin):
    table = an_adoptable()
    with pytest.raises(Refused) as refusal:
        pacts.open_pact(table.pact, by=admin)
    assert len(refusal.value.sentences) == 1
    actions.adopt_table(table, by=admin)
    assert pacts.open_pact(table.pact, by=admin).state == "open"


def test_a_pact_opens_without_any_table(admin):
    assert pacts.open_pact(a_pact(), by=admin).state == "open"


def test_a_pledge_changed_after_the_adoption_is_noticed_when_the_pact_opens(admin):
    table = an_adoptable()
    actions.adopt_table(table, by=admin)
    pledge = table.pact.pledges.get()
    pledge.kind, pledge.target = "zero", None
    pledges.edit_pledge(pledge, by=admin)
    with pytest.raises(Refused) as refusal:
        pacts.open_pact(table.pact, by=admin)
    assert "1.1 “Khám phá án”" in refusal.value.sentences[0]


def test_a_pledge_that_feeds_an_adopted_table_is_not_removed(admin):
    table = an_adoptable()
    actions.adopt_table(table, by=admin)
    a_pledge(table.pact)
    with pytest.raises(Refused):
        pledges.remove_pledge(table.criteria.get(name="Khám phá án").pledge, by=admin)
    actions.reopen_table(table, by=admin)
    pledges.remove_pledge(table.criteria.get(name="Khám phá án").pledge, by=admin)
    assert table.criteria.get(name="Khám phá án").pledge is None


def test_a_departments_criterion_travels_within_the_site_and_becomes_the_blocs_in_a_template(admin):
    table = an_adoptable()
    table.criteria.filter(name="Mô hình mới").update(assessor="department", department=a_unit("Phòng tham mưu"))
    a_title()
    copy = actions.start_table(a_pact(), by=admin, start="bloc", source=table)
    assert copy.criteria.get(name="Mô hình mới").department.name == "Phòng tham mưu"
    template = actions.save_table_as_template(table, name="Mẫu", by=admin)
    assert template.content["criteria"][0]["children"][1]["assessor"] == "bloc"
