"""The rows of a ceremony gathered as the plain facts of its minutes, in a fixed number of queries a pact."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.models import Unit
from pacts.logic.ceremony_states import SIGNING_KINDS
from pacts.models import Adoption, AgendaItem, Attendee, Ceremony, Comment, Pact, Regulation, Signature, parties
from reports.logic.minutes import MinutesPaper, paper_of
from reports.logic.minutes_facts import Directed, Given, Item, MinutesFacts, PactFacts, Present, Said, Signed, Votes
from reports.published import signatures_at

Part = Attendee.Part


def minutes_of(ceremony: Ceremony) -> MinutesPaper:
    """As the rows stand now: whoever opens it reads the newest."""
    return paper_of(facts_of(ceremony))


def facts_of(ceremony: Ceremony) -> MinutesFacts:
    people = list(ceremony.attendees.all())
    pacts = list(ceremony.pacts.select_related("bloc__season"))
    lines = _lines(ceremony, pacts)
    votes = {row.item_id: row for row in _adoptions(ceremony)}
    return MinutesFacts(
        title=ceremony.title,
        blocs=tuple(ceremony.blocs.values_list("name", flat=True)),
        day=ceremony.when,
        place=ceremony.place_name,
        began_at=_local(ceremony.began_at),
        held_at=_local(ceremony.held_at),
        secretary=ceremony.secretary_name,
        presiding=_of(people, Part.PRESIDING),
        directing=_of(people, Part.DIRECTING),
        witnesses=_of(people, Part.WITNESS),
        guests=_of(people, Part.GUEST),
        attending=(*_of(people, Part.ATTENDING), *_signers_not_listed(people, lines)),
        absent=(*_of(people, Part.ABSENT), *_units_away(people, lines)),
        items=tuple(_item(row, votes.get(row.pk)) for row in ceremony.agenda.all()),
        pacts=tuple(_on_the_table([_pact(pact, ceremony, lines) for pact in pacts], ceremony)),
        directed_by=tuple(_present(one) for one in people if one.gave_directions),
        directions=tuple(_direction(row, ceremony) for row in _named(ceremony.directions)),
        given=tuple(_given(row, ceremony) for row in _named(ceremony.contributions)),
        words=ceremony.words,
        is_signing=ceremony.kind in SIGNING_KINDS,
    )


def _lines(ceremony: Ceremony, pacts: list[Pact]) -> list[Signature]:
    """The signing table; a note of absence is kept without the unit's name, so that it is named here as of that day."""
    names = {(pact.pk, row.unit_id): row.unit.name_on(pact.day) for pact in pacts for row in pact.members()}
    lines = [row for row in signatures_at(ceremony) if ceremony.kind in SIGNING_KINDS or row.ceremony_id]
    for line in lines:
        line.unit_name = line.unit_name or names.get((line.pact_id, line.unit_id), str(line.unit or ""))
    return lines


def gaps_of(ceremony: Ceremony) -> list[str]:
    """What minutes of this kind should say and these do not yet, each as the door to where it is written."""
    people = {row.part for row in ceremony.attendees.all()}
    found = [
        ("presiding", Part.PRESIDING not in people),
        ("secretary", not ceremony.secretary_name),
        ("place", not ceremony.place_name),
        ("agenda", not ceremony.agenda.exists()),
        ("directions", any(one.gave_directions for one in ceremony.attendees.all()) and not _has_directions(ceremony)),
    ]
    return [name for name, is_missing in found if is_missing]


def _has_directions(ceremony: Ceremony) -> bool:
    return ceremony.directions.exists()


def gap_words() -> dict[str, str]:
    return {
        "presiding": _("Nobody is recorded as presiding."),
        "secretary": _("Nobody is named as taking the minutes."),
        "place": _("The place is not given."),
        "agenda": _("The programme has no items."),
        "directions": _("Somebody gave directions, and none is written down."),
    }


def door_of(ceremony: Ceremony, name: str) -> str:
    """The page where the gap is filled; a held ceremony's attendance and agenda are closed, which leaves ""."""
    doors = {
        "secretary": reverse("pacts:ceremony_minutes", args=[ceremony.pk]),
        "directions": reverse("pacts:line_add", args=[ceremony.pk, "chi-dao"]),
    }
    if ceremony.is_open:
        doors |= {
            "presiding": reverse("pacts:line_add", args=[ceremony.pk, "dai-bieu"]),
            "agenda": reverse("pacts:line_add", args=[ceremony.pk, "chuong-trinh"]),
            "place": reverse("pacts:ceremony_edit", args=[ceremony.pk]),
        }
    return doors.get(name, "")


def _local(at):
    return timezone.localtime(at) if at else None


def _named(rows):
    return rows.select_related("unit").prefetch_related("unit__pasts")


def _name(unit: Unit | None, ceremony: Ceremony) -> str:
    return unit.name_on(ceremony.day) if unit else ""


# --- People ---------------------------------------------------------------------------------------


def _of(people: list[Attendee], part: str) -> tuple[Present, ...]:
    return tuple(_present(one) for one in people if one.part == part)


def _present(one: Attendee) -> Present:
    return Present(one.rank, one.name, one.party_post, one.position, one.unit_name, one.reason)


def _signers_not_listed(people: list[Attendee], lines: list[Signature]) -> Iterable[Present]:
    """Who signed in the hall was there, whether or not the list of delegates says so."""
    listed = {one.name for one in people if one.part != Part.ABSENT}
    for line in lines:
        if line.outcome == "signed" and not line.is_late and line.part == "party" and line.name not in {*listed, ""}:
            listed.add(line.name)
            yield Present(line.rank, line.name, "", line.position, line.unit_name)


def _units_away(people: list[Attendee], lines: list[Signature]) -> Iterable[Present]:
    """A unit recorded absent at the table, unless a person of it is on the list as absent."""
    listed = {one.unit_id for one in people if one.part == Part.ABSENT}
    for line in lines:
        if line.outcome == "absent" and line.part == "party" and line.unit_id not in listed:
            listed.add(line.unit_id)
            yield Present("", "", "", "", line.unit_name, line.reason)


# --- Items and pacts ------------------------------------------------------------------------------


def _adoptions(ceremony: Ceremony):
    return Adoption.objects.filter(ceremony=ceremony, struck_at__isnull=True)


def _item(row: AgendaItem, adoption: Adoption | None) -> Item:
    """The item's own votes, which also hold those of several pacts adopted under it together."""
    votes = _votes(adoption) if adoption else None
    if row.is_adoption and (votes is None or row.votes_for is not None):
        rejected = votes is not None and votes.is_rejected
        votes = Votes(row.votes_for, row.votes_against, row.abstentions, row.is_unanimous, rejected)
    return Item(row.title, row.note, _local(row.began_at), _local(row.ended_at), votes)


def _votes(row: Adoption) -> Votes:
    rejected = row.outcome == Adoption.Outcome.REJECTED
    return Votes(row.votes_for, row.votes_against, row.abstentions, False, rejected)


def _pact(pact: Pact, ceremony: Ceremony, lines: list[Signature]) -> PactFacts:
    """Lines in the order of precedence; what was said about the text stands at the meeting that adopted it."""
    own = sorted((line for line in lines if line.pact_id == pact.pk), key=lambda line: (line.order, line.pk))
    adoption = _adoptions(ceremony).filter(pact=pact).first()
    is_signed_here = ceremony.kind in SIGNING_KINDS
    return PactFacts(
        title=str(pact),
        units=len(parties(pact)) if is_signed_here else 0,
        lines=tuple(_signed(line) for line in own),
        comments=tuple(_comments(pact)) if is_signed_here else (),
        adoption=_votes(adoption) if adoption else None,
        copies=pact.copies if is_signed_here else None,
        sealed_at=_local(pact.sealed_at) if is_signed_here else None,
        digest=pact.digest,
        heads_sign=Regulation.objects.filter(bloc=pact.bloc_id, heads_sign_for_members=True).exists(),
    )


def _on_the_table(pacts: list[PactFacts], ceremony: Ceremony) -> list[PactFacts]:
    """A review that names the pact of its year, and neither adopts nor signs it, has nothing to say of it here."""
    return [one for one in pacts if ceremony.kind in SIGNING_KINDS or one.lines or one.adoption]


def _comments(pact: Pact) -> Iterable[Said]:
    rows = pact.comments.exclude(state=Comment.State.WITHDRAWN).select_related("unit").prefetch_related("unit__pasts")
    for row in rows:
        who = row.unit.name_on(pact.day) if row.unit else row.made_name
        yield Said(who, clause_words(row.clause), row.text, row.proposed, row.state, row.answer)


CLAUSES = {"title": "tiêu đề", "slogan": "khẩu hiệu", "preamble": "lời mở đầu", "undertaking": "lời cam kết"}


def clause_words(clause: str) -> str:
    """“nội dung 1”, “chỉ tiêu 1.2”; nothing for the whole text."""
    if not clause or clause in CLAUSES:
        return CLAUSES.get(clause, "")
    return f"chỉ tiêu {clause}" if "." in clause else f"nội dung {clause}"


def _signed(line: Signature) -> Signed:
    return Signed(
        unit=line.unit_name,
        outcome=line.outcome,
        rank=line.rank,
        name=line.name,
        position=line.position,
        acting_for=line.acting_for,
        acting_document=line.acting_document,
        reason=line.reason,
        signed_at=_local(line.signed_at),
        is_late=line.is_late,
        is_witness=line.part == Signature.Part.WITNESS,
    )


def _direction(row, ceremony: Ceremony) -> Directed:
    return Directed(row.text, _name(row.unit, ceremony), row.due_on, row.follow_up, row.followed_up_on)


def _given(row, ceremony: Ceremony) -> Given:
    return Given(_name(row.unit, ceremony), row.amount, row.measure, row.purpose)
