"""STF-3: figures typed and pasted as in a spreadsheet, saved while one types, kept while the line is down."""

import json
import random
import re
from pathlib import Path

import pytest

from blocs.logic.numbers import Ambiguous, Unreadable, read_count, read_number, read_percent
from blocs.logic.wording import typed
from tests.browser.grid_tools import GridPage, copied, open_again
from tests.sites import a_site

VECTORS = json.loads((Path(__file__).parent.parent / "data/vectors/numbers.json").read_text(encoding="utf-8"))["rows"]
READ = """async ([module, texts]) => {
  const { READERS } = await import(module);
  const key = ({ value, error, choices }) => error ?? (choices ? ["ask", ...choices].join(" ") : value);
  return texts.map(raw => Object.fromEntries(Object.entries(READERS).map(([name, read]) => [name, key(read(raw))])));
}"""


@pytest.fixture(scope="module")
def grid_site(tmp_path_factory, prepared):
    """A site of this file alone; each test writes on the sheet of another unit."""
    with a_site(tmp_path_factory.mktemp("grid"), like=prepared) as made:
        made.place = open_again(made)
        with made.served():
            yield made


@pytest.fixture(scope="module")
def entrance(grid_site, browser):
    """The secretary's cookies, taken once."""
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    page.goto(grid_site.path("/tai-khoan/dang-nhap/"))
    page.fill("input[name=login]", "thu-ky")
    page.fill("input[name=password]", grid_site.accounts["thu-ky"])
    with page.expect_navigation():
        page.press("input[name=password]", "Enter")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def sheet(window, grid_site, entrance):
    """`sheet(3)`: the grid of the bloc's fourth unit in a window of its own."""

    def open_one(unit: int, **options) -> GridPage:
        return GridPage(window(storage_state=entrance, **options), grid_site, grid_site.place, unit)

    return open_one


def as_told(read, raw) -> str | None:
    try:
        value = read(raw)
    except Ambiguous as error:
        return " ".join(["ask", *map(typed, error.choices)])
    except Unreadable:
        return "err"
    return None if value is None else str(value)


def test_numbers_are_read_alike_on_the_server_and_in_the_browser(page, site):
    """screens 2.6: the shared vectors, and two thousand texts made of what numbers are made of."""
    page.goto(site.path("/"))
    paths = json.loads((site.var / "static" / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    module = f"/static/{paths['js/numbers.js']}"
    found = page.evaluate(READ, [module, [row["raw"] for row in VECTORS]])
    assert [{**row, "raw": vector["raw"]} for row, vector in zip(found, VECTORS, strict=True)] == VECTORS
    dice = random.Random(26)
    texts = ["".join(dice.choices("0001239.,.,-+% x\u00a0", k=dice.randint(1, 9))) for _ in range(2000)]
    told = page.evaluate(READ, [module, texts])
    for name, read in {"number": read_number, "percent": read_percent, "count": read_count}.items():
        here = [re.sub(r"^err.*", "err", row[name]) if row[name] else row[name] for row in told]
        assert list(zip(texts, here, strict=True)) == [(text, as_told(read, text)) for text in texts]


@pytest.mark.parametrize("source", ["excel-vi", "libreoffice", "google-sheets"])
def test_stf_3_ac_1_a_block_of_42_by_3_lands_in_126_cells_and_is_taken_back_in_one_step(sheet, source):
    grid = sheet(["excel-vi", "libreoffice", "google-sheets"].index(source))
    grid.paste(source)
    names = ["value", "statement", "source"]
    assert grid.cells(*names) == grid.block(source)
    assert re.search(r"42 .* 3 .* 126 .* 0 ", grid.told)
    grid.wait_until_saved(42)
    assert grid.page.locator("[data-wrong]").is_hidden()
    grid.open()
    assert grid.cells(*names) == grid.block(source) and grid.summary.startswith("42/42 ")
    if source == "excel-vi":
        grid.page.locator("[data-paste-open]").click()
        grid.page.fill("[data-area]", "Đạt\n96,5")
        grid.answer()
        assert [cell for [cell] in grid.cells("value")][:2] == ["Đạt", "96,5"]
        grid.page.locator("[data-undo-paste]").click()
        assert grid.cells(*names) == grid.block(source)
        grid.wait_until_saved(42)


def test_stf_3_ac_1_an_undone_paste_leaves_no_figure_where_there_was_none(sheet):
    grid = sheet(3)
    grid.paste("excel-vi")
    grid.wait_until_saved(42)
    grid.box(5).press("Control+z")
    assert set(map(tuple, grid.cells("statement", "source"))) == {("", "")}
    grid.wait_until_saved(0)
    grid.open()
    assert grid.summary.startswith("0/42 ")


def test_stf_3_ac_2_decimal_dots_are_seen_and_the_choice_holds_for_the_whole_block(sheet):
    grid = sheet(4)
    grid.paste("excel-dots")
    switch = grid.page.locator("[data-decimals]")
    assert switch.locator("input:checked").input_value() == "dot"
    commas = [float(value.replace(",", ".")) for [value, *_] in grid.block("excel-vi") if value[0].isdigit()]
    here = [float(value.replace(",", ".")) for [value] in grid.cells("value") if value[0].isdigit()]
    assert here == commas
    grid.paste("", 8, text="92.020\r\n93.50\r\n94.5\r\n")
    assert [value for [value] in grid.cells("value")[8:11]] == ["92,02", "93,5", "94,5"]
    switch.locator("input[value=comma]").check()
    assert [value for [value] in grid.cells("value")[8:11]] == ["92.020", "93.50", "94.5"]
    assert grid.page.locator("[data-wrong] li").count() == 1


def test_stf_3_ac_3_and_8_wrong_cells_keep_their_text_and_are_listed_the_others_are_saved(sheet):
    """`92.020` is asked about; blank stays unreported, 0 is 0; a wrong cell is corrected by a press."""
    grid = sheet(5)
    grid.paste("excel-bad", 8)
    assert [value for [value] in grid.cells("value")[8:13]] == ["92.020", "abc", "101%", "2/13/2017", "95,5"]
    assert re.search(r"5 .* 1 .* 1 .* 4 ", grid.told)
    links = grid.page.locator("[data-wrong] li a")
    assert links.count() == 4
    grid.page.locator("[data-summary]").filter(has_text=re.compile(r"1/42 .* 4 ")).wait_for()
    links.nth(1).click()
    assert grid.box(9).evaluate("box => box === document.activeElement")
    assert grid.box(9).get_attribute("aria-invalid") == "true"
    choices = grid.rows.nth(8).locator("[data-errors] button")
    assert ["92,02" in text or "92020" in text for text in choices.all_inner_texts()] == [True, True]
    choices.first.click()
    grid.page.locator("[data-summary]").filter(has_text=re.compile(r"2/42 .* 3 ")).wait_for()
    assert grid.box(8).input_value() == "92,02"
    grid.box(5).fill("0")
    grid.box(5).press("Enter")
    grid.page.locator("[data-summary]").filter(has_text="3/42 ").wait_for()
    grid.open()  # what is wrong comes back from this machine, as it was typed
    assert [value for [value] in grid.cells("value")[8:13]] == ["92,02", "abc", "101%", "2/13/2017", "95,5"]
    assert grid.box(5).input_value() == "0" and grid.box(6).input_value() == ""
    assert "○" in grid.rows.nth(6).locator("[data-state]").inner_text()
    assert "●" in grid.rows.nth(5).locator("[data-state]").inner_text()
    grid.page.locator("[data-wrong] li").nth(2).wait_for()


def test_stf_3_ac_4_5_7_what_has_no_place_what_names_the_columns_and_what_is_hidden(sheet):
    grid = sheet(6)
    grid.paste("too-large", 38, "statement")
    assert grid.told.count("12 ") == 1 and "4 " in grid.told
    kept = [row for row in grid.cells("statement") if row[0]]
    assert kept == [["80,5"], ["81,5"], ["82,5"], ["83,5"]]
    assert set(map(tuple, grid.cells("value", "source", "note"))) <= {("", "", ""), ("—", "", "")}
    grid.page.locator("[data-undo-paste]").click()

    grid.paste("with-heading", 1)
    dialog = grid.page.locator("dialog[open]")
    assert dialog.locator("[data-ask=header]").is_checked() and dialog.locator("[data-part=hidden]").is_hidden()
    grid.answer()
    assert grid.cells("value", "statement", "source")[1:4] == grid.block("with-heading")[1:]

    names = [grid.rows.nth(row).locator("[data-name]").inner_text() for row in (10, 9)]
    grid.paste("", 0, text=f"{names[0]}\t71,5\r\n{names[1]}\t72,5\r\n")
    grid.answer()
    assert grid.cells("value")[9:11] == [["72,5"], ["71,5"]]

    grid.paste("excel-merged-hidden", 18)
    assert "2" in grid.page.locator("dialog[open] [data-part=hidden]").inner_text()
    grid.answer()
    merged = [["91,5", "Báo cáo chung"], ["92,5", ""], ["93,5", "dòng một dòng hai"], ["94,5", ""]]
    assert grid.cells("value", "statement")[18:22] == merged and "2 " in grid.told
    grid.paste("quoted", 22, text=copied("quoted", "txt"))
    assert grid.cells("value", "statement", "source")[22:24] == [
        ["91,5", 'Việc "một", việc hai', "Sổ 1"],
        ["92,5", 'không "trích" gì', "Sổ\t2"],
    ]


def test_stf_3_ac_6_text_in_an_old_font_is_shown_before_and_after_and_confirmed(sheet):
    grid = sheet(7)
    grid.paste("vntime", 1)
    dialog = grid.page.locator("dialog[open]")
    dialog.locator("[data-preview] tr").first.wait_for()
    pairs = dialog.locator("[data-preview] tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(c => c.textContent))"
    )
    assert ["lùc l\u00adîng nßng cèt", "lực lượng nòng cốt"] in pairs and ["c«ng an tØnh", "CÔNG AN tỉnh"] in pairs
    assert len(pairs) == 5
    grid.answer()  # not confirmed: the dialog stays
    assert dialog.count() == 1 and grid.box(1).input_value() == ""
    dialog.locator("[data-ask=fonts]").check()
    grid.answer()
    assert grid.cells("value", "statement", "source")[1:4] == [
        ["91,25", "Nguyễn Văn Hiệu", "lực lượng nòng cốt"],
        ["92,25", "Khối thi đua", "tỷ lệ điều tra, khám phá đạt 92,02%"],
        ["93,25", "Đã đạt", "CÔNG AN tỉnh"],
    ]
    grid.paste("", 8, "statement", text="NguyÔn V¨n HiÖu\r\nKhèi thi ®ua\r\n")  # no font is named: its letters tell
    dialog.locator("[data-preview] tr").nth(1).wait_for()
    grid.answer("no")
    assert grid.cells("statement")[8:10] == [[""], [""]]


BACK = ["Backspace", "Backspace"]
TELEX = ["D", "d", *BACK, "Đ", "a", "a", *BACK, "â", "n"]
VNI = [
    "d",
    "9",
    "Backspace",
    "Backspace",
    "đ",
    "o",
    "6",
    "Backspace",
    "Backspace",
    "ô",
    "5",
    "Backspace",
    "Backspace",
    "ộ",
]


def press_all(box, keys):
    for key in keys:
        box.press(key) if len(key) > 1 or key.isascii() else box.page.keyboard.insert_text(key)


def test_stf_3_ac_9_and_12_keys_as_in_excel_and_a_live_state(sheet):
    """Also STF-2 AC 6 in a cell of the grid: Telex and VNI streams leave exactly the text that was meant."""
    grid = sheet(8)
    active = "document.activeElement.closest('tr').rowIndex"
    first = grid.box(1)
    first.click()
    at = grid.page.evaluate(active)
    for key, to in [("Enter", 1), ("ArrowDown", 2), ("ArrowUp", 1), ("Shift+Enter", 0), ("ArrowUp", -1)]:
        grid.page.keyboard.press(key)
        assert (key, grid.page.evaluate(active)) == (key, at + to)
    grid.page.keyboard.press("ArrowDown")
    grid.page.keyboard.press("Tab")
    assert grid.page.evaluate("document.activeElement.dataset.cell") == "statement"
    press_all(grid.box(1, "statement"), TELEX)
    press_all(grid.box(2, "statement"), VNI)
    assert [value for [value] in grid.cells("statement")[1:3]] == ["Đân", "độ"]
    first.fill("91")
    first.press("Escape")
    assert first.input_value() == ""

    lower = grid.rows.filter(has_text="Tỷ lệ án tạm đình chỉ điều tra")
    state = lower.locator("[data-state]")
    lower.locator("[data-cell=value]").fill("8")
    state.get_by_text("●").wait_for()  # at most 8 is the goal
    lower.locator("[data-cell=value]").fill("9")
    state.get_by_text("■").wait_for()


COUNT_CHANGES = """async () => {
  const seen = [];
  const watch = new MutationObserver(found => seen.push(...found));
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  watch.observe(document.querySelector("main"), all);
  window.changesSeen = () => { seen.push(...watch.takeRecords()); return seen.splice(0).length; };
}"""


def test_stf_3_ac_9_a_key_costs_the_same_in_a_sheet_of_any_length(sheet):
    """Nothing on the page changes at a key but the box itself, be there 42 rows or one."""
    grid = sheet(9)
    costs = []
    for length in (42, 1):
        grid.page.evaluate(
            "n => [...document.querySelectorAll('tr[data-row]')].slice(n).forEach(row => row.remove())", length
        )
        grid.page.evaluate(COUNT_CHANGES)
        grid.box(0, "note").focus()
        grid.page.evaluate("changesSeen()")
        grid.page.keyboard.press("a")
        costs.append(grid.page.evaluate("changesSeen()"))
    assert costs == [0, 0]


def test_stf_3_ac_11_typing_goes_on_without_a_connection_and_is_saved_once(sheet, window, entrance, grid_site):
    grid = sheet(10)
    sent = []
    grid.page.on("request", lambda request: sent.append(request.post_data) if "/luu/" in request.url else None)
    grid.page.context.set_offline(True)
    for row, value in [(1, "95"), (2, "96"), (3, "1")]:
        grid.box(row).fill(value)
        grid.box(row).press("Enter")
    grid.wait_for_word("máy này")
    grid.page.locator("[data-grid][data-kept='3']").wait_for()
    assert sent == [] and grid.page.evaluate("Object.values(localStorage).join()").count("96") == 1
    grid.page.context.set_offline(False)
    grid.wait_until_saved(3)
    grid.wait_for_word("Đã có kết nối")
    rows = [row for body in sent for row in json.loads(body)["rows"]]
    assert sorted(row["cells"]["value"] for row in rows) == ["1", "95", "96"]

    # two windows on one row: the second is asked, both values before it
    other = GridPage(window(storage_state=entrance), grid_site, grid_site.place, 10)
    grid.box(1).fill("97")
    grid.box(1).press("Enter")
    grid.wait_until_saved(3)
    other.box(1).fill("98")
    other.box(1).press("Enter")
    choices = other.rows.nth(1).locator("[data-errors] button")
    choices.nth(1).wait_for()
    asked = other.rows.nth(1).locator("[data-errors]").inner_text()
    assert "98" in asked and "97" in asked and re.search(r"\d\d:\d\d", asked)
    choices.first.click()
    other.wait_until_saved(3)
    grid.open()
    assert grid.box(1).input_value() == "98"

    # a figure goes by its button only, and can be put back
    grid.box(1).fill("")
    grid.box(1).press("Enter")
    ways = grid.rows.nth(1).locator("[data-errors] button")
    ways.nth(1).wait_for()
    assert grid.summary.startswith("3/42 ")
    ways.first.click()
    grid.page.locator("[data-summary]").filter(has_text="2/42 ").wait_for()
    ways.first.click()
    grid.wait_until_saved(3)
    assert grid.box(1).input_value() == "98"


def test_stf_3_an_expired_login_loses_nothing_and_logging_out_leaves_nothing(page, login, grid_site, guard):
    guard.allow(403)
    login(page, grid_site, "thu-ky")
    grid = GridPage(page, grid_site, grid_site.place, 11)
    cookies = grid.page.context.cookies()
    grid.page.context.clear_cookies()
    grid.box(1).fill("94,5")
    grid.box(1).press("Enter")
    link = grid.page.locator("[data-gone] a")
    link.wait_for()
    assert "next=" in link.get_attribute("href")
    grid.page.context.add_cookies(cookies)
    grid.open()
    assert grid.box(1).input_value() == "94,5"
    grid.wait_until_saved(1)
    grid.page.evaluate("localStorage.setItem('giao-uoc:draft:x', JSON.stringify({ at: Date.now(), rows: {} }))")
    grid.page.locator(".head-tools details.menu summary").last.click()
    with grid.page.expect_navigation():
        grid.page.locator("form[data-forget] button").first.click()
    assert grid.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('giao-uoc:draft:')).length") == 0


def test_stf_3_ac_13_the_way_to_the_check_and_a_real_ctrl_v(sheet):
    """What is typed is saved before the page is left; what is wrong keeps it."""
    grid = sheet(12, permissions=["clipboard-read", "clipboard-write"])
    grid.page.evaluate("text => navigator.clipboard.writeText(text)", "91,5\n92,5\n93,5")
    grid.box(8).focus()
    grid.page.keyboard.press("Control+v")
    grid.page.locator("[data-pasted]").wait_for()
    assert grid.cells("value")[8:11] == [["91,5"], ["92,5"], ["93,5"]]
    grid.box(12).fill("abc")
    grid.box(12).press("Control+Enter")
    grid.page.locator("[data-wrong] a").wait_for()
    assert "/nhap/" in grid.page.url
    grid.box(12).fill("60")
    grid.box(12).focus()
    with grid.page.expect_navigation(url=re.compile("/ket-qua/kiem-tra/")):
        grid.page.keyboard.press("Control+Enter")  # waits for no page; the line above does
    assert grid.page.locator("main").inner_text().count("92,5%") >= 1
