"""Who may report, draft, release. A summary is never released by its author, whatever duties they hold."""

import rules

from blocs.access import (
    commands_the_head_unit,
    commands_the_unit,
    is_admin,
    is_secretary_of_bloc,
    is_standing_body,
    speaks_for_the_unit,
)
from blocs.models import Role
from reports import document_access as documents
from reports import evidence_access as shelves
from reports import sheet_access as sheets

runs_the_bloc = is_admin | is_secretary_of_bloc
stands_over = is_admin | is_standing_body | commands_the_head_unit


@rules.predicate
def is_not_its_author(user, publication):
    return publication.author_id != user.pk


# A unit's own people enter its figures; the secretary may enter them too, and the logbook says who did.
rules.add_perm("reports.record_figure", runs_the_bloc | speaks_for_the_unit)
rules.add_perm("reports.send_report", runs_the_bloc | commands_the_unit)
rules.add_perm("reports.return_report", runs_the_bloc)
rules.add_perm("reports.comment_row", runs_the_bloc | is_standing_body | commands_the_head_unit | speaks_for_the_unit)
rules.add_perm("reports.run_phases", runs_the_bloc)
rules.add_perm("reports.remind", runs_the_bloc | is_standing_body | commands_the_head_unit)
for verb in ("open_phase", "close_phase", "extend"):
    rules.add_perm(f"reports.{verb}", runs_the_bloc)
rules.add_perm("reports.reopen_phase", runs_the_bloc | is_standing_body)
rules.add_perm("reports.record_honour", runs_the_bloc | is_standing_body)
rules.add_perm("reports.set_release", stands_over)
rules.add_perm("reports.draft", runs_the_bloc | is_standing_body)
rules.add_perm("reports.hang_wall", runs_the_bloc | stands_over)
rules.add_perm("reports.release", stands_over & is_not_its_author)
rules.add_perm("reports.withdraw", stands_over)
rules.add_perm("reports.correct", runs_the_bloc | is_standing_body)

rules.add_perm("reports.attach_paper", runs_the_bloc)  # a pact signed elsewhere, asked of the pact
rules.add_perm("reports.withdraw_paper", is_admin | is_standing_body)
rules.add_perm("reports.make_paper", runs_the_bloc)  # ask again for a paper that could not be made

# --- Papers of the year. A unit's own papers (self-score, registration) are its people's; others are the bloc's. ---

writes_papers = runs_the_bloc | is_standing_body
reads_it = documents.reads_its_subject
of_unit = documents.is_paper_of_a_unit
rules.add_perm("reports.draft_document", writes_papers | speaks_for_the_unit)  # asked of the bloc or the unit
rules.add_perm("reports.write_document", (writes_papers | (speaks_for_the_unit & of_unit)) & reads_it)
rules.add_perm("reports.issue_document", (writes_papers | (commands_the_unit & of_unit)) & reads_it)
rules.add_perm("reports.withdraw_document", (writes_papers | (commands_the_unit & of_unit)) & reads_it)
rules.add_perm(
    "reports.read_document",
    (writes_papers | commands_the_head_unit | documents.is_issued | speaks_for_the_unit) & reads_it,
)
rules.add_perm("reports.manage_masters", is_admin | is_standing_body)

# --- Scoring (see reports.sheet_access). Nobody, the admin included, scores or sends for somebody else. ---

rules.add_perm("reports.open_scoring", runs_the_bloc | is_standing_body)
rules.add_perm("reports.draw_checks", runs_the_bloc | is_standing_body)
rules.add_perm("reports.extend_stage", runs_the_bloc | is_standing_body)
rules.add_perm("reports.advance_sheet", sheets.runs_its_bloc | is_standing_body)  # after the deadline, without marks
rules.add_perm("reports.mark", sheets.marks_it_now)
rules.add_perm("reports.send_sheet", sheets.sends_it_now)
rules.add_perm("reports.return_sheet", sheets.reviews_it | sheets.appraises_it)
rules.add_perm("reports.file_appeal", sheets.commands_its_unit)
rules.add_perm("reports.propose_knock_out", sheets.runs_its_bloc | is_standing_body)


@rules.predicate
def is_not_its_proposer(user, knock_out):
    return knock_out.proposer_id != user.pk


@rules.predicate
def is_not_of_its_unit(user, knock_out):
    return not sheets.is_of_its_unit(user, knock_out.sheet)


rules.add_perm("reports.settle_knock_out", is_standing_body & is_not_its_proposer & is_not_of_its_unit)


@rules.predicate
def is_published_result(user, result):
    """Members of the bloc read all of it once it is published, and nothing of it before."""
    return result.state == "published"


rules.add_perm("reports.prepare_result", runs_the_bloc | is_standing_body)
rules.add_perm("reports.release_result", stands_over & is_not_its_author)
rules.add_perm("reports.discard_result", runs_the_bloc | is_standing_body)
rules.add_perm("reports.read_result", is_published_result | runs_the_bloc | stands_over)
rules.add_perm("reports.release_results", is_admin | is_standing_body)  # the whole season's at once
rules.add_perm("reports.download_package", stands_over | is_secretary_of_bloc)
rules.add_perm("reports.read_signals", is_admin | is_standing_body)

# --- Evidence, appeals, knock-outs (see reports.evidence_access) ---

rules.add_perm("reports.read_evidence", shelves.reads_evidence)  # asked of a shelf: one criterion of one sheet
rules.add_perm("reports.read_sheet_evidence", shelves.reads_some_evidence)
rules.add_perm("reports.download_evidence", shelves.opens_evidence)
rules.add_perm("reports.add_evidence", shelves.adds_evidence)
rules.add_perm("reports.read_appeal", shelves.reads_appeal)
rules.add_perm("reports.answer_appeal", shelves.answers_appeal)
rules.add_perm("reports.withdraw_appeal", shelves.withdraws_appeal)
rules.add_perm("reports.read_knock_outs", sheets.runs_its_bloc | is_standing_body)
rules.add_perm("reports.read_knock_out", sheets.runs_its_bloc | is_standing_body | shelves.reads_knock_out)

# --- Directives: given by who stands over the bloc, answered by the unit. A unit's own commander orders their own house
# without this page; in the bloc the units are equals. Whoever may give one may settle or return one.

for verb in ("give_directive", "settle_directive", "return_directive", "unsettle_directive"):
    rules.add_perm(f"reports.{verb}", stands_over)
rules.add_perm("reports.answer_directive", speaks_for_the_unit)
rules.add_perm("reports.read_directive", runs_the_bloc | stands_over | speaks_for_the_unit)

# --- Approvals ---

rules.add_perm("reports.accept_report", runs_the_bloc)
rules.add_perm("reports.take_back_acceptance", runs_the_bloc)
rules.add_perm("reports.return_summary", stands_over & is_not_its_author)
rules.add_perm("reports.return_result", stands_over & is_not_its_author)

# --- From rank to honour. A ballot is prepared and closed by who runs the bloc; voting and counting are each person's
# own, and no duty, the administrator's included, stands in for them. ---


@rules.predicate
def is_the_voter(user, voter):
    return voter.user_id is not None and voter.user_id == user.pk


@rules.predicate
def counts_the_papers(user, poll):
    return poll.tellers.filter(user=user.pk).exists()


rules.add_perm("reports.set_honour_rules", runs_the_bloc | is_standing_body)  # asked of the bloc
rules.add_perm("reports.run_poll", runs_the_bloc | is_standing_body)  # asked of the bloc or the poll
rules.add_perm("reports.cast_ballot", is_the_voter)  # asked of the line of the register
rules.add_perm("reports.count_papers", counts_the_papers)  # asked of the poll
rules.add_perm("reports.propose_honours", runs_the_bloc | is_standing_body)
rules.add_perm("reports.send_submission", runs_the_bloc | commands_the_head_unit)
rules.add_perm("reports.decide_submission", is_admin | is_standing_body)
rules.add_perm("reports.revoke_honour", is_admin | is_standing_body)
rules.add_perm("reports.answer_public_comment", runs_the_bloc | is_standing_body)
rules.add_perm("reports.read_honour_history", is_admin | is_standing_body)


@rules.predicate
def commands_the_giving_unit(user, handover):
    """Only the commander of the unit that hands over signs for it."""
    return any(duty.role == Role.COMMANDER and duty.unit_id == handover.from_unit_id for duty in user.duties_today)


@rules.predicate
def commands_the_taking_unit(user, handover):
    return any(duty.role == Role.COMMANDER and duty.unit_id == handover.to_unit_id for duty in user.duties_today)


rules.add_perm("reports.choose_heads", runs_the_bloc | is_standing_body)  # asked of the bloc
rules.add_perm("reports.prepare_handover", runs_the_bloc)
rules.add_perm("reports.hand_over", commands_the_giving_unit)
rules.add_perm("reports.receive", commands_the_taking_unit)
rules.add_perm(
    "reports.read_handover", runs_the_bloc | stands_over | commands_the_giving_unit | commands_the_taking_unit
)

rules.add_perm("reports.run_joint_work", runs_the_bloc)
rules.add_perm("reports.add_joint_share", runs_the_bloc | speaks_for_the_unit)  # asked of the bloc, or of the share
rules.add_perm("reports.confirm_joint_share", runs_the_bloc | commands_the_head_unit)
