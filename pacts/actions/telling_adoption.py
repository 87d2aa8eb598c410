"""Who reads under their bell that a text was sent round, commented on or answered. The sentences are Vietnamese."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.actions.notices import notify
from blocs.logic.wording import day
from blocs.models import Notice, User
from blocs.people_of import others, people_of_unit, people_of_units, secretaries_of
from pacts.models import Comment, TextVersion


def _page(pact: int) -> str:
    return reverse("pacts:pact_comments", args=[pact])


@override("vi")
def sent_round(version: TextVersion, *, by: User) -> None:
    """To the commanders and reporters of the member units."""
    pact = version.pact
    found = people_of_units([member.unit_id for member in pact.members()])
    people = list(dict.fromkeys(user for users in found.values() for user in users))
    words = {"pact": pact, "number": version.number, "day": day(version.comments_until)}
    if version.comments_until:
        title = _("%(pact)s: version %(number)s was sent round for comments until %(day)s.") % words
    else:
        title = _("%(pact)s: version %(number)s was sent round for comments.") % words
    notify(others(people, by), Notice.Kind.COMMENT, f"text_version:{version.pk}", title, _page(pact.pk))


@override("vi")
def commented(said: Comment, *, by: User) -> None:
    """To the bloc's secretary; several of one unit on one day are one message."""
    title = _("%(unit)s commented on the draft: %(pact)s") % {"unit": said.unit, "pact": said.pact}
    about = f"comments:{said.pact_id}-{said.unit_id}"
    notify(others(secretaries_of(said.pact.bloc), by), Notice.Kind.COMMENT, about, title, _page(said.pact_id))


@override("vi")
def answered(said: Comment, *, by: User) -> None:
    """To the people of the unit."""
    words = {"pact": said.pact, "state": said.get_state_display()}
    title = _("A comment of your unit was answered (%(state)s): %(pact)s") % words
    people = others(people_of_unit(said.unit), by)
    notify(people, Notice.Kind.COMMENT, f"pact_comment:{said.pk}", title, f"{_page(said.pact_id)}#gop-y-{said.pk}")
