"""One question on one page: a form, its action, and where to go afterwards."""

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.utils.translation import gettext as _

from blocs.pages import page, submit, tell


def ask(request, form, action, *, title, back, about=None, button="", template="blocs/form.html", done="", **context):
    """Show the form until the action has taken it; then go to `done`, else `back`, with a word that it is saved.

    `back` is an address or a thing that has one; `about` the thing named above the title.
    """
    if submit(form, action, by=request.user):
        tell(request, _("Saved: %(title)s.") % {"title": title})
        return redirect(done or back)
    address = back if isinstance(back, str) else back.get_absolute_url()
    owner = None if isinstance(back, str) else back
    words = {
        "owner": owner,
        "form": form,
        "title": title,
        "back": address,
        "about": about or "",
        "button": button or _("Save"),
    }
    return page(request, template, {**words, **context})


def logbook_of(thing) -> str:
    """What the logbook's address needs to show the lines about one row."""
    return urlencode({"about": f"{thing._meta.label_lower}:{thing.pk}"})
