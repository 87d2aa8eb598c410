"""What a paper is about: from the catalogue's word to the row, and back from a kept paper to its subject."""

from typing import Any

from django.db.models import Model

from blocs.models import Bloc, Membership, Unit
from pacts.models import CriteriaTable
from reports.models import Document, Letterhead
from reports.papers.catalogue import BLOC, BY_SLUG, CEREMONY, PACT, RESULT, SHEET, TABLE, UNIT, Kind

FIELDS = {PACT: "pact", CEREMONY: "ceremony", RESULT: "result"}


def links_of(kind: Kind, subject: Any) -> dict[str, Any]:
    """The columns of a paper that name this subject; the bloc stands in every row."""
    if kind.about == BLOC:
        return {}
    if kind.about == UNIT:
        return {"unit": subject.unit}
    if kind.about == TABLE:
        return {"pact": subject.pact}
    if kind.about == SHEET:
        return {"sheet": subject, "unit": subject.unit}
    return {FIELDS[kind.about]: subject}


def subject_of(document: Document) -> Any:
    """The row the paper speaks of. Raises DoesNotExist where the unit left the bloc or the pact lost its table."""
    about = BY_SLUG[document.kind].about
    if about == BLOC:
        return document.bloc
    if about == UNIT:
        return Membership.objects.select_related("unit", "bloc").get(bloc=document.bloc_id, unit=document.unit_id)
    if about == TABLE:
        return CriteriaTable.objects.select_related("pact").get(pact=document.pact_id)
    return document.sheet if about == SHEET else getattr(document, FIELDS[about])


def subjects_in(kind: Kind, bloc: Bloc) -> list[Model]:
    return list(kind.subjects(bloc))


def find_subject(kind: Kind, bloc: Bloc, pk: int) -> Model | None:
    """The subject of this bloc with this key, as an address or a form names it."""
    return next((one for one in subjects_in(kind, bloc) if one.pk == pk), None)


def heads_papers(kind: Kind, bloc: Bloc, unit: Unit | None) -> dict[str, Any]:
    """Whose letterhead such a paper stands under: the unit's own, the organiser's, or that of the series of blocs."""
    if kind.issuer == "unit" and unit is not None:
        return {"unit": unit}
    return {"unit": bloc.series.organiser} if kind.issuer == "organiser" else {"series": bloc.series}


def ensure_letterhead(kind: Kind, bloc: Bloc, unit: Unit | None) -> Letterhead:
    """The one in the registers; an empty one, that follows the names of the registers, where nobody wrote any yet."""
    return Letterhead.objects.get_or_create(**heads_papers(kind, bloc, unit))[0]


def blank_paper(kind: Kind, bloc: Bloc, subject: Any) -> Document:
    """A paper that is nowhere kept, to ask who may write one."""
    links = links_of(kind, subject)
    owner = heads_papers(kind, bloc, links.get("unit"))
    return Document(kind=kind.slug, bloc=bloc, letterhead=Letterhead(**owner), **links)
