"""The registers admin: odd addresses are no errors, and no secret is read, searched or logged through it."""

import pytest
from django.urls import NoReverseMatch, reverse

from blocs.models import Event, User
from tests.access_world import a_world
from tests.security.test_odd_requests import encoded
from tests.test_access_matrix import ADMIN_ROUTES, client_of

pytestmark = pytest.mark.django_db
LISTS = [name for name in ADMIN_ROUTES if name.endswith("_changelist")]
ODD = ["q=%00", "q=" + "a" * 5000, "p=abc", "p=-1", "p=99999999999999999999", "o=x.y", "e=1", "id__exact=abc"]
ODD += ["id__exact=99999999999999999999", "release__exact=%00", "name__regex=(", "_to_field=password", "_popup=1"]
KEYS = ["99999999999999999999", "9" * 5000, "abc", "-1", "0", "1\x00", "_5F", "1_2F..", "'"]


@pytest.fixture
def admin():
    return client_of(a_world()["people"]["admin"])


def test_no_list_breaks_on_an_odd_question(admin):
    wrong = []
    for name in LISTS:
        for query in ODD:
            status = admin.get(f"{reverse(name)}?{query}").status_code
            wrong += [f"{name} ?{query[:30]}: {status}"] if status >= 500 else []
    assert len(LISTS) > 20
    assert not wrong, "\n".join(wrong)


def addresses_of(name: str) -> list[str]:
    """The address with KEY for each of its arguments; none where it has no argument."""
    for args in (["KEY"], ["KEY", "KEY"]):
        try:
            return [reverse(name, args=args)]
        except NoReverseMatch:
            continue
    return []


def test_no_row_breaks_on_an_odd_key(admin):
    wrong = []
    for name in ADMIN_ROUTES:
        for address, key in [(address, key) for address in addresses_of(name) for key in KEYS]:
            status = admin.get(address.replace("KEY", encoded(key))).status_code
            wrong += [f"{name} {key[:20]!r}: {status}"] if status >= 500 else []
    assert not wrong, "\n".join(wrong)


def test_a_filter_with_a_null_byte_is_refused(admin):
    """PostgreSQL takes none, so no database is asked."""
    for name in ("blocs_bloc", "reports_figure"):
        assert admin.get(reverse(f"admin:{name}_changelist") + "?release__exact=%00").status_code == 400


def test_no_password_is_found_by_guessing_its_hash(admin):
    user = User.objects.first()
    address = reverse("admin:blocs_user_changelist")
    for query in (f"password__startswith={user.password[:4]}", "password__regex=."):
        assert admin.get(f"{address}?{query}").status_code in (302, 400)


def test_no_page_shows_a_password_or_its_hash(admin):
    hashes = list(User.objects.values_list("password", flat=True))
    pages = [reverse("admin:blocs_user_changelist")]
    for user in User.objects.all():
        pages += [reverse(f"admin:blocs_user_{page}", args=[user.pk]) for page in ("change", "history")]
        pages.append(reverse("blocs:user_detail", args=[user.pk]))
    for page in pages:
        text = admin.get(page).content.decode()
        assert not [one for one in hashes if one in text], page


def test_the_logbook_keeps_no_password(admin):
    answer = admin.post(reverse("accounts_give"), {"lines": "Nguyễn Thị Hoa; hoa-nguyen; quản trị;"})
    slip = answer.context["slips"][0]
    again = admin.post(reverse("password_renew", args=[User.objects.get(username="hoa-nguyen").pk]))
    kept = " ".join(Event.objects.values_list("canonical", flat=True))
    hashes = User.objects.exclude(password="").values_list("password", flat=True)
    assert (again.status_code, Event.objects.count() >= 2) == (200, True)
    assert slip.password not in kept
    assert not [one for one in hashes if one in kept]
