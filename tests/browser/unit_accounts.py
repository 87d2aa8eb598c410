"""Made inside a site before it is served: a commander and a reporter for each unit, and a bloc with a long table."""

import json
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from blocs.models import Bloc, Duty, Headship, Role, Unit, User
from pacts.actions.tables import adopt_table, start_table
from pacts.models import Pact, TableTemplate
from reports import demo
from reports.actions.stages import open_scoring
from tests.make import a_bloc, a_pact, a_season, a_user

PASSWORD = "moi-don-vi-mot-tai-khoan-7431"
ROLES = {"chi-huy": Role.COMMANDER, "bao-cao": Role.REPORTER}


def make() -> None:
    """Prints {"units": {key: name}, "head", "deputy", "long_sheet", "long_table"}; those heading next season.

    The accounts are “chi-huy-53”, “bao-cao-53” and “bang-dai”.
    """
    bloc = demo.illustrative_bloc()
    Bloc.objects.filter(pk=bloc.pk).update(season=a_season(timezone.localdate().year - 1))  # so that the next is now
    units = [membership.unit for membership in bloc.memberships.in_order()]
    names = [give_account(f"{name}-{unit.pk}", role, unit) for unit in units for name, role in ROLES.items()]
    sheet = a_long_sheet()
    names.append(give_account("bang-dai", Role.REPORTER, sheet.unit))
    demo.keep_passwords(demo.kept_passwords() | dict.fromkeys(names, PASSWORD))
    heads = {row.part: row.unit_id for row in bloc.headships.all()}
    told = {
        "units": {unit.pk: unit.name for unit in units},
        "long_sheet": sheet.pk,
        "long_table": sheet.table.get_absolute_url(),
    }
    print(json.dumps(told | {"head": heads[Headship.Part.NEXT_HEAD], "deputy": heads[Headship.Part.NEXT_DEPUTY]}))


HASHES: dict[str, str] = {}


def give_account(name: str, role: Role, unit: Unit) -> str:
    """All with one password, reckoned once: hashing it is slow on purpose."""
    hashed = HASHES.setdefault(PASSWORD, make_password(PASSWORD))
    user = User.objects.create(username=name, name=f"Đồng chí {name}", password=hashed)
    Duty.objects.create(user=user, role=role, unit=unit)
    return name


def a_long_sheet():
    """A sheet by the real table of 1.000 points, open for its unit's self-score."""
    pact, by = a_pact(a_bloc(3, year=2017)), a_user()
    template = TableTemplate.objects.get(slug="bang-1000-diem")
    table = adopt_table(start_table(pact, by=by, start="template", source=template), by=by)
    table.stages.update(opens_on=None, due_on=timezone.localdate() + timedelta(days=30))
    Pact.objects.filter(pk=pact.pk).update(state="sealed", sealed_at=timezone.now(), digest="0" * 64)
    table.pact.refresh_from_db()
    return open_scoring(table, by=by)[-1]
