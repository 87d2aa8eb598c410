"""STF-2 on the server: rows saved while typed, two people in one row, rows put back, the states of the page."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs.models import Event, Role
from pacts.models import Pact, Pledge
from tests.make import a_bloc, a_pact, a_pledge, a_user, the_cast
from tests.pacts.adoptable import an_adoptable
from tests.pacts.test_actions_pacts import next_bloc

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


def at(name, *args) -> str:
    return reverse(f"pacts:{name}", args=args)


@pytest.fixture
def pact():
    return a_pact()


@pytest.fixture
def secretary(client, pact):
    client.force_login(a_user(Role.SECRETARY, at=pact.bloc, name="Trần Thị Thư Ký"))
    return client


def typed(pledge, **fields):
    row = {"key": str(pledge.pk), "row": pledge.pk, "revision": pledge.revision, "fields": fields}
    return row | {"section": pledge.section_id}


def new(pact, key="n1", after=None, **fields):
    words = {"kind": "at_least", **fields}
    return {"key": key, "row": None, "section": pact.sections.get().pk, "after": after, "fields": words}


def send(client, pact, *rows):
    answer = client.post(
        at("pledge_rows", pact.pk), json.dumps({"rows": rows}), content_type="application/json", headers=JSON
    )
    return answer.status_code, answer.json()


def test_stf_2_ac_4_what_is_typed_is_there_after_a_reload(secretary, pact):
    pledge = pact.pledges.get()
    status, told = send(secretary, pact, typed(pledge, name="Tỷ lệ khám phá án", target="93,5"))
    row = told["rows"][str(pledge.pk)]
    assert (status, row["errors"], row["revision"]) == (200, {}, pledge.revision + 1)
    assert re.fullmatch(r"Đã lưu lúc \d\d:\d\d", told["said"]) or told["said"].startswith("Saved at ")
    page = secretary.get(at("pact_contents", pact.pk)).content.decode()
    assert "Tỷ lệ khám phá án" in page and 'value="93,5"' in page


def test_an_incomplete_row_is_saved_and_says_what_is_missing(secretary, pact):
    _status, told = send(secretary, pact, new(pact, name="Chỉ mới có tên"))
    row = told["rows"]["n1"]
    assert (row["errors"], len(row["problems"])) == ({}, 2)
    assert Pledge.objects.get(pk=row["row"]).name == "Chỉ mới có tên"
    page = secretary.get(at("pact_detail", pact.pk)).content.decode()
    assert 'class="door is-shut" data-testid="door-open"' in page


def test_what_cannot_be_read_is_told_and_the_rest_is_saved(secretary, pact):
    pledge = pact.pledges.get()
    _status, told = send(secretary, pact, typed(pledge, name="Tên mới", target="92.020"))
    assert list(told["rows"][str(pledge.pk)]["errors"]) == ["target"]
    now = Pledge.objects.get(pk=pledge.pk)
    assert (now.name, now.target) == ("Tên mới", 90)


@pytest.mark.parametrize("name", ["", " ", "x" * 501])
def test_a_row_without_a_fitting_name_is_not_made(secretary, pact, name):
    _status, told = send(secretary, pact, new(pact, name=name, target="5", measure="vụ"))
    assert list(told["rows"]["n1"]["errors"]) == ["name"]
    assert pact.pledges.count() == 1


def test_a_new_row_stands_behind_the_one_it_was_added_at(secretary, pact):
    first, last = pact.pledges.get(), a_pledge(pact)
    for _sent_again in range(2):
        _status, told = send(secretary, pact, new(pact, after=first.pk, name="Ở giữa", kind="qualitative"))
    assert [row.name for row in pact.pledges.in_order()] == [first.name, "Ở giữa", last.name]
    assert told["total"] == 3


def test_stf_2_ac_5_the_second_saving_gets_both_values(secretary, pact, client):
    pledge = pact.pledges.get()
    send(secretary, pact, typed(pledge, name="Của người thứ nhất"))
    client.force_login(a_user(Role.ADMIN))
    _status, told = send(client, pact, typed(pledge, name="Của người thứ hai"))
    conflict = told["rows"][str(pledge.pk)]["conflict"]
    assert "Trần Thị Thư Ký" in conflict["said"]
    assert [(one["mine"], one["theirs"]) for one in conflict["fields"]] == [("Của người thứ hai", "Của người thứ nhất")]
    assert Pledge.objects.get(pk=pledge.pk).name == "Của người thứ nhất"
    mine = typed(pledge, name="Của người thứ hai") | {"revision": conflict["revision"]}
    send(client, pact, mine)
    assert Pledge.objects.get(pk=pledge.pk).name == "Của người thứ hai"


def test_a_row_that_was_only_moved_or_reviewed_is_no_conflict(secretary, pact):
    pledge, other = pact.pledges.get(), a_pledge(pact)
    secretary.post(at("pledge_move", other.pk, "len"), headers=JSON)
    _status, told = send(secretary, pact, typed(pledge, name="Tên mới"))
    assert "conflict" not in told["rows"][str(pledge.pk)]
    assert Pledge.objects.get(pk=pledge.pk).name == "Tên mới"


def test_a_row_deleted_meanwhile_says_so_and_makes_nothing(secretary, pact):
    pledge = pact.pledges.get()
    secretary.post(at("pledge_remove", pledge.pk), headers=JSON)
    _status, told = send(secretary, pact, typed(pledge, name="Gõ rất lâu"))
    assert "gone" in told["rows"][str(pledge.pk)]
    assert pact.pledges.count() == 0


def test_a_row_of_another_pact_is_out_of_reach(secretary, pact):
    other = a_pact().pledges.get()
    _status, told = send(secretary, pact, typed(other, name="Lẻn vào"))
    assert "gone" in told["rows"][str(other.pk)]
    assert not Pledge.objects.filter(name="Lẻn vào").exists()


def test_a_batch_writes_one_line_in_the_logbook(secretary, pact):
    pledge, before = pact.pledges.get(), Event.objects.count()
    send(secretary, pact, typed(pledge, name="Một"), new(pact, name="Hai", kind="qualitative"))
    line = Event.objects.order_by("-number").first()
    assert (Event.objects.count() - before, line.verb, line.facts["rows"]) == (1, "pacts.save_rows", 2)
    send(secretary, pact, typed(Pledge.objects.get(pk=pledge.pk), name="Một"))
    assert Event.objects.count() - before == 1


@pytest.mark.parametrize("body", ["", "{", "[]", '{"rows": 1}', '{"rows": [], "state": "sealed"}'])
def test_nonsense_is_refused_in_a_sentence(secretary, pact, body):
    answer = secretary.post(at("pledge_rows", pact.pk), body, content_type="application/json", headers=JSON)
    assert (answer.status_code, bool(answer.json()["said"])) == (409, True)


def test_an_open_pact_takes_no_row(secretary, pact):
    pledge = pact.pledges.get()
    Pact.objects.update(state="open")
    status, told = send(secretary, pact, typed(pledge, name="Gõ muộn"))
    assert (status, bool(told["said"])) == (409, True)
    assert Pledge.objects.get(pk=pledge.pk).name == pledge.name


@pytest.mark.parametrize(
    "role, status", [("standing", 403), ("commander", 403), ("reporter", 403), ("stranger", 404), ("admin", 200)]
)
def test_only_who_runs_the_bloc_saves_rows(client, pact, role, status):
    client.force_login(the_cast(pact.bloc)[role])
    body = json.dumps({"rows": [new(pact, name="Thử", kind="qualitative")]})
    answer = client.post(at("pledge_rows", pact.pk), body, content_type="application/json")
    assert (answer.status_code, pact.pledges.count()) == (status, 2 if status == 200 else 1)


def test_stf_2_ac_7_a_deleted_row_comes_back_to_its_place_without_a_page(secretary, pact):
    pact.pledges.all().delete()
    first, second, third = (a_pledge(pact, order=n) for n in (1, 2, 3))
    removed = secretary.post(at("pledge_remove", second.pk), headers=JSON).json()
    told = secretary.post(at("pledge_restore", pact.pk), {"token": removed["token"]}, headers=JSON).json()
    assert (told["place"], told["part"]) == (1, pact.sections.get().pk)
    assert f'data-row="{second.pk}"' in told["html"]
    assert list(pact.pledges.in_order()) == [first, second, third]


def test_without_script_a_row_is_sent_by_its_form(secretary, pact):
    pledge = pact.pledges.get()
    words = {"revision": pledge.revision, "name": "Không có script", "kind": "at_least", "measure": "%"}
    page = secretary.post(at("pledge_row", pledge.pk), words | {"target": "abc"})
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["target"])
    assert "Không có script" in page.content.decode()
    answer = secretary.post(at("pledge_row", pledge.pk), words | {"target": "95"})
    assert answer.url == f"{at('pact_contents', pact.pk)}#noi-dung-{pledge.pk}"
    now = Pledge.objects.get(pk=pledge.pk)
    assert (now.name, now.target, now.section_id) == ("Không có script", 95, pledge.section_id)


# --- The states of the page ---


def test_stf_2_an_empty_pact_offers_its_ways_to_start(client, pact):
    bloc = next_bloc(pact.bloc)
    client.force_login(a_user(Role.SECRETARY, at=bloc))
    client.post(at("pact_draft", bloc.pk), {"start": "scratch"})
    new_pact = bloc.pacts.get()
    page = client.get(at("pact_contents", new_pact.pk)).content.decode()
    assert 'data-testid="empty"' in page
    assert all(at(name, new_pact.pk) in page for name in ("pledges_copy", "pledges_paste"))
    assert 'data-testid="add-row"' in page


def test_stf_2_copied_rows_are_marked_and_a_signed_pact_is_read_only(secretary, pact):
    Pledge.objects.update(is_unreviewed_copy=True)
    assert "data-copy" in secretary.get(at("pact_contents", pact.pk)).content.decode()
    Pact.objects.update(state="sealed", sealed_at="2017-03-01T00:00:00Z", digest="0" * 64)
    page = secretary.get(at("pact_contents", pact.pk)).content.decode()
    assert "data-pledges" not in page and 'data-testid="add-row"' not in page
    assert f'action="{at("pact_amend", pact.pk)}"' in page


def test_stf_2_ac_3_the_points_of_the_table_are_told_with_their_difference(secretary):
    table = an_adoptable(a_pact(a_bloc()))
    secretary.force_login(a_user(Role.SECRETARY, at=table.pact.bloc))
    page = secretary.get(at("pact_contents", table.pact_id))
    assert (page.context["shown"].points.total, page.context["shown"].points.fault) == ("100", "")
    table.maximum = 120
    table.save()
    points = secretary.get(at("pact_contents", table.pact_id)).context["shown"].points
    assert (points.total, points.maximum) == ("100", "120")
    assert "20" in points.fault
    saved = send(secretary, table.pact, typed(table.pact.pledges.get(), name="Vẫn lưu được"))
    assert saved[0] == 200
    secretary.post(at("pact_check", table.pact_id), {"declared": "on"})
    assert Pact.objects.get(pk=table.pact_id).state == "draft"


def test_going_on_leads_to_the_first_row_with_something_missing(secretary, pact):
    row = a_pledge(pact, target=None)
    page = secretary.get(at("pact_contents", pact.pk) + "?tiep=1").content.decode()
    assert f'data-focus="r{row.pk}-target"' in page


@pytest.mark.parametrize("name", ["pact_contents", "pact_check"])
def test_a_page_asks_equally_often_for_one_row_and_for_forty(secretary, pact, name, django_assert_num_queries):
    member = pact.bloc.memberships.first()
    pact.pledges.get().own_targets.create(membership=member, target=95)
    secretary.get(at(name, pact.pk))
    with CaptureQueriesContext(connection) as before:
        secretary.get(at(name, pact.pk))
    for n in range(40):
        a_pledge(pact, order=n + 2).own_targets.create(membership=member, target=95)
    with django_assert_num_queries(len(before)):
        secretary.get(at(name, pact.pk))
