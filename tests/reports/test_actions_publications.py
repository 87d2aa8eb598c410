"""Drafted by one, released by another; corrected beside the old text; withdrawn with a reason; never changed."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Release, Stale
from pacts.models import Ceremony
from reports.actions.publications import correct, draft_summary, edit_summary, release, withdraw
from reports.models import Figure, Honour, Publication
from tests.make import a_bloc, a_ceremony, a_phase, a_title, a_user, members_of, the_cast
from tests.reports.a_bloc_year import a_year

pytestmark = pytest.mark.django_db
REASON = "Số liệu năm trước cần được kiểm tra lại."


@pytest.fixture
def year():
    return a_year()


@pytest.fixture
def cast(year):
    bloc = a_bloc(2, series=year.bloc.series, year=2018)
    return the_cast(bloc) | {"author": a_user()}


def a_draft(year, cast):
    return draft_summary(year.bloc, year.ceremony, by=cast["author"])


def a_published(year, cast):
    return release(a_draft(year, cast), by=cast["standing"])


def test_a_draft_tells_every_fact_of_the_year(year, cast):
    draft = a_draft(year, cast)
    space = "\u00a0"
    assert draft.title == "Khối thi đua lực lượng CSND Công an tỉnh: ký giao ước thi đua năm 2017"
    assert draft.body.split("\n\n") == [
        "Chiều ngày 15/02/2017, tại Hội trường Công an tỉnh, 13 đơn vị của Khối thi đua lực lượng CSND Công an tỉnh "
        "ký giao ước thi đua năm 2017, hưởng ứng phong trào thi đua “Vì An ninh Tổ quốc”.",
        f"Chủ trì có đồng chí Thượng tá{space}Trần Văn Bình. Tham dự, chỉ đạo có đồng chí Đại tá{space}Nguyễn Văn Hai, "
        f"Đại tá{space}Trần Thị Ba, UVTV Đảng ủy, Phó Giám đốc Công an tỉnh.".replace(space, " "),
        "Năm 2016, với khẩu hiệu “Chủ động, kỷ cương”, toàn khối đạt các kết quả sau:\n"
        "- Tỷ lệ điều tra, khám phá án hình sự: 92,02%;\n- Khám phá án đặc biệt nghiêm trọng: 100%;\n"
        "- Tỷ lệ điều tra kết luận: 91,23%;\n- Tai nạn giao thông: giảm trên cả 03 tiêu chí.",
        "Bản giao ước gồm 02 nội dung; các đơn vị cam kết:\n"
        "- Phòng, chống tội phạm: Oan sai (không để xảy ra); Khám phá án hình sự (≥ 90%);\n"
        "- Xây dựng lực lượng: Quản lý cán bộ.",
        "Ý kiến chỉ đạo của đồng chí Đại tá Nguyễn Văn Hai:\n"
        "- Cụ thể hóa các tiêu chí thi đua;\n- Công bằng trong đánh giá.",
        "Kỳ vọng các đơn vị giữ đúng điều đã ký và đưa phong trào thi đua tiến bước vững chắc trong năm 2017.",
    ]


def test_a_review_tells_this_year_with_its_change_and_its_honours_by_title(year, cast):
    review = a_ceremony(year.bloc, kind="year_review", state="held", precision="unknown", on=None)
    phase = a_phase(year.bloc.season)
    rate = "Tỷ lệ điều tra, khám phá án hình sự"
    facts = {"bloc": year.bloc, "phase": phase, "release": "public", "measure": "%"}
    Figure.objects.create(**facts, indicator=rate, value="93.02")
    title = a_title("Đơn vị quyết thắng")
    for unit in members_of(year.bloc)[:2]:
        Honour.objects.create(bloc=year.bloc, title=title, unit=unit, status="proposed", release="public")
    body = draft_summary(year.bloc, review, by=cast["author"]).body
    assert body.split("\n\n") == [
        "Khối thi đua lực lượng CSND Công an tỉnh (13 đơn vị) họp tổng kết phong trào thi đua năm 2017.",
        f"Kết quả năm 2017:\n- {rate}: 93,02%, tăng 1 điểm % so với năm trước.",
        "Về khen thưởng:\n- Đơn vị quyết thắng: đề nghị Đơn vị 01, Đơn vị 02.",
    ]


def test_closed_and_withheld_figures_stay_out_of_the_draft(year, cast):
    Figure.objects.filter(indicator__startswith="Tỷ lệ điều tra kết luận").update(release=Release.CLOSED)
    Figure.objects.filter(indicator__startswith="Khám phá").update(is_withheld=True)
    body = a_draft(year, cast).body
    assert ("91,23" in body, "100%" in body, "92,02%" in body) == (False, False, True)


def test_a_second_press_leads_to_the_same_draft(year, cast):
    assert a_draft(year, cast) == a_draft(year, cast)
    assert Publication.objects.count() == 1


def test_of_a_ceremony_still_to_come_there_is_nothing_to_tell(year, cast):
    Ceremony.objects.update(state="planned")
    year.ceremony.refresh_from_db()
    with pytest.raises(Refused):
        a_draft(year, cast)


def test_nobody_drafts_for_a_bloc_the_ceremony_is_not_of(year, cast):
    with pytest.raises(Refused):
        draft_summary(a_bloc(), year.ceremony, by=cast["author"])


def test_release_publishes_the_text_its_season_and_its_ceremony(year, cast):
    published = a_published(year, cast)
    year.bloc.refresh_from_db()
    year.ceremony.refresh_from_db()
    assert (published.state, published.released_by) == ("published", cast["standing"])
    assert [year.bloc.release, year.ceremony.release] == ["public", "public"]
    assert Event.objects.first().verb == "reports.release"
    assert set(Event.objects.values_list("verb", flat=True)[:3]) == {
        "reports.release",
        "blocs.publish",
        "pacts.publish",
    }


def test_a_withdrawn_page_is_not_opened_again_by_the_way(year, cast):
    facts = {"release": Release.WITHDRAWN, "withdrawn_reason": "Lý do"}
    type(year.ceremony).objects.filter(pk=year.ceremony.pk).update(**facts)
    a_published(year, cast)
    year.ceremony.refresh_from_db()
    assert year.ceremony.release == Release.WITHDRAWN


def test_no_author_releases_the_own_draft_whatever_the_duty(year, cast):
    draft = draft_summary(year.bloc, year.ceremony, by=cast["admin"])
    assert not cast["admin"].has_perm("reports.release", draft)
    with pytest.raises(Refused):
        release(draft, by=cast["admin"])
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_whoever_changed_the_words_does_not_release_them(year, cast):
    draft = a_draft(year, cast)
    draft.body += "\n\nMột câu nữa."
    edit_summary(draft, by=cast["standing"])
    with pytest.raises(Refused):
        release(draft, by=cast["standing"])
    assert release(draft, by=cast["admin"]).state == "published"


def test_the_database_refuses_it_too(year, cast):
    draft = a_draft(year, cast)
    facts = {"state": "published", "published_at": timezone.now(), "released_by": cast["author"]}
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(pk=draft.pk).update(**facts)


def test_two_people_at_one_draft_do_not_overwrite_each_other(year, cast):
    draft = a_draft(year, cast)
    other = Publication.objects.get(pk=draft.pk)
    other.title = "Một"
    edit_summary(other, by=cast["secretary"], revision=1)
    draft.title = "Hai"
    with pytest.raises(Stale):
        edit_summary(draft, by=cast["author"], revision=1)
    assert Publication.objects.get().title == "Một"


@pytest.mark.parametrize("field", ["title", "body"])
def test_a_published_text_never_changes(year, cast, field):
    published = a_published(year, cast)
    before = getattr(published, field)
    setattr(published, field, "Khác hẳn")
    with pytest.raises(Refused):
        edit_summary(published, by=cast["admin"])
    assert getattr(Publication.objects.get(), field) == before


def test_a_correction_is_a_new_revision_and_both_stay(year, cast):
    published = a_published(year, cast)
    draft = correct(published, by=cast["author"])
    assert (draft.thread, draft.number, draft.state, draft.body) == (published.thread, 2, "draft", published.body)
    with pytest.raises(Refused):
        correct(published, by=cast["admin"])
    with pytest.raises(Refused):
        release(draft, by=cast["standing"])  # nobody has said what was corrected
    draft.body, draft.correction_note = published.body.replace("92,02%", "92,20%"), "Sửa tỷ lệ"
    release(edit_summary(draft, by=cast["author"]), by=cast["standing"])
    assert list(Publication.objects.order_by("number").values_list("number", "state")) == [
        (1, "published"),
        (2, "published"),
    ]
    assert "92,02%" in Publication.objects.get(number=1).body
    assert [row.number for row in Publication.objects.newest()] == [2]


def test_with_the_newest_revision_all_are_withdrawn(year, cast):
    published = a_published(year, cast)
    draft = correct(published, by=cast["author"])
    draft.correction_note = "Sửa"
    newest = release(edit_summary(draft, by=cast["author"]), by=cast["standing"])
    withdraw(newest, reason=REASON, by=cast["standing"])
    assert set(Publication.objects.values_list("state", "withdrawn_reason")) == {("withdrawn", REASON)}


def test_an_older_revision_can_go_alone(year, cast):
    published = a_published(year, cast)
    draft = correct(published, by=cast["author"])
    draft.correction_note = "Sửa"
    release(edit_summary(draft, by=cast["author"]), by=cast["standing"])
    withdraw(published, reason=REASON, by=cast["standing"])
    assert list(Publication.objects.order_by("number").values_list("state", flat=True)) == ["withdrawn", "published"]


@pytest.mark.parametrize("reason", ["", "sai", " " * 40])
def test_a_withdrawal_needs_its_reason(year, cast, reason):
    published = a_published(year, cast)
    with pytest.raises(Refused):
        withdraw(published, reason=reason, by=cast["standing"])
    assert Publication.objects.get().state == "published"


def test_what_was_withdrawn_can_be_written_anew(year, cast):
    published = a_published(year, cast)
    gone = withdraw(published, reason=REASON, by=cast["standing"])
    draft = correct(gone, by=cast["author"])
    draft.correction_note = "Sửa"
    release(edit_summary(draft, by=cast["author"]), by=cast["standing"])
    assert [row.number for row in Publication.objects.newest()] == [2]
