"""Every fact of the article of 15/02/2017 stands on the public pages, one by one."""

import pytest

from tests import seasons

pytestmark = pytest.mark.django_db

ARTICLE = seasons.data("article-2017.json")
SHOWN = [(fact["fact"], one["page"], one["words"]) for fact in ARTICLE["facts"] for one in fact["shown"]]


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    yield from seasons.loaded(seasons.files("csnd-*.json"), django_db_blocker)


@pytest.mark.parametrize(
    ("fact", "page", "words"), SHOWN, ids=[f"{n}-{page}" for n, (_fact, page, _words) in enumerate(SHOWN)]
)
def test_a_fact_of_the_article_is_shown(pages, fact, page, words):
    text = pages.text(ARTICLE["pages"][page])
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("page", ARTICLE["pages"])
def test_no_illustrative_mark_stands_on_the_real_pages(pages, page):
    html = pages.html(ARTICLE["pages"][page])
    assert "minh họa" not in html.partition("<main")[2].partition("</main")[0].lower()


def test_the_slogan_of_2016_is_not_told_of_2017(pages):
    season = pages.text(ARTICLE["pages"]["season"])
    assert "Chủ động, kỷ cương, trách nhiệm, hiệu quả" not in season


def test_the_two_colonels_attended_and_directed_and_nobody_presided(pages):
    text = pages.text(ARTICLE["pages"]["ceremony"])
    directing, _mark, after = text.partition("Đại tá Nguyễn Văn Hiệu")
    assert directing.endswith("Dự và chỉ đạo đồng chí ") and "Đại tá Trần Minh Thùy" in after
    assert "Chủ trì" not in text
