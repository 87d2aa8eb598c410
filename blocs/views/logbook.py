"""The logbook, filtered, and its check as a job."""

import uuid
from datetime import datetime, time, timedelta

from django.apps import apps
from django.db.models import CharField, Q
from django.db.models.functions import Cast
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

OURS = ("blocs", "pacts", "reports")


def event_list(request):
    require(request.user, "blocs.read_logbook")
    seen = lines_for(request.user)
    form = LogbookForm(request.GET, verbs=_verbs(seen), people=_people(seen))
    asked = form.cleaned_data if form.is_valid() else {}
    events = paged(request, _filtered(seen, asked))
    context = {"form": form, "events": events, "count": events.paginator.count}
    return page(request, "blocs/event_list.html", context)


def lines_for(user):
    """Administrators read the whole logbook; the standing body what it did itself and the lines about its blocs."""
    if user.is_admin:
        return Event.objects.all()
    found = Q(by_id=str(user.pk))
    for model in apps.get_models():
        if model._meta.app_label in OURS and (rows := _rows_seen(model, user)) is not None:
            keys = rows.order_by().annotate(key=Cast("pk", CharField())).values("key")
            found |= Q(object_type=model._meta.label_lower, object_id__in=keys)
    return Event.objects.filter(found)


def _rows_seen(model, user):
    """The rows of a model this person sees: by its own rule, else by that of what its rows are parts of; or None."""
    if hasattr(model._default_manager, "visible_to"):
        return model._default_manager.visible_to(user)
    found = Q()
    for field in () if hasattr(model, "history_object") else model._meta.fields:  # former values have no lines
        whole = field.related_model if field.many_to_one else None
        if whole and hasattr(whole._default_manager, "visible_to"):
            found |= Q(**{f"{field.name}__in": whole._default_manager.visible_to(user)})
    return model._default_manager.filter(found) if found else None


def _verbs(seen):
    verbs = seen.order_by("verb").values_list("verb", flat=True).distinct()
    return sorted(((verb, verb_word(verb)) for verb in verbs), key=lambda pair: fold(pair[1]))


def _people(seen):
    names = seen.order_by("by").values_list("by", flat=True).distinct()
    return [(name, name) for name in sorted(names, key=fold)]


def _filtered(events, asked):
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
