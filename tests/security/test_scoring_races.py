"""Two presses at one moment around a result: one is carried out, the other is told so, and nothing is published unseen.

SQLite writes one after the other by itself; on PostgreSQL these fail without the locks and constraints.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from blocs.logic.lifecycle import Refused
from blocs.models import Event as Line
from blocs.models import Role, Stale
from reports.actions import results
from reports.actions.appeals import answer_appeal, file_appeal
from reports.actions.evidence import add_files
from reports.actions.knockouts import propose_knock_out
from reports.actions.results import prepare_result, release_result
from reports.evidence_access import Shelf
from reports.models import Appeal, Evidence, KnockOut, Placing, Result
from tests.make import a_user
from tests.make_results import a_result, a_scored_table
from tests.make_scoring import a_scored_bloc
from tests.reports.score_flow import everybody_scored, fresh
from tests.reports.test_sheet_races import at_once
from tests.shelves import PDF

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "Đơn vị đề nghị xem xét lại điểm của tiêu chí này."


def test_a_result_is_prepared_once():
    table, by = a_scored_table(), a_user(Role.ADMIN)
    answers = at_once(*[lambda: prepare_result(table, "ranking", by=by)] * 3)
    assert [isinstance(answer, Result) for answer in answers].count(True) == 1
    assert (Result.objects.count(), Placing.objects.count()) == (1, 3)
    assert Line.objects.filter(verb="reports.prepare_result").count() == 1


def test_a_result_is_released_once():
    result, people = a_result(), [a_user(Role.ADMIN) for _ in range(3)]

    def press(by):
        try:
            return release_result(result, by=by)
        except Stale:
            return None

    answers = at_once(*[lambda by=by: press(by) for by in people])
    assert [isinstance(answer, Result) for answer in answers].count(True) == 1
    assert Line.objects.filter(verb="reports.release_result").count() == 1
    assert Result.objects.get().released_by in people


def a_closed_bloc():
    bloc = a_scored_bloc(stages=["self", "review"])
    everybody_scored(bloc, "closed")
    return bloc


def an_appeal(bloc) -> Appeal:
    return Appeal(sheet=fresh(bloc.sheets[-1]), criterion=bloc.leaves[1], text=TEXT)


def test_an_appeal_is_filed_once():
    bloc = a_closed_bloc()
    by = bloc.commander[bloc.units[-1].pk]
    answers = at_once(*[lambda: file_appeal(an_appeal(bloc), by=by)] * 3)
    assert [isinstance(answer, Appeal) for answer in answers].count(True) == 1
    assert (Appeal.objects.count(), Line.objects.filter(verb="reports.file_appeal").count()) == (1, 1)


def test_an_appeal_and_a_result_never_pass_each_other():
    """Either the appeal hinders the result, or the result has closed the appeals."""
    bloc = a_closed_bloc()
    by = bloc.commander[bloc.units[-1].pk]
    standing = bloc.standing
    at_once(
        lambda: file_appeal(an_appeal(bloc), by=by),
        lambda: prepare_result(bloc.table, "ranking", by=standing),
    )
    assert (Appeal.objects.count(), Result.objects.count()) in [(1, 0), (0, 1)]


def while_it_is_at(monkeypatch, name: str, act):
    """Run `act` in another thread once `results.<name>` has been asked; give it a second to get as far as it can."""
    asked, done, real = Event(), Event(), getattr(results, name)

    def other():
        asked.wait(20)
        try:
            return act()
        except Refused as refused:
            return refused.sentences
        finally:
            connection.close()
            done.set()

    def slow(*args, **kwargs):
        answer = real(*args, **kwargs)
        asked.set()
        done.wait(1)
        return answer

    monkeypatch.setattr(results, name, slow)
    return ThreadPoolExecutor(1).submit(other)


def test_no_appeal_slips_in_while_a_result_is_prepared(monkeypatch):
    bloc = a_closed_bloc()
    by = bloc.commander[bloc.units[-1].pk]
    other = while_it_is_at(monkeypatch, "obstacles", lambda: file_appeal(an_appeal(bloc), by=by))
    prepare_result(bloc.table, "ranking", by=bloc.standing)
    assert isinstance(other.result(30), tuple | list)
    assert (Appeal.objects.count(), Result.objects.count()) == (0, 1)


def test_no_knock_out_slips_in_while_a_result_is_prepared(monkeypatch):
    bloc = a_closed_bloc()
    facts = {"ground": "Có tập thể vi phạm", "legal_basis": "Điều 5", "document": "QĐ 12"}
    knock_out = KnockOut(sheet=fresh(bloc.sheets[-1]), **facts)
    other = while_it_is_at(monkeypatch, "obstacles", lambda: propose_knock_out(knock_out, by=bloc.secretary))
    prepare_result(bloc.table, "ranking", by=bloc.standing)
    assert isinstance(other.result(30), tuple | list)
    assert (KnockOut.objects.count(), Result.objects.count()) == (0, 1)


def test_one_file_is_kept_once_for_one_criterion():
    bloc = a_scored_bloc()
    sheet = fresh(bloc.sheets[-1])
    by = bloc.reporter[sheet.unit_id]

    def press():
        upload = SimpleUploadedFile("bao-cao.pdf", PDF, content_type="application/pdf")
        return add_files(Shelf(sheet, bloc.leaves[1]), [upload], is_no_secret=True, by=by)

    answers = at_once(press, press, press)
    assert sum(len(batch.kept) for batch in answers) == 1
    evidence = Evidence.objects.get()
    assert evidence.file.storage.exists(evidence.file.name)


def test_an_appeal_is_answered_once():
    bloc = a_closed_bloc()
    appeal = file_appeal(an_appeal(bloc), by=bloc.commander[bloc.units[-1].pk])
    said = [("keep", ""), ("change", "12"), ("change", "13")]

    def answer(outcome, given):
        return answer_appeal(appeal, outcome=outcome, answer=TEXT, given=given, by=bloc.secretary)

    at_once(*[lambda said=one: answer(*said) for one in said])
    appeal.refresh_from_db()
    assert Line.objects.filter(verb__endswith="_after_appeal").count() == 1
    mark = fresh(bloc.sheets[-1]).marks.get(criterion=bloc.leaves[1], stage__kind="review")
    assert (mark.points == 20) == (appeal.state == "kept")
