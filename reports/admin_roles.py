"""What the rules of this floor say, in words, for the page “Who may do what”."""

from django.utils.translation import gettext_lazy as _

from blocs.logic.roles import CONDITIONS, HEAD_UNIT, KNOWN, OWN_BLOC, OWN_BLOCS, OWN_UNIT, VERBS, Grant

DRAWN = _("the unit drawn to check it")
OWN_CRITERIA = _("the criteria it confirms")
NOT_DRAWN = _("where no unit was drawn to check it")
ITS_PEOPLE = [Grant("commander", OWN_UNIT), Grant("reporter", OWN_UNIT)]
REVIEWERS = [Grant("standing", _("the head's own unit")), Grant("secretary", OWN_BLOC), Grant("commander", HEAD_UNIT)]
APPRAISERS = [Grant("standing", OWN_BLOCS)]
CHECKERS = [Grant("standing", NOT_DRAWN), Grant("commander", DRAWN)]
DEPARTMENT = [Grant("department", OWN_CRITERIA)]
MARKERS = [*ITS_PEOPLE, *CHECKERS, Grant("reporter", DRAWN), *REVIEWERS, *DEPARTMENT, *APPRAISERS]
SENDERS = [Grant("commander", OWN_UNIT), *CHECKERS, *REVIEWERS, *APPRAISERS]
READERS = [Grant("admin", _("unless they score for a unit of the bloc themselves")), *MARKERS]
AT_ITS_STAGE = _("at the stage at work")


def _now(found: list[Grant]) -> list[Grant]:
    return [Grant(one.role, one.where, (AT_ITS_STAGE,)) for one in found]


KNOWN |= {
    "runs_its_bloc": [Grant("admin"), Grant("secretary", OWN_BLOC)],
    "marks_it_now": _now(MARKERS),
    "sends_it_now": _now(SENDERS),
    "reviews_it": REVIEWERS,
    "appraises_it": APPRAISERS,
    "commands_its_unit": [Grant("commander", OWN_UNIT)],
    "speaks_for_its_unit": ITS_PEOPLE,
    "is_published_result": [
        Grant(role, _("members of the bloc, once it is published")) for role in ("secretary", "commander", "reporter")
    ],
    "reads_evidence": READERS,
    "reads_some_evidence": READERS,
    "opens_evidence": READERS,
    "adds_evidence": _now(MARKERS),
    "reads_appeal": [Grant("admin"), *ITS_PEOPLE, *REVIEWERS, *APPRAISERS],
    "answers_appeal": [
        Grant(one.role, one.where, (_("whose mark it is"),)) for one in [*CHECKERS, *REVIEWERS, *APPRAISERS]
    ],
    "withdraws_appeal": [Grant("commander", OWN_UNIT)],
    "reads_knock_out": ITS_PEOPLE,
    "is_issued": [
        Grant(role, _("members of the bloc, once it is issued")) for role in ("secretary", "commander", "reporter")
    ],
}
for name, where in {"is_the_voter": _("on the roll of voters"), "counts_the_papers": _("named as a teller")}.items():
    KNOWN[name] = [Grant(role, where) for role in ("admin", "standing", "secretary", "commander", "reporter")]
for name, where in {
    "commands_the_giving_unit": _("the unit that hands over"),
    "commands_the_taking_unit": _("the unit that takes over"),
}.items():
    KNOWN[name] = [Grant("commander", where)]
CONDITIONS |= {
    "is_not_its_author": _("never one's own"),
    "is_not_its_proposer": _("never one's own proposal"),
    "is_not_of_its_unit": _("never of one's own unit"),
    "is_paper_of_a_unit": _("papers the unit itself issues"),
    "reads_its_subject": _("where the marks or the result it prints may be read"),
}
VERBS |= {
    "reports.run_poll": _("prepare, run and close a ballot"),
    "reports.cast_ballot": _("vote"),
    "reports.count_papers": _("count ballot papers"),
    "reports.attach_paper": _("attach a pact signed elsewhere"),
    "reports.withdraw_paper": _("withdraw an issued paper"),
    "reports.make_paper": _("have the sealed paper of a pact made"),
    "reports.record_figure": _("enter figures"),
    "reports.send_report": _("send a unit's report"),
    "reports.return_report": _("return a report for completion"),
    "reports.run_phases": _("run the reporting phases"),
    "reports.open_phase": _("open a reporting phase"),
    "reports.close_phase": _("close a reporting phase"),
    "reports.extend": _("extend a reporting deadline"),
    "reports.reopen_phase": _("re-open a closed reporting phase"),
    "reports.record_honour": _("record honours"),
    "reports.set_release": _("say which figures the public sees"),
    "reports.draft": _("draft a summary"),
    "reports.release": _("publish a summary"),
    "reports.withdraw": _("withdraw a published summary"),
    "reports.correct": _("correct a published summary or result"),
    "reports.open_scoring": _("open the scoring"),
    "reports.draw_checks": _("draw the cross-checks"),
    "reports.extend_stage": _("extend a stage of the scoring"),
    "reports.advance_sheet": _("move a late sheet on to the next stage"),
    "reports.mark": _("mark a score sheet"),
    "reports.send_sheet": _("send a score sheet on"),
    "reports.return_sheet": _("return a score sheet"),
    "reports.file_appeal": _("appeal against a mark"),
    "reports.propose_knock_out": _("propose that a unit is not considered"),
    "reports.settle_knock_out": _("confirm or dismiss such a proposal"),
    "reports.prepare_result": _("prepare a result"),
    "reports.release_result": _("publish a result"),
    "reports.discard_result": _("discard a prepared result"),
    "reports.read_result": _("read a whole result"),
    "reports.release_results": _("publish all results of a season at once"),
    "reports.download_package": _("download the package of a result"),
    "reports.read_signals": _("read the signals"),
    "reports.read_evidence": _("see the evidence of a criterion"),
    "reports.read_sheet_evidence": _("see the evidence of a sheet"),
    "reports.download_evidence": _("open a piece of evidence"),
    "reports.add_evidence": _("add evidence"),
    "reports.read_appeal": _("read an appeal"),
    "reports.answer_appeal": _("answer an appeal"),
    "reports.withdraw_appeal": _("withdraw an appeal"),
    "reports.read_knock_outs": _("see all such proposals of a bloc"),
    "reports.read_knock_out": _("read such a proposal"),
    "reports.comment_row": _("comment on a row of a report"),
    "reports.hang_wall": _("open and shut wall screens"),
    "reports.give_directive": _("give a directive from the board"),
    "reports.read_directive": _("read a directive"),
    "reports.answer_directive": _("answer a directive"),
    "reports.settle_directive": _("say that a directive is settled"),
    "reports.return_directive": _("give a directive back for another answer"),
    "reports.unsettle_directive": _("take back that a directive is settled"),
    "reports.remind": _("remind a unit of its report"),
    "reports.accept_report": _("accept a report"),
    "reports.take_back_acceptance": _("take back the acceptance of a report"),
    "reports.return_summary": _("give a drafted summary back"),
    "reports.return_result": _("give a prepared result back"),
    "reports.draft_document": _("draft a paper"),
    "reports.write_document": _("write over what a paper says and drop its draft"),
    "reports.issue_document": _("issue a paper"),
    "reports.withdraw_document": _("withdraw a paper from use"),
    "reports.read_document": _("read a paper and download its files"),
    "reports.manage_masters": _("upload Word masters and take them into use"),
    "reports.set_honour_rules": _("set the rules of honours and quotas of a bloc"),
    "reports.propose_honours": _("prepare the list of proposals"),
    "reports.send_submission": _("put candidates forward and send the list to the council"),
    "reports.decide_submission": _("record the council's decision on a list"),
    "reports.revoke_honour": _("revoke a granted honour"),
    "reports.answer_public_comment": _("answer public comments"),
    "reports.read_honour_history": _("see who has had what"),
    "reports.choose_heads": _("record head and deputy for the next season"),
    "reports.prepare_handover": _("prepare the handover"),
    "reports.hand_over": _("sign the handover for the giving side"),
    "reports.receive": _("sign the handover for the taking side"),
    "reports.read_handover": _("read the handover"),
    "reports.run_joint_work": _("plan and finish joint works"),
    "reports.add_joint_share": _("enter shares of joint works"),
    "reports.confirm_joint_share": _("confirm shares of joint works"),
}
