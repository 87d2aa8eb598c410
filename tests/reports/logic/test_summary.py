"""The news text says every fact it is given, nothing else, in whole sentences."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from blocs.logic.dates import Fuzzy
from blocs.logic.wording import Person
from reports.logic.summary import Block, blocks, body_of, in_words, title_of
from reports.logic.summary_facts import Absence, Adoption, Content, Facts, Gift, Promise, Result

HIEU = Person("Đại tá", "Nguyễn Văn Hai", "UVTV Đảng ủy", "Phó Giám đốc Công an tỉnh")
THUY = Person("Đại tá", "Trần Thị Ba", "UVTV Đảng ủy", "Phó Giám đốc Công an tỉnh")
FACTS = Facts(
    bloc="Khối thi đua CSND",
    season="Năm 2017",
    movements=("Vì An ninh Tổ quốc",),
    when=Fuzzy("day", date(2017, 2, 15)),
    part_of_day="buổi chiều",
    place="Hội trường Công an tỉnh",
    unit_count=13,
    directing=(HIEU, THUY),
    last_season="Năm 2016",
    last_slogan="Chủ động, kỷ cương",
    last_results=(
        Result("Tỷ lệ điều tra, khám phá", "92,02%"),
        Result("tai nạn giao thông", "giảm trên cả 03 tiêu chí"),
    ),
    contents=(Content("Phòng, chống tội phạm", (Promise("oan sai", "không để xảy ra"), Promise("bảo vệ sự kiện"))),),
    directions=("công bằng, tôn vinh đúng thành tích.", "coi trọng vai trò Khối trưởng"),
    directed_by=HIEU,
)


def test_the_whole_text_reads_as_a_clerk_would_write_it():
    space = "\u00a0"
    who = f"đồng chí Đại tá{space}Nguyễn Văn Hai, Đại tá{space}Trần Thị Ba, UVTV Đảng ủy, Phó Giám đốc Công an tỉnh"
    assert title_of(FACTS) == "Khối thi đua CSND: ký giao ước thi đua năm 2017"
    assert body_of(FACTS).split("\n\n") == [
        "Chiều ngày 15/02/2017, tại Hội trường Công an tỉnh, 13 đơn vị của Khối thi đua CSND ký giao ước thi đua "
        "năm 2017, hưởng ứng phong trào thi đua “Vì An ninh Tổ quốc”.",
        f"Tham dự, chỉ đạo có {who}.",
        "Năm 2016, với khẩu hiệu “Chủ động, kỷ cương”, toàn khối đạt các kết quả sau:\n"
        "- Tỷ lệ điều tra, khám phá: 92,02%;\n"
        "- Tai nạn giao thông: giảm trên cả 03 tiêu chí.",
        "Bản giao ước ghi rõ các đơn vị cam kết:\n- Phòng, chống tội phạm: oan sai (không để xảy ra); bảo vệ sự kiện.",
        f"Ý kiến chỉ đạo của đồng chí Đại tá{space}Nguyễn Văn Hai, UVTV Đảng ủy, Phó Giám đốc Công an tỉnh:\n"
        "- Công bằng, tôn vinh đúng thành tích;\n"
        "- Coi trọng vai trò Khối trưởng.",
        "Kỳ vọng các đơn vị giữ đúng điều đã ký và đưa phong trào thi đua tiến bước vững chắc trong năm 2017.",
    ]


def test_missing_facts_leave_their_sentence_out():
    assert body_of(Facts(bloc="Khối A", season="2021")) == "Các đơn vị của Khối A ký giao ước thi đua năm 2021."


@pytest.mark.parametrize(
    "when, words",
    [
        (Fuzzy("month", date(2023, 3, 1)), "Tháng 3 năm 2023, 05 đơn vị"),
        (Fuzzy("year", date(2020, 1, 1)), "Năm 2020, 05 đơn vị"),
        (Fuzzy("range", date(2023, 2, 25), date(2023, 2, 28)), "Từ ngày 25/02/2023 đến ngày 28/02/2023, 05 đơn vị"),
        (Fuzzy("unknown"), "05 đơn vị"),
    ],
)
def test_a_day_is_told_as_precisely_as_it_is_known(when, words):
    facts = Facts(bloc="Khối A", season="Năm 2023", when=when, unit_count=5)
    assert body_of(facts) == f"{words} của Khối A ký giao ước thi đua năm 2023."


@pytest.mark.parametrize(
    "kind, words",
    [
        ("midyear_review", "Khối A (08 đơn vị) họp sơ kết 6 tháng phong trào thi đua năm 2020."),
        ("year_review", "Khối A (08 đơn vị) họp tổng kết phong trào thi đua năm 2020."),
        ("year_review+signing", "Khối A (08 đơn vị) họp tổng kết phong trào thi đua và ký giao ước thi đua năm 2020."),
        ("special_campaign", "Khối A (08 đơn vị) phát động đợt thi đua đặc biệt năm 2020."),
    ],
)
def test_each_kind_of_meeting_has_its_deed(kind, words):
    assert body_of(Facts(bloc="Khối A", season="Năm 2020", kind=kind, unit_count=8)) == words


def test_who_did_not_sign_is_named_with_the_reason_and_the_later_day():
    absences = (Absence("Đơn vị 03", "đi công tác", date(2017, 2, 20)), Absence("Đơn vị 05"))
    facts = replace(FACTS, units_signed=11, absences=absences)
    first = body_of(facts).split("\n\n")[0]
    assert first.startswith("Chiều ngày 15/02/2017, tại Hội trường Công an tỉnh, 11 đơn vị của")
    assert first.endswith("Không ký tại buổi lễ: Đơn vị 03 (đi công tác, đã ký bổ sung ngày 20/02/2017); Đơn vị 05.")


def test_votes_gifts_heads_and_honours_are_told():
    facts = Facts(
        bloc="Khối A",
        season="Năm 2024",
        kind="year_review",
        adoptions=(Adoption("Quy chế hoạt động", 12, 1), Adoption("Thang điểm", is_unanimous=True)),
        gifts=(Gift("", Decimal(20), "triệu đồng", "xây nhà tình nghĩa"),),
        head="Đơn vị 01",
        next_head="Đơn vị 02",
        honours=("Cờ thi đua của Bộ Công an: đề nghị 01",),
    )
    assert body_of(facts).split("\n\n")[1:] == [
        "Buổi làm việc đã thông qua: Quy chế hoạt động (12 phiếu tán thành, 1 phiếu không tán thành); "
        "Thang điểm (nhất trí). Mỗi đơn vị đóng góp 20 triệu đồng để xây nhà tình nghĩa. "
        "Năm 2024, đơn vị Khối trưởng là Đơn vị 01. Kỳ tiếp theo, đơn vị Khối trưởng là Đơn vị 02.",
        "Về khen thưởng:\n- Cờ thi đua của Bộ Công an: đề nghị 01.",
    ]


def test_paragraphs_and_points_come_apart_again():
    assert blocks("Một câu.\n\nLời dẫn:\n- ý một;\n- ý hai.\n\nCâu cuối.") == [
        Block(False, ("Một câu.",)),
        Block(False, ("Lời dẫn:",)),
        Block(True, ("ý một;", "ý hai.")),
        Block(False, ("Câu cuối.",)),
    ]


@pytest.mark.parametrize(
    "season, words", [("Năm 2017", "năm 2017"), ("2017", "năm 2017"), ("Năm học 2025-2026", "năm học 2025-2026")]
)
def test_a_season_is_written_inside_a_sentence(season, words):
    assert in_words(season) == words


def test_a_rank_stays_with_its_name_on_the_page():
    (block,) = blocks("Chủ trì có đồng chí Đại tá Đỗ Văn An, Thượng tá trở lên.")
    assert block.lines == ("Chủ trì có đồng chí Đại tá\u00a0Đỗ Văn An, Thượng tá trở lên.",)
