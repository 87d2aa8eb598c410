"""`manage.py write_papers`: every kind of paper of a bloc's season in a folder, in every format it has."""

import unicodedata
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from blocs.models import Bloc, Series
from pacts.logic import seal
from pacts.models import AgendaItem, Attendee, Pact
from pacts.text import text_of
from reports import paper_folder
from reports.models import Honour
from reports.papers.catalogue import BY_SLUG, KINDS
from tests import make
from tests.make_results import a_published_result, a_scored_table

pytestmark = pytest.mark.django_db
STARTS = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04"}


def a_full_year() -> Bloc:
    """A small bloc whose season has something for every kind of paper to tell."""
    table = a_scored_table()
    a_published_result(table)
    bloc = table.pact.bloc
    text = seal.canonical(text_of(table.pact))
    Pact.objects.filter(pk=table.pact_id).update(canonical=text, digest=seal.digest(text))
    make.a_phase(bloc.season, "half", slug="6-thang", name="6 tháng đầu năm", ends_on=date(2017, 6, 30))
    for kind, on in [("signing", date(2017, 2, 15)), ("year_review", date(2017, 12, 20))]:
        ceremony = make.a_ceremony(bloc, kind=kind, state="held", on=on)
        Attendee.objects.create(ceremony=ceremony, part="presiding", name="Nguyễn Văn Chủ Trì", rank="Đại tá")
        AgendaItem.objects.create(ceremony=ceremony, title="Bình xét danh hiệu", is_adoption=True, votes_for=3)
    unit = make.members_of(bloc)[0]
    Honour.objects.create(bloc=bloc, unit=unit, title=make.a_title(), status="proposed")
    Series.objects.filter(pk=bloc.series_id).update(slug="khoi-thu")
    return bloc


def run(*args) -> list[list[str]]:
    """The printed lines: kind, format, pages, size, name."""
    from io import StringIO

    out = StringIO()
    call_command("write_papers", *map(str, args), stdout=out)
    return [line.split(maxsplit=4) for line in out.getvalue().splitlines()[1:]]


def test_every_kind_is_written_in_every_format_it_has(tmp_path):
    a_full_year()
    told = run(tmp_path / "ra")
    assert [(kind, form) for kind, form, *_rest in told] == [(one.slug, form) for one in KINDS for form in one.formats]
    files = {path.name: path.read_bytes() for path in (tmp_path / "ra").iterdir()}
    assert sorted(files) == sorted(name for *_rest, name in told)
    for _kind, form, pages, size, name in told:
        assert files[name].startswith(STARTS[form]) and len(files[name]) == int(size) and name.endswith(f".{form}")
        assert name == unicodedata.normalize("NFC", name) and (pages == "—") == (form == "docx")


def test_the_same_year_gives_the_same_bytes(tmp_path):
    a_full_year()
    for folder in ("mot", "hai"):
        run(tmp_path / folder, "--bloc", "khoi-thu")
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("mot", "hai"))
    assert one == two and len(one) >= len(KINDS) * 2


def test_only_the_formats_asked_for_are_written(tmp_path):
    a_full_year()
    told = run(tmp_path, "--format", "xlsx", "--bloc", "khoi-thu", "--season", "2017")
    assert {form for _kind, form, *_rest in told} == {"xlsx"} and len(told) == 6
    for path in tmp_path.iterdir():
        names = ZipFile(BytesIO(path.read_bytes())).namelist()
        assert "xl/workbook.xml" in names


def test_every_subject_has_a_file_of_its_own(tmp_path):
    bloc = a_full_year()
    told = [line for line in run(tmp_path, "--every", "--format", "pdf") if line[0] == "registration"]
    assert len({name for *_rest, name in told}) == bloc.memberships.count() == 3


def test_a_kind_that_cannot_be_written_is_named_and_the_others_are_written(tmp_path, monkeypatch):
    a_full_year()
    monkeypatch.setattr(paper_folder, "worded", _stumbling(paper_folder.worded, "plan"))
    with pytest.raises(CommandError, match=r"plan\.$"):
        run(tmp_path, "--format", "pdf")
    assert len(list(tmp_path.iterdir())) == len(KINDS) - 1


def _stumbling(worded, slug):
    def stumble(row, **facts):
        if row.kind == slug:
            raise ValueError("hỏng")
        return worded(row, **facts)

    return stumble


def test_a_renderer_that_fails_names_the_format(tmp_path, monkeypatch):
    a_full_year()

    def refuse(tree, form):
        if tree.kind == "pact":
            raise OSError("đầy đĩa")
        return b"%PDF-"

    monkeypatch.setattr(paper_folder, "file_of", refuse)
    monkeypatch.setattr(paper_folder, "pages_of", len)
    with pytest.raises(CommandError, match=r": pact pdf\.$"):
        run(tmp_path, "--format", "pdf")
    assert len(list(tmp_path.iterdir())) == len(KINDS) - 1


def test_a_season_with_nothing_to_tell_names_the_kinds_it_lacks(tmp_path):
    make.a_bloc()
    with pytest.raises(CommandError) as error:
        run(tmp_path, "--format", "pdf")
    assert {"pact", "news", "year_end", "submission", "score_summary"} <= set(
        str(error.value).replace(",", "").replace(".", "").split()
    )
    assert not BY_SLUG["news"].subjects(Bloc.objects.get())


@pytest.mark.parametrize("asked", [["--bloc", "khong-co"], ["--season", "1999"], []])
def test_a_bloc_that_is_not_there_is_named(tmp_path, asked):
    if asked:
        make.a_bloc()
    with pytest.raises(CommandError, match=asked[1] if asked else ""):
        run(tmp_path, *asked)
    assert list(tmp_path.iterdir()) == []
