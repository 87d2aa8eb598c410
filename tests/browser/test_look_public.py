"""Every screen of a stranger as it looks: all rules of axe, sure contrast, light and dark, 200 % and 320 pixels."""

from tests.browser.looks import look_over
from tools.screen_list import SCREENS


def test_the_screens_of_a_stranger_are_clean(window, site, guard):
    """G-1, G-2, G-7, G-8; WCAG 2.2 criterion 3.2.6: the help link stands at one place."""
    guard.allow(404)  # the page that says so is among them
    assert look_over(window(bypass_csp=True), site, SCREENS[""]) == {}
