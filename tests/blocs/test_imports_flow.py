"""Imports from end to end: templates and their marks, pages, two at once, a worker that dies, five thousand lines."""

import threading
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blocs.actions import import_reading, imports
from blocs.actions.import_sheets import ask_template
from blocs.excel.reading import opened
from blocs.excel.template import SHEET
from blocs.intake import KINDS
from blocs.intake_units import UnitIntake
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Import, Job, Membership, Role, SheetFile, Unit
from tests.blocs.excel.books import a_book
from tests.make import a_bloc, a_head_of, a_unit, a_user, members_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return a_user(Role.ADMIN)


@pytest.fixture
def browser(admin):
    client = Client()
    client.force_login(admin)
    return client


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    """Runs what is handed to the worker at once."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def upload(client, done, kind, content, **more):
    file = SimpleUploadedFile("bang.xlsx", content if isinstance(content, bytes) else content.getvalue())
    with done():
        answer = client.post(reverse("blocs:import_new", args=[kind]), {"file": file, "is_no_secret": "on", **more})
    assert answer.status_code == 302, answer.context["form"].errors
    return Import.objects.latest("pk")


def press(client, done, name, taken, **data):
    with done():
        answer = client.post(reverse(f"blocs:import_{name}", args=[taken.token]), data)
    assert answer.status_code == 302
    return Import.objects.get(pk=taken.pk)


def template_of(client, done, kind, target=0):
    with done():
        client.post(reverse("blocs:import_template", args=[kind]), {"target": target})
    job = Job.objects.latest("pk")
    assert job.state == "done", job.notes
    answer = client.get(job.target)
    assert "xlsx" in answer["Content-Disposition"]
    return answer.content


# --- Templates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["units", "leaders", "memberships"])
def test_a_template_sent_back_changes_nothing(browser, done, kind):
    bloc = a_bloc(4)
    for unit in members_of(bloc):
        a_head_of(unit)
    taken = upload(browser, done, kind, template_of(browser, done, kind), target=0)
    counts = {name: taken.counts.get(name) for name in ("new", "changed", "wrong")}
    assert (taken.state, counts) == ("ready", {"new": 0, "changed": 0, "wrong": 0}), (taken.trouble, taken.preview)
    assert taken.counts["unchanged"] >= 4 and taken.remarks == []
    with pytest.raises(Refused):
        imports.confirm(taken, by=taken.made_by)


def test_the_template_of_another_bloc_or_kind_is_refused_with_its_name(browser, done):
    first, second = a_bloc(2, year=2016), a_bloc(2, year=2017)
    order = [target["bloc"] for target, _name in KINDS["memberships"].targets(a_user(Role.ADMIN))]
    made = template_of(browser, done, "memberships", order.index(first.pk))
    taken = upload(browser, done, "memberships", made, target=order.index(second.pk))
    assert taken.state == "faulty" and str(first) in taken.trouble and str(second) in taken.trouble
    taken = upload(browser, done, "leaders", template_of(browser, done, "units"))
    assert taken.state == "faulty" and str(KINDS["units"].name) in taken.trouble


def test_a_template_of_yesterday_says_that_something_changed(browser, done):
    a_unit("Phòng A")
    made = template_of(browser, done, "units")
    a_unit("Phòng B")
    taken = upload(browser, done, "units", made)
    assert taken.state == "ready" and len(taken.remarks) == 1


def test_a_template_needs_the_right_still_when_the_worker_makes_it(admin, done):
    with done():
        job = ask_template(KINDS["units"], {}, "", by=admin)
        admin.duties.all().delete()
    job.refresh_from_db()
    assert job.state == "failed" and not SheetFile.objects.get().content


# --- Pages ------------------------------------------------------------------------------------------


def test_a_person_sends_names_columns_answers_confirms_and_undoes(browser, done):
    book = a_book(["Cơ quan", "Ký hiệu"], ["Phßng CÊp cøu", "PCC"], ["Phòng Hai", "P2"])
    taken = upload(browser, done, "units", book)
    page = browser.get(reverse("blocs:import_detail", args=[taken.token]), follow=True)
    assert page.redirect_chain[0][0] == reverse("blocs:import_columns", args=[taken.token])
    taken = press(browser, done, "columns", taken, **{"column-0": "name", "column-1": "code"})
    page = browser.get(reverse("blocs:import_detail", args=[taken.token])).content.decode()
    assert "Phßng CÊp cøu" in page and "Phòng Cấp cứu" in page and 'data-testid="confirm"' not in page
    taken = press(browser, done, "decide", taken, legacy="yes")
    assert 'data-testid="confirm"' in browser.get(reverse("blocs:import_detail", args=[taken.token])).content.decode()
    taken = press(browser, done, "confirm", taken)
    assert Unit.objects.get(code="PCC").name == "Phòng Cấp cứu"
    taken = press(browser, done, "undo", taken)
    assert not Unit.objects.filter(code="PCC").exists()
    verbs = list(Event.objects.order_by("number").values_list("verb", flat=True))
    told = ["send_import", "name_columns", "answer_import", "apply_import", "undo_import"]
    assert verbs[-5:] == [f"blocs.{verb}" for verb in told]


def test_the_lines_are_filtered_and_paged(browser, done):
    rows = [[f"Phòng {n}", ""] for n in range(60)]
    taken = upload(browser, done, "units", a_book(["Tên đơn vị", "Từ ngày"], *rows, ["Sai", "32/13/2017"]))
    address = reverse("blocs:import_detail", args=[taken.token])
    assert browser.get(address).content.decode().count('<tr data-state="new"') == 50
    assert browser.get(f"{address}?page=2").content.decode().count("<tr data-state") == 11
    wrong = browser.get(f"{address}?loai=wrong").content.decode()
    assert wrong.count("<tr data-state") == 1 and "B62" in wrong


def test_the_file_with_its_errors_names_each_cell_and_is_only_for_its_sender(browser, done):
    taken = upload(browser, done, "units", a_book(["Tên đơn vị", "Từ ngày"], ["A", "x1"], ["B", ""]))
    sheet = SheetFile.objects.get(taken=taken)
    content = browser.get(reverse("blocs:import_sheet", args=[sheet.token])).content
    with opened(BytesIO(content)) as book:
        lines = book.grid(SHEET, 10).lines
    assert lines[1][2].value == "Lỗi" and "B2" in lines[2][2].value and 2 not in lines[3]
    stranger = Client()
    stranger.force_login(a_user(Role.ADMIN))
    assert stranger.get(reverse("blocs:import_sheet", args=[sheet.token])).status_code == 404


def test_no_file_goes_without_the_word_about_secrets(browser):
    file = SimpleUploadedFile("bang.xlsx", a_book(["Tên đơn vị"], ["A"]).getvalue())
    answer = browser.post(reverse("blocs:import_new", args=["units"]), {"file": file})
    assert answer.status_code == 200 and "is_no_secret" in answer.context["form"].errors
    assert not Import.objects.exists()


def test_a_right_that_ended_closes_the_file(done):
    bloc = a_bloc(2)
    standing = a_user(Role.STANDING, at=bloc.series.organiser)
    client = Client()
    client.force_login(standing)
    taken = upload(client, done, "memberships", a_book(["Đơn vị"], [members_of(bloc)[0].name]))
    assert client.get(reverse("blocs:import_detail", args=[taken.token])).status_code == 200
    standing.duties.update(until_on=timezone.localdate() - timedelta(days=1))
    for name in ("detail", "columns"):
        assert client.get(reverse(f"blocs:import_{name}", args=[taken.token])).status_code == 403
    for name in ("confirm", "undo", "drop", "again", "decide"):
        assert client.post(reverse(f"blocs:import_{name}", args=[taken.token])).status_code == 403


def test_who_may_nothing_is_told_so_and_cannot_send():
    client = Client()
    client.force_login(a_user(Role.REPORTER, at=members_of(a_bloc(2))[0]))
    assert reverse("blocs:import_new", args=["units"]) not in client.get(reverse("blocs:import_list")).content.decode()
    assert client.get(reverse("blocs:import_new", args=["units"])).status_code == 403
    assert client.post(reverse("blocs:import_template", args=["units"])).status_code == 403
    assert client.get(reverse("blocs:import_new", args=["khong-co"])).status_code == 404


# --- When things go wrong -----------------------------------------------------------------------------


def test_what_fails_in_the_middle_leaves_nothing(browser, done, monkeypatch):
    taken = upload(browser, done, "units", a_book(["Tên đơn vị"], ["Phòng Một"], ["Phòng Hai"]))
    whole = UnitIntake.apply

    def dies(self, lines, row, *, by):
        whole(self, lines, row, by=by)
        raise SystemError("killed")

    monkeypatch.setattr(UnitIntake, "apply", dies)
    with pytest.raises(SystemError):
        imports.confirm(taken, by=taken.made_by)
    taken.refresh_from_db()
    assert taken.state == "ready" and not Unit.objects.filter(name__startswith="Phòng").exists()
    assert not Event.objects.filter(verb="blocs.apply_import").exists()


def test_what_the_database_would_not_hold_is_told_as_a_refusal(browser, admin, done, monkeypatch):
    taken = upload(browser, done, "units", a_book(["Tên đơn vị"], ["Đội Một"]))

    def too_long(*args, **more):
        raise ValidationError({"name": ["Tên quá dài."]})

    monkeypatch.setattr(UnitIntake, "apply", too_long)
    with pytest.raises(Refused, match="Tên quá dài"):
        imports.confirm(taken, by=admin)
    assert press(browser, done, "confirm", taken).state == "ready"
    assert not Unit.objects.filter(name="Đội Một").exists()


def test_a_worker_that_died_reads_again_when_it_starts(admin, done):
    content = a_book(["Tên đơn vị"], ["A"]).getvalue()
    taken = imports.send(KINDS["units"], {}, name="a.xlsx", content=content, by=admin)
    with done():
        import_reading.read_waiting_imports()
    taken.refresh_from_db()
    assert taken.state == "ready" and taken.job.state == "done"
    import_reading.read(taken.pk)
    assert Import.objects.get(pk=taken.pk).revision == taken.revision


def test_after_a_month_only_name_and_digest_are_left_of_what_nobody_took(browser, done):
    taken = upload(browser, done, "units", a_book(["Tên đơn vị"], ["A"]))
    kept = press(browser, done, "confirm", upload(browser, done, "units", a_book(["Tên đơn vị"], ["B"])))
    Import.objects.update(made_at=timezone.now() - timedelta(days=31))
    import_reading.empty_old_imports()
    taken.refresh_from_db()
    kept.refresh_from_db()
    assert (taken.state, bytes(taken.content)) == ("dropped", b"")
    assert kept.state == "applied" and bytes(kept.content)


def test_five_thousand_lines_are_looked_at_in_one_job(admin):
    rows = [[f"Phòng số {n}", f"P{n}", "", "05/02/2017"] for n in range(5000)]
    content = a_book(["Tên đơn vị", "Ký hiệu", "Đơn vị cấp trên", "Từ ngày"], *rows).getvalue()
    taken = imports.send(KINDS["units"], {}, name="a.xlsx", content=content, by=admin)
    import_reading.read(taken.pk)
    taken.refresh_from_db()
    assert (taken.state, taken.counts["new"], taken.job.done) == ("ready", 5000, taken.job.total)


def test_more_lines_than_the_kind_takes_are_refused(browser, done, monkeypatch):
    monkeypatch.setattr(UnitIntake, "most_lines", 3)
    taken = upload(browser, done, "units", a_book(["Tên đơn vị"], *[[f"P{n}"] for n in range(5)]))
    assert taken.state == "faulty" and "3" in taken.trouble


@pytest.mark.django_db(transaction=True)
def test_of_two_confirmations_at_once_one_writes_and_the_other_is_told(admin):
    bloc, unit = a_bloc(2), a_unit("Phòng Mới")
    target = {"bloc": bloc.pk}
    files = []
    for order in (7, 8):
        content = a_book(["Đơn vị", "Thứ tự"], [unit.name, order]).getvalue()
        files.append(imports.send(KINDS["memberships"], target, name="a.xlsx", content=content, by=admin))
    told = []

    def confirm(pk):
        try:
            imports.confirm(Import.objects.get(pk=pk), by=admin)
            told.append("done")
        except Refused:
            told.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=confirm, args=[taken.pk]) for taken in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(told) == ["done", "refused"]
    assert Membership.objects.filter(bloc=bloc, unit=unit).count() == 1


def test_a_large_file_is_taken_over_by_the_worker_with_a_job_that_tells(browser, done, monkeypatch):
    monkeypatch.setattr(imports, "MOST_AT_ONCE", 2)
    rows = [
        ["Tên đơn vị", "Ký hiệu", "Đơn vị cấp trên", "Từ ngày"],
        *([f"Phòng số {n}", f"P{n}", "", ""] for n in range(4)),
    ]
    taken = upload(browser, done, "units", a_book(*rows))
    assert taken.state == "ready"
    with done():
        answer = browser.post(reverse("blocs:import_confirm", args=[taken.token]))
    job = Job.objects.get(token=answer.url.rstrip("/").rsplit("/", 1)[-1])
    taken.refresh_from_db()
    assert (taken.state, job.state, job.notes, job.target) == ("applied", "done", [], taken_address(taken))
    assert Unit.objects.filter(name__startswith="Phòng số").count() == 4
    with pytest.raises(Refused):
        imports.confirm_later(taken, by=taken.made_by)


def test_what_refuses_a_large_file_meanwhile_is_told_on_the_job(browser, done, monkeypatch):
    monkeypatch.setattr(imports, "MOST_AT_ONCE", 0)
    taken = upload(browser, done, "units", a_book(["Tên đơn vị", "Ký hiệu"], ["Phòng Mới", "PM"]))
    job = imports.confirm_later(taken, by=taken.made_by)
    a_unit(name="Phòng chen vào")
    imports.confirm_as_job(taken.pk, job.token)
    job.refresh_from_db()
    taken.refresh_from_db()
    assert (job.state, taken.state, len(job.notes)) == ("failed", "ready", 1)
    assert not Unit.objects.filter(name="Phòng Mới").exists()


def taken_address(taken) -> str:
    return reverse("blocs:import_detail", args=[taken.token])
