"""The addresses of ballots. Voting and counting are each person's own: no duty stands in for them."""

from tests.access_rules import DRAFTS, INSIDE, LOGIN, MISSING, OUTSIDE, PAGE, Route, ask, office, press, thing

VOTER = {who: LOGIN if who in OUTSIDE else PAGE if who == "commander" else MISSING for who in [*OUTSIDE, *INSIDE]}
"""Who stands on the roll, and nobody else, the administrator included."""

RUN = thing(DRAFTS)

POLLS: dict[str, Route] = {
    "poll_list": ask(office()),
    "poll_new": ask(RUN, query={"khoi": "bloc.pk"}),
    "poll_detail": ask(thing(), "open_poll.pk"),
    "poll_receipt": press(thing(), "open_poll.pk"),
    "poll_box": ask(thing(), "closed_poll.pk"),
    "poll_cast": ask(VOTER, "open_poll.pk"),
    "poll_edit": ask(RUN, "draft_poll.pk"),
    "poll_prepare": ask(RUN, "draft_poll.pk"),
    "poll_roll": press(RUN, "draft_poll.pk"),
    "poll_drop_candidate": press(RUN, "draft_poll.pk", "draft_candidate.pk"),
    "poll_drop_voter": press(RUN, "draft_poll.pk", "draft_voter.pk"),
    "poll_drop_teller": press(RUN, "draft_poll.pk", "draft_teller.pk"),
    "poll_open": press(RUN, "draft_poll.pk"),
    "poll_run": ask(RUN, "open_poll.pk"),
    "poll_paper": press(RUN, "open_poll.pk", "open_voter.pk"),
    "poll_withdraw": ask(RUN, "open_poll.pk", "open_candidate.pk"),
    "poll_close": press(RUN, "open_poll.pk"),
    "poll_void": ask(RUN, "open_poll.pk"),
    "poll_runoff": press(RUN, "closed_poll.pk"),
    "poll_count": ask(thing(["commander"]), "open_poll.pk"),
}
