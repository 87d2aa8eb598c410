"""The first steps of an empty site: the body, its movement, season and levels, and the first administrator."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from blocs.accounts import give_account
from blocs.actions.base import validate
from blocs.actions.seasons import add_season
from blocs.logic.lifecycle import Refused
from blocs.logic.text import slugify
from blocs.models import Body, Duty, Event, Level, Movement, Role, Season, Unit


@dataclass(frozen=True)
class FirstFacts:
    """What the guided page and the command ask for."""

    body_name: str
    parent_name: str
    place_name: str
    movement: str
    season_name: str
    season_kind: str
    starts_on: date
    ends_on: date
    levels: list[str]
    admin_username: str
    admin_name: str
    emblem: object = None


@transaction.atomic
def set_up(facts: FirstFacts, *, by="setup") -> tuple[Body, str]:
    """Fill an empty site. Returns the body and the first administrator's one-time password; refuses a second time."""
    if Body.objects.select_for_update().exists():
        raise Refused(_("This site has been set up already; change its facts in the administration."))
    levels = [
        Level.objects.get_or_create(name=name, defaults={"order": n})[0] for n, name in enumerate(facts.levels, 1)
    ]
    unit = Unit.objects.create(name=facts.body_name, slug=slugify(facts.body_name), level=levels[0] if levels else None)
    body = Body(unit=unit, name=facts.body_name, parent_name=facts.parent_name, place_name=facts.place_name)
    if facts.emblem:
        body.emblem = facts.emblem
    validate(body)
    body.save()
    Movement.objects.get_or_create(name=facts.movement)
    admin, password = give_account(facts.admin_username, facts.admin_name, by=by)
    Duty.objects.create(user=admin, role=Role.ADMIN)
    add_season(_season(facts), by=admin)
    Event.record("blocs.set_up", body, by=by, admin=admin.username)
    return body, password


def _season(facts: FirstFacts) -> Season:
    slug = slugify(facts.season_name.lower().removeprefix("năm "))
    return Season(
        slug=slug, name=facts.season_name, kind=facts.season_kind, starts_on=facts.starts_on, ends_on=facts.ends_on
    )
