"""A sheet under every hand in every order: whatever is pressed, no stage is skipped and a refusal changes nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from blocs.logic.lifecycle import Refused
from blocs.models import Event
from reports.actions.sheets import agree_with_rest
from reports.actions.stages import advance, send_back, send_sheet
from reports.logic.sheet_states import SPEAKS_IN_POINTS
from reports.models import Mark, Passage, Return, Sheet
from tests.make_scoring import STAGES, a_scored_bloc
from tests.reports.score_flow import REASON, carry, everybody_scored, fill, fresh, put

WHO = ("commander", "reporter", "checker", "secretary", "standing", "other")


class SheetFlow(RuleBasedStateMachine):
    """`at` is where the model says the sheet stands; everything else is read from the database."""

    reached: set[str] = set()

    def __init__(self):
        super().__init__()
        self.bloc = a_scored_bloc()
        everybody_scored(self.bloc)
        self.sheet = fresh(self.bloc.sheets[-1])
        self.at, self.returns = "cross", 0
        self.others = [sheet.pk for sheet in self.bloc.sheets[:-1]]

    def user(self, who: str):
        unit, checker = self.sheet.unit_id, self.sheet.checker_id
        other = next(row.pk for row in self.bloc.units if row.pk not in (unit, checker))
        return {
            "commander": self.bloc.commander[unit],
            "reporter": self.bloc.reporter[unit],
            "checker": self.bloc.commander[checker],
            "secretary": self.bloc.secretary,
            "standing": self.bloc.standing,
            "other": self.bloc.reporter[other],
        }[who]

    def worker(self) -> str:
        return {"self": "commander", "cross": "checker", "review": "secretary", "explain": "commander"}.get(
            self.at, "standing"
        )

    def picture(self) -> tuple:
        """Everything a refusal must leave as it is."""
        sheet = fresh(self.sheet)
        marks = Mark.objects.filter(sheet=sheet).order_by("pk").values_list("pk", "revision", "points", "value")
        return (
            sheet.stage.kind,
            sheet.state,
            sheet.revision,
            list(marks),
            Event.objects.count(),
            Passage.objects.count(),
        )

    def pressed(self, press) -> bool:
        before = self.picture()
        try:
            press()
        except (Refused, PermissionDenied):
            assert self.picture() == before
            return False
        return True

    @rule(who=st.sampled_from(WHO), row=st.integers(0, 3), typed=st.sampled_from(["0", "1", "2", "5", "99", "x", ""]))
    def mark(self, who, row, typed):
        stage = fresh(self.sheet).stage_id
        before = set(Mark.objects.exclude(stage=stage).values_list("pk", "revision"))
        self.pressed(lambda: put(self.sheet, self.user(who), {self.bloc.leaves[row]: typed}))
        assert before <= set(Mark.objects.exclude(stage=stage).values_list("pk", "revision"))

    @rule(sends=st.booleans())
    def do_the_work(self, sends):
        if self.at == "closed":
            return
        if self.at in SPEAKS_IN_POINTS:
            fill(self.sheet, self.user(self.worker()))
            self.look_again()
        if sends:
            self.send(self.worker())

    def look_again(self):
        waiting = Mark.objects.filter(sheet=self.sheet, stage=fresh(self.sheet).stage, needs_review=True)
        for mark in waiting:
            typed = mark.value if mark.points is None else mark.points
            put(self.sheet, self.user(self.worker()), {mark.criterion: str(typed.to_integral())})

    @rule(who=st.sampled_from(WHO))
    def agree(self, who):
        self.pressed(lambda: agree_with_rest(self.sheet, by=self.user(who)))

    @rule(who=st.sampled_from(WHO))
    def send_as_anybody(self, who):
        self.send(who)

    def send(self, who):
        before = self.at
        if self.pressed(lambda: send_sheet(self.sheet, by=self.user(who))):
            sheet = fresh(self.sheet)
            self.at = "closed" if sheet.state == Sheet.State.CLOSED else sheet.stage.kind
            assert self.all_marked(before) and self.is_ahead(before)

    def all_marked(self, kind) -> bool:
        count = Mark.objects.filter(sheet=self.sheet, stage__kind=kind).count()
        return kind == "explain" or count == len(self.bloc.leaves)

    def is_ahead(self, before) -> bool:
        """The next stage, or, for a sheet that came back, one it passed over to who sent it back."""
        if self.at == "closed":
            return before == STAGES[-1]
        steps = STAGES.index(self.at) - STAGES.index(before)
        return steps == 1 or (steps > 1 and self.returns > 0)

    @rule(who=st.sampled_from(WHO))
    def move_on(self, who):
        """There is no deadline, so nobody ever may."""
        assert not self.pressed(lambda: advance(self.sheet, REASON, by=self.user(who)))

    @rule(who=st.sampled_from(WHO), to=st.sampled_from(STAGES), rows=st.sets(st.integers(0, 3), max_size=2))
    def give_back(self, who, to, rows):
        stage, before = self.bloc.table.stages.get(kind=to), self.at
        criteria = [self.bloc.leaves[row] for row in sorted(rows)]
        if self.pressed(lambda: send_back(self.sheet, stage, criteria, REASON, by=self.user(who))):
            assert before == "closed" or STAGES.index(to) < STAGES.index(before)
            assert who in ("secretary", "standing", "checker", "other")
            self.at, self.returns = to, self.returns + 1

    @precondition(lambda self: self.at != "closed")
    @rule()
    def look_at_the_page_of_another_stage(self):
        other = self.bloc.table.stages.exclude(kind=self.at).first()
        assert not self.pressed(lambda: send_sheet(self.sheet, by=self.user(self.worker()), stage=other.pk))

    @invariant()
    def stands_where_the_model_says(self):
        sheet = fresh(self.sheet)
        assert self.at == ("closed" if sheet.state == Sheet.State.CLOSED else sheet.stage.kind)
        assert (sheet.closed_at is not None) == (self.at == "closed")
        self.reached.add(self.at)

    @invariant()
    def a_returned_sheet_has_an_open_return_and_no_other_has(self):
        sheet = fresh(self.sheet)
        waits = Return.objects.filter(sheet=sheet, settled_at=None, to_stage=sheet.stage).exists()
        assert waits == (sheet.state == Sheet.State.RETURNED)

    @invariant()
    def no_stage_ahead_was_skipped(self):
        """Every stage before the one it stands at has been passed at least once."""
        upto = STAGES if self.at == "closed" else STAGES[: STAGES.index(self.at)]
        done = set(Passage.objects.filter(sheet=self.sheet).values_list("stage__kind", flat=True))
        assert set(upto) <= done

    @invariant()
    def other_sheets_are_left_alone(self):
        assert set(Sheet.objects.filter(pk__in=self.others).values_list("stage__kind", flat=True)) == {"cross"}


STEPS = settings(max_examples=6, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.django_db
def test_no_order_of_presses_breaks_the_flow():
    SheetFlow.reached.clear()
    run_state_machine_as_test(SheetFlow, settings=STEPS)
    assert SheetFlow.reached >= {"cross", "review"}, "the walk never left its first stage"


@pytest.mark.django_db
def test_the_way_can_be_walked_to_its_end():
    bloc = a_scored_bloc()
    everybody_scored(bloc)
    assert carry(bloc, bloc.sheets[-1], "closed").state == "closed"
