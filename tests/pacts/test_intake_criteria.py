"""A criteria table out to Excel and in again by the engine: looked at first, laid over whole, taken off again whole."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs.actions import imports
from blocs.actions.import_sheets import ask_template
from blocs.intake import KINDS
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Import, Role, SheetFile, User
from pacts.models import Assignment, CriteriaTable, Criterion
from tests.blocs.excel.books import a_book
from tests.make import a_pact, a_pledge, a_user, members_of
from tests.make_scoring import a_table
from tests.pacts.real_table import a_real_table

pytestmark = pytest.mark.django_db
OLD = "C«ng t¸c phßng, chèng téi ph¹m"  # TCVN3, as an old machine wrote it


@pytest.fixture
def table():
    return a_table(adopted=False)


@pytest.fixture
def by(table):
    return a_user(Role.SECRETARY, at=table.bloc)


def target_of(table) -> dict:
    return {"bloc": table.bloc.pk, "pact": table.pact_id, "table": table.pk}


@pytest.fixture
def send(table, by, django_capture_on_commit_callbacks):
    def sent(content: bytes, where=table, who=by):
        with django_capture_on_commit_callbacks(execute=True):
            row = imports.send(KINDS["criteria"], target_of(where), name="bang.xlsx", content=content, by=who)
        return Import.objects.get(pk=row.pk)

    return sent


@pytest.fixture
def again(django_capture_on_commit_callbacks):
    """Something said of the file, and read again by it."""

    def done(action, taken, *args, **said):
        with django_capture_on_commit_callbacks(execute=True):
            action(taken, *args, **said)
        return Import.objects.get(pk=taken.pk)

    return done


@pytest.fixture
def exported(client, by):
    def file_of(table, **cells) -> bytes:
        """The table's own file with these cells typed over, as `D6="7,5"`; “X9” of None empties the cell."""
        client.force_login(by)
        content = client.get(reverse("pacts:table_export", args=[table.pact_id])).content
        book = openpyxl.load_workbook(io.BytesIO(content))
        for cell, value in cells.items():
            book.worksheets[0][cell] = value
        kept = io.BytesIO()
        book.save(kept)
        return kept.getvalue()

    return file_of


def counts(taken) -> dict:
    assert taken.state == "ready", (taken.state, taken.trouble, taken.remarks)
    return {state: taken.counts[state] for state in ("new", "changed", "unchanged", "removed", "wrong")}


def told(taken, state: str) -> list:
    return [line["differences"] for line in taken.preview if line["state"] == state]


def dump(table) -> list:
    """Every column of every row, keys too; revisions count presses, not content."""
    rows = [{**row, "revision": 0} for row in table.criteria.order_by("pk").values()]
    return [rows, list(Assignment.objects.filter(criterion__table=table).order_by("pk").values())]


def test_the_real_table_goes_out_and_comes_back_unchanged(client, send):
    real, admin = a_real_table(a_pact()), a_user(Role.ADMIN)
    client.force_login(admin)
    content = client.get(reverse("pacts:table_export", args=[real.pact_id])).content
    taken = send(content, where=real, who=admin)
    assert counts(taken) == {"new": 0, "changed": 0, "unchanged": 230, "removed": 0, "wrong": 0}
    with pytest.raises(Refused):
        imports.confirm(taken, by=admin)


def test_a_change_is_shown_from_what_to_what_and_then_laid_over(table, by, send, exported):
    taken = send(exported(table, C6="Tên mới", D6="19,5"))
    assert told(taken, "changed") == [[["Tiêu chí", "Hoàn thành kế hoạch công tác", "Tên mới"], ["Điểm", "20", "19,5"]]]
    assert not table.criteria.filter(name="Tên mới").exists()
    lines = Event.objects.count()
    imports.confirm(taken, by=by)
    assert table.criteria.filter(name="Tên mới", points="19.5").exists() and Event.objects.count() == lines + 1
    with pytest.raises(Refused):
        imports.confirm(taken, by=by)


def test_a_line_under_a_group_made_anew_has_moved(table, by, send, exported):
    taken = send(exported(table, C5="Nhóm khác hẳn", V5=None))
    assert counts(taken) == {"new": 1, "changed": 3, "unchanged": 2, "removed": 1, "wrong": 0}
    assert [line["name"] for line in taken.preview if line["state"] == "removed"] == ["1 Công tác chuyên môn"]
    imports.confirm(taken, by=by)
    roots = table.criteria.filter(parent=None).order_by("order").values_list("name", flat=True)
    assert (list(roots), table.criteria.count()) == (["Nhóm khác hẳn", "Tổ chức phong trào"], 6)


def test_what_the_file_leaves_out_is_shown_before_it_goes_and_comes_back_under_its_key(table, by, send):
    """Decisions on single units that hung on it come back, too."""
    gone = table.criteria.exclude(formula="").order_by("pk").first()
    unit = members_of(table.bloc)[0]
    Assignment.objects.create(criterion=gone, unit=unit, applies=False, reason="Không có nhiệm vụ này")
    before = dump(table)
    rows = KINDS["criteria"].rows(target_of(table))
    heads = ["Số", "Tiêu chí", "Điểm", "Công thức", "Mã dòng"]
    keys = ["number", "name", "points", "formula", "key"]
    lines = [[row[key] for key in keys] for row in rows if row["key"] != gone.pk]
    taken = send(a_book(heads, *lines, ["9", "Mới thêm", 5, "Cho điểm trực tiếp", ""]).getvalue())
    removed = [line for line in taken.preview if line["state"] == "removed"]
    assert [(line["key"], line["differences"][0][1:]) for line in removed] == [(gone.pk, ["1", "—"])]
    assert Criterion.objects.filter(pk=gone.pk).exists()
    imports.confirm(taken, by=by)
    assert not Criterion.objects.filter(pk=gone.pk).exists()
    imports.undo(Import.objects.get(pk=taken.pk), by=by)
    assert dump(table) == before


def test_what_was_changed_after_the_file_keeps_it_from_being_taken_back(table, by, send, exported):
    imports.confirm(taken := send(exported(table, C6="Tên mới")), by=by)
    row = table.criteria.get(name="Tên mới")
    row.note = "sửa sau"
    row.save()
    with pytest.raises(Refused):
        imports.undo(Import.objects.get(pk=taken.pk), by=by)
    assert table.criteria.filter(name="Tên mới").exists()


def test_a_decision_on_a_unit_made_after_the_file_keeps_it_from_being_taken_back(table, by, send, exported):
    imports.confirm(taken := send(exported(table, C6="Tên mới")), by=by)
    leaf, unit = table.criteria.get(name="Tên mới"), members_of(table.bloc)[0]
    Assignment.objects.create(criterion=leaf, unit=unit, applies=False, reason="Không có nhiệm vụ này")
    with pytest.raises(Refused):
        imports.undo(Import.objects.get(pk=taken.pk), by=by)


def test_a_pledge_gone_since_keeps_what_it_fed_from_coming_back(table, by, send, exported):
    """The sentence names the criterion; nothing of the table is touched."""
    fed = table.criteria.get(name="Hoàn thành kế hoạch công tác")
    pledge = a_pledge(table.pact)
    Criterion.objects.filter(pk=fed.pk).update(pledge=pledge)
    imports.confirm(taken := send(exported(table, C6="Tên khác hẳn", Q6=None, V6=None)), by=by)
    assert not Criterion.objects.filter(pk=fed.pk).exists()
    pledge.delete()
    before = dump(table)
    with pytest.raises(Refused, match="Hoàn thành kế hoạch công tác"):
        imports.undo(Import.objects.get(pk=taken.pk), by=by)
    assert dump(table) == before


def test_the_template_of_the_engine_comes_back_unchanged(send, django_capture_on_commit_callbacks):
    """With its lists to choose from: a department, a pledge, bands, a target of its own."""
    real, admin = a_real_table(a_pact()), a_user(Role.ADMIN)
    fed, seen = real.criteria.exclude(formula="").order_by("pk")[:2]
    unit = members_of(real.bloc)[0]
    Criterion.objects.filter(pk=fed.pk).update(pledge=a_pledge(real.pact))
    Criterion.objects.filter(pk=seen.pk).update(assessor="department", department=unit)
    with django_capture_on_commit_callbacks(execute=True):
        ask_template(KINDS["criteria"], target_of(real), str(real), by=admin)
    taken = send(bytes(SheetFile.objects.get().content), where=real, who=admin)
    assert counts(taken) == {"new": 0, "changed": 0, "unchanged": 230, "removed": 0, "wrong": 0}


def test_a_table_that_moved_since_the_preview_is_left_alone(table, by, send, exported):
    taken = send(exported(table, C6="Tên mới"))
    table.criteria.filter(formula="by_hand").update(points=3)
    with pytest.raises(Refused):
        imports.confirm(taken, by=by)
    assert not table.criteria.filter(name="Tên mới").exists()


def test_one_unreadable_cell_holds_everything_back(table, by, send, exported):
    taken = send(exported(table, C6="Tên mới", D7="92.020", F8="Phép lạ"))
    assert [cell for line in taken.preview for cell, _sentence in line["problems"]] == ["D7", "F8"]
    assert counts(taken) == {"new": 0, "changed": 1, "unchanged": 3, "removed": 0, "wrong": 2}
    with pytest.raises(Refused):
        imports.confirm(taken, by=by)
    assert not table.criteria.filter(name="Tên mới").exists()


def test_a_number_no_column_holds_is_refused_whole(table, by, send, exported):
    taken = send(exported(table, C6="Tên mới", D7="123456789012345"))
    with pytest.raises(Refused, match=r"1\.2 “Chất lượng tham mưu”: "):
        imports.confirm(taken, by=by)
    assert not table.criteria.filter(name="Tên mới").exists()


def test_text_in_an_old_font_is_shown_twice_and_converted_only_on_consent(table, by, send, exported, again):
    taken = send(exported(table, C6=OLD))
    assert [line["was"] for line in taken.preview if line["was"]] == [[["C6", OLD, "Công tác phòng, chống tội phạm"]]]
    with pytest.raises(Refused):
        imports.confirm(taken, by=by)
    taken = again(imports.decide, taken, by=by, legacy=True)
    imports.confirm(taken, by=by)
    assert table.criteria.filter(name="Công tác phòng, chống tội phạm").exists()


def test_columns_are_named_by_hand_and_remembered(table, by, send, again):
    """A plain spreadsheet of one's own; what it has no column for stays."""
    rows = KINDS["criteria"].rows(target_of(table))
    lines = [[row["number"], f"{row['name']}.", row["points"]] for row in rows]
    content = a_book(["Thứ tự", "Mục chấm", "Được mấy điểm"], *lines).getvalue()
    taken = send(content)
    assert taken.state == "matching"
    taken = again(imports.match, taken, {0: "number", 1: "name", 2: "points"}, by=by)
    assert counts(taken)["wrong"] == 0
    assert send(content).state == "ready"


def test_who_may_not_edit_the_table_sends_nothing(table, send, exported):
    content = exported(table)
    for role, at in ((Role.REPORTER, members_of(table.bloc)[0]), (Role.SECRETARY, a_pact().bloc)):
        with pytest.raises(Refused):
            send(content, who=a_user(role, at=at))
    assert not Import.objects.exists()


def test_the_page_of_a_file_is_a_strangers_404_and_a_colleagues_403(client, table, by, send, exported):
    """A colleague here is who sent it and has lost the right since."""
    taken = send(exported(table, C6="Tên mới"))
    here = reverse("blocs:import_detail", args=[taken.token])
    press = reverse("blocs:import_confirm", args=[taken.token])
    client.force_login(a_user(Role.SECRETARY, at=a_pact().bloc))
    assert (client.get(here).status_code, client.post(press).status_code) == (404, 404)
    by.duties.update(role=Role.REPORTER, bloc=None, unit=members_of(table.bloc)[0])
    client.force_login(type(by).objects.get(pk=by.pk))
    assert (client.get(here).status_code, client.post(press).status_code) == (403, 403)
    assert not table.criteria.filter(name="Tên mới").exists()


def test_the_preview_names_the_lines_that_go_and_asks_before_it_takes_the_file_over(client, table, by, send, exported):
    taken = send(exported(table, C5="Nhóm khác hẳn", V5=None))
    client.force_login(by)
    page = client.get(reverse("blocs:import_detail", args=[taken.token])).content.decode()
    assert 'data-state="removed"' in page and "1 Công tác chuyên môn" in page
    form = page[page.index('data-testid="confirm"') :]
    assert "data-confirm=" in form[: form.index(">")]
    only = client.get(f"{reverse('blocs:import_detail', args=[taken.token])}?loai=removed").content.decode()
    assert (only.count('<tr data-state="removed"'), only.count('<tr data-state="new"')) == (1, 0)


def test_what_may_be_laid_over_is_asked_in_the_same_few_queries_however_many_tables(table):
    def asked() -> int:
        admin = User.objects.get(pk=admin_pk)
        with CaptureQueriesContext(connection) as queries:
            found = KINDS["criteria"].targets(admin)
        assert len(found) == CriteriaTable.objects.count()
        return len(queries)

    admin_pk = a_user(Role.ADMIN).pk
    few = asked()
    a_table(adopted=False)
    a_table(adopted=False)
    assert asked() == few


def test_an_adopted_table_takes_no_file(table, by, send, exported):
    taken = send(exported(table, C6="Tên mới"))
    CriteriaTable.objects.filter(pk=table.pk).update(state="adopted", adopted_at="2017-02-15T00:00Z")
    with pytest.raises(Refused):
        imports.confirm(taken, by=by)
    assert not table.criteria.filter(name="Tên mới").exists()
    assert KINDS["criteria"].targets(by) == [] and not KINDS["criteria"].offers(by)


def test_a_member_reads_the_file_and_a_secretary_is_led_to_the_import(client, table, by):
    here = f"{reverse('blocs:import_new', args=['criteria'])}?pact={table.pact_id}"
    reporter = a_user(Role.REPORTER, at=members_of(table.bloc)[0])
    for who, sees in ((by, 1), (reporter, 0)):
        client.force_login(who)
        page = client.get(reverse("pacts:table_detail", args=[table.pact_id])).content.decode()
        assert page.count(here) == sees
        assert client.get(reverse("pacts:table_export", args=[table.pact_id])).headers["Content-Disposition"]
        assert client.get(here).status_code == (200 if sees else 403)
