"""Pages for requests that went wrong."""

import pytest
from django.urls import path

from config.urls import handler500  # noqa: F401
from config.urls import urlpatterns as site
from tests.make import a_user

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.blocs.test_errors")]


def fails(request):
    raise ZeroDivisionError


urlpatterns = [path("hong/", fails), *site]


def test_an_error_gives_back_what_was_typed_and_a_code_but_no_trace(client):
    client.raise_request_exception = False
    client.force_login(a_user())
    answer = client.post("/hong/", {"note": "Nội dung đã nhập", "password": "bi-mat"})
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "Nội dung đã nhập" in text
    assert "Mã lỗi" in text
    assert "ZeroDivisionError" not in text
    assert "bi-mat" not in text


def test_a_missing_page_says_so_in_vietnamese(client):
    answer = client.get("/khong-co-trang-nay-dau/")
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.content.decode()
