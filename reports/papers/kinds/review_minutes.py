"""Minutes of a review: the meeting as the minutes tell it, the published ranking, the honours proposed there."""

from collections.abc import Iterator
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.logic.wording import small_count
from blocs.models import Bloc
from pacts.models import Ceremony
from reports import ceremony_papers as meetings
from reports.logic.minutes import MinutesPaper, paper_of
from reports.minutes import facts_of
from reports.models import Honour, Result
from reports.papers.document import Block, Document, Heading, Para
from reports.papers.framing import Frame
from reports.papers.minutes_blocks import chair_of, listed, secretary_of, whole_minutes
from reports.papers.result_blocks import ranking_table, remarks
from reports.result_showing import Shown, shown

YEARLY = (Ceremony.Kind.YEAREND, Ceremony.Kind.COMBINED, Ceremony.Kind.COUNCIL)


def subjects(bloc: Bloc) -> list[Ceremony]:
    return meetings.ceremonies_of(bloc, meetings.REVIEWS)


def gaps(subject: Ceremony) -> list[tuple[str, str]]:
    found = meetings.gaps(subject)
    if subject.kind in YEARLY and not results_at(subject):
        found.append((_("No result of the year under review has been published."), reverse("reports:result_list")))
    return found


@override("vi")
def write(subject: Ceremony, frame: Frame) -> Document:
    facts = facts_of(subject)
    paper = paper_of(facts)
    return frame.document(
        abstract=paper.about,
        body=whole_minutes(paper, frame, list(_more(subject))),
        title=f"Biên bản {paper.about[:1].lower()}{paper.about[1:]}",
        recipients=meetings.meeting_recipients(subject, frame),
        signs=chair_of(facts.presiding, frame),
        signs_left=secretary_of(facts.secretary),
        facts=_facts(paper),
    )


def _facts(paper: MinutesPaper) -> dict[str, str]:
    return meetings.facts_of_meeting(paper)


# --- What a review adds ---------------------------------------------------------------------------


def years_of(ceremony: Ceremony) -> list[int]:
    """The blocs whose year is reviewed: at a meeting that signs the next pact too, those of the year before."""
    blocs = list(ceremony.blocs.values_list("pk", "previous_id"))
    if ceremony.kind == Ceremony.Kind.COMBINED:
        return list(dict.fromkeys(pk for own, before in blocs for pk in (before, own) if pk))
    return [own for own, _before in blocs]


def results_at(ceremony: Ceremony) -> list[Result]:
    """The newest published result of each bloc under review; a review within the year has none."""
    if ceremony.kind not in YEARLY:
        return []
    rows = Result.objects.newest().filter(bloc__in=years_of(ceremony))
    rows = rows.select_related("bloc__season", "bloc__series", "table")
    return list(rows.order_by("bloc__season__starts_on", "bloc"))


def _more(ceremony: Ceremony) -> Iterator[Block]:
    number = 3
    results = [shown(one, for_staff=True) for one in results_at(ceremony)]
    if results:
        yield Heading(f"{number}. Kết quả chấm điểm, xếp hạng thi đua")
        number += 1
    for found in results:
        yield from _result(found)
    if lines := _honours(ceremony):
        yield Heading(f"{number}. Đề nghị khen thưởng")
        yield from listed(lines)


def _result(found: Shown) -> Iterator[Block]:
    bloc = found.result.bloc
    yield Para(f"Kết quả {bloc.season.name[:1].lower()}{bloc.season.name[1:]} của {bloc.name} như sau:")
    yield ranking_table(found)
    yield from map(Para, remarks(found))


def _honours(ceremony: Ceremony) -> list[str]:
    """“Đơn vị quyết thắng (02): Phòng A, Phòng B”; titles in their order."""
    rows = Honour.objects.filter(bloc__in=years_of(ceremony), status=Honour.Status.PROPOSED)
    rows = rows.select_related("title", "unit", "bloc__season").prefetch_related("unit__pasts")
    ordered = rows.order_by("title__order", "title", "order", "pk") if ceremony.kind in YEARLY else []
    return [_honour(str(title), list(same)) for title, same in groupby(ordered, key=lambda row: row.title)]


def _honour(title: str, rows: list[Honour]) -> str:
    names = [row.unit.name_on(row.bloc.season.ends_on) for row in rows if row.unit]
    count = len(names) + sum(row.count or 0 for row in rows if row.unit is None)
    said = f"{title} ({small_count(count)})" if count else title
    return f"{said}: {', '.join(names)}" if names else said
