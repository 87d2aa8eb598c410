"""Makers of the way to honours: a bloc with its result, its rules, and a list."""

from decimal import Decimal

from django.utils import timezone

from blocs.models import Bloc, Role, Title, Unit
from pacts.models import HonourRules, Quota
from reports.actions.submissions import Choice, begin_submission, save_list, send_submission
from reports.models import Honour, PublicComment, Submission
from tests.make import a_bloc, a_title, a_user
from tests.make_results import a_published_result, a_scored_table


def a_ranked_bloc(units: int = 3, **facts) -> Bloc:
    """With its result published; the last unit in order of precedence has the most points. No ballot is asked for."""
    bloc = a_bloc(units, **facts)
    a_published_result(a_scored_table(units, bloc=bloc))
    the_rules(bloc)
    return bloc


def the_rules(bloc: Bloc, **facts) -> HonourRules:
    said = {"proposal_needs_ballot": False, **facts}
    return HonourRules.objects.update_or_create(bloc=bloc, defaults=said)[0]


def a_quota(bloc: Bloc, title: Title, **facts) -> Quota:
    said = {"most": 1} if "percent" not in facts else {"most": None, "percent": Decimal(facts.pop("percent"))}
    return Quota.objects.create(rules=the_rules_of(bloc), title=title, **said | facts)


def the_rules_of(bloc: Bloc) -> HonourRules:
    return HonourRules.objects.filter(bloc=bloc).first() or the_rules(bloc)


def a_flag(name: str = "Cờ thi đua của Bộ Công an", **facts) -> Title:
    return a_title(name, **{"kind": "flag", "authority": "Bộ Công an", "order": 5, **facts})


def units_by_rank(bloc: Bloc) -> list[Unit]:
    return [row.unit for row in bloc.results.published().first().placings.order_by("order").select_related("unit")]


def a_list(bloc: Bloc | None = None, title: Title | None = None, units: int = 1, **choice) -> Submission:
    """A list with the first so many units by rank ticked for one title, the others left out with a reason."""
    bloc, title = bloc or a_ranked_bloc(), title or a_flag()
    by = a_user(Role.SECRETARY, at=bloc)
    ranked = units_by_rank(bloc)
    ticked = {(title.pk, unit.pk) for unit in ranked[:units]}
    remarks = {(title.pk, unit.pk): "Điểm thấp hơn đơn vị được đề nghị" for unit in ranked[units:]}
    said = {"remarks": remarks, "notes": {pair: "Thành tích nổi bật trong năm" for pair in ticked}, **choice}
    return save_list(begin_submission(bloc, by=by), Choice(ticked, **said), by=by)


def a_sent_list(*args, **facts) -> Submission:
    made = a_list(*args, **facts)
    return send_submission(made, by=a_user(Role.SECRETARY, at=made.bloc))


def proposals_of(submission: Submission) -> list[Honour]:
    return list(submission.proposals.select_related("title", "unit").order_by("order", "pk"))


def lists_of_the_world(bloc: Bloc) -> dict:
    """A list that is put forward to the public, with a comment on it."""
    today = timezone.localdate()
    facts = {"state": "comments", "comments_from": today, "comments_until": today}
    made = Submission.objects.create(bloc=bloc, **facts)
    comment = PublicComment.objects.create(submission=made, name="Nguyễn Văn Dân", text="Ý kiến")
    return {"honours_of_year": made, "public_comment": comment}
