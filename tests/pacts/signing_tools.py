"""What tests of signing share: a signer, what is posted, a drawing, a hall with a tablet."""

import base64
from io import BytesIO

from django.urls import reverse
from PIL import Image, ImageDraw

from blocs.models import Role
from pacts.models import Device, Run, Turn
from pacts.text import digest_of
from tests.make import a_user, members_of

PASSWORD = "mat-khau-123"


def a_commander(pact, n=0, name="Lê Văn Cường", **facts):
    return a_user(Role.COMMANDER, at=members_of(pact.bloc)[n], name=name, **facts)


def sign_url(pact) -> str:
    return reverse("pacts:sign", args=[pact.pk])


def facts_for(pact, **more) -> dict:
    return {"digest": digest_of(pact), "is_read": "on", "password": PASSWORD, **more}


def png(size=(640, 240), *, strokes=True, **options) -> bytes:
    sheet = Image.new("RGBA", size, (255, 255, 255, 0))
    if strokes:
        ImageDraw.Draw(sheet).line([(20, 200), (200, 30), (420, 210), (600, 60)], fill="navy", width=5)
    kept = BytesIO()
    sheet.save(kept, "PNG", **options)
    return kept.getvalue()


def drawn(raw: bytes | None = None) -> str:
    return "data:image/png;base64," + base64.b64encode(png() if raw is None else raw).decode()


def a_tablet(ceremony, **facts) -> Device:
    return Device.objects.create(**{"ceremony": ceremony, "kind": "tablet", "name": "Bàn ký số 1", **facts})


def invited(pact, ceremony, n=0, *, state="invited", rehearsal=False):
    """The unit called to the table from a console."""
    from django.utils import timezone

    run, _made = Run.objects.get_or_create(ceremony=ceremony, defaults={"is_rehearsal": rehearsal})
    unit = members_of(pact.bloc)[n]
    keys = {"run": run, "pact": pact, "unit": unit, "is_rehearsal": rehearsal}
    Turn.objects.update_or_create(**keys, defaults={"state": state, "at": timezone.now()})
    return unit
