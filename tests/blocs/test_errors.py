"""Pages for requests that went wrong (SYS-2): cause, way on, code, no trace; and the rights of G-9."""

import re

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError, connection
from django.shortcuts import render
from django.urls import path, reverse

from blocs.maintenance import sign
from blocs.models import Role
from config.urls import handler500  # noqa: F401
from config.urls import urlpatterns as site
from tests.make import a_bloc, a_user

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.blocs.test_errors")]


def fails(request):
    raise ZeroDivisionError


def is_odd(request):
    raise SuspiciousOperation("lạ")


def is_too_often(request):
    return render(request, "429.html", {"wait": 30}, status=429)


def is_gone(request):
    return render(request, "410.html", {"reason": "Có sai sót trong số liệu."}, status=410)


urlpatterns = [
    path("hong/", fails),
    path("la/", is_odd),
    path("nhieu/", is_too_often),
    path("het/", is_gone),
    *site,
]


@pytest.fixture
def closed(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    sign().write_text("Nâng cấp hệ thống đến 17:00.", encoding="utf-8")
    yield sign()
    sign().unlink(missing_ok=True)


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


KINDS = [("/la/", 400), ("/danh-muc/nguoi-dung/", 403), ("/khong-co/", 404), ("/het/", 410), ("/nhieu/", 429)]


@pytest.mark.parametrize("who", ["stranger", "officer"])
@pytest.mark.parametrize(("address", "status"), [*KINDS, ("/hong/", 500)])
def test_sys_2_each_refusal_says_why_and_how_to_go_on_with_a_code(client, address, status, who):
    client.raise_request_exception = False
    if who == "officer" or address in ("/la/", "/hong/", "/nhieu/", "/het/", "/danh-muc/nguoi-dung/"):
        client.force_login(a_user(Role.SECRETARY, at=a_bloc()))
    answer = client.get(address)
    text = answer.content.decode()
    assert answer.status_code == status
    assert '<html lang="vi"' in text and text.count("<h1>") == 1
    assert re.search(r'href="/"', text) and "<li>" in text
    assert status == 500 or str(status) in re.findall(r'class="num">([^<]*)<', text)
    assert "Traceback" not in text and "Exception" not in text


def test_sys_2_the_page_for_errors_needs_no_database_and_keeps_what_was_typed(client):
    """Also where the session cannot be read, because everything is kept in the database that is away."""
    client.raise_request_exception = False
    client.force_login(a_user())

    def away(execute, sql, params, many, context):
        raise OperationalError("máy chủ dữ liệu không trả lời")

    with connection.execute_wrapper(away):
        answer = client.post("/viec-cua-toi/", {"results": "Nội dung dài", "password1": "bi-mat"})
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "Nội dung dài" in text and "bi-mat" not in text and "không trả lời" not in text
    assert re.search(r'class="num">[0-9a-f]{8}<', text)


def test_sys_2_while_the_server_is_worked_on_every_page_says_so_without_the_database(client, closed):
    def none(execute, sql, params, many, context):
        raise AssertionError(sql)

    with connection.execute_wrapper(none):
        answer = client.get("/")
        typed = client.post("/viec-cua-toi/", {"results": "Nội dung dài", "password": "bi-mat"})
    text = typed.content.decode()
    assert (answer.status_code, answer["Retry-After"], typed.status_code) == (503, "300", 503)
    assert "Nâng cấp hệ thống đến 17:00." in answer.content.decode() and "503" in text
    assert "Nội dung dài" in text and "bi-mat" not in text
    assert client.get(reverse("health")).status_code == 200
    closed.unlink()
    assert client.get("/").status_code == 200


def test_g_9_no_right_is_said_with_a_way_back_and_a_login_leads_back_to_the_page(client):
    address = reverse("blocs:user_list")
    asked = client.get(address)
    assert asked.status_code == 302 and asked.url.endswith(f"?next={address}")
    client.force_login(a_user(Role.SECRETARY, at=a_bloc()))
    answer = client.get(address)
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "Đồng chí không có quyền xem nội dung này" in text
    assert f'href="{reverse("reports:my_tasks")}"' in text.partition("<main")[2]
