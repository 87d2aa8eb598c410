"""A hostile upload costs little: cut while it arrives, refused before it is opened, never served as a page."""

import tracemalloc
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import gettext as _

from blocs import uploads
from reports.models import Evidence
from tests.shelves import PDF, a_desk, an_upload

pytestmark = pytest.mark.django_db


def send(client, desk, *files, **more):
    client.force_login(desk.people["reporter"])
    address = f"{reverse('reports:evidence_upload')}?phieu={desk.sheet.pk}&chi_tieu={desk.leaf.pk}"
    return client.post(address, {"files": files, "is_no_secret": "on"}, **more)


def test_a_file_is_cut_just_beyond_the_limit_while_it_arrives():
    content = bytes(uploads.MOST_OF_A_FILE + 5 * 1024 * 1024)
    request = RequestFactory().post("/", {"files": SimpleUploadedFile("to.pdf", content), "after": "còn đây"})
    cut = request.FILES["files"]
    assert uploads.MOST_OF_A_FILE < cut.size <= uploads.MOST_OF_A_FILE + 2 * 64 * 1024
    assert Path(cut.temporary_file_path()).stat().st_size == cut.size
    assert request.POST["after"] == "còn đây"


def test_a_file_of_exactly_the_limit_comes_whole():
    content = bytes(uploads.MOST_OF_A_FILE)
    request = RequestFactory().post("/", {"files": SimpleUploadedFile("vua.pdf", content)})
    assert request.FILES["files"].size == uploads.MOST_OF_A_FILE


def test_a_file_of_21_mb_is_refused_by_name_beside_a_good_one(client):
    desk = a_desk()
    answer = send(client, desk, an_upload(bytes(21 * 1024 * 1024), "qua-lon.pdf"), an_upload())
    html = client.get(answer.url).content.decode()
    sentence = _("The file is larger than 20 MB.")
    assert f"“qua-lon.pdf”: {sentence}" in html
    assert [row.name for row in Evidence.objects.all()] == ["Báo cáo số 05.pdf"]


def test_a_request_that_announces_gigabytes_is_refused_before_it_is_read(client):
    answer = send(client, a_desk(), an_upload(), CONTENT_LENGTH=str(4 * 1024**3))
    assert answer.status_code == 413
    assert "20 MB" in answer.content.decode()
    assert Evidence.objects.count() == 0


def test_a_thousand_files_are_refused(client):
    answer = send(client, a_desk(), *[an_upload(b"x", f"{n}.pdf") for n in range(1000)])
    assert answer.status_code == 400
    assert Evidence.objects.count() == 0


def test_no_temporary_file_stays_behind(client, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    desk = a_desk()
    send(client, desk, an_upload(), an_upload(b"MZ" * 1000, "x.exe"))
    assert Evidence.objects.count() == 1
    assert [path for path in tmp_path.rglob("*.upload*")] == []


def test_judging_a_large_pdf_takes_no_more_memory_than_the_file():
    from io import BytesIO

    from reports.evidence_files import taken

    large = BytesIO(PDF[:-6] + b"%" + bytes(15 * 1024 * 1024) + b"\n%%EOF\n")
    tracemalloc.start()
    taken(large, "x.pdf")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 24 * 1024 * 1024


HOSTILE = {
    "trang.pdf": b"<!DOCTYPE html><html><script>alert(1)</script></html>",
    "anh.png": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "../../../tmp/x.pdf": b"not a pdf",
    "a.docx": b"PK\x03\x04" + bytes(100),
    "a.pdf\x00.exe": b"%PDF-1.4\n",
    "=cmd|' /C calc'!A0.pdf": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_what_it_says_is_refused_in_words(client, name):
    desk = a_desk()
    answer = send(client, desk, an_upload(HOSTILE[name] or b"\x00", name))
    assert answer.status_code == 200
    assert "<script>alert(1)" not in answer.content.decode()
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize(
    "name", ["../../x.pdf", "..\\..\\x.pdf", "<img src=x onerror=alert(1)>.pdf", "a\r\nSet-Cookie: b=c.pdf"]
)
def test_a_hostile_name_is_only_a_label(client, settings, name):
    desk = a_desk()
    send(client, desk, an_upload(PDF, name))
    row = Evidence.objects.get()
    assert not set(row.name) & set('/\\<>"\r\n')
    assert Path(row.file.path).is_relative_to(Path(settings.MEDIA_ROOT) / "evidence")
    answer = client.get(reverse("reports:evidence_file", args=[row.pk]))
    assert answer.status_code == 200
    assert "Set-Cookie: b=c" not in answer["Content-Disposition"].split("\r\n")
