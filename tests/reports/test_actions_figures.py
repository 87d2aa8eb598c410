"""Sheets of figures: what is right is kept, what is wrong comes back, and nothing is written by half."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Role, Stale
from reports.actions.figures import correct_figure, record_figures
from reports.actions.reportings import close_phase, extend
from reports.actions.sending import return_report, send_report
from reports.logic.entries import Entry
from reports.models import Figure, Report
from tests import make
from tests.reports.desks import REASON, a_desk

pytestmark = pytest.mark.django_db


def d(text):
    return Decimal(text)


def test_a_sheet_is_saved_row_by_row_and_each_row_is_logged():
    desk = a_desk(pledges=3)
    first, second, third = desk.pledges
    entries = {first.pk: Entry(value=d("92.02")), second.pk: Entry(numerator=46, denominator=50), third.pk: Entry()}
    outcome = record_figures(desk.reporting, desk.unit, entries, by=desk.reporter)
    assert outcome.is_clean and set(outcome.saved) == {first.pk, second.pk}
    rows = list(Figure.objects.order_by("pledge").values_list("pledge", "value", "numerator", "denominator", "unit"))
    assert rows == [(first.pk, d("92.02"), None, None, desk.unit.pk), (second.pk, None, 46, 50, desk.unit.pk)]
    assert [line.verb for line in Event.objects.all()] == ["reports.record_figure"] * 2


def test_blank_zero_and_not_applicable_are_three_things():
    desk = a_desk(pledges=3, kind="zero", target=None, measure="vụ")
    blank, zero, none = desk.pledges
    entries = {blank.pk: Entry(), zero.pk: Entry(value=0), none.pk: Entry(is_not_applicable=True)}
    record_figures(desk.reporting, desk.unit, entries, by=desk.reporter)
    told = {figure.pledge_id: (figure.value, figure.is_not_applicable) for figure in Figure.objects.all()}
    assert told == {zero.pk: (0, False), none.pk: (None, True)}


def test_right_rows_are_saved_beside_wrong_ones():
    desk = a_desk(pledges=3)
    right, high, half = desk.pledges
    entries = {right.pk: Entry(value=95), high.pk: Entry(value=d("100.5")), half.pk: Entry(numerator=4)}
    outcome = record_figures(desk.reporting, desk.unit, entries, by=desk.reporter)
    assert set(outcome.saved) == {right.pk}
    assert outcome.bad == {
        high.pk: [("value", _("The rate must be from 0% to 100%"))],
        half.pk: [("denominator", _("Enter the denominator too"))],
    }
    assert [figure.pledge_id for figure in Figure.objects.all()] == [right.pk]


def test_more_than_a_hundred_per_cent_where_the_pledge_allows_it():
    desk = a_desk(allows_over_100=True)
    outcome = record_figures(desk.reporting, desk.unit, {desk.pledge.pk: Entry(value=d("104.5"))}, by=desk.reporter)
    assert outcome.is_clean and outcome.saved[desk.pledge.pk].value == d("104.5")


def test_what_a_column_cannot_hold_is_a_problem_of_its_row():
    desk = a_desk(pledges=2)
    long, fine = desk.pledges
    entries = {long.pk: Entry(value=1, note="x" * 501), fine.pk: Entry(value=2)}
    outcome = record_figures(desk.reporting, desk.unit, entries, by=desk.reporter)
    assert [name for name, __ in outcome.bad[long.pk]] == ["note"] and set(outcome.saved) == {fine.pk}


def test_saving_the_same_again_writes_nothing():
    desk = a_desk()
    entries = {desk.pledge.pk: Entry(value=d("92.02"))}
    record_figures(desk.reporting, desk.unit, entries, by=desk.reporter)
    outcome = record_figures(desk.reporting, desk.unit, entries, by=desk.reporter)
    assert outcome.is_clean and outcome.saved == {}
    assert Event.objects.count() == 1 and Figure.objects.get().revision == 1


def test_a_blank_row_over_a_figure_must_say_that_it_removes_it():
    desk = a_desk()
    figure = make.a_figure(desk.pledge, desk.unit, phase=desk.reporting.phase)
    blank, remove = Entry(revision=1), Entry(revision=1, remove=True)
    outcome = record_figures(desk.reporting, desk.unit, {desk.pledge.pk: blank}, by=desk.reporter)
    assert [name for name, __ in outcome.bad[desk.pledge.pk]] == ["remove"]
    outcome = record_figures(desk.reporting, desk.unit, {desk.pledge.pk: remove}, by=desk.reporter)
    assert outcome.removed == {desk.pledge.pk} and not Figure.objects.exists()
    line = Event.objects.get()
    assert (line.verb, line.object_id) == ("reports.remove_figure", str(figure.pk))
    assert Figure.history.filter(id=figure.pk).first().history_type == "-"


def test_two_people_at_one_row_see_both_values():
    desk = a_desk()
    make.a_figure(desk.pledge, desk.unit, phase=desk.reporting.phase, value=d("90"))
    mine, theirs = Entry(value=91, revision=1), Entry(value=93, revision=1)
    record_figures(desk.reporting, desk.unit, {desk.pledge.pk: theirs}, by=desk.reporter)
    outcome = record_figures(desk.reporting, desk.unit, {desk.pledge.pk: mine}, by=desk.secretary)
    assert outcome.stale[desk.pledge.pk].value == 93 and Figure.objects.get().value == 93
    again = Entry(value=91, revision=2)
    record_figures(desk.reporting, desk.unit, {desk.pledge.pk: again}, by=desk.secretary)
    assert Figure.objects.get().value == 91


def test_a_row_the_writer_left_alone_is_no_conflict():
    desk = a_desk(pledges=2)
    untouched, typed = desk.pledges
    make.a_figure(untouched, desk.unit, phase=desk.reporting.phase, value=d("90"))
    record_figures(desk.reporting, desk.unit, {untouched.pk: Entry(value=95, revision=1)}, by=desk.secretary)
    entries = {untouched.pk: Entry(value=90, revision=1), typed.pk: Entry(value=80)}
    outcome = record_figures(desk.reporting, desk.unit, entries, by=desk.reporter)
    assert outcome.is_clean and set(outcome.saved) == {typed.pk}
    assert Figure.objects.get(pledge=untouched).value == 95


def test_one_figure_is_corrected_or_refused():
    desk = a_desk()
    figure = make.a_figure(desk.pledge, desk.unit, phase=desk.reporting.phase)
    assert correct_figure(figure, Entry(value=91, revision=1), by=desk.reporter).value == 91
    with pytest.raises(Stale):
        correct_figure(figure, Entry(value=92, revision=1), by=desk.reporter)
    with pytest.raises(Refused):
        correct_figure(figure, Entry(value=192, revision=2), by=desk.reporter)
    assert Figure.objects.get().value == 91


def test_only_an_open_phase_takes_figures():
    for state in ["planned", "closed"]:
        desk = a_desk(state=state)
        with pytest.raises(Refused):
            record_figures(desk.reporting, desk.unit, {desk.pledge.pk: Entry(value=1)}, by=desk.secretary)
    assert not Figure.objects.exists()


def test_after_the_deadline_only_the_secretary_enters_until_the_unit_is_given_more_time():
    today = timezone.localdate()
    desk = a_desk(due_on=today - timedelta(days=2))
    entries = {desk.pledge.pk: Entry(value=1)}
    with pytest.raises(Refused) as refused:
        record_figures(desk.reporting, desk.unit, entries, by=desk.reporter)
    assert (today - timedelta(days=2)).strftime("%d/%m/%Y") in str(refused.value)
    record_figures(desk.reporting, desk.unit, entries, by=desk.secretary)
    extend(desk.reporting, today + timedelta(days=1), REASON, unit=desk.unit, by=desk.secretary)
    later = {desk.pledge.pk: Entry(value=2, revision=1)}
    record_figures(desk.reporting, desk.unit, later, by=desk.reporter)
    assert Figure.objects.get().value == 2
    neighbour, stranger = desk.others[0], make.a_user(Role.REPORTER, at=desk.others[0])
    with pytest.raises(Refused):
        record_figures(desk.reporting, neighbour, {desk.pledge.pk: Entry(value=3)}, by=stranger)


def test_on_the_last_day_the_unit_still_enters():
    desk = a_desk(due_on=timezone.localdate())
    record_figures(desk.reporting, desk.unit, {desk.pledge.pk: Entry(value=1)}, by=desk.reporter)
    assert Figure.objects.get().value == 1


def test_what_was_sent_is_returned_before_it_is_corrected():
    desk = a_desk()
    record_figures(desk.reporting, desk.unit, {desk.pledge.pk: Entry(value=1)}, by=desk.reporter)
    report = send_report(Report(reporting=desk.reporting, unit=desk.unit), by=desk.commander)
    again = {desk.pledge.pk: Entry(value=2, revision=1)}
    for person in [desk.reporter, desk.secretary]:
        with pytest.raises(Refused):
            record_figures(desk.reporting, desk.unit, again, by=person)
    return_report(report, REASON, by=desk.secretary)
    record_figures(desk.reporting, desk.unit, again, by=desk.reporter)
    assert Figure.objects.get().value == 2


def test_a_report_without_figures_is_not_sent_and_none_is_sent_twice():
    desk = a_desk()
    report = Report(reporting=desk.reporting, unit=desk.unit)
    with pytest.raises(Refused):
        send_report(report, by=desk.commander)
    make.a_figure(desk.pledge, desk.unit, phase=desk.reporting.phase)
    sent = send_report(report, by=desk.commander)
    assert (sent.state, sent.sent_by, sent.is_late) == ("sent", str(desk.commander), False)
    with pytest.raises(Refused):
        send_report(Report(reporting=desk.reporting, unit=desk.unit), by=desk.commander)
    assert Report.objects.count() == 1


def test_a_late_report_says_so_and_an_extension_makes_it_timely():
    today = timezone.localdate()
    for days, late in [(-1, True), (0, False)]:
        desk = a_desk(due_on=today + timedelta(days=days))
        make.a_figure(desk.pledge, desk.unit, phase=desk.reporting.phase)
        assert send_report(Report(reporting=desk.reporting, unit=desk.unit), by=desk.commander).is_late == late
    desk = a_desk(due_on=today - timedelta(days=1))
    make.a_figure(desk.pledge, desk.unit, phase=desk.reporting.phase)
    extend(desk.reporting, today, REASON, unit=desk.unit, by=desk.secretary)
    assert send_report(Report(reporting=desk.reporting, unit=desk.unit), by=desk.commander).is_late is False


def test_a_return_has_a_reason_and_a_locked_phase_returns_nothing():
    desk = a_desk()
    make.a_figure(desk.pledge, desk.unit, phase=desk.reporting.phase)
    report = send_report(Report(reporting=desk.reporting, unit=desk.unit), by=desk.commander)
    with pytest.raises(Refused):
        return_report(report, "thiếu", by=desk.secretary)
    close_phase(desk.reporting, by=desk.secretary)
    with pytest.raises(Refused):
        return_report(report, REASON, by=desk.secretary)
    report.refresh_from_db()
    assert (report.state, report.returned_reason) == ("sent", "")


def test_the_bloc_has_figures_of_its_own():
    desk = a_desk()
    record_figures(desk.reporting, None, {desk.pledge.pk: Entry(value=d("92.02"))}, by=desk.secretary)
    assert [figure.unit for figure in Figure.objects.of_bloc()] == [None]


def test_a_pledge_of_another_pact_is_not_written():
    desk, other = a_desk(), a_desk()
    outcome = record_figures(desk.reporting, desk.unit, {other.pledge.pk: Entry(value=1)}, by=desk.reporter)
    assert outcome.saved == {} and not Figure.objects.exists()


def test_sixty_rows_are_one_sheet():
    desk = a_desk(pledges=60)
    entries = {pledge.pk: Entry(value=90) for pledge in desk.pledges}
    assert len(record_figures(desk.reporting, desk.unit, entries, by=desk.reporter).saved) == 60
    assert Figure.objects.count() == 60
