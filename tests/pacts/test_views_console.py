"""The console as pages and answers: who presses, what others see, what a poll costs, what a rehearsal asks."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.models import Event, Role
from pacts.actions import ceremonies, control, rehearsal, running
from pacts.actions.devices import pair
from pacts.models import AgendaItem, Attendee, Ceremony, Device, Run, Signature, Turn
from tests.access_world import a_picture
from tests.make import a_bloc, a_ceremony, a_pact, a_signing, a_user, adopted, members_of, the_cast

pytestmark = pytest.mark.django_db


def url(name, *args) -> str:
    return reverse(f"pacts:{name}", args=args)


@pytest.fixture
def hall():
    pact, ceremony = a_signing()
    AgendaItem.objects.create(ceremony=ceremony, title="Các đơn vị ký kết giao ước")
    return pact, ceremony


@pytest.fixture
def planned():
    pact = a_pact(a_bloc(3), state="open")
    return pact, a_ceremony(pact.bloc)


def a_desk(bloc) -> tuple[Client, object]:
    """A browser of its own with a secretary of the bloc logged in."""
    client, user = Client(), a_user(Role.SECRETARY, at=bloc)
    client.force_login(user)
    return client, user


def seen(client, ceremony) -> str:
    return client.get(url("ceremony_console", ceremony.pk)).content.decode()


def test_only_who_runs_all_its_blocs_presses(client, hall):
    pact, ceremony = hall
    unit = members_of(pact.bloc)[0]
    ceremony.blocs.add(a_bloc())
    one_bloc, _user = a_desk(pact.bloc)
    assert one_bloc.get(url("ceremony_console", ceremony.pk)).status_code == 200
    for name, args in [
        ("console_take", []),
        ("console_leave", []),
        ("console_invite_next", []),
        ("console_turn", ["moi", pact.pk, unit.pk]),
        ("console_pause", []),
        ("console_resume", []),
        ("console_screen", []),
        ("console_item", [ceremony.agenda.get().pk]),
        ("rehearsal_start", []),
        ("rehearsal_end", []),
        ("device_list", []),
    ]:
        assert one_bloc.post(url(name, ceremony.pk, *args)).status_code == 403, name
    assert (Run.objects.count(), Turn.objects.count()) == (0, 0)


def test_stf_7_ac_4_a_second_browser_and_a_refresh_show_the_same_and_take_over_asks(hall):
    pact, ceremony = hall
    (first, _one), (second, _two) = a_desk(pact.bloc), a_desk(pact.bloc)
    first.post(url("console_take", ceremony.pk))
    first.post(url("console_item", ceremony.pk, ceremony.agenda.get().pk))
    first.post(url("console_invite_next", ceremony.pk))
    for page in (seen(first, ceremony), seen(first, ceremony), seen(second, ceremony)):
        assert page.count('data-state="invited"') == 1
    assert 'data-testid="invite"' in seen(first, ceremony)
    assert 'data-testid="invite"' not in seen(second, ceremony)
    asked = second.post(url("console_take", ceremony.pk))
    assert (asked.status_code, len(asked.context["form"].non_field_errors())) == (200, 1)
    assert second.post(url("console_take", ceremony.pk), {"take_over": "on"}).status_code == 302
    assert 'data-testid="invite"' in seen(second, ceremony)
    refused = first.post(url("console_pause", ceremony.pk), follow=True)
    assert [message.level_tag for message in refused.context["messages"]] != ["success"]
    assert Run.objects.get().paused_at is None


def test_a_poll_is_answered_304_until_something_changes(hall):
    pact, ceremony = hall
    client, user = a_desk(pact.bloc)
    control.take_control(ceremony, by=user)
    state = url("console_state", ceremony.pk)
    first = client.get(state)
    again = client.get(state, headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    running.invite_next(ceremony, by=user)
    changed = client.get(state, headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, changed.json()["counter"]) == (200, {"signed": 0, "asked": 3})
    assert changed["ETag"] != first["ETag"]
    assert changed["ETag"] in client.get(url("ceremony_console", ceremony.pk)).content.decode().replace("&quot;", '"')


def test_the_etag_knows_who_is_in_control_and_who_is_connected(hall):
    pact, ceremony = hall
    client, user = a_desk(pact.bloc)
    control.take_control(ceremony, by=user)
    device = pair(ceremony, kind="board", name="Máy chiếu", by=user)
    state = url("console_state", ceremony.pk)
    etags = [client.get(state)["ETag"]]
    for ago in (1, 60):
        Device.objects.filter(pk=device.pk).update(seen_at=timezone.now() - timedelta(seconds=ago))
        etags.append(client.get(state)["ETag"])
    Run.objects.update(operator=a_user())
    etags.append(client.get(state)["ETag"])
    assert len(set(etags)) == 4
    content = seen(client, ceremony)
    assert content.count('data-testid="connection" data-state="lost"') == 1


def test_the_operator_is_seen_by_the_poll_of_the_own_page_only(hall):
    pact, ceremony = hall
    (first, one), (second, _two) = a_desk(pact.bloc), a_desk(pact.bloc)
    control.take_control(ceremony, by=one)
    long_ago = timezone.now() - timedelta(minutes=5)
    Run.objects.update(operator_seen_at=long_ago)
    second.get(url("console_state", ceremony.pk))
    assert Run.objects.get().operator_seen_at == long_ago
    first.get(url("console_state", ceremony.pk))
    assert Run.objects.get().operator_seen_at > long_ago


def test_the_whole_queue_by_plain_buttons(hall):
    pact, ceremony = hall
    first, second, third = members_of(pact.bloc)
    client, _user = a_desk(pact.bloc)
    client.post(url("console_take", ceremony.pk))
    for verb, unit in [("moi", first), ("dang-ky", first), ("hoan-tac", first), ("moi", second), ("bo-qua", second)]:
        assert client.post(url("console_turn", ceremony.pk, verb, pact.pk, unit.pk)).status_code == 302
    client.post(url("console_turn", ceremony.pk, "moi", pact.pk, third.pk))
    client.post(url("console_screen", ceremony.pk), {"screen": "agenda"})
    client.post(url("signature_record", ceremony.pk, pact.pk, third.pk))
    content = seen(client, ceremony)
    found = [content.count(f'data-state="{state}"') for state in ("waiting", "skipped", "signed")]
    assert (found, Run.objects.get().screen) == ([1, 1, 1], "agenda")


def test_a_call_to_a_unit_or_pact_that_is_not_here_is_not_found(hall):
    pact, ceremony = hall
    client, _user = a_desk(pact.bloc)
    other = a_pact(a_bloc(), state="open")
    unit = members_of(pact.bloc)[0]
    assert client.post(url("console_turn", ceremony.pk, "moi", other.pk, unit.pk)).status_code == 404
    assert client.post(url("console_turn", ceremony.pk, "moi", pact.pk, 987654)).status_code == 404


# --- Preparation, beginning, rehearsal ---


def marks(content: str) -> dict[str, str]:
    """What each line of the preparation says."""
    found = {}
    for piece in content.split('data-testid="check-')[1:]:
        name, rest = piece.split('"', 1)
        found[name] = rest.split('data-done="')[1].split('"')[0]
    return found


def test_the_preparation_says_what_is_ready_and_what_is_missing(planned):
    pact, ceremony = planned
    client, user = a_desk(pact.bloc)
    missing = dict.fromkeys(["adoption", "presiding", "signers", "board", "tablet"], "no")
    assert marks(seen(client, ceremony)) == {"text": "yes", "paper": "ask", **missing}
    adopted(pact)
    Attendee.objects.create(ceremony=ceremony, part="presiding", name="Nguyễn Văn Chủ Trì")
    for unit in members_of(pact.bloc):
        Attendee.objects.create(ceremony=ceremony, part="attending", name="Đại biểu", unit=unit)
    for kind in Device.Kind.values:
        device = pair(ceremony, kind=kind, name=kind, by=user)
        Device.objects.filter(pk=device.pk).update(seen_at=timezone.now())
    content = seen(client, ceremony)
    assert set(marks(content).values()) == {"yes", "ask"}
    assert url("pact_print", pact.pk) in content
    pact.state = "draft"
    pact.save(update_fields=["state"])
    assert marks(seen(client, ceremony))["text"] == "no"


def test_stf_7_ac_1_the_real_ceremony_begins_when_its_year_is_typed(planned):
    pact, ceremony = planned
    client, user = a_desk(pact.bloc)
    begin = url("ceremony_begin", ceremony.pk)
    assert begin in seen(client, ceremony)
    rehearsal.start_rehearsal(ceremony, by=user)
    assert 'data-testid="rehearsal-open"' in client.get(begin).content.decode()
    for typed in ("", "2016", "có"):
        answer = client.post(begin, {"season": typed})
        assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["season"])
    ceremony.refresh_from_db()
    assert (ceremony.state, Run.objects.get().is_rehearsal) == ("planned", True)
    assert client.post(begin, {"season": " 2017 "}).status_code == 302
    ceremony.refresh_from_db()
    assert (ceremony.state, Run.objects.get().is_rehearsal) == ("live", False)


def test_what_hinders_the_beginning_is_said_on_its_page_too(planned):
    pact, ceremony = planned
    client, _user = a_desk(pact.bloc)
    pact.state = "draft"
    pact.save(update_fields=["state"])
    answer = client.post(url("ceremony_begin", ceremony.pk), {"season": "2017"})
    assert len(answer.context["form"].non_field_errors()) == 1


def test_stf_7_ac_1_a_rehearsal_by_the_buttons_writes_nothing_and_is_seen_everywhere(planned):
    pact, ceremony = planned
    first, second, _third = members_of(pact.bloc)
    client, _user = a_desk(pact.bloc)
    item = AgendaItem.objects.create(ceremony=ceremony, title="Các đơn vị ký kết giao ước")
    before = (Signature.objects.count(), Event.objects.count(), list(AgendaItem.objects.values()))
    client.post(url("rehearsal_start", ceremony.pk))
    client.post(url("console_item", ceremony.pk, item.pk))
    client.post(url("console_invite_next", ceremony.pk))
    client.post(url("console_turn", ceremony.pk, "da-ky", pact.pk, first.pk))
    client.post(url("console_invite_next", ceremony.pk))
    client.post(url("console_turn", ceremony.pk, "vang", pact.pk, second.pk))
    content = seen(client, ceremony)
    assert ('data-rehearsal="yes"' in content, 'data-testid="rehearsal"' in content) == (True, True)
    assert [content.count(f'data-state="{state}"') for state in ("signed", "absent", "waiting")] == [1, 1, 1]
    assert 'data-testid="rehearsal-open"' in client.get(ceremony.get_absolute_url()).content.decode()
    assert _("A rehearsal is open") in client.get(reverse("reports:my_tasks")).content.decode()
    assert (Signature.objects.count(), Event.objects.count(), list(AgendaItem.objects.values())) == before
    client.post(url("rehearsal_end", ceremony.pk))
    assert 'data-rehearsal="no"' in seen(client, ceremony)
    assert (Signature.objects.count(), Event.objects.count(), list(AgendaItem.objects.values())) == before


# --- Paper, keys, the end ---


def test_stf_7_ac_5_a_signature_on_paper_is_recorded_with_its_time_and_scan(hall):
    pact, ceremony = hall
    Ceremony.objects.update(on=timezone.localdate())
    client, _user = a_desk(pact.bloc)
    unit = members_of(pact.bloc)[0]
    address = url("signature_paper", ceremony.pk, pact.pk, unit.pk)
    assert 'enctype="multipart/form-data"' in client.get(address).content.decode()
    facts = {"name": "Trần Văn Bình", "rank": "Trung tá", "scan": SimpleUploadedFile("ky.png", a_picture("PNG"))}
    assert client.post(address, facts).status_code == 302
    signature = Signature.objects.get()
    assert (signature.how, signature.name, signature.files.get().kind) == ("paper", "Trần Văn Bình", "scan")


def test_stf_7_ac_5_a_scan_that_cannot_be_kept_records_nothing(hall):
    pact, ceremony = hall
    client, _user = a_desk(pact.bloc)
    address = url("signature_paper", ceremony.pk, pact.pk, members_of(pact.bloc)[0].pk)
    answer = client.post(address, {"name": "Trần Văn Bình", "scan": SimpleUploadedFile("ky.exe", b"MZ\x90\x00")})
    assert (answer.status_code, bool(answer.context["form"].errors)) == (200, True)
    assert 'value="Trần Văn Bình"' in answer.content.decode()
    assert Signature.objects.count() == 0


def test_stf_7_ac_7_each_control_shows_its_key(hall):
    pact, ceremony = hall
    client, user = a_desk(pact.bloc)
    control.take_control(ceremony, by=user)
    running.go_to_item(ceremony, ceremony.agenda.get(), by=user)
    running.invite_next(ceremony, by=user)
    content = seen(client, ceremony)
    shown = content.split('data-key="')[1:]
    assert len(shown) >= 11
    for piece in shown:
        key = piece.split('"', 1)[0]
        assert f'<kbd aria-hidden="true">{key}</kbd>' in piece.split("</form>")[0].split("</a>")[0]


def test_stf_7_ac_6_a_closed_ceremony_leads_to_the_draft_of_its_minutes(hall):
    pact, ceremony = hall
    client, _user = a_desk(pact.bloc)
    for unit in members_of(pact.bloc):
        client.post(url("signature_record", ceremony.pk, pact.pk, unit.pk))
    adopted(pact)
    client.post(url("ceremony_seal", ceremony.pk, pact.pk))
    client.post(url("ceremony_hold", ceremony.pk))
    content = seen(client, ceremony)
    assert 'data-testid="after"' in content
    assert 'data-testid="minutes"' in content
    assert 'data-testid="in-hand"' not in content


# --- Screens and tablets ---


def test_a_screen_gets_an_address_and_a_code_and_loses_them(hall):
    pact, ceremony = hall
    client, _user = a_desk(pact.bloc)
    page = url("device_list", ceremony.pk)
    client.post(page, {"kind": "board", "name": "Máy chiếu"})
    device = Device.objects.get()
    content = client.get(page).content.decode()
    assert f"http://testserver{url('board_screen', ceremony.pk)}?token={device.token}" in content
    code = client.get(url("device_code", ceremony.pk, device.pk))
    assert (code["Content-Type"], b"<svg" in code.content, device.token.encode() in code.content) == (
        "image/svg+xml",
        True,
        False,
    )
    client.post(url("device_shut", ceremony.pk, device.pk))
    assert device.token not in client.get(page).content.decode()
    assert client.get(url("device_code", ceremony.pk, device.pk)).status_code == 404


def test_a_tablet_gets_its_own_address(hall):
    pact, ceremony = hall
    client, _user = a_desk(pact.bloc)
    client.post(url("device_list", ceremony.pk), {"kind": "tablet", "name": "Máy tính bảng 1"})
    content = client.get(url("device_list", ceremony.pk)).content.decode()
    assert url("tablet", Device.objects.get().token) in content


def test_a_device_of_another_ceremony_is_not_found(client, hall):
    pact, ceremony = hall
    secretary, _user = a_desk(pact.bloc)
    other = pair(a_ceremony(a_bloc()), kind="board", name="Máy chiếu", by=a_user())
    assert secretary.post(url("device_shut", ceremony.pk, other.pk)).status_code == 404
    assert secretary.get(url("device_code", ceremony.pk, other.pk)).status_code == 404


def test_only_who_runs_it_sees_the_secret_addresses(client, hall):
    pact, ceremony = hall
    found = {}
    for role, user in the_cast(pact.bloc).items():
        client.force_login(user)
        found[role] = client.get(url("device_list", ceremony.pk)).status_code
    readers = dict.fromkeys(["standing", "head_commander", "commander", "reporter"], 403)
    assert found == {"admin": 200, "secretary": 200, "stranger": 404} | readers


# --- What it costs ---


@pytest.mark.parametrize("name", ["ceremony_console", "console_state", "device_list"])
@pytest.mark.parametrize("state", ["live", "planned"])
def test_twice_as_many_units_ask_the_database_equally_often(name, state):
    counts = set()
    for units in (13, 26):
        pact, ceremony = a_signing(units, state=state)
        client, user = a_desk(pact.bloc)
        if state == "planned":
            rehearsal.start_rehearsal(ceremony, by=user)
        control.take_control(ceremony, by=user)
        for _device in range(units):
            pair(ceremony, kind="tablet", name="Máy tính bảng", by=user)
        for unit in members_of(pact.bloc)[: units // 2]:
            running.invite(ceremony, pact, unit, by=user)
        address = url(name, ceremony.pk)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        counts.add(len(asked))
    assert len(counts) == 1


def test_a_ceremony_begun_by_the_page_is_in_the_hand_of_who_began_it(planned):
    pact, ceremony = planned
    client, user = a_desk(pact.bloc)
    ceremonies.begin(ceremony, by=user)
    assert Run.objects.get().operator == user
    assert 'data-testid="leave"' in seen(client, ceremony)
