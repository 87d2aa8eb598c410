"""Summaries: drafted from the data, finished by a person, released by a second one, corrected, withdrawn."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.actions.base import change, validate
from blocs.actions.release import set_release
from blocs.logic.lifecycle import Refused
from blocs.models import Bloc, Event, Release, User
from pacts.models import Ceremony
from reports import telling
from reports.drafting import facts_of
from reports.logic.deadlines import REASON_LEAST, is_reason
from reports.logic.publication_states import PUBLICATION
from reports.logic.summary import body_of, title_of
from reports.models import Publication

State = Publication.State


@transaction.atomic
def draft_summary(bloc: Bloc, ceremony: Ceremony, *, by: User) -> Publication:
    """A draft told from what is recorded. Pressed twice, it leads to the draft that is there already."""
    bloc = Bloc.objects.locked(bloc.pk)
    if not ceremony.blocs.filter(pk=bloc.pk).exists():
        raise Refused(_("This ceremony does not belong to the bloc."))
    if ceremony.state in (Ceremony.State.PLANNED, Ceremony.State.CANCELLED):
        raise Refused(_("A summary tells what took place; this ceremony has not been held."))
    open_draft = Publication.objects.filter(bloc=bloc, ceremony=ceremony, state=State.DRAFT).first()
    if open_draft:
        return open_draft
    with override("vi"):
        facts = facts_of(bloc, ceremony)
        draft = Publication(bloc=bloc, ceremony=ceremony, author=by, title=title_of(facts), body=body_of(facts))
    draft.thread = _free_thread(ceremony)
    validate(draft)
    draft.save()
    Event.record("reports.draft", draft, by=by, bloc=str(bloc), ceremony=str(ceremony))
    return draft


@transaction.atomic
def edit_summary(publication: Publication, *, by: User, revision: int | None = None) -> Publication:
    """The words of a draft. What is published never changes; it is corrected by a new revision."""
    stored = Publication.objects.locked(publication.pk)
    if stored.state != State.DRAFT:
        raise Refused(_("A published text never changes. Write a correction instead."))
    return change(publication, "reports.edit_summary", by=by, revision=revision)


@transaction.atomic
def release(publication: Publication, *, by: User, revision: int | None = None) -> Publication:
    """Publish the draft, and with it the pages of its season and ceremony.

    Refused to its author and to whoever changed its words: two people stand behind what is published.
    """
    publication = Publication.objects.locked(publication.pk, revision)
    if sentence := own_hand(publication, by):
        raise Refused(sentence)
    PUBLICATION.take("release", publication)
    publication.released_by, publication.published_at = by, timezone.now()
    _save(publication, ["state", "released_by", "published_at"])
    for page in filter(None, [publication.bloc, publication.ceremony]):
        if page.release == Release.CLOSED:
            set_release(page, level=Release.PUBLIC, by=by)
    telling.summary_released(publication, by=by)
    Event.record("reports.release", publication, by=by, thread=publication.thread, number=publication.number)
    return publication


@transaction.atomic
def withdraw(publication: Publication, *, reason: str, by: User) -> Publication:
    """Its address answers 410 with the reason. With the newest revision all older ones go; an older one goes alone."""
    publication = Publication.objects.locked(publication.pk)
    _require_reason(reason)
    rows = [publication]
    published = Publication.objects.published().filter(thread=publication.thread).exclude(pk=publication.pk)
    if not published.filter(number__gt=publication.number).exists():
        rows += list(published.filter(number__lt=publication.number).select_for_update(of=("self",)))
    for row in rows:
        PUBLICATION.take("withdraw", row)
        row.withdrawn_at, row.withdrawn_reason = timezone.now(), reason
        _save(row, ["state", "withdrawn_at", "withdrawn_reason"])
    numbers = sorted(row.number for row in rows)
    Event.record("reports.withdraw", publication, by=by, reason=reason, thread=publication.thread, numbers=numbers)
    return publication


@transaction.atomic
def correct(publication: Publication, *, by: User) -> Publication:
    """A new revision to be drafted from this text; the old one stays as it is."""
    publication = Publication.objects.locked(publication.pk)
    PUBLICATION.take("correct", publication)
    newest = Publication.objects.filter(thread=publication.thread).aggregate(newest=Max("number"))["newest"]
    draft = Publication(
        bloc=publication.bloc,
        ceremony=publication.ceremony,
        thread=publication.thread,
        number=newest + 1,
        title=publication.title,
        body=publication.body,
        author=by,
    )
    validate(draft)
    draft.save()
    Event.record("reports.correct", draft, by=by, thread=draft.thread, number=draft.number)
    return draft


def own_hand(publication: Publication, user: User) -> str:
    """Why this user may not publish it: the text is the user's own. Empty where it is not."""
    if publication.author_id == user.pk:
        return _("A summary is released by someone other than its author.")
    edits = Event.objects.about(publication).filter(verb="reports.edit_summary", by_id=str(user.pk))
    return _("You have changed this text; someone else publishes it.") if edits.exists() else ""


def _free_thread(ceremony: Ceremony) -> str:
    """The address of the new summary: the ceremony's own where it is free, never one made of digits alone."""
    taken = set(Publication.objects.filter(thread__startswith=ceremony.slug[:100]).values_list("thread", flat=True))
    if ceremony.slug not in taken:
        return ceremony.slug
    return next(slug for n in range(2, len(taken) + 3) if (slug := f"{ceremony.slug[:100]}-{n}") not in taken)


def _require_reason(reason: str) -> None:
    if not is_reason(reason):
        raise Refused(_("Give the reason (at least %(least)s characters).") % {"least": REASON_LEAST})


def _save(publication: Publication, fields: list[str]) -> None:
    """A broken constraint is a refusal in words, whichever of the two notices it."""
    try:
        publication.validate_constraints()
        with transaction.atomic():
            publication.save(update_fields=fields)
    except ValidationError as error:
        raise Refused(*error.messages) from error
    except IntegrityError as error:
        raise Refused(_("A summary is released by someone other than its author.")) from error
