"""Pages of papers: who reads what, what is posted in vain, what a paper must not let out; and two issuing at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from blocs.models import Duty, Role
from reports.actions.document_files import make_files
from reports.actions.documents import draft_document
from reports.actions.issuing import issue_document
from reports.document_access import listed_for
from reports.models import Document
from reports.papers.catalogue import BY_SLUG
from tests.make import a_bloc, a_user, members_of, the_cast
from tests.make_scoring import a_scored_bloc
from tests.paper_kinds import plain_kinds  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_kinds")]
DAY = date(2017, 2, 15)


def url(name: str, *args) -> str:
    return reverse(f"reports:document_{name}", args=args)


@pytest.fixture
def bloc():
    return a_bloc(3)


@pytest.fixture
def cast(bloc):
    return the_cast(bloc)


@pytest.fixture
def draft(bloc, cast):
    return draft_document(BY_SLUG["plan"], bloc, bloc, by=cast["secretary"])


def answer(client, user, address, data=None) -> int:
    client.force_login(user)
    return (client.post(address, data) if data is not None else client.get(address)).status_code


def test_a_secretary_drafts_writes_issues_and_withdraws(bloc, cast, client):
    client.force_login(cast["secretary"])
    begun = client.post(f"{url('new')}?khoi={bloc.pk}&loai=plan", {"ve": bloc.pk})
    row = Document.objects.get()
    assert begun.url == row.get_absolute_url()
    words = {"recipients": "Giám đốc\nCác đơn vị", "dated_on": "15/02/2017", "revision": row.revision}
    assert client.post(url("edit", row.pk), words).status_code == 302
    row.refresh_from_db()
    assert (row.words, row.dated_on) == ({"recipients": ["Giám đốc", "Các đơn vị"]}, DAY)
    page = client.get(url("issue", row.pk))
    seen = page.context["form"].initial
    said = {"dated_on": "15/02/2017", "number": "", "seen": seen["seen"], "revision": seen["revision"]}
    assert client.post(url("issue", row.pk), said).status_code == 302
    row.refresh_from_db()
    assert row.symbol_line == "01/KH-KTĐ"
    make_files(row.pk)
    file = client.get(url("file", row.pk, "pdf"))
    assert "filename*=UTF-8''01-KH-KT%C4%90%20" in file["Content-Disposition"]
    assert client.get(url("file", row.pk, "xlsx")).status_code == 404
    assert client.post(url("withdraw", row.pk), {"reason": "Sai căn cứ"}).status_code == 302
    register = client.get(url("register")).content.decode()
    assert "01/KH-KTĐ" in register and "Sai căn cứ" in register


def test_the_register_as_a_file_begins_no_formula(bloc, cast, client, draft):
    row = issue_document(draft, dated_on=DAY, by=cast["secretary"])
    Document.objects.filter(pk=row.pk).update(abstract="=HYPERLINK(1)")
    client.force_login(cast["secretary"])
    said = client.get(url("register_csv")).content.decode()
    assert "'=HYPERLINK(1)" in said and "01/KH-KTĐ" in said


def test_drafts_are_for_those_who_write_and_strangers_know_of_nothing(cast, client, draft):
    assert answer(client, cast["secretary"], url("detail", draft.pk)) == 200
    for who in ("commander", "reporter"):
        assert answer(client, cast[who], url("detail", draft.pk)) == 403
        assert answer(client, cast[who], url("issue", draft.pk)) == 403
        assert answer(client, cast[who], url("drop", draft.pk), {}) == 403
    assert answer(client, a_user(), url("detail", draft.pk)) == 404
    assert Document.objects.get().state == "draft"


def test_a_unit_writes_its_own_papers_and_nobody_elses(bloc, client):
    unit, other = members_of(bloc)[1:3]
    reporter = a_user(Role.REPORTER, at=unit)
    own, theirs = (bloc.memberships.get(unit=one) for one in (unit, other))
    address = f"{url('new')}?khoi={bloc.pk}&loai=registration"
    assert answer(client, reporter, address, {"ve": own.pk}) == 302
    assert answer(client, reporter, address, {"ve": theirs.pk}) == 403
    assert answer(client, reporter, f"{url('new')}?khoi={bloc.pk}&loai=plan", {"ve": bloc.pk}) == 403
    row = Document.objects.get()
    assert row.unit == unit
    assert answer(client, reporter, url("issue", row.pk)) == 403
    assert answer(client, a_user(Role.COMMANDER, at=unit), url("issue", row.pk)) == 200


def test_a_self_score_does_not_leak_through_a_paper():
    scored = a_scored_bloc()
    first, second = scored.sheets[0], scored.sheets[1]
    by = scored.reporter[first.unit_id]
    row = draft_document(BY_SLUG["self_score"], scored.bloc, first, by=by)
    row = issue_document(row, dated_on=DAY, by=scored.commander[first.unit_id])
    assert by.has_perm("reports.read_document", row)
    assert not scored.reporter[second.unit_id].has_perm("reports.read_document", row)
    assert not scored.secretary.has_perm("reports.write_document", row)


def test_the_list_and_the_rule_agree(bloc, cast, draft):
    regulation = draft_document(BY_SLUG["regulation"], bloc, bloc, by=cast["secretary"])
    issue_document(regulation, dated_on=DAY, by=cast["secretary"])
    member = bloc.memberships.get(unit=members_of(bloc)[-1])
    draft_document(BY_SLUG["registration"], bloc, member, by=cast["secretary"])
    for who, user in [*cast.items(), ("stranger", a_user())]:
        seen = set(Document.objects.visible_to(user).values_list("pk", flat=True))
        rows = Document.objects.select_related("letterhead")
        may = {row.pk for row in rows if row.pk in seen and user.has_perm("reports.read_document", row)}
        assert set(listed_for(user).values_list("pk", flat=True)) == may, who


def test_a_batch_is_started_by_who_writes_and_empty_ones_are_refused(bloc, cast, client):
    address = f"{url('batch_new')}?khoi={bloc.pk}"
    assert answer(client, cast["reporter"], address) == 403
    assert answer(client, cast["secretary"], address, {"loai": []}) == 422
    assert answer(client, cast["secretary"], address, {"loai": ["plan", "registration"]}) == 302
    assert Document.objects.count() == 4
    Duty.objects.filter(user=cast["secretary"]).delete()


def test_a_search_needs_no_accents(cast, client, draft):
    client.force_login(cast["secretary"])
    found = client.get(f"{url('list')}?q=ve+khoi").context["page"].object_list
    assert [row.pk for row in found] == [draft.pk]
    assert not client.get(f"{url('list')}?q=khong+co").context["page"].object_list


@pytest.mark.django_db(transaction=True)
def test_two_who_issue_at_once_get_two_numbers(plain_kinds):  # noqa: F811
    bloc = a_bloc(3)
    by = the_cast(bloc)["secretary"]
    rows = [draft_document(BY_SLUG["plan"], bloc, bloc, by=by)]
    own = {"kind": "plan", "bloc": bloc, "letterhead": rows[0].letterhead, "made_name": "Thư ký"}
    rows += [Document.objects.create(**own, abstract=f"Bản {n}") for n in range(3)]
    start = Barrier(len(rows) + 1)

    def press(row):
        start.wait()
        try:
            return issue_document(row, dated_on=DAY, by=by).number
        except Exception as error:  # the second press on the same paper is refused
            return f"{type(error).__name__} {error}"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(rows) + 1) as pool:
        answers = list(pool.map(press, [*rows, rows[0]]))
    assert sorted(one for one in answers if isinstance(one, int)) == [1, 2, 3, 4], answers
    assert sum(str(one).startswith("Refused") for one in answers) == 1
