"""Signatures as they happened: who signed, who was absent, who came late, and what is refused."""

from contextlib import nullcontext
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import Duty, Event, Rank, Role, UnitPast
from pacts.actions import ceremonies, signing
from pacts.actions import pacts as pact_actions
from pacts.actions import signatures as actions
from pacts.desk import sheet_of, table_of
from pacts.models import Ceremony, Pact, Regulation, Signature, parties
from pacts.text import digest_of
from tests.make import (
    a_bloc,
    a_ceremony,
    a_head_of,
    a_leader,
    a_pact,
    a_pledge,
    a_signing,
    a_unit,
    a_user,
    adopted,
    members_of,
)

pytestmark = pytest.mark.django_db
DAY = date(2017, 2, 15)


@pytest.fixture
def by():
    return a_user(name="Đồng chí thư ký")


def refused(action, *args, **words) -> list[str]:
    with pytest.raises(Refused) as refusal:
        action(*args, **words)
    return refusal.value.sentences


def sealed(pact) -> Pact:
    """Sealed through the door, by its own rules."""
    adopted(pact)
    return pact_actions.seal(pact, by=a_user(Role.ADMIN))


# --- Recording what was signed on paper ---


def test_the_units_leader_of_that_day_signs_and_is_frozen(by):
    pact, ceremony = a_signing(on=DAY)
    unit = members_of(pact.bloc)[1]
    leader = a_head_of(unit, rank="Thượng tá", since=date(2015, 1, 1))
    signature = actions.record_signature(pact, unit, ceremony=ceremony, by=by)
    frozen = ("Thượng tá", "Nguyễn Văn An", "Trưởng phòng", unit.name, 2)
    assert (signature.rank, signature.name, signature.position, signature.unit_name, signature.order) == frozen
    assert (signature.how, signature.recorded_by, signature.is_late) == ("paper", "Đồng chí thư ký", False)

    leader.ranks.create(rank=Rank.objects.get(name="Đại tá"), from_on=date(2017, 7, 1))
    UnitPast.objects.create(unit=unit, name=unit.name, until_on=date(2017, 12, 31))
    unit.name = "Phòng có tên mới"
    unit.save()
    signature.refresh_from_db()
    assert (signature.rank, signature.name, signature.position, signature.unit_name, signature.order) == frozen
    assert list(Event.objects.values_list("verb", flat=True)) == ["pacts.record_signature"]


def test_the_leader_is_the_one_of_the_ceremonys_day_not_of_today(by):
    pact, ceremony = a_signing(on=DAY)
    unit = members_of(pact.bloc)[0]
    a_head_of(unit, "Người Đến Sau", since=date(2018, 1, 1))
    before = a_head_of(unit, "Người Đương Nhiệm", since=date(2010, 1, 1))
    before.posts.update(until_on=date(2017, 12, 31))
    assert actions.record_signature(pact, unit, ceremony=ceremony, by=by).name == "Người Đương Nhiệm"


def test_a_unit_whose_leader_is_not_known_has_signed_all_the_same(by):
    pact, ceremony = a_signing()
    signature = actions.record_signature(pact, members_of(pact.bloc)[0], ceremony=ceremony, by=by)
    assert (signature.name, signature.outcome) == ("", "signed")


def test_somebody_else_signs_by_delegation(by):
    pact, ceremony = a_signing()
    unit = members_of(pact.bloc)[0]
    a_head_of(unit)
    signer = {"name": "Trần Văn Bình", "rank": "Trung tá", "position": "Phó Trưởng phòng"}
    delegated = {"acting_for": "Trưởng phòng", "acting_document": "Giấy ủy quyền số 05"}
    signature = actions.record_signature(pact, unit, ceremony=ceremony, by=by, **signer, **delegated)
    assert {name: getattr(signature, name) for name in [*signer, *delegated]} == signer | delegated
    assert table_of(pact, ceremony.day)[0].state == "delegated"


def test_a_unit_outside_the_bloc_cannot_sign(by):
    pact, ceremony = a_signing()
    stranger = a_unit("Đơn vị ngoài khối")
    sentence = _("%(unit)s is not a member of this bloc.") % {"unit": stranger}
    assert refused(actions.record_signature, pact, stranger, ceremony=ceremony, by=by) == [sentence]
    assert refused(actions.record_absence, pact, stranger, reason="Bận", ceremony=ceremony, by=by) == [sentence]
    assert Signature.objects.count() == 0


def test_a_second_signature_is_refused_and_writes_nothing(by):
    pact, ceremony = a_signing()
    unit = members_of(pact.bloc)[0]
    actions.record_signature(pact, unit, ceremony=ceremony, by=by)
    sentence = _("A signature for %(unit)s is recorded already.") % {"unit": unit}
    assert refused(actions.record_signature, pact, unit, ceremony=ceremony, by=by) == [sentence]
    assert (Signature.objects.count(), Event.objects.count()) == (1, 1)


@pytest.mark.parametrize("state", ["planned", "held", "cancelled"])
def test_before_the_seal_only_a_ceremony_under_way_takes_signatures(by, state):
    pact, ceremony = a_signing(state=state)
    sentence = _("Signatures are recorded while the ceremony is under way.")
    unit = members_of(pact.bloc)[0]
    assert refused(actions.record_signature, pact, unit, ceremony=ceremony, by=by) == [sentence]
    assert refused(actions.record_signature, pact, unit, by=by) == [sentence]
    assert refused(actions.record_all_present, pact, ceremony=ceremony, by=by) == [sentence]


def test_a_draft_takes_no_signature(by):
    pact = a_pact(a_bloc())
    ceremony = a_ceremony(pact.bloc, state="live")
    sentence = _("The pact is not open for signature.")
    assert refused(actions.record_signature, pact, members_of(pact.bloc)[0], ceremony=ceremony, by=by) == [sentence]


def test_a_signature_belongs_to_a_ceremony_of_its_pact(by):
    pact, _ceremony = a_signing()
    _other, elsewhere = a_signing()
    sentence = _("This pact does not belong to the ceremony.")
    unit = members_of(pact.bloc)[0]
    assert refused(actions.record_signature, pact, unit, ceremony=elsewhere, by=by) == [sentence]


def test_a_time_is_neither_in_the_future_nor_before_the_ceremony(by):
    pact, ceremony = a_signing(on=DAY)
    unit = members_of(pact.bloc)[0]
    words = {"ceremony": ceremony, "by": by}
    future = timezone.now() + timedelta(minutes=1)
    early = timezone.make_aware(datetime(2017, 2, 14, 23, 59))
    sentences = [_("The time of signing cannot be in the future."), _("The day cannot be before the ceremony.")]
    assert [refused(actions.record_signature, pact, unit, signed_at=at, **words) for at in (future, early)] == [
        [sentence] for sentence in sentences
    ]
    at = timezone.make_aware(datetime(2017, 2, 15, 14, 5))
    assert actions.record_signature(pact, unit, signed_at=at, **words).signed_at == at


# --- The whole hall at once ---


def test_one_press_records_every_unit_present_and_one_line_of_the_log(by):
    pact, ceremony = a_signing(13, on=DAY)
    units = members_of(pact.bloc)
    for unit in units[:12]:
        a_head_of(unit, f"Lãnh đạo {unit.name}")
    actions.record_absence(pact, units[3], reason="Đi công tác", ceremony=ceremony, by=by)
    actions.record_signature(pact, units[5], ceremony=ceremony, by=by)
    made = actions.record_all_present(pact, ceremony=ceremony, by=by)
    assert [signature.unit for signature in made] == [u for n, u in enumerate(units) if n not in (3, 5)]
    assert [signature.order for signature in made] == [n for n in range(1, 14) if n not in (4, 6)]
    assert [s.name for s in made] == [f"Lãnh đạo {s.unit.name}" for s in made[:-1]] + [""]
    line = Event.objects.get(verb="pacts.record_all_present")
    assert line.facts["units"] == [signature.unit_name for signature in made]
    sheet = sheet_of(pact, ceremony.day)
    assert (sheet.counter, sheet.anyone_waits) == ("12/13", False)


def test_pressing_twice_records_once(by):
    pact, ceremony = a_signing()
    actions.record_all_present(pact, ceremony=ceremony, by=by)
    sentence = _("Every unit has signed or is recorded absent.")
    assert refused(actions.record_all_present, pact, ceremony=ceremony, by=by) == [sentence]
    assert Signature.objects.count() == 3


def test_after_the_seal_late_ones_are_recorded_one_by_one(by):
    pact, ceremony = a_signing()
    actions.record_all_present(pact, ceremony=ceremony, by=by)
    sealed(pact)
    assert len(refused(actions.record_all_present, pact, ceremony=ceremony, by=by)) == 1


def test_where_the_heads_sign_for_all_only_they_are_asked(by):
    pact, ceremony = a_signing()
    Regulation.objects.create(bloc=pact.bloc, heads_sign_for_members=True)
    assert parties(pact) == members_of(pact.bloc)[:1]
    made = actions.record_all_present(pact, ceremony=ceremony, by=by)
    assert [signature.unit for signature in made] == members_of(pact.bloc)[:1]
    assert sealed(pact).state == "sealed"


# --- Absent, late, struck ---


@pytest.mark.parametrize(("hinders", "state"), [(True, "open"), (False, "sealed")])
def test_an_absent_unit_hinders_the_seal_only_where_the_regulation_says_so(by, hinders, state):
    """The switch is part of the text, so it stands before anybody signs."""
    pact, ceremony = a_signing()
    Regulation.objects.create(bloc=pact.bloc, absent_unit_hinders_seal=hinders)
    actions.record_absence(pact, members_of(pact.bloc)[2], reason="Đi công tác", ceremony=ceremony, by=by)
    actions.record_all_present(pact, ceremony=ceremony, by=by)
    with pytest.raises(Refused) if hinders else nullcontext():
        sealed(pact)
    assert Pact.objects.get(pk=pact.pk).state == state


def test_an_absence_needs_a_reason_and_nobody_who_signed_is_absent(by):
    pact, ceremony = a_signing()
    unit = members_of(pact.bloc)[0]
    words = {"ceremony": ceremony, "by": by}
    assert refused(actions.record_absence, pact, unit, reason=" ", **words) == [_("Say why the unit is absent.")]
    actions.record_absence(pact, unit, reason="Bận", **words)
    twice = _("%(unit)s is recorded absent already.") % {"unit": unit}
    assert refused(actions.record_absence, pact, unit, reason="Bận", **words) == [twice]
    other = members_of(pact.bloc)[1]
    actions.record_signature(pact, other, **words)
    signed = _("%(unit)s has signed; strike the signature first.") % {"unit": other}
    assert refused(actions.record_absence, pact, other, reason="Bận", **words) == [signed]


def test_who_was_noted_absent_and_came_has_signed(by):
    pact, ceremony = a_signing()
    unit = members_of(pact.bloc)[0]
    absence = actions.record_absence(pact, unit, reason="Bận", ceremony=ceremony, by=by)
    actions.record_signature(pact, unit, ceremony=ceremony, by=by)
    absence.refresh_from_db()
    assert (absence.struck_reason, absence.struck_by) == ("Đơn vị đã đến và ký.", "Đồng chí thư ký")
    assert table_of(pact, None)[0].state == "signed"


def test_a_late_signature_stands_beside_the_seal_with_its_own_date(by):
    pact, ceremony = a_signing(on=DAY)
    unit = members_of(pact.bloc)[2]
    actions.record_absence(pact, unit, reason="Bận", ceremony=ceremony, by=by)
    actions.record_all_present(pact, ceremony=ceremony, by=by)
    pact = sealed(pact)
    digest = pact.digest
    leader = a_head_of(unit, rank="Thượng tá", since=date(2010, 1, 1))
    leader.ranks.create(rank=Rank.objects.get(name="Đại tá"), from_on=date(2018, 1, 1))
    late = actions.record_signature(pact, unit, ceremony=ceremony, by=by)
    assert (late.is_late, late.rank, late.signed_at >= pact.sealed_at) == (True, "Đại tá", True)
    assert Pact.objects.get(pk=pact.pk).digest == digest == digest_of(pact)
    line = table_of(pact, ceremony.day)[2]
    assert (line.state, line.absence.reason) == ("late", "Bận")
    before = pact.sealed_at - timedelta(minutes=1)
    other = a_unit()
    pact.bloc.memberships.create(unit=other, order=9)
    sentence = _("A late signature is given after the seal.")
    assert refused(actions.record_signature, pact, other, signed_at=before, by=by) == [sentence]


def test_a_late_signature_needs_no_ceremony(by):
    pact, ceremony = a_signing()
    unit = members_of(pact.bloc)[2]
    actions.record_absence(pact, unit, reason="Bận", ceremony=ceremony, by=by)
    actions.record_all_present(pact, ceremony=ceremony, by=by)
    pact = sealed(pact)
    assert actions.record_signature(pact, unit, by=by).is_late is True


def test_a_wrong_leader_is_struck_with_a_reason_and_recorded_anew(by):
    pact, ceremony = a_signing()
    unit = members_of(pact.bloc)[0]
    wrong = actions.record_signature(pact, unit, ceremony=ceremony, name="Nhầm Người", by=by)
    assert refused(actions.strike_signature, wrong, reason="", by=by) == [_("Give the reason.")]
    actions.strike_signature(wrong, reason="Ghi nhầm tên", by=by)
    right = actions.record_signature(pact, unit, ceremony=ceremony, name="Đúng Người", by=by)
    sheet = sheet_of(pact, ceremony.day)
    assert (sheet.table[0].signature, sheet.struck) == (right, [wrong])
    assert Signature.objects.get(pk=wrong.pk).struck_reason == "Ghi nhầm tên"
    assert refused(actions.strike_signature, wrong, reason="Lại", by=by) == [_("This line is struck already.")]


def test_nothing_is_struck_after_the_seal(by):
    pact, ceremony = a_signing()
    signature = actions.record_all_present(pact, ceremony=ceremony, by=by)[0]
    sealed(pact)
    sentence = _("The pact is sealed; a slip is put right by an amendment or an erratum beside it.")
    assert refused(actions.strike_signature, signature, reason="Nhầm", by=by) == [sentence]
    assert Signature.objects.get(pk=signature.pk).struck_at is None


def test_absences_and_witnesses_belong_before_the_seal(by):
    pact, ceremony = a_signing()
    actions.record_all_present(pact, ceremony=ceremony, by=by)
    sealed(pact)
    unit = members_of(pact.bloc)[0]
    assert len(refused(actions.record_absence, pact, unit, reason="Bận", ceremony=ceremony, by=by)) == 1
    assert len(refused(actions.record_witness, pact, ceremony=ceremony, name="Ai", by=by)) == 1


def test_a_witness_is_named_and_stands_once(by):
    pact, ceremony = a_signing(on=DAY)
    leader = a_leader("Nguyễn Văn Hiền")
    leader.ranks.create(rank=Rank.objects.get(name="Đại tá"))
    leader.posts.create(kind="party", name="UVTV Đảng ủy")
    leader.posts.create(name="Phó Giám đốc")
    witness = actions.record_witness(pact, ceremony=ceremony, leader=leader, by=by)
    assert (witness.part, witness.unit, witness.rank, witness.position) == (
        "witness",
        None,
        "Đại tá",
        "UVTV Đảng ủy, Phó Giám đốc",
    )
    twice = _("%(name)s is recorded as a witness already.") % {"name": "Nguyễn Văn Hiền"}
    assert refused(actions.record_witness, pact, ceremony=ceremony, leader=leader, by=by) == [twice]
    assert refused(actions.record_witness, pact, ceremony=ceremony, by=by) == [_("Say who witnesses.")]
    assert sheet_of(pact, ceremony.day).signed == 0


# --- Order of the day ---


def test_the_order_of_the_day(by):
    """Open, ceremony begins, signatures, seal, ceremony held."""
    pact = a_pact(a_bloc(), state="open")
    ceremony = Ceremony(title="Lễ ký kết", on=DAY)
    head = a_head_of(members_of(pact.bloc)[0])
    ceremony = ceremonies.plan_ceremony(ceremony, blocs=[], pacts=[pact], president=head, by=by)
    ceremonies.begin(ceremony, by=by)
    assert len(refused(ceremonies.hold, ceremony, by=by)) == 1
    actions.record_all_present(pact, ceremony=ceremony, by=by)
    sealed(pact)
    assert ceremonies.hold(ceremony, by=by).state == "held"
    verbs = list(Event.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["pacts.plan", "pacts.begin", "pacts.record_all_present", "pacts.seal", "pacts.hold"]


# --- One's own signature ---


def a_commander(pact, n=0, **facts):
    unit = members_of(pact.bloc)[n]
    return a_user(Role.COMMANDER, at=unit, **facts), pact.bloc.memberships.get(unit=unit)


def test_the_commander_signs_with_the_own_account():
    pact, ceremony = a_signing(on=DAY)
    user, membership = a_commander(pact, name="Lê Văn Cường")
    user.leader = a_head_of(membership.unit, "Lê Văn Cường", rank="Trung tá")
    user.save()
    signature = signing.sign(membership, pact=pact, ceremony=ceremony, digest=digest_of(pact), by=user)
    assert (signature.how, signature.name, signature.rank, signature.unit) == (
        "account",
        "Lê Văn Cường",
        "Trung tá",
        membership.unit,
    )
    assert Event.objects.get().facts["digest"] == digest_of(pact)


def test_who_stands_in_signs_for_the_one_stood_in_for():
    pact, ceremony = a_signing()
    chief, membership = a_commander(pact, name="Trưởng Phòng A")
    deputy = a_user(name="Phó Phòng B")
    Duty.objects.create(
        user=deputy, role=Role.COMMANDER, unit=membership.unit, acting_for=chief.duties.get(), note="Giấy ủy quyền số 1"
    )
    signature = signing.sign(membership, pact=pact, ceremony=ceremony, digest=digest_of(pact), by=deputy)
    assert (signature.name, signature.acting_for, signature.acting_document) == (
        "Phó Phòng B",
        "Trưởng Phòng A",
        "Giấy ủy quyền số 1",
    )


def test_nobody_else_signs_not_even_an_administrator():
    pact, ceremony = a_signing()
    commander, membership = a_commander(pact)
    other, _membership = a_commander(pact, 1)
    above = a_user(Role.COMMANDER, at=pact.bloc.series.organiser)
    root = a_user(Role.ADMIN, is_superuser=True)
    secretary = a_user(Role.SECRETARY, at=pact.bloc)
    reporter = a_user(Role.REPORTER, at=membership.unit)
    for user in (other, above, root, secretary, reporter):
        with pytest.raises(PermissionDenied):
            signing.sign(membership, pact=pact, ceremony=ceremony, digest=digest_of(pact), by=user)
    assert Signature.objects.count() == 0
    assert signing.sign(membership, pact=pact, ceremony=ceremony, digest=digest_of(pact), by=commander).pk


def test_a_text_changed_since_it_was_read_must_be_read_again():
    pact, ceremony = a_signing()
    user, membership = a_commander(pact)
    seen = digest_of(pact)
    a_pledge(pact)
    sentence = _("The text has changed since it was opened. Read it again before signing.")
    assert refused(signing.sign, membership, pact=pact, ceremony=ceremony, digest=seen, by=user) == [sentence]
    assert Signature.objects.count() == 0


def test_an_own_signature_and_a_recorded_one_exclude_each_other(by):
    pact, ceremony = a_signing()
    user, membership = a_commander(pact)
    actions.record_signature(pact, membership.unit, ceremony=ceremony, by=by)
    sentence = _("A signature for %(unit)s is recorded already.") % {"unit": membership.unit}
    words = {"pact": pact, "ceremony": ceremony, "digest": digest_of(pact), "by": user}
    assert refused(signing.sign, membership, **words) == [sentence]
