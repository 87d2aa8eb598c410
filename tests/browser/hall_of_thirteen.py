"""The invented bloc's next signing with a commander's account for each unit, screens, tablets, and a server to kill."""

import json
import os
import signal
import subprocess
from contextlib import contextmanager

from tests.sites import ROOT, WEB, Site, wait_until_it_answers

PASSWORD = "moi-dong-chi-mot-chu-ky-9052"
PREPARE = """
import json
from tests.browser.hall_of_thirteen import make
print(json.dumps(make({tablets})))
"""


def make(tablets: int) -> dict:
    """Inside the site: {"pact", "ceremony", "season", "units": [pk], "names": [str], "board", "tablets": [path]}."""
    from blocs.models import User
    from pacts.actions.devices import pair

    by = User.objects.get(username="thu-ky")
    pact = an_open_pact(by)
    ceremony = a_planned_ceremony(pact, by)
    units = [row.unit for row in pact.members()]
    board = pair(ceremony, kind="board", name="Máy chiếu", by=by)
    desks = [pair(ceremony, kind="tablet", name=f"Bàn ký {n + 1}", by=by) for n in range(tablets)]
    return {
        "pact": pact.pk,
        "ceremony": ceremony.pk,
        "season": pact.bloc.season.slug,
        "units": [unit.pk for unit in units],
        "names": accounts_for(units, by),
        "board": f"/le-ky-ket/{ceremony.pk}/man-hinh/?token={board.token}",
        "tablets": [f"/ky/ban/{desk.token}/" for desk in desks],
    }


def an_open_pact(by):
    """Last season's bloc renewed, its pact copied, looked through, its table adopted, opened for signature."""
    from datetime import date

    from blocs.actions.renewal import renew_bloc
    from blocs.models import Season
    from pacts.actions.pacts import draft_pact, open_pact
    from pacts.actions.pledges import accept_copies
    from pacts.actions.tables import adopt_table
    from pacts.models import CriteriaTable, Pact, Pledge
    from reports import demo
    from reports.lending import results_of

    last = demo.illustrative_bloc()
    year = last.season.starts_on.year + 1
    days = {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
    season = Season.objects.filter(slug=str(year)).first() or Season(name=f"Năm {year}", slug=str(year), **days)
    promised = list(Pledge.objects.filter(pact__bloc=last).values_list("pk", flat=True))
    bloc = renew_bloc(last, season=season, by=by)
    pact = draft_pact(bloc, by=by, start="last_season", results=results_of(promised))
    accept_copies(pact, by=by)
    for table in CriteriaTable.objects.filter(pact=pact):
        adopt_table(table, by=by)
    return open_pact(Pact.objects.get(pk=pact.pk), by=by)


def a_planned_ceremony(pact, by):
    from django.utils import timezone

    from blocs.models import Leader
    from pacts.actions.ceremonies import plan_ceremony
    from pacts.models import Ceremony

    plan = Ceremony(kind="signing", title="Lễ ký kết giao ước thi đua (dữ liệu minh họa)", on=timezone.localdate())
    chief = Leader.objects.filter(posts__heads_unit=True).first()
    return plan_ceremony(plan, blocs=[], pacts=[pact], president=chief, by=by)


def accounts_for(units, by) -> list[str]:
    """“ky-1” … in the order of the units, each the commander of one; all have one password."""
    from blocs.actions.duties import give_duty
    from blocs.models import Duty, Role, User
    from reports import demo

    names = [f"ky-{n + 1}" for n in range(len(units))]
    for name, unit in zip(names, units, strict=True):
        user = User(username=name, name=f"Đồng chí {name}")
        user.set_password(PASSWORD)
        user.save()
        give_duty(Duty(user=user, role=Role.COMMANDER, unit=unit), by=by)
    demo.keep_passwords(demo.kept_passwords() | dict.fromkeys(names, PASSWORD))
    return names


def prepare(site: Site, tablets: int = 1) -> dict:
    return said_by(site, PREPARE.replace("{tablets}", str(tablets)))


def said_by(site: Site, script: str):
    """What the script, run inside the site, printed last, read as JSON."""
    said = site.manage("shell", "-v", "0", "-c", script)
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout.splitlines()[-1])


class Server:
    """The site's web server in a group of its own, so that master and workers can be killed in one blow."""

    def __init__(self, site: Site, **variables: str):
        self.site, self.variables, self.process = site, variables, None

    def start(self):
        env = self.site.env | self.variables
        command = [*WEB[:-1], self.variables.get("WSGI_APP", WEB[-1])]
        self.process = subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True)
        wait_until_it_answers(self.site.url, self.process)

    def kill(self):
        """SIGKILL to all of them: nothing is finished, nothing is said."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(20)


@contextmanager
def a_server(site: Site, **variables: str):
    server = Server(site, **variables)
    server.start()
    try:
        yield server
    finally:
        server.stop()


FACTS = """
import json
from blocs.models import Event
from pacts.models import Ceremony, Pact, Signature, SignatureImage
pact, ceremony = Pact.objects.get(pk={pact}), Ceremony.objects.get(pk={ceremony})
lines = list(Signature.objects.filter(pact=pact).values("unit", "outcome", "how", "proof", "digest", "struck_at",
    "is_late", "code", "recorded_by", "order"))
verbs = list(Event.objects.filter(verb__in=["pacts.sign", "pacts.seal", "pacts.hold"]).values_list("verb", "object_id"))
adopted = pact.adoptions.filter(struck_at=None).values_list("digest", flat=True)
print(json.dumps({"pact": pact.state, "ceremony": ceremony.state, "digest": pact.digest, "lines": lines,
    "verbs": verbs, "adopted": list(adopted),
    "drawn": SignatureImage.objects.filter(signature__pact=pact).count()}, default=str))
"""


def facts_of(site: Site, hall: dict) -> dict:
    """In the database: {"pact", "ceremony", "digest", "lines": [dict], "verbs": [[verb, id]], "adopted", "drawn"}."""
    script = FACTS.replace("{pact}", str(hall["pact"])).replace("{ceremony}", str(hall["ceremony"]))
    return said_by(site, script)


BEFORE = """
import json
from blocs.models import Event
verbs = {"signed_before": "pacts.sign", "sealed_before": "pacts.seal"}
print(json.dumps({name: Event.objects.filter(verb=verb).count() for name, verb in verbs.items()}))
"""


def counted_before(site: Site) -> dict:
    """{"signed_before", "sealed_before"}: what stands in the demo's logbook already."""
    return said_by(site, BEFORE)


async def draw(page):
    """A few strokes in the field for them, as a hand does it; `page` is one of Playwright's asynchronous pages."""
    pad = page.locator("[data-testid=pad]")
    await pad.scroll_into_view_if_needed()
    box = await pad.bounding_box()
    left, middle = box["x"] + 30, box["y"] + box["height"] / 2
    await page.mouse.move(left, middle)
    await page.mouse.down()
    for step in range(1, 6):
        await page.mouse.move(left + 25 * step, middle + (18 if step % 2 else -18))
    await page.mouse.up()
