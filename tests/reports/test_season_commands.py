"""The two commands: what they print, where, and how they end."""

import json
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from blocs.models import Bloc, Event, Unit
from tests.reports.season_tools import RICH, changed, empty_the_site, rich, small

pytestmark = pytest.mark.django_db


@pytest.fixture
def a_file(tmp_path):
    def write(document, name="2017.json"):
        path = tmp_path / name
        path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        return path

    return write


def run(*args, **options) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*args, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_each_loaded_file_is_told_in_one_line(a_file):
    path = a_file(small())
    out, err = run("load_season", str(path))
    assert out.startswith(f"{path}: ")
    assert out.count("\n") == 1
    assert err == ""
    line = Event.objects.get()
    assert (line.object_name, line.facts["sha256"]) == ("2017.json", sha256(path.read_bytes()).hexdigest())


def test_a_bad_file_is_told_on_standard_error_and_does_not_hold_up_the_others(a_file):
    bad = a_file(changed(small(), "season.ends_on", "2016-12-31"), "bad.json")
    good = a_file(small(), "good.json")
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("load_season", str(bad), str(good), stdout=out, stderr=err)
    assert caught.value.returncode == 1
    assert err.getvalue().startswith(f"{bad}: season.ends_on: Ngày cuối không thể trước ngày đầu.")
    assert out.getvalue().startswith(f"{good}: ")
    assert Bloc.objects.count() == 1


def test_a_file_that_is_not_there_or_no_json_is_a_failure_too(a_file, tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_bytes(b"{")
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("load_season", str(tmp_path / "none.json"), str(broken), stderr=err)
    assert len(err.getvalue().splitlines()) == 2
    assert Unit.objects.count() == 0


def test_a_dump_is_utf_8_with_one_space_of_indent_and_a_last_newline():
    run("load_season", str(RICH))
    out, _err = run("dump_season")
    assert out == json.dumps(json.loads(out), ensure_ascii=False, indent=1) + "\n"
    assert "Vì An ninh Tổ quốc" in out
    assert run("dump_season")[0] == out


def test_load_dump_load_through_the_commands_with_the_photographs(tmp_path):
    run("load_season", str(RICH))
    out, _err = run("dump_season", photos=tmp_path / "photos")
    path = tmp_path / "site.json"
    path.write_text(out, encoding="utf-8")
    empty_the_site()
    run("load_season", str(path))
    assert run("dump_season")[0] == out


def test_one_bloc_is_dumped_by_series_and_season():
    run("load_season", str(RICH))
    one = json.loads(run("dump_season", "khoi-minh-hoa/2016")[0])
    both = json.loads(run("dump_season", "khoi-minh-hoa/2017", "khoi-minh-hoa/2016")[0])
    assert (one["format"], one["season"]["slug"]) == ("giao-uoc/season/1", "2016")
    assert [season["season"]["slug"] for season in both["seasons"]] == ["2016", "2017"]
    assert [bloc["name"] for bloc in both["seasons"][1]["blocs"]] == ["Khối minh họa 2017"]


@pytest.mark.parametrize("text", ["khoi-la/2017", "khoi-minh-hoa", "khoi-minh-hoa/2011", ""])
def test_an_unknown_bloc_is_refused(text):
    run("load_season", str(RICH))
    with pytest.raises(CommandError):
        run("dump_season", text)


def test_the_example_of_the_docs_loads(a_file):
    run("load_season", str(a_file(small())))
    assert Bloc.objects.get().name == "Khối thi đua – Dữ liệu minh họa"


def test_a_site_of_two_files_is_dumped_as_one(a_file):
    first, second = rich()["seasons"]
    run("load_season", str(a_file(first, "2016.json")))
    del second["ceremonies"][0]["photos"]
    run("load_season", str(a_file(second)))
    seasons = json.loads(run("dump_season")[0])["seasons"]
    assert [season["season"]["slug"] for season in seasons] == ["2016", "2017"]
