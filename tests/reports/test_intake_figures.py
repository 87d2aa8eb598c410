"""Figures of a phase from Excel: compared, taken over as the form takes them, taken back; refused where the form is."""

from decimal import Decimal
from io import BytesIO

import pytest

from blocs.actions import imports
from blocs.actions.import_sheets import ask_template
from blocs.intake import KINDS
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Import, Role, SheetFile
from reports.models import Figure, Report, RowNote
from tests.blocs.excel.books import a_book
from tests.make import a_bloc, a_pledge, a_reporting, a_user, members_of
from tests.make_papers import a_sealed_pact

pytestmark = pytest.mark.django_db
HEADS = ["Chỉ tiêu", "Kết quả", "Tử số", "Mẫu số", "Ghi chú"]


class Phase:
    def __init__(self):
        self.bloc = a_bloc(3)
        pact = a_sealed_pact(self.bloc)
        self.rate = a_pledge(pact, name="Tỷ lệ điều tra, khám phá", measure="%")
        self.number = a_pledge(pact, name="Số vụ triệt phá", kind="count", measure="vụ")
        self.reporting = a_reporting(self.bloc)
        self.units = members_of(self.bloc)
        self.by = a_user(Role.REPORTER, at=self.units[0])
        self.target = {"bloc": self.bloc.pk, "reporting": self.reporting.pk, "unit": self.units[0].pk}

    def said(self, pledge):
        return Figure.objects.filter(pledge=pledge, unit=self.units[0]).values_list("value", flat=True).first()


@pytest.fixture
def phase():
    return Phase()


@pytest.fixture
def send(phase, django_capture_on_commit_callbacks):
    def sent(book, target=None, by=None):
        with django_capture_on_commit_callbacks(execute=True):
            content = book if isinstance(book, bytes) else book.getvalue()
            said = {"name": "bang.xlsx", "content": content, "target_name": "nơi này"}
            row = imports.send(KINDS["figures"], target or phase.target, by=by or phase.by, **said)
        return Import.objects.get(pk=row.pk)

    return sent


@pytest.fixture
def template(phase, django_capture_on_commit_callbacks):
    def made(target=None, by=None):
        with django_capture_on_commit_callbacks(execute=True):
            ask_template(KINDS["figures"], target or phase.target, "", by=by or phase.by)
        return bytes(SheetFile.objects.order_by("-pk").first().content)

    return made


def states(taken):
    assert taken.state == "ready", (taken.state, taken.trouble, taken.remarks)
    return {line["name"]: line["state"] for line in taken.preview}


def cells(taken):
    return [cell for line in taken.preview for cell, _sentence in line["problems"]]


def test_new_changed_and_unchanged_and_one_line_in_the_logbook_and_back(phase, send):
    first = imports.confirm(send(a_book(HEADS, [phase.rate.name, "92,02", "", "", ""])), by=phase.by)
    assert (first.state, phase.said(phase.rate)) == ("applied", Decimal("92.02"))
    rows = [[phase.rate.name, 93.5, "", "", ""], [phase.number.name, 0, "", "", "không có vụ nào"]]
    taken = send(a_book(HEADS, *rows))
    assert states(taken) == {phase.rate.name: "changed", phase.number.name: "new"}
    assert ["Kết quả", "92,02", "93,5"] in taken.preview[0]["differences"]
    before = Event.objects.count()
    taken = imports.confirm(taken, by=phase.by)
    assert (phase.said(phase.rate), phase.said(phase.number)) == (Decimal("93.5"), Decimal(0))
    assert Event.objects.count() == before + 1
    assert set(states(send(a_book(HEADS, *rows))).values()) == {"unchanged"}
    imports.undo(taken, by=phase.by)
    assert (phase.said(phase.rate), phase.said(phase.number)) == (Decimal("92.02"), None)


def test_a_comment_written_since_stays_when_the_file_is_taken_back(phase, send):
    """A comment belongs to the row, not to the figure in it."""
    taken = imports.confirm(send(a_book(HEADS, [phase.rate.name, "92,02", "", "", ""])), by=phase.by)
    said = {"reporting": phase.reporting, "unit": phase.units[0], "pledge": phase.rate}
    RowNote.objects.create(**said, text="Số liệu theo báo cáo tháng 6", made_by=phase.by, made_name="Đồng chí")
    imports.undo(taken, by=phase.by)
    assert phase.said(phase.rate) is None
    assert RowNote.objects.filter(**said).count() == 1


def test_a_blank_changes_nothing_and_is_not_nought(phase, send):
    imports.confirm(send(a_book(HEADS, [phase.rate.name, "92,02", "", "", ""])), by=phase.by)
    taken = send(a_book(HEADS, [phase.rate.name, "", "", "", ""], [phase.number.name, "", "", "", ""]))
    assert set(states(taken).values()) == {"unchanged"}
    with pytest.raises(Refused):
        imports.confirm(taken, by=phase.by)
    assert (phase.said(phase.rate), phase.said(phase.number)) == (Decimal("92.02"), None)


def test_a_rate_by_its_parts(phase, send):
    imports.confirm(send(a_book(HEADS, [phase.rate.name, "", 29, 31, ""])), by=phase.by)
    figure = Figure.objects.get(pledge=phase.rate)
    assert (figure.value, figure.numerator, figure.denominator) == (None, 29, 31)


def test_wrong_cells_are_named_and_nothing_is_taken_over_in_part(phase, send):
    rows = [[phase.rate.name, "101%", "", "", ""], [phase.number.name, 2.5, "", "", ""], ["Chỉ tiêu lạ", 1, "", "", ""]]
    taken = send(a_book(HEADS, *rows, [phase.rate.name, 90, "", "", ""]))
    assert cells(taken) == ["B2", "B3", "A4", "A5"]
    with pytest.raises(Refused):
        imports.confirm(taken, by=phase.by)
    assert not Figure.objects.exists()


def test_92_020_is_asked_about(phase, send, django_capture_on_commit_callbacks):
    taken = send(a_book(HEADS, [phase.rate.name, "92.020", "", "", ""]))
    assert imports.questions(taken) == ["decimal"]
    with django_capture_on_commit_callbacks(execute=True):
        imports.decide(taken, by=phase.by, decimal="dot")
    imports.confirm(Import.objects.get(pk=taken.pk), by=phase.by)
    assert phase.said(phase.rate) == Decimal("92.02")


def test_the_template_sent_back_as_it_is_changes_nothing(phase, send, template):
    imports.confirm(send(a_book(HEADS, [phase.rate.name, "92,02", "", "", ""])), by=phase.by)
    assert set(states(send(template())).values()) == {"unchanged"}


def test_the_template_of_another_unit_is_refused(phase, send, template):
    other = phase.units[1]
    colleague = a_user(Role.REPORTER, at=other)
    taken = send(template({**phase.target, "unit": other.pk}, colleague))
    assert taken.state == "faulty" and other.name in taken.trouble and "nơi này" in taken.trouble


def test_the_secretary_takes_all_units_over_in_one_file(phase, send, template):
    from openpyxl import load_workbook

    secretary = a_user(Role.SECRETARY, at=phase.bloc)
    target = {"bloc": phase.bloc.pk, "reporting": phase.reporting.pk}
    assert KINDS["figures"].may(secretary, target)
    rows = [[unit.name, phase.rate.name, 90 + place] for place, unit in enumerate(phase.units)]
    imports.confirm(send(a_book(["Đơn vị", "Chỉ tiêu", "Kết quả"], *rows), target, secretary), by=secretary)
    assert set(Figure.objects.values_list("unit", flat=True)) == {unit.pk for unit in phase.units}
    book = load_workbook(BytesIO(template(target, secretary)))
    assert len(book.worksheets[0]["A"]) > 3 * 2


def test_strangers_and_colleagues_lay_nothing_over_a_unit(phase, send):
    kind, colleague = KINDS["figures"], a_user(Role.REPORTER, at=phase.units[1])
    assert kind.may(phase.by, phase.target)
    bloc = {"bloc": phase.bloc.pk, "reporting": phase.reporting.pk}
    assert not any(kind.may(user, place) for user in (a_user(), colleague) for place in (phase.target, bloc))
    assert not kind.may(phase.by, bloc) and not kind.may(phase.by, {**phase.target, "bloc": phase.bloc.pk + 1})
    with pytest.raises(Refused):
        send(a_book(HEADS, [phase.rate.name, 90, "", "", ""]), by=colleague)


@pytest.mark.parametrize("shut", ["closed", "sent"])
def test_a_locked_phase_and_a_sent_report_refuse_taking_over_and_taking_back(phase, send, shut):
    done = imports.confirm(send(a_book(HEADS, [phase.rate.name, 90, "", "", ""])), by=phase.by)
    waiting = send(a_book(HEADS, [phase.rate.name, 91, "", "", ""]))
    if shut == "closed":
        phase.reporting.state = "closed"
        phase.reporting.save()
    else:
        Report.objects.create(reporting=phase.reporting, unit=phase.units[0], state="sent")
    for act, row in ((imports.confirm, waiting), (imports.undo, done)):
        with pytest.raises(Refused):
            act(row, by=phase.by)
    assert phase.said(phase.rate) == Decimal(90)


def test_what_was_corrected_since_is_not_taken_back(phase, send):
    taken = imports.confirm(send(a_book(HEADS, [phase.rate.name, 90, "", "", ""])), by=phase.by)
    figure = Figure.objects.get(pledge=phase.rate)
    figure.value = Decimal(95)
    figure.save()
    with pytest.raises(Refused):
        imports.undo(taken, by=phase.by)
    assert phase.said(phase.rate) == Decimal(95)
