"""Text is stored in one form, found by one key, sorted as the Vietnamese dictionary sorts."""

import json
import random
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocs.logic import text
from blocs.logic.legacy import TCVN3

VECTORS = json.loads((Path(__file__).parents[2] / "data/vectors/text.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("raw", "stored"), VECTORS["clean"])
def test_one_line_is_stored_clean(raw, stored):
    assert text.clean(raw) == stored


@given(st.text())
def test_cleaning_twice_changes_nothing(raw):
    assert text.clean(text.clean(raw)) == text.clean(raw)
    assert text.clean_lines(text.clean_lines(raw)) == text.clean_lines(raw)


def test_a_paragraph_keeps_its_lines():
    assert text.clean_lines("  một \r\n\r\n\r\n\r\nhai\u00a0 ba\r") == "một\n\nhai ba"


def test_decomposed_text_becomes_composed():
    assert len(text.nfc(unicodedata.normalize("NFD", "Nguyễn"))) == 6


@pytest.mark.parametrize(("raw", "key"), VECTORS["fold"])
def test_search_key(raw, key):
    assert text.fold(raw) == key


@pytest.mark.parametrize(("raw", "slug"), VECTORS["slug"])
def test_slug(raw, slug):
    assert text.slugify(raw) == slug


@pytest.mark.parametrize("expected", VECTORS["sorted"])
def test_sorting_follows_the_dictionary(expected):
    shuffled = random.Random(7).sample(expected, len(expected))
    assert sorted(shuffled, key=text.sort_key) == expected


@pytest.mark.parametrize("expected", VECTORS["sorted_people"])
def test_people_sort_by_given_name_then_family_name(expected):
    shuffled = random.Random(7).sample(expected, len(expected))
    assert sorted(shuffled, key=text.person_sort_key) == expected


@given(st.text())
def test_a_sort_key_uses_characters_every_collation_orders_alike(raw):
    key = text.sort_key(raw)
    assert key.isascii() and key.isalnum() and key == key.lower()
    assert not any(a.isalpha() and b.isalpha() for a, b in pairwise(key))


@given(st.text())
def test_both_unicode_forms_sort_alike(raw):
    assert text.sort_key(unicodedata.normalize("NFD", raw)) == text.sort_key(unicodedata.normalize("NFC", raw))


def test_the_tcvn3_table_has_its_74_letters():
    assert len(TCVN3) == 74
    assert len(set(TCVN3.values())) == 74
    assert TCVN3["\u00ad"] == "ư"


@pytest.mark.parametrize(("old", "new"), VECTORS["tcvn3"])
def test_tcvn3_becomes_unicode(old, new):
    assert text.looks_legacy(old)
    assert text.from_tcvn3(old) == new
    assert text.from_legacy(old) == new


@pytest.mark.parametrize(("old", "new"), VECTORS["vni"])
def test_vni_becomes_unicode(old, new):
    assert text.looks_legacy(old)
    assert text.from_vni(old) == new
    assert text.from_legacy(old) == new


@pytest.mark.parametrize(("old", "new"), VECTORS["mixed"])
def test_words_already_in_unicode_stay(old, new):
    assert text.looks_legacy(old)
    assert text.from_legacy(old) == new


@pytest.mark.parametrize("raw", VECTORS["not_legacy"])
def test_real_text_is_not_taken_for_legacy(raw):
    assert not text.looks_legacy(raw)
    assert not text.looks_legacy(unicodedata.normalize("NFD", raw))


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_is_never_legacy(raw):
    assert not text.looks_legacy(raw)
