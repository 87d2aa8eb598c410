"""Directives: given from a cell, a unit or a pledge of the board; read, answered, settled, returned."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.models import Bloc, Phase, Unit, User
from blocs.pages import doors, get_for, number_in, number_or_404, page, paged, require, submit, tell
from pacts.models import Pact, Pledge, Section
from reports.actions import directives as actions
from reports.directive_lists import course_of, readable
from reports.forms.directives import AnswerDirectiveForm, DirectiveForm, ReturnForm
from reports.logic.deadlines import words
from reports.logic.directive_states import DIRECTIVE, STATUS
from reports.models import Directive
from reports.reach import may_publish

State = Directive.State


def directive_list(request: HttpRequest):
    """Those this person may read, the most pressing first; `?don_vi=`, `?nguoi=` and `?tinh_trang=` narrow them."""
    every = readable(request.user)
    asked = {name: request.GET.get(name, "") for name in ("don_vi", "nguoi", "tinh_trang")}
    given = set(may_publish(request.user).values_list("pk", flat=True))
    shown = paged(request, _narrowed(every, asked).order_by("settled_at", "due_on", "pk"))
    for row in shown:
        row.status, row.when = STATUS[row.state], _when(row)
        row.may_follow = row.round and row.bloc_id in given
    context = {
        "page": shown,
        "asked": asked,
        "units": Unit.objects.filter(pk__in=every.order_by().values("unit")).order_by("precedence", "name_sort"),
        "givers": User.objects.filter(pk__in=every.order_by().values("given_by")).order_by("name_sort"),
        "states": State.choices,
        "may_give": bool(given),
    }
    return page(request, "reports/directive_list.html", context)


def _narrowed(rows, asked: dict[str, str]):
    if asked["don_vi"]:
        rows = rows.filter(unit=number_in(asked["don_vi"]))
    if asked["nguoi"]:
        rows = rows.filter(given_by=number_in(asked["nguoi"]))
    return rows.filter(state=asked["tinh_trang"]) if asked["tinh_trang"] in State.values else rows


def _when(row: Directive) -> str:
    return words(row.due_on, timezone.localdate()) if row.state == State.OPEN else ""


# --- Giving one


@dataclass(frozen=True)
class Subject:
    """What a directive is about; all but the bloc may be missing."""

    bloc: Bloc
    phase: Phase | None
    unit: Unit | None
    section: Section | None
    pledge: Pledge | None


def directive_give(request: HttpRequest):
    """`?khoi=&ky=&don_vi=&muc=&chi_tieu=`: bloc, slug of the phase, unit, content, pledge."""
    about = asked_subject(request.user, request.GET)
    directive = Directive(
        bloc=about.bloc, phase=about.phase, unit=about.unit, section=about.section, pledge=about.pledge
    )
    form = DirectiveForm(request.POST or None, instance=directive, units=members_of(about.bloc))
    if submit(form, actions.give_directive, by=request.user):
        tell(request, _("The directive is given; it stands among the unit's tasks now."))
        return redirect(form.done)
    context = {"about": about, "form": form, "bloc": about.bloc, "back": _back(about), "today": timezone.localdate()}
    return page(request, "reports/directive_give.html", context)


def asked_subject(user: User, asked) -> Subject:
    """404 for what is not of the bloc, 403 for who gives no directives there."""
    bloc = _bloc(user, asked.get("khoi"))
    phases = Phase.objects.filter(season=bloc.season_id)
    phase = next((one for one in phases if one.slug == asked.get("ky")), None)
    if asked.get("ky") and phase is None:
        raise Http404
    unit = next((one for one in members_of(bloc) if str(one.pk) == asked.get("don_vi")), None)
    if asked.get("don_vi") and unit is None:
        raise Http404
    section, pledge = _place_in_pact(bloc, asked.get("muc"), asked.get("chi_tieu"))
    return Subject(bloc, phase, unit, section, pledge)


def _bloc(user: User, khoi: str | None) -> Bloc:
    rows = Bloc.objects.visible_to(user).select_related("season", "series").order_by("-season__starts_on", "name_sort")
    if khoi:
        return get_for(user, Bloc, number_or_404(khoi), "reports.give_directive", queryset=rows)
    bloc = rows.filter(pk__in=may_publish(user)).first() or rows.first()
    require(user, "reports.give_directive", bloc or Bloc())
    return bloc


def members_of(bloc: Bloc) -> list[Unit]:
    return [row.unit for row in bloc.memberships.on(bloc.season.ends_on).in_order()]


def _place_in_pact(bloc: Bloc, muc: str | None, chi_tieu: str | None) -> tuple[Section | None, Pledge | None]:
    """A content of the bloc's newest sealed pact, or one of its pledges, which brings its content along."""
    if not (muc or chi_tieu):
        return None, None
    pact = Pact.objects.sealed().filter(bloc=bloc).order_by("-version").first()
    if chi_tieu:
        pledges = Pledge.objects.filter(pact=pact).select_related("section")
        pledge = get_object_or_404(pledges, pk=number_or_404(chi_tieu))
        return pledge.section, pledge
    return get_object_or_404(Section, pact=pact, pk=number_or_404(muc)), None


def _back(about: Subject) -> str:
    """The unit under the glass, or the board."""
    named = {"khoi": about.bloc.pk, "ky": about.phase.slug if about.phase else ""}
    query = urlencode({name: value for name, value in named.items() if value})
    place = reverse("reports:board_unit", args=[about.unit.pk]) if about.unit else reverse("reports:board")
    return f"{place}?{query}" + (f"#p{about.pledge.pk}" if about.unit and about.pledge else "")


# --- One directive


def _directive(request: HttpRequest, pk: int, perm: str) -> Directive:
    rows = Directive.objects.visible_to(request.user).select_related(
        "bloc__season", "bloc__series", "unit", "phase", "section", "pledge", "given_by"
    )
    return get_for(request.user, Directive, pk, perm, queryset=rows)


def directive_detail(request: HttpRequest, pk: int):
    return _detail(request, _directive(request, pk, "reports.read_directive"))


def _detail(request: HttpRequest, directive: Directive, **bound):
    """`bound` holds a form that was refused."""
    context = {
        "directive": directive,
        "bloc": directive.bloc,
        "status": STATUS[directive.state],
        "when": _when(directive),
        "course": course_of(directive),
        "back": _back(Subject(directive.bloc, directive.phase, directive.unit, directive.section, directive.pledge)),
        "doors": _doors(directive, request.user),
        **_forms(request.user, directive),
        **bound,
    }
    return page(request, "reports/directive_detail.html", context)


def _forms(user: User, directive: Directive) -> dict:
    found = {}
    if directive.state == State.OPEN and user.has_perm("reports.answer_directive", directive):
        found["answer_form"] = AnswerDirectiveForm(directive=directive)
    if directive.state == State.ANSWERED and user.has_perm("reports.return_directive", directive):
        found["return_form"] = ReturnForm()
    return found


def _doors(directive: Directive, user: User) -> list:
    """Settling and its undoing are pressed; answer and return have their forms."""
    names = {"settle_directive": "directive_settle", "unsettle_directive": "directive_unsettle"}
    urls = {verb: reverse(f"reports:{name}", args=[directive.pk]) for verb, name in names.items()}
    confirm = {"settle_directive": _("Settle this directive? The unit's task is then over.")}
    return doors(DIRECTIVE, directive, user, app="reports", urls=urls, confirm=confirm)


def directive_answer(request: HttpRequest, pk: int):
    directive = _directive(request, pk, "reports.answer_directive")
    form = AnswerDirectiveForm(request.POST or None, directive=directive)
    if submit(form, _doing(actions.answer_directive, directive), by=request.user):
        tell(request, _("The answer has been sent."))
        return redirect(directive)
    return _detail(request, directive, answer_form=form)


def directive_return(request: HttpRequest, pk: int):
    directive = _directive(request, pk, "reports.return_directive")
    form = ReturnForm(request.POST or None)
    if submit(form, _doing(actions.return_directive, directive), by=request.user):
        tell(request, _("The answer is returned; the unit reads your reason word for word."))
        return redirect(directive)
    return _detail(request, directive, return_form=form)


def _doing(action, directive: Directive):
    return lambda **said: action(directive, **said)


@require_POST
def directive_settle(request: HttpRequest, pk: int):
    directive = _directive(request, pk, "reports.settle_directive")
    actions.settle_directive(directive, by=request.user, revision=number_in(request.POST.get("revision")))
    tell(request, _("The directive is settled."))
    return redirect(directive)


@require_POST
def directive_unsettle(request: HttpRequest, pk: int):
    directive = _directive(request, pk, "reports.unsettle_directive")
    actions.unsettle_directive(directive, by=request.user)
    tell(request, _("The settling is undone."))
    return redirect(directive)
