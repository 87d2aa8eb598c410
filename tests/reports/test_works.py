"""Joint works: planned, shared with receipts, confirmed, finished; what a unit earned is read, never typed."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from blocs.logic.lifecycle import Refused
from blocs.models import Role
from reports.actions import works as actions
from reports.models import JointShare, JointWork
from reports.works_showing import parts_of, words_on_points, works_of
from tests.make import a_bloc, a_unit, a_user, members_of
from tests.make_results import a_published_result
from tests.make_scoring import a_table
from tests.make_turning import a_share, a_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def bloc():
    return a_bloc(3)


@pytest.fixture
def by(bloc):
    return a_user(Role.SECRETARY, at=bloc)


def at(name: str, *args) -> str:
    return reverse(f"reports:{name}", args=args)


def test_sums_are_by_unit_of_measure_and_every_member_is_named(bloc):
    work = a_work(bloc)
    one, other, nobody = members_of(bloc)
    a_share(work, one)
    a_share(work, one, amount=Decimal("1500000.5"), is_confirmed=True)
    a_share(work, other, amount=Decimal(3), measure="ngày công")
    assert [(part.unit, part.total) for part in parts_of(work)] == [
        (one, "21.500.000,5 đồng"), (other, "3 ngày công"), (nobody, ""),
    ]  # fmt: skip
    row = works_of(bloc)[0]
    assert (row.given, row.confirmed, row.unit_count) == ("21.500.000,5 đồng; 3 ngày công", "1.500.000,5 đồng", 2)


def test_a_share_says_what_was_given_and_comes_from_a_member(bloc, by):
    work = a_work(bloc)
    with pytest.raises(Refused):
        actions.add_share(JointShare(work=work, unit=a_unit(), amount=Decimal(5)), by=by)
    share = actions.add_share(JointShare(work=work, unit=members_of(bloc)[1], amount=Decimal(5)), by=by)
    assert (share.measure, share.is_confirmed) == ("đồng", False)


def test_a_receipt_is_judged_by_what_it_holds(bloc, by):
    work, unit = a_work(bloc), members_of(bloc)[1]
    with pytest.raises(Refused):
        share = JointShare(work=work, unit=unit, amount=Decimal(5))
        actions.add_share(share, by=by, upload=SimpleUploadedFile("chung-tu.pdf", b"MZ\x90\x00" * 50))
    assert not JointShare.objects.exists()


def test_it_is_finished_when_nothing_waits(bloc, by):
    work = a_work(bloc)
    share = a_share(work)
    with pytest.raises(Refused):
        actions.finish_work(work, ended_on=date(2017, 9, 2), by=by)
    actions.confirm_share(share, by=by)
    with pytest.raises(Refused):
        actions.take_off_share(share, by=by)
    assert actions.finish_work(work, ended_on=date(2017, 9, 2), by=by).state == "done"
    with pytest.raises(Refused):
        actions.add_share(JointShare(work=work, unit=share.unit, amount=Decimal(5)), by=by)


def test_a_work_given_up_says_why(bloc, by):
    work = actions.drop_work(a_work(bloc), reason="Không còn nguồn đóng góp", by=by)
    assert JointWork.objects.get(pk=work.pk).drop_reason == "Không còn nguồn đóng góp"


def test_points_wait_for_the_published_result(bloc):
    table = a_table()
    leaf = table.criteria.exclude(formula="").first()
    work = a_work(table.pact.bloc, criterion=leaf)
    assert {part.points for part in parts_of(work)} == {None}


def test_a_criterion_of_another_bloc_counts_for_nothing(bloc, by):
    leaf = a_table().criteria.exclude(formula="").first()
    with pytest.raises(Refused):
        actions.plan_work(JointWork(bloc=bloc, title="Việc chung", criterion=leaf), by=by)


def test_a_unit_enters_its_own_share_and_no_other(client, bloc):
    work = a_work(bloc)
    own, other = members_of(bloc)[1:]
    client.force_login(a_user(Role.REPORTER, at=own))
    said = {"amount": "20.000.000", "measure": "đồng", "is_no_secret": "on"}
    assert client.post(at("share_add", work.pk), {**said, "unit": other.pk}).context["form"].errors["unit"]
    assert client.post(at("share_add", work.pk), {**said, "unit": own.pk}).status_code == 302
    share = JointShare.objects.get()
    assert (share.unit, share.amount) == (own, Decimal(20_000_000))
    assert client.post(at("share_confirm", share.pk)).status_code == 403
    client.force_login(a_user(Role.SECRETARY, at=bloc))
    assert client.post(at("share_confirm", share.pk)).status_code == 302
    assert "20.000.000 đồng" in client.get(at("work_detail", work.pk)).content.decode()


def test_a_receipt_is_read_by_the_unit_and_those_who_run_the_bloc(client, bloc):
    work = a_work(bloc)
    own, other = members_of(bloc)[1:]
    file = {"receipt": b"%PDF-1.7", "receipt_name": "phieu-thu.pdf", "receipt_type": "application/pdf"}
    share = a_share(work, own, **file)
    for unit, status in ((own, 200), (other, 403)):
        client.force_login(a_user(Role.COMMANDER, at=unit))
        answer = client.get(at("share_receipt", share.pk))
        assert answer.status_code == status
    client.force_login(a_user(Role.SECRETARY, at=a_bloc()))
    assert client.get(at("share_receipt", share.pk)).status_code == 404


def test_a_share_confirmed_after_publication_changes_no_published_point(client):
    result = a_published_result()
    work = a_work(result.bloc, criterion=result.table.criteria.last())
    share, before = a_share(work, members_of(result.bloc)[1]), [part.points for part in parts_of(work)]
    placings = list(result.placings.order_by("pk").values())
    actions.confirm_share(share, by=a_user(Role.SECRETARY, at=result.bloc))
    assert [part.points for part in parts_of(work)] == before
    assert list(result.placings.order_by("pk").values()) == placings
    client.force_login(a_user(Role.SECRETARY, at=result.bloc))
    assert 'data-testid="words-on-points"' in client.get(at("work_detail", work.pk)).content.decode()


def test_each_reason_for_points_or_none_has_its_own_sentence():
    result = a_published_result()
    published = a_work(result.bloc, criterion=result.table.criteria.last())
    elsewhere, waiting = a_work(result.bloc), a_work(a_bloc(3))
    elsewhere.criterion = waiting.criterion = a_table().criteria.last()
    assert len({words_on_points(work) for work in (published, elsewhere, waiting)}) == 3
    assert {part.points for part in parts_of(elsewhere)} == {None}
    assert words_on_points(a_work(result.bloc)) == ""
