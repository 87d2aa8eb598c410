"""Units change their names and places, merge and end; what they were stays."""

from datetime import date

import pytest

from blocs.actions import units as actions
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Role, Stale, Succession, Unit
from tests.make import a_unit, a_user

pytestmark = pytest.mark.django_db
ON = date(2018, 8, 7)


@pytest.fixture
def admin():
    return a_user(Role.ADMIN)


def last_line():
    line = Event.objects.first()
    return line.verb, line.facts


def test_an_added_unit_gets_an_address_from_its_name_and_a_line(admin):
    unit = actions.add_unit(Unit(name="Phòng Cảnh sát đặc biệt"), by=admin)
    again = actions.add_unit(Unit(name="Phòng Cảnh sát đặc biệt"), by=admin)
    assert (unit.slug, again.slug) == ("phong-canh-sat-dac-biet", "phong-canh-sat-dac-biet-2")
    assert last_line()[0] == "blocs.add_unit"
    assert last_line()[1]["facts"]["name"] == "Phòng Cảnh sát đặc biệt"


def test_a_renamed_unit_keeps_its_old_name_for_old_days(admin):
    unit = a_unit("Phòng Cảnh sát A")
    unit = actions.rename_unit(unit, name="Phòng Cảnh sát B", on=ON, decision_number="12/QĐ", by=admin)
    assert unit.name_on(date(2018, 8, 6)) == "Phòng Cảnh sát A"
    assert unit.name_on(ON) == unit.name == "Phòng Cảnh sát B"
    verb, facts = last_line()
    assert (verb, facts["changed"]["name"]) == ("blocs.rename_unit", ["Phòng Cảnh sát A", "Phòng Cảnh sát B"])


def test_names_follow_one_another_without_a_gap(admin):
    unit = a_unit("Tên một")
    actions.rename_unit(unit, name="Tên hai", on=ON, by=admin)
    unit = actions.rename_unit(unit, name="Tên ba", on=date(2020, 1, 1), by=admin)
    names = [unit.name_on(day) for day in (date(2018, 8, 6), ON, date(2019, 12, 31), date(2020, 1, 1))]
    assert names == ["Tên một", "Tên hai", "Tên hai", "Tên ba"]


@pytest.mark.parametrize(
    ("name", "on"), [("Tên một", ON), ("Tên hai", date(2999, 1, 1)), ("Tên hai", date(2010, 1, 1))]
)
def test_a_renaming_is_refused_to_the_same_name_in_the_future_or_before_its_time(admin, name, on):
    unit = a_unit("Tên một", from_on=date(2015, 1, 1))
    with pytest.raises(Refused):
        actions.rename_unit(unit, name=name, on=on, by=admin)
    assert Unit.objects.get(pk=unit.pk).name == "Tên một"
    assert (unit.pasts.count(), Event.objects.count()) == (0, 0)


def test_a_renaming_upon_an_older_look_at_the_unit_is_refused(admin):
    unit = a_unit("Tên một")
    actions.rename_unit(unit, name="Tên hai", on=ON, by=admin, revision=1)
    with pytest.raises(Stale):
        actions.rename_unit(unit, name="Tên ba", on=date(2020, 1, 1), by=admin, revision=1)


def test_a_moved_unit_takes_its_own_units_along(admin):
    old, new = a_unit("Cục cũ"), a_unit("Cục mới")
    unit = a_unit("Phòng", parent=old)
    team = a_unit("Đội", parent=unit)
    actions.move_unit(unit, parent=new, on=ON, by=admin)
    assert set(Unit.objects.below(new)) == {new, unit, team}
    assert unit.pasts.get().parent == old


def test_a_unit_cannot_stand_under_itself_or_its_own_units(admin):
    unit = a_unit("Phòng")
    team = a_unit("Đội", parent=unit)
    for parent in (unit, team):
        with pytest.raises(Refused):
            actions.move_unit(unit, parent=Unit.objects.get(pk=parent.pk), on=ON, by=admin)


def test_merged_units_end_and_their_units_go_over(admin):
    one, two, into = a_unit("Phòng một"), a_unit("Phòng hai"), a_unit("Phòng ba")
    team = a_unit("Đội", parent=one)
    actions.merge_units([one, two], into=into, on=ON, decision_number="5/QĐ", by=admin)
    assert [Unit.objects.get(pk=unit.pk).until_on for unit in (one, two)] == [date(2018, 8, 6)] * 2
    assert Unit.objects.get(pk=team.pk).parent == into
    assert {(row.before, row.kind) for row in into.origins.all()} == {(one, "merged"), (two, "merged")}
    assert last_line()[1]["units"] == ["Phòng một", "Phòng hai"]


def test_a_merger_with_itself_writes_nothing(admin):
    unit = a_unit()
    with pytest.raises(Refused):
        actions.merge_units([unit], into=unit, on=ON, by=admin)
    assert Succession.objects.count() == 0


def test_a_split_needs_two_parts_and_may_make_them(admin):
    unit, part = a_unit("Phòng chung"), a_unit("Phòng sẵn có")
    with pytest.raises(Refused):
        actions.split_unit(unit, into=[part], on=ON, by=admin)
    actions.split_unit(unit, into=[part, Unit(name="Phòng mới lập")], on=ON, by=admin)
    made = Unit.objects.get(name="Phòng mới lập")
    assert made.from_on == ON
    assert {row.after for row in unit.successions.all()} == {part, made}


def test_a_unit_with_units_under_it_is_not_dissolved(admin):
    unit = a_unit("Phòng")
    team = a_unit("Đội 2", parent=unit)
    with pytest.raises(Refused, match="Đội 2"):
        actions.dissolve_unit(unit, on=ON, by=admin)
    actions.dissolve_unit(team, on=ON, by=admin)
    actions.dissolve_unit(unit, on=ON, by=admin)
    assert not Unit.objects.get(pk=unit.pk).is_in_force(ON)


def test_what_has_ended_does_not_end_again(admin):
    unit = a_unit(until_on=date(2016, 1, 1))
    with pytest.raises(Refused):
        actions.dissolve_unit(unit, on=ON, by=admin)
