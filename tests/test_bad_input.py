"""Wrong dates, wrong numbers, foreign text, late and double presses through the real forms.

Each gets its sentence, loses nothing that was typed, and writes nothing by half.
"""

import html
import json
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from blocs.forms import fields as house
from blocs.forms.base import HouseForm, HouseModelForm
from blocs.models import Event, Leader, Role
from pacts.models import Pledge, Signature
from reports.models import Figure, Report
from tests import make
from tests.reports.desks import a_desk

pytestmark = pytest.mark.django_db
VECTORS = Path(__file__).parent / "data/vectors"
DAYS = json.loads((VECTORS / "dates.json").read_text(encoding="utf-8"))["days"]
NUMBERS = json.loads((VECTORS / "numbers.json").read_text(encoding="utf-8"))["rows"]
MOST_DIGITS = 13  # before the comma: a figure keeps 15 with its decimals
NAME = "Nguyễn Văn Hiệu"


@pytest.fixture
def admin(client):
    client.force_login(make.a_user(Role.ADMIN))
    return client


# --- dates (the table of screens, 1.5) -------------------------------------------------------


def a_membership_door():
    row = make.a_bloc().memberships.first()
    words = {"unit": row.unit_id, "order": 1, "note": "Theo quyết định 12", "revision": row.revision}
    return reverse("blocs:membership_edit", args=[row.pk]), words, "from_on", row


def a_ceremony_door():
    bloc = make.a_bloc()
    row = make.a_ceremony(bloc)
    words = {"kind": "signing", "title": "Lễ ký", "precision": "day", "blocs": [bloc.pk], "revision": row.revision}
    return reverse("pacts:ceremony_edit", args=[row.pk]), words | {"place_name": "Hội trường lớn"}, "on", row


def an_honour_door():
    bloc = make.a_bloc()
    row = bloc.honours.create(title=make.a_title(), status="proposed", unit=make.members_of(bloc)[0])
    words = {"title": row.title_id, "unit": row.unit_id, "revision": row.revision}
    return reverse("reports:honour_edit", args=[row.pk]), words | {"decision_number": "12/QĐ-BCA"}, "decided_on", row


@pytest.mark.parametrize("door", [a_membership_door, a_ceremony_door, an_honour_door])
@pytest.mark.parametrize("day", [day for day in DAYS if day["raw"]], ids=lambda day: day["raw"])
def test_a_day_is_read_as_the_table_says(admin, door, day):
    address, words, field, row = door()
    before, lines = getattr(row, field), Event.objects.count()
    page = admin.post(address, words | {field: day["raw"]})
    row.refresh_from_db()
    if day["value"].startswith("err"):
        assert (page.status_code, list(page.context["form"].errors)) == (200, [field])
        assert (getattr(row, field), Event.objects.count()) == (before, lines)
        shown = html.unescape(page.content.decode())
        assert day["raw"] in shown and all(text in shown for text in words.values() if isinstance(text, str))
    else:
        assert page.status_code == 302, page.context["form"].errors
        assert getattr(row, field) == date.fromisoformat(day["value"])


# --- numbers (the table of screens, 2.6) -----------------------------------------------------

KINDS = {"percent": {"kind": "at_least", "measure": "%"}, "count": {"kind": "count", "measure": "mô hình", "target": 5}}


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_is_read_as_the_table_says(client, kind):
    desk = a_desk(pledges=len(NUMBERS), **KINDS[kind])
    client.force_login(desk.reporter)
    address = f"{reverse('reports:figure_entry')}?ky={desk.reporting.pk}&don_vi={desk.unit.pk}"
    rows = list(zip(desk.pledges, NUMBERS, strict=True))
    page = client.post(address, {f"p{pledge.pk}-value": row["raw"] for pledge, row in rows})
    saved = dict(Figure.objects.values_list("pledge", "value"))
    wrong = {row.pledge.pk: row for row in page.context["sheet"].wrong_rows}
    shown = html.unescape(page.content.decode())
    for pledge, row in rows:
        told = row[kind]
        if told is None:
            assert pledge.pk not in saved and pledge.pk not in wrong, row["raw"]
        elif told.startswith(("err", "ask")):
            assert pledge.pk not in saved and wrong[pledge.pk].errors["value"], row["raw"]
            assert row["raw"].strip() in shown
        elif len(told) > MOST_DIGITS:
            assert wrong[pledge.pk].errors["value"], row["raw"]
        else:
            assert saved[pledge.pk] == Decimal(told), row["raw"]


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: repr(row["raw"]))
def test_a_target_in_percent_is_read_as_the_table_says(client, row):
    pact = make.a_pact()
    client.force_login(make.a_user(Role.SECRETARY, at=pact.bloc))
    words = {"section": pact.sections.get().pk, "name": "Tỷ lệ bắt giữ", "kind": "at_least", "measure": "%"}
    page = client.post(reverse("pacts:pledge_add", args=[pact.pk]), words | {"target": row["raw"]})
    told = row["percent"]
    if told is None or told.startswith(("err", "ask")):
        assert (page.status_code, list(page.context["form"].errors)) == (200, ["target"])
        assert "Tỷ lệ bắt giữ" in page.content.decode() and pact.pledges.count() == 1
    else:
        assert pact.pledges.get(name="Tỷ lệ bắt giữ").target == Decimal(told)


# --- every form reads dates, numbers and lines in the one way ---------------------------------

OURS = (house.ReadField, house.LineField)
FOREIGN = (forms.DateField, forms.DateTimeField, forms.DecimalField, forms.FloatField, forms.CharField)
OTHERWISE = (forms.SlugField, forms.EmailField, forms.TimeField)
USER_NAME = "blocs.forms.setup.SetupForm.admin_username"  # letters of a login, not a line of text
CODE_OF_A_PAPER = "reports.forms.verify.CodeForm.ma"  # has one spelling of its own, from any
SECRETS = {  # who signs: typed as at the login, to the letter
    *(f"pacts.forms.signing.{form}.password" for form in ("SignForm", "TabletForm", "RehearsalForm", "DeclineForm")),
    "pacts.forms.signing.TabletForm.username",
    *(f"reports.forms.handovers.{form}.password" for form in ("ProofForm", "ReceiveForm")),
}
PASTED = "pacts.forms.pledges.PasteForm.block"  # a block of cells keeps its tabs; each cell is cleaned where it is read


def every_form(base=(HouseForm, HouseModelForm)):
    for one in base:
        for made in one.__subclasses__():
            yield made
            yield from every_form([made])


def reads_otherwise(field) -> bool:
    if isinstance(field, (*OURS, *OTHERWISE)) or field.widget.is_hidden:
        return False
    return isinstance(field, (*FOREIGN, forms.IntegerField)) and not isinstance(field, forms.ChoiceField)


def test_every_form_reads_days_numbers_and_lines_with_the_fields_of_the_house():
    reverse("home")  # loads every view, and with it every form
    found = {
        f"{form.__module__}.{form.__name__}.{name}": type(field).__name__
        for form in every_form()
        for name, field in form.base_fields.items()
        if reads_otherwise(field)
    }
    assert set(found) == {USER_NAME, PASTED, CODE_OF_A_PAPER, *SECRETS}


# --- text ---------------------------------------------------------------------------------------


def test_decomposed_text_is_stored_composed_and_found_either_way(admin):
    apart = unicodedata.normalize("NFD", NAME)
    assert len(apart) > len(NAME)
    assert admin.post(reverse("blocs:leader_add"), {"name": f"  {apart} "}).status_code == 302
    assert Leader.objects.get().name == NAME
    for typed in (NAME, apart, "nguyen van hieu"):
        assert NAME in admin.get(reverse("blocs:leader_list"), {"q": typed}).content.decode()


@pytest.mark.parametrize(
    ("old", "meant"), [("NguyÔn V¨n HiÖu", NAME), ("Khèi thi ®ua lùc l\u00adîng CSND", "Khối thi đua lực lượng CSND")]
)
def test_text_of_an_old_font_is_offered_converted_and_not_stored(admin, old, meant):
    page = admin.post(reverse("blocs:leader_add"), {"name": old})
    shown = page.content.decode()
    assert (page.status_code, meant in shown, Leader.objects.count()) == (200, True, 0)
    assert f'value="{old}"' in shown
    assert admin.post(reverse("blocs:leader_add"), {"name": meant}).status_code == 302


# --- the same press twice -----------------------------------------------------------------------


def token_on(page) -> str:
    return page.context["csrf_token"]


def test_a_form_sent_twice_is_carried_out_once_and_says_so():
    browser, pact = Client(enforce_csrf_checks=True), make.a_pact()
    browser.force_login(make.a_user(Role.SECRETARY, at=pact.bloc))
    address = reverse("pacts:pledge_add", args=[pact.pk])
    page = browser.get(reverse("pacts:pact_contents", args=[pact.pk]))
    words = {
        "section": pact.sections.get().pk,
        "name": "Số vụ",
        "kind": "zero",
        "csrfmiddlewaretoken": str(token_on(page)),
    }
    first, second = browser.post(address, words), browser.post(address, words)
    assert (first.status_code, second.status_code, first.url) == (302, 302, second.url)
    assert pact.pledges.filter(name="Số vụ").count() == 1
    assert "chỉ được thực hiện một lần" in browser.get(second.url).content.decode()


def test_the_same_words_from_a_page_opened_anew_are_a_new_wish():
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make.a_user(Role.ADMIN))
    for _time in range(2):
        page = browser.get(reverse("blocs:leader_add"))
        browser.post(reverse("blocs:leader_add"), {"name": NAME, "csrfmiddlewaretoken": str(token_on(page))})
    assert Leader.objects.count() == 2


def test_what_was_refused_may_be_pressed_again():
    browser, pact = Client(enforce_csrf_checks=True), make.a_pact()
    browser.force_login(make.a_user(Role.SECRETARY, at=pact.bloc))
    page = browser.get(reverse("pacts:pact_check", args=[pact.pk]))
    words = {"csrfmiddlewaretoken": str(token_on(page))}
    for _time in range(2):
        answer = browser.post(reverse("pacts:pact_seal", args=[pact.pk]), words, follow=True)
        assert any(message.level_tag == "danger" or message.level >= 40 for message in answer.context["messages"])
        assert "chỉ được thực hiện một lần" not in answer.content.decode()


# --- two people, what is missing, who may not, what came too late --------------------------------


def a_pledge_door(client):
    pledge = make.a_pact().pledges.get()
    client.force_login(make.a_user(Role.SECRETARY, at=pledge.pact.bloc))
    words = {"section": pledge.section_id, "name": pledge.name, "kind": "at_least", "target": "95", "measure": "%"}
    return pledge, reverse("pacts:pledge_edit", args=[pledge.pk]), words | {"revision": pledge.revision}


def test_two_people_editing_one_pledge_see_both_values(client):
    _pledge, address, words = a_pledge_door(client)
    assert client.post(address, words | {"target": "93,5"}).status_code == 302
    page = client.post(address, words)
    assert "93,5" in str(page.context["form"].errors["target"]) and 'value="95"' in page.content.decode()
    assert Pledge.objects.get().target == Decimal("93.5")


def test_a_fall_without_its_baseline_is_asked_for_it(client):
    pledge, address, words = a_pledge_door(client)
    page = client.post(address, words | {"kind": "reduce_at_least", "target": "5", "note": "ba tiêu chí"})
    assert list(page.context["form"].errors) == ["baseline_label"] and "ba tiêu chí" in page.content.decode()
    pledge.refresh_from_db()
    assert (pledge.kind, pledge.target) == ("at_least", 90)


def test_a_unit_outside_the_bloc_cannot_be_signed_for(client):
    pact, ceremony = make.a_signing()
    client.force_login(make.a_user(Role.ADMIN))
    outside, lines = make.a_unit("Phòng ngoài khối"), Event.objects.count()
    for name, words in [
        ("signature_record", {}),
        ("signature_add", {"name": NAME}),
        ("signature_absent", {"reason": "ốm"}),
    ]:
        page = client.post(reverse(f"pacts:{name}", args=[ceremony.pk, pact.pk, outside.pk]), words, follow=True)
        said = page.status_code == 404 or "không phải là thành viên" in page.content.decode()
        assert said, (name, page.status_code)
    assert (Signature.objects.count(), Event.objects.count()) == (0, lines)


@pytest.mark.parametrize("facts", [{"due_on": date(2017, 3, 1)}, {"state": "closed"}], ids=["late", "locked"])
def test_a_sheet_that_comes_too_late_keeps_what_was_typed_and_writes_nothing(client, facts):
    desk = a_desk(**facts)
    client.force_login(desk.reporter)
    address = f"{reverse('reports:figure_entry')}?ky={desk.reporting.pk}&don_vi={desk.unit.pk}"
    page = client.post(address, {f"p{desk.pledge.pk}-value": "92,02", f"p{desk.pledge.pk}-note": "theo sổ"})
    shown = page.content.decode()
    assert page.status_code == 200 and 'value="92,02"' in shown and 'value="theo sổ"' in shown
    assert page.context["sheet"].refusals and Figure.objects.count() == 0


def test_words_that_come_after_the_lock_are_shown_again_and_not_written(client):
    desk = a_desk(state="closed")
    client.force_login(desk.reporter)
    address = f"{reverse('reports:report_check')}?ky={desk.reporting.pk}&don_vi={desk.unit.pk}"
    page = client.post(address, {"results": "Đã hoàn thành", "do": "save"})
    assert page.status_code == 200 and "Đã hoàn thành" in page.content.decode()
    assert page.context["form"].non_field_errors() and Report.objects.count() == 0


def test_an_expired_session_gives_the_pledge_back_and_has_written_nothing(client):
    pledge, address, words = a_pledge_door(client)
    user = make.User.objects.get(duties__bloc=pledge.pact.bloc)
    client.get(address)
    client.cookies.pop("sessionid")
    assert client.post(address, words | {"name": "Tên vừa gõ"}).url.startswith(reverse("account_login"))
    assert Pledge.objects.get().name == pledge.name
    client.force_login(user)
    assert "Tên vừa gõ" in client.get(address).content.decode()
    assert client.post(address, words | {"name": "Tên vừa gõ"}).status_code == 302
    assert Pledge.objects.get().name == "Tên vừa gõ"
