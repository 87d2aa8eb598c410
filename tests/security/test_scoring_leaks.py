"""Words written behind a mark reach those they are for, and no page of anybody else."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blocs.logic.wording import trimmed
from blocs.models import Duty, Role, User
from reports.actions.appeals import file_appeal
from reports.actions.stages import send_back
from reports.evidence_access import evidence_for
from reports.models import Appeal, Evidence, Mark, Sheet
from reports.scored import board_of
from tests.make import a_unit
from tests.make_results import a_published_result, a_result
from tests.make_scoring import a_scored_bloc
from tests.reports.score_flow import carry, everybody_scored, fresh, put

pytestmark = pytest.mark.django_db

OWN = "Chuoiladau1 lý do của đơn vị về điểm tự chấm"
PAPER = "Chuoiladau2 tên minh chứng"
REVIEW = "Chuoiladau3 lý do của khối khi rà soát phiếu"
BACK = "Chuoiladau4 lý do trả lại cho đơn vị bổ sung"
APPEAL = "Chuoiladau5 nội dung kiến nghị của đơn vị"
ALL = [OWN, PAPER, REVIEW, BACK, APPEAL]


def addresses(bloc, sheet) -> list[str]:
    one = ["sheet_detail", "cross_check", "sheet_send", "sheet_history", "sheet_return", "why_rank", "sheet_advance"]
    of_table = ["scoring_detail", "result_prepare", "signals", "knock_out_list"]
    found = [reverse(f"reports:{name}", args=[sheet.pk]) for name in one]
    found += [f"{reverse('reports:sheet_send', args=[sheet.pk])}?buoc={stage.pk}" for stage in bloc.table.stages.all()]
    found += [reverse(f"reports:{name}", args=[bloc.table.pk]) for name in of_table]
    found += [reverse(f"reports:{name}") for name in ("appeal_list", "result_list", "scoring_list", "my_tasks")]
    for leaf in bloc.leaves:
        found.append(f"{reverse('reports:evidence_list')}?phieu={sheet.pk}&chi_tieu={leaf.pk}")
        found.append(reverse("reports:appeal_file", args=[sheet.pk, leaf.pk]))
    found += [f"{reverse('reports:evidence_list')}?phieu={sheet.pk}"]
    found += [reverse("reports:appeal_detail", args=[pk]) for pk in Appeal.objects.values_list("pk", flat=True)]
    found += [reverse("reports:evidence_file", args=[pk]) for pk in Evidence.objects.values_list("pk", flat=True)]
    return [*found, "/", "/tim-kiem/?q=Chuoiladau", "/nhat-ky/", "/sitemap.xml"]


def read_by(user, bloc, sheet) -> set[str]:
    """Which of the words this person finds on any page about the sheet; a batch of nothing is answered too."""
    client = Client()
    client.force_login(user)
    pages = [client.get(address, follow=True) for address in addresses(bloc, sheet)]
    body = {"stage": sheet.stage_id, "cells": [{"criterion": leaf.pk} for leaf in bloc.leaves]}
    pages.append(client.post(reverse("reports:sheet_save", args=[sheet.pk]), body, content_type="application/json"))
    assert not [page.request["PATH_INFO"] for page in pages if page.status_code >= 500]
    text = " ".join(page.content.decode() for page in pages if not page.streaming)
    return {words for words in ALL if words.split()[0] in text}


def with_evidence(sheet, leaf) -> None:
    own = {"kind": "paper", "name": PAPER, "number": "12/BC", "added_at": timezone.now(), "added_by": "Cán bộ"}
    Evidence.objects.create(sheet=sheet, criterion=leaf, stage=sheet.stage, **own)


@pytest.fixture
def bloc():
    """The last unit's self-score is in, with words; nobody else's is. Each unit is checked by the one before it."""
    bloc = a_scored_bloc(4)
    for number, sheet in enumerate(bloc.sheets):
        Sheet.objects.filter(pk=sheet.pk).update(checker=bloc.units[number - 1])
    bloc.department = a_unit("Phòng Hậu cần")
    sheet = bloc.sheets[-1]
    with_evidence(sheet, bloc.leaves[1])
    put(sheet, bloc.reporter[sheet.unit_id], {bloc.leaves[1]: "20"}, OWN)
    carry(bloc, sheet, "cross")
    return bloc


def around(bloc, sheet) -> dict:
    """Everybody near the sheet who neither is of its unit nor judges it."""
    sheet = fresh(sheet)
    outsider = User.objects.create_user(username="ngoai")
    Duty.objects.create(user=outsider, role=Role.REPORTER, unit=bloc.department)
    return {
        "checker": bloc.commander[sheet.checker_id],
        "colleague": bloc.reporter[bloc.units[1].pk],
        "head": bloc.commander[bloc.units[0].pk],
        "secretary": bloc.secretary,
        "outsider": outsider,
    }


def test_nobody_reads_a_word_before_their_own_unit_has_scored(bloc):
    sheet = fresh(bloc.sheets[-1])
    people = around(bloc, sheet)
    found = {who: read_by(user, bloc, sheet) for who, user in people.items()}
    assert found == {who: set() for who in people}
    assert read_by(bloc.reporter[sheet.unit_id], bloc, sheet) == {OWN, PAPER}


def in_review(bloc):
    everybody_scored(bloc)
    sheet = carry(bloc, bloc.sheets[-1], "review")
    put(sheet, bloc.secretary, {bloc.leaves[1]: "10"}, REVIEW)
    return fresh(sheet)


def test_a_stage_at_work_is_read_by_its_own_people(bloc):
    sheet = in_review(bloc)
    found = {who: read_by(user, bloc, sheet) for who, user in around(bloc, sheet).items()}
    judges = {OWN, PAPER, REVIEW}
    checker = {OWN, PAPER}
    assert found == {
        "checker": checker, "colleague": set(), "head": judges, "secretary": judges, "outsider": set()
    }  # fmt: skip
    assert read_by(bloc.commander[sheet.unit_id], bloc, sheet) == {OWN, PAPER}


def test_why_a_sheet_came_back_is_between_the_unit_and_its_reviewers(bloc):
    sheet = in_review(bloc)
    send_back(sheet, bloc.table.stages.get(kind="self"), [bloc.leaves[1]], BACK, by=bloc.secretary)
    people = around(bloc, sheet)
    found = {who for who, user in people.items() if BACK in read_by(user, bloc, fresh(sheet))}
    assert found == {"head", "secretary"}
    assert BACK in read_by(bloc.reporter[sheet.unit_id], bloc, fresh(sheet))
    again = carry(bloc, sheet, "review")
    found = {who for who, user in people.items() if BACK in read_by(user, bloc, again)}
    assert found == {"head", "secretary"}


def test_an_appeal_is_read_by_the_unit_and_those_who_work_on_it(bloc):
    everybody_scored(bloc)
    for sheet in bloc.sheets:
        carry(bloc, sheet, "closed")
    sheet = fresh(bloc.sheets[-1])
    file_appeal(Appeal(sheet=sheet, criterion=bloc.leaves[1], text=APPEAL), by=bloc.commander[sheet.unit_id])
    people = around(bloc, sheet)
    found = {who for who, user in people.items() if APPEAL in read_by(user, bloc, sheet)}
    assert found == {"head", "secretary"}
    Appeal.objects.update(state="kept", answer="Giữ nguyên điểm đã chấm", answered_at=timezone.now())
    a_published_result(bloc.table)
    found = {who: read_by(user, bloc, sheet) for who, user in people.items()}
    assert {who for who, words in found.items() if APPEAL in words} == {"head", "secretary"}
    assert OWN in found["colleague"] and found["outsider"] == set()


def test_a_duty_that_ended_reads_nothing_and_one_for_somebody_else_reads_the_same(bloc):
    sheet = in_review(bloc)
    yesterday = timezone.localdate() - timedelta(days=1)
    secretary = bloc.secretary.duties.get()
    deputy = User.objects.create_user(username="thay")
    Duty.objects.create(user=deputy, role=Role.SECRETARY, bloc=bloc.bloc, acting_for=secretary)
    assert read_by(deputy, bloc, sheet) == {OWN, PAPER, REVIEW}
    Duty.objects.filter(pk=secretary.pk).update(until_on=yesterday)
    assert read_by(User.objects.get(pk=bloc.secretary.pk), bloc, sheet) == set()
    assert Mark.objects.filter(sheet=sheet, stage__kind="review").count() == 1


def test_nobody_reads_a_sum_before_their_own_unit_has_scored(bloc):
    """The provisional ranking and the signals are made of all marks; the secretary counts as of the head unit."""
    sheet = fresh(bloc.sheets[-1])
    Mark.objects.filter(sheet=sheet, criterion=bloc.leaves[1]).update(points="27.5")
    prepare, signals = (reverse(f"reports:{name}", args=[bloc.table.pk]) for name in ("result_prepare", "signals"))
    Duty.objects.create(user=bloc.standing, role=Role.REPORTER, unit=bloc.units[1])
    admin = User.objects.create_superuser(username="quantri")
    shown = total_of(sheet, admin, prepare)
    for user in (bloc.secretary, User.objects.get(pk=bloc.standing.pk)):
        client = Client()
        client.force_login(user)
        answer = client.get(prepare)
        assert answer.status_code == 200 and shown not in answer.content.decode()
        assert client.get(signals).status_code == 403
    everybody_scored(bloc)
    assert total_of(sheet, bloc.secretary, prepare) == shown


def total_of(sheet, user, address: str) -> str:
    """The points of the sheet's unit as the page shows them; they must be there."""
    client = Client()
    client.force_login(user)
    text = client.get(address).content.decode()
    found = trimmed(board_of(sheet.table).total(sheet.unit.slug).achieved)
    assert f">{found}<" in text or f"{found}/" in text, text[-3000:]
    return found


def test_a_correction_in_preparation_is_known_to_those_who_prepare_it(bloc):
    everybody_scored(bloc)
    everybody_scored(bloc, "closed")
    result = a_published_result(bloc.table)
    pages = {}
    for when in ("before", "after"):
        for who, user in {"member": bloc.reporter[bloc.units[1].pk], "secretary": bloc.secretary}.items():
            client = Client()
            client.force_login(user)
            main = client.get(result.get_absolute_url()).content.decode().partition("<main")[2]
            pages[who, when] = re.sub(r'(nonce|value)="[^"]*"', "", main)
        if when == "before":
            a_result(bloc.table, correction_note="Sửa số liệu của một đơn vị")
    assert pages["member", "before"] == pages["member", "after"]
    assert pages["secretary", "before"] != pages["secretary", "after"]


def test_an_administrator_who_scores_for_a_unit_opens_no_others_evidence_before(bloc):
    sheet = fresh(bloc.sheets[-1])
    admin = User.objects.create_superuser(username="quantri")
    assert evidence_for(admin, sheet).exists()
    Duty.objects.create(user=admin, role=Role.REPORTER, unit=bloc.units[1])
    admin = User.objects.get(pk=admin.pk)
    assert not evidence_for(admin, sheet).exists()
    assert read_by(admin, bloc, sheet) & {OWN, PAPER} == set()
