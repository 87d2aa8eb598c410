"""The public face in a real window: labels that never meet, rankings that sort, paper, nothing that moves."""

import re

OWN = "khoi=khoi-csnd-minh-hoa&chi-tieu=ty-le-dieu-tra-kham-pha-an-hinh-su"
RATES = "khoi=khoi-csnd-minh-hoa&chi-tieu=ty-le-ho-so-thu-tuc-hanh-chinh-giai-quyet-dung-han"
MEETING = """plot => {
  const boxes = [...plot.querySelectorAll("text")].map(text => [text.textContent, text.getBoundingClientRect()]);
  const met = ([, a], [, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const out = boxes.filter(([, a]) => { const p = plot.getBoundingClientRect();
    return a.left < p.left - 1 || a.right > p.right + 1 || a.top < p.top - 1 || a.bottom > p.bottom + 1; });
  const pairs = boxes.flatMap((a, n) => boxes.slice(n + 1).filter(b => met(a, b)).map(b => [a[0], b[0]]));
  return [...pairs, ...out.map(o => o[0])];
}"""


def meeting(page) -> list:
    """Labels of the pictures on this page that touch one another or stick out; hidden pictures have no places."""
    plots = page.locator(".plot:visible").all()
    assert plots
    return [found for plot in plots for found in plot.evaluate(MEETING)]


def test_pub_7_comparisons_in_the_window(page, phone, site):
    """AC 1 the address gives the same picture, AC 4 no label meets another, on a desk and on a phone."""
    page.goto(site.path(f"/so-sanh/?{OWN}"))
    assert page.locator(".plot:visible").count() >= 2 and meeting(page) == []
    for year in ("2013", "2014", "2015"):
        page.locator(f"input[name=nam][value='{year}']").uncheck()
    for box in page.locator("input[name=don-vi]:not(:checked)").all()[:2]:
        box.check()
    with page.expect_navigation():
        page.locator("[data-testid=choose] button").click()
    assert "nam=2016&nam=2017" in page.url and page.locator("[data-testid=comparison] tbody tr").count() == 5
    picture = page.locator(".plot:visible")
    assert picture.count() == 1 and meeting(page) == []
    phone.goto(page.url)
    assert meeting(phone) == [] and phone.evaluate("document.documentElement.scrollWidth") <= 360
    shared = page.locator("[data-testid=address]").get_attribute("href")
    drawn = picture.inner_html()
    page.goto(site.path(shared))
    assert page.locator(".plot:visible").inner_html() == drawn
    for years in ("nam=2016&nam=2017", "nam=2014&nam=2015&nam=2017"):
        page.goto(site.path(f"/so-sanh/?{RATES}&{years}"))
        assert meeting(page) == []


def test_pub_6_ac_2_a_ranking_sorts_and_finds_its_order_again(page, site):
    page.goto(site.path("/khoi/khoi-csnd-minh-hoa/2017/ket-qua/"))
    names = page.locator("[data-testid=ranking] tbody th")
    by_rank = names.all_inner_texts()
    head = page.locator("[data-testid=ranking] th[data-sortable]").first
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending" and names.all_inner_texts() != by_rank
    page.get_by_role("button", name=re.compile("thứ hạng")).click()
    assert names.all_inner_texts() == by_rank and page.locator("th[aria-sort]").count() == 0


def test_pub_6_ac_4_bars_are_drawn_to_scale(page, site):
    page.goto(site.path("/khoi/khoi-csnd-minh-hoa/2017/ket-qua/"))
    drawn = page.locator("[data-testid=ranking] td:has(.b-actual):has(.b-track)").evaluate_all(
        """cells => cells.map(cell => [cell.querySelector(".b-actual").getBoundingClientRect(),
             cell.querySelector(".b-track").getBoundingClientRect(), parseFloat(cell.dataset.value)])
             .map(([bar, track, value]) => [bar.left - track.left, bar.width - track.width * value / 100])"""
    )
    assert len(drawn) == 13
    assert all(abs(start) <= 1 and abs(off) <= 1 for start, off in drawn)


def test_pub_1_ac_4_nothing_moves_and_paper_has_no_navigation(page, site):
    page.clock.install()
    page.goto(site.path("/"), wait_until="networkidle")
    before = page.screenshot(full_page=True)
    page.clock.fast_forward("00:10")
    assert page.screenshot(full_page=True) == before
    assert page.evaluate("document.getAnimations().length") == 0
    page.emulate_media(media="print")
    for address in ("/", f"/so-sanh/?{OWN}&nam=2016&nam=2017", "/khoi/khoi-csnd-minh-hoa/2017/ket-qua/"):
        page.goto(site.path(address))
        assert page.locator(".site-nav").is_hidden() and page.locator("h1").is_visible()
    page.goto(site.path(f"/so-sanh/?{OWN}&nam=2016&nam=2017"))
    assert page.locator("[data-testid=choose]").is_hidden() and page.locator(".slope-wide .plot").is_visible()
