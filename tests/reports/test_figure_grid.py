"""What the result grid asks while it is being filled: rows saved as JSON, texts of old fonts read (STF-3)."""

import json
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blocs.models import Event, Role
from reports.logic.figure_rows import MOST_CELLS
from reports.models import Figure, Report, RowNote
from tests import make
from tests.reports.desks import REASON, a_desk, queries_of

pytestmark = pytest.mark.django_db


def entry_url(desk, unit=None):
    return f"{reverse('reports:figure_entry')}?ky={desk.reporting.pk}&don_vi={unit or desk.unit.pk}"


def save_url(desk, unit=None):
    return f"{reverse('reports:figure_save')}?ky={desk.reporting.pk}&don_vi={unit or desk.unit.pk}"


def row(pledge, value="", revision=None, *, remove=False, **cells):
    return {"pledge": pledge.pk, "revision": revision, "remove": remove, "cells": {"value": value, **cells}}


def save(client, desk, *rows, status=200, **more):
    answer = client.post(save_url(desk), json.dumps({"rows": list(rows)} | more), content_type="application/json")
    assert answer.status_code == status, answer.content[:300]
    return answer.json()["rows"] if status == 200 else answer.json()


@pytest.fixture
def desk(client):
    desk = a_desk(pledges=4)
    client.force_login(desk.reporter)
    return desk


def test_stf_3_ac_3_right_rows_are_kept_beside_wrong_ones(client, desk):
    first, second, third, fourth = desk.pledges
    told = save(
        client, desk, row(first, "95", note="sổ"), row(second, "92.020"), row(third, "101%"), row(fourth, "abc")
    )
    assert list(Figure.objects.values_list("pledge", "value", "note")) == [(first.pk, Decimal(95), "sổ")]
    assert told[str(first.pk)]["revision"] == 1 and told[str(first.pk)]["errors"] == []
    assert "●" in told[str(first.pk)]["state"] or "◆" in told[str(first.pk)]["state"]
    assert told[str(second.pk)]["errors"][0]["choices"] == ["92,02", "92020"]
    assert [told[str(pk.pk)]["is_stored"] for pk in desk.pledges] == [True, False, False, False]
    assert told[str(third.pk)]["errors"][0]["field"] == "value"


def test_stf_3_ac_8_blank_is_not_reported_and_0_is_0(client, desk):
    first, second, *_ = desk.pledges
    told = save(client, desk, row(first, "0"), row(second, "—"))
    assert list(Figure.objects.values_list("pledge", "value")) == [(first.pk, 0)]
    assert "○" in told[str(second.pk)]["state"] and told[str(second.pk)]["errors"] == []


def test_stf_3_ac_11_what_is_sent_twice_is_written_once(client, desk):
    """An answer that was lost: the same row comes again, still without a revision."""
    again = [save(client, desk, row(desk.pledge, "95,5")) for _ in range(2)]
    assert again[0] == again[1] and again[0][str(desk.pledge.pk)]["revision"] == 1
    assert Figure.objects.count() == 1 and Event.objects.filter(verb="reports.record_figure").count() == 1


def test_both_values_who_and_when_come_back_from_a_conflict(client, desk):
    save(client, desk, row(desk.pledge, "90"))
    client.force_login(desk.secretary)
    save(client, desk, row(desk.pledge, "93", 1, source="Báo cáo 12"))
    client.force_login(desk.reporter)
    told = save(client, desk, row(desk.pledge, "91", 1))[str(desk.pledge.pk)]
    clash = told["clash"]
    assert (clash["cells"]["value"], clash["cells"]["source"], clash["revision"]) == ("93", "Báo cáo 12", 2)
    assert str(desk.secretary) in clash["asked"] and timezone.localdate().strftime("%d/%m/%Y") in clash["asked"]
    assert Figure.objects.get().value == 93
    mine = save(client, desk, row(desk.pledge, "91", clash["revision"]))[str(desk.pledge.pk)]
    assert (mine["clash"], mine["revision"], Figure.objects.get().value) == (None, 3, 91)


def test_a_figure_somebody_took_out_meanwhile_is_asked_about(client, desk):
    save(client, desk, row(desk.pledge, "90"))
    save(client, desk, row(desk.pledge, revision=1, remove=True))
    told = save(client, desk, row(desk.pledge, "91", 1))[str(desk.pledge.pk)]
    assert told["clash"]["revision"] is None and told["clash"]["cells"]["value"] == ""
    assert not Figure.objects.exists()


def test_an_emptied_row_keeps_its_figure_until_it_is_removed_in_so_many_words(client, desk):
    save(client, desk, row(desk.pledge, "90"))
    told = save(client, desk, row(desk.pledge, "", 1))[str(desk.pledge.pk)]
    assert [error["field"] for error in told["errors"]] == ["remove"] and told["revision"] == 1
    assert Figure.objects.get().value == 90
    told = save(client, desk, row(desk.pledge, "", 1, remove=True))[str(desk.pledge.pk)]
    assert told["is_removed"] and told["revision"] is None and not Figure.objects.exists()


def test_a_row_put_back_as_it_was_does_not_hide_what_somebody_saved_meanwhile(client, desk):
    save(client, desk, row(desk.pledge, "90"))
    save(client, desk, row(desk.pledge, "93", 1))
    told = save(client, desk, row(desk.pledge, "90", 1))[str(desk.pledge.pk)]
    assert told["revision"] == 1 and Figure.objects.get().value == 93
    assert save(client, desk, row(desk.pledge, "91", 1))[str(desk.pledge.pk)]["clash"]["cells"]["value"] == "93"


def test_a_verdict_its_wrong_word_and_a_rate_by_its_parts(client, desk):
    quality = make.a_pledge(desk.pact, kind="qualitative", target=None, measure="", order=9)
    told = save(client, desk, row(quality, "abc"), row(desk.pledge, numerator="46", denominator="50"))
    assert told[str(quality.pk)]["errors"][0]["field"] == "value"
    assert told[str(desk.pledge.pk)]["errors"] == [] and Figure.objects.get().numerator == 46
    assert save(client, desk, row(quality, "1"))[str(quality.pk)]["is_stored"]


def test_stf_3_ac_12_less_is_better_where_at_most_is_promised(client):
    """8 of at most 8 is met; 5 is 3 fewer than last year, said to be better."""
    before = make.a_bloc(2, year=2016)
    of_kind = {"kind": "at_most", "target": 8, "measure": "vụ"}
    desk = a_desk(bloc=make.a_bloc(2, series=before.series, previous=before), **of_kind)
    pact = make.a_pact(before)
    pact.pledges.all().delete()
    old = make.a_pledge(pact, **of_kind)
    make.a_figure(old, desk.unit, value=Decimal(8))
    desk.pledge.follows = old
    desk.pledge.save()
    client.force_login(desk.reporter)
    told = [
        save(client, desk, row(desk.pledge, value, at))[str(desk.pledge.pk)] for value, at in [("8", None), ("5", 1)]
    ]
    assert "●" in told[0]["state"]
    assert "◆" in told[1]["state"] and "is-better" in told[1]["state"] and "3" in told[1]["state"]


WRONG = [
    {"rows": "x"},
    {"rows": [], "unit": 1},
    {"rows": [{"pledge": 1, "cells": {"bloc": "1"}}]},
    {"rows": [{"pledge": True}]},
    {"rows": [{"pledge": 1, "cells": {"value": 5}}]},
    {"rows": [{"pledge": 1, "cells": {"value": "5" * 1001}}]},
    {"rows": [{"pledge": 1, "revision": "1"}]},
    {"rows": [{"pledge": 1}, {"pledge": 1}]},
    {"rows": [{"pledge": 1, "remove": "yes"}]},
    {"rows": [{"pledge": 2**70}]},
    [],
]


@pytest.mark.parametrize("posted", WRONG, ids=json.dumps)
def test_anything_but_rows_of_this_sheet_is_refused(client, desk, posted):
    answer = client.post(save_url(desk), json.dumps(posted)[:3000], content_type="application/json")
    assert answer.status_code == 409 and answer.json()["said"] and not Figure.objects.exists()


def test_rows_of_another_pact_are_not_written(client, desk):
    other = a_desk()
    told = save(client, desk, row(other.pledge, "90"))[str(other.pledge.pk)]
    assert told["errors"] and not Figure.objects.exists()


def test_stf_3_ac_10_520_cells_are_saved_in_batches_and_none_is_larger(client):
    """The formset of 60 rows is one post as well: neither meets a limit of fields."""
    desk = a_desk(pledges=65)
    client.force_login(desk.secretary)
    cells = {
        "numerator": "",
        "denominator": "",
        "statement": "x",
        "note": "y",
        "source": "z",
        "is_not_applicable": False,
    }
    rows = [row(pledge, "90,5", **cells) | {} for pledge in desk.pledges]
    size = len(rows[0]["cells"])
    fitting = MOST_CELLS // size
    for start in range(0, len(rows), fitting):
        save(client, desk, *rows[start : start + fitting])
    assert Figure.objects.count() == 65
    save(client, desk, *rows[: fitting + 1], status=409)
    data = {f"p{pledge.pk}-value": "91" for pledge in desk.pledges} | {
        f"p{pledge.pk}-{name}": "" for pledge in desk.pledges for name in cells if name != "is_not_applicable"
    }
    data |= {f"p{pledge.pk}-revision": "1" for pledge in desk.pledges}
    assert client.post(entry_url(desk), data).status_code == 302
    assert set(Figure.objects.values_list("value", flat=True)) == {Decimal(91)}


@pytest.mark.parametrize(
    ("role", "status"),
    [("secretary", 200), ("commander", 200), ("admin", 200), ("neighbour", 403), ("standing", 403), ("stranger", 404)],
)
def test_who_saves_rows_of_whose_sheet(client, role, status):
    desk = a_desk()
    others = {
        "admin": lambda: make.a_user(Role.ADMIN),
        "neighbour": lambda: make.a_user(Role.COMMANDER, at=desk.others[0]),
        "standing": lambda: make.a_user(Role.STANDING, at=desk.bloc.series.organiser),
        "stranger": lambda: make.a_user(Role.SECRETARY, at=make.a_bloc()),
    }
    client.force_login(others[role]() if role in others else getattr(desk, role))
    body = json.dumps({"rows": [row(desk.pledge, "90")]})
    assert client.post(save_url(desk), body, content_type="application/json").status_code == status
    assert Figure.objects.exists() == (status == 200)


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_a_sheet_that_is_not_open_refuses_as_a_whole(client, state):
    desk = a_desk(state=state)
    client.force_login(desk.secretary)
    assert save(client, desk, row(desk.pledge, "90"), status=409)["said"]
    assert not Figure.objects.exists()


def test_a_report_sent_meanwhile_refuses_what_is_typed_after(client, desk):
    Report.objects.create(reporting=desk.reporting, unit=desk.unit, state="sent")
    assert save(client, desk, row(desk.pledge, "90"), status=409)["said"]


def test_the_grid_has_its_sentences_its_door_and_the_words_of_the_reviewer(client, desk):
    Report.objects.create(reporting=desk.reporting, unit=desk.unit, state="returned", returned_reason=REASON)
    own = {"reporting": desk.reporting, "unit": desk.unit, "made_name": "Thư ký khối"}
    RowNote.objects.create(pledge=desk.pledge, text="Số này lệch với báo cáo quý.", **own)
    page = client.get(entry_url(desk))
    shown = page.content.decode()
    assert REASON in shown and "Số này lệch với báo cáo quý." in shown
    assert json.loads(page.context["words"])["err.ambiguous"].count("{") == 3
    assert f'data-grid="{save_url(desk).replace("&", "&amp;")}"' in shown


def test_a_phase_that_has_not_begun_says_from_when_on_it_is_open(client):
    ahead = make.a_bloc(2, year=timezone.localdate().year + 1)
    desk = a_desk(bloc=ahead, state="planned")
    client.force_login(desk.secretary)
    begins = desk.reporting.phase.starts_on.strftime("%d/%m/%Y")
    assert begins in " ".join(client.get(entry_url(desk)).context["shut"])


def test_a_sheet_without_pledges_says_so(client):
    desk = a_desk(pledges=0)
    client.force_login(desk.secretary)
    shown = client.get(entry_url(desk)).content.decode()
    assert "data-grid" not in shown and "empty" in shown


def test_saving_asks_the_same_number_of_questions_for_1_and_20_rows(client):
    counts = []
    for size in (1, 20):
        desk = a_desk(pledges=20)
        client.force_login(desk.reporter)
        save(client, desk, *[row(pledge, "90") for pledge in desk.pledges])
        rows = [row(pledge, "90", 1) for pledge in desk.pledges[:size]]
        counts.append(queries_of_saving(client, desk, rows))
    assert counts[0] == counts[1]


def queries_of_saving(client, desk, rows):
    with CaptureQueriesContext(connection) as asked:
        save(client, desk, *rows)
    return len(asked)


def test_the_page_of_the_grid_asks_as_often_with_comments_as_without(client):
    counts = set()
    for comments in (0, 1, 20):
        desk = a_desk(pledges=20)
        own = {"reporting": desk.reporting, "unit": desk.unit, "made_name": "Thư ký"}
        for pledge in desk.pledges[:comments]:
            RowNote.objects.create(pledge=pledge, text="Xem lại", **own)
        client.force_login(desk.reporter)
        counts.add(queries_of(client, entry_url(desk)))
    assert len(counts) == 1


# --- Old fonts (screens 2.3) -----------------------------------------------------------------

FONTS = [
    (["NguyÔn V¨n HiÖu", ".VnTime"], "Nguyễn Văn Hiệu"),
    (["lùc l\u00adîng", ""], "lực lượng"),
    (["c«ng an", ".VnTimeH"], "CÔNG AN"),
    (["Coâng an nhaân daân", "VNI-Times"], "Công an nhân dân"),
    (["Đã đạt – 92,02%", "Times New Roman"], "Đã đạt – 92,02%"),
]


def test_stf_3_ac_6_texts_in_old_fonts_are_read(client):
    client.force_login(make.a_user())
    body = json.dumps([run for run, _ in FONTS])
    answer = client.post(reverse("reports:figure_fonts"), body, content_type="application/json")
    assert answer.json() == {"texts": [text for _, text in FONTS]}


@pytest.mark.parametrize("body", ["x", "{}", "[1]", '[["a"]]', '[["a", 1]]', json.dumps([["a" * 5001, ""]])])
def test_only_texts_with_their_fonts_are_read(client, body):
    client.force_login(make.a_user())
    answer = client.post(reverse("reports:figure_fonts"), body, content_type="application/json")
    assert answer.status_code == 409 and answer.json()["said"]
