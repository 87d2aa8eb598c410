"""Addresses of evidence, appeals and knock-outs (reports)."""

from tests.access_rules import ADMIN, DRAFTS, Route, ask, button, office, press, thing

UNIT = ["commander", "reporter"]
SHELF = {"phieu": "sheet.pk", "chi_tieu": "leaf.pk"}

EVIDENCE: dict[str, Route] = {
    "evidence_list": ask(thing(), query=SHELF),
    # nobody adds or removes for the unit while it scores itself, not the administrator either
    "evidence_upload": ask(thing(UNIT), query=SHELF),
    "evidence_paper": ask(thing(UNIT), query=SHELF),
    "evidence_remove": ask(thing(UNIT), "piece.pk"),
    "evidence_file": ask(thing(ADMIN + UNIT), "piece.pk", post=button()),
    "evidence_look": ask(thing(ADMIN + UNIT), "piece.pk", post=button()),
    "appeal_list": ask(office()),
    "appeal_file": ask(thing(["commander"]), "reviewed.pk", "later_leaf.pk"),
    "appeal_detail": ask(thing(), "appeal.pk"),
    # whoever works at the review, whose mark counted
    "appeal_answer": ask(thing(["secretary", "head_commander"]), "appeal.pk"),
    "appeal_withdraw": press(thing(["commander"]), "appeal.pk"),
    "knock_out_list": ask(thing(DRAFTS), "table.pk"),
    "knock_out_detail": ask(thing([*DRAFTS, *UNIT]), "knock_out.pk"),
    "knock_out_settle": ask(thing(["standing"]), "knock_out.pk"),
}
