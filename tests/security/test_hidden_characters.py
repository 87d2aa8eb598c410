"""A text reads as it is stored: nothing in it turns its direction, hides, or breaks a database."""

import pytest

from blocs.logic.text import clean, clean_lines, fold
from blocs.models import Unit
from tests.make import a_unit

HIDDEN = ["\u202e", "\u2066", "\u2069", "\u200e", "\u200f", "\u200b", "\x00", "\x1b", "\ud800", "\udfff", "\ufeff"]


@pytest.mark.parametrize("mark", HIDDEN, ids=ascii)
@pytest.mark.parametrize("tidy", [clean, clean_lines])
def test_hidden_characters_are_taken_out(tidy, mark):
    assert tidy(f"Công an {mark}huyện A{mark}") == "Công an huyện A"


def test_search_finds_a_name_whatever_hides_in_the_question():
    assert fold("cong\u202e an\x00") == "cong an"


@pytest.mark.django_db
def test_a_row_keeps_no_hidden_character_whatever_door_it_came_by():
    unit = a_unit("Đội\u202e 1\x00\ud800")
    assert Unit.objects.get(pk=unit.pk).name == "Đội 1"
