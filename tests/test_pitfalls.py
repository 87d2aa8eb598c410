"""Where systems of this kind were seen to break, and the test that fails on each break (its file, then its name).

Found in an emulation system of a provincial police:
- a unit sets its own target: test_pitfalls a_unit_decides_neither_its_target_nor_what_applies_to_it
- a unit ticks “not assigned to us”: test_pitfalls a_unit_decides_neither_its_target_nor_what_applies_to_it
- and after the seal nobody does: pacts/test_actions_criteria nothing_of_an_adopted_or_sealed_table_changes
- marks change after submission: reports/test_actions_sheets nothing_is_edited_after_sending
- marks change after finalisation: reports/test_actions_sheets nothing_is_edited_once_the_sheet_is_closed
- a published result changes: reports/test_result_guard a_published_result_and_its_lines_neither_change_nor_go
- reviewers mark in any phase: reports/test_actions_sheets a_page_of_an_earlier_stage_saves_nothing
- whole-body save of a final score: reports/test_actions_sheets final_points_of_a_computed_criterion_are_never_taken
- whole-body save of sums and states: reports/test_views_sheets_saving the_posted_total_of_a_group_changes_nothing
- any column in any form: security/test_posted_fields no_form_sets_what_it_does_not_ask
- the browser's sum is trusted: reports/logic/test_scoring_absolute a_posted_final_score_counts_for_nothing
- addresses open without a login: test_access_matrix everybody_gets_the_answer_the_table_says
- evidence by its address: reports/test_views_evidence while_the_unit_scores_itself_nobody_else_opens_its_files
- JSON open to all: reports/test_views_results who_takes_the_package_and_that_it_is_logged
- the head reviews its own unit: reports/test_actions_sheets the_heads_own_unit_is_reviewed_by_somebody_else
- no end without an explanation: test_pitfalls the_flow_ends_though_nobody_explains
- the reason of a return is lost: reports/test_actions_stages only_the_returned_rows_reopen_and_the_reason_stays
- nobody learns of a return: reports/test_sheet_tasks a_returned_sheet_says_why
- ties by the order of rows: reports/logic/test_ranking units_equal_in_everything_are_tied_and_names_never_decide
- ranks by the first appraisal: reports/test_results the_board_reckons_with_the_last_stage_that_spoke
- the largest stage counts: reports/test_appeals an_appeal_stands_against_the_last_mark_not_the_largest
- a target of 0 is no target: reports/logic/test_scoring_absolute a_target_of_0_is_a_target
- so for relative scores: reports/logic/test_scoring_relative a_target_of_0_is_refused_and_never_taken_for_none
- no direction: reports/logic/test_scoring_relative lower_is_better
- division by zero: reports/logic/test_scoring_absolute nothing_is_ever_divided_by_0
- the stored depth disagrees with the tree: test_pitfalls no_depth_and_no_number_is_stored
- parents that are not their sum: pacts/logic/test_tables any_single_change_of_points_is_refused_at_its_group
- no logbook: reports/test_actions_sheets a_batch_is_one_line_in_the_logbook_from_old_to_new
- secrets and dumps in the repository: test_pitfalls secrets_and_dumps_stay_out_of_the_repository

Found in others:
- an administrator acts in another's name: test_pitfalls an_administrator_marks_and_sends_for_nobody
- a total of 0 cannot be submitted: reports/test_actions_stages a_total_of_0_can_be_sent
- who has no scope sees all: test_pitfalls who_has_no_duty_sees_nothing
- a day lost at midnight: reports/test_actions_stages 2359_in_ha_noi_on_the_last_day_is_in_time
- a deadline in another time zone: reports/test_appeals the_last_day_ends_at_midnight_in_ha_noi
- a column for each stage: reports/test_actions_stages a_table_of_two_stages
- HTML saved as Excel: pacts/test_excel_tables the_real_table_comes_back_unchanged
- a clock that closes everything: test_pitfalls time_alone_closes_nothing
- the file's name is its key: reports/test_actions_evidence a_file_lies_under_its_hash_and_bears_its_name
- names of the code on the screen: test_pitfalls no_word_of_the_code_stands_on_a_page
- a logbook that can be edited: blocs/test_events the_database_refuses_to_change_a_line
- sessions of a week: test_pitfalls a_session_lasts_a_working_day
- login tells who exists: blocs/test_accounts no_answer_tells_whether_an_account_exists

Ballots, which others were seen to overwrite, and papers in Word come with the honours and their papers.
"""

import html
import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from blocs.models import Role
from pacts.models import Assignment, CriteriaTable, Criterion, OwnTarget
from reports.actions.stages import send_sheet
from reports.models import Mark, Result, Sheet
from tests.make import a_user, members_of
from tests.make_results import a_published_result
from tests.make_scoring import a_scored_bloc
from tests.reports.score_flow import at, carry, days, everybody_scored, fill, fresh, put

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent


def test_every_break_of_the_list_has_its_test():
    named = re.findall(r"^- .+: (\S+) (\w+)$", __doc__, re.MULTILINE)
    files = {path: (ROOT / "tests" / f"{path}.py").read_text(encoding="utf-8") for path, _name in named}
    missing = [(path, name) for path, name in named if f"def test_{name}(" not in files[path]]
    assert (missing, len(named)) == ([], len(re.findall(r"^- ", __doc__, re.MULTILINE)))


def test_a_unit_decides_neither_its_target_nor_what_applies_to_it(client):
    bloc = a_scored_bloc()
    sheet, leaf = bloc.sheets[1], bloc.leaves[1]
    client.force_login(bloc.commander[sheet.unit_id])
    decided = {"target": "1", "applies": "", "is_without_target": "on", "reason": "Không giao cho đơn vị"}
    assert client.post(reverse("pacts:criterion_assignments", args=[leaf.pk]), decided).status_code == 403
    more = {f"{name}{leaf.pk}": value for name, value in (("v", "12"), ("target", "1"), ("applies", ""), ("m", "1"))}
    client.post(sheet.get_absolute_url(), {"buoc": str(sheet.stage_id), **decided, **more})
    assert (Assignment.objects.count(), OwnTarget.objects.count()) == (0, 0)
    assert Criterion.objects.get(pk=leaf.pk).points == leaf.points


def test_the_flow_ends_though_nobody_explains():
    bloc = a_scored_bloc()
    everybody_scored(bloc)
    sheet = carry(bloc, bloc.sheets[1], "explain")
    sheet = fresh(send_sheet(sheet, by=bloc.commander[sheet.unit_id]))
    assert sheet.stage.kind == "appraise"
    assert not Mark.objects.filter(sheet=sheet, stage__kind="explain").exists()


def test_no_depth_and_no_number_is_stored():
    names = {field.name for field in Criterion._meta.get_fields()}
    assert names & {"level", "depth", "number", "place", "path", "lft", "rght"} == set()


def test_secrets_and_dumps_stay_out_of_the_repository():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert [name for name in ("var/", ".env", "*.sqlite3", "*.sql", "*.dump") if name not in ignored] == []


def test_an_administrator_marks_and_sends_for_nobody():
    bloc = a_scored_bloc()
    sheet, admin = bloc.sheets[1], a_user(Role.ADMIN)
    with pytest.raises(PermissionDenied):
        put(sheet, admin, {bloc.leaves[1]: "12"})
    fill(sheet, bloc.commander[sheet.unit_id])
    with pytest.raises(PermissionDenied):
        send_sheet(fresh(sheet), by=admin)
    assert fresh(sheet).stage.kind == "self"


def test_who_has_no_duty_sees_nothing(client):
    result, nobody = a_published_result(), a_user()
    seen = [model.objects.visible_to(nobody).count() for model in (CriteriaTable, Sheet, Result)]
    assert seen == [0, 0, 0]
    client.force_login(nobody)
    sheet = result.table.sheets.first()
    addresses = [sheet.get_absolute_url(), result.get_absolute_url(), reverse("reports:why_rank", args=[sheet.pk])]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


def test_time_alone_closes_nothing(monkeypatch, client):
    bloc = a_scored_bloc()
    days(bloc.table, "self", due_on=date(2017, 12, 10))
    before = list(Sheet.objects.order_by("pk").values_list("state", "stage"))
    at(monkeypatch, date(2018, 2, 1), 9)
    client.force_login(bloc.secretary)
    assert client.get(reverse("reports:scoring_detail", args=[bloc.table.pk])).status_code == 200
    assert list(Sheet.objects.order_by("pk").values_list("state", "stage")) == before


CODE = re.compile(
    r"\b(pass_fail|by_hand|relative_to_best|at_least|at_most|fewer_penalties|pledges_met|group:\d|is_from_figure"
    r"|appraise|needs_review|not_applicable|False|True|None(?!:| allowed| of))\b"
)


def words_of(page: str) -> str:
    main = re.sub(r"<script.*?</script>", "", page.split("<main")[1].split("</main>")[0], flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", main))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_word_of_the_code_stands_on_a_page(client, language):
    result = a_published_result()
    client.force_login(a_user(Role.ADMIN))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    sheet = result.table.sheets.get(unit=members_of(result.bloc)[1])
    places = [sheet.get_absolute_url(), result.get_absolute_url(), reverse("reports:why_rank", args=[sheet.pk])]
    places += [
        reverse("reports:sheet_history", args=[sheet.pk]),
        reverse("reports:scoring_detail", args=[result.table_id]),
    ]
    places += [reverse(f"pacts:{name}", args=[result.table.pact_id]) for name in ("table_detail", "pact_detail")]
    places += [reverse("reports:evidence_list") + f"?phieu={sheet.pk}", reverse("reports:appeal_list")]
    found = {place: CODE.findall(words_of(client.get(place).content.decode())) for place in places}
    assert found == {place: [] for place in places}


def test_a_session_lasts_a_working_day():
    assert settings.SESSION_COOKIE_AGE <= 12 * 60 * 60
