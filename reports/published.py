"""What a stranger may read: one query for each kind of thing.

Every public page, feed, sitemap, picture and search starts from these, and from nothing else.
"""

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from blocs.models import Bloc, Headship, Leader, Membership, Phase, Release, Series, Unit
from pacts.models import Attendee, Ceremony, Pact, Photo, Signature
from reports.models import Figure, Honour, Paper, Publication, Result

SIGNINGS = (Ceremony.Kind.SIGNING, Ceremony.Kind.COMBINED, Ceremony.Kind.CAMPAIGN)


def blocs() -> QuerySet[Bloc]:
    return Bloc.objects.public().with_names()


def series() -> QuerySet[Series]:
    return Series.objects.filter(Exists(Bloc.objects.public().filter(series=OuterRef("pk"))))


def ceremonies() -> QuerySet[Ceremony]:
    return Ceremony.objects.public()


def pacts() -> QuerySet[Pact]:
    """Sealed, of a bloc whose season page is public."""
    return Pact.objects.sealed().filter(bloc__release=Release.PUBLIC)


def papers_of_any_state() -> QuerySet[Paper]:
    """Papers of public pacts, withdrawn ones too; none whose signing ceremony is closed, for papers name signers."""
    closed = Ceremony.objects.filter(pacts=OuterRef("pact"), kind__in=SIGNINGS).exclude(release=Release.PUBLIC)
    return Paper.objects.filter(pact__in=pacts()).exclude(Exists(closed))


def papers() -> QuerySet[Paper]:
    """Papers anyone may download: issued and not withdrawn."""
    return papers_of_any_state().made().standing()


def papers_by_pact(pacts: Iterable[Pact]) -> dict[int, Paper]:
    """{key of a pact: its paper}, in one query."""
    rows = papers().filter(pact__in=[pact.pk for pact in pacts]).select_related("pact")
    return {paper.pact_id: paper for paper in rows}


def figures() -> QuerySet[Figure]:
    """Released one by one; nothing of a bloc whose page was withdrawn."""
    return Figure.objects.public().exclude(bloc__release=Release.WITHDRAWN)


def honours() -> QuerySet[Honour]:
    return Honour.objects.public().exclude(bloc__release=Release.WITHDRAWN)


def summaries() -> QuerySet[Publication]:
    """The newest published revision of each summary."""
    return Publication.objects.newest().filter(published_at__lte=timezone.now())


def summary_revisions() -> QuerySet[Publication]:
    """Every revision that went out by now, also those withdrawn since, whose address says why."""
    return Publication.objects.exclude(state=Publication.State.DRAFT).filter(published_at__lte=timezone.now())


def results() -> QuerySet[Result]:
    """The newest published revision of each bloc whose season page is public."""
    return Result.objects.newest().filter(bloc__release=Release.PUBLIC, published_at__lte=timezone.now())


def result_revisions() -> QuerySet[Result]:
    """Every published revision of those blocs; what an older one shows is never more than the newest does."""
    return Result.objects.published().filter(bloc__release=Release.PUBLIC, published_at__lte=timezone.now())


def photos() -> QuerySet[Photo]:
    return Photo.objects.filter(ceremony__release=Release.PUBLIC)


def attendees() -> QuerySet[Attendee]:
    return Attendee.objects.filter(ceremony__release=Release.PUBLIC)


def leaders() -> QuerySet[Leader]:
    """Leaders named on a public ceremony page."""
    return Leader.objects.filter(Exists(attendees().filter(leader=OuterRef("pk"))))


def units() -> QuerySet[Unit]:
    """Units that belong to, head or organise a public bloc, or are named in one through a released honour."""
    return Unit.objects.filter(
        Exists(Membership.objects.filter(unit=OuterRef("pk"), bloc__release=Release.PUBLIC))
        | Exists(Headship.objects.filter(unit=OuterRef("pk"), bloc__release=Release.PUBLIC))
        | Exists(Bloc.objects.public().filter(series__organiser=OuterRef("pk")))
        | Exists(honours().filter(unit=OuterRef("pk"), bloc__release=Release.PUBLIC))
    )


# --- Parts of a page ------------------------------------------------------------------------------


def of_whole_season(rows: QuerySet[Figure]) -> QuerySet[Figure]:
    """Figures of the phase that ends with its season."""
    return rows.filter(phase__ends_on__gte=F("phase__season__ends_on"))


def of_whole_years() -> QuerySet[Figure]:
    """What may stand beside other years: figures of whole seasons, of units in public blocs and of blocs as a whole."""
    parts = [Phase.Kind.QUARTER, Phase.Kind.HALF, Phase.Kind.NINE]
    rows = of_whole_season(figures()).filter(bloc__series__in=series()).exclude(phase__kind__in=parts)
    return rows.filter(Q(unit__isnull=True) | Q(bloc__release=Release.PUBLIC))


def last_year(*blocs: Bloc) -> QuerySet[Figure]:
    """Released figures of blocs as a whole for the season before: their predecessors', or told of an earlier phase."""
    before = Q(bloc__in=[bloc.previous_id for bloc in blocs if bloc.previous_id])
    earlier = Q(bloc__in=blocs, phase__ends_on__lt=F("bloc__season__starts_on"))
    return of_whole_season(figures()).filter(before | earlier, unit__isnull=True)


def this_year(*blocs: Bloc) -> QuerySet[Figure]:
    return figures().filter(bloc__in=blocs, phase__season=F("bloc__season"))


def signatures_at(ceremony: Ceremony) -> QuerySet[Signature]:
    """The signing table of a ceremony: lines given there, and late ones beside it. Nothing of a meeting still to come.

    A line without a ceremony belongs to the meeting at which the pact was signed, not to its later reviews.
    """
    rows = Signature.objects.standing().filter(pact__in=ceremony.pacts.all())
    if ceremony.state == Ceremony.State.PLANNED:
        return rows.none()
    is_signing = ceremony.kind in (Ceremony.Kind.SIGNING, Ceremony.Kind.COMBINED)
    here = Q(ceremony=ceremony) | (Q(ceremony__isnull=True) if is_signing else Q(pk__in=[]))
    return rows.filter(here).select_related("unit", "pact").order_by("part", "signed_at", "order", "pk")
