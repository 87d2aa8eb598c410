"""Units: the tree on a day, one unit with all it has been, and what becomes of it."""

from functools import partial

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions import units as actions
from blocs.forms.base import HouseForm
from blocs.forms.fields import DayField, LineField
from blocs.forms.units import EndForm, MergeForm, MoveForm, RenameForm, UnitEditForm, UnitForm
from blocs.lineage import predecessor_ids
from blocs.logic.text import fold
from blocs.logic.trees import grow
from blocs.models import Bloc, Membership, RankHeld, Unit
from blocs.pages import get_for, page, paged, require
from blocs.views.asking import ask, logbook_of


class UnitSearch(HouseForm):
    q = LineField(required=False, check_legacy=False)
    day = DayField(required=False)


def unit_list(request):
    """The tree as it stood on a day; with a search the flat list of what was found, former names too."""
    asked = UnitSearch(request.GET)
    asked.is_valid()
    q, day = asked.cleaned_data.get("q", ""), asked.cleaned_data.get("day") or timezone.localdate()
    rows = Unit.objects.visible_to(request.user).on(day).select_related("level").prefetch_related("pasts")
    context = {"q": q, "day": day, "asked": asked, "may_manage": request.user.has_perm("blocs.manage")}
    if q:
        found = paged(request, _search(rows, q))
        named = [(unit, unit.name_on(day)) for unit in found]
        return page(request, "blocs/unit_list.html", {**context, "found": found, "named": named, "count": len(named)})
    units = [unit.as_on(day) for unit in rows]
    return page(request, "blocs/unit_list.html", {**context, "tree": grow(units, key=_key, parent=_parent)})


def _key(form):
    return form.unit.pk


def _parent(form):
    return form.parent_id


def _search(rows, q):
    for word in fold(q).split():
        rows = rows.filter(Q(name_fold__contains=word) | Q(code__icontains=word) | Q(short_name__icontains=word))
    return rows.order_by("name_sort", "pk")


def unit_detail(request, pk):
    rows = Unit.objects.visible_to(request.user).select_related("level", "parent")
    unit = get_for(request.user, Unit, pk, queryset=rows)
    blocs = Bloc.objects.visible_to(request.user)
    posts = (
        unit.posts.on()
        .select_related("leader")
        .prefetch_related(Prefetch("leader__ranks", RankHeld.objects.select_related("rank")))
    )
    context = {
        "unit": unit,
        "above": Unit.objects.filter(pk__in=unit.ancestor_ids() - {unit.pk}).order_by("path"),
        "below": unit.children.on(),
        "pasts": unit.pasts.select_related("level", "parent"),
        "successions": unit.successions.select_related("after"),
        "origins": unit.origins.select_related("before"),
        "earlier": _of_predecessors(unit, blocs),
        "memberships": unit.memberships.filter(bloc__in=blocs)
        .select_related("bloc__season")
        .order_by("-bloc__season__starts_on"),
        "headships": unit.headships.filter(bloc__in=blocs)
        .select_related("bloc__season")
        .order_by("-bloc__season__starts_on"),
        "posts": [(post, post.leader.rank_on(None)) for post in posts],
        "may_manage": request.user.has_perm("blocs.manage", unit),
        "may_read_logbook": request.user.has_perm("blocs.read_logbook"),
        "logbook": logbook_of(unit),
        "illustrative": unit.is_illustrative,
    }
    return page(request, "blocs/unit_detail.html", context)


def _of_predecessors(unit, blocs):
    """The memberships of all it took over, through every reorganisation before; the newest season first."""
    rows = Membership.objects.filter(unit__in=predecessor_ids(unit), bloc__in=blocs)
    rows = rows.select_related("unit", "bloc__season")
    return rows.order_by("-bloc__season__starts_on", "unit__precedence", "unit__name_sort", "pk")


def unit_add(request):
    require(request.user, "blocs.manage")
    form = UnitForm(request.POST or None, initial={"parent": request.GET.get("parent")})
    return ask(request, form, actions.add_unit, title=_("Add a unit"), back=reverse("blocs:unit_list"))


def unit_edit(request, pk):
    unit = get_for(request.user, Unit, pk, "blocs.manage")
    form = UnitEditForm(request.POST or None, instance=unit)
    return ask(request, form, actions.correct_unit, title=_("Correct the unit"), back=unit, about=str(unit))


def unit_rename(request, pk):
    unit = get_for(request.user, Unit, pk, "blocs.manage")
    form = RenameForm(request.POST or None, initial={"revision": unit.revision})
    return ask(
        request, form, partial(actions.rename_unit, unit), title=_("Rename the unit"), back=unit, about=unit.name
    )


def unit_move(request, pk):
    unit = get_for(request.user, Unit, pk, "blocs.manage")
    form = MoveForm(request.POST or None, initial={"revision": unit.revision, "parent": unit.parent})
    return ask(request, form, partial(actions.move_unit, unit), title=_("Move the unit"), back=unit, about=unit.name)


def unit_merge(request, pk):
    unit = get_for(request.user, Unit, pk, "blocs.manage")
    form = MergeForm(request.POST or None, into=unit)
    action = partial(actions.merge_units, into=unit)
    title = _("Merge units into this one")
    return ask(request, form, _with_units(action), title=title, back=unit, about=unit.name)


def _with_units(action):
    return lambda *, units, **context: action(units, **context)


def unit_end(request, pk):
    unit = get_for(request.user, Unit, pk, "blocs.manage")
    form = EndForm(request.POST or None, unit=unit)
    title = _("Split or dissolve the unit")
    return ask(request, form, partial(actions.end_unit, unit), title=title, back=unit, about=unit.name)
