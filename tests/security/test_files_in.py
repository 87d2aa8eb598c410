"""Every door that takes a file × every file that means harm: one sentence, no error, nothing written, words kept.

A door that judges a file by what it holds takes a picture as a picture whatever its name; what else it may take of the
list below stands in `TAKEN`, with the reason.
"""

import base64
import html
import re
from collections import Counter
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse

from blocs.actions.import_sheets import ask_template
from blocs.intake import KINDS
from blocs.models import Body, Event, Import, Job, Notice, Role, SheetFile
from tests import make
from tests.pacts.signing_tools import a_commander, facts_for, sign_url
from tests.security.file_doors import DOORS, IMPORT, importing
from tests.security.hostile_files import MAKERS, empty_lines, hostile
from tests.sites import ROOT

pytestmark = pytest.mark.django_db
FLOORS = ("blocs", "pacts", "reports")
VIETNAMESE = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.I)
PICTURE = "a picture, kept as one with the ending of one"
TAKEN = {
    ("reports.forms.evidence.FilesForm.files", "picture named pdf"): PICTURE,
    ("pacts.views.signature_files.PaperForm.file", "picture named pdf"): PICTURE,
    ("pacts.forms.running.PaperForm.scan", "picture named pdf"): PICTURE,
    ("pacts.forms.minutes.NewPhotoForm.upload", "picture named pdf"): PICTURE,
    ("blocs.forms.setup.SetupForm.emblem", "picture named pdf"): PICTURE,
    ("blocs.admin.BodyForm.emblem", "picture named pdf"): PICTURE,
    ("reports.forms.evidence.FilesForm.files", "a million empty lines"): "kept unread; its parts are counted",
    ("reports.forms.evidence.FilesForm.files", "code in a master"): "kept unread; nothing is filled in",
    ("reports.forms.works.ShareForm.file", "picture named pdf"): PICTURE,
    ("reports.forms.works.ShareForm.file", "a million empty lines"): "kept unread; its parts are counted",
    ("reports.forms.works.ShareForm.file", "code in a master"): "kept unread; nothing is filled in",
    ("reports.forms.papers.OuterPaperForm.file", "pdf that acts"): "kept as it came, for its signature; never shown",
    ("reports.forms.papers.OuterPaperForm.file", "pdf that acts in other letters"): "likewise",
    ("reports.forms.papers.OuterPaperForm.file", "pdf that acts from within"): "likewise",
}


def rows() -> Counter:
    """How many rows of each kind; messages about a job are no content of a file."""
    models = [one for one in apps.get_models() if one._meta.app_label in FLOORS and one._meta.managed]
    return Counter({one.__name__: one._base_manager.count() for one in models if one is not Notice})


def kept_files(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def send(door, content: bytes, name: str):
    upload = SimpleUploadedFile("x", content, content_type="application/octet-stream")
    upload._name = name  # as it stands in the request; Django's own class would mend it before it is sent
    return door.client.post(door.address, {**door.data, door.field: upload})


def sentences(answer) -> list[str]:
    """What the page says: at the form and above it."""
    found = [str(message) for message in answer.context["messages"]] if "messages" in answer.context else []
    form = answer.context["adminform"].form if "adminform" in answer.context else answer.context.get("form")
    errors = form.errors.values() if form is not None else []
    return found + [html.unescape(str(one)) for said in errors for one in said]


def is_a_sentence(said: list[str]) -> bool:
    return len(said) == 1 and bool(VIETNAMESE.search(said[0])) and len(said[0]) > 10 and "Traceback" not in said[0]


def wrong_with(door, answer, before: Counter) -> str:
    """ "" where the file was refused as it should be."""
    if answer.status_code != 200:
        return f"status {answer.status_code}"
    shown = html.unescape(answer.content.decode())
    missing = [words for words in door.typed if words not in shown]
    told = sentences(answer)
    found = {"rows": rows() - before, "not shown again": missing, "said": None if is_a_sentence(told) else told}
    return str({name: one for name, one in found.items() if one}) if any(found.values()) else ""


# --- The doors ----------------------------------------------------------------------------------


@pytest.mark.parametrize("door", [name for name in DOORS if "YearsForm" not in name])
def test_every_hostile_file_is_refused_in_one_sentence_and_nothing_is_written(door, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    opened, wrong = DOORS[door](settings), {}
    files = kept_files(settings)
    for name in MAKERS:
        if (door, name) not in TAKEN:
            before, (file, content) = rows(), hostile(name)
            if said := wrong_with(opened, send(opened, content, file), before):
                wrong[name] = said
    assert (wrong, kept_files(settings)) == ({}, files)


def reads_nothing(answer, before: Counter, done) -> str:
    """A file handed to the worker: told there, its bytes forgotten, and no row but its own."""
    row = Import.objects.latest("pk")
    found = rows() - before - done
    if row.state != "faulty" or bytes(row.content) or found:
        return f"{row.state}, {len(row.content)} bytes, {dict(found)}"
    said = [row.trouble] if row.trouble else []
    said = said if not row.preview else [" ".join(str(part) for part in row.preview[0])]
    return "" if is_a_sentence(said) else f"said {said}"


ITS_OWN = Counter({"Import": 10**6, "Job": 10**6, "Event": 10**6})


def send_to_be_read(door, name: str, commit) -> str:
    before, (file, content) = rows(), hostile(name)
    content = empty_lines(*door.heads) if door.heads and name == "a million empty lines" else content
    kept = Import.objects.count()
    with commit(execute=True):
        answer = send(door, content, file)
    if Import.objects.count() == kept:
        return wrong_with(door, answer, before)
    if answer.status_code != 302:
        return f"status {answer.status_code}"
    page = door.client.get(answer.url)
    said = reads_nothing(answer, before, ITS_OWN)
    Import.objects.all().delete()
    Job.objects.all().delete()
    return said or ("" if page.status_code == 200 else f"the page answers {page.status_code}")


@pytest.mark.parametrize("slug", KINDS)
def test_every_kind_of_import_refuses_every_hostile_file(slug, django_capture_on_commit_callbacks):
    door, wrong = importing(slug), {}
    for name in MAKERS:
        if said := send_to_be_read(door, name, django_capture_on_commit_callbacks):
            wrong[name] = said
    assert wrong == {}


def test_past_years_refuse_every_hostile_file(settings, django_capture_on_commit_callbacks):
    door, wrong = DOORS["reports.forms.years.YearsForm.files"](settings), {}
    for name in MAKERS:
        if said := send_to_be_read(door, name, django_capture_on_commit_callbacks):
            wrong[name] = said
    assert wrong == {}


@pytest.mark.parametrize(
    "content",
    [b"[" * 1_000_000, b'{"a": ' * 90_000, b"1" * 5000, b'{"format": NaN}', b"[{},[]," * 200_000, b"\xff\xfe[]", b"[]"],
)
def test_json_that_nests_or_counts_without_end_is_told_and_the_file_beside_it_is_read(
    content, settings, django_capture_on_commit_callbacks
):
    door = DOORS["reports.forms.years.YearsForm.files"](settings)
    uploads = [SimpleUploadedFile("a.json", content), SimpleUploadedFile("b.xlsx", door.good)]
    with django_capture_on_commit_callbacks(execute=True):
        assert door.client.post(door.address, {**door.data, "files": uploads}).status_code == 302
    first, second = Import.objects.order_by("pk")
    assert (first.state, bytes(first.content), second.state) == ("faulty", b"", "ready")


def test_past_years_together_are_bounded_before_they_are_read(settings, monkeypatch):
    door = DOORS["reports.forms.years.YearsForm.files"](settings)
    monkeypatch.setattr("reports.actions.years.MOST_SENT", 100_000)
    uploads = [SimpleUploadedFile(f"{n}.json", bytes(60_000)) for n in range(2)]
    before = rows()
    assert wrong_with(door, door.client.post(door.address, {**door.data, "files": uploads}), before) == ""


@pytest.mark.parametrize("slug", KINDS)
def test_the_template_of_another_kind_or_another_unit_is_refused(slug, django_capture_on_commit_callbacks):
    """Whatever was made for something else says so; nothing of it is laid over."""
    door = importing(slug)
    other = "leaders" if slug == "units" else "units"
    with django_capture_on_commit_callbacks(execute=True):
        ask_template(KINDS[other], {}, "", by=make.a_user(Role.ADMIN))
    made = bytes(SheetFile.objects.get().content)
    with django_capture_on_commit_callbacks(execute=True):
        send(door, made, "mau.xlsx")
    taken = Import.objects.get()
    assert (taken.state, bytes(taken.content)) == ("faulty", b"") and is_a_sentence([taken.trouble])


@pytest.mark.parametrize("name", sorted(set(MAKERS) - {"nothing", "picture named pdf"}))
def test_a_drawn_signature_that_is_none_is_refused(name, client):
    pact, _ceremony = make.a_signing()
    client.force_login(a_commander(pact))
    before = rows()
    _file, content = hostile(name)
    for head in ("data:image/png;base64,", "data:text/html;base64,", "data:image/svg+xml;base64,"):
        drawn = head + base64.b64encode(content[:120_000]).decode()
        answer = client.post(sign_url(pact), facts_for(pact, drawing=drawn))
        assert answer.status_code == 200 and is_a_sentence(sentences(answer)), (head, sentences(answer))
    assert rows() == before


EVIL = ["../../../tmp/a.%s", "..\\..\\a.%s", "\u202egpj.exe.%s", "a\r\nSet-Cookie: b=c.%s", "<b onmouseover=x>.%s"]


@pytest.mark.parametrize("door", ["evidence", "outer", "masters", "signature", "years"])
@pytest.mark.parametrize("evil", EVIL)
def test_a_hostile_name_is_only_a_label(door, evil, settings):
    opened = {make_one.__name__: make_one for make_one in DOORS.values()}[door](settings)
    ending = opened.good_name.rpartition(".")[2]
    answer = send(opened, opened.good, evil % ending)
    for name in opened.keeps():
        assert name.endswith(f".{ending}") and not set(name) & set("/\\<>\r\n\u202e"), name
    assert len(opened.keeps()) == (1 if answer.status_code == 302 else 0)
    assert answer.status_code == 302 or "\r" in evil  # the name ends at the line, and with it its ending


# --- No door beside these -----------------------------------------------------------------------

ADMIN_ONLY = {"BodyForm"}  # made anew by the admin for each request


def every_form(base=forms.BaseForm):
    for made in base.__subclasses__():
        yield made
        yield from every_form(made)


def fields_of_forms() -> set[str]:
    reverse("home")  # loads every view, and with it every form
    return {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in every_form()
        for name, one in getattr(form, "base_fields", {}).items()
        if isinstance(one, forms.FileField) and form.__module__.partition(".")[0] in FLOORS
    }


def fields_of_the_admin() -> set[str]:
    request = RequestFactory().get("/")
    request.user = make.a_user(Role.ADMIN)
    found = set()
    for model, keeper in admin.site._registry.items():
        named = {one.name for one in model._meta.fields if isinstance(one.formfield(), forms.FileField)}
        shown = {name for _title, said in keeper.get_fieldsets(request) for name in _flat(said["fields"])}
        if named & (shown - set(keeper.get_readonly_fields(request))) and keeper.has_change_permission(request):
            found |= {f"{keeper.form.__module__}.{keeper.form.__name__}.{name}" for name in named}
    return found


def _flat(names) -> list[str]:
    return [one for name in names for one in (name if isinstance(name, list | tuple) else [name])]


def test_no_form_takes_a_file_that_this_table_does_not_know():
    found = fields_of_forms() - {name for name in fields_of_forms() if name.split(".")[-2] in ADMIN_ONLY}
    assert found | fields_of_the_admin() == {*DOORS, IMPORT}


FILES_ASKED_FOR = {
    *("blocs/middleware.py", "blocs/views/imports.py", "blocs/views/setup.py"),
    *("pacts/views/minutes.py", "pacts/views/paper.py", "pacts/views/signature_files.py"),
    *("reports/views/evidence.py", "reports/views/masters.py", "reports/views/papers.py", "reports/views/years.py"),
    "reports/views/works.py",
}


def test_no_view_reads_files_beside_its_form():
    """The middleware looks at their names only, to know the same press again."""
    texts = {
        path.relative_to(ROOT): path.read_text(encoding="utf-8")
        for one in FLOORS
        for path in (ROOT / one).rglob("*.py")
    }
    found = {str(path) for path, text in texts.items() if "request.FILES" in text or "upload_handlers" in text}
    assert found == FILES_ASKED_FOR
    assert Body.objects.count() == Event.objects.count() == 0
