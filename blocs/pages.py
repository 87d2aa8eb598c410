"""The manners of every page: find a thing for this user, submit a form, show a page."""

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Lifecycle, Refused
from blocs.models import Stale


def get_for(user, model, pk, perm: str | None = None, *, queryset=None):
    """The thing if this user may see it (404 otherwise) and may do `perm` with it (403 otherwise)."""
    rows = model.objects.visible_to(user) if queryset is None else queryset
    thing = get_object_or_404(rows, pk=pk)
    if perm is not None:
        require(user, perm, thing)
    return thing


def number_in(raw: str | None) -> int | None:
    """The number of a row as an address may name it; None for everything else, and for what no database can hold."""
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) <= 18 else None


def number_or_404(raw: str | None) -> int:
    number = number_in(raw)
    if number is None:
        raise Http404
    return number


def require(user, perm: str, thing=None):
    if not user.has_perm(perm, thing):
        raise PermissionDenied


def submit(form, action, **context) -> bool:
    """Hand a valid form to the action; put its refusal on the form with everything typed still there.

    A model form gives its instance (and `revision` where it has that field), any other form its cleaned data.
    True when it is done; `form.done` then holds what the action returned.
    """
    if not form.is_bound or not form.is_valid():
        return False
    try:
        form.done = _carried_out(form, action, context)
    except Stale as stale:
        _show_both_values(form, stale.now)
        return False
    except (Refused, ValidationError) as refusal:
        _show(form, refusal)
        return False
    return True


def _carried_out(form, action, context):
    """What came at the same moment as somebody else's is tried again: now the checks see the other row and speak."""
    try:
        with transaction.atomic():
            return _hand_over(form, action, context)
    except IntegrityError:
        with transaction.atomic():
            return _hand_over(form, action, context)


def _hand_over(form, action, context):
    if not hasattr(form, "save_m2m") and not hasattr(form, "instance"):
        return action(**form.cleaned_data, **context)
    if "revision" in form.fields:
        context["revision"] = form.cleaned_data["revision"]
    form.save(commit=False)
    done = action(form.instance, **context)
    form.save_m2m()
    return done


def _show(form, refusal):
    if isinstance(refusal, Refused):
        for sentence in refusal.sentences:
            form.add_error(None, sentence)
        return
    errors = refusal.message_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.messages}
    for field, sentences in errors.items():
        for sentence in sentences:
            form.add_error(field if field in form.fields else None, sentence)


def _show_both_values(form, now):
    """Both values beside each other; the form then carries the newer revision, so saving again is a choice."""
    form.add_error(None, Stale(now).sentences[0])
    for name in form.changed_data:
        if name in form.fields and name != "revision" and hasattr(now, name):
            current = form.fields[name].prepare_value(getattr(now, name)) if name in form.fields else ""
            form.add_error(name, _("The value saved meanwhile is “%(value)s”.") % {"value": _shown(now, name, current)})
    form.data = form.data.copy()
    form.data[form.add_prefix("revision")] = now.revision


def _shown(row, name, fallback):
    display = getattr(row, f"get_{name}_display", None)
    return display() if display else fallback if fallback not in (None, "") else "—"


class FormDoor:
    """A step of a lifecycle as the page shows it: label, address, and what still stands in its way.

    `seen` is the revision shown beside the button, posted with it for steps that must not act on a newer one.
    A step that `is_asked` on a page of its own is led to, not pressed.
    """

    def __init__(self, step, obstacles, url, confirm="", seen=None, is_asked=False):
        self.step, self.obstacles, self.url = step, obstacles, url
        self.confirm, self.seen, self.is_asked = confirm, seen, is_asked


def doors(
    lifecycle: Lifecycle,
    thing,
    user,
    *,
    app: str,
    urls: dict[str, str],
    confirm: dict[str, str] | None = None,
    asked: tuple[str, ...] = (),
):
    """The steps this user may take with the thing now. `urls` names the address of each verb; of those `asked` on a
    page of their own it is that page's.
    """
    open_doors = lifecycle.open_to(thing, lambda verb: verb in urls and user.has_perm(f"{app}.{verb}", thing))
    confirm, seen = confirm or {}, getattr(thing, "revision", None)
    return [
        FormDoor(door.step, door.obstacles, urls[verb], confirm.get(verb, ""), seen, verb in asked)
        for door in open_doors
        for verb in [door.step.verb]
    ]


def page(request, template: str, context: dict | None = None, *, parts: tuple[str, ...] = (), status: int = 200):
    """The page, or the one part of it that htmx asked for; a client can only ask for parts named here."""
    target = request.headers.get("HX-Target", "")
    if request.headers.get("HX-Request") and target in parts:
        template = f"{template}#{target}"
    context = {"illustrative": any(map(is_invented, _things(context or {})))} | (context or {})
    return render(request, template, context, status=status)


OWNERS = ("bloc", "pact", "ceremony", "reporting", "report", "unit", "leader", "membership", "pledge")


def is_invented(thing) -> bool:
    """Whether this row, or what it belongs to, is illustrative data: its page then bears the yellow bar."""
    if hasattr(thing, "is_illustrative"):
        return bool(thing.is_illustrative)
    owners = (getattr(thing, name, None) for name in OWNERS)
    return any(is_invented(owner) for owner in owners if isinstance(owner, Model))


def _things(context: dict) -> list[Model]:
    """The rows a page is about, also the one its form changes."""
    found = [*context.values(), getattr(context.get("form"), "instance", None)]
    return [thing for thing in found if isinstance(thing, Model) and thing.pk]


def paged(request, rows, per_page: int = 50):
    """The page of the rows the address asks for; a page that is not there is the nearest one."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def tell(request, sentence: str):
    messages.success(request, sentence)
