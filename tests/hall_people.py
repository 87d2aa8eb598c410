"""Acts of a hand (tests/browser/hall_site.py) that sets out signing tables for the same thirteen commanders."""

UNITS = 13
PASSWORD = "moi-dong-chi-mot-chu-ky-9052"
PEOPLE = f"""
from django.conf import settings; settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
from django.test import Client
from blocs.models import Bloc, Duty, Event, Headship, Membership, Role
from pacts.models import Attendee
from pacts.text import digest_of
from tests.make import a_series, a_season, a_unit, a_user, adopted

def session(user):
    browser = Client()
    browser.force_login(user)
    return browser.cookies["sessionid"].value

def the_people():
    global UNITS
    UNITS = [a_unit(f"Đơn vị {{at + 1:02}}") for at in range({UNITS})]
    users = [a_user(Role.COMMANDER, at=unit) for unit in UNITS]
    for user in users:
        user.set_password({PASSWORD!r})
        user.save()
    return {{"signers": [session(user) for user in users], "names": [user.username for user in users],
             "admins": [session(a_user(Role.ADMIN)) for _n in range(2)]}}

def a_table():
    bloc = Bloc.objects.create(series=a_series(), season=a_season(2031), name="Khối (dữ liệu minh họa)")
    for order, unit in enumerate(UNITS, start=1):
        Membership.objects.create(bloc=bloc, unit=unit, order=order)
    Headship.objects.create(bloc=bloc, unit=UNITS[0], part="head")
    pact = a_pact(bloc, state="open")
    ceremony = a_ceremony(bloc, state="live", on=timezone.localdate())
    Attendee.objects.create(ceremony=ceremony, part="presiding", name="Nguyễn Văn Chủ Trì")
    adopted(pact)
    Run.objects.create(ceremony=ceremony, screen="board")
    board = Device.objects.create(ceremony=ceremony, name="Máy chiếu")
    return {{"pact": pact.pk, "ceremony": ceremony.pk, "digest": digest_of(pact), "token": board.token}}

def a_call(ceremony, at):
    run = Run.objects.get(ceremony=ceremony)
    pact = run.ceremony.pacts.get()
    Turn.objects.create(run=run, pact=pact, unit=UNITS[at], state="invited", at=timezone.now())
    beat(ceremony)
    return f"{{pact.pk}}-{{UNITS[at].pk}}"

def a_tablet(ceremony):
    return f"/ky/ban/{{Device.objects.create(ceremony_id=ceremony, kind='tablet', name='Bàn ký').token}}/"

def codes(pk):
    lines = Signature.objects.filter(pact=pk)
    return [[line.code, line.how, abs((timezone.now() - line.signed_at).total_seconds()) < 60] for line in lines]

def facts(pk):
    lines = list(Signature.objects.filter(pact=pk))
    sealed = Event.objects.filter(verb="pacts.seal").about(Pact.objects.get(pk=pk)).count()
    signed = Event.objects.filter(verb="pacts.sign", object_id__in=[line.pk for line in lines]).count()
    pact = Pact.objects.get(pk=pk)
    return {{"units": sorted({{line.unit_id for line in lines}}).__len__(), "lines": len(lines), "signed": signed,
             "same_text": {{line.digest for line in lines}} == {{pact.digest}}, "seals": sealed, "state": pact.state}}
"""
