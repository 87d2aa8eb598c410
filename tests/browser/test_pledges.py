"""A secretary makes a pact in six steps, types its rows like a list beside a second person, and submits it."""

import re

import pytest

from tests.browser.looks import OVERFLOW, faults
from tests.browser.officers import Officer
from tests.sites import a_site

CELLS = [["TT", "Nội dung", "Loại", "Chỉ tiêu", "ĐVT"]] + [
    [str(n), f"Nội dung dán số {n}", "≥", f"{50 + n},25", "%"] for n in range(1, 43)
]
PASTE = """(area, cells) => {
  const data = new DataTransfer();
  const line = (row) => "<tr>" + row.map((cell) => `<td>${cell}</td>`).join("") + "</tr>";
  data.setData("text/html", "<table>" + cells.map(line).join("") + "</table>");
  data.setData("text/plain", cells.map((row) => row.join("\\t")).join("\\r\\n"));
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def desk_site(tmp_path_factory, prepared):
    with a_site(tmp_path_factory.mktemp("pledges"), like=prepared) as site, site.served():
        yield site


class Secretary(Officer):
    """Counts the addresses seen beside what the hand does."""

    def __init__(self, page, site):
        super().__init__(page, site)
        self.seen = []
        page.on("framenavigated", lambda frame: self.seen.append(re.sub(r"[?#].*", "", frame.url)))

    def press_mark(self, mark: str):
        self._click(self.page.locator(f"[data-testid='{mark}']").first)

    @property
    def pages(self) -> int:
        return len({url for url in self.seen if url.startswith(self.site.url)})


@pytest.fixture(scope="module")
def contents():
    """Where the rows of the pact made by the first test stand."""
    return {}


def test_stf_12_a_first_pact_takes_at_most_seven_pages_and_twenty_five_interactions(window, desk_site, contents):
    secretary = Secretary(window(), desk_site)
    page = secretary.page
    secretary.log_in("thu-ky")
    secretary.follow("^Lập khối năm sau")
    secretary.press_button("Lập khối cho năm thi đua tiếp theo")
    begun, secretary.seen[:] = secretary.pages, []
    secretary.follow("Việc của tôi", within="nav")
    secretary.follow("^Soạn dự thảo giao ước")
    assert focused(page) == "copy-last"  # AC 2: the first open field waits with the focus
    secretary.press_mark("copy-last")
    assert page.locator("[aria-current=step]").get_attribute("id") == "buoc-3"
    assert focused(page) == "accept-rules"
    leave_and_return(secretary)
    secretary.press_mark("accept-rules")  # AC 3: step 3 by one button, step 2 by none
    assert page.locator("[data-testid=step-2] .is-done").count() == 1
    assert page.locator("[data-testid=step-3] .is-done").count() == 1
    secretary.press_mark("accept-all")
    secretary.press_mark("go-on")
    contents["path"] = page.url.removeprefix(desk_site.url).replace("kiem-tra/", "noi-dung/")
    submit_with_its_declaration(secretary)
    assert secretary.interactions <= 25
    assert (begun <= 4, secretary.pages <= 5) == (True, True), (begun, secretary.pages)
    stays_submitted(secretary)


def focused(page) -> str:
    return page.evaluate("document.activeElement.dataset.testid ?? document.activeElement.id")


def leave_and_return(secretary):
    """AC 2: left at step 3, the way back leads to step 3 with the focus there; no second draft is made."""
    secretary.page.goto(secretary.site.path("/viec-cua-toi/"))
    secretary.page.goto(secretary.site.path("/giao-uoc/moi/"))
    assert focused(secretary.page) == "accept-rules"


def submit_with_its_declaration(secretary):
    """STF-13 AC 2: without the tick the summary has the focus, the title says so, its link leads to the field."""
    page, send = secretary.page, "[data-testid=declare] button"
    page.locator("[name=declared]").evaluate("box => box.removeAttribute('required')")
    secretary._click(page.locator(send))
    assert page.title().startswith("Lỗi: ")
    assert "error-summary" in page.evaluate("document.activeElement.className")
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.name") == "declared"
    page.locator("[name=declared]").check()
    secretary.interactions += 2
    secretary._click(page.locator(send))
    page.locator("[data-testid=confirmed]").wait_for()


def stays_submitted(secretary):
    """STF-13 AC 3: the panel survives a reload; sent again from an old page it is refused."""
    page = secretary.page
    page.reload()
    assert page.locator("[data-testid=confirmed]").count() == 1
    assert page.locator("[data-testid=declare]").count() == 0


@pytest.fixture
def rows(window, desk_site, login, contents):
    """(page, path) of the rows to be typed: the pact taken back to draft by its secretary."""
    page = window()
    login(page, desk_site, "thu-ky")
    page.goto(desk_site.path(contents["path"].replace("noi-dung/", "")))
    if page.locator("[data-testid=door-reopen] button").count():
        with page.expect_navigation():
            page.locator("[data-testid=door-reopen] button").click()
    page.goto(desk_site.path(contents["path"]))
    return page


def field(page, place: int, name: str):
    return page.locator("[data-row]").nth(place).locator(f"[name={name}]")


def saved(page):
    """Waits until the batch on its way is answered."""
    page.locator("[data-testid=said]", has_text="Đã lưu lúc").wait_for()


def test_stf_2_rows_are_typed_like_a_list(rows):
    page, before = rows, rows.locator("[data-row]").count()
    assert before == 42
    types_and_finds_it_again(page)
    enter_adds_a_row(page)
    the_target_follows_the_kind(page)
    telex_leaves_the_letter(page)
    a_row_moves_by_keys(page)
    a_deleted_row_comes_back(page)
    with page.expect_navigation(url=re.compile("kiem-tra")):
        field(page, 0, "name").press("Control+Enter")  # AC 1: to the check page


def types_and_finds_it_again(page):
    """AC 4: autosave tells in a status, and the text is there after a reload."""
    field(page, 1, "name").fill("Tỷ lệ cán bộ học tập nghị quyết của Đảng")
    saved(page)
    assert page.locator("[data-testid=said]").get_attribute("role") == "status"
    page.reload()
    assert field(page, 1, "name").input_value() == "Tỷ lệ cán bộ học tập nghị quyết của Đảng"


def enter_adds_a_row(page):
    """AC 1: Enter goes from field to field; in the last one it adds a row and stands in its first field."""
    count = page.locator("[data-row]").count()
    field(page, 1, "measure").press("Enter")
    assert page.locator("[data-row]").count() == count + 1
    assert page.evaluate("document.activeElement.name") == "name"
    page.keyboard.type("Số mô hình mới")
    for _step in range(2):
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "target"
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    page.keyboard.type("mô hình")
    page.locator("[data-row]").nth(2).locator("xpath=self::*[@data-row!='']").wait_for()
    saved(page)
    page.reload()
    assert (field(page, 2, "name").input_value(), field(page, 2, "target").input_value()) == ("Số mô hình mới", "3")


def the_target_follows_the_kind(page):
    """AC 2: “= 0” fixes 0 and hides the number; a qualitative row asks when it counts as met."""
    row = page.locator("[data-row]").nth(2)
    row.locator("[name=kind]").select_option("zero")
    assert (row.locator(".row-zero").is_visible(), row.locator("[name=target]").is_visible()) == (True, False)
    row.locator("[name=kind]").select_option("qualitative")
    assert (row.locator("[name=note]").is_visible(), row.locator(".row-zero").is_visible()) == (True, False)
    row.locator("[name=kind]").select_option("reduce_range")
    assert row.locator("[name=target_max]").is_visible() and row.locator("[name=baseline_label]").is_visible()
    row.locator("[name=kind]").select_option("count")


def telex_leaves_the_letter(page):
    """AC 6: what a Telex keyboard sends leaves exactly “đ”, also when a saving falls between the keys."""
    name = field(page, 2, "name")
    name.fill("")
    for key in ["d", "d", "Backspace", "Backspace"]:
        name.press(key)
    page.keyboard.insert_text("đ")
    saved(page)
    page.locator("[data-testid=said]", has_text=re.compile("Đã lưu")).wait_for()
    assert name.input_value() == "đ"


def a_row_moves_by_keys(page):
    """No drag: Alt and an arrow, the focus stays in the field."""
    moved = field(page, 2, "name").input_value()
    with page.expect_response(re.compile("/len/")):
        field(page, 2, "name").press("Alt+ArrowUp")
    page.wait_for_function("moved => document.querySelectorAll('[data-row] [name=name]')[1].value === moved", arg=moved)
    assert page.evaluate("document.activeElement.value") == moved
    with page.expect_response(re.compile("/xuong/")):
        page.locator("[data-row]").nth(1).locator("[data-move='1']").click()
    page.wait_for_function("moved => document.querySelectorAll('[data-row] [name=name]')[2].value === moved", arg=moved)


def a_deleted_row_comes_back(page):
    """AC 7: the toast offers the way back and does not run away; the row stands where it stood."""
    names = [one.input_value() for one in page.locator("[data-row] [name=name]").all()]
    page.locator("[data-row]").nth(2).locator("[data-remove]").click()
    toast = page.locator("[data-testid=toast]")
    toast.wait_for()
    assert page.locator("[data-row]").count() == len(names) - 1
    toast.locator("[data-undo]").click()
    page.wait_for_function("count => document.querySelectorAll('[data-row]').length === count", arg=len(names))
    assert [one.input_value() for one in page.locator("[data-row] [name=name]").all()] == names


def test_stf_2_ac_5_two_people_in_one_row_choose_and_lose_nothing(rows, window, desk_site, login):
    first, second = rows, window()
    login(second, desk_site, "quan-tri")
    second.goto(first.url)
    field(first, 3, "name").fill("Của người thứ nhất")
    saved(first)
    field(second, 3, "name").fill("Của người thứ hai")
    dialog = second.locator("[data-testid=conflict]")
    dialog.wait_for()
    assert "Của người thứ nhất" in dialog.inner_text() and "Của người thứ hai" in dialog.inner_text()
    dialog.locator("button[value=mine]").click()
    saved(second)
    first.reload()
    assert field(first, 3, "name").input_value() == "Của người thứ hai"


def test_stf_2_a_block_from_excel_is_looked_at_first_and_taken_back_by_one_press(rows):
    page, before = rows, rows.locator("[data-row]").count()
    with page.expect_navigation(url=re.compile("/dan/")):
        field(page, 0, "name").evaluate(PASTE, CELLS)
    assert page.locator("[data-testid=paste-row]").count() == 42
    with page.expect_navigation():
        page.locator("[data-testid=add-all]").click()
    assert page.locator("[data-row]").count() == before + 42
    assert page.locator("[data-row] [name=target][value='92,25']").count() == 1
    with page.expect_navigation():
        page.locator("[data-testid=added] button").click()
    assert page.locator("[data-row]").count() == before


def test_stf_2_12_13_pages_are_clean_at_every_width(window, desk_site, login, contents):
    page = window(bypass_csp=True)
    login(page, desk_site, "thu-ky")
    list_page = contents["path"]
    wrong = {}
    for path in [list_page, list_page + "dan/", list_page.replace("noi-dung/", "kiem-tra/"), "/giao-uoc/moi/"]:
        page.set_viewport_size({"width": 1366, "height": 768})
        page.goto(desk_site.path(path))
        wrong[path] = faults(page)
        page.set_viewport_size({"width": 320, "height": 640})
        wrong[path] += [width] if (width := page.evaluate(OVERFLOW)) else []
    assert {path: found for path, found in wrong.items() if found} == {}
