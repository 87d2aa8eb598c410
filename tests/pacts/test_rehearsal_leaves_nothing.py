"""A rehearsal of thirteen turns by the pages of console and tablet: afterwards each row of each table is as it was."""

from django.apps import apps
from django.core import serializers
from django.test import Client
from django.urls import reverse

from blocs.models import Role
from pacts.models import Ceremony, Device, Run, Turn
from pacts.staging import picture_of
from tests.make import a_bloc, a_pact, a_user, adopted, members_of
from tests.pacts.signing_tools import drawn, facts_for

UNITS = 13
LOGINS = {"sessions.session", "usersessions.usersession"}  # who is logged in since when is no record
NOT_LOOKED_AT = {"pacts.run", *LOGINS}  # the run's stage is compared by itself
STAGE = ("screen", "is_rehearsal", "paused_at", "item_id", "item_began_at")


def everything() -> dict[str, str]:
    """Each table as text; of a device not when it was last seen."""
    tables = {}
    for model in apps.get_models():
        if model._meta.label_lower in NOT_LOOKED_AT or model._meta.proxy:
            continue
        rows = model._default_manager.order_by("pk")
        kept = [field.name for field in model._meta.fields if field.name != "seen_at"]
        tables[model._meta.label_lower] = serializers.serialize("json", rows, fields=kept)
    return tables


def a_planned_hall():
    """(pact, ceremony, tablet): thirteen units, adopted, a programme, a screen and a tablet; nothing has begun."""
    from pacts.actions.ceremonies import plan_ceremony

    pact = a_pact(a_bloc(UNITS), state="open")
    adopted(pact)
    plan = Ceremony(kind="signing", title="Lễ ký kết giao ước thi đua", on=pact.bloc.season.starts_on)
    ceremony = plan_ceremony(plan, blocs=[], pacts=[pact], by=a_user(Role.ADMIN))
    Run.objects.create(ceremony=ceremony)
    return pact, ceremony, Device.objects.create(ceremony=ceremony, kind="tablet", name="Bàn ký 1")


def presses(client, ceremony):
    """`press("moi-tiep")` posts to a button of the console and must succeed."""

    def press(path, **facts):
        answer = client.post(f"{reverse('pacts:ceremony_console', args=[ceremony.pk])}{path}/", facts)
        assert answer.status_code == 302, (path, answer.status_code)

    return press


def plays_on_the_tablet(tablet, pact, unit):
    hall = Client()
    address = f"{reverse('pacts:tablet', args=[tablet.token])}?luot={pact.pk}-{unit.pk}"
    assert hall.post(address, {"begin": "1"}).status_code == 302
    page = hall.get(address)
    assert page.status_code == 200 and b"rehearsal" in page.content
    facts = facts_for(pact, drawing=drawn())
    facts.pop("password")
    assert hall.post(address, facts).status_code == 302


def a_turn(press, tablet, pact, unit, at):
    """Most are played on the tablet, some by the operator; one is called back first, one is absent, one comes later."""
    here = f"{pact.pk}/{unit.pk}"
    press("moi-tiep")
    if at == 1:
        press(f"hoan-tac/{here}")
        press("moi-tiep")
    if at == 2:
        return press(f"vang/{here}")
    if at == 3:
        press(f"bo-qua/{here}")
        press(f"moi/{here}")
    if at % 2:
        press(f"dang-ky/{here}")
        return press(f"da-ky/{here}")
    return plays_on_the_tablet(tablet, pact, unit)


def test_stf_7_ac_1_thirteen_turns_rehearsed_change_no_row_of_any_table(db, client):
    pact, ceremony, tablet = a_planned_hall()
    client.force_login(a_user(Role.ADMIN))
    press = presses(client, ceremony)
    before, stage = everything(), Run.objects.values(*STAGE).get()
    press("dien-tap")
    for item in ceremony.agenda.all():
        press(f"muc/{item.pk}")
    press("man-hinh", screen="board")
    press("tam-dung")
    press("tiep-tuc")
    for at, unit in enumerate(members_of(pact.bloc)):
        a_turn(press, tablet, pact, unit, at)
    states = [tile.state for tile in picture_of(ceremony).tiles]
    assert states == ["signed", "signed", "absent"] + ["signed"] * (UNITS - 3), "it was played to its end"
    press("dien-tap/ket-thuc")
    after = everything()
    assert {name for name, rows in after.items() if rows != before[name]} == set()
    assert Run.objects.values(*STAGE).get() == stage
    assert Turn.objects.count() == 0 and [tile.state for tile in picture_of(ceremony).tiles] == ["waiting"] * UNITS
