"""Real ceremonies held with the software in the hall: four blocs at one table (case 25), two parties without a bloc
(case 46), and the invented bloc's signing of 2017 again by its run sheet. Members the sources do not name are invented.
"""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from blocs.actions.renewal import renew_bloc
from blocs.logic.lifecycle import Refused
from blocs.models import Bloc, Duty, Headship, Membership, Movement, Role, Season
from pacts.actions import ceremonies, contents, minutes, pacts, pledges, running, signatures, signing, voting
from pacts.models import Attendee, Ceremony, Direction, Pact, Pledge, Section, Signature
from pacts.replaying import reel_of
from pacts.staging import picture_of
from pacts.text import digest_of
from reports.minutes import minutes_of
from tests.make import a_head_of, a_season, a_unit, a_user
from tests.meeting_of_2017 import the_ceremony_of_2017
from tests.reports.season_tools import load
from tests.seasons import SEASONS

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def loaded(name: str) -> Ceremony:
    """The ceremony of a season file that holds one."""
    document = json.loads((SEASONS / f"{name}.json").read_text(encoding="utf-8"))
    load(document)
    return Ceremony.objects.get(slug=document["ceremonies"][0]["slug"])


def drafted(bloc: Bloc, by, count: int) -> Pact:
    """A pact of so many contents with a pledge each, opened for signature."""
    assert by.has_perm("pacts.edit", bloc)
    pact = pacts.draft_pact(bloc, by=by)
    pacts.edit_pact(pact, by=by, movements=[Movement.objects.get_or_create(name="Vì An ninh Tổ quốc")[0]])
    for n in range(1, count + 1):
        section = contents.add_section(Section(pact=pact, title=f"Nội dung {n}"), by=by)
        promise = {"name": f"Chỉ tiêu {n}", "kind": "zero", "measure": "vụ"}
        pledges.add_pledge(Pledge(pact=pact, section=section, **promise), by=by)
    return pacts.open_pact(Pact.objects.get(pk=pact.pk), by=by)


def planned(title: str, opened: list[Pact], by) -> Ceremony:
    facts = {"title": title, "kind": "signing", "on": TODAY, "place_name": "Hội trường", "secretary_name": "Thư ký"}
    blocs = [pact.bloc for pact in opened]
    ceremony = ceremonies.plan_ceremony(Ceremony(**facts), blocs=blocs, pacts=opened, by=by)
    presiding = Attendee(ceremony=ceremony, part="presiding", name="Nguyễn Văn Chủ Trì", rank="Đại tá")
    minutes.record_attendance(presiding, by=by)
    return ceremony


def closed(ceremony: Ceremony, by) -> Ceremony:
    ceremonies.hold(Ceremony.objects.get(pk=ceremony.pk), by=by)
    return Ceremony.objects.get(pk=ceremony.pk)


# --- Case 25: four blocs at one table, their heads sign on behalf of the members ------------------


@pytest.fixture
def four_blocs() -> list[Bloc]:
    """The four clusters a year on, each with three invented units of which the first heads it."""
    before = loaded("dak-nong-2021")
    return [next_year(bloc) for bloc in before.blocs.order_by("series__slug")]


def next_year(before: Bloc) -> Bloc:
    facts = {"series": before.series, "season": a_season(TODAY.year), "name": before.name, "previous": before}
    bloc = Bloc.objects.create(**facts)
    units = [a_unit(f"{before.series.slug} – đơn vị {n}", parent=before.series.organiser) for n in (1, 2, 3)]
    for order, unit in enumerate(units, start=1):
        Membership.objects.create(bloc=bloc, unit=unit, order=order)
    Headship.objects.create(bloc=bloc, unit=units[0], part="head")
    regulation = before.regulation
    assert regulation.heads_sign_for_members
    regulation.pk, regulation.bloc = None, bloc
    regulation._state.adding = True
    pacts.edit_regulation(regulation, by=a_user(Role.ADMIN))
    return bloc


def units_of(bloc: Bloc) -> list:
    return [row.unit for row in bloc.memberships.in_order()]


def test_case_25_four_blocs_sign_in_one_ceremony_by_their_heads_on_behalf_of_members(four_blocs):
    secretaries = [a_user(Role.SECRETARY, at=bloc) for bloc in four_blocs]
    commanders = [a_user(Role.COMMANDER, at=units_of(bloc)[0]) for bloc in four_blocs]
    operator = a_user()
    for bloc in four_blocs:
        Duty.objects.create(user=operator, role=Role.SECRETARY, bloc=bloc)
        a_head_of(units_of(bloc)[0], f"Trưởng {bloc.series.slug}")
    opened = [drafted(bloc, by, 6) for bloc, by in zip(four_blocs, secretaries, strict=True)]
    ceremony = planned("Lễ ký kết giao ước thi đua của 4 cụm", opened, operator)
    assert operator.has_perm("pacts.run", ceremony) and not secretaries[0].has_perm("pacts.run", ceremony)
    assert all(by.has_perm("pacts.desk", ceremony) for by in secretaries)

    ceremonies.begin(ceremony, by=operator)
    item = ceremony.agenda.filter(is_adoption=True).last()
    running.go_to_item(ceremony, item, by=operator)
    for pact, by in zip(opened, secretaries, strict=True):
        assert by.has_perm("pacts.adopt_text", pact)
        voting.adopt_text(pact, votes_for=3, by=by, ceremony=ceremony, item=item)
    item.refresh_from_db()
    assert (item.votes_for, item.is_unanimous) == (12, True)  # three units in each of four blocs

    assert picture_of(ceremony).counter == (0, 4)
    for n in range(4):
        turn = running.invite_next(ceremony, by=operator)
        assert turn.pact == opened[n] and turn.unit == units_of(four_blocs[n])[0]
        sign_for(four_blocs[n], opened[n], ceremony, commanders[n] if n % 2 else None, secretaries[n])
        assert picture_of(ceremony).counter == (n + 1, 4)
    with pytest.raises(Refused):
        running.invite_next(ceremony, by=operator)

    for pact, by in zip(opened, secretaries, strict=True):
        pacts.seal(pact, by=by)
    held = closed(ceremony, operator)
    sealed = list(Pact.objects.filter(pk__in=[pact.pk for pact in opened]))
    assert len({pact.digest for pact in sealed}) == 4
    assert all(pact.adoptions.get().digest == pact.digest for pact in sealed)
    assert Signature.objects.filter(ceremony=held).count() == 4
    tables = minutes_of(held).tables
    assert len(tables) == 4
    said = "1/1 đơn vị ký tại buổi lễ, Khối trưởng ký thay mặt các đơn vị thành viên."
    assert {table.lead for table in tables} == {said}


def sign_for(bloc, pact, ceremony, commander, secretary) -> Signature:
    """With the head's own account, or on paper and recorded by the bloc's own secretary."""
    head = bloc.memberships.in_order()[0]
    if commander:
        return signing.sign(head, pact=pact, by=commander, digest=digest_of(pact), ceremony=ceremony)
    assert secretary.has_perm("pacts.record_signature", pact)
    return signatures.record_signature(pact, head.unit, by=secretary, ceremony=ceremony)


def test_case_25_nobody_signs_or_records_for_another_bloc_and_members_leave_it_to_their_head(four_blocs):
    first, second = four_blocs[:2]
    admin = a_user(Role.ADMIN)
    opened = [drafted(bloc, admin, 6) for bloc in (first, second)]
    ceremony = planned("Lễ ký kết", opened, admin)
    ceremonies.begin(ceremony, by=admin)
    secretary = a_user(Role.SECRETARY, at=first)
    assert not secretary.has_perm("pacts.record_signature", opened[1])
    assert not secretary.has_perm("pacts.adopt_text", opened[1]) and not secretary.has_perm("pacts.seal", opened[1])
    head, member = first.memberships.in_order()[:2]
    of_the_member = a_user(Role.COMMANDER, at=member.unit)
    facts = {"digest": digest_of(opened[0]), "ceremony": ceremony}
    with pytest.raises(Refused):
        signing.sign(member, pact=opened[0], by=of_the_member, **facts)
    with pytest.raises(PermissionDenied):
        signing.sign(head, pact=opened[0], by=of_the_member, **facts)
    with pytest.raises(PermissionDenied):
        signing.sign(head, pact=opened[1], by=a_user(Role.COMMANDER, at=head.unit), **facts)
    assert Signature.objects.count() == 0


def test_case_25_one_bloc_may_be_sealed_while_another_still_signs(four_blocs):
    admin = a_user(Role.ADMIN)
    opened = [drafted(bloc, admin, 1) for bloc in four_blocs]
    ceremony = planned("Lễ ký kết", opened, admin)
    ceremonies.begin(ceremony, by=admin)
    voting.adopt_text(opened[0], votes_for=3, by=admin, ceremony=ceremony)
    sign_for(four_blocs[0], opened[0], ceremony, None, admin)
    assert pacts.seal(opened[0], by=admin).is_sealed
    assert picture_of(ceremony).counter == (1, 4)
    with pytest.raises(Refused):
        pacts.seal(opened[1], by=admin)


# --- Case 46: a bilateral pact ---------------------------------------------------------------------


def test_case_46_two_parties_sign_a_pact_with_one_another():
    before = loaded("cscd-canh-ve-2010-2011").blocs.get()
    admin = a_user(Role.ADMIN)
    parties = units_of(before)
    assert [unit.name for unit in parties] == ["Bộ Tư lệnh CSCĐ", "Bộ Tư lệnh Cảnh vệ"]
    season = Season(
        slug=str(TODAY.year),
        name=f"Năm {TODAY.year}",
        kind="year",
        starts_on=date(TODAY.year, 1, 1),
        ends_on=date(TODAY.year, 12, 31),
    )
    bloc = renew_bloc(before, season=season, by=admin, units=parties, head=parties[0])  # whose turn it is to host
    secretary = a_user(Role.SECRETARY, at=bloc)
    commanders = [a_user(Role.COMMANDER, at=unit) for unit in parties]
    pact = drafted(bloc, secretary, 4)
    ceremony = planned("Ký kết giao ước thi đua song phương", [pact], secretary)
    ceremonies.begin(ceremony, by=secretary)
    assert voting.adopt_text(pact, votes_for=1, votes_against=1, by=secretary, ceremony=ceremony).outcome == "rejected"
    with pytest.raises(Refused):
        pacts.seal(pact, by=secretary)
    rejected = pact.adoptions.get(struck_at=None)
    voting.strike_adoption(rejected, reason="Hai bên đã trao đổi lại.", by=secretary)
    voting.adopt_text(pact, votes_for=2, by=secretary, ceremony=ceremony)
    for membership, commander in zip(bloc.memberships.in_order(), commanders, strict=True):
        running.invite(ceremony, pact, membership.unit, by=secretary)
        signing.sign(membership, pact=pact, by=commander, digest=digest_of(pact), ceremony=ceremony)
    pacts.seal(pact, by=secretary)
    held = closed(ceremony, secretary)
    (table,) = minutes_of(held).tables
    assert table.lead == "2/2 đơn vị ký tại buổi lễ."
    assert [row.unit for row in table.rows] == ["Bộ Tư lệnh CSCĐ", "Bộ Tư lệnh Cảnh vệ"]
    assert table.adoption.endswith("2/2 phiếu tán thành, nhất trí 100%.")


# --- The signing of 2017 again, press by press from its run sheet ------------------------------------

A_YEAR_ON = timedelta(days=364)  # the same day of the week
START = datetime(2018, 2, 22, 2, 0, tzinfo=UTC)


class Clock:
    """The server's time as the run sheet moves it."""

    def __init__(self, monkeypatch):
        self.at = START
        monkeypatch.setattr(timezone, "now", lambda: self.at)


def test_the_ceremony_of_2017_is_replayed_press_by_press_and_ends_with_the_same_run_sheet(monkeypatch):
    old = the_ceremony_of_2017()
    before, signed = old.blocs.get(), old.pacts.get()
    clock = Clock(monkeypatch)
    by = a_user(Role.ADMIN)
    days = {"starts_on": date(2018, 1, 1), "ends_on": date(2018, 12, 31)}
    bloc = renew_bloc(before, season=Season(slug="2018", name="Năm 2018", kind="year", **days), by=by)
    assert units_of(bloc) == units_of(before)
    pact = pacts.draft_pact(bloc, by=by, start="last_season")
    pledges.accept_copies(pact, by=by)
    pact = pacts.open_pact(Pact.objects.get(pk=pact.pk), by=by)
    new = replanned(old, pact, by)
    for at, press in sorted(presses_of(old, signed, new, pact, by), key=lambda one: one[0]):
        clock.at = at + A_YEAR_ON
        press()
    new.refresh_from_db()

    shifted = [(moment.at + A_YEAR_ON, moment.kind) for moment in reel_of(old).moments]
    assert [(moment.at, moment.kind) for moment in reel_of(new).moments] == shifted
    times = [(item.began_at + A_YEAR_ON, item.ended_at + A_YEAR_ON) for item in old.agenda.all()]
    assert [(item.began_at, item.ended_at) for item in new.agenda.all()] == times
    assert picture_of(new).counter == picture_of(old).counter == (13, 13)
    keys = ["unit__slug", "outcome", "part", "is_late", "name", "acting_document"]
    told = [sorted(map(str, one.signatures.standing().values_list(*keys))) for one in (signed, pact)]
    assert told[0] == told[1]
    assert minutes_of(new).tables[0].lead == minutes_of(old).tables[0].lead
    pact.refresh_from_db()
    assert pact.is_sealed and pact.adoptions.get().digest == pact.digest
    assert all(line.digest == pact.digest for line in pact.signatures.signed().filter(part="party"))


def replanned(old: Ceremony, pact: Pact, by) -> Ceremony:
    facts = {"kind": old.kind, "on": old.on + A_YEAR_ON, "starts_at": old.starts_at, "place_name": old.place_name}
    new = Ceremony(title="Lễ ký kết năm 2018", secretary_name=old.secretary_name, **facts)
    new = ceremonies.plan_ceremony(new, blocs=[pact.bloc], pacts=[pact], by=by)
    new.agenda.all().delete()
    for item in old.agenda.all():
        item.pk, item.ceremony, item.began_at, item.ended_at = None, new, None, None
        item.votes_for = item.votes_against = item.abstentions = None
        item._state.adding, item.is_unanimous = True, False
        minutes.save_agenda_item(item, by=by)
    for person in old.attendees.all():
        person.pk, person.ceremony = None, new
        person._state.adding = True
        minutes.record_attendance(person, by=by)
    return new


def presses_of(old, signed, new, pact, by):
    """(when, press) of everything the run sheet of 2017 knows."""
    yield old.began_at, lambda: ceremonies.begin(new, by=by)
    items = dict(zip(old.agenda.values_list("pk", flat=True), new.agenda.all(), strict=True))
    second = timedelta(seconds=1)
    for item in old.agenda.all():
        yield item.began_at, lambda now=items[item.pk]: running.go_to_item(new, now, by=by)
    vote = signed.adoptions.get()
    facts = {"ceremony": new, "item": items[vote.item_id], "by": by}
    yield vote.adopted_at, lambda: voting.adopt_text(pact, votes_for=vote.votes_for, **facts)
    for line in signed.signatures.standing():
        yield from presses_for(line, new, pact, by)
    yield signed.sealed_at, lambda: pacts.seal(pact, by=by)
    direction = old.directions.exclude(unit=None).get()
    again = Direction(ceremony=new, text=direction.text, unit=direction.unit, due_on=direction.due_on + A_YEAR_ON)
    yield old.held_at - second, lambda: minutes.save_direction(again, by=by)
    yield old.held_at, lambda: ceremonies.hold(Ceremony.objects.get(pk=new.pk), by=by)


def presses_for(line: Signature, new: Ceremony, pact: Pact, by):
    second = timedelta(seconds=1)
    if line.part == "witness":
        person = {"name": line.name, "rank": line.rank, "position": line.position}
        yield line.signed_at, lambda: signatures.record_witness(pact, by=by, ceremony=new, **person)
    elif line.outcome == "absent":
        words = {"reason": line.reason, "by": by, "ceremony": new}
        yield line.recorded_at - second, lambda: running.invite(new, pact, line.unit, by=by)
        yield line.recorded_at, lambda: signatures.record_absence(pact, line.unit, **words)
    else:
        person = {"name": line.name, "rank": line.rank, "position": line.position} if line.acting_for else {}
        acting = {"acting_for": line.acting_for, "acting_document": line.acting_document}
        where = {} if line.is_late else {"ceremony": new}
        if not line.is_late:
            yield line.signed_at - 2 * second, lambda: running.invite_next(new, by=by)
            yield line.signed_at - second, lambda: running.begin_signing(new, pact, line.unit, by=by)
        yield line.signed_at, lambda: signatures.record_signature(pact, line.unit, by=by, **where, **person, **acting)
