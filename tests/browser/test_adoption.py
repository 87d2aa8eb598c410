"""A draft on its way to the seal: sent round, amended by a unit on a phone, adopted by the meeting (issue 5)."""

import pytest

from tests.browser.officers import Officer
from tests.browser.working_site import a_working_site

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LINE = "node => getComputedStyle(node).textDecorationLine"


@pytest.mark.journey
def test_a_unit_amends_the_draft_on_a_phone_and_the_meeting_adopts_it(window, tmp_path, prepared):
    with a_working_site(tmp_path, prepared) as (site, facts):
        pact = f"/giao-uoc/{facts['pact']}/"
        secretary, unit = Officer(window(), site), Officer(window(360, 640, has_touch=True, is_mobile=True), site)
        secretary.log_in("thu-ky")
        send_round(secretary, pact, "Bản đầu")
        amend_the_title(unit, pact)
        accept(secretary, pact)
        assert secretary.page.locator("[data-testid=has-changed]").count() == 1
        send_round(secretary, pact, "Tiếp thu góp ý của đơn vị")
        see_what_changed(secretary, pact)
        see_what_changed(unit, pact)
        vote(secretary, pact)


def send_round(secretary, pact, note):
    secretary.open(f"{pact}gop-y/")
    secretary._click(secretary.page.locator("main a[href$='/gop-y/gui/']").first)
    secretary.type("note", note)
    secretary.type("comments_until", "31/12/2099")
    secretary._click(secretary.page.locator("main form button.btn-primary"))
    assert note in secretary.page.locator("main .facts").inner_text()


def amend_the_title(unit, pact):
    """Found in the unit's tasks; every page fits a phone."""
    unit.log_in("bao-cao")
    unit.open("/viec-cua-toi/")
    unit._click(unit.page.locator(f"main a[href='{pact}gop-y/']").first)
    assert unit.page.evaluate(OVERFLOW) == 0
    unit._click(unit.page.locator("[data-clause=title] a[href*='muc=title']"))
    assert unit.page.evaluate(OVERFLOW) == 0
    wording = unit.page.locator("[name=proposed]").input_value().replace("thi đua", "thi đua, lập công")
    unit.type("text", "Đề nghị nêu rõ nội dung lập công.")
    unit.type("proposed", wording)
    unit._click(unit.page.locator("[data-testid=save]"))
    said = unit.page.locator("[data-clause=title] [data-testid=comment]")
    assert said.get_attribute("data-state") == "open" and said.locator("ins").count() == 1
    assert unit.page.evaluate(OVERFLOW) == 0


def accept(secretary, pact):
    """The proposed wording takes the place of the clause."""
    secretary.open("/viec-cua-toi/")
    secretary._click(secretary.page.locator(f"main a[href='{pact}gop-y/']").first)
    assert secretary.page.locator("[data-testid=open-count]").inner_text() == "1"
    secretary._click(secretary.page.locator("main a[href$='/tra-loi/']"))
    secretary.page.locator("[name=state][value=accepted]").check()
    secretary.page.locator("[name=apply]").check()
    secretary._click(secretary.page.locator("[data-testid=save]"))
    assert secretary.page.locator("[data-testid=open-count]").inner_text() == "0"


def see_what_changed(officer, pact):
    """Struck through and underlined, and said: never by colour alone."""
    officer.open(f"{pact}phien-ban/?tu=1&den=2")
    change = officer.page.locator("[data-testid=changes] [data-kind=changed]")
    assert change.count() == 1
    assert "lập công" in change.locator("ins").inner_text()
    assert "underline" in change.locator("ins").evaluate(LINE)
    assert change.locator("ins .visually-hidden").count() == 1
    assert officer.page.evaluate(OVERFLOW) == 0


def vote(secretary, pact):
    """The reason on the pact's page leads to the vote, and is gone afterwards."""
    secretary.open(pact)
    reason = secretary.page.locator(f"[data-testid=to-sealing] a[href='{pact}thong-qua/']")
    secretary._click(reason)
    secretary._click(secretary.page.locator("form[data-testid=vote] [data-testid=save]"))
    assert secretary.page.locator("[data-testid=standing]").get_attribute("data-outcome") == "adopted"
    secretary.open(f"{pact}phien-ban/")
    digest = secretary.page.locator("[data-testid=versions] tbody tr").first
    assert digest.locator(".status").count() == 1
    secretary.open(pact)
    assert secretary.page.locator("[data-testid=to-sealing]").count() == 1
    assert reason.count() == 0
