"""A signing that only waits to begin, for who wants to try the hall at once: `make demo ARGS=--hall`.

Without it the invented bloc's next season is left to be made. What it makes goes through the same actions as a person's
presses; a second run makes nothing twice.
"""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from blocs.accounts import one_time_password
from blocs.actions.renewal import renew_bloc
from blocs.models import Bloc, Duty, Event, Leader, Role, Season, Unit, User
from pacts.actions.ceremonies import plan_ceremony
from pacts.actions.pacts import draft_pact, open_pact
from pacts.actions.pledges import accept_copies
from pacts.actions.tables import adopt_table
from pacts.models import Ceremony, CriteriaTable, Pact, Pledge
from reports import demo
from reports.lending import results_of
from reports.logic.summary import in_words

NAME = "ky-{:02}"
HALL = "Hội trường (dữ liệu minh họa)"


@transaction.atomic
def ensure_hall() -> Ceremony:
    """The newest season's signing that is not held yet; where there is none, one of the season after, with all it
    needs.
    """
    by = User.objects.get(username="thu-ky")
    signings = demo.illustrative_bloc().ceremonies.filter(kind=Ceremony.Kind.SIGNING)
    ceremony = signings.filter(state__in=["planned", "live"]).order_by("pk").first()
    return ceremony or planned(opened_pact(next_season(by), by), by)


def next_season(by: User) -> Bloc:
    """The newest bloc while its pact is not sealed, else the one after, renewed now."""
    newest = demo.illustrative_bloc()
    if not newest.pacts.filter(state=Pact.State.SEALED).exists():
        return newest
    year = newest.season.ends_on.year + 1
    days = {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
    season = Season.objects.filter(slug=str(year), kind=Season.Kind.YEAR).first()
    return renew_bloc(newest, season=season or Season(slug=str(year), name=f"Năm {year}", **days), by=by)


def opened_pact(bloc: Bloc, by: User) -> Pact:
    promised = list(Pledge.objects.filter(pact__bloc=bloc.previous_id).values_list("pk", flat=True))
    pact = bloc.pacts.first() or draft_pact(bloc, by=by, start="last_season", results=results_of(promised))
    if pact.state == Pact.State.DRAFT:
        accept_copies(pact, by=by)
        _adopted_table(pact, by)
        pact = open_pact(Pact.objects.get(pk=pact.pk), by=by)
    return pact


def _adopted_table(pact: Pact, by: User) -> None:
    """It came along from last season as a draft, and holds back the opening until it is adopted."""
    table = CriteriaTable.objects.filter(pact=pact).first()
    if table is not None and not table.is_adopted:
        adopt_table(table, by=by)


def planned(pact: Pact, by: User) -> Ceremony:
    """Today, presided over by the head unit's leader."""
    title = f"Lễ ký kết giao ước thi đua {in_words(pact.bloc.season.name)} – Khối CSND (dữ liệu minh họa)"
    facts = {"title": title, "on": timezone.localdate(), "place_name": HALL, "secretary_name": by.name}
    head = pact.bloc.headships.filter(part="head").select_related("unit").first()
    chief = Leader.objects.filter(posts__unit=head.unit, posts__heads_unit=True).last() if head else None
    return plan_ceremony(Ceremony(**facts), blocs=[pact.bloc], pacts=[pact], president=chief, by=by)


# --- Accounts of the signers -----------------------------------------------------------------------


def signers_file() -> Path:
    return settings.VAR_DIR / "demo" / "signers.txt"


def ensure_signers(ceremony: Ceremony) -> list[tuple[str, str, str]]:
    """(name, password, unit) of a commander's account for each member unit that has none among the demo's own."""
    kept = demo.kept_passwords(signers_file())
    units = {NAME.format(n): unit for n, unit in enumerate(_units(ceremony), start=1) if not _has_account(unit)}
    passwords = {name: kept.get(name) or one_time_password() for name in units}
    if passwords != kept:
        demo.keep_passwords(passwords, signers_file())
    for name, unit in units.items():
        _ensure(name, passwords[name], unit)
    return [(name, passwords[name], unit.name) for name, unit in units.items()]


def _units(ceremony: Ceremony) -> list[Unit]:
    bloc = ceremony.blocs.get()
    return [row.unit for row in bloc.memberships.in_order()]


def _has_account(unit: Unit) -> bool:
    return Duty.objects.filter(unit=unit, role=Role.COMMANDER, user__username__in=demo.ACCOUNTS).exists()


@transaction.atomic
def _ensure(name: str, password: str, unit: Unit) -> None:
    user = User.objects.filter(username=name).first() or demo.new_user(name, name, {"unit": unit})
    if not user.pk or not user.check_password(password):
        user.set_password(password)
        user.save()
        Event.record("blocs.give_account", user, by=demo.BY)
    if not user.duties.filter(role=Role.COMMANDER, unit=unit).exists():
        demo.give_duty(Duty(user=user, role=Role.COMMANDER, unit=unit), by=demo.BY)
