"""An accepted amendment put into the draft: the proposed words take the place of the clause they were written for."""

from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import User
from pacts.actions.contents import edit_section
from pacts.actions.drafts import locked_draft
from pacts.actions.pacts import edit_pact
from pacts.actions.pledges import edit_pledge
from pacts.clauses import commented_clause, pledge_at, section_at, text_now
from pacts.logic.clauses import Clause, clause_of, same_clause
from pacts.models import Comment, Pact


def apply_amendment(comment: Comment, *, by: User) -> Clause:
    """Through the same actions as the secretary's own edits, so it is checked and logged as they are.

    The clause must still read as it did in the version that was commented on, wherever it stands now. Raises Refused
    with both texts where it was changed since, ValidationError where the words do not fit, Refused unless a draft.
    """
    pact = locked_draft(comment.pact_id)
    said = commented_clause(comment)
    if not comment.proposed or said is None or not said.can_be_reworded:
        raise Refused(_("There is no proposed wording that could be put into the text."))
    clause = _still_standing(said, pact)
    _reword(pact, clause, comment.proposed, by)
    return clause


def _still_standing(said: Clause, pact: Pact) -> Clause:
    text = text_now(pact)
    if clause := same_clause(said, text):
        return clause
    now = clause_of(text, said.key)
    raise Refused(
        _("The clause has changed since it was commented on. Edit it by hand."),
        _("Commented on: “%(text)s”") % {"text": said.text},
        _("In the draft now: “%(text)s”") % {"text": now.text if now else "—"},
    )


def _reword(pact: Pact, clause: Clause, words: str, by: User) -> None:
    """`pact` and its rows are locked by the draft; a pledge carries its own revision besides."""
    if clause.is_pledge:
        pledge = pledge_at(pact, clause.key)
        assert pledge is not None
        pledge.name = one_line(words)
        edit_pledge(pledge, by=by, revision=pledge.revision)
    elif clause.is_content:
        _reword_section(pact, clause, words, by)
    elif clause.key == "solutions":
        edit_pact(pact, by=by, revision=pact.revision, solutions=list(filter(None, words.splitlines())))
    else:
        setattr(pact, clause.key, words if clause.key in ("legal_bases", *PROSE) else one_line(words))
        edit_pact(pact, by=by, revision=pact.revision)


PROSE = ("preamble", "undertaking")


def _reword_section(pact: Pact, clause: Clause, words: str, by: User) -> None:
    """The first line is the title, as it stands in the text; what follows are its further words."""
    section = section_at(pact, clause.key)
    assert section is not None
    title, _line, text = words.partition("\n")
    section.title, section.text = title, text
    edit_section(section, by=by)


def one_line(words: str) -> str:
    return " ".join(words.split())
