"""Staff addresses of ceremonies; what the public reads has its own, under a slug that is never a number."""

from django.urls import path, register_converter

from pacts.views import ceremonies, minutes, signatures, signing


class LineKind:
    """The lines of the minute book: people, agenda, directions, contributions."""

    regex = "|".join(minutes.LINES)

    def to_python(self, value):
        return value

    to_url = to_python


register_converter(LineKind, "line_kind")

urlpatterns = [
    path("le-ky-ket/so-sach/", ceremonies.ceremony_list, name="ceremony_list"),
    path("le-ky-ket/moi/", ceremonies.ceremony_plan, name="ceremony_plan"),
    path("le-ky-ket/<int:pk>/so-sach/", ceremonies.ceremony_detail, name="ceremony_detail"),
    path("le-ky-ket/<int:pk>/sua/", ceremonies.ceremony_edit, name="ceremony_edit"),
    path("le-ky-ket/<int:pk>/bien-ban/", ceremonies.ceremony_minutes, name="ceremony_minutes"),
    path("le-ky-ket/<int:pk>/khai-mac/", ceremonies.ceremony_begin, name="ceremony_begin"),
    path("le-ky-ket/<int:pk>/be-mac/", ceremonies.ceremony_hold, name="ceremony_hold"),
    path("le-ky-ket/<int:pk>/hoan/", ceremonies.ceremony_postpone, name="ceremony_postpone"),
    path("le-ky-ket/<int:pk>/huy/", ceremonies.ceremony_cancel, name="ceremony_cancel"),
    path("le-ky-ket/<int:pk>/mo-lai/", ceremonies.ceremony_reopen, name="ceremony_reopen"),
    path("le-ky-ket/<int:pk>/niem-phong/<int:pact>/", signatures.ceremony_seal, name="ceremony_seal"),
    path("le-ky-ket/<int:pk>/ky/<int:pact>/", signing.signature_sign, name="signature_sign"),
    path("le-ky-ket/<int:pk>/da-ky/<int:pact>/", signatures.signature_record_all, name="signature_record_all"),
    path("le-ky-ket/<int:pk>/da-ky/<int:pact>/<int:unit>/", signatures.signature_record, name="signature_record"),
    path("le-ky-ket/<int:pk>/ky-thay/<int:pact>/<int:unit>/", signatures.signature_add, name="signature_add"),
    path("le-ky-ket/<int:pk>/vang/<int:pact>/<int:unit>/", signatures.signature_absent, name="signature_absent"),
    path("le-ky-ket/<int:pk>/chung-kien/<int:pact>/", signatures.signature_witness, name="signature_witness"),
    path("le-ky-ket/<int:pk>/gach/<int:signature>/", signatures.signature_strike, name="signature_strike"),
    path("le-ky-ket/<int:pk>/anh/moi/", minutes.photo_add, name="photo_add"),
    path("le-ky-ket/<int:pk>/anh/<int:line>/", minutes.photo_show, name="photo_show"),
    path("le-ky-ket/<int:pk>/anh/<int:line>/sua/", minutes.photo_edit, name="photo_edit"),
    path("le-ky-ket/<int:pk>/anh/<int:line>/bo/", minutes.photo_remove, name="photo_remove"),
    path("le-ky-ket/<int:pk>/chi-dao/<int:line>/thuc-hien/", minutes.direction_follow_up, name="direction_follow_up"),
    path("le-ky-ket/<int:pk>/<line_kind:kind>/moi/", minutes.line_add, name="line_add"),
    path("le-ky-ket/<int:pk>/<line_kind:kind>/<int:line>/sua/", minutes.line_edit, name="line_edit"),
    path("le-ky-ket/<int:pk>/<line_kind:kind>/<int:line>/bo/", minutes.line_remove, name="line_remove"),
]
