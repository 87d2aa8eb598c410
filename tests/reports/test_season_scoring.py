"""Criteria tables, marks and results in a season file: what is written, what is left out, what may follow later."""

import copy
import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils.translation import override

from blocs.models import Unit
from pacts.models import CriteriaTable, Pact, tree_of
from reports.actions.seasons import BadSeasonFile
from reports.models import Evidence, Mark, Placing, Result, Sheet
from reports.seasonfile.marking import shortened, spelt_out
from tests.reports.season_tools import changed, dumped, empty_the_site, load, rich, small

pytestmark = pytest.mark.django_db

TABLE = "blocs.0.pacts.0.criteria_table"


def refused(document) -> list[tuple[str, str]]:
    with override("en"), pytest.raises(BadSeasonFile) as caught:
        load(document)
    return [tuple(fault) for fault in caught.value.faults]


def table_in(text: str) -> dict:
    return json.loads(text)["seasons"][0]["blocs"][0]["pacts"][0]["criteria_table"]


# --- Marks ------------------------------------------------------------------------------------


def test_an_agreement_has_the_figures_of_the_stage_before_and_who_passed_it():
    load(small())
    own, other = Mark.objects.filter(criterion__name="Mô hình mới", sheet__unit__slug="don-vi-01").order_by("pk")
    assert (own.value, other.value, other.reason) == (Decimal(2), Decimal(2), "")
    assert (own.given_by, other.given_by) == ("Lê Thị Minh Họa", "Thư ký Khối")
    assert other.given_at.isoformat() == "2017-12-14T02:00:00+00:00"


def test_what_is_repeated_is_written_as_an_agreement():
    load(changed(small(), f"{TABLE}.sheets.0.marks", {"1.1": {"self": {"value": "2"}, "review": {"value": "2.0"}}}))
    assert table_in(dumped())["sheets"][0]["marks"] == {"1.1": {"self": {"value": "2"}, "review": "="}}


def test_an_explanation_between_does_not_break_an_agreement():
    marks = {"1": {"review": {"points": "2"}, "explain": {"reason": "Đã bổ sung."}, "appraise": "="}}
    said = spelt_out({"marks": marks})["1"]
    assert said["appraise"] == {"points": "2"}
    assert shortened({"marks": {"1": copy.deepcopy(said)}})["marks"] == marks


def test_nothing_said_is_no_mark_and_a_nought_is_one():
    load(changed(small(), f"{TABLE}.sheets.1.marks", {"1.1": {"self": {"value": "0"}}}))
    mark = Mark.objects.get(sheet__unit__slug="don-vi-02")
    assert (mark.value, mark.points) == (Decimal(0), None)


def test_marks_begin_their_history_at_the_load():
    load(small())
    assert {mark.history.get().history_change_reason for mark in Mark.objects.all()} == {"2017.json"}


# --- The seal ---------------------------------------------------------------------------------


def test_the_table_is_sealed_with_its_pact():
    load(small())
    first = Pact.objects.get().digest
    empty_the_site()
    load(changed(small(), f"{TABLE}.criteria.0.children.0.rules.per", "15"))
    assert Pact.objects.get().digest != first
    assert CriteriaTable.objects.get().is_adopted


def test_what_follows_the_seal_does_not_move_the_digest():
    load(small())
    first = Pact.objects.get().digest
    empty_the_site()
    load(changed(changed(small(), f"{TABLE}.results", ...), f"{TABLE}.sheets", ...))
    assert Pact.objects.get().digest == first
    assert load(small()).rows["sheet"] == 2
    assert Result.objects.get().is_public


def test_a_table_under_a_pact_sealed_without_one_is_refused():
    load(changed(small(), TABLE, ...))
    ((path, sentence),) = refused(small())
    assert path == "blocs[0].pacts[0].criteria_table" and sentence.startswith("Here stands nothing")


def test_a_sealed_pact_keeps_its_table_though_a_unit_is_renamed():
    load(small())
    digest = Pact.objects.get().digest
    Unit.objects.filter(slug="don-vi-02").update(name="Đơn vị đổi tên")
    text = dumped()
    empty_the_site()
    load(json.loads(text))
    assert (Pact.objects.get().digest, dumped()) == (digest, text)


# --- Results ----------------------------------------------------------------------------------


def test_a_result_is_frozen_from_the_marks_with_its_placings():
    load(small())
    first, second = Placing.objects.order_by("order")
    assert (first.unit.slug, first.rank, first.achieved, first.assigned) == ("don-vi-01", 1, Decimal(37), Decimal(50))
    assert (second.unit.slug, second.rank, second.achieved, second.assigned) == (
        "don-vi-02",
        2,
        Decimal(0),
        Decimal(30),
    )
    assert "package" not in table_in(dumped())["results"][0]


def test_a_package_the_rows_no_longer_lead_to_is_carried_whole():
    load(small())
    result = Result.objects.get()
    Unit.objects.filter(slug="don-vi-01").update(name="Đơn vị đổi tên")
    text = dumped()
    assert table_in(text)["results"][0]["package"] == result.package
    empty_the_site()
    load(json.loads(text))
    again = Result.objects.get()
    assert (again.package, again.digest) == (result.package, result.digest)
    assert Placing.objects.get(order=1).unit_name == "Đơn vị 01"
    assert dumped() == text


def test_a_package_with_digits_that_do_not_follow_is_refused():
    load(small())
    package = json.loads(Result.objects.get().package)
    package["marks"][0]["points"] = "21"
    empty_the_site()
    document = changed(small(), f"{TABLE}.results.0.package", json.dumps(package))
    path = "blocs[0].pacts[0].criteria_table.results[0].package"
    assert refused(document) == [(path, "The package does not come to the digits it states.")]
    assert Result.objects.count() == 0


def test_a_digest_of_a_result_that_does_not_hold_is_refused():
    ((path, sentence),) = refused(changed(small(), f"{TABLE}.results.0.digest", "0" * 64))
    assert path == "blocs[0].pacts[0].criteria_table.results[0].digest"
    assert sentence.startswith(f"The file states the digest {'0' * 64}, but the digest of this package is ")


# --- Evidence ---------------------------------------------------------------------------------


def a_file_beside(sheet: Sheet) -> Evidence:
    facts = {"criterion": tree_of(sheet.table).by_number()["1.1"].criterion, "stage": sheet.stage}
    told = {"name": "anh.png", "file": "evidence/ab/abc", "sha256": "ab" * 32, "added_at": sheet.opened_at}
    return Evidence.objects.create(sheet=sheet, kind="file", added_by="Cán bộ", **facts, **told)


def test_files_of_evidence_are_left_out_and_counted_on_standard_error():
    load(small())
    a_file_beside(Sheet.objects.get(unit__slug="don-vi-01"))
    out, err = StringIO(), StringIO()
    call_command("dump_season", stdout=out, stderr=err)
    (paper,) = table_in(out.getvalue())["sheets"][0]["evidence"]
    assert paper["number"] == "31/QĐ-MH" and "anh.png" not in out.getvalue()
    assert err.getvalue().strip()
    assert "1 " in err.getvalue()


def test_where_files_count_the_package_is_carried():
    load(small())
    a_file_beside(Sheet.objects.get(unit__slug="don-vi-01"))
    assert table_in(dumped())["results"][0]["package"] == Result.objects.get().package


# --- Names ------------------------------------------------------------------------------------


def test_criteria_are_named_by_place_whatever_their_code():
    load(rich())
    table = CriteriaTable.objects.get(pact__bloc__series__slug="khoi-minh-hoa", pact__bloc__season__slug="2017")
    assert tree_of(table).by_number()["1.2"].criterion.pledge.name == "Oan sai"
    paper = Evidence.objects.get(number="15/KH-MH")
    assert paper.criterion == tree_of(table).by_number()["2.1"].criterion


def test_the_papers_of_a_sheet_come_in_the_order_of_the_table():
    load(rich())
    table = json.loads(dumped())["seasons"][1]["blocs"][1]["pacts"][0]["criteria_table"]
    assert [one["number"] for one in table["sheets"][0]["evidence"]] == ["14/KH-MH", "15/KH-MH"]
    assert [len(sheet["marks"]) for sheet in table["sheets"]] == [8, 8, 7]
