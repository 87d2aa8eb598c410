"""The minutes in words: start and end, who was there, votes, comments, signatures, directions, gifts."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from blocs.logic.wording import NO_BREAK_SPACE
from reports.logic.minutes import paper_of, votes_in_words
from reports.logic.minutes_facts import Directed, Given, Item, MinutesFacts, PactFacts, Present, Said, Signed, Votes


def at(hour: int, minute: int, day: int = 24) -> datetime:
    return datetime(2017, 2, day, hour, minute)


def facts(**more) -> MinutesFacts:
    return MinutesFacts(**{"title": "Lễ ký kết giao ước", "blocs": ("Khối CSND",), **more})


def plain(text: str) -> str:
    return text.replace(NO_BREAK_SPACE, " ")


def test_it_begins_and_ends_with_hour_day_and_place():
    paper = paper_of(facts(began_at=at(8, 5), held_at=at(11, 15), place="Hội trường tầng 3"))
    assert (paper.began, paper.place) == ("08 giờ 05, ngày 24 tháng 02 năm 2017", "Hội trường tầng 3")
    assert paper.closing == "Buổi lễ kết thúc vào 11 giờ 15, ngày 24 tháng 02 năm 2017."
    other = paper_of(facts(held_at=at(11, 15), is_signing=False))
    assert other.closing.startswith("Hội nghị kết thúc vào 11 giờ 15, ngày 24")


def test_an_end_on_another_day_says_its_day_and_none_says_nothing():
    assert "ngày 25 tháng 02" in paper_of(facts(began_at=at(8, 5), held_at=at(0, 10, 25))).closing
    assert paper_of(facts(began_at=at(8, 5))).closing == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("15/02/2017", "ngày 15/02/2017"),
        ("tháng 3 năm 2023", "tháng 3 năm 2023"),
        ("không rõ ngày", ""),
    ],
)
def test_without_an_hour_the_day_is_as_precise_as_it_is_known(words, said):
    assert paper_of(facts(day=words)).began == said


def test_people_stand_with_rank_and_post_and_the_absent_with_their_reason():
    paper = paper_of(
        facts(
            presiding=(Present("Thượng tá", "Dương Thị Khuê", "", "Trưởng phòng", "Phòng QLHC"),),
            guests=(Present("Đại tá", "Đặng Như Ý"),),
            absent=(Present("", "", "", "", "Phòng THAHS", "Đi công tác"),),
            secretary="Thư ký Khối",
        )
    )
    assert [group.lead for group in paper.groups] == ["Khách mời (01 đồng chí)"]
    assert plain(paper.presiding[0]) == "Đồng chí Thượng tá Dương Thị Khuê, Trưởng phòng, Phòng QLHC"
    assert paper.absent == ("Phòng THAHS – lý do: Đi công tác",)
    assert (plain(paper.chair), paper.secretary) == ("Thượng tá Dương Thị Khuê", "Thư ký Khối")


def test_the_points_of_the_content_are_lettered_in_their_order():
    paper = paper_of(facts(items=(Item("Chào cờ"),), given=(Given(purpose="quỹ"),), is_signing=False))
    assert paper.heads == {"programme": "a) Chương trình", "gifts": "b) Đóng góp, ủng hộ"}
    assert list(paper_of(facts()).heads.values()) == ["a) Ký kết giao ước"]


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        (None, ""),
        (Votes(12, 0, 0), "12/12 phiếu tán thành, nhất trí 100%"),
        (Votes(10, 1, 1), "10/12 phiếu tán thành, 1 không tán thành, 1 không ý kiến, thông qua"),
        (Votes(5, 8, 0, is_rejected=True), "5/13 phiếu tán thành, 8 không tán thành, không thông qua"),
        (Votes(is_unanimous=True), "nhất trí 100%"),
        (Votes(), "thông qua"),
    ],
)
def test_each_adoption_says_its_vote_or_that_all_agreed(votes, said):
    assert votes_in_words(votes) == said


def test_items_say_when_they_were_dealt_with():
    (point,) = paper_of(facts(items=(Item("Chào cờ", "Quốc ca", at(8, 5), at(8, 20)),))).items
    assert (point.text, point.outcome, point.notes) == ("Chào cờ (08:05–08:20)", "", ("Quốc ca",))


def test_the_table_counts_and_keeps_the_order_of_precedence_beside_the_real_times():
    lines = (
        Signed("Đơn vị 01", "signed", "Đại tá", "An", "Trưởng phòng", signed_at=at(10, 12)),
        Signed("Đơn vị 02", "signed", "", "Bình", "", "Trưởng phòng", "Giấy 05/GUQ", signed_at=at(10, 10)),
        Signed("Đơn vị 03", "absent", reason="Ốm"),
        Signed("Đơn vị 03", "signed", "", "Cúc", signed_at=at(8, 30, 27), is_late=True),
        Signed("Đơn vị 04", "declined", reason="Chưa thống nhất"),
        Signed("Công an tỉnh", "signed", "Đại tá", "Khoát", signed_at=at(10, 30), is_witness=True),
    )
    (table,) = paper_of(facts(pacts=(PactFacts("Giao ước", 4, lines, copies=6),))).tables
    said = "2/4 đơn vị ký tại buổi lễ; 01 đơn vị ký bổ sung sau lễ; 01 đơn vị vắng; 01 đơn vị từ chối ký."
    assert table.lead == said
    assert [row.time for row in table.rows] == ["10:12", "10:10", "", "08:30, 27/02/2017", ""]
    assert table.rows[1].note == "Ký thay Trưởng phòng; Giấy 05/GUQ"
    assert [table.rows[2].note, table.rows[4].note] == ["Vắng: Ốm", "Từ chối ký: Chưa thống nhất"]
    assert [row.unit for row in table.witnesses] == ["Công an tỉnh"]
    assert table.ends == ("Giao ước được lập thành 06 bản có giá trị như nhau.",)


def test_comments_stand_with_how_they_were_settled():
    said = (
        Said("Đơn vị 01", "chỉ tiêu 1.2", "Nên tăng.", "≥ 92%", "partly", "Lấy 91%."),
        Said("Đơn vị 02", "", "Nhất trí."),
    )
    (table,) = paper_of(facts(pacts=(PactFacts("Giao ước", comments=said),))).tables
    assert table.comments[0].text == "Đơn vị 01 (chỉ tiêu 1.2): Nên tăng. Đề nghị sửa: “≥ 92%”"
    assert [point.outcome for point in table.comments] == ["tiếp thu một phần. Lấy 91%.", "chưa kết luận"]


def test_directions_name_owner_and_due_date_and_gifts_their_giver():
    paper = paper_of(
        facts(
            directions=(
                Directed("Rà soát.", "Đơn vị 02", date(2017, 3, 31), "Đã làm.", date(2017, 4, 5)),
                Directed("A"),
            ),
            given=(Given("", Decimal("5.0000"), "triệu đồng", "quỹ nghĩa tình"), Given("Đơn vị 11"), Given()),
        )
    )
    assert paper.directions[0].outcome == "Đơn vị thực hiện: Đơn vị 02; thời hạn: 31/03/2017"
    assert paper.directions[0].notes == ("Kết quả (05/04/2017): Đã làm.",)
    assert paper.directions[1].outcome == "Đơn vị thực hiện: các đơn vị thành viên"
    assert paper.gifts == ("Mỗi đơn vị: 5 triệu đồng – quỹ nghĩa tình",)


def test_heads_that_sign_for_all_are_said_to():
    (table,) = paper_of(facts(pacts=(PactFacts("Giao ước", 1, (Signed("Khối trưởng"),), heads_sign=True),))).tables
    assert table.lead.endswith("ký thay mặt các đơn vị thành viên.")
