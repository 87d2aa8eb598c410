"""Blocs are formed, joined, left and headed; each step writes one line or nothing."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from blocs.actions import blocs as actions
from blocs.actions.release import set_release
from blocs.logic.lifecycle import Refused
from blocs.models import MOST_UNITS, Bloc, Event, FormerAddress, Headship, Membership, Remark, Role, Series, Stale
from tests.make import a_bloc, a_season, a_series, a_unit, a_user, members_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return a_user(Role.ADMIN)


def verbs():
    return list(Event.objects.order_by("number").values_list("verb", flat=True))


def test_a_bloc_is_formed_once_in_a_season(admin):
    series, season = a_series(), a_season(2017)
    bloc = actions.form_bloc(Bloc(series=series, season=season), by=admin)
    with pytest.raises(Refused, match=bloc.name):
        actions.form_bloc(Bloc(series=series, season=season), by=admin)
    assert (bloc.name, verbs()) == (series.name, ["blocs.form_bloc"])


def test_a_new_address_leaves_a_signpost_nobody_else_can_take(admin):
    series = a_series(slug="khoi-cu")
    series.slug = "khoi-moi"
    actions.change_series(series, by=admin, revision=1)
    assert FormerAddress.objects.get().slug == "khoi-cu"
    with pytest.raises(Refused):
        actions.add_series(Series(organiser=series.organiser, name="Khối khác", slug="khoi-cu"), by=admin)


def test_two_people_change_a_bloc_and_the_second_is_told(admin):
    bloc = a_bloc()
    first, second = Bloc.objects.get(pk=bloc.pk), Bloc.objects.get(pk=bloc.pk)
    first.slogan, second.slogan = "Một", "Hai"
    actions.change_bloc(first, by=admin, revision=1)
    with pytest.raises(Stale) as refusal:
        actions.change_bloc(second, by=admin, revision=1)
    assert refusal.value.now.slogan == "Một"
    assert verbs() == ["blocs.change_bloc"]


def test_the_line_of_a_change_holds_old_and_new(admin):
    bloc = a_bloc(slogan="Cũ")
    bloc.slogan = "Mới"
    actions.change_bloc(bloc, by=admin)
    assert Event.objects.get().facts["changed"] == {"slogan": ["Cũ", "Mới"]}


def test_saving_without_a_change_writes_nothing(admin):
    bloc = a_bloc()
    actions.change_bloc(Bloc.objects.get(pk=bloc.pk), by=admin, revision=1)
    assert (verbs(), Bloc.objects.get(pk=bloc.pk).revision) == ([], 1)


def test_a_unit_is_admitted_last_in_order(admin):
    bloc, unit = a_bloc(units=3), a_unit()
    row = actions.admit(Membership(bloc=bloc, unit=unit, order=0, decision_number="3/QĐ"), by=admin)
    assert (row.order, members_of(bloc)[-1], verbs()) == (4, unit, ["blocs.admit"])


def test_a_unit_is_admitted_once(admin):
    bloc = a_bloc()
    with pytest.raises(ValidationError):
        actions.admit(Membership(bloc=bloc, unit=members_of(bloc)[0], order=0), by=admin)
    assert verbs() == []


def test_a_full_bloc_and_an_ended_unit_are_refused(admin):
    bloc = a_bloc(units=2)
    with pytest.raises(Refused):
        actions.admit(Membership(bloc=bloc, unit=a_unit(until_on=date(2016, 12, 31)), order=0), by=admin)
    for _ in range(MOST_UNITS - 2):
        actions.admit(Membership(bloc=bloc, unit=a_unit(), order=0), by=admin)
    with pytest.raises(Refused):
        actions.admit(Membership(bloc=bloc, unit=a_unit(), order=0), by=admin)
    assert bloc.memberships.count() == MOST_UNITS


def test_a_head_hands_over_before_its_unit_leaves(admin):
    bloc = a_bloc()
    head, member = members_of(bloc)[0], members_of(bloc)[2]
    with pytest.raises(Refused):
        actions.leave(bloc.memberships.get(unit=head), on=date(2017, 6, 30), by=admin)
    row = actions.leave(bloc.memberships.get(unit=member), on=date(2017, 6, 30), by=admin)
    assert row.until_on == date(2017, 6, 30)
    assert not bloc.memberships.on(date(2017, 7, 1)).filter(unit=member).exists()


def test_a_headship_passes_from_unit_to_unit_without_gap_or_overlap(admin):
    bloc = a_bloc()
    first, _, third = members_of(bloc)
    new = Headship(bloc=bloc, unit=third, part="head", chosen="elected", from_on=date(2017, 7, 1))
    actions.hand_over_headship(new, by=admin)
    held = bloc.headships.filter(part="head")
    assert [row.unit for row in held.on(date(2017, 6, 30))] == [first]
    assert [row.unit for row in held.on(date(2017, 7, 1))] == [third]
    assert Event.objects.get().facts["former"] == str(first)


@pytest.mark.parametrize("from_on", [None, date(2017, 3, 1), date(2016, 12, 31)])
def test_overlapping_terms_are_refused(admin, from_on):
    bloc = a_bloc()
    bloc.headships.filter(part="head").update(from_on=date(2017, 3, 1))
    with pytest.raises(Refused):
        actions.hand_over_headship(
            Headship(bloc=bloc, unit=members_of(bloc)[1], part="head", from_on=from_on), by=admin
        )
    assert bloc.headships.filter(part="head").count() == 1


def test_a_stranger_cannot_head_a_bloc(admin):
    bloc = a_bloc()
    with pytest.raises(Refused):
        actions.hand_over_headship(Headship(bloc=bloc, unit=a_unit(), part="head", from_on=date(2017, 7, 1)), by=admin)


def test_a_term_cannot_be_stretched_over_another(admin):
    bloc = a_bloc()
    new = Headship(bloc=bloc, unit=members_of(bloc)[2], part="head", from_on=date(2017, 7, 1))
    new = actions.hand_over_headship(new, by=admin)
    new.from_on = date(2017, 6, 1)
    with pytest.raises(Refused):
        actions.change_headship(new, by=admin)


def test_a_fact_that_fits_no_column_is_kept_in_order(admin):
    bloc = a_bloc()
    texts = ["Sự việc một", "Sự việc hai"]
    for text in texts:
        actions.add_remark(Remark(bloc=bloc, text=text), by=admin)
    assert list(bloc.remarks.values_list("order", "text")) == [(1, texts[0]), (2, texts[1])]


def test_what_keeps_a_bloc_from_standing_is_said():
    bloc = a_bloc(units=3)
    assert bloc.obstacles() == []
    bloc.memberships.exclude(unit=members_of(bloc)[0]).delete()
    bloc.headships.all().delete()
    assert len(bloc.obstacles()) == 2


def test_a_page_is_published_withdrawn_with_a_reason_and_published_again(admin):
    bloc = a_bloc()
    set_release(bloc, level="public", by=admin)
    with pytest.raises(Refused):
        set_release(bloc, level="withdrawn", reason=" ", by=admin)
    withdrawn = set_release(bloc, level="withdrawn", reason="Sai số liệu", by=admin)
    assert (withdrawn.release, withdrawn.withdrawn_reason) == ("withdrawn", "Sai số liệu")
    again = set_release(bloc, level="public", by=admin)
    assert (again.is_public, again.withdrawn_reason) == (True, "")
    assert verbs() == ["blocs.publish", "blocs.withdraw", "blocs.publish"]


@pytest.mark.parametrize(("now", "level"), [("closed", "withdrawn"), ("public", "closed"), ("public", "public")])
def test_no_other_way_between_release_levels(admin, now, level):
    bloc = a_bloc(release=now)
    with pytest.raises(Refused):
        set_release(bloc, level=level, reason="Lý do", by=admin)
    assert Bloc.objects.get(pk=bloc.pk).release == now
