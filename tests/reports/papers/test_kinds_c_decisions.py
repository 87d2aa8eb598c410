"""The decision, the regulation and the plan say what the rows say, in a clerk's words, and nothing else."""

import re
from datetime import date

import pytest
from django.urls import reverse

from blocs.models import Headship, Role
from pacts.models import Pledge, Regulation
from reports.papers.document import from_text, to_text
from reports.papers.kinds import founding, plan, regulation
from tests.make import a_bloc, a_season, a_series, a_unit, a_user, members_of
from tests.reports.papers.bloc_papers import a_long_name, a_whole_bloc, asked, lines_of, paper_of, text_of
from tests.seasons import plain

pytestmark = pytest.mark.django_db
KINDS = ("founding", "regulation", "plan")


def written(slug, bloc, **facts):
    return paper_of(slug, bloc, bloc, **facts)


# --- The decision ---------------------------------------------------------------------------------


def test_a_bloc_founded_years_ago_is_renewed_and_the_old_decision_is_a_basis():
    series = a_series(name="Khối CSND", organiser=a_unit("Công an tỉnh Minh Họa"))
    paper = written("founding", a_whole_bloc(series=series))
    assert paper.abstract == "Về việc kiện toàn Khối CSND năm 2017"
    assert paper.resolves == ("GIÁM ĐỐC CÔNG AN TỈNH MINH HỌA", "QUYẾT ĐỊNH:")
    assert (paper.parent, paper.number_line) == ("Bộ Công an", "Số:      /QĐ-CAT")
    assert paper.bases == (
        "Căn cứ Luật Thi đua, Khen thưởng;",
        "Căn cứ Quyết định số 12/QĐ-MH ngày 09 tháng 01 năm 2012 về việc thành lập Khối CSND.",
    )


def test_the_articles_name_members_heads_and_who_carries_it_out():
    bloc = a_whole_bloc(3)
    one, two, three = [unit.name for unit in members_of(bloc)]
    lines = lines_of(written("founding", bloc))
    at = lines.index(f"Điều 1. Kiện toàn {bloc.name} năm 2017, gồm 03 đơn vị, theo thứ tự sau đây:")
    assert lines[at + 1 : at + 4] == [f"1. {one};", f"2. {two};", f"3. {three}."]
    assert f"1. Khối trưởng: {one}, do các đơn vị thành viên bầu;" in lines
    assert f"2. Khối phó: {two}." in lines
    (last,) = [line for line in lines if line.startswith("Điều 3.")]
    assert "chịu trách nhiệm thi hành" in last and last.endswith("./.")
    assert "- Như Điều 3;" in lines and lines.index("- Như Điều 3;") > lines.index(last)


def test_a_decision_of_this_very_season_bears_the_number_and_day_of_the_register():
    bloc = a_bloc(2, decision_number="811/QĐ-CAT ngày 29/3/2017")
    paper = written("founding", bloc, on=None, known_on=date(2017, 3, 29))
    assert paper.abstract == f"Về việc thành lập {bloc.name} năm 2017"
    assert paper.number_line == "Số: 811/QĐ-CAT"
    assert paper.place_and_day.endswith("ngày 29 tháng 3 năm 2017")
    assert written("founding", bloc, number=7).number_line == "Số: 07/QĐ-CAT"


def test_a_new_head_in_the_middle_of_the_year_is_named_with_its_decision_and_first_day():
    bloc = a_whole_bloc(3)
    old = bloc.headships.get(part=Headship.Part.HEAD)
    Headship.objects.filter(pk=old.pk).update(until_on=date(2017, 6, 30))
    unit = members_of(bloc)[2]
    facts = {"chosen": "assigned", "from_on": date(2017, 7, 1), "decision_number": "211/QĐ-MH ngày 29/6/2017"}
    Headship.objects.create(bloc=bloc, unit=unit, part=Headship.Part.HEAD, **facts)
    organiser = bloc.series.organiser.name
    said = f"1. Khối trưởng: {unit.name}, do {organiser} phân công, từ ngày 01 tháng 7 năm 2017"
    paper = text_of(written("founding", bloc, on=date(2017, 7, 5)))
    assert f"{said} (Quyết định số 211/QĐ-MH ngày 29 tháng 6 năm 2017);" in paper


def test_more_than_ten_members_stand_in_an_annex_that_names_its_decision():
    bloc = a_whole_bloc(25)
    name = a_long_name(bloc)
    paper = written("founding", bloc, number=5)
    (annex,) = paper.annexes
    (table,) = annex.body
    assert [row.cells[1] for row in table.rows] == [unit.name for unit in members_of(bloc)]
    assert [row.cells[2] for row in table.rows[:3]] == ["Khối trưởng", "Khối phó", "Thành viên"]
    assert table.rows[-1].cells[:2] == ("25", name)
    assert annex.reference == f"(Kèm theo Quyết định số 05/QĐ-CAT ngày 15 tháng 02 năm 2017 của {paper.agency})"
    assert f"Điều 1. Kiện toàn {bloc.name} năm 2017, gồm 25 đơn vị (danh sách tại Phụ lục kèm theo)." in text_of(paper)


@pytest.mark.parametrize(
    ("name", "authority", "number", "parent"),
    [
        ("Công an tỉnh Minh Họa", "GIÁM ĐỐC CÔNG AN TỈNH MINH HỌA", "Số: 05/QĐ-CAT", "Bộ Công an"),
        ("Công an thành phố Minh Họa", "GIÁM ĐỐC CÔNG AN THÀNH PHỐ MINH HỌA", "Số: 05/QĐ-CATP", "Bộ Công an"),
        ("Bộ Công an", "BỘ TRƯỞNG BỘ CÔNG AN", "", ""),
        ("Tỉnh Minh Họa", "THỦ TRƯỞNG TỈNH MINH HỌA", "", ""),
    ],
)
def test_a_decision_is_headed_after_the_body_that_makes_it(name, authority, number, parent):
    bloc = a_bloc(2, series=a_series(organiser=a_unit(name)))
    paper = written("founding", bloc, number=5)
    assert (paper.resolves[0], paper.number_line, paper.parent) == (authority, number, parent)
    told = {url for _sentence, url in founding.gaps(bloc)}
    assert (bloc.series.organiser.get_absolute_url() in told) is not bool(number)


# --- The regulation -------------------------------------------------------------------------------


def test_the_regulation_says_what_its_rows_decide():
    bloc = a_whole_bloc(3)
    text = text_of(written("regulation", bloc))
    assert "ít nhất hai phần ba số đơn vị thành viên tán thành, tính trên tổng số đơn vị thành viên" in text
    assert "2. Thủ trưởng các đơn vị thành viên ký giao ước." in text
    assert "3. Đơn vị vắng mặt tại lễ không cản trở việc khóa giao ước" in text
    assert "1. Lễ ký kết giao ước, ngày 24 tháng 02 năm 2017, Hội trường tầng 3." in text
    assert "1. Tổng điểm tối đa là 100 điểm, gồm 02 nhóm: Công tác chuyên môn: 60 điểm; Tổ chức phong trào: 40" in text
    assert "2. Điểm thưởng (ngoài tổng điểm): tối đa 2,5 điểm." in text
    assert "1. Tự chấm điểm (từ ngày 28 tháng 11 đến ngày 04 tháng 12 năm 2017);\n2. Khối rà soát." in text
    assert "1. Xuất sắc: từ 90% trở lên;\n2. Tốt: từ 70,5% đến dưới 90%;\n3. Kém: dưới 70,5%." in text
    assert "Đơn vị kiến nghị về điểm đến ngày 29 tháng 12 năm 2017." in text
    assert "ít nhất 20 ký tự" in text
    assert text.count("Quy chế này (số 05/QC-KTĐ)") == 1 and "thông qua ngày 15 tháng 01 năm 2017./." in text


def test_switches_of_the_regulation_turn_its_sentences():
    bloc = a_whole_bloc(3)
    switches = {"absent_unit_hinders_seal": True, "heads_sign_for_members": True, "adoption_before_seal": False}
    Regulation.objects.filter(bloc=bloc).update(**switches)
    text = text_of(written("regulation", bloc))
    assert "1. Việc khóa giao ước không cần biểu quyết thông qua trước." in text
    assert "2. Khối trưởng, Khối phó ký giao ước thay mặt các đơn vị thành viên." in text
    assert "3. Giao ước chỉ được khóa sau khi đơn vị vắng mặt tại lễ đã ký." in text
    assert "hai phần ba" not in text


def test_articles_and_chapters_are_numbered_without_holes_and_those_without_rows_are_left_out():
    full, bare = a_whole_bloc(3), a_bloc(2)
    for bloc, chapters in ((full, ["I", "II", "III", "IV"]), (bare, ["I", "II", "III"])):
        lines = lines_of(written("regulation", bloc))
        numbers = [int(found[1]) for line in lines if (found := re.match(r"Điều (\d+)\.", line))]
        assert numbers == list(range(1, len(numbers) + 1))
        assert [line.split()[1] for line in lines if line.startswith("Chương ")] == chapters
    text = text_of(written("regulation", bare))
    assert not re.search(r"biểu quyết|thang điểm|kiến nghị|hội nghị", text, re.IGNORECASE)
    assert len(regulation.gaps(bare)) == 1 and regulation.gaps(full) == []


# --- The plan -------------------------------------------------------------------------------------


def test_the_plan_names_movement_watchword_aims_days_meetings_and_duties():
    bloc = a_whole_bloc(3)
    paper = written("plan", bloc)
    text = text_of(paper)
    assert paper.abstract == "Phát động phong trào thi đua “Vì An ninh Tổ quốc” năm 2017"
    assert "I. KHẨU HIỆU, THỜI GIAN THI ĐUA\nKhẩu hiệu hành động: “Kỷ cương, trách nhiệm”." in text
    assert "Thời gian thi đua: từ ngày 01 tháng 01 đến ngày 31 tháng 12 năm 2017." in text
    assert "1. Phòng, chống tội phạm: 02 chỉ tiêu.\nToàn Khối phấn đấu đạt 02 chỉ tiêu" in text
    assert "- 6 tháng đầu năm: từ ngày 01 tháng 01 đến ngày 30 tháng 6 năm 2017." in text
    assert "1 | Lễ ký kết giao ước | 08 giờ 05, 24/02/2017 | Hội trường tầng 3" in text
    assert f"1. Khối trưởng ({members_of(bloc)[0].name})" in text and "3. Các đơn vị thành viên" in text
    assert text.count("./.") == 1


def test_every_pledge_of_the_plan_is_that_of_the_printed_page_of_the_pact(client):
    bloc = a_whole_bloc(3)
    client.force_login(a_user(Role.ADMIN))
    pact = bloc.pacts.get()
    page = plain(client.get(reverse("pacts:pact_print", args=[pact.pk])).content.decode())
    (table,) = written("plan", bloc).annexes[0].body
    rows = [row.cells for row in table.rows if not row.spans]
    assert len(rows) == Pledge.objects.filter(pact=pact).count() == 2
    assert rows[1][3] == "1.080 vụ"
    for number, name, target, _beside in rows:
        assert number in page and name in page and target in page


def test_a_bloc_without_a_pact_still_has_a_plan_without_holes_in_its_numerals():
    bloc = a_bloc(2, slogan="Đoàn kết")
    lines = lines_of(written("plan", bloc))
    heads = [line.split(".")[0] for line in lines if re.match(r"[IV]+\. ", line)]
    assert heads == ["I", "II"] and "Khẩu hiệu hành động: “Đoàn kết”." in lines
    assert len(plan.gaps(bloc)) == 3 and not written("plan", bloc).annexes


# --- All three ------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", KINDS)
def test_papers_of_an_empty_bloc_say_no_none_and_survive_being_kept(slug):
    bloc = a_bloc(0)
    paper = written(slug, bloc)
    assert from_text(to_text(paper)) == paper
    assert "None" not in to_text(paper) and "  " not in " ".join(lines_of(paper)[4:])
    assert {sentence for sentence, _url in founding.gaps(bloc)} and all(url for _s, url in founding.gaps(bloc))


@pytest.mark.parametrize("slug", KINDS)
def test_an_illustrative_bloc_says_so_on_its_papers_and_a_real_one_does_not(slug):
    assert written(slug, a_bloc(2, is_illustrative=True)).illustrative == "Dữ liệu minh họa, không phải số liệu thật"
    assert written(slug, a_bloc(2)).illustrative == ""


@pytest.mark.parametrize("slug", KINDS)
def test_asking_does_not_grow_with_the_units(slug):
    few, many = (asked(lambda bloc: written(slug, bloc), units) for units in (3, 25))
    assert few == many <= 40


def test_a_cluster_is_headed_by_the_head_of_a_cluster():
    bloc = a_whole_bloc(3, name="Cụm thi đua số 6", season=a_season(2017))
    text = text_of(written("plan", bloc)) + text_of(written("regulation", bloc))
    assert "Cụm trưởng" in text and "Khối trưởng" not in text
    assert written("plan", bloc).signs.capacity == ("TM. CỤM THI ĐUA", "CỤM TRƯỞNG")
