"""The lines of the minute book, each with a page to add, one to change and a button to take it out."""

from mimetypes import guess_type

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from blocs.pages import get_for, page, require, submit, tell
from pacts.actions import minutes as actions
from pacts.actions import photos as photo_actions
from pacts.forms.minutes import (
    AgendaItemForm,
    AttendeeForm,
    ContributionForm,
    DirectionForm,
    FollowUpForm,
    NewPhotoForm,
    PhotoForm,
)
from pacts.models import AgendaItem, Attendee, Ceremony, Contribution, Direction, Photo

# kind of line in the address: (model, form, action, title of the page, whether a held ceremony still takes it)
LINES = {
    "dai-bieu": (Attendee, AttendeeForm, actions.record_attendance, gettext_lazy("Person at the ceremony")),
    "chuong-trinh": (AgendaItem, AgendaItemForm, actions.save_agenda_item, gettext_lazy("Agenda item")),
    "chi-dao": (Direction, DirectionForm, actions.save_direction, gettext_lazy("Point of the directions")),
    "dong-gop": (Contribution, ContributionForm, actions.save_contribution, gettext_lazy("Contribution")),
}


def line_add(request, pk, kind):
    return _line(request, pk, kind, None)


def line_edit(request, pk, kind, line):
    return _line(request, pk, kind, line)


def _line(request, pk, kind, line):
    ceremony = get_for(request.user, Ceremony, pk, "pacts.plan")
    model, form_class, action, title = LINES[kind]
    row = get_object_or_404(model, ceremony=ceremony, pk=line) if line else None
    form = form_class(request.POST or None, instance=row, ceremony=ceremony)
    if submit(form, action, by=request.user):
        tell(request, _("Saved."))
        return redirect(ceremony)
    context = {"form": form, "ceremony": ceremony, "title": title, "label": _("Save")}
    return page(request, "pacts/ceremony_form.html", context)


@require_POST
def line_remove(request, pk, kind, line):
    ceremony = get_for(request.user, Ceremony, pk, "pacts.plan")
    row = get_object_or_404(LINES[kind][0], ceremony=ceremony, pk=line)
    actions.remove(row, by=request.user)
    tell(request, _("Taken out."))
    return redirect(ceremony)


def direction_follow_up(request, pk, line):
    """For who keeps the book, and for the people of the unit that carries it out."""
    ceremony = get_for(request.user, Ceremony, pk)
    direction = get_object_or_404(Direction, ceremony=ceremony, pk=line)
    require(request.user, "pacts.follow_up_direction", direction)
    form = FollowUpForm(request.POST or None, initial={"text": direction.follow_up, "on": direction.followed_up_on})

    def follow(**words):
        return actions.follow_up(direction, by=request.user, **words)

    if submit(form, follow):
        tell(request, _("Saved."))
        return redirect(ceremony)
    context = {
        "form": form,
        "ceremony": ceremony,
        "title": _("Follow up a direction"),
        "label": _("Save"),
        "quote": direction,
    }
    return page(request, "pacts/ceremony_form.html", context)


def photo_add(request, pk):
    ceremony = get_for(request.user, Ceremony, pk, "pacts.plan")
    form = NewPhotoForm(request.POST or None, request.FILES or None, ceremony=ceremony)

    def add(photo, **context):
        return photo_actions.add_photo(photo, upload=form.cleaned_data["upload"], **context)

    if submit(form, add, by=request.user):
        tell(request, _("Saved."))
        return redirect(ceremony)
    context = {
        "form": form,
        "ceremony": ceremony,
        "title": _("Add a photograph"),
        "label": _("Save"),
        "is_upload": True,
    }
    return page(request, "pacts/ceremony_form.html", context)


def photo_edit(request, pk, line):
    ceremony = get_for(request.user, Ceremony, pk, "pacts.plan")
    photo = get_object_or_404(Photo, ceremony=ceremony, pk=line)
    form = PhotoForm(request.POST or None, instance=photo, ceremony=ceremony)
    if submit(form, photo_actions.edit_photo, by=request.user):
        tell(request, _("Saved."))
        return redirect(ceremony)
    context = {"form": form, "ceremony": ceremony, "title": _("Change a photograph's words"), "label": _("Save")}
    return page(request, "pacts/ceremony_form.html", context)


@require_POST
def photo_remove(request, pk, line):
    ceremony = get_for(request.user, Ceremony, pk, "pacts.plan")
    photo_actions.remove_photo(get_object_or_404(Photo, ceremony=ceremony, pk=line), by=request.user)
    tell(request, _("Taken out."))
    return redirect(ceremony)


def photo_show(request, pk, line):
    """The small rendition for staff who may see the ceremony; what is published has its own address."""
    ceremony = get_for(request.user, Ceremony, pk)
    photo = get_object_or_404(Photo, ceremony=ceremony, pk=line)
    store, names = photo.image.storage, [photo.small_name, photo.image.name]
    name = next((name for name in names if store.exists(name)), None)
    if name is None:
        raise Http404
    return FileResponse(store.open(name), content_type=guess_type(name)[0])
