"""Who reads under their bell of what happened: one function a happening, called by the action before its last line.

The sentences are Vietnamese, whatever language the page of the one who acts is in. Who acts is never told of it.
"""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.actions.notices import notify
from blocs.logic.wording import day
from blocs.models import Notice, Unit, User
from blocs.people_of import people_of_bloc, people_of_unit, secretaries_of, standing_body_of
from pacts.logic.formulas import StageKind
from reports.models import Appeal, Publication, Report, Reporting, Result, Return, Sheet

Kind = Notice.Kind


def _tell(people: Iterable[User], by: User | None, kind: str, about: str, title: str, url: str) -> None:
    others = [user for user in people if by is None or user.pk != by.pk]
    notify(others, kind, about, title, url)


# --- Reports


@override("vi")
def report_sent(report: Report, *, by: User) -> None:
    """To the bloc's secretary."""
    title = _("%(report)s: the report was submitted.") % {"report": report}
    bloc = report.reporting.bloc
    _tell(secretaries_of(bloc), by, Kind.DECISION, f"report:{report.pk}", title, report.get_absolute_url())


@override("vi")
def phase_opened(reporting: Reporting, *, by: User) -> None:
    words = {"phase": reporting, "day": day(reporting.due_on)}
    title = _("%(phase)s is open for reports until %(day)s.") % words
    people = people_of_bloc(reporting.bloc)
    _tell(people, by, Kind.DEADLINE, f"reporting:{reporting.pk}", title, reverse("reports:my_tasks"))


@override("vi")
def phase_extended(reporting: Reporting, unit: Unit | None, due_on: date, *, by: User) -> None:
    title = _("%(phase)s: the deadline is now %(day)s.") % {"phase": reporting, "day": day(due_on)}
    people = people_of_unit(unit) if unit else people_of_bloc(reporting.bloc)
    _tell(people, by, Kind.DEADLINE, f"reporting:{reporting.pk}", title, reverse("reports:my_tasks"))


# --- Scoring


@override("vi")
def sheet_returned(back: Return, *, by: User) -> None:
    """To whoever works at the stage it came back to."""
    sheet, kind = back.sheet, back.to_stage.kind
    title = _("The score sheet of %(unit)s came back: %(stage)s.") % {"unit": sheet.unit, "stage": back.to_stage.name}
    _tell(workers_at(sheet, kind), by, Kind.RETURNED, f"sheet:{sheet.pk}", title, page_at(sheet, kind))


def workers_at(sheet: Sheet, kind: str) -> list[User]:
    """Who works at a stage of this sheet: its unit, its checker, the bloc's secretary, the standing body."""
    if kind in (StageKind.SELF, StageKind.EXPLAIN):
        return people_of_unit(sheet.unit)
    if kind == StageKind.CROSS and sheet.checker:
        return people_of_unit(sheet.checker)
    return secretaries_of(sheet.bloc) if kind == StageKind.REVIEW else standing_body_of(sheet.bloc)


def page_at(sheet: Sheet, kind: str) -> str:
    if kind == StageKind.CROSS:
        return reverse("reports:cross_check", args=[sheet.pk])
    if kind in (StageKind.REVIEW, StageKind.APPRAISE):
        return reverse("reports:scoring_detail", args=[sheet.table_id])
    return reverse("reports:sheet_detail", args=[sheet.pk])


@override("vi")
def appeal_filed(appeal: Appeal, *, by: User) -> None:
    """To whoever gave the mark."""
    title = _("%(unit)s objects to a mark: %(criterion)s.") % _named(appeal)
    people = workers_at(appeal.sheet, appeal.stage.kind)
    _tell(people, by, Kind.DECISION, f"appeal:{appeal.pk}", title, _appeal_page(appeal))


@override("vi")
def appeal_answered(appeal: Appeal, *, by: User) -> None:
    title = _("The objection of %(unit)s was answered: %(criterion)s.") % _named(appeal)
    people = people_of_unit(appeal.sheet.unit)
    _tell(people, by, Kind.DECISION, f"appeal:{appeal.pk}", title, _appeal_page(appeal))


def _named(appeal: Appeal) -> dict:
    return {"unit": appeal.sheet.unit, "criterion": appeal.criterion}


def _appeal_page(appeal: Appeal) -> str:
    return reverse("reports:appeal_detail", args=[appeal.pk])


# --- Releases


@override("vi")
def result_released(result: Result, *, by: User) -> None:
    title = _("The result of %(bloc)s is published.") % {"bloc": result.bloc}
    url = reverse("reports:result_detail", args=[result.pk])
    _tell(people_of_bloc(result.bloc), by, Kind.DECISION, f"result:{result.pk}", title, url)


@override("vi")
def summary_released(publication: Publication, *, by: User) -> None:
    title = _("Published: %(title)s") % {"title": publication.title}
    people = [*people_of_bloc(publication.bloc), *filter(None, [publication.author])]
    url = reverse("publication", args=[publication.thread])
    _tell(people, by, Kind.DECISION, f"publication:{publication.pk}", title, url)
