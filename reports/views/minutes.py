"""The minutes of a ceremony as a paper: made of its rows the moment it is opened, so there is nothing to retype."""

from django.shortcuts import render
from django.utils.translation import override

from blocs.pages import get_for
from pacts.models import Ceremony
from reports.minutes import door_of, gap_words, gaps_of, minutes_of


def ceremony_minutes_draft(request, pk):
    """A paper is Vietnamese; what is missing is told above it, in the reader's language, and never printed."""
    ceremony = get_for(request.user, Ceremony, pk)
    gaps = _gaps(ceremony, request.user)
    with override("vi"):
        context = {"ceremony": ceremony, "paper": minutes_of(ceremony), "gaps": gaps, **_may(ceremony, request.user)}
        return render(request, "reports/minutes_draft.html", context)


def _may(ceremony: Ceremony, user) -> dict:
    return {"may_write": user.has_perm("pacts.plan", ceremony), "illustrative": ceremony.is_illustrative}


def _gaps(ceremony: Ceremony, user) -> list[dict]:
    """Sentences, each with the page where it is put right; a held ceremony's attendance and agenda are closed."""
    if not user.has_perm("pacts.plan", ceremony):
        return []
    words = gap_words()
    return [{"sentence": words[name], "url": door_of(ceremony, name)} for name in gaps_of(ceremony)]
