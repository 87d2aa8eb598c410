"""ADM-1 AC 1: every page of the admin, on all floors, speaks Vietnamese, in its text, titles, names and scripts."""

import json
import re
from pathlib import Path

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import override_settings
from django.urls import NoReverseMatch, reverse

from blocs.models import Event, Job, Notice
from tests.access_world import a_world
from tests.test_access_matrix import client_of

pytestmark = pytest.mark.django_db
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
ENGLISH = re.compile(
    r"\b(Add|Change|Delete|Save|History|Home|Search|Select|View|Please|Close|Show|Hide|Filter|Date|Today|Now|Go|Choose|"
    r"results?|entries|Lookup|Currently|Clear|Remove|Yes|No|Unknown|None|Actions?|Run|Models?|Toggle|Skip|Breadcrumbs|"
    r"Navigation|Any|All|Empty|Past|This|Reason|Cancel|Open|Back|the|this|and|of|in|is|with|from|until|may|type)\b"
)
SAID = re.compile(r"\bn?gettext\('([^']+)'")
SPOKEN = re.compile(r'\s(?:title|aria-label|alt|placeholder|data-[a-z-]*(?:label|text|saying))="([^"]+)"')
BUTTONS = re.compile(r'<input[^>]*type="submit"[^>]*value="([^"]+)"')


def words_shown(html: str) -> str:
    """What a page says: its text, names and titles, without scripts, addresses and what people wrote."""
    html = re.sub(r"(?s)<(script|style|template|code|textarea)\b.*?</\1>", " ", html)
    html = re.sub(r'(?s)<(li|td|th|a|span|option)\b[^>]*lang="vi"[^>]*>.*?</\1>', " ", html)
    return " ".join([*re.findall(r">([^<>]+)<", html), *SPOKEN.findall(html), *BUTTONS.findall(html)])


@pytest.fixture(scope="module")
def keeper(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        media = tmp_path_factory.mktemp("media")
        with transaction.atomic(), override_settings(MEDIA_ROOT=media):
            people = a_world(release="public")["people"]
            Event.record("blocs.add_unit", people["admin"], by=people["admin"])
            Notice.objects.create(user=people["admin"], kind="job", about="x", title="Đã xong")
            Job.objects.create(name="Lập văn bản", made_by=people["admin"])
            yield client_of(people["admin"])
            transaction.set_rollback(True)


def address(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def pages_of(model):
    """The addresses of a register: its list, searched and filtered, its forms, and those of its first row."""
    row = model._default_manager.first()
    yield address(model, "changelist")
    yield address(model, "changelist") + "?q=khong-co-dong-nao-nhu-vay"
    yield address(model, "add")
    for page in ("change", "history", "delete") if row else ():
        yield address(model, page, row.pk)
    if row is not None and hasattr(row, "history") and row.history.exists():
        yield address(model, "simple_history", row.pk, row.history.first().pk)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_adm_1_ac_1_every_page_of_a_register_is_vietnamese(keeper, model):
    for one in pages_of(model):
        answer = keeper.get(one)
        if answer.status_code == 403:
            continue
        html = answer.content.decode()
        assert answer.status_code == 200, one
        assert not re.search(r"\son[a-z]+=|\sstyle=|<style|<script(?![^>]*\ssrc=)[^>]*>\s*\S", html), one
        assert ENGLISH.findall(words_shown(html)) == [], one


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_adm_1_ac_1_the_pages_between_and_their_refusals_are_vietnamese(keeper, model):
    row = model._default_manager.first()
    actions = dict(admin.site._registry[model].get_action_choices(keeper_request(keeper), []))
    for action in actions if row else ():
        posted = {"action": action, "_selected_action": [row.pk]}
        for more in ({}, {"reason": "", "on": "31/02/2017"}):
            html = keeper.post(address(model, "changelist"), {**posted, **more}).content.decode()
            assert "data-testid" in html or "<form" in html
            assert ENGLISH.findall(words_shown(html)) == [], action
    if admin.site._registry[model].has_add_permission(keeper_request(keeper)):
        html = keeper.post(address(model, "add"), {"starts_on": "31/02/2017", "order": "x"}).content.decode()
        assert ENGLISH.findall(words_shown(html)) == []


def keeper_request(client):
    return client.get(reverse("admin:index")).wsgi_request


def test_adm_1_ac_1_the_pages_around_the_registers_are_vietnamese(keeper):
    from blocs.models import Bloc

    around = [reverse("admin:index"), reverse("admin:roles"), reverse("account_change_password")]
    around.append(reverse("admin:blocs_bloc_join", args=[Bloc.objects.first().pk]))
    for one in around:
        answer = keeper.get(one)
        assert (answer.status_code, ENGLISH.findall(words_shown(answer.content.decode()))) == (200, []), one


def test_adm_1_ac_1_the_house_has_one_door(client, keeper):
    """No second login, password or leaving page of the admin's own, in its own words."""
    answers = [client.get(reverse(f"admin:{name}")) for name in ("login", "password_change", "index")]
    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert answers[0].url.startswith(reverse("account_login"))
    assert keeper.get(reverse("admin:password_change")).url == reverse("account_change_password")


def test_adm_1_ac_1_the_words_of_the_scripts_are_vietnamese(keeper):
    """Whatever Django's own scripts may say, calendar and lists included, stands in the catalogue they are given."""
    words = keeper.get(reverse("admin:jsi18n")).content.decode()
    scripts = Path(admin.__file__).parent / "static" / "admin" / "js"
    asked = {
        text for file in scripts.rglob("*.js") for text in SAID.findall(file.read_text()) if "vendor" not in file.parts
    }
    assert len(asked) > 30
    assert [text for text in asked if json.dumps(text)[1:-1] not in words] == []


def test_adm_1_ac_1_the_pickers_begin_on_monday_and_speak_vietnamese(keeper):
    """select2 brings its own words; the calendar takes its first day and its way of writing from the formats."""
    formats = keeper.get(reverse("admin:jsi18n")).content.decode()
    assert re.search(r'"FIRST_DAY_OF_WEEK": 1\b', formats)
    assert re.search(r'"DATE_INPUT_FORMATS": \[\s*"%d/%m/%Y"', formats)
    page = keeper.get(reverse("admin:blocs_duty_add")).content.decode()
    assert "select2/i18n/vi.js" in page
    assert 'data-theme="admin-autocomplete"' in page


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_adm_1_every_box_says_what_belongs_there(keeper, model):
    register, request = admin.site._registry[model], keeper_request(keeper)
    if not (register.has_add_permission(request) or register.has_change_permission(request)):
        return
    silent = [name for name, field in register.get_form(request).base_fields.items() if not field.help_text]
    for inline in register.get_inline_instances(request):
        if inline.has_change_permission(request):
            fields = inline.get_formset(request).form.base_fields
            silent += [f"{inline.model.__name__}.{name}" for name, field in fields.items() if not field.help_text]
    assert [name for name in silent if name != "opened"] == []


LONG = {"Unit", "Bloc", "Series", "Season", "Leader", "User", "Duty", "Pact", "CriteriaTable", "Sheet", "Criterion"}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_adm_1_no_long_select_stands_in_a_form(keeper, model):
    """Who picks from a register that grows types a few letters."""
    register, request = admin.site._registry[model], keeper_request(keeper)
    inlines = [one for one in register.get_inline_instances(request) if one.has_change_permission(request)]
    for place in [register, *inlines] if register.has_change_permission(request) else inlines:
        own = getattr(place, "fk_name", None)
        relations = [field for field in place.model._meta.fields if field.is_relation and field.editable]
        long = {field.name for field in relations if field.related_model.__name__ in LONG and field.name != own}
        parent = {field.name for field in relations if place is not register and field.related_model is model}
        assert long - parent <= set(place.autocomplete_fields), place


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_adm_1_every_list_can_be_searched_and_long_ones_filtered(model):
    register = admin.site._registry[model]
    assert register.search_fields
    small = {"Level", "Movement", "Rank", "Body", "Leader", "PactTemplate", "TableTemplate", "Regulation"}
    assert register.list_filter or model.__name__ in small


def test_the_row_of_the_list_leads_to_the_page_people_work_on(keeper):
    from blocs.models import Bloc, Duty, Unit
    from pacts.models import Pact, Pledge

    for model in (Unit, Bloc, Duty, Pact, Pledge):
        row = model._default_manager.first()
        seen = admin.site._registry[model].view_on_site(row)
        page = keeper.get(address(model, "change", row.pk)).content.decode()
        assert f'href="{seen}"' in page
        assert keeper.get(seen).status_code == 200


def test_no_address_of_the_admin_is_missing():
    missing = []
    for model in MODELS:
        try:
            address(model, "changelist")
        except NoReverseMatch:
            missing.append(model)
    assert missing == []
