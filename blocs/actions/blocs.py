"""Series and blocs: formed, corrected; units are admitted and leave; headships go from unit to unit."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from blocs.actions.base import change, in_use_by, locked, remove, save_new, say_in_use, validate
from blocs.actions.slugs import free_slug
from blocs.logic.lifecycle import Refused
from blocs.logic.wording import day
from blocs.models import (
    MOST_UNITS,
    Bloc,
    Event,
    FormerAddress,
    Headship,
    Membership,
    Remark,
    Season,
    Series,
    User,
)


def add_series(series: Series, *, by: User) -> Series:
    series.slug = series.slug or free_slug(Series, series.name)
    _require_free_address(series)
    return save_new(series, "blocs.add_series", by=by)


@transaction.atomic
def change_series(series: Series, *, by: User, revision: int | None = None) -> Series:
    """A new address leaves the old one behind as a signpost."""
    before = Series.objects.locked(series.pk, revision)
    if before.slug != series.slug:
        _require_free_address(series)
        series.former_addresses.filter(slug=series.slug).delete()
        FormerAddress.objects.create(series=series, slug=before.slug)
    return change(series, "blocs.change_series", by=by, revision=revision)


def _require_free_address(series: Series) -> None:
    if FormerAddress.objects.filter(slug=series.slug).exclude(series=series.pk).exists():
        raise Refused(_("This address leads to another series already."))


@transaction.atomic
def form_bloc(bloc: Bloc, *, by: User) -> Bloc:
    """The bloc of a series in a season; it is called like its series where no name is given."""
    bloc.name = bloc.name or bloc.series.name
    exists = Bloc.objects.filter(series=bloc.series_id, season=bloc.season_id).first()
    if exists:
        raise Refused(_("“%(bloc)s” exists already.") % {"bloc": exists})
    return save_new(bloc, "blocs.form_bloc", by=by)


def change_bloc(bloc: Bloc, *, by: User, revision: int | None = None) -> Bloc:
    return change(bloc, "blocs.change_bloc", by=by, revision=revision)


# --- members -------------------------------------------------------------------------------


@transaction.atomic
def admit(membership: Membership, *, by: User) -> Membership:
    """A unit joins the bloc, last in the order of precedence where no place is given."""
    bloc = locked(membership.bloc)
    if bloc.memberships.on(bloc.day).count() >= MOST_UNITS:
        raise Refused(_("A bloc has at most %(most)s units.") % {"most": MOST_UNITS})
    require_living(membership)
    membership.order = membership.order or (bloc.memberships.aggregate(last=Max("order"))["last"] or 0) + 1
    return save_new(membership, "blocs.admit", by=by)


def require_living(membership: Membership) -> None:
    unit, starts = membership.unit, membership.from_on or membership.bloc.season.starts_on
    if unit.until_on and unit.until_on < starts:
        words = {"unit": unit, "day": day(unit.until_on)}
        raise Refused(_("%(unit)s ended on %(day)s and can join no bloc after that.") % words)


@transaction.atomic
def change_membership(membership: Membership, *, by: User, revision: int | None = None) -> Membership:
    """Order, days, papers; who the member is stays as it was signed for."""
    if locked(membership).unit_id != membership.unit_id:
        raise Refused(_("A membership stays with its unit. Let this unit leave and admit the other one."))
    return change(membership, "blocs.change_membership", by=by, revision=revision)


@transaction.atomic
def remove_membership(membership: Membership, *, by: User) -> None:
    """A slip taken back while nothing stands on the bloc yet; afterwards a unit leaves on a day."""
    if users := in_use_by(membership.bloc):
        raise Refused(say_in_use(membership, users))
    remove(membership, "blocs.delete_membership", by=by)


@transaction.atomic
def leave(membership: Membership, *, on: date, by: User, note: str = "", revision: int | None = None) -> Membership:
    """The unit belongs to the bloc until this day, the last one included."""
    row = Membership.objects.locked(membership.pk, revision)
    held = row.bloc.headships.filter(Q(until_on__isnull=True) | Q(until_on__gt=on), unit=row.unit)
    if held.exists():
        words = {"unit": row.unit, "part": held[0].get_part_display()}
        raise Refused(_("%(unit)s is %(part)s; hand that over first.") % words)
    row.until_on, row.note = on, note or row.note
    return change(row, "blocs.leave", by=by)


# --- headships -----------------------------------------------------------------------------


@transaction.atomic
def hand_over_headship(headship: Headship, *, by: User) -> Headship:
    """A unit takes the part from a day on; who held it until then holds it until the day before.

    Any other overlap of two terms of the same part is refused.
    """
    bloc = locked(headship.bloc)
    _require_member(bloc, headship)
    starts = headship.from_on
    overlapping = [row for row in bloc.headships.filter(part=headship.part) if overlap(row, headship)]
    former = overlapping[0] if len(overlapping) == 1 and overlapping[0].until_on is None else None
    if overlapping and not (former and starts and (former.from_on is None or former.from_on < starts)):
        raise Refused(say_overlap(overlapping[0]))
    if former:
        former.until_on = starts - timedelta(days=1)
        validate(former)
        former.save(update_fields=["until_on"])
    names = {"bloc": str(bloc), "former": str(former.unit) if former else ""}
    return save_new(headship, "blocs.hand_over_headship", by=by, **names)


def _require_member(bloc: Bloc, headship: Headship) -> None:
    on = headship.from_on or bloc.day
    if not bloc.memberships.on(max(on, bloc.season.starts_on)).filter(unit=headship.unit_id).exists():
        raise Refused(_("%(unit)s is not a member of this bloc on that day.") % {"unit": headship.unit})


def overlap(one, other) -> bool:
    """Do two dated rows share a day?"""
    begins_in_time = one.from_on is None or other.until_on is None or one.from_on <= other.until_on
    ends_late = one.until_on is None or other.from_on is None or one.until_on >= other.from_on
    return begins_in_time and ends_late


def say_overlap(held: Headship) -> str:
    words = {
        "unit": held.unit,
        "part": held.get_part_display(),
        "from": day(held.from_on) or "…",
        "until": day(held.until_on) or "…",
    }
    return _("%(unit)s is %(part)s from %(from)s until %(until)s; two terms cannot overlap.") % words


@transaction.atomic
def name_acting_head(headship: Headship, *, by: User) -> Headship:
    """A member unit, usually the deputy, acts as head between two days, both included; head and deputy stay what they
    are. Raises Refused outside the season, for no member, for the head itself, and where another acts on these days.
    """
    bloc = locked(headship.bloc)
    headship.part = Headship.Part.ACTING
    validate(headship)
    season = bloc.season
    if headship.from_on < season.starts_on or headship.until_on > season.ends_on:
        raise Refused(
            _("An acting head is named for days of the season, from %(from)s until %(until)s.") % _days(season)
        )
    _require_acts(bloc, headship)
    for other in bloc.headships.filter(part=Headship.Part.ACTING):
        if overlap(other, headship):
            raise Refused(say_overlap(other))
    return save_new(headship, "blocs.name_acting_head", by=by, bloc=str(bloc))


def _days(season: Season) -> dict[str, str]:
    return {"from": day(season.starts_on), "until": day(season.ends_on)}


def _require_acts(bloc: Bloc, term: Headship) -> None:
    """A member on each of these days, and the head on none."""
    words = {"unit": term.unit, "from": day(term.from_on), "until": day(term.until_on)}
    days = (term.from_on, term.until_on)
    if not all(bloc.memberships.on(one).filter(unit=term.unit_id).exists() for one in days):
        raise Refused(_("%(unit)s is not a member of this bloc from %(from)s until %(until)s.") % words)
    if any(overlap(row, term) for row in bloc.headships.filter(unit=term.unit_id, part=Headship.Part.HEAD)):
        raise Refused(_("%(unit)s heads the bloc itself between %(from)s and %(until)s.") % words)


@transaction.atomic
def end_acting_head(headship: Headship, *, on: date, by: User) -> Headship:
    """From the day after `on` the head acts again; a term that has not begun yet is ended by taking it back whole."""
    locked(headship.bloc)
    headship = Headship.objects.select_for_update().get(pk=headship.pk)
    if headship.part != Headship.Part.ACTING or on > headship.until_on:
        raise Refused(_("This term of acting ended already."))
    if on < headship.from_on:
        Event.record("blocs.end_acting_head", headship.bloc, by=by, unit=str(headship.unit), taken_back=True)
        headship.delete()
        return headship
    headship.until_on = on
    return change(headship, "blocs.end_acting_head", by=by, bloc=str(headship.bloc))


def change_headship(headship: Headship, *, by: User) -> Headship:
    """Put right a term; it may not come to overlap another of the same part."""
    others = headship.bloc.headships.filter(part=headship.part).exclude(pk=headship.pk)
    for other in others:
        if overlap(other, headship):
            raise Refused(say_overlap(other))
    return change(headship, "blocs.change_headship", by=by, bloc=str(headship.bloc))


# --- further facts --------------------------------------------------------------------------


@transaction.atomic
def add_remark(remark: Remark, *, by: User) -> Remark:
    remark.order = (remark.bloc.remarks.aggregate(last=Max("order"))["last"] or 0) + 1
    validate(remark)
    remark.save()
    Event.record("blocs.add_remark", remark.bloc, by=by, text=remark.text)
    return remark
