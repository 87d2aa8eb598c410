"""The manual keeps its promises: its links and pictures lead somewhere, and it says what the screens say."""

import re
from functools import cache
from pathlib import Path

import polib
import pytest
from django.urls import reverse
from PIL import Image

from blocs.logic.dates import read_day, read_moment
from blocs.logic.numbers import Ambiguous, Unreadable, read_count, read_percent
from blocs.logic.wording import typed
from pacts.logic.formulas import Formula
from reports.manual import chapters
from reports.models import Result

ROOT = Path(__file__).resolve().parent.parent
TEXTS = sorted((ROOT / "docs" / "huong-dan").glob("[0-9]*.md"))
PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.png"))
IDS = [path.stem for path in TEXTS]

pytestmark = pytest.mark.django_db


@cache
def words_of_the_screens() -> set[str]:
    """What the house says in Vietnamese; a label may begin with a capital where its words alone do not."""
    books = ["locale/vi/LC_MESSAGES/django.po", "locale/thirdparty/vi/LC_MESSAGES/django.po"]
    said = {text for book in books for entry in polib.pofile(str(ROOT / book)) for text in _said(entry)}
    return said | {text[:1].upper() + text[1:] for text in said}


def _said(entry) -> list[str]:
    return [entry.msgstr, *entry.msgstr_plural.values()]


def links_in(path: Path) -> list[str]:
    return re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text("utf-8"))


def test_every_chapter_has_its_file_and_the_index_names_all(client):
    assert len(chapters()) == len(TEXTS) == 12
    shown = client.get(reverse("help")).content.decode()
    listed = re.findall(r'<li><a href="(/tro-giup/[^"]+)">([^<]+)</a>', shown)
    assert listed == [(reverse("help_chapter", args=[slug]), chapter.title) for slug, chapter in chapters().items()]


@pytest.mark.parametrize("slug", [stem[3:] for stem in IDS])
def test_a_chapter_can_be_read_without_a_login(client, slug):
    response = client.get(reverse("help_chapter", args=[slug]))
    html = response.content.decode()
    assert response.status_code == 200
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert re.findall(r"\sstyle=|\son[a-z]+=|\*\*|\]\(|\.md\b(?!</code>)", html.split("<main")[1]) == []


def test_a_chapter_that_is_not_there_is_not_found(client):
    assert client.get(reverse("help_chapter", args=["khong-co"])).status_code == 404


def test_the_first_chapter_leads_to_the_second_and_the_last_back(client):
    slugs = list(chapters())
    first = client.get(reverse("help_chapter", args=slugs[:1])).content.decode()
    last = client.get(reverse("help_chapter", args=slugs[-1:])).content.decode()
    assert (first.count('rel="prev"'), first.count('rel="next"')) == (0, 1)
    assert (last.count('rel="prev"'), last.count('rel="next"')) == (1, 0)


def test_pictures_and_tables_are_dressed_for_every_screen():
    html = chapters()["thu-ky-khoi"].html
    assert re.findall(r'<img(?![^>]*alt="[^"]{15,}")', html) == []
    assert len(re.findall(r'<img[^>]*loading="lazy"', html)) == html.count("<img") > 0
    frames = re.findall(r'<div aria-label="[^"]+" class="table-scroll" role="region" tabindex="0"><table', html)
    assert len(frames) == html.count("<table") > 0


@pytest.mark.parametrize("path", TEXTS, ids=IDS)
def test_links_and_pictures_lead_somewhere(path):
    lost = [link for link in links_in(path) if "://" not in link and not (path.parent / link).exists()]
    assert lost == []


@pytest.mark.parametrize("path", TEXTS, ids=IDS)
def test_words_in_bold_are_the_words_of_the_screens(path):
    quoted = set(re.findall(r"\*\*(.+?)\*\*", path.read_text("utf-8").replace("\n", " ")))
    assert sorted(quoted - words_of_the_screens()) == []


def test_every_picture_is_used_and_small():
    used = {link for path in [*TEXTS, ROOT / "README.md"] for link in links_in(path)}
    assert [path.name for path in PICTURES if not any(link.endswith(f"pictures/{path.name}") for link in used)] == []
    assert [path.name for path in PICTURES if path.stat().st_size > 150_000] == []
    assert sum(path.stat().st_size for path in PICTURES) <= 2_500_000
    assert {Image.open(path).format for path in PICTURES} == {"PNG"}


def test_every_picture_can_be_taken_anew():
    camera = (ROOT / "tools" / "pictures.py").read_text("utf-8")
    assert [path.stem for path in PICTURES if f'"{path.stem}"' not in camera] == []


def test_every_formula_and_every_way_to_publish_is_named():
    chapter = {slug: " ".join(re.sub("<[^>]+>", "", one.html).split()) for slug, one in chapters().items()}
    assert [str(one.label) for one in Formula if str(one.label) not in chapter["bang-tieu-chi"]] == []
    assert [mode.label for mode in Result.Mode if str(mode.label) not in chapter["cham-diem"]] == []


# --- what the manual says of numbers and days is what the house reads -----------------


def table_under(heading: str) -> list[list[str]]:
    text = (ROOT / "docs" / "huong-dan" / "03-nhap-so-lieu.md").read_text("utf-8")
    lines = text.split(f"## {heading}\n")[1].split("\n## ")[0].splitlines()
    return [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines if line.startswith("| ")][1:]


def told(read, raw: str, write) -> str:
    """The beginning of what the manual says this text does."""
    try:
        value = read(raw)
    except Ambiguous as asked:
        return "hỏi lại: " + " hay ".join(typed(choice) for choice in asked.choices)
    except Unreadable:
        return "không nhận"
    return "để trống" if value is None else write(value)


READERS = {
    "tỷ lệ": (read_percent, lambda value: f"{typed(value)}%"),
    "số nguyên": (read_count, lambda value: f"{value:,}".replace(",", ".")),
}
NUMBERS = [
    (raw, kind, meaning)
    for spellings, kinds, meaning in table_under("Cách gõ số")
    for raw in re.findall(r"`([^`]+)`", spellings)
    for kind in kinds.partition(" (")[0].split(", ")
]
DAYS = [
    (raw, meaning) for spellings, meaning in table_under("Cách gõ ngày") for raw in re.findall("`([^`]+)`", spellings)
]


@pytest.mark.parametrize(("raw", "kind", "meaning"), NUMBERS)
def test_numbers_are_read_as_the_manual_says(raw, kind, meaning):
    read, write = READERS[kind]
    said = told(read, raw, write)
    assert meaning[: len(said)] == said


@pytest.mark.parametrize(("raw", "meaning"), DAYS)
def test_days_are_read_as_the_manual_says(raw, meaning):
    said = told(read_day, raw, lambda on: f"{on:%d/%m/%Y}")
    if meaning.startswith("14"):
        said = told(read_moment, raw, lambda at: f"{at:%H:%M, %d/%m/%Y}")
    assert meaning[: len(said)] == said
