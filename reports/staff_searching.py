"""The search of people at work: whatever they may see, and what they may do, with or without accents (SYS-1).

A fixed number of queries; each word of the query must be found. What is written in prose is not searched.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.context import staff_names
from blocs.logic.codes import REFERENCE, SIGNS, VERIFICATION
from blocs.logic.text import clean, fold
from blocs.models import Bloc, Membership, Unit, User
from blocs.views.people import leaders_for
from pacts.models import Ceremony, Pact, Pledge, Signature
from reports.models import Paper, Publication, Report, Reporting
from reports.searching import Group, Hit

LONGEST = 100  # characters of a query
MOST = 20  # of each kind on the page; the palette shows fewer
READ = 4000  # rows looked through of what has no folded name: the newest


def search_for(user: User, q: str, most: int = MOST) -> list[Group]:
    """Groups with at most `most` hits each, those that have any; none for an empty query."""
    words = fold(clean(q)[:LONGEST]).split()
    if not words:
        return []
    kinds: list[tuple[Any, Callable[..., Iterable[Hit]]]] = [
        (_("Reference codes"), _codes),
        (_("What to do"), _actions),
        (_("Units"), _units),
        (_("Emulation blocs"), _blocs),
        (_("Pacts"), _pacts),
        (_("Pledges"), _pledges),
        (_("Ceremonies"), _ceremonies),
        (_("Summaries"), _summaries),
        (_("People"), _people),
    ]
    groups = [Group(label, list(find(user, words, most))[:most]) for label, find in kinds]
    return [group for group in groups if group.hits]


@lru_cache(maxsize=16384)
def _folded(text: str) -> str:
    return fold(text)


def _has(words: list[str], *texts: str) -> bool:
    folded = " ".join(map(_folded, texts))
    return all(word in folded for word in words)


def _by_fold(rows: QuerySet, words: list[str], field: str = "name_fold") -> QuerySet:
    for word in words:
        rows = rows.filter(**{f"{field}__contains": word})
    return rows


# --- What is done ---


def _actions(user: User, words: list[str], most: int) -> list[Hit]:
    """The pages of the menu, and entering the figures of each unit this person may enter them for, now."""
    pages = [Hit(label, reverse(name)) for name, label in staff_names(user)]
    return [hit for hit in [*pages, *_entries(user)] if _has(words, hit.name, hit.note)]


def _entries(user: User) -> list[Hit]:
    reportings = Reporting.objects.visible_to(user).with_names().filter(state=Reporting.State.OPEN)
    members: dict[int, list[Membership]] = {}
    for row in Membership.objects.filter(bloc__reportings__in=reportings).distinct().select_related("unit").in_order():
        members.setdefault(row.bloc_id, []).append(row)
    return [hit for reporting in reportings for hit in _entries_of(user, reporting, members)]


def _entries_of(user: User, reporting: Reporting, members: dict[int, list[Membership]]) -> list[Hit]:
    """`run_phases` is asked once a reporting; whose own unit it is, of the duties at hand."""
    runs = user.has_perm("reports.run_phases", reporting)
    own = {duty.unit_id for duty in user.duties_today if duty.role in ("commander", "reporter")}
    units = [row.unit for row in members.get(reporting.bloc_id, []) if runs or row.unit_id in own]
    address = f"{reverse('reports:figure_entry')}?ky={reporting.pk}&don_vi="
    words = [(_("Enter results: %(unit)s") % {"unit": unit.name}, f"{address}{unit.pk}") for unit in units]
    return [Hit(name, url, str(reporting)) for name, url in words]


# --- What is there ---


def _codes(user: User, words: list[str], most: int) -> list[Hit]:
    """Reports and signatures by the whole code or its first four signs and more; papers by the whole code."""
    typed = "".join(words).upper()
    if code := VERIFICATION.found_in(typed):
        return _papers(user, code)
    begun = typed.replace("-", "")
    if not (4 <= len(begun) <= 8 and set(begun) <= set(SIGNS)):
        return []
    begins = REFERENCE.found_in(typed) or f"{begun[:4]}-{begun[4:]}"
    return [*_reports(user, begins, most), *_signatures(user, begins, most)]


def _papers(user: User, code: str) -> list[Hit]:
    rows = Paper.objects.visible_to(user).filter(code=code).select_related("pact__bloc")
    return [
        Hit(f"{row.code} – {row.pact}", reverse("verify_code", args=[row.code]), row.pact.bloc.name) for row in rows
    ]


def _signatures(user: User, begins: str, most: int) -> list[Hit]:
    rows = Signature.objects.filter(pact__in=Pact.objects.visible_to(user), code__startswith=begins).exclude(code="")
    rows = rows.select_related("pact__bloc").order_by("-signed_at", "-pk")[:most]
    return [Hit(f"{row.code} – {row}", row.get_absolute_url(), str(row.pact)) for row in rows]


def _reports(user: User, begins: str, most: int) -> list[Hit]:
    rows = Report.objects.visible_to(user).filter(code__startswith=begins).exclude(code="")
    rows = rows.select_related("unit", "reporting__bloc", "reporting__phase").order_by("-sent_at")[:most]
    return [Hit(f"{row.code} – {row}", row.get_absolute_url(), row.reporting.bloc.name) for row in rows]


def _units(user: User, words: list[str], most: int) -> list[Hit]:
    rows = _by_fold(Unit.objects.visible_to(user), words).order_by("name_sort", "pk")[:most]
    return [Hit(unit.name, unit.get_absolute_url()) for unit in rows]


def _blocs(user: User, words: list[str], most: int) -> list[Hit]:
    rows = _by_fold(Bloc.objects.visible_to(user), words).select_related("season")
    rows = rows.order_by("-season__starts_on", "name_sort", "pk")[:most]
    return [Hit(bloc.name, bloc.get_absolute_url(), bloc.season.name) for bloc in rows]


def _pacts(user: User, words: list[str], most: int) -> list[Hit]:
    rows = Pact.objects.visible_to(user).select_related("bloc__season").order_by("-bloc__season__starts_on", "-pk")
    found = [row for row in rows[:READ] if _has(words, str(row), row.bloc.name, row.bloc.season.name)]
    return [Hit(str(row), row.get_absolute_url(), f"{row.bloc.name}, {row.bloc.season.name}") for row in found]


def _pledges(user: User, words: list[str], most: int) -> list[Hit]:
    rows = Pledge.objects.visible_to(user).order_by("-pact__bloc__season__starts_on", "-pact__version", "pk")
    told = rows.values_list("pk", "name", "pact", "pact__bloc__name", "pact__bloc__season__name")[:READ]
    found = [row for row in told if _has(words, row[1])][:most]
    return [
        Hit(name, f"{reverse('pacts:pact_detail', args=[pact])}#noi-dung-{pk}", f"{bloc}, {season}")
        for pk, name, pact, bloc, season in found
    ]


def _ceremonies(user: User, words: list[str], most: int) -> list[Hit]:
    rows = Ceremony.objects.visible_to(user).order_by("-on", "-pk")[:READ]
    return [
        Hit(row.title, row.get_absolute_url(), row.place_name) for row in rows if _has(words, row.title, row.place_name)
    ]


def _summaries(user: User, words: list[str], most: int) -> list[Hit]:
    """The newest revision of each."""
    newest: dict[str, Publication] = {}
    rows = Publication.objects.visible_to(user).select_related("bloc").defer("body").order_by("-pk")
    for row in rows[:READ]:
        newest.setdefault(row.thread, row)
    return [Hit(row.title, row.get_absolute_url(), row.bloc.name) for row in newest.values() if _has(words, row.title)]


def _people(user: User, words: list[str], most: int) -> list[Hit]:
    """Leaders of the units one sees; accounts for the administrator alone."""
    rows = _by_fold(leaders_for(user), words).order_by("name_sort", "pk")[:most]
    hits = [Hit(leader.name, leader.get_absolute_url(), _("leader")) for leader in rows]
    if not user.is_admin:
        return hits
    accounts = _by_fold(User.objects.all(), words).order_by("name_sort", "pk")[:most]
    return hits + [Hit(str(row), reverse("blocs:user_detail", args=[row.pk]), row.username) for row in accounts]
