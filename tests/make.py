"""One-line makers: each returns a saved row with sensible facts, and takes what the test cares about."""

import itertools
from datetime import date
from decimal import Decimal

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from blocs.models import (
    Bloc,
    Duty,
    Headship,
    Leader,
    Membership,
    Movement,
    Phase,
    Rank,
    Role,
    Season,
    Series,
    Title,
    Unit,
    User,
)
from pacts.models import Adoption, Attendee, Ceremony, Pact, Pledge, Section
from pacts.text import digest_of
from reports.models import Figure, Reporting

_count = itertools.count(1)


def a_unit(name: str | None = None, **facts) -> Unit:
    n = next(_count)
    return Unit.objects.create(
        **{"name": name or f"Đơn vị {n}", "slug": f"don-vi-{n}", "precedence": n % 30000, **facts}
    )


def a_season(year: int = 2017, **facts) -> Season:
    values = {"name": f"Năm {year}", "starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31), **facts}
    season, _ = Season.objects.get_or_create(
        slug=facts.pop("slug", str(year)), kind=facts.pop("kind", "year"), defaults=values
    )
    return season


def a_phase(season: Season, kind: str = "year", **facts) -> Phase:
    values = {"name": "Cả năm", "kind": kind, "starts_on": season.starts_on, "ends_on": season.ends_on, **facts}
    return Phase.objects.get_or_create(season=season, slug=facts.get("slug", kind), defaults=values)[0]


def a_series(**facts) -> Series:
    n = next(_count)
    facts.setdefault("organiser", None)
    organiser = facts.pop("organiser") or a_unit(f"Công an tỉnh {n}")
    return Series.objects.create(**{"name": f"Khối thi đua {n}", "slug": f"khoi-{n}", "organiser": organiser, **facts})


def a_bloc(units: int = 3, *, year: int = 2017, series: Series | None = None, **facts) -> Bloc:
    """A bloc with so many member units in precedence order; the first heads it, the second is deputy."""
    series = series or a_series()
    bloc = Bloc.objects.create(**{"series": series, "season": a_season(year), "name": series.name, **facts})
    members = [a_unit(parent=series.organiser) for _ in range(units)]
    for order, unit in enumerate(members, start=1):
        Membership.objects.create(bloc=bloc, unit=unit, order=order)
    for part, unit in zip([Headship.Part.HEAD, Headship.Part.DEPUTY], members, strict=False):
        Headship.objects.create(bloc=bloc, unit=unit, part=part)
    return bloc


def members_of(bloc: Bloc) -> list[Unit]:
    return [membership.unit for membership in bloc.memberships.in_order()]


def a_user(role: Role | None = None, *, at=None, name: str = "", **facts) -> User:
    """A user with one duty: at a bloc for a secretary, at a unit for unit roles, nowhere for an admin."""
    n = next(_count)
    user = User.objects.create_user(username=f"user{n}", password="mat-khau-123", name=name or f"Đồng chí {n}", **facts)
    if role:
        where = {"bloc": at} if isinstance(at, Bloc) else {"unit": at} if isinstance(at, Unit) else {}
        Duty.objects.create(user=user, role=role, **where)
    return user


def with_codes(user: User, secret: str) -> User:
    """Enrolled for one-time codes with this base32 secret, and given recovery codes."""
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return user


def the_cast(bloc: Bloc) -> dict[str, User]:
    """Who plays around a bloc: each role at its place, and a stranger from another bloc."""
    head, member = members_of(bloc)[0], members_of(bloc)[-1]
    return {
        "admin": a_user(Role.ADMIN),
        "standing": a_user(Role.STANDING, at=bloc.series.organiser),
        "secretary": a_user(Role.SECRETARY, at=bloc),
        "head_commander": a_user(Role.COMMANDER, at=head),
        "commander": a_user(Role.COMMANDER, at=member),
        "reporter": a_user(Role.REPORTER, at=member),
        "stranger": a_user(Role.SECRETARY, at=a_bloc()),
    }


def a_leader(name: str = "Nguyễn Văn An", **facts) -> Leader:
    return Leader.objects.create(**{"name": name, "slug": f"lanh-dao-{next(_count)}", **facts})


def a_title(name: str = "Đơn vị quyết thắng", **facts) -> Title:
    return Title.objects.create(**{"name": name, "slug": f"danh-hieu-{next(_count)}", "kind": "title", **facts})


def a_pact(bloc: Bloc | None = None, **facts) -> Pact:
    """A draft pact with one content and one pledge (≥ 90 %)."""
    bloc = bloc or a_bloc()
    pact = Pact.objects.create(**{"bloc": bloc, "title": f"Giao ước thi đua {bloc.season.name}", **facts})
    pact.movements.add(Movement.objects.get_or_create(name="Vì An ninh Tổ quốc")[0])
    a_pledge(pact)
    return pact


def a_pledge(pact: Pact, **facts) -> Pledge:
    section = (
        facts.pop("section", None)
        or pact.sections.first()
        or Section.objects.create(pact=pact, title="Phòng, chống tội phạm")
    )
    n = next(_count)
    values = {
        "name": f"Tỷ lệ điều tra, khám phá {n}",
        "kind": "at_least",
        "target": Decimal(90),
        "measure": "%",
        "order": n % 30000,
    }
    return Pledge.objects.create(**{"pact": pact, "section": section, **values, **facts})


def a_ceremony(bloc: Bloc, **facts) -> Ceremony:
    values = {"slug": f"le-ky-{next(_count)}", "title": "Lễ ký kết giao ước thi đua", "on": bloc.season.starts_on}
    ceremony = Ceremony.objects.create(**{**values, **facts})
    ceremony.blocs.add(bloc)
    ceremony.pacts.add(*bloc.pacts.all())
    return ceremony


def a_signing(units: int = 3, **facts) -> tuple[Pact, Ceremony]:
    """An open pact with its signing ceremony under way, presided over by somebody."""
    pact = a_pact(a_bloc(units), state="open")
    ceremony = a_ceremony(pact.bloc, **{"state": "live", **facts})
    Attendee.objects.create(ceremony=ceremony, part="presiding", name="Nguyễn Văn Chủ Trì")
    return pact, ceremony


def adopted(pact: Pact, **facts) -> Adoption:
    """The meeting's unanimous vote on the text as it stands."""
    values = {"digest": digest_of(pact), "votes_for": pact.bloc.memberships.count(), "adopted_at": timezone.now()}
    return Adoption.objects.create(**{"pact": pact, "outcome": "adopted", "recorded_by": "thử", **values, **facts})


def a_head_of(
    unit: Unit, name: str = "Nguyễn Văn An", *, rank: str = "Đại tá", post: str = "Trưởng phòng", since=None
) -> Leader:
    """The leader of a unit with a rank, from a day on where one is given."""
    leader = a_leader(name)
    leader.ranks.create(rank=Rank.objects.get(name=rank), from_on=since)
    leader.posts.create(unit=unit, name=post, heads_unit=True, from_on=since)
    return leader


def a_reporting(bloc: Bloc, **facts) -> Reporting:
    phase = facts.pop("phase", None) or a_phase(bloc.season)
    return Reporting.objects.create(**{"bloc": bloc, "phase": phase, "state": "open", **facts})


def a_figure(pledge: Pledge, unit: Unit | None = None, **facts) -> Figure:
    bloc = pledge.pact.bloc
    phase = facts.pop("phase", None) or a_phase(bloc.season)
    facts.setdefault("value", Decimal("92.02"))
    return Figure.objects.create(**{"bloc": bloc, "pledge": pledge, "unit": unit, "phase": phase, **facts})
