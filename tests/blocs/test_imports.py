"""A workbook on its way in: sent, read, answered, taken over whole, taken back; every refusal with its sentence."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from blocs.actions import imports
from blocs.intake import KINDS
from blocs.logic.lifecycle import Refused
from blocs.models import ColumnMatch, Event, Import, Leader, Level, Membership, Role, SheetFile, Unit
from tests.blocs.excel.books import a_book
from tests.make import a_bloc, a_leader, a_unit, a_user, members_of

pytestmark = pytest.mark.django_db
HEADS = ["Tên đơn vị", "Ký hiệu", "Đơn vị cấp trên", "Từ ngày"]


@pytest.fixture
def admin():
    return a_user(Role.ADMIN)


@pytest.fixture
def send(admin, django_capture_on_commit_callbacks):
    """Sends a workbook and lets the worker read it."""

    def sent(book, kind="units", target=None, by=None, name="bang.xlsx"):
        with django_capture_on_commit_callbacks(execute=True):
            content = book if isinstance(book, bytes) else book.getvalue()
            row = imports.send(KINDS[kind], target or {}, name=name, content=content, by=by or admin)
        return Import.objects.get(pk=row.pk)

    return sent


@pytest.fixture
def press(admin, django_capture_on_commit_callbacks):
    """An action on an import, its job done at once."""

    def pressed(action, taken, *args, **more):
        with django_capture_on_commit_callbacks(execute=True):
            action(taken, *args, **{"by": admin, **more})
        return Import.objects.get(pk=taken.pk)

    return pressed


def problems(taken):
    return [cell for line in taken.preview for cell, _sentence in line["problems"]]


# --- Units ------------------------------------------------------------------------------------------


def test_units_with_their_own_parents_are_taken_over_and_taken_back(send, press, admin):
    above = a_unit("Công an tỉnh Minh Họa")
    rows = [["Đội 1", "D1", "Phòng Cảnh sát A", ""], ["Phòng Cảnh sát A", "PA", above.name, "05/02/2017"]]
    taken = send(a_book(HEADS, *rows))
    assert (taken.state, taken.counts["new"], taken.counts["wrong"]) == ("ready", 2, 0), (taken.trouble, taken.preview)
    taken = press(imports.confirm, taken)
    room, squad = Unit.objects.get(code="PA"), Unit.objects.get(code="D1")
    assert (room.parent, squad.parent, room.from_on) == (above, room, date(2017, 2, 5))
    assert squad.path.startswith(room.path) and squad.name_fold == "doi 1"
    assert squad.history.count() == 1
    assert Event.objects.filter(verb="blocs.apply_import").count() == 1
    taken = press(imports.undo, taken)
    assert taken.state == "undone" and not Unit.objects.filter(code__in=["PA", "D1"]).exists()


def test_a_change_shows_old_and_new_and_is_undone(send, press):
    level = Level.objects.create(name="Phòng")
    unit = a_unit("Phòng Tham mưu", code="PV01")
    taken = send(a_book(["Tên đơn vị", "Ký hiệu", "Cấp"], ["Phòng Tham mưu Công an tỉnh", "PV01", "phong"]))
    [line] = taken.preview
    assert (
        line["state"] == "changed"
        and ["Tên đơn vị", "Phòng Tham mưu", "Phòng Tham mưu Công an tỉnh"] in line["differences"]
    )
    press(imports.confirm, taken)
    unit.refresh_from_db()
    assert (unit.name, unit.level) == ("Phòng Tham mưu Công an tỉnh", level)
    press(imports.undo, taken)
    unit.refresh_from_db()
    assert (unit.name, unit.level) == ("Phòng Tham mưu", None)


def test_confirmed_twice_writes_once(send, press):
    taken = press(imports.confirm, send(a_book(HEADS, ["Phòng mới", "M1", "", ""])))
    with pytest.raises(Refused):
        press(imports.confirm, taken)
    assert Unit.objects.filter(code="M1").count() == 1


def test_what_changed_since_the_preview_refuses_the_confirmation(send, press):
    first, second = (send(a_book(HEADS, ["Phòng mới", "M1", "", ""])) for _ in range(2))
    press(imports.confirm, first)
    with pytest.raises(Refused):
        press(imports.confirm, second)
    second = press(imports.read_again, second)
    assert second.counts["unchanged"] == 1
    assert Unit.objects.filter(code="M1").count() == 1


def test_one_wrong_line_keeps_all_out(send, press):
    taken = send(a_book(HEADS, ["Phòng tốt", "T1", "", ""], ["Phòng hỏng", "T2", "Không có thật", "13/13/2017"]))
    assert taken.counts["wrong"] == 1 and set(problems(taken)) == {"C3", "D3"}
    with pytest.raises(Refused):
        press(imports.confirm, taken)
    assert not Unit.objects.filter(code="T1").exists()
    assert SheetFile.objects.get(taken=taken).content


def test_undo_is_refused_with_what_builds_on_it(send, press):
    taken = press(imports.confirm, send(a_book(HEADS, ["Phòng mới", "M1", "", ""])))
    a_unit("Đội bên dưới", parent=Unit.objects.get(code="M1"))
    with pytest.raises(Refused, match="Đội bên dưới"):
        press(imports.undo, taken)
    assert Unit.objects.filter(code="M1").exists()


def test_undo_is_refused_after_a_later_change(send, press):
    taken = press(imports.confirm, send(a_book(HEADS, ["Phòng mới", "M1", "", ""])))
    unit = Unit.objects.get(code="M1")
    unit.short_name = "Sửa sau"
    unit.save()
    with pytest.raises(Refused, match="Phòng mới"):
        press(imports.undo, taken)


def test_units_in_a_ring_are_refused_whole(send, press):
    taken = send(a_book(HEADS, ["Phòng A", "A", "Phòng B", ""], ["Phòng B", "B", "Phòng A", ""]))
    with pytest.raises(Refused):
        press(imports.confirm, taken)
    assert not Unit.objects.filter(code__in="AB").exists()


def test_the_same_unit_twice_is_told_with_both_cells(send):
    taken = send(a_book(HEADS, ["Phòng A", "", "", ""], ["phòng  a", "", "", ""]))
    assert problems(taken) == ["A3"] and "A2" in taken.preview[1]["problems"][0][1]


# --- Columns -----------------------------------------------------------------------------------------


def test_own_names_of_columns_are_matched_by_hand_and_remembered(send, press, admin):
    book = a_book(["Danh sách năm 2017"], ["TT", "Cơ quan nào", "Viết tắt"], [1, "Phòng X", "PX"])
    taken = send(book)
    assert taken.state == "matching"
    [index] = [index for index, head, _samples in taken.heads if head == "Cơ quan nào"]
    taken = press(imports.match, taken, {index: "name"})
    assert taken.state == "ready" and taken.preview[0]["name"] == "Phòng X"
    assert ColumnMatch.objects.get(user=admin, head="co quan nao").field == "name"
    assert send(a_book(["CƠ QUAN  NÀO"], ["Phòng Y"])).state == "ready"


def test_two_columns_are_not_one_field_and_needed_ones_must_be_named(send, press):
    taken = send(a_book(["Cái này", "Cái kia"], ["a", "b"]))
    for fields in ({0: "name", 1: "name"}, {0: "code"}):
        with pytest.raises(Refused):
            press(imports.match, taken, fields)
    assert not ColumnMatch.objects.exists()


# --- Old fonts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "font", "read"),
    [
        ("NguyÔn V¨n HiÖu", "", "Nguyễn Văn Hiệu"),
        ("lùc l\u00adîng", ".VnTime", "lực lượng"),
        ("khèi thi ®ua", ".VnTimeH", "KHỐI THI ĐUA"),
        ("Coâng an tænh", "VNI-Times", "Công an tỉnh"),
    ],
)
def test_old_letters_are_shown_both_ways_and_converted_only_with_consent(send, press, typed, font, read):
    taken = send(a_book(["Tên đơn vị"], [typed], fonts={"A2": font} if font else {}))
    assert taken.preview[0]["was"] == [["A2", typed, read]]
    with pytest.raises(Refused):
        press(imports.confirm, taken)
    taken = press(imports.decide, taken, legacy=True)
    press(imports.confirm, taken)
    assert Unit.objects.filter(name=read).exists()


def test_old_letters_stay_where_the_person_wants_them(send, press):
    taken = press(imports.decide, send(a_book(["Tên đơn vị"], ["NguyÔn V¨n HiÖu"])), legacy=False)
    assert taken.preview[0]["name"] == "NguyÔn V¨n HiÖu" and taken.preview[0]["was"] == []
    assert imports.questions(taken) == []


# --- Leaders ----------------------------------------------------------------------------------------------

PEOPLE = ["Họ và tên", "Cấp bậc", "Cấp bậc từ ngày", "Chức vụ", "Đơn vị", "Chức vụ từ ngày", "Chức vụ Đảng"]


def test_leaders_come_with_rank_and_posts_and_go_again(send, press):
    unit = a_unit("Phòng Hậu cần")
    row = ["Trần Văn Mẫu", "Đại tá", "01/01/2016", "Trưởng phòng", "Phòng Hậu cần", "05/02/2017", "Bí thư Đảng ủy"]
    taken = press(imports.confirm, send(a_book(PEOPLE, row), kind="leaders"))
    leader = Leader.objects.get(name="Trần Văn Mẫu")
    assert leader.rank_on(date(2017, 3, 1)).name == "Đại tá" and leader.rank_on(date(2015, 1, 1)) is None
    [post] = leader.posts_on(date(2017, 3, 1), "office")
    assert (post.name, post.unit, post.from_on) == ("Trưởng phòng", unit, date(2017, 2, 5))
    assert [one.name for one in leader.posts_on(None, "party")] == ["Bí thư Đảng ủy"]
    press(imports.undo, taken)
    assert not Leader.objects.filter(name="Trần Văn Mẫu").exists()


def test_a_new_rank_ends_the_old_one_the_day_before_and_undo_brings_it_back(send, press):
    leader = a_leader("Lê Thị Mẫu")
    press(imports.confirm, send(a_book(PEOPLE[:3], ["Lê Thị Mẫu", "Trung tá", "01/01/2014"]), kind="leaders"))
    undated = send(a_book(PEOPLE[:2], ["Lê Thị Mẫu", "Thượng tá"]), kind="leaders")
    assert undated.counts["wrong"] == 1
    taken = send(a_book(PEOPLE[:3], ["Lê Thị Mẫu", "Thượng tá", "01/01/2018"]), kind="leaders")
    press(imports.confirm, taken)
    assert [str(row.until_on) for row in leader.ranks.order_by("from_on")] == ["2017-12-31", "None"]
    press(imports.undo, taken)
    assert [(row.rank.name, row.until_on) for row in leader.ranks.all()] == [("Trung tá", None)]


def test_two_leaders_of_one_name_are_told_apart_by_the_template_only(send):
    for _again in range(2):
        a_leader("Nguyễn Văn Trùng")
    taken = send(a_book(PEOPLE[:2], ["Nguyễn Văn Trùng", "Đại úy"]), kind="leaders")
    assert problems(taken) == ["A2"]


# --- Members of a bloc --------------------------------------------------------------------------------------


def test_members_are_admitted_in_order_and_their_days_put_right(send, press):
    bloc, newcomer = a_bloc(2), a_unit("Phòng Vào Sau", code="PVS")
    last = members_of(bloc)[-1]
    book = a_book(["STT", "Đơn vị", "Từ ngày", "Số QĐ"], [9, "PVS", "01/06/2017", "5/QĐ"], [2, last.name, "", "6/QĐ"])
    taken = send(book, kind="memberships", target={"bloc": bloc.pk})
    assert (taken.counts["new"], taken.counts["changed"], taken.bloc) == (1, 1, bloc), taken.preview
    press(imports.confirm, taken)
    row = Membership.objects.get(bloc=bloc, unit=newcomer)
    assert (row.order, row.from_on, row.decision_number) == (9, date(2017, 6, 1), "5/QĐ")
    press(imports.undo, taken)
    assert bloc.memberships.count() == 2 and not bloc.memberships.filter(decision_number="6/QĐ").exists()


def test_a_unit_that_is_not_registered_or_heads_the_bloc_is_told(send):
    bloc = a_bloc(2)
    head = members_of(bloc)[0]
    book = a_book(["Đơn vị", "Đến ngày"], ["Không có", ""], [head.name, "01/06/2017"])
    assert problems(send(book, kind="memberships", target={"bloc": bloc.pk})) == ["A2", "B3"]


# --- Who may, and what is kept ---------------------------------------------------------------------------------


def test_only_who_may_sends_and_confirms(send, press):
    bloc = a_bloc(2)
    with pytest.raises(Refused):
        send(a_book(HEADS, ["A", "", "", ""]), by=a_user(Role.SECRETARY, at=bloc))
    taken = send(a_book(HEADS, ["A", "", "", ""]))
    with pytest.raises(Refused):
        press(imports.confirm, taken, by=a_user(Role.SECRETARY, at=bloc))
    standing = a_user(Role.STANDING, at=bloc.series.organiser)
    assert KINDS["memberships"].targets(standing) == [({"bloc": bloc.pk}, str(bloc))]
    assert KINDS["memberships"].may(standing, {"bloc": bloc.pk})
    assert not KINDS["memberships"].may(standing, {"bloc": a_bloc(2).pk})


def test_a_dropped_file_is_forgotten_but_for_its_name_and_digest(send, press):
    taken = press(imports.drop, send(a_book(HEADS, ["A", "", "", ""])))
    assert (taken.state, bytes(taken.content), taken.preview) == ("dropped", b"", [])
    assert len(taken.sha256) == 64
    with pytest.raises(Refused):
        press(imports.confirm, taken)


def test_a_foreign_file_is_told_and_nothing_is_kept_of_it(send):
    taken = send(b"\x89PNG\r\n\x1a\n" + b"0" * 5000, name="ảnh.xlsx")
    assert taken.state == "faulty" and taken.trouble and bytes(taken.content) == b""


def test_somebody_elses_file_is_not_there(send):
    taken = send(a_book(HEADS, ["A", "", "", ""]))
    client = Client()
    client.force_login(a_user(Role.SECRETARY, at=a_bloc(2)))
    assert client.get(reverse("blocs:import_detail", args=[taken.token])).status_code == 404
