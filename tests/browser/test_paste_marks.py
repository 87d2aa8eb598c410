"""STF-3's way of pasting in the grid of marks: named rows, wrong cells, what has no place, one undo."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.grid_tools import PASTE

PASSWORD = "mat-khau-cua-bai-thu-1"
PREPARE = f"""
import json
from tests.make_scoring import a_scored_bloc
bloc = a_scored_bloc()
sheet = bloc.sheets[-1]
user = bloc.reporter[sheet.unit_id]
user.set_password("{PASSWORD}")
user.must_change_password = False
user.save()
print(json.dumps([user.username, sheet.pk, [[one.number, one.criterion.name] for one in
    __import__("reports.marking", fromlist=["book_of"]).book_of(sheet, user).rows.values()]]))
"""
VALUES = """() => [...document.querySelectorAll("tr[data-row]")].map((row) => {
  const tick = row.querySelector("input[type=radio]:checked");
  return tick ? tick.value : row.querySelector("input[data-cell]")?.value ?? "";
})"""


@pytest.fixture
def marks(window, own_site):
    """The sheet of a unit that scores itself: (page, [(number, name)])."""
    said = own_site.manage("shell", "-v", "0", "-c", PREPARE)
    assert said.returncode == 0, said.stderr
    name, sheet, rows = json.loads(said.stdout.splitlines()[-1])
    page = window(bypass_csp=True)
    page.goto(own_site.path("/tai-khoan/dang-nhap/"))
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("input[name=password]").press("Enter")
    page.goto(own_site.path(f"/phieu-diem/{sheet}/"))
    expect(page.locator("[data-paste-open]")).to_be_visible()
    return page, rows


def paste(page, text: str, html: str = ""):
    page.locator("tr[data-row] input[data-cell]").first.focus()
    page.evaluate(PASTE, [html, text])


def answer(page):
    page.locator("dialog[open] [data-yes]").click()


def test_stf_3_a_block_of_marks_named_by_its_criteria_goes_to_its_rows_and_back_in_one_step(marks):
    page, rows = marks
    typed = ["Không đạt", "14,5", "abc", "3"]
    lines = [f"{at}\t{name}\t{mark}\n" for at, ((_number, name), mark) in enumerate(zip(rows, typed, strict=True), 1)]
    block = "".join([*lines[2:], *lines[:2]])  # a running TT, the lines in another order
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/phieu-diem/" in answer.url):
        paste(page, "TT\tTiêu chí\tĐiểm\n" + block + "5\tTiêu chí lạ\t1\n")
        answer(page)
    assert page.evaluate(VALUES) == ["0", "14,5", "abc", "3"], "what cannot be read stays as it was typed"
    wrong = page.locator("[data-wrong]")
    expect(wrong.locator("li")).to_have_count(1)
    assert rows[2][0] in wrong.inner_text()
    assert "1" in page.locator("[data-pasted-said]").inner_text()
    page.reload()
    assert page.evaluate(VALUES) == ["0", "14,5", "", "3"], "right marks are saved beside the wrong one"

    with page.expect_response(lambda answer: answer.request.method == "POST" and "/phieu-diem/" in answer.url):
        paste(page, f"{rows[1][0]}\t12\n{rows[3][0]}\t2\n")
        answer(page)
    assert page.evaluate(VALUES) == ["0", "12", "", "2"]
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/phieu-diem/" in answer.url):
        page.locator("[data-undo-paste]").click()
    assert page.evaluate(VALUES) == ["0", "14,5", "", "3"]
    page.reload()
    assert page.evaluate(VALUES) == ["0", "14,5", "", "3"]


def test_stf_3_a_block_without_names_is_filled_from_the_chosen_mark_and_what_has_no_place_is_told(marks):
    page, _rows = marks
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/phieu-diem/" in answer.url):
        paste(page, "20\n0\n2\n7\n8\n")
        if page.locator("dialog[open]").count():
            answer(page)
    assert page.evaluate(VALUES)[1:] == ["20", "0", "2"]
    assert "2" in page.locator("[data-pasted-said]").inner_text(), "two rows have no place"
    reasons = page.evaluate(
        "() => [...document.querySelectorAll('tr[data-row] textarea')].map((one) => one.value).join('')"
    )
    assert reasons == "", "reasons are never touched"


def test_stf_3_marks_that_cannot_stand_are_listed_as_typed_and_a_number_against_its_name_has_no_place(marks):
    page, rows = marks
    number, name = rows[1]
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/phieu-diem/" in answer.url):
        paste(page, f"{number}\t92.020\n{rows[3][0]}\t1\n")
        answer(page)
    expect(page.locator("[data-wrong] li")).to_have_count(1)
    assert page.evaluate(VALUES)[1] == "92.020"
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/phieu-diem/" in answer.url):
        paste(page, f"{number}\t31\n{rows[3][0]}\t1\n")
        answer(page)
    expect(page.locator("[data-wrong] li")).to_have_count(1)
    paste(page, f"{rows[3][0]}\t{name}\t5\n{rows[2][0]}\t{name}\t6\n")
    answer(page)
    assert page.evaluate(VALUES)[1:] == ["31", "", "1"], "neither the number's nor the name's row took it"
