"""A ceremony from its plan to its close, and the minute book in between."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Rank, Stale, UnitPast
from pacts.actions import ceremonies as actions
from pacts.actions import minutes
from pacts.models import AgendaItem, Attendee, Ceremony, Contribution, Direction
from tests.make import a_bloc, a_ceremony, a_head_of, a_pact, a_signing, a_user, members_of

pytestmark = pytest.mark.django_db
DAY = date(2017, 2, 15)


@pytest.fixture
def by():
    return a_user(name="Đồng chí thư ký")


def a_plan(**facts) -> Ceremony:
    return Ceremony(**{"title": "Lễ ký kết giao ước", "on": DAY, **facts})


def refused(action, *args, **words) -> list[str]:
    with pytest.raises(Refused) as refusal:
        action(*args, **words)
    return refusal.value.sentences


def last_event() -> Event:
    return Event.objects.order_by("-number").first()


# --- Planning ---


def test_a_plan_has_address_blocs_pacts_agenda_and_president(by):
    pact = a_pact(a_bloc())
    head = a_head_of(members_of(pact.bloc)[0])
    ceremony = actions.plan_ceremony(a_plan(), blocs=[], pacts=[pact], president=head, by=by)
    assert (ceremony.slug, ceremony.state) == ("le-ky-ket-giao-uoc-15-02-2017", "planned")
    assert list(ceremony.blocs.all()) == [pact.bloc]
    assert list(ceremony.pacts.all()) == [pact]
    assert ceremony.agenda.count() == 7
    chair = ceremony.attendees.get()
    assert (chair.part, chair.rank, chair.name, chair.position) == (
        "presiding",
        "Đại tá",
        "Nguyễn Văn An",
        "Trưởng phòng",
    )
    assert chair.unit_name == members_of(pact.bloc)[0].name
    assert last_event().verb == "pacts.plan"


def test_two_ceremonies_of_one_title_and_day_have_two_addresses(by):
    slugs = [actions.plan_ceremony(a_plan(), blocs=[a_bloc()], pacts=[], by=by).slug for _n in range(3)]
    assert slugs == [f"le-ky-ket-giao-uoc-15-02-2017{end}" for end in ("", "-2", "-3")]


def test_planning_twice_plans_one_ceremony(by):
    pact = a_pact(a_bloc())
    first, second = [actions.plan_ceremony(a_plan(), blocs=[], pacts=[pact], by=by) for _press in range(2)]
    assert first == second
    assert (Ceremony.objects.count(), Event.objects.count(), first.agenda.count()) == (1, 1, 7)


def test_an_address_is_never_a_bare_number_and_never_too_long(by):
    bloc = a_bloc()
    short = actions.plan_ceremony(a_plan(title="2017", on=None, precision="unknown"), blocs=[bloc], pacts=[], by=by)
    long = actions.plan_ceremony(a_plan(title="Lễ ký kết giao ước thi đua " * 12), blocs=[bloc], pacts=[], by=by)
    assert short.slug == "le-2017"
    assert len(long.slug) <= 100
    assert long.slug.endswith("-15-02-2017")


def test_a_plan_without_a_bloc_is_refused(by):
    sentence = _("Choose at least one bloc that meets at this ceremony.")
    assert refused(actions.plan_ceremony, a_plan(), blocs=[], pacts=[], by=by) == [sentence]
    assert Ceremony.objects.count() == 0


@pytest.mark.parametrize(
    "facts",
    [
        {"precision": "day", "on": None},
        {"precision": "range", "on": DAY},
        {"precision": "unknown", "on": DAY},
        {"precision": "day", "on": DAY, "until": DAY},
        {"precision": "range", "on": DAY, "until": DAY - timedelta(1)},
    ],
)
def test_a_date_that_does_not_fit_its_precision_is_refused(by, facts):
    with pytest.raises(ValidationError):
        actions.plan_ceremony(a_plan(**facts), blocs=[a_bloc()], pacts=[], by=by)
    assert Ceremony.objects.count() == 0


@pytest.mark.parametrize(
    "facts, when",
    [
        ({"precision": "day", "on": DAY}, "15/02/2017"),
        ({"precision": "month", "on": date(2017, 3, 1)}, "tháng 3 năm 2017"),
        ({"precision": "year", "on": date(2017, 1, 1)}, "năm 2017"),
        ({"precision": "range", "on": DAY, "until": date(2017, 2, 17)}, "từ ngày 15/02/2017 đến ngày 17/02/2017"),
        ({"precision": "unknown", "on": None}, "không rõ ngày"),
    ],
)
def test_a_date_is_told_as_precisely_as_it_is_known(by, facts, when):
    ceremony = actions.plan_ceremony(a_plan(**facts), blocs=[a_bloc()], pacts=[], by=by)
    assert ceremony.when == when


def test_editing_logs_what_changed_and_keeps_the_pacts_bloc(by):
    bloc, pact = a_bloc(), a_pact(a_bloc())
    ceremony = actions.plan_ceremony(a_plan(), blocs=[bloc], pacts=[], by=by)
    ceremony.place_name = "Hội trường Công an tỉnh"
    actions.edit_ceremony(ceremony, blocs=[bloc], pacts=[pact], by=by, revision=ceremony.revision)
    ceremony.refresh_from_db()
    assert ceremony.place_name == "Hội trường Công an tỉnh"
    assert set(ceremony.blocs.all()) == {bloc, pact.bloc}
    assert set(last_event().facts["changed"]) == {"place_name", "blocs", "pacts"}


def test_two_people_editing_one_ceremony_do_not_overwrite_each_other(by):
    ceremony = a_ceremony(a_bloc())
    first, second = Ceremony.objects.get(pk=ceremony.pk), Ceremony.objects.get(pk=ceremony.pk)
    seen = first.revision
    first.place_name, second.place_name = "Hội trường A", "Hội trường B"
    blocs = list(ceremony.blocs.all())
    actions.edit_ceremony(first, blocs=blocs, pacts=[], by=by, revision=seen)
    with pytest.raises(Stale):
        actions.edit_ceremony(second, blocs=blocs, pacts=[], by=by, revision=seen)
    assert Ceremony.objects.get(pk=ceremony.pk).place_name == "Hội trường A"


def test_a_pact_with_signatures_stays_on_the_table(by):
    from pacts.actions.signatures import record_signature

    pact, ceremony = a_signing()
    record_signature(pact, members_of(pact.bloc)[0], ceremony=ceremony, by=by)
    words = {"blocs": [pact.bloc], "pacts": [], "by": by}
    sentence = _("Signatures of “%(pact)s” are recorded at this ceremony.") % {"pact": pact}
    assert refused(actions.edit_ceremony, ceremony, **words) == [sentence]


# --- The day ---


def test_a_ceremony_begins_and_closes(by):
    pact = a_pact(a_bloc(), state="open")
    ceremony = a_ceremony(pact.bloc)
    Attendee.objects.create(ceremony=ceremony, part="presiding", name="Nguyễn Văn An")
    assert actions.begin(ceremony, by=by).began_at is not None
    assert refused(actions.hold, ceremony, by=by) == [_("“%(pact)s” is not sealed yet.") % {"pact": pact}]
    pact.__class__.objects.filter(pk=pact.pk).update(state="sealed", sealed_at=timezone.now(), digest="0" * 64)
    assert actions.hold(ceremony, by=by).held_at is not None
    verbs = Event.objects.about(ceremony).order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["pacts.begin", "pacts.hold"]


def test_beginning_twice_is_refused(by):
    _pact, ceremony = a_signing()
    assert len(refused(actions.begin, ceremony, by=by)) == 1
    assert Event.objects.count() == 0


def test_nothing_begins_with_a_draft_on_the_table(by):
    pact = a_pact(a_bloc())
    ceremony = a_ceremony(pact.bloc)
    assert refused(actions.begin, ceremony, by=by) == [_("“%(pact)s” is not open for signature yet.") % {"pact": pact}]
    assert Ceremony.objects.get(pk=ceremony.pk).state == "planned"


def test_a_postponed_ceremony_keeps_the_day_it_had(by):
    ceremony = a_ceremony(a_bloc(), on=DAY)
    later = actions.postpone(ceremony, on=date(2017, 2, 20), reason="Bận công tác đột xuất", by=by)
    assert (later.state, later.on, later.postponed_from) == ("planned", date(2017, 2, 20), DAY)
    assert last_event().facts["reason"] == "Bận công tác đột xuất"
    sentence = _("The new day must be after the day planned so far.")
    assert refused(actions.postpone, ceremony, on=DAY, reason="Lý do", by=by) == [sentence]


def test_a_day_known_only_to_the_month_can_be_fixed_by_postponing(by):
    ceremony = a_ceremony(a_bloc(), on=date(2017, 3, 1), precision="month")
    later = actions.postpone(ceremony, on=date(2017, 3, 1), reason="Đã có ngày cụ thể", by=by)
    assert (later.precision, later.on, later.postponed_from) == ("day", date(2017, 3, 1), None)


def test_cancelling_needs_a_reason_and_ends_it(by):
    ceremony = a_ceremony(a_bloc())
    assert refused(actions.cancel, ceremony, reason=" ", by=by) == [_("Give the reason.")]
    assert actions.cancel(ceremony, reason="Không tổ chức nữa", by=by).state == "cancelled"
    assert len(refused(actions.begin, ceremony, by=by)) == 1
    item = AgendaItem(ceremony=ceremony, title="Chào cờ")
    assert refused(minutes.save_agenda_item, item, by=by) == [_("The ceremony is cancelled.")]


def test_a_ceremony_held_too_early_is_reopened_at_its_price(by):
    ceremony = a_ceremony(a_bloc(), state="held", held_at=timezone.now())
    assert refused(actions.reopen_ceremony, ceremony, reason="", by=by) == [_("Give the reason.")]
    again = actions.reopen_ceremony(ceremony, reason="Bế mạc nhầm", by=by)
    assert (again.state, again.held_at) == ("live", None)
    assert last_event().facts == {"reason": "Bế mạc nhầm"}


# --- The minute book ---


def an_attendee(ceremony, **facts) -> Attendee:
    return Attendee(**{"ceremony": ceremony, "part": "attending", "name": "Trần Văn Bình", **facts})


def test_a_leader_is_frozen_as_of_the_ceremonys_day(by):
    pact, ceremony = a_signing(on=DAY)
    unit = members_of(pact.bloc)[0]
    leader = a_head_of(unit, rank="Thượng tá", since=date(2015, 1, 1))
    leader.posts.create(kind="party", name="UVTV Đảng ủy")
    seat = minutes.record_attendance(an_attendee(ceremony, name="", leader=leader), by=by)
    frozen = ("Thượng tá", "Nguyễn Văn An", "UVTV Đảng ủy", "Trưởng phòng", unit.name)
    assert (seat.rank, seat.name, seat.party_post, seat.position, seat.unit_name) == frozen

    leader.ranks.update(until_on=date(2017, 6, 30))
    leader.ranks.create(rank=Rank.objects.get(name="Đại tá"), from_on=date(2017, 7, 1))
    UnitPast.objects.create(unit=unit, name=unit.name, until_on=date(2017, 12, 31))
    unit.name = "Phòng có tên mới"
    unit.save()
    seat.refresh_from_db()
    assert (seat.rank, seat.name, seat.party_post, seat.position, seat.unit_name) == frozen


def test_a_promotion_after_the_day_is_not_taken_even_when_recorded_later(by):
    _pact, ceremony = a_signing(on=DAY)
    leader = a_head_of(members_of(_pact.bloc)[0], rank="Thượng tá", since=date(2010, 1, 1))
    leader.ranks.create(rank=Rank.objects.get(name="Đại tá"), from_on=date(2017, 7, 1))
    seat = minutes.record_attendance(an_attendee(ceremony, name="", leader=leader), by=by)
    assert seat.rank == "Thượng tá"


def test_another_leader_replaces_what_was_frozen(by):
    pact, ceremony = a_signing(on=DAY)
    first, second = members_of(pact.bloc)[:2]
    seat = minutes.record_attendance(an_attendee(ceremony, name="", leader=a_head_of(first)), by=by)
    seat.leader = a_head_of(second, "Lê Văn Cường", rank="Trung tá", post="Phó Trưởng phòng")
    seat.unit = second
    minutes.record_attendance(seat, by=by)
    seat.refresh_from_db()
    assert (seat.rank, seat.name, seat.position) == ("Trung tá", "Lê Văn Cường", "Phó Trưởng phòng")
    assert seat.unit_name == second.name


def test_invited_before_the_day_recorded_on_it(by):
    ceremony = a_ceremony(a_bloc())
    minutes.invite(an_attendee(ceremony), by=by)
    assert last_event().verb == "pacts.invite"
    Ceremony.objects.update(state="live")
    minutes.record_attendance(an_attendee(ceremony), by=by)
    assert last_event().verb == "pacts.record_attendance"


def test_absence_needs_its_reason(by):
    ceremony = a_ceremony(a_bloc())
    seat = an_attendee(ceremony, part="absent")
    assert refused(minutes.record_attendance, seat, by=by) == [_("Say why this person is absent.")]
    seat.reason = "Đi công tác"
    assert minutes.record_attendance(seat, by=by).pk


def test_after_the_close_attendance_and_votes_rest_but_minutes_go_on(by):
    ceremony = a_ceremony(a_bloc(), state="held", held_at=timezone.now())
    closed = [_("The ceremony is closed. The standing body can reopen it with a reason.")]
    assert refused(minutes.record_attendance, an_attendee(ceremony), by=by) == closed
    assert refused(minutes.save_agenda_item, AgendaItem(ceremony=ceremony, title="Chào cờ"), by=by) == closed
    assert refused(actions.edit_ceremony, ceremony, blocs=ceremony.blocs.all(), pacts=[], by=by) == closed
    ceremony.words = "Hội nghị thành công."
    actions.write_minutes(ceremony, by=by)
    minutes.save_direction(Direction(ceremony=ceremony, text="Coi trọng vai trò Khối trưởng."), by=by)
    assert Ceremony.objects.get(pk=ceremony.pk).words == "Hội nghị thành công."
    assert ceremony.directions.count() == 1


def test_votes_are_counted_against_the_members_of_that_day(by):
    ceremony = a_ceremony(a_bloc(3))
    item = AgendaItem(ceremony=ceremony, title="Thông qua giao ước", is_adoption=True, votes_for=3, votes_against=1)
    words = {"cast": 4, "members": 3}
    too_many = _("The votes add up to %(cast)s, but there are %(members)s member units.") % words
    assert refused(minutes.save_agenda_item, item, by=by) == [too_many]
    item.votes_against = 0
    minutes.save_agenda_item(item, by=by)
    assert AgendaItem.objects.values_list("votes_for", "votes_against", "abstentions").get() == (3, 0, None)


def test_before_the_season_the_members_of_its_first_day_vote(by):
    bloc = a_bloc(3)
    bloc.memberships.update(from_on=date(2017, 1, 1), until_on=date(2017, 12, 31))
    ceremony = a_ceremony(bloc, on=date(2016, 12, 20))
    assert minutes.count_members(ceremony) == 3
    item = AgendaItem(ceremony=ceremony, title="Thông qua giao ước", votes_for=3)
    assert minutes.save_agenda_item(item, by=by).pk


def test_one_leader_is_recorded_once(by):
    pact, ceremony = a_signing()
    leader = a_head_of(members_of(pact.bloc)[0])
    seat = minutes.record_attendance(an_attendee(ceremony, name="", leader=leader), by=by)
    twice = _("%(name)s is recorded at this ceremony already.") % {"name": leader.name}
    assert refused(minutes.record_attendance, an_attendee(ceremony, leader=leader), by=by) == [twice]
    seat.part = "directing"
    minutes.record_attendance(seat, by=by)
    assert list(ceremony.attendees.filter(leader=leader).values_list("part", flat=True)) == ["directing"]


def test_a_direction_is_followed_up_once_something_is_done(by):
    ceremony = a_ceremony(a_bloc(), on=DAY)
    direction = minutes.save_direction(Direction(ceremony=ceremony, text="Công bằng", due_on=date(2017, 6, 30)), by=by)
    done = minutes.follow_up(direction, text="Đã triển khai đến 13 đơn vị", on=date(2017, 5, 2), by=by)
    assert (done.follow_up, done.followed_up_on) == ("Đã triển khai đến 13 đơn vị", date(2017, 5, 2))
    early = refused(minutes.follow_up, direction, text="x", on=DAY - timedelta(1), by=by)
    future = refused(minutes.follow_up, direction, text="x", on=timezone.localdate() + timedelta(1), by=by)
    assert (early, future) == ([_("The day cannot be before the ceremony.")], [_("The day cannot be in the future.")])


def test_a_direction_is_not_due_before_it_is_given(by):
    ceremony = a_ceremony(a_bloc(), on=DAY)
    direction = Direction(ceremony=ceremony, text="Công bằng", due_on=date(2017, 1, 1))
    assert refused(minutes.save_direction, direction, by=by) == [_("The day cannot be before the ceremony.")]


def test_contributions_are_exact_and_never_negative(by):
    ceremony = a_ceremony(a_bloc())
    given = Contribution(ceremony=ceremony, amount=Decimal("1.5"), measure="triệu đồng", purpose="Quỹ tình nghĩa")
    minutes.save_contribution(given, by=by)
    assert Contribution.objects.get().amount == Decimal("1.5")
    given.amount = Decimal("-1")
    assert refused(minutes.save_contribution, given, by=by) == [_("The amount cannot be negative.")]


def test_a_line_taken_out_stays_in_the_logbook(by):
    ceremony = a_ceremony(a_bloc())
    seat = minutes.invite(an_attendee(ceremony), by=by)
    minutes.remove(seat, by=by)
    assert ceremony.attendees.count() == 0
    assert last_event().verb == "pacts.remove_attendee"
    assert last_event().facts["facts"]["name"] == "Trần Văn Bình"
