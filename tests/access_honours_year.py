"""The addresses of honours."""

from tests.access_rules import DRAFTS, Route, ask, everyone, press, thing

SENDS = thing(["admin", "secretary", "head_commander"])
READS = thing(["admin", "secretary", "standing", "head_commander"])
COUNCIL = thing(["admin", "standing"])

HONOURS_YEAR: dict[str, Route] = {
    "honour_rules": ask(thing(DRAFTS), "bloc.pk"),
    "honour_proposals": ask(thing(DRAFTS), "bloc.pk"),
    "honour_begin": press(thing(DRAFTS), "bloc.pk"),
    "honour_submission": ask(READS, "honours_of_year.pk"),
    "honour_put_forward": press(SENDS, "honours_of_year.pk"),
    "honour_take_back": press(SENDS, "honours_of_year.pk"),
    "honour_send": press(SENDS, "honours_of_year.pk"),
    "honour_decide": ask(COUNCIL, "honours_of_year.pk"),
    "honour_comment": ask(thing(DRAFTS), "public_comment.pk"),
    "honour_revoke": ask(COUNCIL, "honour.pk"),
    "honour_history": ask(COUNCIL, query={"khoi": "bloc.pk"}),
}
"""Under `reports:`."""

PUBLIC_HONOURS: dict[str, Route] = {
    "public_candidates": ask(everyone(), "series.slug", "bloc.season.slug"),
}
