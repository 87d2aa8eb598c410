"""Staff pages of summaries: who sees them, who presses which door, what is kept when refused."""

import pytest
from django.urls import reverse

from blocs.models import Headship, Role
from reports.actions.publications import draft_summary, release
from reports.models import Publication
from tests.make import a_unit, a_user, the_cast
from tests.reports.a_bloc_year import a_year

pytestmark = pytest.mark.django_db
REASON = "Số liệu năm trước cần được kiểm tra lại."
EVERYONE = ["admin", "standing", "secretary", "head_commander", "commander", "reporter", "stranger"]


@pytest.fixture
def year():
    year = a_year()
    Headship.objects.create(bloc=year.bloc, unit=year.bloc.memberships.in_order()[0].unit, part="head")
    return year


@pytest.fixture
def cast(year):
    return the_cast(year.bloc)


@pytest.fixture
def draft(year):
    return draft_summary(year.bloc, year.ceremony, by=a_user())


def url(name, *args):
    return reverse(f"reports:{name}", args=args)


def statuses(client, cast, address, method="get", **data):
    found = {}
    for role in EVERYONE:
        client.force_login(cast[role])
        found[role] = getattr(client, method)(address, data).status_code
    return found


def only(*roles, ok=200, stranger=404):
    return {role: stranger if role == "stranger" else ok if role in roles else 403 for role in EVERYONE}


def test_who_may_draft(client, cast, year):
    address = f"{url('publication_draft')}?le={year.ceremony.pk}"
    assert statuses(client, cast, address) == only("admin", "standing", "secretary")


def test_members_see_a_draft_and_strangers_do_not(client, cast, draft):
    for name in ("publication_detail", "publication_preview"):
        assert statuses(client, cast, url(name, draft.pk)) == only(*EVERYONE)


def test_who_may_change_the_words(client, cast, draft):
    assert statuses(client, cast, url("publication_edit", draft.pk)) == only("admin", "standing", "secretary")


def test_who_may_withdraw(client, cast, draft):
    address = url("publication_withdraw", draft.pk)
    assert statuses(client, cast, address) == only("admin", "standing", "head_commander")


@pytest.mark.parametrize(
    "role, status",
    [
        ("standing", 302),
        ("head_commander", 302),
        ("admin", 302),
        ("secretary", 403),
        ("commander", 403),
        ("stranger", 404),
    ],
)
def test_who_may_release(client, cast, draft, role, status):
    client.force_login(cast[role])
    assert client.post(url("publication_release", draft.pk)).status_code == status
    assert Publication.objects.get().state == ("published" if status == 302 else "draft")


def test_a_release_is_pressed_never_fetched(client, cast, draft):
    client.force_login(cast["standing"])
    assert client.get(url("publication_release", draft.pk)).status_code == 405


def test_lists_open_for_everyone_logged_in(client, cast, draft):
    for name in ("publication_list", "approvals", "honour_list", "release_levels"):
        assert statuses(client, cast, url(name)) == only(*EVERYONE, stranger=200)


@pytest.mark.parametrize("name", ["publication_list", "approvals", "honour_list", "release_levels"])
def test_nobody_reads_them_without_a_login(client, name):
    assert client.get(url(name)).status_code == 302


def test_one_press_drafts_another_person_publishes(client, cast, year):
    client.force_login(cast["secretary"])
    address = f"{url('publication_draft')}?le={year.ceremony.pk}"
    form = client.get(address).context["form"]
    client.post(address, {"bloc": form.fields["bloc"].initial.pk})
    draft = Publication.objects.get()
    assert "92,02%" in client.get(draft.get_absolute_url()).content.decode()
    client.post(
        url("publication_edit", draft.pk),
        {"title": draft.title, "body": draft.body + "\n\nMột câu nữa.", "revision": draft.revision},
    )
    client.force_login(cast["standing"])
    assert draft.title in client.get(url("approvals")).content.decode()
    assert 'data-testid="door-release"' in client.get(draft.get_absolute_url()).content.decode()
    client.post(url("publication_release", draft.pk))
    client.logout()
    shown = client.get(reverse("publication", args=[draft.thread]))
    assert (shown.status_code, "Một câu nữa." in shown.content.decode()) == (200, True)


def test_the_author_sees_no_button_and_why(client, cast, year):
    own = draft_summary(year.bloc, year.ceremony, by=cast["admin"])
    client.force_login(cast["admin"])
    shown = client.get(own.get_absolute_url()).content.decode()
    assert 'data-testid="door-release"' not in shown
    assert client.get(url("approvals")).context["sections"] == []
    assert client.post(url("publication_release", own.pk)).status_code == 403


def test_a_stale_form_keeps_what_was_typed(client, cast, draft):
    client.force_login(cast["secretary"])
    Publication.objects.filter(pk=draft.pk).update(revision=9, title="Tiêu đề mới")
    shown = client.post(
        url("publication_edit", draft.pk), {"title": "Tiêu đề của tôi", "body": draft.body, "revision": 1}
    )
    page = shown.content.decode()
    assert ("Tiêu đề của tôi" in page, "Tiêu đề mới" in page) == (True, True)
    assert Publication.objects.get().title == "Tiêu đề mới"


def test_correct_and_withdraw_through_the_pages(client, cast, draft):
    release(draft, by=cast["standing"])
    client.force_login(cast["secretary"])
    client.post(url("publication_correct", draft.pk))
    second = Publication.objects.get(number=2)
    shown = client.post(
        url("publication_edit", second.pk), {"title": second.title, "body": second.body, "revision": second.revision}
    )
    assert shown.context["form"].errors["correction_note"]
    facts = {
        "title": second.title,
        "body": second.body + "\n\nĐã sửa.",
        "correction_note": "Thêm một câu",
        "revision": second.revision,
    }
    client.post(url("publication_edit", second.pk), facts)
    client.force_login(cast["standing"])
    client.post(url("publication_release", second.pk))
    client.logout()
    old = client.get(reverse("publication_revision", args=[draft.thread, 1])).content.decode()
    assert ('data-testid="corrected"' in old, "Đã sửa." in old) == (True, False)
    assert "Đã sửa." in client.get(reverse("publication", args=[draft.thread])).content.decode()
    client.force_login(cast["standing"])
    assert client.post(url("publication_withdraw", second.pk), {"reason": "ngắn"}).context["form"].errors["reason"]
    client.post(url("publication_withdraw", second.pk), {"reason": REASON})
    client.logout()
    for address in (
        reverse("publication", args=[draft.thread]),
        reverse("publication_revision", args=[draft.thread, 1]),
    ):
        gone = client.get(address)
        assert (gone.status_code, REASON in gone.content.decode()) == (410, True)


def test_a_reporter_of_another_unit_stays_outside(client, draft):
    client.force_login(a_user(Role.REPORTER, at=a_unit()))
    assert client.get(draft.get_absolute_url()).status_code == 404
