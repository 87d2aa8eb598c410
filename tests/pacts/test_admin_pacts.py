"""Pacts in the admin are looked at and changed nowhere; regulations and templates are kept there."""

import pytest
from django.urls import reverse

from blocs.models import Event, Role
from pacts.models import Pact, PactTemplate, Pledge, Regulation, Section
from tests.make import a_pact, a_user
from tests.pacts.test_actions_pacts import a_sealed_pact

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = a_user(Role.ADMIN)
    client.force_login(user)
    return user


def at(model, page, *args) -> str:
    return reverse(f"admin:pacts_{model}_{page}", args=args)


@pytest.mark.parametrize("is_sealed", [True, False])
def test_a_pact_and_its_pledges_are_shown_and_never_touched(client, admin, is_sealed):
    pact = a_sealed_pact(admin) if is_sealed else a_pact()
    for model, row in [("pact", pact), ("pledge", pact.pledges.get())]:
        pages = [("add", []), ("change", [row.pk]), ("delete", [row.pk])]
        answers = [client.post(at(model, name, *args), {"post": "yes"}) for name, args in pages]
        assert [answer.status_code for answer in answers] == [403, 403, 403]
        assert client.get(at(model, "change", row.pk)).status_code == 200
        assert client.get(at(model, "changelist"), {"q": "giao uoc" if model == "pact" else "ty le"}).status_code == 200
    delete_all = {"action": "delete_selected", "_selected_action": [pact.pk], "post": "yes"}
    client.post(at("pact", "changelist"), delete_all)
    assert (Pact.objects.count(), Pledge.objects.count(), Section.objects.count()) == (1, 1, 1)


def test_a_regulation_is_changed_through_its_action(client, admin):
    regulation = Regulation.objects.create(bloc=a_pact().bloc)
    typed = {"bloc": regulation.bloc_id, "number": "12/QC", "revision": regulation.revision}
    typed["adoption_majority"] = "all"
    assert client.post(at("regulation", "change", regulation.pk), typed).status_code == 302
    assert (Regulation.objects.get().number, Regulation.objects.get().adoption_majority) == ("12/QC", "all")
    assert Event.objects.filter(verb="pacts.edit_regulation").count() == 1


def test_a_regulation_rests_while_its_pact_is_open_and_is_never_deleted(client, admin):
    regulation = Regulation.objects.create(bloc=a_pact(state="open").bloc)
    typed = {"bloc": regulation.bloc_id, "absent_unit_hinders_seal": "on", "revision": regulation.revision}
    typed["adoption_majority"] = "half"
    client.post(at("regulation", "change", regulation.pk), typed)
    assert client.post(at("regulation", "delete", regulation.pk), {"post": "yes"}).status_code == 403
    assert Regulation.objects.get().absent_unit_hinders_seal is False


def test_a_template_is_kept(client, admin):
    typed = {"name": "Mẫu khối", "description": "", "content": '{"sections": []}'}
    assert client.post(at("pacttemplate", "add"), typed).status_code == 302
    assert PactTemplate.objects.get().name == "Mẫu khối"


def test_only_administrators_enter(client):
    pact = a_pact()
    client.force_login(a_user(Role.SECRETARY, at=pact.bloc))
    assert client.get(at("pact", "changelist")).status_code == 302
