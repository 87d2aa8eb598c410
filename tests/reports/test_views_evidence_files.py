"""STF-5: what a person is told while adding files, and how a piece is looked at without leaving the house."""

import unicodedata
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from blocs.models import Event
from reports.models import Evidence
from tests.reports.test_views_evidence import a_piece, shelf_of, the_list
from tests.shelves import PDF, a_desk, a_photo, an_upload, with_place

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}
BAD = [(b"MZ", "a.exe"), (b"MZ", "a.pdf"), (b"", "trong.pdf"), (b"GIF89a", "a.gif")]


@pytest.fixture
def desk(client):
    made = a_desk()
    client.force_login(made.people["reporter"])
    return made


def send(client, desk, *files, **more):
    data = {"files": files, "is_no_secret": "on"} | more
    return client.post(reverse("reports:evidence_upload") + shelf_of(desk), data, headers=JSON)


def test_stf_5_ac_1_the_page_names_the_kinds_before_anything_is_sent(client, desk):
    html = client.get(the_list(desk)).content.decode()
    assert 'data-kinds="pdf docx xlsx jpg jpeg png"' in html
    assert f'data-most="{20 * 1024 * 1024}"' in html
    assert 'accept=".pdf,.docx,.xlsx,.jpg,.jpeg,.png' in html
    assert 'capture="environment"' in html
    assert "js/evidence.js" in html


@pytest.mark.parametrize("content, name", BAD)
def test_stf_5_ac_1_what_gets_past_the_browser_is_refused_here_too(client, desk, content, name):
    answer = send(client, desk, an_upload(content, name))
    assert answer.json()["kept"] is False
    assert answer.json()["sentences"]
    assert Evidence.objects.count() == 0


def test_stf_5_ac_2_a_file_sent_again_after_a_lost_answer_is_kept_once(client, desk):
    """The server had it all, the answer was lost, the page sends it again."""
    first, second = [send(client, desk, an_upload()).json() for _n in range(2)]
    assert (first["kept"], second["kept"]) == (True, False)
    assert "Báo cáo số 05.pdf" in second["sentences"][0]
    assert Evidence.objects.count() == 1


def test_stf_5_the_same_file_elsewhere_on_the_sheet_is_named(client, desk):
    a_first = send(client, desk, an_upload()).json()
    data = {"files": [an_upload()], "is_no_secret": "on"}
    other = desk.table.criteria.exclude(formula="").exclude(pk=desk.leaf.pk).exclude(assessor="department").first()
    address = reverse("reports:evidence_upload") + shelf_of(desk, other)
    again = client.post(address, data, headers=JSON).json()
    assert a_first["kept"] and again["kept"]
    assert desk.leaf.name in again["sentences"][0]


def test_stf_5_ac_3_an_old_pdf_and_a_coarse_scan_are_advised_of_and_kept(client, desk):
    old = an_upload(PDF.replace(b"%PDF-1.7", b"%PDF-1.3"), "cu.pdf")
    coarse = BytesIO()
    Image.new("RGB", (64, 48), "white").save(coarse, "JPEG", dpi=(150, 150))
    for file in (old, an_upload(coarse.getvalue(), "quet.jpg")):
        told = send(client, desk, file).json()
        assert told["kept"] is True
        assert len(told["sentences"]) == 1
    assert Evidence.objects.count() == 2


def test_stf_5_ac_4_a_decomposed_name_comes_back_composed(client, desk):
    name = unicodedata.normalize("NFD", "Báo cáo số 05.pdf")
    send(client, desk, an_upload(PDF, name))
    row = Evidence.objects.get()
    assert row.name == "Báo cáo số 05.pdf"
    sent = client.get(reverse("reports:evidence_file", args=[row.pk]))["Content-Disposition"]
    assert "filename*=utf-8''B%C3%A1o%20c%C3%A1o%20s%E1%BB%91%2005.pdf" in sent


def test_stf_5_ac_5_without_the_confirmation_nothing_is_taken(client, desk):
    answer = send(client, desk, an_upload(), is_no_secret="")
    assert (answer.status_code, answer.json()["kept"], len(answer.json()["sentences"])) == (409, False, 1)
    assert Evidence.objects.count() == 0


def test_stf_5_ac_6_a_photograph_taken_on_the_spot_loses_its_place(client, desk):
    """It comes from a box of its own, also without script."""
    data = {"photo": an_upload(with_place(), "anh.jpg"), "is_no_secret": "on"}
    assert client.post(reverse("reports:evidence_upload") + shelf_of(desk), data).status_code == 302
    with Image.open(Evidence.objects.get().file) as kept:
        assert not kept.getexif().get_ifd(0x8825)


def test_stf_5_the_list_tells_who_when_how_large_and_the_digest(client, desk):
    send(client, desk, an_upload())
    row = Evidence.objects.get()
    html = client.get(the_list(desk)).content.decode()
    assert row.sha256[:12] in html
    assert f'title="SHA-256: {row.sha256}"' in html
    assert str(desk.people["reporter"]) in html
    assert "1 KB" in html


def test_stf_5_a_picture_and_a_pdf_are_looked_at_with_the_same_rights_and_the_same_line():
    from django.test import Client

    desk = a_desk("cross")
    pdf = a_piece(desk)
    photo = a_piece(desk, name="anh.jpg", sha256="b" * 64)
    Evidence.objects.filter(pk=photo.pk).update(content_type="image/jpeg")
    before = Event.objects.filter(verb="reports.download_evidence").count()
    for row, policy in ((pdf, "default-src 'none'"), (photo, "default-src 'none'; sandbox")):
        address = reverse("reports:evidence_look", args=[row.pk])
        answers = {}
        for who in ("secretary", "colleague", "stranger"):
            client = Client()
            client.force_login(desk.people[who])
            answers[who] = client.get(address)
        assert {who: answer.status_code for who, answer in answers.items()} == {
            "secretary": 200,
            "colleague": 403,
            "stranger": 404,
        }
        shown = answers["secretary"]
        assert shown["Content-Disposition"].startswith("inline")
        assert (shown["Content-Security-Policy"], shown["X-Content-Type-Options"]) == (policy, "nosniff")
    assert Event.objects.filter(verb="reports.download_evidence").count() == before + 2


def test_stf_5_a_word_file_a_paper_and_a_removed_piece_are_not_shown_inline(client):
    desk = a_desk("cross")
    word = a_piece(desk, name="a.docx", sha256="e" * 64)
    Evidence.objects.filter(pk=word.pk).update(content_type="application/msword")
    gone = a_piece(desk, removed_at=desk.sheet.opened_at, sha256="c" * 64)
    paper = a_piece(desk, kind="paper", number="12/BC", sha256="")
    client.force_login(desk.people["secretary"])
    looks = [client.get(reverse("reports:evidence_look", args=[row.pk])).status_code for row in (word, gone, paper)]
    assert looks == [404, 404, 404]


def test_stf_5_a_picture_is_fetched_only_when_somebody_looks(client):
    desk = a_desk()
    client.force_login(desk.people["reporter"])
    send(client, desk, an_upload(a_photo(), "anh.jpg"))
    html = client.get(the_list(desk)).content.decode()
    look = reverse("reports:evidence_look", args=[Evidence.objects.get().pk])
    assert f'<img src="{look}" alt="anh.jpg" loading="lazy"' in html
    assert '<details class="look">' in html
