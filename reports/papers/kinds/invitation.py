"""Giấy mời dự một buổi lễ, hội nghị của khối (decree 30/2020, annex III, model 1.7)."""

from collections.abc import Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.logic.wording import address_full, fuzzy_day, long_day
from blocs.models import Bloc
from pacts.models import Attendee, Ceremony
from reports.papers.bloc_words import day_of, facts_of, standing_of
from reports.papers.document import Block, Document, Facts, Para
from reports.papers.framing import Frame

Part = Attendee.Part
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def subjects(bloc: Bloc) -> list[Ceremony]:
    """What is not called off, the next first as the register has them."""
    rows = bloc.ceremonies.exclude(state=Ceremony.State.CANCELLED)
    return list(rows.prefetch_related("attendees", "agenda", "blocs__series", "blocs__season"))


def write(ceremony: Ceremony, frame: Frame) -> Document:
    bloc = bloc_of(ceremony, frame)
    people = list(ceremony.attendees.all())
    guests = list(frame.words.addressees) or _guests(ceremony, people)
    document = frame.document(
        abstract=f"Dự {ceremony.title[:1].lower()}{ceremony.title[1:]}",
        title=f"Giấy mời dự {ceremony.title[:1].lower()}{ceremony.title[1:]}",
        body=_body(ceremony, frame, people, guests),
        recipients=["Như trên"],
        facts={**_facts(ceremony, frame, people), **_bloc_facts(bloc, frame), "kinh_moi": "; ".join(guests)},
    )
    return replace(document, addressees=())


def bloc_of(ceremony: Ceremony, frame: Frame) -> Bloc | None:
    """Of several blocs that meet together, the one in whose name the paper goes out."""
    rows = list(ceremony.blocs.all())
    return next((row for row in rows if row.name == frame.agency), rows[0] if rows else None)


def _bloc_facts(bloc: Bloc | None, frame: Frame) -> dict[str, str]:
    return facts_of(standing_of(bloc, day_of(frame, bloc.season))) if bloc else {}


def _body(ceremony: Ceremony, frame: Frame, people: Sequence[Attendee], guests: Sequence[str]) -> list[Block]:
    told = _facts(ceremony, frame, people)
    labels = [("Tới dự", "toi_du"), ("Chủ trì", "chu_tri"), ("Thời gian", "thoi_gian"), ("Địa điểm", "dia_diem")]
    rows = tuple((label, told[name]) for label, name in labels if told[name])
    agenda = [row.title for row in ceremony.agenda.all()]
    points = [Para(f"Nội dung: {'; '.join(title.rstrip('.;') for title in agenda)}.")] if agenda else []
    meeting = "buổi lễ" if ceremony.is_signing else "hội nghị"
    return [
        Para(f"{frame.agency} trân trọng kính mời: {'; '.join(guests)}."),
        Facts(rows),
        *points,
        Para(f"Rất mong các đồng chí bố trí thời gian tới dự để {meeting} thành công tốt đẹp."),
    ]


def _guests(ceremony: Ceremony, people: Sequence[Attendee]) -> list[str]:
    """Who is known to be invited by name, then the member units; names as they are addressed in a ceremony."""
    named = [_person(one) for one in people if one.part in (Part.DIRECTING, Part.WITNESS, Part.GUEST)]
    blocs = ", ".join(bloc.name for bloc in ceremony.blocs.all())
    return [*named, f"Thủ trưởng các đơn vị thành viên {blocs}"]


def _person(one: Attendee) -> str:
    return address_full(one.rank, one.name, one.party_post, one.position)


def _facts(ceremony: Ceremony, frame: Frame, people: Sequence[Attendee]) -> dict[str, str]:
    """What stands beside its label; "" where it is not known."""
    chairs = [one for one in people if one.part == Part.PRESIDING]
    posts = [f"{_person(one)}{_unit_beside(one)}" for one in chairs]
    return {
        "toi_du": ceremony.title,
        "chu_tri": _upper("; ".join(posts)),
        "thoi_gian": frame.words.time or when(ceremony),
        "dia_diem": frame.words.place or ceremony.place_name,
    }


def _unit_beside(one: Attendee) -> str:
    """The unit after a post that does not name it already."""
    is_named = not one.unit_name or one.unit_name.casefold() in one.position.casefold()
    return "" if is_named else f" {one.unit_name}" if one.position else f", {one.unit_name}"


def when(ceremony: Ceremony) -> str:
    """“08 giờ 00, thứ Sáu, ngày 24 tháng 02 năm 2017”, as much of it as is known; "" without a day."""
    if ceremony.day is None or ceremony.on is None:
        return "" if ceremony.on is None else _upper(fuzzy_day(ceremony))
    at = f"{ceremony.starts_at.hour:02} giờ {ceremony.starts_at.minute:02}" if ceremony.starts_at else ""
    part = f"buổi {ceremony.part_of_day}" if ceremony.part_of_day and not at else ""
    words = [at or part, WEEKDAYS[ceremony.on.weekday()], long_day(ceremony.on)]
    return _upper(", ".join(filter(None, words)))


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def gaps(ceremony: Ceremony) -> list[tuple[str, str]]:
    """What an invitation says and this one cannot yet, each with the page where it is written."""
    people = {one.part for one in ceremony.attendees.all()}
    edit = reverse("pacts:ceremony_edit", args=[ceremony.pk])
    found = [
        (ceremony.day is None, _("The day of the ceremony is not known."), edit),
        (ceremony.starts_at is None, _("The hour of the ceremony is not given."), edit),
        (not ceremony.place_name, _("The place is not given."), edit),
        (Part.PRESIDING not in people, _("Nobody is recorded as presiding."), ceremony.get_absolute_url()),
        (not ceremony.agenda.exists(), _("The programme has no items."), ceremony.get_absolute_url()),
    ]
    return [(sentence, url) for is_missing, sentence, url in found if is_missing]
