"""The pages of evidence: who opens which shelf at which stage, and how a file is handed out."""

import pytest
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from blocs.models import Event
from reports.actions import evidence as actions
from reports.evidence_access import Shelf
from reports.models import Evidence, Result
from tests.make_scoring import a_sheet
from tests.reading import Page
from tests.shelves import PDF, a_desk, an_upload

pytestmark = pytest.mark.django_db


def shelf_of(desk, leaf=None) -> str:
    return f"?phieu={desk.sheet.pk}&chi_tieu={(leaf or desk.leaf).pk}"


def the_list(desk, leaf=None) -> str:
    return reverse("reports:evidence_list") + shelf_of(desk, leaf)


def upload(client, desk, *files, **more):
    data = {"files": files or [an_upload()], "is_no_secret": "on"} | more
    return client.post(reverse("reports:evidence_upload") + shelf_of(desk), data)


def a_piece(desk, at="self", leaf=None, **facts) -> Evidence:
    """Standing there already, whoever put it."""
    own = {"kind": "file", "name": "Báo cáo số 05.pdf", "sha256": "a" * 64, "size": len(PDF)}
    stage = desk.table.stages.get(kind=at)
    row = Evidence(
        sheet=desk.sheet, criterion=leaf or desk.leaf, stage=stage, added_at=desk.sheet.opened_at, **{**own, **facts}
    )
    row.added_by, row.content_type = "Cán bộ", "application/pdf"
    if row.kind == "file":
        row.file.save("x", an_upload())
    row.save()
    return row


def status(client, who, address) -> int:
    client.force_login(who)
    return client.get(address).status_code


# --- Who reads --------------------------------------------------------------------------------


@pytest.mark.parametrize("at", ["cross", "review", "appraise", "closed"])
def test_a_file_of_a_passed_stage_is_opened_by_those_with_a_part_in_the_sheet(client, at):
    desk = a_desk(at)
    address = reverse("reports:evidence_file", args=[a_piece(desk).pk])
    answers = {who: status(client, user, address) for who, user in desk.people.items()}
    assert answers == {
        **dict.fromkeys(["admin", "standing", "secretary", "head_commander", "commander", "reporter", "checker"], 200),
        **dict.fromkeys(["department", "colleague"], 403),
        "stranger": 404,
    }


def test_while_the_unit_scores_itself_nobody_else_opens_its_files(client):
    desk = a_desk("self")
    address = reverse("reports:evidence_file", args=[a_piece(desk).pk])
    answers = {who: status(client, user, address) for who, user in desk.people.items()}
    assert {who for who, answer in answers.items() if answer == 200} == {"admin", "commander", "reporter"}
    assert answers["stranger"] == 404


def test_the_checker_waits_until_its_own_unit_has_sent(client):
    desk = a_desk("cross", others="self")
    address = reverse("reports:evidence_file", args=[a_piece(desk).pk])
    assert status(client, desk.people["checker"], address) == 403
    assert status(client, desk.people["head_commander"], address) == 403


def test_what_is_added_at_the_review_is_not_for_the_checker_nor_yet_for_the_unit(client):
    desk = a_desk("review")
    address = reverse("reports:evidence_file", args=[a_piece(desk, "review").pk])
    assert status(client, desk.people["secretary"], address) == 200
    assert [status(client, desk.people[who], address) for who in ("checker", "reporter")] == [403, 403]


def test_a_department_opens_its_own_criteria_and_no_others(client):
    desk = a_desk("appraise")
    own = reverse("reports:evidence_file", args=[a_piece(desk, "review", leaf=desk.judged).pk])
    other = reverse("reports:evidence_file", args=[a_piece(desk).pk])
    assert [status(client, desk.people["department"], address) for address in (own, other)] == [200, 403]
    assert status(client, desk.people["department"], the_list(desk, desk.judged)) == 200
    assert status(client, desk.people["department"], the_list(desk)) == 403


def test_a_published_result_does_not_open_the_evidence_to_the_bloc(client):
    desk = a_desk("closed")
    now = desk.sheet.opened_at
    Result.objects.create(
        bloc=desk.bloc,
        table=desk.table,
        state="published",
        package="{}",
        digest="0" * 64,
        prepared_at=now,
        published_at=now,
    )
    address = reverse("reports:evidence_file", args=[a_piece(desk).pk])
    assert status(client, desk.people["colleague"], address) == 403


def test_the_shelf_says_how_many_pieces_one_may_not_see(client):
    desk = a_desk("review")
    a_piece(desk)
    a_piece(desk, "review", name="Kết quả kiểm tra.pdf", sha256="b" * 64)
    client.force_login(desk.people["reporter"])
    html = client.get(the_list(desk)).content.decode()
    assert "Báo cáo số 05.pdf" in html and "Kết quả kiểm tra.pdf" not in html
    assert client.get(the_list(desk)).context["unseen"] == 1


# --- Handing out ------------------------------------------------------------------------------


def test_a_file_is_sent_as_an_attachment_under_its_own_name_and_leaves_a_line(client):
    desk = a_desk("cross")
    row = a_piece(desk)
    client.force_login(desk.people["secretary"])
    answer = client.get(reverse("reports:evidence_file", args=[row.pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == content_disposition_header(True, "Báo cáo số 05.pdf")
    assert "filename*=utf-8''B%C3%A1o%20c%C3%A1o" in answer["Content-Disposition"]
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert (answer["Cache-Control"], answer["Content-Security-Policy"]) == (
        "private, no-store", "default-src 'none'; sandbox",
    )  # fmt: skip
    event = Event.objects.order_by("number").last()
    assert (event.verb, event.by, event.facts["piece"]) == (
        "reports.download_evidence", str(desk.people["secretary"]), row.name,
    )  # fmt: skip


def test_each_download_is_one_line_the_administrators_too(client):
    desk = a_desk("cross")
    address = reverse("reports:evidence_file", args=[a_piece(desk).pk])
    client.force_login(desk.people["admin"])
    before = Event.objects.count()
    client.get(address), client.get(address)
    assert Event.objects.count() == before + 2


def test_a_paper_a_removed_piece_and_a_lost_file_are_not_there(client):
    desk = a_desk("cross")
    paper = a_piece(desk, kind="paper", number="12/BC", sha256="")
    gone = a_piece(desk, removed_at=desk.sheet.opened_at, sha256="c" * 64)
    lost = a_piece(desk, sha256="d" * 64)
    lost.file.storage.delete(lost.file.name)
    client.force_login(desk.people["reporter"])
    before = Event.objects.count()
    answers = [client.get(reverse("reports:evidence_file", args=[row.pk])).status_code for row in (paper, gone, lost)]
    assert (answers, Event.objects.count()) == ([404, 404, 404], before)


def test_the_folder_of_files_has_no_address(client):
    desk = a_desk("cross")
    row = a_piece(desk)
    client.force_login(desk.people["admin"])
    assert {client.get(f"/{path}").status_code for path in (f"tep/{row.file.name}", f"media/{row.file.name}")} == {404}


# --- Adding through the page ------------------------------------------------------------------


def test_files_are_added_through_the_page_and_shown(client):
    desk = a_desk()
    client.force_login(desk.people["reporter"])
    answer = upload(client, desk, an_upload(), an_upload(b"MZ", "cong-cu.exe"))
    assert answer.status_code == 302
    page = client.get(answer.url)
    html = page.content.decode()
    assert "Báo cáo số 05.pdf" in html and "cong-cu.exe" in html
    assert Page(html).headings == 1
    assert [row.name for row in page.context["rows"]] == ["Báo cáo số 05.pdf"]


def test_without_the_tick_the_page_says_so_and_keeps_nothing(client):
    desk = a_desk()
    client.force_login(desk.people["reporter"])
    answer = upload(client, desk, is_no_secret="")
    assert answer.status_code == 200
    assert _("Confirm that the files hold no state secrets.") in answer.content.decode()
    assert Evidence.objects.count() == 0


def test_a_press_of_bad_files_only_stays_on_the_page(client):
    desk = a_desk()
    client.force_login(desk.people["reporter"])
    answer = upload(client, desk, an_upload(b"MZ", "a.pdf"))
    assert answer.status_code == 200
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize("who, answer", [("colleague", 403), ("secretary", 403), ("standing", 403), ("stranger", 404)])
def test_nobody_adds_evidence_for_a_unit_that_scores_itself(client, who, answer):
    desk = a_desk()
    client.force_login(desk.people[who])
    assert upload(client, desk).status_code == answer
    paper = reverse("reports:evidence_paper") + shelf_of(desk)
    assert client.post(paper, {"name": "x", "number": "1"}).status_code == answer
    assert Evidence.objects.count() == 0


def test_a_criterion_of_another_table_is_not_there(client):
    desk, other = a_desk(), a_desk()
    client.force_login(desk.people["reporter"])
    address = f"?phieu={desk.sheet.pk}&chi_tieu={other.leaf.pk}"
    assert client.get(reverse("reports:evidence_list") + address).status_code == 404
    assert client.post(reverse("reports:evidence_upload") + address, {"is_no_secret": "on"}).status_code == 404


@pytest.mark.parametrize("query", ["?phieu=0", "?phieu=x", "?phieu=1e5", f"?phieu={9**30}"])
def test_an_address_that_names_no_sheet_is_not_there(client, query):
    desk = a_desk()
    client.force_login(desk.people["reporter"])
    assert client.get(reverse("reports:evidence_list") + query).status_code == 404


def test_a_paper_is_referred_to_through_the_page(client):
    desk = a_desk()
    client.force_login(desk.people["reporter"])
    paper = {"name": "Báo cáo", "number": "125/BC", "issued_on": "05/12/2017", "issuer": "Đơn vị", "kept_at": "Văn thư"}
    address = reverse("reports:evidence_paper") + shelf_of(desk)
    assert client.post(address, paper | {"kept_at": ""}).status_code == 200
    assert client.post(address, paper | {"stage": "999", "added_by": "Người khác"}).status_code == 302
    row = Evidence.objects.get()
    assert (row.number, row.stage, row.added_by) == ("125/BC", desk.sheet.stage, str(desk.people["reporter"]))
    assert "125/BC" in client.get(the_list(desk)).content.decode()


def test_the_page_says_why_nothing_can_be_added(client):
    desk = a_desk("closed", appeals_until="2000-01-01")
    client.force_login(desk.people["reporter"])
    page = client.get(the_list(desk))
    assert page.context["may_add"] is False
    assert page.context["obstacles"] == [_("Appeals closed at the end of %(day)s.") % {"day": "01/01/2000"}]


@pytest.mark.parametrize("who, offered", [("commander", True), ("reporter", False), ("secretary", False)])
def test_the_shelf_leads_the_units_commander_to_the_appeal(client, who, offered):
    desk = a_desk("closed")
    address = reverse("reports:appeal_file", args=[desk.sheet.pk, desk.leaf.pk])
    client.force_login(desk.people[who])
    assert (address in client.get(the_list(desk)).content.decode()) is offered
    desk.table.appeals_until = "2000-01-01"
    desk.table.save(update_fields=["appeals_until"])
    assert address not in client.get(the_list(desk)).content.decode()


# --- Removing ---------------------------------------------------------------------------------


def test_a_piece_is_removed_with_a_reason_and_stays_in_the_list(client):
    desk = a_desk()
    batch = actions.add_files(
        Shelf(desk.sheet, desk.leaf), [an_upload()], is_no_secret=True, by=desk.people["reporter"]
    )
    address = reverse("reports:evidence_remove", args=[batch.kept[0].pk])
    client.force_login(desk.people["reporter"])
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": ""}).status_code == 200
    assert client.post(address, {"reason": "Nhầm tệp"}).status_code == 302
    page = client.get(the_list(desk))
    assert ([row.name for row in page.context["rows"]], [row.removed_reason for row in page.context["removed"]]) == (
        [], ["Nhầm tệp"],
    )  # fmt: skip


@pytest.mark.parametrize("who, answer", [("colleague", 403), ("secretary", 403), ("admin", 403), ("stranger", 404)])
def test_nobody_else_removes_a_piece(client, who, answer):
    desk = a_desk()
    row = a_piece(desk)
    client.force_login(desk.people[who])
    assert client.post(reverse("reports:evidence_remove", args=[row.pk]), {"reason": "x"}).status_code == answer
    row.refresh_from_db()
    assert row.removed_at is None


# --- The other lists --------------------------------------------------------------------------


def test_the_sheet_lists_what_one_may_read_of_it(client):
    desk = a_desk("appraise")
    a_piece(desk), a_piece(desk, "review", leaf=desk.judged, name="Thông báo.pdf", sha256="b" * 64)
    address = f"{reverse('reports:evidence_list')}?phieu={desk.sheet.pk}"
    client.force_login(desk.people["department"])
    html = client.get(address).content.decode()
    assert "Thông báo.pdf" in html and "Báo cáo số 05.pdf" not in html
    client.force_login(desk.people["reporter"])
    assert "Báo cáo số 05.pdf" in client.get(address).content.decode()
    client.force_login(desk.people["colleague"])
    assert client.get(address).status_code == 403


def test_without_a_sheet_named_one_chooses_among_ones_own(client):
    desk = a_desk()
    other = a_sheet(unit=None)
    client.force_login(desk.people["reporter"])
    page = client.get(reverse("reports:evidence_list"))
    assert list(page.context["page"]) == [desk.sheet]
    client.force_login(desk.people["admin"])
    assert other in client.get(reverse("reports:evidence_list")).context["page"]
