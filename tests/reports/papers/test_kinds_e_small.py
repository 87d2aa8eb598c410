"""Reports, submission and handover of small blocs: what is missing is said, not made up."""

from datetime import date
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blocs.logic.lifecycle import Refused
from blocs.models import Bloc
from pacts.models import Direction
from reports.models import Directive, Document, Honour, Letterhead, Report
from reports.paper_frames import frame
from reports.papers.catalogue import BY_SLUG
from reports.papers.document import Table
from tests import make
from tests.make_results import a_published_result, a_scored_table
from tests.reports.desks import a_desk
from tests.reports.papers.papers_written import words_of, written

pytestmark = pytest.mark.django_db
PHASES = ("half_year", "year_end")


@pytest.mark.parametrize("slug", PHASES)
def test_a_season_without_figures_is_told_as_it_is(slug):
    desk = a_desk(units=2)
    make.a_phase(desk.bloc.season, "half", slug="6-thang", name="6 tháng đầu năm", ends_on=date(2017, 6, 30))
    paper = written(slug, desk.bloc)
    assert paper.annexes == () and "Chưa có số liệu để đánh giá hạn chế." in words_of(paper)
    assert "0/02 đơn vị đã gửi báo cáo" in words_of(paper) and "01 chỉ tiêu chưa có số liệu" in words_of(paper)
    assert BY_SLUG[slug].subjects(desk.bloc) == [desk.bloc]
    module = import_module(f"reports.papers.kinds.{slug}")
    assert [url.startswith("/") for _sentence, url in module.gaps(desk.bloc)].count(True) >= 2


def test_units_that_did_not_report_are_named():
    desk = a_desk(units=3)
    Report.objects.create(reporting=desk.reporting, unit=desk.unit, state="sent")
    text = words_of(written("year_end", desk.bloc))
    late = "; ".join(unit.name for unit in desk.others)
    assert "01/03 đơn vị đã gửi báo cáo" in text and f"chưa gửi báo cáo (02 đơn vị): {late}." in text


def test_the_blocs_own_report_is_told_only_once_it_is_sent():
    desk = a_desk()
    own = Report.objects.create(reporting=desk.reporting, limits="Còn chậm", next_tasks="Giữ vững kết quả")
    assert "Còn chậm" not in words_of(written("year_end", desk.bloc))
    Report.objects.filter(pk=own.pk).update(state="sent")
    assert {"Còn chậm", "Giữ vững kết quả"} <= {
        getattr(block, "text", "") for block in written("year_end", desk.bloc).body
    }


def test_an_unpublished_result_is_not_told():
    table = a_scored_table()
    bloc = table.pact.bloc
    text = words_of(written("year_end", bloc))
    assert "chưa được công bố" in text and written("year_end", bloc).leaves[3].rows == ()
    a_published_result(table)
    paper = written("year_end", bloc)
    assert "chưa được công bố" not in words_of(paper) and len(paper.leaves[3].rows) == 3


def test_directions_that_are_followed_up_are_no_task_any_more():
    desk = a_desk()
    ceremony = make.a_ceremony(desk.bloc, state="held", on=date(2017, 3, 1))
    done = Direction.objects.create(ceremony=ceremony, text="Rà soát án tồn", due_on=date(2017, 5, 1))
    assert "Rà soát án tồn (trước ngày 01/05/2017)." in words_of(written("year_end", desk.bloc))
    Direction.objects.filter(pk=done.pk).update(followed_up_on=date(2017, 4, 1))
    assert "Rà soát án tồn" not in words_of(written("year_end", desk.bloc))


def test_a_season_without_such_a_phase_is_refused_with_a_sentence():
    desk = a_desk()
    assert BY_SLUG["half_year"].subjects(desk.bloc) == []
    with pytest.raises(Refused):
        written("half_year", desk.bloc)


def test_a_bloc_without_a_pact_has_no_report_to_write():
    bloc = make.a_bloc()
    make.a_phase(bloc.season)
    assert BY_SLUG["year_end"].subjects(bloc) == [] and BY_SLUG["submission"].subjects(bloc) == []
    assert "Chưa có giao ước" in words_of(written("year_end", bloc))


def test_a_submission_without_result_and_figures_says_only_who_is_proposed():
    bloc = make.a_bloc()
    unit = make.members_of(bloc)[0]
    Honour.objects.create(bloc=bloc, unit=unit, title=make.a_title(), status="proposed")
    paper = written("submission", bloc)
    line = next(row.cells for row in paper.annexes[0].body[0].rows if not row.spans)
    assert line == ("1", unit.name, "—", "—", "—") and paper.leaves[0].rows[0][4:] == (None,) * 4


@pytest.mark.parametrize("slug", ["year_end", "submission", "handover"])
def test_the_questions_asked_of_the_database_do_not_grow_with_units(slug):
    asked = []
    for units in (2, 9):
        table = a_scored_table(units, bloc=make.a_bloc(units, year=2015 + units))
        bloc = Bloc.objects.select_related("season", "series__organiser").get(pk=table.pact.bloc_id)
        a_published_result(table)
        title = make.a_title()
        for unit in make.members_of(bloc):
            Honour.objects.create(bloc=bloc, unit=unit, title=title, status="proposed")
        make.a_reporting(bloc)
        with CaptureQueriesContext(connection) as seen:
            BY_SLUG[slug].write(bloc, frame(BY_SLUG[slug], bloc))
        asked.append(len(seen))
    assert asked[0] == asked[1]


# --- Handover -------------------------------------------------------------------------------------


def test_the_handover_names_both_parties_and_both_sign():
    bloc = make.a_bloc()
    head, deputy, _third = make.members_of(bloc)
    make.a_head_of(head, "Nguyễn Văn Giao")
    make.a_head_of(deputy, "Trần Thị Nhận", rank="Trung tá")
    bloc.headships.create(unit=deputy, part="next_head")
    paper = written("handover", bloc)
    assert paper.signs_left.name == "Đại tá\u00a0Nguyễn Văn Giao" and paper.signs_left.capacity == (
        "ĐẠI DIỆN BÊN GIAO",
    )
    assert paper.signs.name == "Trung tá\u00a0Trần Thị Nhận" and paper.facts["ben_nhan"] == deputy.name
    assert f"Năm 2017: đơn vị Khối trưởng là {head.name}" in words_of(paper)


def test_the_incoming_head_is_that_of_the_renewed_bloc():
    bloc = make.a_bloc()
    later = make.a_bloc(year=2018, series=bloc.series, previous=bloc)
    paper = written("handover", bloc)
    assert paper.facts["ben_nhan"] == make.members_of(later)[0].name
    assert f"Năm 2018: đơn vị Khối trưởng là {make.members_of(later)[0].name}" in words_of(paper)


def test_the_handover_counts_issued_papers_by_kind_and_lists_what_is_open():
    desk = a_desk()
    head = Letterhead.objects.create(series=desk.bloc.series)
    for n, state in enumerate(["issued", "issued", "draft"], start=1):
        number = {"number": n, "content": "{}"} if state == "issued" else {}
        facts = {"kind": "plan", "abstract": "Kế hoạch năm 2017", "year": 2017, "code": "KH", **number}
        Document.objects.create(bloc=desk.bloc, letterhead=head, state=state, **facts)
    asked = {"given_by": desk.commander, "given_name": "Chỉ huy", "due_on": date(2017, 6, 1)}
    Directive.objects.create(bloc=desk.bloc, unit=desk.unit, text="Rà soát số liệu", **asked)
    Directive.objects.create(bloc=desk.bloc, unit=desk.unit, text="Việc đã xong", state="settled", **asked)
    ceremony = make.a_ceremony(desk.bloc, state="held")
    Direction.objects.create(ceremony=ceremony, text="Giữ vững kết quả", due_on=date(2017, 5, 1))
    paper = written("handover", desk.bloc)
    tables = {block.heads: block for block in paper.body if isinstance(block, Table)}
    counted = tables["TT", "Loại văn bản", "Số lượng"].rows
    assert [row.cells[2] for row in counted] == ["2", "2"] and counted[-1].is_bold
    work = tables["TT", "Nội dung", "Đơn vị thực hiện", "Thời hạn"]
    assert [row.cells[3] for row in work.rows] == ["01/05/2017", "01/06/2017"]
    assert work.rows[0].cells[1] == "Giữ vững kết quả" and work.rows[1].cells[1].startswith("01 ý kiến chỉ đạo")
    assert "Rà soát số liệu" not in words_of(paper)
    assert desk.pact.digest in words_of(paper) and "đang nhận báo cáo" in words_of(paper)


def test_a_bloc_nobody_heads_hands_nothing_over():
    bloc = make.a_bloc(0)
    module = import_module("reports.papers.kinds.handover")
    assert module.subjects(bloc) == [] and len(module.gaps(bloc)) == 2
    assert written("handover", bloc).signs_left.name == ""
