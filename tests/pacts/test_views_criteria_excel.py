"""A table out to Excel and in again through the pages: looked at first, then all of it or nothing."""

import html
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext

from blocs.models import Event, Role
from pacts.models import CriteriaTable
from tests.make import a_pact, a_user, members_of
from tests.make_scoring import a_table
from tests.pacts.real_table import a_real_table

pytestmark = pytest.mark.django_db


def at(name, *args) -> str:
    return reverse(f"pacts:{name}", args=args)


@pytest.fixture
def table():
    return a_table(adopted=False)


@pytest.fixture
def secretary(client, table):
    client.force_login(a_user(Role.SECRETARY, at=table.bloc))
    return client


def exported(client, table) -> bytes:
    answer = client.get(at("table_export", table.pact_id))
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    return answer.content


def changed(content: bytes, **cells) -> bytes:
    """The file with these cells typed over, as `D6="7,5"`."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for cell, value in cells.items():
        book.worksheets[0][cell] = value
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def sent(client, table, content: bytes, name="bang.xlsx"):
    return client.post(at("table_import", table.pact_id), {"file": SimpleUploadedFile(name, content)})


def confirmed(client, table, page):
    return client.post(at("table_import_confirm", table.pact_id), {"packed": page.context["packed"]}, follow=True)


def test_the_real_table_goes_out_and_comes_back_unchanged(client):
    client.force_login(a_user(Role.ADMIN))
    table = a_real_table(a_pact())
    page = sent(client, table, exported(client, table))
    assert page.context["counts"] == {"new": 0, "changed": 0, "unchanged": 230, "removed": 0, "wrong": 0}
    assert at("table_import_confirm", table.pact_id) not in page.content.decode()


def test_a_change_is_shown_from_what_to_what_and_then_taken_over(secretary, table):
    page = sent(secretary, table, changed(exported(secretary, table), C6="Tên mới", D6="19,5"))
    shown = html.unescape(page.content.decode())
    assert "Điểm: <del>20</del> → <ins>19,5</ins>" in shown
    assert "Tiêu chí: <del>Hoàn thành kế hoạch công tác</del> → <ins>Tên mới</ins>" in shown
    assert not table.criteria.filter(name="Tên mới").exists()
    confirmed(secretary, table, page)
    assert table.criteria.filter(name="Tên mới", points="19.5").exists()
    assert Event.objects.filter(verb="pacts.import_table").count() == 1


def test_a_number_no_column_holds_is_refused_whole(secretary, table):
    page = sent(secretary, table, changed(exported(secretary, table), C6="Tên mới", D7="123456789012345"))
    answer = confirmed(secretary, table, page)
    assert "1.2 “Chất lượng tham mưu”: " in html.unescape(answer.content.decode())
    assert not table.criteria.filter(name="Tên mới").exists()


def test_a_line_under_a_group_made_anew_says_so(secretary, table):
    page = sent(secretary, table, changed(exported(secretary, table), C5="Nhóm khác hẳn", V5=""))
    said = gettext("%(number)s, in a new group") % {"number": "1.1"}
    assert f"<del>1.1</del> → <ins>{said}</ins>" in html.unescape(page.content.decode())
    confirmed(secretary, table, page)
    assert [row.name for row in table.criteria.filter(parent=None)] == ["Nhóm khác hẳn", "Tổ chức phong trào"]
    assert table.criteria.count() == 6


def test_confirmed_twice_it_writes_once(secretary, table):
    page = sent(secretary, table, changed(exported(secretary, table), C6="Tên mới"))
    confirmed(secretary, table, page)
    again = confirmed(secretary, table, page)
    sentence = gettext("The table was changed since this preview. Send the file again and compare once more.")
    assert sentence in html.unescape(again.content.decode())
    assert Event.objects.filter(verb="pacts.import_table").count() == 1


def test_one_unreadable_cell_holds_everything_back(secretary, table):
    page = sent(secretary, table, changed(exported(secretary, table), C6="Tên mới", D7="92.020", F8="Phép lạ"))
    assert [problem.cell for problem in page.context["reading"].problems] == ["D7", "F8"]
    assert page.context["counts"] == {"new": 0, "changed": 1, "unchanged": 3, "removed": 0, "wrong": 2}
    assert page.context["packed"] == "" and "<strong>D7</strong>" in page.content.decode()
    assert not table.criteria.filter(name="Tên mới").exists()


@pytest.mark.parametrize("forge", [lambda packed: "", lambda packed: packed[:-3] + "abc", lambda packed: "x:y:z"])
def test_only_lines_that_were_shown_are_taken_over(secretary, table, forge):
    page = sent(secretary, table, changed(exported(secretary, table), C6="Tên mới"))
    secretary.post(at("table_import_confirm", table.pact_id), {"packed": forge(page.context["packed"])})
    assert not table.criteria.filter(name="Tên mới").exists()


def test_a_preview_is_of_one_table_only(client):
    client.force_login(a_user(Role.ADMIN))
    one, other = a_table(adopted=False), a_table(adopted=False)
    page = sent(client, one, changed(exported(client, one), C6="Tên mới"))
    client.post(at("table_import_confirm", other.pact_id), {"packed": page.context["packed"]})
    assert not other.criteria.filter(name="Tên mới").exists()


@pytest.mark.parametrize("content", [b"", b"xin ch\xc3\xa0o", b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_what_is_no_excel_file_is_told_at_the_field(secretary, table, content):
    page = sent(secretary, table, content)
    assert page.status_code == 200 and page.context["form"].errors["file"]


def test_a_member_takes_the_file_but_sends_none(client, table):
    client.force_login(a_user(Role.REPORTER, at=members_of(table.bloc)[0]))
    content = exported(client, table)
    assert sent(client, table, content).status_code == 403
    assert client.post(at("table_import_confirm", table.pact_id), {"packed": ""}).status_code == 403


def test_an_adopted_table_takes_no_file(secretary, table):
    page = sent(secretary, table, changed(exported(secretary, table), C6="Tên mới"))
    CriteriaTable.objects.filter(pk=table.pk).update(state="adopted", adopted_at="2017-02-15T00:00Z")
    confirmed(secretary, table, page)
    assert not table.criteria.filter(name="Tên mới").exists()


def test_a_file_taken_over_is_taken_back_whole_as_long_as_nothing_is_changed_since(secretary, table):
    before = list(table.criteria.order_by("pk").values_list("name", "points"))
    page = sent(secretary, table, changed(exported(secretary, table), C6="Tiêu chí đổi tên"))
    confirmed(secretary, table, page)
    assert table.criteria.filter(name="Tiêu chí đổi tên").exists()
    assert 'data-testid="undo-import"' in secretary.get(at("table_detail", table.pact_id)).content.decode()
    secretary.post(at("table_import_undo", table.pact_id))
    assert list(table.criteria.order_by("pk").values_list("name", "points")) == before
    assert 'data-testid="undo-import"' not in secretary.get(at("table_detail", table.pact_id)).content.decode()
    lines = Event.objects.count()
    secretary.post(at("table_import_undo", table.pact_id))
    assert Event.objects.count() == lines, "a second press finds nothing to take back"


def test_what_was_changed_after_the_file_keeps_it_from_being_taken_back(secretary, table):
    page = sent(secretary, table, changed(exported(secretary, table), C6="Tiêu chí đổi tên"))
    confirmed(secretary, table, page)
    row = table.criteria.get(name="Tiêu chí đổi tên")
    row.note = "sửa sau"
    row.save()
    secretary.post(at("table_import_undo", table.pact_id))
    assert table.criteria.filter(name="Tiêu chí đổi tên").exists()


def test_text_in_an_old_font_is_told_with_its_reading_and_never_stored(secretary, table):
    page = sent(secretary, table, changed(exported(secretary, table), C6="C«ng t¸c phßng, chèng téi ph¹m"))
    told = html.unescape(page.content.decode())
    assert "C6" in told
    assert "Công tác phòng, chống tội phạm" in told
    assert page.context["packed"] == ""
