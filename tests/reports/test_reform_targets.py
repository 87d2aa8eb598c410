"""After a reorganisation in July the year still adds up, and the sealed text has not changed."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.urls import reverse

from blocs.actions import reforms
from blocs.logic.lifecycle import Refused
from blocs.logic.reforms import Act, Step
from blocs.models import Bloc, Membership, Reform, Role, Unit
from pacts.actions.pacts import amend
from pacts.models import Assignment, OwnTarget, Pact, Restatement
from pacts.restated import assignments
from pacts.text import canonical_of
from reports.actions.documents import draft_document
from reports.actions.issuing import issue_document
from reports.overview import picture
from reports.papers.catalogue import BY_SLUG
from tests.blocs.test_reforms import DAY, a_reform, done, dump
from tests.make import a_bloc, a_figure, a_pact, a_phase, a_pledge, a_user, members_of
from tests.make_results import a_published_result, a_scored_table
from tests.make_scoring import a_table

pytestmark = pytest.mark.django_db
SEALED = {"state": "sealed", "digest": "x", "sealed_at": "2017-02-15T03:00:00Z"}


def a_year(units=4):
    bloc = a_bloc(units)
    pact = a_pact(bloc)
    count = a_pledge(pact, name="Số vụ khám phá", kind="at_least", target=Decimal(12), measure="vụ")
    Pact.objects.filter(pk=pact.pk).update(**SEALED)
    pact.refresh_from_db()
    phase = a_phase(bloc.season)
    for number, unit in enumerate(members_of(bloc), start=1):
        a_figure(count, unit, value=Decimal(number), phase=phase)
    return bloc, pact, count, phase


def seen(bloc, phase):
    return picture(type(bloc).objects.select_related("season", "previous").get(pk=bloc.pk), phase)


def total(bloc, phase, pledge):
    return next(row for row in seen(bloc, phase).bloc_standings if row.pledge == pledge).number


def owed(bloc, phase, pledge):
    """What all who belonged to the bloc in the year owe together."""
    own = seen(bloc, phase).own_targets
    units = [row.unit for row in Membership.objects.filter(bloc=bloc).select_related("unit")]
    held = [own.get((pledge.pk, unit.pk), pledge) for unit in units if unit.successions.count() != 1]
    return sum(row.target for row in held)


def test_a_merger_adds_targets_and_figures_and_keeps_the_bloc_s_total():
    bloc, pact, count, phase = a_year()
    a, b, c, d = members_of(bloc)
    own = OwnTarget.objects.create(pledge=count, membership=bloc.memberships.get(unit=b), target=Decimal(15))
    before, text = total(bloc, phase, count), canonical_of(pact)
    done(Step(Act.MERGE, (a.pk, b.pk), ("Mới",)))
    new = Unit.objects.get(name="Mới")
    row = Restatement.objects.get(pledge=count)
    assert (row.unit, row.target, row.from_on) == (new, Decimal(27), DAY) and "27" in row.reason
    assert canonical_of(Pact.objects.get(pk=pact.pk)) == text and own.target == 15
    assert before == total(bloc, phase, count) == Fraction(10)
    assert seen(bloc, phase).figures[count.pk, new.pk].value == Decimal(3)
    assert owed(bloc, phase, count) == 12 * 3 + 15
    half = a_phase(bloc.season, "half", slug="6", ends_on=date(2017, 6, 30))
    assert [unit.pk for unit in seen(bloc, half).units] == [a.pk, b.pk, c.pk, d.pk]


def test_a_split_shares_by_days_and_the_rest_stays_with_who_is_split():
    bloc, _pact, count, phase = a_year()
    a = members_of(bloc)[0]
    done(Step(Act.SPLIT, (a.pk,), ("Một", "Hai")))
    targets = {row.unit.name: row.target for row in Restatement.objects.filter(pledge=count)}
    assert targets == {"Một": Decimal(3), "Hai": Decimal(3), a.name: Decimal(6)}
    assert total(bloc, phase, count) == Fraction(10) and owed(bloc, phase, count) == 12 * 4


def test_a_unit_that_changes_its_bloc_owes_each_its_days():
    bloc, _pact, count, _phase = a_year()
    other, _other_pact, other_count, _p = a_year(3)
    other.series.organiser, other_series = bloc.series.organiser, other.series
    other_series.save()
    a = members_of(bloc)[3]
    done(Step(Act.TRANSFER, (a.pk,), bloc=other.pk))
    assert Restatement.objects.get(pledge=count).target == Decimal(6)  # 12 × 181/365 = 5,95
    assert Restatement.objects.get(pledge=other_count).target == Decimal(6)  # 12 × 184/365 = 6,05
    assert [row.bloc for row in Membership.objects.on(DAY).filter(unit=a)] == [other]


def test_rates_stay_and_undo_takes_the_restatements_back():
    bloc, pact, _count, _phase = a_year()
    a, b = members_of(bloc)[:2]
    rate = pact.pledges.get(measure="%")
    before = dump()
    reform, admin = done(Step(Act.MERGE, (a.pk, b.pk), ("Mới",)))
    assert not Restatement.objects.filter(pledge=rate).exists()
    reforms.undo(reform, by=admin)
    assert not Restatement.objects.exists() and dump() == before


def test_a_day_before_the_seal_is_refused_and_the_day_after_is_not():
    bloc, _pact, _count, _phase = a_year()
    a, b = members_of(bloc)[:2]
    step = Step(Act.MERGE, (a.pk,), (b.pk,))
    reform, admin = a_reform(step, on=date(2017, 2, 15))
    with pytest.raises(Refused, match="15/02/2017"):
        reforms.carry_out(reform, by=admin)
    assert reforms.carry_out(a_reform(step, on=date(2017, 2, 16))[0], by=admin).is_applied


def test_a_season_whose_result_is_out_is_reorganised_no_more_and_holds_what_it_counted_with():
    table = a_scored_table()
    bloc = table.pact.bloc
    Pact.objects.filter(bloc=bloc).update(sealed_at=SEALED["sealed_at"])
    a, b = members_of(bloc)[:2]
    late = a_reform(Step(Act.MERGE, (a.pk,), (b.pk,)), on=date(2017, 10, 1))[0]
    early, admin = done(Step(Act.RENAME, (b.pk,), name="Phòng mang tên mới"), on=date(2017, 9, 1))
    a_published_result(table)
    with pytest.raises(Refused, match=bloc.name):
        reforms.carry_out(late, by=admin)
    with pytest.raises(Refused, match=bloc.name):
        reforms.undo(early, by=admin)
    assert Reform.objects.get(pk=early.pk).is_applied and not Reform.objects.get(pk=late.pk).is_applied


def merged_into_an_existing_unit():
    bloc, _pact, count, _phase = a_year()
    a, b = members_of(bloc)[:2]
    return (bloc, count, b, *done(Step(Act.MERGE, (a.pk,), (b.pk,)), on=date(2017, 7, 1)))


def test_what_a_successor_that_was_there_before_has_reported_since_holds_a_merger():
    bloc, count, b, reform, admin = merged_into_an_existing_unit()
    a_figure(count, b, value=Decimal(40), phase=a_phase(bloc.season, "half", slug="6-thang", name="6 tháng"))
    with pytest.raises(Refused, match=b.name):
        reforms.undo(reform, by=admin)


def test_a_paper_issued_since_with_these_units_holds_a_merger():
    bloc, _count, _b, reform, admin = merged_into_an_existing_unit()
    by = a_user(Role.SECRETARY, at=bloc)
    paper = issue_document(draft_document(BY_SLUG["plan"], bloc, bloc, by=by), dated_on=DAY, by=by)
    with pytest.raises(Refused, match=paper.abstract):
        reforms.undo(reform, by=admin)


def test_with_nothing_since_it_is_taken_back():
    _bloc, _count, _b, reform, admin = merged_into_an_existing_unit()
    assert not reforms.undo(reform, by=admin).is_applied


def test_a_figure_or_a_criterion_is_restated_by_hand_with_its_reason(client):
    bloc, pact, count, phase = a_year()
    client.force_login(a_user(Role.ADMIN))
    address = reverse("pacts:restatement_list", args=[pact.pk])
    member = bloc.memberships.first()
    facts = {"membership": member.pk, "pledge": count.pk, "target": "9", "from_on": "01/07/2017"}
    facts["reason"] = "Giảm địa bàn"
    assert client.post(address, {**facts, "from_on": "01/07/2018"}).status_code == 200
    assert client.post(address, {**facts, "reason": ""}).status_code == 200
    assert not Restatement.objects.exists()
    assert client.post(address, facts).status_code == 302
    row = Restatement.objects.get()
    assert seen(bloc, phase).own_targets[count.pk, member.unit_id].target == 9
    half = a_phase(bloc.season, "half", slug="6", ends_on=date(2017, 6, 30))
    assert (count.pk, member.unit_id) not in seen(bloc, half).own_targets
    assert "Giảm địa bàn" in client.get(address).content.decode()
    client.post(reverse("pacts:restatement_drop", args=[row.pk]))
    assert not Restatement.objects.exists()


def test_what_a_reorganisation_restated_goes_with_it_alone(client):
    bloc, pact, _count, _phase = a_year()
    a, b = members_of(bloc)[:2]
    done(Step(Act.MERGE, (a.pk, b.pk), ("Mới",)))
    client.force_login(a_user(Role.ADMIN))
    client.post(reverse("pacts:restatement_drop", args=[Restatement.objects.get().pk]))
    assert Restatement.objects.count() == 1
    page = client.get(Unit.objects.get(name="Mới").get_absolute_url()).content.decode()
    assert 'data-testid="earlier"' in page and a.name in page
    assert client.get(reverse("pacts:restatement_list", args=[pact.pk])).status_code == 200


def test_the_public_page_of_a_successor_shows_its_predecessors(client):
    bloc, _pact, _count, _phase = a_year()
    a, b = members_of(bloc)[:2]
    done(Step(Act.MERGE, (a.pk, b.pk), ("Mới",)))
    Bloc.objects.filter(pk=bloc.pk).update(release="public")
    page = client.get(reverse("public_unit", args=[Unit.objects.get(name="Mới").slug]))
    assert page.status_code == 200
    assert [row["unit"] for row in page.context["earlier"]] == [a, b]
    assert all(row["blocs"] for row in page.context["earlier"])


def test_a_dropped_criterion_stays_dropped_for_the_successor():
    bloc = a_bloc(4)
    a, b, c, d = members_of(bloc)
    pact = a_pact(bloc)
    table = a_table(pact=pact)
    leaf = table.criteria.exclude(formula="").first()
    for unit in (a, b):
        Assignment.objects.create(criterion=leaf, unit=unit, applies=False, reason="Không có địa bàn")
    Assignment.objects.create(criterion=leaf, unit=c, applies=False, reason="Không có tàu thuyền")
    Pact.objects.filter(pk=pact.pk).update(**SEALED)
    done(Step(Act.MERGE, (a.pk, b.pk), ("Mới",)), Step(Act.MERGE, (c.pk, d.pk), ("Khác",)))
    row = Restatement.objects.get(criterion=leaf)
    assert (row.unit.name, row.applies) == ("Mới", False) and "Không có địa bàn" in row.reason
    assert not assignments(table)[leaf.pk, row.unit_id].applies


def test_an_amendment_carries_on_what_was_restated_and_then_bears_on_it():
    bloc, pact, count, _phase = a_year()
    a, b, c = members_of(bloc)[:3]
    reform, admin = done(Step(Act.MERGE, (a.pk, b.pk), (c.pk,)))
    draft = amend(pact, by=admin)
    again = Restatement.objects.get(pact=draft)
    assert (again.pledge.name, again.target, again.unit) == (count.name, Decimal(36), c)
    with pytest.raises(Refused, match=str(draft.version)):
        reforms.undo(reform, by=admin)
    assert Restatement.objects.filter(pact=pact).count() == 1
