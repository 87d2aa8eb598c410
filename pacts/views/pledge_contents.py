"""The contents page of a pact: typed like a list while it is a draft, read like a table afterwards."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pacts import past_results
from pacts.actions.pacts import last_pact
from pacts.forms.pledges import GroupForm, PledgeForm, SectionForm
from pacts.models import PactTemplate
from pacts.models.outline import outline_of
from pacts.pledge_page import blank_row, contents_of
from pacts.views.pacts import pact_page, the_pact

REMOVED = "removed_pledge"
ADDED = "added_pledges"


def pact_contents(request, pk):
    """Who may not edit, and a pact no longer a draft, get the rows to read."""
    return contents_page(request, the_pact(request, pk))


def contents_page(request, pact, **forms):
    if pact.is_editable and request.user.has_perm("pacts.edit", pact):
        return _to_type(request, pact, forms)
    return _to_read(request, pact, forms)


def _to_read(request, pact, forms):
    follows = list(pact.pledges.exclude(follows=None).values_list("follows", flat=True))
    parts = outline_of(pact, past_results.results_of(follows))
    context = {
        "parts": parts,
        "total": sum(len(part.lines) for part in parts),
        "may_amend": pact.is_newest() and request.user.has_perm("pacts.amend", pact),
    }
    return pact_page(request, "pacts/pact_contents.html", pact, **context, **forms)


def _to_type(request, pact, forms):
    shown = contents_of(pact)
    context = {
        "shown": shown,
        "total": len(shown.rows),
        "copies": sum(row.is_copy for row in shown.rows),
        "groups": pact.groups.all(),
        "may_edit": True,
        "blank": blank_row(),
        "last": last_pact(pact.bloc),
        "has_templates": PactTemplate.objects.exists(),
        "removed": request.session.pop(REMOVED, None),
        "added": request.session.pop(ADDED, None),
        "focus": shown.first_open if request.GET.get("tiep") else "",
        "ways": _ways(pact),
        **_blank_forms(request, pact, shown),
        **forms,
    }
    return pact_page(request, "pacts/pact_contents.html", pact, **context)


def _ways(pact) -> dict[str, str]:
    names = {"save": "pledge_rows", "restore": "pledge_restore", "check": "pact_check", "paste": "pledges_paste"}
    return {way: reverse(f"pacts:{name}", args=[pact.pk]) for way, name in names.items()}


def _blank_forms(request, pact, shown):
    """The new row goes where the last one went, else into the last section."""
    last = shown.parts[-1].section
    section = request.GET.get("muc") or (last.pk if last else None)
    return {
        "form": PledgeForm(pact=pact, initial={"section": section}),
        "section_form": SectionForm(pact=pact, prefix="muc"),
        "group_form": GroupForm(pact=pact, prefix="nhom"),
    }


def to_contents(pk, anchor=""):
    return redirect(reverse("pacts:pact_contents", args=[pk]) + anchor)


def removed_words(name: str) -> str:
    return _("“%(name)s” is deleted.") % {"name": name}
