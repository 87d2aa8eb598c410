"""The logbook, filtered, and its check as a job."""

import uuid
from datetime import datetime, time, timedelta

from django.apps import apps
from django.db.models import Q
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.forms.logbook import LogbookForm
from blocs.logic.text import clean, fold
from blocs.models import Event, Named
from blocs.pages import page, paged, require, tell
from blocs.tasks import CHECKED, check_the_log
from blocs.templatetags.verbs import verb_word


def event_list(request):
    require(request.user, "blocs.read_logbook")
    form = LogbookForm(request.GET, verbs=_verbs(), people=_people())
    asked = form.cleaned_data if form.is_valid() else {}
    events = paged(request, _filtered(asked))
    context = {"form": form, "events": events, "count": events.paginator.count}
    return page(request, "blocs/event_list.html", context)


def _verbs():
    verbs = Event.objects.order_by("verb").values_list("verb", flat=True).distinct()
    return sorted(((verb, verb_word(verb)) for verb in verbs), key=lambda pair: fold(pair[1]))


def _people():
    names = Event.objects.order_by("by").values_list("by", flat=True).distinct()
    return [(name, name) for name in sorted(names, key=fold)]


def _filtered(asked):
    events = Event.objects.all()
    for name in ("verb", "by"):
        if asked.get(name):
            events = events.filter(**{name: asked[name]})
    if asked.get("from_on"):
        events = events.filter(at__gte=_midnight(asked["from_on"]))
    if asked.get("until_on"):
        events = events.filter(at__lt=_midnight(asked["until_on"] + timedelta(days=1)))
    kind, found, pk = asked.get("about", "").partition(":")
    if found:
        events = events.filter(object_type=kind, object_id=pk)
    return events.filter(_named(asked["q"])) if asked.get("q") else events


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def _named(q: str) -> Q:
    """Lines whose object bears the words now, whatever it was called then, or bore them then as typed."""
    found = Q(object_name__icontains=clean(q))
    for model in apps.get_models():
        if issubclass(model, Named):
            rows = model._default_manager.filter(name_fold__contains=fold(q)).values_list("pk", flat=True)[:200]
            found |= Q(object_type=model._meta.label_lower, object_id__in=[str(pk) for pk in rows])
    return found


@require_POST
def log_check(request):
    require(request.user, "blocs.read_logbook")
    token = str(uuid.uuid4())
    check_the_log.enqueue(token, request.user.pk)
    tell(request, _("The check of the logbook has been handed to the job worker."))
    return redirect("blocs:log_check_result", token=token)


def log_check_result(request, token):
    """The job's own line in the logbook is its result; until it is there the page asks again by itself."""
    require(request.user, "blocs.read_logbook")
    line = Event.objects.filter(verb=CHECKED, details__contains=str(token)).first()
    context = {"line": line, "facts": line.facts if line else {}, "token": token}
    return page(request, "blocs/log_check_result.html", context, parts=("result",))
