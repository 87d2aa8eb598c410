"""A batch of papers asked for again while it is being made: one job, each paper once, each file once."""

from threading import Event as Signal

import pytest

from blocs.actions import jobs
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Job
from reports.actions import document_batches as batches
from reports.models import Document, DocumentFile
from reports.papers import making
from reports.papers.catalogue import BY_SLUG
from tests.make import a_bloc, the_cast
from tests.pacts.test_signature_race import at_once
from tests.paper_kinds import plain_kinds, said_as  # noqa: F401

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("plain_kinds")]
PRESSES = 4
LONGEST_WAIT = 30  # seconds; only a failing test waits so long


@pytest.fixture
def bloc():
    return a_bloc(3)


@pytest.fixture
def cast(bloc):
    return the_cast(bloc)


@pytest.fixture
def held(monkeypatch):
    """The worker stands at its first Word file until `held` is set."""
    signal, plain = Signal(), said_as("docx")

    def waits(tree, master):
        assert signal.wait(LONGEST_WAIT), "the other presses did not come back while the job was at work"
        return plain(tree, master)

    monkeypatch.setitem(making._RENDERERS, "docx", waits)
    return signal


def pieces_of(bloc):
    kind = BY_SLUG["registration"]
    rows = bloc.memberships.select_related("unit").order_by("order", "pk")
    return [batches.Piece(kind, row) for row in rows]


def all_but_one_come_back(act, held, *, outcomes):
    """`act` pressed at once; when all presses but the one whose job is being made are back, that job goes on."""

    def press():
        try:
            outcomes.append(act())
        except Refused as refusal:
            outcomes.append(refusal)
        if len(outcomes) == PRESSES - 1:
            held.set()

    at_once(*[press] * PRESSES)


def each_file_once(bloc) -> bool:
    made = list(DocumentFile.objects.values_list("document", "format"))
    papers, formats = Document.objects.filter(bloc=bloc, kind="registration"), BY_SLUG["registration"].formats
    return papers.count() == 3 and sorted(made) == sorted((row.pk, name) for row in papers for name in formats)


def test_a_batch_pressed_four_times_while_it_is_made_is_one_job(bloc, cast, held):
    outcomes = []
    all_but_one_come_back(
        lambda: batches.start_batch(bloc, pieces_of(bloc), by=cast["secretary"]), held, outcomes=outcomes
    )
    job = Job.objects.get()
    assert {getattr(one, "pk", one) for one in outcomes} == {job.pk} and len(outcomes) == PRESSES
    assert (job.state, job.notes, each_file_once(bloc)) == ("done", [], True)
    assert set(batches.papers_of(job)) == set(Document.objects.all())
    assert Event.objects.filter(verb="reports.make_document").count() == 1


def test_what_failed_tried_again_four_times_at_once_is_one_more_job(bloc, cast, monkeypatch):
    def fails(tree, master):
        raise ValueError("hỏng")

    with monkeypatch.context() as broken:
        broken.setitem(making._RENDERERS, "docx", fails)
        first = batches.start_batch(bloc, pieces_of(bloc), by=cast["secretary"])
    signal, plain, outcomes = Signal(), said_as("docx"), []
    monkeypatch.setitem(
        making._RENDERERS, "docx", lambda tree, master: signal.wait(LONGEST_WAIT) and plain(tree, master)
    )
    all_but_one_come_back(lambda: jobs.try_again(first, by=cast["secretary"]), signal, outcomes=outcomes)
    assert sorted(type(one).__name__ for one in outcomes) == ["Job", "Refused", "Refused", "Refused"]
    assert (Job.objects.count(), each_file_once(bloc)) == (2, True)
    assert set(batches.papers_of(first)) == set(Document.objects.all())


def test_a_running_job_is_not_tried_again_and_a_colleague_is_told_who_makes_the_papers(bloc, cast, monkeypatch):
    from reports import tasks

    monkeypatch.setattr(type(tasks.make_documents), "enqueue", lambda task, *said: None)
    job = batches.start_batch(bloc, pieces_of(bloc), by=cast["secretary"])
    Job.objects.update(state=Job.State.RUNNING)
    with pytest.raises(Refused):
        jobs.try_again(job, by=cast["secretary"])
    with pytest.raises(Refused, match=str(cast["secretary"])):
        batches.start_batch(bloc, pieces_of(bloc), by=cast["admin"])
    assert batches.start_batch(bloc, pieces_of(bloc)[:1], by=cast["secretary"]) == job
    jobs.stop(job, by=cast["secretary"])
    assert batches.start_batch(bloc, pieces_of(bloc), by=cast["secretary"]) != job
