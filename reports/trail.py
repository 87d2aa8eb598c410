"""The trail of a pact: every line of the logbook about it, its text, its adoption, its ceremonies, its signatures, its
papers; in the order in which it happened, with whether each line is still as it was written.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from blocs.models import Event
from pacts.models import (
    Adoption,
    AgendaItem,
    Ceremony,
    Comment,
    CriteriaTable,
    Device,
    Direction,
    Erratum,
    OwnTarget,
    Pact,
    Pledge,
    PledgeGroup,
    Registration,
    Run,
    Section,
    Signature,
    SignatureFile,
    TextVersion,
)
from reports.models import OuterPaper, Paper
from reports.verifying import is_whole

OF_THE_PACT = (TextVersion, Comment, Adoption, Signature, Paper, OuterPaper, Section, PledgeGroup)
OF_THE_PACT_TOO = (Registration, Erratum, CriteriaTable)
OF_ITS_CEREMONIES = (AgendaItem, Direction, Run, Device)


@dataclass(frozen=True)
class Step:
    """A line with its words' state: `is_whole` is False where they, or the link to the line before, were changed."""

    event: Event
    is_whole: bool
    record: str = ""
    code: str = ""


def events_of(pact: Pact) -> QuerySet[Event]:
    """In the order in which it happened. Pledges taken out again are still found, by their history.

    The keys are fetched first, one query a kind, so that the logbook is asked by its index and never read through.
    """
    about = Q(object_type=Pact._meta.label_lower, object_id=str(pact.pk))
    for model in (*OF_THE_PACT, *OF_THE_PACT_TOO):
        about |= _about(model, model._default_manager.filter(pact=pact))
    about |= _about(Pledge, Pledge.history.filter(pact_id=pact.pk), "id")
    about |= _about(OwnTarget, OwnTarget.objects.filter(pledge__pact=pact))
    about |= _about(SignatureFile, SignatureFile.objects.filter(signature__pact=pact))
    ceremonies = Ceremony.objects.filter(pacts=pact)
    about |= _about(Ceremony, ceremonies)
    for model in OF_ITS_CEREMONIES:
        about |= _about(model, model._default_manager.filter(ceremony__in=ceremonies))
    return Event.objects.filter(about).order_by("number")


def _about(model, rows: QuerySet, key: str = "pk") -> Q:
    keys = {str(pk) for pk in rows.order_by().values_list(key, flat=True)}
    return Q(object_type=model._meta.label_lower, object_id__in=sorted(keys))


def steps_of(events: list[Event]) -> list[Step]:
    """Three queries more for any number of lines."""
    before = Event.objects.filter(number__in=[event.number - 1 for event in events])
    hashes = dict(before.values_list("number", "hash"))
    signed = [event.object_id for event in events if event.object_type == Signature._meta.label_lower]
    rows = Signature.objects.filter(pk__in=signed).values_list("pk", "record_digest", "code")
    marks = {str(pk): (record, code) for pk, record, code in rows}
    return [_step(event, hashes, marks) for event in events]


def _step(event: Event, hashes: dict[int, str], marks: dict[str, tuple[str, str]]) -> Step:
    follows = hashes.get(event.number - 1, event.previous_hash) == event.previous_hash
    is_signature = event.object_type == Signature._meta.label_lower
    record, code = marks.get(event.object_id, ("", "")) if is_signature else ("", "")
    return Step(event, is_whole(event) and follows, record, code)
