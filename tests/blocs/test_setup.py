"""The first steps of an empty site, and accounts in bulk."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from PIL import Image

from blocs.actions.accounts import give_accounts, lines_for
from blocs.logic.accounts import read_accounts
from blocs.logic.lifecycle import Refused
from blocs.models import Body, Duty, Event, Level, Movement, Role, Season, User
from blocs.views.setup import setup_token
from tests.make import a_bloc, a_user, members_of

pytestmark = pytest.mark.django_db

ANSWERS = {
    "body_name": "Công an tỉnh Minh Họa",
    "parent_name": "Bộ Công an",
    "place_name": "Minh Họa",
    "movement": "Vì An ninh Tổ quốc",
    "season_name": "Năm 2026",
    "season_kind": "year",
    "starts_on": "01/01/2026",
    "ends_on": "31/12/2026",
    "levels": "Công an tỉnh\nPhòng",
    "admin_name": "Nguyễn Thị Hoa",
    "admin_username": "quan-tri",
}


@pytest.fixture
def token(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return setup_token()


def a_picture(kind="PNG"):
    file = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(file, kind)
    file.seek(0)
    file.name = f"hinh.{kind.lower()}"
    return file


def test_the_guided_page_sets_an_empty_site_up(client, token):
    answer = client.post(reverse("setup", args=[token]), {**ANSWERS, "emblem": a_picture()})
    body = Body.objects.get()
    assert (body.name, body.parent_name, body.unit.name) == (ANSWERS["body_name"], "Bộ Công an", ANSWERS["body_name"])
    assert body.emblem.name.startswith("emblem/")
    assert list(Level.objects.values_list("name", flat=True)) == ["Công an tỉnh", "Phòng"]
    assert Movement.objects.get().name == "Vì An ninh Tổ quốc"
    assert Season.objects.get().slug == "2026"
    admin = User.objects.get()
    assert (admin.is_admin, admin.must_change_password) == (True, True)
    password = answer.context["password"]
    assert password in answer.content.decode()
    assert admin.check_password(password)


def test_the_emblem_stands_on_the_public_pages(client, token):
    client.post(reverse("setup", args=[token]), {**ANSWERS, "emblem": a_picture()})
    page = client.get(reverse("home")).content.decode()
    assert f'src="{reverse("emblem")}"' in page and ANSWERS["body_name"] in page
    shown = client.get(reverse("emblem"))
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")


def test_an_emblem_keeps_its_pixels_and_nothing_else(client, token):
    upload = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "chup tai nha rieng"
    Image.new("RGB", (900, 600), "red").save(upload, "JPEG", exif=exif)
    upload.seek(0)
    upload.name = "hinh.jpg"
    client.post(reverse("setup", args=[token]), {**ANSWERS, "emblem": upload})
    kept = Body.objects.get().emblem
    with Image.open(kept.open()) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("PNG", (512, 341), {})


def test_the_page_is_closed_without_the_token_and_after_its_use(client, token):
    assert client.get(reverse("setup", args=["khong-dung"])).status_code == 404
    client.post(reverse("setup", args=[token]), ANSWERS)
    assert client.get(reverse("setup", args=[token])).status_code == 404


def test_wrong_answers_keep_what_was_typed_and_make_nothing(client, token):
    wrong = {**ANSWERS, "starts_on": "2/13/2026", "emblem": a_picture("GIF")}
    text = client.post(reverse("setup", args=[token]), wrong).content.decode()
    assert "2/13/2026" in text
    assert "Chỉ nhận tệp PNG hoặc JPG, tối đa 2 MB." in text
    assert (Body.objects.count(), User.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_the_command_does_the_same_once():
    out = io.StringIO()
    call_command("setup_site", body="Công an tỉnh Minh Họa", parent="Bộ Công an", stdout=out)
    password = out.getvalue().split()[-1]
    assert User.objects.get().check_password(password)
    with pytest.raises(CommandError):
        call_command("setup_site", body="Lần nữa")


def test_the_command_without_a_body_prints_the_guided_page(token):
    out = io.StringIO()
    call_command("setup_site", stdout=out)
    assert out.getvalue().strip().endswith(reverse("setup", args=[token]))


def test_accounts_in_bulk_come_with_duties_and_slips(client):
    bloc = a_bloc()
    unit = members_of(bloc)[0]
    client.force_login(a_user(Role.ADMIN))
    lines = (
        f"Nguyễn Thị Hoa; thu-ky; thư ký; {bloc.series.slug}/{bloc.season.slug}\n\n"
        f"Trần Văn Bình; chi-huy; Chỉ huy; {unit.name}"
    )
    answer = client.post(reverse("accounts_give"), {"lines": lines})
    slips = answer.context["slips"]
    assert [(slip.username, slip.role) for slip in slips] == [
        ("thu-ky", "Thư ký khối"),
        ("chi-huy", "Lãnh đạo, chỉ huy"),
    ]
    assert all(slip.password in answer.content.decode() for slip in slips)
    assert Duty.objects.get(user__username="thu-ky").bloc == bloc
    assert Duty.objects.get(user__username="chi-huy").unit == unit


def test_a_lost_password_is_renewed_on_a_slip_and_the_old_one_ends(client):
    person = a_user(Role.SECRETARY, at=a_bloc())
    person.set_password("mat-khau-da-quen")
    person.save()
    client.force_login(a_user(Role.ADMIN))
    answer = client.post(reverse("password_renew", args=[person.pk]))
    (slip,) = answer.context["slips"]
    person.refresh_from_db()
    assert (slip.username, slip.role) == (person.username, "Thư ký khối")
    assert slip.password in answer.content.decode()
    assert [person.check_password(word) for word in (slip.password, "mat-khau-da-quen")] == [True, False]
    assert person.must_change_password
    assert Event.objects.about(person).order_by("number").last().verb == "blocs.renew_password"


def test_one_bad_line_refuses_the_whole_list_and_keeps_it(client):
    bloc = a_bloc()
    client.force_login(a_user(Role.ADMIN))
    before = User.objects.count()
    lines = f"Nguyễn Thị Hoa; thu-ky; thư ký; {bloc.series.slug}\nTrần Văn Bình; chi-huy; tư lệnh; ở đâu đó"
    text = client.post(reverse("accounts_give"), {"lines": lines}).content.decode()
    assert "Dòng 2: không có vai trò “tư lệnh”" in text
    assert "Nguyễn Thị Hoa; thu-ky" in text
    assert User.objects.count() == before


@pytest.mark.parametrize("role", [Role.STANDING, Role.COMMANDER, None])
def test_only_an_administrator_gives_accounts(client, role):
    bloc = a_bloc()
    client.force_login(a_user(role, at=bloc.series.organiser if role else None))
    assert client.post(reverse("accounts_give"), {"lines": "A; b; quản trị"}).status_code == 403
    assert not User.objects.filter(username="b").exists()


def test_proposed_lines_cover_secretary_commanders_and_reporters_and_can_be_given_as_they_are():
    bloc = a_bloc(units=3)
    slips = give_accounts(lines_for(bloc), by=a_user(Role.ADMIN))
    assert len(slips) == 7
    with pytest.raises(Refused):
        give_accounts(lines_for(bloc), by=a_user(Role.ADMIN))


def test_a_user_name_twice_in_the_list_is_named():
    _, problems = read_accounts("A; x; quản trị\nB; x; quản trị")
    assert problems == ["Dòng 2: tên đăng nhập “x” đã có ở dòng 1."]
