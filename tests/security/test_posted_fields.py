"""A form takes what it asks for and nothing else; whatever is written into it, the answer is a sentence or a page."""

from urllib.parse import urljoin

import pytest
from django.apps import apps
from django.db import transaction

from blocs.models import Event
from tests.access_rules import OF_THE_BLOC
from tests.access_table import TABLE
from tests.access_world import a_world
from tests.security.forms_on_page import forms_of, send
from tests.test_access_matrix import address_of, client_of

pytestmark = pytest.mark.django_db

# Columns no form may set: states, seals, who did it, whose it is.
KEPT = {
    *["state", "release", "released_at", "digest", "canonical", "sealed_at", "opened_at", "began_at", "held_at"],
    *["author_id", "released_by_id", "published_at", "recorded_by", "recorded_at", "struck_at", "struck_by"],
    *["sent_at", "sent_by", "closed_by", "version", "amends_id", "is_superuser", "is_staff", "is_active", "password"],
    *["must_change_password", "number", "thread", "pact_id", "bloc_id", "ceremony_id", "path", "follows_id"],
}


@pytest.fixture
def world():
    return a_world(release="public")


def kept_columns() -> dict:
    """{(table, key): the columns no form may set} of every row there is."""
    found = {}
    for model in filter(_is_ours, apps.get_models()):
        names = [one.attname for one in model._meta.fields if one.attname in KEPT]
        for pk, *values in model._base_manager.values_list("pk", *names) if names else ():
            found[model._meta.label, pk] = dict(zip(names, map(str, values), strict=True))
    return found


def _is_ours(model) -> bool:
    is_history = model is Event or model._meta.model_name.startswith("historical")
    return model._meta.app_label in ("blocs", "pacts", "reports") and not is_history


FORGED = {"f" * 64, "99", "77", "chiem-dia-chi", "Kẻ gian", "public"}  # what no new row may say either


def hostile(world) -> dict[str, str]:
    """Everything a forger could wish to set."""
    other = world["people"]["stranger"].duties.get().bloc
    foreign = {"bloc": other, "unit": other.memberships.first().unit, "series": other.series, "pact": world["open"]}
    flags = ["is_superuser", "is_staff", "is_active", "must_change_password", "is_unreviewed_copy", "is_withheld"]
    words = {"state": "sealed", "release": "public", "digest": "f" * 64, "canonical": "khác", "version": "99"}
    times = dict.fromkeys(["sealed_at", "opened_at", "held_at", "published_at", "released_at"], "2017-01-01 00:00")
    people = dict.fromkeys(["author", "released_by", "author_id", "released_by_id", "user"], "1")
    names = dict.fromkeys(["recorded_by", "sent_by", "struck_by", "closed_by", "by"], "Kẻ gian")
    ids = {f"{name}_id": str(thing.pk) for name, thing in foreign.items()}
    more = {"number": "77", "thread": "chiem-dia-chi", "path": "/", "password": "x", "follows": "1", "amends": "1"}
    return {**dict.fromkeys(flags, "on"), **words, **times, **people, **names, **ids, **more}


def pages_with_forms(world, people=OF_THE_BLOC):
    """(route, address, client, form) of each form of each page, by each of these people who is shown it."""
    for who in people:
        client = client_of(world["people"][who])
        for name, route in TABLE.items():
            if ":" not in name or route.get[who] != "page":
                continue
            address = address_of(name, route, world)
            response = client.get(address, follow=True)
            if "html" in response.get("Content-Type", ""):
                last = response.redirect_chain[-1][0] if response.redirect_chain else address
                for form in forms_of(response):
                    yield f"{who} {name}", urljoin(last, form.action), client, form


OF_ITS_OWN = {("pacts:pact_adopt", "pacts.Adoption")}
"""A new vote strikes the one on a text that has changed since; nobody posts that."""


def test_no_form_sets_what_it_does_not_ask(world):
    before, wrong, seen = kept_columns(), [], set()
    for name, address, client, form in pages_with_forms(world):
        asked = {box[0] for box in form.boxes}
        if not asked - {"csrfmiddlewaretoken", "revision"} or (name, address) in seen:
            continue  # a button: what it does is its own test
        seen.add((name, address))
        extra = {key: value for key, value in hostile(world).items() if key not in asked}
        with transaction.atomic():
            status = send(client, address, form.data(extra)).status_code
            after = kept_columns()
            transaction.set_rollback(True)
        changed = [(key, before[key], after.get(key)) for key in before if after.get(key) != before[key]]
        changed = [one for one in changed if (name.split()[-1], one[0][0]) not in OF_ITS_OWN]
        changed += [(key, row) for key, row in after.items() if key not in before and FORGED & set(row.values())]
        wrong += [f"{name}: {one}" for one in changed]
        wrong += [f"{name}: {status}"] if status >= 500 else []
    assert len(seen) > 40
    assert not wrong, "\n".join(wrong)


ODD = ["Tên\x00khác", "Tên\ud800khác", "\u202eTên\u2066", "<script>alert(1)</script>", "=HYPERLINK(1)", "{{7*7}}%s"]


def test_no_text_is_an_error_of_the_server(world):
    """Each box of each form filled with what nobody would type: alone with all of it, and all together with each."""
    wrong, seen = [], set()
    for name, address, client, form in pages_with_forms(world, ["admin", "commander"]):
        if name.split()[1] in seen:
            continue
        seen.update({name.split()[1]} if form.written else ())
        tries = [{box: "".join(ODD)} for box in form.written] + [dict.fromkeys(form.written, value) for value in ODD]
        for changed in tries if form.written else []:
            with transaction.atomic():
                status = send(client, address, form.data(changed)).status_code
                transaction.set_rollback(True)
            wrong += [f"{name} {changed!r}: {status}"] if status not in (200, 302) else []
    assert len(seen) > 40
    assert not wrong, "\n".join(wrong)


def test_no_length_is_an_error_of_the_server(world):
    wrong = []
    for name, address, client, form in pages_with_forms(world, ["admin"]):
        for value in ("ắ" * 30_000, "9" * 5000) if form.written else ():
            with transaction.atomic():
                status = send(client, address, form.data(dict.fromkeys(form.written, value))).status_code
                transaction.set_rollback(True)
            wrong += [f"{name} {len(value)}: {status}"] if status not in (200, 302, 400, 413) else []
    assert not wrong, "\n".join(wrong)
