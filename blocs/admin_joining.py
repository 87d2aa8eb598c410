"""A unit joins a bloc whose season has begun: from which day, what follows from it, and only then the joining."""

from collections.abc import Callable, Iterable
from datetime import date

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from blocs.actions.blocs import admit
from blocs.forms.fields import DayField, LineField
from blocs.logic.lifecycle import Refused
from blocs.logic.wording import day
from blocs.models import Bloc, Membership, Unit
from blocs.pages import number_or_404

Effects = Callable[[Bloc, Unit, date], Iterable[str]]
EFFECTS: list[Effects] = []  # floors above add what they know of


def has_begun(bloc: Bloc) -> bool:
    return bloc.season.starts_on <= timezone.localdate()


class JoinForm(forms.Form):
    from_on = DayField(
        label=gettext_lazy("from"), widget=AdminDateWidget, help_text=gettext_lazy("The first day as a member.")
    )
    decision_number = LineField(
        label=gettext_lazy("decision number"), max_length=100, help_text=gettext_lazy("The paper that says so.")
    )
    note = LineField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("It is kept in the logbook, word for word."),
    )

    def __init__(self, *args, bloc: Bloc, site, **kwargs):
        super().__init__(*args, **kwargs)
        self.bloc = bloc
        widget = AutocompleteSelect(Membership._meta.get_field("unit"), site)
        label, words = (
            gettext_lazy("unit"),
            gettext_lazy("Type a few letters of the unit's name, also without accents."),
        )
        self.fields["unit"] = forms.ModelChoiceField(Unit.objects.all(), label=label, help_text=words, widget=widget)
        self.order_fields(["unit", "from_on", "decision_number", "note"])

    def clean_from_on(self):
        starts, season = self.cleaned_data["from_on"], self.bloc.season
        if not season.starts_on <= starts <= season.ends_on:
            words = {"from": day(season.starts_on), "until": day(season.ends_on)}
            raise ValidationError(_("The day must lie in the season, %(from)s to %(until)s.") % words)
        return starts

    def clean_unit(self):
        unit = self.cleaned_data["unit"]
        if self.bloc.memberships.filter(unit=unit, until_on__isnull=True).exists():
            raise ValidationError(_("%(unit)s is a member already.") % {"unit": unit})
        return unit


def join_page(register, request, pk: int):
    """First press: what follows; second press, with the same answers: done."""
    bloc = get_object_or_404(Bloc.objects.select_related("season", "series"), pk=number_or_404(str(pk)))
    if not register.has_change_permission(request, bloc):
        raise PermissionDenied
    form = JoinForm(request.POST or None, bloc=bloc, site=register.admin_site)
    if form.is_valid() and "confirm" in request.POST and _admitted(request, form):
        return redirect(register.address("change", bloc.pk))
    return TemplateResponse(request, "admin/join.html", _context(register, request, bloc, form))


def _admitted(request, form: JoinForm) -> bool:
    try:
        row = admit(Membership(bloc=form.bloc, order=_next_place(form.bloc), **form.cleaned_data), by=request.user)
    except (Refused, ValidationError) as refusal:
        for sentence in refusal.sentences if isinstance(refusal, Refused) else refusal.messages:
            form.add_error(None, sentence)
        return False
    words = {"unit": row.unit, "day": day(row.from_on)}
    messages.success(request, _("%(unit)s is a member from %(day)s.") % words)
    return True


def _next_place(bloc: Bloc) -> int:
    return max(bloc.memberships.values_list("order", flat=True), default=0) + 1


def _context(register, request, bloc: Bloc, form: JoinForm) -> dict:
    common = register.admin_site.each_context(request)
    shown = form.is_valid()
    effects = effects_of(bloc, form.cleaned_data["unit"], form.cleaned_data["from_on"]) if shown else []
    words = {"opts": register.opts, "thing": bloc, "title": _("Add a unit"), "form": form, "effects": effects}
    return {**common, **words, "media": register.media + form.media}


def effects_of(bloc: Bloc, unit: Unit, starts: date) -> list[str]:
    """What follows from the unit's joining on that day, a sentence each; the bloc's own facts first."""
    return [*_own_effects(bloc, unit, starts), *(sentence for tell in EFFECTS for sentence in tell(bloc, unit, starts))]


def _own_effects(bloc: Bloc, unit: Unit, starts: date) -> Iterable[str]:
    count = bloc.memberships.on(starts).exclude(unit=unit).count() + 1
    sentence = ngettext("From %(day)s the bloc has %(n)s unit.", "From %(day)s the bloc has %(n)s units.", count)
    yield sentence % {"day": day(starts), "n": count}
    yield _("%(unit)s stands last in the order of precedence, at place %(place)s; it can be moved afterwards.") % {
        "unit": unit,
        "place": _next_place(bloc),
    }
    others = Bloc.objects.filter(season=bloc.season_id, memberships__unit=unit).exclude(pk=bloc.pk)
    for other in others:
        yield _("It is a member of “%(bloc)s” in the same season.") % {"bloc": other.name}
