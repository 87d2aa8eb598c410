"""The first part of the journey: a criteria table is made and adopted, its pact sealed, the figures reported."""

import re

from tests.browser.officers import Clerk
from tests.browser.scoring_bloc import LAST_DAY, TODAY, Bloc

TEMPLATE = "100 điểm và điểm thưởng ngoài"
STAGES = ["self", "cross", "review", "explain", "appraise"]


def make(bloc: Bloc, secretary: Clerk):
    begin_the_table(secretary)
    refused_while_a_sum_is_wrong(secretary)
    settle_the_table(bloc, secretary)
    seal_the_pact(secretary)
    report_figures(bloc, secretary)


def begin_the_table(secretary: Clerk):
    secretary.open("/viec-cua-toi/")
    secretary.follow("^Lập khối năm sau")
    secretary.press_button("Lập khối cho năm thi đua tiếp theo")
    secretary.follow("Việc của tôi", within="nav")
    secretary.follow("^Soạn dự thảo giao ước")
    secretary.press_button("Sao chép từ năm trước")
    secretary.press_button("Đã xem lại tất cả dòng sao chép")
    secretary.follow("Bảng tiêu chí")
    secretary.press_button("Xóa bảng tiêu chí")  # last year's came along; this year the bloc begins from a template
    choice = secretary.page.locator("main select[name=template]")
    name = next(words for words in choice.locator("option").all_inner_texts() if words.startswith(TEMPLATE))
    choice.select_option(label=name)
    secretary.press_button("Bắt đầu từ mẫu")
    assert secretary.reads("100 trên 100 điểm")


def edit(secretary: Clerk, number: str, **fields: str) -> dict[str, str]:
    """Type or choose in a criterion's form and save; returns what was chosen, by field."""
    secretary._click(secretary.page.locator(f"#tc-{number.replace('.', '-')} a.btn").first)
    form = secretary.page.locator("form[data-testid='criterion-form']")
    chosen = {name: fill(form.locator(f"[name={name}]"), words) for name, words in fields.items()}
    secretary.press("criterion-form")
    return chosen


def fill(field, words: str) -> str:
    if field.evaluate("field => field.tagName") != "SELECT":
        field.fill(words)
        return words
    options = field.locator("option").all()
    return field.select_option(next(one.get_attribute("value") for one in options if words in one.inner_text()))[0]


def refused_while_a_sum_is_wrong(secretary: Clerk):
    edit(secretary, "1.8", points="12,5", name="Thực hiện chế độ thông tin, báo cáo")
    door = secretary.page.locator("[data-testid=door-adopt_table]")
    assert door.locator("button").count() == 0
    words = door.inner_text()
    assert "1 “Công tác thi đua, khen thưởng”" in words and "102,5" in words, words
    edit(secretary, "1.8", points="10")
    assert secretary.page.locator("[data-testid=door-adopt_table] button").count() == 1


def settle_the_table(bloc: Bloc, secretary: Clerk):
    """A department's criterion, one of the bloc, one fed by a pledge, one that does not apply to one unit; days."""
    page = secretary.page
    organiser = "Công an tỉnh Minh Họa"
    edit(secretary, "1.4", assessor="chức năng", department=organiser)
    edit(secretary, "1.5", assessor="khối")
    chosen = edit(
        secretary, "1.7", formula="tốt nhất của khối", pledge="Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ trở lên"
    )
    bloc.pledge = chosen["pledge"]
    leave_one_out(bloc, secretary)
    bloc.read_the_table(secretary)
    secretary._click(page.locator("main a[href$='/buoc-cham/']"))
    for kind in STAGES:
        page.locator(f"[name={kind}_is_used]").check()
        page.locator(f"[name={kind}_opens_on]").fill(TODAY)
        page.locator(f"[name={kind}_due_on]").fill(LAST_DAY)
    secretary._click(page.locator("main form button").first)
    secretary._click(page.locator("main a[href$='/quy-tac/']"))
    secretary.type("appeals_from", TODAY)
    secretary.type("appeals_until", LAST_DAY)
    secretary._click(page.locator("main form button").first)
    secretary.press("door-adopt_table")
    assert page.locator("[data-testid=door-reopen_table]").count() == 1


def leave_one_out(bloc: Bloc, secretary: Clerk):
    """The criterion 1.6 does not apply to the last unit, by a decision of the bloc."""
    bloc.left_out = list(bloc.units)[-1]
    secretary._click(secretary.page.locator("#tc-1-6 a.btn").first)
    secretary._click(secretary.page.locator("main a[href$='/don-vi/']"))
    secretary.page.locator(f"[name=u{bloc.left_out}_state]").select_option("none")
    secretary.type(f"u{bloc.left_out}_reason", "Đơn vị không được giao xây dựng mô hình trong năm.")
    secretary._click(secretary.page.locator("main form button").first)
    assert secretary.reads("Đơn vị không được giao xây dựng mô hình trong năm.")


def seal_the_pact(secretary: Clerk):
    """Opened, signed in the hall by all thirteen, sealed together with its table."""
    bloc_page = re.search(r"/giao-uoc/\d+/", secretary.page.url).group()
    secretary.open(f"{bloc_page}kiem-tra/")
    secretary.page.locator("[name=declared]").check()
    secretary.press("declare")
    secretary.follow("^Lập kế hoạch")
    secretary.press_button("Lập kế hoạch")
    secretary.follow("^Khai mạc buổi lễ")
    secretary.type("season", TODAY[-4:])
    secretary.press_button("Khai mạc buổi lễ")
    secretary._click(secretary.page.locator("[data-testid=adopt]").first)
    secretary.press("vote", "[data-testid=save]")
    secretary.press_button("Ghi nhận tất cả đơn vị có mặt đã ký")
    assert secretary.reads("13/13 đơn vị đã ký")
    secretary.press_button("Khóa giao ước")
    secretary.press_button("Bế mạc buổi lễ")
    secretary.open(f"{bloc_page}tieu-chi/")
    assert secretary.page.locator("main a[href$='/quy-tac/']").count() == 0


def report_figures(bloc: Bloc, secretary: Clerk):
    """Each unit reports the figure that feeds the criterion 1.7."""
    secretary.follow("Việc của tôi", within="nav")
    secretary.follow("^Lập kỳ báo cáo")
    secretary.press_button("Lập kỳ báo cáo")
    secretary.follow("^Cả năm")
    secretary.type("due_on", LAST_DAY)
    secretary.press_button("Mở kỳ")
    for place, unit in enumerate(bloc.units):
        figure = {f"p{bloc.pledge}-value": f"{84 + place // 2},5"}
        bloc.reporter(unit).done("/ket-qua/nhap/", "form[data-testid=sheet]", **figure)
