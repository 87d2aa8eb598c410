"""STF-13: checking and sending a report; reasons for empty rows (STF-3 AC13); comments to a row."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.logic.codes import REFERENCE, SIGNS
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Headship, Notice, Role
from reports.actions.sending import return_report, send_report
from reports.models import Evidence, Figure, Omission, Report, RowNote
from reports.row_extras import extras_of
from tests import make
from tests.make_scoring import a_sheet, a_table
from tests.reports.desks import REASON, a_desk, queries_of

pytestmark = pytest.mark.django_db
SENDS = {"do": "send", "declared": "on"}


def check_url(desk):
    return f"{reverse('reports:report_check')}?ky={desk.reporting.pk}&don_vi={desk.unit.pk}"


def notes_url(desk, pledge=None, unit=None):
    unit = unit or desk.unit.pk
    query = f"?ky={desk.reporting.pk}&don_vi={unit}&noi_dung={(pledge or desk.pledge).pk}"
    return reverse("reports:row_notes") + query


def fill(desk, *pledges, **facts):
    return [make.a_figure(pledge, desk.unit, phase=desk.reporting.phase, **facts) for pledge in pledges]


def a_sent_report(desk) -> Report:
    fill(desk, *desk.pledges)
    return send_report(Report(reporting=desk.reporting, unit=desk.unit), by=desk.commander)


def test_stf_13_ac_4_codes_are_readable_aloud_and_read_back_however_they_are_typed():
    codes = {REFERENCE.new() for __ in range(300)}
    assert len(codes) == 300
    assert all(re.fullmatch(rf"[{SIGNS}]{{4}}-[{SIGNS}]{{4}}", code) for code in codes)
    assert not set("O0I1L") & set(SIGNS)
    assert {REFERENCE.found_in("7kq4 m2px"), REFERENCE.found_in("7KQ4-M2PX"), REFERENCE.found_in("7kq4m2px")} == {
        "7KQ4-M2PX"
    }
    assert [REFERENCE.found_in("7KQ4-M2P0"), REFERENCE.found_in("7KQ4"), REFERENCE.found_in("")] == [None, None, None]


def test_stf_13_ac_1_each_change_link_has_its_own_name_and_leads_back_to_its_row(client):
    desk = a_desk(pledges=3)
    fill(desk, *desk.pledges)
    client.force_login(desk.commander)
    text = client.get(check_url(desk)).content.decode()
    links = re.findall(r'<a href="([^"]+)" data-testid="change-(\d+)">(.*?)</a>', text)
    names = {re.sub(r"<[^>]+>|\s+", " ", name) for __, __, name in links}
    assert len(links) == len(names | {pk for __, pk, __ in links}) / 2 == 3
    address = links[0][0].replace("&amp;", "&").partition("#")[0]
    kept = Figure.objects.get(pledge=desk.pledge)
    typed = {f"p{desk.pledge.pk}-value": "77", f"p{desk.pledge.pk}-revision": kept.revision}
    answer = client.post(address, typed)
    assert answer.url == f"{check_url(desk)}#p{desk.pledge.pk}"


def test_stf_13_ac_2_what_is_missing_is_listed_with_links_to_its_box(client):
    desk = a_desk(pledges=3)
    fill(desk, desk.pledge)
    client.force_login(desk.commander)
    answer = client.post(check_url(desk), {"do": "send", f"reason_{desk.pledges[1].pk}": "Không có vụ việc"})
    text = answer.content.decode()
    form = answer.context["form"]
    assert set(form.errors) == {f"reason_{desk.pledges[2].pk}", "declared"}
    assert f'href="#id_reason_{desk.pledges[2].pk}"' in text and 'href="#id_declared"' in text
    assert re.search(r"<title>\s*Lỗi:", text)
    assert 'class="error-summary"' in text and "Không có vụ việc" in text
    assert not Report.objects.exists() and not Omission.objects.exists()


def test_stf_3_ac_13_empty_rows_are_sent_with_a_reason_each_and_without_one_not(client):
    desk = a_desk(pledges=3)
    fill(desk, desk.pledge)
    client.force_login(desk.commander)
    page = client.get(check_url(desk))
    assert [pledge for pledge, __ in page.context["form"].empty_rows] == desk.pledges[1:]
    own = {f"reason_{desk.pledges[1].pk}": "Không có vụ việc", "reason_rest": "Chờ số liệu cấp trên"}
    answer = client.post(check_url(desk), SENDS | own)
    report = Report.objects.get()
    assert answer.url == report.get_absolute_url() and report.state == "sent"
    reasons = dict(Omission.objects.values_list("pledge", "reason"))
    assert reasons == {desk.pledges[1].pk: "Không có vụ việc", desk.pledges[2].pk: "Chờ số liệu cấp trên"}
    text = client.get(report.get_absolute_url()).content.decode()
    assert f'data-testid="omission-{desk.pledges[1].pk}"' in text and "Chờ số liệu cấp trên" in text


def test_stf_3_ac_13_the_action_itself_refuses_rows_left_open():
    desk = a_desk(pledges=2)
    fill(desk, desk.pledge)
    report = Report(reporting=desk.reporting, unit=desk.unit)
    with pytest.raises(Refused):
        send_report(report, by=desk.commander)
    Omission.objects.create(reporting=desk.reporting, unit=desk.unit, pledge=desk.pledges[1], reason="Chưa có")
    assert send_report(report, by=desk.commander).state == "sent"


def test_reasons_are_kept_with_a_draft_taken_back_and_dropped_where_a_figure_came(client):
    desk = a_desk(pledges=2)
    client.force_login(desk.reporter)
    first, second = (f"reason_{pledge.pk}" for pledge in desk.pledges)
    assert client.post(check_url(desk), {"do": "save", first: "Chưa có", second: "Chưa có"}).status_code == 302
    assert Omission.objects.count() == 2
    revision = Report.objects.get().revision
    assert client.post(check_url(desk), {"do": "save", first: "Chưa có", "revision": revision}).status_code == 302
    assert [row.pledge for row in Omission.objects.all()] == [desk.pledge]
    fill(desk, *desk.pledges)
    send_report(Report.objects.get(), by=desk.commander)
    assert not Omission.objects.exists()
    assert Event.objects.filter(verb="reports.explain_empty").count() == 2


def test_stf_13_ac_3_the_confirmation_survives_a_reload_and_the_back_button_sends_nothing_twice(client):
    desk = a_desk()
    fill(desk, desk.pledge)
    client.force_login(desk.commander)
    answer = client.post(check_url(desk), SENDS | {"results": "Đạt"})
    report = Report.objects.get()
    for __ in range(2):
        text = client.get(answer.url).content.decode()
        assert 'data-testid="sent"' in text and report.code in text and reverse("reports:my_tasks") in text
    again = client.post(check_url(desk), SENDS | {"results": "Khác"}, follow=True)
    assert again.redirect_chain[0][0] == report.get_absolute_url()
    assert any(report.code in str(message) for message in again.context["messages"])
    report.refresh_from_db()
    assert (report.results, Event.objects.filter(verb="reports.send_report").count()) == ("Đạt", 1)


def test_stf_13_ac_3_who_comes_second_is_told_who_was_first():
    desk = a_desk()
    sent = a_sent_report(desk)
    with pytest.raises(Refused) as refusal:
        send_report(Report(reporting=desk.reporting, unit=desk.unit), by=desk.secretary)
    assert sent.code in refusal.value.sentences[0] and str(desk.commander) in refusal.value.sentences[0]


def test_stf_13_ac_4_the_code_stays_through_a_return():
    desk = a_desk()
    code = a_sent_report(desk).code
    report = return_report(Report.objects.get(), REASON, by=desk.secretary)
    assert report.code == code
    assert send_report(report, by=desk.commander).code == code
    assert Report.objects.get().code == code


def test_stf_13_a_late_report_is_sent_with_its_mark(client):
    desk = a_desk(due_on=timezone.localdate() - timedelta(days=3))
    fill(desk, desk.pledge)
    client.force_login(desk.commander)
    answer = client.post(check_url(desk), SENDS)
    assert Report.objects.get().is_late and client.get(answer.url).status_code == 200


def test_stf_13_differences_from_the_last_version_stand_old_beside_new(client):
    desk = a_desk(pledges=2)
    report = a_sent_report(desk)
    client.force_login(desk.commander)
    return_report(report, REASON, by=desk.secretary)
    assert 'data-testid="differences"' not in client.get(check_url(desk)).content.decode()
    figure = Figure.objects.get(pledge=desk.pledges[1])
    figure.value = 12
    figure.save()
    report = Report.objects.get()
    report.results = "Đã bổ sung"
    report.save()
    found = client.get(check_url(desk)).context["differences"]
    assert [row.anchor for row in found] == [f"p{desk.pledges[1].pk}", ""]
    assert (found[1].old, found[1].new) == ("—", "Đã bổ sung")


def test_a_return_tells_the_people_of_the_unit_and_nobody_else():
    desk = a_desk()
    return_report(a_sent_report(desk), REASON, by=desk.secretary)
    told = Notice.objects.filter(kind=Notice.Kind.RETURNED)
    assert {notice.user for notice in told} == {desk.commander, desk.reporter}


# --- Comments to a row ---


def neighbours(desk) -> dict:
    head = desk.others[0]
    Headship.objects.get_or_create(bloc=desk.bloc, unit=head, part=Headship.Part.HEAD)
    return {
        "standing": make.a_user(Role.STANDING, at=desk.bloc.series.organiser),
        "head": make.a_user(Role.COMMANDER, at=head),
        "neighbour": make.a_user(Role.REPORTER, at=desk.others[1]),
        "stranger": make.a_user(Role.SECRETARY, at=make.a_bloc()),
    }


def test_who_reads_and_writes_the_comments_of_a_row(client):
    desk = a_desk(units=3)
    people = {"secretary": desk.secretary, "commander": desk.commander, "reporter": desk.reporter} | neighbours(desk)
    expected = dict.fromkeys(people, 200) | {"neighbour": 403, "stranger": 404}
    for who, user in people.items():
        client.force_login(user)
        assert client.get(notes_url(desk)).status_code == expected[who], who
        posted = client.post(notes_url(desk), {"text": f"Ý kiến {who}"}).status_code
        assert posted == {200: 302}.get(expected[who], expected[who]), who
    assert RowNote.objects.count() == 5
    assert client.get(notes_url(desk, unit="x")).status_code == 404


def test_a_comment_tells_the_other_side_with_a_way_to_the_thread(client):
    desk = a_desk(units=3)
    client.force_login(desk.reporter)
    client.post(notes_url(desk), {"text": "Số liệu này lấy từ báo cáo tháng 6."})
    assert [notice.user for notice in Notice.objects.all()] == [desk.secretary]
    assert client.login and Notice.objects.get().url == notes_url(desk)
    client.force_login(desk.secretary)
    client.post(notes_url(desk), {"text": "Đề nghị bổ sung căn cứ."})
    told = {notice.user for notice in Notice.objects.exclude(user=desk.secretary)}
    assert told == {desk.commander, desk.reporter}
    text = client.get(notes_url(desk)).content.decode()
    assert text.index("tháng 6") < text.index("bổ sung căn cứ")
    assert client.post(notes_url(desk), {"text": "  "}).status_code == 200


def test_stf_5_comments_and_evidence_stand_beside_the_row_where_they_may_be_read(client):
    desk = a_desk(units=3, pledges=2)
    RowNote.objects.create(
        reporting=desk.reporting, unit=desk.unit, pledge=desk.pledge, made_by=desk.secretary, text="Xem lại"
    )
    leaf, sheet = _fed_by(desk)
    extra = extras_of(desk.reporting, desk.unit, desk.commander)[desk.pledge.pk]
    assert (extra.notes, extra.evidence_count) == (1, 1)
    client.force_login(desk.commander)
    assert client.get(extra.evidence_url).status_code == client.get(extra.notes_url).status_code == 200
    other = extras_of(desk.reporting, desk.unit, neighbours(desk)["neighbour"])[desk.pledge.pk]
    assert (other.notes_url, other.evidence_url, other.notes) == ("", "", 0)
    entry = client.get(f"{reverse('reports:figure_entry')}?ky={desk.reporting.pk}&don_vi={desk.unit.pk}")
    assert f'data-testid="notes-{desk.pledge.pk}"' in entry.content.decode()
    assert sheet.unit == desk.unit and leaf.pledge == desk.pledge


def _fed_by(desk):
    table = a_table(desk.pact)
    leaf = table.criteria.exclude(formula="").first()
    type(leaf).objects.filter(pk=leaf.pk).update(pledge=desk.pledge)
    sheet = a_sheet(table, desk.unit)
    Evidence.objects.create(
        sheet=sheet, criterion=leaf, stage=sheet.stage, kind="paper", name="Báo cáo", number="12/BC",
        added_at=timezone.now(), added_by="Cán bộ",
    )  # fmt: skip
    leaf.refresh_from_db()
    return leaf, sheet


def test_the_pages_ask_equally_often_for_1_and_30_rows(client):
    counts = []
    for rows in (1, 30):
        desk = a_desk(pledges=rows, units=3)
        _fed_by(desk)
        for pledge in desk.pledges[1:]:
            Omission.objects.create(reporting=desk.reporting, unit=desk.unit, pledge=pledge, reason="Chưa có")
        fill(desk, desk.pledge)
        for number in range(rows):
            RowNote.objects.create(reporting=desk.reporting, unit=desk.unit, pledge=desk.pledge, text=f"Ý {number}")
        client.force_login(desk.commander)
        checked = queries_of(client, check_url(desk))
        thread = queries_of(client, notes_url(desk))
        report = send_report(Report(reporting=desk.reporting, unit=desk.unit), by=desk.commander)
        counts.append((checked, thread, queries_of(client, report.get_absolute_url())))
    assert counts[0] == counts[1], counts
