"""The manual keeps its promises: its links and pictures lead somewhere, and it says what the screens say."""

import re
from copy import copy
from functools import cache
from pathlib import Path

import polib
import pytest
from django.urls import reverse
from django.utils.text import capfirst
from PIL import Image

from blocs.logic.dates import read_day, read_moment
from blocs.logic.numbers import Ambiguous, Unreadable, read_count, read_percent
from blocs.logic.wording import typed
from blocs.models import Role
from pacts.logic.formulas import Formula
from reports.evidence_access import Shelf
from reports.manual import chapters
from reports.models import Appeal, KnockOut, Result
from reports.papers.catalogue import KINDS
from tests.make import a_bloc, a_pact, a_user, members_of, the_cast
from tests.make_scoring import a_sheet, a_table, leaves_of

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
    assert len(chapters()) == len(TEXTS) == 16
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
    camera = "".join(path.read_text("utf-8") for path in (ROOT / "tools").glob("pictures*.py"))
    assert [path.stem for path in PICTURES if f'"{path.stem}"' not in camera] == []


def test_every_formula_and_every_way_to_publish_is_named():
    chapter = {slug: " ".join(re.sub("<[^>]+>", "", one.html).split()) for slug, one in chapters().items()}
    assert [str(one.label) for one in Formula if str(one.label) not in chapter["bang-tieu-chi"]] == []
    assert [mode.label for mode in Result.Mode if str(mode.label) not in chapter["cham-diem"]] == []


def test_each_kind_of_paper_is_shown_under_its_name():
    parts = chapters()["van-ban"].html.split("<h3 ")
    shown = {re.sub("<[^>]+>", "", part.split(">", 1)[1].split("</h3>")[0]): "<img" in part for part in parts[1:]}
    names = [capfirst(str(kind.name)) for kind in KINDS]
    assert [name for name in names if not shown.get(name)] == []


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


# --- what the manual says of rights is what the rules say --------------------------


def rows_of(chapter: str, heading: str) -> dict[str, list[str]]:
    """The cells of each row of the table under this heading, by the row's first cell."""
    path = next(path for path in TEXTS if path.stem.endswith(chapter))
    part = path.read_text("utf-8").split(f"## {heading}\n")[1].split("\n#")[0]
    cells = [[cell.strip() for cell in line.strip("| ").split("|")] for line in part.splitlines() if line[:2] == "| "]
    return {first: rest for first, *rest in cells[1:]}


def rights_of_scoring() -> dict[str, tuple[str, tuple[str, ...]]]:
    """What a row says one may do: the verb asked, and the things it is asked of."""
    return {
        "lập, thông qua bảng tiêu chí": ("pacts.adopt_table", ("pact",)),
        "mở chấm điểm, bốc thăm, gia hạn; chuyển bước khi quá hạn": ("reports.advance_sheet", ("self",)),
        "tự chấm, giải trình": ("reports.mark", ("self",)),
        "gửi phiếu tự chấm, giải trình": ("reports.send_sheet", ("explain",)),
        "kiểm tra chéo": ("reports.mark", ("cross", "undrawn")),
        "gửi phiếu kiểm tra chéo": ("reports.send_sheet", ("cross", "undrawn")),
        "rà soát, gửi rà soát": ("reports.send_sheet", ("review", "head")),
        "thẩm định": ("reports.send_sheet", ("appraise",)),
        "trả lại phiếu": ("reports.return_sheet", ("appraise",)),
        "thêm, gỡ minh chứng": (
            "reports.add_evidence",
            ("shelf self", "shelf cross", "shelf review", "shelf appraise"),
        ),
        "kiến nghị, rút kiến nghị": ("reports.file_appeal", ("self",)),
        "trả lời kiến nghị": ("reports.answer_appeal", ("appealed cross", "appealed review", "appealed appraise")),
        "đề xuất không xét, mức trần": ("reports.propose_knock_out", ("self",)),
        "quyết định không xét, mức trần": ("reports.settle_knock_out", ("knock-out",)),
        "lập, hủy dự thảo kết quả": ("reports.prepare_result", ("table",)),
        "công bố kết quả, không phải người lập": ("reports.release_result", ("result",)),
        "công bố mọi kết quả của một năm": ("reports.release_results", ("table",)),
        "tải gói kết quả": ("reports.download_package", ("result",)),
        "xem tín hiệu cần xem xét": ("reports.read_signals", ("table",)),
    }


def things_of(bloc) -> dict:
    """A sheet of the last unit at every stage (the head unit checks it), the head's own, and what hangs on them."""
    table = a_table(a_pact(bloc))
    head, *_rest, member = members_of(bloc)
    sheet, own = a_sheet(table, member, checker=head), a_sheet(table, head, at="review")
    at = {stage.kind: copied(sheet, stage=stage) for stage in table.stages.all()}
    leaf = leaves_of(table)[0]
    return {
        **at,
        **{f"shelf {kind}": Shelf(one, leaf) for kind, one in at.items()},
        **{f"appealed {kind}": Appeal(sheet=one, criterion=leaf, stage=one.stage) for kind, one in at.items()},
        "undrawn": copied(at["cross"], checker=None),
        "head": own,
        "pact": table.pact,
        "table": table,
        "knock-out": KnockOut(sheet=sheet),
        "result": Result(bloc=bloc, table=table),
    }


def copied(sheet, **facts):
    one = copy(sheet)
    for name, value in facts.items():
        setattr(one, name, value)
    return one


def test_the_table_of_rights_says_what_the_rules_say():
    bloc = a_bloc()
    cast, things, head = the_cast(bloc), things_of(bloc), members_of(bloc)[0]
    columns = [["admin"], ["standing"], ["secretary"], ["commander", "head_commander"], ["reporter", "head_reporter"]]
    cast["head_reporter"] = a_user(Role.REPORTER, at=head)
    told = rows_of("ai-duoc-lam-gi", "Chấm điểm và kết quả")
    assert list(told) == list(rights_of_scoring())
    for row, (verb, names) in rights_of_scoring().items():
        may = [any(cast[who].has_perm(verb, things[name]) for who in column for name in names) for column in columns]
        assert [cell != "–" for cell in told[row]] == may, row
