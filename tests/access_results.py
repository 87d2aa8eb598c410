"""Addresses of results (reports), and the public ones."""

from tests.access_rules import (
    DRAFTS,
    LOGIN,
    MISSING,
    OUTSIDE,
    PAGE,
    RUNS,
    STANDS_OVER,
    WHO,
    Route,
    ask,
    button,
    office,
    press,
    public,
    thing,
)

READS_DRAFT = sorted({*STANDS_OVER, *RUNS})
SEASON = ("series.slug", "bloc.season.slug")


def read(rule: dict, *args) -> Route:
    return Route(rule, args, button())


RESULTS: dict[str, Route] = {
    "result_prepare": ask(thing(DRAFTS), "table.pk"),
    "result_list": ask(office()),
    "results_release": press(office(["admin", "standing"]), "later.season.pk"),
    # before it is published only those who prepare and release it read it
    "result_detail": read(thing(READS_DRAFT), "result_draft.pk"),
    "result_preview": read(thing(READS_DRAFT), "result_draft.pk"),
    "result_csv": read(thing(), "result.pk"),
    "result_package": read(thing(READS_DRAFT), "result.pk"),
    "result_discard": press(thing(DRAFTS), "result_draft.pk"),
}
PUBLIC_RESULTS: dict[str, Route] = {
    "public_result": public(*SEASON),
    "public_result_revision": public(*SEASON, "=1"),
    "public_result_csv": public(*SEASON),
    "public_results": public("bloc.season.slug"),
}


def of_its_owner(owner: str) -> dict:
    return {who: LOGIN if who in OUTSIDE else PAGE if who == owner else MISSING for who in WHO}


JOBS: dict[str, Route] = {
    "job_list": ask(office(), post=button()),
    "job_detail": read(of_its_owner("admin"), "job.token"),
    "job_stop": press(of_its_owner("admin"), "job.token"),
    "job_again": press(of_its_owner("admin"), "job.token"),
}
