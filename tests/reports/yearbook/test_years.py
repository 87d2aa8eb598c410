"""Past years from files: many sent at once, looked at, loaded in one job; what is wrong is told and left out."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from blocs.models import Bloc, Event, Import, Job, Season
from reports.actions import years
from reports.yearbook import EMPTY
from reports.yearbook.columns import PAGES
from reports.yearbook.template import workbook
from tests.make import a_bloc, a_user
from tests.reports.yearbook.test_reading import FIGURES, HEAD, HONOURS, PLEDGES, SCORES, UNITS

pytestmark = pytest.mark.django_db
SEASONS = Path(__file__).resolve().parents[3] / "seasons"


def a_workbook(year: int = 2014, name: str = "Khối thi đua số 3", **more) -> bytes:
    """Filled as people fill it: in the empty workbook, beneath the heads."""
    head = {**HEAD, "year": year, "name": f"{name}, {year}", "series": name, "signed_on": f"20/02/{year}"}
    sheets = {"bloc": [head], "units": UNITS, "pledges": PLEDGES, "figures": FIGURES, "scores": SCORES}
    sheets |= {"honours": HONOURS} | more
    book = load_workbook(EMPTY)
    for page in PAGES:
        for line, row in enumerate(sheets.get(page.key, []), start=4):
            for place, column in enumerate(page.columns, start=1):
                book[page.name].cell(line, place, row.get(column.key))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def sent(client, *uploads):
    files = [SimpleUploadedFile(name, content) for name, content in uploads]
    answer = client.post(reverse("reports:year_send"), {"files": files, "is_no_secret": "on"})
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.url.rstrip("/").rsplit("/", 1)[-1]


@pytest.fixture
def admin(client):
    client.force_login(a_user("admin"))
    return client


def test_the_empty_workbook_of_the_checkout_is_what_the_template_makes(admin):
    assert EMPTY.read_bytes() == workbook()
    answer = admin.get(reverse("reports:year_template"))
    assert b"".join(answer.streaming_content) == EMPTY.read_bytes()


def test_five_years_of_a_province_and_a_season_file_load_in_one_job(admin, django_capture_on_commit_callbacks):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as kept:
        for year in (2010, 2011, 2012):
            for name in ("Khối thi đua số 1", "Khối thi đua số 2"):
                kept.writestr(f"{name} {year}.xlsx", a_workbook(year, name))
    season = next(SEASONS.glob("csnd-2016.json"))
    with django_capture_on_commit_callbacks(execute=True):
        batch = sent(admin, ("tinh.zip", archive.getvalue()), (season.name, season.read_bytes()))
    years.read_years(batch)
    shown = admin.get(reverse("reports:year_batch", args=[batch])).content.decode()
    assert shown.count('data-state="ready"') == 7
    assert not Season.objects.exists(), "looking writes nothing"
    answer = admin.post(reverse("reports:year_load", args=[batch]))
    job = Job.objects.get(token=answer.url.rstrip("/").rsplit("/", 1)[-1])
    years.carry_out(job, list(years.batch_of(batch).values_list("pk", flat=True)))
    job.refresh_from_db()
    assert (job.state, job.done, job.notes) == ("done", 7, [])
    assert Bloc.objects.count() == 7
    assert set(Season.objects.values_list("slug", flat=True)) == {"2010", "2011", "2012", "2016"}
    assert Event.objects.filter(verb="reports.load_season").count() == 7
    before = Event.objects.count()
    years.load_one(Import.objects.filter(kind="year").first())
    assert Event.objects.count() == before, "loaded twice it makes nothing"


def test_a_faulty_file_is_told_and_the_sound_one_beside_it_is_loaded(admin):
    wrong = a_workbook(2013, figures=[{"phase": "Cả năm", "number": "7.7", "value": 3}])
    batch = sent(admin, ("sai.xlsx", wrong), ("dung.xlsx", a_workbook(2014)), ("rac.json", b"{"))
    years.read_years(batch)
    shown = admin.get(reverse("reports:year_batch", args=[batch])).content.decode()
    assert (shown.count('data-state="ready"'), shown.count('data-state="faulty"')) == (1, 2)
    assert "Kết quả!B4" in shown
    rows = list(years.batch_of(batch))
    admin.post(reverse("reports:year_load", args=[batch]))
    years.carry_out(Job.objects.latest("pk"), [rows[1].pk])
    assert list(Bloc.objects.values_list("season__slug", flat=True)) == ["2014"]
    admin.post(reverse("reports:year_drop", args=[batch]))
    assert set(years.batch_of(batch).values_list("state", flat=True)) == {"dropped", "applied"}


def nonsense_book() -> bytes:
    kept = io.BytesIO()
    Workbook().save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cu.xls", b"\xd0\xcf\x11\xe0" * 40),
        ("anh.xlsx", b"\x89PNG\r\n\x1a\n" * 40),
        ("la.xlsx", nonsense_book()),
        ("la.json", b'{"format": "giao-uoc/season/9"}'),
        ("la.json", b"\xff\xfe"),
        ("dat.json", json.dumps([1, 2]).encode()),
    ],
)
def test_a_file_that_is_no_year_gets_a_sentence_and_writes_nothing(admin, name, content):
    answer = admin.post(
        reverse("reports:year_send"), {"files": [SimpleUploadedFile(name, content)], "is_no_secret": "on"}
    )
    if answer.status_code == 302:
        batch = answer.url.rstrip("/").rsplit("/", 1)[-1]
        years.read_years(batch)
        row = years.batch_of(batch).get()
        assert row.state == "faulty"
        assert row.trouble
    else:
        assert answer.context["form"].errors
    assert not Season.objects.exists()


def test_an_archive_that_unpacks_without_end_is_refused(admin):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as kept:
        kept.writestr("a.json", b" " * (21 * 1024 * 1024))
    answer = admin.post(
        reverse("reports:year_send"),
        {"files": [SimpleUploadedFile("bom.zip", bomb.getvalue())], "is_no_secret": "on"},
    )
    assert answer.context["form"].errors
    assert not Import.objects.exists()


@pytest.mark.parametrize("role", ["secretary", "standing"])
def test_only_administrators_take_past_years_over(client, role):
    bloc = a_bloc(2)
    client.force_login(a_user(role, at=bloc if role == "secretary" else bloc.series.organiser))
    for name in ("year_send", "year_template"):
        assert client.get(reverse(f"reports:{name}")).status_code == 403
    assert client.get(reverse("reports:year_batch", args=["khong-co"])).status_code == 403


def test_the_command_takes_a_folder_of_files_and_workbooks(tmp_path, capsys):
    (tmp_path / "2014.xlsx").write_bytes(a_workbook(2014))
    (tmp_path / "2015.xlsx").write_bytes(a_workbook(2015, figures=[{"phase": "Cả năm", "number": "x", "value": 1}]))
    with pytest.raises(CommandError):
        call_command("load_season", str(tmp_path))
    assert "Kết quả!B4" in capsys.readouterr().err
    assert list(Season.objects.values_list("slug", flat=True)) == ["2014"]
