"""The look of the house keeps its promises: nothing foreign changed, nothing inline, nothing from outside."""

import importlib.util
import re
from pathlib import Path

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation

from blocs.templatetags.statuses import STATUSES, status_sign, status_word

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "templates").rglob("*.html"))
SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))


def vendor():
    spec = importlib.util.spec_from_file_location("vendor", ROOT / "tools" / "vendor.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def places_of(pattern: str, files) -> list[str]:
    return [f"{f.relative_to(ROOT)}: {m.group()}" for f in files for m in re.finditer(pattern, f.read_text("utf-8"))]


def test_foreign_files_are_as_recorded():
    assert vendor().problems() == []


def test_a_changed_foreign_file_is_noticed(monkeypatch):
    tool = vendor()
    monkeypatch.setattr(tool, "sha256", lambda path: "0")
    assert "static/vendor/bootstrap/bootstrap.min.css: changed" in tool.problems()


def test_pages_carry_no_inline_style_and_no_handlers():
    assert places_of(r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<style|<script(?![^>]*\ssrc=)", PAGES) == []


def test_pages_and_sheets_ask_nothing_of_other_hosts():
    assert places_of(r"(?:src|href|action|url\()\s*=?\s*[\"']?(?:https?:)?//[^\"')\s]+", PAGES + SHEETS) == []


def test_sheets_name_no_source_maps():
    assert (
        places_of("sourceMappingURL", [*SHEETS, *(ROOT / "static").rglob("*.js"), *(ROOT / "static").rglob("*.css")])
        == []
    )


@pytest.mark.parametrize("code", ["400", "500"])
def test_pages_django_renders_without_a_context_stand_alone(code):
    with translation.override("vi"):
        html = render_to_string(f"{code}.html")
    assert 'lang="vi"' in html and f">{code}<" in html


def test_the_error_page_keeps_what_was_typed():
    html = render_to_string("500.html", {"posted": [("name", "Nội dung <b>")], "code": "7KQ4"})
    assert ">Nội dung &lt;b&gt;</textarea>" in html and ">7KQ4<" in html


def test_every_status_has_a_sign_and_a_word_in_vietnamese():
    with translation.override("vi"):
        assert (status_sign("at_risk"), str(status_word("at-risk"))) == ("▲", "Có nguy cơ không đạt")
        assert [key for key, (sign, word) in STATUSES.items() if not sign or not str(word)] == []


class Asked(forms.Form):
    target = forms.CharField(label="Chỉ tiêu", help_text="Ví dụ: 92,02")
    note = forms.CharField(label="Ghi chú", required=False)


def crispy(form) -> str:
    with translation.override("vi"):
        return engines["django"].from_string("{% load crispy_forms_filters %}{{ form|crispy }}").render({"form": form})


def test_a_field_says_in_words_that_it_is_required():
    html = crispy(Asked())
    assert html.count('class="need"') == 1
    assert html.index("Ví dụ: 92,02") < html.index('name="target"')


def test_a_wrong_form_leads_from_its_summary_to_the_field():
    html = crispy(Asked({"target": ""}))
    assert 'role="alert"' in html and 'href="#id_target"' in html
    assert 'aria-describedby="id_target_helptext id_target_error"' in html and 'id="id_target_error"' in html


def test_a_right_form_has_no_summary():
    assert "error-summary" not in crispy(Asked({"target": "92,02"}))


def doors(*rows) -> str:
    return render_to_string("parts/doors.html", {"doors": rows, "csrf_token": "token"})


def test_an_open_door_is_a_button_and_a_shut_one_says_why():
    step = {"verb": "seal", "label": "Niêm phong"}
    html = doors({"step": step, "url": "/x/", "obstacles": [], "confirm": "Chắc chắn?"})
    assert '<form class="door" method="post" action="/x/"' in html and 'data-confirm="Chắc chắn?"' in html
    shut = doors({"step": step, "url": "/x/", "obstacles": ["Đơn vị 07 chưa ký."]})
    assert "<button" not in shut and "Đơn vị 07 chưa ký." in shut
