"""A reorganisation: carried out whole, taken back to the letter, refused with its sentence."""

from datetime import date

import pytest
from django.core import serializers

from blocs.actions import reforms
from blocs.actions.units import merge_units
from blocs.logic.lifecycle import Refused
from blocs.logic.reforms import Act, Step
from blocs.models import Duty, Event, Headship, Membership, Reform, Role, Succession, Unit, UnitPast
from tests.make import a_bloc, a_unit, a_user, members_of

pytestmark = pytest.mark.django_db
DAY = date(2017, 7, 1)


def dump():
    models = [Unit, UnitPast, Succession, Membership, Headship]
    held = Duty.objects.exclude(role=Role.ADMIN).order_by("pk")
    kept = {"duties": serializers.serialize("json", held)}
    return kept | {model.__name__: serializers.serialize("json", model.objects.order_by("pk")) for model in models}


def a_reform(*steps, on=DAY, **facts):
    admin = a_user(Role.ADMIN)
    reform = Reform(title="Sắp xếp tổ chức", on=on, decision_number="100/QĐ", **facts)
    return reforms.prepare(reform, by=admin, steps=steps), admin


def done(*steps, **facts):
    reform, admin = a_reform(*steps, **facts)
    return reforms.carry_out(reform, by=admin), admin


def refusal(*steps, **facts):
    with pytest.raises(Refused) as error:
        done(*steps, **facts)
    return str(error.value)


def test_a_merger_in_july_passes_everything_on_by_its_day():
    bloc = a_bloc(4)
    a, b, c, d = members_of(bloc)
    child = a_unit(parent=a)
    duty = Duty.objects.create(user=a_user(), role=Role.REPORTER, unit=a)
    reform, _admin = done(Step(Act.MERGE, (a.pk, b.pk), ("Phòng mới",)))
    new = Unit.objects.get(name="Phòng mới")
    a.refresh_from_db()
    child.refresh_from_db()
    assert a.until_on == date(2017, 6, 30) and new.from_on == DAY and new.path.endswith(f"/{new.pk}/")
    assert child.parent == new and child.path == f"{new.path}{child.pk}/"
    assert [row.before for row in new.origins.order_by("pk")] == [a, b]
    assert [row.unit for row in bloc.memberships.on(DAY).in_order()] == [new, c, d]
    assert [row.unit for row in bloc.memberships.on(date(2017, 6, 30)).in_order()] == [a, b, c, d]
    assert not bloc.headships.on(DAY).exists()
    duty.refresh_from_db()
    assert duty.until_on == date(2017, 6, 30)
    assert Event.objects.first().verb == "blocs.carry_out_reform" and reform.told


def test_the_head_that_ends_leaves_its_part_to_the_deputy():
    bloc = a_bloc(4)
    a, b, c, _d = members_of(bloc)
    done(Step(Act.MERGE, (a.pk,), (c.pk,)))
    held = bloc.headships.on(DAY)
    assert [(row.part, row.unit) for row in held] == [("head", b)]
    assert bloc.headships.get(part="head", unit=a).until_on == date(2017, 6, 30)


def test_a_unit_that_only_becomes_another_keeps_its_people():
    bloc = a_bloc(3)
    a = members_of(bloc)[0]
    user = a_user(Role.COMMANDER, at=a)
    done(Step(Act.DISSOLVE, (a.pk,), ("Phòng kế tục",)))
    assert user.duties.on().get().unit.name == "Phòng kế tục"


def test_undo_restores_every_row_to_the_letter():
    bloc, other = a_bloc(5), a_bloc(3)
    a, b, c, d, e = members_of(bloc)
    a_unit(parent=a_unit(parent=b))
    a_user(Role.COMMANDER, at=a)
    before = dump()
    steps = [
        Step(Act.MERGE, (a.pk, b.pk), ("Mới",)),
        Step(Act.RENAME, (c.pk,), name="Tên mới"),
        Step(Act.MOVE, (d.pk,), parent=c.pk),
        Step(Act.TRANSFER, (e.pk,), bloc=other.pk),
        Step(Act.FOUND, into=("Lập mới",), parent="Mới", bloc=bloc.pk),
    ]
    reform, admin = done(*steps)
    assert dump() != before
    reforms.undo(reform, by=admin)
    assert dump() == before
    with pytest.raises(Refused):
        reforms.undo(reform, by=admin)
    assert Reform.objects.get().state == "undone"


def test_the_order_of_steps_says_nothing():
    bloc = a_bloc(5)
    a, b, c, d, _e = members_of(bloc)
    steps = [
        Step(Act.MERGE, (a.pk,), (b.pk,)),
        Step(Act.MERGE, (b.pk,), ("Mới",)),
        Step(Act.RENAME, (c.pk,), name="Tên mới"),
        Step(Act.MERGE, (d.pk,), ("mới",)),
    ]
    outcomes = []
    for order in (steps, steps[::-1], steps[1:] + steps[:1]):
        reform, admin = done(*order)
        kept = [(row.before.name, row.after.name, row.kind) for row in Succession.objects.order_by("before__pk")]
        outcomes.append((kept, sorted(row.unit.name for row in bloc.memberships.on(DAY))))
        reforms.undo(reform, by=admin)
    folded = [(str(kept).casefold(), sorted(name.casefold() for name in names)) for kept, names in outcomes]
    assert folded == [folded[0]] * 3
    assert folded[0][0] == str([(unit.name, "Mới", "merged") for unit in (a, b, d)]).casefold()


def test_faults_are_refused_with_their_sentence():
    bloc = a_bloc(3)
    a, b, c = members_of(bloc)
    merger = Step(Act.MERGE, (a.pk,), (b.pk,))
    before = dump()
    assert a.name in refusal(merger, merger)
    assert str(bloc) in refusal(Step(Act.MERGE, (a.pk, b.pk), (c.pk,)))
    assert a.name in refusal(Step(Act.MERGE, (a.pk,), (b.pk,)), Step(Act.MERGE, (b.pk,), (a.pk,)))
    assert refusal(Step(Act.MERGE, (9999999,), (b.pk,)))
    assert a.name in refusal(merger, Step(Act.RENAME, (a.pk,), name="Khác"))
    assert "2999" in refusal(merger, on=date(2999, 1, 1))
    assert c.name in refusal(Step(Act.FOUND, into=(c.name,)))
    assert dump() == before


def test_a_merger_entered_again_finds_its_units_ended():
    bloc = a_bloc(4)
    a, b = members_of(bloc)[:2]
    done(Step(Act.MERGE, (a.pk,), (b.pk,)))
    assert a.name in refusal(Step(Act.MERGE, (a.pk,), (b.pk,)))


def test_undo_names_what_builds_on_it():
    bloc = a_bloc(4)
    a, b = members_of(bloc)[:2]
    reform, admin = done(Step(Act.MERGE, (a.pk, b.pk), ("Mới",)))
    new = Unit.objects.get(name="Mới")
    Headship.objects.create(bloc=bloc, unit=new, part="head", from_on=DAY)
    with pytest.raises(Refused, match="Mới"):
        reforms.undo(reform, by=admin)
    assert Reform.objects.get().is_applied


def test_a_single_merger_is_refused_for_the_same_reasons():
    bloc = a_bloc(2)
    a, b = members_of(bloc)
    with pytest.raises(Refused, match=str(bloc.name)):
        merge_units([a], into=b, on=DAY, by=a_user(Role.ADMIN))
    a.refresh_from_db()
    assert a.until_on is None
