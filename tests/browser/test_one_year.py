"""One year of the invented bloc through the browser: from last season to the published summary."""

import re

import pytest

from tests.browser.officers import Officer


@pytest.mark.journey
def test_a_secretary_carries_the_bloc_through_a_year_and_a_second_person_publishes(window, own_site):
    secretary = Officer(window(), own_site)
    draft_the_pact(secretary)
    assert secretary.interactions <= 25
    sign_it_in_the_hall(secretary)
    enter_figures(secretary)
    address = draft_the_summary(secretary)
    public = Officer(window(), own_site)
    assert not is_public(public)
    refused_to_its_author(secretary, address)
    publish(Officer(window(), own_site), address)
    assert is_public(public)
    assert public.reads("Năm 2018")
    the_board_follows(Officer(window(), own_site))


def draft_the_pact(secretary):
    secretary.log_in("thu-ky")
    secretary.follow("^Lập khối năm sau")
    secretary.press_button("Lập khối cho năm thi đua tiếp theo")
    assert secretary.reads("Năm 2018")
    secretary.follow("Việc của tôi", within="nav")
    secretary.follow("^Soạn dự thảo giao ước")
    secretary.press_button("Sao chép từ năm trước")
    secretary.press_button("Đã xem lại tất cả dòng sao chép")
    adopt_the_table(secretary)
    secretary.follow("^Mở ký")
    secretary.page.locator("[name=declared]").check()
    secretary.press("declare")
    assert secretary.page.locator("[data-testid=confirmed]").count() == 1


def adopt_the_table(secretary):
    """It came along from last season as a draft, its days moved by a year."""
    secretary.follow("^Bảng tiêu chí")
    secretary.press_button("Thông qua bảng tiêu chí")
    secretary.follow("^Giao ước.*2018", within="body")


def sign_it_in_the_hall(secretary):
    secretary.follow("^Lập kế hoạch")
    secretary.press_button("Lập kế hoạch")
    secretary.follow("^Khai mạc buổi lễ")
    secretary.type("season", "2018")
    secretary.press_button("Khai mạc buổi lễ")
    assert secretary.reads("00/13 đơn vị đã ký")
    secretary.press_button("Ghi nhận đã ký")
    assert secretary.reads("01/13 đơn vị đã ký")
    secretary.press_button("Ghi nhận tất cả đơn vị có mặt đã ký")
    assert secretary.reads("13/13 đơn vị đã ký")
    adopt_the_text(secretary)
    secretary.press_button("Khóa giao ước")
    secretary.press_button("Bế mạc buổi lễ")
    assert secretary.reads("Buổi lễ đã bế mạc.")


def adopt_the_text(secretary):
    """All member units for it, as the page has it filled in; then back at the desk."""
    secretary._click(secretary.page.locator("[data-testid=adopt]").first)
    secretary.press("vote", "[data-testid=save]")
    assert "/dieu-hanh/" in secretary.page.url


def enter_figures(secretary):
    page = secretary.page
    secretary.follow("Việc của tôi", within="nav")
    secretary.follow("^Lập kỳ báo cáo")
    secretary.press_button("Lập kỳ báo cáo")
    secretary.follow("^Cả năm")
    secretary.type("due_on", "15/12/2036")
    secretary.press_button("Mở kỳ")
    with page.expect_navigation():
        page.locator("main a[href*='don_vi=khoi']").first.click()
    fields = page.locator("main input[type=text][name$='-value']")
    count = fields.count()
    for place in range(count):
        fields.nth(place).fill("92,02")
    fields.first.fill("92.020")  # a question, not a number: this one row waits, the others are saved
    page.locator("main").get_by_role("button", name="Lưu nháp").click()
    page.locator("main [role=status]", has_text="Đã lưu lúc").first.wait_for()
    assert fields.first.input_value() == "92.020"
    page.reload()
    kept = [box.input_value() for box in fields.all()]
    assert (count > 30, kept.count("92,02") > 10) == (True, True)


def draft_the_summary(secretary) -> str:
    secretary.follow("Bài tổng hợp", within="nav")
    secretary.follow("năm 2018")
    secretary.press_button("Soạn bài tổng hợp")
    assert secretary.reads("2018")
    return re.search(r"/bai-tong-hop/\d+/", secretary.page.url).group()


def refused_to_its_author(secretary, address):
    secretary.page.goto(secretary.site.path(address))
    assert secretary.page.locator("main").get_by_role("button", name=re.compile("^Công bố")).count() == 0


def publish(standing, address):
    standing.log_in("thuong-truc")
    standing.page.goto(standing.site.path(address))
    standing.press_button("Công bố")
    assert standing.reads("Đã công bố")


def is_public(visitor) -> bool:
    visitor.page.goto(visitor.site.path("/khoi/khoi-csnd-minh-hoa/"))
    return visitor.page.locator("main a[href$='/khoi-csnd-minh-hoa/2018/']").count() > 0


def the_board_follows(commander):
    commander.log_in("khoi-truong")
    commander.page.goto(commander.site.path("/dieu-hanh/"))
    assert commander.heading == "Bảng điều hành"
    assert commander.reads("2018")
    assert commander.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
