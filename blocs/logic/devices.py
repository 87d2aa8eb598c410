"""A browser's long name in the few words a person knows it by."""

from django.utils.translation import gettext as _

BROWSERS = (
    ("Cốc Cốc", ("coc_coc_browser", "CocCoc")),
    ("Microsoft Edge", ("Edg/", "EdgA/", "EdgiOS/")),
    ("Opera", ("OPR/",)),
    ("Samsung Internet", ("SamsungBrowser/",)),
    ("Firefox", ("Firefox/", "FxiOS/")),
    ("Chrome", ("Chrome/", "CriOS/", "Chromium/")),
    ("Safari", ("Safari/",)),
)
SYSTEMS = (
    ("Android", ("Android",)),
    ("iPhone", ("iPhone",)),
    ("iPad", ("iPad",)),
    ("Windows", ("Windows",)),
    ("macOS", ("Mac OS X", "Macintosh")),
    ("Linux", ("Linux", "X11")),
)


def device_words(agent: str) -> str:
    """“Chrome trên Windows”; what is not known is said so. `agent` is the User-Agent the browser sent."""
    browser, system = _known(BROWSERS, agent), _known(SYSTEMS, agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown device")


def _known(names, agent: str) -> str:
    return next((name for name, marks in names if any(mark in agent for mark in marks)), "")
