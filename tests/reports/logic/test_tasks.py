"""The task list from plain facts: what waits, since when, and behind which link."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import translation

from blocs.templatetags.statuses import STATUSES
from reports.logic.task_rules import tasks_of
from reports.logic.tasks import (
    BlocFacts,
    CeremonyFacts,
    DraftFacts,
    Facts,
    OwnReport,
    OwnUnit,
    PactFacts,
    PhaseFacts,
    Task,
    TaskStatus,
    grouped,
    when,
)

TODAY = date(2017, 6, 10)
DAY = timedelta(days=1)
PACT = PactFacts(pk=7, state="draft", pledges=3, unreviewed=0, missing=2, signed=frozenset())
SEALED = replace(PACT, state="sealed", missing=0)
SIGNING = CeremonyFacts(pk=4, title="Lễ ký", state="planned", on=TODAY + DAY, is_signing=True)
PHASE = PhaseFacts(
    pk=9, name="6 tháng", state="open", ends_on=date(2017, 6, 30), due_on=TODAY + DAY, units=3, sent=0, own={}
)
OWN = OwnReport(pk=None, state="draft", filled=0, total=5, due_on=TODAY + DAY)
UNIT = OwnUnit(pk=2, name="Đơn vị 02", i_command=True)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def a_bloc(**facts) -> BlocFacts:
    defaults = {"pk": 1, "name": "Khối 1", "starts_on": date(2017, 1, 1), "ends_on": date(2017, 12, 31)}
    return BlocFacts(**{**defaults, "has_next": False, "i_run": True, **facts})


def told(*blocs: BlocFacts, drafts=(), today=TODAY) -> list[tuple]:
    rows = tasks_of(Facts(tuple(blocs), tuple(drafts)), today)
    return [(task.title, task.status.value, task.address.name) for task in rows]


def test_there_are_exactly_eight_statuses_and_each_has_a_sign_and_a_word():
    assert [status.value for status in TaskStatus] == [
        "not-started",
        "incomplete",
        "blocked",
        "in-progress",
        "submitted",
        "review",
        "returned",
        "approved",
    ]
    assert all(STATUSES[status][0] and STATUSES[status][1] for status in TaskStatus)


PACT_CASES = [
    (None, (), ("Draft the pact", "not-started", "pacts:pact_new")),
    (replace(PACT, pledges=0), (), ("Finish the draft of the pact", "not-started", "pacts:pact_contents")),
    (replace(PACT, unreviewed=2), (), ("Finish the draft of the pact", "incomplete", "pacts:pact_contents")),
    (PACT, (), ("Open the pact for signature", "in-progress", "pacts:pact_check")),
    (replace(PACT, state="open"), (), ("Plan the signing ceremony", "not-started", "pacts:ceremony_plan")),
    (SEALED, (), ("The pact is sealed", "approved", "pacts:pact_detail")),
]


@pytest.mark.parametrize(("pact", "ceremonies", "first"), PACT_CASES)
def test_the_pact_from_draft_to_seal(pact, ceremonies, first):
    assert told(a_bloc(pact=pact, ceremonies=ceremonies))[0] == first


CEREMONY_CASES = [
    ("draft", "planned", [("Begin the ceremony: Lễ ký", "blocked", "pacts:ceremony_console")]),
    ("open", "planned", [("Begin the ceremony: Lễ ký", "not-started", "pacts:ceremony_console")]),
    (
        "open",
        "live",
        [
            ("Record the signatures", "not-started", "pacts:ceremony_console"),
            ("Close the ceremony: Lễ ký", "blocked", "pacts:ceremony_console"),
        ],
    ),
    ("sealed", "live", [("Close the ceremony: Lễ ký", "in-progress", "pacts:ceremony_console")]),
    ("sealed", "held", []),
]


@pytest.mark.parametrize(("pact", "ceremony", "rows"), CEREMONY_CASES)
def test_the_day_of_the_ceremony(pact, ceremony, rows):
    bloc = a_bloc(pact=replace(PACT, state=pact), ceremonies=(replace(SIGNING, state=ceremony),), phases=(PHASE,))
    about = [row for row in told(bloc) if "ceremony_console" in row[2]]
    assert about == rows


def test_missing_signatures_are_counted_and_the_last_one_leads_to_the_seal():
    live = (replace(SIGNING, state="live"),)
    some = replace(PACT, state="open", missing=2, signed=frozenset({5}))
    (task,) = [row for row in tasks_of(Facts((a_bloc(pact=some, ceremonies=live),)), TODAY) if row.rank == 12]
    assert (task.status, task.note) == (TaskStatus.INCOMPLETE, "2 units have not signed yet")
    every = replace(some, missing=0)
    assert ("Seal the pact", "in-progress", "pacts:ceremony_console") in told(a_bloc(pact=every, ceremonies=live))


PHASE_CASES = [
    (replace(PHASE, state="planned"), "Open the reporting phase 6 tháng", "not-started"),
    (PHASE, "Collect the reports for 6 tháng", "not-started"),
    (replace(PHASE, sent=2), "Collect the reports for 6 tháng", "in-progress"),
    (replace(PHASE, sent=3), "Lock the reporting phase 6 tháng", "in-progress"),
    (replace(PHASE, due_on=TODAY - DAY), "Lock the reporting phase 6 tháng", "in-progress"),
    (replace(PHASE, state="closed"), "The reporting phase 6 tháng is locked", "approved"),
]


@pytest.mark.parametrize(("phase", "title", "status"), PHASE_CASES)
def test_a_phase_for_the_secretary(phase, title, status):
    assert told(a_bloc(pact=SEALED, phases=(phase,)))[1] == (title, status, "reports:reporting_detail")


def test_a_phase_waits_for_the_seal_and_phases_wait_to_be_planned():
    planned = replace(PHASE, state="planned")
    assert told(a_bloc(pact=PACT, phases=(planned,)))[1][1] == "blocked"
    assert told(a_bloc(pact=SEALED))[1] == ("Plan the reporting phases", "not-started", "reports:reporting_list")


REPORT_CASES = [
    (OWN, "not-started", "Enter results", "reports:figure_entry"),
    (replace(OWN, filled=1), "incomplete", "Enter results", "reports:figure_entry"),
    (replace(OWN, filled=5), "in-progress", "Check and submit", "reports:report_check"),
    (
        replace(OWN, state="returned", filled=5, reason="Thiếu số"),
        "returned",
        "Complete the report",
        "reports:figure_entry",
    ),
    (replace(OWN, state="sent", pk=3), "submitted", "View", "reports:report_detail"),
]


@pytest.mark.parametrize(("own", "status", "verb", "name"), REPORT_CASES)
def test_a_units_report(own, status, verb, name):
    bloc = a_bloc(i_run=False, my_units=(UNIT,), pact=SEALED, phases=(replace(PHASE, own={2: own}),))
    (task,) = tasks_of(Facts((bloc,)), TODAY)
    assert (task.status, task.verb, task.address.name) == (status, verb, name)
    assert task.note == {"returned": "Thiếu số"}.get(status, task.note)


def test_only_the_next_planned_phase_is_told_and_a_locked_one_without_report_is_over():
    later = replace(PHASE, pk=10, name="9 tháng", state="planned", own={2: OWN})
    last = replace(later, pk=11, name="Cả năm")
    gone = replace(PHASE, state="closed", own={2: OWN})
    bloc = a_bloc(i_run=False, my_units=(UNIT,), pact=SEALED, phases=(gone, later, last))
    assert told(bloc) == [("Report for 9 tháng: Đơn vị 02", "blocked", "reports:figure_entry")]


SIGN_CASES = [("planned", "blocked", "pacts:pact_detail"), ("live", "not-started", "pacts:signature_sign")]


@pytest.mark.parametrize(("ceremony", "status", "name"), SIGN_CASES)
def test_a_commander_signs_when_the_ceremony_is_under_way(ceremony, status, name):
    bloc = a_bloc(
        i_run=False,
        my_units=(UNIT,),
        pact=replace(PACT, state="open"),
        ceremonies=(replace(SIGNING, state=ceremony),),
    )
    assert told(bloc) == [("Sign the pact for Đơn vị 02", status, name)]
    assert told(replace(bloc, my_units=(UNIT._replace(i_command=False),))) == []
    signed = replace(bloc, pact=replace(PACT, state="open", signed=frozenset({2})))
    assert told(signed)[0][1] == "submitted"


def test_a_bloc_is_renewed_when_its_season_nears_its_end_and_none_follows():
    bloc = a_bloc(pact=SEALED, phases=(PHASE,))
    renewal = ("Make the bloc of the next season", "not-started", "blocs:bloc_renew")
    assert renewal not in told(bloc, today=date(2017, 11, 30))
    assert renewal in told(bloc, today=date(2017, 12, 1))
    assert renewal not in told(replace(bloc, has_next=True), today=date(2018, 3, 1))


def test_a_summary_waits_for_another_person():
    drafts = [DraftFacts(1, "Bài 1", "Khối 1", is_mine=True), DraftFacts(2, "Bài 2", "Khối 1", is_mine=False)]
    assert told(drafts=drafts) == [
        ("Summary waiting for release: Bài 1", "review", "reports:publication_detail"),
        ("Release the summary: Bài 2", "review", "reports:publication_detail"),
    ]


def a_task(due_on=None, status=TaskStatus.NOT_STARTED, rank=50, title="x") -> Task:
    return Task(title, "Khối", "Làm", ("a",), status, due_on, rank=rank)


def test_stf_1_ac_3_tasks_are_grouped_by_their_day_and_ordered_by_day_then_precedence():
    late, today, week = a_task(TODAY - DAY), a_task(TODAY, rank=2), a_task(TODAY + 7 * DAY)
    first, later, never = a_task(TODAY, rank=1), a_task(TODAY + 8 * DAY), a_task()
    done = a_task(TODAY - DAY, TaskStatus.SUBMITTED)
    groups = grouped([never, later, week, today, first, done, late], TODAY)
    assert groups.overdue == [late] and groups.soon == [first, today, week]
    assert groups.later == [later, never] and groups.done == [done]
    assert (groups.open_count, groups.all_count) == (6, 7)


def test_what_is_done_is_due_no_more():
    assert [when(row, TODAY) for row in [a_task(TODAY + DAY), a_task(TODAY - DAY, TaskStatus.APPROVED), a_task()]] == [
        "1 day left",
        "",
        "",
    ]


def test_nothing_to_do_is_an_empty_list():
    assert grouped(tasks_of(Facts(), TODAY), TODAY).all_count == 0
