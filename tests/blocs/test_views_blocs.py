"""The registers are kept through pages: what is typed is stored, refused, or shown again."""

import unicodedata
from datetime import date

import pytest
from django.urls import reverse

from blocs.models import Bloc, Duty, Event, Headship, Membership, Role, Season, Unit, User
from tests.make import a_bloc, a_leader, a_unit, a_user, members_of, the_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = a_user(Role.ADMIN)
    client.force_login(user)
    return user


def url(name, *args):
    return reverse(f"blocs:{name}", args=args)


def proposed(form):
    """What a person sends who changes nothing."""
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


# --- the next season -----------------------------------------------------------------------


def test_a_secretary_makes_next_years_bloc_with_one_click(client):
    bloc = a_bloc(units=4, year=2017)
    client.force_login(a_user(Role.SECRETARY, at=bloc))
    form = client.get(url("bloc_renew", bloc.pk)).context["form"]
    answer = client.post(url("bloc_renew", bloc.pk), proposed(form))
    renewed = Bloc.objects.get(previous=bloc)
    assert answer.url == renewed.get_absolute_url()
    assert (renewed.season.slug, members_of(renewed)) == ("2018", members_of(bloc))
    assert client.get(answer.url).status_code == 200


def test_the_proposal_may_be_changed_before(client):
    bloc = a_bloc(units=4, year=2017)
    first, _, _, fourth = members_of(bloc)
    client.force_login(a_user(Role.SECRETARY, at=bloc))
    typed = {"season": "new", "units": [first.pk, fourth.pk], "head": fourth.pk, "deputy": ""}
    client.post(url("bloc_renew", bloc.pk), typed)
    renewed = Bloc.objects.get(previous=bloc)
    assert members_of(renewed) == [first, fourth]
    head = renewed.headships.get(part="head")
    assert (head.unit, head.chosen) == (fourth, "assigned")


def test_a_renewal_that_cannot_stand_is_shown_again(client):
    bloc = a_bloc(units=4, year=2017)
    client.force_login(a_user(Role.SECRETARY, at=bloc))
    first, second = members_of(bloc)[:2]
    answer = client.post(
        url("bloc_renew", bloc.pk), {"season": "new", "units": [first.pk], "head": second.pk, "deputy": ""}
    )
    assert answer.status_code == 200
    assert len(answer.context["form"].non_field_errors()) >= 2
    assert answer.context["form"]["head"].value() == str(second.pk)
    assert (Bloc.objects.count(), Season.objects.count()) == (1, 1)


def test_a_second_click_leads_to_the_bloc_that_was_made(client):
    bloc = a_bloc(units=3, year=2017)
    client.force_login(a_user(Role.SECRETARY, at=bloc))
    typed = proposed(client.get(url("bloc_renew", bloc.pk)).context["form"])
    answers = [client.post(url("bloc_renew", bloc.pk), typed).url for _ in range(2)]
    assert answers[0] == answers[1]
    assert Bloc.objects.filter(previous=bloc).count() == 1


# --- two people, one bloc ------------------------------------------------------------------


def test_two_people_edit_a_bloc_and_the_second_sees_both_values(client, admin):
    bloc = a_bloc(slogan="Cũ")
    typed = proposed(client.get(url("bloc_edit", bloc.pk)).context["form"])
    client.post(url("bloc_edit", bloc.pk), {**typed, "slogan": "Của người thứ nhất"})
    answer = client.post(url("bloc_edit", bloc.pk), {**typed, "slogan": "Của người thứ hai"})
    page = answer.content.decode()
    assert "Của người thứ hai" in page
    assert "Của người thứ nhất" in page
    assert Bloc.objects.get(pk=bloc.pk).slogan == "Của người thứ nhất"
    again = proposed(answer.context["form"])
    assert client.post(url("bloc_edit", bloc.pk), again).status_code == 302
    assert Bloc.objects.get(pk=bloc.pk).slogan == "Của người thứ hai"


# --- what is typed -------------------------------------------------------------------------


def test_decomposed_text_is_stored_composed(client, admin):
    name = "Phòng Cảnh sát điều tra tội phạm về trật tự xã hội"
    client.post(url("unit_add"), {"name": unicodedata.normalize("NFD", name), "precedence": "5"})
    assert Unit.objects.get(name=name).slug == "phong-canh-sat-dieu-tra-toi-pham-ve-trat-tu-xa-hoi"


def test_days_are_day_month_year(client, admin):
    bloc = a_bloc()
    unit = a_unit()
    typed = {"unit": unit.pk, "order": "", "from_on": "05/02/2017", "decision_number": "12/QĐ-CAT"}
    assert client.post(url("membership_add", bloc.pk), typed).status_code == 302
    assert Membership.objects.get(bloc=bloc, unit=unit).from_on == date(2017, 2, 5)


def test_a_day_that_is_none_is_shown_again_as_typed(client, admin):
    bloc = a_bloc()
    answer = client.post(url("membership_add", bloc.pk), {"unit": a_unit().pk, "order": "", "from_on": "31/02/2017"})
    assert answer.context["form"]["from_on"].value() == "31/02/2017"
    assert answer.context["form"].errors["from_on"]
    assert bloc.memberships.count() == 3


def test_legacy_text_is_refused_with_its_likely_reading(client, admin):
    answer = client.post(url("unit_add"), {"name": "Phßng C¶nh s¸t h×nh sù", "precedence": "5"})
    assert "Phòng Cảnh sát hình sự" in answer.content.decode()
    assert not Unit.objects.filter(precedence=5).exists()


def test_an_overlapping_headship_is_refused_on_its_form(client, admin):
    bloc = a_bloc()
    typed = {"part": "head", "unit": members_of(bloc)[1].pk, "chosen": "elected", "from_on": ""}
    answer = client.post(url("headship_add", bloc.pk), typed)
    assert len(answer.context["form"].non_field_errors()) == 1
    typed["from_on"] = "01/07/2017"
    assert client.post(url("headship_add", bloc.pk), typed).status_code == 302
    assert Headship.objects.filter(bloc=bloc, part="head").count() == 2


def test_a_unit_leaves_on_its_page(client, admin):
    bloc = a_bloc()
    row = bloc.memberships.last()
    client.post(url("membership_leave", row.pk), {"revision": row.revision, "on": "30/6/2017", "note": "Giải thể"})
    row.refresh_from_db()
    assert (row.until_on, row.note) == (date(2017, 6, 30), "Giải thể")


def test_the_story_of_a_unit_is_told_on_its_page(client, admin):
    unit, other = a_unit("Phòng A"), a_unit("Phòng C")
    client.post(
        url("unit_rename", unit.pk),
        {"revision": 1, "name": "Phòng B", "on": "07/08/2018", "decision_number": "9/QĐ"},
    )
    client.post(url("unit_merge", unit.pk), {"units": [other.pk], "on": "01/01/2020"})
    page = client.get(url("unit_detail", unit.pk)).content.decode()
    for words in ("Phòng A", "06/08/2018", "Phòng C", "01/01/2020", "9/QĐ"):
        assert words in page


def test_a_unit_is_split_into_a_new_and_an_existing_one(client, admin):
    unit, part = a_unit("Phòng chung"), a_unit("Phòng có sẵn")
    client.post(url("unit_end", unit.pk), {"successors": [part.pk], "new_names": "Phòng mới", "on": "01/01/2020"})
    assert {row.after.name for row in unit.successions.all()} == {"Phòng có sẵn", "Phòng mới"}
    assert {row.kind for row in unit.successions.all()} == {"split"}


# --- people --------------------------------------------------------------------------------


def test_a_duty_is_given_ended_and_stood_in_for(client, admin):
    bloc, user, deputy = a_bloc(), a_user(), a_user()
    client.post(url("duty_add", user.pk), {"role": "secretary", "bloc": bloc.pk, "note": "Quyết định 7"})
    duty = Duty.objects.get(user=user)
    days = {"from_on": "01/07/2026", "until_on": "09/07/2026"}
    client.post(url("duty_stand_in", duty.pk), {"user": deputy.pk, **days})
    assert Duty.objects.get(user=deputy).acting_for == duty
    client.post(url("duty_end", duty.pk), {"revision": duty.revision, "on": "31/12/2026"})
    duty.refresh_from_db()
    assert duty.until_on == date(2026, 12, 31)
    verbs = list(Event.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["blocs.give_duty", "blocs.stand_in", "blocs.end_duty"]


def test_a_duty_at_the_wrong_kind_of_place_is_refused(client, admin):
    user = a_user()
    answer = client.post(url("duty_add", user.pk), {"role": "secretary", "unit": a_unit().pk})
    assert answer.context["form"].non_field_errors()
    assert user.duties.count() == 0


def test_users_are_found_without_accents(client, admin):
    a_user(name="Trần Minh Thùy")
    assert "Trần Minh Thùy" in client.get(url("user_list"), {"q": "tran minh thuy"}).content.decode()
    assert "Trần Minh Thùy" not in client.get(url("user_list"), {"q": "le van"}).content.decode()


def test_a_leader_is_registered_promoted_and_appointed(client, admin):
    unit = a_unit("Phòng Tham mưu")
    client.post(url("leader_add"), {"name": "Lê Thị Bình"})
    leader = a_leader().__class__.objects.get(slug="le-thi-binh")
    from blocs.models import Rank

    client.post(url("leader_promote", leader.pk), {"rank": Rank.objects.get(slug="dai-ta").pk, "on": "02/09/2016"})
    post = {"kind": "office", "name": "Trưởng phòng", "unit": unit.pk, "heads_unit": "on", "from_on": "1/1/2017"}
    client.post(url("leader_appoint", leader.pk), post)
    page = client.get(leader.get_absolute_url()).content.decode()
    for words in ("Đại tá", "02/09/2016", "Trưởng phòng", "Phòng Tham mưu"):
        assert words in page
    assert "Lê Thị Bình" in client.get(url("unit_detail", unit.pk)).content.decode()


# --- publicity -----------------------------------------------------------------------------


def test_the_standing_body_publishes_and_withdraws_with_a_reason(client):
    bloc = a_bloc()
    cast = the_cast(bloc)
    client.force_login(cast["standing"])
    client.post(url("bloc_release", bloc.pk), {"level": "public", "revision": 1})
    without = client.post(url("bloc_release", bloc.pk), {"level": "withdrawn", "revision": 2, "reason": ""})
    assert without.context["form"].non_field_errors()
    client.post(url("bloc_release", bloc.pk), {"level": "withdrawn", "revision": 2, "reason": "Sai tên đơn vị"})
    bloc.refresh_from_db()
    assert (bloc.release, bloc.withdrawn_reason) == ("withdrawn", "Sai tên đơn vị")


def test_the_login_is_no_edit_of_the_account():
    user = a_user()
    user.last_login = "2026-01-01T00:00:00+07:00"
    before = user.history.count()
    user.save(update_fields=["last_login"])
    assert (User.objects.get(pk=user.pk).revision, user.history.count()) == (1, before)
