"""Who gets what answer at every address of the house; thought from the decisions, not copied from the code."""

from tests.access_adoption import ADOPTION
from tests.access_board import BOARD
from tests.access_criteria import CRITERIA
from tests.access_desk import DESK
from tests.access_documents import DOCUMENTS
from tests.access_evidence import EVIDENCE
from tests.access_find import FIND
from tests.access_grid import GRID
from tests.access_handover import HANDOVER
from tests.access_honours_year import HONOURS_YEAR, PUBLIC_HONOURS
from tests.access_imports import IMPORTS
from tests.access_minutes import MINUTES
from tests.access_papers import PAPERS
from tests.access_polls import POLLS
from tests.access_reasons import REASONS
from tests.access_reforms import REFORMS, RESTATEMENTS
from tests.access_results import JOBS, PUBLIC_RESULTS, RESULTS
from tests.access_rules import (
    ADMIN,
    DRAFTS,
    FORBIDDEN,
    INSIDE,
    LOGIN,
    MISSING,
    NO_METHOD,
    PAGE,
    RUNS,
    STANDS_OVER,
    Route,
    ask,
    button,
    everyone,
    nobody,
    office,
    press,
    public,
    thing,
)
from tests.access_screen import SCREEN
from tests.access_sheets import SHEETS
from tests.access_signing import CODES, SIGNING
from tests.access_stage import STAGE
from tests.access_verify import VERIFY
from tests.access_works import WORKS
from tests.access_years import YEARS

__all__ = ["FORBIDDEN", "INSIDE", "LOGIN", "PAGE", "TABLE"]

PUBLIC = {
    "home": public(),
    "bloc_list": public(),
    "public_bloc": public("series.slug"),
    "public_season": public("series.slug", "bloc.season.slug"),
    "public_figures": public("series.slug", "bloc.season.slug"),
    "ceremony_list": public(),
    "public_ceremony": public("ceremony.slug"),
    "public_unit": public("unit.slug"),
    "publication_index": public(),
    "feed": public(),
    "publication": public("summary.thread"),
    "publication_revision": public("summary.thread", "summary.number"),
    "search": public(query={"q": "=khoi"}),
    "photo": public("photo.pk"),
    "emblem": Route(nobody(MISSING), (), nobody(NO_METHOD)),  # this world has none
    "help": public(),
    "help_chapter": public("=bat-dau"),
    "accessibility": public(),
    "health": public(),
    "sitemap": public(),
    "robots": public(),
    "set_language": ask(everyone()),
    "styleguide": ask(everyone()),
    "setup": ask(nobody(MISSING), "=khong-phai-ma"),  # the site is set up
}

ACCOUNT = {
    "after_login": ask(office()),
    "account_login": ask(everyone()),
    "account_logout": ask(everyone()),
    "account_signup": ask(everyone()),  # says that accounts are given
    "account_inactive": public(),
    "account_reauthenticate": ask(office()),
    "account_change_password": ask(office()),
    "account_set_password": ask(office()),
    "account_reset_password": ask(everyone()),
    "accounts_give": ask(office(ADMIN)),
    "password_renew": press(office(ADMIN), "person.pk"),
}

BLOCS = {
    "registers": ask(office()),
    "bloc_list": ask(office()),
    "bloc_add": ask(office(ADMIN)),
    "bloc_detail": ask(thing(), "bloc.pk"),
    "bloc_edit": ask(thing(ADMIN), "bloc.pk"),
    "bloc_renew": ask(thing(RUNS), "later.pk"),
    "bloc_release": ask(thing(STANDS_OVER), "bloc.pk"),
    "membership_add": ask(thing(ADMIN), "bloc.pk"),
    "membership_edit": ask(thing(ADMIN), "membership.pk"),
    "membership_leave": ask(thing(ADMIN), "membership.pk"),
    "headship_add": ask(thing(ADMIN), "bloc.pk"),
    "acting_head_add": ask(thing(["admin", "standing"]), "bloc.pk"),
    "acting_head_end": press(thing(["admin", "standing"]), "acting.pk"),
    "headship_edit": ask(thing(ADMIN), "headship.pk"),
    "remark_add": ask(thing(ADMIN), "bloc.pk"),
    "series_add": ask(office(ADMIN)),
    "series_edit": ask(office(ADMIN), "series.pk"),
    "unit_list": ask(office()),
    "unit_add": ask(office(ADMIN)),
    "unit_detail": ask(thing(), "unit.pk"),
    "unit_edit": ask(thing(ADMIN), "unit.pk"),
    "unit_rename": ask(thing(ADMIN), "unit.pk"),
    "unit_move": ask(thing(ADMIN), "unit.pk"),
    "unit_merge": ask(thing(ADMIN), "unit.pk"),
    "unit_end": ask(thing(ADMIN), "unit.pk"),
    "user_list": ask(office(ADMIN)),
    "user_detail": ask(office(ADMIN), "person.pk"),
    "duty_add": ask(office(ADMIN), "person.pk"),
    "duty_end": ask(office(ADMIN), "duty.pk"),
    "duty_stand_in": ask(office(ADMIN), "duty.pk"),
    "leader_list": ask(office()),
    "leader_add": ask(office(ADMIN)),
    "leader_detail": ask(thing(), "leader.pk"),
    "leader_edit": ask(office(ADMIN), "leader.pk"),
    "leader_promote": ask(office(ADMIN), "leader.pk"),
    "leader_appoint": ask(office(ADMIN), "leader.pk"),
    "post_end": ask(office(ADMIN), "post.pk"),
    "event_list": ask(office(["admin"])),
    "log_check": press(office(["admin"])),
    "log_check_result": ask(office(["admin"]), "=6f9619ff-8b86-d011-b42d-00cf4fc964ff"),
}

PLEDGES = {
    "pact_contents": ask(thing(), "draft.pk"),
    "pledge_add": press(thing(RUNS), "draft.pk"),
    "pledge_restore": press(thing(RUNS), "draft.pk"),
    "pledge_rows": press(thing(RUNS), "draft.pk"),
    "pledge_row": ask(thing(RUNS), "pledge.pk"),
    "pledges_paste": ask(thing(RUNS), "draft.pk"),
    "pledges_library": ask(thing(RUNS), "draft.pk"),
    "pledges_copy": press(thing(RUNS), "draft.pk"),
    "pledges_undo": press(thing(RUNS), "draft.pk"),
    "pledges_accept": press(thing(RUNS), "draft.pk"),
    "section_add": press(thing(RUNS), "draft.pk"),
    "group_add": press(thing(RUNS), "draft.pk"),
    "registrations": ask(thing(), "draft.pk", post=thing(RUNS)),
    "pledge_edit": ask(thing(RUNS), "pledge.pk"),
    "pledge_accept": press(thing(RUNS), "pledge.pk"),
    "pledge_remove": press(thing(RUNS), "pledge.pk"),
    "own_targets": ask(thing(), "pledge.pk", post=thing(RUNS)),
    "pledge_move": press(thing(RUNS), "pledge.pk", "=xuong"),
    "section_edit": ask(thing(RUNS), "section.pk"),
    "section_remove": press(thing(RUNS), "section.pk"),
    "section_move": press(thing(RUNS), "section.pk", "=len"),
    "group_remove": press(thing(RUNS), "group.pk"),
    "own_target_edit": ask(thing(RUNS), "own.pk"),
    "own_target_remove": press(thing(RUNS), "own.pk"),
    "registration_remove": press(thing(RUNS), "registration.pk"),
}

PACTS = {
    "pact_list": ask(office()),
    "bloc_changes": Route(thing(), ("later.pk",), button()),
    "pact_new": ask(thing(RUNS), query={"khoi": "bloc.pk"}),
    "pact_draft": press(thing(RUNS), "bloc.pk"),
    "regulation_edit": ask(thing(RUNS), "bloc.pk"),
    "regulation_accept": press(thing(RUNS), "bloc.pk"),
    "pact_detail": ask(thing(), "draft.pk"),
    "pact_edit": ask(thing(RUNS), "draft.pk"),
    "pact_check": ask(thing(), "draft.pk", post=thing(RUNS)),
    "pact_print": ask(thing(), "draft.pk"),
    "pact_text": ask(thing(), "draft.pk"),
    "pact_reopen": press(thing(RUNS), "open.pk"),
    "pact_seal": press(thing(RUNS), "open.pk"),
    "pact_amend": press(thing(RUNS), "sealed.pk"),
    "pact_correct": ask(thing(RUNS), "sealed.pk"),
    "pact_template": ask(thing(RUNS), "sealed.pk"),
    **PLEDGES,
    "ceremony_list": ask(office()),
    "ceremony_plan": ask(office(["admin", "secretary", "stranger"])),
    "ceremony_detail": ask(thing(), "ceremony.pk"),
    "ceremony_edit": ask(thing(RUNS), "ceremony.pk"),
    "ceremony_minutes": ask(thing(RUNS), "ceremony.pk"),
    "ceremony_begin": ask(thing(RUNS), "planned.pk", data={"season": "later.season.slug"}),
    "ceremony_hold": press(thing(RUNS), "ceremony.pk"),
    "ceremony_postpone": ask(thing(RUNS), "planned.pk"),
    "ceremony_cancel": ask(thing(RUNS), "planned.pk"),
    "ceremony_reopen": ask(thing(["admin", "standing"]), "held.pk"),
    "ceremony_seal": press(thing(RUNS), "ceremony.pk", "open.pk"),
    # no way round the commander's own signature, not for administrators either
    "signature_sign": Route(thing(["head_commander", "commander"]), ("ceremony.pk", "open.pk"), button()),
    "signature_record_all": press(thing(RUNS), "ceremony.pk", "open.pk"),
    "signature_record": press(thing(RUNS), "ceremony.pk", "open.pk", "unit.pk"),
    "signature_add": ask(thing(RUNS), "ceremony.pk", "open.pk", "unit.pk"),
    "signature_absent": ask(thing(RUNS), "ceremony.pk", "open.pk", "unit.pk"),
    "signature_witness": ask(thing(RUNS), "ceremony.pk", "open.pk"),
    "signature_strike": ask(thing(RUNS), "ceremony.pk", "signature.pk"),
    "photo_add": ask(thing(RUNS), "ceremony.pk"),
    "photo_show": ask(thing(), "ceremony.pk", "photo.pk"),
    "photo_edit": ask(thing(RUNS), "ceremony.pk", "photo.pk"),
    "photo_remove": press(thing(RUNS), "ceremony.pk", "photo.pk"),
    "direction_follow_up": ask(thing(RUNS), "ceremony.pk", "direction.pk"),
    "line_add": ask(thing(RUNS), "ceremony.pk", "=chuong-trinh"),
    "line_edit": ask(thing(RUNS), "ceremony.pk", "=dong-gop", "contribution.pk"),
    "line_remove": press(thing(RUNS), "ceremony.pk", "=dai-bieu", "attendee.pk"),
}

OWN_UNIT = {"ky": "reporting.pk", "don_vi": "unit.pk"}

REPORTS = {
    "my_tasks": ask(office()),
    "board": ask(thing(), query={"khoi": "bloc.pk"}),
    "board_list": ask(thing(), "=dat", query={"khoi": "bloc.pk"}),
    "board_unit": ask(thing(), "unit.pk", query={"khoi": "bloc.pk"}),
    "figure_entry": ask(thing(["admin", "secretary", "commander", "reporter"]), query=OWN_UNIT),
    "report_check": ask(thing(["admin", "secretary", "commander", "reporter"]), query=OWN_UNIT),
    "report_detail": ask(thing(), "report.pk"),
    "report_return": press(thing(RUNS), "report.pk"),
    "reporting_list": ask(thing(), query={"khoi": "bloc.pk"}),
    "reporting_plan": press(thing(RUNS), data={"khoi": "bloc.pk"}),
    "reporting_detail": ask(thing(), "reporting.pk"),
    "reporting_open": ask(thing(RUNS), "planned_phase.pk"),
    "reporting_extend": ask(thing(RUNS), "reporting.pk"),
    "reporting_close": press(thing(RUNS), "reporting.pk"),
    "reporting_reopen": ask(thing(["admin", "secretary", "standing"]), "reporting.pk"),
    "publication_list": ask(office()),
    "publication_draft": ask(thing(DRAFTS), query={"le": "held.pk"}),
    "publication_detail": ask(thing(), "summary_draft.pk"),
    "publication_edit": ask(thing(DRAFTS), "summary_draft.pk"),
    "publication_preview": ask(thing(), "summary_draft.pk"),
    "publication_release": press(thing(STANDS_OVER), "summary_draft.pk"),
    "publication_withdraw": ask(thing(STANDS_OVER), "summary.pk"),
    "publication_correct": press(thing(DRAFTS), "summary.pk"),
    "approvals": ask(office()),
    "honour_list": ask(thing(), query={"khoi": "bloc.pk"}),
    "honour_add": ask(thing(DRAFTS), query={"khoi": "bloc.pk"}),
    "honour_edit": ask(thing(DRAFTS), "honour.pk"),
    "honour_status": ask(thing(DRAFTS), "honour.pk"),
    "release_levels": ask(thing(STANDS_OVER), query={"khoi": "bloc.pk"}),
}


def _under(namespace: str, routes: dict) -> dict:
    return {f"{namespace}:{name}": route for name, route in routes.items()}


TABLE = {
    **PUBLIC,
    **ACCOUNT,
    **_under("blocs", BLOCS | JOBS | IMPORTS),
    **CODES,
    **_under("pacts", PACTS | CRITERIA | ADOPTION | STAGE | SCREEN | SIGNING),
    **_under("reports", REPORTS | SHEETS | EVIDENCE | RESULTS | REASONS | BOARD | GRID),
    **_under("reports", PAPERS | MINUTES | DOCUMENTS | YEARS),
    **_under("reports", POLLS | HONOURS_YEAR | HANDOVER | WORKS),
    **_under("blocs", REFORMS),
    **_under("pacts", RESTATEMENTS),
    **PUBLIC_RESULTS,
    **PUBLIC_HONOURS,
    **DESK,
    **FIND,
    **VERIFY,
}
