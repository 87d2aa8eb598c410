"""What cannot be taken back asks for a reason on a page between, and leaves that reason in the logbook."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_protect

from blocs.actions import base as actions
from blocs.forms.fields import DayField, LineField
from blocs.logic.lifecycle import Refused

MOST_ROWS = 200  # in one press


class ReasonForm(forms.Form):
    reason = LineField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("It is kept in the logbook, word for word."),
    )


class EndForm(ReasonForm):
    on = DayField(
        label=gettext_lazy("last day"), help_text=gettext_lazy("This day is included, for example 31/12/2017.")
    )
    field_order = ["on", "reason"]


@dataclass
class Use:
    """A row and what keeps it from being deleted."""

    thing: object
    users: list

    @property
    def first(self):
        return self.users[:20]

    @property
    def more(self) -> int:
        return len(self.users) - len(self.first)


class AsksReason:
    """Deleting one row or several, and other presses of a list that want a reason first."""

    actions = ["delete_selected"]

    @admin.action(permissions=["delete"], description=gettext_lazy("Delete the chosen rows"))
    def delete_selected(self, request, queryset):
        used = [Use(row, users) for row in queryset[:MOST_ROWS] if (users := actions.in_use_by(row))]
        if used and len(used) == queryset.count():
            return self.page_between(request, "admin/in_use.html", title=_("In use"), uses=used)
        free = queryset.exclude(pk__in=[use.thing.pk for use in used])
        words = {"title": _("Delete"), "button": _("Delete"), "uses": used}
        return self.with_reason(request, free, lambda row, reason: self.delete_row(request, row, reason), **words)

    @method_decorator(csrf_protect)
    def delete_view(self, request, object_id, extra_context=None):
        """A row in use is answered with where it is used; any other asks for the reason first."""
        thing = self.get_object(request, unquote(object_id))
        if thing is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_delete_permission(request, thing):
            raise PermissionDenied
        if users := actions.in_use_by(thing):
            return self.page_between(
                request, "admin/in_use.html", title=_("In use"), uses=[Use(thing, users)], one=thing
            )
        words = {"title": _("Delete"), "button": _("Delete"), "one": thing}
        answer = self.with_reason(request, [thing], lambda row, reason: self.delete_row(request, row, reason), **words)
        return answer or redirect(self.address("changelist"))

    def with_reason(self, request, rows, act: Callable, *, form_class=ReasonForm, **words):
        """The page that asks until it is answered; then each row by itself, so that one refused costs no other."""
        form = form_class(request.POST if "reason" in request.POST else None)
        rows = list(rows[:MOST_ROWS])
        if not form.is_valid():
            context = {"form": form, "rows": rows, "picked": helpers.ACTION_CHECKBOX_NAME, **words}
            return self.page_between(request, "admin/ask_reason.html", **context)
        done = sum(self._one(request, act, row, form.cleaned_data) for row in rows)
        if done:
            messages.success(request, ngettext("Done for %(n)s row.", "Done for %(n)s rows.", done) % {"n": done})
        return None

    def _one(self, request, act, row, typed: dict) -> bool:
        name = str(row)
        try:
            with transaction.atomic():
                act(row, **typed)
        except (Refused, ValidationError) as refusal:
            sentences = refusal.sentences if isinstance(refusal, Refused) else refusal.messages
            words = {"name": name, "sentence": " ".join(map(str, sentences))}
            messages.error(request, _("“%(name)s”: %(sentence)s") % words)
            return False
        return True

    def page_between(self, request, template: str, **context):
        common = self.admin_site.each_context(request)
        more = {"opts": self.opts, "media": self.media, "action": request.POST.get("action", "")}
        ends = [(use, self.end_url(use.thing)) for use in context.get("uses") or []]
        return TemplateResponse(request, template, {**common, **more, **context, "ends": ends})
