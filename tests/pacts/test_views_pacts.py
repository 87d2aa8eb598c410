"""The pages of a pact: who may open and press what, what they show, and how much they ask the database."""

import hashlib
import re

import pytest
from django.urls import reverse

from blocs.models import Event, Role
from pacts.actions import pacts as actions
from pacts.models import Pact, PactTemplate, Regulation, Signature
from pacts.text import digest_of
from tests.make import a_bloc, a_ceremony, a_pact, a_pledge, a_user, members_of, the_cast
from tests.pacts.adoptable import an_adoptable
from tests.pacts.test_actions_pacts import a_sealable_pact, a_sealed_pact, next_bloc

pytestmark = pytest.mark.django_db

SEEN = ["pact_detail", "pact_contents", "pact_check", "pact_print", "pact_text", "registrations"]
EDITED = ["pact_edit", "pact_template"]
PRESSED = ["pact_reopen", "pact_seal", "pact_amend", "pledges_accept", "pledge_add", "section_add"]
READERS = ["admin", "standing", "secretary", "head_commander", "commander", "reporter"]


def at(name, *args) -> str:
    return reverse(f"pacts:{name}", args=args)


@pytest.fixture
def pact():
    return a_pact(a_bloc(name="Khối CSND"))


@pytest.fixture
def cast(pact):
    return the_cast(pact.bloc)


@pytest.fixture
def secretary(client, cast):
    client.force_login(cast["secretary"])
    return client


# --- Who may ---


@pytest.mark.parametrize("name", SEEN)
def test_everyone_of_the_bloc_reads_and_a_stranger_finds_nothing(client, pact, cast, name):
    statuses = {}
    for role in [*READERS, "stranger"]:
        client.force_login(cast[role])
        statuses[role] = client.get(at(name, pact.pk)).status_code
    assert statuses == dict.fromkeys(READERS, 200) | {"stranger": 404}


@pytest.mark.parametrize("name", EDITED)
def test_only_secretary_and_admin_edit(client, pact, cast, name):
    statuses = {}
    for role in [*READERS, "stranger"]:
        client.force_login(cast[role])
        statuses[role] = client.get(at(name, pact.pk)).status_code
    refused = dict.fromkeys(READERS, 403)
    assert statuses == refused | {"secretary": 200, "admin": 200, "stranger": 404}


@pytest.mark.parametrize("name", PRESSED)
@pytest.mark.parametrize(
    "role, status",
    [("standing", 403), ("head_commander", 403), ("commander", 403), ("reporter", 403), ("stranger", 404)],
)
def test_nobody_else_presses_a_door(client, pact, cast, name, role, status):
    client.force_login(cast[role])
    assert client.post(at(name, pact.pk)).status_code == status
    assert Pact.objects.get(pk=pact.pk).state == "draft"


@pytest.mark.parametrize("name", PRESSED)
def test_doors_open_by_post_only(secretary, pact, name):
    assert secretary.get(at(name, pact.pk)).status_code == 405


def test_who_is_not_logged_in_goes_to_login(client, pact):
    answer = client.get(at("pact_detail", pact.pk))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_a_commander_sees_no_button(client, pact, cast):
    client.force_login(cast["commander"])
    for name in ("pact_detail", "pact_contents", "pact_check"):
        page = client.get(at(name, pact.pk)).content.decode()
        assert 'data-testid="door-open"' not in page and 'data-testid="declare"' not in page
        assert 'data-testid="add-pledge"' not in page


# --- The pact's page ---


def test_obstacles_stand_where_the_button_would_be(secretary, pact):
    door = f'data-testid="door-open"><a class="btn btn-primary" href="{at("pact_check", pact.pk)}"'
    assert door in secretary.get(at("pact_detail", pact.pk)).content.decode()
    pact.movements.clear()
    page = secretary.get(at("pact_detail", pact.pk))
    assert len(page.context["doors"][0].obstacles) == 1
    assert page.context["doors"][0].obstacles[0] in page.content.decode()
    assert door not in page.content.decode()


def test_a_refused_press_comes_back_with_the_sentences(secretary, pact):
    back = at("pact_detail", pact.pk)
    answer = secretary.post(at("pact_seal", pact.pk), headers={"referer": f"http://testserver{back}"}, follow=True)
    assert answer.redirect_chain == [(f"http://testserver{back}", 302)]
    assert len(list(answer.context["messages"])) == 1
    assert Pact.objects.get().state == "draft"


def test_open_sign_seal_by_buttons(secretary, pact):
    assert secretary.post(at("pact_check", pact.pk), {"declared": "on"}).status_code == 302
    ceremony = a_ceremony(pact.bloc, state="live")
    for unit in members_of(pact.bloc):
        Signature.objects.create(pact=pact, unit=unit, unit_name=unit.name, ceremony=ceremony, recorded_by="thử")
    votes = {"votes_for": "3", "votes_against": "0", "abstentions": "0", "digest": digest_of(pact)}
    assert secretary.post(at("pact_adopt", pact.pk), votes).status_code == 302
    assert secretary.post(at("pact_seal", pact.pk)).status_code == 302
    pact = Pact.objects.get()
    assert pact.is_sealed
    page = secretary.get(at("pact_detail", pact.pk)).content.decode()
    assert pact.digest in page
    assert at("pact_amend", pact.pk) in page


def test_a_second_press_is_refused_in_a_sentence(secretary, pact):
    secretary.post(at("pact_check", pact.pk), {"declared": "on"})
    answer = secretary.post(at("pact_check", pact.pk), {"declared": "on"})
    assert answer.status_code == 200 and answer.context["form"].non_field_errors()
    assert Pact.objects.get().state == "open"
    assert Event.objects.filter(verb="pacts.open").count() == 1


def test_the_digest_is_that_of_the_text_page(secretary, pact):
    ceremony_pact = a_sealed_pact(a_user(Role.ADMIN))
    secretary.force_login(a_user(Role.SECRETARY, at=ceremony_pact.bloc))
    answer = secretary.get(at("pact_text", ceremony_pact.pk))
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert hashlib.sha256(answer.content).hexdigest() == ceremony_pact.digest
    assert answer["X-Pact-Digest"] == f"sha-256={ceremony_pact.digest}"


def test_a_sealed_pact_is_amended_or_corrected_beside(secretary, cast):
    pact = a_sealed_pact(a_user(Role.ADMIN))
    secretary.force_login(a_user(Role.SECRETARY, at=pact.bloc))
    answer = secretary.post(at("pact_amend", pact.pk))
    new = Pact.objects.get(bloc=pact.bloc, version=2)
    assert answer.url == new.get_absolute_url()
    secretary.post(at("pact_correct", pact.pk), {"text": "Trang 2 đọc là 92%."})
    assert "Trang 2 đọc là 92%." in secretary.get(at("pact_detail", pact.pk)).content.decode()
    page = secretary.post(at("pact_correct", pact.pk), {"text": ""})
    assert page.status_code == 200
    assert pact.errata.count() == 1


def test_the_check_page_tells_what_an_amendment_changes(client):
    admin = a_user(Role.ADMIN)
    new = actions.amend(a_sealed_pact(admin), by=admin)
    client.force_login(admin)
    assert client.get(at("pact_check", new.pk)).context["changes"] == []
    a_pledge(new, name="Chỉ tiêu mới")
    changes = client.get(at("pact_check", new.pk)).context["changes"]
    assert len(changes) == 1
    assert "Chỉ tiêu mới" in changes[0]


def test_the_paper_has_a_block_for_each_unit_and_each_pledge(secretary, pact):
    a_pledge(pact)
    page = secretary.get(at("pact_print", pact.pk)).content.decode()
    assert page.count('data-testid="signer"') == 3
    assert page.count('data-testid="pledge"') == 2
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page


# --- Heading ---


def heading(pact, **typed):
    movements = [movement.pk for movement in pact.movements.all()]
    return {"title": pact.title, "revision": pact.revision, "movements": movements, "slogan": "Mới", **typed}


def test_the_heading_is_saved_with_movements_and_solutions(secretary, pact):
    typed = heading(pact, solutions="Giải pháp 1\n\nGiải pháp 2", legal_bases="Luật A\nLuật B")
    assert secretary.post(at("pact_edit", pact.pk), typed).status_code == 302
    pact = Pact.objects.get()
    assert (pact.slogan, pact.legal_bases) == ("Mới", "Luật A\nLuật B")
    assert list(pact.solutions.values_list("text", flat=True)) == ["Giải pháp 1", "Giải pháp 2"]


def test_two_people_edit_the_heading_and_both_values_are_shown(secretary, pact):
    opened = pact.revision
    secretary.post(at("pact_edit", pact.pk), heading(pact, slogan="Của người thứ nhất"))
    page = secretary.post(at("pact_edit", pact.pk), heading(pact, slogan="Của người thứ hai", revision=opened))
    shown = page.content.decode()
    assert page.status_code == 200
    assert "Của người thứ nhất" in shown
    assert "Của người thứ hai" in shown
    assert Pact.objects.get().slogan == "Của người thứ nhất"


def test_a_heading_of_an_open_pact_is_refused_with_what_was_typed(secretary, pact):
    Pact.objects.filter(pk=pact.pk).update(state="open")
    page = secretary.post(at("pact_edit", pact.pk), heading(pact, slogan="Gõ muộn"))
    assert page.status_code == 200
    assert "Gõ muộn" in page.content.decode()
    assert Pact.objects.get().slogan == ""


# --- The guided steps ---


def test_the_steps_name_the_one_bloc_without_a_pact(secretary, pact):
    assert secretary.get(at("pact_new")).url == f"{at('pact_new')}?khoi={pact.bloc_id}"


@pytest.mark.parametrize("role, status", [("commander", 403), ("standing", 403), ("stranger", 404), ("admin", 200)])
def test_only_who_runs_the_bloc_starts_its_pact(client, pact, cast, role, status):
    client.force_login(cast[role])
    assert client.get(f"{at('pact_new')}?khoi={pact.bloc_id}").status_code == status
    answer = client.post(at("pact_draft", pact.bloc_id), {"start": "scratch"})
    assert answer.status_code == (302 if status == 200 else status)


def statuses(page):
    return [step.status for step in page.context["steps"]]


def test_from_last_season_to_opened_in_three_presses(client, pact):
    Regulation.objects.create(bloc=pact.bloc)
    bloc = next_bloc(pact.bloc)
    client.force_login(a_user(Role.SECRETARY, at=bloc))
    steps = f"{at('pact_new')}?khoi={bloc.pk}"
    page = client.get(steps)
    assert statuses(page) == ["not-started", "done", "not-started", "blocked", "blocked", "blocked"]
    page = client.post(at("pact_draft", bloc.pk), {"start": "last_season"}, follow=True)
    assert statuses(page) == ["done", "done", "done", "incomplete", "incomplete", "blocked"]
    new = bloc.pacts.get()
    page = client.post(at("pledges_accept", new.pk), {"tu": "moi"}, follow=True)
    assert statuses(page) == ["done", "done", "done", "done", "done", "not-started"]
    assert at("pact_check", new.pk) in page.content.decode()
    client.post(at("pact_check", new.pk), {"declared": "on"})
    assert statuses(client.get(steps)) == ["done"] * 6


def test_stf_12_the_page_says_where_to_go_on_and_how_long_it_takes(client, pact):
    """AC 2 and 4: the first open step holds the focus; what last season said is never asked again."""
    bloc = next_bloc(pact.bloc)
    client.force_login(a_user(Role.SECRETARY, at=bloc))
    page = client.get(f"{at('pact_new')}?khoi={bloc.pk}")
    assert (page.context["at"].number, page.context["minutes"]) == (1, 3)
    assert page.content.decode().partition("<dialog")[0].count(" autofocus") == 1
    page = client.post(at("pact_draft", bloc.pk), {"start": "last_season"}, follow=True)
    assert (page.context["at"].number, page.context["go_on"]) == (3, "#buoc-3")
    page = client.post(at("regulation_accept", bloc.pk), follow=True)
    new = bloc.pacts.get()
    assert page.context["go_on"] == f"{at('pact_contents', new.pk)}?tiep=1"
    assert 'aria-current="step" id="buoc-4"' in page.content.decode()
    assert (new.slogan, new.legal_bases) == (pact.slogan, pact.legal_bases)
    assert f'href="{new.get_absolute_url()}"' in page.content.decode()


def test_stf_12_ac_3_the_third_step_is_accepted_by_one_button(client):
    table = an_adoptable()
    bloc = table.pact.bloc
    client.force_login(a_user(Role.SECRETARY, at=bloc))
    page = client.get(f"{at('pact_new')}?khoi={bloc.pk}")
    assert (page.context["table"]["total"], page.context["table"]["may_adopt"]) == ("100", True)
    for _press in range(2):
        page = client.post(at("regulation_accept", bloc.pk), {"bang": table.pk}, follow=True)
    table.refresh_from_db()
    assert (table.is_adopted, statuses(page)[2]) == (True, "done")


def test_stf_12_a_table_with_faults_is_not_adopted_and_nothing_accepted(client):
    table = an_adoptable(maximum=120)
    bloc = table.pact.bloc
    client.force_login(a_user(Role.SECRETARY, at=bloc))
    page = client.get(f"{at('pact_new')}?khoi={bloc.pk}")
    assert page.context["table"]["faults"]
    client.post(at("regulation_accept", bloc.pk), {"bang": table.pk})
    table.refresh_from_db()
    assert (table.is_adopted, Regulation.objects.exists()) == (False, False)


def test_a_table_of_another_bloc_is_out_of_reach(secretary, pact):
    other = an_adoptable()
    secretary.post(at("regulation_accept", pact.bloc_id), {"bang": other.pk})
    other.refresh_from_db()
    assert not other.is_adopted


def test_stf_12_a_template_is_looked_into_before_it_is_taken(secretary, cast, pact):
    actions.save_as_template(pact, name="Mẫu", by=cast["admin"])
    PactTemplate.objects.create(name="Hỏng", content={"sections": [{"pledges": [{}]}]})
    bloc = next_bloc(pact.bloc)
    secretary.force_login(a_user(Role.SECRETARY, at=bloc))
    page = secretary.get(f"{at('pact_new')}?khoi={bloc.pk}")
    told = {one.template.name: (one.count, bool(one.fault)) for one in page.context["templates"]}
    assert told == {"Mẫu": (1, False), "Hỏng": (0, True)}
    assert pact.pledges.get().name in page.content.decode()


# --- Check and submit ---


def test_stf_13_faults_lead_to_their_fields_and_the_button_is_absent(secretary, pact):
    row = a_pledge(pact, target=None)
    pact.movements.clear()
    page = secretary.get(at("pact_check", pact.pk))
    shown = page.content.decode()
    urls = [fault.url for fault in page.context["faults"]]
    assert urls == [f"{at('pledge_edit', row.pk)}?tu=kiem-tra#id_target", f"{at('pact_edit', pact.pk)}#id_movements_0"]
    assert all(url in shown for url in urls)
    assert 'data-testid="declare"' not in shown
    assert re.search(r"<title>\s*Lỗi:", shown)
    secretary.post(at("pact_check", pact.pk), {"declared": "on"})
    assert Pact.objects.get().state == "draft"


def test_stf_13_ac_1_each_way_to_a_row_has_a_name_of_its_own(secretary, pact):
    twin = a_pledge(pact, name=pact.pledges.get().name)
    shown = secretary.get(at("pact_check", pact.pk)).content.decode()
    ways = re.findall(r'<a href="[^"]*\?tu=kiem-tra">(.*?)</a>', shown, re.DOTALL)
    assert len(ways) == len(set(ways)) == 2
    sent = {"section": twin.section_id, "name": "Đã sửa", "kind": "at_least", "target": "95", "measure": "%"}
    answer = secretary.post(f"{at('pledge_edit', twin.pk)}?tu=kiem-tra", sent | {"revision": twin.revision})
    assert answer.url == f"{at('pact_check', pact.pk)}#noi-dung-{twin.pk}"


def test_stf_13_ac_3_the_panel_stays_and_a_second_sending_is_refused(secretary, pact):
    page = secretary.post(at("pact_check", pact.pk), {})
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["declared"])
    assert secretary.post(at("pact_check", pact.pk), {"declared": "on"}).url == at("pact_check", pact.pk)
    for _load in range(2):
        page = secretary.get(at("pact_check", pact.pk))
        assert 'data-testid="confirmed"' in page.content.decode()
    opened = Pact.objects.get().opened_at
    page = secretary.post(at("pact_check", pact.pk), {"declared": "on"})
    assert page.status_code == 200
    assert page.context["form"].non_field_errors()
    assert 'data-testid="confirmed"' in page.content.decode()
    assert Pact.objects.get().opened_at == opened


@pytest.mark.parametrize("role, status", [("standing", 403), ("commander", 403), ("reporter", 403), ("stranger", 404)])
def test_nobody_else_submits(client, pact, cast, role, status):
    client.force_login(cast[role])
    assert client.post(at("pact_check", pact.pk), {"declared": "on"}).status_code == status
    assert Pact.objects.get(pk=pact.pk).state == "draft"


def test_a_double_press_makes_one_draft(client, pact):
    bloc = next_bloc(pact.bloc)
    client.force_login(a_user(Role.SECRETARY, at=bloc))
    for _press in range(2):
        client.post(at("pact_draft", bloc.pk), {"start": "last_season"})
    assert bloc.pacts.count() == 1


def test_a_template_starts_a_pact(secretary, cast, pact):
    template = actions.save_as_template(pact, name="Mẫu", by=cast["admin"])
    bloc = next_bloc(pact.bloc)
    secretary.force_login(a_user(Role.SECRETARY, at=bloc))
    secretary.post(at("pact_draft", bloc.pk), {"start": "template", "template": template.pk})
    assert bloc.pacts.get().origin == "Mẫu"
    page = secretary.post(at("pact_draft", bloc.pk), {"start": "nonsense"})
    assert page.status_code == 200
    assert page.context["form"].errors["start"]


def test_the_regulation_is_accepted_by_one_button_or_changed(secretary, pact):
    secretary.post(at("regulation_accept", pact.bloc_id))
    secretary.post(at("regulation_accept", pact.bloc_id))
    regulation = Regulation.objects.get()
    typed = {"absent_unit_hinders_seal": "on", "adoption_majority": "two_thirds", "revision": regulation.revision}
    secretary.post(at("regulation_edit", pact.bloc_id), typed)
    regulation.refresh_from_db()
    assert regulation.absent_unit_hinders_seal is True
    assert (regulation.adoption_before_seal, regulation.adoption_majority) == (False, "two_thirds")


def test_a_pact_is_kept_as_a_template_under_a_new_name(secretary, pact):
    assert secretary.post(at("pact_template", pact.pk), {"name": "Mẫu"}).status_code == 302
    page = secretary.post(at("pact_template", pact.pk), {"name": "Mẫu"})
    assert page.status_code == 200
    assert page.context["form"].errors["name"]
    assert PactTemplate.objects.count() == 1


def test_the_list_tells_the_counts(client, cast):
    pact = a_sealable_pact()
    a_pledge(pact)
    client.force_login(a_user(Role.ADMIN))
    page = client.get(at("pact_list"))
    row = next(row for row in page.context["page"] if row.pk == pact.pk)
    assert (row.pledge_count, row.signed_count) == (2, 3)


def test_the_list_can_be_of_one_bloc(client, pact):
    other = a_pact()
    client.force_login(a_user(Role.ADMIN))
    assert list(client.get(at("pact_list"), {"bloc": other.bloc_id}).context["page"]) == [other]
    assert len(client.get(at("pact_list"), {"bloc": "nonsense"}).context["page"]) == 2
