"""The second part of the journey: the stages of scoring, from the self-score to the appraisal."""

import re
from datetime import date

from tests.browser.officers import Clerk
from tests.browser.scoring_bloc import TODAY, WHY, Bloc, mark_by_hand
from tests.shelves import PDF

YEAR = date.today().year
PAPER = {
    "name": "Quyết định tặng cờ",
    "number": "125/QĐ-MH",
    "issued_on": TODAY,
    "issuer": "Công an tỉnh Minh Họa",
    "kept_at": "Hồ sơ số 12",
}


def go_through(bloc: Bloc, secretary: Clerk, guard, folder):
    open_scoring(bloc, secretary)
    score_themselves(bloc, guard, folder)
    check_each_other(bloc)
    review(bloc, secretary)
    explain(bloc)
    appraise(bloc)


def open_scoring(bloc: Bloc, secretary: Clerk):
    secretary.open("/cham-diem/")
    secretary._click(secretary.page.locator("main tbody tr").filter(has_text=f"Năm {YEAR}").locator("th a"))
    bloc.table = int(re.search(r"/cham-diem/(\d+)/", secretary.page.url).group(1))
    secretary.press("door-open")
    secretary.press("door-draw")
    assert re.fullmatch("[0-9a-f]{32}", secretary.page.locator("[data-testid=draw] code.seed").first.inner_text())
    bloc.read_the_ring(secretary)
    assert set(bloc.sheets) == set(bloc.units) == set(bloc.checker_of) == set(bloc.checker_of.values())
    assert not any(unit == checker or bloc.checker_of[checker] == unit for unit, checker in bloc.checker_of.items())


def score_themselves(bloc: Bloc, guard, folder):
    typing, *others = bloc.units
    type_a_sheet(bloc, typing, folder)
    refused_to_strangers(bloc, guard, typing, others[0])
    for place, unit in enumerate(others, start=1):
        bloc.save(bloc.reporter(unit), unit, bloc.own_marks(unit, place))
        bloc.send(bloc.commander(unit), unit)


def type_a_sheet(bloc: Bloc, unit: int, folder):
    """One unit wholly by hand: what is wrong is refused in its place, what is right is kept, evidence is added."""
    reporter = bloc.reporter(unit)
    page = reporter.page
    reporter.open(bloc.path(unit))
    for number, words in {"1.1": "92.020", "1.2": "8,5", "1.3": "21", "1.6": "9", "1.8": "10"}.items():
        mark_by_hand(page, number, words)
    reporter.press("block-1", "p button")
    for number, words in {"1.1": "92.020", "1.3": "21", "1.8": "10"}.items():
        row = page.locator(f"[data-testid='row-{number}']")
        assert row.locator(".field-error").count() == 1, number
        assert row.locator("input[data-cell]").input_value() == words
    assert page.locator("[data-testid='row-1.2'] input[data-cell]").input_value() == "8,5"
    mark_by_hand(page, "1.1", "8")
    mark_by_hand(page, "1.3", "18,5")
    mark_by_hand(page, "1.8", "10", why=WHY)
    reporter.press("block-1", "p button")
    assert page.locator(".error-summary").count() == 0
    page.locator("[data-testid='row-2.1'] input[value='1']").check()
    page.locator("[data-testid='row-2.1'] textarea").fill(WHY)
    page.locator("[data-testid='row-2.2'] input[value='0']").check()
    reporter.press("block-2", "p button")
    add_evidence(bloc, reporter, folder)
    send_by_hand(bloc, bloc.commander(unit), unit)


def add_evidence(bloc: Bloc, reporter: Clerk, folder):
    """A file and a paper behind 2.1; without any the sheet cannot be sent."""
    page = reporter.page
    file = folder / "Quyết định tặng cờ.pdf"
    file.write_bytes(PDF)
    reporter._click(page.locator("[data-testid='row-2.1'] a[href*='minh-chung']"))
    bloc.shelf = page.url.removeprefix(bloc.site.url)
    page.locator("input[name=files]").set_input_files(file)
    page.locator("input[name=is_no_secret]").check()
    reporter._click(page.locator("form:has(input[name=files]) button").last)
    assert reporter.reads("Quyết định tặng cờ.pdf")
    bloc.evidence = page.locator("main a[href$='/tep/']").first.get_attribute("href")
    page.locator("details:has(input[name=kept_at]) > summary").click()
    for name, words in PAPER.items():
        reporter.type(name, words)
    reporter._click(page.locator("form:has(input[name=kept_at]) button").last)
    assert reporter.reads("125/QĐ-MH")


def refused_to_strangers(bloc: Bloc, guard, unit: int, other: int):
    """Another unit's evidence, and its marks while one's own are not sent."""
    guard.allow(403, 404)
    stranger = bloc.reporter(other)
    assert stranger.asks(bloc.evidence)["status"] in (403, 404)
    assert stranger.asks(bloc.shelf)["status"] in (403, 404)
    assert "92.020" not in stranger.asks(bloc.path(unit))["text"]
    assert stranger.asks(f"/kiem-tra-cheo/{bloc.sheets[other]}/")["status"] in (200, 403)


def send_by_hand(bloc: Bloc, officer: Clerk, unit: int):
    officer.open(bloc.path(unit))
    officer._click(officer.page.locator("[data-testid=bar] a[href$='/gui/']"))
    officer.page.locator("#declared").check()
    officer.press("send")
    assert officer.page.locator("[data-testid=sent]").count() == 1


def check_each_other(bloc: Bloc):
    """Every unit checks the one it drew; two marks differ, one of them said without a reason first."""
    typing, *others = bloc.units
    check_by_hand(bloc, typing)
    for unit in others:
        seen = bloc.checked_by(unit)
        checker = bloc.reporter(unit)
        bloc.agree(checker, seen)
        bloc.send(bloc.commander(unit), seen)


def check_by_hand(bloc: Bloc, unit: int):
    """The first unit's people type: not their own sheet, not a mark that differs without saying why."""
    reporter, seen = bloc.reporter(unit), bloc.checked_by(unit)
    assert reporter.asks(f"/kiem-tra-cheo/{bloc.sheets[unit]}/")["status"] == 403
    reporter.open(f"/kiem-tra-cheo/{bloc.sheets[seen]}/")
    mark_by_hand(reporter.page, "1.2", "6")
    reporter.press("block-1", "p button")
    row = reporter.page.locator("[data-testid='row-1.2']")
    assert row.locator(".field-error").count() == 1 and row.locator("input[data-cell]").input_value() == "6"
    mark_by_hand(reporter.page, "1.2", "6", why=WHY)
    reporter.press("block-1", "p button")
    assert reporter.page.locator(".error-summary").count() == 0
    bloc.save(reporter, seen, bloc.highest(seen))
    reporter.open(bloc.path(seen))
    reporter.press("agree")
    send_by_hand(bloc, bloc.commander(unit), seen)


# --- Review, explanation, appraisal -------------------------------------------------------------------


def review(bloc: Bloc, secretary: Clerk):
    """The department confirms its criterion; the secretary reviews all but the head's own unit."""
    confirm(bloc)
    back = list(bloc.units)[3]
    return_one(bloc, secretary, back)
    complete_it(bloc, back)
    assert secretary.asks(bloc.path(bloc.head, "tra-lai/"))["status"] == 403
    for unit in bloc.units:
        reviewer = bloc.commander(bloc.deputy) if unit == bloc.head else secretary
        bloc.agree(reviewer, unit, {"1.5": ("1", "")})
        bloc.send(reviewer, unit)


def confirm(bloc: Bloc):
    """Thirteen times the one criterion of the department, and no other row."""
    officer = bloc.desk("phong-chuc-nang")
    officer.open(bloc.path(bloc.head))
    assert officer.page.locator("tr[data-row]").count() == 1
    for place, unit in enumerate(bloc.units):
        bloc.save(officer, unit, {"1.4": (f"{7 + place // 2 % 3}", "")})


def return_one(bloc: Bloc, secretary: Clerk, unit: int):
    secretary.open(bloc.path(unit))
    secretary._click(secretary.page.locator("main a[href$='/tra-lai/']"))
    page = secretary.page
    page.locator("[name=stage]").select_option(index=0)
    secretary.type("reason", "Đề nghị đơn vị chấm lại mục 1.2 theo đúng hồ sơ lưu.")
    page.locator(f"#c{bloc.rows['1.2']}").check()
    secretary.press("return")
    assert secretary.heading.startswith("Phiếu chấm điểm")


def complete_it(bloc: Bloc, unit: int):
    """The reason is on the unit's tasks and page; only the returned row is open; the checker looks at it again."""
    commander, words = bloc.commander(unit), "Đề nghị đơn vị chấm lại mục 1.2 theo đúng hồ sơ lưu."
    commander.open("/viec-cua-toi/")
    assert commander.reads(words)
    commander.open(bloc.path(unit))
    assert commander.reads(words)
    assert commander.page.locator("tr[data-row]").count() == 1
    mark_by_hand(commander.page, "1.2", "7,5")
    commander.press("block-1", "p button")
    send_by_hand(bloc, commander, unit)
    checker = bloc.checker_of[unit]
    bloc.save(bloc.reporter(checker), unit, {"1.2": ("7,5", "")})
    bloc.send(bloc.commander(checker), unit)


def explain(bloc: Bloc):
    """Nobody owes an explanation; one unit gives one."""
    speaking = list(bloc.units)[4]
    officer = bloc.reporter(speaking)
    officer.open(bloc.path(speaking))
    officer.page.locator("[data-testid='row-1.5'] textarea").fill("Một báo cáo chậm do đường truyền gián đoạn.")
    officer.press("block-1", "p button")
    for unit in bloc.units:
        bloc.send(bloc.commander(unit), unit)


def appraise(bloc: Bloc):
    """The standing body reads the explanation, changes one mark with its reason and agrees with the rest."""
    standing = bloc.desk("thuong-truc")
    speaking, lowered = list(bloc.units)[4:6]
    assert "đường truyền gián đoạn" in standing.asks(bloc.path(speaking))["text"]
    for unit in bloc.units:
        bloc.agree(standing, unit, {"1.3": ("14", WHY)} if unit == lowered else {})
        bloc.send(standing, unit)
