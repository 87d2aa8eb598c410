"""Every fact of every real case stands on a page anyone may read."""

import pytest
from django.utils.translation import gettext as _

from tests import case_facts, seasons
from tests.case_facts import CASES, WORDS

pytestmark = pytest.mark.django_db

FACTS = [fact for case in CASES.values() for fact in case_facts.facts_of(case)]


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    yield from seasons.loaded(seasons.real_files(), django_db_blocker)


def season_pages(case: int) -> list[str]:
    return [f"/khoi/{bloc}/" for bloc in WORDS["cases"][str(case)]["seasons"]]


def pages_of(case: int) -> list[str]:
    return season_pages(case) + [f"/le-ky-ket/{slug}/" for slug in WORDS["cases"][str(case)]["ceremonies"]]


def shows(pages, path: str, fact) -> bool:
    texts = [seasons.tidy(text) for text in fact.texts]
    where = pages.rows(path) if fact.in_a_row else [pages.text(path)]
    return any(all(one in part for one in texts) for part in where)


@pytest.mark.parametrize("fact", FACTS, ids=[f"{fact.case}-{n}" for n, fact in enumerate(FACTS)])
def test_a_fact_is_shown(pages, fact):
    where = season_pages(fact.case) if fact.everywhere else pages_of(fact.case)
    shown = [shows(pages, path, fact) for path in where]
    assert all(shown) if fact.everywhere else any(shown), (fact, where)


@pytest.mark.parametrize("case", [case for case, record in CASES.items() if record["event_date"] is None])
def test_a_day_that_is_not_known_is_said_to_be_so_and_no_seal_claims_one(pages, case):
    for slug in WORDS["cases"][str(case)]["ceremonies"]:
        assert "không rõ ngày" in pages.text(f"/le-ky-ket/{slug}/")
    claim = _("Sealed on %(date)s.").partition("%")[0]
    assert not any(claim in pages.text(path) for path in season_pages(case))


@pytest.mark.parametrize("case", CASES)
def test_no_real_page_bears_the_illustrative_mark(pages, case):
    for path in pages_of(case):
        assert "minh họa" not in pages.html(path).partition("<main")[2].partition("</main")[0].lower()


def test_no_case_is_left_out():
    assert len(CASES) == 21 and {str(case) for case in CASES} == set(WORDS["cases"])
    assert len(FACTS) > 330


def test_the_lessons_for_a_model_are_no_facts():
    assert not any("model_lesson" in case for case in CASES.values())
