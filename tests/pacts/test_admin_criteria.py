"""Criteria tables in the admin are looked at and changed nowhere; templates are kept there."""

import pytest
from django.urls import reverse

from blocs.models import Event, Role
from pacts.models import Assignment, CriteriaTable, Criterion, TableTemplate
from tests.make import a_user, members_of
from tests.make_scoring import a_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = a_user(Role.ADMIN)
    client.force_login(user)
    return user


def at(model, page, *args) -> str:
    return reverse(f"admin:pacts_{model}_{page}", args=args)


@pytest.mark.parametrize("adopted", [True, False])
def test_a_table_and_its_criteria_are_shown_and_never_touched(client, admin, adopted):
    table = a_table(adopted=adopted)
    leaf = table.criteria.get(name="Mô hình mới")
    Assignment.objects.create(criterion=leaf, unit=members_of(table.bloc)[0], applies=False, reason="Không được giao")
    for model, row in [("criteriatable", table), ("criterion", leaf)]:
        pages = [("add", []), ("change", [row.pk]), ("delete", [row.pk])]
        answers = [client.post(at(model, name, *args), {"post": "yes"}) for name, args in pages]
        assert [answer.status_code for answer in answers] == [403, 403, 403]
        assert [client.get(at(model, name, row.pk)).status_code for name in ("change", "history")] == [200, 200]
        assert client.get(at(model, "changelist"), {"q": "mo hinh"}).status_code == 200
    assert (CriteriaTable.objects.count(), Criterion.objects.count(), Assignment.objects.count()) == (1, 6, 1)


def test_a_template_is_kept_and_every_change_logged(client, admin):
    typed = {"slug": "mau", "name": "Mẫu khối", "description": "", "source": "", "content": '{"criteria": []}'}
    assert client.post(at("tabletemplate", "add"), typed).status_code == 302
    template = TableTemplate.objects.get()
    assert client.post(at("tabletemplate", "change", template.pk), {**typed, "name": "Mẫu mới"}).status_code == 302
    assert TableTemplate.objects.get().name == "Mẫu mới"
    assert list(Event.objects.order_by("number").values_list("verb", flat=True)) == [
        "pacts.add_tabletemplate",
        "pacts.change_tabletemplate",
    ]


def test_only_administrators_enter(client):
    table = a_table()
    client.force_login(a_user(Role.SECRETARY, at=table.bloc))
    for model in ("criteriatable", "criterion", "tabletemplate"):
        assert client.get(at(model, "changelist")).status_code == 302
