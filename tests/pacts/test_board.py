"""STF-8 behind the screen: who may ask, what is told, and what a poll costs."""

import json
import re
from datetime import timedelta
from unittest import mock

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from blocs.models import Role
from pacts import hall, pulse
from pacts.actions.beats import beat
from pacts.models import AgendaItem, Ceremony, Device, Run, Signature, Turn
from pacts.replaying import film_of, reel_of
from tests.make import a_head_of, a_signing, a_user, members_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    pact, ceremony = a_signing(13)
    run = Run.objects.create(ceremony=ceremony, screen="board")
    device = Device.objects.create(ceremony=ceremony, name="Máy chiếu")
    return pact, ceremony, run, device


def address(name, ceremony, token=None):
    return reverse(f"pacts:{name}", args=[ceremony.pk]) + (f"?token={token}" if token is not None else "")


@pytest.fixture(autouse=True)
def _nothing_drawn_yet():
    pulse._kept.clear()


def asked(stage, client=None, **headers):
    _pact, ceremony, _run, device = stage
    return (client or Client()).get(address("board_state", ceremony, device.token), headers=headers)


def signed(pact, ceremony, unit, minutes=0, **facts):
    when = timezone.now() - timedelta(minutes=minutes)
    words = {"unit_name": unit.name, "name": "Nguyễn Văn An", "rank": "Đại tá", "position": "Trưởng phòng"}
    return Signature.objects.create(
        pact=pact, ceremony=ceremony, unit=unit, signed_at=when, recorded_by="thử", **words | facts
    )


# --- Who may ask ----------------------------------------------------------------


def test_stf_8_the_key_opens_one_ceremony_and_only_a_boards_key(stage):
    _pact, ceremony, _run, device = stage
    _other, elsewhere = a_signing(2)
    tablet = Device.objects.create(ceremony=ceremony, kind="tablet", name="Máy tính bảng")
    tries = [
        (ceremony, "khong-co"),
        (ceremony, ""),
        (ceremony, None),
        (elsewhere, device.token),
        (ceremony, tablet.token),
    ]
    for name in ("board_screen", "board_state"):
        assert [Client().get(address(name, *one)).status_code for one in tries] == [404] * 5
        assert Client().get(address(name, ceremony, device.token)).status_code == 200
        assert Client().post(address(name, ceremony, device.token)).status_code == 405


@pytest.mark.parametrize(
    ("state", "days", "answer"),
    [
        ("live", 0, 200),
        ("held", 0, 200),
        ("held", 1, 200),
        ("held", 2, 410),
        ("cancelled", 0, 410),
        ("planned", 0, 200),
    ],
)
def test_stf_8_the_key_ends_after_the_ceremony(stage, state, days, answer):
    _pact, ceremony, _run, device = stage
    held = timezone.now() - timedelta(days=days) if state == "held" else None
    Ceremony.objects.filter(pk=ceremony.pk).update(state=state, held_at=held)
    for name in ("board_screen", "board_state"):
        assert Client().get(address(name, ceremony, device.token)).status_code == answer


def test_stf_8_a_shut_screen_thanks_and_answers_410(stage):
    _pact, ceremony, _run, device = stage
    Device.objects.filter(pk=device.pk).update(shut_at=timezone.now())
    assert asked(stage).status_code == 410
    page = Client().get(address("board_screen", ceremony, device.token))
    assert page.status_code == 410
    assert "data-gone" in page.text


def test_who_sees_the_ceremony_looks_without_a_key_and_nobody_else(stage):
    pact, ceremony, _run, _device = stage
    may, stranger = a_user(Role.REPORTER, at=members_of(pact.bloc)[0]), a_user()
    for user, answer in ((may, 200), (stranger, 404)):
        client = Client()
        client.force_login(user)
        for name in ("board_screen", "board_state"):
            assert client.get(address(name, ceremony)).status_code == answer
            assert client.get(address(name, ceremony, "khong-co")).status_code == 404


# --- What a poll costs ------------------------------------------------------------


def test_a_poll_without_news_is_one_query_no_session_and_no_body(stage):
    device = stage[3]
    Device.objects.filter(pk=device.pk).update(seen_at=timezone.now())
    etag = asked(stage)["ETag"]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = asked(stage, if_none_match=etag)
    assert (answer.status_code, answer.content, len(queries)) == (304, b"", 1)
    assert (answer["ETag"], answer["Cache-Control"], answer.cookies) == (etag, "no-store", {})
    assert asked(stage, if_none_match=f"W/{etag}").status_code == 304
    assert asked(stage, if_none_match='"other"').status_code == 200


def test_forty_screens_are_drawn_for_once(stage):
    asked(stage)
    with CaptureQueriesContext(connection) as queries:
        again = asked(stage)
    assert (again.status_code, len(queries)) == (200, 1)
    beat(stage[1])
    assert asked(stage).json()["pulse"] == again.json()["pulse"] + 1


def test_a_poll_with_a_key_touches_neither_session_nor_login(stage, settings, tmp_path):
    """Also while work on the server goes on, the answer is the site's own."""
    client = Client()
    client.force_login(a_user())
    before = client.session.get_expiry_date()
    answer = asked(stage, client)
    assert (answer.status_code, answer.cookies, "Vary" in answer.headers) == (200, {}, False)
    assert client.session.get_expiry_date() <= before + timedelta(seconds=5)
    settings.VAR_DIR = tmp_path
    (tmp_path / "maintenance").touch()
    assert asked(stage).status_code == 503


def test_every_beat_and_every_change_of_the_ceremony_is_news(stage):
    _pact, ceremony, _run, _device = stage
    etags = [asked(stage)["ETag"]]
    beat(ceremony)
    etags.append(asked(stage)["ETag"])
    ceremony.title = "Lễ ký kết năm 2017"
    ceremony.save(update_fields=["title"])
    etags.append(asked(stage)["ETag"])
    Ceremony.objects.filter(pk=ceremony.pk).update(state="held", held_at=timezone.now())
    etags.append(asked(stage)["ETag"])
    assert len(set(etags)) == 4


def test_without_a_console_nothing_is_called_unchanged(stage):
    _pact, _ceremony, run, _device = stage
    run.delete()
    answer = asked(stage, if_none_match='"live-1-0"')
    assert (answer.status_code, "ETag" in answer.headers) == (200, False)


def test_the_picture_costs_as_many_queries_for_three_units_as_for_thirteen(stage):
    def cost(known):
        with CaptureQueriesContext(connection) as queries:
            assert asked(known).status_code == 200
        return len(queries)

    pact, ceremony = a_signing(3)
    Run.objects.create(ceremony=ceremony)
    few = (pact, ceremony, None, Device.objects.create(ceremony=ceremony, name="Máy chiếu"))
    for known in (few, stage):
        a_head_of(members_of(known[0].bloc)[0])
    assert cost(few) == cost(stage)


# --- When it was seen ------------------------------------------------------------------


def test_a_screen_is_marked_as_seen_at_most_every_five_seconds(stage):
    device = stage[3]
    asked(stage)
    device.refresh_from_db()
    first = device.seen_at
    assert timezone.now() - first < timedelta(seconds=5)
    asked(stage)
    device.refresh_from_db()
    assert device.seen_at == first
    Device.objects.filter(pk=device.pk).update(seen_at=first - timedelta(seconds=6))
    asked(stage)
    device.refresh_from_db()
    assert device.seen_at > first


def test_a_busy_database_fails_no_poll(stage):
    with mock.patch.object(hall, "_free", side_effect=DatabaseError("database is locked")):
        assert asked(stage).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_poll_waits_for_nobody_who_writes():
    """Another connection holds the row (on SQLite: the file) while the screen asks."""
    from threading import Event as Signal
    from threading import Thread
    from time import monotonic

    from django.db import transaction

    _pact, ceremony = a_signing(2)
    device = Device.objects.create(ceremony=ceremony, name="Máy chiếu")
    Run.objects.create(ceremony=ceremony)
    written, done = Signal(), Signal()

    def hold():
        with transaction.atomic():
            Device.objects.filter(pk=device.pk).update(name="Máy chiếu 2")
            written.set()
            done.wait(10)
        connection.close()

    holder = Thread(target=hold)
    holder.start()
    try:
        assert written.wait(10)
        begun = monotonic()
        answer = Client().get(address("board_state", ceremony, device.token))
        assert (answer.status_code, monotonic() - begun < 5) == (200, True)
    finally:
        done.set()
        holder.join()
    device.refresh_from_db()
    assert (device.seen_at, device.name) == (None, "Máy chiếu 2")


# --- What is told -------------------------------------------------------------------------


def test_stf_8_ac_6_of_persons_only_rank_name_and_unit(stage):
    pact, ceremony, run, device = stage
    units = members_of(pact.bloc)
    signed(pact, ceremony, units[0], 3, acting_for="Trưởng phòng Trần Văn Bí Mật", acting_document="QĐ 12/UQ")
    a_head_of(units[1], "Lê Thị Bình", post="Phó Trưởng phòng phụ trách")
    Turn.objects.create(run=run, pact=pact, unit=units[1], state="invited", at=timezone.now())
    page = Client().get(address("board_screen", ceremony, device.token)).text
    script = re.search(r'<script id="told"[^>]*>(.*?)</script>', page)
    assert json.loads(script[1]).keys() == asked(stage).json().keys()
    told = asked(stage).text + page
    assert "Lê Thị Bình" in told
    for hidden in ("Bí Mật", "12/UQ", "Phó Trưởng phòng", '"position"', '"acting_for"', "recorded"):
        assert hidden not in told


def test_the_hall_is_told_in_vietnamese_whatever_the_reader_speaks(stage):
    with translation.override("vi"):
        expected = str(translation.gettext("Waiting for signature"))
    answer = asked(stage, accept_language="en")
    page = Client().get(address("board_screen", stage[1], stage[3].token), headers={"accept-language": "en"})
    assert '<html lang="vi">' in page.text
    assert expected != "Waiting for signature"
    with translation.override("vi"):
        from pacts.logic.run_sheet import TILE_WORDS

        assert answer.json()["sheets"][0]["tiles"][0]["word"] == str(TILE_WORDS["waiting"])


def test_the_last_signature_and_the_one_at_the_table_are_told(stage):
    pact, ceremony, run, _device = stage
    first, second, third = members_of(pact.bloc)[:3]
    signed(pact, ceremony, first, 1)
    signed(pact, ceremony, second, 5)
    Turn.objects.create(run=run, pact=pact, unit=third, state="signing", at=timezone.now())
    told = asked(stage).json()
    assert (told["last"]["name"], told["current"]["name"]) == (first.name, third.name)
    assert told["last"]["person"] == "Đại tá\N{NO-BREAK SPACE}Nguyễn Văn An"
    assert told["counter"] == {"signed": 2, "asked": 13}
    assert [tile["sign"] for tile in told["sheets"][0]["tiles"][:4]] == ["✔", "✔", "●", "○"]
    assert (told["movements"], told["revision"]) == (["Vì An ninh Tổ quốc"], ceremony.revision)


def test_without_script_the_board_is_a_table_that_loads_itself_again(stage):
    page = Client().get(address("board_screen", stage[1], stage[3].token))
    plain = "".join(re.findall(r"<noscript>(.*?)</noscript>", page.text, re.DOTALL))
    assert '<meta http-equiv="refresh"' in plain
    assert plain.count('<th scope="row"') == 13
    assert page["X-Robots-Tag"] == "noindex"


# --- Again -------------------------------------------------------------------------------------


def test_a_film_gives_the_first_picture_and_then_only_what_is_new(stage):
    pact, ceremony, _run, _device = stage
    begun = timezone.now() - timedelta(hours=2)
    for at, unit in enumerate(members_of(pact.bloc)):
        signed(pact, ceremony, unit, 60 - at)
    AgendaItem.objects.create(ceremony=ceremony, title="Các đơn vị ký kết", began_at=begun + timedelta(minutes=50))
    Ceremony.objects.filter(pk=ceremony.pk).update(state="held", began_at=begun, held_at=timezone.now())
    film = film_of(reel_of(Ceremony.objects.get(pk=ceremony.pk)))
    counts = [step["changes"].get("counter", {}).get("signed") for step in film["steps"]]
    assert counts == [None, None, *range(1, 14), None]
    assert [len(step["changes"]["tiles"]) for step in film["steps"]] == [0, 0, *[1] * 13, 0]
    assert film["steps"][-1]["changes"]["screen"] == "thanks"
    assert {tile["state"] for tile in film["first"]["sheets"][0]["tiles"]} == {"waiting"}


def test_the_replay_answers_a_step_and_says_when_there_is_nothing_to_tell(stage):
    pact, ceremony, _run, _device = stage
    client = Client()
    client.force_login(a_user(Role.SECRETARY, at=pact.bloc))
    empty = client.get(address("replay", ceremony))
    assert 'data-testid="replay-empty"' in empty.text
    signed(pact, ceremony, members_of(pact.bloc)[0], 5)
    signed(pact, ceremony, members_of(pact.bloc)[1], 4)
    for asked_for, shown in (("2", "2"), ("99", "2"), ("-4", "1"), ("x", "1")):
        page = client.get(address("replay", ceremony) + f"?buoc={asked_for}").text
        assert re.findall(r'aria-current="step" data-step="(\d+)"', page) == [shown]


def test_the_replay_costs_as_many_queries_for_three_units_as_for_thirteen(stage):
    def cost(pact, ceremony):
        Run.objects.get_or_create(ceremony=ceremony)
        a_head_of(members_of(pact.bloc)[0])
        for unit in members_of(pact.bloc):
            signed(pact, ceremony, unit)
        with CaptureQueriesContext(connection) as queries:
            film_of(reel_of(ceremony))
        return len(queries)

    assert cost(*a_signing(3)) == cost(*stage[:2])
