import hashlib
import json
import unicodedata
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacts.logic.seal import (
    GroupText,
    OwnTargetText,
    PactText,
    PledgeText,
    RegistrationText,
    SectionText,
    canonical,
    digest,
    figure,
)

PLEDGE = PledgeText(
    number="1.1",
    content="Tỷ lệ khám phá án hình sự",
    kind="at_least",
    target=Decimal("75.50"),
    measure="%",
    own_targets=(OwnTargetText("Đơn vị 02", Decimal("80.0")),),
)
PACT = PactText(
    title="Giao ước thi đua năm 2017",
    bloc="Khối CSND – dữ liệu minh họa",
    season="2017",
    version=1,
    movements=("Vì An ninh Tổ quốc",),
    legal_bases=("Luật Thi đua, khen thưởng",),
    slogan="Dữ liệu minh họa",
    sections=(SectionText("1", "Đấu tranh phòng, chống tội phạm", "", (PLEDGE,)),),
    groups=(GroupText("Tai nạn giao thông", "all_of"),),
    solutions=(),
    registrations=(RegistrationText("Đơn vị 01", ("Đơn vị Quyết thắng",)),),
    units=("Đơn vị 01", "Đơn vị 02"),
    undertaking="Các đơn vị cam kết thực hiện.",
    absent_units_hinder_the_seal=False,
)
SMALL = PactText("A", "B", "2017", 1, (), (), "", (), (), (), (), (), "", True)


def test_the_canonical_text_is_one_known_line():
    assert canonical(SMALL) == (
        '{"absent_units_hinder_the_seal":true,"bloc":"B","form":"giao-uoc/1","groups":[],"legal_bases":[],'
        '"movements":[],"preamble":"","registrations":[],"season":"2017","sections":[],"slogan":"","solutions":[],'
        '"title":"A","undertaking":"","units":[],"version":"1"}'
    )


def test_anyone_can_recompute_the_digest():
    """The five lines of the module's docstring."""
    line = json.dumps(json.loads(canonical(PACT)), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    line = unicodedata.normalize("NFC", line)
    assert digest(canonical(PACT)) == hashlib.sha256(line.encode("utf-8")).hexdigest()


def test_a_pledge_is_written_with_its_exact_figures():
    pledge = json.loads(canonical(PACT))["sections"][0]["pledges"][0]
    assert pledge == {
        "number": "1.1",
        "content": "Tỷ lệ khám phá án hình sự",
        "kind": "at_least",
        "target": "75.5",
        "target_max": None,
        "measure": "%",
        "baseline_label": "",
        "baseline": None,
        "source": "",
        "group": "",
        "note": "",
        "own_targets": [{"unit": "Đơn vị 02", "target": "80", "target_max": None, "baseline": None}],
    }


@pytest.mark.parametrize(
    "value, written",
    [
        ("90", "90"),
        ("90.00", "90"),
        ("0.50", "0.5"),
        ("1E+2", "100"),
        ("1E-2", "0.01"),
        ("-0.0", "0"),
        ("0", "0"),
        ("100", "100"),
        ("123456789012345", "123456789012345"),
    ],
)
def test_a_figure_has_one_way_to_be_written(value, written):
    assert figure(Decimal(value)) == written


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_what_is_no_figure_is_refused(value):
    with pytest.raises(ValueError):
        figure(Decimal(value))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4), st.integers(0, 6))
def test_trailing_zeros_change_nothing(value, zeros):
    longer = Decimal(f"{value:f}" + "0" * zeros)
    assert figure(longer) == figure(value)
    assert Decimal(figure(value)) == value


def same_but_for(**changes):
    return digest(canonical(replace(PACT, **changes)))


def with_pledge(**changes):
    pledge = replace(PLEDGE, **changes)
    return same_but_for(sections=(replace(PACT.sections[0], pledges=(pledge,)),))


def test_the_same_text_has_the_same_digest():
    decomposed = unicodedata.normalize("NFD", PACT.slogan)
    assert decomposed != PACT.slogan
    assert same_but_for(slogan=decomposed) == digest(canonical(PACT))
    assert with_pledge(target=Decimal("75.5")) == digest(canonical(PACT))
    assert same_but_for(undertaking="một\r\nhai") == same_but_for(undertaking="một\nhai")


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Giao ước thi đua năm 2018"},
        {"version": 2},
        {"slogan": ""},
        {"units": ("Đơn vị 02", "Đơn vị 01")},
        {"registrations": ()},
        {"groups": (GroupText("Tai nạn giao thông", "sum_of"),)},
        {"absent_units_hinder_the_seal": True},
        {"sections": ()},
    ],
)
def test_any_other_text_has_another_digest(change):
    assert same_but_for(**change) != digest(canonical(PACT))


@pytest.mark.parametrize(
    "change",
    [{"target": Decimal("75.51")}, {"target": None}, {"baseline": Decimal(0)}, {"measure": "vụ"}, {"own_targets": ()}],
)
def test_any_other_figure_has_another_digest(change):
    assert with_pledge(**change) != digest(canonical(PACT))


def test_a_float_is_refused():
    with pytest.raises(TypeError):
        with_pledge(target=75.5)
