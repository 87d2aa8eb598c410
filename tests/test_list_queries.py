"""Every list asks the database equally often for 1, 3 and many rows; a page with parts is a list too."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.many import House, a_house, fill

pytestmark = pytest.mark.django_db
SIZES = (1, 3, 300 if connection.vendor == "sqlite" else 60)  # the questions are the same, and PostgreSQL fills slowly

# name of the address → what of the house its arguments are; the query it is asked with
PUBLIC = {
    "home": "",
    "bloc_list": "",
    "public_bloc": "bloc.series.slug",
    "public_season": "bloc.series.slug bloc.season.slug",
    "public_figures": "bloc.series.slug bloc.season.slug",
    "ceremony_list": "",
    "public_ceremony": "ceremony.slug",
    "public_unit": "unit.slug",
    "publication_index": "",
    "publication": "=tin-0",
    "verify": "",
    "feed": "",
    "sitemap": "",
    "compare_years": "",
    "search": "?q=phong",
    "search ": "?q=khoi",
    "search  ": "?q=nguyen",
}
ADMIN = {
    "blocs:bloc_list": "",
    "blocs:bloc_detail": "bloc.pk",
    "blocs:bloc_renew": "bloc.pk",
    "blocs:unit_list": "",
    "blocs:unit_list ": "?q=doi",
    "blocs:unit_detail": "unit.pk",
    "blocs:unit_merge": "unit.pk",
    "blocs:leader_list": "",
    "blocs:leader_detail": "leader.pk",
    "blocs:user_list": "",
    "blocs:user_detail": "people.secretary.pk",
    "blocs:event_list": "",
    "blocs:event_list ": "?q=don vi",
    "blocs:membership_add": "bloc.pk",
    "blocs:headship_add": "bloc.pk",
    "accounts_give": "",
    "blocs:job_list": "",
    "blocs:import_list": "",
    "blocs:reform_list": "",
    "pacts:restatement_list": "pact.pk",
    "blocs:reform_detail": "people.admin.reforms.first.pk",
    "blocs:import_new": "=memberships",
    "blocs:import_detail": "people.admin.imports.first.token",
    "blocs:import_columns": "people.admin.imports.first.token",
    "pacts:pact_list": "",
    "pacts:pact_new": "?khoi={bloc.pk}",
    "pacts:pact_detail": "pact.pk",
    "pacts:pact_check": "draft.pk",
    "pacts:pact_print": "pact.pk",
    "pacts:pact_text": "pact.pk",
    "reports:pact_trail": "pact.pk",
    "pacts:pact_contents": "draft.pk",
    "pacts:pledges_paste": "draft.pk",
    "pacts:pledges_library": "draft.pk",
    "pacts:registrations": "draft.pk",
    "pacts:pact_comments": "draft.pk",
    "pacts:pact_versions": "draft.pk",
    "pacts:pact_versions ": "draft.pk ?tu=1&den=nay",
    "pacts:pact_adopt": "draft.pk",
    "pacts:own_targets": "draft.pledges.first.pk",
    "pacts:ceremony_list": "",
    "pacts:ceremony_plan": "",
    "pacts:ceremony_detail": "ceremony.pk",
    "reports:ceremony_minutes_draft": "ceremony.pk",
    "pacts:ceremony_console": "live.pk",
    "reports:my_tasks": "",
    "reports:board": "?khoi={bloc.pk}&ky=year",
    "reports:board_list": "=chi-tieu ?khoi={bloc.pk}&ky=year",
    "reports:board_list ": "=da-bao-cao ?khoi={bloc.pk}&ky=year",
    "reports:board_list  ": "=can-chu-y ?khoi={bloc.pk}&ky=year",
    "reports:board_list   ": "=cho-duyet ?khoi={bloc.pk}&ky=year",
    "reports:board_list    ": "=ban-do ?khoi={bloc.pk}&ky=year",
    "reports:board_list     ": "=chua-bao-cao ?khoi={bloc.pk}&ky=year",
    "reports:board_list      ": "=den-han ?khoi={bloc.pk}&ky=year",
    "reports:board_csv": "=ban-do ?khoi={bloc.pk}&ky=year",
    "reports:board_brief": "?khoi={bloc.pk}&ky=year",
    "reports:board_explore": "?khoi={bloc.pk}&ky=year",
    "reports:wall_list": "",
    "reports:board_unit": "unit.pk ?khoi={bloc.pk}&ky=year",
    "reports:scoring_list": "",
    "reports:reporting_list": "?khoi={bloc.pk}",
    "reports:reporting_detail": "reporting.pk",
    "reports:figure_entry": "?ky={reporting.pk}&don_vi={unit.pk}",
    "reports:report_check": "?ky={reporting.pk}&don_vi=khoi",
    "reports:publication_list": "",
    "reports:result_list": "",
    "reports:publication_detail": "bloc.publications.last.pk",
    "reports:approvals": "",
    "reports:approvals_batch": "?loai=directive",
    "reports:board_compare": "?khoi={bloc.pk}&ky=year",
    "reports:directive_list": "",
    "reports:directives_give": "?khoi={bloc.pk}",
    "reports:directive_round": "=dot-1",
    "reports:directive_give": "?khoi={bloc.pk}&ky=year",
    "reports:directive_detail": "bloc.directives.last.pk",
    "reports:honour_list": "",
    "reports:honour_list ": "?khoi={bloc.pk}",
    "reports:release_levels": "",
    "reports:release_levels ": "?khoi={bloc.pk}",
    "reports:evidence_list": "",
    "reports:evidence_list ": "?phieu={sheet.pk}",
    "reports:evidence_list  ": "?phieu={sheet.pk}&chi_tieu={leaf.pk}",
    "reports:appeal_list": "",
    "reports:document_list": "",
    "reports:document_list ": "?khoi={bloc.pk}&q=ke+hoach",
    "reports:document_detail": "bloc.documents.last.pk",
    "reports:document_new": "?khoi={bloc.pk}&loai=registration",
    "reports:document_register": "",
    "reports:master_list": "",
    "reports:document_batch_new": "?khoi={bloc.pk}",
    "reports:poll_list": "",
    "reports:poll_list ": "?khoi={bloc.pk}",
    "reports:poll_detail": "polls.closed.pk",
    "reports:poll_detail ": "polls.open.pk",
    "reports:poll_prepare": "polls.draft.pk",
    "reports:poll_run": "polls.open.pk",
    "reports:handover_list": "",
    "reports:handover_detail": "bloc.pk",
    "reports:work_list": "",
    "reports:work_list ": "?khoi={bloc.pk}",
    "reports:work_detail": "bloc.joint_works.first.pk",
    "reports:knock_out_list": "table.pk",
    "reports:knock_out_detail": "sheet.knock_outs.last.pk",
}
OTHERS = {
    "secretary": [
        *["reports:my_tasks", "reports:figure_entry ", "reports:reporting_list", "reports:publication_list"],
        *[
            "pacts:pact_new ",
            "pacts:ceremony_list",
            "pacts:pact_list",
            "pacts:pact_comments",
            "blocs:unit_list",
            "blocs:leader_list",
        ],
        *["reports:appeal_list", "reports:evidence_list  ", "reports:knock_out_list"],
        *["reports:document_list", "reports:document_detail", "reports:document_new", "reports:document_register"],
    ],
    "standing": [
        *["reports:my_tasks", "reports:approvals", "reports:board", "reports:release_levels", "blocs:bloc_list"],
        *["reports:directive_list", "reports:board_unit", "blocs:import_list", "blocs:import_new"],
        *["reports:appeal_list", "reports:evidence_list  ", "reports:evidence_list "],
    ],
    "commander": [
        *["reports:my_tasks", "reports:board", "reports:figure_entry ", "blocs:unit_list", "blocs:bloc_list"],
        *["reports:poll_list", "reports:poll_detail ", "reports:poll_detail"],
        *["reports:directive_list", "reports:approvals", "pacts:pact_comments"],
        *["reports:appeal_list", "reports:evidence_list  ", "reports:evidence_list", "reports:document_list"],
    ],
}
FEW = {"pacts:device_list", "reports:paper_list", "mfa_index"}
"""No lists that grow: devices of one hall, papers of one pact (both have tests of their own), one's codes."""
WITH_NOTHING_NAMED = {"reports:figure_entry ": "", "pacts:pact_new ": ""}


def address(house: House, name: str, asked: str) -> str:
    """`asked` is what stands after the name: parts of the house, `=` and a word, `?` and a query."""
    path, _mark, query = asked.partition("?")
    args = [part[1:] if part.startswith("=") else _part(house, part) for part in path.split()]
    return reverse(name.strip(), args=args) + (f"?{query.format_map(_Parts(house))}" if query else "")


def _part(house, path):
    for name in path.split("."):
        house = house[name] if isinstance(house, dict) else getattr(house, name)
        house = house() if callable(house) and name in ("first", "last") else house
    return house


class _Parts(dict):
    """Lets a format string walk through the house."""

    def __init__(self, house):
        super().__init__(vars(house) | {"unit": house.unit})


def tables(house: House) -> dict[str, dict[str, str]]:
    """Person → name of the list → address."""
    staff = {**ADMIN, **WITH_NOTHING_NAMED}
    found = {"stranger": {name: address(house, name, asked) for name, asked in PUBLIC.items()}}
    found["admin"] = {name: address(house, name, asked) for name, asked in ADMIN.items()}
    for who, names in OTHERS.items():
        found[who] = {name: address(house, name, staff[name]) for name in names}
    for model in admin.site._registry:
        label = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        found["admin"] |= {label: reverse(label), f"{label} q": reverse(label) + "?q=a"}
    return found


def know_the_rows():
    """PostgreSQL plans by its last statistics, which know nothing of the rows of a running test."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def count(client, url: str, *, warm: bool) -> int:
    """Queries of the page; the first time after a visit that fills what is asked once only."""
    if warm:
        client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200, url
    return len(seen)


def measure(client, house: House) -> dict[str, int]:
    found = {}
    for who, pages in tables(house).items():
        client.logout()
        if who != "stranger":
            client.force_login(house.people[who])
        client.get(reverse("help"))
        found |= {f"{who}: {name}": count(client, url, warm=house.rows == 1) for name, url in pages.items()}
    return found


def test_every_list_asks_equally_often(client):
    house, counts = a_house(), []
    for rows in SIZES:
        fill(house, rows)
        know_the_rows()
        counts.append(measure(client, house))
    unequal = {page: told for page in counts[0] if len(set(told := [one[page] for one in counts])) > 1}
    assert unequal == {}


def test_every_page_that_may_be_a_list_is_in_the_table():
    """An address of the house without arguments, or with “list” in its name, is measured or said not to be one."""
    named = {name.strip() for table in (PUBLIC, ADMIN, WITH_NOTHING_NAMED) for name in table}
    assert {f"reports:{name}" for name in ("board", "my_tasks", "approvals", "publication_list")} <= named
    assert _lists_of_the_house() <= named | FEW


def _lists_of_the_house() -> set[str]:
    from django.urls import get_resolver

    found = set()
    for entry in get_resolver().url_patterns:
        space = f"{entry.namespace}:" if getattr(entry, "namespace", None) else ""
        names = [pattern.name or "" for pattern in getattr(entry, "url_patterns", []) if space != "admin:"]
        found |= {space + name for name in names if name.endswith(("_list", "_index"))}
    return found
