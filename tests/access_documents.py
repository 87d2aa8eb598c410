"""The addresses of papers: drafting, numbers, files, batches."""

from tests.access_rules import DRAFTS, LOGIN, OUTSIDE, PAGE, Route, ask, button, nobody, office, press, thing

READS_DRAFTS = [*DRAFTS, "head_commander"]
OWN_JOB = nobody(404) | dict.fromkeys(OUTSIDE, LOGIN) | dict.fromkeys(["admin", "secretary"], PAGE)
KEEPS = office(["admin", "standing"])

DOCUMENTS: dict[str, Route] = {
    "document_list": ask(office(), post=button()),
    "document_new": ask(office(), post=nobody(404) | dict.fromkeys(OUTSIDE, LOGIN)),
    "document_register": ask(office(), post=button()),
    "document_register_csv": ask(office(), post=button()),
    "document_batch_new": ask(office()),
    "document_batch": ask(OWN_JOB, "batch.token", post=button()),
    "document_batch_zip": ask(OWN_JOB, "batch.token", post=button()),
    "master_list": ask(office(["admin", "standing"])),
    "master_detail": ask(KEEPS, "master.pk", post=button()),
    "master_file": ask(KEEPS, "master.pk", "=mau", post=button()),
    "master_try": press(KEEPS, "master.pk"),
    "master_use": press(KEEPS, "master.pk"),
    "master_retire": press(KEEPS, "master.pk"),
    "document_detail": ask(thing(READS_DRAFTS), "plan.pk", post=button()),
    "document_edit": ask(thing(DRAFTS), "plan.pk"),
    "document_make": press(thing(DRAFTS), "plan.pk"),
    "document_issue": ask(thing(DRAFTS), "plan.pk"),
    "document_withdraw": ask(thing(DRAFTS), "issued_plan.pk"),
    "document_replace": press(thing(DRAFTS), "issued_plan.pk"),
    "document_drop": press(thing(DRAFTS), "plan.pk"),
    "document_file": ask(thing(), "issued_plan.pk", "=pdf", post=button()),
}
