"""ADM-1: what is safe from a slip, what a joining unit asks for, who may do what, how many questions a list asks."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from rules.permissions import permissions

from blocs.admin_roles import rows
from blocs.admin_search import found_in
from blocs.logic.roles import KNOWN, VERBS, Grant, grants
from blocs.models import Duty, Event, Leader, Level, Movement, Notice, Role, Season, Unit, User
from pacts.models import Pact, PactTemplate
from reports.models import Directive, Omission, Reminder, RowNote, WallScreen
from tests.make import a_bloc, a_leader, a_pact, a_unit, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    user = a_user(Role.ADMIN)
    client.force_login(user)
    return user


def at(model, page: str = "changelist", *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


# --- what is sealed or logged ---------------------------------------------------------------


def test_adm_1_ac_2_a_sealed_pact_cannot_be_deleted_by_page_action_or_post(client, keeper):
    pact = a_pact(a_bloc(), state="sealed", sealed_at=timezone.now(), digest="0" * 64)
    listed = client.get(at(Pact)).content.decode()
    picked = {"action": "delete_selected", "_selected_action": [pact.pk], "reason": "Thử"}
    client.post(at(Pact), picked)
    statuses = [
        client.get(at(Pact, "delete", pact.pk)).status_code,
        client.post(at(Pact, "delete", pact.pk)).status_code,
    ]
    assert "delete_selected" not in listed
    assert statuses == [403, 403]
    assert Pact.objects.filter(pk=pact.pk).exists()


def test_adm_1_ac_2_a_line_of_the_logbook_cannot_be_deleted_by_page_action_or_post(client, keeper):
    line = Event.record("blocs.test", a_unit(), by=keeper)
    picked = {"action": "delete_selected", "_selected_action": [line.pk], "reason": "Thử"}
    client.post(at(Event), picked)
    statuses = [
        client.get(at(Event, "delete", line.pk)).status_code,
        client.post(at(Event, "delete", line.pk)).status_code,
    ]
    assert "delete_selected" not in client.get(at(Event)).content.decode()
    assert statuses == [403, 403]
    assert Event.objects.filter(pk=line.pk).exists()


@pytest.mark.parametrize("model", [Directive, RowNote, Omission, Reminder, WallScreen, Notice])
def test_words_between_people_are_looked_at_only(client, keeper, model):
    register = admin.site._registry[model]
    request = client.get(at(model)).wsgi_request
    may = [register.has_add_permission(request), register.has_change_permission(request)]
    assert [*may, register.has_delete_permission(request)] == [False, False, False]
    assert client.post(at(model, "add"), {}).status_code == 403


def test_a_message_is_read_by_nobody_but_its_reader(client, keeper):
    notice = Notice.objects.create(user=a_user(), kind="comment", about="x:1", title="Lời riêng", url="/rieng/")
    pages = [at(Notice), at(Notice, "change", notice.pk), at(Notice, "history", notice.pk)]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200
        assert "Lời riêng" not in answer.content.decode()


def test_preferences_and_the_keys_of_wall_screens_are_shown_to_nobody(client, keeper):
    assert not any(model._meta.model_name == "preference" for model in admin.site._registry)
    screen = WallScreen.objects.create(bloc=a_bloc(), place_name="Phòng họp", until_on=date(2030, 1, 1), made_by=keeper)
    for page in (at(WallScreen), at(WallScreen, "change", screen.pk)):
        assert screen.token not in client.get(page).content.decode()


# --- a reason first -------------------------------------------------------------------------


def test_a_deletion_asks_for_a_reason_and_logs_it(client, keeper):
    level = Level.objects.create(name="Cấp phòng", order=2)
    for posted in ({"post": "yes"}, {"reason": "  "}):
        answer = client.post(at(Level, "delete", level.pk), posted)
        assert answer.status_code == 200
        assert 'name="reason"' in answer.content.decode()
    assert Level.objects.count() == 1
    assert client.post(at(Level, "delete", level.pk), {"reason": "Ghi nhầm"}).status_code == 302
    assert Level.objects.count() == 0
    assert Event.objects.get().facts["reason"] == "Ghi nhầm"


def test_of_several_rows_those_in_use_stay_and_say_where(client, keeper):
    used, free = a_unit("Đơn vị đang dùng"), a_unit("Đơn vị ghi nhầm")
    a_user(Role.REPORTER, at=used)
    picked = {"action": "delete_selected", "_selected_action": [used.pk, free.pk]}
    page = client.post(at(Unit), picked).content.decode()
    assert reverse("blocs:unit_end", args=[used.pk]) in page
    client.post(at(Unit), {**picked, "reason": "Ghi nhầm"})
    assert list(Unit.objects.filter(pk__in=[used.pk, free.pk])) == [used]


def test_duties_end_together_on_a_day_with_the_reason(client, keeper):
    unit = a_unit()
    duties = [a_user(Role.REPORTER, at=unit).duties.get() for _n in range(2)]
    picked = {"action": "end_chosen", "_selected_action": [duty.pk for duty in duties]}
    asked = client.post(at(Duty), picked)
    assert 'name="on"' in asked.content.decode()
    client.post(at(Duty), {**picked, "reason": "Chuyển công tác", "on": "05/02/2030"})
    assert set(Duty.objects.filter(unit=unit).values_list("until_on", "note")) == {
        (date(2030, 2, 5), "Chuyển công tác")
    }
    assert Event.objects.filter(verb="blocs.end_duty").count() == 2


def test_accounts_are_closed_with_a_reason(client, keeper):
    user = a_user()
    client.post(at(User), {"action": "close_chosen", "_selected_action": [user.pk], "reason": "Nghỉ hưu"})
    assert User.objects.get(pk=user.pk).is_active is False
    assert Event.objects.get().facts["reason"] == "Nghỉ hưu"


def test_in_use_offers_the_end_of_the_use_on_a_day(client, keeper):
    unit = a_unit()
    a_user(Role.REPORTER, at=unit)
    page = client.get(at(Unit, "delete", unit.pk)).content.decode()
    assert f'href="{reverse("blocs:unit_end", args=[unit.pk])}"' in page
    assert client.get(reverse("blocs:unit_end", args=[unit.pk])).status_code == 200


# --- finding --------------------------------------------------------------------------------


def test_adm_1_ac_3_people_are_found_without_accents(client, keeper):
    a_leader("Trần Minh Thùy")
    a_leader("Lê Văn Hai")
    found = client.get(at(Leader), {"q": "tran minh thuy"}).context["cl"].result_list
    assert [str(row) for row in found] == ["Trần Minh Thùy"]


@pytest.mark.parametrize("typed", ["vi an ninh", "Vì An ninh", "AN NINH TO QUOC", "quoc vi"])
def test_adm_1_ac_3_registers_without_a_folded_column_are_found_without_accents_too(client, keeper, typed):
    Movement.objects.create(name="Vì An ninh Tổ quốc")
    Movement.objects.create(name="Đền ơn đáp nghĩa")
    PactTemplate.objects.create(name="Mẫu khối 100%", content={})
    assert client.get(at(Movement), {"q": typed}).context["cl"].result_count == 1
    assert client.get(at(Movement), {"q": "den on"}).context["cl"].result_count == 1
    assert client.get(at(PactTemplate), {"q": "100%"}).context["cl"].result_count == 1


def test_every_vietnamese_letter_is_folded_alike_by_the_database():
    letters = "ăắằẳẵặâấầẩẫậđêếềểễệôốồổỗộơớờởỡợưứừửữựýỳỷỹỵíìỉĩị"
    Movement.objects.create(name=f"X{letters}X{letters.upper()}X")
    plain = "aaaaaaaaaaaadeeeeeeoooooooooooouuuuuuyyyyyiiiii"
    assert found_in(Movement.objects.all(), ["name"], [f"x{plain}x{plain}x"]).count() == 1


# --- days -----------------------------------------------------------------------------------


def test_adm_1_ac_4_a_day_is_read_and_shown_day_first(client, keeper):
    typed = {"name": "Năm 2017", "slug": "", "kind": "year", "starts_on": "05/02/2017", "ends_on": "04/02/2018"}
    client.post(at(Season, "add"), typed)
    season = Season.objects.get()
    assert season.starts_on == date(2017, 2, 5)
    assert 'value="05/02/2017"' in client.get(at(Season, "change", season.pk)).content.decode()
    wrong = client.post(at(Season, "add"), {**typed, "name": "Năm khác", "starts_on": "2/13/2017"})
    assert wrong.context["adminform"].form.errors["starts_on"]


# --- lists ----------------------------------------------------------------------------------


def test_adm_1_ac_5_no_list_asks_more_than_30_questions_however_many_rows(client, keeper):
    """The lists that grow fastest, with 1 and with 60 rows."""
    counts = {}
    for rows_made in (1, 60):
        for n in range(rows_made):
            unit = a_unit(f"Đơn vị {rows_made}-{n}")
            a_user(Role.REPORTER, at=unit)
            Event.record("blocs.test", unit, by=keeper)
            a_leader(f"Nguyễn Văn {n}")
        for model in (Unit, User, Duty, Event, Leader):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(at(model)).status_code == 200
            counts.setdefault(model, []).append(len(asked))
    assert all(many <= 30 and many <= few + 1 for few, many in counts.values()), counts


# --- a unit joins in mid-season ---------------------------------------------------------------


@pytest.fixture
def running():
    bloc = a_bloc(units=13)
    today = timezone.localdate()
    Season.objects.update(starts_on=today - timedelta(days=100), ends_on=today + timedelta(days=100))
    bloc.season.refresh_from_db()
    return bloc


def test_adm_1_ac_6_a_14th_unit_asks_for_its_first_day_and_shows_what_follows(client, keeper, running):
    a_pact(running, state="sealed", sealed_at=timezone.now(), digest="0" * 64)
    unit, join = a_unit("Đơn vị thứ mười bốn"), reverse("admin:blocs_bloc_join", args=[running.pk])
    assert join in client.get(reverse("admin:blocs_bloc_change", args=[running.pk])).content.decode()
    without = client.post(join, {"unit": unit.pk, "decision_number": "12/QĐ", "note": "Thành lập mới"})
    assert without.context["form"].errors["from_on"]
    first_day = timezone.localdate()
    typed = {"unit": unit.pk, "from_on": f"{first_day:%d/%m/%Y}", "decision_number": "12/QĐ", "note": "Thành lập mới"}
    shown = client.post(join, typed)
    assert len(shown.context["effects"]) >= 4
    assert "14" in shown.context["effects"][0]
    assert running.memberships.count() == 13
    assert client.post(join, {**typed, "confirm": "yes"}).status_code == 302
    row = running.memberships.get(unit=unit)
    assert (row.from_on, row.order, row.note) == (first_day, 14, "Thành lập mới")
    assert Event.objects.get(verb="blocs.admit").facts["facts"]["note"] == "Thành lập mới"


def test_adm_1_ac_6_neither_a_day_outside_the_season_nor_a_member_twice(client, keeper, running):
    join = reverse("admin:blocs_bloc_join", args=[running.pk])
    typed = {"decision_number": "12/QĐ", "note": "x", "confirm": "yes"}
    member = running.memberships.first().unit
    wrong = client.post(join, {**typed, "unit": member.pk, "from_on": "05/02/1999"})
    assert set(wrong.context["form"].errors) == {"unit", "from_on"}
    assert running.memberships.count() == 13


def test_adm_1_ac_6_no_row_is_slipped_in_beside_that_page(client, keeper, running):
    change = reverse("admin:blocs_bloc_change", args=[running.pk])
    assert client.get(change).context["inline_admin_formsets"][0].formset.max_num == 0


def test_only_administrators_let_a_unit_join(client, running):
    client.force_login(a_user(Role.SECRETARY, at=running))
    assert client.get(reverse("admin:blocs_bloc_join", args=[running.pk])).status_code == 302


# --- who may do what -------------------------------------------------------------------------


def test_adm_1_ac_7_the_matrix_is_read_off_the_rules(client, keeper):
    page = client.get(reverse("admin:roles")).content.decode()
    shown = {row["name"]: dict(zip(Role.values, row["cells"], strict=True)) for row in rows()}
    assert set(shown) == set(permissions)
    assert shown["pacts.sign"]["commander"].startswith("●")
    assert [role for role, cell in shown["pacts.sign"].items() if cell] == ["commander"]
    assert shown["blocs.manage"]["admin"] == "●"
    assert all(f'data-testid="{name}"' in page for name in permissions)
    assert f'href="{reverse("admin:roles_csv")}"' in page
    assert f'href="{reverse("admin:roles")}"' in client.get(reverse("admin:index")).content.decode()


def test_adm_1_ac_7_no_rule_is_without_its_words():
    assert [name for name in permissions if name not in VERBS] == []
    assert all(grants(rule.name) for rule in permissions.values())


def test_adm_1_ac_7_the_matrix_goes_out_as_a_file_that_excel_opens(client, keeper):
    answer = client.get(reverse("admin:roles_csv"))
    text = answer.content.decode()
    lines = list(csv.reader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert text.startswith("\ufeff")
    assert len(lines) == len(permissions) + 1
    assert {len(line) for line in lines} == {len(Role.values) + 2}


def test_a_rule_reads_as_its_sentence(monkeypatch):
    monkeypatch.setitem(KNOWN, "a", [Grant("admin"), Grant("secretary", "khối")])
    monkeypatch.setitem(KNOWN, "b", [Grant("admin", "đơn vị"), Grant("reporter")])
    monkeypatch.setitem(__import__("blocs.logic.roles", fromlist=["x"]).CONDITIONS, "c", "không phải của mình")
    assert grants("(a | b)") == [Grant("admin"), Grant("secretary", "khối"), Grant("reporter")]
    assert grants("(a & c)")[1] == Grant("secretary", "khối", ("không phải của mình",))
    for unknown in ("z", "(a & z)", "~a"):
        with pytest.raises(KeyError):
            grants(unknown)


def test_only_administrators_read_the_matrix(client):
    client.force_login(a_user(Role.STANDING, at=a_unit()))
    assert {client.get(reverse(f"admin:{name}")).status_code for name in ("roles", "roles_csv")} == {302}
