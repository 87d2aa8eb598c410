"""Pages of the sealed paper and of pacts signed elsewhere: what each role sees, presses and is refused."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from blocs.models import Event, Role
from reports.models import OuterPaper, Paper
from tests.make import a_bloc, a_pact, a_user, the_cast
from tests.make_papers import PDF, a_paper, a_sealed_pact, an_outer_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    bloc = a_bloc(3)
    pact = a_sealed_pact(bloc)
    return pact, the_cast(bloc)


def shown(client, user, name, *args) -> str:
    client.force_login(user)
    return client.get(reverse(f"reports:{name}", args=args)).content.decode()


def pressed(client, user, name, *args, **data):
    client.force_login(user)
    return client.post(reverse(f"reports:{name}", args=args), data)


def test_stf_9_ac_3_the_digest_shown_is_that_of_the_downloaded_file(client, scene):
    pact, cast = scene
    paper = a_paper(pact)
    page = shown(client, cast["reporter"], "paper_list", pact.pk)
    answer = client.get(reverse("reports:paper_file", args=[pact.pk]))
    assert f'data-testid="sha256">{hashlib.sha256(answer.content).hexdigest()}<' in page
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/pdf")
    assert answer["Content-Disposition"] == f'attachment; filename="giao-uoc-{paper.code}.pdf"'
    assert Event.objects.filter(verb="reports.download_paper").count() == 1


def test_a_paper_that_waits_says_why_and_the_secretary_tries_again(client, scene):
    pact, cast = scene
    Paper.objects.create(pact=pact, trouble="Chưa có khóa niêm phong.")
    page = shown(client, cast["secretary"], "paper_list", pact.pk)
    assert 'data-testid="trouble"' in page and "Chưa có khóa niêm phong." in page and 'data-testid="make"' in page
    assert 'data-testid="make"' not in shown(client, cast["commander"], "paper_list", pact.pk)
    assert pressed(client, cast["secretary"], "paper_make", pact.pk).status_code == 302
    assert pressed(client, cast["commander"], "paper_make", pact.pk).status_code == 403
    assert Event.objects.filter(verb="reports.ask_paper").count() == 1
    assert client.get(reverse("reports:paper_file", args=[pact.pk])).status_code == 404


def test_only_the_standing_body_and_the_admin_withdraw_and_only_with_a_reason(client, scene):
    pact, cast = scene
    paper = a_paper(pact)
    assert pressed(client, cast["secretary"], "paper_withdraw", pact.pk, reason="Sai").status_code == 403
    assert pressed(client, cast["standing"], "paper_withdraw", pact.pk, reason=" ").status_code == 200
    assert pressed(client, cast["standing"], "paper_withdraw", pact.pk, reason="Sai chức vụ").status_code == 302
    paper.refresh_from_db()
    assert paper.withdrawn_reason == "Sai chức vụ"
    page = shown(client, cast["secretary"], "paper_list", pact.pk)
    assert 'data-testid="withdrawn"' in page and "Sai chức vụ" in page and 'data-testid="make"' in page
    assert pressed(client, cast["standing"], "paper_withdraw", pact.pk, reason="Lại").status_code == 404


def test_a_sealed_amendment_marks_the_older_paper_as_replaced(client, scene):
    pact, cast = scene
    a_paper(pact)
    assert 'data-testid="replaced"' not in shown(client, cast["reporter"], "paper_list", pact.pk)
    newer = a_sealed_pact(pact.bloc, version=2, amends=pact)
    page = shown(client, cast["reporter"], "paper_list", pact.pk)
    assert 'data-testid="replaced"' in page and reverse("reports:paper_list", args=[newer.pk]) in page


def test_a_draft_says_that_its_paper_comes_with_the_seal(client):
    pact = a_pact()
    page = shown(client, a_user(Role.ADMIN), "paper_list", pact.pk)
    assert 'data-testid="make"' not in page and 'data-testid="attach"' not in page and 'class="empty' in page


def test_a_paper_signed_elsewhere_is_attached_by_who_runs_the_bloc(client, scene):
    pact, cast = scene
    from tests.make_seals import a_plain_pdf

    plain = a_plain_pdf()  # it bears the moment it was made

    def upload():
        return SimpleUploadedFile("Bản ký.pdf", plain, "application/pdf")

    assert pressed(client, cast["commander"], "outer_attach", pact.pk, file=upload()).status_code == 403
    refused = pressed(client, cast["secretary"], "outer_attach", pact.pk, file=upload())
    assert (refused.status_code, OuterPaper.objects.count()) == (200, 0)
    asked = {"file": upload(), "note": "Ký số", "is_no_secret": "on"}
    assert pressed(client, cast["secretary"], "outer_attach", pact.pk, **asked).status_code == 302
    row = OuterPaper.objects.get()
    assert (row.name, row.note, bytes(row.content)) == ("Bản ký.pdf", "Ký số", plain)
    assert "Bản ký.pdf" in shown(client, cast["reporter"], "paper_list", pact.pk)


def test_findings_are_shown_as_found(client, scene):
    pact, cast = scene
    facts = {"signer": "Người ký", "sentences": ["Nội dung còn nguyên."], "fault": "", "changed_after": False}
    unknown = {**facts, "intact": True, "covers_whole": True, "trusted": False, "holds": False}
    row = an_outer_paper(pact, findings=[unknown])
    page = shown(client, cast["reporter"], "outer_detail", pact.pk, row.pk)
    assert page.count('data-testid="finding"') == 1 and "is-ok" not in page and "Nội dung còn nguyên." in page
    OuterPaper.objects.filter(pk=row.pk).update(findings=[{**unknown, "trusted": True, "holds": True}])
    assert "callout is-ok" in shown(client, cast["reporter"], "outer_detail", pact.pk, row.pk)
    OuterPaper.objects.filter(pk=row.pk).update(findings=[])
    assert 'data-testid="no-signature"' in shown(client, cast["reporter"], "outer_detail", pact.pk, row.pk)


def test_a_file_from_elsewhere_is_only_handed_out_as_an_attachment(client, scene):
    pact, cast = scene
    row = an_outer_paper(pact)
    client.force_login(cast["reporter"])
    answer = client.get(reverse("reports:outer_file", args=[pact.pk, row.pk]))
    assert answer.content == PDF and answer["Content-Disposition"].startswith("attachment")
    other = a_sealed_pact(a_bloc(3))
    client.force_login(cast["admin"])
    assert client.get(reverse("reports:outer_file", args=[other.pk, row.pk])).status_code == 404


def test_it_is_withdrawn_with_a_reason_by_who_runs_the_bloc(client, scene):
    pact, cast = scene
    row = an_outer_paper(pact)
    assert pressed(client, cast["reporter"], "outer_withdraw", pact.pk, row.pk, reason="Nhầm").status_code == 403
    assert pressed(client, cast["secretary"], "outer_withdraw", pact.pk, row.pk, reason="Nhầm").status_code == 302
    assert OuterPaper.objects.get().withdrawn_at is not None


@pytest.mark.parametrize("rows", [1, 4])
def test_the_list_asks_equally_often_for_any_number_of_papers(client, scene, django_assert_max_num_queries, rows):
    pact, cast = scene
    a_paper(pact)
    for number in range(rows):
        an_outer_paper(pact, content=b"%PDF" + bytes([number]), name=f"Bản {number}.pdf")
    client.force_login(cast["reporter"])
    client.get(reverse("reports:paper_list", args=[pact.pk]))
    with django_assert_max_num_queries(22):
        client.get(reverse("reports:paper_list", args=[pact.pk]))
