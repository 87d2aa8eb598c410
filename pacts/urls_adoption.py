"""Addresses of versions, comments and the adoption of a text."""

from django.urls import path

from pacts.views import adoption, comments

urlpatterns = [
    path("giao-uoc/<int:pk>/gop-y/", comments.pact_comments, name="pact_comments"),
    path("giao-uoc/<int:pk>/gop-y/gui/", comments.text_circulate, name="text_circulate"),
    path("giao-uoc/<int:pk>/gop-y/them/", comments.comment_add, name="comment_add"),
    path("gop-y-giao-uoc/<int:pk>/rut/", comments.comment_withdraw, name="comment_withdraw"),
    path("gop-y-giao-uoc/<int:pk>/tra-loi/", comments.comment_answer, name="comment_answer"),
    path("giao-uoc/<int:pk>/phien-ban/", adoption.pact_versions, name="pact_versions"),
    path("giao-uoc/<int:pk>/thong-qua/", adoption.pact_adopt, name="pact_adopt"),
    path("thong-qua-giao-uoc/<int:pk>/gach/", adoption.adoption_strike, name="adoption_strike"),
]
