"""Made inside a site for the year that turns: a ranked bloc of 2017, fifty voters with accounts, the people who act."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from random import SystemRandom

from django.contrib.auth.hashers import make_password

from blocs.models import Bloc, Duty, Phase, Role, Unit, User
from pacts.actions.pacts import draft_pact
from pacts.models import CriteriaTable, Pact
from reports import demo
from reports.actions.poll_opening import open_poll
from reports.actions.poll_voting import cast
from reports.actions.polls import add_candidate, add_voter, draft_poll, name_teller
from reports.models import Poll, Voter
from reports.overview import picture
from tests.make import a_ceremony, a_figure, a_phase, a_pledge, members_of
from tests.make_honours import a_flag, a_quota, a_ranked_bloc, the_rules, units_by_rank

PASSWORD = "nam-muoi-cu-tri-mot-hom-phieu-2208"
VOTERS, PAPERS, SEATS = 50, 4, 3
NAMES = [f"cu-tri-{number:02}" for number in range(1, VOTERS + 1)]
AT_THE_SCREEN = NAMES[:3]
"""They vote in a browser; the last PAPERS are handed papers, all between vote by the same action."""


def make() -> None:
    """Prints the keys of bloc, poll, title, and the units by rank. All accounts have PASSWORD."""
    Phase.objects.filter(season__slug="2017", slug="nam").update(slug="year")  # as the makers name it
    bloc = a_ranked_bloc(6, year=2017, release="public", name="Khối của năm mươi cử tri")
    flag = a_flag("Cờ thi đua của Khối (thử nghiệm)")
    the_rules(bloc, proposal_needs_ballot=True, flag_needs_top_score=False, comment_days=0)
    a_quota(bloc, flag, most=1)
    people = the_people(bloc)
    poll = the_poll(bloc, flag, people)
    ranked = units_by_rank(bloc)
    lines = list(poll.voters.order_by("order").values_list("pk", flat=True))
    told = {"bloc": bloc.pk, "poll": poll.pk, "flag": flag.pk, "units": [unit.pk for unit in ranked]}
    print(json.dumps(told | {"papers": lines[-PAPERS:], "series": bloc.series.slug}))


def the_people(bloc: Bloc) -> dict[str, User]:
    """A commander of each unit, who also vote; secretary, standing body, administrator."""
    hashed = make_password(PASSWORD)
    names = [*NAMES, "thu-ky-50", "thuong-truc-50", "quan-tri-50"]
    people = {name: User.objects.create(username=name, name=f"Đồng chí {name}", password=hashed) for name in names}
    Duty.objects.create(user=people["thu-ky-50"], role=Role.SECRETARY, bloc=bloc)
    Duty.objects.create(user=people["thuong-truc-50"], role=Role.STANDING, unit=bloc.series.organiser)
    Duty.objects.create(user=people["quan-tri-50"], role=Role.ADMIN)
    for name, unit in zip(NAMES, members_of(bloc), strict=False):
        Duty.objects.create(user=people[name], role=Role.COMMANDER, unit=unit)
    demo.keep_passwords(demo.kept_passwords() | dict.fromkeys(names, PASSWORD))
    return people


def the_poll(bloc: Bloc, flag, people: dict[str, User]) -> Poll:
    """Approval of three candidates; the two tellers are the secretary and the standing body's officer."""
    by = people["thu-ky-50"]
    meeting = a_ceremony(bloc, kind="year_review", title="Hội nghị tổng kết năm 2017", on=date(2017, 12, 20))
    facts = {"question": "Suy tôn đơn vị đề nghị tặng Cờ", "title": flag, "ceremony": meeting, "seats": SEATS}
    poll = draft_poll(Poll(bloc=bloc, way=Poll.Way.APPROVE, **facts), by=by)
    poll.voters.all().delete()
    for unit in units_by_rank(bloc)[:SEATS]:
        add_candidate(poll, unit=unit, by=by)
    for name in NAMES:
        add_voter(Voter(poll=poll, user=people[name], name=people[name].name), by=by)
    for name in ("thu-ky-50", "thuong-truc-50"):
        name_teller(poll, user=people[name], by=by)
    return open_poll(poll, by=by)


def the_others_vote(poll: int) -> None:
    """Forty-three of them: two blank, the others for all three."""
    lines = Voter.objects.filter(poll=poll, has_voted=False, on_paper=False).select_related("user", "poll")
    keys = [str(row.pk) for row in Poll.objects.get(pk=poll).candidates.all()]
    votes = [{}, {}, *[dict.fromkeys(keys, "yes")] * (len(lines) - 2)]
    SystemRandom().shuffle(votes)
    for line, answers in zip(list(lines), votes, strict=True):
        cast(line, answers=answers, by=line.user)
    print(json.dumps({"cast": len(votes)}))


def the_next_year(bloc: int) -> None:
    """The pact of 2018 from last season's, sealed in February, with figures at the year's end. Prints what it says."""
    old = Bloc.objects.get(pk=bloc)
    new = Bloc.objects.get(previous=old)
    pact = draft_pact(new, by=User.objects.get(username="thu-ky-50"), start="last_season")
    count = a_pledge(pact, name="Số vụ khám phá", kind="at_least", target=Decimal(12), measure="vụ")
    sealed = {"state": "sealed", "digest": "0" * 64, "sealed_at": datetime(2018, 2, 15, 3, tzinfo=UTC)}
    Pact.objects.filter(pk=pact.pk).update(canonical="văn bản", **sealed)
    phase = new.season.phases.filter(kind="year").first() or a_phase(new.season)
    for number, unit in enumerate(members_of(new), start=1):
        a_figure(count, unit, value=Decimal(number), phase=phase)
    names = [criteria_of(one) for one in (old, new)]
    same = names[0] == names[1] and bool(names[0])
    told = {"bloc": new.pk, "phase": phase.pk, "pledge": count.pk, "same_criteria": same}
    print(json.dumps(told | {"units": [unit.pk for unit in members_of(new)], "total": total(new, phase.pk, count.pk)}))


def criteria_of(bloc: Bloc) -> list[str]:
    table = CriteriaTable.objects.get(pact__bloc=bloc)
    return sorted(table.criteria.values_list("name", flat=True))


def total(bloc: Bloc, phase: int, pledge: int) -> str:
    """The bloc's own number of this pledge, as its pages show it."""
    row = Bloc.objects.select_related("season", "previous").get(pk=bloc.pk)
    seen = picture(row, row.season.phases.get(pk=phase))
    number = next(one for one in seen.bloc_standings if one.pledge.pk == pledge).number
    return str(Fraction(number))


def the_year_s_end(bloc: int, phase: int, pledge: int, name: str) -> None:
    """After the merger: the total, what the new unit shows, and what all owe together."""
    row = Bloc.objects.select_related("season", "previous").get(pk=bloc)
    seen = picture(row, row.season.phases.get(pk=phase))
    new = Unit.objects.get(name=name)
    own = seen.own_targets.get((pledge, new.pk))
    told = {"total": total(row, phase, pledge), "figure": str(seen.figures[pledge, new.pk].value.normalize())}
    owed = str(own.target.normalize()) if own else ""
    print(json.dumps(told | {"owes": owed, "before": new.origins.count()}))
