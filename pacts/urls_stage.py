"""Addresses of the console, the rehearsal and the devices of the hall."""

from django.urls import path, register_converter

from pacts.views import console, devices, paper

DESK = "le-ky-ket/<int:pk>/dieu-hanh/"
HALL = "le-ky-ket/<int:pk>/thiet-bi/"


class TurnVerb:
    """What may be done with a unit's turn: call, send back, sign, pass over; in a rehearsal play signed or absent."""

    regex = "|".join([*console.TURNS, *console.PLAYED])

    def to_python(self, value):
        return value

    to_url = to_python


register_converter(TurnVerb, "turn_verb")

urlpatterns: list = [
    path(DESK, console.ceremony_console, name="ceremony_console"),
    path(f"{DESK}trang-thai/", console.console_state, name="console_state"),
    path(f"{DESK}nhan/", console.console_take, name="console_take"),
    path(f"{DESK}thoi/", console.console_leave, name="console_leave"),
    path(f"{DESK}moi-tiep/", console.console_invite_next, name="console_invite_next"),
    path(f"{DESK}<turn_verb:verb>/<int:pact>/<int:unit>/", console.console_turn, name="console_turn"),
    path(f"{DESK}muc/<int:item>/", console.console_item, name="console_item"),
    path(f"{DESK}tam-dung/", console.console_pause, name="console_pause"),
    path(f"{DESK}tiep-tuc/", console.console_resume, name="console_resume"),
    path(f"{DESK}man-hinh/", console.console_screen, name="console_screen"),
    path(f"{DESK}dien-tap/", console.rehearsal_start, name="rehearsal_start"),
    path(f"{DESK}dien-tap/ket-thuc/", console.rehearsal_end, name="rehearsal_end"),
    path("le-ky-ket/<int:pk>/ky-giay/<int:pact>/<int:unit>/", paper.signature_paper, name="signature_paper"),
    path(HALL, devices.device_list, name="device_list"),
    path(f"{HALL}<int:device>/ma-qr.svg", devices.device_code, name="device_code"),
    path(f"{HALL}<int:device>/dong/", devices.device_shut, name="device_shut"),
]
