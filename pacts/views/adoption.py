"""Versions of a text with what parts them, and the vote of the meeting that adopts it."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.pages import get_for, number_in, page, require, submit, tell
from pacts.actions import voting as actions
from pacts.clauses import text_now
from pacts.forms.adoption import VoteForm
from pacts.forms.ceremonies import ReasonForm
from pacts.logic.adoption import votes_needed
from pacts.logic.reading_text import is_readable, text_from
from pacts.logic.text_differences import compare
from pacts.models import Adoption, Ceremony, Pact, Regulation
from pacts.models.readiness import adopted_digest
from pacts.text import digest_of
from pacts.views.pacts import pact_page, the_pact

NOW, BEFORE = "nay", "truoc"


@dataclass(frozen=True)
class Choice:
    """A text that can be compared: its name in the address and in words."""

    name: str
    label: str
    digest: str
    canonical: str

    def text(self, pact: Pact):
        return text_from(self.canonical) if self.canonical else text_now(pact)


def pact_versions(request, pk):
    """Every version sent round and the text as it stands; two of them beside each other."""
    pact = the_pact(request, pk)
    choices = _choices(pact)
    new = _chosen(choices, request.GET.get("den"), choices[-1])
    old = _chosen(choices, request.GET.get("tu"), _one_before(choices, new))
    context = {
        "versions": list(_with_counts(pact)),
        "adopted": adopted_digest(pact),
        "choices": choices,
        "old": old,
        "new": new,
        "changes": compare(old.text(pact), new.text(pact)) if old and old != new else None,
        "digest_now": choices[-1].digest,
    }
    return pact_page(request, "pacts/versions.html", pact, **context)


def _with_counts(pact: Pact):
    is_open = Q(comments__state="open")
    counts = {"comment_count": Count("comments"), "open_count": Count("comments", filter=is_open)}
    return pact.text_versions.annotate(**counts).order_by("-number")


def _choices(pact: Pact) -> list[Choice]:
    """In the order in which they came about: the sealed version it amends, those sent round, the text as it stands."""
    found = []
    if pact.amends and is_readable(pact.amends.canonical):
        label = _("Sealed version %(number)s") % {"number": pact.amends.version}
        found.append(Choice(BEFORE, label, pact.amends.digest, pact.amends.canonical))
    for row in pact.text_versions.order_by("number"):
        label = _("Version %(number)s") % {"number": row.number}
        found.append(Choice(str(row.number), label, row.digest, row.canonical))
    label = _("As sealed") if pact.is_sealed else _("As it stands now")
    return [*found, Choice(NOW, label, digest_of(pact), pact.canonical)]


def _chosen(choices: list[Choice], name: str | None, otherwise: Choice | None) -> Choice | None:
    return next((choice for choice in choices if choice.name == name), otherwise)


def _one_before(choices: list[Choice], new: Choice | None) -> Choice | None:
    """The newest text before it that says something else, so that the page opens with what changed last."""
    place = next((n for n, choice in enumerate(choices) if choice == new), 0)
    earlier = choices[:place][::-1]
    differing = [one for one in earlier if new and one.digest != new.digest]
    return next(iter(differing or earlier), None)


# --- The vote ---


def pact_adopt(request, pk):
    """`?le=` names the ceremony at whose console the vote is recorded; the page then leads back there."""
    pact = the_pact(request, pk)
    may_adopt = request.user.has_perm("pacts.adopt_text", pact)
    if request.method == "POST":
        require(request.user, "pacts.adopt_text", pact)
    ceremony = _the_ceremony(request, pact)
    members, digest = len(pact.members()), digest_of(pact)
    form = VoteForm(request.POST or None, members=members, digest=digest, ceremony=_if_live(ceremony))

    def record(**votes):
        return actions.adopt_text(pact, ceremony=_if_live(ceremony), by=request.user, **votes)

    if submit(form, record):
        tell(request, _said(form.done))
        return _back(pact, ceremony)
    regulation = Regulation.objects.filter(bloc=pact.bloc_id).first() or Regulation()
    standing = actions.standing_vote(pact)
    context = {
        "form": form if may_adopt and (form.is_bound or _may_vote(pact, standing, digest)) else None,
        "standing": standing,
        "is_of_this_text": standing is not None and standing.digest == digest,
        "struck": pact.adoptions.exclude(struck_at=None).order_by("-adopted_at", "-pk"),
        "digest": digest,
        "members": members,
        "regulation": regulation,
        "needed": votes_needed(regulation.adoption_majority, members),
        "open_comments": pact.comments.filter(state="open").count(),
        "may_adopt": may_adopt,
        "ceremony": ceremony,
        "illustrative": pact.bloc.is_illustrative,
    }
    return pact_page(request, "pacts/adoption.html", pact, **context)


def _may_vote(pact: Pact, standing: Adoption | None, digest: str) -> bool:
    return not pact.is_sealed and (standing is None or standing.digest != digest)


def _the_ceremony(request, pact: Pact) -> Ceremony | None:
    """The one named, else the one under way: votes then land in its programme without a question."""
    carrying = pact.ceremonies.visible_to(request.user)
    named = carrying.filter(pk=number_in(request.GET.get("le")) or 0).first()
    return named or carrying.filter(state=Ceremony.State.LIVE).first()


def _if_live(ceremony: Ceremony | None) -> Ceremony | None:
    return ceremony if ceremony and ceremony.state == Ceremony.State.LIVE else None


def _said(adoption: Adoption) -> str:
    if adoption.outcome == Adoption.Outcome.ADOPTED:
        return _("The text is adopted. Only this text can be sealed.")
    return _("The vote is recorded: the text is not adopted.")


def _back(pact: Pact, ceremony: Ceremony | None):
    if ceremony is not None:
        return redirect(f"{reverse('pacts:ceremony_console', args=[ceremony.pk])}#pact-{pact.pk}")
    return redirect("pacts:pact_adopt", pact.pk)


def adoption_strike(request, pk):
    rows = Adoption.objects.visible_to(request.user).select_related("pact__bloc__season", "ceremony")
    adoption = get_for(request.user, Adoption, pk, "pacts.adopt_text", queryset=rows)

    def strike(reason):
        return actions.strike_adoption(adoption, reason=reason, by=request.user)

    form = ReasonForm(request.POST or None)
    if submit(form, strike):
        tell(request, _("The vote is struck; it stays readable with its reason."))
        return redirect("pacts:pact_adopt", adoption.pact_id)
    back = reverse("pacts:pact_adopt", args=[adoption.pact_id])
    context = {"form": form, "pact": adoption.pact, "page_name": _("Strike the vote"), "back": back}
    return page(request, "pacts/pact_form.html", context | {"save": _("Strike the vote")})
