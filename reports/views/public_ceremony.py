"""Ceremonies as the public reads them: when, where, who, what was signed, said and given."""

from django.shortcuts import get_object_or_404, render

from blocs.logic.wording import address_short
from blocs.models import Bloc
from blocs.pages import paged
from pacts.models import Attendee, Ceremony
from reports import published
from reports.drafting import SIGNINGS, by_precedence
from reports.showing import rows_of, state_of, when
from reports.views.gate import may_see, public_page, ribbon_of
from reports.views.public import _with_names
from reports.views.public_season import contents_of


@public_page
def ceremony_list(request):
    page = paged(request, _with_names(published.ceremonies()))
    rows = [{"ceremony": one, "when": when(one), "state": state_of(one)} for one in page]
    return render(request, "public/ceremony_list.html", {"page": page, "rows": rows})


@public_page
def public_ceremony(request, slug):
    ceremony = get_object_or_404(Ceremony, slug=slug)
    ribbon = ribbon_of(ceremony, may_see(request.user, ceremony))
    blocs = list(
        ceremony.blocs.select_related("series", "season", "previous__season").prefetch_related("memberships__unit")
    )
    signatures = list(published.signatures_at(ceremony))
    context = {
        "ceremony": ceremony,
        "ribbon": ribbon,
        "illustrative": any(bloc.is_illustrative for bloc in blocs),
        "when": when(ceremony),
        "state": state_of(ceremony),
        "blocs": blocs,
        "people": _people(ceremony),
        "agenda": list(ceremony.agenda.all()),
        "signatures": signatures,
        "signers_are_stated": any(row.name or row.signed_at or row.outcome != "signed" for row in signatures),
        "directions": list(ceremony.directions.select_related("given_by")),
        "contributions": list(ceremony.contributions.select_related("unit").prefetch_related("unit__pasts")),
        "photos": list(ceremony.photos.all()),
        "last_years": _last_years(blocs),
        "results": _results(ceremony, blocs),
        "pacts": _pacts(ceremony, blocs),
        "summaries": list(published.summaries().filter(ceremony=ceremony)),
        "source": ceremony.source or next((bloc.source for bloc in blocs if bloc.source), ""),
        "source_is_open": any(not bloc.source_is_complete for bloc in blocs),
    }
    return render(request, "public/ceremony.html", context)


def _people(ceremony: Ceremony) -> list[dict]:
    """By part, presiding first; within a part the highest rank first."""
    people = by_precedence(ceremony.attendees.select_related("unit"))
    groups = [(part, [one for one in people if one.part == part.value]) for part in Attendee.Part]
    return [
        {"part": part, "people": found, "notes": list(filter(None, map(_note, found)))}
        for part, found in groups
        if found
    ]


def _note(one: Attendee) -> str:
    """What the full form of address leaves out: the unit, why somebody was absent, who gave the directing speech."""
    unit = one.unit_name or (one.unit.name if one.unit else "")
    speech = "phát biểu chỉ đạo" if one.gave_directions else ""
    words = ", ".join(filter(None, [unit, one.reason, speech]))
    return f"{address_short(one.rank, one.name)}: {words}" if words else ""


def _last_years(blocs: list[Bloc]) -> list[dict]:
    """By bloc, what it reached the season before."""
    owners = {bloc.previous_id: bloc for bloc in blocs if bloc.previous_id} | {bloc.pk: bloc for bloc in blocs}
    return _by_bloc(published.last_year(*blocs).order_by("order", "pk"), owners)


def _results(ceremony: Ceremony, blocs: list[Bloc]) -> list[dict]:
    """At a review, what the season itself has reached."""
    if ceremony.kind in (Ceremony.Kind.SIGNING, Ceremony.Kind.CAMPAIGN):
        return []
    figures = published.this_year(*blocs).filter(unit__isnull=True).order_by("-phase__ends_on", "order", "pk")
    return _by_bloc(figures, {bloc.pk: bloc for bloc in blocs})


def _by_bloc(figures, owners: dict[int, Bloc]) -> list[dict]:
    groups: dict[int, dict] = {}
    for row in rows_of(figures):
        bloc = owners[row.figure.bloc_id]
        groups.setdefault(bloc.pk, {"bloc": bloc, "rows": []})["rows"].append(row)
    return list(groups.values())


def _pacts(ceremony: Ceremony, blocs: list[Bloc]) -> list[dict]:
    """What was pledged, where this is a signing: the newest sealed version for each bloc."""
    if ceremony.kind not in SIGNINGS:
        return []
    sealed = ceremony.pacts.sealed().order_by("version").prefetch_related("movements", "sections")
    newest = {pact.bloc_id: pact for pact in sealed}
    contents = contents_of(*newest.values())
    papers = published.papers_by_pact(newest.values())
    chosen = [(bloc, newest[bloc.pk]) for bloc in blocs if bloc.pk in newest]
    return [
        {"bloc": bloc, "pact": pact, "sections": contents[pact.pk], "paper": papers.get(pact.pk)}
        for bloc, pact in chosen
    ]
