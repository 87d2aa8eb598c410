"""Sentences of a ballot: why a candidate is chosen or not, and what the shares are of."""

from django.utils.translation import gettext as _

from reports.logic.voting import Share, Verdict


def share_in_words(share: Share) -> str:
    """“ít nhất 2/3”, “trên 1/2”; the whole as “tất cả”."""
    if share.part == share.whole and not share.is_more:
        return _("all")
    words = {"part": share.part, "whole": share.whole}
    return (_("more than %(part)s/%(whole)s") if share.is_more else _("at least %(part)s/%(whole)s")) % words


def base_in_words(base: str, many: int) -> str:
    """“trên tổng số 13 người trong danh sách bỏ phiếu”."""
    words = {
        "members": _("of the %(many)s on the roll of voters"),
        "present": _("of the %(many)s voters present"),
        "valid": _("of the %(many)s valid ballots"),
    }
    return words[base] % {"many": many}


def reason_in_words(verdict: Verdict, base: str, many: int, majority: Share, quorum: Share) -> str:
    """One sentence for one candidate, with the votes and what they are measured against."""
    facts = {
        "yes": verdict.votes.yes,
        "base": base_in_words(base, many),
        "majority": share_in_words(majority),
        "quorum": share_in_words(quorum),
    }
    return _SENTENCES[verdict.reason]() % facts


_SENTENCES = {
    "chosen": lambda: _("Chosen: %(yes)s votes in favour, %(base)s; needed: %(majority)s."),
    "below_majority": lambda: _("Not chosen: %(yes)s votes in favour, %(base)s; needed: %(majority)s."),
    "tied": lambda: _("Not chosen yet: %(yes)s votes in favour, equal with another candidate for the last place."),
    "outvoted": lambda: _("Not chosen: %(yes)s votes in favour, and others have more for the places there are."),
    "no_quorum": lambda: _("Nothing is decided: fewer were present than the quorum asks for (%(quorum)s)."),
    "withdrawn": lambda: _("Not chosen: the candidate was withdrawn; the votes given are only recorded."),
}
