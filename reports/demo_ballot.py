"""The ballot of the demo's bloc: delegates propose the flag's candidate, the box is closed and kept as a file."""

import random
from pathlib import Path

from django.conf import settings
from django.db import transaction

from blocs.models import Bloc, Title, User
from pacts.models import Ceremony
from reports.actions.poll_closing import close_poll
from reports.actions.poll_opening import open_poll
from reports.actions.poll_voting import cast
from reports.actions.polls import add_candidate, draft_poll, name_teller, with_defaults
from reports.box import box_bytes
from reports.demo import illustrative_bloc
from reports.models import Placing, Poll, Result

NAME = "dai-bieu-{:02}"
DELEGATE = "Đại biểu số {:02} (dữ liệu minh họa)"
QUESTION = "Suy tôn 01 đơn vị đề nghị tặng Cờ thi đua năm {} (dữ liệu minh họa)"
STANDING = 3
"""So many of the score table's first stand."""
SECOND, BLANK = 2, 1
"""Votes of the second, and blank ballots; all others go to the first."""


def box_file() -> Path:
    return settings.VAR_DIR / "demo" / "box.json"


def ensure_ballot() -> Poll | None:
    """Prepared, opened, voted in and closed as people would; once. None where no result is published."""
    bloc = illustrative_bloc()
    people = {user.username: user for user in User.objects.filter(username__in=["thu-ky", "thuong-truc"])}
    result = Result.objects.newest().filter(bloc=bloc).first()
    if result is None or len(people) < 2:
        return None
    poll = Poll.objects.filter(bloc=bloc, state=Poll.State.CLOSED).order_by("pk").first()
    poll = poll or _held(bloc, result, people)
    box_file().parent.mkdir(parents=True, exist_ok=True)
    box_file().write_bytes(box_bytes(poll))
    return poll


@transaction.atomic
def _held(bloc: Bloc, result: Result, people: dict[str, User]) -> Poll:
    secretary = people["thu-ky"]
    poll = draft_poll(_asked(bloc), by=secretary)
    for placing in Placing.objects.filter(result=result, excluded_for="").order_by("order")[:STANDING]:
        add_candidate(poll, unit=placing.unit, by=secretary)
    for user in people.values():
        name_teller(poll, user=user, by=secretary)
    _seat_delegates(poll)
    poll = open_poll(poll, by=secretary)
    _vote(poll)
    return close_poll(poll, by=secretary)


def _asked(bloc: Bloc) -> Poll:
    flags = Title.objects.filter(kind="flag")
    flag = flags.filter(honours__bloc=bloc).first() or flags.first() or Title.objects.order_by("order", "pk").first()
    meeting = Ceremony.objects.filter(blocs=bloc, kind__contains="year_review").first()
    question = QUESTION.format(bloc.season.slug)
    return with_defaults(Poll(bloc=bloc, question=question, title=flag, ceremony=meeting, way=Poll.Way.CHOOSE))


def _seat_delegates(poll: Poll) -> None:
    """Each unit's delegate gets an account nobody can log in with, so that all vote at the screen."""
    for line in poll.voters.filter(user=None).order_by("order"):
        name = NAME.format(line.order)
        user = User.objects.filter(username=name).first() or User(
            username=name, name=DELEGATE.format(line.order), is_active=False
        )
        user.set_unusable_password()
        user.save()
        line.user, line.on_paper = user, False
        line.save(update_fields=["user", "on_paper"])


def _vote(poll: Poll) -> None:
    """Who chooses whom is drawn and known to nobody, here as in a real ballot."""
    first, second = (str(row.pk) for row in poll.candidates.all()[:2])
    lines = list(poll.voters.select_related("user"))
    votes: list[dict[str, str]] = [{second: "yes"}] * SECOND + [{}] * BLANK
    votes += [{first: "yes"}] * (len(lines) - len(votes))
    random.SystemRandom().shuffle(votes)
    for line, answers in zip(lines, votes, strict=True):
        cast(line, answers=answers, by=line.user)
