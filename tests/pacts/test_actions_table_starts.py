"""A criteria table begun: from scratch, from a template, from another bloc, with its pact from last season."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Role
from pacts.actions import criteria as actions
from pacts.actions import pacts
from pacts.models import Assignment, CriteriaTable, TableTemplate
from pacts.models.table_content import as_content
from tests.make import a_bloc, a_pact, a_user, members_of
from tests.pacts.adoptable import an_adoptable, sealed, shape
from tests.pacts.test_actions_pacts import next_bloc

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return a_user(Role.ADMIN)


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
    table = an_adoptable(name="Bảng tiêu chí năm 2017")
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
    assert (copy.name, copy.is_adopted, shape(copy)) == ("Bảng tiêu chí năm 2018", False, shape(table))
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
