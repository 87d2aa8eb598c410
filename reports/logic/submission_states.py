"""How the list of proposals goes up: put forward for comment where the rules want it, sent, decided. Pure."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from blocs.logic.lifecycle import Lifecycle, Step


@dataclass
class Standing:
    """A submission as its lifecycle asks of it. `missing`: what the list still lacks, in sentences."""

    state: str
    today: date
    proposals: int = 0
    missing: list[str] = field(default_factory=list)
    comment_days: int = 0
    comments_until: date | None = None
    unanswered: int = 0
    is_page_public: bool = True


def obstacles_to_putting_forward(one: Standing) -> list[str]:
    found = _of_the_list(one)
    if one.comment_days < 1:
        found.append(_("The rules of honours of this bloc ask for no public comment."))
    if not one.is_page_public:
        found.append(_("The bloc's page is not public; nobody could read the candidates there."))
    return found


def obstacles_to_sending(one: Standing) -> list[str]:
    found = _of_the_list(one)
    if one.state == "draft" and one.comment_days > 0:
        found.append(_("The rules of honours ask for public comment first; put the candidates forward."))
    if one.state == "comments" and one.comments_until and one.today <= one.comments_until:
        found.append(_("The days of public comment are not over."))
    if one.unanswered:
        said = ngettext(
            "%(count)s public comment is neither answered nor set aside.",
            "%(count)s public comments are neither answered nor set aside.",
            one.unanswered,
        )
        found.append(said % {"count": one.unanswered})
    return found


def _of_the_list(one: Standing) -> list[str]:
    empty = [] if one.proposals else [_("Nobody is proposed yet.")]
    return empty + one.missing


SUBMISSION = Lifecycle(
    Step("put_forward", "draft", "comments", gettext_lazy("Put forward for public comment"),
         obstacles_to_putting_forward),
    Step("take_back", "comments", "draft", gettext_lazy("Take back and change the list")),
    Step("send_submission", ("draft", "comments"), "sent", gettext_lazy("Send to the council"), obstacles_to_sending),
    Step("decide_submission", "sent", "decided", gettext_lazy("Record the council's decision")),
)  # fmt: skip


# --- What was proposed and what the council left of it ----------------------------------------------


@dataclass(frozen=True)
class Line:
    """An honour as the count sees it: `status` of `Honour.Status`, `granted` the title given in its place, or 0."""

    title: int
    status: str
    count: int = 1
    granted: int = 0
    is_of_a_list: bool = False


@dataclass(frozen=True)
class Cut:
    """Of one title: cases proposed, and granted (for it, or in place of a higher or lower one); None where unknown."""

    proposed: int | None
    granted: int | None

    @property
    def is_known(self) -> bool:
        return self.proposed is not None and self.granted is not None


GRANTED = ("approved", "awarded", "revoked")


def cuts(lines: list[Line]) -> dict[int, Cut]:
    """{title: what was proposed, what was granted}.

    A line of a list was proposed whatever became of it; a bare row says one side only, and so does one that was never
    on a list. An undecided title has granted None, one nobody proposed has proposed None.
    """
    proposed: dict[int, int] = {}
    granted: dict[int, int] = {}
    for line in lines:
        if line.is_of_a_list or line.status in ("proposed", "refused"):
            proposed[line.title] = proposed.get(line.title, 0) + line.count
        if line.status in GRANTED:
            key = line.granted or line.title
            granted[key] = granted.get(key, 0) + line.count
        if line.status == "refused" or (line.status in GRANTED and line.granted):
            granted.setdefault(line.title, 0)
    keys = dict.fromkeys(line.title for line in lines) | dict.fromkeys(granted)
    return {key: Cut(proposed.get(key), granted.get(key)) for key in keys}
