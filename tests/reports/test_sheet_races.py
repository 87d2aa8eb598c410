"""Two people at one sheet at the same moment: nothing is lost unseen, nothing happens twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from blocs.logic.lifecycle import Refused
from blocs.models import Event
from reports.actions.drawing import draw_checks
from reports.actions.sheets import Cell, Fate, save_marks
from reports.actions.stages import open_scoring, send_sheet
from reports.models import Draw, Mark, Passage, Sheet
from tests.make_scoring import a_scored_bloc
from tests.reports.score_flow import REASON, fill, fresh

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*presses) -> list:
    """What each press answered, or the sentences it was refused with."""
    start = Barrier(len(presses))

    def one(press):
        start.wait()
        try:
            return press()
        except Refused as refused:
            return refused.sentences
        finally:
            connection.close()

    with ThreadPoolExecutor(len(presses)) as pool:
        return list(pool.map(one, presses))


def test_two_savers_of_one_row_and_one_learns_of_the_other():
    bloc = a_scored_bloc()
    sheet, quality = bloc.sheets[-1], bloc.leaves[1]
    users = [bloc.reporter[sheet.unit_id], bloc.commander[sheet.unit_id]]
    saves = [
        lambda n=n, user=user: save_marks(sheet, [Cell(quality.pk, str(10 + n), REASON)], by=user)
        for n, user in enumerate(users)
    ]
    told = sorted((answer[0] for answer in at_once(*saves)), key=lambda one: one.fate)
    assert [one.fate for one in told] == [Fate.CONFLICT, Fate.SAVED]
    mark = Mark.objects.get()
    assert (told[0].mark.points, told[1].given) == (mark.points, str(mark.points.to_integral()))
    assert (mark.revision, Event.objects.filter(verb="reports.save_marks").count()) == (1, 1)


def test_a_sheet_sent_three_times_at_once_passes_one_stage():
    bloc = a_scored_bloc()
    sheet = bloc.sheets[-1]
    commander = bloc.commander[sheet.unit_id]
    fill(sheet, commander)
    answers = at_once(*[lambda: send_sheet(sheet, by=commander, stage=sheet.stage_id)] * 3)
    assert [isinstance(answer, Sheet) for answer in answers].count(True) == 1
    assert fresh(sheet).stage.kind == "cross"
    assert (Passage.objects.count(), Event.objects.filter(verb="reports.send_sheet").count()) == (1, 1)


def test_scoring_is_opened_and_drawn_once():
    bloc = a_scored_bloc(drawn=False)
    Sheet.objects.all().delete()
    at_once(*[lambda: open_scoring(bloc.table, by=bloc.secretary)] * 3)
    at_once(*[lambda: draw_checks(bloc.table, by=bloc.secretary)] * 3)
    assert (Sheet.objects.count(), Draw.objects.count()) == (3, 1)
    assert Event.objects.filter(verb="reports.draw_checks").count() == 1
