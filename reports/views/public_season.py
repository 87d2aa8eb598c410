"""One bloc in one season as the public reads it: what was promised, what was reached, what was granted."""

from datetime import date

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from blocs.models import Bloc, FormerAddress, Phase, Unit
from pacts.models import Ceremony, OwnTarget, Pact, Pledge, Regulation
from reports import published
from reports.drafting import SIGNINGS, honour_words
from reports.models import Submission
from reports.showing import own_phrase, rows_of, stages_of, words_of
from reports.submission_showing import cuts_told
from reports.views.gate import may_see, public_page, ribbon_of
from reports.views.public import headships_of, members_of


@public_page
def public_season(request, slug, season):
    bloc = _bloc(slug, season)
    if isinstance(bloc, str):
        return redirect("public_season", bloc, season, permanent=True)
    ribbon = ribbon_of(bloc, may_see(request.user, bloc))
    ceremonies = list(published.ceremonies().filter(blocs=bloc).order_by("on", "pk"))
    pacts = _pacts(bloc)
    papers = published.papers_by_pact(pacts)
    honours = honours_of(published.honours().filter(bloc=bloc))
    context = {
        "bloc": bloc,
        "ribbon": ribbon,
        "illustrative": bloc.is_illustrative,
        "stages": stages_of(bloc, ceremonies),
        "ceremonies": ceremonies,
        "members": members_of(bloc),
        "heads": headships_of(bloc),
        "pact": pacts[0] if pacts else None,
        "sealed_on": _sealed_on(pacts[0]) if pacts else None,
        "older_pacts": pacts[1:],
        "paper": papers.get(pacts[0].pk) if pacts else None,
        "sections": contents_of(pacts[0])[pacts[0].pk] if pacts else [],
        "figures": rows_of(
            published.figures().filter(bloc=bloc, unit__isnull=True).order_by("-phase__ends_on", "order", "pk")
        ),
        "has_unit_figures": published.figures().filter(bloc=bloc, unit__isnull=False).exists(),
        "last_year": rows_of(published.last_year(bloc).exclude(bloc=bloc).order_by("order", "pk")),
        "honours": honours,
        "cuts": cuts_of(honours),
        "over_quota": over_quota_of(honours),
        "candidates": Submission.objects.filter(bloc=bloc, state=Submission.State.COMMENTS).first(),
        "result": published.results().filter(bloc=bloc).first(),
        "summaries": list(published.summaries().filter(bloc=bloc).order_by("-published_at")),
        "remarks": list(bloc.remarks.all()),
        "regulation": Regulation.objects.filter(bloc=bloc).first(),
        "phases": list(bloc.season.phases.all()),
        "others": list(published.blocs().filter(series=bloc.series_id).exclude(pk=bloc.pk)),
    }
    return render(request, "public/season.html", context)


def _bloc(slug: str, season: str) -> Bloc | str:
    """The bloc, public ones first where two seasons share an address; the new slug where the series has moved."""
    rows = list(
        Bloc.objects.with_names().select_related("previous__season").filter(series__slug=slug, season__slug=season)
    )
    if rows:
        return min(rows, key=lambda bloc: (not bloc.is_public, -bloc.season.starts_on.toordinal()))
    moved = FormerAddress.objects.filter(slug=slug, series__blocs__season__slug=season).select_related("series").first()
    if moved is None:
        raise Http404
    return moved.series.slug


def _pacts(bloc: Bloc) -> list[Pact]:
    """Sealed versions, newest first, with everything a page tells of them."""
    rows = Pact.objects.sealed().filter(bloc=bloc).order_by("-version")
    return list(
        rows.prefetch_related(
            "movements", "solutions", "errata", "registrations__unit__pasts", "registrations__title", "sections"
        )
    )


def _sealed_on(pact: Pact) -> date | None:
    """The day of the seal; None where the day of the signing is not known, and so not that of the seal."""
    is_fuzzy = pact.ceremonies.filter(kind__in=SIGNINGS).exclude(precision=Ceremony.Precision.DAY).exists()
    return None if is_fuzzy else timezone.localdate(pact.sealed_at)


def contents_of(*pacts: Pact) -> dict[int, list[dict]]:
    """By pact the contents in order, each with its pledges; pledges outside any content come last, under no title.

    Units bear the names of the pact's day.
    """
    rows = OwnTarget.objects.select_related("membership__unit").prefetch_related("membership__unit__pasts")
    own, days = Prefetch("own_targets", rows.order_by("membership__order")), {pact.pk: pact.day for pact in pacts}
    pledges: dict[tuple[int, int | None], list[Pledge]] = {}
    for pledge in Pledge.objects.filter(pact__in=pacts).in_order().prefetch_related(own):
        for row in pledge.own_targets.all():
            row.words, row.unit_name = own_phrase(pledge, row), row.membership.unit.name_on(days[pledge.pact_id])
        pledges.setdefault((pledge.pact_id, pledge.section_id), []).append(pledge)
    return {pact.pk: _sections(pact, pledges) for pact in pacts}


def _sections(pact: Pact, pledges: dict) -> list[dict]:
    rows = [{"section": section, "pledges": pledges.get((pact.pk, section.pk), [])} for section in pact.sections.all()]
    loose = pledges.get((pact.pk, None), [])
    return rows + ([{"section": None, "pledges": loose}] if loose else [])


def cuts_of(honours: list[dict]) -> list:
    """Proposed beside granted, of the titles where both are public."""
    told = cuts_told([one["honour"] for one in honours])
    return [(title, cut) for title, cut in told if cut.is_known]


def over_quota_of(honours: list[dict]) -> list[Submission]:
    """Lists that went beyond their quota, once something of them is public and decided."""
    found = {row.submission_id: row.submission for row in (one["honour"] for one in honours) if row.submission_id}
    lists = [made for made in found.values() if made.state == Submission.State.DECIDED]
    for made in lists:
        made.beyond = [row for row in made.quota_table if row["over"]]
    return [made for made in lists if made.beyond]


def honours_of(rows) -> list[dict]:
    """Honours with their words, granted ones and proposals side by side as they are recorded."""
    found = (
        rows.select_related("title", "granted_title", "unit", "bloc__season", "bloc__series", "submission")
        .prefetch_related("unit__pasts")
        .order_by("title__order", "order", "pk")
    )
    return [{"honour": row, "words": honour_words(row)} for row in found]


@public_page
def public_figures(request, slug, season):
    """Released figures of a season, a phase at a time: of the bloc as a whole or a unit, and all units in a table."""
    bloc = _bloc(slug, season)
    if isinstance(bloc, str):
        return redirect("public_figures", bloc, season, permanent=True)
    ribbon = ribbon_of(bloc, may_see(request.user, bloc))
    phases = list(
        Phase.objects.filter(figures__in=published.figures().filter(bloc=bloc))
        .select_related("season")
        .distinct()
        .order_by("-ends_on", "starts_on")
    )
    phase = _asked(phases, "pk", request.GET.get("ky"))
    units = (
        list(
            Unit.objects.filter(figures__in=published.figures().filter(bloc=bloc, phase=phase))
            .distinct()
            .prefetch_related("pasts")
        )
        if phase
        else []
    )
    unit = _asked(units, "slug", request.GET.get("don-vi"), required=False)
    rows = (
        published.figures()
        .filter(bloc=bloc, phase=phase, unit=unit)
        .order_by("order", "pledge__section__order", "pledge__order", "pk")
    )
    context = {
        "bloc": bloc,
        "ribbon": ribbon,
        "illustrative": bloc.is_illustrative,
        "phases": phases,
        "phase": phase,
        "units": units,
        "unit": unit,
        "unit_name": unit and unit.name_on(bloc.day),
        "rows": rows_of(rows) if phase else [],
        "matrix": _matrix(bloc, phase, units),
    }
    return render(request, "public/figures.html", context)


def _asked(things: list, field: str, value: str | None, *, required: bool = True):
    """The thing named in the address, 404 for one that is not there; else the first where one is required."""
    if value:
        found = [thing for thing in things if str(getattr(thing, field)) == value]
        if not found:
            raise Http404
        return found[0]
    return things[0] if things and required else None


def _matrix(bloc: Bloc, phase: Phase | None, units: list[Unit]) -> list[dict]:
    """Units beside one another, a line for each pledge; cells in the order of `units`, “—” for what is not there."""
    lines: dict[str, dict[int, str]] = {}
    if phase is None or not units:
        return []
    for figure in (
        published.figures()
        .filter(bloc=bloc, phase=phase, unit__isnull=False)
        .select_related("pledge__section")
        .order_by("pledge__section__order", "pledge__order", "order", "pk")
    ):
        lines.setdefault(figure.name, {})[figure.unit_id] = words_of(figure)
    return [{"name": name, "cells": [cells.get(unit.pk, "—") for unit in units]} for name, cells in lines.items()]
