"""One direction to several units: each its own task, all followed on one page until the last is settled."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Notice, Role
from reports.actions.directives import answer_directive, give_directives, settle_directive
from reports.models import Directive
from tests import make

pytestmark = pytest.mark.django_db
TEXT = "Rà soát lại toàn bộ hồ sơ thi đua của đơn vị"


@pytest.fixture
def bloc():
    return make.a_bloc(4)


@pytest.fixture
def giver(bloc):
    return make.a_user(Role.STANDING, at=bloc.series.organiser)


def asked(bloc, *, days=9, text=TEXT) -> Directive:
    return Directive(bloc=bloc, text=text, due_on=timezone.localdate() + timedelta(days=days))


def test_each_unit_gets_its_own_and_the_press_is_one_line(bloc, giver):
    units = make.members_of(bloc)
    people = [make.a_user(Role.COMMANDER, at=unit) for unit in units]
    lines = Event.objects.count()
    rows = give_directives(asked(bloc), units, by=giver)
    assert [row.unit for row in rows] == units and len({row.round for row in rows}) == 1 and rows[0].round
    assert Event.objects.count() == lines + 1
    assert set(Notice.objects.values_list("user", flat=True)) == {user.pk for user in people}


@pytest.mark.parametrize("wrong", ["one", "stranger", "past", "short"])
def test_it_is_refused_whole(bloc, giver, wrong):
    units = make.members_of(bloc)
    chosen = {"one": units[:1], "stranger": [*units, make.a_unit()]}.get(wrong, units)
    directive = asked(bloc, days=-1 if wrong == "past" else 9, text="Ngắn" if wrong == "short" else TEXT)
    with pytest.raises(Refused):
        give_directives(directive, chosen, by=giver)
    assert not Directive.objects.exists()


def test_one_unit_named_twice_gets_one(bloc, giver):
    first, second = make.members_of(bloc)[:2]
    assert len(give_directives(asked(bloc), [first, second, first], by=giver)) == 2


def test_from_the_page_to_the_last_unit_settled(bloc, giver, client):
    units, due = make.members_of(bloc), timezone.localdate() + timedelta(days=9)
    client.force_login(giver)
    address = reverse("reports:directives_give") + f"?khoi={bloc.pk}"
    assert client.get(address).context["form"].initial["units"] == [unit.pk for unit in units]
    facts = {"text": TEXT, "due_on": due.strftime("%d/%m/%Y")}
    said = client.post(address, facts | {"units": [units[0].pk]})
    assert said.status_code == 200 and TEXT in said.content.decode() and not Directive.objects.exists()
    sent = client.post(address, facts | {"units": [unit.pk for unit in units[:3]]})
    first, second, third = Directive.objects.order_by("pk")
    follow = reverse("reports:directive_round", args=[first.round])
    assert sent.url == follow
    answer_directive(first, "Đã rà soát xong toàn bộ hồ sơ", by=make.a_user(Role.COMMANDER, at=units[0]))
    settle_directive(Directive.objects.get(pk=first.pk), by=giver)
    Directive.objects.filter(pk=third.pk).update(due_on=timezone.localdate() - timedelta(days=2))
    page = client.get(follow)
    told = [page.context[name] for name in ("settled", "answered", "waiting", "late")]
    assert told == [1, 0, 2, 1] and page.content.decode().count("data-state=") == 3
    for row in (second, third):
        settle_directive(Directive.objects.get(pk=row.pk), by=giver)
    assert 'class="callout is-ok"' in client.get(follow).content.decode()


def test_a_unit_sees_its_own_and_follows_no_other(bloc, giver, client):
    units = make.members_of(bloc)
    rows = give_directives(asked(bloc), units, by=giver)
    client.force_login(make.a_user(Role.COMMANDER, at=units[1]))
    assert client.get(rows[1].get_absolute_url()).status_code == 200
    assert client.get(rows[2].get_absolute_url()).status_code in (403, 404)
    assert client.get(reverse("reports:directive_round", args=[rows[0].round])).status_code == 403
    client.force_login(make.a_user(Role.COMMANDER, at=make.a_unit()))
    assert client.get(reverse("reports:directive_round", args=[rows[0].round])).status_code == 404
    assert client.get(reverse("reports:directives_give") + f"?khoi={bloc.pk}").status_code == 404
