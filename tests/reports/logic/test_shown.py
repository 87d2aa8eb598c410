"""A figure in words; a withheld one gives nothing away."""

from decimal import Decimal as D

import pytest
from django.utils.translation import gettext as _

from reports.logic.shown import result_words


@pytest.mark.parametrize(
    "facts, words",
    [
        ({"value": D("92.0200"), "measure": "%"}, "92,02%"),
        ({"value": D("1970.0000"), "measure": "lượt"}, "1.970 lượt"),
        ({"numerator": D(29), "denominator": D(31), "measure": "%"}, "93,55% (29/31)"),
        ({"numerator": D(29), "denominator": D(31), "measure": "nội dung"}, "29/31 nội dung"),
        ({"numerator": D(0), "denominator": D(0)}, "0/0"),
        ({"statement": "giảm trên cả 03 tiêu chí"}, "giảm trên cả 03 tiêu chí"),
        ({"value": D(0), "measure": "vụ", "statement": "không xảy ra"}, "0 vụ – không xảy ra"),
    ],
)
def test_words(facts, words):
    assert result_words(**facts) == words


def test_what_is_withheld_or_does_not_apply_says_only_that():
    assert result_words(value=D(7), measure="vụ", is_withheld=True) == _("Withheld from publication")
    assert result_words(is_not_applicable=True) == _("Not applicable")
