"""From rows to the plain facts a summary is drafted from. Only what is published of figures and honours goes in."""

from collections.abc import Iterator

from django.utils import timezone

from blocs.logic.wording import Person, small_count
from blocs.models import Bloc, Headship, Rank
from pacts.logic.kinds import Kind
from pacts.models import Attendee, Ceremony, Contribution, Pact, Pledge, Signature
from reports import published
from reports.logic.summary import direction_words
from reports.logic.summary_facts import Absence, Adoption, Content, Facts, Gift, Promise, Result
from reports.models import Figure, Honour
from reports.showing import rows_of, when

Part = Attendee.Part


def facts_of(bloc: Bloc, ceremony: Ceremony) -> Facts:
    pact = pact_of(bloc, ceremony)
    people = by_precedence(ceremony.attendees.all())
    return Facts(
        bloc=bloc.name,
        season=bloc.season.name,
        kind=ceremony.kind,
        when=when(ceremony),
        part_of_day=ceremony.part_of_day,
        place=ceremony.place_name,
        words=ceremony.words,
        slogan=bloc.slogan or (pact.slogan if pact else ""),
        presiding=_people(people, Part.PRESIDING),
        directing=_people(people, Part.DIRECTING),
        witnesses=_people(people, Part.WITNESS),
        attending=_people(people, Part.ATTENDING),
        guests=_people(people, Part.GUEST),
        directions=tuple(_directions(ceremony)),
        directed_by=_directed_by(ceremony, people),
        adoptions=tuple(_adoptions(ceremony, pact)),
        gifts=tuple(
            _gift(row) for row in ceremony.contributions.select_related("unit").prefetch_related("unit__pasts")
        ),
        honours=_honours(bloc, ceremony),
        **_units(bloc, ceremony, pact),
        **_heads(bloc),
        **_years(bloc, ceremony),
        **(_promised(pact) if pact and ceremony.kind in SIGNINGS else {}),
    )


SIGNINGS = (Ceremony.Kind.SIGNING, Ceremony.Kind.COMBINED, Ceremony.Kind.CAMPAIGN)


def pact_of(bloc: Bloc, ceremony: Ceremony) -> Pact | None:
    """The bloc's sealed pact at this ceremony, its newest version."""
    return ceremony.pacts.sealed().filter(bloc=bloc).order_by("-version").first()


def left_out(bloc: Bloc) -> list[Figure]:
    """Figures of last season that a summary would tell, were they released."""
    if not bloc.previous_id:
        return []
    rows = published.of_whole_season(Figure.objects.filter(bloc=bloc.previous_id, unit__isnull=True, release="closed"))
    return list(rows.select_related("pledge"))


# --- Units and people -----------------------------------------------------------------------------


def by_precedence(attendees) -> list[Attendee]:
    """Highest rank first, as the ranks' table has it; then the order of the list. Without a rank, last."""
    places = dict(Rank.objects.values_list("name", "precedence"))
    return sorted(attendees, key=lambda one: (places.get(one.rank, 999), one.order, one.pk))


def _people(attendees: list[Attendee], *parts: str) -> tuple[Person, ...]:
    return tuple(Person(one.rank, one.name, one.party_post, one.position) for one in attendees if one.part in parts)


def _directed_by(ceremony: Ceremony, people: list[Attendee]) -> Person | None:
    """Who gave the directions, where all of them are one person's."""
    givers = {row.given_by_id for row in ceremony.directions.all() if row.given_by_id}
    givers = givers or {one.pk for one in people if one.gave_directions}
    found = [one for one in people if one.pk in givers]
    return Person(found[0].rank, found[0].name) if len(found) == 1 else None


def _units(bloc: Bloc, ceremony: Ceremony, pact: Pact | None) -> dict:
    members = [row.unit for row in bloc.memberships.on(bloc.day).in_order().prefetch_related("unit__pasts")]
    signed, absent = _signatures(ceremony, pact)
    named = [unit for unit in members if not unit.name_is_open]
    return {
        "unit_count": len(members) or bloc.stated_unit_count,
        "units_signed": len(signed) or None,
        "unit_names": tuple(unit.name_on(bloc.day) for unit in named) if len(named) == len(members) else (),
        "absences": tuple(absent),
    }


def _signatures(ceremony: Ceremony, pact: Pact | None) -> tuple[list[Signature], list[Absence]]:
    """Who signed there and then, and who did not."""
    if pact is None:
        return [], []
    rows = [row for row in published.signatures_at(ceremony).filter(pact=pact) if row.part == Signature.Part.PARTY]
    rows += list(pact.signatures.signed().filter(is_late=True, part="party").exclude(pk__in=[row.pk for row in rows]))
    late = {row.unit_id: row for row in rows if row.is_late and row.outcome == "signed"}
    signed = [row for row in rows if row.outcome == "signed" and not row.is_late]
    absent = [
        Absence(row.unit_name or str(row.unit), _why_not(row), _late_day(late.get(row.unit_id)))
        for row in rows
        if row.outcome in ("absent", "declined")
    ]
    return signed, absent


def _why_not(row: Signature) -> str:
    if row.outcome == "declined":
        return f"từ chối ký: {row.reason}" if row.reason else "từ chối ký"
    return row.reason


def _late_day(signature: Signature | None):
    return timezone.localdate(signature.signed_at) if signature and signature.signed_at else None


def _heads(bloc: Bloc) -> dict:
    rows = bloc.headships.on(bloc.day).select_related("unit").prefetch_related("unit__pasts")
    names = {row.part: row.unit.name_on(bloc.day) for row in rows}
    keys = {"head": "HEAD", "deputy": "DEPUTY", "next_head": "NEXT_HEAD", "next_deputy": "NEXT_DEPUTY"}
    return {key: names.get(Headship.Part[part], "") for key, part in keys.items()}


# --- Figures, pledges, honours ----------------------------------------------------------------------


def _years(bloc: Bloc, ceremony: Ceremony) -> dict:
    """A signing looks back on last season, a review on its own; the combined meeting on both."""
    now: tuple[Result, ...] = ()
    if ceremony.kind not in (Ceremony.Kind.SIGNING, Ceremony.Kind.CAMPAIGN):
        now = _results(published.this_year(bloc).filter(unit__isnull=True))
    if bloc.previous_id is None or (now and ceremony.kind not in SIGNINGS):
        return {"results": now, "last_results": () if now else _results(published.last_year(bloc))}
    return {
        "results": now,
        "last_results": _results(published.last_year(bloc)),
        "last_season": bloc.previous.season.name,
        "last_slogan": bloc.previous.slogan,
    }


def _results(figures) -> tuple[Result, ...]:
    """Each with its change against the year before, where that year is published too."""
    rows = rows_of(figures.filter(is_withheld=False, is_not_applicable=False).order_by("order", "pk"))
    return tuple(
        Result(row.figure.name, f"{row.words}, {row.change} so với năm trước" if row.change else row.words)
        for row in rows
    )


def _promised(pact: Pact) -> dict:
    loose: dict[int | None, list[Promise]] = {}
    for pledge in pact.pledges.in_order():
        loose.setdefault(pledge.section_id, []).append(promise_of(pledge))
    contents = [Content(section.title, tuple(loose.get(section.pk, ()))) for section in pact.sections.all()]
    contents += [Content("", (promise,)) for promise in loose.get(None, ())]
    return {
        "movements": tuple(pact.movements.values_list("name", flat=True)),
        "contents": tuple(contents),
        "content_count": pact.stated_content_count or pact.sections.count() or None,
        "target_count": pact.stated_target_count,
        "solutions": tuple(pact.solutions.values_list("text", flat=True)),
    }


def promise_of(pledge: Pledge) -> Promise:
    return Promise(pledge.name, "" if pledge.kind == Kind.QUALITATIVE.value else pledge.phrase)


def _adoption(item) -> Adoption:
    return Adoption(item.title, item.votes_for, item.votes_against, item.abstentions, item.is_unanimous)


def _adoptions(ceremony: Ceremony, pact: Pact | None) -> Iterator[Adoption]:
    """What the programme says was adopted, and the vote on the pact where no item of the programme tells of it."""
    yield from (_adoption(item) for item in ceremony.agenda.filter(is_adoption=True))
    votes = ceremony.adoptions.filter(pact=pact, struck_at__isnull=True, outcome="adopted", item__isnull=True)
    for vote in votes:
        unanimous = not vote.votes_against and not vote.abstentions
        yield Adoption(ADOPTED_PACT, vote.votes_for, vote.votes_against, vote.abstentions, unanimous)


ADOPTED_PACT = "nội dung giao ước"


def _directions(ceremony: Ceremony) -> Iterator[str]:
    for row in ceremony.directions.select_related("unit").prefetch_related("unit__pasts"):
        yield direction_words(row.text, row.unit.name_on(ceremony.day) if row.unit else "", row.due_on)


def _gift(row: Contribution) -> Gift:
    return Gift(row.unit.name_on(row.ceremony.day) if row.unit else "", row.amount, row.measure, row.purpose)


def _honours(bloc: Bloc, ceremony: Ceremony) -> tuple[str, ...]:
    """One point for each title and status: “Đơn vị quyết thắng: đề nghị Đơn vị 01, Đơn vị 03”."""
    if ceremony.kind in (Ceremony.Kind.SIGNING, Ceremony.Kind.CAMPAIGN):
        return ()
    rows = published.honours().filter(bloc=bloc).select_related("title", "granted_title", "unit", "bloc__season")
    rows = rows.prefetch_related("unit__pasts").order_by("title__order", "order", "pk")
    groups: dict[str, list[str]] = {}
    for row in rows:
        groups.setdefault(f"{row.held_title.name}: {_verb(row)}", []).append(_whom(row))
    return tuple(f"{lead} {', '.join(filter(None, whom))}".strip() for lead, whom in groups.items())


HONOUR_VERBS = {
    Honour.Status.PROPOSED: "đề nghị",
    Honour.Status.APPROVED: "đã duyệt",
    Honour.Status.AWARDED: "được tặng",
    Honour.Status.REFUSED: "không được duyệt",
    Honour.Status.REVOKED: "đã thu hồi đối với",
}


def honour_words(honour: Honour) -> str:
    """“Cờ thi đua của Bộ Công an: đề nghị 01”, “Đơn vị quyết thắng: được tặng Đơn vị 03”."""
    instead = f" (đề nghị {honour.title.name})" if honour.granted_title else ""
    return f"{honour.held_title.name}: {_verb(honour)} {_whom(honour)}".strip() + instead


def _verb(honour: Honour) -> str:
    return HONOUR_VERBS[Honour.Status(honour.status)]


def _whom(honour: Honour) -> str:
    return honour.unit.name_on(honour.bloc.day) if honour.unit else small_count(honour.count)
