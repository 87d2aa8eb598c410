"""What papers about a meeting have in common: which meetings, what such a paper lacks, who receives it."""

from collections.abc import Iterable
from datetime import date

from blocs.models import Bloc
from pacts.models import Ceremony
from reports.logic.minutes import MinutesPaper
from reports.minutes import door_of, gap_words, gaps_of
from reports.papers.framing import Frame

REVIEWS = (
    Ceremony.Kind.MIDYEAR,
    Ceremony.Kind.NINE_MONTH,
    Ceremony.Kind.YEAREND,
    Ceremony.Kind.COMBINED,
    Ceremony.Kind.COUNCIL,
)


def ceremonies_of(bloc: Bloc, kinds: Iterable[str]) -> list[Ceremony]:
    """Those of these kinds that were not cancelled, in order of time, without a known day last."""
    rows = bloc.ceremonies.filter(kind__in=list(kinds)).exclude(state=Ceremony.State.CANCELLED)
    return sorted(rows, key=lambda one: (one.on or date.max, one.pk))


def gaps(subject: Ceremony) -> list[tuple[str, str]]:
    """(sentence, address where it is put right or ""): what minutes should say and these do not yet."""
    words = gap_words()
    return [(words[name], door_of(subject, name)) for name in gaps_of(subject)]


def meeting_recipients(ceremony: Ceremony, frame: Frame) -> list[str]:
    """The organiser above the bloc, and the bloc's units."""
    return [frame.parent, "Các đơn vị thành viên"] if frame.parent else ["Các đơn vị thành viên"]


def facts_of_meeting(paper: MinutesPaper) -> dict[str, str]:
    """Words a Word master may name."""
    return {
        "khoi": "; ".join(paper.issuers),
        "ten_hoi_nghi": paper.about,
        "thoi_gian": paper.began,
        "dia_diem": paper.place,
        "chu_tri": paper.chair,
        "thu_ky": paper.secretary,
    }
