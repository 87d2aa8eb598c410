"""The admin keeps registers: by duty, found without accents, every change logged, nothing sealed editable."""

import re
import unicodedata
from datetime import date

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from blocs.admin_base import Group
from blocs.models import Duty, Event, Leader, Level, Role, Season, Series, Unit, User
from tests.make import a_bloc, a_leader, a_pact, a_series, a_unit, a_user, members_of, the_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    user = a_user(Role.ADMIN)
    client.force_login(user)
    return user


def url(model, page="changelist", *args):
    return reverse(f"admin:blocs_{model}_{page}", args=args)


def sent(answer):
    """Everything the change page would send, as it stands."""
    page = answer.context["adminform"].form
    data = {name: page[name].value() for name in page.fields if page[name].value() is not None}
    for wrapped in answer.context["inline_admin_formsets"]:
        formset = wrapped.formset
        for form in [formset.management_form, *formset.forms]:
            for name in form.fields:
                value = form[name].value()
                if value is not None and name != "DELETE":
                    data[form.add_prefix(name)] = getattr(value, "pk", value)
    return {name: value for name, value in data.items() if value is not False}


# --- who -----------------------------------------------------------------------------------


def test_only_administrators_by_duty_enter(client):
    cast = the_cast(a_bloc())
    answers = {}
    for role, user in cast.items():
        client.force_login(user)
        answers[role] = client.get(url("unit")).status_code
    assert answers.pop("admin") == 200
    assert set(answers.values()) == {302}


def test_djangos_staff_flag_opens_nothing(client):
    client.force_login(a_user(is_staff=True))
    assert client.get(reverse("admin:index")).status_code == 302


def test_the_front_page_is_grouped_by_the_work(client, keeper):
    names = [app["name"] for app in client.get(reverse("admin:index")).context["app_list"]]
    assert names == [str(name) for name in Group.ORDER]
    assert names[:2] == ["Danh mục", "Năm thi đua"]
    assert names[-2:] == ["Người dùng", "Nhật ký"]


def test_no_floor_of_the_code_has_a_page_of_its_own(client, keeper):
    answer = client.get(reverse("admin:app_list", args=["blocs"]))
    assert (answer.status_code, answer.url) == (302, reverse("admin:index"))


# --- find ----------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["tran minh thuy", "Trần Minh Thùy", "thuy tran", "TRẦN"])
def test_people_are_found_with_and_without_accents(client, keeper, typed):
    a_leader("Trần Minh Thùy")
    a_user(name="Trần Minh Thùy")
    a_leader("Lê Văn Hai")
    for model in ("leader", "user"):
        rows = client.get(url(model), {"q": typed}).context["cl"].result_list
        assert [str(row) for row in rows] == ["Trần Minh Thùy"]


def test_autocompletes_find_without_accents(client, keeper):
    unit = a_unit("Phòng Cảnh sát hình sự")
    asked = {"term": "hinh su", "app_label": "blocs", "model_name": "membership", "field_name": "unit"}
    found = client.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert found == [{"id": str(unit.pk), "text": "Phòng Cảnh sát hình sự"}]


# --- write ---------------------------------------------------------------------------------


def test_a_day_is_day_month_year(client, keeper):
    typed = {"name": "Năm học 2025-2026", "slug": "", "kind": "school_year"}
    client.post(url("season", "add"), {**typed, "starts_on": "05/02/2017", "ends_on": "04/02/2018"})
    season = Season.objects.get()
    assert (season.starts_on, season.slug) == (date(2017, 2, 5), "2025-2026")
    assert season.phases.count() == 7
    assert 'value="05/02/2017"' in client.get(url("season", "change", season.pk)).content.decode()


def test_every_change_is_a_line_with_old_and_new(client, keeper):
    level = Level.objects.create(name="Cấp phòng", order=2)
    client.post(url("level", "change", level.pk), {"name": "Cấp phòng ban", "order": "2"})
    client.post(url("level", "delete", level.pk), {"reason": "Ghi nhầm"})
    lines = [(line.verb, line.by, line.facts.get("changed")) for line in Event.objects.order_by("number")]
    assert lines == [
        ("blocs.change_level", str(keeper), {"name": ["Cấp phòng", "Cấp phòng ban"]}),
        ("blocs.delete_level", str(keeper), None),
    ]


def test_decomposed_text_is_stored_composed(client, keeper):
    client.post(url("level", "add"), {"name": unicodedata.normalize("NFD", "Cấp huyện"), "order": "3"})
    assert Level.objects.get().name == "Cấp huyện"


def test_a_bulk_deletion_logs_each_row(client, keeper):
    rows = [Level.objects.create(name=f"Cấp {n}", order=n) for n in (1, 2)]
    picked = {"action": "delete_selected", "_selected_action": [row.pk for row in rows], "reason": "Ghi nhầm"}
    client.post(url("level"), picked)
    assert {line.facts["reason"] for line in Event.objects.all()} == {"Ghi nhầm"}
    assert (Level.objects.count(), Event.objects.filter(verb="blocs.delete_level").count()) == (0, 2)


def test_parts_of_a_row_are_logged_too(client, keeper):
    bloc = a_bloc(units=2)
    Season.objects.update(starts_on=date(2990, 1, 1), ends_on=date(2990, 12, 31))
    change = url("bloc", "change", bloc.pk)
    typed = sent(client.get(change))
    unit = a_unit("Phòng thứ ba")
    typed |= {"memberships-TOTAL_FORMS": 3, "memberships-2-unit": unit.pk, "memberships-2-order": 3}
    typed |= {"memberships-2-bloc": bloc.pk, "memberships-1-note": "Ghi chú mới"}
    answer = client.post(change, typed)
    assert answer.status_code == 302
    assert members_of(bloc)[2] == unit
    assert set(Event.objects.values_list("verb", flat=True)) == {"blocs.admit", "blocs.change_membership"}


def test_two_people_edit_a_unit_and_the_second_sees_both_values(client, keeper):
    unit = a_unit("Phòng A")
    change = url("unit", "change", unit.pk)
    typed = sent(client.get(change))
    assert client.post(change, {**typed, "name": "Của người thứ nhất"}).status_code == 302
    answer = client.post(change, {**typed, "name": "Của người thứ hai"})
    page = answer.content.decode()
    assert "Của người thứ nhất" in page
    assert "Của người thứ hai" in page
    assert Unit.objects.get(pk=unit.pk).name == "Của người thứ nhất"
    assert client.post(change, {**sent(answer), "name": "Của người thứ hai"}).status_code == 302
    assert Unit.objects.get(pk=unit.pk).name == "Của người thứ hai"


def test_a_used_unit_is_not_deleted_and_the_page_says_where_it_is_used(client, keeper):
    bloc = a_bloc()
    unit = members_of(bloc)[0]
    picked = {"action": "delete_selected", "_selected_action": [unit.pk], "reason": "Thử xóa"}
    answers = [
        client.get(url("unit", "delete", unit.pk)),
        client.post(url("unit", "delete", unit.pk), {"reason": "Thử xóa"}),
        client.post(url("unit"), picked),
    ]
    for answer in answers:
        page = answer.content.decode()
        assert 'data-testid="in-use"' in page
        assert reverse("blocs:unit_end", args=[unit.pk]) in page
        assert bloc.name in page
    assert Unit.objects.filter(pk=unit.pk).exists()
    assert Event.objects.count() == 0


def test_a_taken_address_is_refused_on_the_form(client, keeper):
    series = a_series(slug="khoi-cu")
    typed = {"organiser": series.organiser.pk, "name": "Khối khác", "slug": "khoi-cu", "task": ""}
    answer = client.post(url("series", "add"), {**typed, **empty_parts("former_addresses")})
    assert answer.context["adminform"].form.errors["slug"]
    assert Series.objects.count() == 1


def empty_parts(*prefixes):
    return {f"{prefix}-{name}_FORMS": 0 for prefix in prefixes for name in ("TOTAL", "INITIAL")}


def test_a_leader_gets_an_address_from_its_name(client, keeper):
    typed = {"name": "Nguyễn Văn Bảy", "slug": "", **empty_parts("ranks", "posts")}
    client.post(url("leader", "add"), typed)
    assert Leader.objects.get().slug == "nguyen-van-bay"


# --- users ---------------------------------------------------------------------------------


def test_a_users_page_shows_no_password_and_no_flags(client, keeper):
    user = a_user()
    page = client.get(url("user", "change", user.pk)).content.decode()
    assert user.password not in page
    for name in ("is_superuser", "is_staff", "groups", "user_permissions", "password"):
        assert f'name="{name}"' not in page


def test_posting_flags_makes_nobody_a_superuser(client, keeper):
    user = a_user()
    change = url("user", "change", user.pk)
    client.post(change, {**sent(client.get(change)), "name": "Tên mới", "is_superuser": "on", "is_staff": "on"})
    user = User.objects.get(pk=user.pk)
    assert (user.name, user.is_superuser, user.is_staff) == ("Tên mới", False, False)


def test_accounts_are_not_added_here(client, keeper):
    assert client.get(url("user", "add")).status_code == 403


def test_a_duty_is_given_on_the_users_page(client, keeper):
    user, bloc = a_user(), a_bloc()
    change = url("user", "change", user.pk)
    typed = sent(client.get(change))
    typed |= {"duties-TOTAL_FORMS": 1, "duties-0-user": user.pk, "duties-0-role": "secretary", "duties-0-bloc": bloc.pk}
    client.post(change, typed)
    assert Duty.objects.get(user=user).bloc == bloc
    assert Event.objects.get().verb == "blocs.give_duty"


# --- the logbook and history ---------------------------------------------------------------


def test_the_logbook_cannot_be_changed(client, keeper):
    line = Event.record("blocs.test", a_unit(), by=keeper)
    answers = [
        client.post(url("event", "change", line.pk), {"object_name": "khác"}).status_code,
        client.post(url("event", "delete", line.pk), {"post": "yes"}).status_code,
        client.post(url("event", "add"), {"verb": "x"}).status_code,
    ]
    assert answers == [403, 403, 403]
    client.post(url("event"), {"action": "delete_selected", "_selected_action": [line.pk], "reason": "x"})
    assert Event.objects.get().object_name == line.object_name
    assert client.get(url("event", "change", line.pk)).status_code == 200


def test_history_shows_old_and_new_and_puts_nothing_back(client, keeper):
    unit = a_unit("Tên đầu")
    unit.name = "Tên sau"
    unit.save()
    page = client.get(url("unit", "history", unit.pk)).content.decode()
    assert "Tên đầu → Tên sau" in page
    first = unit.history.last()
    back = reverse("admin:blocs_unit_simple_history", args=[unit.pk, first.pk])
    assert client.get(back).status_code == 200
    assert client.post(back, {"name": "Tên đầu"}).status_code == 403
    assert Unit.objects.get(pk=unit.pk).name == "Tên sau"


def test_a_register_without_kept_fields_shows_its_lines_of_the_logbook(client, keeper):
    level = Level.objects.create(name="Cấp phòng", order=2)
    client.post(url("level", "change", level.pk), {"name": "Cấp ban", "order": "2"})
    assert "Cấp phòng → Cấp ban" in client.get(url("level", "history", level.pk)).content.decode()


# --- every page ----------------------------------------------------------------------------

OURS = [model for model in admin.site._registry if model._meta.app_label == "blocs"]
ENGLISH = re.compile(
    r"\b(Add|Change|Delete|Save|History|Home|Search|Select|View|Please|Close|Show|Hide|Filter|Date|Today|Now|Go|"
    r"results?|entries|Lookup|Currently|Clear|Remove|Yes|No|Unknown|None|Actions?|Run|the|this|and|of)\b"
)


def words_shown(html: str) -> str:
    """The text of a page without what belongs to people, addresses and scripts."""
    html = re.sub(r"(?s)<(script|style|template).*?</\1>", " ", html)
    return " ".join(re.findall(r">([^<>]+)<", html))


def a_row_of(model):
    return model._default_manager.first()


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_pages_are_vietnamese_and_without_inline_code(client, keeper, model):
    bloc = a_bloc()
    a_leader()
    Level.objects.create(name="Cấp phòng")
    Event.record("blocs.test", bloc, by=keeper)
    name, row = model._meta.model_name, a_row_of(model)
    pages = [url(name), url(name, "add")] + ([url(name, "change", row.pk), url(name, "history", row.pk)] if row else [])
    for address in pages:
        answer = client.get(address)
        if answer.status_code == 403:
            continue
        html = answer.content.decode()
        assert answer.status_code == 200
        assert not re.search(r"\son[a-z]+=|\sstyle=|<style|<script(?![^>]*\ssrc=)[^>]*>\s*\S", html), address
        assert ENGLISH.findall(words_shown(html)) == [], address


def test_the_last_administrator_locks_nobody_out(client, keeper):
    change = url("user", "change", keeper.pk)
    typed = sent(client.get(change))
    client.post(change, {name: value for name, value in typed.items() if name != "is_active"})
    client.post(change, {**typed, "duties-0-DELETE": "on"})
    client.post(change, {**typed, "duties-0-until_on": "01/01/2030"})
    client.post(url("duty", "delete", keeper.duties.get().pk), {"reason": "x"})
    client.post(url("user"), {"action": "close_chosen", "_selected_action": [keeper.pk], "reason": "x"})
    keeper = User.objects.get(pk=keeper.pk)
    assert (keeper.is_active, keeper.is_admin, keeper.duties.get().until_on) == (True, True, None)
    assert Event.objects.count() == 0


def test_an_account_that_did_something_is_closed_not_deleted(client, keeper):
    idle, busy = a_user(), a_user()
    Event.record("blocs.test", "", by=busy)
    answers = [client.post(url("user", "delete", user.pk), {"reason": "x"}).status_code for user in (idle, busy)]
    assert answers == [302, 403]
    assert set(User.objects.all()) == {keeper, busy}


def test_a_member_with_its_own_target_in_a_pact_is_not_deleted(client, keeper):
    bloc = a_bloc(units=2)
    pact = a_pact(bloc)
    membership = bloc.memberships.first()
    pact.pledges.get().own_targets.create(membership=membership, target=95)
    change = url("bloc", "change", bloc.pk)
    client.post(change, {**sent(client.get(change)), "memberships-0-DELETE": "on"})
    assert bloc.memberships.count() == 2
    free = a_bloc(units=2)
    change = url("bloc", "change", free.pk)
    client.post(change, {**sent(client.get(change)), "memberships-0-DELETE": "on"})
    assert free.memberships.count() == 1


def test_who_belongs_to_a_bloc_with_a_pact_is_neither_deleted_nor_exchanged(client, keeper):
    bloc, other = a_bloc(units=2), a_unit("Đơn vị khác")
    a_pact(bloc, state="sealed", sealed_at=timezone.now(), digest="0" * 64)
    before = list(bloc.memberships.values_list("pk", "unit"))
    change = url("bloc", "change", bloc.pk)
    for typed in ({"memberships-0-DELETE": "on"}, {"memberships-0-unit": other.pk}):
        answer = client.post(change, {**sent(client.get(change)), **typed}, follow=True)
        assert [message.level_tag for message in answer.context["messages"]] == ["error"], typed
        assert list(bloc.memberships.values_list("pk", "unit")) == before


def test_the_admins_scripts_speak_vietnamese(client, keeper):
    words = client.get(reverse("admin:jsi18n")).content.decode()
    for said in ("Th\\u1ee9 Hai", "Ch\\u1ecdn t\\u1ea5t c\\u1ea3 %s"):
        assert said in words
