"""Pages that answer while something is broken or being worked on give back what was typed, and no secret with it."""

import pytest
from django.test import Client

from tests.make import a_user

SECRETS = {
    "password": "mk-1",
    "oldpassword": "mk-2",
    "password1": "mk-3",
    "otp_code": "mk-4",
    "csrfmiddlewaretoken": "mk-5",
}


@pytest.fixture
def shut(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    (tmp_path / "maintenance").write_text("Đến 20:00 <script>alert(1)</script>" + "x" * 1000, encoding="utf-8")


def test_typed_words_are_given_back_without_passwords(shut):
    answer = Client().post("/bat-ky/", SECRETS | {"text": "</textarea><script>alert(2)</script>"})
    page = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"], answer["Retry-After"]) == (503, "no-store", "300")
    assert "alert(2)" in page and "<script>alert" not in page and "mk-" not in page and "x" * 400 not in page


@pytest.mark.parametrize("body", [b"--x\r\nbroken", b"\xff\xfe", b""])
def test_a_broken_body_is_no_fault_of_the_server(shut, body):
    answer = Client().post("/bat-ky/", body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code in (400, 503)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"\n\n"])
def test_an_odd_file_shuts_the_site_as_well(settings, tmp_path, content):
    settings.VAR_DIR = tmp_path
    (tmp_path / "maintenance").write_bytes(content)
    assert Client().get("/").status_code == 503


@pytest.mark.django_db
def test_a_broken_page_gives_back_no_password(client, monkeypatch):
    client.force_login(a_user())
    client.raise_request_exception = False

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("blocs.actions.preferences.save_look", broken)
    answer = client.post("/ho-so/giao-dien/", SECRETS | {"theme": "dark", "ghi_chu": "chữ đã gõ"})
    page = answer.content.decode()
    assert answer.status_code == 500 and "chữ đã gõ" in page and "mk-" not in page
