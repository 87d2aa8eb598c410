"""Fields read as the logic does, show its sentences, and give back what was typed."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils import formats, translation

from blocs.forms.fields import (
    CountField,
    DayField,
    LineField,
    MomentField,
    NumberField,
    ParagraphField,
    PercentField,
)


class FigureForm(forms.Form):
    name = LineField(label="Tên đơn vị", max_length=40)
    rate = PercentField(label="Tỷ lệ", required=False)
    weight = NumberField(label="Điểm chuẩn", required=False, max_value=100)
    cases = CountField(label="Số vụ", required=False)
    on = DayField(label="Ngày", required=False)
    at = MomentField(label="Thời gian", required=False)
    words = ParagraphField(label="Lời", required=False)


TYPED = {
    "name": "  Đội\u00a0 2 ",
    "rate": "92,02 %",
    "weight": "12,5",
    "cases": "1.234",
    "on": "15/2/2017",
    "at": "14:05, 15/02/2017",
    "words": "một \r\nhai",
}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def errors(**typed):
    return FigureForm(TYPED | typed).errors


def test_every_field_reads_its_value():
    form = FigureForm(TYPED)
    assert form.is_valid(), form.errors
    at = form.cleaned_data.pop("at")
    assert at == datetime(2017, 2, 15, 7, 5, tzinfo=UTC)
    assert form.cleaned_data == {
        "name": "Đội 2",
        "rate": Decimal("92.02"),
        "weight": Decimal("12.5"),
        "cases": 1234,
        "on": date(2017, 2, 15),
        "words": "một\nhai",
    }


@pytest.mark.parametrize("empty", ["", "-", "—", "x", "K"])
def test_not_reported_is_none_and_zero_is_zero(empty):
    form = FigureForm(TYPED | {"rate": empty, "cases": "0"})
    assert form.is_valid()
    assert form.cleaned_data["rate"] is None
    assert form.cleaned_data["cases"] == 0


def test_errors_are_the_sentences_of_the_logic():
    found = errors(rate="101%", weight="1,234.5", cases="nhiều", on="2/13/2017", at="mai")
    assert found["rate"] == ["The rate must be from 0% to 100%"]
    assert found["weight"] == ["Use a comma for the decimal part, for example 92,02"]
    assert found["cases"] == ["Số vụ must be a whole number, for example 1.234"]
    assert found["on"] == ["The date must be written as day/month/year, for example 15/02/2017"]
    assert found["at"][0].startswith("The time must be written")


def test_an_unsure_number_lists_both_readings():
    found = errors(rate="92.020%")
    assert "may be 92,02 or 92020" in found["rate"][0]
    assert found.as_data()["rate"][0].choices == (Decimal("92.02"), Decimal(92020))


def test_a_limit_holds():
    assert "100" in errors(weight="100,5")["weight"][0]


def test_what_is_missing_is_named():
    assert errors(name=" \u200b ")["name"] == ["Enter tên đơn vị"]


def test_old_font_text_is_refused_with_its_reading():
    sentence = errors(name="lùc l\u00adîng")["name"][0]
    assert "old font" in sentence
    assert "“lực lượng”" in sentence
    assert errors(words="Khèi thi ®ua\nNguyÔn V¨n HiÖu")["words"][0].endswith("“Khối thi đua\nNguyễn Văn Hiệu”")


def test_a_field_may_leave_old_fonts_alone():
    assert LineField(check_legacy=False).clean("Khèi thi ®ua") == "Khèi thi ®ua"


def test_decomposed_text_is_stored_composed():
    assert LineField(max_length=6).clean("Nguye\u0302\u0303n") == "Nguyễn"


def test_a_bound_form_shows_exactly_what_was_typed():
    html = str(FigureForm(TYPED | {"rate": "92.020", "on": "2/13/2017", "cases": "01.5x"}))
    for typed in ("92.020", "2/13/2017", "01.5x", "14:05, 15/02/2017"):
        assert f'value="{typed}"' in html


def test_initial_values_are_shown_as_one_types_them():
    initial = {
        "rate": Decimal("92.0200"),
        "weight": Decimal("1234.50"),
        "cases": 92020,
        "on": date(2017, 2, 5),
        "at": datetime(2017, 2, 15, 7, 5, tzinfo=UTC),
    }
    html = str(FigureForm(initial=initial))
    for shown in ("92,02", "1234,5", "92020", "05/02/2017", "14:05, 15/02/2017"):
        assert f'value="{shown}"' in html


def test_an_initial_value_sent_back_is_no_change():
    initial = {"name": "Đội 2", "weight": Decimal("92020.00"), "at": datetime(2017, 2, 15, 7, 5, 30, tzinfo=UTC)}
    unbound = FigureForm(initial=initial)
    typed = {name: unbound[name].field.prepare_value(value) for name, value in initial.items()}
    assert FigureForm(typed, initial=initial).changed_data == []
    assert FigureForm(typed | {"weight": "5"}, initial=initial).changed_data == ["weight"]


def test_no_input_is_of_type_number():
    html = str(FigureForm())
    assert 'type="number"' not in html
    assert html.count('inputmode="decimal"') == 2
    assert html.count('inputmode="numeric"') == 1


@pytest.mark.parametrize("language", ["vi", "en"])
def test_both_languages_share_one_look(language):
    with translation.override(language):
        assert formats.date_format(date(2017, 2, 5)) == "05/02/2017"
        assert formats.number_format(Decimal("1234.5"), 2, use_l10n=True) == "1234,50"  # our filters group thousands
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
        assert forms.DateField().clean("05/02/2017") == date(2017, 2, 5)
        with pytest.raises(forms.ValidationError):
            forms.DateField().clean("2/13/2017")


def test_filters_write_in_house_style():
    template = Template(
        "{% load wording %}{{ at|moment }}; {{ on|long_day }}; {{ rate|percent }}; {{ rate|number:1 }}; {{ name|fold }}"
    )
    context = {
        "at": datetime(2017, 2, 15, 7, 5, tzinfo=UTC),
        "on": date(2020, 3, 5),
        "rate": Decimal("92.02"),
        "name": "Đỗ Bình",
    }
    shown = template.render(Context(context))
    assert shown == "14:05, 15/02/2017; ngày 05 tháng 3 năm 2020; 92,02%; 92,0; do binh"
