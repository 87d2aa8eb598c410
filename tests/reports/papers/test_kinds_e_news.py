"""The news item of the real bloc of 2017 tells every fact of the article, in words of its own."""

import dataclasses

import pytest

from blocs.models import Bloc
from pacts.models import Ceremony
from reports.models import Figure, Publication
from reports.paper_frames import frame
from reports.papers.catalogue import BY_SLUG
from reports.papers.document import Para, from_text, to_text
from reports.papers.kinds import news
from tests import seasons
from tests.reports.a_bloc_year import a_year

pytestmark = pytest.mark.django_db

ARTICLE = seasons.data("article-2017.json")
OTHERWISE = {
    "Buổi ký kết vào buổi chiều": ["Chiều ngày 15/02/2017"],
    "Các đơn vị thuộc lực lượng CSND Công an tỉnh": ["13 đơn vị thuộc lực lượng CSND Công an tỉnh"],
    "Đồng chí Nguyễn Văn Hiệu phát biểu chỉ đạo": ["Ý kiến chỉ đạo của đồng chí Đại tá Nguyễn Văn Hiệu"],
    "Không để xảy ra oan sai": ["Oan sai (không để xảy ra)"],
    "Không để bỏ lọt tội phạm": ["Bỏ lọt tội phạm (không để xảy ra)"],
}
"""Where a page says a fact by its layout (a badge, a label beside a name), the sentence of the paper."""


@pytest.fixture(scope="module")
def item(django_db_setup, django_db_blocker):
    for _pages in seasons.loaded(seasons.files("csnd-*.json"), django_db_blocker):
        bloc = Bloc.objects.get(series__slug="khoi-csnd", season__slug="2017")
        yield news.write(news.subjects(bloc)[0], frame(BY_SLUG["news"], bloc))


def text_of(paper) -> str:
    return seasons.tidy(" ".join([paper.abstract, *(block.text for block in paper.body)]))


@pytest.mark.parametrize("fact", ARTICLE["facts"], ids=lambda fact: fact["fact"])
def test_a_fact_of_the_article_stands_in_the_news_item(item, fact):
    text = text_of(item)
    ways = [OTHERWISE[fact["fact"]]] if fact["fact"] in OTHERWISE else [one["words"] for one in fact["shown"]]
    assert any(all(seasons.tidy(word) in text for word in words) for words in ways), (fact, text)


def test_every_sentence_said_otherwise_belongs_to_a_fact():
    assert set(OTHERWISE) <= {fact["fact"] for fact in ARTICLE["facts"]}


def test_nothing_illustrative_is_said_of_the_real_bloc(item):
    assert item.illustrative == "" and "minh họa" not in text_of(item).lower()


def test_no_sentence_of_the_published_summary_is_copied(item):
    """The summary was written by a person; the item is worded from rows."""
    body = Publication.objects.get(thread="khoi-csnd-ky-ket-giao-uoc-2017").body
    sentences = [one.strip() for one in body.replace("\n", " ").split(".") if len(one) > 40]
    assert len(sentences) > 5 and not [one for one in sentences if one in text_of(item)]


def test_the_item_is_kept_as_text_and_comes_back_equal(item):
    assert from_text(to_text(item)) == item and item.number_line == ""


def test_the_slogan_of_last_year_is_told_of_last_year(item):
    looking_back = next(block.text for block in item.body if "Chủ động, kỷ cương" in block.text)
    assert looking_back.startswith("Năm 2016")


def test_the_wish_closes_the_item_and_notes_of_the_source_stand_after_it(item):
    notes = [block for block in item.body if block.style == "italic"]
    assert [block.text.startswith("Ghi chú: ") for block in notes] == [True] * 4
    assert item.body[-len(notes) - 1].text.startswith("Kỳ vọng")


# --- Of a small bloc ------------------------------------------------------------------------------


def written(year):
    return news.write(year.ceremony, frame(BY_SLUG["news"], year.bloc))


def test_only_ceremonies_that_took_place_are_told_of():
    year = a_year(release="public")
    Ceremony.objects.filter(pk=year.ceremony.pk).update(state="planned")
    assert news.subjects(year.bloc) == []
    Ceremony.objects.filter(pk=year.ceremony.pk).update(state="held")
    assert news.subjects(year.bloc) == [year.ceremony]


def test_figures_nobody_released_are_not_told_and_named_as_a_gap():
    year = a_year(release="public")
    assert "92,02%" in text_of(written(year)) and news.gaps(year.ceremony) == []
    Figure.objects.filter(bloc=year.bloc.previous).update(release="closed")
    assert "92,02%" not in text_of(written(year))
    assert "Tỷ lệ điều tra, khám phá án hình sự" in news.gaps(year.ceremony)[0][0]


def test_remarks_of_a_season_that_is_not_public_are_not_told():
    year = a_year(release="public")
    before = year.bloc.previous
    before.remarks.create(text="Phong trào được ghi nhận")
    Bloc.objects.filter(pk=before.pk).update(release="public")
    year.ceremony.refresh_from_db()
    assert "Phong trào được ghi nhận" in text_of(written(a_copy(year)))
    Bloc.objects.filter(pk=before.pk).update(release="closed")
    assert "Phong trào được ghi nhận" not in text_of(written(a_copy(year)))


def a_copy(year):
    """With rows as the database has them now."""
    return dataclasses.replace(year, ceremony=Ceremony.objects.get(pk=year.ceremony.pk))


def test_a_ceremony_without_a_pact_is_told_too():
    year = a_year(release="public")
    year.ceremony.pacts.clear()
    body = written(year).body
    assert all(isinstance(block, Para) for block in body) and "Văn bản được ký kết" not in text_of(written(year))
