"""Marks of a sheet from Excel: looked at as the sheet itself would judge them, taken over whole, taken back."""

from decimal import Decimal

import pytest

from blocs.actions import imports
from blocs.actions.import_sheets import ask_template
from blocs.intake import KINDS
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Import, Role, SheetFile
from reports.actions.sheets import Cell, save_marks
from reports.models import Mark
from tests.blocs.excel.books import a_book
from tests.make import a_user
from tests.make_scoring import a_scored_bloc
from tests.reports.score_flow import REASON, carry

pytestmark = pytest.mark.django_db
HEADS = ["Số", "Tiêu chí", "Điểm", "Lý do"]


@pytest.fixture
def bloc():
    return a_scored_bloc()


@pytest.fixture
def sheet(bloc):
    return bloc.sheets[-1]


@pytest.fixture
def by(bloc, sheet):
    return bloc.reporter[sheet.unit_id]


def target_of(sheet, by) -> dict:
    return next(target for target, _name in KINDS["marks"].targets(by) if target["sheet"] == sheet.pk)


@pytest.fixture
def send(sheet, by, django_capture_on_commit_callbacks):
    def sent(book, target=None, person=None):
        person = person or by
        with django_capture_on_commit_callbacks(execute=True):
            content = book if isinstance(book, bytes) else book.getvalue()
            where = target or target_of(sheet, person)
            row = imports.send(KINDS["marks"], where, name="diem.xlsx", content=content, by=person, target_name="đây")
        return Import.objects.get(pk=row.pk)

    return sent


@pytest.fixture
def template(django_capture_on_commit_callbacks):
    def made(target, person):
        with django_capture_on_commit_callbacks(execute=True):
            ask_template(KINDS["marks"], target, "", by=person)
        return bytes(SheetFile.objects.order_by("-pk").first().content)

    return made


def states(taken) -> list[str]:
    assert taken.state == "ready", (taken.state, taken.trouble)
    return [line["state"] for line in taken.preview]


def wrong_cells(taken) -> list[str]:
    return [cell for line in taken.preview for cell, _sentence in line["problems"]]


def points(sheet) -> dict:
    rows = Mark.objects.filter(sheet=sheet).select_related("criterion")
    return {row.criterion.name: row.points if row.points is not None else row.value for row in rows}


def test_marks_are_new_changed_and_unchanged_and_go_back_as_they_were(bloc, sheet, by, send):
    plan, quality, *__ = bloc.leaves
    save_marks(sheet, [Cell(quality.pk, "12", REASON)], by=by)
    book = a_book(HEADS, ["1.1", plan.name, "Đạt", REASON], ["1.2", quality.name, "14,5", REASON], ["2.1", "", "", ""])
    taken = send(book)
    assert states(taken) == ["new", "changed", "unchanged"]
    assert points(sheet) == {quality.name: 12}, "looking writes nothing"
    before = Event.objects.filter(verb="reports.save_marks").count()
    taken = imports.confirm(taken, by=by)
    assert points(sheet) == {plan.name: 1, quality.name: Decimal("14.5")}
    assert Event.objects.filter(verb="reports.save_marks").count() == before + 1
    with pytest.raises(Refused):
        imports.confirm(taken, by=by)
    imports.undo(taken, by=by)
    assert points(sheet) == {quality.name: 12}


def test_what_the_sheet_would_refuse_is_told_with_its_cell_and_nothing_is_written(bloc, sheet, by, send):
    book = a_book(
        HEADS,
        ["1.1", "", "có lẽ", ""],
        ["1.2", "", "31", ""],
        ["1.2", "", "1", ""],
        ["7.7", "", "1", ""],
        ["2.1", "", -1, ""],
    )
    taken = send(book)
    assert set(states(taken)) == {"wrong"}
    assert wrong_cells(taken) == ["C2", "C3", "A4", "A5", "C6"]
    with pytest.raises(Refused):
        imports.confirm(taken, by=by)
    assert points(sheet) == {}


def test_an_ambiguous_number_is_asked_and_an_old_font_only_read_with_consent(bloc, sheet, by, send):
    taken = send(a_book(HEADS, ["1.2", "", "14.5", "§¬n vÞ lµm tèt"]))
    assert taken.counts["old_font"] == 1
    assert imports.questions(taken) == ["legacy"]
    with pytest.raises(Refused):
        imports.confirm(taken, by=by)
    assert not Mark.objects.exists()


def test_our_own_template_comes_back_unchanged_and_only_to_its_sheet(bloc, sheet, by, send, template):
    quality = bloc.leaves[1]
    save_marks(sheet, [Cell(quality.pk, "12", REASON)], by=by)
    content = template(target_of(sheet, by), by)
    assert set(states(send(content))) == {"unchanged"}
    other = bloc.sheets[0]
    colleague = bloc.reporter[other.unit_id]
    taken = send(content, target_of(other, colleague), colleague)
    assert taken.state == "faulty"
    assert str(sheet.unit) in taken.trouble


def test_what_was_changed_since_or_sent_on_is_not_taken_back(bloc, sheet, by, send):
    quality = bloc.leaves[1]
    taken = imports.confirm(send(a_book(HEADS, ["1.2", "", "14", REASON])), by=by)
    save_marks(sheet, [Cell(quality.pk, "13", REASON, 1)], by=by)
    with pytest.raises(Refused):
        imports.undo(taken, by=by)
    assert points(sheet) == {quality.name: 13}


def test_a_sheet_that_has_moved_on_takes_no_file(bloc, sheet, by, send):
    taken = send(a_book(HEADS, ["1.2", "", "14", REASON]))
    carry(bloc, sheet, "cross")
    with pytest.raises(Refused):
        imports.confirm(taken, by=by)


def test_nobody_lays_a_file_over_a_sheet_of_others(bloc, sheet, by):
    kind, target = KINDS["marks"], target_of(sheet, by)
    stranger, colleague = a_user(Role.REPORTER, at=a_scored_bloc().units[0]), bloc.reporter[bloc.units[0].pk]
    for person in (stranger, colleague, bloc.secretary, a_user(Role.ADMIN)):
        assert not kind.may(person, target)
        assert not kind.may(person, {**target, "by": person.pk})
        assert sheet.pk not in [one["sheet"] for one, _name in kind.targets(person)]
        with pytest.raises(Refused):
            imports.send(kind, target, name="a.xlsx", content=b"PK", by=person)
