"""Many rows at once: pasted after a look, from the library, from last season; one press takes them back."""

import time

import pytest
from django.urls import reverse

from blocs.models import Event, Role
from pacts.actions import pacts as actions
from pacts.models import PledgeGroup
from tests.make import a_pact, a_pledge, a_user, the_cast
from tests.pacts.test_actions_pacts import next_bloc

pytestmark = pytest.mark.django_db
BLOCK = "Nội dung\tLoại\tChỉ tiêu\tĐVT\nTỷ lệ khám phá\t≥\t92,02\t%\nOan sai\tKhông để xảy ra\t\t\n"


def at(name, *args) -> str:
    return reverse(f"pacts:{name}", args=args)


@pytest.fixture
def pact():
    return a_pact()


@pytest.fixture
def secretary(client, pact):
    client.force_login(a_user(Role.SECRETARY, at=pact.bloc))
    return client


def names(pact) -> list[str]:
    return [row.name for row in pact.pledges.in_order()]


def pasted(pact, block=BLOCK, **more):
    return {"section": pact.sections.get().pk, "block": block, **more}


def undo(client, pact):
    token = client.session["added_pledges"]["token"]
    return client.post(at("pledges_undo", pact.pk), {"token": token})


def test_a_block_is_looked_at_before_it_is_made_and_taken_back_by_one_press(secretary, pact):
    before = names(pact)
    page = secretary.post(at("pledges_paste", pact.pk), pasted(pact))
    assert [row.says for row in page.context["pasted"].rows] == ["≥ 92,02%", "không để xảy ra"]
    assert names(pact) == before
    secretary.post(at("pledges_paste", pact.pk), pasted(pact, them="1"))
    assert names(pact) == [*before, "Tỷ lệ khám phá", "Oan sai"]
    assert Event.objects.order_by("-number").first().verb == "pacts.paste_pledges"
    undo(secretary, pact)
    assert names(pact) == before


def test_one_faulty_row_holds_back_the_whole_block(secretary, pact):
    page = secretary.post(at("pledges_paste", pact.pk), pasted(pact, BLOCK + "Lạ\t≥\tabc\t%\n", them="1"))
    assert page.status_code == 200
    assert page.context["pasted"].faulty == 1
    assert "abc" in page.content.decode()
    assert len(names(pact)) == 1


def test_the_decimal_sign_is_told_and_can_be_changed(secretary, pact):
    block = "A\t≥\t92.02\t%\nB\t≥\t88.5\t%"
    page = secretary.post(at("pledges_paste", pact.pk), pasted(pact, block))
    assert page.context["form"].data["decimals"] == "cham"
    assert [row.says for row in page.context["pasted"].rows] == ["≥ 92,02%", "≥ 88,5%"]
    page = secretary.post(at("pledges_paste", pact.pk), pasted(pact, "A\t≥\t1,500\tvụ", decimals="cham"))
    assert page.context["pasted"].rows[0].target == 1500


@pytest.mark.parametrize("words", [{"block": ""}, {"block": "\n \n"}, {"section": "999999"}])
def test_nothing_to_paste_is_said_at_its_field(secretary, pact, words):
    page = secretary.post(at("pledges_paste", pact.pk), pasted(pact) | words)
    assert list(page.context["form"].errors) == list(words)


def test_a_row_changed_since_stays_when_the_rest_is_taken_back(secretary, pact):
    secretary.post(at("pledges_paste", pact.pk), pasted(pact, them="1"))
    row = pact.pledges.get(name="Oan sai")
    row.name = "Oan sai, bỏ lọt tội phạm"
    row.save()
    undo(secretary, pact)
    assert names(pact)[1:] == ["Oan sai, bỏ lọt tội phạm"]


@pytest.mark.parametrize("token", ["", "made-up"])
def test_a_made_up_token_takes_nothing(secretary, pact, token):
    secretary.post(at("pledges_undo", pact.pk), {"token": token})
    assert len(names(pact)) == 1


def a_next_draft(client, pact, start="scratch"):
    bloc = next_bloc(pact.bloc)
    client.force_login(a_user(Role.SECRETARY, at=bloc))
    client.post(at("pact_draft", bloc.pk), {"start": start})
    return bloc.pacts.get()


def test_stf_2_ac_8_forty_two_rows_of_last_year_keep_their_order_within_two_seconds(client, pact):
    group = PledgeGroup.objects.create(pact=pact, name="Tai nạn", judged="all_of")
    for n in range(41):
        a_pledge(pact, name=f"Nội dung {n}", group=group if n < 3 else None)
    draft = a_next_draft(client, pact)
    begun = time.process_time()
    client.post(at("pledges_copy", draft.pk))
    assert time.process_time() - begun < 2
    assert names(draft) == names(pact)
    assert set(draft.pledges.values_list("is_unreviewed_copy", flat=True)) == {True}
    assert draft.pledges.filter(group__name="Tai nạn").count() == 3
    client.post(at("pledges_copy", draft.pk))
    assert draft.pledges.count() == 42
    undo(client, draft)
    assert (draft.pledges.count(), draft.sections.count(), draft.groups.count()) == (0, 0, 0)


def test_only_the_rows_that_are_missing_are_copied(client, pact):
    second = a_pledge(pact)
    draft = a_next_draft(client, pact, "last_season")
    draft.pledges.get(follows=second).delete()
    client.post(at("pledges_copy", draft.pk))
    assert sorted(names(draft)) == sorted(names(pact))


def test_chosen_rows_of_the_library_are_added_and_marked(secretary, pact):
    source = a_pact()
    a_pledge(source, name="Chọn dòng này", note="Ghi chú")
    template = actions.save_as_template(source, name="Mẫu", by=a_user(Role.ADMIN))
    page = secretary.get(at("pledges_library", pact.pk), {"mau": template.pk})
    places = {row.name: place for part in page.context["parts"] for place, row in part.rows}
    sent = {"mau": template.pk, "dong": [places["Chọn dòng này"], "9.9"]}
    secretary.post(at("pledges_library", pact.pk), sent)
    added = pact.pledges.get(name="Chọn dòng này")
    assert (added.note, added.is_unreviewed_copy, pact.pledges.count()) == ("Ghi chú", True, 2)
    answer = secretary.post(at("pledges_library", pact.pk), {"mau": template.pk}, headers={"referer": "/"}, follow=True)
    assert len(list(answer.context["messages"])) >= 1
    assert pact.pledges.count() == 2


@pytest.mark.parametrize("role, status", [("standing", 403), ("commander", 403), ("reporter", 403), ("stranger", 404)])
@pytest.mark.parametrize("name", ["pledges_paste", "pledges_library", "pledges_copy", "pledges_undo"])
def test_nobody_else_adds_rows(client, pact, name, role, status):
    client.force_login(the_cast(pact.bloc)[role])
    assert client.post(at(name, pact.pk), pasted(pact, them="1")).status_code == status
    assert pact.pledges.count() == 1
