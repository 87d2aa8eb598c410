"""The pages of the way to honours: rules, list, submission, council, comments, history."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blocs import rates
from blocs.actions.renewal import renew_bloc
from blocs.models import Event, Headship, Membership, Role, Succession
from pacts.models import HonourRules
from reports.actions.submissions import put_forward
from reports.models import Honour, PublicComment, Submission
from tests.make import a_bloc, a_season, a_title, a_unit, a_user, members_of
from tests.make_honours import (
    a_flag,
    a_list,
    a_quota,
    a_ranked_bloc,
    a_sent_list,
    proposals_of,
    the_rules,
    units_by_rank,
)
from tests.test_list_queries import know_the_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = a_user(Role.ADMIN)
    client.force_login(user)
    return user


def at(name: str, *args) -> str:
    return reverse(name if name.startswith("public") else f"reports:{name}", args=args)


# --- Rules ------------------------------------------------------------------------------------------


def rules_of_form(**facts) -> dict:
    said = {
        "comment_days": "5", "smallest_secret": "5", "quorum_part": "2", "quorum_whole": "3", "majority_part": "1",
        "majority_whole": "2", "majority_base": "valid", "runoff": "none", "proposal_needs_ballot": "on",
        "q-TOTAL_FORMS": "1", "q-INITIAL_FORMS": "0", "q-0-rounding": "down", "q-0-remainder": "dropped",
    }  # fmt: skip
    return said | facts


def test_rules_and_quotas_are_set_in_one_press_and_logged(client, admin):
    bloc, flag = a_bloc(), a_flag()
    assert client.get(at("honour_rules", bloc.pk)).status_code == 200
    said = rules_of_form(**{"q-0-title": flag.pk, "q-0-percent": "12,5", "q-0-legal_basis": "Quy chế"})
    assert client.post(at("honour_rules", bloc.pk), said).status_code == 302
    rules = HonourRules.objects.get(bloc=bloc)
    assert (rules.comment_days, rules.majority_base, rules.ballot_needs_result) == (5, "valid", False)
    quota = rules.quotas.get()
    assert (quota.title, str(quota.percent.normalize())) == (flag, "12.5")
    assert Event.objects.filter(verb="pacts.set_honour_rules").count() == 1
    said |= {"q-INITIAL_FORMS": "1", "q-0-id": quota.pk, "q-0-DELETE": "on", "revision": rules.revision}
    assert client.post(at("honour_rules", bloc.pk), said).status_code == 302
    assert not rules.quotas.exists()


SENSELESS = [
    {"q-0-most": "1", "q-0-percent": "5"},
    {},
    {"q-0-percent": "20", "of": True},
    {"majority_part": "4", "q-0-most": "1"},
]


@pytest.mark.parametrize("wrong", SENSELESS)
def test_senseless_rules_are_refused_whole(client, admin, wrong):
    bloc, flag = a_bloc(), a_flag()
    said = rules_of_form(**{"q-0-title": flag.pk}) | wrong
    if said.pop("of", False):
        said["q-0-of"] = flag.pk
    response = client.post(at("honour_rules", bloc.pk), said)
    assert response.status_code == 200 and b"error-summary" in response.content
    assert not HonourRules.objects.exists()


def test_rules_are_carried_into_the_next_season():
    bloc = a_bloc()
    the_rules(bloc, comment_days=7)
    a_quota(bloc, a_flag(), percent=20)
    units = members_of(bloc)
    new = renew_bloc(bloc, season=a_season(2018), units=units, head=units[1], deputy=units[2], by=a_user())
    carried = HonourRules.objects.get(bloc=new)
    assert (carried.comment_days, carried.proposal_needs_ballot, carried.quotas.count()) == (7, False, 1)
    assert HonourRules.objects.get(bloc=bloc).quotas.count() == 1


# --- The list ---------------------------------------------------------------------------------------


def test_without_an_adopted_score_table_the_page_says_so(client, admin):
    bloc = a_bloc()
    page = client.get(at("honour_proposals", bloc.pk))
    assert page.status_code == 200 and b'data-testid="begin"' not in page.content
    client.post(at("honour_begin", bloc.pk))
    assert not Submission.objects.exists()


def test_from_the_begin_to_the_council(client, admin):
    bloc, flag, other = a_ranked_bloc(), a_flag(), a_title("Bằng khen", kind="commendation")
    a_quota(bloc, flag)
    client.post(at("honour_begin", bloc.pk))
    made, ranked = Submission.objects.get(), units_by_rank(bloc)
    page = client.get(at("honour_proposals", bloc.pk)).content.decode()
    assert page.count('data-testid="unit"') == 3 and f'name="p-{flag.pk}-{ranked[0].pk}"' in page
    ticks = {f"p-{flag.pk}-{unit.pk}": "on" for unit in ranked[:2]}
    client.post(at("honour_proposals", bloc.pk), ticks | {"revision": made.revision})
    page = client.get(at("honour_proposals", bloc.pk)).content.decode()
    assert f'name="n-{flag.pk}-{ranked[1].pk}"' in page and f'name="w-{flag.pk}-{ranked[2].pk}"' in page
    assert 'data-testid="over"' in page and 'data-testid="missing"' in page
    made.refresh_from_db()
    said = {
        f"n-{flag.pk}-{ranked[1].pk}": "Lập công xuất sắc", f"w-{flag.pk}-{ranked[2].pk}": "Hết chỉ tiêu",
        "justification": "Hai đơn vị cùng lập công", "revision": made.revision,
    }  # fmt: skip
    client.post(at("honour_proposals", bloc.pk), ticks | said)
    page = client.get(at("honour_submission", made.pk)).content.decode()
    assert 'data-testid="justification"' in page and "Hết chỉ tiêu" in page
    client.post(at("honour_send", made.pk))
    assert client.get(at("honour_proposals", bloc.pk)).status_code == 302
    assert client.get(at("honour_decide", made.pk)).status_code == 200
    made.refresh_from_db()
    first, second = proposals_of(made)
    verdict = {
        f"said-{first.pk}": "award", f"said-{second.pk}": "change", f"title-{second.pk}": other.pk,
        f"reason-{second.pk}": "Chỉ tiêu chỉ có một", "authority": "Bộ trưởng Bộ Công an",
        "decision_number": "45/QĐ-BCA", "decided_on": "28/12/2017", "revision": made.revision,
    }  # fmt: skip
    assert client.post(at("honour_decide", made.pk), verdict).status_code == 302
    page = client.get(at("honour_submission", made.pk)).content.decode()
    assert 'data-testid="cuts"' in page and "45/QĐ-BCA" in page and "Bằng khen" in page
    assert [row.status for row in proposals_of(made)] == ["awarded", "awarded"]


def test_a_save_over_anothers_is_refused(client, admin):
    made = a_list()
    pair = (proposals_of(made)[0].title_id, proposals_of(made)[0].unit_id)
    response = client.post(
        at("honour_proposals", made.bloc_id), {f"p-{pair[0]}-{pair[1]}": "on", "revision": made.revision - 1}
    )
    assert response.status_code == 200 and b"error-summary" in response.content


def test_a_verdict_that_says_too_little_keeps_what_was_typed(client, admin):
    sent = a_sent_list()
    one = proposals_of(sent)[0]
    said = {f"said-{one.pk}": "refuse", "authority": "Bộ Công an", "decided_on": "28/12/2017"}
    response = client.post(at("honour_decide", sent.pk), said)
    assert response.status_code == 200 and "Bộ Công an" in response.content.decode()
    assert Submission.objects.get().state == "sent"


def test_who_only_belongs_to_the_bloc_does_not_read_the_list(client):
    made = a_list()
    client.force_login(a_user(Role.REPORTER, at=members_of(made.bloc)[2]))
    assert client.get(at("honour_submission", made.pk)).status_code == 403
    client.force_login(a_user(Role.SECRETARY, at=made.bloc))
    assert client.get(at("honour_submission", made.pk)).status_code == 200
    assert client.get(at("honour_decide", made.pk)).status_code == 403
    assert client.get(f"{at('honour_history')}?khoi={made.bloc_id}").status_code == 403


def test_an_honour_is_revoked_and_the_public_reads_the_ground(client, admin):
    bloc = a_bloc(release="public")
    flag, unit = a_flag(), members_of(bloc)[0]
    honour = Honour.objects.create(bloc=bloc, title=flag, unit=unit, status="awarded", release="public")
    said = {"ground": "Kê khai gian dối thành tích", "number": "9/QĐ-BCA", "revoked_on": "01/03/2018", "revision": 1}
    said["revision"] = honour.revision
    assert client.post(at("honour_revoke", honour.pk), said).status_code == 302
    client.logout()
    page = client.get(reverse("public_season", args=[bloc.series.slug, bloc.season.slug])).content.decode()
    assert "Kê khai gian dối thành tích" in page and "9/QĐ-BCA" in page and "01/03/2018" in page


# --- Public comment -----------------------------------------------------------------------------------


@pytest.fixture
def forward(db) -> Submission:
    bloc, flag = a_ranked_bloc(release="public"), a_flag()
    a_quota(bloc, flag)
    made = a_list(bloc, flag, units=2, justification="Hai đơn vị cùng lập công")
    the_rules(bloc, comment_days=5)
    return put_forward(made, by=a_user())


def public(made: Submission) -> str:
    return at("public_candidates", made.bloc.series.slug, made.bloc.season.slug)


def test_a_stranger_reads_the_candidates_and_writes(client, forward):
    page = client.get(public(forward)).content.decode()
    assert all(row.unit.name in page for row in proposals_of(forward))
    assert "Hai đơn vị cùng lập công" in page and 'data-testid="over-quota"' in page
    response = client.post(public(forward), {"name": "Nguyễn Văn Dân", "text": "Rất xứng đáng"}, follow=True)
    assert b'data-testid="received"' in response.content
    assert PublicComment.objects.get().name == "Nguyễn Văn Dân"


def test_nothing_that_was_written_is_public(client, forward):
    said = {"name": "Trần Thị Kín", "text": "Câu chuyện riêng", "answer": "Trả lời riêng"}
    PublicComment.objects.create(submission=forward, **said)
    season = reverse("public_season", args=[forward.bloc.series.slug, forward.bloc.season.slug])
    for address in (public(forward), f"{public(forward)}?da-gui=1", season):
        page = client.get(address).content.decode()
        assert not any(word in page for word in ("Trần Thị Kín", "Câu chuyện riêng", "Trả lời riêng")), address


def test_the_form_asks_for_a_name_and_a_measure(client, forward):
    for said in ({"text": "Không tên"}, {"name": "A", "text": "x" * 2001}, {"name": "A" * 201, "text": "x"}):
        assert client.post(public(forward), said).status_code == 200
    other = a_unit()
    assert client.post(public(forward), {"name": "A", "text": "x", "unit": other.pk}).status_code == 200
    assert not PublicComment.objects.exists()


def test_the_form_is_guarded_against_other_sites(forward):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(public(forward), {"name": "A", "text": "x"}).status_code == 403


def test_a_flood_from_one_address_waits(client, forward, settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(rates.time, "time", lambda: 1_700_000_000)
    answers = [client.post(public(forward), {"name": "A", "text": f"{n}"}).status_code for n in range(6)]
    assert answers == [302] * 5 + [429]


def test_before_its_days_the_page_is_not_there_and_after_them_it_says_so(client):
    made = a_list(a_ranked_bloc(release="public"))
    assert client.get(public(made)).status_code == 404
    day = timezone.localdate().replace(year=2016)
    Submission.objects.filter(pk=made.pk).update(state="comments", comments_from=day, comments_until=day)
    page = client.get(public(made)).content.decode()
    assert 'data-testid="over"' in page and proposals_of(made)[0].unit.name not in page
    client.post(public(made), {"name": "A", "text": "Muộn"})
    assert not PublicComment.objects.exists()


def test_a_closed_bloc_shows_no_candidates(client, forward):
    type(forward.bloc).objects.filter(pk=forward.bloc_id).update(release="closed")
    assert client.get(public(forward)).status_code == 404


def test_staff_answer_a_comment(client, admin, forward):
    comment = PublicComment.objects.create(submission=forward, name="Nguyễn Văn Dân", text="Ý kiến")
    assert client.get(at("honour_comment", comment.pk)).status_code == 200
    said = {"answer": "Đã kiểm tra, không có căn cứ", "is_set_aside": "on", "revision": comment.revision}
    assert client.post(at("honour_comment", comment.pk), said).status_code == 302
    comment.refresh_from_db()
    assert (comment.state, comment.answer) == ("aside", "Đã kiểm tra, không có căn cứ")


# --- Who has had what -----------------------------------------------------------------------------------


def test_the_matrix_shows_predecessors_and_the_signals_of_a_round_robin(client, admin):
    bloc = a_bloc(4, year=2017)
    units, flag, old = members_of(bloc), a_flag(), a_unit("Phòng cũ đã sáp nhập")
    Succession.objects.create(before=old, after=units[0], kind="merged", on=date(2014, 3, 1))
    blocs = [a_bloc(0, year=year, series=bloc.series) for year in (2013, 2014, 2015, 2016)]
    for past, unit in zip(blocs, [old, *units[1:]], strict=True):
        Membership.objects.get_or_create(bloc=past, unit=unit)
        Honour.objects.create(bloc=past, title=flag, unit=unit, status="awarded")
    Headship.objects.create(bloc=blocs[1], unit=units[1], part="head")
    page = client.get(f"{at('honour_history')}?khoi={bloc.pk}").content.decode()
    assert "Phòng cũ đã sáp nhập" in page and 'data-testid="matrix"' in page
    assert page.count("data-speaks") >= 1
    first = page.partition(units[0].name)[2].partition("</tr>")[0]
    assert flag.name in first and "Phòng cũ đã sáp nhập" in first


def test_the_history_is_for_the_standing_body_and_the_administrator(client):
    bloc = a_bloc()
    for role, where, answer in [
        (Role.STANDING, bloc.series.organiser, 200),
        (Role.COMMANDER, members_of(bloc)[0], 403),
        (Role.SECRETARY, a_bloc(), 404),
    ]:
        client.force_login(a_user(role, at=where))
        assert client.get(f"{at('honour_history')}?khoi={bloc.pk}").status_code == answer


# --- Lists ask equally often ------------------------------------------------------------------------------


def test_pages_ask_equally_often_for_few_and_for_many_units(client, admin):
    counts = []
    for size in (3, 30):
        bloc, flag, lower = a_ranked_bloc(size, release="public"), a_flag(), a_title()
        a_quota(bloc, flag, percent=20, of=lower)
        made = a_list(bloc, lower, units=size)
        Honour.objects.bulk_create(
            Honour(bloc=a_bloc(0, year=2016, series=bloc.series), title=flag, unit=unit, status="awarded")
            for unit in units_by_rank(bloc)[:1]
        )
        know_the_rows()
        counts.append([asked(client, address) for address in pages_of(made)])
    assert counts[0] == counts[1]


def pages_of(made: Submission) -> list[str]:
    history = f"{at('honour_history')}?khoi={made.bloc_id}"
    listed = f"{at('honour_list')}?khoi={made.bloc_id}"
    rules = at("honour_rules", made.bloc_id)
    return [at("honour_proposals", made.bloc_id), at("honour_submission", made.pk), history, listed, rules]


def asked(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)
