"""A site where work is under way: a draft pact with rows, an open phase with empty sheets, a person without duties."""

import json
from contextlib import contextmanager

from tests.browser.grid_tools import OPEN_AGAIN
from tests.sites import a_site

PASSWORD = "nguoi-moi-chua-co-viec-5210"
PREPARE = f"""{OPEN_AGAIN}
from datetime import date
from blocs.actions.renewal import renew_bloc
from blocs.models import Season, User
from pacts.actions.pacts import draft_pact
from reports import demo
by = User.objects.get(username="thu-ky")
last = demo.illustrative_bloc()
year = last.season.starts_on.year + 1
season = Season.objects.filter(starts_on__year=year).first() or Season(
    name=str(year), slug=str(year), starts_on=date(year, 1, 1), ends_on=date(year, 12, 31))
pact = draft_pact(renew_bloc(last, season=season, by=by), by=by, start="last_season")
newcomer = User(username="nguoi-moi", name="Đồng chí mới")
newcomer.set_password("{PASSWORD}")
newcomer.save()
demo.keep_passwords(demo.kept_passwords() | {{"nguoi-moi": "{PASSWORD}"}})
print(json.dumps({{"phase": row.pk, "units": units, "pact": pact.pk}}))
"""


@contextmanager
def a_working_site(folder, prepared):
    """(site, facts): `facts` is {"phase": pk, "units": [pk], "pact": pk of the draft}; “nguoi-moi” may log in."""
    with a_site(folder, like=prepared) as site:
        said = site.manage("shell", "-v", "0", "-c", PREPARE)
        assert said.returncode == 0, said.stderr
        with site.served():
            yield site, json.loads(said.stdout.splitlines()[-1])
