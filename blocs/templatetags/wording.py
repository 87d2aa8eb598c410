"""The house style as template filters: {% load wording %} then {{ pact.sealed_at|moment }}."""

from datetime import datetime

from django import template
from django.utils.timezone import is_aware, localtime

from blocs.logic import text, wording

register = template.Library()


def _local(value):
    """Times are shown in the site's zone."""
    return localtime(value) if isinstance(value, datetime) and is_aware(value) else value


def _in_local_time(write):
    def written(value):
        return write(_local(value))

    return written


for name in ("day", "moment", "long_day", "long_moment"):
    register.filter(name, _in_local_time(getattr(wording, name)))

for name in ("number", "percent", "signed", "points_difference"):
    register.filter(name, getattr(wording, name))

for name in ("fuzzy_day", "trimmed", "typed", "small_count", "address_list"):
    register.filter(name, getattr(wording, name))

register.filter("fold", text.fold)


@register.filter
def any_has(rows, name: str) -> bool:
    """Whether a column has anything to show: some row's attribute of that name is not empty."""
    return any(getattr(row, name) for row in rows)


@register.filter
def under(rows, key):
    """What stands under this key of a dict; nothing where the page was given no dict."""
    return rows.get(key) if isinstance(rows, dict) else None


@register.filter
def name_on(unit, day) -> str:
    """The name the unit bore on that day; a page of many units fetches their `pasts` beforehand."""
    return unit.name_on(day)


@register.filter
def short_on(unit, day) -> str:
    """The short name, or the whole one; of a unit that was called otherwise on that day the name of then."""
    past = unit.past_on(day)
    return past.name if past else unit.short_name or unit.name


@register.filter
def address_full(person) -> str:
    """A person with rank, name, party_post and position, in full."""
    return wording.address_list([person])


@register.filter
def address_short(person) -> str:
    """Rank and name of a person."""
    return wording.address_short(str(person.rank or ""), person.name)
