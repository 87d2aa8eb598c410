"""A pact from draft to seal: what each action does, and what it refuses."""

import hashlib
from decimal import Decimal

import pytest

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Headship, Role
from pacts.actions import contents, pledges
from pacts.actions import pacts as actions
from pacts.models import Ceremony, OwnTarget, Pact, Pledge, PledgeGroup, Registration, Regulation, Section, Signature
from pacts.text import canonical_of, text_of
from tests.make import a_bloc, a_ceremony, a_pact, a_pledge, a_season, a_title, a_user, adopted, members_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return a_user(Role.ADMIN)


def signed_by_all(pact: Pact, ceremony: Ceremony | None = None) -> None:
    for unit in members_of(pact.bloc):
        Signature.objects.create(pact=pact, unit=unit, unit_name=unit.name, ceremony=ceremony, recorded_by="thử")


def a_sealable_pact(**facts) -> Pact:
    pact = a_pact(state="open", **facts)
    ceremony = a_ceremony(pact.bloc, state="live")
    signed_by_all(pact, ceremony)
    return pact


def adopt_and_seal(pact: Pact, *, by) -> Pact:
    adopted(pact)
    return actions.seal(pact, by=by)


def a_sealed_pact(admin, **facts) -> Pact:
    return adopt_and_seal(a_sealable_pact(**facts), by=admin)


def next_bloc(bloc):
    """The same units in the next season, with the same head."""
    season = a_season(bloc.season.starts_on.year + 1)
    new = type(bloc).objects.create(series=bloc.series, season=season, name=bloc.name, previous=bloc)
    for row in bloc.memberships.in_order():
        new.memberships.create(unit=row.unit, order=row.order)
    Headship.objects.create(bloc=new, unit=members_of(bloc)[0], part="head")
    return new


def sentences(refusal) -> list[str]:
    return refusal.value.sentences


# --- Drafting ---


def test_a_draft_from_scratch_bears_bloc_and_season(admin):
    bloc = a_bloc(name="Khối CSND", slogan="Chủ động, kỷ cương")
    pact = actions.draft_pact(bloc, by=admin)
    assert (pact.title, pact.slogan, pact.state) == (
        "Giao ước thi đua năm 2017 – Khối CSND",
        "Chủ động, kỷ cương",
        "draft",
    )


def test_pressing_twice_makes_one_draft_and_one_line(admin):
    bloc = a_bloc()
    first, second = actions.draft_pact(bloc, by=admin), actions.draft_pact(bloc, by=admin)
    assert first == second
    assert Event.objects.filter(verb="pacts.draft").count() == 1


def test_a_sealed_season_takes_no_second_draft(admin):
    pact = a_sealed_pact(admin)
    with pytest.raises(Refused) as refusal:
        actions.draft_pact(pact.bloc, by=admin)
    assert len(sentences(refusal)) == 1


def test_without_a_last_pact_there_is_nothing_to_copy(admin):
    with pytest.raises(Refused):
        actions.draft_pact(a_bloc(), by=admin, start="last_season")
    with pytest.raises(Refused):
        actions.draft_pact(a_bloc(), by=admin, start="template")
    assert Pact.objects.count() == 0


def test_copying_42_rows_keeps_their_order_and_asks_for_review(admin):
    old = a_pact(slogan="Đoàn kết", legal_bases="Luật A\nLuật B")
    old.pledges.all().delete()
    sections = [Section.objects.create(pact=old, title=f"Nội dung {n}", order=n) for n in (3, 1, 2)]
    for n in range(42):
        a_pledge(old, section=sections[n % 3], order=42 - n, name=f"Chỉ tiêu {n}")
    new = actions.draft_pact(next_bloc(old.bloc), by=admin, start="last_season")
    told = [(row.section.title, row.name) for row in old.pledges.in_order()]
    assert [(row.section.title, row.name) for row in new.pledges.in_order()] == told
    assert [row.follows for row in new.pledges.in_order()] == list(old.pledges.in_order())
    assert all(row.is_unreviewed_copy for row in new.pledges.all())
    assert (new.title, new.slogan, new.legal_bases) == ("Giao ước thi đua Năm 2018", "Đoàn kết", "Luật A\nLuật B")
    assert list(new.movements.all()) == list(old.movements.all())


def test_a_copied_fall_is_measured_against_the_season_that_ended(admin):
    old = a_pact()
    fall = a_pledge(
        old, kind="reduce_at_least", target=Decimal(5), measure="vụ", baseline_label="năm 2016", baseline=120
    )
    silent = a_pledge(old, kind="reduce_at_least", target=Decimal(5), measure="vụ", baseline_label="năm 2016")
    results = {fall.pk: Decimal("110")}
    new = actions.draft_pact(next_bloc(old.bloc), by=admin, start="last_season", results=results)
    copies = {row.follows_id: (row.baseline, row.baseline_label) for row in new.pledges.all()}
    assert copies[fall.pk] == (Decimal("110"), "năm 2017")
    assert copies[silent.pk] == (None, "năm 2017")
    assert copies[old.pledges.get(kind="at_least").pk] == (None, "")


def test_own_targets_and_registrations_stay_with_last_season(admin):
    old = a_pact()
    member = old.bloc.memberships.first()
    OwnTarget.objects.create(pledge=old.pledges.get(), membership=member, target=95)
    Registration.objects.create(pact=old, unit=member.unit, title=a_title())
    new = actions.draft_pact(next_bloc(old.bloc), by=admin, start="last_season")
    assert not new.registrations.exists()
    assert not OwnTarget.objects.filter(pledge__pact=new).exists()


def test_last_seasons_regulation_comes_along_unless_there_is_one(admin):
    old = a_pact()
    Regulation.objects.create(bloc=old.bloc, number="12/QC", absent_unit_hinders_seal=True)
    new = actions.draft_pact(next_bloc(old.bloc), by=admin, start="last_season")
    assert (new.bloc.regulation.absent_unit_hinders_seal, new.bloc.regulation.number) == (True, "")


def test_a_template_carries_the_contents_into_another_bloc(admin):
    pact = a_pact(slogan="Đoàn kết", undertaking="Cam kết")
    group = PledgeGroup.objects.create(pact=pact, name="Tai nạn", judged="sum_of")
    a_pledge(pact, name="Số vụ", kind="reduce_range", target=Decimal("2.50"), target_max=5, measure="", group=group)
    template = actions.save_as_template(pact, name="Mẫu 1", by=admin)
    new = actions.draft_pact(a_bloc(), by=admin, start="template", template=template)
    facts = ("name", "kind", "target", "target_max", "group__name", "section__title")
    assert list(new.pledges.in_order().values_list(*facts)) == list(pact.pledges.in_order().values_list(*facts))
    assert (new.slogan, new.undertaking, new.origin) == ("Đoàn kết", "Cam kết", "Mẫu 1")


def test_a_template_of_another_shape_is_refused_and_leaves_nothing(admin):
    template = actions.save_as_template(a_pact(), name="Hỏng", by=admin)
    template.content = {"sections": [{"pledges": []}]}
    with pytest.raises(Refused):
        actions.draft_pact(a_bloc(), by=admin, start="template", template=template)
    assert Pact.objects.count() == 1


# --- Steps ---


def test_opening_needs_the_rows_reviewed(admin):
    pact = a_pact()
    pact.pledges.update(is_unreviewed_copy=True)
    with pytest.raises(Refused) as refusal:
        actions.open_pact(pact, by=admin)
    assert len(sentences(refusal)) == 1
    pledges.accept_copies(pact, by=admin)
    assert actions.open_pact(pact, by=admin).state == "open"


def test_opening_tells_all_that_is_missing(admin):
    pact = Pact.objects.create(bloc=a_bloc(units=1), title="Giao ước")
    pact.bloc.headships.all().delete()
    with pytest.raises(Refused) as refusal:
        actions.open_pact(pact, by=admin)
    assert len(sentences(refusal)) == 4  # units, head, pledges, movement


def test_an_open_pact_goes_back_only_while_nobody_has_signed(admin):
    pact = actions.open_pact(a_pact(), by=admin)
    assert actions.reopen(pact, by=admin).state == "draft"
    actions.open_pact(pact, by=admin)
    signed_by_all(pact)
    with pytest.raises(Refused):
        actions.reopen(pact, by=admin)
    assert Pact.objects.get().state == "open"


def test_sealing_closes_the_text_with_its_digest(admin):
    pact = adopt_and_seal(a_sealable_pact(), by=admin)
    assert pact.state == "sealed"
    assert pact.digest == hashlib.sha256(pact.canonical.encode()).hexdigest()
    assert Event.objects.about(pact).get(verb="pacts.seal").facts == {"digest": pact.digest}


def test_a_draft_is_not_sealed(admin):
    with pytest.raises(Refused):
        actions.seal(a_pact(), by=admin)


def test_sealing_waits_for_a_ceremony_and_for_each_unit_by_name(admin):
    pact = a_pact(state="open")
    adopted(pact)
    with pytest.raises(Refused) as refusal:
        actions.seal(pact, by=admin)
    assert len(sentences(refusal)) == 1 + 3
    pairs = zip(members_of(pact.bloc), sentences(refusal)[1:], strict=True)
    assert all(unit.name in sentence for unit, sentence in pairs)


@pytest.mark.parametrize("hinders, passes", [(False, True), (True, False)])
def test_the_regulation_says_whether_an_absent_unit_hinders_the_seal(admin, hinders, passes):
    pact = a_sealable_pact()
    Regulation.objects.create(bloc=pact.bloc, absent_unit_hinders_seal=hinders)
    Signature.objects.filter(unit=members_of(pact.bloc)[2]).update(outcome="absent")
    if passes:
        assert adopt_and_seal(pact, by=admin).is_sealed
    else:
        with pytest.raises(Refused):
            adopt_and_seal(pact, by=admin)


def test_the_head_may_sign_for_all_where_the_regulation_says_so(admin):
    pact = a_sealable_pact()
    Regulation.objects.create(bloc=pact.bloc, heads_sign_for_members=True)
    Signature.objects.exclude(unit=members_of(pact.bloc)[0]).update(struck_at="2017-01-01T00:00Z", struck_reason="Nhầm")
    assert adopt_and_seal(pact, by=admin).is_sealed


def test_a_struck_signature_does_not_count(admin):
    pact = a_sealable_pact()
    Signature.objects.filter(unit=members_of(pact.bloc)[1]).update(struck_at="2017-01-01T00:00Z", struck_reason="Nhầm")
    adopted(pact)
    with pytest.raises(Refused) as refusal:
        actions.seal(pact, by=admin)
    assert len(sentences(refusal)) == 1


# --- Nothing changes after the draft ---

EDITS = {
    "edit": lambda pact, by: actions.edit_pact(pact, by=by),
    "add_section": lambda pact, by: contents.add_section(Section(pact=pact, title="Mới"), by=by),
    "edit_section": lambda pact, by: contents.edit_section(pact.sections.get(), by=by),
    "move_section": lambda pact, by: contents.move_section(pact.sections.get(), step=1, by=by),
    "remove_section": lambda pact, by: contents.remove_section(pact.sections.get(), by=by),
    "add_group": lambda pact, by: contents.add_group(PledgeGroup(pact=pact, name="Nhóm"), by=by),
    "add_pledge": lambda pact, by: pledges.add_pledge(Pledge(pact=pact, name="Mới"), by=by),
    "edit_pledge": lambda pact, by: pledges.edit_pledge(pact.pledges.get(), by=by),
    "move_pledge": lambda pact, by: pledges.move_pledge(pact.pledges.get(), step=1, by=by),
    "remove_pledge": lambda pact, by: pledges.remove_pledge(pact.pledges.get(), by=by),
    "accept_copies": lambda pact, by: pledges.accept_copies(pact, by=by),
    "own_target": lambda pact, by: pledges.set_own_target(
        OwnTarget(pledge=pact.pledges.get(), membership=pact.bloc.memberships.first(), target=95), by=by
    ),
    "title": lambda pact, by: pledges.register_title(pact, unit=members_of(pact.bloc)[0], title=a_title(), by=by),
    "open": lambda pact, by: actions.open_pact(pact, by=by),
}


@pytest.mark.parametrize("state", ["open", "sealed"])
@pytest.mark.parametrize("edit", EDITS)
def test_an_open_or_sealed_pact_refuses_every_edit(admin, state, edit):
    pact = a_sealable_pact() if state == "open" else a_sealed_pact(admin)
    before = (canonical_of(pact), Event.objects.count())
    with pytest.raises(Refused):
        EDITS[edit](pact, admin)
    pact = Pact.objects.get()
    assert (canonical_of(pact), Event.objects.count()) == before
    assert pact.state == state


def test_a_sealed_pact_is_neither_sealed_again_nor_taken_back(admin):
    pact = a_sealed_pact(admin)
    for step in (actions.seal, actions.reopen):
        with pytest.raises(Refused):
            step(pact, by=admin)


def test_the_regulation_rests_while_a_pact_is_open(admin):
    pact = a_pact(state="open")
    regulation = Regulation.objects.create(bloc=pact.bloc)
    with pytest.raises(Refused):
        actions.edit_regulation(regulation, by=admin)
    assert actions.accept_regulation(pact.bloc, by=admin) == regulation


def test_the_switches_of_a_sealed_pact_stay_and_its_papers_may_be_put_right(admin):
    pact = a_sealed_pact(admin)
    regulation = Regulation.objects.filter(bloc=pact.bloc).first() or Regulation.objects.create(bloc=pact.bloc)
    regulation.number = "12/QC"
    actions.edit_regulation(regulation, by=admin)
    regulation.heads_sign_for_members = not regulation.heads_sign_for_members
    with pytest.raises(Refused):
        actions.edit_regulation(regulation, by=admin)
    assert Regulation.objects.get().number == "12/QC" and not Regulation.objects.get().heads_sign_for_members
    actions.amend(pact, by=admin)
    assert actions.edit_regulation(regulation, by=admin).heads_sign_for_members


# --- Beside the seal ---


def test_an_amendment_begins_as_the_text_it_amends(admin):
    pact = a_sealable_pact()
    member = pact.bloc.memberships.first()
    group = PledgeGroup.objects.create(pact=pact, name="Nhóm")
    a_pledge(pact, group=group, kind="reduce_at_least", baseline_label="năm 2016", baseline=Decimal("4.5"))
    OwnTarget.objects.create(pledge=pact.pledges.first(), membership=member, target=95)
    Registration.objects.create(pact=pact, unit=member.unit, title=a_title())
    pact = adopt_and_seal(pact, by=admin)
    new = actions.amend(pact, by=admin)
    assert actions.amend(pact, by=admin) == new
    assert (new.version, new.amends, new.state) == (2, pact, "draft")
    old_text, new_text = text_of(pact), text_of(new)
    assert (old_text.sections, old_text.registrations, old_text.groups) == (
        new_text.sections,
        new_text.registrations,
        new_text.groups,
    )
    assert not new.pledges.filter(is_unreviewed_copy=True).exists()


def test_only_the_newest_sealed_version_is_amended(admin):
    pact = a_sealed_pact(admin)
    new = actions.amend(pact, by=admin)
    with pytest.raises(Refused):
        actions.amend(new, by=admin)
    Pact.objects.filter(pk=new.pk).update(state="sealed", sealed_at="2017-05-01T00:00Z", digest="0" * 64)
    with pytest.raises(Refused):
        actions.amend(pact, by=admin)


def test_an_erratum_stands_beside_the_seal(admin):
    pact = a_sealed_pact(admin)
    erratum = actions.correct(pact, text="Trang 2: “90%” đọc là “92%”.", by=admin)
    assert (erratum.made_by, list(pact.errata.all())) == (str(admin), [erratum])
    assert Pact.objects.get().digest == pact.digest
    with pytest.raises(Refused):
        actions.correct(a_pact(), text="Chưa niêm phong", by=admin)
