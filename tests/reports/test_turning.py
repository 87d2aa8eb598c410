"""The year turned: heads chosen by rota, ballot or decision; the dossier gathered, frozen, signed by both sides."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.actions.renewal import propose_renewal, renew_bloc
from blocs.logic.lifecycle import Refused
from blocs.models import Duty, Event, Headship, Role
from blocs.proving import Proof
from reports.actions import handovers as actions
from reports.actions.heads import Pick, choose_heads
from reports.actions.poll_closing import close_poll
from reports.handing_over import digest_of, dossier_of, gather
from reports.models import Handover, HandoverItem
from tests.make import a_bloc, a_season, a_unit, a_user, members_of
from tests.make_polls import an_open_poll, keys_of, vote, voters_of
from tests.make_turning import a_handover, a_next_head, a_work

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-123"


@pytest.fixture
def bloc():
    return a_bloc(4)


@pytest.fixture
def by(bloc):
    return a_user(Role.SECRETARY, at=bloc)


def next_of(bloc) -> dict:
    return {row.part: (row.unit, row.chosen) for row in bloc.headships.filter(part__startswith="next")}


# --- Heads ---


def test_the_rota_is_recorded_and_the_renewal_follows_it(bloc, by):
    _head, second, third, _last = members_of(bloc)
    choose_heads(bloc, head=Pick(third, "rota"), deputy=Pick(second, "rota"), by=by)
    assert next_of(bloc) == {"next_head": (third, "rota"), "next_deputy": (second, "rota")}
    proposal = propose_renewal(bloc, a_season(2018))
    assert (proposal.head.unit, proposal.deputy.unit) == (third, second)


def test_a_correction_says_why_and_leaves_one_line(bloc, by):
    one, other = members_of(bloc)[1:3]
    choose_heads(bloc, head=Pick(one, "rota"), by=by)
    with pytest.raises(Refused):
        choose_heads(bloc, head=Pick(other, "rota"), by=by)
    lines = Event.objects.count()
    choose_heads(bloc, head=Pick(other, "rota"), reason="Đơn vị xin hoãn một năm", by=by)
    assert next_of(bloc) == {"next_head": (other, "rota")}
    assert Event.objects.count() == lines + 1


@pytest.mark.parametrize(
    ("head", "deputy"),
    [
        (("member", "assigned"), None),
        (("member", "elected"), None),
        (("stranger", "rota"), None),
        (("member", "rota"), ("member", "rota")),
        (("member", "rota"), ("other", "assigned")),
        (("member", "rota"), ("other", "elected")),
    ],
)
def test_what_has_no_ground_is_refused(bloc, by, head, deputy):
    units = {"stranger": a_unit(), "member": members_of(bloc)[1], "other": members_of(bloc)[2]}
    picks = [Pick(units[one[0]], one[1]) if one else None for one in (head, deputy)]
    with pytest.raises(Refused):
        choose_heads(bloc, head=picks[0], deputy=picks[1], by=by)
    assert next_of(bloc) == {}


def test_an_election_needs_the_closed_ballot_that_chose_the_unit(bloc, by):
    poll = an_open_poll(bloc, kind="head", part="next_head", question="Bầu Khối trưởng")
    winner, other = [row.unit for row in poll.candidates.order_by("order")][:2]
    with pytest.raises(Refused):
        choose_heads(bloc, head=Pick(winner, "elected", poll), by=by)
    chosen, *others = keys_of(poll)
    for voter in voters_of(poll):
        vote(voter, {chosen: "yes", **dict.fromkeys(others, "no")})
    poll = close_poll(poll, by=by)
    with pytest.raises(Refused):
        choose_heads(bloc, head=Pick(other, "elected", poll), by=by)
    choose_heads(bloc, head=Pick(winner, "elected", poll), by=by)
    assert next_of(bloc) == {"next_head": (winner, "elected")}


def test_the_ballot_for_the_head_elects_no_deputy(bloc, by):
    poll = an_open_poll(bloc, kind="head", part="next_head", question="Bầu Khối trưởng")
    for voter in voters_of(poll):
        vote(voter, dict.fromkeys(keys_of(poll), "yes"))
    poll = close_poll(poll, by=by)
    winner, other = [row.unit for row in poll.candidates.order_by("order")][:2]
    with pytest.raises(Refused):
        choose_heads(bloc, head=Pick(winner, "rota"), deputy=Pick(other, "elected", poll), by=by)
    choose_heads(bloc, head=Pick(winner, "rota"), deputy=Pick(other, "assigned", number="7/QĐ-CAT"), by=by)
    assert next_of(bloc) == {"next_head": (winner, "rota"), "next_deputy": (other, "assigned")}


def test_after_the_renewal_the_choice_stands_in_the_new_bloc(bloc, by):
    renew_bloc(bloc, season=a_season(2018), by=by)
    with pytest.raises(Refused):
        choose_heads(bloc, head=Pick(members_of(bloc)[2], "rota"), by=by)


def test_the_superior_assigns_with_a_number(bloc, by):
    unit = members_of(bloc)[3]
    choose_heads(bloc, head=Pick(unit, "assigned", number="12/QĐ-CAT"), by=by)
    assert bloc.headships.get(part="next_head").decision_number == "12/QĐ-CAT"


def test_the_renewal_keeps_number_and_day_of_the_decision(bloc, by):
    unit = members_of(bloc)[3]
    choose_heads(bloc, head=Pick(unit, "assigned", number="12/QĐ-CAT", decided_on=date(2017, 12, 20)), by=by)
    row = renew_bloc(bloc, season=a_season(2018), by=by).headships.get(part="head")
    assert (row.unit, row.decision_number, row.decided_on) == (unit, "12/QĐ-CAT", date(2017, 12, 20))


# --- The dossier ---


def test_it_is_prepared_from_the_register_and_refused_without_two_sides(bloc, by):
    with pytest.raises(Refused):
        actions.prepare_handover(bloc, by=by)
    head = members_of(bloc)[0]
    row = a_next_head(bloc, head)
    with pytest.raises(Refused):
        actions.prepare_handover(bloc, by=by)
    row.unit = members_of(bloc)[2]
    row.save()
    made = actions.prepare_handover(bloc, by=by)
    assert (made.from_unit, made.to_unit, made.state) == (head, members_of(bloc)[2], "draft")
    assert actions.prepare_handover(bloc, by=by).pk == made.pk


def test_what_the_system_knows_and_what_is_added_by_hand_stand_in_it(bloc, by):
    handover = a_handover(bloc)
    a_work(bloc, title="Đường ra biên giới")
    for amount in (20_000_000, 1_500_000):
        item = {"kind": "fund", "text": "Quỹ khối", "amount": Decimal(amount), "measure": "đồng"}
        actions.add_item(HandoverItem(handover=handover, **item), by=by)
    sections = {one.slug: one for one in gather(handover).sections}
    assert [entry.text.endswith(": Đường ra biên giới") for entry in sections["open"].entries] == [True]
    assert sections["funds"].total == "21.500.000 đồng"
    assert {entry.whose for entry in sections["duties"].entries} >= {members_of(bloc)[0].name, str(by)}


@pytest.fixture
def sides(bloc):
    """(handover, giving commander, taking commander)."""
    a_next_head(bloc)
    members = members_of(bloc)
    return a_handover(bloc), a_user(Role.COMMANDER, at=members[0]), a_user(Role.COMMANDER, at=members[-1])


def test_both_sides_sign_and_the_dossier_is_frozen(sides, by):
    handover, giving, taking = sides
    handed = actions.hand_over(handover, proof=Proof(giving))
    assert (handed.state, digest_of(handed.dossier), handed.handed_name) == ("handed", handed.digest, str(giving))
    a_work(handover.bloc, title="Làm sau khi ký")
    assert "Làm sau khi ký" not in handed.dossier
    assert dossier_of(handed) == dossier_of(Handover.objects.get(pk=handed.pk))
    with pytest.raises(Refused):
        actions.add_item(HandoverItem(handover=handed, kind="fund", text="Thêm"), by=by)
    received = actions.receive(handed, reservation="Thiếu sổ quỹ quý I", proof=Proof(taking))
    assert (received.state, received.received_name, received.reservation) == (
        "received", str(taking), "Thiếu sổ quỹ quý I",
    )  # fmt: skip
    with pytest.raises(Refused):
        actions.receive(received, proof=Proof(taking))


def test_a_changed_dossier_is_not_received(sides):
    handover, giving, taking = sides
    actions.hand_over(handover, proof=Proof(giving))
    Handover.objects.filter(pk=handover.pk).update(dossier="{}")
    with pytest.raises(Refused):
        actions.receive(handover, proof=Proof(taking))


def test_the_receiving_side_returns_it_with_a_reason(sides, by):
    handover, giving, taking = sides
    handed = actions.hand_over(handover, proof=Proof(giving))
    with pytest.raises(Refused):
        actions.return_handover(handed, reason="thiếu", by=taking)
    back = actions.return_handover(handed, reason="Chưa có sổ quỹ của khối", by=taking)
    assert (back.state, back.dossier, back.handed_at) == ("draft", "", None)
    actions.add_item(HandoverItem(handover=back, kind="fund", text="Sổ quỹ"), by=by)
    assert actions.hand_over(back, proof=Proof(giving)).state == "handed"


def test_sides_that_changed_since_are_not_signed_for(sides):
    handover, giving, _taking = sides
    handover.bloc.headships.filter(part="next_head").update(unit=members_of(handover.bloc)[1])
    with pytest.raises(Refused):
        actions.hand_over(handover, proof=Proof(giving))


def test_who_acts_for_a_commander_says_so(bloc, sides):
    handover, giving, _taking = sides
    acting, duty = a_user(), giving.duties.get()
    today = timezone.localdate()
    Duty.objects.create(
        user=acting, role=Role.COMMANDER, unit=duty.unit, acting_for=duty, from_on=today, until_on=today
    )
    assert acting.has_perm("reports.hand_over", handover)
    handed = actions.hand_over(handover, proof=Proof(acting))
    assert str(giving) in handed.handed_name and handed.handed_name.startswith(str(acting))


def test_who_acted_yesterday_signs_no_more(sides):
    handover, giving, _taking = sides
    acting, duty, yesterday = a_user(), giving.duties.get(), timezone.localdate() - timedelta(days=1)
    Duty.objects.create(user=acting, role=Role.COMMANDER, unit=duty.unit, acting_for=duty, until_on=yesterday)
    assert not acting.has_perm("reports.hand_over", handover)


# --- In the pages ---


def at(name: str, *args) -> str:
    return reverse(f"reports:{name}", args=args)


def test_from_the_choice_to_the_receipt_through_the_pages(client, bloc, by):
    head, _second, third, _last = members_of(bloc)
    client.force_login(by)
    assert client.get(at("handover_detail", bloc.pk)).status_code == 200
    client.post(at("handover_heads", bloc.pk), {"head": third.pk, "chosen": "rota"})
    client.post(at("handover_prepare", bloc.pk))
    item = {"kind": "fund", "text": "Quỹ khối", "amount": "20.000.000", "measure": "đồng"}
    assert client.post(at("handover_item", bloc.pk), item).status_code == 302
    assert client.get(at("handover_give", bloc.pk)).status_code == 403
    for unit, name, state in ((head, "handover_give", "handed"), (third, "handover_receive", "received")):
        client.force_login(a_user(Role.COMMANDER, at=unit))
        assert "password" in client.post(at(name, bloc.pk), {"password": "sai-mat-khau"}).context["form"].errors
        assert client.post(at(name, bloc.pk), {"password": PASSWORD}).status_code == 302
        assert Handover.objects.get(bloc=bloc).state == state
    page = client.get(at("handover_detail", bloc.pk)).content.decode()
    assert "20.000.000 đồng" in page and 'data-state="received"' in page


def test_a_secretary_signs_for_no_side(client, bloc, by, sides):
    client.force_login(by)
    assert client.post(at("handover_give", bloc.pk), {"password": PASSWORD}).status_code == 403
    client.force_login(a_user(Role.ADMIN))
    assert client.post(at("handover_give", bloc.pk), {"password": PASSWORD}).status_code == 403
    assert Handover.objects.get(bloc=bloc).state == "draft"


def test_a_headship_has_its_days(bloc):
    """Nothing falls back to an older head in silence."""
    bloc.headships.all().delete()
    assert bloc.obstacles() != []
    unit = members_of(bloc)[1]
    Headship.objects.create(bloc=bloc, unit=unit, part="head", from_on=date(2017, 1, 1), until_on=date(2017, 6, 30))
    commander = a_user(Role.COMMANDER, at=unit)
    assert not commander.has_perm("blocs.release", bloc), "the headship is over today"
