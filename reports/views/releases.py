"""Release levels of one bloc on one page, for the standing body: pages, figures, honours, one submit."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs.models import Bloc, Phase
from blocs.pages import get_for, number_or_404, page, submit, tell
from reports.actions.releases import set_levels
from reports.forms.releases import LevelsForm, field_of
from reports.models import Figure, Honour
from reports.reach import may_publish
from reports.showing import period_of, words_of


def release_levels(request):
    """`?khoi=` names the bloc; without it, the choice of blocs."""
    if not request.GET.get("khoi"):
        blocs = may_publish(request.user).with_names()[:200]
        return page(request, "reports/release_choose.html", {"blocs": blocs, "url": reverse("reports:release_levels")})
    bloc = get_for(request.user, Bloc, number_or_404(request.GET["khoi"]), "reports.set_release")
    phases = _phases(bloc)
    phase = _asked(phases, request.GET.get("ky"))
    groups = _groups(bloc, phase)
    form = LevelsForm(request.POST or None, groups=groups)
    if submit(form, _setting(form), by=request.user):
        _say(request, form.done)
        return redirect(request.get_full_path())
    rows = [
        {**group, "all": form[f"all-{group['key']}"], "rows": [_row(form, one) for one in group["things"]]}
        for group in groups
    ]
    context = {"bloc": bloc, "form": form, "groups": rows, "phases": phases, "phase": phase}
    return page(request, "reports/release_levels.html", context)


def _phases(bloc: Bloc) -> list[Phase]:
    """The phases for which units have figures here, newest first: a page shows the units of one phase."""
    figures = Figure.objects.filter(bloc=bloc, unit__isnull=False)
    return list(
        Phase.objects.filter(figures__in=figures).select_related("season").distinct().order_by("-ends_on", "starts_on")
    )


def _asked(phases: list[Phase], pk: str | None) -> Phase | None:
    return next((phase for phase in phases if str(phase.pk) == pk), phases[0] if phases else None)


def _groups(bloc: Bloc, phase: Phase | None) -> list[dict]:
    figures = Figure.objects.filter(bloc=bloc).select_related("pledge", "phase__season", "unit")
    of_bloc = figures.filter(unit__isnull=True).order_by("-phase__ends_on", "order", "pk")
    of_units = figures.filter(unit__isnull=False, phase=phase).order_by("unit__precedence", "unit", "order", "pk")
    honours = Honour.objects.filter(bloc=bloc).select_related("title", "unit").order_by("title__order", "order", "pk")
    found = [
        {"key": "pages", "name": _("Pages"), "things": [bloc, *bloc.ceremonies.order_by("on", "pk")]},
        {"key": "bloc", "name": _("Figures of the bloc as a whole"), "things": list(of_bloc)},
        {"key": "units", "name": _("Figures of the units"), "things": list(of_units)},
        {"key": "honours", "name": _("Titles and flags"), "things": list(honours)},
    ]
    return [group for group in found if group["things"]]


def _row(form: LevelsForm, thing) -> dict:
    name = field_of(thing)
    facts = {"thing": thing, "public": form[name], "note": ""}
    if isinstance(thing, Figure):
        shown = thing if not thing.is_withheld else _bare(thing)
        facts |= {
            "withheld": form[f"w-{name}"],
            "note": " · ".join(filter(None, [str(thing.unit or ""), period_of(thing), words_of(shown)])),
        }
    if isinstance(thing, Honour):
        facts["note"] = thing.get_status_display()
    return facts


def _bare(figure: Figure) -> Figure:
    """Staff who decide see the number itself, withheld or not."""
    return Figure(
        **{field.attname: getattr(figure, field.attname) for field in Figure._meta.fields} | {"is_withheld": False}
    )


def _setting(form: LevelsForm):
    return lambda *, by, reason, **_ticks: set_levels(form.levels(), withheld=form.withheld(), reason=reason, by=by)


def _say(request, count: int) -> None:
    if count:
        tell(
            request,
            ngettext("%(count)s release level changed.", "%(count)s release levels changed.", count) % {"count": count},
        )
    else:
        tell(request, _("Nothing was changed."))
