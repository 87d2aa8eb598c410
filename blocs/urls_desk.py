"""Addresses of one person's own things: profile, messages, calendar; no namespace, every floor links here."""

from django.urls import path

from blocs.views import notices, profile

urlpatterns = [
    path("ho-so/", profile.profile, name="profile"),
    path("ho-so/giao-dien/", profile.look_save, name="look_save"),
    path("ho-so/lich/", profile.calendar_renew, name="calendar_renew"),
    path("ho-so/lich/bo/", profile.calendar_shut, name="calendar_shut"),
    path("ho-so/phien/thoat-khac/", profile.sessions_end, name="sessions_end"),
    path("ho-so/phien/<int:pk>/thoat/", profile.session_end, name="session_end"),
    path("phien/", profile.session_left, name="session_left"),
    path("thong-bao/", notices.notices, name="notices"),
    path("thong-bao/da-doc/", notices.notices_read, name="notices_read"),
    path("thong-bao/<int:pk>/", notices.notice_open, name="notice_open"),
    path("thong-bao/<int:pk>/da-doc/", notices.notice_read, name="notice_read"),
]
