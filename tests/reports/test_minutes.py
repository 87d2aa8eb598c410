"""The minutes are made of what the ceremony left behind: nothing is typed twice."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.models import Role
from pacts.actions.ceremonies import hold
from pacts.actions.minutes import save_agenda_item, save_contribution, save_direction
from pacts.actions.pacts import seal
from pacts.actions.signatures import record_absence, record_all_present, record_signature, record_witness
from pacts.models import AgendaItem, Attendee, Ceremony, Comment, Contribution, Direction, Signature, TextVersion
from reports.drafting import facts_of as summary_facts
from reports.logic.summary import body_of
from reports.minutes import gaps_of, minutes_of
from tests.make import a_head_of, a_signing, a_user, adopted, members_of
from tests.meeting_of_2017 import the_ceremony_of_2017

pytestmark = pytest.mark.django_db


def page_of(client, ceremony, user):
    client.force_login(user)
    return client.get(reverse("reports:ceremony_minutes_draft", args=[ceremony.pk]))


def test_stf_7_ac_6_the_held_ceremony_has_its_draft_with_times_people_and_13_signatures(client):
    ceremony = the_ceremony_of_2017()
    paper = minutes_of(ceremony)
    assert paper.began == "08 giờ 05, ngày 24 tháng 02 năm 2017" and paper.place.startswith("Hội trường tầng 3")
    assert paper.closing == "Buổi lễ kết thúc vào 11 giờ 15, ngày 24 tháng 02 năm 2017."
    (table,) = paper.tables
    assert len([row for row in table.rows if row.time]) == 13
    assert table.lead == "12/13 đơn vị ký tại buổi lễ; 01 đơn vị ký bổ sung sau lễ; 01 đơn vị vắng."
    assert sum(len(group.people) for group in paper.groups) + len(paper.presiding) == 15 and len(paper.absent) == 1
    assert "Giấy ủy quyền số 05/GUQ-KTHS" in " ".join(row.note for row in table.rows)
    answer = page_of(client, ceremony, a_user(Role.ADMIN))
    html = answer.content.decode()
    assert html.count('data-testid="signature"') == 14  # the absence and the late signature are two lines
    assert 'data-testid="draft"' not in html


def test_stf_7_ac_6_closing_the_live_ceremony_leaves_its_minutes_without_retyping(client):
    pact, ceremony = a_signing(3, secretary_name="Thư ký Khối", place_name="Hội trường", began_at=timezone.now())
    secretary = a_user(Role.SECRETARY, at=pact.bloc)
    units = members_of(pact.bloc)
    a_head_of(units[0], "Nguyễn Văn An")
    item = AgendaItem(ceremony=ceremony, title="Thông qua giao ước", is_adoption=True, order=1)
    save_agenda_item(item, by=secretary)
    adopted(pact, ceremony=ceremony, item=item)
    record_signature(pact, units[0], by=secretary, ceremony=ceremony)
    record_absence(pact, units[1], reason="Đi công tác", by=secretary, ceremony=ceremony)
    record_all_present(pact, ceremony=ceremony, by=secretary)
    record_witness(pact, by=secretary, ceremony=ceremony, name="Trần Thị Bình", rank="Đại tá", position="Phó Giám đốc")
    seal(pact, by=secretary)
    due_on = date(2099, 3, 31)
    save_direction(Direction(ceremony=ceremony, text="Rà soát.", unit=units[2], due_on=due_on), by=secretary)
    save_contribution(Contribution(ceremony=ceremony, amount=5, measure="triệu đồng", purpose="quỹ"), by=secretary)
    hold(Ceremony.objects.get(pk=ceremony.pk), by=secretary)

    ceremony.refresh_from_db()
    paper = minutes_of(ceremony)
    (table,) = paper.tables
    assert table.lead == "2/3 đơn vị ký tại buổi lễ; 01 đơn vị vắng."
    assert table.adoption.endswith("3/3 phiếu tán thành, nhất trí 100%.")
    assert [point.outcome for point in paper.items] == ["3/3 phiếu tán thành, nhất trí 100%"]
    assert [row.signer for row in table.witnesses] and pact.canonical == ""
    assert any("Nguyễn Văn An" in person for group in paper.groups for person in group.people)
    assert paper.absent == (f"{units[1].name} – lý do: Đi công tác",)
    assert paper.directions[0].outcome == f"Đơn vị thực hiện: {units[2].name}; thời hạn: 31/03/2099"
    assert paper.gifts == ("Mỗi đơn vị: 5 triệu đồng – quỹ",)
    answer = page_of(client, ceremony, secretary)
    assert answer.context["gaps"] == []


def test_comments_of_the_units_stand_with_their_answers_and_withdrawn_ones_do_not():
    pact, ceremony = a_signing(2)
    version = TextVersion.objects.create(pact=pact, number=1, canonical="x", digest="0" * 64, made_by="Thư ký")
    about = {"pact": pact, "version": version, "unit": members_of(pact.bloc)[1], "made_name": "An"}
    Comment.objects.create(**about, clause="1.1", text="Nên tăng.", state="accepted", answer="Đã sửa.")
    Comment.objects.create(**about, text="Bỏ.", state="withdrawn")
    (table,) = minutes_of(ceremony).tables
    assert [point.outcome for point in table.comments] == ["tiếp thu. Đã sửa."]
    assert "(chỉ tiêu 1.1)" in table.comments[0].text


def test_struck_lines_and_struck_votes_are_no_part_of_it():
    pact, ceremony = a_signing(2)
    unit = members_of(pact.bloc)[0]
    struck = {"struck_at": timezone.now(), "struck_by": "x", "struck_reason": "Ghi nhầm"}
    line = {"pact": pact, "ceremony": ceremony, "unit": unit, "unit_name": unit.name, "recorded_by": "x"}
    Signature.objects.create(**line, name="Ghi Nhầm", signed_at=timezone.now(), **struck)
    adopted(pact, ceremony=ceremony, **struck)
    (table,) = minutes_of(ceremony).tables
    assert (table.rows, table.adoption) == ((), "")


def test_what_is_missing_is_told_with_the_page_where_it_is_written_and_only_to_who_may_write(client):
    pact, ceremony = a_signing(2)
    Attendee.objects.update(part="attending", gave_directions=True)
    assert gaps_of(ceremony) == ["presiding", "secretary", "place", "agenda", "directions"]
    answer = page_of(client, ceremony, a_user(Role.SECRETARY, at=pact.bloc))
    assert all(gap["url"] for gap in answer.context["gaps"])
    member = a_user(Role.REPORTER, at=members_of(pact.bloc)[0])
    answer = page_of(client, ceremony, member)
    assert answer.context["gaps"] == [] and 'data-testid="gaps"' not in answer.content.decode()
    elsewhere = members_of(a_signing(2)[0].bloc)[0]
    assert page_of(client, ceremony, a_user(Role.REPORTER, at=elsewhere)).status_code == 404


def test_the_book_leads_to_the_minutes_once_the_ceremony_has_begun(client):
    pact, ceremony = a_signing(2)
    client.force_login(a_user(Role.SECRETARY, at=pact.bloc))
    address = reverse("reports:ceremony_minutes_draft", args=[ceremony.pk])
    assert address in client.get(ceremony.get_absolute_url()).content.decode()
    Ceremony.objects.update(state="planned")
    assert address not in client.get(ceremony.get_absolute_url()).content.decode()


# --- The summary takes over the same rows ---


def test_the_summary_is_drafted_with_votes_owners_days_gifts_and_who_signed_late(client):
    ceremony = the_ceremony_of_2017()
    body = body_of(summary_facts(ceremony.blocs.get(), ceremony))
    assert "tại lễ" not in body.partition("\n")[0] and "12 đơn vị" in body
    assert "Phòng Cảnh sát thi hành án hình sự và hỗ trợ tư pháp (Bận chỉ huy" in body
    assert "đã ký bổ sung ngày 27/02/2017" in body
    assert "10 phiếu tán thành, 1 phiếu không tán thành, 1 phiếu không ý kiến" in body
    owner = "Phòng Cảnh sát quản lý hành chính về trật tự xã hội"
    assert f"ít nhất một lần trong năm ({owner}; trước ngày 31/10/2017)" in body
    assert "5 triệu đồng" in body and "40 ngày công" in body


def test_a_vote_outside_the_programme_and_a_refusal_are_told_in_the_summary_too():
    pact, ceremony = a_signing(3)
    secretary = a_user(Role.SECRETARY, at=pact.bloc)
    adopted(pact, ceremony=ceremony)
    unit = members_of(pact.bloc)[2]
    record_absence(pact, members_of(pact.bloc)[1], reason="Ốm", by=secretary, ceremony=ceremony)
    record_all_present(pact, ceremony=ceremony, by=secretary)
    Signature.objects.filter(unit=unit).update(outcome="declined", reason="chưa thống nhất", signed_at=None)
    seal(pact, by=secretary)
    facts = summary_facts(pact.bloc, ceremony)
    assert [(one.title, one.votes_for, one.is_unanimous) for one in facts.adoptions] == [("nội dung giao ước", 3, True)]
    assert [one.reason for one in facts.absences] == ["Ốm", "từ chối ký: chưa thống nhất"]
