"""The criteria table, the registration, the pact and the invitation say what the pages say."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from django.urls import reverse

from blocs.models import Role
from pacts.models import Attendee, Ceremony, CriteriaTable, Pact, Signature
from reports.paper_frames import frame
from reports.papers.catalogue import BY_SLUG
from reports.papers.document import Para, SignerGrid, from_text, to_text
from reports.papers.framing import Words
from reports.papers.kinds import criteria, invitation, pact, registration
from tests.make import a_bloc, a_ceremony, a_head_of, a_pact, a_user, members_of
from tests.make_papers import a_sealed_pact
from tests.reports.papers.bloc_papers import (
    LONG,
    MADE,
    a_long_name,
    a_whole_bloc,
    asked,
    lines_of,
    paper_of,
    text_of,
)
from tests.seasons import plain, tidy

pytestmark = pytest.mark.django_db


def page(client, name: str, key: int) -> str:
    client.force_login(a_user(Role.ADMIN))
    return plain(client.get(reverse(f"pacts:{name}", args=[key])).content.decode())


# --- The criteria table ---------------------------------------------------------------------------


def the_table(units: int = 3):
    bloc = a_whole_bloc(units)
    (table,) = criteria.subjects(bloc)
    return bloc, table, paper_of("criteria", table, bloc)


def test_points_and_formulas_of_the_table_are_those_of_its_page(client):
    _bloc, table, paper = the_table()
    shown = page(client, "table_detail", table.pact_id)
    rows = [row.cells for row in paper.body[1].rows]
    named = [row for row in rows if row[0]]
    assert len(named) == table.criteria.count() == 8
    for _number, name, points, how, _who, _beside in named:
        assert name.split(" (")[0] in shown and points in shown and tidy(how) in shown
    assert rows[-2:] == [
        ("", "Tổng điểm tối đa", "100", "", "", ""),
        ("", "Điểm thưởng (ngoài tổng điểm)", "2,5", "", "", ""),
    ]
    assert [row.is_bold for row in paper.body[1].rows].count(True) == 5


def test_the_workbook_keeps_points_exact_and_a_sheet_for_units_of_their_own():
    _bloc, table, paper = the_table()
    first, own = paper.leaves
    points = {row[2]: row[3] for row in first.rows}
    assert points["Chiến công"] == Decimal("2.5") and points["Tổng điểm tối đa"] == table.maximum
    assert all(isinstance(row[3], Decimal) for row in first.rows)
    assert all(len(row) == len(first.heads) == len(first.widths) for row in first.rows)
    assert {first.rows[at][2] for at in first.bold_rows} >= {"Công tác chuyên môn", "Tổng điểm tối đa"}
    assert len(own.rows) == 1 and own.rows[0][3] == "Không áp dụng: Ngoài chức năng"


def test_units_told_the_same_of_a_criterion_share_a_line_of_the_annex():
    bloc, _table, paper = the_table(25)
    ((row,),) = (block.rows for block in paper.annexes[0].body)
    assert row.cells[2] == "; ".join(unit.name for unit in members_of(bloc))


def test_the_notes_say_step_stages_ties_and_appeals():
    text = text_of(the_table()[2])
    assert "theo bước 0,5 điểm" in text and "ít nhất 20 ký tự" in text
    assert "Tự chấm điểm (từ ngày 28 tháng 11 đến ngày 04 tháng 12 năm 2017); Khối rà soát." in text
    assert "Đơn vị kiến nghị về điểm đến ngày 29 tháng 12 năm 2017." in text
    assert "xét lần lượt:" in text and "“Công tác chuyên môn”" in text


def test_an_empty_table_is_a_paper_that_says_what_it_lacks():
    bloc = a_bloc(2)
    table = CriteriaTable.objects.create(pact=a_pact(bloc), name="Bảng tiêu chí")
    paper = paper_of("criteria", table, bloc)
    assert lines_of(paper)[5] == "Tổng điểm tối đa 100 điểm." and not paper.annexes
    assert len(criteria.gaps(table)) == 3


# --- The registration -----------------------------------------------------------------------------


def test_a_unit_registers_for_its_titles_and_its_own_targets(client):
    bloc = a_whole_bloc(3)
    first = registration.subjects(bloc)[0]
    paper = paper_of("registration", first, bloc)
    text = text_of(paper)
    assert (paper.agency, paper.parent) == (first.unit.name, bloc.series.organiser.name)
    assert paper.addressees == (bloc.name,)
    assert "1. Danh hiệu đăng ký\n- Đơn vị quyết thắng." in text
    assert "1.2 | Số vụ phạm pháp hình sự | giảm từ 5% trở lên so với năm 2016 | giảm từ 6,5% trở lên" in text
    assert "hoàn thành 01 chỉ tiêu riêng nêu trên và hoàn thành 01 chỉ tiêu chung của giao ước./." in text
    assert paper.signs.capacity == ("TRƯỞNG PHÒNG",)
    assert paper.signs.name == "Thượng tá\u00a0Trần Thị Bình"
    shown = page(client, "registrations", bloc.pacts.get().pk)
    assert "Đơn vị quyết thắng" in shown and first.unit.name in shown


def test_a_unit_that_registered_for_nothing_is_told_so_and_promises_no_title():
    bloc = a_whole_bloc(3)
    last = registration.subjects(bloc)[-1]
    text = text_of(paper_of("registration", last, bloc))
    assert "Danh hiệu đăng ký" not in text and "đạt danh hiệu" not in text
    assert "Đơn vị cam kết phấn đấu hoàn thành 02 chỉ tiêu chung của giao ước./." in text
    assert len(registration.gaps(last)) == 1
    alone = registration.subjects(a_bloc(1))[0]
    assert "None" not in to_text(paper_of("registration", alone, alone.bloc)) and registration.gaps(alone)


# --- The pact -------------------------------------------------------------------------------------


def test_the_draft_pact_is_worded_from_the_text_that_would_be_sealed(client):
    bloc = a_whole_bloc(13)
    name = a_long_name(bloc)
    row = pact.subjects(bloc)[0]
    paper = paper_of("pact", row, bloc)
    text = text_of(paper)
    shown = page(client, "pact_print", row.pk)
    assert "1.2. Số vụ phạm pháp hình sự: giảm từ 5% trở lên so với năm 2016 (mốc so sánh: 1.080 vụ)." in text
    assert f"Riêng {members_of(bloc)[0].name}: giảm từ 6,5% trở lên." in text
    assert all(word in shown for word in ("giảm từ 5% trở lên so với năm 2016", "Kỷ cương, trách nhiệm"))
    assert "Giao ước được lập thành 15 bản có giá trị như nhau." in text
    (grid,) = [block for block in paper.body if isinstance(block, SignerGrid)]
    assert [one.unit for one in grid.signers] == [unit.name for unit in members_of(bloc)]
    assert (grid.signers[0].name, grid.signers[0].capacity) == ("Thượng tá\u00a0Trần Thị Bình", ("Trưởng phòng",))
    assert grid.signers[-1].unit == name == LONG and not any(one.mark for one in grid.signers)
    assert paper.signs is None and paper.recipients == () and len(paper.annexes) == 2
    ((shared,),) = (block.rows for block in paper.annexes[1].body)
    assert shared.cells[2].split("; ") == [one.unit for one in grid.signers]


def test_the_sealed_pact_is_its_sealed_text_with_who_signed_on_the_day_of_the_seal():
    row = a_sealed_pact()
    witness = {"name": "Trần Minh Thùy", "rank": "Đại tá", "position": "Phó Giám đốc", "unit_name": "Công an tỉnh"}
    Signature.objects.create(pact=row, part="witness", digest=row.digest, signed_at=row.sealed_at, **witness)
    members = members_of(row.bloc)
    row.sections.update(title="Đổi sau khi khóa")
    paper = paper_of("pact", Pact.objects.get(pk=row.pk), row.bloc, on=None)
    text = text_of(paper)
    assert "Đổi sau khi khóa" not in text and paper.place_and_day.endswith("gày 15 tháng 02 năm 2017")
    assert f"{members[0].name} | (Đã ký) | Thượng tá\u00a0Trần Thị Bình" in text
    assert f"{members[1].name} | (Chưa ký) | " in text
    assert "Công an tỉnh | Phó Giám đốc | (Đã ký) | Đại tá\u00a0Trần Minh Thùy" in text
    assert pact.gaps(row) == []


def test_a_pact_without_anything_yet_says_where_to_write_it():
    bloc = a_bloc(0)
    row = Pact.objects.create(bloc=bloc, title="Giao ước thi đua năm 2017")
    paper = paper_of("pact", row, bloc)
    assert "None" not in to_text(paper) and from_text(to_text(paper)) == paper
    assert len(pact.gaps(row)) == 5


# --- The invitation -------------------------------------------------------------------------------


def test_the_invitation_follows_the_model_of_the_decree():
    bloc = a_whole_bloc(3)
    (ceremony,) = invitation.subjects(bloc)
    paper = paper_of("invitation", ceremony, bloc)
    lines = lines_of(paper)
    guests = "đồng chí Đại tá\u00a0Trần Minh Thùy, UVTV Đảng ủy, Phó Giám đốc"
    units = f"Thủ trưởng các đơn vị thành viên {bloc.name}"
    assert f"{bloc.name} trân trọng kính mời: {guests}; {units}." in lines
    assert "Tới dự: Lễ ký kết giao ước" in lines
    assert "Chủ trì: Đồng chí Thượng tá\u00a0Trần Thị Bình" in lines
    assert "Thời gian: 08 giờ 05, thứ Sáu, ngày 24 tháng 02 năm 2017" in lines
    assert "Địa điểm: Hội trường tầng 3" in lines and "Nội dung: Thông qua giao ước." in lines
    assert paper.addressees == () and invitation.gaps(ceremony) == []


def test_a_clerk_invites_whom_he_names_at_another_hour_and_place():
    bloc = a_whole_bloc(3)
    (ceremony,) = invitation.subjects(bloc)
    words = Words(addressees=("Đảng ủy phường",), time="14 giờ 00, ngày 25 tháng 02 năm 2017", place="Nhà văn hóa")
    made = replace(frame(BY_SLUG["invitation"], bloc, made_at=MADE), words=words)
    text = text_of(invitation.write(ceremony, made))
    assert "trân trọng kính mời: Đảng ủy phường." in text
    assert "Thời gian: 14 giờ 00, ngày 25 tháng 02 năm 2017\nĐịa điểm: Nhà văn hóa" in text


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"on": date(2017, 2, 15), "part_of_day": "chiều"}, "Buổi chiều, thứ Tư, ngày 15 tháng 02 năm 2017"),
        ({"on": date(2017, 3, 5), "starts_at": time(14, 0)}, "14 giờ 00, Chủ nhật, ngày 05 tháng 3 năm 2017"),
        ({"on": date(2017, 3, 1), "precision": "month"}, "Tháng 3 năm 2017"),
        ({"on": None, "precision": "unknown"}, ""),
    ],
)
def test_the_hour_is_said_as_far_as_it_is_known(facts, words):
    assert invitation.when(Ceremony(title="Lễ ký kết", **facts)) == words


def test_what_a_bare_ceremony_lacks_is_left_out_and_told():
    bloc = a_bloc(2)
    ceremony = a_ceremony(bloc, on=None, precision="unknown")
    Attendee.objects.create(ceremony=ceremony, part="guest", name="Nguyễn Văn An")
    text = text_of(paper_of("invitation", ceremony, bloc))
    assert "trân trọng kính mời: đồng chí Nguyễn Văn An; Thủ trưởng" in text and "Tới dự:" in text
    assert not any(word in text for word in ("Chủ trì", "Thời gian", "Địa điểm", "Nội dung", "None"))
    assert len(invitation.gaps(ceremony)) == 5
    Ceremony.objects.filter(pk=ceremony.pk).update(state="cancelled")
    assert invitation.subjects(bloc) == []


# --- All four -------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["criteria", "registration", "pact", "invitation"])
def test_a_paper_survives_being_kept_and_asking_does_not_grow_with_the_units(slug):
    def write(bloc):
        paper = paper_of(slug, BY_SLUG[slug].subjects(bloc)[0], bloc)
        assert from_text(to_text(paper)) == paper and any(isinstance(block, Para) for block in paper.body)

    few, many = (asked(write, units) for units in (3, 25))
    assert few == many <= 60


def test_every_fact_a_master_may_name_is_one_plain_word():
    bloc = a_whole_bloc(3)
    a_head_of(members_of(bloc)[1], "Lê Văn Bốn")
    for slug in ("founding", "regulation", "plan", "criteria", "registration", "pact", "invitation"):
        kind = BY_SLUG[slug]
        paper = paper_of(slug, kind.subjects(bloc)[0], bloc)
        assert paper.facts["khoi"] == bloc.name and paper.facts["so_don_vi"] == "3"
        assert all(name.isidentifier() and isinstance(value, str) for name, value in paper.facts.items())
