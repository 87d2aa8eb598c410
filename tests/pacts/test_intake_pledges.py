"""Pledges of a draft from Excel: new under their contents, corrected where they stand, told where wrong, taken back."""

from decimal import Decimal

import pytest

from blocs.actions import imports
from blocs.actions.import_sheets import ask_template
from blocs.intake import KINDS
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Import, Role, SheetFile
from pacts.models import Pact, Pledge, Section
from tests.blocs.excel.books import a_book
from tests.make import a_bloc, a_pact, a_pledge, a_user

pytestmark = pytest.mark.django_db
HEADS = ["Nội dung", "Chỉ tiêu", "Loại chỉ tiêu", "Mức", "Đơn vị tính", "So với", "Ghi chú"]


@pytest.fixture
def pact():
    pact = a_pact(a_bloc(3))
    pact.pledges.all().delete()
    pact.sections.all().delete()
    section = Section.objects.create(pact=pact, title="Phòng, chống tội phạm", order=1)
    a_pledge(pact, name="Tỷ lệ khám phá án", measure="%", target=Decimal(80), kind="at_least", section=section)
    return pact


@pytest.fixture
def by(pact):
    return a_user(Role.SECRETARY, at=pact.bloc)


def target_of(pact) -> dict:
    return {"bloc": pact.bloc_id, "pact": pact.pk}


@pytest.fixture
def send(pact, by, django_capture_on_commit_callbacks):
    def sent(book, target=None):
        with django_capture_on_commit_callbacks(execute=True):
            content = book if isinstance(book, bytes) else book.getvalue()
            said = {"name": "chi-tieu.xlsx", "content": content, "target_name": "giao ước này"}
            row = imports.send(KINDS["pledges"], target or target_of(pact), by=by, **said)
        return Import.objects.get(pk=row.pk)

    return sent


def states(taken) -> list[str]:
    assert taken.state == "ready", (taken.state, taken.trouble, taken.remarks)
    return [line["state"] for line in taken.preview]


def test_rows_are_new_changed_and_unchanged_and_all_of_it_goes_back(pact, by, send):
    book = a_book(
        HEADS,
        ["Phòng, chống tội phạm", "Tỷ lệ khám phá án", "≥ (ít nhất)", "85,5", "%", "", ""],
        ["", "Để xảy ra oan sai", "Không để xảy ra", "", "", "", ""],
        ["Xây dựng lực lượng", "Số vụ vi phạm", "Giảm ít nhất (%)", "5", "", "năm 2016", "theo kế hoạch"],
    )
    taken = send(book)
    assert states(taken) == ["changed", "new", "new"]
    assert Pledge.objects.filter(pact=pact).count() == 1, "looking writes nothing"
    lines = Event.objects.count()
    taken = imports.confirm(taken, by=by)
    assert Event.objects.count() == lines + 1
    found = {one.name: (one.section.title, one.kind, one.target) for one in pact.pledges.select_related("section")}
    assert found == {
        "Tỷ lệ khám phá án": ("Phòng, chống tội phạm", "at_least", Decimal("85.5")),
        "Để xảy ra oan sai": ("Phòng, chống tội phạm", "zero", None),
        "Số vụ vi phạm": ("Xây dựng lực lượng", "reduce_at_least", Decimal(5)),
    }
    assert set(states(send(book))) == {"unchanged"}
    imports.undo(taken, by=by)
    assert pact.pledges.get().target == 80
    assert list(pact.sections.values_list("title", flat=True)) == ["Phòng, chống tội phạm"]


def test_what_cannot_stand_is_told_with_its_cell_and_nothing_is_written(pact, by, send):
    taken = send(
        a_book(
            HEADS,
            ["A", "Một", "Lạ lùng", "", "", "", ""],
            ["", "Hai", "≥ (ít nhất)", "", "%", "", ""],
            ["", "Ba", "Giảm ít nhất (%)", "5", "", "", ""],
            ["", "Bốn", "≥ (ít nhất)", "abc", "vụ", "", ""],
            ["", "Bốn", "Định tính", "", "", "", ""],
        )
    )
    assert set(states(taken)) == {"wrong"}
    told = [line["problems"][0][0] for line in taken.preview]
    assert told[0] == "C2" and told[1] == "D3" and told[3] == "D5" and told[4] == "B6"
    with pytest.raises(Refused):
        imports.confirm(taken, by=by)
    assert pact.pledges.count() == 1


def test_an_old_font_is_converted_only_with_consent(pact, by, send):
    taken = send(a_book(HEADS, ["", "Tû lÖ ®iÒu tra, kh¸m ph¸", "", "90", "%", "", ""]))
    assert imports.questions(taken) == ["legacy"]
    with pytest.raises(Refused):
        imports.confirm(taken, by=by)
    assert not pact.pledges.filter(name__startswith="Tỷ lệ điều tra").exists()


def test_our_own_template_comes_back_unchanged_and_only_to_its_pact(pact, by, send, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask_template(KINDS["pledges"], target_of(pact), "", by=by)
    content = bytes(SheetFile.objects.latest("pk").content)
    assert set(states(send(content))) == {"unchanged"}
    other = a_pact(a_bloc(2))
    by.duties.create(role=Role.SECRETARY, bloc=other.bloc)
    del by.duties_today
    assert send(content, target_of(other)).state == "faulty"


def test_what_was_edited_since_or_opened_is_not_taken_back(pact, by, send):
    book = a_book(HEADS, ["Phòng, chống tội phạm", "Tỷ lệ khám phá án", "", "85", "%", "", ""])
    taken = imports.confirm(send(book), by=by)
    pledge = pact.pledges.get(target=85)
    pledge.note = "sửa sau"
    pledge.save()
    with pytest.raises(Refused):
        imports.undo(taken, by=by)
    Pact.objects.filter(pk=pact.pk).update(state="open")
    with pytest.raises(Refused):
        imports.undo(taken, by=by)


def test_nobody_else_lays_a_file_over_it_and_no_opened_pact_takes_one(pact, by, send):
    kind = KINDS["pledges"]
    stranger, member = (
        a_user(Role.SECRETARY, at=a_bloc(2)),
        a_user(Role.REPORTER, at=pact.bloc.memberships.first().unit),
    )
    for person in (stranger, member):
        assert not kind.may(person, target_of(pact))
        assert target_of(pact) not in [target for target, _name in kind.targets(person)]
        with pytest.raises(Refused):
            imports.send(kind, target_of(pact), name="a.xlsx", content=b"PK", by=person)
    taken = send(a_book(HEADS, ["", "Mới", "", "", "", "", ""]))
    Pact.objects.filter(pk=pact.pk).update(state="open")
    with pytest.raises(Refused):
        imports.confirm(taken, by=by)
    assert target_of(pact) not in [target for target, _name in kind.targets(by)]


def test_an_empty_content_is_found_whatever_its_case_and_accents(pact, by, send):
    Section.objects.create(pact=pact, title="Xây dựng lực lượng", order=2)
    lines = ["XÂY DỰNG  LỰC LƯỢNG", "xây dựng lực lượng"]
    book = a_book(HEADS, *([said, f"Số vụ vi phạm {n}", "Số lượng", "5", "vụ", "", ""] for n, said in enumerate(lines)))
    imports.confirm(send(book), by=by)
    assert list(pact.sections.order_by("order").values_list("title", flat=True)) == [
        "Phòng, chống tội phạm",
        "Xây dựng lực lượng",
    ]


def test_one_new_content_written_in_two_ways_is_made_once(pact, by, send):
    book = a_book(
        HEADS,
        ["Hậu cần", "Số công trình", "Số lượng", "5", "công trình", "", ""],
        ["HẬU CẦN", "Số mô hình", "Số lượng", "2", "mô hình", "", ""],
    )
    imports.confirm(send(book), by=by)
    assert list(pact.sections.order_by("order").values_list("title", flat=True))[1:] == ["Hậu cần"]


def test_a_number_the_new_kind_has_no_place_for_goes_unless_the_file_gives_one(pact, by, send):
    """“Không để xảy ra” is 0 by its own words; the old 80 % does not stand in its way."""
    row = ["Phòng, chống tội phạm", "Tỷ lệ khám phá án", "Không để xảy ra"]
    said = send(a_book(HEADS, [*row, "80", "", "", ""]))
    assert states(said) == ["wrong"]
    assert [cell for cell, _sentence in said.preview[0]["problems"]] == ["D2"]
    imports.confirm(send(a_book(HEADS, [*row, "", "", "", ""])), by=by)
    pledge = pact.pledges.get()
    assert (pledge.kind, pledge.target, pledge.target_max) == ("zero", None, None)
