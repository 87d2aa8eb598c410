"""No page of scoring leads somebody to a page that is shut to them."""

import pytest
from django.urls import reverse

from blocs.models import Role
from tests.make import a_user, members_of
from tests.make_results import a_published_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def result():
    made = a_published_result()
    made.table.criteria.exclude(formula="").update(evidence="wanted")
    return made


def page_of(client, user, name: str, pk: int) -> str:
    client.force_login(user)
    answer = client.get(reverse(f"reports:{name}", args=[pk]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", ["sheet_detail", "why_rank"])
def test_a_published_sheet_leads_to_the_evidence_only_who_may_look_behind_it(client, result, name):
    _head, own, colleague = members_of(result.bloc)
    sheet = result.table.sheets.get(unit=own)
    shelf = f"?phieu={sheet.pk}&amp;chi_tieu="
    assert shelf in page_of(client, a_user(Role.COMMANDER, at=own), name, sheet.pk)
    assert shelf in page_of(client, a_user(Role.STANDING, at=result.bloc.series.organiser), name, sheet.pk)
    assert shelf not in page_of(client, a_user(Role.COMMANDER, at=colleague), name, sheet.pk)


def test_the_door_to_the_knock_outs_is_shown_to_who_reads_them(client, result):
    door = reverse("reports:knock_out_list", args=[result.table_id])
    secretary, commander = a_user(Role.SECRETARY, at=result.bloc), a_user(Role.COMMANDER, at=members_of(result.bloc)[1])
    assert f'href="{door}"' in page_of(client, secretary, "scoring_detail", result.table_id)
    assert f'href="{door}"' not in page_of(client, commander, "scoring_detail", result.table_id)
