"""A knock-out or ceiling stands on a document, is proposed by one and settled by another."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import Event
from reports.actions import knockouts as actions
from reports.appeal_tasks import appeal_tasks
from reports.models import KnockOut, Result
from tests.shelves import a_desk

pytestmark = pytest.mark.django_db
REASON = "Đã có kết luận của cấp có thẩm quyền, đủ căn cứ."


def a_proposal(desk, by=None, **facts) -> KnockOut:
    own = {
        "ground": "Có cán bộ vi phạm kỷ luật",
        "legal_basis": "Điều 14 Thông tư",
        "document": "12/KL-TTr, 05/12/2017",
    }
    knock_out = KnockOut(**{"sheet": desk.sheet, **own, **facts})
    return actions.propose_knock_out(knock_out, by=by or desk.people["secretary"])


def typed(desk, **facts) -> dict:
    said = {
        "sheet": desk.sheet.pk,
        "effect": "exclude",
        "ground": "Có cán bộ vi phạm kỷ luật",
        "legal_basis": "Điều 14",
    }
    return {**said, "document_number": "12/KL-TTr", "document_on": "05/12/2017", **facts}


def a_result(desk, **facts) -> Result:
    own = {"package": "{}", "digest": "0" * 64, "prepared_at": timezone.now()}
    return Result.objects.create(bloc=desk.bloc, table=desk.table, **{**own, **facts})


def test_a_proposal_is_recorded_with_who_and_on_which_document():
    desk = a_desk()
    row = a_proposal(desk, effect="ceiling", ceiling=80)
    assert (row.state, row.proposer, row.proposed_by) == (
        "proposed", desk.people["secretary"], str(desk.people["secretary"]),
    )  # fmt: skip
    event = Event.objects.order_by("number").last()
    assert (event.verb, event.facts["facts"]["document"]) == ("reports.propose_knock_out", "12/KL-TTr, 05/12/2017")


@pytest.mark.parametrize("document", ["", "có", "đã có văn bản"])
def test_a_proposal_needs_a_document_not_a_tick(document):
    with pytest.raises(Refused) as caught:
        a_proposal(a_desk(), document=document)
    assert caught.value.sentences == [_("Name the document with its number or date; a remark alone is not enough.")]


@pytest.mark.parametrize("facts", [{"ground": ""}, {"legal_basis": ""}])
def test_ground_and_basis_are_needed(facts):
    with pytest.raises(ValidationError):
        a_proposal(a_desk(), **facts)
    assert KnockOut.objects.count() == 0


@pytest.mark.parametrize("ceiling", [-1, 101])
def test_a_ceiling_lies_between_0_and_100_per_cent(ceiling):
    with pytest.raises(Refused) as caught:
        a_proposal(a_desk(), effect="ceiling", ceiling=ceiling)
    assert caught.value.sentences == [_("The ceiling lies between 0 and 100 per cent.")]
    assert KnockOut.objects.count() == 0


def test_a_ceiling_says_how_high_and_an_exclusion_has_none():
    desk = a_desk()
    with pytest.raises(Refused) as caught:
        a_proposal(desk, effect="ceiling")
    assert caught.value.sentences == [_("Give the ceiling in per cent.")]
    assert a_proposal(desk, ceiling=50).ceiling is None


def test_one_proposal_of_a_kind_waits_at_a_time():
    desk = a_desk()
    a_proposal(desk)
    with pytest.raises(Refused) as caught:
        a_proposal(desk)
    assert caught.value.sentences == [_("A proposal of this kind for this unit is waiting to be settled already.")]
    assert a_proposal(desk, effect="ceiling", ceiling=0).ceiling == 0


@pytest.mark.parametrize("outcome, state", [("confirm", "confirmed"), ("dismiss", "dismissed")])
def test_the_standing_body_settles_with_a_reason(client, outcome, state):
    desk = a_desk()
    row = a_proposal(desk)
    client.force_login(desk.people["standing"])
    address = reverse("reports:knock_out_settle", args=[row.pk])
    said = {"outcome": outcome, "settled_reason": REASON, "revision": row.revision}
    assert client.post(address, {**said, "settled_reason": "ngắn"}).status_code == 200
    assert KnockOut.objects.get().state == "proposed"
    assert client.post(address, said).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.settled_by, row.settled_reason) == (state, str(desk.people["standing"]), REASON)
    assert list(KnockOut.objects.confirmed()) == ([row] if outcome == "confirm" else [])
    assert Event.objects.order_by("number").last().verb == f"reports.{outcome}_knock_out"


def test_nobody_settles_what_they_proposed(client):
    desk = a_desk()
    row = a_proposal(desk, by=desk.people["standing"])
    client.force_login(desk.people["standing"])
    said = {"outcome": "confirm", "settled_reason": REASON, "revision": row.revision}
    assert client.post(reverse("reports:knock_out_settle", args=[row.pk]), said).status_code == 403
    with pytest.raises(Refused):
        actions.settle_knock_out(row, outcome="confirm", settled_reason=REASON, by=desk.people["standing"])
    page = client.get(reverse("reports:knock_out_detail", args=[row.pk])).content.decode()
    assert _("A proposal is settled by somebody other than who made it.") in page
    assert KnockOut.objects.get().state == "proposed"


@pytest.mark.parametrize(
    "who, answer", [("admin", 403), ("secretary", 403), ("head_commander", 403), ("commander", 403), ("stranger", 404)]
)
def test_only_the_standing_body_settles(client, who, answer):
    desk = a_desk()
    row = a_proposal(desk)
    client.force_login(desk.people[who])
    said = {"outcome": "confirm", "settled_reason": REASON, "revision": row.revision}
    assert client.post(reverse("reports:knock_out_settle", args=[row.pk]), said).status_code == answer
    assert KnockOut.objects.get().state == "proposed"


def test_a_settled_proposal_stays_settled():
    desk = a_desk()
    row = a_proposal(desk)
    actions.settle_knock_out(row, outcome="dismiss", settled_reason=REASON, by=desk.people["standing"])
    with pytest.raises(Refused):
        actions.settle_knock_out(row, outcome="confirm", settled_reason=REASON, by=desk.people["standing"])
    assert KnockOut.objects.get().state == "dismissed"


def test_while_a_result_waits_for_release_nothing_is_proposed_or_settled():
    desk = a_desk("closed")
    row = a_proposal(desk)
    a_result(desk)
    sentence = _("A result is prepared and waits for release; discard or release it first.")
    with pytest.raises(Refused) as caught:
        a_proposal(desk, effect="ceiling", ceiling=80)
    assert caught.value.sentences == [sentence]
    with pytest.raises(Refused) as caught:
        actions.settle_knock_out(row, outcome="confirm", settled_reason=REASON, by=desk.people["standing"])
    assert caught.value.sentences == [sentence]


def test_after_publication_the_page_says_that_the_result_does_not_contain_it(client):
    desk = a_desk("closed")
    before = timezone.now() - timedelta(days=1)
    a_result(desk, state="published", prepared_at=before, published_at=before)
    row = a_proposal(desk)
    address = reverse("reports:knock_out_detail", args=[row.pk])
    client.force_login(desk.people["standing"])
    assert client.get(address).context["is_not_in_result"] is False
    actions.settle_knock_out(row, outcome="confirm", settled_reason=REASON, by=desk.people["standing"])
    assert client.get(address).context["is_not_in_result"] is True


# --- Pages ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who, answer",
    [
        ("admin", 302),
        ("secretary", 302),
        ("standing", 302),
        ("head_commander", 403),
        ("commander", 403),
        ("stranger", 404),
    ],
)
def test_who_proposes(client, who, answer):
    desk = a_desk()
    client.force_login(desk.people[who])
    address = reverse("reports:knock_out_list", args=[desk.table.pk])
    assert client.post(address, typed(desk)).status_code == answer
    assert KnockOut.objects.count() == (answer == 302)


def test_number_and_day_make_the_document(client):
    desk = a_desk()
    client.force_login(desk.people["secretary"])
    client.post(reverse("reports:knock_out_list", args=[desk.table.pk]), typed(desk))
    row = KnockOut.objects.get()
    assert row.document == _("%(number)s of %(day)s") % {"number": "12/KL-TTr", "day": "05/12/2017"}
    assert (row.effect, row.proposer) == ("exclude", desk.people["secretary"])


@pytest.mark.parametrize(
    "facts",
    [
        {"document_number": ""},
        {"document_on": ""},
        {"document_on": "31/02/2017"},
        {"effect": "ceiling"},
        {"effect": "ceiling", "ceiling": "101"},
        {"effect": "khac"},
        {"ground": " "},
        {"sheet": "0"},
    ],
)
def test_a_proposal_that_says_too_little_is_shown_again(client, facts):
    desk = a_desk()
    client.force_login(desk.people["secretary"])
    answer = client.post(reverse("reports:knock_out_list", args=[desk.table.pk]), typed(desk, **facts))
    assert answer.status_code == 200
    assert KnockOut.objects.count() == 0


def test_a_unit_of_another_table_cannot_be_named(client):
    desk, other = a_desk(), a_desk()
    client.force_login(desk.people["secretary"])
    address = reverse("reports:knock_out_list", args=[desk.table.pk])
    assert client.post(address, typed(desk, sheet=other.sheet.pk)).status_code == 200
    assert client.post(address, typed(desk, state="confirmed", proposer=1)).status_code == 302
    assert KnockOut.objects.get().state == "proposed"


def test_the_unit_concerned_reads_it_and_colleagues_do_not(client):
    desk = a_desk()
    row = a_proposal(desk)
    seen = {}
    for who, user in desk.people.items():
        client.force_login(user)
        seen[who] = client.get(reverse("reports:knock_out_detail", args=[row.pk])).status_code
    part = dict.fromkeys(["admin", "standing", "secretary", "commander", "reporter"], 200)
    assert seen == {
        **part,
        **dict.fromkeys(["head_commander", "checker", "colleague"], 403),
        "stranger": 404,
        "department": 404,
    }


def test_a_proposal_waits_among_the_tasks_of_the_standing_body_alone():
    desk = a_desk()
    a_proposal(desk)
    assert {who for who, user in desk.people.items() if any(task.rank == 35 for task in appeal_tasks(user))} == {
        "standing"
    }
