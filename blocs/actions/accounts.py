"""Many accounts at once, each with its duty and a one-time password for a paper slip."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from blocs.accounts import give_account, renew_password
from blocs.actions.duties import give_duty
from blocs.logic.accounts import Wanted, read_accounts
from blocs.logic.lifecycle import Refused
from blocs.logic.text import fold
from blocs.models import Bloc, Duty, Role, Unit, User


@dataclass(frozen=True)
class Slip:
    """What is printed for one person; the password stands nowhere else."""

    name: str
    username: str
    password: str
    role: str
    place: str


@transaction.atomic
def give_accounts(lines: str, *, by: User) -> list[Slip]:
    """All accounts of the list or none: any line that cannot be carried out refuses the whole, with its sentence."""
    wanted, problems = read_accounts(lines)
    slips = []
    for row in wanted:
        try:
            with transaction.atomic():
                slips.append(_give(row, by))
        except ValidationError as error:
            problems += [_at(row, sentence) for sentence in error.messages]
        except Refused as refusal:
            problems += [_at(row, sentence) for sentence in refusal.sentences]
    if problems or not slips:
        raise Refused(*(problems or [_("Write at least one account.")]))
    return slips


def renew_slip(user: User, *, by: User) -> Slip:
    """A slip with a fresh one-time password for someone who lost theirs; names what they do today."""
    roles = dict.fromkeys(duty.get_role_display() for duty in user.duties_today)
    return Slip(str(user), user.username, renew_password(user, by=by), ", ".join(roles), "")


def _at(row: Wanted, sentence: str) -> str:
    return _("Line %(line)s: %(sentence)s") % {"line": row.line, "sentence": sentence}


def _give(row: Wanted, by: User) -> Slip:
    place = _place(row)
    user, password = give_account(row.username, row.name, by=by)
    where = {"bloc": place} if isinstance(place, Bloc) else {"unit": place} if place else {}
    duty = give_duty(Duty(user=user, role=row.role, **where), by=by)
    return Slip(row.name, row.username, password, duty.get_role_display(), str(place or ""))


def _place(row: Wanted) -> Bloc | Unit | None:
    if row.role == Role.ADMIN:
        return None
    found = _blocs(row.place) if row.role == Role.SECRETARY else _units(row.place)
    if len(found) != 1:
        sentence = _("no place is called “%(place)s”.") if not found else _("several places are called “%(place)s”.")
        raise Refused(sentence % {"place": row.place})
    return found[0]


def _blocs(text: str) -> list[Bloc]:
    series, _slash, season = text.partition("/")
    rows = Bloc.objects.filter(series__slug=series)
    return list(rows.filter(season__slug=season) if season else rows.order_by("-season__starts_on")[:1])


def _units(text: str) -> list[Unit]:
    by_slug = list(Unit.objects.filter(slug=text))
    return by_slug or list(Unit.objects.filter(name_fold=fold(text))[:2])


def lines_for(bloc: Bloc) -> str:
    """A list to start from: the secretary of the bloc, a commander and a reporter of each member unit."""
    place = f"{bloc.series.slug}/{bloc.season.slug}"
    lines = [f"Thư ký {bloc.name}; thu-ky-{bloc.series.slug}; thư ký; {place}"]
    taken = set(User.objects.values_list("username", flat=True))
    for row in bloc.memberships.in_order():
        lines.append(f"Chỉ huy {row.unit.name}; chi-huy-{row.unit.slug}; chỉ huy; {row.unit.slug}")
        lines.append(f"Cán bộ báo cáo {row.unit.name}; bao-cao-{row.unit.slug}; báo cáo; {row.unit.slug}")
    return "\n".join(line for line in lines if line.split("; ")[1] not in taken)
