"""Minutes of signing, of review and of the count: the words of the page, the figures of the rows, nothing invented."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from blocs.models import Role
from pacts.models import AgendaItem, Attendee, Ceremony
from reports.actions.poll_closing import close_poll
from reports.logic.minutes_facts import Present, Votes
from reports.minutes import minutes_of
from reports.models import Honour
from reports.paper_frames import frame
from reports.papers.catalogue import BY_SLUG
from reports.papers.document import from_text, to_text
from reports.papers.kinds import count_minutes, review_minutes, signing_minutes
from reports.vote_counts import Count, Counted
from tests.make import a_bloc, a_ceremony, a_signing, a_title, a_user, adopted, members_of
from tests.make_polls import an_open_poll, keys_of, vote, voters_of
from tests.meeting_of_2017 import the_ceremony_of_2017
from tests.reports.papers.score_world import a_big_result, tables_of, words_of, written

pytestmark = pytest.mark.django_db


def paper_of(slug: str, ceremony: Ceremony, **words):
    return written(slug, ceremony, ceremony.blocs.first(), **words)


# --- Signing --------------------------------------------------------------------------------------


def test_the_page_of_the_minutes_says_every_line_of_the_paper(client):
    ceremony = the_ceremony_of_2017()
    paper = paper_of("signing_minutes", ceremony)
    client.force_login(a_user(Role.ADMIN))
    html = client.get(reverse("reports:ceremony_minutes_draft", args=[ceremony.pk])).content.decode()
    for block in paper.body:
        cells = [cell for row in getattr(block, "rows", ()) for cell in row.cells]
        said = cells or [_core(block.text)]
        assert [words for words in said if escape(words) not in html] == []


LABEL = re.compile(r"^- |^(\d+\.|Thư ký .+?:|Chủ trì .+?:) (?!Thành phần|Nội dung)")
"""What the page writes by its own means: numbers of a list, labels in a cell of their own."""


def _core(text: str) -> str:
    bare = LABEL.sub("", text).partition(". Biểu quyết")[0].partition(" (Đơn vị thực hiện")[0]
    return bare.rstrip(".;:")


def test_the_sections_of_the_decree_s_form_stand_in_their_order_with_both_signatures():
    paper = paper_of("signing_minutes", the_ceremony_of_2017())
    said, places = words_of(paper), []
    for words in ("Thời gian bắt đầu: 08 giờ 05, ngày 24 tháng 02 năm 2017.", "Địa điểm: Hội trường tầng 3",
                  "Thành phần tham dự", "Chủ trì (chủ tọa): Đồng chí", "Thư ký (người ghi biên bản)", "2. Nội dung",
                  "kết thúc vào 11 giờ 15, ngày 24 tháng 02 năm 2017."):  # fmt: skip
        places.append(said.index(words))
    assert places == sorted(places)
    assert (paper.signs_left.capacity, paper.signs.capacity) == (("THƯ KÝ",), ("CHỦ TỌA",))
    assert from_text(to_text(paper)) == paper and paper.recipients[-1] == "- Lưu: VT."


def test_the_table_of_signatures_has_the_absent_unit_and_the_late_one():
    ceremony = the_ceremony_of_2017()
    paper = paper_of("signing_minutes", ceremony)
    (table,) = tables_of(paper.body)
    rows = [tuple(row.cells[1:]) for row in table.rows]
    (signing,) = minutes_of(ceremony).tables
    assert rows[: len(signing.rows)] == [(one.unit, one.signer, one.time, one.note) for one in signing.rows]
    assert any(note.startswith("Vắng: ") for *_rest, note in rows) and any("Ký bổ sung" in row[3] for row in rows)
    assert "12/13 đơn vị ký tại buổi lễ; 01 đơn vị ký bổ sung sau lễ; 01 đơn vị vắng." in words_of(paper)


def test_a_meeting_nobody_wrote_down_has_dots_and_no_word_of_none():
    ceremony = a_ceremony(a_bloc(2))
    paper = paper_of("signing_minutes", ceremony)
    said = words_of(paper)
    assert "None" not in to_text(paper) and "kết thúc" not in said and "a) " not in said.partition("2. Nội dung")[0]
    assert "Địa điểm: …" in said and "Thư ký (người ghi biên bản): …" in said
    sentences = signing_minutes.gaps(ceremony)
    assert len(sentences) == 4 and all(url for _sentence, url in sentences)


def test_what_the_clerk_writes_over_goes_first():
    said = words_of(paper_of("signing_minutes", the_ceremony_of_2017(), place="Nhà văn hóa", closing=["Đã đọc lại."]))
    assert "Địa điểm: Nhà văn hóa." in said and said.endswith("Đã đọc lại.")


def test_each_kind_takes_its_own_meetings_and_no_cancelled_one():
    bloc = a_bloc(2)
    signing = a_ceremony(bloc)
    a_ceremony(bloc, state="cancelled")
    review = a_ceremony(bloc, kind="midyear_review")
    both = a_ceremony(bloc, kind="year_review+signing", on=bloc.season.ends_on)
    assert signing_minutes.subjects(bloc) == [signing, both]
    assert review_minutes.subjects(bloc) == [review, both]
    assert count_minutes.subjects(bloc) == []


# --- Review ---------------------------------------------------------------------------------------


def test_the_review_has_the_ranking_as_published_and_the_honours_proposed():
    result = a_big_result()
    units = members_of(result.bloc)
    title = a_title()
    for unit in units[:2]:
        Honour.objects.create(bloc=result.bloc, title=title, unit=unit, status="proposed")
    Honour.objects.create(bloc=result.bloc, title=a_title("Giấy khen"), count=3, status="proposed")
    ceremony = a_ceremony(
        result.bloc, kind="year_review", title="Hội nghị tổng kết năm 2017", on=result.bloc.season.ends_on
    )
    paper = paper_of("review_minutes", ceremony)
    (ranking,) = tables_of(paper.body)
    assert ranking.rows == tables_of(written("score_summary", result).body)[0].rows
    said = words_of(paper)
    assert f"Đơn vị quyết thắng (02): {units[0].name}, {units[1].name}" in said and "Giấy khen (03)" in said
    assert "không xét xếp hạng" in said and "Ký kết giao ước" not in said
    assert paper.title == "Biên bản hội nghị tổng kết năm 2017"


def test_a_review_of_half_a_year_has_no_ranking_and_one_without_a_result_says_so_among_the_gaps():
    result = a_big_result(3)
    half = a_ceremony(result.bloc, kind="midyear_review")
    assert tables_of(paper_of("review_minutes", half).body) == []
    bare = a_ceremony(a_bloc(2), kind="year_review")
    assert tables_of(paper_of("review_minutes", bare).body) == []
    assert reverse("reports:result_list") in [url for _sentence, url in review_minutes.gaps(bare)]


def test_queries_of_a_review_do_not_grow_with_the_units():
    counts = []
    for units in (3, 9):
        result = a_big_result(units)
        ceremony = a_ceremony(result.bloc, kind="year_review")
        for unit in members_of(result.bloc):
            Attendee.objects.create(ceremony=ceremony, part="attending", name="Trần Thị Bình", unit=unit)
            Honour.objects.create(bloc=result.bloc, title=a_title(), unit=unit, status="proposed")
        with CaptureQueriesContext(connection) as seen:
            paper_of("review_minutes", ceremony)
        counts.append(len(seen))
    assert counts[0] == counts[1]


# --- The count ------------------------------------------------------------------------------------


def voted(units: int = 13) -> Ceremony:
    """An item with its votes, one adopted without counting, a pact adopted outside the programme; one unit absent."""
    pact, ceremony = a_signing(units)
    for order, unit in enumerate(members_of(pact.bloc), start=1):
        part = "absent" if order == units else "attending"
        facts = {"name": f"Nguyễn Văn {order}", "unit": unit, "unit_name": unit.name, "order": order}
        Attendee.objects.create(ceremony=ceremony, part=part, reason="Ốm" if part == "absent" else "", **facts)
    votes = {"votes_for": 10, "votes_against": 1, "abstentions": 1}
    AgendaItem.objects.create(ceremony=ceremony, title="Thông qua quy chế", is_adoption=True, **votes)
    AgendaItem.objects.create(ceremony=ceremony, title="Thông qua kế hoạch", is_adoption=True, is_unanimous=True)
    adopted(pact, ceremony=ceremony, votes_for=12)
    return ceremony


def test_each_item_has_its_votes_and_a_share_whose_whole_is_named():
    ceremony = voted()
    paper = paper_of("count_minutes", ceremony)
    (table,) = tables_of(paper.body)
    assert table.rows[0].cells == ("1", "Thông qua quy chế", "10", "1", "1", "76,92%", "Thông qua")
    assert table.rows[1].cells == ("2", "Thông qua kế hoạch", "", "", "", "", "Nhất trí 100%")
    assert table.rows[2].cells[2:] == ("12", "0", "0", "92,31%", "Thông qua")
    said = words_of(paper)
    assert "Tổng số đơn vị thành viên: 13, có mặt 12 đơn vị." in said
    assert "tính trên tổng số 13 đơn vị thành viên, kể cả đơn vị vắng mặt." in said and "Số phiếu" not in said
    assert count_minutes.subjects(ceremony.blocs.get()) == [ceremony] and count_minutes.gaps(ceremony)


def test_a_ballot_fills_the_same_paper_from_its_own_count():
    ceremony = voted()
    ballot = Count(
        items=(Counted("Đề nghị tặng Cờ thi đua", Votes(9, 3, 0, is_rejected=False), 12),),
        members=13,
        present=12,
        issued=12,
        returned=12,
        valid=12,
        invalid=0,
        is_secret=True,
        base_words="số phiếu hợp lệ",
        tellers=(Present("Thượng tá", "Lê Văn Kiểm", "", "Tổ trưởng"),),
    )
    paper = count_minutes.write(ceremony, _frame(ceremony), ballot)
    said = words_of(paper)
    assert "Số phiếu: phát ra 12 phiếu; thu về 12 phiếu; hợp lệ 12 phiếu; không hợp lệ 0 phiếu." in said
    assert "Hình thức: bỏ phiếu kín." in said and "tính trên số phiếu hợp lệ." in said
    assert "Lê Văn Kiểm, Tổ trưởng" in said
    assert tables_of(paper.body)[0].rows[0].cells[2:] == ("9", "3", "0", "75,00%", "Thông qua")


def _frame(ceremony: Ceremony):
    return frame(BY_SLUG["count_minutes"], ceremony.blocs.get())


@pytest.mark.parametrize("kind", [signing_minutes, review_minutes, count_minutes])
def test_the_meetings_are_listed_in_so_many_queries_however_many_they_are(kind, django_assert_max_num_queries):
    ceremony = voted(3)
    bloc = ceremony.blocs.get()
    for _ in range(4):
        other = a_ceremony(bloc, kind="year_review+signing")
        AgendaItem.objects.create(ceremony=other, title="Bình xét", is_adoption=True)
    with django_assert_max_num_queries(4):
        found = kind.subjects(bloc)
    assert len(found) >= 4


def test_an_empty_programme_has_no_table_and_no_share():
    paper = paper_of("count_minutes", a_ceremony(a_bloc(3)))
    assert tables_of(paper.body) == [] and "Tỷ lệ" not in words_of(paper) and "None" not in to_text(paper)
    assert "Tổng số đơn vị thành viên: 03." in words_of(paper)


def test_a_ballot_of_the_meeting_stands_in_its_minutes_with_its_base_and_its_proof():
    ceremony = a_ceremony(a_bloc(3))
    bloc = ceremony.blocs.get()
    assert count_minutes.subjects(bloc) == []
    poll = an_open_poll(bloc, ceremony=ceremony, question="Suy tôn đơn vị nhận Cờ thi đua")
    for line in voters_of(poll)[:6]:
        vote(line, {keys_of(poll)[0]: "yes", keys_of(poll)[1]: "no"})
    assert count_minutes.subjects(bloc) == []  # nothing of an open ballot
    close_poll(poll, by=a_user())
    assert count_minutes.subjects(bloc) == [ceremony]
    paper = paper_of("count_minutes", ceremony)
    said = words_of(paper)
    (table,) = tables_of(paper.body)
    assert [row.cells[2:] for row in table.rows] == [
        ("6", "0", "0", "85,71%", "Được chọn"),
        ("0", "6", "0", "0,00%", "Không được chọn"),
        ("0", "0", "6", "0,00%", "Không được chọn"),
    ]
    for words in (
        "phát ra 6 phiếu; thu về 6 phiếu; hợp lệ 6 phiếu; không hợp lệ 0 phiếu", "bỏ phiếu kín",
        "tính trên tổng số 7 người trong danh sách bỏ phiếu", "= 6 phiếu; bằng 6 người bỏ phiếu trên hệ thống",
        "Suy tôn đơn vị nhận Cờ thi đua",
    ):  # fmt: skip
        assert words in said
