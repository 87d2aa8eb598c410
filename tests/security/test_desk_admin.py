"""The admin's new pages: nothing is done without its reason, and what is shown to nobody is not found either."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.models import Notice, Role, User
from reports.models import WallScreen
from tests.make import a_bloc, a_unit, a_user

pytestmark = pytest.mark.django_db
CLOSING = {"action": "close_chosen", "index": "0"}


@pytest.fixture
def admin(client):
    admin = a_user(Role.ADMIN)
    client.force_login(admin)
    return admin


def rows_at(client, name: str, **asked) -> int | None:
    """How many rows a list shows; None where the question itself is refused."""
    answer = client.get(reverse(f"admin:{name}_changelist"), asked)
    return answer.context["cl"].result_count if answer.status_code == 200 and "cl" in answer.context else None


@pytest.mark.parametrize("lookup", ["title__startswith", "title__contains", "title", "url__contains", "about"])
def test_no_message_is_guessed_by_its_words(client, admin, lookup):
    Notice.objects.create(user=a_user(), kind="comment", about="row:1", title="Lời riêng", url="/x/")
    assert rows_at(client, "blocs_notice", **{lookup: "Lời"}) is None


@pytest.mark.parametrize("lookup", ["token__startswith", "token", "token__gt"])
def test_no_wall_is_found_by_its_key(client, admin, lookup):
    screen = WallScreen.objects.create(bloc=a_bloc(), place_name="P", until_on=timezone.localdate(), made_by=admin)
    assert rows_at(client, "reports_wallscreen", **{lookup: screen.token[:3]}) is None


@pytest.mark.parametrize("lookup", ["preference__calendar_key__startswith", "password__startswith", "notices__title"])
def test_no_person_is_found_by_a_secret(client, admin, lookup):
    assert rows_at(client, "blocs_user", **{lookup: "a"}) is None


@pytest.mark.parametrize("reason", [{}, {"reason": ""}, {"reason": "   "}, {"reason": "\u200b"}, {"reason": "x" * 301}])
def test_accounts_are_closed_only_with_a_reason(client, admin, reason):
    user = a_user(Role.SECRETARY, at=a_bloc())
    picked = {"_selected_action": [user.pk], **CLOSING}
    client.post(reverse("admin:blocs_user_changelist"), picked | reason)
    assert User.objects.get(pk=user.pk).is_active


@pytest.mark.parametrize("reason", [{}, {"reason": " "}])
def test_a_row_is_deleted_only_with_a_reason(client, admin, reason):
    unit = a_unit("Đơn vị thử")
    client.post(reverse("admin:blocs_unit_delete", args=[unit.pk]), {"post": "yes", **reason})
    client.post(
        reverse("admin:blocs_unit_changelist"),
        {"action": "delete_selected", "_selected_action": [unit.pk], "post": "yes", **reason},
    )
    assert type(unit).objects.filter(pk=unit.pk).exists()


@pytest.mark.parametrize("role", [Role.STANDING, Role.SECRETARY, Role.COMMANDER])
def test_the_matrix_of_rights_is_the_administrators(client, role):
    bloc = a_bloc()
    at = bloc if role == Role.SECRETARY else a_unit("Phòng thử")
    client.force_login(a_user(role, at=at, is_staff=True))
    for name in ("roles", "roles_csv"):
        assert client.get(reverse(f"admin:{name}")).status_code in (302, 403)


@pytest.mark.parametrize("wanted", ["https://xau.example/", "//xau.example", "/\\xau.example", "javascript:alert(1)"])
def test_the_door_of_the_admin_leads_nowhere_else(client, wanted):
    answer = client.get(reverse("admin:login"), {"next": wanted})
    found = urlsplit(answer["Location"])
    assert (answer.status_code, found.scheme, found.netloc) == (302, "", "")
    assert parse_qs(found.query)["next"][0].startswith("/quan-tri/")
